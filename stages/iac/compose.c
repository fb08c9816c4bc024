/* Compose files (the Compose Specification, and the files of Compose 1 without `services`) as
   resources, with the short forms of ports, volumes and environment written out. */
#include "stages/iac/iac.h"

#include "base/path.h"
#include "engine/dockerfile/words.h"
#include "engine/resource/image_name.h"

enum { EXTENDS_MAX = 16 };

typedef struct reader {
    sl_model *model;
    const sl_tree *tree;
    const sl_node *services;
    sl_docker_scope scope; /* empty: what the environment holds is not known here */
    sl_err *e;
} reader;

static const sl_str platform = SL_STR("compose");

bool sl_compose_is_name(sl_str path)
{
    sl_str name = sl_path_name(path);
    sl_str extension = sl_path_extension(path);
    if (!sl_str_eq_case(extension, SL_S(".yml")) && !sl_str_eq_case(extension, SL_S(".yaml")))
        return false;
    return sl_str_starts(name, SL_S("docker-compose")) || sl_str_starts(name, SL_S("compose"));
}

/* A scalar with ${NAME:-default} replaced; unknown where a name without a default stands in it. */
static sl_node *filled(reader *r, const sl_node *node)
{
    bool is_known = true;
    sl_node *copy = sl_alloc(r->model->mem, sizeof *copy);
    *copy = *node;
    if (sl_str_chr(node->text, '$') == SIZE_MAX)
        return copy;
    copy->text = sl_docker_expand(&r->scope, node->text, &is_known);
    if (!is_known)
        copy->tag = sl_unknown_tag;
    return copy;
}

static void put(reader *r, sl_node *map, const char *key, sl_str text, const sl_node *at)
{
    if (text.n)
        sl_tree_put(r->tree, map, sl_str_of(key), sl_tree_text(r->tree, text, sl_tree_extent(at)));
}

static sl_node *entry(reader *r, const sl_node *at)
{
    return sl_tree_map(r->tree, sl_tree_extent(at));
}

/* "127.0.0.1:8080:80/tcp", "8080:80", "80". */
static sl_node *port_of(reader *r, const sl_node *item)
{
    if (item->kind == SL_MAP)
        return sl_tree_copy(r->tree, item);
    sl_node *text = filled(r, item);
    if (sl_node_is_unknown(text))
        return text;
    sl_node *map = entry(r, item);
    size_t slash = sl_str_chr(text->text, '/');
    sl_str rest = sl_str_sub(text->text, 0, slash);
    put(r, map, "protocol",
        slash == SIZE_MAX ? SL_S("tcp") : sl_str_sub(text->text, slash + 1, text->text.n), item);
    size_t colon = sl_str_rchr(rest, ':');
    put(r, map, "target", sl_str_sub(rest, colon == SIZE_MAX ? 0 : colon + 1, rest.n), item);
    if (colon != SIZE_MAX) {
        rest = sl_str_sub(rest, 0, colon);
        colon = sl_str_rchr(rest, ':');
        put(r, map, "published", sl_str_sub(rest, colon == SIZE_MAX ? 0 : colon + 1, rest.n), item);
        put(r, map, "host_ip", sl_str_sub(rest, 0, colon == SIZE_MAX ? 0 : colon), item);
    }
    put(r, map, "text", text->text, item);
    return map;
}

static bool is_host_path(sl_str source)
{
    return source.n && memchr("/.~\\", source.p[0], 4);
}

