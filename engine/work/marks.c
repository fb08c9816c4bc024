/* All marks of a text are found in one search per word; a finding then looks at its own line, the
   end of its region and the comment lines above. */
#include "engine/work/marks.h"

#include "base/chars.h"
#include "base/lanes.h"

enum { MARKS_MAX = 100000, IDS_MAX = 100 };

typedef enum mark_kind { SLUICE, NOSEM, GITLEAKS } mark_kind;

typedef struct mark {
    mark_kind kind;
    size_t line;
    bool is_alone; /* nothing but a comment in its line: it speaks for the line below */
    sl_str rest;   /* the line after the word */
} mark;

struct sl_marks {
    sl_arena *mem;
    sl_lines *lines;
    bool is_built;
    mark *v; /* by kind, then by line */
    size_t n, cap;
    size_t first[4]; /* of each kind; first[GITLEAKS + 1] is n */
};

static const sl_str words[] = {
    [SLUICE] = SL_STR("sluice:ignore"),
    [NOSEM] = SL_STR("nosem"),
    [GITLEAKS] = SL_STR("gitleaks:allow"),
};

sl_marks *sl_marks_new(sl_arena *mem, sl_lines *lines)
{
    sl_marks *marks = sl_alloc(mem, sizeof *marks);
    marks->mem = mem;
    marks->lines = lines;
    return marks;
}

/* True for a text that opens a comment in some language and holds nothing else. */
static bool is_comment_opener(sl_str text)
{
    static const char *const openers[] = {
        "#",  "//", "/*", "/**", "*",    "--",  "<!--", ";",      ";;",  "%", "'",  "REM",
        "(*", "{-", "{#", "{/*", "{{/*", "{{-", "<%--", "\"\"\"", "dnl", "!", "///"};
    text = sl_str_trim(text);
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (sl_str_eq_case(text, sl_str_of(openers[i])))
            return true;
    return false;
}

static void add_mark(sl_marks *marks, mark_kind kind, size_t at)
{
    sl_line_at place = sl_lines_find(marks->lines, at);
    sl_str text = marks->lines->text;
    *sl_list_add(marks->mem, marks) = (mark){
        .kind = kind,
        .line = place.line,
        .is_alone = is_comment_opener(sl_str_sub(text, place.start, at)),
        .rest = sl_str_sub(text, at + words[kind].n, sl_lines_end(marks->lines, place.start)),
    };
}

/* Where one of the next places may begin "nos", in any case; the end of the text when none does. */
static size_t next_nos(sl_str text, size_t from)
{
    const size_t n = SL_LANES + 2;
    for (; from + n <= text.n; from += SL_LANES) {
        sl_lanes a;
        sl_lanes b;
        sl_lanes c;
        memcpy(&a, text.p + from, sizeof a);
        memcpy(&b, text.p + from + 1, sizeof b);
        memcpy(&c, text.p + from + 2, sizeof c);
        unsigned is = sl_lanes_bits((sl_lanes)((a | 0x20) == 'n') & (sl_lanes)((b | 0x20) == 'o') &
                                    (sl_lanes)((c | 0x20) == 's'));
        if (is)
            return from + (size_t)__builtin_ctz(is);
    }
    return from < text.n ? from : text.n;
}

/* Semgrep's word counts in any case, and where a blank stands before it. */
static size_t find_nosem(sl_str text, size_t from)
{
    for (size_t at = next_nos(text, from); at < text.n; at = next_nos(text, at + 1)) {
        bool is_blank = !at || text.p[at - 1] == ' ' || text.p[at - 1] == '\t';
        if (is_blank && sl_str_eq_case(sl_str_sub(text, at, at + words[NOSEM].n), words[NOSEM]))
            return at;
    }
    return SIZE_MAX;
}

static size_t find_mark(sl_str text, mark_kind kind, size_t from)
{
    return kind == NOSEM ? find_nosem(text, from) : sl_str_find(text, words[kind], from);
}

static void build(sl_marks *marks)
{
    sl_str text = marks->lines->text;
    for (mark_kind kind = SLUICE; kind <= GITLEAKS; kind++) {
        size_t at = find_mark(text, kind, 0);
        marks->first[kind] = marks->n;
        for (; at != SIZE_MAX && marks->n < MARKS_MAX;
             at = find_mark(text, kind, at + words[kind].n))
            add_mark(marks, kind, at);
    }
    marks->first[GITLEAKS + 1] = marks->n;
    marks->is_built = true;
}

static bool is_id_char(char c)
{
    return sl_is_alnum(c) || (c && strchr("._-/:", c));
}

/* Takes one rule id off the front of `*rest`, and the comma after it; `*more` says there was one.
 */
static sl_str take_id(sl_str *rest, bool *more)
{
    sl_str text = sl_str_trim(*rest);
    size_t n = 0;
    while (n < text.n && is_id_char(text.p[n]))
        n++;
    sl_str id = sl_str_sub(text, 0, n);
    while (id.n && id.p[id.n - 1] == ':')
        id.n--;
    *rest = sl_str_trim(sl_str_sub(text, n, text.n));
    *more = rest->n && rest->p[0] == ',';
    if (*more)
        *rest = sl_str_sub(*rest, 1, rest->n);
    return id;
}

