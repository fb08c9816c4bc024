/* Lowering by tables. Children that wait for their parent stand on one stack. */
#include "engine/syntax/lower.h"

#include "base/chars.h"

/* What a row says of a child. */
typedef struct rule {
    TSFieldId field;
    const char *type; /* instead of a field */
    bool is_rest;
    sl_role role;
} rule;

typedef struct row {
    sl_term_kind kind;
    sl_lower_hook hook;
    struct {
        rule *v;
        size_t n, cap;
    } rules;
} row;

struct sl_tables {
    const sl_dialect *dialect;
    const TSLanguage *grammar;
    const row **rows; /* by symbol; NULL: none */
    const row **own;  /* of the dialect's own types */
    size_t n_symbols, n_own;
};

static sl_role role_named(sl_str name)
{
    if (sl_str_is(name, "-"))
        return SL_R_SKIP;
    return sl_str_is(name, "text") ? SL_R_TEXT : sl_role_of(name);
}

static row *read_row(sl_arena *mem, const TSLanguage *grammar, const sl_lower_row *from)
{
    row *made = sl_alloc(mem, sizeof *made);
    made->kind = from->kind;
    made->hook = from->hook;
    sl_str rest = sl_str_of(from->roles ? from->roles : "");
    sl_str word;
    while (sl_str_cut(&rest, ' ', &word)) {
        size_t colon = sl_str_rchr(word, ':');
        sl_str what = sl_str_sub(word, 0, colon);
        rule r = {.role = role_named(sl_str_sub(word, colon + 1, word.n))};
        r.is_rest = sl_str_is(what, "*");
        if (what.p[0] == '@')
            r.type = sl_dup_z(mem, sl_str_sub(what, 1, what.n));
        else if (!r.is_rest)
            r.field = ts_language_field_id_for_name(grammar, what.p, (uint32_t)what.n);
        if (r.is_rest || r.type || r.field)
            *sl_list_add(mem, &made->rules) = r;
    }
    return made;
}

static void read_rows(sl_map *map, sl_arena *mem, const TSLanguage *grammar,
                      const sl_lower_row *rows)
{
    for (; rows->types; rows++) {
        row *made = read_row(mem, grammar, rows);
        sl_str rest = sl_str_of(rows->types);
        sl_str type;
        while (sl_str_cut(&rest, ' ', &type))
            if (!sl_map_has(map, type))
                sl_map_put(map, mem, type, made);
    }
}

/* What rows call a symbol: words of the grammar that are no nodes have a quote before them. */
static sl_str symbol_key(sl_arena *mem, const TSLanguage *grammar, TSSymbol symbol)
{
    const char *name = ts_language_symbol_name(grammar, symbol);
    if (ts_language_symbol_type(grammar, symbol) == TSSymbolTypeRegular)
        return sl_str_of(name);
    return sl_printf(mem, "'%s", name);
}

static void open_own(sl_tables *t, sl_arena *mem, const sl_map *map)
{
    size_t n = 0;
    while (t->dialect->types && t->dialect->types[n])
        n++;
    t->own = sl_alloc_array(mem, n, sizeof *t->own);
    for (; t->n_own < n; t->n_own++)
        t->own[t->n_own] = sl_map_get(map, sl_str_of(t->dialect->types[t->n_own]));
}

const sl_tables *sl_tables_open(sl_arena *mem, const sl_dialect *dialect)
{
    sl_tables *t = sl_alloc(mem, sizeof *t);
    t->dialect = dialect;
    t->grammar = sl_grammar(sl_str_of(dialect->grammar));
    if (!t->grammar)
        return NULL;
    sl_map map = {0};
    read_rows(&map, mem, t->grammar, dialect->rows);
    if (dialect->inner_rows)
        read_rows(&map, mem, t->grammar, dialect->inner_rows);
    read_rows(&map, mem, t->grammar, sl_common_rows);
    open_own(t, mem, &map);
    t->n_symbols = ts_language_symbol_count(t->grammar);
    t->rows = sl_alloc_array(mem, t->n_symbols, sizeof *t->rows);
    for (size_t i = 0; i < t->n_symbols; i++)
        t->rows[i] = sl_map_get(&map, symbol_key(mem, t->grammar, (TSSymbol)i));
    return t;
}

