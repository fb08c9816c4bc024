/* Finding what is encoded in a text: runs of base64 and hex, escapes of one character, UTF-16. */
#ifndef SLUICE_STAGES_SECRETS_CONTENT_FIND_H
#define SLUICE_STAGES_SECRETS_CONTENT_FIND_H

#include "sluice/arena.h"
#include "stages/secrets/content/coding.h"

/** A run of bytes and what they decode to (nothing, for what only holds lines together). */
typedef struct sl_secret_run {
    sl_secret_coding coding;
    size_t from, from_end;
    sl_str text;
} sl_secret_run;

/** Runs in the order of the text, none within another. */
typedef struct sl_secret_runs {
    sl_secret_run *v;
    size_t n, cap;
} sl_secret_runs;

/** All runs of the text; `forms`: of escapes that it has (escape.h). What an escape in its midst
   takes apart (base64 with "%2B" in it) waits for the next level, where it is whole. */
void sl_secret_find_runs(sl_secret_runs *out, sl_arena *mem, sl_str text, unsigned forms);

#endif
