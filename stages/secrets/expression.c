/* Walks an expression once and respells what RE2 and PCRE2 read differently. */
#include "stages/secrets/expression.h"

enum { GROUP_DEPTH_MAX = 250 };

static const char blanks[] = "\\t\\n\\f\\r "; /* what \s means in RE2 */

typedef struct walker {
    sl_str in;
    size_t at;
    sl_buf out;
    bool is_multi;               /* (?m) is on */
    bool outer[GROUP_DEPTH_MAX]; /* is_multi outside each open group */
    size_t depth;
} walker;

static void copy(walker *w, size_t n)
{
    sl_buf_add(&w->out, sl_str_sub(w->in, w->at, w->at + n));
    w->at = w->at + n < w->in.n ? w->at + n : w->in.n;
}

static sl_str rest(const walker *w)
{
    return sl_str_sub(w->in, w->at, w->in.n);
}

static void put_class(walker *w, const char *before, const char *after)
{
    sl_buf_addf(&w->out, "%s%s%s", before, blanks, after);
    w->at += 2;
}

static void walk_escape(walker *w, bool in_class)
{
    char c = w->at + 1 < w->in.n ? w->in.p[w->at + 1] : 0;
    if (c == 's')
        put_class(w, in_class ? "" : "[", in_class ? "" : "]");
    else if (c == 'S' && !in_class)
        put_class(w, "[^", "]");
    else if (c == 'Q') {
        size_t end = sl_str_find(w->in, SL_S("\\E"), w->at);
        copy(w, end == SIZE_MAX ? w->in.n - w->at : end + 2 - w->at);
    } else
        copy(w, 2);
}

/* "[:alpha:]" inside a class. */
static size_t named_class(sl_str s)
{
    size_t end = sl_str_starts(s, SL_S("[:")) ? sl_str_find(s, SL_S(":]"), 2) : SIZE_MAX;
    return end == SIZE_MAX ? 0 : end + 2;
}

static void walk_class(walker *w)
{
    copy(w, sl_str_starts(rest(w), SL_S("[^")) ? 2 : 1);
    if (sl_str_starts(rest(w), SL_S("]")))
        copy(w, 1); /* first in the class: itself */
    while (w->at < w->in.n && w->in.p[w->at] != ']') {
        size_t n = named_class(rest(w));
        if (n)
            copy(w, n);
        else if (w->in.p[w->at] == '\\')
            walk_escape(w, true);
        else
            copy(w, 1);
    }
    copy(w, 1);
}

/* "(?i-m:" and its like: what it says of (?m), and whether a group follows. */
static size_t flags_of(sl_str s, bool *is_multi, bool *is_group)
{
    bool on = true;
    for (size_t i = 2; i < s.n; i++) {
        char c = s.p[i];
        if (c == ':' || c == ')') {
            *is_group = c == ':';
            return i + 1;
        }
        if (c == 'm')
            *is_multi = on;
        else if (c == '-')
            on = false;
        else if (c != 'i' && c != 's' && c != 'U')
            return 0;
    }
    return 0;
}

static void walk_group(walker *w)
{
    bool is_multi = w->is_multi;
    bool is_group = true;
    size_t n = sl_str_starts(rest(w), SL_S("(?")) ? flags_of(rest(w), &is_multi, &is_group) : 0;
    if (is_group && w->depth < GROUP_DEPTH_MAX)
        w->outer[w->depth] = w->is_multi;
    w->depth += is_group;
    if (n)
        w->is_multi = is_multi;
    copy(w, n ? n : 1);
}

static void walk_end(walker *w)
{
    if (w->depth > 0 && --w->depth < GROUP_DEPTH_MAX)
        w->is_multi = w->outer[w->depth];
    copy(w, 1);
}

static void walk_dollar(walker *w)
{
    sl_buf_addz(&w->out, w->is_multi ? "$" : "\\z");
    w->at++;
}

static void walk(walker *w)
{
    switch (w->in.p[w->at]) {
    case '\\':
        walk_escape(w, false);
        break;
    case '[':
        walk_class(w);
        break;
    case '(':
        walk_group(w);
        break;
    case ')':
        walk_end(w);
        break;
    case '$':
        walk_dollar(w);
        break;
    default:
        copy(w, 1);
    }
}

sl_str sl_secret_expression(sl_arena *mem, sl_str re2)
{
    walker w = {.in = re2};
    sl_buf_init(&w.out, SIZE_MAX);
    while (w.at < re2.n)
        walk(&w);
    sl_str out = sl_dup(mem, sl_buf_str(&w.out));
    sl_buf_clear(&w.out);
    return out;
}

void sl_secret_matcher_clear(sl_secret_matcher *matcher)
{
    for (size_t i = 0; i < matcher->opened.n; i++)
        sl_regex_close(matcher->opened.v[i]);
    matcher->opened.n = 0;
    sl_regex_room_close(matcher->room);
}

const sl_regex *sl_secret_regex_open(sl_secret_regex *regex, sl_secret_matcher *matcher)
{
    if (!regex->compiled && regex->re2.n && !matcher->has_failed) {
        sl_str expression = sl_secret_expression(matcher->mem, regex->re2);
        matcher->has_failed =
            !sl_regex_open(&regex->compiled, matcher->mem, expression, 0, &matcher->e);
        if (!matcher->has_failed)
            *sl_list_add(matcher->mem, &matcher->opened) = regex->compiled;
    }
    return regex->compiled;
}

bool sl_secret_regex_in(sl_secret_regex *regex, sl_secret_matcher *matcher, sl_str text)
{
    const sl_regex *compiled = sl_secret_regex_open(regex, matcher);
    if (!compiled || matcher->has_failed)
        return false;
    sl_match match;
    bool found = false;
    sl_regex_search search = {text, 0, SIZE_MAX, true};
    if (!sl_regex_find(compiled, matcher->room, &search, &match, &found, &matcher->e))
        matcher->has_failed = true;
    return found;
}
