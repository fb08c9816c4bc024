/* One term of a pattern against one term of code: metavariables, what is as good as the same, then
   kinds and roles. */
#include "engine/pattern/solve.h"

enum { SYMBOLS_MAX = 200 /* variables that are replaced by what they hold, at one place */ };

#define BIT(kind) ((uint64_t)1 << (kind))

bool sl_is_expression(const sl_term *t)
{
    static const uint64_t statements =
        BIT(SL_T_TOKEN) | BIT(SL_T_BLOCK) | BIT(SL_T_MEMBERS) | BIT(SL_T_EXPR) | BIT(SL_T_VAR) |
        BIT(SL_T_PARAM) | BIT(SL_T_CLASS) | BIT(SL_T_IMPORT) | BIT(SL_T_MODIFIER) | BIT(SL_T_IF) |
        BIT(SL_T_FOREACH) | BIT(SL_T_FOR) | BIT(SL_T_WHILE) | BIT(SL_T_SWITCH) | BIT(SL_T_CASE) |
        BIT(SL_T_TRY) | BIT(SL_T_CATCH) | BIT(SL_T_FINALLY) | BIT(SL_T_WITH) | BIT(SL_T_RETURN) |
        BIT(SL_T_THROW) | BIT(SL_T_JUMP) | BIT(SL_T_KEYWORD);
    static const uint64_t names = BIT(SL_R_TYPE) | BIT(SL_R_TYPEARG) | BIT(SL_R_RESULT) |
                                  BIT(SL_R_NAME) | BIT(SL_R_KEY) | BIT(SL_R_ALIAS) |
                                  BIT(SL_R_MODULE);
    _Static_assert(SL_T_COUNT <= 64 && SL_R_COUNT <= 64, "sets of kinds and roles are 64 bits");
    return !(statements >> t->kind & 1) && !(names >> t->role & 1);
}

static const sl_term *get(const sl_term *t, sl_role role)
{
    return sl_term_get(t, role);
}

/* The ways that a branch per sub-expression opens: the term itself first. */
const sl_goal *sl_step_deep(sl_solver *s, const sl_term *p, const sl_term *t, const sl_goal *next)
{
    for (const sl_term *x = t; x; x = sl_term_next(t, x, false))
        if ((x == t || x->kind == SL_T_VAR || sl_is_expression(x)) &&
            sl_branch(s, sl_goal_term(s, p, x, next)))
            return SL_GOAL_STOP;
    return SL_GOAL_FAILED;
}

/* What a pattern need not say: defaults of parameters, what is in an element, whose method it is.
 */
static bool is_free(const sl_term *p, sl_role role)
{
    return (p->kind == SL_T_PARAM && role == SL_R_VALUE) ||
           (p->kind == SL_T_FUNCTION && role == SL_R_LEFT) ||
           (p->kind == SL_T_ELEMENT && role == SL_R_ITEM);
}

/* Options of a rule: elements with just the attributes that are named, and with no content. */
static bool is_wanted_empty(const sl_solver *s, const sl_term *p, sl_role role)
{
    return p->kind == SL_T_ELEMENT &&
           ((role == SL_R_MODIFIER && s->options & SL_MATCH_WHOLE_ATTRIBUTES) ||
            (role == SL_R_ITEM && s->options & SL_MATCH_EMPTY_ELEMENTS));
}

/* "static public": keywords have no order that matters. */
static bool has_keyword(const sl_term *p)
{
    size_t n;
    sl_term *const *marks = sl_term_all(p, SL_R_MODIFIER, &n);
    for (size_t i = 0; i < n; i++)
        if (marks[i]->kind == SL_T_TOKEN)
            return true;
    return false;
}

static sl_discipline discipline_of(const sl_solver *s, const sl_term *p, sl_role role)
{
    bool is_mark = role == SL_R_MODIFIER;
    if (is_mark && p->kind == SL_T_ELEMENT && s->options & SL_MATCH_WHOLE_ATTRIBUTES)
        return SL_D_ARGS;
    bool is_ordered = is_mark && s->options & SL_MATCH_ORDERED_MARKS && !has_keyword(p);
    return is_ordered && p->kind != SL_T_ELEMENT ? SL_D_STRICT : sl_role_discipline(role);
}

