/* CloudFormation and SAM: functions, roles and policies among the resources of a template. */
#include "base/path.h"
#include "stages/privilege/template.h"

typedef struct reader {
    sl_grants *g;
    const sl_node *resources, *globals;
    sl_inline_codes *codes;
    bool has_connector;
} reader;

static sl_str text_of(const sl_node *map, const char *key)
{
    const sl_node *node = sl_node_get(map, key);
    return node && node->kind != SL_MAP && node->kind != SL_SEQ ? sl_node_text(node) : (sl_str){0};
}

static sl_str type_of(const reader *r, sl_str name)
{
    return text_of(sl_node_find(r->resources, name), "Type");
}

/* The resource that a value refers to: !Ref R, !GetAtt R.Arn, {"Fn::GetAtt": ["R", "Arn"]}. */
static sl_str referred(const sl_node *node)
{
    const sl_node *get = sl_node_get(node, "Fn::GetAtt");
    const sl_node *ref = sl_node_get(node, "Ref");
    if (get || ref)
        node = get ? get : ref;
    else if (!node || (!sl_str_is(node->tag, "!Ref") && !sl_str_is(node->tag, "!GetAtt")))
        return (sl_str){0};
    sl_str text =
        node->kind == SL_SEQ && node->n ? sl_node_text(node->items[0]) : sl_node_text(node);
    size_t dot = sl_str_chr(text, '.');
    return dot == SIZE_MAX ? text : sl_str_sub(text, 0, dot);
}

/* The last words of an ARN however it is put together: !Sub "arn:${P}:iam::aws:policy/X". */
static sl_str arn_of(const sl_node *node)
{
    const sl_node *sub = sl_node_get(node, "Fn::Sub");
    node = sub ? sub : node;
    return node && node->kind == SL_TEXT && !sl_str_is(node->tag, "!Ref") ? node->text
                                                                          : (sl_str){0};
}

static void read_policies(reader *r, sl_str key, const sl_node *list)
{
    for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++)
        sl_grants_document(r->g, key, sl_node_get(list->items[i], "PolicyDocument"));
}

static void read_managed(reader *r, sl_str key, const sl_node *item)
{
    sl_str name = referred(item);
    sl_str arn = arn_of(item);
    if (name.n && sl_str_is(type_of(r, name), "AWS::IAM::ManagedPolicy"))
        sl_grants_link(r->g, key, sl_grants_key(r->g, "policy", name));
    else if (arn.n)
        sl_grants_managed(r->g, key, arn, item->start, item->end);
    else
        sl_grants_open(r->g, key, SL_S("a policy from elsewhere"));
}

static void read_role(reader *r, sl_str name, const sl_node *properties)
{
    sl_str key = sl_grants_key(r->g, "role", name);
    const sl_node *managed = sl_node_get(properties, "ManagedPolicyArns");
    read_policies(r, key, sl_node_get(properties, "Policies"));
    for (size_t i = 0; managed && managed->kind == SL_SEQ && i < managed->n; i++)
        read_managed(r, key, managed->items[i]);
}

/* AWS::IAM::Policy and ManagedPolicy: for the roles that they name. */
static void read_policy(reader *r, sl_str name, const sl_node *properties)
{
    sl_str key = sl_grants_key(r->g, "policy", name);
    const sl_node *roles = sl_node_get(properties, "Roles");
    sl_grants_document(r->g, key, sl_node_get(properties, "PolicyDocument"));
    for (size_t i = 0; roles && roles->kind == SL_SEQ && i < roles->n; i++) {
        sl_str role = referred(roles->items[i]);
        if (role.n)
            sl_grants_link(r->g, sl_grants_key(r->g, "role", role), key);
    }
}

/* One of a function's Policies: a document, a template of SAM, a name, a reference. */
static void read_function_policy(reader *r, sl_str key, const sl_node *item)
{
    const sl_node *actions = NULL;
    if (item->kind != SL_MAP || referred(item).n || sl_node_get(item, "Fn::Sub")) {
        read_managed(r, key, item);
        return;
    }
    if (sl_node_get(item, "Statement")) {
        sl_grants_document(r->g, key, item);
        return;
    }
    if (item->n)
        actions = sl_node_find(r->g->table->templates, item->pairs[0].key->text);
    if (!actions) {
        sl_grants_open(r->g, key, SL_S("a policy that is not known"));
        return;
    }
    sl_allowed allowed = {.key = key,
                          .origin = sl_printf(r->g->mem, "the policy template %.*s",
                                              SL_FMT(item->pairs[0].key->text)),
                          .start = item->start,
                          .end = item->end,
                          .actions = sl_node_texts(r->g->mem, actions)};
    sl_grants_statement(r->g, &allowed);
}

