/* Freezing and thawing. A node is a byte of kind and flags, its position relative to the node
   before it, then its text, number or children. Bytes may come from a cache that others can write
   to, so every count is checked against what is left before anything is allocated for it. */
#include "engine/rules/freeze.h"

enum {
    KIND_BITS = 7, /* mask of the kind in the first byte */
    QUOTED = 8,
    ALIAS = 16,
    TAGGED = 32,
    VARINT_BYTES = 10,  /* of the longest 64-bit number */
    NODE_BYTES_MIN = 7, /* kind and six numbers of a position */
};

/* Positions are written as differences to the node before. */
typedef struct place {
    uint32_t line;
    size_t start;
} place;

typedef struct writer {
    sl_buf *out;
    place last;
} writer;

typedef struct reader {
    sl_arena *mem;
    const char *p, *end;
    place last;
    size_t budget; /* children that all containers together may still declare */
    bool is_bad;
} reader;

static void put_number(writer *w, uint64_t v)
{
    char bytes[VARINT_BYTES];
    size_t n = 0;
    for (; v >= 0x80; v >>= 7)
        bytes[n++] = (char)(v | 0x80);
    bytes[n++] = (char)v;
    sl_buf_add(w->out, sl_str_at(bytes, n));
}

/* Signed as unsigned with the sign in the lowest bit, so that small differences stay short. */
static void put_signed(writer *w, int64_t v)
{
    put_number(w, ((uint64_t)v << 1) ^ (uint64_t)(v >> 63));
}

static void put_text(writer *w, sl_str s)
{
    put_number(w, s.n);
    sl_buf_add(w->out, s);
}

static void put_texts(writer *w, const sl_strs *texts)
{
    put_number(w, texts->n);
    for (size_t i = 0; i < texts->n; i++)
        put_text(w, texts->v[i]);
}

static void put_place(writer *w, const sl_node *node)
{
    put_signed(w, (int64_t)node->line - (int64_t)w->last.line);
    put_number(w, node->column);
    put_signed(w, (int64_t)node->end_line - (int64_t)node->line);
    put_number(w, node->end_column);
    put_signed(w, (int64_t)node->start - (int64_t)w->last.start);
    put_signed(w, (int64_t)node->end - (int64_t)node->start);
    w->last = (place){node->line, node->start};
}

static void put_scalar(writer *w, const sl_node *node)
{
    put_text(w, node->text);
    if (node->kind == SL_BOOL || node->kind == SL_INT)
        put_signed(w, node->integer);
    if (node->kind == SL_FLOAT)
        sl_buf_add(w->out, sl_str_at((const char *)&node->number, sizeof node->number));
}

static bool put_node(writer *w, const sl_node *node, unsigned depth, sl_err *e)
{
    if (depth > SL_FREEZE_DEPTH)
        return sl_fail(e, SL_ETOOBIG, "line %u: nested deeper than %d", node->line,
                       SL_FREEZE_DEPTH);
    unsigned flags = (node->is_quoted ? QUOTED : 0u) | (node->is_alias ? ALIAS : 0u) |
                     (node->tag.n ? TAGGED : 0u);
    sl_buf_addc(w->out, (char)((unsigned)node->kind | flags));
    put_place(w, node);
    if (node->tag.n)
        put_text(w, node->tag);
    if (node->kind < SL_SEQ) {
        put_scalar(w, node);
        return true;
    }
    put_number(w, node->n);
    for (size_t i = 0; i < node->n; i++) {
        bool is_map = node->kind == SL_MAP;
        if (is_map && !put_node(w, node->pairs[i].key, depth + 1, e))
            return false;
        if (!put_node(w, is_map ? node->pairs[i].value : node->items[i], depth + 1, e))
            return false;
    }
    return true;
}

static bool finish(const sl_buf *out, sl_err *e)
{
    return !out->is_over || sl_fail(e, SL_ETOOBIG, "rules need more than %zu bytes", out->max);
}

bool sl_freeze_node(sl_buf *out, const sl_node *node, sl_err *e)
{
    writer w = {.out = out};
    return put_node(&w, node, 0, e) && finish(out, e);
}

bool sl_freeze_rule(sl_buf *out, const sl_rule *rule, sl_err *e)
{
    writer w = {.out = out};
    put_number(&w, (uint64_t)rule->severity);
    put_number(&w, (uint64_t)rule->confidence);
    const sl_str texts[] = {rule->id, rule->title, rule->message, rule->remediation, rule->file};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        put_text(&w, texts[i]);
    const sl_strs *lists[] = {&rule->cwe, &rule->owasp, &rule->references, &rule->equivalents,
                              &rule->tags};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        put_texts(&w, lists[i]);
    return put_node(&w, rule->doc, 0, e) && finish(out, e);
}

static uint64_t get_number(reader *r)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64 && r->p < r->end; shift += 7) {
        unsigned char byte = (unsigned char)*r->p++;
        v |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return v;
    }
    r->is_bad = true;
    return 0;
}

static int64_t get_signed(reader *r)
{
    uint64_t v = get_number(r);
    return (int64_t)((v >> 1) ^ (0 - (v & 1)));
}

