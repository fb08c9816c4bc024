/* Hooks that several languages share: strings, decorated definitions, types with arguments. */
#include "engine/syntax/hooks.h"

/* Nodes inside a string that are its text, not code. */
static bool is_text_node(const char *type)
{
    static const char *const parts[] = {"content",
                                        "fragment",
                                        "escape",
                                        "string_start",
                                        "string_end",
                                        "quote",
                                        "_text",
                                        "_char",
                                        "delimiter",
                                        "template_literal",
                                        "quoted_template_",
                                        "interpolation_start"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(type, parts[i]))
            return true;
    return false;
}

/* The bytes between the quotes, whatever letters stand before them. */
static void inside_quotes(sl_str text, uint32_t *from, uint32_t *to)
{
    size_t a = 0;
    size_t b = text.n;
    while (a < b && !strchr("'\"`", text.p[a]) && a < 8)
        a++;
    if (a == b || a == 8) {
        *from = 0;
        *to = (uint32_t)text.n;
        return;
    }
    char quote = text.p[a];
    while (b > a + 1 && text.p[b - 1] == '#')
        b--;
    size_t run = 1;
    if (a + 5 < b && text.p[a + 1] == quote && text.p[a + 2] == quote && text.p[b - 1] == quote &&
        text.p[b - 2] == quote && text.p[b - 3] == quote)
        run = 3;
    *from = (uint32_t)(a + run);
    *to = b >= a + 2 * run && text.p[b - 1] == quote ? (uint32_t)(b - run) : (uint32_t)b;
}

void sl_lower_piece(sl_lowering *l, uint32_t start, uint32_t end)
{
    if (start >= end)
        return;
    sl_str text = sl_lower_text(l, start, end);
    bool is_dots = l->holes && sl_str_is(sl_str_trim(text), "...");
    sl_term *piece = sl_term_new(l->mem, is_dots ? SL_T_ELLIPSIS : SL_T_STRING, 0);
    piece->start = start;
    piece->end = end;
    piece->text = text;
    sl_lower_emit(l, piece, SL_R_ITEM);
}

void sl_lower_string(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    uint32_t from;
    uint32_t to;
    size_t mark;
    bool has_code = false;
    sl_term *term = sl_lower_begin(l, SL_T_STRING, node, &mark);
    inside_quotes(sl_cst_text(l->cst, node), &from, &to);
    uint32_t at = n->start + from;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        const sl_cst_node *kid = &l->cst->v[i];
        if (!(kid->flags & SL_CST_NAMED) || is_text_node(sl_cst_type(l->cst, i)))
            continue;
        has_code = true;
        sl_lower_piece(l, at, kid->start);
        sl_lower_into(l, i, SL_R_ITEM);
        at = kid->end;
    }
    if (has_code) {
        sl_lower_piece(l, at, n->start + to);
        term->kind = SL_T_TEMPLATE;
    } else {
        term->text = sl_lower_text(l, n->start + from, n->start + to);
    }
    sl_lower_end(l, term, mark, role);
}

void sl_lower_decorated(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t inner = sl_cst_field(l->cst, node, "definition");
    if (inner == SIZE_MAX)
        inner = sl_cst_field(l->cst, node, "declaration");
    sl_term *term = inner == SIZE_MAX ? NULL : sl_lower_one(l, inner, role);
    size_t mark = l->kids.n;
    if (!term)
        return;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        sl_str text = sl_cst_text(l->cst, i);
        bool is_mark = !(l->cst->v[i].flags & SL_CST_NAMED) && text.n == 1;
        if (i != inner && !is_mark)
            sl_lower_into(l, i, SL_R_MODIFIER);
    }
    for (uint32_t i = 0; i < term->n; i++)
        *sl_list_add(l->mem, &l->kids) = term->kids[i];
    term->start = n->start;
    sl_lower_end(l, term, mark, role);
}

