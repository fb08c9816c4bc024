/* Bytes are blanked, never moved: what is parsed instead of the file has its places. */
#include "engine/syntax/languages/c_directives.h"

#include "base/chars.h"

enum { NESTED_MAX = 200, HEADER_LOOK = 1 << 18 };

enum { NEAR = 40 /* bytes: the end of a line, the beginning of the next */ };

/* A conditional from its #if to its #endif, both included; what is behind its first #else or #elif
   begins at `other`, 0: nothing. */
typedef struct conditional {
    uint32_t start, end, other;
} conditional;

typedef struct directives {
    struct {
        sl_cst_gap *v;
        size_t n, cap;
    } lines;
    struct {
        conditional *v;
        size_t n, cap;
    } all;
    size_t open[NESTED_MAX];
    size_t depth;
} directives;

/* The word after the # that begins a line; empty when there is none. */
static sl_str word_of(sl_str text, size_t at)
{
    at = sl_str_skip(text, at, " \t");
    if (at == text.n || text.p[at] != '#')
        return (sl_str){0};
    at = sl_str_skip(text, at + 1, " \t");
    size_t end = at;
    while (end < text.n && sl_is_lower(text.p[end]))
        end++;
    return sl_str_sub(text, at, end);
}

/* The end of the line, backslashes before newlines passed over. */
static size_t line_end(sl_str text, size_t at)
{
    while (at < text.n && (text.p[at] != '\n' || (at && text.p[at - 1] == '\\')))
        at++;
    return at;
}

static void note(directives *d, sl_arena *mem, sl_str word, sl_cst_gap line)
{
    bool is_if = sl_str_is(word, "if") || sl_str_is(word, "ifdef") || sl_str_is(word, "ifndef");
    bool is_else = sl_str_starts(word, SL_S("el"));
    bool is_end = sl_str_is(word, "endif");
    if (!is_if && !is_else && !is_end)
        return;
    *sl_list_add(mem, &d->lines) = line;
    if (is_if && d->depth < NESTED_MAX) {
        *sl_list_add(mem, &d->all) = (conditional){line.start, line.end, 0};
        d->open[d->depth++] = d->all.n - 1;
        return;
    }
    conditional *last = d->depth ? &d->all.v[d->open[d->depth - 1]] : NULL;
    if (last && is_else && !last->other)
        last->other = line.start;
    if (last && is_end) {
        last->end = line.end;
        d->depth--;
    }
}

static directives *find_directives(sl_arena *mem, sl_str text)
{
    directives *d = sl_alloc(mem, sizeof *d);
    for (size_t at = 0; at < text.n;) {
        size_t end = line_end(text, at);
        sl_str word = word_of(text, at);
        if (word.n)
            note(d, mem, word, (sl_cst_gap){(uint32_t)at, (uint32_t)end});
        at = end + 1;
    }
    return d;
}

static void blank(char *text, sl_cst_gap bytes)
{
    for (uint32_t i = bytes.start; i < bytes.end; i++)
        if (text[i] != '\n')
            text[i] = ' ';
}

/* Whether the other side of a conditional has as many braces that open as close. */
static bool is_balanced(sl_str text, const conditional *c)
{
    int depth = 0;
    for (uint32_t i = c->other; i < c->end; i++)
        depth += (text.p[i] == '{') - (text.p[i] == '}');
    return depth == 0;
}

/* Whether the sides of a conditional do not go together: errors in them, or braces. */
static bool is_torn(const sl_cst *cst, const conditional *c)
{
    if (!c->other)
        return false;
    if (!is_balanced(cst->text, c))
        return true;
    for (size_t i = 0; i < cst->gaps.n; i++)
        if (cst->gaps.v[i].start < c->end && cst->gaps.v[i].end >= c->start)
            return true;
    return false;
}

/* Blanks the other sides of conditionals that are torn; false when there are none. */
static bool blank_others(char *text, const directives *d, const sl_cst *cst)
{
    bool is_any = false;
    for (size_t i = 0; i < d->all.n; i++) {
        const conditional *c = &d->all.v[i];
        if (!is_torn(cst, c))
            continue;
        blank(text, (sl_cst_gap){c->other, c->end});
        is_any = true;
    }
    return is_any;
}

/* What was blanked in a tree that is taken is not looked at. */
static void tell_others(sl_cst *out, sl_arena *mem, const directives *d, const sl_cst *before)
{
    for (size_t i = 0; i < d->all.n && out->gaps.n < SL_CST_ERRORS_MAX; i++)
        if (is_torn(before, &d->all.v[i]))
            *sl_list_add(mem, &out->gaps) = (sl_cst_gap){d->all.v[i].other, d->all.v[i].end};
}

/* Errors of which no directive is near have other reasons; reading the file again would not help.
 */
static bool has_error_near(const directives *d, const sl_cst *cst)
{
    for (size_t i = 0; i < d->lines.n; i++)
        for (size_t k = 0; k < cst->gaps.n; k++)
            if (cst->gaps.v[k].start <= d->lines.v[i].end + NEAR &&
                cst->gaps.v[k].end + NEAR >= d->lines.v[i].start)
                return true;
    return false;
}

