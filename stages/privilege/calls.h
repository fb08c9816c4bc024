/* Calls of the AWS SDKs in code: boto3, the SDKs for JavaScript 2 and 3, Go 1 and 2, Java 1 and 2.
 */
#ifndef SLUICE_STAGES_PRIVILEGE_CALLS_H
#define SLUICE_STAGES_PRIVILEGE_CALLS_H

#include "engine/syntax/lower.h"
#include "sluice/scanner.h"

/** A piece of code: all of a file, or one that stands in a template. */
typedef struct sl_calls_code {
    const sl_tables *tables;
    sl_str text;
    sl_str key;     /* of the function whose code it is; empty: the file's */
    size_t at;      /* of the text in the file */
    bool is_inline; /* the text is indented in the file: only its begin is known */
} sl_calls_code;

enum { SL_CALLS_PARSE_MS = 20000, SL_CALLS_MAX = 20000 };

/** Tells calls, imports and names of methods as facts. False when it cannot be parsed. */
bool sl_calls_tell(const sl_calls_code *code, sl_sink *sink, sl_err *e);
/** True when the text names an SDK. */
bool sl_calls_may_be(sl_str text);
/** Tells imports and names of methods without parsing. */
void sl_calls_tell_lightly(sl_str language, sl_str text, sl_sink *sink);

#endif
