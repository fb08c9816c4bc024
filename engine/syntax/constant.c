/* Folding. Texts are as they are written, escapes and all. */
#include "engine/syntax/constant.h"

#include "engine/syntax/compute.h"

enum { TEXT_MAX = 1 << 16 };

static bool is_literal(const sl_term *t)
{
    return t->kind == SL_T_STRING || t->kind == SL_T_NUMBER || t->kind == SL_T_BOOL ||
           t->kind == SL_T_NIL;
}

const sl_term *sl_constant_of(const sl_term *t)
{
    if (!t)
        return NULL;
    if (is_literal(t))
        return t;
    return t->facts ? t->facts->value : NULL;
}

static sl_term *some(sl_arena *mem, sl_term_kind kind)
{
    sl_term *made = sl_term_new(mem, kind, 0);
    made->flags = SL_TERM_ANY_TEXT;
    return made;
}

static bool is_known(const sl_term *t)
{
    return !(t->flags & SL_TERM_ANY_TEXT);
}

const sl_term *sl_constant_join(sl_arena *mem, const sl_term *a, const sl_term *b)
{
    if (!a || !b || a->kind != b->kind)
        return NULL;
    return is_known(a) && is_known(b) && sl_str_eq(a->text, b->text)
               ? a
               : some(mem, (sl_term_kind)a->kind);
}

static const sl_term *join_texts(sl_arena *mem, const sl_term *a, const sl_term *b)
{
    if (!is_known(a) || !is_known(b) || a->text.n + b->text.n > TEXT_MAX)
        return some(mem, SL_T_STRING);
    sl_term *made = sl_term_new(mem, SL_T_STRING, 0);
    made->text = sl_printf(mem, "%.*s%.*s", SL_FMT(a->text), SL_FMT(b->text));
    return made;
}

static const sl_term *compute(sl_arena *mem, sl_str op, const sl_term *a, const sl_term *b)
{
    int64_t x;
    int64_t y;
    int64_t result;
    if (!is_known(a) || !is_known(b) || !sl_str_int(a->text, &x) || !sl_str_int(b->text, &y))
        return some(mem, SL_T_NUMBER);
    if (!sl_compute_whole(&result, op, x, y))
        return some(mem, SL_T_NUMBER);
    sl_term *made = sl_term_new(mem, SL_T_NUMBER, 0);
    made->text = sl_printf(mem, "%lld", (long long)result);
    return made;
}

const sl_term *sl_constant_sum(sl_arena *mem, const sl_term *a, const sl_term *b)
{
    if (!a || !b)
        return NULL;
    if (a->kind == SL_T_STRING || b->kind == SL_T_STRING)
        return join_texts(mem, a, b);
    return a->kind == SL_T_NUMBER && b->kind == SL_T_NUMBER ? compute(mem, SL_S("+"), a, b) : NULL;
}

/* Whether the operator is one of a list with a space at both ends of each. */
static bool is_one_of(sl_str op, const char *list)
{
    sl_str rest = sl_str_of(list);
    size_t at = sl_str_find(rest, op, 0);
    return op.n && at != SIZE_MAX && rest.p[at - 1] == ' ' && rest.p[at + op.n] == ' ';
}

static const sl_term *binary(sl_arena *mem, const sl_term *t)
{
    const sl_term *first = t->n == 2 ? t->kids[0] : NULL;
    const sl_term *a = first ? sl_constant_of(first) : NULL;
    const sl_term *b = first ? sl_constant_of(t->kids[1]) : NULL;
    if (is_one_of(t->text, " + . .. <> "))
        return sl_constant_sum(mem, a, b);
    if (a && a->kind == SL_T_STRING && is_one_of(t->text, b ? " * % " : " * "))
        return some(mem, SL_T_STRING); /* text of Python, n times or filled in */
    if (b && b->kind == SL_T_STRING && is_one_of(t->text, " * "))
        return some(mem, SL_T_STRING);
    bool are_numbers = a && b && a->kind == SL_T_NUMBER && b->kind == SL_T_NUMBER;
    return are_numbers && is_one_of(t->text, " - * ") ? compute(mem, t->text, a, b) : NULL;
}

static const sl_term *template(sl_arena *mem, const sl_term *t)
{
    const sl_term *all = sl_term_new(mem, SL_T_STRING, 0);
    for (uint32_t i = 0; i < t->n; i++) {
        const sl_term *piece = sl_constant_of(t->kids[i]);
        if (!piece)
            return NULL;
        all = join_texts(mem, all, piece);
    }
    return all;
}

static bool is_method(const sl_term *callee, const char *name)
{
    const sl_term *last =
        callee && callee->kind == SL_T_FIELD ? sl_term_get(callee, SL_R_NAME) : NULL;
    return last && sl_str_is(last->text, name);
}

static bool are_constant(sl_term *const *terms, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!sl_constant_of(terms[i]))
            return false;
    return true;
}

/* Functions of PHP that make constants of constants. */
static const char escapes[] = " escapeshellarg htmlspecialchars_decode ";

/* "…".format(1), String.format("…", 1), "a".concat("b"): of constants only. */
static const sl_term *call(sl_arena *mem, const sl_term *t)
{
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    size_t n;
    sl_term *const *args = sl_term_all(t, SL_R_ARG, &n);
    bool is_escape = callee && callee->kind == SL_T_NAME && is_one_of(callee->text, escapes);
    if (is_escape && n == 1 && sl_constant_of(args[0]))
        return some(mem, SL_T_STRING);
    if (!is_method(callee, "format") && !is_method(callee, "concat"))
        return NULL;
    if (!are_constant(args, n))
        return NULL;
    const sl_term *object = sl_term_get(callee, SL_R_OBJECT);
    bool is_text = (object && sl_constant_of(object) && is_method(callee, "concat")) ||
                   (object && (sl_str_is(object->text, "String") || is_method(object, "String")));
    return is_text ? some(mem, SL_T_STRING) : NULL;
}

void sl_constant_find(sl_arena *mem, sl_term *t)
{
    const sl_term *value = t->kind == SL_T_BINARY     ? binary(mem, t)
                           : t->kind == SL_T_TEMPLATE ? template(mem, t)
                           : t->kind == SL_T_CALL     ? call(mem, t)
                                                      : NULL;
    if (value)
        sl_term_facts(mem, t)->value = value;
}
