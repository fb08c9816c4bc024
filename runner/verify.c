/* From findings to questions and back. A value that needs others (a key id, an account) is asked
   about with those nearest to it in the same file. */
#include "runner/verify.h"

#include "base/digest.h"
#include "base/map.h"
#include "engine/verify/near.h"
#include "engine/verify/verifier.h"

#include <stdlib.h>

enum { PARTNERS_MAX = SL_NEAR_VALUES };

/* A finding that a question is about: its own secret, or what stood beside it. */
typedef struct link {
    size_t question, finding;
    bool is_partner;
} link;

struct sl_verification {
    sl_arena *mem;
    sl_verify_spec spec;
    struct {
        sl_question *v;
        size_t n, cap;
    } questions;
    struct {
        link *v;
        size_t n, cap;
    } links;
    sl_map seen; /* recipe and values to question + 1 */
    sl_map near; /* rules of a need to sl_near */
    size_t n_left_out;
    sl_judgement *judgements;
    sl_verifier *verifier;
    sl_strs notes;
};

bool sl_verify_set_up(sl_verify_setup *out, sl_arena *mem, const sl_strs *endpoints, sl_err *e)
{
    if (!sl_recipes_builtin(&out->recipes, mem, e))
        return false;
    out->endpoints = sl_alloc_array(mem, endpoints->n + 1, sizeof *out->endpoints);
    for (size_t i = 0; i < endpoints->n; i++) {
        sl_endpoint *endpoint = &out->endpoints[i];
        if (!sl_endpoint_read(endpoint, mem, &out->recipes, endpoints->v[i], e))
            return false;
        for (size_t k = 0; k < i; k++)
            if (sl_str_eq(out->endpoints[k].provider, endpoint->provider))
                return sl_fail(e, SL_EUSAGE, "--verify-endpoint: %.*s is given twice",
                               SL_FMT(endpoint->provider));
    }
    out->n_endpoints = endpoints->n;
    return true;
}

/* The values of the rules of a need; looked for once. */
static const sl_near *near_of(sl_verification *v, const sl_strs *rules)
{
    sl_str key = sl_str_at((const char *)rules->v, rules->n * sizeof *rules->v);
    void **near = sl_map_at(&v->near, v->mem, key);
    if (!*near)
        *near = sl_near_new(v->mem, v->spec.findings, rules);
    return *near;
}

static void bind(sl_verification *v, sl_question *q, sl_str name, sl_str value)
{
    *sl_list_add(v->mem, &q->values) = (sl_binding){name, value};
}

/* The question with these values: a new one, or the one that was there; SIZE_MAX when there are too
   many. Values are told apart by their digest: no copy is made. */
static size_t question_of(sl_verification *v, const sl_question *q)
{
    sl_strs parts = {0};
    unsigned char digest[SL_SHA256_BYTES];
    *sl_list_add(v->mem, &parts) = sl_str_at((const char *)&q->recipe, sizeof q->recipe);
    for (size_t i = 0; i < q->values.n; i++)
        *sl_list_add(v->mem, &parts) = q->values.v[i].value;
    sl_sha256_parts(digest, parts.v, parts.n);
    sl_str key = sl_str_at((const char *)digest, sizeof digest);
    uintptr_t known = (uintptr_t)sl_map_get(&v->seen, key);
    if (known)
        return known - 1;
    if (v->questions.n == SL_VERIFY_SECRETS_MAX)
        return SIZE_MAX;
    *sl_list_add(v->mem, &v->questions) = *q;
    sl_map_put(&v->seen, v->mem, sl_dup(v->mem, key), (void *)(uintptr_t)v->questions.n);
    return v->questions.n - 1;
}

static void note_unknown(sl_finding *f, sl_str why)
{
    f->verified = SL_VERIFIED_UNKNOWN;
    f->verified_why = why;
}

static void connect(sl_verification *v, const sl_question *q, size_t finding, size_t partner)
{
    size_t question = question_of(v, q);
    if (question == SIZE_MAX) {
        note_unknown(&v->spec.findings->v[finding],
                     sl_printf(v->mem, "not asked: more than %d secrets (limit verify_secrets)",
                               SL_VERIFY_SECRETS_MAX));
        return;
    }
    *sl_list_add(v->mem, &v->links) = (link){question, finding, false};
    if (partner != SIZE_MAX)
        *sl_list_add(v->mem, &v->links) = (link){question, partner, true};
}

/* Fills in the needs after the first; false when one is missing. */
static bool bind_others(sl_verification *v, sl_question *q, const sl_finding *f)
{
    const sl_recipe *recipe = q->recipe;
    const sl_strs none = {0};
    for (size_t i = 1; i < recipe->needs.n; i++) {
        const sl_recipe_need *need = &recipe->needs.v[i];
        if (need->of.n && !sl_str_starts(sl_bindings_get(&q->values, need->of), need->prefix))
            continue;
        size_t at = sl_near_find(near_of(v, &need->rules), f, &none);
        if (at == SIZE_MAX)
            return false;
        bind(v, q, need->name, v->spec.findings->v[at].secret);
    }
    return true;
}

