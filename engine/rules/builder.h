/* Making a pack: rules and extra documents go in, bytes come out. What a kind's `compile` sees of
   it is in pack.h. */
#ifndef SLUICE_ENGINE_RULES_BUILDER_H
#define SLUICE_ENGINE_RULES_BUILDER_H

#include "base/digest.h"
#include "engine/rules/pack.h"
#include "sluice/buf.h"

/** An empty builder for rules of `kind`, in `mem`. */
sl_pack_builder *sl_pack_builder_new(sl_arena *mem, const sl_stage_kind *kind);
/** Says whether the pack is made to be tried only (sl_rules_spec). */
void sl_pack_builder_try(sl_pack_builder *builder, bool is_trial);
/** Reads the rule `doc` of `file` through its kind and adds it. An id that a rule of another file
    has already is put behind this file's path; twice in one file it is SL_EUSAGE with its place, as
    is an unreadable rule. */
bool sl_pack_builder_add(sl_pack_builder *builder, sl_str file, const sl_node *doc, sl_err *e);
/** Adds a document of `file` that is no rule. */
void sl_pack_builder_add_extra(sl_pack_builder *builder, sl_str file, const sl_node *doc);
/** Adds the document of a file that another extends. */
void sl_pack_builder_add_support(sl_pack_builder *builder, sl_str file, const sl_node *doc);
/** The document of that file; NULL when none was added. */
const sl_node *sl_pack_builder_support(const sl_pack_builder *builder, sl_str file);
/** The index of the rule of that id; SIZE_MAX when there is none. */
size_t sl_pack_builder_find(const sl_pack_builder *builder, sl_str id);
/** The file that an extra document came from. */
sl_str sl_pack_builder_extra_file(const sl_pack_builder *builder, size_t i);
/** Replaces the document of rule `i` by another of the same id and reads it again. */
bool sl_pack_builder_set(sl_pack_builder *builder, size_t i, const sl_node *doc, sl_err *e);
/** Lets the kind compile its blobs, then appends the pack's bytes to `out`, which has to be empty.
    `source` is kept as the digest of what the pack was made from. */
bool sl_pack_builder_finish(sl_pack_builder *builder, sl_buf *out,
                            const unsigned char source[SL_SHA256_BYTES], sl_err *e);

#endif
