/* Switches: which case is taken where that is known, and what the names in its pattern hold. */
#include "engine/syntax/compute.h"
#include "engine/taint/walk.h"

typedef enum verdict { PASSED, PERHAPS, TAKEN } verdict;

/* Languages in which a case that is not left goes on with the next one. */
static bool falls_through(const sl_term *one)
{
    return one->type && sl_str_among(sl_str_of(one->type),
                                     "switch_case switch_default switch_block_statement_group "
                                     "case_statement default_statement");
}

/* In some languages a name alone is what it is matched with. */
static bool is_captured(const sl_walk *w, const sl_term *name)
{
    sl_str language = w->code->language;
    if (name->type && sl_str_ends(sl_str_of(name->type), SL_S("capture_pattern")))
        return true;
    bool is_lower = name->text.n && name->text.p[0] >= 'a' && name->text.p[0] <= 'z';
    return is_lower && sl_str_among(language, "scala rust swift ruby");
}

/* Patterns that take apart by place. */
static bool has_places(const sl_term *pattern)
{
    return pattern->kind == SL_T_LIST || pattern->kind == SL_T_TUPLE ||
           (pattern->kind == SL_T_OTHER &&
            sl_str_among(sl_str_of(pattern->type), "list_pattern tuple_pattern"));
}

static const sl_value *part_of(sl_walk *w, const sl_term *pattern, uint32_t i, const sl_value *v)
{
    bool is_own = v->code && v->code->kind == SL_T_CLASS && sl_term_get(v->code, SL_R_PARAM);
    if (pattern->kind == SL_T_CALL && i && (is_own || v->is_list)) /* P(a, b) */
        return sl_walk_part(w, v, i - 1);
    return has_places(pattern) ? sl_value_field(w->mem, v, sl_printf(w->mem, "%u", i)) : v;
}

static bool is_pattern(const sl_term *t)
{
    static const bool kinds[SL_T_COUNT] = {
        [SL_T_LIST] = true,   [SL_T_TUPLE] = true,  [SL_T_CALL] = true,
        [SL_T_BINARY] = true, [SL_T_RECORD] = true, [SL_T_DICT] = true,
        [SL_T_PAIR] = true,   [SL_T_SPLAT] = true,  [SL_T_KEYWORD] = true,
    };
    sl_str type = t->kind == SL_T_OTHER && t->type ? sl_str_of(t->type) : (sl_str){0};
    return kinds[t->kind] || sl_str_ends(type, SL_S("pattern")) ||
           sl_str_ends(type, SL_S("pattern_clause"));
}

static bool is_field_pattern(const sl_term *t)
{
    return t->kind == SL_T_OTHER && t->n && t->kids[0]->kind == SL_T_NAME && t->type &&
           sl_str_is(sl_str_of(t->type), "field_pattern");
}

static void capture_field(sl_walk *w, const sl_term *field, const sl_value *subject)
{
    const sl_term *inner = field->kids[field->n - 1];
    const sl_value *v = sl_value_field(w->mem, subject, field->kids[0]->text);
    if (inner->kind == SL_T_NAME)
        sl_walk_assign(w, inner, v);
    else
        sl_walk_capture(w, inner, v);
}

void sl_walk_capture(sl_walk *w, const sl_term *pattern, const sl_value *subject)
{
    if (pattern->kind == SL_T_NAME && is_captured(w, pattern)) {
        sl_walk_assign(w, pattern, subject);
        return;
    }
    if (pattern->kind == SL_T_VAR) {
        size_t n;
        sl_term *const *names = sl_term_all(pattern, SL_R_NAME, &n);
        for (size_t i = 0; i < n; i++)
            sl_walk_assign(w, names[i], subject);
        return;
    }
    for (uint32_t i = 0; is_pattern(pattern) && i < pattern->n; i++) {
        const sl_term *kid = pattern->kids[i];
        const sl_value *v = part_of(w, pattern, i, subject);
        if (is_field_pattern(kid)) { /* T { a, b: c } */
            capture_field(w, kid, subject);
            continue;
        }
        bool is_word = kid->role == SL_R_CALLEE || kid->role == SL_R_KEY || kid->role == SL_R_TYPE;
        bool is_bound = kid->kind == SL_T_NAME && pattern->kind == SL_T_OTHER;
        if (!is_word && is_bound)
            sl_walk_assign(w, kid, v);
        else if (!is_word)
            sl_walk_capture(w, kid, v);
    }
}

