/* Records of grants. */
#include "base/path.h"
#include "stages/privilege/template.h"

sl_str sl_grants_key(const sl_grants *g, const char *kind, sl_str name)
{
    return sl_printf(g->mem, "%.*s#%s:%.*s", SL_FMT(g->scope), kind, SL_FMT(name));
}

sl_str sl_grants_path(const sl_grants *g, sl_str path)
{
    sl_str clean;
    sl_str whole = sl_path_join(g->mem, sl_path_parent(g->path), path.n ? path : SL_S("."));
    if (!sl_path_clean(&clean, g->mem, whole))
        return (sl_str){0};
    return clean.n ? clean : SL_S(".");
}

void sl_grants_function(sl_grants *g, const sl_granted *function)
{
    sl_fact fact;
    sl_fact_begin(&fact, SL_FACT_FUNCTION);
    sl_fact_text(&fact, function->key);
    sl_fact_text(&fact, function->name);
    sl_fact_text(&fact, function->code);
    sl_fact_text(&fact, function->handler);
    sl_fact_text(&fact, function->runtime);
    sl_fact_send(&fact, g->sink);
}

void sl_grants_statement(sl_grants *g, const sl_allowed *allowed)
{
    sl_fact fact;
    sl_fact_begin(&fact, SL_FACT_STATEMENT);
    sl_fact_text(&fact, allowed->key);
    sl_fact_number(&fact, allowed->start);
    sl_fact_number(&fact, allowed->end);
    sl_fact_text(&fact, allowed->origin);
    for (size_t i = 0; i < allowed->actions.n; i++)
        sl_fact_text(&fact, allowed->actions.v[i]);
    sl_fact_send(&fact, g->sink);
}

static void tell_two(sl_grants *g, const char *kind, sl_str a, sl_str b)
{
    sl_fact fact;
    sl_fact_begin(&fact, kind);
    sl_fact_text(&fact, a);
    sl_fact_text(&fact, b);
    sl_fact_send(&fact, g->sink);
}

void sl_grants_link(sl_grants *g, sl_str key, sl_str other)
{
    tell_two(g, SL_FACT_GRANT, key, other);
}

void sl_grants_open(sl_grants *g, sl_str key, sl_str why)
{
    tell_two(g, SL_FACT_OPEN, key, why);
}

static sl_str last_part(sl_str arn)
{
    size_t slash = sl_str_rchr(arn, '/');
    return slash == SIZE_MAX ? arn : sl_str_sub(arn, slash + 1, arn.n);
}

void sl_grants_managed(sl_grants *g, sl_str key, sl_str arn, size_t start, size_t end)
{
    sl_str name = last_part(arn);
    const sl_node *actions = sl_node_find(g->table->managed, name);
    if (!actions) {
        sl_grants_open(g, key, name);
        return;
    }
    sl_allowed allowed = {.key = key,
                          .origin = sl_printf(g->mem, "the managed policy %.*s", SL_FMT(name)),
                          .start = start,
                          .end = end,
                          .actions = sl_node_texts(g->mem, actions)};
    if (allowed.actions.n)
        sl_grants_statement(g, &allowed);
}

static void tell_statement(sl_grants *g, sl_str key, const sl_node *statement)
{
    const sl_node *actions = sl_node_get(statement, "Action");
    sl_allowed allowed = {.key = key, .start = statement->start, .end = statement->end};
    if (statement->kind != SL_MAP ||
        !sl_str_is(sl_node_text(sl_node_get(statement, "Effect")), "Allow"))
        return;
    if (actions)
        allowed.actions = sl_node_texts(g->mem, actions);
    else if (sl_node_get(statement, "NotAction"))
        *sl_list_add(g->mem, &allowed.actions) = SL_S("*");
    if (allowed.actions.n)
        sl_grants_statement(g, &allowed);
}

void sl_grants_document(sl_grants *g, sl_str key, const sl_node *document)
{
    const sl_node *all = sl_node_get(document, "Statement");
    if (all && all->kind == SL_MAP)
        tell_statement(g, key, all);
    for (size_t i = 0; all && all->kind == SL_SEQ && i < all->n; i++)
        tell_statement(g, key, all->items[i]);
    if (!all)
        sl_grants_open(g, key, SL_S("a policy that is not written here"));
}
