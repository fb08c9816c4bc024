/* Conditions on labels. */
#include "base/chars.h"
#include "engine/taint/taint.h"

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
