/* Terraform: functions, roles and policies of a folder refer to one another by name. */
#include "base/json.h"
#include "base/path.h"
#include "stages/privilege/template.h"

enum { CHAIN_MAX = 12 };

/* A block: resource "type" "name" { … }. */
typedef struct block {
    sl_str kind, type, name;
    const sl_term *term, *body;
} block;

static const sl_term *unwrapped(const sl_term *t)
{
    bool is_wrap = t && t->n == 1 && (t->kind == SL_T_EXPR || t->kind == SL_T_TEMPLATE);
    return is_wrap ? unwrapped(t->kids[0]) : t;
}

static bool read_block(block *out, const sl_term *t)
{
    t = unwrapped(t);
    const sl_term *callee = t && t->kind == SL_T_CALL ? sl_term_get(t, SL_R_CALLEE) : NULL;
    size_t n;
    sl_term *const *args = t ? sl_term_all(t, SL_R_ARG, &n) : NULL;
    if (!callee || !n || args[n - 1]->kind != SL_T_RECORD)
        return false;
    *out = (block){.kind = callee->text,
                   .type = n > 1 ? args[0]->text : (sl_str){0},
                   .name = n > 2 ? args[1]->text : (sl_str){0},
                   .term = t,
                   .body = args[n - 1]};
    return true;
}

static const sl_term *attribute(const sl_term *record, const char *name)
{
    for (uint32_t i = 0; record && record->kind == SL_T_RECORD && i < record->n; i++) {
        const sl_term *pair = record->kids[i];
        const sl_term *key = pair->kind == SL_T_PAIR ? sl_term_get(pair, SL_R_KEY) : NULL;
        if (key && sl_str_is(key->text, name))
            return unwrapped(sl_term_get(pair, SL_R_VALUE));
    }
    return NULL;
}

static sl_str text_of(const sl_term *t)
{
    return t && t->kind == SL_T_STRING ? t->text : (sl_str){0};
}

/* The names of a.b[0].c, at most CHAIN_MAX. */
static size_t names_of(sl_str *out, const sl_term *t)
{
    size_t n = 0;
    t = unwrapped(t);
    for (unsigned i = 0; t && i < CHAIN_MAX; i++) {
        const sl_term *name = t->kind == SL_T_FIELD ? sl_term_get(t, SL_R_NAME) : NULL;
        if (t->kind == SL_T_NAME || (name && name->kind == SL_T_NAME))
            out[n++] = t->kind == SL_T_NAME ? t->text : name->text;
        t = t->kind == SL_T_FIELD || t->kind == SL_T_INDEX ? sl_term_get(t, SL_R_OBJECT) : NULL;
    }
    for (size_t i = 0; i < n / 2; i++) {
        sl_str last = out[n - 1 - i];
        out[n - 1 - i] = out[i];
        out[i] = last;
    }
    return n;
}

/* The name of what `t` refers to, when that is of the type: aws_iam_role.R.arn. */
static sl_str referred(const sl_term *t, const char *type)
{
    sl_str names[CHAIN_MAX];
    size_t n = names_of(names, t);
    for (size_t i = 0; i + 1 < n && i < 2; i++)
        if (sl_str_is(names[i], type))
            return names[i + 1];
    return (sl_str){0};
}

/* "${path.module}/src", as a path in the tree. */
static sl_str path_of(sl_grants *g, const sl_term *t)
{
    sl_str path = text_of(t);
    if (t && t->kind == SL_T_TEMPLATE && t->n == 2) {
        sl_str names[CHAIN_MAX];
        bool is_module = names_of(names, t->kids[0]) == 2 && sl_str_is(names[0], "path");
        path = is_module ? text_of(t->kids[1]) : path;
        path = sl_str_sub(path, path.n && path.p[0] == '/', path.n);
    }
    return path.n ? sl_grants_path(g, path) : path;
}

/* Policies. */

/* False where the actions are not written out. */
static bool read_actions(sl_grants *g, sl_strs *out, const sl_term *t)
{
    if (t && t->kind == SL_T_STRING)
        *sl_list_add(g->mem, out) = t->text;
    for (uint32_t i = 0; t && t->kind == SL_T_LIST && i < t->n; i++) {
        if (t->kids[i]->kind != SL_T_STRING)
            return false;
        *sl_list_add(g->mem, out) = t->kids[i]->text;
    }
    return t && (t->kind == SL_T_STRING || t->kind == SL_T_LIST);
}

static void read_statement(sl_grants *g, sl_str key, const sl_term *term, const sl_term *body)
{
    static const char *const names[][3] = {{"effect", "actions", "not_actions"},
                                           {"Effect", "Action", "NotAction"}};
    bool is_json = attribute(body, "Effect") != NULL;
    const sl_term *effect = attribute(body, names[is_json][0]);
    const sl_term *actions = attribute(body, names[is_json][1]);
    sl_allowed allowed = {.key = key, .start = term->start, .end = term->end};
    if (effect && !sl_str_is(text_of(effect), "Allow"))
        return;
    if (!actions && attribute(body, names[is_json][2]))
        *sl_list_add(g->mem, &allowed.actions) = SL_S("*");
    else if (!read_actions(g, &allowed.actions, actions))
        sl_grants_open(g, key, SL_S("actions that are put together"));
    if (allowed.actions.n)
        sl_grants_statement(g, &allowed);
}

