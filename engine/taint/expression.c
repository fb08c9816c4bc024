/* Values of expressions and assignments. */
#include "engine/taint/walk.h"

enum { ASSIGN_MAX = 16 };

static const sl_value *value_of(sl_walk *w, const sl_term *t, sl_taint_labels *inside);

sl_str sl_walk_key(const sl_term *t)
{
    const sl_term *known = t->facts && t->facts->value ? t->facts->value : t;
    bool is_key =
        known->kind == SL_T_NAME || known->kind == SL_T_STRING || known->kind == SL_T_NUMBER;
    return is_key && !(known->flags & SL_TERM_ANY_TEXT) ? known->text : (sl_str){0};
}

/* The key of an index that is always the same; empty where it is not. */
static sl_str index_key(const sl_term *t)
{
    const sl_term *arg = sl_term_get(t, SL_R_ARG);
    bool is_name = arg && arg->kind == SL_T_NAME && !(arg->facts && arg->facts->value);
    return arg && !is_name ? sl_walk_key(arg) : (sl_str){0};
}

static const sl_value *whole(sl_walk *w, const sl_value *v)
{
    return sl_value_of(w->mem, sl_value_labels(v));
}

const sl_value *sl_walk_held(sl_walk *w, const sl_term *t)
{
    const sl_term *object = sl_term_get(t, SL_R_OBJECT);
    if (t->kind == SL_T_NAME) {
        const sl_value *v = sl_state_get(w->state, t->text);
        const sl_term *code = v ? NULL : sl_map_get(&w->functions, t->text);
        if (!code)
            return v ? v : &sl_value_clean;
        sl_value *made = sl_alloc(w->mem, sizeof *made);
        made->code = code;
        return made;
    }
    if (!object)
        return &sl_value_clean;
    const sl_value *v = sl_walk_held(w, object);
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    sl_str key = t->kind == SL_T_INDEX ? index_key(t) : name ? sl_walk_key(name) : (sl_str){0};
    return key.n ? sl_value_field(w->mem, v, key) : whole(w, v);
}

static void assign_members(sl_walk *w, const sl_term *left, const sl_value *value)
{
    for (uint32_t i = 0; i < left->n; i++) {
        const sl_term *kid = left->kids[i];
        const sl_term *key = kid->kind == SL_T_PAIR ? sl_term_get(kid, SL_R_KEY) : NULL;
        const sl_term *to = key ? sl_term_get(kid, SL_R_VALUE) : kid;
        sl_str name = key ? sl_walk_key(key) : sl_printf(w->mem, "%u", i);
        if (to && to->kind == SL_T_ASSIGN)
            to = sl_term_get(to, SL_R_LEFT);
        bool is_rest = kid->kind == SL_T_SPLAT;
        if (to)
            sl_walk_assign(w, to, is_rest ? whole(w, value) : sl_value_field(w->mem, value, name));
    }
}

static void assign_field(sl_walk *w, const sl_term *left, const sl_value *value)
{
    const sl_term *object = sl_term_get(left, SL_R_OBJECT);
    const sl_term *name = sl_term_get(left, SL_R_NAME);
    sl_str key = left->kind == SL_T_INDEX ? index_key(left)
                 : name                   ? sl_walk_key(name)
                                          : (sl_str){0};
    if (!object)
        return;
    const sl_value *old = sl_walk_held(w, object);
    const sl_value *made = key.n ? sl_value_with(w->mem, old, key, value)
                                 : sl_value_add(w->mem, old, sl_value_labels(value));
    sl_walk_assign(w, object, made);
}

void sl_walk_assign(sl_walk *w, const sl_term *left, const sl_value *value)
{
    switch (left->kind) {
    case SL_T_NAME:
        if (w->binds_params)
            value = sl_walk_mark(w, left, value, 0);
        w->state = sl_state_set(w->mem, w->state, left->text, value);
        break;
    case SL_T_FIELD:
    case SL_T_INDEX:
        assign_field(w, left, value);
        break;
    case SL_T_RECORD:
    case SL_T_DICT:
    case SL_T_LIST:
    case SL_T_TUPLE:
        assign_members(w, left, value);
        break;
    default:
        for (uint32_t i = 0; i < left->n; i++)
            if (left->kids[i]->kind == SL_T_NAME || left->kind == SL_T_SPLAT)
                sl_walk_assign(w, left->kids[i], value);
        break;
    }
}

/* Labels of all children, which are run. */
static sl_taint_labels labels_of_kids(sl_walk *w, const sl_term *t, bool is_value)
{
    sl_taint_labels all = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        const sl_term *kid = t->kids[i];
        bool is_passed = kid->role == SL_R_COND && t->kind == SL_T_TERNARY;
        sl_taint_labels one = sl_value_labels(sl_walk_value(w, kid));
        all |= is_passed || !is_value ? 0 : one;
    }
    return all;
}