static void read_grants(reader *r, sl_str key, const sl_node *properties)
{
    const sl_node *role = sl_node_get(properties, "Role");
    const sl_node *policies = sl_node_get(properties, "Policies");
    sl_str name = referred(role);
    bool is_ours = name.n && sl_str_is(type_of(r, name), "AWS::IAM::Role");
    if (role && is_ours)
        sl_grants_link(r->g, key, sl_grants_key(r->g, "role", name));
    else if (role)
        sl_grants_open(r->g, key, SL_S("a role from elsewhere"));
    if (r->has_connector || sl_node_get(properties, "Connectors"))
        sl_grants_open(r->g, key, SL_S("a connector"));
    if (role || !policies)
        return;
    if (policies->kind != SL_SEQ)
        read_function_policy(r, key, policies);
    for (size_t i = 0; policies->kind == SL_SEQ && i < policies->n; i++)
        read_function_policy(r, key, policies->items[i]);
}

static const sl_node *property(const reader *r, const sl_node *properties, const char *name)
{
    const sl_node *own = sl_node_get(properties, name);
    return own ? own : sl_node_get(r->globals, name);
}

static void read_function(reader *r, sl_str name, const sl_node *resource, bool is_sam)
{
    const sl_node *properties = sl_node_get(resource, "Properties");
    const sl_node *code = property(r, properties, is_sam ? "CodeUri" : "Code");
    const sl_node *inlined =
        is_sam ? sl_node_get(properties, "InlineCode") : sl_node_get(code, "ZipFile");
    sl_granted function = {.key = sl_grants_key(r->g, "function", name),
                           .name = name,
                           .handler = sl_node_text(property(r, properties, "Handler")),
                           .runtime = sl_node_text(property(r, properties, "Runtime"))};
    bool is_path = code && code->kind == SL_TEXT && !code->tag.n &&
                   sl_str_find(code->text, SL_S("://"), 0) == SIZE_MAX;
    if (is_path || (is_sam && !code && !inlined))
        function.code = sl_grants_path(r->g, is_path ? code->text : SL_S("."));
    if (inlined && inlined->kind == SL_TEXT)
        *sl_list_add(r->g->mem, r->codes) =
            (sl_inline_code){function.key, function.runtime, inlined->text, inlined->start};
    sl_grants_function(r->g, &function);
    read_grants(r, function.key, properties);
}

static void read_resource(reader *r, sl_str name, const sl_node *resource)
{
    sl_str type = text_of(resource, "Type");
    const sl_node *properties = sl_node_get(resource, "Properties");
    if (sl_str_is(type, "AWS::Serverless::Function"))
        read_function(r, name, resource, true);
    else if (sl_str_is(type, "AWS::Lambda::Function"))
        read_function(r, name, resource, false);
    else if (sl_str_is(type, "AWS::IAM::Role"))
        read_role(r, name, properties);
    else if (sl_str_is(type, "AWS::IAM::Policy") || sl_str_is(type, "AWS::IAM::ManagedPolicy"))
        read_policy(r, name, properties);
}

bool sl_grants_cloudformation(sl_grants *g, const sl_node *doc, sl_inline_codes *codes)
{
    reader r = {.g = g,
                .resources = sl_node_get(doc, "Resources"),
                .globals = sl_node_path(doc, "Globals.Function"),
                .codes = codes};
    if (!r.resources || r.resources->kind != SL_MAP)
        return false;
    for (size_t i = 0; i < r.resources->n; i++)
        r.has_connector |=
            sl_str_is(text_of(r.resources->pairs[i].value, "Type"), "AWS::Serverless::Connector");
    for (size_t i = 0; i < r.resources->n; i++)
        read_resource(&r, r.resources->pairs[i].key->text, r.resources->pairs[i].value);
    return true;
}
