/* What scalars of YAML say, whatever their style (YAML 1.2.2, chapters 7 and 8). */
#ifndef SLUICE_ENGINE_SYNTAX_YAML_TEXT_H
#define SLUICE_ENGINE_SYNTAX_YAML_TEXT_H

#include "sluice/arena.h"
#include "sluice/buf.h"

/** The text of a plain scalar: its lines are folded. A scalar of one line is not copied. */
sl_str sl_yaml_plain(sl_arena *mem, sl_str text);
/** The same for what stands between single quotes. */
sl_str sl_yaml_single(sl_arena *mem, sl_str text);
/** The same for what stands between double quotes, with escapes; wrong ones stay as they are. */
sl_str sl_yaml_double(sl_arena *mem, sl_str text);
/** The text of the block scalar `scalar`, which begins with its indicator; its indicator stands in
    `file` at `at`. */
sl_str sl_yaml_block(sl_arena *mem, sl_str file, size_t at, sl_str scalar);
/** True for the name of a metavariable and nothing else. */
bool sl_yaml_is_metavariable(sl_str text);

#endif
