/* YAML through libyaml's events: a stack of open containers, a table of anchors, limits on all that
   input controls. */
#include "base/yaml.h"

#include "base/tree.h"
#include "base/yaml_marks.h"
#include "base/yaml_scalar.h"

#include <yaml.h>

enum { DEPTH = 100, NODES = 2000000, DOCUMENTS = 10000, DEPTH_MAX = 1000 };

/** An open container, with the key that waits for its value. */
typedef struct frame {
    sl_node *node;
    sl_node *key;
    size_t first; /* of its children */
    sl_keys keys;
    struct {
        sl_node **v; /* values of merge keys */
        size_t n, cap;
    } merges;
} frame;

typedef struct reader {
    sl_arena *mem;
    sl_str file;
    sl_yaml_marks marks;
    sl_yaml_place last; /* where the last scalar, alias or closed container ended */
    sl_yaml_limits limits;
    yaml_parser_t parser;
    sl_map anchors; /* name to sl_node, of this document */
    frame *stack;
    size_t depth;
    sl_children children;
    size_t n_nodes;
    sl_node *root;
    sl_err *e;
} reader;

static sl_yaml_place place_of(reader *r, const yaml_mark_t *mark)
{
    return sl_yaml_marks_place(&r->marks, mark->index, mark->line, mark->column);
}

static bool wrong(reader *r, const yaml_mark_t *mark, const char *what)
{
    sl_yaml_place at = place_of(r, mark);
    return sl_fail(r->e, SL_EPARSE, "%.*s:%u:%u: %s", SL_FMT(r->file), at.line, at.column, what);
}

static bool wrong_at(reader *r, const sl_node *at, const char *what)
{
    return sl_fail(r->e, SL_EPARSE, "%.*s:%u:%u: %s", SL_FMT(r->file), at->line, at->column, what);
}

static bool too_much(reader *r, const yaml_mark_t *mark, size_t limit, const char *what)
{
    sl_yaml_place at = place_of(r, mark);
    return sl_fail(r->e, SL_ETOOBIG, "%.*s:%u:%u: more than %zu %s", SL_FMT(r->file), at.line,
                   at.column, limit, what);
}

static bool count_nodes(reader *r, const yaml_mark_t *at, size_t n)
{
    r->n_nodes += n;
    return r->n_nodes <= r->limits.nodes ||
           too_much(r, at, r->limits.nodes, "nodes (aliases followed)");
}

static void place_start(reader *r, sl_node *node, const yaml_mark_t *mark)
{
    sl_yaml_place at = place_of(r, mark);
    node->start = at.offset;
    node->line = at.line;
    node->column = at.column;
}

static void place_end(sl_node *node, sl_yaml_place at)
{
    node->end = at.offset;
    node->end_line = at.line;
    node->end_column = at.column;
}

static sl_str tag_of(reader *r, const yaml_char_t *tag)
{
    return tag ? sl_dup(r->mem, sl_str_of((const char *)tag)) : (sl_str){0};
}

static sl_node *scalar(reader *r, const yaml_event_t *event)
{
    size_t n = event->data.scalar.length;
    sl_node *node = sl_alloc(r->mem, sizeof *node + n + 1);
    node->kind = SL_TEXT;
    memcpy(node + 1, event->data.scalar.value, n);
    node->text = sl_str_at((const char *)(node + 1), n);
    node->tag = tag_of(r, event->data.scalar.tag);
    node->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    place_start(r, node, &event->start_mark);
    r->last = place_of(r, &event->end_mark);
    place_end(node, r->last);
    bool is_text = sl_str_is(node->tag, YAML_STR_TAG) || sl_str_is(node->tag, "!");
    if (!node->is_quoted && !is_text)
        sl_yaml_type(node);
    return node;
}

static bool is_merge(const sl_node *key)
{
    return !key->is_quoted && sl_str_is(key->text, "<<");
}

/* Adds a pair; when its key is there already, adds nothing and returns the old pair. */
static const sl_pair *add_new(reader *r, frame *f, sl_pair pair)
{
    sl_children_add(&r->children, r->mem, pair);
    const sl_pair *pairs = r->children.v + f->first;
    size_t old = sl_keys_add(&f->keys, r->mem, pairs, r->children.n - f->first - 1);
    if (old == SIZE_MAX)
        return NULL;
    r->children.n--;
    return &pairs[old];
}

