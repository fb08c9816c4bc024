/* From pattern to expression, piece by piece. */
#include "engine/pattern/alien.h"

#include "base/chars.h"
#include "engine/match/regex.h"

enum { EXPRESSION_MAX = 1 << 18, PAIRS_MAX = 32 };

typedef struct writer {
    const sl_generic_spec *spec;
    sl_arena *mem;
    sl_str text;
    size_t at;
    sl_strs *names;
    sl_buf out;
    sl_buf word;              /* the class of characters of words, without its brackets */
    unsigned open[PAIRS_MAX]; /* brackets of the pattern that are open, by pair */
    bool is_first;
    bool had_dots, had_line; /* before the piece at hand: an ellipsis; the end of a line */
} writer;

static void add_char(sl_buf *out, char c)
{
    if (!sl_is_alnum(c) && c != '_' && (unsigned char)c < 0x80)
        sl_buf_addc(out, '\\');
    sl_buf_addc(out, c);
}

static void add_text(sl_buf *out, sl_str text)
{
    for (size_t i = 0; i < text.n; i++)
        add_char(out, text.p[i]);
}

static bool is_word(const writer *w, char c)
{
    bool is_it = sl_is_word(c);
    for (size_t i = 0; !is_it && i < w->spec->word_characters.n; i++)
        is_it = w->spec->word_characters.v[i].n == 1 && w->spec->word_characters.v[i].p[0] == c;
    return is_it;
}

static const char *const plain_braces[] = {"(", ")", "[", "]", "{", "}"};

/* Brace number `i`: openers have even numbers. */
static sl_str brace(const writer *w, size_t i)
{
    size_t n_plain = w->spec->braces.n ? 0 : sizeof plain_braces / sizeof *plain_braces;
    const sl_strs *extra = &w->spec->extra_braces;
    if (i < n_plain)
        return sl_str_of(plain_braces[i]);
    if (i < w->spec->braces.n)
        return w->spec->braces.v[i];
    size_t at = i - n_plain - w->spec->braces.n;
    return at < extra->n ? extra->v[at] : (sl_str){0};
}

/* Closing brackets of the pairs but for `own` and those that are open in the pattern, as a class
   after "|"; nothing when there are none. */
static void add_closers(sl_buf *out, const writer *w, size_t own)
{
    size_t n = out->n;
    for (size_t i = 0; i < PAIRS_MAX && brace(w, 2 * i).n; i++) {
        if (i == own || w->open[i])
            continue;
        sl_buf_addz(out, out->n > n ? "" : "|[");
        add_text(out, brace(w, 2 * i + 1));
    }
    sl_buf_addz(out, out->n > n ? "]" : "");
}

/* What an ellipsis passes at a time, as long as it can: brackets with all that is in them, or
   another character. A closing bracket without partner may stand anywhere. */
static void add_node(writer *w, const char *name, bool has_lines)
{
    sl_buf_addf(&w->out, "(?<%s>", name);
    for (size_t i = 0; i < PAIRS_MAX && brace(w, 2 * i).n; i++) {
        add_text(&w->out, brace(w, 2 * i));
        sl_buf_addf(&w->out, "(?:(?&%s)", name);
        add_closers(&w->out, w, i);
        sl_buf_addz(&w->out, ")*+");
        add_text(&w->out, brace(w, 2 * i + 1));
        sl_buf_addc(&w->out, '|');
    }
    sl_buf_addz(&w->out, has_lines ? "[^" : "[^\\n");
    for (size_t i = 0; brace(w, i).n; i++)
        add_text(&w->out, brace(w, i));
    sl_buf_addz(&w->out, "])");
}

/* The number of the metavariable's group; of a new one the next. */
static size_t group_of(writer *w, sl_str name, bool *is_new)
{
    for (size_t i = 0; i < w->names->n; i++)
        if (sl_str_eq(w->names->v[i], name))
            return *is_new = false, i + 1;
    *is_new = true;
    *sl_list_add(w->mem, w->names) = name;
    return w->names->n;
}

/* What may stand between two pieces. */
static void add_blanks(writer *w, bool is_line)
{
    bool is_single = w->spec->is_single_line;
    if (w->is_first)
        return;
    sl_buf_addz(&w->out, !is_single ? "\\s*" : is_line ? "[ \\t]*\\r?\\n\\s*" : "[ \\t]*");
}

