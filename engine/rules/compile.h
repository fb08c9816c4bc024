/* From rule files to the bytes of a pack. */
#ifndef SLUICE_ENGINE_RULES_COMPILE_H
#define SLUICE_ENGINE_RULES_COMPILE_H

#include "base/digest.h"
#include "engine/rules/documents.h"
#include "sluice/buf.h"

/** Rule files of one kind, or of all kinds of which the others' are passed over. */
typedef struct sl_rules_input {
    const sl_stage_kind *kind;
    const sl_rule_file *files;
    size_t n;
    bool is_mixed; /* each document goes to the kind that claims it; one claimed by none is an error
                    */
    bool is_trial; /* as in sl_rules_spec */
} sl_rules_input;

/** Compiles rule files of one kind into the bytes of a pack (also what the build runs). */
bool sl_pack_compile(sl_buf *out, const sl_stage_kind *kind, const sl_rule_file *files, size_t n,
                     sl_err *e);
/** The digest of all that a pack of these files depends on: their names and texts, the versions of
    the engine, and the built-in pack of the kind, which changes with the compiler of the blobs. */
void sl_rules_input_digest(unsigned char out[SL_SHA256_BYTES], const sl_rules_input *input);
/** Compiles the files; as sl_pack_compile. */
bool sl_rules_input_compile(sl_buf *out, const sl_rules_input *input, sl_err *e);

#endif
