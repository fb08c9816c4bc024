/* Sources, sanitizers, propagators and sinks at one term. */
#include "base/chars.h"
#include "engine/taint/walk.h"

/* A small reader of "a and (b or not c)". */
typedef struct reader {
    const sl_taint_requires *requires;
    sl_taint_labels labels;
    size_t at;
    unsigned depth;
    bool is_bad;
} reader;

static bool read_or(reader *r);

static void skip(reader *r)
{
    while (r->at < r->requires->text.n && strchr(" \t\n", r->requires->text.p[r->at]))
        r->at++;
}

static bool is_word(char c)
{
    return sl_is_alnum(c) || c == '_' || c == '-';
}

static sl_str peek(reader *r)
{
    skip(r);
    size_t end = r->at;
    while (end < r->requires->text.n && is_word(r->requires->text.p[end]))
        end++;
    return sl_str_sub(r->requires->text, r->at, end);
}

static bool take(reader *r, const char *word)
{
    sl_str next = peek(r);
    bool is_mark = !is_word(word[0]);
    if (is_mark)
        next = sl_str_sub(r->requires->text, r->at, r->at + 1);
    if (!sl_str_is(next, word))
        return false;
    r->at += next.n;
    return true;
}

static bool read_label(reader *r)
{
    sl_str name = peek(r);
    r->is_bad |= !name.n;
    r->at += name.n;
    if (sl_str_is(name, "__SOURCE__"))
        return r->labels & 1;
    for (size_t i = 0; i < r->requires->names->n; i++)
        if (sl_str_eq(r->requires->names->v[i], name))
            return r->labels >> (i + 1) & 1;
    return false;
}

static bool read_not(reader *r)
{
    if (r->depth++ > 50)
        r->is_bad = true;
    if (r->is_bad)
        return false;
    if (take(r, "not"))
        return !read_not(r);
    if (!take(r, "("))
        return read_label(r);
    bool is_true = read_or(r);
    r->is_bad |= !take(r, ")");
    return is_true;
}

static bool read_and(reader *r)
{
    bool is_true = read_not(r);
    while (!r->is_bad && take(r, "and")) {
        bool right = read_not(r);
        is_true = is_true && right;
    }
    return is_true;
}

static bool read_or(reader *r)
{
    bool is_true = read_and(r);
    while (!r->is_bad && take(r, "or")) {
        bool right = read_and(r);
        is_true = is_true || right;
    }
    return is_true;
}

bool sl_taint_holds(const sl_taint_requires *requires, sl_taint_labels labels, bool *ok)
{
    reader r = {.requires = requires, .labels = labels};
    *ok = true;
    if (!requires->text.n)
        return labels != 0;
    bool is_true = read_or(&r);
    skip(&r);
    *ok = !r.is_bad && r.at == requires->text.n;
    return *ok && is_true;
}

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
    for (size_t i = 0; i < w->spec->marks.n; i++) {
        const sl_taint_mark *m = &w->spec->marks.v[i];
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
    for (size_t i = 0; i < w->spec->marks.n; i++) {
        const sl_taint_mark *m = &w->spec->marks.v[i];
        if (m->kind != SL_TAINT_SOURCE || !has(m, t) ||
            (m->requires.text.n && !holds(&m->requires, before)))
            continue;
        const sl_value *tainted = sl_value_add(w->mem, v, m->label);
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

static void hand_on(sl_walk *w, const sl_taint_propagator *p, sl_taint_labels labels)
{
    const sl_term *to = term_at(w, p->to_start, p->to_end);
    sl_taint_labels given = p->label ? p->label : labels;
    *sl_list_add(w->mem, &w->pending) = (sl_pending){p->to_start, p->to_end, given};
    if (to) /* what it held before stays */
        sl_walk_assign(w, to, sl_value_add(w->mem, sl_walk_held(w, to), given));
}

static const sl_value *propagate(sl_walk *w, const sl_term *t, const sl_value *v)
{
    for (size_t i = 0; i < w->pending.n; i++)
        if (w->pending.v[i].start == t->start && w->pending.v[i].end == t->end)
            v = sl_value_add(w->mem, v, w->pending.v[i].labels);
    sl_taint_labels labels = sl_value_labels(v);
    for (size_t i = 0; labels && i < w->spec->propagators.n; i++) {
        const sl_taint_propagator *p = &w->spec->propagators.v[i];
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

static type type_of(const sl_term *t)
{
    const sl_term *declared = t->kind == SL_T_CAST ? sl_term_get(t, SL_R_TYPE)
                              : t->facts           ? t->facts->type
                                                   : NULL;
    if (t->kind == SL_T_BOOL)
        return BOOLEAN;
    if (t->kind == SL_T_BINARY || t->kind == SL_T_UNARY)
        return is_test(t->text) ? BOOLEAN : OTHER_TYPE;
    if (t->kind == SL_T_CALL)
        return type_of_call(t);
    bool is_typed = t->kind == SL_T_CAST || t->kind == SL_T_NAME || t->kind == SL_T_FIELD;
    return is_typed && declared && declared->kind == SL_T_NAME ? type_named(declared->text)
                                                               : OTHER_TYPE;
}

static bool is_harmless(const sl_walk *w, const sl_term *t)
{
    type is = type_of(t);
    return (is == BOOLEAN && w->spec->options & SL_TAINT_SAFE_BOOLEANS) ||
           (is == NUMBER && w->spec->options & SL_TAINT_SAFE_NUMBERS);
}

static void reach(sl_walk *w, const sl_term *t, const sl_value *v, sl_taint_labels inside)
{
    bool is_call = t->kind == SL_T_CALL || t->kind == SL_T_NEW;
    sl_taint_labels own = sl_value_labels(v);
    for (size_t i = 0; (own | inside) && !w->is_dead && i < w->spec->marks.n; i++) {
        sl_taint_mark *m = &w->spec->marks.v[i];
        sl_taint_labels labels = (is_call && !m->is_value ? inside : own) & m->accepts;
        if (m->kind == SL_TAINT_SINK && labels && has(m, t) && holds(&m->requires, labels))
            m->is_hit = true;
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
    reach(w, t, v, inside);
    return v;
}