/* Lists of one role, by its discipline. */
static const sl_goal *match_role(sl_solver *s, const sl_term *p, const sl_term *t, sl_role role,
                                 const sl_goal *next)
{
    size_t np;
    size_t nt;
    sl_goal like = {.next = next};
    like.p = (sl_term_list)sl_term_all(p, role, &np);
    like.t = (sl_term_list)sl_term_all(t, role, &nt);
    like.np = (uint32_t)np;
    like.nt = (uint32_t)nt;
    sl_discipline d = discipline_of(s, p, role);
    if (!np && !is_wanted_empty(s, p, role) &&
        (!nt || d == SL_D_OPTIONAL || d == SL_D_SOME || role == SL_R_MODIFIER || is_free(p, role)))
        return next;
    if (!nt && np == 1 && p->kind == SL_T_CATCH && like.p[0]->kind == SL_T_METAVAR)
        return next;
    like.may_be_more = d == SL_D_SOME || (role == SL_R_MODIFIER && d == SL_D_STRICT) ||
                       (p->kind == SL_T_SWITCH && role == SL_R_ITEM);
    return sl_goal_lists(s,
                         d == SL_D_SOME   ? sl_step_some
                         : d == SL_D_ARGS ? sl_step_args
                                          : sl_step_list,
                         &like);
}

static const sl_goal *match_roles(sl_solver *s, const sl_term *p, const sl_term *t, sl_role from,
                                  const sl_goal *next)
{
    for (int role = SL_R_COUNT - 1; role >= (int)from; role--)
        next = match_role(s, p, t, (sl_role)role, next);
    return next;
}

static bool bind_one(sl_solver *s, const sl_term *p, const sl_term *t)
{
    const sl_term **one = sl_alloc(s->mem, sizeof *one);
    *one = t;
    return sl_bind(s, p->text, one, 1);
}

static const sl_goal *match_block(sl_solver *s, const sl_term *p, const sl_term *t,
                                  const sl_goal *next)
{
    bool is_one = p->n == 1 && p->kids[0]->kind == SL_T_METAVAR;
    if (is_one && t->n != 1) /* $S stands for the whole block */
        return bind_one(s, p->kids[0], t) ? next : SL_GOAL_FAILED;
    sl_goal like = {.p = (sl_term_list)p->kids,
                    .t = (sl_term_list)t->kids,
                    .np = p->n,
                    .nt = t->n,
                    .next = next};
    if (p->kind == SL_T_MEMBERS || (p->parent && p->parent->kind == SL_T_SWITCH)) {
        like.may_be_more = true;
        return sl_goal_lists(s, sl_step_some, &like);
    }
    bool has_dots = false;
    for (uint32_t i = 0; i < p->n; i++)
        has_dots |= p->kids[i]->kind == SL_T_ELLIPSIS;
    const sl_goal *plain = sl_goal_lists(s, sl_step_statements, &like);
    if (!has_dots || p->n == 1)
        return plain;
    if (sl_branch(s, plain))
        return SL_GOAL_STOP;
    like.t = sl_statements_flat(s->mem, like.t, like.nt, &like.nt);
    like.may_be_more = true; /* the last statement may be inside another */
    return sl_goal_lists(s, sl_step_statements, &like);
}

/* What the order of operands says, by operator. */
enum { NESTS = 1, SWAPS = 2, IS_BOOL = 4, IS_EQUAL = 8 };

static unsigned traits_of(const sl_solver *s, sl_str op)
{
    static const struct {
        const char *op;
        unsigned traits;
    } known[] = {
        {"&&", NESTS | IS_BOOL},  {"||", NESTS | IS_BOOL},
        {"and", NESTS | IS_BOOL}, {"or", NESTS | IS_BOOL},
        {"&", NESTS | SWAPS},     {"|", NESTS | SWAPS},
        {"^", NESTS | SWAPS},     {".", NESTS},
        {"==", IS_EQUAL},         {"!=", IS_EQUAL},
        {"===", IS_EQUAL},        {"!==", IS_EQUAL},
    };
    unsigned traits = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sl_str_is(op, known[i].op))
            traits = known[i].traits;
    if (traits & IS_BOOL && s->options & SL_MATCH_SWAP_BOOLS)
        traits |= SWAPS;
    return s->options & SL_MATCH_NO_SWAP ? traits & IS_EQUAL : traits;
}

/* a == b, then as b == a. */
static const sl_goal *match_swapped(sl_solver *s, const sl_term *p, const sl_term *t,
                                    const sl_goal *next)
{
    const sl_goal *other = sl_goal_term(s, p->kids[1], t->kids[0], next);
    if (sl_branch(s, match_roles(s, p, t, 0, next)))
        return SL_GOAL_STOP;
    return sl_goal_term(s, p->kids[0], t->kids[1], other);
}