/* A document in a text: its statements stand where the text does. */
static void read_json(sl_grants *g, sl_str key, const sl_term *t)
{
    sl_node *doc = NULL;
    if (!sl_json_read(&doc, g->mem, g->path, t->text, NULL)) {
        sl_grants_open(g, key, SL_S("a policy that is put together"));
        return;
    }
    const sl_node *all = sl_node_get(doc, "Statement");
    size_t n = all && all->kind == SL_SEQ ? all->n : all != NULL;
    for (size_t i = 0; i < n; i++) {
        const sl_node *one = all->kind == SL_SEQ ? all->items[i] : all;
        const sl_node *actions = sl_node_get(one, "Action");
        sl_allowed allowed = {.key = key, .start = t->start, .end = t->end};
        if (actions && sl_str_is(sl_node_text(sl_node_get(one, "Effect")), "Allow"))
            allowed.actions = sl_node_texts(g->mem, actions);
        if (allowed.actions.n)
            sl_grants_statement(g, &allowed);
    }
}

/* jsonencode({…}), data.aws_iam_policy_document.D.json, a text. */
static void read_policy(sl_grants *g, sl_str key, const sl_term *t)
{
    sl_str document = referred(t, "aws_iam_policy_document");
    const sl_term *callee = t && t->kind == SL_T_CALL ? sl_term_get(t, SL_R_CALLEE) : NULL;
    const sl_term *record = callee && sl_str_is(callee->text, "jsonencode")
                                ? unwrapped(sl_term_get(t, SL_R_ARG))
                                : NULL;
    const sl_term *all = attribute(record, "Statement");
    if (document.n)
        sl_grants_link(g, key, sl_grants_key(g, "document", document));
    else if (t && t->kind == SL_T_STRING)
        read_json(g, key, t);
    else if (all && all->kind == SL_T_RECORD)
        read_statement(g, key, all, all);
    else if (!all || all->kind != SL_T_LIST)
        sl_grants_open(g, key, SL_S("a policy that is put together"));
    for (uint32_t i = 0; all && all->kind == SL_T_LIST && i < all->n; i++)
        read_statement(g, key, all->kids[i], unwrapped(all->kids[i]));
}

static void read_document(sl_grants *g, const block *b)
{
    sl_str key = sl_grants_key(g, "document", b->name);
    for (uint32_t i = 0; i < b->body->n; i++) {
        block inner;
        bool is_block = read_block(&inner, b->body->kids[i]);
        if (is_block && sl_str_is(inner.kind, "statement"))
            read_statement(g, key, inner.term, inner.body);
        else if (is_block && sl_str_is(inner.kind, "dynamic"))
            sl_grants_open(g, key, SL_S("statements that are put together"));
    }
    const sl_term *more = attribute(b->body, "source_policy_documents");
    for (uint32_t i = 0; more && i < more->n; i++) {
        sl_str other = referred(more->kids[i], "aws_iam_policy_document");
        if (other.n)
            sl_grants_link(g, key, sl_grants_key(g, "document", other));
        else
            sl_grants_open(g, key, SL_S("a policy from elsewhere"));
    }
}

/* Roles. */

static sl_str role_key(sl_grants *g, const sl_term *t)
{
    sl_str name = referred(t, "aws_iam_role");
    return name.n ? sl_grants_key(g, "role", name) : name;
}

static void attach(sl_grants *g, sl_str role, const sl_term *arn)
{
    sl_str policy = referred(arn, "aws_iam_policy");
    sl_str text = text_of(arn);
    const sl_term *last =
        arn && arn->kind == SL_T_TEMPLATE && arn->n ? arn->kids[arn->n - 1] : NULL;
    text = text.n ? text : text_of(last);
    if (!role.n)
        return;
    if (policy.n)
        sl_grants_link(g, role, sl_grants_key(g, "policy", policy));
    else if (text.n)
        sl_grants_managed(g, role, text, arn->start, arn->end);
    else
        sl_grants_open(g, role, SL_S("a policy from elsewhere"));
}

static void read_role(sl_grants *g, const block *b)
{
    sl_str key = sl_grants_key(g, "role", b->name);
    const sl_term *managed = attribute(b->body, "managed_policy_arns");
    for (uint32_t i = 0; i < b->body->n; i++) {
        block inner;
        if (read_block(&inner, b->body->kids[i]) && sl_str_is(inner.kind, "inline_policy"))
            read_policy(g, key, attribute(inner.body, "policy"));
    }
    for (uint32_t i = 0; managed && managed->kind == SL_T_LIST && i < managed->n; i++)
        attach(g, key, managed->kids[i]);
}

