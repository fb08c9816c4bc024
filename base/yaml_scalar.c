/* Typing by what a scalar looks like. */
#include "base/yaml_scalar.h"

#include "base/chars.h"

#include <math.h>
#include <stdlib.h>

enum { LONGEST_WORD = sizeof "false" - 1 };

/* The digits of `s` in `base` from `at` on; false when it is not such a number or does not fit. */
static bool digits(sl_str s, size_t at, int base, int64_t *out)
{
    int64_t value = 0;
    if (at >= s.n)
        return false;
    for (; at < s.n; at++) {
        int digit = sl_hex_value(s.p[at]);
        if (digit < 0 || digit >= base || __builtin_mul_overflow(value, base, &value) ||
            __builtin_add_overflow(value, digit, &value))
            return false;
    }
    *out = value;
    return true;
}

static size_t skip_digits(sl_str s, size_t i)
{
    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
        i++;
    return i;
}

static size_t skip_one_of(sl_str s, size_t i, char a, char b)
{
    return i < s.n && (s.p[i] == a || s.p[i] == b) ? i + 1 : i;
}

/* YAML 1.2 core schema: [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? */
static bool is_float(sl_str s)
{
    size_t whole = skip_one_of(s, 0, '-', '+');
    size_t point = skip_digits(s, whole);
    size_t fraction = skip_one_of(s, point, '.', '.');
    size_t e = skip_digits(s, fraction);
    if (point == whole && e == fraction)
        return false;
    size_t sign = skip_one_of(s, e, 'e', 'E');
    if (sign == e)
        return e == s.n;
    size_t exponent = skip_one_of(s, sign, '-', '+');
    size_t end = skip_digits(s, exponent);
    return end > exponent && end == s.n;
}

static bool is_one_of(sl_str s, const char *const *words)
{
    if (s.n > LONGEST_WORD)
        return false;
    for (; *words; words++)
        if (sl_str_is(s, *words))
            return true;
    return false;
}

static bool read_integer(sl_str s, int64_t *out)
{
    if (s.n > 2 && s.p[0] == '0' && s.p[1] == 'x')
        return digits(s, 2, 16, out);
    if (s.n > 2 && s.p[0] == '0' && s.p[1] == 'o')
        return digits(s, 2, 8, out);
    return sl_str_int(s, out);
}

static double special(sl_str s)
{
    char last = s.p[s.n - 1];
    if (last == 'n' || last == 'N')
        return NAN;
    return s.p[0] == '-' ? -INFINITY : INFINITY;
}

/* `on`, `no` and `yes` are text; 0755 is an integer whose text stays as it was written. */
void sl_yaml_type(sl_node *node)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const trues[] = {"true", "True", "TRUE", NULL};
    static const char *const falses[] = {"false", "False", "FALSE", NULL};
    static const char *const specials[] = {".inf",  ".Inf",  ".INF",  "+.inf", "+.Inf",
                                           "+.INF", "-.inf", "-.Inf", "-.INF", ".nan",
                                           ".NaN",  ".NAN",  NULL};
    sl_str s = node->text;
    char first = s.n ? s.p[0] : 0;
    if (!memchr("\0~nNtTfF-+.0123456789", first, 22))
        return;
    if (is_one_of(s, nulls)) {
        node->kind = SL_NULL;
    } else if (is_one_of(s, trues) || is_one_of(s, falses)) {
        node->kind = SL_BOOL;
        node->integer = first == 't' || first == 'T';
    } else if (read_integer(s, &node->integer)) {
        node->kind = SL_INT;
        node->number = (double)node->integer;
    } else if (first != 'n' && first != 'N' && is_float(s)) {
        node->kind = SL_FLOAT;
        node->number = strtod(s.p, NULL);
    } else if (is_one_of(s, specials)) {
        node->kind = SL_FLOAT;
        node->number = special(s);
    }
}
