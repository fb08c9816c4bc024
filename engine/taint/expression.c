/* Values of expressions. */
#include "engine/syntax/compute.h"
#include "engine/taint/walk.h"

enum { ASSIGN_MAX = 16, LIST_MAX = 60 };

/* The value for one of several names: its own, or the whole of a single one. */
static const sl_value *part_of(sl_walk *w, const sl_value *const *values, size_t n, size_t i,
                               size_t n_left)
{
    if (n == n_left && i < ASSIGN_MAX)
        return values[i];
    if (n_left > 1 && values[0]->is_list)
        return sl_walk_part(w, values[0], (uint32_t)i);
    return n_left > 1 ? sl_walk_whole(w, values[0]) : values[0];
}

static const sl_value *assignment(sl_walk *w, const sl_term *t)
{
    size_t n_left;
    size_t n_right;
    sl_term *const *left = sl_term_all(t, SL_R_LEFT, &n_left);
    sl_term *const *right = sl_term_all(t, SL_R_RIGHT, &n_right);
    const sl_value *last = &sl_value_clean;
    const sl_value *values[ASSIGN_MAX];
    for (size_t i = 0; i < n_right && i < ASSIGN_MAX; i++)
        last = values[i] = sl_walk_value(w, right[i]);
    for (size_t i = 0; i < n_left && n_right; i++) {
        const sl_value *v = part_of(w, values, n_right, i, n_left);
        sl_walk_assign(w, left[i], v);
        if (left[i]->kind != SL_T_NAME || n_left == 1)
            sl_walk_mark(w, left[i], left[i]->kind == SL_T_NAME ? v : &sl_value_clean, 0);
    }
    return last;
}

/* x += 1, x++ */
static const sl_term *updated(sl_walk *w, const sl_term *t, const sl_term *a, const sl_term *b)
{
    bool is_step = sl_str_is(t->text, "++") || sl_str_is(t->text, "--");
    if (is_step)
        b = sl_literal_number(w->mem, 1);
    if (!a || !b || !t->text.n)
        return NULL;
    sl_str op = is_step ? sl_str_sub(t->text, 0, 1) : sl_str_sub(t->text, 0, t->text.n - 1);
    return sl_compute_operation(w->mem, op, a, b, w->file->divides_whole);
}

static const sl_value *update(sl_walk *w, const sl_term *t)
{
    const sl_term *left = sl_term_get(t, SL_R_LEFT);
    const sl_term *right = sl_term_get(t, SL_R_RIGHT);
    const sl_value *v = left ? sl_walk_value(w, left) : &sl_value_clean;
    const sl_value *added = right ? sl_walk_value(w, right) : &sl_value_clean;
    const sl_term *literal = updated(w, t, v->literal, added->literal);
    v = sl_value_add(w->mem, sl_value_literal(w->mem, v, NULL), sl_value_labels(added));
    if (left)
        sl_walk_assign(w, left, sl_value_literal(w->mem, v, literal));
    return v;
}

/* By key, by the name of a method, or by place. */
static sl_str member_name(sl_walk *w, const sl_term *kid, uint32_t i)
{
    const sl_term *key = kid->kind == SL_T_PAIR ? sl_term_get(kid, SL_R_KEY) : NULL;
    const sl_term *named = kid->kind == SL_T_FUNCTION ? sl_term_get(kid, SL_R_NAME) : NULL;
    if (key || named)
        return key ? sl_walk_key(key) : named->text;
    return sl_printf(w->mem, "%u", i);
}

static bool is_known_list(const sl_term *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->kind == SL_T_SPLAT || t->kids[i]->kind == SL_T_PAIR ||
            t->kids[i]->kind == SL_T_COMPREHENSION)
            return false;
    return t->n <= LIST_MAX;
}

static const sl_value *list(sl_walk *w, const sl_term *t)
{
    const sl_value *items[LIST_MAX];
    for (uint32_t i = 0; i < t->n; i++)
        items[i] = sl_walk_value(w, t->kids[i]);
    return sl_value_list(w->mem, items, t->n);
}

