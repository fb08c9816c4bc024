/* Computing with literals. A text with an escape in it is not looked into: what it stands for
   differs from what is written. */
#include "engine/syntax/compute.h"

enum { TEXT_MAX = 1 << 12, METHOD_ARGS_MAX = 2 };

static const char character[] = "character";

static bool is_known(const sl_term *t)
{
    return t && !(t->flags & SL_TERM_ANY_TEXT);
}

static bool is_character(const sl_term *t)
{
    return t->type == character;
}

static const sl_term *make(sl_arena *mem, sl_term_kind kind, sl_str text)
{
    sl_term *made = sl_term_new(mem, kind, 0);
    made->text = text;
    return made;
}

const sl_term *sl_literal_truth(sl_arena *mem, bool value)
{
    return make(mem, SL_T_BOOL, value ? SL_S("true") : SL_S("false"));
}

const sl_term *sl_literal_text(sl_arena *mem, sl_str text)
{
    return make(mem, SL_T_STRING, text);
}

const sl_term *sl_literal_number(sl_arena *mem, int64_t value)
{
    return make(mem, SL_T_NUMBER, sl_printf(mem, "%lld", (long long)value));
}

static const sl_term *make_character(sl_arena *mem, sl_str text)
{
    sl_term *made = sl_term_new(mem, SL_T_STRING, 0);
    made->text = text;
    made->type = character;
    return made;
}

static bool is_character_literal(const sl_term *t)
{
    sl_str type = sl_str_of(t->type);
    return sl_str_ends(type, SL_S("char_literal")) ||
           sl_str_ends(type, SL_S("character_literal")) || sl_str_ends(type, SL_S("rune_literal"));
}

const sl_term *sl_literal_of(sl_arena *mem, const sl_term *t)
{
    switch (t->kind) {
    case SL_T_STRING:
    case SL_T_NUMBER:
    case SL_T_BOOL:
    case SL_T_NIL:
        return is_known(t) ? t : NULL;
    case SL_T_OTHER:
        break;
    default:
        return NULL;
    }
    return is_character_literal(t) && t->text.n > 2
               ? make_character(mem, sl_str_sub(t->text, 1, t->text.n - 1))
               : NULL;
}

bool sl_literal_int(const sl_term *t, int64_t *out)
{
    if (!is_known(t) || t->kind != SL_T_NUMBER || !t->text.n)
        return false;
    sl_str text = t->text;
    bool is_long = text.p[text.n - 1] == 'L' || text.p[text.n - 1] == 'l';
    if (is_long)
        text.n--;
    bool is_octal = text.n > 1 && text.p[0] == '0';
    return !is_octal && sl_str_int(text, out);
}

bool sl_literal_bool(const sl_term *t, bool *out)
{
    if (!is_known(t) || t->kind != SL_T_BOOL)
        return false;
    *out = sl_str_eq_case(t->text, SL_S("true"));
    return *out || sl_str_eq_case(t->text, SL_S("false"));
}

static bool is_plain(const sl_term *t)
{
    return sl_str_find(t->text, SL_S("\\"), 0) == SIZE_MAX;
}

/* Whether two literals are equal; false when that cannot be said. */
static bool compare(const sl_term *a, const sl_term *b, bool *is_equal)
{
    int64_t x;
    int64_t y;
    bool p;
    bool q;
    if (a->kind == SL_T_NIL || b->kind == SL_T_NIL) {
        *is_equal = a->kind == b->kind;
        return true;
    }
    if (a->kind == SL_T_STRING && b->kind == SL_T_STRING) {
        *is_equal = sl_str_eq(a->text, b->text);
        return *is_equal || (is_plain(a) && is_plain(b));
    }
    if (sl_literal_int(a, &x) && sl_literal_int(b, &y)) {
        *is_equal = x == y;
        return true;
    }
    *is_equal = sl_literal_bool(a, &p) && sl_literal_bool(b, &q) && p == q;
    return a->kind == SL_T_BOOL && b->kind == SL_T_BOOL;
}

