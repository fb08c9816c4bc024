/* YAML through libyaml's events: a stack of open containers, a table of anchors, limits on all that
   input controls. */
#include "base/yaml.h"

#include "base/map.h"

#include <stdlib.h>
#include <yaml.h>

enum { DEPTH = 100, NODES = 2000000, DOCUMENTS = 10000, DEPTH_MAX = 1000 };

/** An open container, with the key that waits for its value. */
typedef struct frame {
    sl_node *node;
    sl_node *key;
    size_t cap;
} frame;

typedef struct reader {
    sl_arena *mem;
    sl_str file;
    sl_str text;
    size_t *lines; /* byte offset of each line; NULL for ASCII, where characters are bytes */
    size_t n_lines;
    sl_yaml_limits limits;
    yaml_parser_t parser;
    sl_map anchors; /* name to sl_node, of this document */
    frame *stack;
    size_t depth;
    size_t n_nodes;
    sl_node *root;
    sl_err *e;
} reader;

static bool wrong(reader *r, const yaml_mark_t *at, const char *what)
{
    return sl_fail(r->e, SL_EPARSE, "%.*s:%zu:%zu: %s", SL_FMT(r->file), at->line + 1,
                   at->column + 1, what);
}

static bool wrong_at(reader *r, const sl_node *at, const char *what)
{
    return sl_fail(r->e, SL_EPARSE, "%.*s:%u:%u: %s", SL_FMT(r->file), at->line, at->column, what);
}

static bool count_node(reader *r, const yaml_mark_t *at, size_t n)
{
    r->n_nodes += n;
    if (r->n_nodes <= r->limits.nodes)
        return true;
    return sl_fail(r->e, SL_ETOOBIG, "%.*s:%zu:%zu: more than %zu nodes (aliases followed)",
                   SL_FMT(r->file), at->line + 1, at->column + 1, r->limits.nodes);
}

/* Bytes of the line break at `at` as libyaml counts lines: CR LF, CR, LF, NEL, LS, PS; else 0. */
static size_t break_at(sl_str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.p + at;
    size_t left = text.n - at;
    if (*p == '\n' || *p == '\r')
        return *p == '\r' && left > 1 && p[1] == '\n' ? 2 : 1;
    if (left > 1 && p[0] == 0xc2 && p[1] == 0x85)
        return 2;
    return left > 2 && p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9) ? 3 : 0;
}

/* libyaml counts characters; where some are longer than a byte, the lines' offsets are needed. */
static void find_lines(reader *r)
{
    struct {
        size_t *v;
        size_t n, cap;
    } lines = {0};
    size_t i = 0;
    while (i < r->text.n && (unsigned char)r->text.p[i] < 0x80)
        i++;
    if (i == r->text.n)
        return;
    size_t at = sl_str_starts(r->text, SL_S("\xef\xbb\xbf")) ? 3 : 0;
    *sl_list_add(r->mem, &lines) = at;
    while (at < r->text.n) {
        size_t n = break_at(r->text, at);
        at += n ? n : 1;
        if (n)
            *sl_list_add(r->mem, &lines) = at;
    }
    r->lines = lines.v;
    r->n_lines = lines.n;
}

static size_t byte_of(const reader *r, const yaml_mark_t *mark, size_t *column)
{
    *column = mark->column;
    if (!r->lines || mark->line >= r->n_lines)
        return mark->index < r->text.n ? mark->index : r->text.n;
    size_t from = r->lines[mark->line];
    size_t at = from;
    for (size_t i = 0; i < mark->column && at < r->text.n; i++)
        for (at++; at < r->text.n && ((unsigned char)r->text.p[at] & 0xc0) == 0x80;)
            at++;
    *column = at - from;
    return at;
}

static void place_end(const reader *r, sl_node *node, const yaml_mark_t *to)
{
    size_t column;
    node->end = byte_of(r, to, &column);
    node->end_line = (uint32_t)to->line + 1;
    node->end_column = (uint32_t)column + 1;
}

static void place(const reader *r, sl_node *node, const yaml_mark_t *from, const yaml_mark_t *to)
{
    size_t column;
    node->start = byte_of(r, from, &column);
    node->line = (uint32_t)from->line + 1;
    node->column = (uint32_t)column + 1;
    place_end(r, node, to);
}

/* The digits of `s` in `base` from `at` on; false when it is not such a number or does not fit. */
static bool digits(sl_str s, size_t at, int base, int64_t *out)
{
    int64_t value = 0;
    if (at >= s.n)
        return false;
    for (; at < s.n; at++) {
        char c = s.p[at];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : 99;
        if (digit >= base || __builtin_mul_overflow(value, base, &value) ||
            __builtin_add_overflow(value, digit, &value))
            return false;
    }
    *out = value;
    return true;
}