static const sl_value *members(sl_walk *w, const sl_term *t)
{
    const sl_value *v = &sl_value_clean;
    bool is_whole = true;
    if ((t->kind == SL_T_SET || t->kind == SL_T_LIST || t->kind == SL_T_TUPLE) && is_known_list(t))
        return list(w, t);
    for (uint32_t i = 0; i < t->n; i++) {
        const sl_term *kid = t->kids[i];
        const sl_term *key = kid->kind == SL_T_PAIR ? sl_term_get(kid, SL_R_KEY) : NULL;
        const sl_term *from = key ? sl_term_get(kid, SL_R_VALUE) : kid;
        const sl_value *one = from ? sl_walk_value(w, from) : &sl_value_clean;
        sl_str name = member_name(w, kid, i);
        if (kid->kind == SL_T_PAIR)
            sl_walk_mark(w, kid, one, 0);
        is_whole &= kid->kind == SL_T_PAIR && name.n;
        if (kid->kind == SL_T_SPLAT || !name.n)
            v = sl_value_join(w->mem, v, one);
        else
            v = sl_value_with(w->mem, v, name, one);
    }
    return is_whole && t->n ? sl_value_record(w->mem, v) : v;
}

/* [x for a in b if c]: a holds what b has, whatever it held before. */
static void run_clause(sl_walk *w, const sl_term *t)
{
    const sl_term *left = sl_term_get(t, SL_R_LEFT);
    const sl_term *right = sl_term_get(t, SL_R_RIGHT);
    if (left && right)
        sl_walk_assign(w, left, sl_walk_whole(w, sl_walk_value(w, right)));
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i] != left && t->kids[i] != right)
            sl_walk_value(w, t->kids[i]);
}

static const sl_value *comprehension(sl_walk *w, const sl_term *t)
{
    sl_taint_labels all = 0;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->kind == SL_T_FOREACH)
            run_clause(w, t->kids[i]);
    for (uint32_t i = 0; i < t->n; i++) {
        sl_str type = t->kids[i]->type ? sl_str_of(t->kids[i]->type) : (sl_str){0};
        bool is_condition = t->kids[i]->kind == SL_T_OTHER && sl_str_is(type, "if_clause");
        if (t->kids[i]->kind == SL_T_FOREACH)
            continue;
        sl_taint_labels one = sl_value_labels(sl_walk_value(w, t->kids[i]));
        all |= is_condition ? 0 : one;
    }
    return sl_value_of(w->mem, all);
}

const sl_value *sl_walk_code(sl_walk *w, const sl_term *t)
{
    sl_value *made = sl_alloc(w->mem, sizeof *made);
    made->code = t;
    made->state = w->function ? w->state : NULL;
    return made;
}

static const sl_value *function(sl_walk *w, const sl_term *t)
{
    sl_walk_define(w, t, NULL);
    return sl_walk_code(w, t);
}

static const sl_value *field(sl_walk *w, const sl_term *t)
{
    const sl_term *object = sl_term_get(t, SL_R_OBJECT);
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    const sl_value *referred = sl_walk_reference(w, t);
    if (referred)
        return referred;
    const sl_value *v = object ? sl_walk_value(w, object) : &sl_value_clean;
    if (!name || !object)
        return v;
    sl_str key = sl_walk_key(name);
    const sl_value *called = sl_walk_bare_call(w, t, v);
    if (called)
        return called;
    const sl_term *class = sl_value_has(v, key) ? NULL : sl_walk_class_of(w, object, v);
    const sl_value *computed = class ? sl_walk_property(w, class, key, v) : NULL;
    return computed ? computed : sl_walk_got(w, sl_walk_field(w, t, v), v);
}

/* f[x] may be a call of f. */
static const sl_value *run_item(sl_walk *w, const sl_value *f, const sl_value *arg)
{
    sl_run run = {.function = f->code, .args = &arg, .n = 1, .state = f->state};
    return sl_walk_run(w, &run);
}

static const sl_value *element(sl_walk *w, const sl_term *t)
{
    const sl_term *object = sl_term_get(t, SL_R_OBJECT);
    const sl_value *v = object ? sl_walk_value(w, object) : &sl_value_clean;
    const sl_value *arg = &sl_value_clean;
    sl_taint_labels index = 0;
    size_t n;
    sl_term *const *args = sl_term_all(t, SL_R_ARG, &n);
    for (size_t i = 0; i < n; i++) {
        arg = sl_walk_value(w, args[i]);
        index |= sl_value_labels(arg);
    }
    if (n == 1 && v->code && v->code->kind == SL_T_FUNCTION && sl_str_is(w->code->language, "ruby"))
        return run_item(w, v, arg);
    if (w->spec->options & (SL_TAINT_SAFE_INDEXES | SL_TAINT_ASSIGNMENTS_ONLY))
        index = 0;
    return sl_value_add(w->mem, sl_walk_field(w, t, v), index);
}

