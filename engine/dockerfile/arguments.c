/* Arguments of instructions. */
#include "engine/dockerfile/arguments.h"

#include "base/chars.h"
#include "base/json.h"
#include "engine/resource/resource.h"

sl_extent sl_docker_extent(const sl_docker_line *line, size_t start, size_t end)
{
    if (start >= line->text.n)
        return (sl_extent){line->end, line->end};
    size_t from = line->origin[start];
    return (sl_extent){from, end > start ? line->origin[end - 1] + 1 : from};
}

bool sl_docker_complain(sl_docker_args *a, const char *what)
{
    sl_docker_problem(a->c->lines, a->c->tree->mem, a->line->start, sl_str_of(what));
    return true;
}

sl_node *sl_docker_keep(const sl_node *node)
{
    return (sl_node *)(uintptr_t)node;
}

sl_node *sl_docker_word(sl_docker_args *a, size_t start, size_t end)
{
    bool is_known;
    sl_str raw = sl_str_sub(a->line->text, start, end);
    sl_str text = sl_docker_expand(a->c->scope, raw, &is_known);
    sl_node *node = sl_tree_text(a->c->tree, text, sl_docker_extent(a->line, start, end));
    if (!is_known)
        node->tag = sl_unknown_tag;
    return node;
}

sl_node *sl_docker_words(sl_docker_args *a, size_t from)
{
    sl_str text = a->line->text;
    sl_node *list = sl_tree_list(a->c->tree, sl_docker_extent(a->line, from, text.n));
    size_t start, end;
    while (sl_docker_word_next(text, a->c->lines->escape, &from, &start, &end))
        sl_tree_push(a->c->tree, list, sl_docker_word(a, start, end));
    return list;
}

/* Positions of a tree that was read from the instruction's text, moved to the file. */
static sl_node *moved(sl_docker_args *a, const sl_node *list)
{
    const sl_tree *tree = a->c->tree;
    sl_node *copy =
        sl_tree_list(tree, sl_docker_extent(a->line, a->at + list->start, a->at + list->end));
    for (size_t i = 0; i < list->n; i++) {
        const sl_node *item = list->items[i];
        sl_extent at = sl_docker_extent(a->line, a->at + item->start, a->at + item->end);
        sl_node *text = sl_tree_text(tree, item->text, at);
        text->is_quoted = true;
        sl_tree_push(tree, copy, text);
    }
    return copy;
}

sl_node *sl_docker_exec_form(sl_docker_args *a)
{
    sl_str text = sl_str_sub(a->line->text, a->at, a->line->text.n);
    sl_node *doc = NULL;
    if (!sl_str_starts(text, SL_S("[")) ||
        !sl_json_read(&doc, a->c->tree->mem, SL_S("list"), text, NULL) || doc->kind != SL_SEQ)
        return NULL;
    for (size_t i = 0; i < doc->n; i++)
        if (doc->items[i]->kind != SL_TEXT)
            return NULL;
    return moved(a, doc);
}

/* The variables that bytes [start, end) of the text refer to. */
static sl_node *references(sl_docker_args *a, size_t start, size_t end)
{
    sl_str text = a->line->text;
    sl_node *list = sl_tree_list(a->c->tree, sl_docker_extent(a->line, start, end));
    for (size_t i = start; i + 1 < end; i++) {
        if (text.p[i] != '$')
            continue;
        size_t from = i + 1 + (text.p[i + 1] == '{');
        size_t to = from;
        while (to < end && sl_is_word(text.p[to]))
            to++;
        if (to > from)
            sl_tree_push(a->c->tree, list,
                         sl_tree_text(a->c->tree, sl_str_sub(text, from, to),
                                      sl_docker_extent(a->line, from, to)));
    }
    return list;
}

static sl_node *pair(sl_docker_args *a, sl_node *name, sl_node *value)
{
    sl_node *map = sl_tree_map(
        a->c->tree,
        (sl_extent){name->start, value && value->end > name->end ? value->end : name->end});
    sl_tree_put(a->c->tree, map, SL_S("name"), name);
    if (value)
        sl_tree_put(a->c->tree, map, SL_S("value"), value);
    return map;
}

