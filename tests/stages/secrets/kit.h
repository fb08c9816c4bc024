/* Scanning a text with rules given as text, in this process. */
#ifndef SLUICE_TESTS_STAGES_SECRETS_KIT_H
#define SLUICE_TESTS_STAGES_SECRETS_KIT_H

#include "engine/rules/ruleset.h"
#include "stages/secrets/scanner.h"

extern const sl_stage_kind sl_stage_secrets;

enum { KIT_DEPTH = 3 };

/** A scanner over the rules of one file; NULL with the error when they do not load. `rules` NULL is
    the built-in pack. */
static inline sl_secret_scanner *kit_open(sl_arena *mem, const char *file, const char *rules,
                                          sl_err *e)
{
    const sl_rule_file one = {sl_str_of(file), sl_str_of(rules)};
    const sl_rules_spec spec = {.files = &one, .n_files = rules != NULL, .replace_builtin = true};
    sl_scan_setup setup = {.mem = mem};
    sl_ruleset *set = NULL;
    if (!sl_ruleset_load(&set, mem, &sl_stage_secrets, &spec, e))
        return NULL;
    setup.rules = set;
    sl_secret_scanner *scanner = sl_alloc(mem, sizeof *scanner);
    scanner->depth = KIT_DEPTH;
    scanner->is_screening = true;
    return sl_secret_scanner_open(scanner, &setup, e) ? scanner : NULL;
}

/** What a scan of the text tells: lines "RULE SECRET@FROM-TO", dropped and silent ones left out. */
static inline const char *kit_scan(sl_arena *mem, sl_secret_scanner *scanner, const char *path,
                                   sl_str text)
{
    sl_err e = {0};
    sl_secret_scan scan = {.scanner = scanner, .mem = mem, .path = sl_str_of(path), .e = &e};
    if (!sl_secret_scan_text(&scan, text))
        return sl_printf(mem, "failed: %s", e.text).p;
    sl_str out = {"", 0};
    for (size_t i = 0; i < scan.matches.n; i++) {
        const sl_secret_match *m = &scan.matches.v[i];
        if (!m->is_dropped && !m->is_silent)
            out = sl_printf(mem, "%.*s%.*s %.*s@%zu-%zu\n", SL_FMT(out), SL_FMT(m->rule->rule->id),
                            SL_FMT(sl_secret_of(m)), m->from, m->to);
    }
    return out.p;
}

#endif
