/* JSON members into fields; what is missing stays empty, what is of the wrong type is an error. */
#include "engine/image/config.h"

#include "base/json.h"

/* A document while it is read: where errors are told. */
typedef struct reading {
    sl_arena *mem;
    sl_str name;
    sl_err *e;
} reading;

static bool wrong(const reading *r, const char *member, const sl_node *value, const char *wanted)
{
    return sl_fail(r->e, SL_EPARSE, "%.*s:%u:%u: '%s' is a %s, not a %s", SL_FMT(r->name),
                   value->line, value->column, member, sl_node_kind_name(value), wanted);
}

static bool text(const reading *r, const sl_node *map, const char *member, sl_str *out)
{
    const sl_node *value = sl_node_get(map, member);
    if (sl_node_empty(value))
        return true;
    if (value->kind != SL_TEXT)
        return wrong(r, member, value, "text");
    *out = value->text;
    return true;
}

static bool texts(const reading *r, const sl_node *map, const char *member, sl_strs *out)
{
    const sl_node *value = sl_node_get(map, member);
    if (sl_node_empty(value))
        return true;
    if (value->kind == SL_MAP)
        return wrong(r, member, value, "list");
    *out = sl_node_texts(r->mem, value);
    return true;
}

/* The keys of an object that stands for a set. */
static bool keys(const reading *r, const sl_node *map, const char *member, sl_strs *out)
{
    const sl_node *value = sl_node_get(map, member);
    if (sl_node_empty(value))
        return true;
    if (value->kind != SL_MAP)
        return wrong(r, member, value, "map");
    for (size_t i = 0; i < value->n; i++)
        *sl_list_add(r->mem, out) = value->pairs[i].key->text;
    return true;
}

static bool labels(const reading *r, const sl_node *map, sl_image_pairs *out)
{
    const sl_node *value = sl_node_get(map, "Labels");
    if (sl_node_empty(value))
        return true;
    if (value->kind != SL_MAP)
        return wrong(r, "Labels", value, "map");
    for (size_t i = 0; i < value->n; i++)
        *sl_list_add(r->mem, out) =
            (sl_image_pair){value->pairs[i].key->text, sl_node_text(value->pairs[i].value)};
    return true;
}

static bool variables(const reading *r, const sl_node *map, sl_image_pairs *out)
{
    sl_strs lines = {0};
    if (!texts(r, map, "Env", &lines))
        return false;
    for (size_t i = 0; i < lines.n; i++) {
        size_t equals = sl_str_chr(lines.v[i], '=');
        sl_str key = sl_str_sub(lines.v[i], 0, equals);
        *sl_list_add(r->mem, out) =
            (sl_image_pair){key, sl_str_sub(lines.v[i], key.n + 1, lines.v[i].n)};
    }
    return true;
}

static bool healthcheck(const reading *r, const sl_node *map, bool *out)
{
    sl_strs test = {0};
    const sl_node *check = sl_node_get(map, "Healthcheck");
    if (!texts(r, check, "Test", &test))
        return false;
    *out = test.n && !sl_str_is(test.v[0], "NONE");
    return true;
}

static bool history(const reading *r, const sl_node *doc, sl_image_config *out)
{
    const sl_node *steps = sl_node_get(doc, "history");
    if (sl_node_empty(steps))
        return true;
    if (steps->kind != SL_SEQ)
        return wrong(r, "history", steps, "list");
    for (size_t i = 0; i < steps->n; i++) {
        sl_image_step *step = sl_list_add(r->mem, &out->history);
        step->is_empty = sl_node_true(sl_node_get(steps->items[i], "empty_layer"));
        if (!text(r, steps->items[i], "created_by", &step->created_by))
            return false;
    }
    return true;
}

static bool read_run_part(const reading *r, const sl_node *config, sl_image_config *out)
{
    return text(r, config, "User", &out->user) && variables(r, config, &out->env) &&
           labels(r, config, &out->labels) && keys(r, config, "ExposedPorts", &out->ports) &&
           keys(r, config, "Volumes", &out->volumes) &&
           texts(r, config, "Entrypoint", &out->entrypoint) &&
           texts(r, config, "Cmd", &out->command) && healthcheck(r, config, &out->has_healthcheck);
}

static bool read_platform(const reading *r, const sl_node *doc, sl_image_config *out)
{
    return text(r, doc, "os", &out->os) && text(r, doc, "architecture", &out->architecture) &&
           text(r, doc, "variant", &out->variant) && text(r, doc, "created", &out->created);
}

bool sl_image_config_read(sl_image_config *out, sl_arena *mem, sl_str name, sl_str bytes, sl_err *e)
{
    sl_node *doc = NULL;
    const reading r = {mem, name, e};
    *out = (sl_image_config){0};
    if (!sl_json_read(&doc, mem, name, bytes, e))
        return false;
    if (doc->kind != SL_MAP)
        return sl_fail(e, SL_EPARSE, "%.*s: an image configuration is a map, this is a %s",
                       SL_FMT(name), sl_node_kind_name(doc));
    const sl_node *config = sl_node_get(doc, "config");
    if (!sl_node_empty(config) && config->kind != SL_MAP)
        return wrong(&r, "config", config, "map");
    return read_platform(&r, doc, out) &&
           texts(&r, sl_node_get(doc, "rootfs"), "diff_ids", &out->diff_ids) &&
           history(&r, doc, out) && read_run_part(&r, config, out);
}

sl_str sl_image_pairs_get(const sl_image_pairs *pairs, const char *key)
{
    for (size_t i = 0; i < pairs->n; i++)
        if (sl_str_is(pairs->v[i].key, key))
            return pairs->v[i].value;
    return (sl_str){0};
}
