/* Substitution as BuildKit's shell lexer does it. */
#include "engine/dockerfile/words.h"

#include "base/chars.h"
#include "base/glob.h"

enum { DEPTH_MAX = 20, EXPANDED_MAX = 64 << 10 };

typedef struct writer {
    struct {
        char *v;
        size_t n, cap;
    } out;
    const sl_docker_scope *scope;
    bool is_known;
    unsigned depth;
} writer;

static void expand(writer *w, sl_str raw);

void sl_docker_scope_set(sl_docker_scope *scope, sl_str name, sl_str text, bool is_known)
{
    sl_docker_value *value = sl_alloc(scope->mem, sizeof *value);
    *value = (sl_docker_value){text, is_known};
    sl_map_put(&scope->names, scope->mem, name, value);
}

static void put(writer *w, sl_str s)
{
    if (s.n > EXPANDED_MAX - w->out.n) {
        w->is_known = false; /* a bomb of defaults: what it comes to is not known */
        return;
    }
    for (size_t i = 0; i < s.n; i++)
        *sl_list_add(w->scope->mem, &w->out) = s.p[i];
}

static bool is_name_byte(char c, bool is_first)
{
    return c == '_' || sl_is_letter(c) || (!is_first && sl_is_digit(c));
}

static size_t name_length(sl_str s)
{
    size_t n = 0;
    while (n < s.n && is_name_byte(s.p[n], n == 0))
        n++;
    return n;
}

/* The expansion of a text on its own. */
static sl_str expanded(writer *w, sl_str raw)
{
    writer inner = {.scope = w->scope, .is_known = true, .depth = w->depth + 1};
    expand(&inner, raw);
    w->is_known = w->is_known && inner.is_known;
    return (sl_str){inner.out.v, inner.out.n};
}

/* ${x#p} and ${x##p} cut at the front, ${x%p} and ${x%%p} at the end. */
static sl_str cut_pattern(sl_str value, sl_str pattern, bool from_end, bool longest)
{
    if (value.n > 4096)
        return value;
    for (size_t i = 0; i <= value.n; i++) {
        size_t n = longest ? value.n - i : i;
        sl_str part = from_end ? sl_str_sub(value, value.n - n, value.n) : sl_str_sub(value, 0, n);
        if (sl_glob_match_name(pattern, part))
            return from_end ? sl_str_sub(value, 0, value.n - n) : sl_str_sub(value, n, value.n);
    }
    return value;
}

/* ${x/pattern/word}: literal patterns only; others leave the value not known. */
static void replace(writer *w, sl_str value, sl_str rest)
{
    bool all = rest.n && rest.p[0] == '/';
    rest = sl_str_sub(rest, all, rest.n);
    size_t slash = sl_str_chr(rest, '/');
    sl_str pattern = expanded(w, sl_str_sub(rest, 0, slash));
    sl_str word =
        expanded(w, slash == SIZE_MAX ? (sl_str){0} : sl_str_sub(rest, slash + 1, rest.n));
    if (!pattern.n || sl_str_chr(pattern, '*') != SIZE_MAX) {
        w->is_known = w->is_known && !pattern.n;
        put(w, value);
        return;
    }
    for (size_t at; (at = sl_str_find(value, pattern, 0)) != SIZE_MAX;) {
        put(w, sl_str_sub(value, 0, at));
        put(w, word);
        value = sl_str_sub(value, at + pattern.n, value.n);
        if (!all)
            break;
    }
    put(w, value);
}

/* "${x:-word}" and "${x:+word}" with or without the colon. */
static void choose(writer *w, const sl_docker_value *value, char form, bool needs_text, sl_str word)
{
    bool is_set = value && (!needs_text || !value->is_known || value->text.n);
    bool is_certain = !value || value->is_known;
    if (form == '-' && !(is_set && is_certain))
        put(w, expanded(w, word));
    else if (form == '+' && is_set)
        put(w, expanded(w, word));
    else if (form != '+' && is_set && is_certain)
        put(w, value->text);
}

static void cut(writer *w, sl_str value, char form, sl_str rest)
{
    bool longest = rest.n && rest.p[0] == form;
    sl_str pattern = expanded(w, sl_str_sub(rest, longest, rest.n));
    put(w, cut_pattern(value, pattern, form == '%', longest));
}

