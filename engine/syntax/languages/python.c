/* Python. */
#include "engine/syntax/hooks.h"

/* import a.b as c, d: one IMPORT each. */
static void lower_import(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        if (!(l->cst->v[i].flags & SL_CST_NAMED) || l->cst->v[i].flags & SL_CST_EXTRA)
            continue;
        bool has_alias = sl_cst_is(l->cst, i, "aliased_import");
        sl_import import = {node, i, SIZE_MAX, SIZE_MAX};
        if (has_alias) {
            import.module = sl_cst_field(l->cst, i, "name");
            import.alias = sl_cst_field(l->cst, i, "alias");
        }
        sl_lower_import(l, &import, role);
    }
}

/* from a import b as c, d. */
static void lower_from(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t module = sl_cst_field(l->cst, node, "module_name");
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        bool is_name = i != module && l->cst->v[i].flags & SL_CST_NAMED;
        if (!is_name || l->cst->v[i].flags & SL_CST_EXTRA)
            continue;
        bool has_alias = sl_cst_is(l->cst, i, "aliased_import");
        sl_import import = {node, module, i, SIZE_MAX};
        if (has_alias) {
            import.name = sl_cst_field(l->cst, i, "name");
            import.alias = sl_cst_field(l->cst, i, "alias");
        }
        sl_lower_import(l, &import, role);
    }
}

/* a.b.c, as names and fields. */
static void lower_dotted(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_term *made = NULL;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        sl_term *name = l->cst->v[i].flags & SL_CST_NAMED ? sl_lower_one(l, i, SL_R_NAME) : NULL;
        if (!name)
            continue;
        size_t mark;
        sl_term *field = sl_lower_begin(l, SL_T_FIELD, node, &mark);
        field->end = name->end;
        if (made) {
            sl_lower_emit(l, made, SL_R_OBJECT);
            sl_lower_emit(l, name, SL_R_NAME);
            sl_lower_end(l, field, mark, role);
            l->kids.n = mark;
        }
        made = made ? field : name;
    }
    if (made)
        sl_lower_emit(l, made, role);
}

/* elif is an if in the else. */
static void lower_if_from(sl_lowering *l, size_t node, size_t clause, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t last = cst->v[node].next;
    sl_term *term = sl_lower_begin(l, SL_T_IF, clause, &mark);
    sl_lower_field(l, clause, "condition", SL_R_COND);
    sl_lower_field(l, clause, "consequence", SL_R_THEN);
    size_t next = clause == node ? sl_cst_first(cst, node) : cst->v[clause].next;
    while (next < last && !sl_cst_is(cst, next, "elif_clause") &&
           !sl_cst_is(cst, next, "else_clause"))
        next = cst->v[next].next;
    if (next < last && sl_cst_is(cst, next, "elif_clause"))
        lower_if_from(l, node, next, SL_R_ELSE);
    else if (next < last)
        sl_lower_field(l, next, "body", SL_R_ELSE);
    term->end = cst->v[node].end;
    sl_lower_end(l, term, mark, role);
}

static void lower_if(sl_lowering *l, size_t node, sl_role role)
{
    lower_if_from(l, node, node, role);
}

/* "a" "b" is "ab". */
static void lower_joined(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_TEMPLATE, node, &mark);
    sl_buf text;
    sl_buf_init(&text, SL_CST_BYTES_MAX);
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next)
        if (l->cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, SL_R_ITEM);
    bool is_plain = true;
    for (size_t i = mark; i < l->kids.n; i++) {
        is_plain &= l->kids.v[i]->kind == SL_T_STRING;
        sl_buf_add(&text, l->kids.v[i]->text);
    }
    if (is_plain) {
        term->kind = SL_T_STRING;
        term->text = sl_dup(l->mem, sl_buf_str(&text));
        l->kids.n = mark;
    }
    sl_buf_clear(&text);
    sl_lower_end(l, term, mark, role);
}

/* "x, y" as a statement, a subscript or a returned value is a tuple. */
static void lower_statement(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_EXPR, node, &mark);
    const sl_cst_node *n = &l->cst->v[node];
    size_t count = 0;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next)
        count += (l->cst->v[i].flags & SL_CST_NAMED) != 0;
    static const sl_lower_row tuple = {"", SL_T_TUPLE, NULL, NULL};
    if (count > 1)
        sl_lower_as(l, node, SL_R_ITEM, &tuple);
    else
        for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next)
            sl_lower_into(l, i, SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
}