static verdict of_truth(const sl_term *literal)
{
    bool is_true;
    return !literal || !sl_literal_bool(literal, &is_true) ? PERHAPS : is_true ? TAKEN : PASSED;
}

static verdict compare(sl_walk *w, sl_str op, const sl_term *literal, const sl_term *own)
{
    return of_truth(literal && own ? sl_compute_operation(w->mem, op, literal, own, false) : NULL);
}

static verdict matches(sl_walk *w, const sl_term *pattern, const sl_term *literal);

/* "< 5" */
static verdict relates(sl_walk *w, const sl_term *pattern, const sl_term *literal)
{
    return compare(w, pattern->kids[0]->text, literal,
                   sl_walk_value(w, pattern->kids[pattern->n - 1])->literal);
}

/* "1..5": the end belongs to it, or does not. */
static verdict lies_in(sl_walk *w, const sl_term *pattern, const sl_term *literal)
{
    sl_str op = pattern->text.n ? pattern->text : pattern->kids[1]->text;
    bool is_open = sl_str_among(op, "..< until") ||
                   (sl_str_is(op, "..") && !sl_str_among(w->code->language, "kotlin ruby"));
    verdict from = compare(w, SL_S(">="), literal, sl_walk_value(w, pattern->kids[0])->literal);
    verdict to = compare(w, is_open ? SL_S("<") : SL_S("<="), literal,
                         sl_walk_value(w, pattern->kids[pattern->n - 1])->literal);
    return from < to ? from : to;
}

static verdict combine(sl_walk *w, const sl_term *pattern, const sl_term *literal, bool is_and)
{
    verdict all = is_and ? TAKEN : PASSED;
    for (uint32_t i = 0; i < pattern->n; i++) {
        if (pattern->kids[i]->kind == SL_T_TOKEN)
            continue;
        verdict one = matches(w, pattern->kids[i], literal);
        all = (one < all) == is_and ? one : all;
    }
    return all;
}

/* in 1..5, !in 1..5 */
static verdict lies_or_not(sl_walk *w, const sl_term *pattern, const sl_term *literal)
{
    verdict v = matches(w, pattern->kids[1], literal);
    bool is_not = sl_str_is(pattern->kids[0]->text, "!in");
    return !is_not || v == PERHAPS ? v : v == TAKEN ? PASSED : TAKEN;
}

/* Something that is taken apart, or has a type. */
static bool is_shape(const sl_term *t)
{
    static const bool kinds[SL_T_COUNT] = {
        [SL_T_VAR] = true,   [SL_T_LIST] = true,   [SL_T_DICT] = true,
        [SL_T_TUPLE] = true, [SL_T_RECORD] = true, [SL_T_CALL] = true,
    };
    return kinds[t->kind] ||
           (t->kind == SL_T_OTHER && t->type && sl_str_ends(sl_str_of(t->type), SL_S("pattern")));
}

static verdict matches(sl_walk *w, const sl_term *pattern, const sl_term *literal)
{
    sl_str type =
        pattern->kind == SL_T_OTHER && pattern->type ? sl_str_of(pattern->type) : (sl_str){0};
    sl_str op = pattern->kind == SL_T_BINARY ? pattern->text : (sl_str){0};
    if (pattern->kind == SL_T_NAME && sl_str_is(pattern->text, "_"))
        return TAKEN;
    if (sl_str_is(type, "relational_pattern") && pattern->n >= 2)
        return relates(w, pattern, literal);
    if (sl_str_among(op, ".. ..= ..< ... until") ||
        (sl_str_among(type, "range range_expression range_pattern") && pattern->n >= 2))
        return lies_in(w, pattern, literal);
    if (sl_str_among(op, "and or |") ||
        sl_str_among(type, "union_pattern or_pattern alternative_pattern alternatives"))
        return combine(w, pattern, literal, sl_str_is(op, "and"));
    if (pattern->kind == SL_T_UNARY && sl_str_is(pattern->text, "not")) {
        verdict one = matches(w, pattern->kids[0], literal);
        return one == PERHAPS ? PERHAPS : one == TAKEN ? PASSED : TAKEN;
    }
    if (sl_str_is(type, "range_test") && pattern->n == 2)
        return lies_or_not(w, pattern, literal);
    if (sl_str_is(type, "captured_pattern") && pattern->n)
        return matches(w, pattern->kids[pattern->n - 1], literal);
    if (is_shape(pattern))
        return PERHAPS;
    return compare(w, SL_S("=="), literal, sl_walk_value(w, pattern)->literal);
}