/* One question for each of the nearest values of the first need. */
static void ask_with_partners(sl_verification *v, const sl_recipe *recipe, size_t finding)
{
    const sl_recipe_need *first = &recipe->needs.v[0];
    sl_finding *f = &v->spec.findings->v[finding];
    sl_strs taken = {0};
    size_t n_asked = 0;
    for (size_t i = 0; i < PARTNERS_MAX; i++) {
        size_t at = sl_near_find(near_of(v, &first->rules), f, &taken);
        if (at == SIZE_MAX)
            break;
        sl_question q = {.recipe = recipe};
        sl_str value = v->spec.findings->v[at].secret;
        *sl_list_add(v->mem, &taken) = value;
        bind(v, &q, first->name, value);
        bind(v, &q, SL_S("secret"), f->secret);
        if (!bind_others(v, &q, f))
            continue;
        connect(v, &q, finding, at);
        n_asked++;
    }
    if (!n_asked)
        note_unknown(f, sl_printf(v->mem, "not asked: no %.*s that it belongs to is in this file",
                                  SL_FMT(first->rules.v[0])));
}

static void make_questions(sl_verification *v)
{
    sl_findings *all = v->spec.findings;
    for (size_t i = 0; i < all->n; i++) {
        sl_finding *f = &all->v[i];
        const sl_recipe *recipe =
            f->secret.n ? sl_recipe_of(&v->spec.setup->recipes, f->rule->id) : NULL;
        if (!recipe)
            continue;
        if (recipe->needs.n) {
            ask_with_partners(v, recipe, i);
            continue;
        }
        sl_question q = {.recipe = recipe};
        bind(v, &q, SL_S("secret"), f->secret);
        connect(v, &q, i, SIZE_MAX);
    }
}

/* Active wins; then not knowing; a secret is inactive when every way to use it is. */
static void note(sl_finding *f, const sl_judgement *j)
{
    bool is_better = f->verified == SL_VERIFIED_NOT || j->state == SL_VERIFIED_ACTIVE ||
                     (f->verified == SL_VERIFIED_INACTIVE && j->state == SL_VERIFIED_UNKNOWN);
    if (f->verified == SL_VERIFIED_ACTIVE || !is_better)
        return;
    f->verified = j->state;
    f->verified_why = j->why;
    f->account = j->account;
}

static void on_done(void *context)
{
    sl_verification *v = context;
    for (size_t i = 0; i < v->links.n; i++) {
        const link *l = &v->links.v[i];
        note(&v->spec.findings->v[l->finding], &v->judgements[l->question]);
    }
    v->spec.done(v->spec.context);
}

bool sl_verify_start(sl_verification **out, sl_arena *mem, sl_loop *loop,
                     const sl_verify_spec *spec, sl_err *e)
{
    sl_verification *v = *out = sl_alloc(mem, sizeof *v);
    *v = (sl_verification){.mem = mem, .spec = *spec};
    make_questions(v);
    v->judgements = sl_alloc_array(mem, v->questions.n + 1, sizeof *v->judgements);
    if (!v->questions.n) {
        spec->done(spec->context);
        return true;
    }
    const sl_verifier_spec verifier = {.ask = {.questions = v->questions.v,
                                               .n = v->questions.n,
                                               .endpoints = spec->setup->endpoints,
                                               .n_endpoints = spec->setup->n_endpoints,
                                               .ca_file = spec->setup->ca_file},
                                       .vault = spec->vault,
                                       .require_sandbox = spec->setup->require_sandbox,
                                       .judgements = v->judgements,
                                       .done = on_done,
                                       .context = v};
    return sl_verifier_start(&v->verifier, mem, loop, &verifier, &v->notes, e);
}

void sl_verify_stop(sl_verification *verification)
{
    if (verification->verifier)
        sl_verifier_stop(verification->verifier);
}

/* The providers that were asked, each once. */
static sl_str providers_of(const sl_verification *v)
{
    sl_map seen = {0};
    sl_str list = {0};
    for (size_t i = 0; i < v->questions.n; i++) {
        sl_str provider = v->questions.v[i].recipe->provider;
        if (sl_map_put(&seen, v->mem, provider, NULL))
            list =
                sl_printf(v->mem, "%.*s%s%.*s", SL_FMT(list), list.n ? ", " : "", SL_FMT(provider));
    }
    return list;
}

sl_str sl_verify_summary(const sl_verification *v)
{
    size_t n[SL_VERIFIED_ACTIVE + 1] = {0};
    if (!v->questions.n)
        return (sl_str){0};
    for (size_t i = 0; i < v->questions.n; i++)
        n[v->judgements[i].state]++;
    return sl_printf(v->mem, "asked %.*s about %zu secret%s: %zu active, %zu inactive, %zu unknown",
                     SL_FMT(providers_of(v)), v->questions.n, v->questions.n == 1 ? "" : "s",
                     n[SL_VERIFIED_ACTIVE], n[SL_VERIFIED_INACTIVE], n[SL_VERIFIED_UNKNOWN]);
}

const sl_strs *sl_verify_notes(const sl_verification *verification)
{
    return &verification->notes;
}

void sl_verify_apply(sl_finding *finding, sl_str option)
{
    bool may_lower =
        finding->verified == SL_VERIFIED_INACTIVE && !sl_str_is(option, "any") && option.n;
    if (finding->verified == SL_VERIFIED_NOT)
        may_lower = sl_str_is(option, "only");
    if (finding->verified == SL_VERIFIED_ACTIVE) {
        finding->severity = SL_CRITICAL;
        finding->confidence = SL_CONFIDENCE_HIGH;
    } else if (may_lower) {
        finding->severity = SL_INFO;
    }
}