const sl_dialect *sl_tables_dialect(const sl_tables *tables)
{
    return tables->dialect;
}

const TSLanguage *sl_tables_grammar(const sl_tables *tables)
{
    return tables->grammar;
}

static const row *find_row(const sl_lowering *l, size_t node)
{
    uint16_t symbol = l->cst->v[node].symbol;
    if (symbol >= SL_CST_OWN && symbol < SL_CST_OWN + l->tables->n_own)
        return l->tables->own[symbol - SL_CST_OWN];
    return symbol < l->tables->n_symbols ? l->tables->rows[symbol] : NULL;
}

static sl_term *wrap(sl_lowering *l, sl_term *term, sl_term_kind kind, sl_role inner)
{
    sl_term *made = sl_term_new(l->mem, kind, 0);
    made->start = term->start;
    made->end = term->end;
    made->n = 1;
    made->kids = sl_alloc_array(l->mem, 1, sizeof *made->kids);
    made->kids[0] = term;
    term->role = (uint8_t)inner;
    term->parent = made;
    term->at = 0;
    return made;
}

sl_term *sl_lower_wrapped(sl_lowering *l, sl_term *term, sl_term_kind kind)
{
    sl_term *made = wrap(l, term, kind, SL_R_ITEM);
    made->role = SL_R_ITEM;
    return made;
}

static bool is_body(sl_role role)
{
    return role == SL_R_BODY || role == SL_R_THEN || role == SL_R_ELSE;
}

void sl_lower_emit(sl_lowering *l, sl_term *term, sl_role role)
{
    bool is_list = term->kind == SL_T_ELLIPSIS || term->kind == SL_T_REST;
    if (role == SL_R_PARAM && term->kind != SL_T_PARAM && !is_list)
        term = wrap(l, term, SL_T_PARAM, SL_R_NAME);
    if (is_body(role) && term->kind != SL_T_BLOCK && term->kind != SL_T_MEMBERS) {
        term = wrap(l, term, SL_T_BLOCK, SL_R_ITEM);
        term->flags |= SL_TERM_BARE;
    }
    term->role = (uint8_t)role;
    *sl_list_add(l->mem, &l->kids) = term;
}

sl_term *sl_lower_begin(sl_lowering *l, sl_term_kind kind, size_t node, size_t *mark)
{
    sl_term *term = sl_term_new(l->mem, kind, 0);
    term->start = l->cst->v[node].start;
    term->end = l->cst->v[node].end;
    term->type = sl_cst_type(l->cst, node);
    *mark = l->kids.n;
    return term;
}

/* Children in the order of their roles, else as they came. */
static void take_kids(sl_lowering *l, sl_term *term, size_t mark)
{
    size_t n = l->kids.n - mark;
    term->n = 0;
    if (n)
        term->kids = sl_alloc_array(l->mem, n, sizeof *term->kids);
    for (unsigned role = 0; term->n < n && role < SL_R_COUNT; role++)
        for (size_t i = mark; i < l->kids.n; i++)
            if (l->kids.v[i]->role == role)
                term->kids[term->n++] = l->kids.v[i];
    for (uint32_t i = 0; i < term->n; i++) {
        term->kids[i]->parent = term;
        term->kids[i]->at = i;
        if (term->kind == SL_T_CLASS && term->kids[i]->role == SL_R_BODY)
            term->kids[i]->kind = SL_T_MEMBERS;
    }
    l->kids.n = mark;
}

