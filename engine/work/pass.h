/* A pass: scanners over the units of a source, in sandboxed worker processes, on the event loop. */
#ifndef SLUICE_ENGINE_WORK_PASS_H
#define SLUICE_ENGINE_WORK_PASS_H

#include "base/loop.h"
#include "engine/work/spec.h"

typedef struct sl_pass sl_pass;

/** Opens the scanners, forks the workers and starts. `result` is filled until `done` is called. */
bool sl_pass_start(sl_pass **out, sl_arena *mem, sl_loop *loop, const sl_pass_spec *spec,
                   sl_pass_result *result, sl_err *e);
/** Ends the workers early; units not looked at have failed ("interrupted"); `done` follows. */
void sl_pass_stop(sl_pass *pass);
/** Runs a pass to its end on a loop of its own. */
bool sl_pass_run(sl_pass_result *result, sl_arena *mem, const sl_pass_spec *spec, sl_err *e);
/** Runs `call` in a sandboxed child with a time limit; what it writes to `out` comes back. For
    parsing of untrusted bytes outside a pass (compiling a stranger's rules). */
bool sl_sandboxed(sl_buf *out, bool (*call)(void *context, sl_buf *out, sl_err *e), void *context,
                  uint64_t timeout_ms, sl_err *e);

#endif