static void add_operands(sl_terms *out, sl_arena *mem, const sl_term *t, sl_str op)
{
    for (uint32_t i = 0; i < t->n; i++) {
        sl_term *kid = t->kids[i];
        if (kid->kind == SL_T_BINARY && sl_str_eq(kid->text, op))
            add_operands(out, mem, kid, op);
        else
            *sl_list_add(mem, out) = kid;
    }
}

static bool has_ellipsis(const sl_terms *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i]->kind == SL_T_ELLIPSIS)
            return true;
    return false;
}

static const sl_goal *match_binary(sl_solver *s, const sl_term *p, const sl_term *t,
                                   const sl_goal *next)
{
    sl_terms ps = {0};
    sl_terms ts = {0};
    unsigned traits = traits_of(s, p->text);
    bool is_set = traits & SWAPS;
    if (!sl_str_eq(p->text, t->text))
        return SL_GOAL_FAILED;
    add_operands(&ps, s->mem, p, p->text);
    add_operands(&ts, s->mem, t, t->text);
    bool is_joined = traits & NESTS || (sl_str_is(p->text, "+") && has_ellipsis(&ps));
    bool is_equal = traits & IS_EQUAL && s->options & SL_MATCH_SWAP_EQUALS;
    if (is_equal && p->n == 2 && t->n == 2)
        return match_swapped(s, p, t, next);
    if (!is_joined)
        return match_roles(s, p, t, 0, next);
    sl_goal like = {.p = (sl_term_list)ps.v,
                    .t = (sl_term_list)ts.v,
                    .np = (uint32_t)ps.n,
                    .nt = (uint32_t)ts.n,
                    .may_be_more = is_set,
                    .next = next};
    return sl_goal_lists(s, is_set ? sl_step_operands_any : sl_step_operands, &like);
}

static const sl_goal *match_name(sl_solver *s, const sl_term *p, const sl_term *t,
                                 const sl_goal *next)
{
    return sl_str_eq(p->text, t->text) ? match_roles(s, p, t, 0, next) : SL_GOAL_FAILED;
}

/* o. ... : o itself, or a chain of fields and calls on it. */
static bool is_chain(const sl_term *p)
{
    const sl_term *name = p->kind == SL_T_FIELD ? get(p, SL_R_NAME) : NULL;
    return name && name->kind == SL_T_ELLIPSIS && get(p, SL_R_OBJECT);
}

static const sl_goal *match_chain(sl_solver *s, const sl_term *p, const sl_term *t,
                                  const sl_goal *next)
{
    const sl_term *object = get(p, SL_R_OBJECT);
    for (const sl_term *x = t; x;) {
        if (sl_branch(s, sl_goal_term(s, object, x, next)))
            return SL_GOAL_STOP;
        const sl_term *down = get(x, SL_R_OBJECT);
        x = down ? down : get(x, SL_R_CALLEE);
    }
    return SL_GOAL_FAILED;
}

/* x = e also is the declaration of x with e. */
static const sl_goal *match_assign_with_variable(sl_solver *s, const sl_term *p, const sl_term *t,
                                                 const sl_goal *next)
{
    sl_goal like = {.next = next, .np = 1, .nt = 1};
    const sl_term *value = get(t, SL_R_VALUE);
    size_t n;
    if (!value || !get(t, SL_R_NAME) || !get(p, SL_R_RIGHT) ||
        s->options & SL_MATCH_VAR_IS_NO_ASSIGN)
        return SL_GOAL_FAILED;
    like.p = (sl_term_list)sl_term_all(p, SL_R_RIGHT, &n);
    like.np = (uint32_t)n;
    like.t = (sl_term_list)sl_term_all(t, SL_R_VALUE, &n);
    like.nt = (uint32_t)n;
    like.next = sl_goal_lists(s, sl_step_list, &like);
    like.p = (sl_term_list)sl_term_all(p, SL_R_LEFT, &n);
    like.np = (uint32_t)n;
    like.t = (sl_term_list)sl_term_all(t, SL_R_NAME, &n);
    like.nt = (uint32_t)n;
    like.next = match_role(s, p, t, SL_R_TYPE, like.next);
    return sl_goal_lists(s, sl_step_list, &like);
}