void sl_lower_generic(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t first = sl_cst_first(l->cst, node);
    while (first < n->next && !(l->cst->v[first].flags & SL_CST_NAMED))
        first = l->cst->v[first].next;
    sl_term *term = first < n->next ? sl_lower_one(l, first, role) : NULL;
    if (!term)
        return;
    size_t mark = l->kids.n;
    for (uint32_t i = 0; i < term->n; i++)
        *sl_list_add(l->mem, &l->kids) = term->kids[i];
    for (size_t i = l->cst->v[first].next; i < n->next; i = l->cst->v[i].next)
        if (l->cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, SL_R_TYPEARG);
    term->end = n->end;
    sl_lower_end(l, term, mark, role);
}

bool sl_lower_is_plain(const sl_lowering *l, size_t node)
{
    size_t mark = sl_cst_field(l->cst, node, "operator");
    return mark == SIZE_MAX || sl_str_is(sl_cst_text(l->cst, mark), "=");
}

void sl_lower_assignment(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row plain = {"", SL_T_ASSIGN, "left:left operator:- right:right", NULL};
    static const sl_lower_row other = {"", SL_T_UPDATE, "left:left operator:text right:right",
                                       NULL};
    sl_lower_as(l, node, role, sl_lower_is_plain(l, node) ? &plain : &other);
}

void sl_lower_case_body(sl_lowering *l, size_t node, size_t from, size_t value)
{
    size_t mark;
    sl_term *body = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    for (size_t i = from; i < l->cst->v[node].next; i = l->cst->v[i].next)
        if (i != value && l->cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, SL_R_ITEM);
    if (l->kids.n > mark)
        body->start = l->kids.v[mark]->start;
    sl_lower_end(l, body, mark, SL_R_BODY);
}

void sl_lower_case(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t value = sl_cst_field(l->cst, node, "value");
    if (value == SIZE_MAX)
        value = sl_cst_child(l->cst, node, "switch_label");
    if (value == SIZE_MAX)
        value = sl_cst_field(l->cst, node, "type");
    sl_term *term = sl_lower_begin(l, SL_T_CASE, node, &mark);
    if (value != SIZE_MAX)
        sl_lower_into(l, value, SL_R_COND);
    sl_lower_case_body(l, node, sl_cst_first(l->cst, node), value);
    sl_lower_end(l, term, mark, role);
}

/* What stands before a declarator, the type and other declarators apart. */
static void lower_modifiers(sl_lowering *l, size_t node, size_t declarator, size_t type)
{
    for (size_t k = sl_cst_first(l->cst, node); k < declarator; k = l->cst->v[k].next)
        if (k != type && !sl_cst_is(l->cst, k, "variable_declarator") &&
            !sl_str_is(sl_cst_text(l->cst, k), ","))
            sl_lower_into(l, k, SL_R_MODIFIER);
}

void sl_lower_variables(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t type = sl_cst_field(l->cst, node, "type");
    bool is_first = true;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        if (!sl_cst_is(l->cst, i, "variable_declarator"))
            continue;
        size_t mark;
        sl_term *term = sl_lower_begin(l, SL_T_VAR, i, &mark);
        lower_modifiers(l, node, i, type);
        if (type != SIZE_MAX)
            sl_lower_into(l, type, SL_R_TYPE);
        sl_lower_field(l, i, "type", SL_R_TYPE);
        sl_lower_field(l, i, "name", SL_R_NAME);
        sl_lower_field(l, i, "value", SL_R_VALUE);
        if (is_first)
            term->start = n->start;
        if (l->cst->v[i].next == n->next || is_first)
            term->end = n->end;
        is_first = false;
        sl_lower_end(l, term, mark, role);
    }
}

