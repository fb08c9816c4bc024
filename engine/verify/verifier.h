/* The process that asks providers: it has the network and the values, no way to write files or to
   run programs, and no say beyond a state and two short texts for each secret. */
#ifndef SLUICE_ENGINE_VERIFY_VERIFIER_H
#define SLUICE_ENGINE_VERIFY_VERIFIER_H

#include "base/loop.h"
#include "base/vault.h"
#include "engine/verify/ask.h"

typedef struct sl_verifier sl_verifier;

/** What is asked, and what comes of it. */
typedef struct sl_verifier_spec {
    sl_ask_spec ask;     /* its `tell` is the verifier's own */
    sl_vault *vault;     /* where the values are */
    uint64_t timeout_ms; /* of all together; 0: 5 min */
    bool require_sandbox;
    sl_judgement *judgements;    /* one a question, filled until `done` */
    void (*done)(void *context); /* once */
    void *context;
} sl_verifier_spec;

/** Forks the process. What the kernel would not give for its sandbox is added to `notes`. */
bool sl_verifier_start(sl_verifier **out, sl_arena *mem, sl_loop *loop,
                       const sl_verifier_spec *spec, sl_strs *notes, sl_err *e);
/** Ends it early: what is not told yet is unknown ("interrupted"); `done` follows. */
void sl_verifier_stop(sl_verifier *verifier);

#endif