static bool parse(sl_cst *out, sl_arena *mem, const sl_cst *as, unsigned ms, sl_err *e)
{
    sl_str text = as->text;
    const TSLanguage *grammar = as->grammar;
    sl_err ignored = {0};
    if (!sl_cst_parse(out, mem, grammar, text, ms, e))
        return false;
    directives *d = out->errors ? find_directives(mem, text) : NULL;
    if (!d || !has_error_near(d, out))
        return true;
    char *copy = sl_alloc(mem, text.n + 1);
    memcpy(copy, text.p, text.n);
    for (size_t i = 0; i < d->lines.n; i++)
        blank(copy, d->lines.v[i]);
    sl_cst flat;
    sl_str blanked = sl_dup(mem, sl_str_at(copy, text.n));
    if (!sl_cst_parse(&flat, mem, grammar, blanked, ms, &ignored))
        return true;
    if (flat.errors < out->errors)
        *out = flat;
    sl_cst one;
    if (!flat.errors || !blank_others(copy, d, &flat) ||
        !sl_cst_parse(&one, mem, grammar, sl_str_at(copy, text.n), ms, &ignored))
        return true;
    if (one.errors < out->errors) {
        tell_others(&one, mem, d, &flat);
        *out = one;
    }
    return true;
}

bool sl_c_parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e)
{
    sl_cst as = {.grammar = sl_grammar(SL_S("c")), .text = text};
    return parse(out, mem, &as, ms, e);
}

bool sl_cpp_parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e)
{
    sl_cst as = {.grammar = sl_grammar(SL_S("cpp")), .text = text};
    return parse(out, mem, &as, ms, e);
}

static sl_str after_word(sl_str line, const char *word)
{
    sl_str begin = sl_str_of(word);
    return sl_str_starts(line, begin) ? sl_str_sub(line, begin.n, line.n) : (sl_str){0};
}

/* A line that begins as none of C does. */
static bool begins_cpp(sl_str line)
{
    static const char *const named[] = {"namespace ", "class ", "using ", "inline namespace "};
    static const char *const access[] = {"public", "private", "protected"};
    sl_str rest = sl_str_trim(after_word(line, "template"));
    if (rest.n && rest.p[0] == '<')
        return true;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        rest = sl_str_trim(after_word(line, named[i]));
        if (rest.n && (sl_is_alnum(rest.p[0]) || strchr("_{:[", rest.p[0])))
            return true;
    }
    for (size_t i = 0; i < sizeof access / sizeof *access; i++) {
        rest = sl_str_trim(after_word(line, access[i]));
        if (rest.n && rest.p[0] == ':' && (rest.n == 1 || rest.p[1] != ':'))
            return true;
    }
    return false;
}

/* Where a look through a header is. */
typedef struct look {
    size_t depth, hidden; /* of conditionals; that what only C++ sees is in; 0: none */
    bool is_c_side;       /* … and the side of it at hand is for C */
    bool is_comment;
} look;

static void see_directive(look *at, sl_str word, sl_str line)
{
    bool is_cpp = sl_str_find(line, SL_S("__cplusplus"), 0) != SIZE_MAX;
    bool is_own = at->hidden == at->depth;
    if (sl_str_starts(word, SL_S("if"))) {
        at->depth++;
        if (is_cpp && !at->hidden) {
            at->hidden = at->depth;
            at->is_c_side = sl_str_is(word, "ifndef") || sl_str_chr(line, '!') != SIZE_MAX;
        }
    } else if (sl_str_starts(word, SL_S("el")) && at->hidden && is_own) {
        at->is_c_side = !at->is_c_side;
    } else if (sl_str_is(word, "endif") && at->depth) {
        if (at->hidden && is_own)
            at->hidden = 0;
        at->depth--;
    }
}

/* The line without comments that are whole lines of it. */
static sl_str outside_comments(look *at, sl_str line)
{
    sl_str rest = sl_str_trim(line);
    if (!at->is_comment && !sl_str_starts(rest, SL_S("/*"))) {
        size_t open = sl_str_find(rest, SL_S("/*"), 0);
        at->is_comment = open != SIZE_MAX && sl_str_find(rest, SL_S("*/"), open) == SIZE_MAX;
        return rest;
    }
    size_t end = sl_str_find(rest, SL_S("*/"), at->is_comment ? 0 : 2);
    at->is_comment = end == SIZE_MAX;
    return at->is_comment ? (sl_str){0} : sl_str_trim(sl_str_sub(rest, end + 2, rest.n));
}

bool sl_c_is_cpp(sl_str text)
{
    look at = {0};
    text = sl_str_sub(text, 0, HEADER_LOOK);
    for (size_t from = 0; from < text.n;) {
        size_t end = line_end(text, from);
        sl_str line = outside_comments(&at, sl_str_sub(text, from, end));
        sl_str word = word_of(line, 0);
        if (word.n)
            see_directive(&at, word, line);
        else if ((!at.hidden || at.is_c_side) && begins_cpp(line))
            return true;
        from = end + 1;
    }
    return false;
}
