/* A check: which resources it is about, when it fails, and which place it reports. */
#ifndef SLUICE_ENGINE_CHECK_H
#define SLUICE_ENGINE_CHECK_H

#include "engine/check/condition.h"
#include "engine/resource/tree.h"

/** A check as read from its rule. */
typedef struct sl_check sl_check;

/** Takes a finding: the bytes to report, and in `identity` what tells it from others of the rule in
    the resource. */
typedef void (*sl_check_call)(void *context, const sl_resource *resource, sl_extent at,
                              sl_str identity);

/** Reads the fields `platform`, `resource`, `where`, `fail` or `require`, `each` and `at` of a rule
    document; others are not looked at. Errors begin "LINE:COLUMN: ". */
bool sl_check_read(sl_check **out, sl_arena *mem, const sl_node *doc, sl_err *e);
/** The keys of the resources that it is about: "kubernetes:container", "dockerfile:command/curl".
 */
sl_strs sl_check_keys(const sl_check *check);
/** Judges one resource; `call` once for each finding. False once the evaluation has failed. */
bool sl_check_run(const sl_check *check, sl_eval *eval, const sl_resource *resource,
                  sl_check_call call, void *context);
/** Releases compiled expressions. */
void sl_check_close(sl_check *check);

#endif