static void read_attachment(sl_grants *g, const block *b)
{
    const sl_term *roles = attribute(b->body, "roles");
    attach(g, role_key(g, attribute(b->body, "role")), attribute(b->body, "policy_arn"));
    for (uint32_t i = 0; roles && roles->kind == SL_T_LIST && i < roles->n; i++)
        attach(g, role_key(g, roles->kids[i]), attribute(b->body, "policy_arn"));
}

/* Functions. */

static void tell_code(sl_grants *g, sl_str key, sl_str path)
{
    sl_fact fact;
    if (!key.n || !path.n)
        return;
    sl_fact_begin(&fact, SL_FACT_CODE);
    sl_fact_text(&fact, key);
    sl_fact_text(&fact, path);
    sl_fact_send(&fact, g->sink);
}

/* The archive's source, by the archive's name and by its path. */
static void read_archive(sl_grants *g, const block *b)
{
    const sl_term *folder = attribute(b->body, "source_dir");
    sl_str source = path_of(g, folder ? folder : attribute(b->body, "source_file"));
    tell_code(g, sl_grants_key(g, "archive", b->name), source);
    tell_code(g, path_of(g, attribute(b->body, "output_path")), source);
}

static sl_granted function_of(sl_grants *g, const block *b, sl_str name)
{
    sl_str own = text_of(attribute(b->body, "function_name"));
    return (sl_granted){
        .key = sl_grants_key(g, "function",
                             sl_printf(g->mem, "%.*s.%.*s", SL_FMT(b->kind), SL_FMT(name))),
        .name = own.n ? own : name,
        .handler = text_of(attribute(b->body, "handler")),
        .runtime = text_of(attribute(b->body, "runtime"))};
}

static void read_function(sl_grants *g, const block *b)
{
    sl_granted function = function_of(g, b, b->name);
    const sl_term *file = attribute(b->body, "filename");
    sl_str archive = referred(file, "archive_file");
    sl_str role = role_key(g, attribute(b->body, "role"));
    function.code = archive.n ? sl_grants_key(g, "archive", archive) : path_of(g, file);
    sl_grants_function(g, &function);
    if (role.n)
        sl_grants_link(g, function.key, role);
    else
        sl_grants_open(g, function.key, SL_S("a role from elsewhere"));
}

/* The community's module for functions: its statements are an argument. */
static void read_module(sl_grants *g, const block *b)
{
    const sl_term *all = attribute(b->body, "policy_statements");
    const sl_term *policy = attribute(b->body, "policy_json");
    if (!sl_str_starts(text_of(attribute(b->body, "source")),
                       SL_S("terraform-aws-modules/lambda/aws")))
        return;
    sl_granted function = function_of(g, b, b->type);
    function.code = path_of(g, attribute(b->body, "source_path"));
    sl_grants_function(g, &function);
    for (uint32_t i = 0; all && i < all->n; i++) {
        const sl_term *one = all->kids[i];
        one = unwrapped(one->kind == SL_T_PAIR ? sl_term_get(one, SL_R_VALUE) : one);
        read_statement(g, function.key, one, one);
    }
    if (policy)
        read_policy(g, function.key, policy);
    if (attribute(b->body, "lambda_role") || attribute(b->body, "policies") ||
        attribute(b->body, "policy"))
        sl_grants_open(g, function.key, SL_S("a policy from elsewhere"));
}

static void read_resource(sl_grants *g, const block *b)
{
    if (sl_str_is(b->type, "aws_lambda_function"))
        read_function(g, b);
    else if (sl_str_is(b->type, "aws_iam_role"))
        read_role(g, b);
    else if (sl_str_is(b->type, "aws_iam_policy"))
        read_policy(g, sl_grants_key(g, "policy", b->name), attribute(b->body, "policy"));
    else if (sl_str_is(b->type, "aws_iam_role_policy")) {
        sl_str role = role_key(g, attribute(b->body, "role"));
        if (role.n)
            read_policy(g, role, attribute(b->body, "policy"));
    } else if (sl_str_is(b->type, "aws_iam_role_policy_attachment") ||
               sl_str_is(b->type, "aws_iam_policy_attachment"))
        read_attachment(g, b);
}

void sl_grants_terraform(sl_grants *g, const sl_term *root)
{
    for (uint32_t i = 0; i < root->n; i++) {
        block b;
        if (!read_block(&b, root->kids[i]))
            continue;
        if (sl_str_is(b.kind, "resource"))
            read_resource(g, &b);
        else if (sl_str_is(b.kind, "module"))
            read_module(g, &b);
        else if (sl_str_is(b.type, "aws_iam_policy_document"))
            read_document(g, &b);
        else if (sl_str_is(b.type, "archive_file"))
            read_archive(g, &b);
    }
}