/* "SOURCE:TARGET:MODE", "TARGET", and Windows drives "C:\x:TARGET". */
static sl_node *volume_of(reader *r, const sl_node *item)
{
    if (item->kind == SL_MAP)
        return sl_tree_copy(r->tree, item);
    sl_node *text = filled(r, item);
    if (sl_node_is_unknown(text))
        return text;
    sl_node *map = entry(r, item);
    sl_str all = text->text;
    size_t from = all.n > 2 && all.p[1] == ':' && all.p[2] == '\\' ? 2 : 0;
    size_t colon = sl_str_find(all, SL_S(":"), from);
    if (colon == SIZE_MAX) {
        put(r, map, "type", SL_S("volume"), item);
        put(r, map, "target", all, item);
        return map;
    }
    sl_str source = sl_str_sub(all, 0, colon);
    sl_str rest = sl_str_sub(all, colon + 1, all.n);
    size_t mode = sl_str_chr(rest, ':');
    put(r, map, "type", is_host_path(source) || from ? SL_S("bind") : SL_S("volume"), item);
    put(r, map, "source", source, item);
    put(r, map, "target", sl_str_sub(rest, 0, mode), item);
    sl_str options = mode == SIZE_MAX ? (sl_str){0} : sl_str_sub(rest, mode + 1, rest.n);
    put(r, map, "mode", options, item);
    sl_str one;
    while (sl_str_cut(&options, ',', &one))
        if (sl_str_is(one, "ro"))
            sl_tree_put(r->tree, map, SL_S("read_only"),
                        sl_tree_bool(r->tree, true, sl_tree_extent(item)));
    return map;
}

static sl_node *each(reader *r, const sl_node *list, sl_node *(*read)(reader *, const sl_node *))
{
    sl_node *out = sl_tree_list(r->tree, sl_tree_extent(list));
    for (size_t i = 0; list->kind == SL_SEQ && i < list->n; i++)
        if (list->items[i]->kind != SL_SEQ)
            sl_tree_push(r->tree, out, read(r, list->items[i]));
    return out;
}

/* Lists "NAME=value" and maps alike: entries of `name` and `value`. */
static sl_node *pairs_of(reader *r, const sl_node *node)
{
    sl_node *out = sl_tree_list(r->tree, sl_tree_extent(node));
    for (size_t i = 0; node->kind == SL_MAP && i < node->n; i++) {
        const sl_pair *pair = &node->pairs[i];
        sl_node *map = sl_tree_map(r->tree, (sl_extent){pair->key->start, pair->value->end});
        sl_tree_put(r->tree, map, SL_S("name"), pair->key);
        if (pair->value->kind < SL_SEQ && pair->value->kind != SL_NULL)
            sl_tree_put(r->tree, map, SL_S("value"), filled(r, pair->value));
        sl_tree_push(r->tree, out, map);
    }
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++) {
        const sl_node *item = node->items[i];
        size_t equals = sl_str_chr(sl_node_text(item), '=');
        sl_node *map = entry(r, item);
        put(r, map, "name", sl_str_sub(sl_node_text(item), 0, equals), item);
        if (equals != SIZE_MAX) {
            sl_node *value = filled(r, item);
            bool is_known = !sl_node_is_unknown(value);
            value->text = sl_str_sub(item->text, equals + 1, item->text.n);
            if (is_known)
                value->text = sl_docker_expand(&r->scope, value->text, &is_known);
            sl_tree_put(r->tree, map, SL_S("value"), value);
        }
        sl_tree_push(r->tree, out, map);
    }
    return out;
}

