/* "PREFIX:NameOfTheCall", unless the table knows better. */
#include "stages/privilege/actions.h"

#include "base/chars.h"
#include "engine/rules/pack.h"

void sl_actions_open(sl_actions *table, const sl_ruleset *rules)
{
    *table = (sl_actions){0};
    for (size_t p = 0; rules && p < sl_ruleset_packs(rules); p++) {
        size_t first;
        const sl_pack *pack = sl_ruleset_pack(rules, p, &first);
        const sl_node *doc = NULL;
        for (size_t i = 0; (doc = sl_pack_extra(pack, i)); i++) {
            if (!sl_node_get(doc, "services"))
                continue;
            table->services = sl_node_get(doc, "services");
            table->actions = sl_node_get(doc, "actions");
            table->resources = sl_node_get(doc, "resources");
            table->waiters = sl_node_get(doc, "waiters");
            table->platform = sl_node_get(doc, "platform");
            table->templates = sl_node_get(doc, "templates");
            table->managed = sl_node_get(doc, "managed");
            table->implied = sl_node_get(doc, "implied");
            table->packages = sl_node_get(doc, "packages");
        }
    }
}

static char lower(char c)
{
    return sl_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

bool sl_action_matches(sl_str pattern, sl_str action)
{
    size_t p = 0;
    size_t a = 0;
    size_t star = SIZE_MAX; /* where to go on when the last * takes one more byte */
    size_t taken = 0;
    while (a < action.n) {
        bool is_star = p < pattern.n && pattern.p[p] == '*';
        bool is_same =
            p < pattern.n && (pattern.p[p] == '?' || lower(pattern.p[p]) == lower(action.p[a]));
        if (is_star) {
            star = ++p;
            taken = a;
        } else if (is_same) {
            p++;
            a++;
        } else if (star != SIZE_MAX) {
            p = star;
            a = ++taken;
        } else {
            return false;
        }
    }
    while (p < pattern.n && pattern.p[p] == '*')
        p++;
    return p == pattern.n;
}

bool sl_action_is_wildcard(sl_str pattern)
{
    return sl_str_chr(pattern, '*') != SIZE_MAX || sl_str_chr(pattern, '?') != SIZE_MAX;
}

bool sl_actions_is_platform(const sl_actions *table, sl_str action)
{
    for (size_t i = 0; table->platform && i < table->platform->n; i++)
        if (sl_action_matches(sl_node_text(table->platform->items[i]), action))
            return true;
    return false;
}

const sl_node *sl_actions_implied(const sl_actions *table, sl_str prefix)
{
    return sl_node_find(table->implied, prefix);
}

/* a.b.c, then a.b, then a; the same with slashes. */
const sl_node *sl_actions_of_package(const sl_actions *table, sl_str *module)
{
    sl_str name = *module;
    while (name.n) {
        const sl_node *found = sl_node_find(table->packages, name);
        *module = name;
        if (found)
            return found;
        size_t end = name.n - 1;
        while (end && name.p[end] != '.' && name.p[end] != '/')
            end--;
        name = sl_str_sub(name, 0, end);
    }
    return NULL;
}

sl_str sl_actions_prefix(const sl_actions *table, sl_arena *mem, sl_str service)
{
    char *p = sl_alloc(mem, service.n + 1);
    for (size_t i = 0; i < service.n; i++)
        p[i] = lower(service.p[i]);
    sl_str name = sl_str_at(p, service.n);
    sl_str known = sl_node_text(sl_node_find(table->services, name));
    return known.n ? known : name;
}

/* list_objects_v2 and listObjectsV2 are ListObjectsV2. */
static sl_str pascal(sl_arena *mem, sl_str method)
{
    char *p = sl_alloc(mem, method.n + 1);
    size_t n = 0;
    bool is_first = true;
    for (size_t i = 0; i < method.n; i++) {
        char c = method.p[i];
        if (c == '_') {
            is_first = true;
            continue;
        }
        p[n++] = is_first && sl_is_lower(c) ? (char)(c - 'a' + 'A') : c;
        is_first = false;
    }
    return sl_str_at(p, n);
}

static void add(sl_strs *out, sl_arena *mem, sl_str prefix, sl_str action)
{
    *sl_list_add(mem, out) = sl_str_chr(action, ':') != SIZE_MAX
                                 ? action
                                 : sl_printf(mem, "%.*s:%.*s", SL_FMT(prefix), SL_FMT(action));
}

static bool add_known(sl_strs *out, sl_arena *mem, sl_str prefix, const sl_node *known)
{
    if (!known)
        return false;
    sl_strs names = sl_node_texts(mem, known);
    for (size_t i = 0; i < names.n; i++)
        add(out, mem, prefix, names.v[i]);
    return true;
}

/* Ways of making one call that SDKs tell apart by the end of its name. */
static sl_str without_way(sl_str name)
{
    static const char *const ends[] = {"WithContext", "Pages", "Request",
                                       "Paginator",   "Async", "AsBytes"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sl_str_ends(name, sl_str_of(ends[i])) && name.n > strlen(ends[i]))
            name = sl_str_sub(name, 0, name.n - strlen(ends[i]));
    return name;
}

static bool add_waiter(sl_strs *out, const sl_actions *table, sl_arena *mem, sl_str prefix,
                       sl_str waiter)
{
    const sl_node *all = sl_node_find(table->waiters, prefix);
    for (size_t i = 0; all && all->kind == SL_MAP && i < all->n; i++)
        if (sl_str_eq_case(pascal(mem, all->pairs[i].key->text), pascal(mem, waiter)))
            return add_known(out, mem, prefix, all->pairs[i].value);
    return false;
}

bool sl_actions_of_call(sl_strs *out, const sl_actions *table, sl_arena *mem, sl_str service,
                        sl_str method)
{
    size_t dot = sl_str_chr(service, '.');
    sl_str prefix = sl_actions_prefix(table, mem, sl_str_sub(service, 0, dot));
    const sl_node *of_object = sl_node_find(sl_node_find(table->resources, service), method);
    if (dot != SIZE_MAX && add_known(out, mem, prefix, of_object))
        return true;
    if (sl_str_starts(method, SL_S("waiter:")))
        return add_waiter(out, table, mem, prefix, sl_str_sub(method, 7, method.n));
    sl_str name = pascal(mem, method);
    const sl_node *own = sl_node_find(table->actions, prefix);
    if (add_known(out, mem, prefix, sl_node_find(own, name)))
        return true;
    name = without_way(name);
    if (add_known(out, mem, prefix, sl_node_find(own, name)) ||
        add_known(out, mem, prefix, sl_node_find(own, SL_S("*"))))
        return true;
    add(out, mem, prefix, name);
    return dot == SIZE_MAX || sl_str_is(service, "dynamodb.Table") ||
           sl_str_chr(method, '_') != SIZE_MAX;
}