static const sl_term *equality(sl_arena *mem, sl_str op, const sl_term *a, const sl_term *b)
{
    bool is_equal;
    bool is_negated = sl_str_among(op, "!= !== ~=") || sl_str_is(op, "is not");
    if (!compare(a, b, &is_equal))
        return NULL;
    return sl_literal_truth(mem, is_equal != is_negated);
}

static const sl_term *order(sl_arena *mem, sl_str op, int64_t x, int64_t y)
{
    return sl_literal_truth(mem, sl_str_is(op, "<")    ? x < y
                                 : sl_str_is(op, ">")  ? x > y
                                 : sl_str_is(op, "<=") ? x <= y
                                                       : x >= y);
}

static const sl_term *divide(sl_arena *mem, sl_str op, int64_t x, int64_t y, bool divides_whole)
{
    bool is_floor = sl_str_is(op, "//");
    bool is_rest = sl_str_is(op, "%");
    if (y == 0 || y == -1 || ((x < 0 || y < 0) && (is_floor || is_rest)))
        return NULL;
    if (is_rest)
        return sl_literal_number(mem, x % y);
    return divides_whole || is_floor || x % y == 0 ? sl_literal_number(mem, x / y) : NULL;
}

bool sl_compute_whole(int64_t *out, sl_str op, int64_t x, int64_t y)
{
    if (sl_str_is(op, "+"))
        return !__builtin_add_overflow(x, y, out);
    if (sl_str_is(op, "-"))
        return !__builtin_sub_overflow(x, y, out);
    return sl_str_is(op, "*") && !__builtin_mul_overflow(x, y, out);
}

static const sl_term *arithmetic(sl_arena *mem, sl_str op, int64_t x, int64_t y, bool divides_whole)
{
    int64_t result;
    if (sl_str_among(op, "/ // %"))
        return divide(mem, op, x, y, divides_whole);
    return sl_compute_whole(&result, op, x, y) ? sl_literal_number(mem, result) : NULL;
}

static const sl_term *concatenate(sl_arena *mem, const sl_term *a, const sl_term *b)
{
    bool is_joined = (a->kind == SL_T_STRING && !is_character(a)) ||
                     (b->kind == SL_T_STRING && !is_character(b));
    bool are_texts = (a->kind == SL_T_STRING || a->kind == SL_T_NUMBER) &&
                     (b->kind == SL_T_STRING || b->kind == SL_T_NUMBER);
    if (!is_joined || !are_texts || a->text.n + b->text.n > TEXT_MAX)
        return NULL;
    return make(mem, SL_T_STRING, sl_printf(mem, "%.*s%.*s", SL_FMT(a->text), SL_FMT(b->text)));
}

static const sl_term *of_one(sl_arena *mem, sl_str op, const sl_term *a)
{
    int64_t x;
    bool p;
    if (sl_str_among(op, "! not") && sl_literal_bool(a, &p))
        return sl_literal_truth(mem, !p);
    if (sl_str_is(op, "-") && sl_literal_int(a, &x) && x != INT64_MIN)
        return sl_literal_number(mem, -x);
    return sl_str_is(op, "+") && sl_literal_int(a, &x) ? a : NULL;
}

const sl_term *sl_compute_operation(sl_arena *mem, sl_str op, const sl_term *a, const sl_term *b,
                                    bool divides_whole)
{
    int64_t x;
    int64_t y;
    bool p;
    bool q;
    if (!is_known(a) || !b)
        return is_known(a) ? of_one(mem, op, a) : NULL;
    if (!is_known(b))
        return NULL;
    if (sl_str_among(op, "== === eq is != !== ~=") || sl_str_is(op, "is not"))
        return equality(mem, op, a, b);
    if (sl_str_among(op, "&& and & || or |") && sl_literal_bool(a, &p) && sl_literal_bool(b, &q))
        return sl_literal_truth(mem, sl_str_among(op, "&& and &") ? p && q : p || q);
    if (sl_literal_int(a, &x) && sl_literal_int(b, &y))
        return sl_str_among(op, "< > <= >=") ? order(mem, op, x, y)
                                             : arithmetic(mem, op, x, y, divides_whole);
    return sl_str_among(op, "+ . .. <>") ? concatenate(mem, a, b) : NULL;
}

