/* From bytes to instructions: one pass over the physical lines. */
#include "engine/dockerfile/lines.h"

#include "base/chars.h"
#include "engine/dockerfile/words.h"

typedef struct reader {
    sl_arena *mem;
    sl_str text;
    size_t at; /* start of the next physical line */
    sl_docker_lines *out;
} reader;

/* An instruction's text while its lines are joined. */
typedef struct joined {
    struct {
        char *v;
        size_t n, cap;
    } text;
    struct {
        size_t *v;
        size_t n, cap;
    } origin;
} joined;

void sl_docker_problem(sl_docker_lines *lines, sl_arena *mem, size_t at, sl_str what)
{
    lines->problems = sl_list_room(mem, lines->problems, lines->n_problems, &lines->cap_problems,
                                   sizeof *lines->problems);
    lines->problems[lines->n_problems].at = at;
    lines->problems[lines->n_problems++].what = what;
}

static bool next_line(reader *r, size_t *start, size_t *end)
{
    if (r->at >= r->text.n)
        return false;
    size_t stop = sl_str_find(r->text, SL_S("\n"), r->at);
    *start = r->at;
    *end = stop == SIZE_MAX ? r->text.n : stop;
    r->at = *end + (stop != SIZE_MAX);
    if (*end > *start && r->text.p[*end - 1] == '\r')
        --*end;
    return true;
}

static sl_str trimmed(const reader *r, size_t start, size_t end)
{
    return sl_str_trim(sl_str_sub(r->text, start, end));
}

static bool set_directive(reader *r, sl_str name, sl_str value)
{
    if (sl_str_eq_case(name, SL_S("escape"))) {
        if (value.n == 1 && (value.p[0] == '`' || value.p[0] == '\\'))
            r->out->escape = value.p[0];
        else
            sl_docker_problem(r->out, r->mem, r->at, SL_S("an escape directive without \\ or `"));
        return true;
    }
    if (sl_str_eq_case(name, SL_S("syntax")))
        return r->out->syntax = value, true;
    if (sl_str_eq_case(name, SL_S("check")))
        return r->out->check = value, true;
    return false;
}

/* "# name=value" lines at the very top, until the first that is none. */
static void read_directives(reader *r)
{
    size_t start, end;
    if (sl_str_starts(r->text, SL_S("\xef\xbb\xbf")))
        r->at = 3;
    size_t back = r->at;
    while (next_line(r, &start, &end)) {
        sl_str line = trimmed(r, start, end);
        size_t equals = sl_str_chr(line, '=');
        if (!line.n || line.p[0] != '#' || equals == SIZE_MAX ||
            !set_directive(r, sl_str_trim(sl_str_sub(line, 1, equals)),
                           sl_str_trim(sl_str_sub(line, equals + 1, line.n))))
            break;
        back = r->at;
    }
    r->at = back;
}

/* Where the text of the line ends without its continuation; SIZE_MAX when it has none. */
static size_t continuation(const reader *r, size_t start, size_t end)
{
    while (end > start && (r->text.p[end - 1] == ' ' || r->text.p[end - 1] == '\t'))
        end--;
    return end > start && r->text.p[end - 1] == r->out->escape ? end - 1 : SIZE_MAX;
}

static void append(reader *r, joined *j, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        *sl_list_add(r->mem, &j->text) = r->text.p[i];
        *sl_list_add(r->mem, &j->origin) = i;
    }
}

static bool is_comment(const reader *r, size_t start, size_t end)
{
    sl_str line = trimmed(r, start, end);
    return line.n && line.p[0] == '#';
}

/* Joins the lines that continue the first one; `end` is where its text ends. */
static void join(reader *r, joined *j, size_t start, size_t end)
{
    size_t cut = continuation(r, start, end);
    append(r, j, start, cut == SIZE_MAX ? end : cut);
    while (cut != SIZE_MAX && next_line(r, &start, &end)) {
        if (is_comment(r, start, end) || !trimmed(r, start, end).n)
            continue;
        cut = continuation(r, start, end);
        append(r, j, start, cut == SIZE_MAX ? end : cut);
    }
    *sl_list_add(r->mem, &j->origin) = end;
}

static const char spaces[] = " \t\r";

static bool is_space(char c)
{
    return c && strchr(spaces, c);
}