static bool is_comparison(sl_str op)
{
    static const char *const ops[] = {
        "==", "!=", "<", ">", "<=", ">=", "===", "!==", "in", "not in", "is", "is not"};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (sl_str_is(op, ops[i]))
            return true;
    return false;
}

bool sl_walk_truth(const sl_walk *w, const sl_value *v, bool *is_true)
{
    int64_t number;
    if (!v->literal)
        return false;
    if (sl_literal_bool(v->literal, is_true))
        return true;
    bool is_number = sl_literal_int(v->literal, &number);
    bool is_nil = v->literal->kind == SL_T_NIL;
    *is_true = is_number && (number != 0 || sl_str_is(w->code->language, "ruby"));
    return is_number || is_nil;
}

static const sl_value *ternary(sl_walk *w, const sl_term *t)
{
    const sl_term *ways[] = {sl_term_get(t, SL_R_LEFT), sl_term_get(t, SL_R_RIGHT)};
    const sl_term *cond = sl_term_get(t, SL_R_COND);
    const sl_value *v = NULL;
    bool is_true;
    bool is_known = cond && sl_walk_truth(w, sl_walk_value(w, cond), &is_true);
    for (unsigned i = 0; i < 2; i++) {
        if (!ways[i] || (is_known && is_true != (i == 0)))
            continue;
        const sl_value *one = sl_walk_value(w, ways[i]);
        v = v ? sl_value_join(w->mem, v, one) : one;
    }
    bool is_safe = w->spec->options & SL_TAINT_ASSIGNMENTS_ONLY;
    return v && !is_safe ? v : &sl_value_clean;
}

/* "a && b" and "a || b" do not look at b where a decides. */
static bool is_decided(const sl_walk *w, const sl_term *t, const sl_value *left)
{
    bool is_and = sl_str_is(t->text, "&&") || sl_str_is(t->text, "and");
    bool is_or = sl_str_is(t->text, "||") || sl_str_is(t->text, "or");
    bool is_true;
    return (is_and || is_or) && sl_walk_truth(w, left, &is_true) && is_true == is_or;
}

/* a << b puts b into a. */
static void grow(sl_walk *w, const sl_term *left, sl_taint_labels labels)
{
    if (left && (left->kind == SL_T_NAME || left->kind == SL_T_FIELD || left->kind == SL_T_INDEX))
        sl_walk_assign(w, left, sl_value_add(w->mem, sl_walk_held(w, left), labels));
}

/* Operators that leave a value what it is. */
static bool is_transparent(const sl_term *t)
{
    return t->kind == SL_T_UNARY && t->n == 1 &&
           sl_str_among(t->text, "& * !! ? try try! try? <- &mut ref out co_await move");
}

/* x is P, x instanceof T y */
static const sl_value *test(sl_walk *w, const sl_term *t)
{
    const sl_term *left = sl_term_get(t, SL_R_LEFT);
    const sl_term *pattern = sl_term_get(t, SL_R_RIGHT);
    const sl_term *name = sl_term_get(t, SL_R_VALUE);
    const sl_value *v = left ? sl_walk_value(w, left) : &sl_value_clean;
    const sl_term *truth = NULL;
    if (name)
        sl_walk_assign(w, name, v);
    if (pattern && pattern->kind != SL_T_NAME) {
        truth = sl_walk_matches(w, pattern, v->literal);
        sl_walk_capture(w, pattern, v);
    }
    bool is_safe = w->spec->options & (SL_TAINT_ASSIGNMENTS_ONLY | SL_TAINT_SAFE_COMPARISONS);
    return sl_value_literal(w->mem, is_safe ? &sl_value_clean : sl_walk_whole(w, v), truth);
}

static bool is_test(const sl_walk *w, const sl_term *t)
{
    return t->kind == SL_T_BINARY &&
           (sl_str_is(t->text, "instanceof") ||
            (sl_str_is(t->text, "is") && sl_str_is(w->code->language, "csharp")));
}

/* "a" to b, "a" -> b: a pair. */
static const sl_value *pair(sl_walk *w, const sl_term *t)
{
    const sl_value *both[] = {sl_walk_value(w, t->kids[0]), sl_walk_value(w, t->kids[1])};
    return sl_value_list(w->mem, both, 2);
}

