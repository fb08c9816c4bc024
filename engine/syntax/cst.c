/* Parsing and flattening. The walk is by cursor: the depth of the tree is the input's to choose. */
#include "engine/syntax/cst.h"

#include <time.h>

#include "sluice/buf.h"

#define GRAMMAR(name) extern const TSLanguage *tree_sitter_##name(void);
#include "engine/syntax/grammars.def"
#undef GRAMMAR

static const struct {
    const char *name;
    const TSLanguage *(*get)(void);
} grammars[] = {
#define GRAMMAR(name) {#name, tree_sitter_##name},
#include "engine/syntax/grammars.def"
#undef GRAMMAR
};

const TSLanguage *sl_grammar(sl_str name)
{
    for (size_t i = 0; i < sizeof grammars / sizeof *grammars; i++)
        if (sl_str_is(name, grammars[i].name))
            return grammars[i].get();
    return NULL;
}

/* What the parser reads from, and until when. */
typedef struct reading {
    sl_str text;
    uint64_t deadline;
} reading;

static uint64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static const char *give(void *payload, uint32_t at, TSPoint point, uint32_t *n)
{
    (void)point;
    const reading *r = payload;
    *n = at < r->text.n ? (uint32_t)(r->text.n - at) : 0;
    return *n ? r->text.p + at : "";
}

static bool is_late(TSParseState *state)
{
    return now_ms() > ((const reading *)state->payload)->deadline;
}

static bool parse(TSTree **out, const sl_cst *cst, unsigned ms, sl_err *e)
{
    reading r = {cst->text, now_ms() + ms};
    TSParser *parser = ts_parser_new();
    if (!parser || !ts_parser_set_language(parser, cst->grammar)) {
        ts_parser_delete(parser);
        return sl_fail(e, SL_ENOTSUP, "the grammar is of another version than the parser");
    }
    TSInput input = {&r, give, TSInputEncodingUTF8, NULL};
    TSParseOptions options = {&r, is_late};
    *out = ts_parser_parse_with_options(parser, NULL, input, options);
    ts_parser_delete(parser);
    return *out || sl_fail(e, SL_ETOOBIG, "parsing took more than %u ms", ms);
}

typedef struct flattening {
    sl_cst *cst;
    sl_arena *mem;
    TSTreeCursor cursor;
    uint32_t open[SL_CST_DEPTH_MAX + 1]; /* the node of each level */
    unsigned depth;
} flattening;

void sl_cst_note_gap(sl_cst *cst, sl_arena *mem, sl_cst_gap gap)
{
    cst->errors += gap.end - gap.start + 1;
    sl_cst_gap *last = cst->gaps.n ? &cst->gaps.v[cst->gaps.n - 1] : NULL;
    if (last && gap.start <= last->end) {
        last->end = gap.end > last->end ? gap.end : last->end;
        return;
    }
    if (cst->gaps.n < SL_CST_ERRORS_MAX)
        *sl_list_add(mem, &cst->gaps) = gap;
}

static void note_gap(flattening *f, const sl_cst_node *node)
{
    sl_cst_note_gap(f->cst, f->mem, (sl_cst_gap){node->start, node->end});
}

static void add_node(flattening *f)
{
    TSNode node = ts_tree_cursor_current_node(&f->cursor);
    sl_cst_node *made = sl_list_add(f->mem, f->cst);
    made->symbol = ts_node_symbol(node);
    made->field = ts_tree_cursor_current_field_id(&f->cursor);
    made->start = ts_node_start_byte(node);
    made->end = ts_node_end_byte(node);
    made->flags = (uint16_t)((ts_node_is_named(node) ? SL_CST_NAMED : 0) |
                             (ts_node_is_extra(node) ? SL_CST_EXTRA : 0) |
                             (ts_node_is_missing(node) ? SL_CST_MISSING : 0) |
                             (ts_node_is_error(node) ? SL_CST_ERROR : 0));
    f->open[f->depth] = (uint32_t)f->cst->n - 1;
    if (made->flags & (SL_CST_MISSING | SL_CST_ERROR))
        note_gap(f, made);
}

static void close_node(flattening *f)
{
    f->cst->v[f->open[f->depth]].next = (uint32_t)f->cst->n;
}

/* One step in pre-order; false at the end. */
static bool step(flattening *f)
{
    if (f->depth < SL_CST_DEPTH_MAX && ts_tree_cursor_goto_first_child(&f->cursor)) {
        f->depth++;
        return true;
    }
    if (f->depth == SL_CST_DEPTH_MAX && ts_tree_cursor_goto_first_child(&f->cursor)) {
        f->cst->is_deep = true;
        ts_tree_cursor_goto_parent(&f->cursor);
        note_gap(f, &f->cst->v[f->open[f->depth]]);
    }
    for (;;) {
        close_node(f);
        if (ts_tree_cursor_goto_next_sibling(&f->cursor))
            return true;
        if (!ts_tree_cursor_goto_parent(&f->cursor))
            return false;
        f->depth--;
    }
}