/* The value for one of several names: its own, or the whole of a single one. */
static const sl_value *part_of(sl_walk *w, const sl_value *const *values, size_t n, size_t i,
                               size_t n_left)
{
    if (n == n_left && i < ASSIGN_MAX)
        return values[i];
    return n_left > 1 ? whole(w, values[0]) : values[0];
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

static const sl_value *update(sl_walk *w, const sl_term *t)
{
    const sl_term *left = sl_term_get(t, SL_R_LEFT);
    const sl_term *right = sl_term_get(t, SL_R_RIGHT);
    const sl_value *v = left ? sl_walk_value(w, left) : &sl_value_clean;
    if (right)
        v = sl_value_add(w->mem, v, sl_value_labels(sl_walk_value(w, right)));
    if (left && right)
        sl_walk_assign(w, left, v);
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

static const sl_value *members(sl_walk *w, const sl_term *t)
{
    const sl_value *v = &sl_value_clean;
    for (uint32_t i = 0; i < t->n; i++) {
        const sl_term *kid = t->kids[i];
        const sl_term *key = kid->kind == SL_T_PAIR ? sl_term_get(kid, SL_R_KEY) : NULL;
        const sl_term *from = key ? sl_term_get(kid, SL_R_VALUE) : kid;
        const sl_value *one = from ? sl_walk_value(w, from) : &sl_value_clean;
        sl_str name = member_name(w, kid, i);
        if (kid->kind == SL_T_PAIR)
            sl_walk_mark(w, kid, one, 0);
        if (kid->kind == SL_T_SPLAT || !name.n)
            v = sl_value_join(w->mem, v, one);
        else
            v = sl_value_with(w->mem, v, name, one);
    }
    return v;
}

static const sl_value *comprehension(sl_walk *w, const sl_term *t)
{
    sl_taint_labels all = 0;
    for (unsigned pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < t->n; i++)
            if ((t->kids[i]->kind == SL_T_FOREACH) == (pass == 0)) {
                if (pass == 0)
                    sl_walk_statement(w, t->kids[i]);
                else
                    all |= sl_value_labels(sl_walk_value(w, t->kids[i]));
            }
    return sl_value_of(w->mem, all);
}

static const sl_value *function(sl_walk *w, const sl_term *t)
{
    sl_run run = {.function = t, .is_definition = true};
    sl_value *made = sl_alloc(w->mem, sizeof *made);
    made->code = t;
    sl_walk_run(w, &run);
    return made;
}

static const sl_value *field(sl_walk *w, const sl_term *t)
{
    const sl_term *object = sl_term_get(t, SL_R_OBJECT);
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    const sl_value *v = object ? sl_walk_value(w, object) : &sl_value_clean;
    return name ? sl_value_field(w->mem, v, sl_walk_key(name)) : v;
}

static const sl_value *element(sl_walk *w, const sl_term *t)
{
    const sl_term *object = sl_term_get(t, SL_R_OBJECT);
    const sl_value *v = object ? sl_walk_value(w, object) : &sl_value_clean;
    sl_str key = index_key(t);
    sl_taint_labels index = 0;
    size_t n;
    sl_term *const *args = sl_term_all(t, SL_R_ARG, &n);
    for (size_t i = 0; i < n; i++)
        index |= sl_value_labels(sl_walk_value(w, args[i]));
    v = key.n ? sl_value_field(w->mem, v, key) : whole(w, v);
    if (w->spec->options & (SL_TAINT_SAFE_INDEXES | SL_TAINT_ASSIGNMENTS_ONLY))
        index = 0;
    return sl_value_add(w->mem, v, index);
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

static const sl_value *operation(sl_walk *w, const sl_term *t)
{
    sl_taint_labels all = labels_of_kids(w, t, true);
    bool is_safe = (w->spec->options & SL_TAINT_ASSIGNMENTS_ONLY) ||
                   (w->spec->options & SL_TAINT_SAFE_COMPARISONS && is_comparison(t->text));
    return sl_value_of(w->mem, is_safe ? 0 : all);
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

static const sl_value *value_of(sl_walk *w, const sl_term *t, sl_taint_labels *inside)
{
    switch (t->kind) {
    case SL_T_NAME:
        return sl_walk_held(w, t);
    case SL_T_FIELD:
        return field(w, t);
    case SL_T_INDEX:
        return element(w, t);
    case SL_T_ASSIGN:
        return assignment(w, t);
    case SL_T_UPDATE:
        return update(w, t);
    case SL_T_RECORD:
    case SL_T_DICT:
    case SL_T_LIST:
    case SL_T_TUPLE:
    case SL_T_SET:
        return members(w, t);
    case SL_T_COMPREHENSION:
        return comprehension(w, t);
    case SL_T_FUNCTION:
        return function(w, t);
    case SL_T_AWAIT:
    case SL_T_CAST:
    case SL_T_SPLAT:
    case SL_T_KEYWORD:
        return inner(w, t);
    default:
        *inside = labels_of_kids(w, t, true);
        return sl_value_of(w->mem, *inside);
    }
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
    if (w->is_over || w->depth == SL_TAINT_DEPTH_MAX || ++w->steps > SL_TAINT_STEPS_MAX) {
        w->is_over = true;
        return &sl_value_clean;
    }
    if (is_statement(t)) {
        sl_walk_statement(w, t);
        return &sl_value_clean;
    }
    w->depth++;
    const sl_value *v = t->kind == SL_T_CALL || t->kind == SL_T_NEW ? sl_walk_call(w, t)
                        : t->kind == SL_T_BINARY || t->kind == SL_T_UNARY ||
                                t->kind == SL_T_TERNARY || t->kind == SL_T_TEMPLATE
                            ? operation(w, t)
                            : value_of(w, t, &inside);
    w->depth--;
    return t->kind == SL_T_CALL || t->kind == SL_T_NEW ? v : sl_walk_mark(w, t, v, inside);
}
