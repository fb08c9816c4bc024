/* Ruby. A call with a block is a call of the call with a function: f(x) { y } is f(x) called with
   { y }, so that f(x) is in it as it stands. What a function ends with is what it returns. */
#include "engine/syntax/languages/ruby_text.h"

static bool is_one_of(const sl_lowering *l, size_t node, const char *types)
{
    sl_str type = sl_str_of(sl_cst_type(l->cst, node));
    sl_str rest = sl_str_of(types);
    sl_str one;
    while (sl_str_cut(&rest, ' ', &one))
        if (sl_str_eq(one, type))
            return true;
    return false;
}

/* Statements. */

static bool is_bare_expression(const sl_term *t)
{
    return t->kind == SL_T_OTHER || (t->kind > SL_T_TYPED && t->kind < SL_T_BLOCK);
}

static void wrap_statements(sl_lowering *l, size_t mark)
{
    for (size_t i = mark; i < l->kids.n; i++) {
        sl_term *t = l->kids.v[i];
        if (!is_bare_expression(t))
            continue;
        sl_term *made = sl_term_new(l->mem, SL_T_EXPR, SL_R_ITEM);
        made->start = t->start;
        made->end = t->end;
        made->type = "statement";
        made->n = 1;
        made->kids = sl_alloc_array(l->mem, 1, sizeof *made->kids);
        made->kids[0] = t;
        t->role = SL_R_ITEM;
        t->parent = made;
        t->at = 0;
        l->kids.v[i] = made;
    }
}

static bool is_clause(const sl_lowering *l, size_t node)
{
    return sl_ruby_is_named(l, node) && is_one_of(l, node, "rescue else ensure");
}

/* A BLOCK of the statements of a node, clauses of `begin` apart. */
static void lower_statements(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *block = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < sl_ruby_next(l, node); i = sl_ruby_next(l, i))
        if (sl_ruby_is_named(l, i) && !is_clause(l, i))
            sl_lower_into(l, i, SL_R_ITEM);
    wrap_statements(l, mark);
    if (l->kids.n > mark && node) {
        block->start = l->kids.v[mark]->start;
        block->end = l->kids.v[l->kids.n - 1]->end;
    }
    sl_lower_end(l, block, mark, role);
}

/* Statements, as a TRY where something is rescued or ensured. */
static void lower_block(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t inner;
    size_t clause = sl_cst_first(l->cst, node);
    while (clause < sl_ruby_next(l, node) && !is_clause(l, clause))
        clause = sl_ruby_next(l, clause);
    if (clause >= sl_ruby_next(l, node)) {
        lower_statements(l, node, role);
        return;
    }
    bool is_body = role == SL_R_BODY || role == SL_R_THEN || role == SL_R_ELSE;
    sl_term *block = is_body ? sl_lower_begin(l, SL_T_BLOCK, node, &mark) : NULL;
    sl_term *term = sl_lower_begin(l, SL_T_TRY, node, &inner);
    lower_statements(l, node, SL_R_BODY);
    for (; clause < sl_ruby_next(l, node); clause = sl_ruby_next(l, clause))
        if (is_clause(l, clause))
            sl_lower_into(l, clause,
                          sl_cst_is(l->cst, clause, "rescue") ? SL_R_CATCH
                          : sl_cst_is(l->cst, clause, "else") ? SL_R_ELSE
                                                              : SL_R_FINALLY);
    sl_lower_end(l, term, inner, block ? SL_R_ITEM : role);
    if (block)
        sl_lower_end(l, block, mark, role);
}