static void add_bounded(writer *w, sl_str expression)
{
    sl_str word = sl_buf_str(&w->word);
    sl_buf_addf(&w->out, "(?<![%.*s])%.*s(?![%.*s])", SL_FMT(word), SL_FMT(expression),
                SL_FMT(word));
}

static void add_named(writer *w, sl_str name, sl_str expression, bool is_bounded)
{
    bool is_new;
    size_t group = group_of(w, name, &is_new);
    sl_str made = is_new ? sl_printf(w->mem, "(?<V%zu>%.*s)", group, SL_FMT(expression))
                         : sl_printf(w->mem, "\\k<V%zu>", group);
    if (is_bounded)
        add_bounded(w, made);
    else
        sl_buf_add(&w->out, made);
}

/* An ellipsis at an end reaches to the end of the text, or of the line. */
static const char *edge(const writer *w, bool is_begin, bool is_long)
{
    if (w->spec->is_single_line && !is_long)
        return is_begin ? "^" : "$";
    return is_begin ? "\\A" : "\\z";
}

static size_t name_end(sl_str s, size_t at)
{
    while (at < s.n && (sl_is_upper(s.p[at]) || sl_is_digit(s.p[at]) || s.p[at] == '_'))
        at++;
    return at;
}

/* Whether the bracket of the pattern that begins at `at` is closed in it. */
static bool is_closed(const writer *w, size_t at, size_t pair)
{
    char open = brace(w, 2 * pair).p[0];
    char close = brace(w, 2 * pair + 1).p[0];
    size_t depth = 0;
    for (; at < w->text.n; at++) {
        depth += w->text.p[at] == open;
        depth -= depth && w->text.p[at] == close;
        if (!depth)
            return true;
    }
    return false;
}

/* A bracket of the pattern: an ellipsis between two that pair keeps within them. */
static void note_brace(writer *w, char c)
{
    for (size_t i = 0; i < 2 * (size_t)PAIRS_MAX && brace(w, i).n; i++) {
        if (brace(w, i).p[0] != c)
            continue;
        if (i % 2 == 0)
            w->open[i / 2] += is_closed(w, w->at, i / 2);
        else if (w->open[i / 2])
            w->open[i / 2]--;
    }
}

