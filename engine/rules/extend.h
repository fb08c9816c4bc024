/* Configurations that extend another file (gitleaks: `extend.path`): what they name is read along,
   since compiling happens where no file can be opened. */
#ifndef SLUICE_ENGINE_RULES_EXTEND_H
#define SLUICE_ENGINE_RULES_EXTEND_H

#include "engine/rules/documents.h"
#include "sluice/buf.h"

enum { SL_EXTEND_DEPTH_MAX = 2 };

/** Reads the file at `path`, as rule files name it; SL_ENOENT when it is not there. */
typedef bool (*sl_extend_read)(void *context, sl_buf *out, sl_str path, sl_err *e);

/** What `path` in an `extend` of `file` means: relative to the folder of the file. False when it is
    absolute or leads out of the rules' root. */
bool sl_extend_path(sl_str *out, sl_arena *mem, sl_str file, sl_str path);
/** Adds what the `*n` files extend, at most SL_EXTEND_DEPTH_MAX deep, to copies of them in `mem`.
 */
bool sl_extend_follow(const sl_rule_file **files, size_t *n, sl_arena *mem, sl_extend_read read,
                      void *context, sl_err *e);

#endif