static bool ends_in_part(sl_str whole, sl_str part)
{
    return whole.n > part.n && sl_str_ends(whole, part) && whole.p[whole.n - part.n - 1] == '.';
}

/* Semgrep puts the folders of a rule in front of its id; either form is meant. */
static bool names_rule(sl_str id, sl_str rule)
{
    return id.n && (sl_str_eq(id, rule) || ends_in_part(rule, id) || ends_in_part(id, rule));
}

/* Reads a list of ids; true when one names the rule. `*rest` is then what follows the list. */
static bool lists_rule(sl_str *rest, sl_str rule)
{
    bool found = false;
    bool more = true;
    for (size_t i = 0; more && i < IDS_MAX; i++)
        if (names_rule(take_id(rest, &more), rule))
            found = true;
    return found;
}

/* The reason without what closes the comment. */
static sl_str reason_of(sl_str rest)
{
    static const char *const closers[] = {"*/}}", "*/ -}}", "*/", "--%>", "-->", "#}", "*)", "-}"};
    rest = sl_str_trim(rest);
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
        if (sl_str_ends(rest, sl_str_of(closers[i]))) {
            rest = sl_str_trim(sl_str_sub(rest, 0, rest.n - strlen(closers[i])));
            break;
        }
    return rest.n ? rest : SL_S("");
}

static bool nosem_names(sl_str rest, sl_str rule)
{
    if (sl_str_eq_case(sl_str_sub(rest, 0, 4), SL_S("grep")))
        rest = sl_str_sub(rest, 4, rest.n);
    if (rest.n && rest.p[0] != ':')
        return rest.p[0] == '-' || !is_id_char(rest.p[0]);
    rest = sl_str_sub(rest, 1, rest.n);
    return sl_str_trim(rest).n == 0 || lists_rule(&rest, rule);
}

static sl_str note_of(const mark *m, sl_str rule)
{
    sl_str rest = m->rest;
    if (m->kind == GITLEAKS)
        return words[GITLEAKS];
    if (m->kind == NOSEM)
        return nosem_names(rest, rule) ? SL_S("nosemgrep") : (sl_str){0};
    if (rest.n == 0 || is_id_char(rest.p[0]) || !lists_rule(&rest, rule))
        return (sl_str){0};
    return reason_of(rest);
}

/* The first mark of the kind in the line or below it. */
static size_t mark_from(const sl_marks *marks, mark_kind kind, size_t line)
{
    size_t from = marks->first[kind];
    size_t to = marks->first[kind + 1];
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (marks->v[middle].line < line)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The note in a line; `*is_alone` tells whether the line is a comment with a mark of any rule. */
static sl_str note_in_line(const sl_marks *marks, mark_kind kind, size_t line, sl_str rule,
                           bool *is_alone)
{
    sl_str note = {0};
    size_t from = mark_from(marks, kind, line);
    *is_alone = false;
    for (; from < marks->first[kind + 1] && marks->v[from].line == line && !note.p; from++) {
        *is_alone = *is_alone || marks->v[from].is_alone;
        note = note_of(&marks->v[from], rule);
    }
    return note;
}

/* gitleaks looks at all lines of the secret, and at no other. */
static sl_str note_of_gitleaks(const sl_marks *marks, const sl_marks_query *query)
{
    size_t i = mark_from(marks, GITLEAKS, query->line);
    size_t last = query->end_line > query->line ? query->end_line : query->line;
    bool is_there = i < marks->first[GITLEAKS + 1] && marks->v[i].line <= last;
    return is_there ? note_of(&marks->v[i], query->rule) : (sl_str){0};
}

static sl_str note_of_kind(const sl_marks *marks, mark_kind kind, const sl_marks_query *query)
{
    bool is_alone;
    sl_str note = note_in_line(marks, kind, query->line, query->rule, &is_alone);
    if (!note.p && query->end_line > query->line)
        note = note_in_line(marks, kind, query->end_line, query->rule, &is_alone);
    is_alone = true;
    for (size_t line = query->line; !note.p && is_alone && line > 1; line--) {
        note = note_in_line(marks, kind, line - 1, query->rule, &is_alone);
        if (!is_alone)
            note = (sl_str){0};
    }
    return note;
}

sl_str sl_marks_note(sl_marks *marks, const sl_marks_query *query)
{
    if (!marks->is_built)
        build(marks);
    if (marks->n == 0)
        return (sl_str){0};
    sl_str note = note_of_kind(marks, SLUICE, query);
    if (!note.p && sl_str_is(query->kind, "sast"))
        note = note_of_kind(marks, NOSEM, query);
    if (!note.p && sl_str_is(query->kind, "secrets"))
        note = note_of_gitleaks(marks, query);
    return note;
}
