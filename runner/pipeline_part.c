/* Members of maps by tables, and errors that show the line. */
#include "runner/pipeline_part.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN_MAX = 160 };

/* The line of the text, at most SHOWN_MAX bytes, without its newline. */
static sl_str line_of(sl_str text, uint32_t number)
{
    sl_str line = {0};
    while (number-- && sl_str_cut(&text, '\n', &line))
        ;
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return sl_str_sub(line, 0, SHOWN_MAX);
}

bool sl_part_wrong(const sl_pipeline_part *part, const sl_node *at, const char *format, ...)
{
    char what[SL_ERR_TEXT / 2];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    sl_str line = line_of(part->text, at->line);
    size_t column = at->column && at->column <= line.n + 1 ? at->column : 1;
    char blanks[SHOWN_MAX + 1];
    for (size_t i = 0; i < column - 1; i++)
        blanks[i] = line.p[i] == '\t' ? '\t' : ' ';
    blanks[column - 1] = 0;
    return sl_fail(part->e, SL_EUSAGE, "%.*s:%u:%u: %s\n  %.*s\n  %s^", SL_FMT(part->file),
                   at->line, at->column, what, SL_FMT(line), blanks);
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
                         names->n == 1 ? "is" : "are", SL_FMT(all));
}

static bool read_texts(const sl_pipeline_part *part, const sl_node *value, const sl_member *m,
                       sl_strs *out)
{
    if (value->kind == SL_MAP)
        return sl_part_wrong(part, value, "'%s' is a list of texts, not a map", m->name);
    for (size_t i = 0; value->kind == SL_SEQ && i < value->n; i++)
        if (value->items[i]->kind == SL_SEQ || value->items[i]->kind == SL_MAP ||
            value->items[i]->kind == SL_NULL)
            return sl_part_wrong(part, value->items[i], "'%s' is a list of texts, not of %ss",
                                 m->name, sl_node_kind_name(value->items[i]));
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
        return (value->kind == SL_INT && value->integer >= 0 && value->integer <= 1000) ||
               sl_part_wrong(part, value, "'%s' is a whole number from 0 to 1000", m->name);
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
        if (m->type == SL_MEMBER_OTHER || value->kind == SL_NULL)
            continue;
        if (m->type == SL_MEMBER_TEXTS ? !read_texts(part, value, m, to)
                                       : !read_scalar(part, value, m, to))
            return false;
    }
    return true;
}
