/* Clients by language: constructors, factories, types. */
#include "stages/privilege/sdk.h"

#include "base/chars.h"
#include "sluice/buf.h"

enum { NAME_MAX = 400, CHAIN_MAX = 40 };

sl_str sl_sdk_text(const sl_term *t)
{
    const sl_term *value = t && t->facts && t->facts->value ? t->facts->value : t;
    bool is_text = value && value->kind == SL_T_STRING && !(value->flags & SL_TERM_ANY_TEXT);
    return is_text ? value->text : (sl_str){0};
}

static sl_str lowered(const sl_sdk *sdk, sl_str text)
{
    char *p = sl_alloc(sdk->mem, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        p[i] = sl_is_upper(text.p[i]) ? (char)(text.p[i] - 'A' + 'a') : text.p[i];
    return sl_str_at(p, text.n);
}

static bool has(sl_str text, const char *part)
{
    return sl_str_find(text, sl_str_of(part), 0) != SIZE_MAX;
}

/* "boto3.client", "@aws-sdk/client-s3.S3Client": the name with what it was imported as. */
static void add_full(sl_buf *out, const sl_sdk *sdk, const sl_term *t, unsigned depth)
{
    const sl_term *alias = t->facts ? t->facts->alias : NULL;
    if (t->kind == SL_T_NAME && alias) {
        sl_term_dotted(out, alias);
        return;
    }
    const sl_str *local = t->kind == SL_T_NAME ? sl_map_get(&sdk->locals, t->text) : NULL;
    if (t->kind == SL_T_NAME)
        sl_buf_add(out, local ? *local : t->text);
    if (t->kind != SL_T_FIELD || depth > CHAIN_MAX)
        return;
    const sl_term *object = sl_term_get(t, SL_R_OBJECT);
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    if (object)
        add_full(out, sdk, object, depth + 1);
    sl_buf_addc(out, '.');
    if (name)
        sl_buf_add(out, name->text);
}

static sl_str full_name(const sl_sdk *sdk, const sl_term *t)
{
    sl_buf out;
    if (!t)
        return (sl_str){0};
    sl_buf_init(&out, NAME_MAX);
    add_full(&out, sdk, t, 0);
    sl_str name = sl_dup(sdk->mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return name;
}

static sl_str last_part(sl_str name)
{
    size_t dot = sl_str_rchr(name, '.');
    return dot == SIZE_MAX ? name : sl_str_sub(name, dot + 1, name.n);
}

/* What follows `mark` in the text, up to one of the bytes in `ends`. */
static sl_str between(sl_str text, const char *mark, const char *ends)
{
    size_t at = sl_str_find(text, sl_str_of(mark), 0);
    if (at == SIZE_MAX)
        return (sl_str){0};
    size_t from = at + strlen(mark);
    size_t to = from;
    while (to < text.n && !strchr(ends, text.p[to]))
        to++;
    return sl_str_sub(text, from, to);
}

/* Imports. */

static sl_str slice(const sl_sdk *sdk, const sl_term *t)
{
    if (!t)
        return (sl_str){0};
    sl_str text = t->kind == SL_T_STRING ? t->text : sl_str_sub(sdk->text, t->start, t->end);
    return text;
}

static void add_import(sl_sdk *sdk, sl_str module)
{
    if (module.n)
        *sl_list_add(sdk->mem, &sdk->imports) = module;
}

static void set_local(sl_sdk *sdk, sl_str name, sl_str module)
{
    sl_str *made = sl_alloc(sdk->mem, sizeof *made);
    *made = module;
    sl_map_put(&sdk->locals, sdk->mem, name, made);
}

static void note_import(sl_sdk *sdk, const sl_term *t)
{
    sl_str module = slice(sdk, sl_term_get(t, SL_R_MODULE));
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    const sl_term *alias = sl_term_get(t, SL_R_ALIAS);
    sl_str local = alias ? alias->text : name ? name->text : (sl_str){0};
    bool is_go = sl_str_is(sdk->language, "go");
    bool is_java = sl_str_is(sdk->language, "java");
    add_import(sdk, module);
    if (name && module.n)
        add_import(sdk, sl_printf(sdk->mem, "%.*s.%.*s", SL_FMT(module), SL_FMT(name->text)));
    if (is_go) {
        size_t slash = sl_str_rchr(module, '/');
        sl_str last = slash == SIZE_MAX ? module : sl_str_sub(module, slash + 1, module.n);
        set_local(sdk, local.n ? local : last, module);
    } else if (is_java) {
        sl_str whole =
            name ? sl_printf(sdk->mem, "%.*s.%.*s", SL_FMT(module), SL_FMT(name->text)) : module;
        set_local(sdk, last_part(whole), whole);
    }
    sdk->has_boto |= has(module, "boto");
}

static void note_required(sl_sdk *sdk, const sl_term *t)
{
    static const char *const names[] = {"require", "import", "__import__"};
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    sl_str name = callee ? last_part(full_name(sdk, callee)) : (sl_str){0};
    bool is_import = sl_str_is(name, "import_module");
    for (size_t i = 0; callee && callee->kind != SL_T_FIELD && i < 3; i++)
        is_import |= sl_str_is(name, names[i]);
    if (!is_import)
        return;
    sl_str module = sl_sdk_text(sl_term_get(t, SL_R_ARG));
    add_import(sdk, module.n ? module : SL_S("?"));
}

void sl_sdk_open(sl_sdk *sdk, sl_arena *mem, sl_str language, sl_str text, const sl_term *root)
{
    *sdk = (sl_sdk){.mem = mem, .language = language, .text = text};
    for (const sl_term *t = root; t; t = sl_term_next(root, t, false)) {
        if (t->kind == SL_T_IMPORT)
            note_import(sdk, t);
        else if (t->kind == SL_T_CALL)
            note_required(sdk, t);
    }
}

/* Python. */

static const sl_term *service_argument(const sl_term *call)
{
    size_t n;
    sl_term *const *all = sl_term_all(call, SL_R_ARG, &n);
    for (size_t i = 0; i < n; i++) {
        const sl_term *name = sl_term_get(all[i], SL_R_NAME);
        if (all[i]->kind == SL_T_KEYWORD && name && sl_str_is(name->text, "service_name"))
            return sl_term_get(all[i], SL_R_VALUE);
    }
    return n && all[0]->kind != SL_T_KEYWORD ? all[0] : NULL;
}

/* boto3.client("s3"), session.resource("s3"), Session().client(name). */
static sl_str boto_client(const sl_sdk *sdk, const sl_term *t)
{
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    sl_str name = full_name(sdk, callee);
    sl_str method = last_part(name);
    const sl_term *object = callee->kind == SL_T_FIELD ? sl_term_get(callee, SL_R_OBJECT) : NULL;
    if (object && object->kind == SL_T_CALL)
        object = sl_term_get(object, SL_R_CALLEE);
    sl_str owner = object ? lowered(sdk, full_name(sdk, object)) : name;
    bool is_resource = sl_str_is(method, "resource");
    bool is_maker =
        is_resource || sl_str_is(method, "client") || sl_str_is(method, "create_client");
    if (!sdk->has_boto || !is_maker || !(has(owner, "boto") || has(owner, "session")))
        return (sl_str){0};
    sl_str service = sl_sdk_text(service_argument(t));
    if (!service.n)
        return SL_S("?");
    return is_resource ? sl_printf(sdk->mem, "%.*s!", SL_FMT(service)) : service;
}

/* JavaScript. */

static bool is_client_name(sl_str name, sl_str service)
{
    return sl_str_ends(name, SL_S("Client")) || sl_str_ends(name, SL_S("Api")) ||
           sl_str_eq_case(name, service) || sl_str_ends(name, SL_S("API"));
}

/* The service of a full name: aws-sdk.S3, aws-sdk/clients/s3, @aws-sdk/client-s3.S3Client. */
static sl_str script_service(const sl_sdk *sdk, sl_str name)
{
    sl_str service = between(name, "@aws-sdk/client-", ".");
    if (service.n)
        return service;
    if (has(name, "@aws-sdk/lib-dynamodb"))
        return SL_S("dynamodb");
    service = between(name, "aws-sdk/clients/", ".");
    if (service.n)
        return service;
    if (sl_str_starts(name, SL_S("aws-sdk.")) || sl_str_starts(name, SL_S("AWS.")))
        return lowered(sdk, between(name, ".", "."));
    return (sl_str){0};
}

static sl_str script_client(const sl_sdk *sdk, const sl_term *t)
{
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    sl_str name = full_name(sdk, callee);
    sl_str service = script_service(sdk, name);
    bool is_three = sl_str_starts(name, SL_S("@aws-sdk/"));
    if (!service.n)
        return service;
    if (t->kind == SL_T_CALL) /* DynamoDBDocumentClient.from(client) */
        return sl_str_ends(name, SL_S("Client.from")) ? service : (sl_str){0};
    if (is_three && !is_client_name(last_part(name), service) && !has(name, "Document"))
        return (sl_str){0};
    return sl_str_ends(name, SL_S("ManagedUpload")) ? (sl_str){0} : service;
}

static bool script_call(sl_sdk_call *out, const sl_sdk *sdk, const sl_term *t)
{
    sl_str name = full_name(sdk, sl_term_get(t, SL_R_CALLEE));
    sl_str last = last_part(name);
    bool is_new = t->kind == SL_T_NEW;
    out->service = script_service(sdk, name);
    out->method = last;
    if (is_new && sl_str_ends(name, SL_S("lib-storage.Upload"))) {
        out->service = SL_S("s3");
        return true;
    }
    if (is_new && sl_str_is(last, "ManagedUpload"))
        return out->service.n != 0;
    if (has(name, "s3-presigned-post.")) {
        *out = (sl_sdk_call){SL_S("s3"), SL_S("PutObject")};
        return true;
    }
    if (!out->service.n || !has(name, "@aws-sdk/"))
        return false;
    if (is_new && sl_str_ends(last, SL_S("Command")))
        out->method = sl_str_sub(last, 0, last.n - 7);
    else if (!is_new && sl_str_starts(last, SL_S("paginate")))
        out->method = sl_str_sub(last, 8, last.n);
    else if (!is_new && sl_str_starts(last, SL_S("waitUntil")))
        out->method = sl_printf(sdk->mem, "waiter:%.*s", SL_FMT(sl_str_sub(last, 9, last.n)));
    else
        return false;
    return true;
}

/* Go. */

static sl_str go_service(sl_str module)
{
    if (!has(module, "aws-sdk-go"))
        return (sl_str){0};
    sl_str service = between(module, "/service/", "/.");
    return service.n ? service : between(module, "/feature/", "/.");
}

static sl_str go_client(const sl_sdk *sdk, const sl_term *t)
{
    sl_str name = full_name(sdk, sl_term_get(t, SL_R_CALLEE));
    sl_str last = last_part(name);
    bool is_maker = sl_str_starts(last, SL_S("New")) && !sl_str_ends(last, SL_S("Paginator")) &&
                    !sl_str_ends(last, SL_S("Waiter")) && !has(last, "Presign");
    return is_maker ? go_service(name) : (sl_str){0};
}

static bool go_call(sl_sdk_call *out, const sl_sdk *sdk, const sl_term *t)
{
    sl_str name = full_name(sdk, sl_term_get(t, SL_R_CALLEE));
    sl_str last = last_part(name);
    out->service = go_service(name);
    if (!out->service.n || !sl_str_starts(last, SL_S("New")))
        return false;
    if (sl_str_ends(last, SL_S("Paginator")))
        out->method = sl_str_sub(last, 3, last.n - 9);
    else if (sl_str_ends(last, SL_S("Waiter")))
        out->method = sl_printf(sdk->mem, "waiter:%.*s", SL_FMT(sl_str_sub(last, 3, last.n - 6)));
    else
        return false;
    return true;
}

/* Java. */

static sl_str java_service(sl_str module)
{
    size_t dot = sl_str_rchr(module, '.');
    sl_str name = sl_str_sub(module, dot == SIZE_MAX ? 0 : dot + 1, module.n);
    bool is_client = sl_str_ends(name, SL_S("Client")) ||
                     sl_str_ends(name, SL_S("ClientBuilder")) ||
                     sl_str_starts(name, SL_S("Amazon")) || sl_str_starts(name, SL_S("AWS"));
    if (!is_client || has(module, ".model.") || has(module, ".runtime."))
        return (sl_str){0};
    sl_str service = between(module, "software.amazon.awssdk.services.", ".");
    return service.n ? service : between(module, "com.amazonaws.services.", ".");
}

/* S3Client.builder().region(r).build(), AmazonS3ClientBuilder.defaultClient(), new X(). */
static sl_str java_client(const sl_sdk *sdk, const sl_term *t)
{
    static const char *const makers[] = {"build", "create", "defaultClient", "defaultAsyncClient",
                                         "init"};
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    sl_str last = last_part(full_name(sdk, callee));
    bool is_maker = t->kind == SL_T_NEW;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        is_maker |= sl_str_is(last, makers[i]);
    for (unsigned i = 0; callee && i < CHAIN_MAX; i++) {
        if (callee->kind == SL_T_NAME)
            break;
        const sl_term *object = sl_term_get(callee, SL_R_OBJECT);
        callee = object ? object : sl_term_get(callee, SL_R_CALLEE);
    }
    return is_maker && callee ? java_service(full_name(sdk, callee)) : (sl_str){0};
}

/* All. */

static bool is_script(const sl_sdk *sdk)
{
    return sl_str_is(sdk->language, "javascript") || sl_str_is(sdk->language, "typescript");
}

sl_str sl_sdk_client(const sl_sdk *sdk, const sl_term *t)
{
    bool is_maker = t->kind == SL_T_CALL || t->kind == SL_T_NEW;
    if (!is_maker || !sl_term_get(t, SL_R_CALLEE))
        return (sl_str){0};
    if (is_script(sdk))
        return script_client(sdk, t);
    if (sl_str_is(sdk->language, "python"))
        return boto_client(sdk, t);
    if (sl_str_is(sdk->language, "go"))
        return go_client(sdk, t);
    return sl_str_is(sdk->language, "java") ? java_client(sdk, t) : (sl_str){0};
}

static sl_str type_service(const sl_sdk *sdk, sl_str name)
{
    sl_str last = last_part(name);
    sl_str service = {0};
    if (is_script(sdk))
        service = script_service(sdk, name);
    else if (sl_str_is(sdk->language, "go"))
        service = go_service(name);
    else if (sl_str_is(sdk->language, "java"))
        return java_service(name);
    else if (has(name, "boto3_"))
        service = between(name, "boto3_", ".");
    bool is_transfer = sl_str_is(last, "Uploader") || sl_str_is(last, "Downloader");
    return is_client_name(last, service) || is_transfer ? service : (sl_str){0};
}

sl_str sl_sdk_type(const sl_sdk *sdk, const sl_term *type)
{
    for (const sl_term *t = type; t; t = sl_term_next(type, t, false)) {
        bool is_name = t->kind == SL_T_NAME || t->kind == SL_T_FIELD;
        sl_str service = is_name ? type_service(sdk, full_name(sdk, t)) : (sl_str){0};
        if (service.n)
            return service;
    }
    return (sl_str){0};
}

bool sl_sdk_call_of(sl_sdk_call *out, const sl_sdk *sdk, const sl_term *t)
{
    if (!sl_term_get(t, SL_R_CALLEE))
        return false;
    if (is_script(sdk))
        return script_call(out, sdk, t);
    return sl_str_is(sdk->language, "go") && go_call(out, sdk, t);
}

bool sl_sdk_is_quiet(sl_str method)
{
    return sl_str_starts(method, SL_S("_")) ||
           sl_str_among(method,
                        "meta exceptions close promise send config destroy client build builder "
                        "can_paginate waiter utilities shutdown Options Config Handlers "
                        "middlewareStack endpoint on Client service waiters serviceName "
                        "waiter_names customizeRequests name");
}
