/* Answers come from the network: JSON is read with limits, and nothing of them is told but an
   account's name. */
#include "engine/verify/judge.h"

#include "base/json.h"
#include "engine/work/clean.h"

enum { ACCOUNT_MAX = 120, TOO_MANY = 429 };

static bool has_status(const sl_recipe_answer *a, unsigned status)
{
    int64_t wanted;
    for (size_t i = 0; i < a->statuses.n; i++)
        if (sl_str_int(a->statuses.v[i], &wanted) && wanted == (int64_t)status)
            return true;
    return !a->statuses.n;
}

/* "a.0.b": keys, and numbers for the elements of lists. */
static const sl_node *node_at(const sl_node *node, sl_str path)
{
    for (sl_str part; node && sl_str_cut(&path, '.', &part);) {
        int64_t i;
        if (node->kind != SL_SEQ)
            node = sl_node_find(node, part);
        else
            node = sl_str_int(part, &i) && i >= 0 && (size_t)i < node->n ? node->items[i] : NULL;
    }
    return node;
}

/* A value that is asked for as "*" has to be there and not null. */
static bool is_value(const sl_node *node, sl_str wanted)
{
    if (!node)
        return false;
    if (sl_str_is(wanted, "*"))
        return node->kind != SL_NULL;
    return node->kind < SL_SEQ && sl_str_eq(node->text, wanted);
}

static bool has_json(const sl_recipe_answer *a, const sl_node *doc)
{
    for (size_t i = 0; a->json && i < a->json->n; i++) {
        const sl_node *wanted = a->json->pairs[i].value;
        const sl_node *node = node_at(doc, a->json->pairs[i].key->text);
        bool found = wanted->kind != SL_SEQ && is_value(node, wanted->text);
        for (size_t k = 0; wanted->kind == SL_SEQ && k < wanted->n; k++)
            found = found || is_value(node, wanted->items[k]->text);
        if (!found)
            return false;
    }
    return true;
}

static bool fits(const sl_recipe_answer *a, const sl_http_answer *answer, const sl_node *doc)
{
    return has_status(a, answer->status) &&
           (!a->contains.n || sl_str_find(answer->body, a->contains, 0) != SIZE_MAX) &&
           has_json(a, doc);
}

/* Of an address only the first letter and the domain: enough to know whom to ask. */
static sl_str shortened(sl_arena *mem, sl_str account)
{
    sl_str clean = sl_text_clean(mem, sl_str_sub(account, 0, ACCOUNT_MAX));
    size_t at = sl_str_chr(clean, '@');
    sl_str name = clean;
    if (at != SIZE_MAX && at > 0)
        name = sl_printf(mem, "%c***%.*s", clean.p[0], SL_FMT(sl_str_sub(clean, at, clean.n)));
    return sl_str_trim(name);
}

static sl_str account_of(sl_arena *mem, const sl_recipe *recipe, sl_str body, const sl_node *doc)
{
    for (size_t i = 0; i < recipe->account.n; i++) {
        const sl_node *node = node_at(doc, recipe->account.v[i]);
        if (node && node->kind != SL_NULL && node->kind < SL_SEQ && node->text.n)
            return shortened(mem, node->text);
    }
    size_t from = recipe->account_after.n ? sl_str_find(body, recipe->account_after, 0) : SIZE_MAX;
    if (from == SIZE_MAX)
        return (sl_str){0};
    from += recipe->account_after.n;
    size_t to = sl_str_find(body, recipe->account_before, from);
    return to == SIZE_MAX ? (sl_str){0} : shortened(mem, sl_str_sub(body, from, to));
}

static sl_str no_meaning(sl_arena *mem, sl_str host, unsigned status)
{
    if (status == TOO_MANY)
        return sl_printf(mem, "%.*s says that it was asked too often (429)", SL_FMT(host));
    if (status >= 300 && status < 400)
        return sl_printf(mem, "%.*s redirects (%u), which is not followed", SL_FMT(host), status);
    return sl_printf(mem, "%.*s answers %u, which says neither", SL_FMT(host), status);
}

void sl_judge(sl_judgement *out, sl_arena *mem, const sl_recipe *recipe, sl_str host,
              const sl_http_answer *answer)
{
    sl_node *doc = NULL;
    sl_err e = {0};
    *out = (sl_judgement){.state = SL_VERIFIED_UNKNOWN};
    if (!sl_json_read(&doc, mem, SL_S("answer"), answer->body, &e))
        doc = NULL;
    for (size_t i = 0; i < recipe->answers.n; i++) {
        const sl_recipe_answer *a = &recipe->answers.v[i];
        if (!fits(a, answer, doc))
            continue;
        out->state = a->is;
        out->why = sl_printf(mem, "%.*s answers %u%s%.*s", SL_FMT(host), answer->status,
                             a->says.n ? ": " : "", SL_FMT(a->says));
        if (a->is == SL_VERIFIED_ACTIVE)
            out->account = account_of(mem, recipe, answer->body, doc);
        return;
    }
    out->why = no_meaning(mem, host, answer->status);
}