/* YAML 1.2 core schema: [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? */
static bool is_float(sl_str s)
{
    size_t i = s.p[0] == '-' || s.p[0] == '+';
    size_t whole = i;
    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
        i++;
    whole = i - whole;
    size_t fraction = 0;
    if (i < s.n && s.p[i] == '.')
        for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
            fraction++;
    if (!whole && !fraction)
        return false;
    if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
        i++;
        i += i < s.n && (s.p[i] == '-' || s.p[i] == '+');
        size_t from = i;
        while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
            i++;
        if (i == from)
            return false;
    }
    return i == s.n;
}

static bool is_one_of(sl_str s, const char *const *words)
{
    for (; *words; words++)
        if (sl_str_is(s, *words))
            return true;
    return false;
}

static bool read_integer(sl_str s, int64_t *out)
{
    if (s.n > 2 && s.p[0] == '0' && s.p[1] == 'x')
        return digits(s, 2, 16, out);
    if (s.n > 2 && s.p[0] == '0' && s.p[1] == 'o')
        return digits(s, 2, 8, out);
    return sl_str_int(s, out);
}

/* The type of a plain scalar. `on`, `no` and `yes` are text; 0755 is an integer with its text. */
static void type_plain(sl_node *node)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const trues[] = {"true", "True", "TRUE", NULL};
    static const char *const falses[] = {"false", "False", "FALSE", NULL};
    sl_str s = node->text;
    char first = s.n ? s.p[0] : 0;
    if (!memchr("\0~nNtTfF-+.0123456789", first, 22))
        return;
    if (is_one_of(s, nulls)) {
        node->kind = SL_NULL;
    } else if (is_one_of(s, trues) || is_one_of(s, falses)) {
        node->kind = SL_BOOL;
        node->integer = first == 't' || first == 'T';
    } else if (read_integer(s, &node->integer)) {
        node->kind = SL_INT;
        node->number = (double)node->integer;
    } else if (first != 'n' && first != 'N' && is_float(s)) {
        node->kind = SL_FLOAT;
        node->number = strtod(s.p, NULL);
    }
}

static sl_str tag_of(reader *r, const yaml_char_t *tag)
{
    return tag ? sl_dup(r->mem, sl_str_of((const char *)tag)) : (sl_str){0};
}

static bool is_core_tag(sl_str tag, const char *name)
{
    static const sl_str core = SL_STR("tag:yaml.org,2002:");
    return sl_str_starts(tag, core) && sl_str_is(sl_str_sub(tag, core.n, tag.n), name);
}

static sl_node *scalar(reader *r, const yaml_event_t *event)
{
    sl_node *node = sl_alloc(r->mem, sizeof *node);
    node->kind = SL_TEXT;
    node->text = sl_dup(r->mem, sl_str_at((const char *)event->data.scalar.value,
                                          event->data.scalar.length));
    node->tag = tag_of(r, event->data.scalar.tag);
    node->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    place(r, node, &event->start_mark, &event->end_mark);
    if (!node->is_quoted && !is_core_tag(node->tag, "str") && !sl_str_is(node->tag, "!"))
        type_plain(node);
    return node;
}

static bool has_key(const sl_node *map, sl_str key, const sl_node **old)
{
    for (size_t i = 0; i < map->n; i++)
        if (sl_str_eq(map->pairs[i].key->text, key))
            return *old = map->pairs[i].key, true;
    return false;
}

static void add_pair(reader *r, frame *f, sl_node *key, sl_node *value)
{
    sl_node *map = f->node;
    map->pairs = sl_list_room(r->mem, map->pairs, map->n, &f->cap, sizeof *map->pairs);
    map->pairs[map->n++] = (sl_pair){key, value};
}

/* One value into the innermost open container. A merge key waits until the map is closed. */
static bool add_value(reader *r, sl_node *node)
{
    if (r->depth == 0) {
        r->root = node;
        return true;
    }
    frame *f = &r->stack[r->depth - 1];
    if (f->node->kind == SL_SEQ) {
        f->node->items =
            sl_list_room(r->mem, f->node->items, f->node->n, &f->cap, sizeof *f->node->items);
        f->node->items[f->node->n++] = node;
        return true;
    }
    if (f->key) {
        add_pair(r, f, f->key, node);
        f->key = NULL;
        return true;
    }
    if (node->kind == SL_SEQ || node->kind == SL_MAP)
        return wrong_at(r, node, "a list or map as the key of a map is not supported");
    f->key = node;
    return true;
}

enum { FEW_KEYS = 16 };

