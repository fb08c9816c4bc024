/* Reads just enough of an expression: flags, one class, a lazy quantifier; then that no alternative
   stands beside them. */
#include "engine/match/prefix.h"

enum { MOST_MAX = 1000, DIGITS_MAX = 4 };

static char at(sl_str s, size_t i)
{
    return i < s.n ? s.p[i] : 0;
}

/* "(?i)", "(?is)": bytes of it; 0 for anything else. */
static size_t flags_end(sl_str s)
{
    size_t i = 2;
    if (at(s, 0) != '(' || at(s, 1) != '?')
        return 0;
    while (at(s, i) == 'i' || at(s, i) == 's' || at(s, i) == 'm')
        i++;
    return i > 2 && at(s, i) == ')' ? i + 1 : 0;
}

/* The end of the class that begins at `i`; 0 when it has none. */
static size_t class_end(sl_str s, size_t i)
{
    i += at(s, i + 1) == '^' ? 2 : 1;
    i += at(s, i) == ']';
    while (i < s.n && s.p[i] != ']') {
        bool is_named = s.p[i] == '[' && at(s, i + 1) == ':';
        size_t end = is_named ? sl_str_find(s, SL_S(":]"), i + 2) : SIZE_MAX;
        i = end != SIZE_MAX ? end + 2 : s.p[i] == '\\' ? i + 2 : i + 1;
    }
    return i < s.n ? i + 1 : 0;
}

/* "{0,50}?" at `i`: its end, 0 when it is none. */
static size_t lazy_end(sl_str s, size_t i, size_t *most)
{
    if (!sl_str_starts(sl_str_sub(s, i, s.n), SL_S("{0,")))
        return 0;
    size_t digits = i += 3;
    for (*most = 0; at(s, i) >= '0' && at(s, i) <= '9' && i - digits < DIGITS_MAX; i++)
        *most = *most * 10 + (size_t)(s.p[i] - '0');
    bool is_good = i > digits && *most > 0 && *most <= MOST_MAX && at(s, i) == '}';
    return is_good && at(s, i + 1) == '?' ? i + 2 : 0;
}

/* Alternatives at the top, quoted text, verbs and \K would change what the run belongs to; a
   quantifier cannot follow one. */
static bool is_plain(sl_str rest)
{
    size_t depth = 0;
    for (size_t i = 0; i < rest.n; i++) {
        char c = rest.p[i];
        if (c == '\\') {
            if (strchr("QEKG", at(rest, i + 1)))
                return false;
            i++;
        } else if (c == '[') {
            size_t end = class_end(rest, i);
            if (!end)
                return false;
            i = end - 1;
        } else if (c == '(') {
            if (at(rest, i + 1) == '*')
                return false;
            depth++;
        } else if (c == ')' && depth-- == 0) {
            return false;
        } else if (c == '|' && !depth) {
            return false;
        }
    }
    return depth == 0 && rest.n > 0 && !strchr("?*+{", rest.p[0]);
}

bool sl_regex_prefix_take(sl_regex_prefix *out, sl_arena *mem, sl_str expression)
{
    size_t flags = flags_end(expression);
    size_t end = at(expression, flags) == '[' ? class_end(expression, flags) : 0;
    size_t rest = end ? lazy_end(expression, end, &out->most) : 0;
    if (!rest || !is_plain(sl_str_sub(expression, rest, expression.n)))
        return false;
    sl_str mode = sl_str_sub(expression, 0, flags);
    sl_str class = sl_str_sub(expression, flags, end);
    out->one = sl_printf(mem, "%.*s\\A%.*s", SL_FMT(mode), SL_FMT(class));
    out->rest = sl_printf(mem, "%.*s%.*s", SL_FMT(mode),
                          SL_FMT(sl_str_sub(expression, rest, expression.n)));
    return true;
}
