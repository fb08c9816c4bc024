/* Holes of patterns: where they are, and how the text looks when names stand for them. */
#include "engine/pattern/rewrite.h"

#include "base/chars.h"
#include "engine/pattern/indent.h"

enum { NAME_MAX = 64, DEEP_MAX = 16 };

typedef struct scan {
    sl_rewriting *r;
    sl_str text;
    size_t at, from; /* here, and where the text since the last hole begins */
    unsigned typed;  /* candidates seen so far */
    unsigned deep;   /* open <... */
    sl_buf between;
} scan;

static bool is_upper(char c)
{
    return sl_is_upper(c) || c == '_';
}

static bool is_word(char c)
{
    return is_upper(c) || sl_is_lower(c) || sl_is_digit(c);
}

static char byte_at(sl_str text, size_t at)
{
    return at < text.n ? text.p[at] : 0;
}

/* Variables of PHP that look like metavariables. */
static bool is_superglobal(sl_str name)
{
    static const char *const names[] = {"$_GET",     "$_POST",  "$_COOKIE", "$_REQUEST", "$_SERVER",
                                        "$_SESSION", "$_FILES", "$_ENV",    "$GLOBALS"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_is(name, names[i]))
            return true;
    return false;
}

/* The end of the metavariable at `at` ("$X", "$_"); `at` itself when there is none. */
static size_t variable_end(sl_str text, size_t at)
{
    size_t end = at + 1;
    if (byte_at(text, at) != '$' || !is_upper(byte_at(text, end)))
        return at;
    while (is_upper(byte_at(text, end)) || (byte_at(text, end) >= '0' && byte_at(text, end) <= '9'))
        end++;
    bool is_longer = is_word(byte_at(text, end));
    return is_longer || is_superglobal(sl_str_sub(text, at, end)) ? at : end;
}

static void add_hole(scan *s, sl_hole hole, size_t end)
{
    sl_rewriting *r = s->r;
    sl_buf_add(&s->between, sl_str_sub(s->text, s->from, s->at));
    *sl_list_add(r->mem, &r->between) = sl_dup(r->mem, sl_buf_str(&s->between));
    sl_buf_reset(&s->between);
    hole.original = sl_str_sub(s->text, s->at, end);
    *sl_list_add(r->mem, &r->holes) = hole;
    s->at = s->from = end;
}

/* The name that stands for a hole; where the dialect's holes have dashes it has no underscores. */
static sl_str word_for(const scan *s, const char *before, sl_str name)
{
    const char *hole = s->r->dialect->hole;
    bool has_dash = strchr(hole, '-') != NULL;
    char *made = sl_dup_z(s->r->mem, name);
    for (size_t i = 0; i < name.n; i++)
        made[i] = made[i] == '_' && has_dash ? '-' : made[i];
    return sl_printf(s->r->mem, "%s%s%s", hole, has_dash && *before ? "REST-" : before, made);
}

static sl_hole variable(const scan *s, size_t at, size_t end)
{
    sl_str name = sl_str_sub(s->text, at, end);
    return (sl_hole){.kind = SL_HOLE_VARIABLE,
                     .name = name,
                     .word = word_for(s, "", sl_str_sub(name, 1, name.n))};
}

static bool scan_variable(scan *s)
{
    size_t end = variable_end(s->text, s->at);
    if (end > s->at) {
        add_hole(s, variable(s, s->at, end), end);
        return true;
    }
    if (!sl_str_starts(sl_str_sub(s->text, s->at, s->text.n), SL_S("$...")))
        return false;
    end = s->at + 4;
    while (is_word(byte_at(s->text, end)))
        end++;
    sl_str name = sl_str_sub(s->text, s->at, end);
    add_hole(s,
             (sl_hole){.kind = SL_HOLE_REST,
                       .name = name,
                       .word = word_for(s, "REST_", sl_str_sub(name, 4, name.n))},
             end);
    return true;
}

/* Writes `text` instead of the `n` bytes here. */
static void replace(scan *s, size_t n, sl_str text)
{
    sl_buf_add(&s->between, sl_str_sub(s->text, s->from, s->at));
    sl_buf_add(&s->between, text);
    s->at = s->from = s->at + n;
}

static bool is_in(char c, const char *set)
{
    return c && strchr(set, c) != NULL;
}

/* The bytes before and after an ellipsis, blanks of the set passed over; 0 at an end. What is
   before other ellipses on lines of their own is before this one. */
static void around(sl_str text, size_t at, const char *blanks, char *last, char *next)
{
    size_t before = at;
    size_t after = at + 3;
    bool is_over_lines = strchr(blanks, '\n') != NULL;
    for (;;) {
        while (before && is_in(text.p[before - 1], blanks))
            before--;
        if (!is_over_lines || before == at || before < 3 || text.p[before] != '\n' ||
            !sl_str_is(sl_str_sub(text, before - 3, before), "..."))
            break;
        before -= 3;
    }
    while (after < text.n && is_in(text.p[after], blanks))
        after++;
    *last = before ? text.p[before - 1] : 0;
    *next = byte_at(text, after);
}

