/* Sources, sanitizers, propagators and sinks at one term. */
#include "engine/taint/walk.h"

static bool is_at(const sl_taint_mark *m, const sl_term *t)
{
    return m->start == t->start && m->end == t->end;
}

static bool has(const sl_taint_mark *m, const sl_term *t)
{
    return m->is_exact ? is_at(m, t) : t->start >= m->start && t->end <= m->end;
}

static bool holds(const sl_taint_requires *requires, sl_taint_labels labels)
{
    bool ok;
    return sl_taint_holds(requires, labels, &ok);
}

/* What an effect may change. */
static bool is_place(const sl_term *t)
{
    return t->kind == SL_T_NAME || t->kind == SL_T_FIELD || t->kind == SL_T_INDEX;
}

static const sl_value *sanitize(sl_walk *w, const sl_term *t, const sl_value *v, bool *is_clean)
{
    sl_near_list near = sl_near_at(&w->marks, t->start);
    for (size_t i = 0; i < near.n; i++) {
        const sl_taint_mark *m = &w->spec->marks.v[near.v[i]];
        if (m->kind != SL_TAINT_SANITIZER || !has(m, t))
            continue;
        *is_clean = true;
        v = &sl_value_clean;
        if (m->has_effect && is_at(m, t) && is_place(t))
            sl_walk_assign(w, t, v);
    }
    return v;
}

static const sl_value *taint(sl_walk *w, const sl_term *t, const sl_value *v)
{
    sl_taint_labels before = sl_value_labels(v);
    sl_near_list near = sl_near_at(&w->marks, t->start);
    for (size_t i = 0; i < near.n; i++) {
        const sl_taint_mark *m = &w->spec->marks.v[near.v[i]];
        if (m->kind != SL_TAINT_SOURCE || !has(m, t) ||
            (m->requires.text.n && !holds(&m->requires, before)))
            continue;
        const sl_value *tainted = sl_value_add(w->mem, v, m->label);
        if (m->is_control) {
            const sl_value *old = sl_walk_get(w, SL_S(" control"));
            sl_walk_set(w, SL_S(" control"),
                        sl_value_add(w->mem, old ? old : &sl_value_clean, m->label));
            continue;
        }
        if (m->has_effect && is_at(m, t) && is_place(t))
            sl_walk_assign(w, t, tainted);
        if (!m->is_effect_only)
            v = tainted;
    }
    return v;
}

static const sl_term *term_at(const sl_walk *w, uint32_t start, uint32_t end)
{
    for (size_t i = 0; i < w->code->n; i++)
        if (w->code->all[i]->start == start && w->code->all[i]->end == end &&
            is_place(w->code->all[i]))
            return w->code->all[i];
    return NULL;
}

/* Sought once for all the times that a walk comes by. */
static const sl_term *target_of(const sl_walk *w, sl_taint_propagator *p)
{
    if (!p->is_sought)
        p->target = term_at(w, p->to_start, p->to_end);
    p->is_sought = true;
    return p->target;
}

static void hand_on(sl_walk *w, sl_taint_propagator *p, sl_taint_labels labels)
{
    const sl_term *to = target_of(w, p);
    if (p->replace && !(labels & p->replace))
        return;
    sl_taint_labels given = p->label ? p->label : labels;
    *sl_list_add(w->mem, &w->pending) = (sl_pending){p->to_start, p->to_end, given};
    if (to && !p->has_no_effect) /* what it held before stays */
        sl_walk_assign(w, to, sl_value_add(w->mem, sl_walk_held(w, to), given));
}

sl_taint_labels sl_walk_pending(const sl_walk *w, const sl_term *t)
{
    sl_taint_labels all = 0;
    for (size_t i = 0; i < w->pending.n; i++)
        if (w->pending.v[i].start == t->start && w->pending.v[i].end == t->end)
            all |= w->pending.v[i].labels;
    return all;
}

static const sl_value *propagate(sl_walk *w, const sl_term *t, const sl_value *v)
{
    v = sl_value_add(w->mem, v, sl_walk_pending(w, t));
    sl_taint_labels labels = sl_value_labels(v);
    sl_near_list near = sl_near_at(&w->propagators, t->start);
    for (size_t i = 0; labels && i < near.n; i++) {
        sl_taint_propagator *p = &w->spec->propagators.v[near.v[i]];
        if (p->from_start == t->start && p->from_end == t->end &&
            (!p->requires.text.n || holds(&p->requires, labels)))
            hand_on(w, p, labels);
    }
    return v;
}

/* What texts and names say of a type. */
typedef enum type { OTHER_TYPE, BOOLEAN, NUMBER } type;

static type type_named(sl_str name)
{
    if (sl_str_among(name, "boolean Boolean bool Bool"))
        return BOOLEAN;
    return sl_str_among(name,
                        "int long short byte float double Integer Long Short Byte Float Double "
                        "BigInteger BigDecimal number int8 int16 int32 int64 uint uint8 uint16 "
                        "uint32 uint64 float32 float64 size_t Int")
               ? NUMBER
               : OTHER_TYPE;
}

static type type_of_call(const sl_term *t)
{
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    const sl_term *object =
        callee && callee->kind == SL_T_FIELD ? sl_term_get(callee, SL_R_OBJECT) : NULL;
    const sl_term *name = object ? sl_term_get(callee, SL_R_NAME) : callee;
    if (!name || name->kind != SL_T_NAME)
        return OTHER_TYPE;
    if (object && object->kind == SL_T_NAME && type_named(object->text) != OTHER_TYPE &&
        (sl_str_starts(name->text, SL_S("parse")) || sl_str_is(name->text, "valueOf")))
        return type_named(object->text);
    if (sl_str_among(name->text, object ? "equals equalsIgnoreCase isEmpty startsWith endsWith "
                                          "contains startswith endswith isdigit hasOwnProperty"
                                        : "bool Boolean isinstance hasattr"))
        return BOOLEAN;
    bool is_number = sl_str_among(name->text, object ? "length size indexOf lastIndexOf hashCode "
                                                       "intValue longValue doubleValue parseInt"
                                                     : "int float len parseInt parseFloat Number");
    return is_number ? NUMBER : OTHER_TYPE;
}