static void derive(reader *r, sl_node *body)
{
    const sl_node *image = sl_node_get(body, "image");
    if (image && image->kind < SL_SEQ && image->text.n)
        sl_tree_put(r->tree, body, SL_S("@image"), sl_image_name_node(r->tree, filled(r, image)));
    static const struct {
        const char *from, *to;
        sl_node *(*read)(reader *, const sl_node *);
    } lists[] = {{"ports", "@ports", port_of}, {"volumes", "@volumes", volume_of}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const sl_node *list = sl_node_get(body, lists[i].from);
        if (list)
            sl_tree_put(r->tree, body, sl_str_of(lists[i].to), each(r, list, lists[i].read));
    }
    static const struct {
        const char *from, *to;
    } pairs[] = {{"environment", "@environment"}, {"labels", "@labels"}, {"sysctls", "@sysctls"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const sl_node *node = sl_node_get(body, pairs[i].from);
        if (node)
            sl_tree_put(r->tree, body, sl_str_of(pairs[i].to), pairs_of(r, node));
    }
    const sl_node *args = sl_node_path(body, "build.args");
    if (args)
        sl_tree_put(r->tree, body, SL_S("@build_args"), pairs_of(r, args));
}

/* The service with what it extends below its own keys; services of other files are not read. */
static sl_node *merged(reader *r, const sl_node *service, unsigned depth)
{
    sl_node *body = sl_tree_copy(r->tree, service);
    const sl_node *extends = sl_node_get(service, "extends");
    sl_str name = sl_node_text(extends);
    if (!name.n)
        name = sl_node_text(sl_node_get(extends, "service"));
    if (!extends || depth == EXTENDS_MAX)
        return body;
    const sl_node *base = sl_node_get(extends, "file") ? NULL : sl_node_find(r->services, name);
    if (!base || base->kind != SL_MAP || base == service) {
        sl_tree_put(r->tree, body, SL_S("@elsewhere"),
                    sl_tree_bool(r->tree, true, sl_tree_extent(extends)));
        return body;
    }
    const sl_node *all = merged(r, base, depth + 1);
    for (size_t i = 0; i < all->n; i++)
        if (!sl_node_find(body, all->pairs[i].key->text))
            sl_tree_put(r->tree, body, all->pairs[i].key->text, all->pairs[i].value);
    return body;
}

static bool add(reader *r, const char *type, const sl_pair *pair, const sl_node *body,
                const sl_resource *project)
{
    sl_str name = pair->key->text;
    const sl_resource resource = {.platform = platform,
                                  .type = sl_str_of(type),
                                  .name = name,
                                  .label = sl_printf(r->model->mem, "%s %.*s", type, SL_FMT(name)),
                                  .body = body,
                                  .head = pair->key,
                                  .parent = project};
    return sl_model_add(r->model, &resource, r->e) != NULL;
}

static bool read_services(reader *r, const sl_resource *project)
{
    for (size_t i = 0; i < r->services->n; i++) {
        const sl_pair *pair = &r->services->pairs[i];
        if (pair->value->kind != SL_MAP || sl_str_starts(pair->key->text, SL_S("x-")))
            continue;
        sl_node *body = merged(r, pair->value, 0);
        derive(r, body);
        if (!add(r, "service", pair, body, project))
            return false;
    }
    return true;
}

static bool read_others(reader *r, const sl_node *doc, const sl_resource *project)
{
    static const struct {
        const char *key, *type;
    } kinds[] = {{"volumes", "volume"},
                 {"networks", "network"},
                 {"secrets", "secret"},
                 {"configs", "config"}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const sl_node *map = sl_node_get(doc, kinds[k].key);
        for (size_t i = 0; map && map->kind == SL_MAP && i < map->n; i++)
            if (!add(r, kinds[k].type, &map->pairs[i], sl_tree_copy(r->tree, map->pairs[i].value),
                     project))
                return false;
    }
    return true;
}

/* Entries that are services: maps with an image, something to build, or a service to extend. */
static bool looks_like_services(const sl_node *map)
{
    size_t n = 0;
    if (!map || map->kind != SL_MAP)
        return false;
    for (size_t i = 0; i < map->n; i++) {
        const sl_node *one = map->pairs[i].value;
        n += sl_node_get(one, "image") || sl_node_get(one, "build") || sl_node_get(one, "extends");
    }
    return n > 0;
}

bool sl_compose_read(sl_model *model, const sl_tree *tree, const sl_node *doc, bool is_named,
                     bool *is_ours, sl_err *e)
{
    reader r = {.model = model, .tree = tree, .services = sl_node_get(doc, "services"), .e = e};
    r.scope.mem = model->mem;
    if (!r.services && is_named)
        r.services = doc; /* Compose 1 */
    bool is_map = r.services && r.services->kind == SL_MAP;
    *is_ours = is_map && ((is_named && r.services != doc) || looks_like_services(r.services));
    if (!*is_ours)
        return true;
    sl_node *body = sl_tree_copy(tree, doc);
    const sl_node *head = doc->n ? doc->pairs[0].key : doc;
    const sl_resource project = {
        .platform = platform, .type = SL_S("project"), .body = body, .head = head};
    const sl_resource *added = sl_model_add(model, &project, e);
    return added && read_services(&r, added) && read_others(&r, doc, added);
}