/* function f() {} also is var f = function() {}. */
static const sl_goal *match_function_with_variable(sl_solver *s, const sl_term *p, const sl_term *t,
                                                   const sl_goal *next)
{
    const sl_term *value = get(t, SL_R_VALUE);
    const sl_term *name = get(p, SL_R_NAME);
    if (!value || value->kind != SL_T_FUNCTION || !name || get(value, SL_R_NAME) ||
        !sl_str_eq(p->text, value->text))
        return SL_GOAL_FAILED;
    for (int role = SL_R_COUNT - 1; role >= 0; role--)
        if (role != SL_R_NAME && role != SL_R_MODIFIER)
            next = match_role(s, p, value, (sl_role)role, next);
    next = match_role(s, p, t, SL_R_NAME, next);
    return match_role(s, p, t, SL_R_MODIFIER, next);
}

/* T a(b); of C++ also is the declaration of a function, where functions are declared. */
static const sl_goal *match_made_with_function(sl_solver *s, const sl_term *p, const sl_term *t,
                                               const sl_goal *next)
{
    const sl_term *made = get(p, SL_R_VALUE);
    const sl_term *mark = get(t, SL_R_MODIFIER);
    if (!made || made->kind != SL_T_NEW || !mark || get(t, SL_R_BODY))
        return SL_GOAL_FAILED;
    sl_goal like = {.next = next};
    size_t n;
    like.p = (sl_term_list)sl_term_all(made, SL_R_ARG, &n);
    like.np = (uint32_t)n;
    like.t = (sl_term_list)sl_term_all(t, SL_R_PARAM, &n);
    like.nt = (uint32_t)n;
    next = match_role(s, p, t, SL_R_NAME, sl_goal_lists(s, sl_step_list, &like));
    const sl_term *type = get(p, SL_R_TYPE);
    const sl_term *result = get(t, SL_R_RESULT);
    return type && result ? sl_goal_term(s, type, result, next) : SL_GOAL_FAILED;
}

/* A statement of an expression: the expression may stand anywhere in the statement, but not in the
   statements inside it. */
static const sl_goal *match_statement(sl_solver *s, const sl_term *p, const sl_term *t,
                                      const sl_goal *next)
{
    const sl_term *inner = p->n == 1 ? p->kids[0] : NULL;
    if (!inner)
        return SL_GOAL_FAILED;
    if (s->options & SL_MATCH_SHALLOW)
        return sl_goal_term(s, inner, t->kind == SL_T_EXPR && t->n == 1 ? t->kids[0] : t, next);
    bool is_def = t->kind == SL_T_FUNCTION || t->kind == SL_T_CLASS || t->kind == SL_T_IMPORT;
    for (const sl_term *x = t; x && !is_def;) {
        bool is_list = x->kind == SL_T_BLOCK || x->kind == SL_T_MEMBERS || x->kind == SL_T_CATCH;
        bool may_be = x == t ? t->kind == SL_T_VAR && inner->kind == SL_T_ASSIGN
                             : !is_list && sl_is_expression(x);
        if (may_be && sl_branch(s, sl_goal_term(s, inner, x, next)))
            return SL_GOAL_STOP;
        x = sl_term_next(t, x, is_list);
    }
    return SL_GOAL_FAILED;
}

static bool is_variable_keyword(sl_str text)
{
    return sl_str_is(text, "var") || sl_str_is(text, "let") || sl_str_is(text, "const");
}

/* Texts that are as good as the same: var finds let, = finds :=, a.b finds a?.b. */
static bool is_same_text(const sl_solver *s, const sl_term *p, const sl_term *t)
{
    bool is_var = p->kind == SL_T_TOKEN && sl_str_is(p->text, "var") &&
                  !(s->options & SL_MATCH_LET_IS_NO_VAR);
    if (sl_str_eq(p->text, t->text) || p->kind == SL_T_NIL ||
        (is_var && is_variable_keyword(t->text)))
        return true;
    if (p->kind == SL_T_FIELD && !p->text.n && sl_str_is(t->text, "->")) /* $X may be *x */
        return get(p, SL_R_OBJECT) && get(p, SL_R_OBJECT)->kind == SL_T_METAVAR;
    bool is_let = t->kind == SL_T_ASSIGN && sl_str_is(t->text, "let"); /* a condition of Rust */
    bool is_open = p->kind == SL_T_ASSIGN || p->kind == SL_T_FIELD || p->kind == SL_T_CALL;
    return is_open && !p->text.n && !is_let;
}

/* ++x is not x++. */
static bool is_prefix(const sl_term *t)
{
    return t->kind == SL_T_UPDATE && t->n == 1 && t->kids[0]->start > t->start;
}

