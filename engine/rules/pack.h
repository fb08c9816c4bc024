/* Compiled rule packs: rule documents frozen into bytes that are mapped, not parsed, with the blobs
   (pattern databases, indices) that a kind's scanner reads at start. */
#ifndef SLUICE_ENGINE_RULES_PACK_H
#define SLUICE_ENGINE_RULES_PACK_H

#include "sluice/err.h"
#include "sluice/rule.h"
#include "sluice/stage.h"

/** Name of a blob that says: the pack extends the built-in one, which therefore stays; a rule of
    the same id replaces the built-in rule, which the kind's scanner leaves out. */
#define SL_PACK_WITH_DEFAULT "with-default"
/** Name of a blob of any kind: what users of the pack are told, a line each. */
#define SL_PACK_NOTES "notes"

/** The rules of one kind while they are compiled. */
typedef struct sl_pack_builder sl_pack_builder;
/** A compiled pack, opened. */
typedef struct sl_pack sl_pack;

/** Number of rules added so far. */
size_t sl_pack_builder_count(const sl_pack_builder *builder);
/** Rule `i` with its common fields read. */
const sl_rule *sl_pack_builder_rule(const sl_pack_builder *builder, size_t i);
/** Documents that are not rules (a global allowlist, shared lists), by file: `n` of them. */
const sl_node *sl_pack_builder_extra(const sl_pack_builder *builder, size_t i, size_t *n);
/** True when the rules are only tried on their examples. */
bool sl_pack_builder_is_trial(const sl_pack_builder *builder);
/** The arena of the compilation. */
sl_arena *sl_pack_builder_mem(sl_pack_builder *builder);
/** Stores a blob under a name; 64-byte aligned in the pack. Copied. */
void sl_pack_builder_blob(sl_pack_builder *builder, const char *name, sl_str bytes);

/** Opens a compiled pack; refuses bytes of another version, machine or engine. Borrows `bytes`. */
bool sl_pack_open(sl_pack **out, sl_arena *mem, const sl_stage_kind *kind, sl_str bytes, sl_err *e);
/** The built-in pack of a kind (generated, linked in); empty when it has none. */
sl_str sl_builtin_pack(sl_str kind);
/** The blob of that name; empty when the pack has none. Lives as long as the pack. */
sl_str sl_pack_blob(const sl_pack *pack, const char *name);
/** Number of rules in the pack. */
size_t sl_pack_count(const sl_pack *pack);
/** Rule `i`, thawed on first use. */
const sl_rule *sl_pack_rule(const sl_pack *pack, size_t i);
/** The id of rule `i` without thawing it. */
sl_str sl_pack_rule_id(const sl_pack *pack, size_t i);
/** Extra document `i`, thawed on first use; NULL past the last. */
const sl_node *sl_pack_extra(const sl_pack *pack, size_t i);
/** The digest (SHA-256, 32 bytes) of what the pack was compiled from. */
sl_str sl_pack_source(const sl_pack *pack);
/** The digest (SHA-256, 32 bytes) of what it was compiled to. */
sl_str sl_pack_digest(const sl_pack *pack);

/** Packs of a rule set: `n` of them; rule `i` of pack `p` is rule `first[p] + i` of the set. */
size_t sl_ruleset_packs(const sl_ruleset *set);
/** Pack `p` of the set, and in `*first` the index of its first rule in the set. */
const sl_pack *sl_ruleset_pack(const sl_ruleset *set, size_t p, size_t *first);

#endif
