/* Members of maps by tables, and errors that show the line. */
#include "runner/pipeline_part.h"

#include "base/chars.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN_MAX = 160, SHOWN_BEFORE = 100 };

bool sl_name_is_secret(sl_str name)
{
    static const char *const words[] = {"TOKEN",      "SECRET",     "PASSWORD", "PASSWD",
                                        "PASSPHRASE", "CREDENTIAL", "PRIVATE",  "KEY"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t at = 0; at + strlen(words[i]) <= name.n; at++)
            if (sl_str_eq_case(sl_str_sub(name, at, at + strlen(words[i])), sl_str_of(words[i])))
                return true;
    return false;
}

/* Line `number` of the text without its end; lines end as YAML has it, at LF, CR LF and CR. */
static sl_str line_of(sl_str text, uint32_t number)
{
    size_t at = sl_str_starts(text, SL_S("\xef\xbb\xbf")) ? 3 : 0;
    for (;;) {
        size_t end = at;
        while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
            end++;
        if (--number == 0 || end == text.n)
            return number ? (sl_str){0} : sl_str_sub(text, at, end);
        bool is_pair = text.p[end] == '\r' && end + 1 < text.n && text.p[end + 1] == '\n';
        at = end + (is_pair ? 2 : 1);
    }
}

static bool is_name_char(char c)
{
    return sl_is_alnum(c) || c == '_' || c == '-';
}

/* Stars for a value up to the end of the quotes, the flow or the line. */
static size_t star_value(char *line, size_t i, size_t n)
{
    while (i < n && line[i] == ' ')
        i++;
    char quote = i < n && (line[i] == '"' || line[i] == '\'') ? line[i++] : 0;
    if (i < n && line[i] == '{')
        return i;
    for (; i < n && (quote ? line[i] != quote : line[i] != ',' && line[i] != '}'); i++)
        line[i] = '*';
    return i;
}

/* An error shows the line it is about, but no value of a variable that is secret by its name. */
static void star_secrets(char *line, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t from = i;
        while (i < n && is_name_char(line[i]))
            i++;
        sl_str name = sl_str_at(line + from, i - from);
        i += i < n && (line[i] == '"' || line[i] == '\'');
        bool is_key = i < n && line[i] == ':' && sl_name_is_secret(name);
        if (is_key && !sl_str_among(name, "secret secrets"))
            i = star_value(line, i + 1, n);
        else
            i += i == from;
    }
}