static bool is_pair(const sl_walk *w, const sl_term *t)
{
    sl_str language = w->code->language;
    return t->kind == SL_T_BINARY && t->n == 2 &&
           ((sl_str_is(t->text, "to") && sl_str_is(language, "kotlin")) ||
            (sl_str_is(t->text, "->") && sl_str_is(language, "scala")));
}

static bool grows(const sl_walk *w, const sl_term *t)
{
    sl_str language = w->code->language;
    return (sl_str_is(t->text, "<<") && (w->texts_change || sl_str_is(language, "cpp"))) ||
           (sl_str_among(t->text, "+= ++= -= ::=") && sl_str_is(language, "scala"));
}

/* !x of a number or nothing. */
static const sl_term *negated(sl_walk *w, const sl_term *t, const sl_value *v)
{
    bool is_true;
    bool is_not = t->n == 1 && sl_str_among(t->text, "! not");
    return is_not && sl_walk_truth(w, v, &is_true) ? sl_literal_truth(w->mem, !is_true) : NULL;
}

/* x in (a, b), where all of them are known. */
static const sl_term *membership(sl_walk *w, sl_str op, const sl_term *literal,
                                 const sl_value *list)
{
    bool is_in = sl_str_is(op, "in");
    bool is_true = false;
    if (!literal || !list->is_list || !(is_in || sl_str_is(op, "not in")))
        return NULL;
    for (uint32_t i = 0; i < list->n_items && !is_true; i++) {
        const sl_term *item = sl_walk_part(w, list, i)->literal;
        const sl_term *same =
            item ? sl_compute_operation(w->mem, SL_S("=="), literal, item, false) : NULL;
        if (!same || !sl_literal_bool(same, &is_true))
            return NULL;
    }
    return sl_literal_truth(w->mem, is_true == is_in);
}

static const sl_value *operation(sl_walk *w, const sl_term *t)
{
    if (is_transparent(t))
        return sl_walk_value(w, t->kids[0]);
    if (is_test(w, t))
        return test(w, t);
    if (is_pair(w, t))
        return pair(w, t);
    sl_taint_labels all = 0;
    const sl_term *literals[2] = {NULL, NULL};
    const sl_value *first = &sl_value_clean;
    const sl_value *second = &sl_value_clean;
    for (uint32_t i = 0; i < t->n; i++) {
        const sl_value *v = sl_walk_value(w, t->kids[i]);
        all |= sl_value_labels(v);
        *(i ? &second : &first) = v;
        if (i < 2)
            literals[i] = v->literal;
        if (i == 0 && t->n == 2 && is_decided(w, t, v))
            return v;
    }
    if (grows(w, t))
        grow(w, sl_term_get(t, SL_R_LEFT), all);
    bool is_safe = (w->spec->options & SL_TAINT_ASSIGNMENTS_ONLY) ||
                   (w->spec->options & SL_TAINT_SAFE_COMPARISONS && is_comparison(t->text));
    const sl_term *literal = t->n == 1 || (t->n == 2 && literals[1])
                                 ? sl_compute_operation(w->mem, t->text, literals[0], literals[1],
                                                        w->file->divides_whole)
                                 : NULL;
    if (!literal)
        literal = negated(w, t, first);
    if (!literal && t->n == 2)
        literal = membership(w, t->text, literals[0], second);
    return sl_value_literal(w->mem, sl_value_of(w->mem, is_safe ? 0 : all), literal);
}

/* Terms that are their child, as far as data goes. */
static const sl_value *inner(sl_walk *w, const sl_term *t)
{
    const sl_value *v = &sl_value_clean;
    for (uint32_t i = 0; i < t->n; i++) {
        bool is_name = t->kids[i]->role == SL_R_TYPE || t->kids[i]->role == SL_R_NAME ||
                       t->kids[i]->role == SL_R_ALIAS;
        const sl_value *one = is_name ? v : sl_walk_value(w, t->kids[i]);
        v = is_name ? v : one;
    }
    const sl_term *alias = sl_term_get(t, SL_R_ALIAS);
    if (alias)
        sl_walk_assign(w, alias, v);
    return v;
}