static sl_str lone_closers(const writer *w)
{
    sl_buf out;
    sl_buf_init(&out, EXPRESSION_MAX);
    add_closers(&out, w, SIZE_MAX);
    sl_str made = sl_dup(w->mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return made;
}

/* "...", "....", "$...X", "$....X"; false when there is none. */
static bool take_dots(writer *w)
{
    bool is_named = w->text.p[w->at] == '$';
    size_t at = w->at + is_named;
    size_t n = 0;
    while (at + n < w->text.n && w->text.p[at + n] == '.')
        n++;
    size_t end = is_named ? name_end(w->text, at + n) : at + n;
    if ((n != 3 && n != 4) || (is_named && end == at + n))
        return false;
    bool is_long = n == 4 || !w->spec->is_single_line;
    sl_str what =
        sl_printf(w->mem, "(?:(?&%s)%.*s)*?", is_long ? "long" : "short", SL_FMT(lone_closers(w)));
    sl_str name = sl_str_sub(w->text, w->at, end);
    if (w->is_first)
        sl_buf_addz(&w->out, edge(w, true, n == 4));
    w->at = end;
    if (is_named)
        add_named(w, name, what, false);
    else
        sl_buf_add(&w->out, what);
    if (!sl_str_trim(sl_str_sub(w->text, end, w->text.n)).n)
        sl_buf_addz(&w->out, edge(w, false, n == 4));
    return true;
}

static bool take_variable(writer *w)
{
    size_t end = name_end(w->text, w->at + 1);
    bool is_it = w->text.p[w->at] == '$' && end > w->at + 1 && !sl_is_digit(w->text.p[w->at + 1]);
    sl_str name = sl_str_sub(w->text, w->at, end);
    if (!is_it)
        return false;
    w->at = end;
    sl_str word = sl_printf(w->mem, "[%.*s]+", SL_FMT(sl_buf_str(&w->word)));
    if (sl_str_is(name, "$_"))
        add_bounded(w, word);
    else
        add_named(w, name, word, true);
    return true;
}

static void take_plain(writer *w)
{
    size_t from = w->at;
    while (w->at < w->text.n && is_word(w, w->text.p[w->at]))
        w->at++;
    if (w->at == from) {
        note_brace(w, w->text.p[w->at]);
        add_char(&w->out, w->text.p[w->at++]);
        return;
    }
    sl_buf made;
    sl_buf_init(&made, EXPRESSION_MAX);
    add_text(&made, sl_str_sub(w->text, from, w->at));
    add_bounded(w, sl_buf_str(&made));
    sl_buf_clear(&made);
}

static bool skip_blanks(writer *w)
{
    bool is_line = false;
    while (w->at < w->text.n && strchr(" \t\r\n", w->text.p[w->at]))
        is_line |= w->text.p[w->at++] == '\n';
    return is_line;
}

static void write(writer *w)
{
    sl_buf_addz(&w->word, "A-Za-z0-9_");
    for (size_t i = 0; i < w->spec->word_characters.n; i++)
        add_text(&w->word, w->spec->word_characters.v[i]);
    sl_buf_addz(&w->out, "(?(DEFINE)");
    add_node(w, "short", false);
    add_node(w, "long", true);
    sl_buf_addc(&w->out, ')');
    w->is_first = true;
    for (bool is_line = skip_blanks(w); w->at < w->text.n; is_line = skip_blanks(w)) {
        add_blanks(w, is_line);
        if (!take_dots(w) && !take_variable(w))
            take_plain(w);
        w->is_first = false;
    }
}

bool sl_alien_expression(sl_str *out, sl_strs *names, sl_arena *mem, const sl_generic_spec *spec,
                         sl_err *e)
{
    writer w = {.spec = spec, .mem = mem, .text = spec->pattern, .names = names};
    *names = (sl_strs){0};
    sl_buf_init(&w.out, EXPRESSION_MAX);
    sl_buf_init(&w.word, EXPRESSION_MAX);
    write(&w);
    bool is_whole = w.out.n + 1 < EXPRESSION_MAX;
    *out = sl_dup(mem, sl_buf_str(&w.out));
    sl_buf_clear(&w.out);
    sl_buf_clear(&w.word);
    return is_whole || sl_fail(e, SL_ETOOBIG, "a generic pattern is too long");
}

/* What was bound: the groups after the two of the ellipses. */
static const sl_bound *bounds_of(size_t *n, sl_arena *mem, const sl_strs *names,
                                 const sl_match *match)
{
    enum { FIRST = 3 };
    sl_bound *made = sl_alloc_array(mem, names->n, sizeof *made);
    *n = 0;
    for (size_t i = 0; i < names->n && FIRST + i < match->n; i++) {
        sl_span span = {match->groups[FIRST + i].start, match->groups[FIRST + i].end};
        if (span.start != SIZE_MAX)
            made[(*n)++] = (sl_bound){
                .name = names->v[i], .start = (uint32_t)span.start, .end = (uint32_t)span.end};
    }
    return made;
}

static bool find_all(sl_founds *out, sl_arena *mem, const sl_regex *regex, const sl_strs *names,
                     sl_str text, sl_err *e)
{
    sl_regex_room *room = sl_regex_room_open(mem);
    bool ok = true;
    for (size_t at = 0; ok && at <= text.n && out->n < SL_MATCH_FOUND_MAX;) {
        sl_regex_search search = {text, at, SIZE_MAX, false};
        sl_match match;
        bool is_found = false;
        ok = sl_regex_find(regex, room, &search, &match, &is_found, e);
        if (!ok || !is_found)
            break;
        sl_found *f = sl_list_add(mem, out);
        *f = (sl_found){.start = (uint32_t)match.groups[0].start,
                        .end = (uint32_t)match.groups[0].end};
        f->bounds = bounds_of(&f->n_bounds, mem, names, &match);
        at = f->end > f->start ? f->end : f->end + 1;
    }
    sl_regex_room_close(room);
    return ok;
}

bool sl_alien_search(sl_founds *out, sl_arena *mem, const sl_generic_spec *spec, sl_str text,
                     sl_err *e)
{
    sl_str expression;
    sl_strs names;
    sl_regex *regex;
    unsigned flags = SL_REGEX_MULTILINE | (spec->ignores_case ? SL_REGEX_CASELESS : 0u);
    if (!sl_alien_expression(&expression, &names, mem, spec, e) ||
        !sl_regex_open(&regex, mem, expression, flags, e))
        return false;
    bool ok = find_all(out, mem, regex, &names, text, e);
    sl_regex_close(regex);
    return ok;
}
