/* Words first, then pairs of brackets, then blocks. */
#include "engine/pattern/blocks.h"

#include "base/chars.h"

enum { DEPTH_MAX = 200, TAB = 8 };

static bool is_word(char c)
{
    return sl_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The end of the word at `at`, which is no space. */
static size_t word_end(sl_str s, size_t at, bool is_pattern, uint8_t *kind)
{
    sl_str rest = sl_str_sub(s, at, s.n);
    size_t n = 0;
    bool is_upper = rest.n > 1 && (sl_is_upper(rest.p[1]) || rest.p[1] == '_');
    bool is_rest = is_pattern && sl_str_starts(rest, SL_S("$..."));
    bool is_variable = is_pattern && rest.p[0] == '$' && is_upper;
    *kind = is_word(rest.p[0]) ? SL_WORD : SL_MARK;
    if (is_pattern && sl_str_starts(rest, SL_S("..."))) {
        *kind = SL_WORD_DOTS;
        return at + 3;
    }
    if (!is_rest && !is_variable && *kind == SL_MARK)
        return at + 1;
    if (is_rest || is_variable) {
        *kind = is_rest ? SL_WORD_REST : SL_WORD_VARIABLE;
        n = is_rest ? 4 : 1;
    }
    while (n < rest.n && is_word(rest.p[n]))
        n++;
    return at + n;
}

/* Where the line of a word begins. */
static uint32_t indentation(const sl_blocks *out, const sl_word *word)
{
    uint32_t column = word->column;
    for (size_t i = out->n; i > 0 && out->v[i - 1].line >= word->line; i--)
        if (out->v[i - 1].line == word->line)
            column = out->v[i - 1].column;
    return column;
}

/* Ellipses in a row are one that goes as far as all of them. */
static bool joins_last(const sl_blocks *out, const sl_word *word)
{
    sl_word *last = out->n ? &out->v[out->n - 1] : NULL;
    bool is_row = last && word->kind == SL_WORD_DOTS && last->kind == SL_WORD_DOTS &&
                  (last->line == word->line || indentation(out, last) == word->column);
    if (is_row)
        last->n++;
    return is_row;
}

static void read_words(sl_blocks *out, sl_arena *mem, sl_str s, bool is_pattern)
{
    uint32_t line = 0;
    uint32_t column = 0;
    for (size_t at = 0; at < s.n && out->n < SL_WORDS_MAX;) {
        char c = s.p[at];
        sl_word word = {.start = (uint32_t)at, .line = line, .column = column};
        if (c == '\n') {
            line++;
            column = 0;
            at++;
            continue;
        }
        if (c && strchr(" \r\t", c)) {
            column += c == '\t' ? TAB - column % TAB : 1;
            at++;
            continue;
        }
        word.end = (uint32_t)word_end(s, at, is_pattern, &word.kind);
        word.partner = UINT32_MAX;
        word.is_closer = word.kind == SL_MARK && c && strchr(")]}", c);
        column += word.end - word.start;
        at = word.end;
        word.n = 1;
        if (!joins_last(out, &word))
            *sl_list_add(mem, out) = word;
    }
}

/* Pairs the brackets of some words; false when one has no partner. */
static bool pair_brackets(sl_blocks *out, uint32_t from, uint32_t to)
{
    static const char openers[] = "([{";
    static const char closers[] = ")]}";
    uint32_t open[DEPTH_MAX];
    size_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        char c = out->text.p[out->v[i].start];
        const char *opener = out->v[i].kind == SL_MARK && c ? strchr(openers, c) : NULL;
        const char *closer = out->v[i].is_closer ? strchr(closers, c) : NULL;
        if (opener && n == DEPTH_MAX)
            return false;
        if (opener)
            open[n++] = i;
        if (!closer)
            continue;
        if (!n || out->text.p[out->v[open[n - 1]].start] != openers[closer - closers])
            return false;
        out->v[i].partner = open[--n];
        out->v[open[n]].partner = i;
    }
    return n == 0;
}

/* Brackets of a text make blocks where all of a line have partners on it. */
static void pair_lines(sl_blocks *out)
{
    for (uint32_t from = 0; from < out->n;) {
        uint32_t to = from + 1;
        while (to < out->n && out->v[to].line == out->v[from].line)
            to++;
        bool is_whole = pair_brackets(out, from, to);
        for (uint32_t i = from; !is_whole && i < to; i++)
            out->v[i].partner = UINT32_MAX;
        from = to;
    }
}

typedef struct open_block {
    uint32_t block, column;
} open_block;

typedef struct nesting {
    sl_blocks *out;
    sl_arena *mem;
    open_block open[DEPTH_MAX];
    size_t n;
} nesting;

static void open_at(nesting *s, uint32_t at, uint32_t column, bool is_indented)
{
    if (s->n == DEPTH_MAX)
        return;
    uint32_t parent = s->n ? s->open[s->n - 1].block : 0;
    s->open[s->n++] = (open_block){(uint32_t)s->out->blocks.n, column};
    *sl_list_add(s->mem, &s->out->blocks) =
        (sl_word_block){at, (uint32_t)s->out->n, parent, is_indented};
}

static void close_at(nesting *s, uint32_t at)
{
    s->out->blocks.v[s->open[--s->n].block].end = at;
}

/* A line closes what it is not indented as far as, and opens a block where it is further; what it
   closed lies in that. */
static void begin_line(nesting *s, uint32_t at, uint32_t column)
{
    uint32_t closed = 0;
    while (s->n > 1 && (s->open[s->n - 1].column > column ||
                        !s->out->blocks.v[s->open[s->n - 1].block].is_indented)) {
        closed = s->open[s->n - 1].block;
        close_at(s, at);
    }
    if (column <= s->open[s->n - 1].column)
        return;
    open_at(s, closed ? s->out->blocks.v[closed].start : at, column, true);
    if (closed && s->out->blocks.v[closed].is_indented)
        s->out->blocks.v[closed].parent = s->open[s->n - 1].block;
}

static uint32_t least_column(const sl_blocks *out)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < out->n; i++)
        if ((!i || out->v[i].line != out->v[i - 1].line) && out->v[i].column < least)
            least = out->v[i].column;
    return least;
}

static void find_blocks(sl_blocks *out, sl_arena *mem, bool is_pattern)
{
    nesting *s = sl_alloc(mem, sizeof *s);
    s->out = out;
    s->mem = mem;
    open_at(s, 0, least_column(out), true);
    for (uint32_t i = 0; i < out->n; i++) {
        sl_word *w = &out->v[i];
        if (i && w->line != out->v[i - 1].line)
            begin_line(s, i, w->column);
        else if (!i)
            begin_line(s, i, w->column);
        const sl_word *before = i ? &out->v[i - 1] : NULL;
        if (w->is_closer && w->partner != UINT32_MAX && !is_pattern && s->n > 1 &&
            !out->blocks.v[s->open[s->n - 1].block].is_indented &&
            out->blocks.v[s->open[s->n - 1].block].start == w->partner + 1)
            close_at(s, i);
        else if (before && !before->is_closer && before->partner != UINT32_MAX && !is_pattern &&
                 before->partner > i)
            open_at(s, i, w->column, false);
        w->block = s->open[s->n - 1].block;
    }
}

void sl_blocks_read(sl_blocks *out, sl_arena *mem, sl_str text, bool is_pattern)
{
    *out = (sl_blocks){.text = text};
    read_words(out, mem, text, is_pattern);
    if (is_pattern)
        pair_brackets(out, 0, (uint32_t)out->n);
    else
        pair_lines(out);
    find_blocks(out, mem, is_pattern);
}