/* f(a) as a decorator is the name f with arguments, as f alone is. */
void sl_lower_decorator(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_MODIFIER, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        sl_term *name = l->cst->v[i].flags & SL_CST_NAMED ? sl_lower_one(l, i, SL_R_NAME) : NULL;
        bool is_call = name && name->kind == SL_T_CALL;
        for (uint32_t k = 0; is_call && k < name->n; k++)
            sl_lower_emit(l, name->kids[k],
                          name->kids[k]->role == SL_R_CALLEE ? SL_R_NAME : name->kids[k]->role);
        if (name && !is_call)
            sl_lower_emit(l, name, SL_R_NAME);
    }
    sl_lower_end(l, term, mark, role);
}

/* What is declared by one statement begins and ends where that does. */
void sl_lower_declarations(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t mark = l->kids.n;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next)
        if (l->cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, role);
    if (l->kids.n == mark)
        return;
    bool is_import = l->kids.v[mark]->kind == SL_T_IMPORT;
    for (size_t i = mark; i < l->kids.n; i++) {
        if (is_import || i == mark)
            l->kids.v[i]->start = n->start;
        if (is_import || i + 1 == l->kids.n)
            l->kids.v[i]->end = n->end;
    }
}

/* Decorators among the members of a class belong to the member after them. */
void sl_lower_members(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t outer;
    sl_term *term = sl_lower_begin(l, SL_T_MEMBERS, node, &outer);
    for (size_t i = sl_cst_first(l->cst, node); i < n->next;) {
        size_t first = i;
        while (i < n->next && sl_cst_is(l->cst, i, "decorator"))
            i = l->cst->v[i].next;
        if (i == n->next)
            break;
        if (l->cst->v[i].flags & SL_CST_NAMED) {
            sl_term *member = first < i ? sl_lower_one(l, i, SL_R_ITEM) : NULL;
            size_t mark = l->kids.n;
            for (size_t k = first; member && k < i; k = l->cst->v[k].next)
                sl_lower_into(l, k, SL_R_MODIFIER);
            for (uint32_t k = 0; member && k < member->n; k++)
                *sl_list_add(l->mem, &l->kids) = member->kids[k];
            if (member)
                member->start = l->cst->v[first].start;
            if (member)
                sl_lower_end(l, member, mark, SL_R_ITEM);
            else
                sl_lower_into(l, i, SL_R_ITEM);
        }
        i = l->cst->v[i].next;
    }
    sl_lower_end(l, term, outer, role);
}

/* Kinds that are statements as they stand, and holes, which may stand for any. */
static bool is_statement(const sl_term *t)
{
    static const uint64_t kinds =
        (uint64_t)1 << SL_T_ELLIPSIS | (uint64_t)1 << SL_T_METAVAR | (uint64_t)1 << SL_T_REST |
        (uint64_t)1 << SL_T_BLOCK | (uint64_t)1 << SL_T_MEMBERS | (uint64_t)1 << SL_T_EXPR |
        (uint64_t)1 << SL_T_VAR | (uint64_t)1 << SL_T_CLASS | (uint64_t)1 << SL_T_IMPORT |
        (uint64_t)1 << SL_T_MODIFIER | (uint64_t)1 << SL_T_IF | (uint64_t)1 << SL_T_FOREACH |
        (uint64_t)1 << SL_T_FOR | (uint64_t)1 << SL_T_WHILE | (uint64_t)1 << SL_T_SWITCH |
        (uint64_t)1 << SL_T_CASE | (uint64_t)1 << SL_T_TRY | (uint64_t)1 << SL_T_CATCH |
        (uint64_t)1 << SL_T_FINALLY | (uint64_t)1 << SL_T_WITH | (uint64_t)1 << SL_T_RETURN |
        (uint64_t)1 << SL_T_THROW | (uint64_t)1 << SL_T_JUMP | (uint64_t)1 << SL_T_OTHER;
    bool is_definition = t->kind == SL_T_FUNCTION && sl_term_get(t, SL_R_NAME);
    return kinds >> t->kind & 1 || is_definition;
}

