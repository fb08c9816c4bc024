/* Quoting is that of a C string, with octal numbers of three digits (git-config(1),
   core.quotePath; git(1), GIT_ALTERNATE_OBJECT_DIRECTORIES). */
#include "engine/objects/alternates.h"

enum { OCTAL_DIGITS = 3 };

static bool octal(char *out, sl_str digits)
{
    unsigned value = 0;
    for (size_t i = 0; i < OCTAL_DIGITS; i++) {
        if (i >= digits.n || digits.p[i] < '0' || digits.p[i] > '7')
            return false;
        value = value * 8 + (unsigned)(digits.p[i] - '0');
    }
    *out = (char)value;
    return value && value <= 0xff;
}

/* The character behind a '\\'; how many bytes stand for it, 0 when it is none. */
static size_t escaped(char *out, sl_str rest)
{
    static const char letters[] = "abfnrtv\"\\";
    static const char meant[] = "\a\b\f\n\r\t\v\"\\";
    const char *at = rest.n && rest.p[0] ? strchr(letters, rest.p[0]) : NULL;
    if (!at)
        return octal(out, rest) ? OCTAL_DIGITS : 0;
    *out = meant[at - letters];
    return 1;
}

/* Where the quotes around what begins the list are closed; SIZE_MAX when that is nowhere. */
static size_t quotes_end(sl_str list)
{
    size_t i = 1;
    while (i < list.n && list.p[i] != '"') {
        char meant;
        size_t used =
            list.p[i] == '\\' ? escaped(&meant, sl_str_sub(list, i + 1, list.n)) : SIZE_MAX;
        if (!used)
            return SIZE_MAX;
        i += used == SIZE_MAX ? 1 : used + 1;
    }
    return i < list.n ? i : SIZE_MAX;
}

/* Takes a quoted path off the list; false, and nothing taken, when it is not one to its end. */
static bool quoted(sl_str *path, sl_arena *mem, sl_str *list, char separator)
{
    size_t end = quotes_end(*list);
    size_t n = 0;
    if (end == SIZE_MAX || (end + 1 < list->n && list->p[end + 1] != separator))
        return false;
    char *to = sl_alloc(mem, end);
    for (size_t i = 1; i < end; i++) {
        to[n] = list->p[i];
        if (list->p[i] == '\\')
            i += escaped(&to[n], sl_str_sub(*list, i + 1, list->n));
        n++;
    }
    *path = sl_str_at(to, n);
    *list = sl_str_sub(*list, end + 2, list->n);
    return true;
}

bool sl_alternates_next(sl_str *path, sl_arena *mem, sl_str *list, char separator)
{
    while (list->n) {
        bool is_taken = list->p[0] == '"' && quoted(path, mem, list, separator);
        if (!is_taken && !sl_str_cut(list, separator, path))
            return false;
        if (path->n && (is_taken || path->p[0] != '#'))
            return true;
    }
    return false;
}
