/* Most texts have no mark, which one search per word tells; else each comment is looked at. */
#include "stages/duplicates/marks.h"

#include <stdlib.h>

static const struct {
    sl_str off, on;
} words[] = {
    {SL_STR("sluice:ignore-start"), SL_STR("sluice:ignore-end")},
    {SL_STR("CPD-OFF"), SL_STR("CPD-ON")},
    {SL_STR("jscpd:ignore-start"), SL_STR("jscpd:ignore-end")},
};

enum { N_WORDS = sizeof words / sizeof *words };

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* sluice's own mark names the kinds it is for; without names it is for all. */
static bool is_for_us(sl_str rest)
{
    sl_str line;
    bool has_name = false;
    if (!sl_str_cut(&rest, '\n', &line))
        return true;
    for (sl_str word; sl_str_cut(&line, ' ', &word);) {
        while (word.n && !is_word(word.p[word.n - 1]))
            word.n--;
        if (sl_str_is(word, "duplicates"))
            return true;
        has_name = has_name || (word.n && is_word(word.p[0]) && word.p[0] != '-');
    }
    return !has_name;
}

static bool has_mark(size_t set, sl_str comment, sl_str word)
{
    size_t at = sl_str_find(comment, word, 0);
    return at != SIZE_MAX && (set > 0 || is_for_us(sl_str_sub(comment, at + word.n, comment.n)));
}

static void read_set(sl_clone_marks *marks, sl_arena *mem, const sl_lexemes *lexemes, sl_str text,
                     size_t set)
{
    bool is_off = false;
    for (size_t i = 0; i < lexemes->n; i++) {
        const sl_lexeme *l = &lexemes->v[i];
        if (l->kind != SL_LEX_COMMENT)
            continue;
        sl_str comment = sl_str_sub(text, l->start, l->end);
        if (!is_off && has_mark(set, comment, words[set].off)) {
            *sl_list_add(mem, marks) = (sl_clone_region){l->start, text.n};
            is_off = true;
        } else if (is_off && has_mark(set, comment, words[set].on)) {
            marks->v[marks->n - 1].end = l->end;
            is_off = false;
        }
    }
}

static int by_start(const void *left, const void *right)
{
    const sl_clone_region *a = left;
    const sl_clone_region *b = right;
    return (a->start > b->start) - (a->start < b->start);
}

void sl_clone_marks_read(sl_clone_marks *marks, sl_arena *mem, const sl_lexemes *lexemes,
                         sl_str text)
{
    *marks = (sl_clone_marks){0};
    for (size_t i = 0; i < N_WORDS; i++)
        if (sl_str_find(text, words[i].off, 0) != SIZE_MAX)
            read_set(marks, mem, lexemes, text, i);
    if (marks->n > 1)
        qsort(marks->v, marks->n, sizeof *marks->v, by_start);
}

bool sl_clone_marks_hide(sl_clone_marks *marks, size_t offset)
{
    for (; marks->at < marks->n && marks->v[marks->at].start <= offset; marks->at++)
        if (offset < marks->v[marks->at].end)
            return true;
    return false;
}