/* Whether the brace before the ellipsis at `at` begins a value: T{...}. */
static bool is_list(sl_str text, size_t at)
{
    size_t brace = at;
    while (brace && text.p[brace - 1] != '{')
        brace--;
    return brace > 1 && is_word(text.p[brace - 2]);
}

/* Whether the ellipsis at `at` stands alone: after a statement or the begin of a block. */
static bool is_statement(sl_str text, size_t at)
{
    char last;
    char next;
    around(text, at, " \t", &last, &next);
    bool is_line = (!last || last == '\n') && (!next || is_in(next, "\n}"));
    bool is_chain = is_in(next, ".,:") || (last == '{' && is_list(text, at));
    around(text, at, " \t\r\n", &last, &next);
    is_chain |= is_in(last, ".,(");
    return !is_chain && (is_line || !last || is_in(last, ";}{"));
}

/* The way of writing an ellipsis to begin with. */
static size_t first_way(const scan *s)
{
    const sl_dialect *d = s->r->dialect;
    size_t i = 0;
    if (d->by_lines)
        return sl_line_dots_at(s->text, s->at);
    if (!d->statement_dots || !is_statement(s->text, s->at))
        return 0;
    while (d->dots[i] && strcmp(d->dots[i], d->statement_dots) != 0)
        i++;
    return i;
}

static bool scan_dots(scan *s)
{
    sl_str rest = sl_str_sub(s->text, s->at, s->text.n);
    const char *hole = s->r->dialect->hole;
    const char *const *deep = s->r->dialect->deep;
    bool is_list = is_in(byte_at(rest, 4), ">,"); /* template <...>, <..., T> */
    if (sl_str_starts(rest, SL_S("<...")) && !is_list && s->deep < DEEP_MAX) {
        s->deep++;
        replace(s, 4,
                deep ? sl_str_of(deep[0]) : sl_printf(s->r->mem, "%s" SL_HOLE_DEEP "(", hole));
        return true;
    }
    if (!sl_str_starts(rest, SL_S("...")))
        return false;
    if (s->deep && byte_at(rest, 3) == '>') {
        s->deep--;
        replace(s, 4, deep ? sl_str_of(deep[1]) : SL_S(")"));
        return true;
    }
    char before = s->at ? s->text.p[s->at - 1] : 0;
    char after = byte_at(rest, 3);
    char then = byte_at(rest, 4);
    bool is_more = after == '.' && !(is_word(then) || then == '$'); /* ....f() is ... and .f() */
    if (is_word(before) || is_word(after) || is_more)
        return false;
    if (after == '$' && before != '`' && !s->r->dialect->glued_dots)
        return false;
    add_hole(s,
             (sl_hole){.kind = SL_HOLE_DOTS,
                       .name = SL_S("..."),
                       .first = first_way(s),
                       .word = sl_printf(s->r->mem, "%sDOTS", hole)},
             s->at + 3);
    return true;
}

static bool is_type_char(char c)
{
    return c && (is_word(c) || strchr(".:<>[],?$*& ", c));
}

/* "T $X" between parentheses: the type's end and the metavariable's. */
static bool type_first(sl_str inside, size_t *type_end, size_t *name)
{
    size_t dollar = sl_str_rchr(inside, '$');
    size_t blank = dollar; /* before the marks of C's pointers: char *$X, not $A * $X */
    while (dollar != SIZE_MAX && blank > 1 && is_in(inside.p[blank - 1], "*&"))
        blank--;
    if (dollar == SIZE_MAX || blank < 2 || inside.p[blank - 1] != ' ' ||
        variable_end(inside, dollar) != inside.n)
        return false;
    int angles = 0;
    for (size_t i = 0; i < dollar; i++) {
        angles += (inside.p[i] == '<') - (inside.p[i] == '>');
        if (!is_type_char(inside.p[i]) || (inside.p[i] == ',' && !angles))
            return false;
    }
    char last = inside.p[blank - 2];
    sl_str type = sl_str_sub(inside, 0, blank - 1);
    bool is_word_type = is_word(last) && !sl_str_ends(type, SL_S(" as")) &&
                        !sl_str_ends(type, SL_S(" in")) && !sl_str_ends(type, SL_S(" of")) &&
                        !sl_str_is(type, "new") && !sl_str_is(type, "await") &&
                        !sl_str_is(type, "typeof") && !sl_str_is(type, "return");
    *type_end = dollar;
    *name = dollar;
    return !angles && (is_word_type || strchr(">]?*", last));
}

/* "$X : T" between parentheses. */
static bool name_first(sl_str inside, size_t *type, size_t *name_end)
{
    size_t end = variable_end(inside, 0);
    size_t at = end;
    while (byte_at(inside, at) == ' ')
        at++;
    if (!end || byte_at(inside, at) != ':' || byte_at(inside, at + 1) == ':')
        return false;
    *type = at + 1;
    *name_end = end;
    return at + 1 < inside.n;
}