/* new { A = a, B = b } */
static const sl_value *anonymous(sl_walk *w, const sl_term *t)
{
    const sl_value *made = &sl_value_clean;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->kids[i]->kind == SL_T_TOKEN)
            continue;
        bool is_named = i + 2 < t->n && sl_str_is(t->kids[i + 1]->text, "=");
        const sl_term *from = t->kids[is_named ? i + 2 : i];
        const sl_value *v = sl_walk_value(w, from);
        sl_str key = sl_walk_key(t->kids[i]);
        made = key.n ? sl_value_with(w->mem, made, key, v)
                     : sl_value_add(w->mem, made, sl_value_labels(v));
        i += is_named ? 2 : 0;
    }
    return made;
}

/* A literal, or what has all that stands in it; `new T[] {…}` is its list. */
static const sl_value *other(sl_walk *w, const sl_term *t, sl_taint_labels *inside)
{
    const sl_value *last = &sl_value_clean;
    const sl_term *literal = t->n                     ? NULL
                             : t->kind == SL_T_SYMBOL ? sl_literal_text(w->mem, t->text)
                                                      : sl_literal_of(w->mem, t);
    const sl_value *referred = sl_walk_reference(w, t);
    if (referred)
        return referred;
    if (sl_str_is(sl_str_of(t->type), "anonymous_object_creation_expression"))
        return anonymous(w, t);
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->kids[i]->role == SL_R_ALIAS)
            continue;
        const sl_value *one = sl_walk_value(w, t->kids[i]);
        last = t->kids[i]->kind == SL_T_TOKEN ? last : one;
        *inside |= sl_value_labels(one);
    }
    if (sl_term_get(t, SL_R_ALIAS))
        sl_walk_assign(w, sl_term_get(t, SL_R_ALIAS), sl_walk_entered(w, last));
    if (sl_str_is(sl_str_of(t->type), "array_creation_expression") && last->is_list)
        return last;
    return sl_value_literal(w->mem, sl_value_of(w->mem, *inside), literal);
}

static const sl_value *value_of(sl_walk *w, const sl_term *t, sl_taint_labels *inside)
{
    static const sl_value *(*const by_kind[SL_T_COUNT])(sl_walk * w, const sl_term *t) = {
        [SL_T_NAME] = sl_walk_held, [SL_T_FIELD] = field,
        [SL_T_INDEX] = element,     [SL_T_ASSIGN] = assignment,
        [SL_T_UPDATE] = update,     [SL_T_RECORD] = members,
        [SL_T_DICT] = members,      [SL_T_LIST] = members,
        [SL_T_TUPLE] = members,     [SL_T_SET] = members,
        [SL_T_FUNCTION] = function, [SL_T_COMPREHENSION] = comprehension,
        [SL_T_AWAIT] = inner,       [SL_T_CAST] = inner,
        [SL_T_SPLAT] = inner,       [SL_T_KEYWORD] = inner,
        [SL_T_TERNARY] = ternary,   [SL_T_BINARY] = operation,
        [SL_T_UNARY] = operation,   [SL_T_TEMPLATE] = operation,
    };
    if (by_kind[t->kind])
        return by_kind[t->kind](w, t);
    bool is_way = t->kind == SL_T_OTHER && sl_walk_branch(w, t);
    return is_way ? w->last : other(w, t, inside);
}

static bool is_statement(const sl_term *t)
{
    return t->kind == SL_T_BLOCK || t->kind == SL_T_MEMBERS || t->kind == SL_T_CLASS ||
           t->kind == SL_T_EXPR || t->kind == SL_T_VAR || t->kind == SL_T_FOREACH ||
           (t->kind >= SL_T_IF && t->kind <= SL_T_JUMP);
}

const sl_value *sl_walk_value(sl_walk *w, const sl_term *t)
{
    sl_taint_labels inside = 0;
    if (w->is_over || w->depth == SL_TAINT_DEPTH_MAX || ++w->steps > SL_TAINT_STEPS_MAX ||
        (w->steps % SL_TAINT_LATE == 0 && sl_code_is_late(w->code))) {
        w->is_over = true;
        return &sl_value_clean;
    }
    if (is_statement(t)) {
        sl_walk_statement(w, t);
        return w->last;
    }
    w->depth++;
    bool is_call = t->kind == SL_T_CALL || t->kind == SL_T_NEW;
    const sl_value *v = is_call ? sl_walk_call(w, t) : value_of(w, t, &inside);
    w->depth--;
    return is_call ? v : sl_walk_mark(w, t, v, inside);
}