/* Duplicate keys: by comparing each with each in a small map, by a table in a large one. */
static bool check_keys(reader *r, const sl_node *map)
{
    sl_map seen = {0};
    for (size_t i = 1; i < map->n; i++) {
        const sl_node *old = NULL;
        sl_str key = map->pairs[i].key->text;
        if (map->n <= FEW_KEYS) {
            sl_node before = {.kind = SL_MAP, .pairs = map->pairs, .n = i};
            if (!has_key(&before, key, &old))
                continue;
        } else {
            if (i == 1)
                sl_map_put(&seen, r->mem, map->pairs[0].key->text, map->pairs[0].key);
            old = sl_map_get(&seen, key);
            sl_map_put(&seen, r->mem, key, old ? (void *)(uintptr_t)old : map->pairs[i].key);
            if (!old)
                continue;
        }
        if (sl_str_is(key, "<<"))
            continue;
        return sl_fail(r->e, SL_EPARSE, "%.*s:%u:%u: duplicate key '%.*s', first in line %u",
                       SL_FMT(r->file), map->pairs[i].key->line, map->pairs[i].key->column,
                       SL_FMT(key), old->line);
    }
    return true;
}

static bool is_merge(const sl_node *key)
{
    return !key->is_quoted && sl_str_is(key->text, "<<");
}

/* Takes over the pairs of `from` whose keys the map does not have (https://yaml.org/type/merge). */
static bool merge_from(reader *r, frame *f, const sl_node *from, const yaml_mark_t *at)
{
    const sl_node *old;
    if (!count_node(r, at, from->n))
        return false;
    for (size_t i = 0; i < from->n; i++) {
        if (has_key(f->node, from->pairs[i].key->text, &old))
            continue;
        sl_node *value = sl_alloc(r->mem, sizeof *value);
        *value = *from->pairs[i].value;
        value->is_alias = true;
        add_pair(r, f, from->pairs[i].key, value);
    }
    return true;
}

static bool merge_value(reader *r, frame *f, const sl_node *value, const yaml_mark_t *at)
{
    if (value->kind == SL_MAP)
        return merge_from(r, f, value, at);
    if (value->kind != SL_SEQ)
        return wrong_at(r, value, "a merge key takes a map or a list of maps");
    for (size_t i = 0; i < value->n; i++) {
        if (value->items[i]->kind != SL_MAP)
            return wrong_at(r, value->items[i], "a merge key takes a map or a list of maps");
        if (!merge_from(r, f, value->items[i], at))
            return false;
    }
    return true;
}

/* Resolves the merge keys of a map that is complete. */
static bool merge(reader *r, frame *f, const yaml_mark_t *at)
{
    sl_node *map = f->node;
    sl_pair *old = map->pairs;
    size_t n = map->n;
    size_t n_merges = 0;
    for (size_t i = 0; i < n; i++)
        n_merges += is_merge(old[i].key);
    if (!n_merges)
        return true;
    map->pairs = NULL;
    map->n = f->cap = 0;
    for (size_t i = 0; i < n; i++)
        if (!is_merge(old[i].key))
            add_pair(r, f, old[i].key, old[i].value);
    for (size_t i = 0; i < n; i++)
        if (is_merge(old[i].key) && !merge_value(r, f, old[i].value, at))
            return false;
    return true;
}

static bool push(reader *r, const yaml_event_t *event, sl_node_kind kind, const yaml_char_t *tag)
{
    if (r->depth == r->limits.depth)
        return sl_fail(r->e, SL_ETOOBIG, "%.*s:%zu:%zu: nested more than %zu deep",
                       SL_FMT(r->file), event->start_mark.line + 1, event->start_mark.column + 1,
                       r->limits.depth);
    sl_node *node = sl_alloc(r->mem, sizeof *node);
    node->kind = kind;
    node->tag = tag_of(r, tag);
    place(r, node, &event->start_mark, &event->end_mark);
    r->stack[r->depth++] = (frame){.node = node};
    return true;
}

static bool pop(reader *r, const yaml_event_t *event)
{
    frame *f = &r->stack[r->depth - 1];
    sl_node *node = f->node;
    place_end(r, node, &event->end_mark);
    if (node->kind == SL_MAP && (!check_keys(r, node) || !merge(r, f, &event->end_mark)))
        return false;
    r->depth--;
    return add_value(r, node);
}

/* Nodes below and with `node`, up to `max`. */
static size_t weight(const sl_node *node, size_t max)
{
    size_t n = 1;
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n && n <= max; i++)
        n += weight(node->items[i], max - n);
    for (size_t i = 0; node->kind == SL_MAP && i < node->n && n <= max; i++)
        n += weight(node->pairs[i].value, max - n);
    return n;
}

