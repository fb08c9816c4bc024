/* Loading rules: the built-in packs (compiled when sluice was built), rules of the repository, and
   `--rules PATH`. Rules written by others are compiled in a sandboxed child and kept by digest. */
#ifndef SLUICE_ENGINE_RULES_RULESET_H
#define SLUICE_ENGINE_RULES_RULESET_H

#include "engine/cache/cache.h"
#include "engine/rules/pack.h"
#include "sluice/buf.h"

/** One text that holds rules: YAML, TOML or JSON by the end of its name. */
typedef struct sl_rule_file {
    sl_str path; /* for messages */
    sl_str text;
} sl_rule_file;

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
/** Compiles rule files of one kind into the bytes of a pack (also what the build runs). */
bool sl_pack_compile(sl_buf *out, const sl_stage_kind *kind, const sl_rule_file *files, size_t n,
                     sl_err *e);
/** Opens a compiled pack; refuses bytes of another version, machine or engine. Borrows `bytes`. */
bool sl_pack_open(sl_pack **out, sl_arena *mem, const sl_stage_kind *kind, sl_str bytes, sl_err *e);
/** The built-in pack of a kind (generated, linked in); empty when it has none. */
sl_str sl_builtin_pack(sl_str kind);
/** Reads all rule files below `path` (a file or a folder) into the arena, in path order, and what
    they extend. */
bool sl_rule_files_read(const sl_rule_file **files, size_t *n, sl_arena *mem, sl_str path,
                        sl_err *e);

#endif
