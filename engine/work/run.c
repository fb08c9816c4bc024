/* A pass for those who have nothing else to do meanwhile. */
#include "engine/work/pass.h"

/* The end of a pass that somebody waits for. */
typedef struct waiting {
    bool is_done, ok;
    sl_err *e;
    const sl_pass_spec *spec;
} waiting;

static void on_done(void *context, bool ok, const sl_err *e)
{
    waiting *w = context;
    w->is_done = true;
    w->ok = ok;
    if (!ok && w->e)
        *w->e = *e;
}

static void on_progress(void *context, size_t done, size_t total)
{
    const waiting *w = context;
    w->spec->progress(w->spec->context, done, total);
}

bool sl_pass_run(sl_pass_result *result, sl_arena *mem, const sl_pass_spec *spec, sl_err *e)
{
    sl_loop *loop = NULL;
    sl_pass *pass = NULL;
    waiting w = {.e = e, .spec = spec};
    sl_pass_spec own = *spec;
    own.done = on_done;
    own.progress = spec->progress ? on_progress : NULL;
    own.context = &w;
    if (!sl_loop_new(&loop, e))
        return false;
    bool ok = sl_pass_start(&pass, mem, loop, &own, result, e);
    while (ok && !w.is_done)
        ok = sl_loop_step(loop, e);
    sl_loop_free(loop);
    return ok && w.ok;
}
