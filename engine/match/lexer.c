/* A scanner over a stack: a string on top reads to its end or to code inside it, code on top looks
   for comments, strings and, when it stands in a string, for its closing bracket. */
#include "engine/match/lexer.h"

#include "base/chars.h"
#include "engine/match/lexstate.h"

bool sl_lexer_is_word(char c)
{
    return sl_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

bool sl_lexer_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

bool sl_lexer_stands(const sl_lexer *l, size_t at, const char *mark)
{
    size_t n = strlen(mark);
    return at <= l->text.n && n <= l->text.n - at && memcmp(l->text.p + at, mark, n) == 0;
}

void sl_lexer_emit(sl_lexer *l, size_t start, size_t end, sl_lexeme_kind kind)
{
    if (end > start)
        *sl_list_add(l->mem, l->out) = (sl_lexeme){start, end, kind};
}

size_t sl_lexer_line_end(const sl_lexer *l, size_t at)
{
    const char *p = at < l->text.n ? memchr(l->text.p + at, '\n', l->text.n - at) : NULL;
    return p ? (size_t)(p - l->text.p) : l->text.n;
}

void sl_lexer_value(sl_lexer *l)
{
    l->last = '"';
    l->last_word = (sl_str){0};
}

static bool is_alone(const sl_lexer *l)
{
    for (size_t at = l->at; at > l->line_start; at--)
        if (!sl_lexer_is_space(l->text.p[at - 1]))
            return false;
    return true;
}

static bool may_be_comment(const sl_lexer *l, const char *mark)
{
    unsigned traits = l->syntax->traits;
    if (traits & SL_SYNTAX_LINE_COMMENT)
        return is_alone(l);
    if (traits & SL_SYNTAX_WORD_COMMENT)
        return sl_lexer_is_space(sl_lexer_before(l, l->at)) ||
               strchr(";|&()", sl_lexer_before(l, l->at));
    return !((traits & SL_SYNTAX_PHP_TAGS) && mark[0] == '#' && sl_lexer_peek(l, 1) == '[');
}

static bool read_line_comment(sl_lexer *l)
{
    for (size_t i = 0; i < SL_SYNTAX_COMMENTS && l->syntax->line_comments[i]; i++) {
        const char *mark = l->syntax->line_comments[i];
        if (!sl_lexer_stands(l, l->at, mark) || !may_be_comment(l, mark))
            continue;
        size_t end = sl_lexer_line_end(l, l->at);
        if (l->syntax->traits & SL_SYNTAX_PHP_TAGS) {
            size_t tag = sl_str_find(sl_str_sub(l->text, l->at, end), SL_S("?>"), 0);
            end = tag == SIZE_MAX ? end : l->at + tag;
        }
        sl_lexer_emit(l, l->at, end, SL_LEX_COMMENT);
        l->at = end;
        return true;
    }
    return false;
}

static size_t block_end(const sl_lexer *l, const sl_syntax_block *block)
{
    size_t n_open = strlen(block->open);
    size_t n_close = strlen(block->close);
    size_t depth = 0;
    size_t at = l->at + n_open;
    bool nests = l->syntax->traits & SL_SYNTAX_NESTS;
    while (at < l->text.n) {
        const char *p = l->text.p + at;
        bool at_line =
            !(l->syntax->traits & SL_SYNTAX_LINE_BLOCKS) || sl_lexer_before(l, at) == '\n';
        if (*p == block->close[0] && at_line && sl_lexer_stands(l, at, block->close)) {
            at += n_close;
            if (depth-- == 0)
                return at_line && (l->syntax->traits & SL_SYNTAX_LINE_BLOCKS)
                           ? sl_lexer_line_end(l, at)
                           : at;
        } else if (nests && *p == block->open[0] && sl_lexer_stands(l, at, block->open)) {
            at += n_open;
            depth++;
        } else {
            at++;
        }
    }
    return l->text.n;
}

static bool read_block_comment(sl_lexer *l)
{
    for (size_t i = 0; i < SL_SYNTAX_COMMENTS && l->syntax->block_comments[i].open; i++) {
        const sl_syntax_block *block = &l->syntax->block_comments[i];
        bool has_place = !(l->syntax->traits & SL_SYNTAX_LINE_BLOCKS) || l->at == l->line_start;
        if (!has_place || !sl_lexer_stands(l, l->at, block->open))
            continue;
        size_t end = block_end(l, block);
        sl_lexer_emit(l, l->at, end, SL_LEX_COMMENT);
        l->at = end;
        return true;
    }
    return false;
}

static void read_word(sl_lexer *l)
{
    size_t start = l->at;
    bool is_number = sl_is_digit(l->text.p[start]);
    while (l->at < l->text.n &&
           (sl_lexer_is_word(l->text.p[l->at]) ||
            (is_number && l->text.p[l->at] == '\'' && sl_is_digit(sl_lexer_peek(l, 1)))))
        l->at++;
    sl_str word = sl_str_at(l->text.p + start, l->at - start);
    if (sl_lexer_begin_prefixed(l, word))
        return;
    l->last = l->text.p[l->at - 1];
    l->last_word = word;
}

/* PHP: everything up to the next opening tag is not code of ours. */
static void skip_markup(sl_lexer *l)
{
    size_t tag = sl_str_find(l->text, SL_S("<?"), l->at);
    l->at = tag == SIZE_MAX ? l->text.n : tag + 2;
    if (sl_lexer_stands(l, l->at, "php"))
        l->at += 3;
    l->last = 0;
}

static bool begin_special(sl_lexer *l, char c)
{
    unsigned traits = l->syntax->traits;
    if (c == '<' && sl_lexer_note_heredoc(l))
        return true;
    if (c == '/' && (traits & SL_SYNTAX_SLASH_REGEX) && sl_lexer_read_regex(l))
        return true;
    if (c == '%' && (traits & SL_SYNTAX_PERCENT) && sl_lexer_begin_percent(l))
        return true;
    if ((c == '[' || c == '-') && (traits & SL_SYNTAX_LUA_LONG) && sl_lexer_read_long_bracket(l))
        return true;
    return false;
}

/* Bytes that quote the next one, and variables that look like quotes. */
static bool skip_quoted(sl_lexer *l, char c)
{
    unsigned traits = l->syntax->traits;
    bool is_variable = c == '$' && (traits & SL_SYNTAX_DOLLAR_QUOTE) && sl_lexer_peek(l, 1) &&
                       strchr("'\"`/", sl_lexer_peek(l, 1));
    if (!is_variable && !(c == '\\' && (traits & SL_SYNTAX_ESCAPES) && sl_lexer_peek(l, 1) != '\n'))
        return false;
    l->at = l->at + 2 < l->text.n ? l->at + 2 : l->text.n;
    l->last = 'a';
    return true;
}

/* Brackets of code inside a string; true when the code ended here. */
static bool close_code(sl_lexer *l, char c)
{
    if (!l->n_stack)
        return false;
    sl_lex_frame *f = &l->stack[l->n_stack - 1];
    if (c == f->open)
        f->depth++;
    if (c != f->close || f->depth-- > 0)
        return false;
    l->n_stack--;
    l->stack[l->n_stack - 1].start = l->at++;
    return true;
}

static void note_special(sl_lexer *l)
{
    static const char always[] = "\n\\/<%[-$?(){}";
    for (size_t i = 0; i < sizeof always - 1; i++)
        l->is_special[(unsigned char)always[i]] = true;
    for (size_t i = 0; i < SL_SYNTAX_COMMENTS && l->syntax->line_comments[i]; i++)
        l->is_special[(unsigned char)l->syntax->line_comments[i][0]] = true;
    for (size_t i = 0; i < SL_SYNTAX_COMMENTS && l->syntax->block_comments[i].open; i++)
        l->is_special[(unsigned char)l->syntax->block_comments[i].open[0]] = true;
    for (size_t i = 0; i < SL_SYNTAX_STRINGS && l->syntax->strings[i].open; i++)
        l->is_special[(unsigned char)l->syntax->strings[i].open[0]] = true;
}

/* The end of a line, of PHP, of code in a string; or the beginning of anything but a word. */
static bool read_special(sl_lexer *l, char c)
{
    if (c == '\n') {
        l->line_start = ++l->at;
        sl_lexer_read_heredocs(l);
        return true;
    }
    if ((l->syntax->traits & SL_SYNTAX_PHP_TAGS) && c == '?' && sl_lexer_peek(l, 1) == '>') {
        skip_markup(l);
        return true;
    }
    return close_code(l, c) || skip_quoted(l, c) || begin_special(l, c) || read_line_comment(l) ||
           read_block_comment(l) || sl_lexer_begin_string(l);
}

static void read_code(sl_lexer *l)
{
    char c = l->text.p[l->at];
    if (l->is_special[(unsigned char)c] && read_special(l, c))
        return;
    if (sl_lexer_is_word(c)) {
        read_word(l);
        return;
    }
    l->at++;
    if (!sl_lexer_is_space(c)) {
        l->last = c;
        l->last_word = (sl_str){0};
    }
}

void sl_lex(sl_lexemes *out, sl_arena *mem, const sl_syntax *syntax, sl_str text)
{
    *out = (sl_lexemes){0};
    if (!syntax)
        return;
    sl_lexer l = {.mem = mem, .syntax = syntax, .out = out, .text = text};
    note_special(&l);
    if (syntax->traits & SL_SYNTAX_PHP_TAGS)
        skip_markup(&l);
    while (l.at < text.n) {
        if (l.n_stack && !l.stack[l.n_stack - 1].is_code)
            sl_lexer_read_string(&l);
        else
            read_code(&l);
    }
    const sl_lex_frame *top = l.n_stack ? &l.stack[l.n_stack - 1] : NULL;
    if (top && !top->is_code) /* its opening mark ends the text */
        sl_lexer_emit(&l, top->start, text.n, SL_LEX_STRING);
}

const sl_lexeme *sl_lexeme_at(const sl_lexemes *lexemes, size_t offset)
{
    size_t low = 0;
    size_t high = lexemes->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (lexemes->v[mid].end <= offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low < lexemes->n && lexemes->v[low].start <= offset ? &lexemes->v[low] : NULL;
}
