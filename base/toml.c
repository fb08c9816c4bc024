/* TOML documents: keys, tables, arrays. What a header may still add to a table depends on how the
   table came about, so each remembers that. */
#include "base/toml.h"

#include "base/map.h"
#include "base/toml_scalar.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 200, BYTES_MAX = 64 << 20 };

/* How a table or array came about. */
typedef enum origin {
    IMPLIED,   /* as the parent of a header: a header of its own may follow */
    DEFINED,   /* by its header */
    DOTTED,    /* by a dotted key: only its own section's dotted keys add to it */
    CLOSED,    /* inline: complete as it stands */
    APPENDABLE /* array of tables */
} origin;

/* A container and what building it needs. */
typedef struct table {
    sl_node node; /* first: a container's node is the container */
    origin origin;
    size_t cap;
    sl_map index;     /* key to value */
    unsigned section; /* that made it DOTTED */
} table;

typedef struct reader {
    sl_toml t;
    table *root, *current;
    unsigned section;
} reader;

/* The keys of "a.b.c" as nodes. */
typedef struct keys {
    sl_node **v;
    size_t n, cap;
} keys;

static bool read_value(reader *r, sl_node **out);

static table *table_new(const sl_toml *t, sl_node_kind kind, origin how)
{
    table *made = sl_alloc(t->mem, sizeof *made);
    const sl_node *at = sl_toml_node(t, kind);
    made->node = *at;
    made->origin = how;
    sl_toml_node_end(t, &made->node);
    return made;
}

static table *as_table(sl_node *node)
{
    return node && node->kind >= SL_SEQ ? (table *)(void *)node : NULL;
}

static void add_pair(reader *r, table *to, sl_node *key, sl_node *value)
{
    size_t n = to->node.n;
    to->node.pairs = sl_list_room(r->t.mem, to->node.pairs, n, &to->cap, sizeof *to->node.pairs);
    to->node.pairs[n] = (sl_pair){key, value};
    to->node.n++;
    sl_map_put(&to->index, r->t.mem, key->text, value);
}

static void add_item(reader *r, table *to, sl_node *value)
{
    size_t n = to->node.n;
    to->node.items = sl_list_room(r->t.mem, to->node.items, n, &to->cap, sizeof *to->node.items);
    to->node.items[n] = value;
    to->node.n++;
}

/* White space and comments. */

static void skip_blanks(sl_toml *t)
{
    while (sl_toml_peek(t) == ' ' || sl_toml_peek(t) == '\t')
        t->at++;
}

static bool skip_comment(sl_toml *t)
{
    if (sl_toml_peek(t) != '#')
        return true;
    for (;; t->at++) {
        int c = sl_toml_peek(t);
        if (c < 0 || c == '\n')
            return true;
        if (c == '\r' && t->at + 1 < t->text.n && t->text.p[t->at + 1] == '\n')
            return true;
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return sl_toml_fail(t, "a control character in a comment");
    }
}

/* Blanks, comments and line breaks: what may stand between the values of an array. */
static bool skip_lines(sl_toml *t)
{
    do {
        skip_blanks(t);
        if (!skip_comment(t))
            return false;
    } while (sl_toml_newline(t));
    return true;
}

static bool end_line(sl_toml *t)
{
    skip_blanks(t);
    if (!skip_comment(t))
        return false;
    if (sl_toml_peek(t) < 0 || sl_toml_newline(t))
        return true;
    return sl_toml_fail(t, "only a comment may follow on this line");
}

/* Keys. */

static bool is_bare(int c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
           c == '_';
}

static bool read_key(sl_toml *t, sl_node **out)
{
    int c = sl_toml_peek(t);
    sl_node *key = *out = sl_toml_node(t, SL_TEXT);
    if (c == '"' || c == '\'') {
        bool is_block;
        key->is_quoted = true;
        if (!sl_toml_string(t, &key->text, &is_block))
            return false;
        if (is_block)
            return sl_toml_fail(t, "a key cannot be a multi-line string");
    } else {
        size_t from = t->at;
        while (is_bare(sl_toml_peek(t)))
            t->at++;
        if (t->at == from)
            return sl_toml_fail(t, "a key is expected here (letters, digits, '-', '_', or quoted)");
        key->text = sl_dup(t->mem, sl_str_sub(t->text, from, t->at));
    }
    sl_toml_node_end(t, key);
    return true;
}