static bool add_pair(reader *r, frame *f, sl_node *value)
{
    sl_node *key = f->key;
    f->key = NULL;
    if (is_merge(key)) {
        *sl_list_add(r->mem, &f->merges) = value;
        return true;
    }
    const sl_pair *old = add_new(r, f, (sl_pair){key, value});
    return !old || sl_fail(r->e, SL_EPARSE,
                           "%.*s:%u:%u: duplicate key '%.*s'; the first is in line %u, column %u",
                           SL_FMT(r->file), key->line, key->column, SL_FMT(key->text),
                           old->key->line, old->key->column);
}

/* One value into the innermost open container. A merge key waits until the map is closed. */
static bool add_value(reader *r, sl_node *node)
{
    if (r->depth == 0)
        return r->root = node, true;
    frame *f = &r->stack[r->depth - 1];
    if (f->node->kind == SL_SEQ)
        return sl_children_add(&r->children, r->mem, (sl_pair){NULL, node}), true;
    if (f->key)
        return add_pair(r, f, node);
    if (node->kind == SL_SEQ || node->kind == SL_MAP)
        return wrong_at(r, node, "a list or map as the key of a map is not supported");
    f->key = node;
    return true;
}

/* Takes over the pairs of `from` whose keys the map does not have (https://yaml.org/type/merge). */
static bool merge_map(reader *r, frame *f, const sl_node *from, const yaml_mark_t *at)
{
    if (from->kind != SL_MAP)
        return wrong_at(r, from, "a merge key takes a map or a list of maps");
    if (!count_nodes(r, at, from->n))
        return false;
    for (size_t i = 0; i < from->n; i++) {
        if (add_new(r, f, from->pairs[i]))
            continue;
        sl_node *value = sl_alloc(r->mem, sizeof *value);
        *value = *from->pairs[i].value;
        value->is_alias = true;
        r->children.v[r->children.n - 1].value = value;
    }
    return true;
}

static bool merge_all(reader *r, frame *f, const yaml_mark_t *at)
{
    for (size_t i = 0; i < f->merges.n; i++) {
        const sl_node *value = f->merges.v[i];
        bool is_list = value->kind == SL_SEQ;
        for (size_t k = 0; is_list && k < value->n; k++)
            if (!merge_map(r, f, value->items[k], at))
                return false;
        if (!is_list && !merge_map(r, f, value, at))
            return false;
    }
    return true;
}

static void anchor(reader *r, const yaml_char_t *name, sl_node *node)
{
    if (name)
        sl_map_put(&r->anchors, r->mem, sl_dup(r->mem, sl_str_of((const char *)name)), node);
}

static bool push(reader *r, const yaml_event_t *event, sl_node_kind kind, const yaml_char_t *tag,
                 const yaml_char_t *name)
{
    if (r->depth == r->limits.depth)
        return too_much(r, &event->start_mark, r->limits.depth, "lists and maps nested");
    sl_node *node = sl_alloc(r->mem, sizeof *node);
    node->kind = kind;
    node->tag = tag_of(r, tag);
    place_start(r, node, &event->start_mark);
    r->last = place_of(r, &event->end_mark);
    r->stack[r->depth++] = (frame){.node = node, .first = r->children.n};
    anchor(r, name, node);
    return true;
}

/* The end of a block container is told at the next token, with no width: it ended before. */
static bool pop(reader *r, const yaml_event_t *event)
{
    frame *f = &r->stack[r->depth - 1];
    if (event->end_mark.index > event->start_mark.index)
        r->last = place_of(r, &event->end_mark);
    place_end(f->node, r->last);
    if (!merge_all(r, f, &event->end_mark))
        return false;
    sl_children_take(&r->children, r->mem, f->first, f->node);
    r->depth--;
    return add_value(r, f->node);
}

/* How large and how deep the tree below a node is. */
typedef struct extent {
    size_t n, n_max;
    size_t depth;
} extent;

static void measure(extent *x, const sl_node *node, size_t depth)
{
    x->n++;
    x->depth = depth > x->depth ? depth : x->depth;
    bool is_list = node->kind == SL_SEQ;
    bool is_map = node->kind == SL_MAP;
    for (size_t i = 0; (is_list || is_map) && i < node->n && x->n <= x->n_max; i++)
        measure(x, is_list ? node->items[i] : node->pairs[i].value, depth + 1);
}

static bool alias(reader *r, const yaml_event_t *event)
{
    const yaml_mark_t *at = &event->start_mark;
    sl_node *target = sl_map_get(&r->anchors, sl_str_of((const char *)event->data.alias.anchor));
    if (!target)
        return wrong(r, at, "alias of an anchor that is not defined before it");
    for (size_t i = 0; i < r->depth; i++)
        if (r->stack[i].node == target)
            return wrong(r, at, "alias of a node that it is part of");
    extent x = {.n_max = r->limits.nodes - r->n_nodes};
    measure(&x, target, 0);
    if (!count_nodes(r, at, x.n))
        return false;
    if (r->depth + x.depth > r->limits.depth)
        return too_much(r, at, r->limits.depth, "lists and maps nested (aliases followed)");
    sl_node *copy = sl_alloc(r->mem, sizeof *copy);
    *copy = *target;
    copy->is_alias = true;
    r->last = place_of(r, &event->end_mark);
    return add_value(r, copy);
}

