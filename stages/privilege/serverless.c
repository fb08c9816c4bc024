/* The Serverless Framework: one role for all functions, or statements of each. */
#include "base/path.h"
#include "stages/privilege/template.h"

static void read_statements(sl_grants *g, sl_str key, const sl_node *list)
{
    for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++) {
        const sl_node *one = list->items[i];
        const sl_node *actions = sl_node_get(one, "Action");
        sl_allowed allowed = {.key = key, .start = one->start, .end = one->end};
        bool is_allow = sl_str_is(sl_node_text(sl_node_get(one, "Effect")), "Allow");
        if (one->kind != SL_MAP) /* ${file(…)} */
            sl_grants_open(g, key, SL_S("statements from elsewhere"));
        if (is_allow && actions)
            allowed.actions = sl_node_texts(g->mem, actions);
        else if (is_allow && sl_node_get(one, "NotAction"))
            *sl_list_add(g->mem, &allowed.actions) = SL_S("*");
        if (allowed.actions.n)
            sl_grants_statement(g, &allowed);
    }
    if (list && list->kind != SL_SEQ)
        sl_grants_open(g, key, SL_S("statements from elsewhere"));
}

static void read_provider(sl_grants *g, sl_str key, const sl_node *provider)
{
    const sl_node *role = sl_node_path(provider, "iam.role");
    const sl_node *managed = sl_node_get(role, "managedPolicies");
    bool is_external = sl_node_get(provider, "role") || (role && role->kind != SL_MAP);
    read_statements(g, key, sl_node_get(role, "statements"));
    read_statements(g, key, sl_node_get(provider, "iamRoleStatements"));
    if (!managed)
        managed = sl_node_get(provider, "iamManagedPolicies");
    for (size_t i = 0; managed && managed->kind == SL_SEQ && i < managed->n; i++) {
        const sl_node *one = managed->items[i];
        if (one->kind == SL_TEXT)
            sl_grants_managed(g, key, one->text, one->start, one->end);
        else
            sl_grants_open(g, key, SL_S("a policy from elsewhere"));
    }
    if (is_external)
        sl_grants_open(g, key, SL_S("a role from elsewhere"));
}

/* The framework itself lets functions of websockets answer. */
static bool has_websocket(const sl_node *body)
{
    const sl_node *events = sl_node_get(body, "events");
    for (size_t i = 0; events && events->kind == SL_SEQ && i < events->n; i++)
        if (sl_node_get(events->items[i], "websocket") ||
            sl_str_is(sl_node_text(events->items[i]), "websocket"))
            return true;
    return false;
}

static void read_function(sl_grants *g, sl_str role, sl_str name, const sl_node *body,
                          const sl_node *runtime)
{
    const sl_node *own = sl_node_get(body, "iamRoleStatements");
    const sl_node *own_runtime = sl_node_get(body, "runtime");
    sl_granted function = {.key = sl_grants_key(g, "function", name),
                           .name = name,
                           .code = sl_grants_path(g, SL_S(".")),
                           .handler = sl_node_text(sl_node_get(body, "handler")),
                           .runtime = sl_node_text(own_runtime ? own_runtime : runtime)};
    sl_grants_function(g, &function);
    if (sl_node_get(body, "role"))
        sl_grants_open(g, function.key, SL_S("a role from elsewhere"));
    else if (!own || sl_node_true(sl_node_get(body, "iamRoleStatementsInherit")))
        sl_grants_link(g, function.key, role);
    read_statements(g, function.key, own);
    if (has_websocket(body))
        sl_grants_open(g, function.key, SL_S("what the framework grants for websockets"));
}

bool sl_grants_serverless(sl_grants *g, const sl_node *doc)
{
    const sl_node *provider = sl_node_get(doc, "provider");
    const sl_node *functions = sl_node_get(doc, "functions");
    bool is_ours = sl_str_is(sl_node_text(sl_node_get(provider, "name")), "aws");
    sl_str role = sl_grants_key(g, "role", SL_S("provider"));
    if (!is_ours || !functions || functions->kind != SL_MAP)
        return false;
    read_provider(g, role, provider);
    if (sl_node_get(doc, "constructs"))
        sl_grants_open(g, role, SL_S("what a plugin grants"));
    for (size_t i = 0; i < functions->n; i++)
        if (functions->pairs[i].value->kind == SL_MAP)
            read_function(g, role, functions->pairs[i].key->text, functions->pairs[i].value,
                          sl_node_get(provider, "runtime"));
    return true;
}