static bool alias(reader *r, const yaml_event_t *event)
{
    sl_node *target = sl_map_get(&r->anchors, sl_str_of((const char *)event->data.alias.anchor));
    if (!target)
        return wrong(r, &event->start_mark, "alias of an anchor that is not defined before it");
    for (size_t i = 0; i < r->depth; i++)
        if (r->stack[i].node == target)
            return wrong(r, &event->start_mark, "alias of a node that it is part of");
    if (!count_node(r, &event->start_mark, weight(target, r->limits.nodes)))
        return false;
    sl_node *copy = sl_alloc(r->mem, sizeof *copy);
    *copy = *target;
    copy->is_alias = true;
    return add_value(r, copy);
}

static void anchor(reader *r, const yaml_char_t *name, sl_node *node)
{
    if (name)
        sl_map_put(&r->anchors, r->mem, sl_dup(r->mem, sl_str_of((const char *)name)), node);
}

/* Handles an event inside a document. */
static bool handle(reader *r, const yaml_event_t *event)
{
    if (!count_node(r, &event->start_mark, 1))
        return false;
    if (event->type == YAML_SCALAR_EVENT) {
        sl_node *node = scalar(r, event);
        anchor(r, event->data.scalar.anchor, node);
        return add_value(r, node);
    }
    if (event->type == YAML_SEQUENCE_START_EVENT) {
        if (!push(r, event, SL_SEQ, event->data.sequence_start.tag))
            return false;
        anchor(r, event->data.sequence_start.anchor, r->stack[r->depth - 1].node);
        return true;
    }
    if (event->type == YAML_MAPPING_START_EVENT) {
        if (!push(r, event, SL_MAP, event->data.mapping_start.tag))
            return false;
        anchor(r, event->data.mapping_start.anchor, r->stack[r->depth - 1].node);
        return true;
    }
    if (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT)
        return pop(r, event);
    return event->type != YAML_ALIAS_EVENT || alias(r, event);
}

static bool parser_error(reader *r)
{
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_MEMORY_ERROR)
        return sl_fail(r->e, SL_ETOOBIG, "%.*s: memory ended while reading", SL_FMT(r->file));
    const char *problem = p->problem ? p->problem : "not YAML";
    if (p->error == YAML_READER_ERROR)
        return sl_fail(r->e, SL_EPARSE, "%.*s:%zu:1: %s (byte %zu)", SL_FMT(r->file),
                       p->mark.line + 1, problem, p->problem_offset);
    const yaml_mark_t *at = &p->problem_mark;
    if (p->context)
        return sl_fail(r->e, SL_EPARSE, "%.*s:%zu:%zu: %s, %s", SL_FMT(r->file), at->line + 1,
                       at->column + 1, problem, p->context);
    return wrong(r, at, problem);
}

static bool end_document(reader *r, sl_documents *docs, const yaml_event_t *event)
{
    if (docs->n == r->limits.documents)
        return sl_fail(r->e, SL_ETOOBIG, "%.*s:%zu:%zu: more than %zu documents", SL_FMT(r->file),
                       event->start_mark.line + 1, event->start_mark.column + 1,
                       r->limits.documents);
    if (r->root)
        *sl_list_add(r->mem, docs) = r->root;
    r->root = NULL;
    r->anchors = (sl_map){0};
    return true;
}

static bool read_stream(reader *r, sl_documents *docs)
{
    for (bool at_end = false; !at_end;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event))
            return parser_error(r);
        bool ok = event.type == YAML_DOCUMENT_END_EVENT ? end_document(r, docs, &event)
                  : event.type == YAML_STREAM_START_EVENT ||
                          event.type == YAML_STREAM_END_EVENT ||
                          event.type == YAML_DOCUMENT_START_EVENT
                      ? true
                      : handle(r, &event);
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
    reader r = {.mem = mem, .file = file, .text = text, .e = e};
    find_lines(&r);
    r.limits = (sl_yaml_limits){.depth = or_else(asked.depth, DEPTH),
                                .nodes = or_else(asked.nodes, NODES),
                                .documents = or_else(asked.documents, DOCUMENTS)};
    r.limits.depth = r.limits.depth < DEPTH_MAX ? r.limits.depth : DEPTH_MAX;
    r.stack = sl_alloc_array(mem, r.limits.depth, sizeof *r.stack);
    if (!yaml_parser_initialize(&r.parser))
        return sl_fail(e, SL_ETOOBIG, "%.*s: memory ended while reading", SL_FMT(file));
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
        return sl_fail(e, SL_EPARSE, "%.*s:%u:%u: a second document; one is expected",
                       SL_FMT(file), docs.v[1]->line, docs.v[1]->column);
    if (docs.n == 1) {
        *doc = docs.v[0];
        return true;
    }
    *doc = sl_alloc(mem, sizeof **doc);
    (*doc)->kind = SL_NULL;
    (*doc)->line = (*doc)->column = 1;
    return true;
}
