/* Loading rules: the built-in packs (compiled when sluice was built), rules of the repository, and
   `--rules PATH`. Rules written by others are compiled in a sandboxed child and kept by digest. */
#ifndef SLUICE_ENGINE_RULES_RULESET_H
#define SLUICE_ENGINE_RULES_RULESET_H

#include "engine/cache/cache.h"
#include "engine/rules/documents.h"
#include "engine/rules/pack.h"

/** What rules a run uses. */
typedef struct sl_rules_spec {
    const sl_rule_file *files; /* rules beside or instead of the built-in ones */
    size_t n_files;
    bool replace_builtin; /* `--rules` without `default`: kinds that `files` has rules for lose
                             their built-in pack */
    sl_str replaced;      /* a kind that loses its built-in pack anyhow; may be empty */
    sl_cache *cache;      /* for compiled packs; NULL: none is kept */
    bool is_trial;        /* rules are tried on their examples: what only sluice itself may bring
                             is read and never used */
} sl_rules_spec;

/** The rule set of one kind. Rules that do not load are an SL_EUSAGE error with file, line, reason.
 */
bool sl_ruleset_load(sl_ruleset **out, sl_arena *mem, const sl_stage_kind *kind,
                     const sl_rules_spec *spec, sl_err *e);
/** The rule set of one compiled pack alone, whose bytes are copied. */
bool sl_ruleset_compiled(sl_ruleset **out, sl_arena *mem, const sl_stage_kind *kind, sl_str bytes,
                         sl_err *e);
/** Reads all rule files below `path` (a file or a folder) into the arena, in path order, and what
    they extend. */
bool sl_rule_files_read(const sl_rule_file **files, size_t *n, sl_arena *mem, sl_str path,
                        sl_err *e);

#endif