/* SL__DEEP(e) is <... e ...>. */
static bool is_deep_call(const sl_lowering *l, const sl_term *term)
{
    const sl_term *callee = term->kind == SL_T_CALL ? sl_term_get(term, SL_R_CALLEE) : NULL;
    sl_str prefix = sl_str_of(l->tables->dialect->hole);
    return l->holes && callee && callee->kind == SL_T_NAME && sl_str_starts(callee->text, prefix) &&
           sl_str_is(sl_str_sub(callee->text, prefix.n, callee->text.n), SL_HOLE_DEEP);
}

static void make_deep(sl_term *term)
{
    sl_term *arg = sl_term_get(term, SL_R_ARG);
    term->kind = SL_T_DEEP;
    term->kids[0] = arg;
    term->n = arg ? 1 : 0;
    if (arg) {
        arg->role = SL_R_ITEM;
        arg->at = 0;
    }
}

void sl_lower_end(sl_lowering *l, sl_term *term, size_t mark, sl_role role)
{
    take_kids(l, term, mark);
    if (is_deep_call(l, term))
        make_deep(term);
    sl_lower_emit(l, term, role);
}

sl_term *sl_lower_leaf(sl_lowering *l, sl_term_kind kind, size_t node, sl_str text, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, kind, node, &mark);
    term->text = text;
    sl_lower_emit(l, term, role);
    return term;
}

sl_term *sl_lower_one(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *tuple = sl_lower_begin(l, SL_T_TUPLE, node, &mark);
    sl_lower_into(l, node, role);
    size_t n = l->kids.n - mark;
    if (n > 1) {
        for (size_t i = mark; i < l->kids.n; i++)
            l->kids.v[i]->role = SL_R_ITEM;
        take_kids(l, tuple, mark);
        return tuple;
    }
    l->kids.n = mark;
    return n ? l->kids.v[mark] : NULL;
}

void sl_lower_field(sl_lowering *l, size_t node, const char *field, sl_role role)
{
    size_t at = sl_cst_field(l->cst, node, field);
    if (at != SIZE_MAX)
        sl_lower_into(l, at, role);
}

sl_str sl_lower_text(sl_lowering *l, uint32_t start, uint32_t end)
{
    sl_str text = sl_str_sub(l->cst->text, start, end);
    if (!l->holes)
        return text;
    sl_buf out;
    sl_buf_init(&out, SL_CST_BYTES_MAX);
    uint32_t at = start;
    for (size_t i = 0; i < l->holes->n; i++) {
        const sl_hole *hole = &l->holes->v[i];
        if (hole->start < at || hole->end > end)
            continue;
        sl_buf_add(&out, sl_str_sub(l->cst->text, at, hole->start));
        sl_buf_add(&out, hole->original);
        at = hole->end;
    }
    if (at > start) {
        sl_buf_add(&out, sl_str_sub(l->cst->text, at, end));
        text = sl_dup(l->mem, sl_buf_str(&out));
    }
    sl_buf_clear(&out);
    return text;
}

/* An ellipsis in what stands around a pattern. */
static const sl_hole frame_dots = {.kind = SL_HOLE_DOTS, .name = SL_STR("...")};

static bool is_frame_dots(const sl_lowering *l, size_t node)
{
    sl_str text = sl_cst_text(l->cst, node);
    sl_str prefix = sl_str_of(l->tables->dialect->hole);
    if (sl_str_ends(text, SL_S(";")))
        text.n--;
    if (sl_str_ends(text, SL_S("()")))
        text.n -= 2;
    return sl_str_starts(text, prefix) && sl_str_is(sl_str_sub(text, prefix.n, text.n), "DOTS");
}

/* The hole that a node is; NULL. The outermost node of its bytes is the hole, so that it may stand
   for a statement; lists of things are not. */
