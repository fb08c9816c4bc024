/* Reading recipes, and refusing those that could send a secret where nobody wrote that it goes. */
#include "engine/verify/recipe.h"

#include "base/http.h"
#include "engine/rules/ruleset.h"
#include "engine/verify/template.h"

/* Where recipes are read from, for messages. */
typedef struct reader {
    sl_arena *mem;
    sl_str file;
    sl_err *e;
} reader;

static bool wrong(const reader *r, const sl_node *at, const char *what)
{
    return sl_fail(r->e, SL_EUSAGE, "%.*s:%u:%u: verify: %s", SL_FMT(r->file), at->line, at->column,
                   what);
}

static const char *const states[] = {NULL, "unknown", "inactive", "active"};

const char *sl_verified_name(sl_verified state)
{
    return states[state];
}

const sl_recipe *sl_recipe_of(const sl_recipes *recipes, sl_str rule)
{
    for (size_t i = 0; i < recipes->n; i++)
        for (size_t k = 0; k < recipes->v[i].rules.n; k++)
            if (sl_str_eq(recipes->v[i].rules.v[k], rule))
                return &recipes->v[i];
    return NULL;
}

const sl_recipe_need *sl_recipe_need_of(const sl_recipe *recipe, sl_str name)
{
    for (size_t i = 0; i < recipe->needs.n; i++)
        if (sl_str_eq(recipe->needs.v[i].name, name))
            return &recipe->needs.v[i];
    return NULL;
}

static bool known_keys(const reader *r, const sl_node *map, const sl_str *names, size_t n)
{
    if (map->kind != SL_MAP)
        return wrong(r, map, "a map is expected");
    for (size_t i = 0; i < map->n; i++) {
        size_t k = 0;
        while (k < n && !sl_str_eq(map->pairs[i].key->text, names[k]))
            k++;
        if (k == n)
            return wrong(r, map->pairs[i].key, "unknown key");
    }
    return true;
}

static bool read_need(const reader *r, sl_recipe *recipe, const sl_pair *pair)
{
    static const sl_str names[] = {SL_STR("rules"), SL_STR("of"), SL_STR("prefix")};
    sl_recipe_need *need = sl_list_add(r->mem, &recipe->needs);
    if (!known_keys(r, pair->value, names, sizeof names / sizeof *names))
        return false;
    need->name = pair->key->text;
    need->rules = sl_node_texts(r->mem, sl_node_get(pair->value, "rules"));
    need->of = sl_node_text(sl_node_get(pair->value, "of"));
    need->prefix = sl_node_text(sl_node_get(pair->value, "prefix"));
    if (!need->rules.n)
        return wrong(r, pair->value, "a need names the rules that find it");
    return !need->of.n || sl_recipe_need_of(recipe, need->of) ||
           wrong(r, pair->value, "'of' names no need that stands before it");
}

static bool read_needs(const reader *r, sl_recipe *recipe, const sl_node *map)
{
    if (!map)
        return true;
    if (map->kind != SL_MAP)
        return wrong(r, map, "'needs' is a map of names to rules");
    for (size_t i = 0; i < map->n; i++)
        if (!read_need(r, recipe, &map->pairs[i]))
            return false;
    return true;
}

static bool read_answer(const reader *r, sl_recipe *recipe, const sl_node *node)
{
    static const sl_str names[] = {SL_STR("status"), SL_STR("contains"), SL_STR("json"),
                                   SL_STR("is"), SL_STR("says")};
    sl_recipe_answer *a = sl_list_add(r->mem, &recipe->answers);
    if (!known_keys(r, node, names, sizeof names / sizeof *names))
        return false;
    a->statuses = sl_node_texts(r->mem, sl_node_get(node, "status"));
    a->contains = sl_node_text(sl_node_get(node, "contains"));
    a->json = sl_node_get(node, "json");
    a->says = sl_node_text(sl_node_get(node, "says"));
    sl_str is = sl_node_text(sl_node_get(node, "is"));
    for (size_t i = SL_VERIFIED_UNKNOWN; i <= SL_VERIFIED_ACTIVE; i++)
        if (sl_str_is(is, states[i]))
            a->is = (sl_verified)i;
    if (a->is == SL_VERIFIED_NOT)
        return wrong(r, node, "'is' is active, inactive or unknown");
    if (!a->statuses.n && !a->contains.n && !a->json)
        return wrong(r, node, "an answer is told by its status, contains or json");
    return !a->json || a->json->kind == SL_MAP ||
           wrong(r, a->json, "'json' is a map of paths to values");
}

static bool read_answers(const reader *r, sl_recipe *recipe, const sl_node *list)
{
    bool has_active = false;
    for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++)
        if (!read_answer(r, recipe, list->items[i]))
            return false;
    for (size_t i = 0; i < recipe->answers.n; i++)
        has_active = has_active || recipe->answers.v[i].is == SL_VERIFIED_ACTIVE;
    return has_active;
}

static bool read_account(const reader *r, sl_recipe *recipe, const sl_node *node)
{
    static const sl_str names[] = {SL_STR("after"), SL_STR("before")};
    if (!node || node->kind != SL_MAP) {
        recipe->account = sl_node_texts(r->mem, node);
        return true;
    }
    recipe->account_after = sl_node_text(sl_node_get(node, "after"));
    recipe->account_before = sl_node_text(sl_node_get(node, "before"));
    return known_keys(r, node, names, sizeof names / sizeof *names);
}

/* Every {name} of the template is `secret`, `region` or a need of the recipe. */
static bool names_are_known(const sl_recipe *recipe, sl_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        sl_str name = sl_template_name(text, i);
        if (name.n && !sl_str_is(name, "secret") && !sl_str_is(name, "region") &&
            !sl_recipe_need_of(recipe, name))
            return false;
    }
    return true;
}