/* What a method of a text without arguments returns. */
static const sl_term *text_itself(sl_arena *mem, sl_str name, sl_str text)
{
    if (sl_str_among(name, "length size len"))
        return sl_literal_number(mem, (int64_t)text.n);
    if (sl_str_among(name, "isEmpty empty? is_empty"))
        return sl_literal_truth(mem, text.n == 0);
    if (sl_str_among(name, "toString to_s intern clone"))
        return make(mem, SL_T_STRING, text);
    if (sl_str_among(name, "strip trim"))
        return make(mem, SL_T_STRING, sl_str_trim(text));
    return NULL;
}

static const sl_term *at_place(sl_arena *mem, sl_str name, sl_str text, int64_t from, int64_t to)
{
    int64_t n = (int64_t)text.n;
    if (from < 0 || to < from || to > n)
        return NULL;
    if (sl_str_among(name, "charAt at codePointAt"))
        return from < n ? make_character(mem, sl_str_sub(text, (size_t)from, (size_t)from + 1))
                        : NULL;
    return sl_str_among(name, "substring slice subSequence")
               ? make(mem, SL_T_STRING, sl_str_sub(text, (size_t)from, (size_t)to))
               : NULL;
}

static const sl_term *with_text(sl_arena *mem, sl_str name, sl_str text, sl_str other)
{
    size_t at = sl_str_find(text, other, 0);
    if (sl_str_among(name, "contains includes include?"))
        return sl_literal_truth(mem, at != SIZE_MAX);
    if (sl_str_among(name, "startsWith startswith start_with? hasPrefix"))
        return sl_literal_truth(mem, sl_str_starts(text, other));
    if (sl_str_among(name, "endsWith endswith end_with? hasSuffix"))
        return sl_literal_truth(mem, sl_str_ends(text, other));
    if (sl_str_is(name, "indexOf"))
        return sl_literal_number(mem, at == SIZE_MAX ? -1 : (int64_t)at);
    if (sl_str_is(name, "equalsIgnoreCase"))
        return sl_literal_truth(mem, sl_str_eq_case(text, other));
    return sl_str_is(name, "concat") && text.n + other.n <= TEXT_MAX
               ? make(mem, SL_T_STRING, sl_printf(mem, "%.*s%.*s", SL_FMT(text), SL_FMT(other)))
               : NULL;
}

static bool is_ascii(sl_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] > 127 || text.p[i] == '\\')
            return false;
    return true;
}

const sl_term *sl_compute_method(sl_arena *mem, sl_str name, const sl_term *self,
                                 const sl_term *const *args, size_t n)
{
    int64_t from;
    int64_t to;
    if (!is_known(self) || n > METHOD_ARGS_MAX || (n > 0 && !is_known(args[0])))
        return NULL;
    if (n == 1 && sl_str_among(name, "equals eql? equal?"))
        return equality(mem, SL_S("=="), self, args[0]);
    if (self->kind != SL_T_STRING || is_character(self) || !is_ascii(self->text))
        return NULL;
    if (n == 0)
        return text_itself(mem, name, self->text);
    if (n == 1 && args[0]->kind == SL_T_STRING && is_ascii(args[0]->text))
        return with_text(mem, name, self->text, args[0]->text);
    to = (int64_t)self->text.n;
    bool are_places = sl_literal_int(args[0], &from) && (n == 1 || sl_literal_int(args[1], &to));
    return are_places ? at_place(mem, name, self->text, from, to) : NULL;
}
