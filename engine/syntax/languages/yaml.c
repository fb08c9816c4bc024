/* YAML. Mappings are dictionaries, whatever their style; scalars are literals by what they say. */
#include "base/yaml_scalar.h"
#include "engine/syntax/hooks.h"
#include "engine/syntax/yaml_text.h"

enum { REPEATS_MAX = 200000 /* terms that stand for aliases, in one file */ };

/* Words that are true or false to readers of YAML 1.1. */
static bool is_truth(sl_str text, const char **value)
{
    static const struct {
        const char *word, *value;
    } words[] = {{"true", "true"},   {"yes", "true"}, {"on", "true"},   {"y", "true"},
                 {"false", "false"}, {"no", "false"}, {"off", "false"}, {"n", "false"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_eq_case(text, sl_str_of(words[i].word)))
            return *value = words[i].value, true;
    return false;
}

static sl_term_kind kind_of(sl_arena *mem, sl_str *text)
{
    const char *truth;
    if (is_truth(*text, &truth))
        return *text = sl_str_of(truth), SL_T_BOOL;
    sl_node node = {.kind = SL_TEXT, .text = sl_str_of(sl_dup_z(mem, *text))};
    sl_yaml_type(&node);
    if (node.kind == SL_NULL)
        return *text = SL_S("null"), SL_T_NIL;
    return node.kind == SL_INT || node.kind == SL_FLOAT ? SL_T_NUMBER : SL_T_STRING;
}

static void lower_plain(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_str text = sl_yaml_plain(l->mem, sl_lower_text(l, n->start, n->end));
    sl_term_kind kind = kind_of(l->mem, &text);
    sl_lower_leaf(l, kind, node, text, role);
}

static void lower_single(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_str text = sl_yaml_single(l->mem, sl_lower_text(l, n->start + 1, n->end - 1));
    sl_lower_leaf(l, SL_T_STRING, node, text, role);
}

static void lower_double(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_str text = sl_yaml_double(l->mem, sl_lower_text(l, n->start + 1, n->end - 1));
    sl_lower_leaf(l, SL_T_STRING, node, text, role);
}

/* A block scalar begins after its indicator. One that is a metavariable alone is that. */
static void lower_block(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_str text = sl_yaml_block(l->mem, l->cst->text, n->start, sl_lower_text(l, n->start, n->end));
    sl_str word = sl_str_trim(text);
    bool is_hole = l->holes && sl_yaml_is_metavariable(word);
    sl_term *term =
        sl_lower_leaf(l, is_hole ? SL_T_METAVAR : SL_T_STRING, node, is_hole ? word : text, role);
    term->start++;
}

/* What is left out is the empty string. */
static void lower_nothing(sl_lowering *l, size_t node, sl_role role)
{
    sl_term *term = sl_lower_leaf(l, SL_T_STRING, node, SL_S(""), role);
    term->start = term->end;
}

static bool is_named(const sl_lowering *l, size_t node)
{
    uint16_t flags = l->cst->v[node].flags;
    return flags & SL_CST_NAMED && (!(flags & SL_CST_EXTRA) || flags & SL_CST_ERROR);
}

static void lower_pair(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t key = sl_cst_field(l->cst, node, "key");
    size_t value = sl_cst_field(l->cst, node, "value");
    sl_term *term = sl_lower_begin(l, SL_T_PAIR, node, &mark);
    key != SIZE_MAX ? sl_lower_into(l, key, SL_R_KEY) : lower_nothing(l, node, SL_R_KEY);
    value != SIZE_MAX ? sl_lower_into(l, value, SL_R_VALUE) : lower_nothing(l, node, SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

static void wrap_last(sl_lowering *l, sl_term_kind kind, size_t node, sl_role role)
{
    sl_term *inner = l->kids.v[--l->kids.n];
    size_t mark;
    sl_term *term = sl_lower_begin(l, kind, node, &mark);
    sl_lower_emit(l, inner, kind == SL_T_PAIR ? SL_R_KEY : SL_R_ITEM);
    if (kind == SL_T_PAIR)
        lower_nothing(l, node, SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

static bool is_hole(const sl_term *term)
{
    return term->kind == SL_T_ELLIPSIS || term->kind == SL_T_REST || term->kind == SL_T_METAVAR;
}

/* {a, b: 1}: a key alone has nothing as its value. */
static void lower_flow_mapping(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    uint32_t next = l->cst->v[node].next;
    sl_term *term = sl_lower_begin(l, SL_T_DICT, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < next; i = l->cst->v[i].next) {
        size_t before = l->kids.n;
        if (is_named(l, i))
            sl_lower_into(l, i, SL_R_ITEM);
        bool is_key = sl_cst_is(l->cst, i, "flow_node") && l->kids.n == before + 1;
        if (is_key && !is_hole(l->kids.v[before]))
            wrap_last(l, SL_T_PAIR, i, SL_R_ITEM);
    }
    sl_lower_end(l, term, mark, role);
}

/* [a: 1]: a mapping of one entry. */
static void lower_flow_sequence(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    uint32_t next = l->cst->v[node].next;
    sl_term *term = sl_lower_begin(l, SL_T_LIST, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < next; i = l->cst->v[i].next) {
        if (is_named(l, i))
            sl_lower_into(l, i, SL_R_ITEM);
        if (sl_cst_is(l->cst, i, "flow_pair"))
            wrap_last(l, SL_T_DICT, i, SL_R_ITEM);
    }
    sl_lower_end(l, term, mark, role);
}

static void lower_item(sl_lowering *l, size_t node, sl_role role)
{
    size_t before = l->kids.n;
    uint32_t next = l->cst->v[node].next;
    for (size_t i = sl_cst_first(l->cst, node); i < next; i = l->cst->v[i].next)
        if (is_named(l, i))
            sl_lower_into(l, i, role);
    if (l->kids.n == before)
        lower_nothing(l, node, role);
}

static sl_str name_in(const sl_lowering *l, size_t node)
{
    sl_str text = sl_cst_text(l->cst, node);
    return sl_str_sub(text, 1, text.n);
}

static size_t size_of(const sl_term *term)
{
    size_t n = 0;
    for (const sl_term *t = term; t; t = sl_term_next(term, t, false))
        n++;
    return n;
}

/* *a is what &a stands before, as often as the budget for repeats allows. */
static void lower_alias(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    const sl_term *anchored = sl_map_get(&l->anchors, name_in(l, node));
    size_t size = anchored ? size_of(anchored) : 0;
    if (!anchored || l->repeats + size > REPEATS_MAX) {
        sl_lower_leaf(l, SL_T_NAME, node, sl_lower_text(l, n->start, n->end), role);
        return;
    }
    l->repeats += size;
    sl_term *term = sl_term_copy(l->mem, anchored);
    term->start = n->start;
    term->end = n->end;
    term->flags |= SL_TERM_REPEAT;
    sl_lower_emit(l, term, role);
}

/* A node with its properties: a tag is a term around it, an anchor names it. */
static void lower_node(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark = 0;
    uint32_t next = l->cst->v[node].next;
    size_t tag = sl_cst_child(l->cst, node, "tag");
    size_t anchor = sl_cst_child(l->cst, node, "anchor");
    bool is_tagged = tag != SIZE_MAX;
    sl_role inner = is_tagged ? SL_R_VALUE : role;
    sl_term *term = is_tagged ? sl_lower_begin(l, SL_T_CAST, node, &mark) : NULL;
    if (is_tagged) {
        term->flags |= SL_TERM_TAG;
        sl_lower_into(l, tag, SL_R_TYPE);
    }
    size_t before = l->kids.n;
    for (size_t i = sl_cst_first(l->cst, node); i < next; i = l->cst->v[i].next)
        if (i != tag && i != anchor && is_named(l, i))
            sl_lower_into(l, i, inner);
    if (l->kids.n == before)
        lower_nothing(l, node, inner);
    if (anchor != SIZE_MAX) {
        l->kids.v[before]->start = l->cst->v[node].start;
        sl_map_put(&l->anchors, l->mem, name_in(l, anchor), l->kids.v[before]);
    }
    if (is_tagged)
        sl_lower_end(l, term, mark, role);
}

/* !x is a name, !$X a metavariable. */
static void lower_tag(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_str text = sl_lower_text(l, n->start, n->end);
    sl_str name = sl_str_sub(text, 1, text.n);
    bool is_hole = l->holes && sl_yaml_is_metavariable(name);
    sl_lower_leaf(l, is_hole ? SL_T_METAVAR : SL_T_NAME, node, is_hole ? name : text, role);
}

static const sl_lower_row rows[] = {
    {"stream", SL_T_BLOCK, NULL, NULL},
    {"document", SL_T_SPLICE, NULL, NULL},
    {"block_node flow_node", 0, NULL, lower_node},
    {"block_mapping", SL_T_DICT, NULL, NULL},
    {"flow_mapping", 0, NULL, lower_flow_mapping},
    {"block_mapping_pair flow_pair", 0, NULL, lower_pair},
    {"block_sequence", SL_T_LIST, NULL, NULL},
    {"flow_sequence", 0, NULL, lower_flow_sequence},
    {"block_sequence_item", 0, NULL, lower_item},
    {"plain_scalar", 0, NULL, lower_plain},
    {"single_quote_scalar", 0, NULL, lower_single},
    {"double_quote_scalar", 0, NULL, lower_double},
    {"block_scalar", 0, NULL, lower_block},
    {"alias", 0, NULL, lower_alias},
    {"tag", 0, NULL, lower_tag},
    {"yaml_directive tag_directive reserved_directive", SL_T_SKIP, NULL, NULL},
    {NULL, 0, NULL, NULL},
};

/* A backslash before what is no escape stands for itself: it is passed over in a copy. */
static sl_str mended(sl_arena *mem, sl_str text)
{
    static const char escapes[] = "0abt\tnvfre \"/\\N_LPxuU\n\r";
    char *copy = sl_dup_z(mem, text);
    for (size_t i = 0; i + 1 < text.n; i++) {
        bool is_escape = copy[i] == '\\' && strchr(escapes, copy[i + 1]);
        if (copy[i] == '\\' && !is_escape)
            copy[i] = '/';
        i += is_escape;
    }
    return sl_str_at(copy, text.n);
}

static bool parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e)
{
    const TSLanguage *grammar = sl_grammar(SL_S("yaml"));
    if (!sl_cst_parse(out, mem, grammar, text, ms, e))
        return false;
    if (out->errors && sl_str_chr(text, '\\') != SIZE_MAX &&
        !sl_cst_parse(out, mem, grammar, mended(mem, text), ms, e))
        return false;
    out->text = text;
    return true;
}

/* In the order of sl_line_dots. */
static const char *const dots[] = {"%", "%: 1", "- %", NULL};
static const char *const variables[] = {"%", NULL};

static const sl_frame frames[] = {
    {"", "\n", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "%.*s\n", SL_FMT(type));
}

const sl_dialect sl_dialect_yaml = {
    .language = "yaml",
    .grammar = "yaml",
    .parse = parse,
    .is_data = true,
    .bare_names = true,
    .by_lines = true,
    SL_DIALECT_TABLES,
};