/* "name value": all that follows the name is the value. */
static sl_node *old_pair(sl_docker_args *a, size_t start, size_t end)
{
    sl_str text = a->line->text;
    sl_node *name = sl_docker_word(a, start, end);
    while (end < text.n && (text.p[end] == ' ' || text.p[end] == '\t'))
        end++;
    return pair(a, name, sl_docker_word(a, end, text.n));
}

/* One word of the instruction: "name=value", or a name alone. */
static sl_node *word_pair(sl_docker_args *a, size_t start, size_t end, size_t equals)
{
    if (equals == SIZE_MAX)
        return pair(a, sl_docker_word(a, start, end), NULL);
    sl_node *one = pair(a, sl_docker_word(a, start, equals), sl_docker_word(a, equals + 1, end));
    sl_tree_put(a->c->tree, one, SL_S("@refers"), references(a, equals + 1, end));
    return one;
}

sl_node *sl_docker_pairs(sl_docker_args *a, bool needs_values)
{
    sl_str text = a->line->text;
    sl_node *list = sl_tree_list(a->c->tree, sl_docker_extent(a->line, a->at, text.n));
    size_t from = a->at;
    size_t start, end;
    while (sl_docker_word_next(text, a->c->lines->escape, &from, &start, &end)) {
        size_t equals = sl_str_find(sl_str_sub(text, 0, end), SL_S("="), start);
        bool lacks_value = needs_values && equals == SIZE_MAX;
        if (lacks_value && start == a->at) {
            sl_tree_push(a->c->tree, list, old_pair(a, start, end));
            break;
        }
        if (lacks_value)
            sl_docker_complain(a, "a name without a value");
        else
            sl_tree_push(a->c->tree, list, word_pair(a, start, end, equals));
    }
    return list;
}

sl_node *sl_docker_port(sl_docker_args *a, sl_node *word)
{
    const sl_tree *tree = a->c->tree;
    sl_extent at = sl_tree_extent(word);
    if (sl_node_is_unknown(word))
        return word;
    sl_node *map = sl_tree_map(tree, at);
    size_t slash = sl_str_chr(word->text, '/');
    sl_str range = sl_str_sub(word->text, 0, slash);
    size_t dash = sl_str_chr(range, '-');
    int64_t first = 0;
    int64_t last = 0;
    bool ok = sl_str_int(sl_str_sub(range, 0, dash), &first);
    last = first;
    if (ok && dash != SIZE_MAX)
        ok = sl_str_int(sl_str_sub(range, dash + 1, range.n), &last);
    sl_str protocol =
        slash == SIZE_MAX ? SL_S("tcp") : sl_str_sub(word->text, slash + 1, word->text.n);
    sl_tree_put(tree, map, SL_S("text"), word);
    sl_tree_put(tree, map, SL_S("protocol"), sl_tree_text(tree, protocol, at));
    if (!ok) {
        sl_docker_complain(a, "a port that is no number");
        return map;
    }
    sl_tree_put(tree, map, SL_S("port"), sl_tree_int(tree, first, at));
    sl_tree_put(tree, map, SL_S("end"), sl_tree_int(tree, last, at));
    return map;
}

sl_node *sl_docker_mount(sl_docker_args *a, const sl_node *value)
{
    const sl_tree *tree = a->c->tree;
    sl_node *map = sl_tree_map(tree, sl_tree_extent(value));
    sl_str rest = value->text;
    sl_str part;
    while (sl_str_cut(&rest, ',', &part)) {
        size_t equals = sl_str_chr(part, '=');
        sl_str name = sl_str_sub(part, 0, equals);
        sl_str text = equals == SIZE_MAX ? SL_S("true") : sl_str_sub(part, equals + 1, part.n);
        sl_tree_put(tree, map, name, sl_tree_text(tree, text, sl_tree_extent(value)));
    }
    return map;
}