static const sl_hole *hole_at(const sl_lowering *l, size_t node, const row *by)
{
    bool is_list =
        by && (by->kind == SL_T_BLOCK || by->kind == SL_T_SPLICE || by->kind == SL_T_MEMBERS);
    const sl_cst_node *n = &l->cst->v[node];
    for (size_t i = 0; l->holes && node && !is_list && i < l->holes->n; i++) {
        const sl_hole *hole = &l->holes->v[i];
        bool has_semicolon = hole->end > 0 && strchr(";,", l->cst->text.p[hole->end - 1]);
        bool has_next = hole->end < l->cst->text.n && l->cst->text.p[hole->end] == ';';
        if (n->start == hole->start && n->end <= hole->end + has_next &&
            n->end + has_semicolon >= hole->end)
            return hole;
    }
    return !is_list && l->holes && node && is_frame_dots(l, node) ? &frame_dots : NULL;
}

static const sl_term_kind hole_kinds[] = {SL_T_ELLIPSIS, SL_T_METAVAR, SL_T_REST, SL_T_TYPED};

static void emit_hole(sl_lowering *l, size_t node, const sl_hole *hole, sl_role role)
{
    bool is_pair = hole->kind == SL_HOLE_VARIABLE &&
                   strstr(sl_cst_type(l->cst, node), "shorthand_property") != NULL;
    size_t mark;
    if (!is_pair) {
        sl_lower_leaf(l, hole_kinds[hole->kind], node, hole->name, role);
        return;
    }
    sl_term *pair = sl_lower_begin(l, SL_T_PAIR, node, &mark); /* {$X} is {$X: $X} */
    sl_lower_leaf(l, SL_T_METAVAR, node, hole->name, SL_R_KEY);
    sl_lower_leaf(l, SL_T_METAVAR, node, hole->name, SL_R_VALUE);
    sl_lower_end(l, pair, mark, role);
}

const sl_hole *sl_lower_hole(const sl_lowering *l, uint32_t start, uint32_t end)
{
    for (size_t i = 0; l->holes && i < l->holes->n; i++)
        if (l->holes->v[i].start == start && l->holes->v[i].end == end)
            return &l->holes->v[i];
    return NULL;
}

static void emit_range(sl_lowering *l, sl_term_kind kind, sl_str text, sl_cst_gap at)
{
    sl_term *made = sl_term_new(l->mem, kind, 0);
    made->start = at.start;
    made->end = at.end;
    made->text = text;
    sl_lower_emit(l, made, SL_R_ITEM);
}

void sl_lower_pieces(sl_lowering *l, uint32_t start, uint32_t end)
{
    uint32_t at = start;
    for (size_t i = 0; l->holes && i < l->holes->n; i++) {
        const sl_hole *hole = &l->holes->v[i];
        if (hole->start < at || hole->end > end)
            continue;
        bool has_next = i + 1 < l->holes->n && l->holes->v[i + 1].start == hole->end;
        bool is_beside = hole->start > at || (hole->end < end && !has_next);
        if (hole->kind == SL_HOLE_DOTS && is_beside)
            continue;
        if (hole->start > at)
            emit_range(l, SL_T_STRING, sl_lower_text(l, at, hole->start),
                       (sl_cst_gap){at, hole->start});
        emit_range(l, hole_kinds[hole->kind], hole->name, (sl_cst_gap){hole->start, hole->end});
        at = hole->end;
    }
    if (at < end)
        emit_range(l, SL_T_STRING, sl_lower_text(l, at, end), (sl_cst_gap){at, end});
}

/* Marks that only separate. */
static bool is_punctuation(sl_str text)
{
    return text.n == 0 || (text.n == 1 && strchr("()[]{},;:\n", text.p[0]));
}

static bool is_word(sl_str text)
{
    return text.n && (sl_is_letter(text.p[0]) || text.p[0] == '_');
}

/* Words that have a row are as good as nodes. */
static bool is_node(const sl_lowering *l, size_t node)
{
    return l->cst->v[node].flags & SL_CST_NAMED || find_row(l, node);
}

static sl_role role_in(const sl_lowering *l, const row *by, size_t child)
{
    const sl_cst_node *node = &l->cst->v[child];
    for (size_t i = 0; by && i < by->rules.n; i++) {
        const rule *r = &by->rules.v[i];
        bool is_it =
            r->type ? sl_cst_is(l->cst, child, r->type) : r->field && r->field == node->field;
        if (is_it || (r->is_rest && is_node(l, child)))
            return r->role;
    }
    return is_node(l, child) ? SL_R_ITEM : SL_R_COUNT;
}