static void lower_ensure(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_FINALLY, node, &mark);
    lower_statements(l, node, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* (a) is a; (a; b) is a block. */
static void lower_parentheses(sl_lowering *l, size_t node, sl_role role)
{
    size_t n = 0;
    size_t only = SIZE_MAX;
    for (size_t i = sl_cst_first(l->cst, node); i < sl_ruby_next(l, node); i = sl_ruby_next(l, i))
        if (sl_ruby_is_named(l, i) && !(l->cst->v[i].flags & SL_CST_EXTRA)) {
            only = i;
            n++;
        }
    if (n == 1)
        sl_lower_into(l, only, role);
    else
        lower_statements(l, node, role);
}

static void lower_not(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_UNARY, node, &mark);
    term->text = SL_S("!");
    sl_lower_into(l, node, SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
}

static void lower_condition(sl_lowering *l, size_t node, bool is_not)
{
    size_t cond = sl_cst_field(l->cst, node, "condition");
    if (cond == SIZE_MAX)
        return;
    if (is_not)
        lower_not(l, cond, SL_R_COND);
    else
        sl_lower_into(l, cond, SL_R_COND);
}

static void lower_bare_body(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *block = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    block->flags |= SL_TERM_BARE;
    sl_lower_into(l, node, SL_R_ITEM);
    wrap_statements(l, mark);
    sl_lower_end(l, block, mark, role);
}

/* if, elsif, unless and `x if y`. */
static void lower_if(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t body = sl_cst_field(l->cst, node, "body");
    sl_term *term = sl_lower_begin(l, SL_T_IF, node, &mark);
    lower_condition(l, node, is_one_of(l, node, "unless unless_modifier"));
    sl_lower_field(l, node, "consequence", SL_R_THEN);
    sl_lower_field(l, node, "alternative", SL_R_ELSE);
    if (body != SIZE_MAX)
        lower_bare_body(l, body, SL_R_THEN);
    sl_lower_end(l, term, mark, role);
}

static void lower_while(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t body = sl_cst_field(l->cst, node, "body");
    sl_term *term = sl_lower_begin(l, SL_T_WHILE, node, &mark);
    lower_condition(l, node, is_one_of(l, node, "until until_modifier"));
    if (body != SIZE_MAX && sl_cst_is(l->cst, body, "do"))
        sl_lower_into(l, body, SL_R_BODY);
    else if (body != SIZE_MAX)
        lower_bare_body(l, body, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* The branches of a case are in a block, as they are in other languages. */
static void lower_switch(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t inner;
    size_t value = sl_cst_field(l->cst, node, "value");
    sl_term *term = sl_lower_begin(l, SL_T_SWITCH, node, &mark);
    if (value != SIZE_MAX)
        sl_lower_into(l, value, SL_R_COND);
    sl_term *body = sl_lower_begin(l, SL_T_BLOCK, node, &inner);
    for (size_t i = sl_cst_first(l->cst, node); i < sl_ruby_next(l, node); i = sl_ruby_next(l, i)) {
        size_t one;
        if (i == value || !sl_ruby_is_named(l, i))
            continue;
        if (!sl_cst_is(l->cst, i, "else")) {
            sl_lower_into(l, i, SL_R_ITEM);
            continue;
        }
        sl_term *last = sl_lower_begin(l, SL_T_CASE, i, &one);
        sl_lower_into(l, i, SL_R_BODY);
        sl_lower_end(l, last, one, SL_R_ITEM);
    }
    if (l->kids.n > inner)
        body->start = l->kids.v[inner]->start;
    sl_lower_end(l, body, inner, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* x rescue y. */
static void lower_rescue_modifier(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t inner;
    size_t body = sl_cst_field(l->cst, node, "body");
    size_t handler = sl_cst_field(l->cst, node, "handler");
    sl_term *term = sl_lower_begin(l, SL_T_TRY, node, &mark);
    term->text = SL_S("rescue");
    if (body != SIZE_MAX)
        lower_bare_body(l, body, SL_R_BODY);
    if (handler != SIZE_MAX) {
        sl_term *caught = sl_lower_begin(l, SL_T_CATCH, handler, &inner);
        lower_bare_body(l, handler, SL_R_BODY);
        sl_lower_end(l, caught, inner, SL_R_CATCH);
    }
    sl_lower_end(l, term, mark, role);
}

/* Functions. */

static void return_last(sl_term *block);

/* What a statement that stands last gives is returned. */
static void return_from(sl_term *t)
{
    if (t->kind == SL_T_EXPR) {
        t->kind = SL_T_RETURN;
        return;
    }
    bool has_finally = t->kind == SL_T_TRY && sl_term_get(t, SL_R_FINALLY);
    for (uint32_t i = 0; i < t->n; i++) {
        sl_term *kid = t->kids[i];
        bool is_way = kid->role == SL_R_THEN || kid->role == SL_R_ELSE || kid->role == SL_R_BODY ||
                      kid->role == SL_R_CATCH;
        if (kid->role == SL_R_FINALLY && t->kind == SL_T_TRY)
            return_last(sl_term_get(kid, SL_R_BODY));
        else if (is_way && !has_finally && kid->kind == SL_T_CATCH)
            return_last(sl_term_get(kid, SL_R_BODY));
        else if (is_way && !has_finally)
            return_last(kid);
    }
}

static void return_cases(sl_term *cases)
{
    for (uint32_t i = 0; cases && i < cases->n; i++)
        return_last(sl_term_get(cases->kids[i], SL_R_BODY));
}

static void return_last(sl_term *block)
{
    sl_term *last =
        block && block->kind == SL_T_BLOCK && block->n ? block->kids[block->n - 1] : NULL;
    if (!last)
        return;
    if (last->kind == SL_T_BLOCK)
        return_last(last);
    else if (last->kind == SL_T_SWITCH)
        return_cases(sl_term_get(last, SL_R_BODY));
    else if (last->kind == SL_T_IF || last->kind == SL_T_TRY || last->kind == SL_T_EXPR)
        return_from(last);
}

static void lower_empty(sl_lowering *l, size_t node)
{
    sl_lower_leaf(l, SL_T_BLOCK, node, (sl_str){0}, SL_R_BODY)->start = l->cst->v[node].end;
}

static void emit_body(sl_lowering *l, size_t node, size_t body)
{
    if (body == SIZE_MAX)
        lower_empty(l, node);
    else if (is_one_of(l, body, "body_statement block_body"))
        sl_lower_into(l, body, SL_R_BODY);
    else
        lower_bare_body(l, body, SL_R_BODY);
    if (!l->holes)
        return_last(l->kids.v[l->kids.n - 1]);
}

/* def, blocks and lambdas. */
static void lower_function(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_FUNCTION, node, &mark);
    size_t body = sl_cst_field(l->cst, node, "body");
    bool is_lambda = sl_cst_is(l->cst, node, "lambda");
    if (is_lambda)
        term->text = SL_S("lambda");
    if (sl_cst_is(l->cst, node, "singleton_method"))
        term->text = SL_S("singleton");
    sl_lower_field(l, node, "object", SL_R_OBJECT);
    sl_lower_field(l, node, "name", SL_R_NAME);
    sl_lower_field(l, node, "parameters", SL_R_PARAM);
    if (is_lambda && body != SIZE_MAX)
        body = sl_cst_field(l->cst, body, "body");
    emit_body(l, node, body);
    sl_lower_end(l, term, mark, role);
}

/* class, module and class << x. */
static void lower_class(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_CLASS, node, &mark);
    if (!sl_cst_is(l->cst, node, "class"))
        term->text = sl_str_of(sl_cst_type(l->cst, node));
    sl_lower_field(l, node, "name", SL_R_NAME);
    sl_lower_field(l, node, "value", SL_R_NAME);
    sl_lower_field(l, node, "superclass", SL_R_BASE);
    if (sl_cst_field(l->cst, node, "body") == SIZE_MAX)
        lower_empty(l, node);
    sl_lower_field(l, node, "body", SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

static void lower_param(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row plain = {"", SL_T_PARAM,
                                       "name:name value:value @*:text @**:text @&:text", NULL};
    sl_lower_as(l, node, role, &plain);
}

/* Calls. */

/* a.b, a&.b, a::b; b alone. */
static void emit_callee(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t receiver = sl_cst_field(l->cst, node, "receiver");
    size_t method = sl_cst_field(l->cst, node, "method");
    if (receiver == SIZE_MAX) {
        if (method != SIZE_MAX)
            sl_lower_into(l, method, role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_FIELD, node, &mark);
    sl_lower_into(l, receiver, SL_R_OBJECT);
    if (method != SIZE_MAX)
        sl_lower_into(l, method, SL_R_NAME);
    else
        sl_lower_leaf(l, SL_T_NAME, receiver, SL_S("call"), SL_R_NAME);
    term->end = method == SIZE_MAX ? l->cst->v[receiver].end : l->cst->v[method].end;
    sl_lower_end(l, term, mark, role);
}

/* The call without its block: a.b without arguments is no more than a field. */
static void emit_call(sl_lowering *l, size_t node, bool has_block, sl_role role)
{
    size_t mark;
    size_t args = sl_cst_field(l->cst, node, "arguments");
    if (args == SIZE_MAX && !has_block && sl_cst_field(l->cst, node, "method") != SIZE_MAX) {
        emit_callee(l, node, role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    emit_callee(l, node, SL_R_CALLEE);
    if (l->kids.n > mark)
        term->end = l->kids.v[mark]->end;
    if (args != SIZE_MAX) {
        sl_lower_into(l, args, SL_R_ARG);
        term->end = l->cst->v[args].end;
    }
    sl_lower_end(l, term, mark, role);
}

/* f ... { } gives the block to f and not to the ellipsis. */
static void take_block(sl_lowering *l, size_t node, size_t mark, sl_role role)
{
    sl_term *inner = l->kids.n > mark ? l->kids.v[mark] : NULL;
    sl_term *last =
        inner && inner->kind == SL_T_CALL && inner->n ? inner->kids[inner->n - 1] : NULL;
    sl_term *call = last && last->kind == SL_T_CALL ? sl_term_get(last, SL_R_CALLEE) : NULL;
    sl_term *callee = call && call->kind == SL_T_CALL ? sl_term_get(call, SL_R_CALLEE) : NULL;
    size_t outer;
    if (!callee || callee->kind != SL_T_ELLIPSIS || last->role != SL_R_ARG)
        return;
    l->kids.n = mark;
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &outer);
    callee->role = SL_R_ARG;
    callee->parent = inner;
    callee->at = last->at;
    inner->kids[inner->n - 1] = callee;
    inner->end = callee->end;
    sl_lower_emit(l, inner, SL_R_CALLEE);
    sl_lower_emit(l, sl_term_get(last, SL_R_ARG), SL_R_ARG);
    sl_lower_end(l, term, outer, role);
}

static void lower_call(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark = l->kids.n;
    size_t block = sl_cst_field(l->cst, node, "block");
    if (block == SIZE_MAX) {
        emit_call(l, node, false, role);
        if (l->holes)
            take_block(l, node, mark, role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    emit_call(l, node, true, SL_R_CALLEE);
    sl_lower_into(l, block, SL_R_ARG);
    sl_lower_end(l, term, mark, role);
}

static void lower_yield(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    sl_lower_leaf(l, SL_T_NAME, node, SL_S("yield"), SL_R_CALLEE);
    l->kids.v[mark]->end = l->cst->v[node].start + 5;
    for (size_t i = sl_cst_first(l->cst, node); i < sl_ruby_next(l, node); i = sl_ruby_next(l, i))
        if (sl_ruby_is_named(l, i))
            sl_lower_into(l, i, SL_R_ARG);
    sl_lower_end(l, term, mark, role);
}

/* a: 1 and :a => 1. */
static void lower_pair(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t key = sl_cst_field(l->cst, node, "key");
    size_t value = sl_cst_field(l->cst, node, "value");
    bool is_arg = role == SL_R_ARG;
    sl_term *term = sl_lower_begin(l, is_arg ? SL_T_KEYWORD : SL_T_PAIR, node, &mark);
    sl_term *name = key == SIZE_MAX ? NULL : sl_lower_one(l, key, SL_R_KEY);
    bool has_colon = key != SIZE_MAX && value != SIZE_MAX &&
                     sl_ruby_next(l, key) < sl_ruby_next(l, node) &&
                     sl_str_is(sl_cst_text(l->cst, sl_ruby_next(l, key)), ":");
    if (name && name->kind == SL_T_STRING && has_colon)
        name->kind = SL_T_SYMBOL;
    if (name)
        sl_lower_emit(l, name, is_arg ? SL_R_NAME : SL_R_KEY);
    if (value != SIZE_MAX)
        sl_lower_into(l, value, SL_R_VALUE);
    else if (name)
        sl_lower_leaf(l, SL_T_NAME, key, name->text, SL_R_VALUE); /* {a:} is {a: a} */
    sl_lower_end(l, term, mark, role);
}

/* :a => 1 in a pattern is an entry of a hash. */
static void lower_match(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row entry = {"", SL_T_PAIR, "value:key pattern:value", NULL};
    static const sl_lower_row plain = {"", SL_T_OTHER, "value:right pattern:left", NULL};
    sl_lower_as(l, node, role, l->holes ? &entry : &plain);
}

/* and is &&, or is ||. */
static void lower_unary(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_UNARY, "operand:item operator:text", NULL};
    size_t mark = l->kids.n;
    sl_lower_as(l, node, role, &row);
    sl_term *term = l->kids.n > mark ? l->kids.v[mark] : NULL;
    if (term && term->kind == SL_T_UNARY && sl_str_is(term->text, "not"))
        term->text = SL_S("!");
}

/* a..b, where either may be missing. */
static void lower_range(sl_lowering *l, size_t node, sl_role role)
{
    static const char *const ends[] = {"begin", "end"};
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    size_t op = sl_cst_field(l->cst, node, "operator");
    term->text = op == SIZE_MAX ? (sl_str){0} : sl_cst_text(l->cst, op);
    for (size_t i = 0; i < 2; i++) {
        size_t side = sl_cst_field(l->cst, node, ends[i]);
        if (side != SIZE_MAX)
            sl_lower_into(l, side, SL_R_ITEM);
        else
            sl_lower_leaf(l, SL_T_NIL, node, (sl_str){0}, SL_R_ITEM);
    }
    sl_lower_end(l, term, mark, role);
}

/* What no variable has the name of is a call without arguments. */
static void lower_name(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_lower_leaf(l, SL_T_NAME, node, sl_lower_text(l, n->start, n->end), role)->flags |=
        SL_TERM_MAY_CALL;
}

/* A::B; ::A is A. */
static void lower_scope(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_FIELD, "scope:object name:name", NULL};
    if (sl_cst_field(l->cst, node, "scope") == SIZE_MAX)
        sl_lower_field(l, node, "name", role);
    else
        sl_lower_as(l, node, role, &row);
}

static const sl_lower_row rows[] = {
    {"program body_statement block_body then else do begin begin_block end_block", 0, NULL,
     lower_block},
    {"parenthesized_statements", 0, NULL, lower_parentheses},
    {"empty_statement uninterpreted heredoc_body", SL_T_SKIP, NULL, NULL},
    {"ensure", 0, NULL, lower_ensure},
    {"rescue", SL_T_CATCH, "exceptions:cond variable:name body:body", NULL},
    {"exceptions exception_variable superclass in pattern interpolation argument_list "
     "method_parameters block_parameters lambda_parameters if_guard unless_guard",
     SL_T_SPLICE, "locals:-", NULL},
    {"rescue_modifier", 0, NULL, lower_rescue_modifier},
    {"if elsif unless if_modifier unless_modifier", 0, NULL, lower_if},
    {"while until while_modifier until_modifier", 0, NULL, lower_while},
    {"for", SL_T_FOREACH, "pattern:left value:right body:body", NULL},
    {"case case_match", 0, NULL, lower_switch},
    {"when", SL_T_CASE, "pattern:cond body:body", NULL},
    {"in_clause", SL_T_CASE, "pattern:left guard:cond body:body", NULL},
    {"array_pattern find_pattern", SL_T_LIST, "class:type", NULL},
    {"hash_pattern", SL_T_DICT, "class:type", NULL},
    {"keyword_pattern", SL_T_PAIR, "key:key value:value", NULL},
    {"as_pattern", SL_T_TUPLE, NULL, NULL},
    {"match_pattern", 0, NULL, lower_match},
    {"method singleton_method block do_block lambda", 0, NULL, lower_function},
    {"optional_parameter keyword_parameter splat_parameter hash_splat_parameter block_parameter", 0,
     NULL, lower_param},
    {"destructured_parameter destructured_left_assignment left_assignment_list "
     "right_assignment_list",
     SL_T_TUPLE, NULL, NULL},
    {"rest_assignment splat_argument", SL_T_SPLAT, "@*:text", NULL},
    {"hash_splat_argument", SL_T_SPLAT, "@**:text", NULL},
    {"block_argument", SL_T_SPLAT, "@&:text", NULL},
    {"class module singleton_class", 0, NULL, lower_class},
    {"call", 0, NULL, lower_call},
    {"yield", 0, NULL, lower_yield},
    {"element_reference", SL_T_INDEX, "object:object *:arg", NULL},
    {"pair", 0, NULL, lower_pair},
    {"hash", SL_T_DICT, NULL, NULL},
    {"array string_array symbol_array", SL_T_LIST, NULL, NULL},
    {"assignment", SL_T_ASSIGN, "left:left right:right", NULL},
    {"operator_assignment", SL_T_UPDATE, "left:left operator:text right:right", NULL},
    {"binary", 0, NULL, sl_lower_binary},
    {"unary", 0, NULL, lower_unary},
    {"range", 0, NULL, lower_range},
    {"conditional", SL_T_TERNARY, "condition:cond consequence:left alternative:right", NULL},
    {"scope_resolution", 0, NULL, lower_scope},
    {"identifier", 0, NULL, lower_name},
    {"constant instance_variable class_variable global_variable operator setter file line encoding",
     SL_T_NAME, NULL, NULL},
    {"string bare_string character regex", 0, NULL, sl_ruby_string},
    {"chained_string", 0, NULL, sl_ruby_joined},
    {"heredoc_beginning", 0, NULL, sl_ruby_heredoc},
    {"subshell", 0, NULL, sl_ruby_command},
    {"simple_symbol delimited_symbol bare_symbol hash_key_symbol", 0, NULL, sl_ruby_symbol},
    {"rational complex", SL_T_NUMBER, NULL, NULL},
    {"return", SL_T_RETURN, NULL, NULL},
    {"break next redo retry", SL_T_JUMP, "@break:text @next:text @redo:text @retry:text", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "sl%", "**%", "%: %", "when %\n  %\n", "&%", NULL};
static const char *const variables[] = {"%", "sl%", "\"%\"", NULL};

static const sl_frame frames[] = {
    {"SL__F(", ")\n", ":"},
    {"", "\n", NULL},
    {"", "\nend\n", NULL},
    {"begin\n SL__DOTS\n", "\nend\n", NULL},
    {"case SL__DOTS\n", "\nend\n", NULL},
    {"if SL__DOTS\n SL__DOTS\n", "\nend\n", NULL},
    {"SL__F(", ")\n", NULL},
    {"{", "}\n", NULL},
    {"SL__F ", "\n", NULL},
    {NULL, NULL, NULL},
};

/* Ruby has no types to declare: no pattern has one. */
static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_dup(mem, type);
}

const sl_dialect sl_dialect_ruby = {
    .language = "ruby",
    .grammar = "ruby",
    .texts_change = true,
    SL_DIALECT_TABLES,
};
