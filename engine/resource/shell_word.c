/* Reads one shell word: takes quotes off, steps over expansions, hands substitutions back. */
#include "engine/resource/shell_word.h"

typedef struct reader {
    sl_shell_lexer *lex;
    sl_shell_word *word;
    char *out; /* the text without quotes */
    size_t n, cap;
} reader;

char sl_shell_peek(const sl_shell_lexer *lex, size_t ahead)
{
    return ahead < lex->text.n - lex->at ? lex->text.p[lex->at + ahead] : 0;
}

static void keep(reader *r, size_t from, size_t to)
{
    size_t more = to - from;
    if (r->cap - r->n < more) {
        r->cap = (r->n + more) * 2;
        char *larger = sl_alloc(r->lex->mem, r->cap);
        if (r->n)
            memcpy(larger, r->out, r->n);
        r->out = larger;
    }
    if (more)
        memcpy(r->out + r->n, r->lex->text.p + from, more);
    r->n += more;
}

/* "${…}" or "$((…))": up to its end, as written. */
static void skip_braces(reader *r, size_t from, char open, char close)
{
    sl_shell_lexer *lex = r->lex;
    unsigned deep = 0;
    do {
        char c = lex->text.p[lex->at++];
        deep += c == open;
        deep -= c == close;
    } while (deep && lex->at < lex->text.n);
    keep(r, from, lex->at);
}

/* '$': an expansion, a substitution, or just a dollar. */
static bool dollar(reader *r)
{
    sl_shell_lexer *lex = r->lex;
    size_t from = lex->at++;
    char c = sl_shell_peek(lex, 0);
    r->word->has_variable = true;
    if (c == '(' && sl_shell_peek(lex, 1) == '(') {
        skip_braces(r, from, '(', ')');
        return true;
    }
    if (c == '{') {
        skip_braces(r, from, '{', '}');
        return true;
    }
    if (c != '(') {
        keep(r, from, lex->at);
        return true;
    }
    lex->at++;
    if (!lex->nested(lex->self))
        return false;
    keep(r, from, lex->at);
    return true;
}

/* "`…`": its inside is split like "$(…)". */
static bool backquotes(reader *r)
{
    sl_shell_lexer *lex = r->lex;
    size_t from = lex->at++;
    size_t end = lex->at;
    while (end < lex->text.n && lex->text.p[end] != '`')
        end += 1 + (lex->text.p[end] == '\\');
    if (end > lex->text.n)
        end = lex->text.n;
    sl_str whole = lex->text;
    lex->text = sl_str_sub(whole, 0, end);
    r->word->has_variable = true;
    bool ok = lex->nested(lex->self);
    lex->text = whole;
    lex->at = end + (end < whole.n);
    keep(r, from, lex->at);
    return ok;
}

static void single_quotes(reader *r)
{
    sl_shell_lexer *lex = r->lex;
    size_t from = ++lex->at;
    while (lex->at < lex->text.n && lex->text.p[lex->at] != '\'')
        lex->at++;
    keep(r, from, lex->at);
    lex->at += lex->at < lex->text.n;
    r->word->is_quoted = true;
}

/* A backslash: inside double quotes it quotes only what would mean something there. */
static void backslash(reader *r, bool in_quotes)
{
    sl_shell_lexer *lex = r->lex;
    char next = sl_shell_peek(lex, 1);
    bool is_special = next == '$' || next == '`' || next == '"' || next == '\\' || next == '\n';
    if (in_quotes && !is_special)
        keep(r, lex->at, lex->at + 1);
    lex->at++;
    if (next == '\n')
        lex->at++;
    else if (lex->at < lex->text.n) {
        keep(r, lex->at, lex->at + 1);
        lex->at++;
    }
}

static bool expansion(reader *r)
{
    return r->lex->text.p[r->lex->at] == '$' ? dollar(r) : backquotes(r);
}

static bool double_quotes(reader *r)
{
    sl_shell_lexer *lex = r->lex;
    lex->at++;
    r->word->is_quoted = true;
    while (lex->at < lex->text.n && lex->text.p[lex->at] != '"') {
        char c = lex->text.p[lex->at];
        if (c == '\\') {
            backslash(r, true);
        } else if (c == '$' || c == '`') {
            if (!expansion(r))
                return false;
        } else {
            keep(r, lex->at, lex->at + 1);
            lex->at++;
        }
    }
    lex->at += lex->at < lex->text.n;
    return true;
}

static bool ends_word(char c)
{
    return memchr(" \t\r\n;|&()<>", c, 11) != NULL;
}

static bool piece(reader *r)
{
    sl_shell_lexer *lex = r->lex;
    char c = lex->text.p[lex->at];
    if (c == '\'')
        return single_quotes(r), true;
    if (c == '"')
        return double_quotes(r);
    if (c == '\\')
        return backslash(r, false), true;
    if (c == '$' || c == '`')
        return expansion(r);
    keep(r, lex->at, lex->at + 1);
    lex->at++;
    return true;
}

/* How long the word is if nothing in it is quoted. */
static size_t plain_length(const sl_shell_lexer *lex)
{
    size_t n = 0;
    while (lex->at + n < lex->text.n && !ends_word(lex->text.p[lex->at + n]))
        n++;
    return n;
}

bool sl_shell_word_read(sl_shell_lexer *lex, sl_shell_word *word)
{
    *word = (sl_shell_word){.start = lex->at};
    size_t plain = plain_length(lex);
    bool is_plain = true;
    for (size_t i = 0; i < plain && is_plain; i++)
        is_plain = !memchr("'\"\\$`", lex->text.p[lex->at + i], 5);
    if (is_plain) {
        word->text = sl_str_sub(lex->text, lex->at, lex->at + plain);
        word->end = lex->at += plain;
        return true;
    }
    reader r = {.lex = lex, .word = word};
    bool ok = true;
    while (ok && lex->at < lex->text.n && !ends_word(lex->text.p[lex->at]))
        ok = piece(&r);
    word->text = sl_str_at(r.out, r.n);
    word->end = lex->at;
    return ok;
}