static bool is_left_out(const sl_cst_node *n, const row *by)
{
    bool is_comment = n->flags & SL_CST_EXTRA && !(n->flags & SL_CST_ERROR);
    return is_comment || (by && by->kind == SL_T_SKIP && !by->hook);
}

static void lower_child(sl_lowering *l, sl_term *term, const row *by, size_t child)
{
    const sl_cst_node *node = &l->cst->v[child];
    sl_role role = role_in(l, by, child);
    bool is_named = is_node(l, child);
    sl_str text = sl_lower_text(l, node->start, node->end);
    if (role == SL_R_SKIP || is_left_out(node, NULL))
        return;
    if (role == SL_R_TEXT)
        term->text =
            term->text.n ? sl_printf(l->mem, "%.*s %.*s", SL_FMT(term->text), SL_FMT(text)) : text;
    else if (is_named)
        sl_lower_into(l, child, role);
    else if (!is_punctuation(text) && (role != SL_R_COUNT || term->kind == SL_T_OTHER))
        sl_lower_leaf(l, SL_T_TOKEN, child, text, role == SL_R_COUNT ? SL_R_ITEM : role);
}

static bool has_kids(const sl_term_kind kind)
{
    return kind == SL_T_BLOCK || kind == SL_T_MEMBERS || kind == SL_T_LIST || kind == SL_T_TUPLE ||
           kind == SL_T_DICT || kind == SL_T_RECORD || kind == SL_T_SET || kind == SL_T_RETURN;
}

static void lower_by(sl_lowering *l, size_t node, sl_role role, const row *by)
{
    size_t mark;
    const sl_cst_node *n = &l->cst->v[node];
    if (by && by->kind == SL_T_SPLICE) {
        sl_term none = {.kind = SL_T_SPLICE};
        for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
            sl_role own = role_in(l, by, i);
            bool is_modifier = own == SL_R_COUNT && role == SL_R_MODIFIER;
            if (own == SL_R_ITEM || (is_modifier && is_word(sl_cst_text(l->cst, i))))
                sl_lower_into(l, i, role);
            else
                lower_child(l, &none, by, i);
        }
        return;
    }
    sl_term *term = sl_lower_begin(l, by ? by->kind : SL_T_OTHER, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next)
        lower_child(l, term, by, i);
    if (l->kids.n == mark && !term->text.n && !has_kids(term->kind))
        term->text = sl_lower_text(l, n->start, n->end);
    sl_lower_end(l, term, mark, role);
}

void sl_lower_as(sl_lowering *l, size_t node, sl_role role, const sl_lower_row *from)
{
    const row *made = read_row(l->mem, l->tables->grammar, from);
    lower_by(l, node, role, made);
}

void sl_lower_into(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    const row *by = find_row(l, node);
    if (is_left_out(n, by))
        return;
    const sl_hole *hole = hole_at(l, node, by);
    if (hole)
        emit_hole(l, node, hole, role);
    else if (by && by->hook)
        by->hook(l, node, role);
    else if (!is_node(l, node))
        sl_lower_leaf(l, is_word(sl_cst_text(l->cst, node)) ? SL_T_TOKEN : SL_T_OTHER, node,
                      sl_cst_text(l->cst, node), role);
    else
        lower_by(l, node, role, by);
}

sl_term *sl_lower_tree(sl_arena *mem, const sl_tables *tables, const sl_cst *cst,
                       const sl_holes *holes)
{
    sl_lowering l = {.mem = mem, .tables = tables, .cst = cst, .holes = holes};
    sl_term *root = cst->n ? sl_lower_one(&l, 0, SL_R_ITEM) : NULL;
    return root ? root : sl_term_new(mem, SL_T_BLOCK, SL_R_ITEM);
}