static const sl_goal *match_plain(sl_solver *s, const sl_term *p, const sl_term *t,
                                  const sl_goal *next)
{
    bool is_other = p->kind == SL_T_OTHER && p->type != t->type && strcmp(p->type, t->type) != 0;
    is_other |= is_prefix(p) != is_prefix(t);
    return !is_other && is_same_text(s, p, t) ? match_roles(s, p, t, 0, next) : SL_GOAL_FAILED;
}

static bool has_rest(const sl_term *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (p->kids[i]->kind == SL_T_REST)
            return true;
    return false;
}

const sl_goal *sl_step_same(sl_solver *s, const sl_term *p, const sl_term *t, const sl_goal *next)
{
    sl_goal like = {.p = (sl_term_list)p->kids,
                    .t = (sl_term_list)t->kids,
                    .np = p->n,
                    .nt = t->n,
                    .next = next};
    switch (p->kind) {
    case SL_T_NAME:
        return match_name(s, p, t, next);
    case SL_T_STRING:
    case SL_T_SYMBOL:
    case SL_T_NUMBER:
    case SL_T_BOOL:
    case SL_T_REGEX:
        return sl_step_literal(s, p, t, next);
    case SL_T_BINARY:
        return match_binary(s, p, t, next);
    case SL_T_BLOCK:
    case SL_T_MEMBERS:
        return match_block(s, p, t, next);
    case SL_T_RECORD:
        if (p->flags & t->flags & SL_TERM_ORDERED)
            return sl_goal_lists(s, sl_step_list, &like);
        if (has_rest(p) && sl_branch(s, sl_goal_lists(s, sl_step_list, &like)))
            return SL_GOAL_STOP;
        like.may_be_more = !(s->options & SL_MATCH_WHOLE_RECORDS);
        return sl_goal_lists(s, like.may_be_more ? sl_step_some : sl_step_set, &like);
    case SL_T_DICT:
    case SL_T_SET:
        return sl_goal_lists(s, sl_step_set, &like);
    case SL_T_IMPORT:
        return sl_step_import(s, p, t, next);
    default:
        return match_plain(s, p, t, next);
    }
}

/* A call in a pattern that has no argument, or only an ellipsis. */
static bool takes_nothing(const sl_term *call, const sl_term *callee)
{
    for (uint32_t i = 0; i < call->n; i++)
        if (call->kids[i] != callee && call->kids[i]->kind != SL_T_ELLIPSIS)
            return false;
    return true;
}

/* f() also is the name f where that is a call. */
static bool is_bare_call(const sl_term *p, const sl_term *t)
{
    const sl_term *callee = p->kind == SL_T_CALL ? get(p, SL_R_CALLEE) : NULL;
    bool is_called = t->role == SL_R_CALLEE || (t->role == SL_R_NAME && t->parent);
    if (!callee || t->kind != SL_T_NAME || !(t->flags & SL_TERM_MAY_CALL) || is_called)
        return false;
    return takes_nothing(p, callee);
}

/* for (...): any loop. */
static bool is_any_loop(const sl_term *p)
{
    const sl_term *init = p->kind == SL_T_FOR ? get(p, SL_R_INIT) : NULL;
    return init && init->kind == SL_T_ELLIPSIS && !get(p, SL_R_COND) && !get(p, SL_R_STEP);
}

/* Terraform reads "1" and "true" as what they say. */
static bool is_converted(const sl_solver *s, const sl_term *p, const sl_term *t)
{
    bool is_scalar = p->kind == SL_T_NUMBER || p->kind == SL_T_BOOL;
    return is_scalar && t->kind == SL_T_STRING && sl_str_is(s->code->language, "terraform");
}

/* f(1) also is the decorator @f(1). */
static const sl_goal *match_call_with_mark(sl_solver *s, const sl_term *p, const sl_term *t,
                                           const sl_goal *next)
{
    const sl_term *name = get(t, SL_R_NAME);
    if (!name || !get(t, SL_R_ARG) || !get(p, SL_R_CALLEE))
        return SL_GOAL_FAILED;
    return sl_goal_term(s, get(p, SL_R_CALLEE), name, match_role(s, p, t, SL_R_ARG, next));
}