static size_t closing(sl_str text, size_t at)
{
    int depth = 0;
    for (; at < text.n; at++) {
        depth += (text.p[at] == '(') - (text.p[at] == ')');
        if (depth == 0)
            return at;
    }
    return SIZE_MAX;
}

/* ($X: int) or (int $X). */
static bool read_typed(sl_hole *hole, sl_str inside)
{
    size_t a;
    size_t b;
    if (name_first(inside, &a, &b)) {
        hole->name = sl_str_sub(inside, 0, b);
        hole->type = sl_str_trim(sl_str_sub(inside, a, inside.n));
        return true;
    }
    if (!type_first(inside, &a, &b))
        return false;
    hole->name = sl_str_sub(inside, b, inside.n);
    hole->type = sl_str_trim(sl_str_sub(inside, 0, a));
    return true;
}

/* ($X : T) and (T $X), where this reading is asked for. */
static bool scan_typed(scan *s)
{
    size_t close = s->text.p[s->at] == '(' ? closing(s->text, s->at) : SIZE_MAX;
    if (close == SIZE_MAX)
        return false;
    sl_str inside = sl_str_trim(sl_str_sub(s->text, s->at + 1, close));
    sl_hole hole = {.kind = SL_HOLE_TYPED};
    char before = s->at ? s->text.p[s->at - 1] : 0;
    bool is_call = is_word(before) || is_in(before, ")]>");
    if (is_call && s->r->dialect->labels)
        return false;
    if (!read_typed(&hole, inside))
        return false;
    if (!(s->r->typed >> (s->typed++ & 31) & 1))
        return false;
    hole.word = sl_printf(s->r->mem, "%s%.*s", s->r->dialect->hole,
                          SL_FMT(sl_str_sub(hole.name, 1, hole.name.n)));
    s->at += is_call; /* the parentheses of a call are its own */
    add_hole(s, hole, is_call ? close : close + 1);
    return true;
}

bool sl_rewrite_open(sl_rewriting *r, sl_err *e)
{
    scan s = {.r = r, .text = r->text};
    sl_buf_init(&s.between, 4 * SL_PATTERN_BYTES_MAX);
    r->holes.n = 0;
    r->between.n = 0;
    while (s.at < s.text.n && r->holes.n < SL_PATTERN_HOLES_MAX)
        if (!scan_typed(&s) && !scan_variable(&s) && !scan_dots(&s))
            s.at++;
    r->n_typed = s.typed;
    sl_buf_add(&s.between, sl_str_sub(s.text, s.from, s.at));
    *sl_list_add(r->mem, &r->between) = sl_dup(r->mem, sl_buf_str(&s.between));
    sl_buf_clear(&s.between);
    return s.at == s.text.n || sl_fail(e, SL_ETOOBIG,
                                       "a pattern has at most %d metavariables and "
                                       "ellipses",
                                       SL_PATTERN_HOLES_MAX);
}

static const char *const *ways(const sl_rewriting *r, size_t hole)
{
    static const char *const plain[] = {"%", NULL};
    sl_hole_kind kind = r->holes.v[hole].kind;
    if (kind == SL_HOLE_TYPED)
        return plain;
    return kind == SL_HOLE_VARIABLE ? r->dialect->variables : r->dialect->dots;
}

size_t sl_rewrite_choices(const sl_rewriting *r, size_t hole)
{
    size_t n = 0;
    while (ways(r, hole)[n])
        n++;
    return n;
}

/* Lines of a pattern inside something indented are indented as well. */
static void add_indented(sl_buf *out, sl_str text, bool is_indented)
{
    for (size_t i = 0; i < text.n; i++) {
        sl_buf_addc(out, text.p[i]);
        if (is_indented && text.p[i] == '\n')
            sl_buf_addz(out, "  ");
    }
}

sl_str sl_rewrite_text(sl_rewriting *r, sl_str before, sl_str after)
{
    sl_buf out;
    sl_buf_init(&out, 8 * SL_PATTERN_BYTES_MAX);
    bool is_indented = sl_str_ends(before, SL_S("\n  ")) || sl_str_ends(before, SL_S(":\n  "));
    sl_buf_add(&out, before);
    for (size_t i = 0; i < r->between.n; i++) {
        add_indented(&out, r->between.v[i], is_indented);
        if (i == r->holes.n)
            break;
        sl_hole *hole = &r->holes.v[i];
        hole->start = (uint32_t)out.n;
        for (const char *p = ways(r, i)[hole->choice]; *p; p++)
            *p == '%' ? sl_buf_add(&out, hole->word) : sl_buf_addc(&out, *p);
        hole->end = (uint32_t)out.n;
    }
    r->end = out.n;
    sl_buf_add(&out, after);
    sl_str made = sl_dup(r->mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return made;
}