/* A URL names its host, or is the secret itself; then the recipe lists the hosts. */
static bool check_url(const reader *r, sl_recipe *recipe, size_t i, const sl_node *at)
{
    sl_str url = recipe->urls.v[i];
    if (!names_are_known(recipe, url))
        return wrong(r, at, "a URL has a name in braces that stands for nothing");
    if (sl_template_is_whole_url(url))
        return recipe->hosts.n || wrong(r, at, "a secret that is a URL needs 'hosts'");
    sl_str host = sl_url_host(url);
    if (!sl_str_starts(url, SL_S("https://")) || !host.n || sl_str_chr(host, '{') != SIZE_MAX)
        return wrong(r, at, "a URL begins with https:// and a host without braces");
    *sl_list_add(r->mem, &recipe->hosts) = host;
    return true;
}

static bool check_templates(const reader *r, const sl_recipe *recipe, const sl_node *at)
{
    const sl_str texts[] = {recipe->body, recipe->user, recipe->password};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!names_are_known(recipe, texts[i]))
            return wrong(r, at, "a name in braces stands for nothing");
    if (recipe->fields && recipe->fields->kind != SL_MAP)
        return wrong(r, recipe->fields, "'headers' is a map");
    for (size_t i = 0; recipe->fields && i < recipe->fields->n; i++)
        if (!names_are_known(recipe, recipe->fields->pairs[i].value->text))
            return wrong(r, recipe->fields->pairs[i].value, "a name in braces stands for nothing");
    if (recipe->service.n && recipe->regions.n != recipe->urls.n)
        return wrong(r, at, "a signed request has a region for each URL");
    return true;
}

static void read_request(const reader *r, sl_recipe *recipe, const sl_node *node)
{
    const sl_node *basic = sl_node_get(node, "basic");
    const sl_node *aws = sl_node_get(node, "aws");
    recipe->method = sl_node_text(sl_node_get(node, "method"));
    recipe->urls = sl_node_texts(r->mem, sl_node_get(node, "url"));
    recipe->hosts = sl_node_texts(r->mem, sl_node_get(node, "hosts"));
    recipe->fields = sl_node_get(node, "headers");
    recipe->body = sl_node_text(sl_node_get(node, "body"));
    recipe->user = sl_node_text(sl_node_get(basic ? basic : aws, "user"));
    recipe->password = sl_node_text(sl_node_get(basic ? basic : aws, "password"));
    recipe->service = sl_node_text(sl_node_get(aws, "service"));
    recipe->regions = sl_node_texts(r->mem, sl_node_get(aws, "regions"));
}

static bool check_urls(const reader *r, sl_recipe *recipe, const sl_node *node)
{
    for (size_t i = 0; i < recipe->urls.n; i++)
        if (!check_url(r, recipe, i, node))
            return false;
    return true;
}

static bool is_complete(const sl_recipe *recipe)
{
    return recipe->provider.n && recipe->rules.n && recipe->urls.n && recipe->documentation.n;
}

static bool read_recipe(const reader *r, sl_recipe *recipe, const sl_node *node)
{
    static const sl_str names[] = {
        SL_STR("provider"), SL_STR("rules"),      SL_STR("documentation"), SL_STR("method"),
        SL_STR("url"),      SL_STR("hosts"),      SL_STR("headers"),       SL_STR("body"),
        SL_STR("basic"),    SL_STR("aws"),        SL_STR("needs"),         SL_STR("answers"),
        SL_STR("account"),  SL_STR("self_hosted")};
    if (!known_keys(r, node, names, sizeof names / sizeof *names))
        return false;
    recipe->provider = sl_node_text(sl_node_get(node, "provider"));
    recipe->rules = sl_node_texts(r->mem, sl_node_get(node, "rules"));
    recipe->documentation = sl_node_text(sl_node_get(node, "documentation"));
    recipe->is_self_hosted = sl_node_true(sl_node_get(node, "self_hosted"));
    read_request(r, recipe, node);
    if (!is_complete(recipe))
        return wrong(r, node, "a recipe has provider, rules, url and documentation");
    if (!read_needs(r, recipe, sl_node_get(node, "needs")) ||
        !read_account(r, recipe, sl_node_get(node, "account")))
        return false;
    if (!check_urls(r, recipe, node))
        return false;
    if (!read_answers(r, recipe, sl_node_get(node, "answers")))
        return r->e->kind != SL_OK ? false : wrong(r, node, "no answer says that it is active");
    return check_templates(r, recipe, node);
}

bool sl_recipes_read(sl_recipes *out, sl_arena *mem, sl_str file, const sl_node *list, sl_err *e)
{
    const reader r = {mem, file, e};
    if (list->kind != SL_SEQ)
        return wrong(&r, list, "a list of recipes is expected");
    for (size_t i = 0; i < list->n; i++)
        if (!read_recipe(&r, sl_list_add(mem, out), list->items[i]))
            return false;
    return true;
}

bool sl_recipes_builtin(sl_recipes *out, sl_arena *mem, sl_err *e)
{
    sl_str bytes = sl_builtin_pack(SL_S("secrets"));
    sl_pack *pack;
    if (!bytes.n)
        return sl_fail(e, SL_ENOTSUP, "this build has no rules for secrets");
    if (!sl_pack_open(&pack, mem, sl_stage_kind_of(SL_S("secrets")), bytes, e))
        return false;
    const sl_node *extra;
    for (size_t i = 0; (extra = sl_pack_extra(pack, i)); i++) {
        const sl_node *list = sl_node_get(extra, "verify");
        if (list && !sl_recipes_read(out, mem, SL_S("built-in rules"), list, e))
            return false;
    }
    return true;
}