/* The inside of "${…}"; `whole` is how it is written. */
static void expand_braces(writer *w, sl_str inside, sl_str whole)
{
    size_t n = name_length(inside);
    const sl_docker_value *value = sl_map_get(&w->scope->names, sl_str_sub(inside, 0, n));
    sl_str rest = sl_str_sub(inside, n, inside.n);
    bool has_colon = rest.n && rest.p[0] == ':';
    rest = sl_str_sub(rest, has_colon, rest.n);
    char form = rest.n ? rest.p[0] : 0;
    bool is_certain = value && value->is_known;
    if (n && (form == '-' || form == '+')) {
        choose(w, value, form, has_colon, sl_str_sub(rest, 1, rest.n));
        return;
    }
    if (!n || !is_certain || w->depth >= DEPTH_MAX) {
        w->is_known = false;
        put(w, whole);
        return;
    }
    if (form == '#' || form == '%')
        cut(w, value->text, form, sl_str_sub(rest, 1, rest.n));
    else if (form == '/')
        replace(w, value->text, sl_str_sub(rest, 1, rest.n));
    else
        put(w, value->text);
}

static size_t closing_brace(sl_str s, size_t from)
{
    unsigned deep = 1;
    for (size_t i = from; i < s.n; i++) {
        deep += s.p[i] == '{';
        deep -= s.p[i] == '}';
        if (!deep)
            return i;
    }
    return s.n;
}

/* A '$' at `at`; yields the offset behind what it means. */
static size_t expand_dollar(writer *w, sl_str raw, size_t at)
{
    if (at + 1 < raw.n && raw.p[at + 1] == '{') {
        size_t end = closing_brace(raw, at + 2);
        sl_str whole = sl_str_sub(raw, at, end + 1);
        if (w->depth < DEPTH_MAX)
            expand_braces(w, sl_str_sub(raw, at + 2, end), whole);
        else
            w->is_known = false;
        return end + 1;
    }
    sl_str rest = sl_str_sub(raw, at + 1, raw.n);
    size_t n = name_length(rest);
    const sl_docker_value *value = n ? sl_map_get(&w->scope->names, sl_str_sub(rest, 0, n)) : NULL;
    if (value && value->is_known) {
        put(w, value->text);
    } else {
        w->is_known = w->is_known && !n;
        put(w, sl_str_sub(raw, at, at + 1 + n));
    }
    return at + 1 + n;
}

static void expand(writer *w, sl_str raw)
{
    char quote = 0;
    for (size_t i = 0; i < raw.n;) {
        char c = raw.p[i];
        bool is_quote = c == '"' || c == '\'';
        if (c == w->scope->escape && quote != '\'' && i + 1 < raw.n) {
            bool is_plain = quote && raw.p[i + 1] != '"' && raw.p[i + 1] != '$' &&
                            raw.p[i + 1] != w->scope->escape;
            put(w, sl_str_sub(raw, i + !is_plain, i + 2));
            i += 2;
        } else if (is_quote && (!quote || quote == c)) {
            quote = quote ? 0 : c;
            i++;
        } else if (c == '$' && quote != '\'') {
            i = expand_dollar(w, raw, i);
        } else {
            put(w, sl_str_sub(raw, i, i + 1));
            i++;
        }
    }
}

sl_str sl_docker_expand(const sl_docker_scope *scope, sl_str raw, bool *is_known)
{
    writer w = {.scope = scope, .is_known = true};
    expand(&w, raw);
    *is_known = w.is_known;
    return (sl_str){w.out.v, w.out.n};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool sl_docker_word_next(sl_str text, char escape, size_t *from, size_t *start, size_t *end)
{
    size_t i = *from;
    while (i < text.n && is_space(text.p[i]))
        i++;
    *start = i;
    char quote = 0;
    for (; i < text.n && (quote || !is_space(text.p[i])); i++) {
        char c = text.p[i];
        if (c == escape && quote != '\'' && i + 1 < text.n)
            i++;
        else if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
    }
    *end = *from = i < text.n ? i : text.n;
    return *end > *start;
}