void sl_lower_statement(sl_lowering *l, size_t node, sl_role role)
{
    bool is_body = role == SL_R_ITEM || role == SL_R_BODY || role == SL_R_THEN || role == SL_R_ELSE;
    size_t first = l->kids.n;
    sl_lower_into(l, node, is_body ? SL_R_ITEM : role);
    for (size_t i = first; is_body && i < l->kids.n; i++) {
        sl_term *term = l->kids.v[i];
        size_t n = l->kids.n;
        size_t mark;
        if (!is_statement(term)) {
            sl_term *statement = sl_lower_begin(l, SL_T_EXPR, node, &mark);
            sl_lower_emit(l, term, SL_R_ITEM);
            sl_lower_end(l, statement, mark, SL_R_ITEM);
            term = l->kids.v[n];
            l->kids.n = n;
        }
        sl_lower_emit(l, term, role); /* wraps what has to be a block */
        l->kids.v[i] = l->kids.v[n];
        l->kids.n = n;
    }
}

void sl_lower_statements(sl_lowering *l, size_t node, size_t from, sl_role role)
{
    size_t mark;
    sl_term *block = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    for (size_t i = from; i < l->cst->v[node].next; i = l->cst->v[i].next)
        if (l->cst->v[i].flags & SL_CST_NAMED)
            sl_lower_statement(l, i, SL_R_ITEM);
    sl_lower_end(l, block, mark, role);
}

sl_term *sl_lower_import(sl_lowering *l, const sl_import *import, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_IMPORT, import->node, &mark);
    if (import->module != SIZE_MAX)
        sl_lower_into(l, import->module, SL_R_MODULE);
    if (import->name != SIZE_MAX)
        sl_lower_into(l, import->name, SL_R_NAME);
    if (import->alias != SIZE_MAX)
        sl_lower_into(l, import->alias, SL_R_ALIAS);
    sl_lower_end(l, term, mark, role);
    return term;
}

/* A term of `kind`: the first named child in one role, all others in another. */
static void lower_first(sl_lowering *l, size_t node, const sl_term_kind kind, const sl_role *roles)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, kind, node, &mark);
    sl_role in = roles[0];
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next) {
        if (!sl_cst_is_named(l->cst, i))
            continue;
        sl_lower_into(l, i, in);
        in = roles[1];
    }
    sl_lower_end(l, term, mark, roles[2]);
}

void sl_lower_index(sl_lowering *l, size_t node, sl_role role)
{
    lower_first(l, node, SL_T_INDEX, (sl_role[]){SL_R_OBJECT, SL_R_ARG, role});
}

void sl_lower_member(sl_lowering *l, size_t node, sl_role role)
{
    lower_first(l, node, SL_T_FIELD, (sl_role[]){SL_R_OBJECT, SL_R_NAME, role});
}

void sl_lower_binary(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_BINARY, "left:left operator:text right:right", NULL};
    size_t mark = l->kids.n;
    sl_lower_as(l, node, role, &row);
    sl_term *term = l->kids.n > mark ? l->kids.v[mark] : NULL;
    if (term && term->kind == SL_T_BINARY && sl_str_eq_case(term->text, SL_S("and")))
        term->text = SL_S("&&");
    else if (term && term->kind == SL_T_BINARY && sl_str_eq_case(term->text, SL_S("or")))
        term->text = SL_S("||");
}

void sl_lower_parentheses(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row inner = {"", SL_T_SPLICE, "type:-", NULL};
    size_t mark = l->kids.n;
    sl_lower_as(l, node, role, &inner);
    if (l->kids.n != mark + 1 || l->holes) /* a pattern has the place that it is told by */
        return;
    for (sl_term *t = l->kids.v[mark]; t; t = t->flags & SL_TERM_BARE && t->n ? t->kids[0] : NULL) {
        t->start = l->cst->v[node].start;
        t->end = l->cst->v[node].end;
    }
}
