/* Marks line by line: what opens the comment, the words, the ids. */
#include "runner/trial/annotation.h"

#include "base/chars.h"

/* What comments begin with, the longer before what begins them, and what then closes them. */
static const struct {
    const char *open, *close;
} comments[] = {
    {"<!--", "-->"}, {"<%--", "--%>"}, {"{{/*", "*/}}"}, {"{/*", "*/}"}, {"{#", "#}"}, {"{-", "-}"},
    {"--[[", "]]"},  {"/*", "*/"},     {"(*", "*)"},     {"<#", "#>"},   {"//", ""},   {"--", ""},
    {";;", ""},      {"#", ""},        {";", ""},        {"%", ""},      {"'", ""},    {"*", ""},
    {"REM ", ""},    {"rem ", ""},     {"dnl ", ""},
};

static bool is_one_of(const char *set, char c)
{
    return c && strchr(set, c);
}

/* The text of a line that is a comment. */
static bool comment_of(sl_str *out, sl_str line)
{
    line = sl_str_trim(line);
    for (size_t i = 0; i < sizeof comments / sizeof *comments; i++) {
        sl_str open = sl_str_of(comments[i].open);
        sl_str close = sl_str_of(comments[i].close);
        if (!sl_str_starts(line, open))
            continue;
        *out = sl_str_sub(line, open.n, line.n);
        if (close.n && sl_str_ends(*out, close))
            *out = sl_str_sub(*out, 0, out->n - close.n);
        while (out->n && is_one_of("/#;-*!%", out->p[0])) /* longer openers: ##, ;;; */
            *out = sl_str_sub(*out, 1, out->n);
        *out = sl_str_trim(*out);
        return true;
    }
    return false;
}

/* Takes a word of marks off the front. */
static bool take_word(sl_str *text, sl_annotation_kind *kind, bool *is_other)
{
    static const struct {
        const char *word;
        sl_annotation_kind kind;
    } words[] = {{"todoruleid:", SL_ANNOTATION_TODO},
                 {"todook:", SL_ANNOTATION_TODO},
                 {"ruleid:", SL_ANNOTATION_FOUND},
                 {"ok:", SL_ANNOTATION_OK}};
    static const char *const engines[] = {"", "pro", "deep"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t k = 0; k < sizeof engines / sizeof *engines; k++) {
            sl_str engine = sl_str_of(engines[k]);
            sl_str rest = sl_str_sub(*text, engine.n, text->n);
            if (!sl_str_starts(*text, engine) || !sl_str_starts(rest, sl_str_of(words[i].word)))
                continue;
            *kind = words[i].kind;
            *is_other |= engine.n > 0;
            *text = sl_str_trim(sl_str_sub(rest, strlen(words[i].word), rest.n));
            return true;
        }
    return false;
}

static bool is_id(sl_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!sl_is_alnum(text.p[i]) && !is_one_of("._-", text.p[i]))
            return false;
    return text.n > 0;
}

/* Adds the marks of a line; false when it has none. */
static bool read_line(sl_annotations *out, sl_arena *mem, sl_str line)
{
    sl_str text;
    sl_annotation_kind kind;
    bool is_other = false;
    if (!comment_of(&text, line) || !take_word(&text, &kind, &is_other))
        return false;
    sl_annotation_kind again;
    while (take_word(&text, &again, &is_other)) /* `ruleid: deepok: ID`: the first is ours */
        ;
    size_t n = out->n;
    for (sl_str id; !is_other && sl_str_cut(&text, ',', &id);)
        if (is_id(sl_str_trim(id)))
            *sl_list_add(mem, out) = (sl_annotation){kind, sl_str_trim(id), 0};
    return is_other || out->n > n;
}

void sl_annotations_read(sl_annotations *out, sl_arena *mem, sl_str text)
{
    sl_str line;
    size_t first = out->n;
    for (uint32_t number = 1; sl_str_cut(&text, '\n', &line); number++) {
        if (read_line(out, mem, line))
            continue;
        for (; first < out->n; first++)
            out->v[first].line = number;
    }
    out->n = first; /* nothing follows the last ones */
}