static bool is_inside(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The line and a caret below the column, which counts bytes; of a long line the part around it. */
static void show_line(const sl_pipeline_part *part, sl_str line, size_t column)
{
    char shown[SHOWN_MAX + 1];
    char blanks[SHOWN_MAX + 1];
    size_t n_blanks = 0;
    size_t at = column && column <= line.n + 1 ? column - 1 : 0;
    size_t from = at > SHOWN_BEFORE ? at - SHOWN_BEFORE : 0;
    size_t to = line.n - from > SHOWN_MAX ? from + SHOWN_MAX : line.n;
    while (from < at && is_inside(line.p[from]))
        from++;
    while (to > at && to < line.n && is_inside(line.p[to]))
        to--;
    if (to > from)
        memcpy(shown, line.p + from, to - from);
    star_secrets(shown, to - from);
    for (size_t i = from; i < at; i++)
        if (!is_inside(line.p[i]))
            blanks[n_blanks++] = line.p[i] == '\t' ? '\t' : ' ';
    size_t used = strlen(part->e->text);
    snprintf(part->e->text + used, sizeof part->e->text - used, "\n  %.*s\n  %.*s^",
             (int)(to - from), shown, (int)n_blanks, blanks);
}

/* Reads "FILE:LINE:COLUMN:" at the start of the error. */
static bool place_of(const sl_pipeline_part *part, int64_t *line, int64_t *column)
{
    sl_str rest = sl_str_of(part->e->text);
    sl_str number;
    if (!sl_str_starts(rest, part->file))
        return false;
    rest = sl_str_sub(rest, part->file.n, rest.n);
    return sl_str_cut(&rest, ':', &number) && number.n == 0 && sl_str_cut(&rest, ':', &number) &&
           sl_str_int(number, line) && sl_str_cut(&rest, ':', &number) &&
           sl_str_int(number, column) && *line > 0 && *line <= UINT32_MAX && *column > 0;
}

/* Texts of the file go into messages, and messages to terminals. */
static void clean(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            *text = '?';
}

bool sl_part_show(const sl_pipeline_part *part)
{
    enum { ROOM = 2 * SHOWN_MAX + 8 };
    int64_t line;
    int64_t column;
    part->e->kind = SL_EUSAGE;
    if (!place_of(part, &line, &column))
        return false;
    clean(part->e->text);
    if (strlen(part->e->text) + ROOM < sizeof part->e->text)
        show_line(part, line_of(part->text, (uint32_t)line), (size_t)column);
    return false;
}

bool sl_part_wrong(const sl_pipeline_part *part, const sl_node *at, const char *format, ...)
{
    char what[SL_ERR_TEXT / 2];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    sl_fail(part->e, SL_EUSAGE, "%.*s:%u:%u: %s", SL_FMT(part->file), at->line, at->column, what);
    return sl_part_show(part);
}

bool sl_part_unknown(const sl_pipeline_part *part, const sl_node *at, const char *what,
                     const sl_strs *names)
{
    size_t nearest = sl_str_nearest(at->text, names->v, names->n);
    if (nearest != SIZE_MAX)
        return sl_part_wrong(part, at, "unknown %s '%.*s'; did you mean '%.*s'?", what,
                             SL_FMT(at->text), SL_FMT(names->v[nearest]));
    sl_str all = {0};
    for (size_t i = 0; i < names->n; i++)
        all = sl_printf(part->mem, "%.*s%s%.*s", SL_FMT(all), i ? ", " : "", SL_FMT(names->v[i]));
    return sl_part_wrong(part, at, "unknown %s '%.*s'; there %s %.*s", what, SL_FMT(at->text),
                         names->n == 1 ? "is" : "are", SL_FMT(names->n ? all : SL_S("none")));
}

bool sl_part_texts(const sl_pipeline_part *part, const sl_node *value, const char *name,
                   sl_strs *out)
{
    if (value->kind == SL_MAP)
        return sl_part_wrong(part, value, "'%s' is a list of texts, not a map", name);
    for (size_t i = 0; value->kind == SL_SEQ && i < value->n; i++)
        if (value->items[i]->kind == SL_SEQ || value->items[i]->kind == SL_MAP ||
            value->items[i]->kind == SL_NULL)
            return sl_part_wrong(part, value->items[i], "'%s' is a list of texts, not of %ss", name,
                                 sl_node_kind_name(value->items[i]));
    *out = sl_node_texts(part->mem, value);
    return true;
}

static bool read_choice(const sl_pipeline_part *part, const sl_node *value, const sl_member *m,
                        bool *out)
{
    for (int i = 0; m->choices[i]; i++)
        if (sl_str_is(value->text, m->choices[i]))
            return *out = i == 1, true;
    return sl_part_wrong(part, value, "'%s' is '%s' or '%s', not '%.*s'", m->name, m->choices[0],
                         m->choices[1], SL_FMT(value->text));
}

/* YAML 1.1 wrote booleans as yes, no, on, off: say so instead of guessing. */
static bool not_a_bool(const sl_pipeline_part *part, const sl_node *value, const sl_member *m)
{
    return sl_part_wrong(part, value, "'%s' is true or false, not '%.*s'", m->name,
                         SL_FMT(value->text));
}

static bool read_scalar(const sl_pipeline_part *part, const sl_node *value, const sl_member *m,
                        void *to)
{
    if (value->kind == SL_SEQ || value->kind == SL_MAP)
        return sl_part_wrong(part, value, "'%s' is a single value, not a %s", m->name,
                             sl_node_kind_name(value));
    switch (m->type) {
    case SL_MEMBER_TEXT:
        *(sl_str *)to = value->text;
        return true;
    case SL_MEMBER_BOOL:
        *(bool *)to = sl_node_true(value);
        return value->kind == SL_BOOL || not_a_bool(part, value, m);
    case SL_MEMBER_COUNT:
        *(unsigned *)to = (unsigned)value->integer;
        return (value->kind == SL_INT && value->integer >= 0 &&
                value->integer <= SL_MEMBER_COUNT_MAX) ||
               sl_part_wrong(part, value, "'%s' is a whole number from 0 to %d, not '%.*s'",
                             m->name, SL_MEMBER_COUNT_MAX, SL_FMT(value->text));
    case SL_MEMBER_DURATION:
        return sl_duration_read(value->text, to) ||
               sl_part_wrong(part, value,
                             "'%s' is a time such as 500ms, 30s, 10m or 2h, not '%.*s'", m->name,
                             SL_FMT(value->text));
    case SL_MEMBER_SEVERITY:
        return sl_severity_read(value->text, to) ||
               sl_part_wrong(part, value,
                             "'%s' is critical, high, medium, low, info or none, not '%.*s'",
                             m->name, SL_FMT(value->text));
    default:
        return read_choice(part, value, m, to);
    }
}

static const sl_member *member_of(const sl_member *table, sl_str name)
{
    for (; table->name; table++)
        if (sl_str_is(name, table->name))
            return table;
    return NULL;
}

bool sl_part_members(const sl_pipeline_part *part, const sl_node *map, const sl_member *table,
                     void *into)
{
    for (size_t i = 0; i < map->n; i++) {
        const sl_node *key = map->pairs[i].key;
        const sl_node *value = map->pairs[i].value;
        const sl_member *m = member_of(table, key->text);
        sl_strs names = {0};
        if (!m) {
            for (const sl_member *t = table; t->name; t++)
                *sl_list_add(part->mem, &names) = sl_str_of(t->name);
            return sl_part_unknown(part, key, "key", &names);
        }
        void *to = (char *)into + m->offset;
        if (m->type >= SL_MEMBER_OTHER || value->kind == SL_NULL)
            continue;
        if (m->type == SL_MEMBER_TEXTS ? !sl_part_texts(part, value, m->name, to)
                                       : !read_scalar(part, value, m, to))
            return false;
    }
    return true;
}
