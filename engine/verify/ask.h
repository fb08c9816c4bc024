/* Asking providers: several at once, few of one provider, each secret once, and nobody who is not
   in the recipe or was named by the user. */
#ifndef SLUICE_ENGINE_VERIFY_ASK_H
#define SLUICE_ENGINE_VERIFY_ASK_H

#include "engine/verify/judge.h"
#include "engine/verify/template.h"

enum {
    SL_ASK_AT_ONCE = 8,     /* requests under way */
    SL_ASK_HOST_AT_ONCE = 2 /* of them to one host */
};

/** A secret with what its recipe needs. */
typedef struct sl_question {
    const sl_recipe *recipe;
    sl_bindings values;
} sl_question;

/** A server that is asked instead of a provider's own: the user's word, never a repository's. */
typedef struct sl_endpoint {
    sl_str provider;
    sl_str url; /* "https://host:port/prefix", or http:// to this machine; no slash at the end */
} sl_endpoint;

/** All that is asked. */
typedef struct sl_ask_spec {
    const sl_question *questions;
    size_t n;
    const sl_endpoint *endpoints;
    size_t n_endpoints;
    sl_str ca_file;      /* authorities instead of the system's; empty: those */
    uint64_t request_ms; /* of one request; 0: 10 s */
    /** Called once for each question, in the order of answers. */
    void (*tell)(void *context, size_t question, const sl_judgement *judgement);
    void *context;
} sl_ask_spec;

/** Reads "PROVIDER=URL"; the provider has to be one of the recipes'. */
bool sl_endpoint_read(sl_endpoint *out, sl_arena *mem, const sl_recipes *recipes, sl_str text,
                      sl_err *e);
/** Asks, and returns when all questions are told. */
void sl_ask(sl_arena *mem, const sl_ask_spec *spec);

#endif
