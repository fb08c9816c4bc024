/* The kind of stage that finds credentials in files. */
#include "stages/secrets/compile.h"
#include "stages/secrets/gitleaks/application.h"
#include "stages/secrets/scanner.h"

enum { SNIFF_BYTES = 8192, WIDE_SHARE = 3 };

static const sl_option_spec options[] = {
    {"decode", SL_OPT_COUNT, "3",
     "how often base64, hex, percent signs, escapes and UTF-16 inside one another are decoded",
     false, NULL},
    {0},
};

static bool open_scanner(void **state, const sl_scan_setup *setup, sl_err *e)
{
    sl_secret_scanner *scanner = sl_alloc(setup->mem, sizeof *scanner);
    uint64_t depth = sl_options_number(setup->options, "decode");
    if (depth > SL_SECRET_DEPTH_MAX)
        return sl_fail(e, SL_EUSAGE, "decode: %llu is more than %d", (unsigned long long)depth,
                       SL_SECRET_DEPTH_MAX);
    scanner->depth = (size_t)depth;
    *state = scanner;
    return sl_secret_scanner_open(scanner, setup, e);
}

static bool wants(const void *state, const sl_unit *unit)
{
    (void)state;
    return unit->kind == SL_UNIT_FILE || unit->kind == SL_UNIT_SYMLINK;
}

/* Zero bytes at the start make a file binary, unless they all stand on one side of the others. */
static bool is_binary(sl_str text)
{
    size_t n = text.n < SNIFF_BYTES ? text.n : SNIFF_BYTES;
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < n; i++)
        zeros[i % 2] += text.p[i] == 0;
    bool is_wide = (!zeros[0] || !zeros[1]) && (zeros[0] + zeros[1]) * WIDE_SHARE > n / 2;
    return (zeros[0] || zeros[1]) && !is_wide;
}

static sl_str message_of(const sl_secret_match *m, sl_arena *mem)
{
    sl_str codings = {0};
    for (unsigned c = SL_CODING_NONE + 1; c <= SL_CODING_UTF16; c++)
        if (m->codings & 1u << c)
            codings = sl_printf(mem, "%.*s%s%s", SL_FMT(codings), codings.n ? "- and " : "",
                                sl_secret_coding_name((sl_secret_coding)c));
    if (!codings.n)
        return (sl_str){0};
    return sl_printf(mem, "%.*s-decoded: %.*s", SL_FMT(codings), SL_FMT(m->rule->rule->message));
}

static void tell(const sl_secret_match *m, sl_sink *sink)
{
    sl_arena *mem = sl_sink_mem(sink);
    const sl_rule *rule = m->rule->rule;
    bool is_theirs = m->rule->is_theirs; /* gitleaks tells the place of the match */
    sl_hit hit = {.rule = m->rule->index};
    hit.start = is_theirs ? m->seen_from : m->from;
    hit.end = is_theirs ? m->seen_to : m->to;
    hit.secret_start = m->from;
    hit.secret_end = m->to;
    hit.has_confidence = m->proof == SL_PROOF_SURE && rule->confidence < SL_CONFIDENCE_HIGH;
    hit.confidence = SL_CONFIDENCE_HIGH;
    hit.message = message_of(m, mem);
    hit.identity = sl_printf(mem, "%.*s %.*s", SL_FMT(rule->id), SL_FMT(sl_secret_of(m)));
    sl_sink_hit(sink, &hit);
}

/* Rules that look at the path alone: key stores and the like. */
static bool tell_paths(sl_secret_scanner *scanner, sl_str path, sl_sink *sink, sl_err *e)
{
    for (size_t p = 0; p < scanner->n_packs; p++) {
        sl_secret_pack *pack = &scanner->packs[p];
        for (size_t i = 0; i < pack->path_rules.n / sizeof(uint32_t); i++) {
            uint32_t at;
            memcpy(&at, pack->path_rules.p + i * sizeof at, sizeof at);
            sl_secret_rule *rule = sl_secret_rule_at(scanner, pack, at, e);
            if (!rule)
                return false;
            const sl_secret_sight sight = {.rule = rule->rule->id, .path = path};
            if (rule->is_off || rule->skip_report ||
                !sl_secret_regex_in(&rule->path, &scanner->matcher, path) ||
                sl_secret_path_allowed(&pack->allowlists, &scanner->matcher, &sight) ||
                sl_secret_path_allowed(&rule->allowlists, &scanner->matcher, &sight))
                continue;
            const sl_hit hit = {.rule = rule->index, .is_whole = true};
            sl_sink_hit(sink, &hit);
        }
    }
    return true;
}

static bool scan(void *state, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    sl_secret_scan s = {.scanner = state,
                        .mem = sl_sink_mem(sink),
                        .path = unit->path,
                        .is_binary = is_binary(text),
                        .is_application = sl_secret_is_application(text),
                        .e = e};
    if (!sl_secret_scan_text(&s, text) || !tell_paths(s.scanner, unit->path, sink, e))
        return false;
    for (size_t i = 0; i < s.matches.n; i++)
        if (!s.matches.v[i].is_dropped && !s.matches.v[i].is_silent)
            tell(&s.matches.v[i], sink);
    return true;
}

static void close_scanner(void *state)
{
    sl_secret_scanner_close(state);
}

static const sl_scanner scanner_of_secrets = {
    .open = open_scanner, .wants = wants, .scan = scan, .close = close_scanner};

static const sl_rule_kind rules_of_secrets = {.read = sl_secrets_read,
                                              .compile = sl_secrets_compile,
                                              .claims = sl_secrets_claims,
                                              .examples = sl_secrets_examples};

const sl_stage_kind sl_stage_secrets = {.name = "secrets",
                                        .summary = "find credentials in files",
                                        .traits = SL_SCANS,
                                        .options = options,
                                        .scanner = &scanner_of_secrets,
                                        .rules = &rules_of_secrets};