const sl_term *sl_walk_matches(sl_walk *w, const sl_term *pattern, const sl_term *literal)
{
    verdict v = matches(w, pattern, literal);
    return v == PERHAPS ? NULL : sl_literal_truth(w->mem, v == TAKEN);
}

/* The conditions of a case: one of several, or a pattern and what else has to hold. */
static verdict judge_conds(sl_walk *w, sl_term *const *conds, size_t n, const sl_term *literal)
{
    bool has_guards = sl_str_among(w->code->language, "rust csharp scala");
    verdict all = PASSED;
    for (size_t i = 0; i < n; i++) {
        bool is_guard = has_guards && i > 0;
        verdict v = is_guard ? of_truth(sl_walk_value(w, conds[i])->literal)
                             : matches(w, conds[i], literal);
        all = (v > all) != is_guard ? v : all;
    }
    return all;
}

/* Whether a switch over a literal goes to a case; one without conditions is for the rest. */
static verdict judge(sl_walk *w, const sl_term *one, const sl_term *literal)
{
    size_t n;
    sl_term *const *conds = sl_term_all(one, SL_R_COND, &n);
    const sl_term *shape = sl_term_get(one, SL_R_LEFT);
    verdict all = PERHAPS;
    if (n)
        all = judge_conds(w, conds, n, literal);
    else if (shape && shape->kind != SL_T_NAME)
        all = matches(w, shape, literal);
    return all == TAKEN && sl_term_get(one, SL_R_VALUE) ? PERHAPS : all;
}

static bool is_default(const sl_term *one)
{
    return !sl_term_get(one, SL_R_COND) && !sl_term_get(one, SL_R_VALUE) &&
           !sl_term_get(one, SL_R_LEFT);
}

/* Names in what a case takes apart hold what is looked at. */
static void bind_names(sl_walk *w, const sl_term *one, const sl_value *subject)
{
    const sl_term *left = sl_term_get(one, SL_R_LEFT);
    const sl_value *whole = left ? sl_value_of(w->mem, sl_value_labels(subject)) : NULL;
    for (const sl_term *t = left; t; t = sl_term_next(left, t, false))
        if (t->kind == SL_T_NAME && t->role != SL_R_KEY && t->role != SL_R_TYPE)
            sl_walk_assign(w, t, whole);
        else if (t->kind == SL_T_SYMBOL && t->role == SL_R_KEY && t->parent->n == 1)
            sl_walk_set(w, t->text, whole); /* in {name:} */
}

/* The cases of a switch. */
typedef struct choice {
    const sl_value *subject;
    const sl_term *literal; /* that it is, or true where nothing is looked at; NULL: not known */
    const sl_term *from;
    const sl_state *base;
    sl_ways out;
    bool is_sure; /* the case that is taken is known, others are not */
} choice;

static void capture_all(sl_walk *w, const sl_term *one, const sl_value *subject)
{
    size_t n;
    sl_term *const *conds = sl_term_all(one, SL_R_COND, &n);
    for (size_t i = 0; i < n; i++)
        sl_walk_capture(w, conds[i], subject);
}

static void enter_case(sl_walk *w, const choice *c, const sl_term *one)
{
    capture_all(w, one, c->subject);
    bind_names(w, one, c->subject);
    judge(w, one, c->literal);
    if (sl_term_get(one, SL_R_VALUE)) /* "case x if y" */
        sl_walk_value(w, sl_term_get(one, SL_R_VALUE));
}

static void run_case(sl_walk *w, choice *c, const sl_term *one, bool is_entered)
{
    const sl_state *before = w->state;
    bool falls = !w->is_dead && falls_through(one);
    if (!is_entered && !falls)
        return;
    if (is_entered)
        w->state = falls ? sl_state_join(w->mem, c->base, before) : c->base;
    w->is_dead = false;
    enter_case(w, c, one);
    w->last = &sl_value_clean;
    if (sl_term_get(one, SL_R_BODY))
        sl_walk_body(w, sl_term_get(one, SL_R_BODY));
    if (!falls_through(one)) {
        sl_walk_leave(w, &c->out);
        w->is_dead = true;
    }
}