static void split_keyword(sl_docker_line *line, const joined *j)
{
    sl_str all = {j->text.v, j->text.n};
    size_t from = sl_str_skip(all, 0, spaces);
    size_t to = from;
    while (to < all.n && !is_space(all.p[to]))
        to++;
    size_t begin = sl_str_skip(all, to, spaces);
    size_t end = all.n;
    while (end > begin && is_space(all.p[end - 1]))
        end--;
    line->keyword = sl_str_sub(all, from, to);
    line->text = sl_str_sub(all, begin, end);
    line->origin = j->origin.v + begin;
    line->start = j->origin.v[from];
    line->keyword_end = to > from ? j->origin.v[to - 1] + 1 : line->start;
    line->end = end > begin ? j->origin.v[end - 1] + 1 : line->keyword_end;
}

/* The word "3<<-'NAME'" at `from`; false when it is none. */
static bool heredoc_word(sl_docker_heredoc *doc, sl_str word)
{
    sl_str rest = sl_str_sub(word, sl_str_skip(word, 0, "0123456789"), word.n);
    if (!sl_str_starts(rest, SL_S("<<")))
        return false;
    rest = sl_str_sub(rest, 2, rest.n);
    doc->strips_tabs = sl_str_starts(rest, SL_S("-"));
    rest = sl_str_sub(rest, doc->strips_tabs, rest.n);
    char quote = rest.n ? rest.p[0] : 0;
    doc->is_quoted = quote == '\'' || quote == '"';
    if (doc->is_quoted) {
        if (rest.n < 3 || rest.p[rest.n - 1] != quote)
            return false;
        rest = sl_str_sub(rest, 1, rest.n - 1);
    }
    doc->name = rest;
    return rest.n && sl_str_chr(rest, '<') == SIZE_MAX && sl_str_chr(rest, '(') == SIZE_MAX;
}

void sl_docker_heredocs_find(sl_docker_line *line, sl_arena *mem, char escape)
{
    size_t from = 0;
    size_t start, end;
    while (sl_docker_word_next(line->text, escape, &from, &start, &end)) {
        sl_docker_heredoc doc = {.at = start};
        if (heredoc_word(&doc, sl_str_sub(line->text, start, end)))
            *sl_list_add(mem, &line->heredocs) = doc;
    }
}

static bool find_body(reader *r, sl_docker_heredoc *doc)
{
    size_t back = r->at;
    size_t start, end;
    doc->start = back;
    while (next_line(r, &start, &end)) {
        size_t from = start;
        while (doc->strips_tabs && from < end && r->text.p[from] == '\t')
            from++;
        doc->end = start;
        if (sl_str_eq(sl_str_sub(r->text, from, end), doc->name))
            return true;
    }
    r->at = back;
    doc->end = doc->start;
    return false;
}

/* RUN, COPY and ADD may take here-documents, also behind ONBUILD. */
static bool takes_heredocs(const sl_docker_line *line)
{
    sl_str word = line->keyword;
    if (sl_str_eq_case(word, SL_S("ONBUILD"))) {
        sl_str rest = line->text;
        sl_str_cut(&rest, ' ', &word);
    }
    return sl_str_eq_case(word, SL_S("RUN")) || sl_str_eq_case(word, SL_S("COPY")) ||
           sl_str_eq_case(word, SL_S("ADD"));
}

static void read_heredocs(reader *r, sl_docker_line *line)
{
    if (!takes_heredocs(line))
        return;
    sl_docker_heredocs_find(line, r->mem, r->out->escape);
    for (size_t i = 0; i < line->heredocs.n; i++)
        if (!find_body(r, &line->heredocs.v[i])) {
            sl_str what = sl_printf(r->mem, "the here-document '%.*s' has no end",
                                    SL_FMT(line->heredocs.v[i].name));
            sl_docker_problem(r->out, r->mem, line->start, what);
            line->heredocs.n = i;
        }
}

bool sl_docker_lines_read(sl_docker_lines *out, sl_arena *mem, sl_str text, sl_err *e)
{
    *out = (sl_docker_lines){.escape = '\\'};
    reader r = {.mem = mem, .text = text, .out = out};
    size_t start, end;
    read_directives(&r);
    while (next_line(&r, &start, &end)) {
        if (!trimmed(&r, start, end).n || is_comment(&r, start, end))
            continue;
        if (out->n == SL_DOCKER_LINES_MAX)
            return sl_fail(e, SL_ETOOBIG, "more than %d instructions", SL_DOCKER_LINES_MAX);
        joined j = {0};
        join(&r, &j, start, end);
        sl_docker_line *line = sl_list_add(mem, out);
        split_keyword(line, &j);
        read_heredocs(&r, line);
    }
    return true;
}