static bool read_keys(sl_toml *t, keys *out)
{
    do {
        if (out->n == DEPTH_MAX)
            return sl_toml_fail(t, "a key of more than %d parts", DEPTH_MAX);
        t->at += out->n > 0;
        skip_blanks(t);
        if (!read_key(t, sl_list_add(t->mem, out)))
            return false;
        skip_blanks(t);
    } while (sl_toml_peek(t) == '.');
    return true;
}

/* An error at a key that was read before. */
static bool fail_key(const reader *r, const sl_node *key, const char *what)
{
    return sl_fail(r->t.e, SL_EPARSE, "%.*s:%u:%u: '%.*s' %s", SL_FMT(r->t.file), key->line,
                   key->column, SL_FMT(key->text), what);
}

/* Headers. */

/* The table that a part of a header's path leads to, made where it is new. */
static bool step_header(reader *r, table **at, sl_node *key)
{
    sl_node *value = sl_map_get(&(*at)->index, key->text);
    if (!value) {
        table *made = table_new(&r->t, SL_MAP, IMPLIED);
        add_pair(r, *at, key, &made->node);
        *at = made;
        return true;
    }
    table *next = as_table(value);
    if (next && next->origin == APPENDABLE)
        next = as_table(next->node.items[next->node.n - 1]);
    if (!next || next->origin == CLOSED)
        return fail_key(r, key, "has a value already, which a table cannot extend");
    *at = next;
    return true;
}

static bool define_table(reader *r, table *parent, sl_node *key)
{
    sl_node *value = sl_map_get(&parent->index, key->text);
    table *old = as_table(value);
    if (value && (!old || value->kind != SL_MAP || old->origin != IMPLIED))
        return fail_key(r, key, "is defined twice");
    table *made = old ? old : table_new(&r->t, SL_MAP, DEFINED);
    made->origin = DEFINED;
    if (!old)
        add_pair(r, parent, key, &made->node);
    r->current = made;
    return true;
}

static bool append_table(reader *r, table *parent, sl_node *key)
{
    sl_node *value = sl_map_get(&parent->index, key->text);
    table *list = as_table(value);
    if (value && (!list || list->origin != APPENDABLE))
        return fail_key(r, key, "is no array of tables");
    if (!list) {
        list = table_new(&r->t, SL_SEQ, APPENDABLE);
        add_pair(r, parent, key, &list->node);
    }
    r->current = table_new(&r->t, SL_MAP, DEFINED);
    add_item(r, list, &r->current->node);
    return true;
}

static bool read_header(reader *r)
{
    sl_toml *t = &r->t;
    bool is_list = sl_str_starts(sl_str_sub(t->text, t->at, t->text.n), SL_S("[["));
    t->at += is_list ? 2 : 1;
    keys path = {0};
    if (!read_keys(t, &path))
        return false;
    sl_str close = is_list ? SL_S("]]") : SL_S("]");
    if (!sl_str_starts(sl_str_sub(t->text, t->at, t->text.n), close))
        return sl_toml_fail(t, "'%s' is expected here", close.p);
    table *at = r->root;
    for (size_t i = 0; i + 1 < path.n; i++)
        if (!step_header(r, &at, path.v[i]))
            return false;
    sl_node *last = path.v[path.n - 1];
    if (!(is_list ? append_table(r, at, last) : define_table(r, at, last)))
        return false;
    t->at += close.n;
    r->section++;
    return end_line(t);
}

/* Key and value. */

static bool step_dotted(reader *r, table **at, sl_node *key)
{
    sl_node *value = sl_map_get(&(*at)->index, key->text);
    table *next = as_table(value);
    if (!value) {
        next = table_new(&r->t, SL_MAP, DOTTED);
        next->section = r->section;
        add_pair(r, *at, key, &next->node);
    } else if (!next || value->kind != SL_MAP) {
        return fail_key(r, key, "has a value already");
    } else if (next->origin == IMPLIED) {
        next->origin = DOTTED;
        next->section = r->section;
    } else if (next->origin != DOTTED || next->section != r->section) {
        return fail_key(r, key, "is a table that is complete already");
    }
    *at = next;
    return true;
}

