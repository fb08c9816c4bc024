/* Neighbours by indentation: before the ellipsis, then after it. */
#include "engine/pattern/indent.h"

/* A line: where its dashes and what follows them stand. */
typedef struct line {
    size_t first;   /* column of its first character */
    size_t content; /* column of what stands after dashes */
    bool has_dash, is_blank;
} line;

static bool is_dash(sl_str text, size_t at)
{
    return at < text.n && text.p[at] == '-' &&
           (at + 1 == text.n || strchr(" \t\r\n", text.p[at + 1]));
}

static line read_line(sl_str text, size_t from)
{
    line l = {0};
    size_t at = from;
    while (at < text.n && text.p[at] == ' ')
        at++;
    l.first = at - from;
    l.has_dash = is_dash(text, at);
    while (is_dash(text, at) || (at < text.n && text.p[at] == ' '))
        at++;
    l.content = at - from;
    l.is_blank = at == text.n || (!l.has_dash && strchr("\r\n#", text.p[at]));
    return l;
}

static size_t line_start(sl_str text, size_t at)
{
    while (at && text.p[at - 1] != '\n')
        at--;
    return at;
}

static size_t next_line(sl_str text, size_t at)
{
    while (at < text.n && text.p[at] != '\n')
        at++;
    return at < text.n ? at + 1 : text.n;
}

/* Whether a line is a neighbour in the column, and which kind; `*is_end` where the block ends. */
static bool is_neighbour(const line *l, size_t column, enum sl_line_dots *kind, bool *is_end)
{
    *is_end = l->first < column;
    *kind = l->has_dash && l->first == column ? SL_DOTS_ITEM : SL_DOTS_ENTRY;
    return l->first == column || (l->has_dash && l->content == column);
}

/* A blank line, or another ellipsis, which says as little as this one. */
static bool says_nothing(sl_str text, size_t start, const line *l, size_t column)
{
    bool is_dots = sl_str_starts(sl_str_sub(text, start + l->content, text.n), SL_S("..."));
    return l->is_blank || (is_dots && !l->has_dash && l->first == column);
}

static bool look_back(sl_str text, size_t start, size_t column, enum sl_line_dots *kind)
{
    bool is_end = false;
    while (start && !is_end) {
        start = line_start(text, start - 1);
        line l = read_line(text, start);
        if (says_nothing(text, start, &l, column))
            continue;
        if (is_neighbour(&l, column, kind, &is_end))
            return true;
    }
    return false;
}

static bool look_on(sl_str text, size_t start, size_t column, enum sl_line_dots *kind)
{
    bool is_end = false;
    for (start = next_line(text, start); start < text.n && !is_end;
         start = next_line(text, start)) {
        line l = read_line(text, start);
        if (says_nothing(text, start, &l, column))
            continue;
        if (l.first < column)
            return false;
        if (is_neighbour(&l, column, kind, &is_end))
            return true;
    }
    return false;
}

enum sl_line_dots sl_line_dots_at(sl_str text, size_t at)
{
    size_t start = line_start(text, at);
    line own = read_line(text, start);
    size_t end = at + 3;
    enum sl_line_dots kind;
    while (end < text.n && strchr(" \t\r", text.p[end]))
        end++;
    bool is_line = start + own.content == at && (end == text.n || strchr("\n#", text.p[end]));
    if (!is_line)
        return SL_DOTS_VALUE;
    if (!own.has_dash && look_back(text, start, own.content, &kind))
        return kind;
    return look_on(text, start, own.content, &kind) ? kind : SL_DOTS_VALUE;
}