static bool end_document(reader *r, sl_documents *docs, const yaml_event_t *event)
{
    if (docs->n == r->limits.documents)
        return too_much(r, &event->start_mark, r->limits.documents, "documents");
    *sl_list_add(r->mem, docs) = r->root;
    r->root = NULL;
    r->anchors = (sl_map){0};
    return true;
}

static bool add_scalar(reader *r, const yaml_event_t *event)
{
    sl_node *node = scalar(r, event);
    anchor(r, event->data.scalar.anchor, node);
    return add_value(r, node);
}

static bool handle(reader *r, sl_documents *docs, const yaml_event_t *event)
{
    bool is_node = event->type == YAML_SCALAR_EVENT || event->type == YAML_SEQUENCE_START_EVENT ||
                   event->type == YAML_MAPPING_START_EVENT;
    if (is_node && !count_nodes(r, &event->start_mark, 1))
        return false;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return add_scalar(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return push(r, event, SL_SEQ, event->data.sequence_start.tag,
                    event->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return push(r, event, SL_MAP, event->data.mapping_start.tag,
                    event->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return pop(r, event);
    case YAML_ALIAS_EVENT:
        return alias(r, event);
    case YAML_DOCUMENT_END_EVENT:
        return end_document(r, docs, event);
    default:
        return true;
    }
}

static bool no_memory(const reader *r)
{
    return sl_fail(r->e, SL_ETOOBIG, "%.*s: memory ended while reading", SL_FMT(r->file));
}

static bool parser_error(reader *r)
{
    const yaml_parser_t *p = &r->parser;
    char text[256];
    if (p->error == YAML_MEMORY_ERROR)
        return no_memory(r);
    const char *problem = p->problem ? p->problem : "not YAML";
    if (p->error == YAML_READER_ERROR) {
        snprintf(text, sizeof text, "%s (byte %zu)", problem, p->problem_offset);
        return wrong(r, &p->mark, text);
    }
    snprintf(text, sizeof text, "%s%s%s", problem, p->context ? ", " : "",
             p->context ? p->context : "");
    return wrong(r, &p->problem_mark, text);
}

static bool read_stream(reader *r, sl_documents *docs)
{
    for (bool at_end = false; !at_end;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event))
            return parser_error(r);
        bool ok = handle(r, docs, &event);
        at_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        if (!ok)
            return false;
    }
    return true;
}

static size_t or_else(size_t value, size_t fallback)
{
    return value ? value : fallback;
}

bool sl_yaml_read(sl_documents *docs, sl_arena *mem, sl_str file, sl_str text,
                  const sl_yaml_limits *limits, sl_err *e)
{
    sl_yaml_limits asked = limits ? *limits : (sl_yaml_limits){0};
    reader r = {.mem = mem, .file = file, .e = e};
    sl_yaml_marks_init(&r.marks, text);
    r.limits = (sl_yaml_limits){.depth = or_else(asked.depth, DEPTH),
                                .nodes = or_else(asked.nodes, NODES),
                                .documents = or_else(asked.documents, DOCUMENTS)};
    r.limits.depth = r.limits.depth < DEPTH_MAX ? r.limits.depth : DEPTH_MAX;
    r.stack = sl_alloc_array(mem, r.limits.depth, sizeof *r.stack);
    if (!yaml_parser_initialize(&r.parser))
        return no_memory(&r);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)(text.n ? text.p : ""), text.n);
    bool ok = read_stream(&r, docs);
    yaml_parser_delete(&r.parser);
    return ok;
}

bool sl_yaml_read_one(sl_node **doc, sl_arena *mem, sl_str file, sl_str text, sl_err *e)
{
    sl_documents docs = {0};
    if (!sl_yaml_read(&docs, mem, file, text, NULL, e))
        return false;
    if (docs.n > 1)
        return sl_fail(e, SL_EPARSE, "%.*s:%u:%u: a second document; one is expected", SL_FMT(file),
                       docs.v[1]->line, docs.v[1]->column);
    if (docs.n == 1) {
        *doc = docs.v[0];
        return true;
    }
    *doc = sl_alloc(mem, sizeof **doc);
    (*doc)->kind = SL_NULL;
    (*doc)->line = (*doc)->column = 1;
    return true;
}