/* Terms of other kinds that the pattern matches as well. */
static const sl_goal *match_unlike(sl_solver *s, const sl_term *p, const sl_term *t,
                                   const sl_goal *next)
{
    static const struct {
        sl_term_kind p, t;
        const sl_goal *(*match)(sl_solver *s, const sl_term *p, const sl_term *t,
                                const sl_goal *next);
    } pairs[] = {
        {SL_T_ASSIGN, SL_T_VAR, match_assign_with_variable},
        {SL_T_CALL, SL_T_MODIFIER, match_call_with_mark},
        {SL_T_IMPORT, SL_T_VAR, sl_step_required},
        {SL_T_VAR, SL_T_FUNCTION, match_made_with_function},
        {SL_T_FUNCTION, SL_T_VAR, match_function_with_variable},
    };
    bool is_any_list = p->kind == SL_T_LIST && p->n == 1 && p->kids[0]->kind == SL_T_ELLIPSIS;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (p->kind == pairs[i].p && t->kind == pairs[i].t)
            return pairs[i].match(s, p, t, next);
    if (p->kind == SL_T_BLOCK && p->flags & SL_TERM_BARE && p->n == 1)
        return sl_goal_term(s, p->kids[0], t, next);
    if (is_any_list && t->kind == SL_T_COMPREHENSION)
        return next;
    if (is_converted(s, p, t))
        return sl_str_eq(p->text, t->text) ? next : SL_GOAL_FAILED;
    if (t->kind == SL_T_CAST && t->flags & SL_TERM_TAG)
        return sl_goal_term(s, p, get(t, SL_R_VALUE), next);
    if (is_bare_call(p, t))
        return sl_goal_term(s, get(p, SL_R_CALLEE), t, next);
    if (t->kind == SL_T_EXPR && t->n == 1 && sl_is_expression(p))
        return sl_goal_term(s, p, t->kids[0], next);
    return SL_GOAL_FAILED;
}

static const sl_goal *match_variable(sl_solver *s, const sl_term *p, const sl_goal *g)
{
    bool may_be_piece =
        s->options & SL_MATCH_PIECES && p->parent && p->parent->kind == SL_T_TEMPLATE;
    bool is_piece = !may_be_piece && g->t[0]->kind == SL_T_STRING && g->t[0]->parent &&
                    g->t[0]->parent->kind == SL_T_TEMPLATE;
    return !is_piece && sl_bind(s, p->text, g->t, 1) ? g->next : SL_GOAL_FAILED;
}

static bool is_literal(const sl_term *p)
{
    return p->kind == SL_T_STRING || p->kind == SL_T_NUMBER || p->kind == SL_T_BOOL;
}

/* What only patterns have; `*is_hole` false for all else. */
static const sl_goal *match_hole(sl_solver *s, const sl_goal *g, bool *is_hole)
{
    const sl_term *p = g->p[0];
    *is_hole = true;
    switch (p->kind) {
    case SL_T_ELLIPSIS:
        return g->next;
    case SL_T_METAVAR:
    case SL_T_REST:
        return match_variable(s, p, g);
    case SL_T_DEEP:
        return p->n ? sl_step_deep(s, p->kids[0], g->t[0], g->next) : g->next;
    case SL_T_TYPED:
        return sl_step_typed(s, p, g->t[0], g->next);
    default:
        *is_hole = false;
        return SL_GOAL_FAILED;
    }
}

const sl_goal *sl_step_term(sl_solver *s, const sl_goal *g)
{
    bool is_hole;
    const sl_goal *hole = match_hole(s, g, &is_hole);
    if (is_hole)
        return hole;
    const sl_term *p = g->p[0];
    const sl_term *t = g->t[0];
    const sl_facts *facts = t->facts;
    if (facts && facts->alias && sl_branch(s, sl_goal_term(s, p, facts->alias, g->next)))
        return SL_GOAL_STOP;
    if (facts && facts->symbol && s->options & SL_MATCH_SYMBOLS && s->symbols < SYMBOLS_MAX) {
        s->symbols++;
        if (sl_branch(s, sl_goal_term(s, p, facts->symbol, g->next)))
            return SL_GOAL_STOP;
    }
    if (facts && facts->value && is_literal(p) && p->kind != t->kind)
        return sl_goal_term(s, p, facts->value, g->next);
    if (p->kind == SL_T_EXPR)
        return match_statement(s, p, t, g->next);
    if (is_chain(p))
        return match_chain(s, p, t, g->next);
    if (is_any_loop(p) && (t->kind == SL_T_FOR || t->kind == SL_T_FOREACH))
        return match_role(s, p, t, SL_R_BODY, g->next);
    return p->kind == t->kind ? sl_step_same(s, p, t, g->next) : match_unlike(s, p, t, g->next);
}