static sl_str get_text(reader *r)
{
    uint64_t n = get_number(r);
    if (r->is_bad || n > (size_t)(r->end - r->p)) {
        r->is_bad = true;
        return (sl_str){0};
    }
    sl_str text = {r->p, (size_t)n};
    r->p += n;
    return text;
}

/* A count of things of at least `size` bytes each that are still to come. */
static size_t get_count(reader *r, size_t size)
{
    uint64_t n = get_number(r);
    if (n > (size_t)(r->end - r->p) / size || n > r->budget) {
        r->is_bad = true;
        return 0;
    }
    r->budget -= (size_t)n;
    return (size_t)n;
}

static sl_strs get_texts(reader *r)
{
    sl_strs texts = {.n = get_count(r, 1)};
    texts.cap = texts.n;
    if (texts.n)
        texts.v = sl_alloc_array(r->mem, texts.n, sizeof *texts.v);
    for (size_t i = 0; i < texts.n; i++)
        texts.v[i] = get_text(r);
    return texts;
}

static void get_place(reader *r, sl_node *node)
{
    node->line = (uint32_t)((uint64_t)get_signed(r) + r->last.line);
    node->column = (uint32_t)get_number(r);
    node->end_line = (uint32_t)((uint64_t)get_signed(r) + node->line);
    node->end_column = (uint32_t)get_number(r);
    node->start = (size_t)get_signed(r) + r->last.start;
    node->end = (size_t)get_signed(r) + node->start;
    r->last = (place){node->line, node->start};
}

static void get_scalar(reader *r, sl_node *node)
{
    node->text = get_text(r);
    if (node->kind == SL_BOOL || node->kind == SL_INT) {
        node->integer = get_signed(r);
        node->number = node->kind == SL_INT ? (double)node->integer : 0;
    }
    if (node->kind != SL_FLOAT)
        return;
    if ((size_t)(r->end - r->p) < sizeof node->number) {
        r->is_bad = true;
        return;
    }
    memcpy(&node->number, r->p, sizeof node->number);
    r->p += sizeof node->number;
}

static sl_node *get_node(reader *r, unsigned depth);

static void get_children(reader *r, sl_node *node, unsigned depth)
{
    bool is_map = node->kind == SL_MAP;
    node->n = get_count(r, is_map ? 2 * NODE_BYTES_MIN : NODE_BYTES_MIN);
    if (is_map)
        node->pairs = sl_alloc_array(r->mem, node->n, sizeof *node->pairs);
    else
        node->items = sl_alloc_array(r->mem, node->n, sizeof *node->items);
    for (size_t i = 0; i < node->n && !r->is_bad; i++) {
        sl_node *child = get_node(r, depth + 1);
        if (!is_map) {
            node->items[i] = child;
            continue;
        }
        r->is_bad |= child->kind >= SL_SEQ; /* keys are scalars */
        node->pairs[i] = (sl_pair){child, get_node(r, depth + 1)};
    }
}

static sl_node *get_node(reader *r, unsigned depth)
{
    sl_node *node = sl_alloc(r->mem, sizeof *node);
    if (r->p == r->end || depth > SL_FREEZE_DEPTH || (*r->p & KIND_BITS) > SL_MAP) {
        r->is_bad = true;
        return node;
    }
    unsigned first = (unsigned char)*r->p++;
    node->kind = (sl_node_kind)(first & KIND_BITS);
    node->is_quoted = first & QUOTED;
    node->is_alias = first & ALIAS;
    get_place(r, node);
    if (first & TAGGED)
        node->tag = get_text(r);
    if (r->is_bad)
        return node;
    if (node->kind < SL_SEQ)
        get_scalar(r, node);
    else
        get_children(r, node, depth);
    return node;
}

static reader reader_of(sl_arena *mem, sl_str bytes)
{
    const char *p = bytes.n ? bytes.p : "";
    return (reader){.mem = mem, .p = p, .end = p + bytes.n, .budget = bytes.n};
}

sl_node *sl_thaw_node(sl_arena *mem, sl_str bytes)
{
    reader r = reader_of(mem, bytes);
    sl_node *node = get_node(&r, 0);
    return r.is_bad || r.p != r.end ? NULL : node;
}

bool sl_thaw_rule(sl_rule *rule, sl_arena *mem, sl_str bytes)
{
    reader r = reader_of(mem, bytes);
    uint64_t severity = get_number(&r);
    uint64_t confidence = get_number(&r);
    r.is_bad |= severity > SL_CRITICAL || confidence > SL_CONFIDENCE_HIGH;
    rule->severity = (sl_severity)severity;
    rule->confidence = (sl_confidence)confidence;
    sl_str *texts[] = {&rule->id, &rule->title, &rule->message, &rule->remediation, &rule->file};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = get_text(&r);
    sl_strs *lists[] = {&rule->cwe, &rule->owasp, &rule->references, &rule->equivalents,
                        &rule->tags};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        *lists[i] = get_texts(&r);
    rule->doc = get_node(&r, 0);
    return !r.is_bad && r.p == r.end;
}