static bool read_pair(reader *r, table *to)
{
    sl_toml *t = &r->t;
    keys path = {0};
    if (!read_keys(t, &path))
        return false;
    if (sl_toml_peek(t) != '=')
        return sl_toml_fail(t, "'=' is expected after the key");
    t->at++;
    skip_blanks(t);
    for (size_t i = 0; i + 1 < path.n; i++)
        if (!step_dotted(r, &to, path.v[i]))
            return false;
    sl_node *last = path.v[path.n - 1];
    if (sl_map_has(&to->index, last->text))
        return fail_key(r, last, "is defined twice");
    sl_node *value;
    if (!read_value(r, &value))
        return false;
    add_pair(r, to, last, value);
    return true;
}

/* Arrays and inline tables. */

static bool read_items(reader *r, table *list)
{
    sl_toml *t = &r->t;
    t->at++;
    for (;;) {
        sl_node *item;
        if (!skip_lines(t))
            return false;
        if (sl_toml_peek(t) == ']')
            break;
        if (!read_value(r, &item) || !skip_lines(t))
            return false;
        add_item(r, list, item);
        if (sl_toml_peek(t) == ']')
            break;
        if (sl_toml_peek(t) != ',')
            return sl_toml_fail(t, "',' or ']' is expected in an array");
        t->at++;
    }
    t->at++;
    return true;
}

/* An inline table is written on one line and ends without a comma. */
static bool read_members(reader *r, table *map)
{
    sl_toml *t = &r->t;
    t->at++;
    skip_blanks(t);
    if (sl_toml_peek(t) != '}') {
        for (;; t->at++) {
            skip_blanks(t);
            if (!read_pair(r, map))
                return false;
            skip_blanks(t);
            if (sl_toml_peek(t) != ',')
                break;
        }
    }
    if (sl_toml_peek(t) != '}')
        return sl_toml_fail(t, "',' or '}' is expected in an inline table");
    t->at++;
    return true;
}

/* What was made inside an inline table is complete with it. */
static void close_dotted(table *map)
{
    map->origin = CLOSED;
    for (size_t i = 0; i < map->node.n; i++) {
        table *inner = as_table(map->node.pairs[i].value);
        if (inner && inner->origin == DOTTED)
            close_dotted(inner);
    }
}

static bool read_value(reader *r, sl_node **out)
{
    sl_toml *t = &r->t;
    int c = sl_toml_peek(t);
    if (c != '[' && c != '{')
        return sl_toml_scalar(t, out);
    if (t->depth == DEPTH_MAX)
        return sl_toml_fail(t, "values nest deeper than %d", DEPTH_MAX);
    t->depth++;
    table *made = table_new(t, c == '[' ? SL_SEQ : SL_MAP, CLOSED);
    bool ok = c == '[' ? read_items(r, made) : read_members(r, made);
    if (ok && c == '{')
        close_dotted(made);
    t->depth--;
    sl_toml_node_end(t, &made->node);
    *out = &made->node;
    return ok;
}

static bool read_line(reader *r)
{
    sl_toml *t = &r->t;
    skip_blanks(t);
    int c = sl_toml_peek(t);
    if (c < 0 || c == '#' || c == '\n' || c == '\r')
        return end_line(t);
    if (c == '[')
        return read_header(r);
    bool ok = read_pair(r, r->current) && end_line(t);
    sl_toml_node_end(t, &r->current->node);
    return ok;
}

/* Counts lines up to a byte that is no text, for the message. */
static bool check_text(sl_toml *t)
{
    size_t bad = sl_utf8_check(t->text);
    if (bad == t->text.n)
        return true;
    for (size_t i = 0; i < bad; i++)
        if (t->text.p[i] == '\n') {
            t->line++;
            t->line_at = i + 1;
        }
    t->at = bad;
    return sl_toml_fail(t, "a byte that is not UTF-8");
}

bool sl_toml_read(sl_node **doc, sl_arena *mem, sl_str file, sl_str text, sl_err *e)
{
    reader r = {.t = {.mem = mem, .file = file, .text = text, .line = 1, .e = e}};
    if (text.n > BYTES_MAX)
        return sl_fail(e, SL_ETOOBIG, "%.*s: %zu bytes; at most %d are read", SL_FMT(file), text.n,
                       BYTES_MAX);
    if (!check_text(&r.t))
        return false;
    if (sl_str_starts(text, SL_S("\xef\xbb\xbf")))
        r.t.at = r.t.line_at = 3;
    r.root = r.current = table_new(&r.t, SL_MAP, DEFINED);
    while (r.t.at < text.n)
        if (!read_line(&r))
            return false;
    sl_toml_node_end(&r.t, &r.root->node);
    *doc = &r.root->node;
    return true;
}
