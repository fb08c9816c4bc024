/* Heredocs: announced on one line, read from the next. */
#include "engine/match/lexstate.h"

enum { WORD_MAX = 64 };

static size_t heredoc_mark(const sl_lexer *l, bool *is_indented)
{
    unsigned traits = l->syntax->traits;
    if ((traits & SL_SYNTAX_HEREDOC_PHP) && sl_lexer_stands(l, l->at, "<<<")) {
        *is_indented = true;
        return 3;
    }
    if (!(traits & (SL_SYNTAX_HEREDOC_SHELL | SL_SYNTAX_HEREDOC_RUBY)) ||
        !sl_lexer_stands(l, l->at, "<<") || sl_lexer_peek(l, 2) == '<' ||
        sl_lexer_before(l, l->at) == '<')
        return 0;
    *is_indented = sl_lexer_peek(l, 2) == '-' || sl_lexer_peek(l, 2) == '~';
    return *is_indented ? 3 : 2;
}

/* The word at `start` in the quotes it may have; `*end` is behind both. Empty when it is none. */
static sl_str read_word(const sl_lexer *l, size_t start, size_t *end)
{
    char quote = start < l->text.n && (l->text.p[start] == '"' || l->text.p[start] == '\'')
                     ? l->text.p[start]
                     : 0;
    size_t from = start + (quote != 0);
    size_t at = from;
    while (at < l->text.n && at - from < WORD_MAX && sl_lexer_is_word(l->text.p[at]))
        at++;
    *end = at + (quote != 0);
    if (quote && (at == l->text.n || l->text.p[at] != quote))
        at = from;
    return sl_str_sub(l->text, from, at);
}

/* Without anything that marks it as a heredoc, "<<x" in Ruby appends, and "<<2" shifts anywhere. */
static bool is_heredoc_word(const sl_lexer *l, sl_str word, bool is_marked)
{
    bool is_ruby = l->syntax->traits & SL_SYNTAX_HEREDOC_RUBY;
    if (!word.n || (word.p[0] >= '0' && word.p[0] <= '9'))
        return false;
    return !is_ruby || is_marked || (word.p[0] >= 'A' && word.p[0] <= 'Z');
}

bool sl_lexer_note_heredoc(sl_lexer *l)
{
    bool is_indented = false;
    size_t n = heredoc_mark(l, &is_indented);
    if (!n || l->is_heredoc_open || l->n_heredocs == SL_LEX_HEREDOCS)
        return false;
    bool may_have_space = !(l->syntax->traits & SL_SYNTAX_HEREDOC_RUBY);
    while (may_have_space && (sl_lexer_peek(l, n) == ' ' || sl_lexer_peek(l, n) == '\t'))
        n++;
    size_t end;
    sl_str word = read_word(l, l->at + n, &end);
    bool is_quoted = end > l->at + n + word.n;
    if (!is_heredoc_word(l, word, is_indented || is_quoted))
        return false;
    l->heredocs[l->n_heredocs++] = (sl_lex_heredoc){word, is_indented};
    l->at = end;
    sl_lexer_value(l);
    return true;
}

static bool ends_heredoc(const sl_lex_heredoc *h, sl_str line, bool is_php)
{
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    if (h->is_indented)
        while (line.n && (line.p[0] == ' ' || line.p[0] == '\t'))
            line = sl_str_sub(line, 1, line.n);
    if (!is_php)
        return sl_str_eq(line, h->word);
    return sl_str_starts(line, h->word) &&
           (line.n == h->word.n || !sl_lexer_is_word(line.p[h->word.n]));
}

/* The start of the line that ends the heredoc; SIZE_MAX when there is none. */
static size_t find_end(const sl_lexer *l, const sl_lex_heredoc *h)
{
    bool is_php = l->syntax->traits & SL_SYNTAX_HEREDOC_PHP;
    for (size_t line = l->at; line < l->text.n;) {
        size_t end = sl_lexer_line_end(l, line);
        if (ends_heredoc(h, sl_str_sub(l->text, line, end), is_php))
            return line;
        line = end + 1;
    }
    return SIZE_MAX;
}

void sl_lexer_read_heredocs(sl_lexer *l)
{
    for (size_t i = 0; i < l->n_heredocs && !l->is_heredoc_open; i++) {
        size_t line = find_end(l, &l->heredocs[i]);
        l->is_heredoc_open = line == SIZE_MAX;
        if (l->is_heredoc_open)
            break;
        sl_lexer_emit(l, l->at, line, SL_LEX_STRING);
        l->line_start = line;
        l->at = sl_str_find(l->text, l->heredocs[i].word, line) + l->heredocs[i].word.n;
    }
    l->n_heredocs = 0;
}