static bool is_test(sl_str op)
{
    return sl_str_among(op, "== != === !== < > <= >= in is instanceof ! not && ||") ||
           sl_str_is(op, "not in") || sl_str_is(op, "is not");
}

/* Operators that make numbers of whatever they are given. */
static const char *numeric_operators(sl_str language)
{
    if (sl_str_is(language, "php"))
        return "+ - * / % **";
    return sl_str_among(language, "javascript typescript") ? "- * / % **" : "";
}

static type type_of(const sl_term *t, sl_str language)
{
    const sl_term *declared = t->kind == SL_T_CAST ? sl_term_get(t, SL_R_TYPE)
                              : t->facts           ? t->facts->type
                                                   : NULL;
    if (t->kind == SL_T_BOOL)
        return BOOLEAN;
    if (t->kind == SL_T_BINARY || t->kind == SL_T_UNARY)
        return is_test(t->text)                                     ? BOOLEAN
               : sl_str_among(t->text, numeric_operators(language)) ? NUMBER
                                                                    : OTHER_TYPE;
    if (t->kind == SL_T_CALL)
        return type_of_call(t);
    bool is_typed = t->kind == SL_T_CAST || t->kind == SL_T_NAME || t->kind == SL_T_FIELD;
    return is_typed && declared && declared->kind == SL_T_NAME ? type_named(declared->text)
                                                               : OTHER_TYPE;
}

static bool is_harmless(const sl_walk *w, const sl_term *t)
{
    type is = type_of(t, w->code->language);
    return (is == BOOLEAN && w->spec->options & SL_TAINT_SAFE_BOOLEANS) ||
           (is == NUMBER && w->spec->options & SL_TAINT_SAFE_NUMBERS);
}

/* Whether the function is left after a term: a return, or the last statement on its way. */
static bool is_exit(const sl_term *t)
{
    for (const sl_term *up = t->parent; up; t = up, up = up->parent) {
        if (t->kind == SL_T_RETURN || up->kind == SL_T_FUNCTION || up->kind == SL_T_RETURN)
            return true;
        bool is_last = up->kind == SL_T_BLOCK && t->at + 1 == up->n;
        bool is_way = up->kind == SL_T_IF && (t->role == SL_R_THEN || t->role == SL_R_ELSE);
        if (!is_last && !is_way && up->kind != SL_T_EXPR && up->kind != SL_T_WITH)
            return false;
    }
    return false;
}

static void add_labels(void *context, uint32_t name, const sl_binding *binding)
{
    sl_taint_labels *all = context;
    (void)name;
    *all |= sl_value_labels(binding->value);
}

static bool parts_hold(const sl_walk *w, const sl_taint_mark *m)
{
    for (size_t i = 0; i < m->n_parts; i++) {
        const sl_taint_part *part = &w->spec->parts.v[m->first_part + i];
        if (!holds(&part->requires, part->labels))
            return false;
    }
    return true;
}

static void note_parts(sl_walk *w, const sl_term *t, sl_taint_labels labels)
{
    for (size_t i = 0; i < w->spec->parts.n; i++)
        if (w->spec->parts.v[i].start == t->start && w->spec->parts.v[i].end == t->end)
            w->spec->parts.v[i].labels = labels;
}

static sl_taint_labels at_exit(const sl_walk *w, const sl_term *t)
{
    sl_taint_labels all = 0;
    if (is_exit(t))
        sl_state_changes(NULL, w->state, add_labels, &all);
    return all;
}

static void reach(sl_walk *w, const sl_term *t, const sl_value *v, sl_taint_labels inside)
{
    bool is_call = t->kind == SL_T_CALL || t->kind == SL_T_NEW;
    const sl_value *control = w->has_control ? sl_walk_get(w, SL_S(" control")) : NULL;
    sl_taint_labels around = control ? control->labels : 0;
    sl_taint_labels own = sl_value_labels(v) | around;
    inside |= around;
    sl_near_list near = sl_near_at(&w->marks, t->start);
    if (!(own | inside | w->has_at_exit) || w->is_dead)
        return;
    for (size_t i = 0; i < near.n; i++) {
        sl_taint_mark *m = &w->spec->marks.v[near.v[i]];
        if (m->kind != SL_TAINT_SINK || !has(m, t))
            continue;
        sl_taint_labels labels = m->is_at_exit             ? at_exit(w, t)
                                 : is_call && !m->is_value ? inside
                                                           : own;
        labels &= m->accepts;
        if (!labels || !holds(&m->requires, labels) || !parts_hold(w, m))
            continue;
        m->is_hit = true;
        m->hit |= labels;
    }
}

const sl_value *sl_walk_mark(sl_walk *w, const sl_term *t, const sl_value *v,
                             sl_taint_labels inside)
{
    bool is_clean = false;
    v = sanitize(w, t, v, &is_clean);
    if (!is_clean)
        v = propagate(w, t, taint(w, t, v));
    if (w->spec->options & (SL_TAINT_SAFE_BOOLEANS | SL_TAINT_SAFE_NUMBERS) && is_harmless(w, t))
        v = sl_value_literal(w->mem, &sl_value_clean, v->literal);
    if (w->spec->parts.n)
        note_parts(w, t, sl_value_labels(v));
    reach(w, t, v, inside);
    return v;
}