/* The first case that is taken for sure; NULL when there is none, or one before may be it. */
static const sl_term *find_taken(sl_walk *w, choice *c)
{
    for (uint32_t i = 0; c->literal && i < c->from->n; i++) {
        const sl_term *one = c->from->kids[i];
        bool is_one = one->kind == SL_T_CASE && !is_default(one);
        if (is_one)
            capture_all(w, one, c->subject);
        verdict v = is_one ? judge(w, one, c->literal) : PASSED;
        if (v == PERHAPS)
            return NULL;
        if (v == TAKEN) {
            c->is_sure = true;
            return one;
        }
    }
    c->is_sure = c->literal != NULL;
    return NULL;
}

static void run_cases(sl_walk *w, choice *c)
{
    const sl_term *taken = find_taken(w, c);
    bool has_default = false;
    w->is_dead = true;
    for (uint32_t i = 0; i < c->from->n; i++) {
        const sl_term *one = c->from->kids[i];
        if (one->kind != SL_T_CASE)
            continue;
        has_default |= is_default(one);
        bool is_entered = !c->is_sure || one == taken || (!taken && is_default(one));
        run_case(w, c, one, is_entered);
    }
    sl_walk_leave(w, &c->out);
    bool is_none = c->is_sure ? !taken && !has_default : !has_default;
    if (is_none) {
        w->state = c->base;
        w->is_dead = false;
        w->last = &sl_value_clean;
        sl_walk_leave(w, &c->out);
    }
}

void sl_walk_cases(sl_walk *w, const sl_term *body, const sl_value *subject)
{
    choice c = {.subject = subject, .literal = subject->literal, .from = body, .base = w->state};
    run_cases(w, &c);
    sl_walk_come_out(w, &c.out);
}

void sl_walk_switch(sl_walk *w, const sl_term *t)
{
    sl_ways outer = w->broken;
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    const sl_value *subject = &sl_value_clean;
    size_t n_values = 0;
    choice c = {.from = body ? body : t};
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->kids[i] == body || t->kids[i]->kind == SL_T_CASE)
            continue;
        subject = sl_walk_value(w, t->kids[i]);
        n_values++;
    }
    const sl_term *name = sl_term_get(t, SL_R_INIT);
    if (name && name->kind == SL_T_NAME && sl_term_get(t, SL_R_COND)) /* switch v := x.(type) */
        sl_walk_assign(w, name, subject);
    c.base = w->state;
    c.subject = n_values == 1 || name ? subject : &sl_value_clean;
    c.literal = n_values ? c.subject->literal : sl_literal_truth(w->mem, true);
    w->broken = (sl_ways){0};
    run_cases(w, &c);
    if (w->broken.has) {
        w->state = w->broken.state;
        w->last = w->broken.value;
        w->is_dead = false;
        sl_walk_leave(w, &c.out);
    }
    w->broken = outer;
    sl_walk_come_out(w, &c.out);
}

/* The first child that is no word. */
static const sl_term *thing_in(const sl_term *t, uint32_t from)
{
    while (from < t->n && t->kids[from]->kind == SL_T_TOKEN)
        from++;
    return from < t->n ? t->kids[from] : NULL;
}

static verdict judge_arm(sl_walk *w, const sl_term *arm, const sl_term *literal)
{
    const sl_term *list = thing_in(arm, 0);
    verdict all = PASSED;
    if (!sl_str_is(sl_str_of(arm->type), "match_conditional_expression") || !list)
        return TAKEN; /* default stands for the rest */
    for (uint32_t i = 0; i < list->n; i++) {
        verdict v = matches(w, list->kids[i], literal);
        all = v > all ? v : all;
    }
    return all;
}

/* match (x) { a, b => c, default => d }, as grammars leave it. */
void sl_walk_match(sl_walk *w, const sl_term *t)
{
    const sl_term *subject = thing_in(t, 0);
    const sl_term *block = t->n ? t->kids[t->n - 1] : NULL;
    const sl_value *v = subject ? sl_walk_value(w, subject) : &sl_value_clean;
    const sl_state *base = w->state;
    sl_ways out = {0};
    for (uint32_t i = 0; block && i < block->n; i++) {
        const sl_term *arm = block->kids[i];
        verdict is = arm->n ? judge_arm(w, arm, v->literal) : PASSED;
        if (is == PASSED)
            continue;
        w->state = base;
        w->is_dead = false;
        w->last = sl_walk_value(w, arm->kids[arm->n - 1]);
        sl_walk_leave(w, &out);
        if (is == TAKEN)
            break;
    }
    sl_walk_come_out(w, &out);
}
