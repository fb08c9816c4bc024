/* Image references: [registry/]repository[:tag][@digest]. */
#include "engine/resource/image_name.h"

#include "engine/resource/resource.h"

sl_image_name sl_image_name_read(sl_str text)
{
    sl_image_name name = {0};
    size_t at = sl_str_chr(text, '@');
    if (at != SIZE_MAX) {
        name.digest = sl_str_sub(text, at + 1, text.n);
        text = sl_str_sub(text, 0, at);
    }
    size_t slash = sl_str_rchr(text, '/');
    size_t colon = sl_str_rchr(text, ':');
    if (colon != SIZE_MAX && (slash == SIZE_MAX || colon > slash)) {
        name.tag = sl_str_sub(text, colon + 1, text.n);
        text = sl_str_sub(text, 0, colon);
    }
    size_t first = sl_str_chr(text, '/');
    sl_str host = sl_str_sub(text, 0, first == SIZE_MAX ? 0 : first);
    if (sl_str_chr(host, '.') != SIZE_MAX || sl_str_chr(host, ':') != SIZE_MAX ||
        sl_str_is(host, "localhost")) {
        name.registry = host;
        text = sl_str_sub(text, first + 1, text.n);
    }
    name.repository = text;
    slash = sl_str_rchr(text, '/');
    name.base = slash == SIZE_MAX ? text : sl_str_sub(text, slash + 1, text.n);
    return name;
}

/* A variable or a template expression stands in it. */
static bool is_open(sl_str text)
{
    return sl_str_chr(text, '$') != SIZE_MAX || sl_str_find(text, SL_S("{{"), 0) != SIZE_MAX;
}

sl_node *sl_image_name_node(const sl_tree *tree, const sl_node *written)
{
    sl_extent at = sl_tree_extent(written);
    sl_image_name name = sl_image_name_read(written->text);
    if (is_open(name.repository) || is_open(name.registry)) {
        sl_node *unknown = sl_tree_text(tree, written->text, at);
        unknown->tag = sl_unknown_tag;
        return unknown;
    }
    sl_node *map = sl_tree_map(tree, at);
    const struct {
        sl_str key, value;
    } parts[] = {{SL_STR("text"), written->text},
                 {SL_STR("registry"), name.registry},
                 {SL_STR("repository"), name.repository},
                 {SL_STR("base"), name.base},
                 {SL_STR("tag"), name.tag},
                 {SL_STR("digest"), name.digest}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].value.n)
            continue;
        sl_node *part = sl_tree_text(tree, parts[i].value, at);
        if (is_open(parts[i].value))
            part->tag = sl_unknown_tag;
        sl_tree_put(tree, map, parts[i].key, part);
    }
    return map;
}