/* except A as e: */
static void lower_except(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    const sl_cst *cst = l->cst;
    sl_term *term = sl_lower_begin(l, SL_T_CATCH, node, &mark);
    size_t value = sl_cst_field(cst, node, "value");
    bool is_as = value != SIZE_MAX && sl_cst_is(cst, value, "as_pattern");
    if (is_as) {
        sl_lower_into(l, sl_cst_first(cst, value), SL_R_TYPE);
        sl_lower_field(l, value, "alias", SL_R_ALIAS);
    } else if (value != SIZE_MAX) {
        sl_lower_into(l, value, SL_R_TYPE);
    }
    sl_lower_field(l, node, "alias", SL_R_ALIAS);
    size_t block = sl_cst_child(cst, node, "block");
    if (block != SIZE_MAX)
        sl_lower_into(l, block, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* x[1, 2] has one index, a tuple. */
static void lower_subscript(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    TSFieldId field = ts_language_field_id_for_name(cst->grammar, "subscript", 9);
    size_t mark;
    size_t inner;
    size_t n = 0;
    sl_term *term = sl_lower_begin(l, SL_T_INDEX, node, &mark);
    sl_lower_field(l, node, "value", SL_R_OBJECT);
    sl_term *tuple = sl_lower_begin(l, SL_T_TUPLE, node, &inner);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (cst->v[i].field != field)
            continue;
        sl_lower_into(l, i, SL_R_ITEM);
        tuple->end = cst->v[i].end;
        if (!n++)
            tuple->start = cst->v[i].start;
    }
    if (n > 1)
        sl_lower_end(l, tuple, inner, SL_R_ARG);
    else if (l->kids.n > inner)
        l->kids.v[l->kids.n - 1]->role = SL_R_ARG;
    sl_lower_end(l, term, mark, role);
}

/* a if b else c. */
static void lower_ternary(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_role roles[] = {SL_R_LEFT, SL_R_COND, SL_R_RIGHT};
    size_t mark;
    size_t n = 0;
    sl_term *term = sl_lower_begin(l, SL_T_TERNARY, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next)
        if (l->cst->v[i].flags & SL_CST_NAMED && !(l->cst->v[i].flags & SL_CST_EXTRA) && n < 3)
            sl_lower_into(l, i, roles[n++]);
    sl_lower_end(l, term, mark, role);
}

/* b"a" is not "a". */
static void lower_text(sl_lowering *l, size_t node, sl_role role)
{
    sl_str text = sl_cst_text(l->cst, node);
    size_t mark = l->kids.n;
    sl_lower_string(l, node, role);
    bool is_raw = text.n > 1 && (text.p[0] == 'r' || text.p[0] == 'R');
    bool is_bytes = text.n > 1 && strchr("bB", text.p[is_raw]);
    if (is_bytes && l->kids.n > mark)
        l->kids.v[mark]->type = SL_TERM_BYTES;
}

static const sl_lower_row rows[] = {
    {"parenthesized_expression", 0, NULL, sl_lower_parentheses},
    {"string", 0, NULL, lower_text},
    {"import_statement", 0, NULL, lower_import},
    {"import_from_statement future_import_statement", 0, NULL, lower_from},
    {"dotted_name", 0, NULL, lower_dotted},
    {"if_statement", 0, NULL, lower_if},
    {"concatenated_string", 0, NULL, lower_joined},
    {"expression_statement", 0, NULL, lower_statement},
    {"except_clause except_group_clause", 0, NULL, lower_except},
    {"decorated_definition", 0, NULL, sl_lower_decorated},
    {"generic_type", 0, NULL, sl_lower_generic},
    {"expression_list pattern_list tuple_pattern", SL_T_TUPLE, NULL, NULL},
    {"attribute", SL_T_FIELD, "object:object attribute:name", NULL},
    {"subscript", 0, NULL, lower_subscript},
    {"keyword_argument", SL_T_KEYWORD, "name:name value:value", NULL},
    {"list_splat list_splat_pattern dictionary_splat dictionary_splat_pattern", SL_T_SPLAT,
     "@*:text @**:text", NULL},
    {"assignment", SL_T_ASSIGN, "left:left right:right type:type", NULL},
    {"augmented_assignment", SL_T_UPDATE, "left:left operator:text right:right", NULL},
    {"named_expression", SL_T_ASSIGN, "name:left value:right", NULL},
    {"binary_operator boolean_operator", SL_T_BINARY, "left:left operator:text right:right", NULL},
    {"comparison_operator", SL_T_BINARY, "operators:text *:left", NULL},
    {"not_operator", SL_T_UNARY, "@not:text", NULL},
    {"unary_operator", SL_T_UNARY, "operator:text", NULL},
    {"conditional_expression", 0, NULL, lower_ternary},
    {"for_in_clause", SL_T_FOREACH, "left:left right:right @async:-", NULL},
    {"lambda", SL_T_FUNCTION, "parameters:param body:body @lambda:text", NULL},
    {"lambda_parameters type", SL_T_SPLICE, NULL, NULL},
    {"function_definition", SL_T_FUNCTION,
     "name:name parameters:param return_type:result body:body @async:modifier type_parameters:-",
     NULL},
    {"class_definition", SL_T_CLASS, "name:name superclasses:base body:body type_parameters:-",
     NULL},
    {"decorator", 0, NULL, sl_lower_decorator},
    {"default_parameter", SL_T_PARAM, "name:name value:value", NULL},
    {"typed_default_parameter", SL_T_PARAM, "name:name type:type value:value", NULL},
    {"typed_parameter", SL_T_PARAM, "type:type *:name", NULL},
    {"raise_statement", SL_T_THROW, NULL, NULL},
    {"for_statement", SL_T_FOREACH,
     "left:left right:right body:body alternative:else @async:modifier", NULL},
    {"while_statement", SL_T_WHILE, "condition:cond body:body alternative:else", NULL},
    {"try_statement", SL_T_TRY,
     "body:body @except_clause:catch @except_group_clause:catch @else_clause:else "
     "@finally_clause:finally",
     NULL},
    {"else_clause", SL_T_SPLICE, NULL, NULL},
    {"with_statement", SL_T_WITH, "body:body @with_clause:init @async:modifier", NULL},
    {"with_clause", SL_T_SPLICE, NULL, NULL},
    {"with_item", SL_T_SPLICE, NULL, NULL},
    {"as_pattern", SL_T_OTHER, "alias:alias", NULL},
    {"as_pattern_target", SL_T_SPLICE, NULL, NULL},
    {"list", SL_T_LIST, NULL, NULL},
    {"tuple", SL_T_TUPLE, NULL, NULL},
    {"dictionary", SL_T_DICT, NULL, NULL},
    {"set", SL_T_SET, NULL, NULL},
    {"pair", SL_T_PAIR, "key:key value:value", NULL},
    {"await", SL_T_AWAIT, NULL, NULL},
    {"list_comprehension set_comprehension dictionary_comprehension generator_expression",
     SL_T_COMPREHENSION, NULL, NULL},
    {"match_statement", SL_T_SWITCH, "subject:cond body:body", NULL},
    {"case_clause", SL_T_CASE, "consequence:body guard:value *:cond", NULL},
    {"case_pattern", SL_T_SPLICE, NULL, NULL},
    {"pass_statement", SL_T_JUMP, "@pass:text", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%",      "**%",          "%: %",           "%=%", "@%\n",
                                   "% as %", "case %:\n  %", "except %:\n  %", NULL};
static const char *const variables[] = {"%", "@%", "\"%\"", NULL};

static const sl_frame frames[] = {
    {"", "\n", NULL},
    {"", "\ndef SL__F(): SL__DOTS\n", "@"},
    {"", "\n  SL__DOTS\n", NULL},
    {"", ": SL__DOTS\n", NULL},
    {"try:\n  SL__DOTS\n", "\n", NULL},
    {"if SL__DOTS:\n  SL__DOTS\n", "\n", NULL},
    {"match SL__DOTS:\n  ", "\n", NULL},
    {"SL__F(", ")\n", NULL},
    {"{", "}\n", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "SL__V: %.*s", SL_FMT(type));
}

const sl_dialect sl_dialect_python = {
    .language = "python",
    .grammar = "python",
    SL_DIALECT_TABLES,
};