static bool flatten(sl_cst *cst, sl_arena *mem, const TSTree *tree, sl_err *e)
{
    flattening *f = sl_alloc(mem, sizeof *f);
    f->cst = cst;
    f->mem = mem;
    f->cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
    bool is_full = false;
    do {
        is_full = cst->n == SL_CST_NODES_MAX;
        if (!is_full)
            add_node(f);
    } while (!is_full && step(f));
    ts_tree_cursor_delete(&f->cursor);
    return !is_full || sl_fail(e, SL_ETOOBIG, "more than %d nodes of syntax", SL_CST_NODES_MAX);
}

bool sl_cst_parse(sl_cst *out, sl_arena *mem, const TSLanguage *grammar, sl_str text, unsigned ms,
                  sl_err *e)
{
    *out = (sl_cst){.grammar = grammar, .text = text};
    if (text.n > SL_CST_BYTES_MAX)
        return sl_fail(e, SL_ETOOBIG, "%zu bytes of code; at most %d are parsed", text.n,
                       SL_CST_BYTES_MAX);
    TSTree *tree = NULL;
    if (!parse(&tree, out, ms, e))
        return false;
    bool ok = flatten(out, mem, tree, e);
    ts_tree_delete(tree);
    return ok;
}

size_t sl_cst_begin(sl_cst *cst, sl_arena *mem, uint16_t type, uint32_t start)
{
    *sl_list_add(mem, cst) = (sl_cst_node){
        .symbol = (uint16_t)(SL_CST_OWN + type), .flags = SL_CST_NAMED, .start = start};
    return cst->n - 1;
}

void sl_cst_end(sl_cst *cst, size_t node, uint32_t end)
{
    cst->v[node].end = end > cst->v[node].start ? end : cst->v[node].start;
    cst->v[node].next = (uint32_t)cst->n;
}

bool sl_cst_append(sl_cst *cst, sl_arena *mem, const sl_cst *part, uint32_t at, sl_err *e)
{
    uint32_t base = (uint32_t)cst->n;
    if (part->n > SL_CST_NODES_MAX - cst->n)
        return sl_fail(e, SL_ETOOBIG, "more than %d nodes of syntax", SL_CST_NODES_MAX);
    for (size_t i = 0; i < part->n; i++) {
        sl_cst_node *node = sl_list_add(mem, cst);
        *node = part->v[i];
        node->start += at;
        node->end += at;
        node->next += base;
    }
    for (size_t i = 0; i < part->gaps.n; i++)
        sl_cst_note_gap(cst, mem,
                        (sl_cst_gap){part->gaps.v[i].start + at, part->gaps.v[i].end + at});
    cst->is_deep |= part->is_deep;
    return true;
}

const char *sl_cst_type(const sl_cst *cst, size_t i)
{
    uint16_t symbol = cst->v[i].symbol;
    if (cst->types && symbol >= SL_CST_OWN && symbol < SL_CST_OWN_END)
        return cst->types[symbol - SL_CST_OWN];
    const char *name = ts_language_symbol_name(cst->grammar, cst->v[i].symbol);
    return name ? name : "ERROR";
}

bool sl_cst_is(const sl_cst *cst, size_t i, const char *type)
{
    return i < cst->n && strcmp(sl_cst_type(cst, i), type) == 0;
}

size_t sl_cst_field(const sl_cst *cst, size_t i, const char *field)
{
    TSFieldId id = ts_language_field_id_for_name(cst->grammar, field, (uint32_t)strlen(field));
    for (size_t k = sl_cst_first(cst, i); id && k < cst->v[i].next; k = cst->v[k].next)
        if (cst->v[k].field == id)
            return k;
    return SIZE_MAX;
}

size_t sl_cst_child(const sl_cst *cst, size_t i, const char *type)
{
    for (size_t k = sl_cst_first(cst, i); k < cst->v[i].next; k = cst->v[k].next)
        if (sl_cst_is(cst, k, type))
            return k;
    return SIZE_MAX;
}

sl_str sl_cst_text(const sl_cst *cst, size_t i)
{
    return sl_str_sub(cst->text, cst->v[i].start, cst->v[i].end);
}

void sl_cst_print(sl_buf *out, const sl_cst *cst, size_t i)
{
    const sl_cst_node *node = &cst->v[i];
    const char *field = ts_language_field_name_for_id(cst->grammar, node->field);
    sl_buf_addf(out, "(%s%s%s%s", field ? field : "", field ? ":" : "",
                node->flags & SL_CST_MISSING ? "MISSING " : "", sl_cst_type(cst, i));
    if (node->next == i + 1 && node->flags & SL_CST_NAMED)
        sl_buf_addf(out, " \"%.*s\"", SL_FMT(sl_cst_text(cst, i)));
    for (size_t k = sl_cst_first(cst, i); k < node->next; k = cst->v[k].next) {
        sl_buf_addc(out, ' ');
        sl_cst_print(out, cst, k);
    }
    sl_buf_addc(out, ')');
}
