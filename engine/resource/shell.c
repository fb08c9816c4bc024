/* The shell splitter: one pass over the text, recursing into substitutions and groups. */
#include "engine/resource/shell.h"

#include "base/chars.h"

#include <stdlib.h>

enum { DEPTH_MAX = 40, COMMANDS_MAX = 20000, WORDS_MAX = 10000, HEREDOCS_MAX = 32 };

/* What one level (the text, a group, a substitution) is doing. */
typedef struct level {
    sl_shell_command now; /* the command being read */
    sl_shell_join join;
    char close; /* what ends the level; 0: the end of the text */
    unsigned cases;
    bool takes_target; /* the next word is the target of a redirection */
    bool takes_heredoc;
} level;

typedef struct splitter {
    sl_shell_commands *out;
    sl_shell_lexer lex;
    unsigned depth;
    sl_str heredocs[HEREDOCS_MAX];
    size_t n_heredocs;
    sl_err *e;
} splitter;

static bool split_level(splitter *s, char close);

static bool nested(void *self)
{
    splitter *s = self;
    return split_level(s, ')');
}

static bool finish(splitter *s, level *l, sl_shell_join join)
{
    sl_shell_command *now = &l->now;
    if (now->words.n) {
        if (s->out->n == COMMANDS_MAX)
            return sl_fail(s->e, SL_ETOOBIG, "more than %d commands", COMMANDS_MAX);
        now->join = l->join;
        now->is_piped = join == SL_JOIN_PIPE;
        now->start = now->assignments.n ? now->assignments.v[0].start : now->words.v[0].start;
        if (now->words.v[0].start < now->start)
            now->start = now->words.v[0].start;
        now->end = now->words.v[now->words.n - 1].end;
        *sl_list_add(s->lex.mem, s->out) = *now;
    }
    *now = (sl_shell_command){0};
    l->join = join;
    return true;
}

static size_t name_end(sl_str word)
{
    size_t n = 0;
    while (n < word.n && sl_is_word(word.p[n]))
        n++;
    return n && sl_is_digit(word.p[0]) ? 0 : n;
}

/* "A=b", "A+=b": a name, then '='. */
static bool is_assignment(sl_str word)
{
    size_t n = name_end(word);
    if (n && n + 1 < word.n && word.p[n] == '+')
        n++;
    return n && n < word.n && word.p[n] == '=';
}

/* Reserved words that a command may follow at once. */
static bool is_reserved(sl_str word)
{
    return sl_str_among(word, "if then elif else fi do done { } ! time esac while until");
}

static bool add_word(splitter *s, level *l, const sl_shell_word *word)
{
    sl_shell_command *now = &l->now;
    if (l->takes_target) {
        if (l->takes_heredoc && s->n_heredocs < HEREDOCS_MAX)
            s->heredocs[s->n_heredocs++] = word->text;
        l->takes_target = l->takes_heredoc = false;
        *sl_list_add(s->lex.mem, &now->redirects) = *word;
        return true;
    }
    if (!now->words.n && !word->is_quoted) {
        if (sl_str_is(word->text, "case"))
            l->cases++;
        if (sl_str_is(word->text, "esac") && l->cases)
            l->cases--;
        if (is_reserved(word->text))
            return true;
    }
    if (!now->words.n && is_assignment(word->text)) {
        *sl_list_add(s->lex.mem, &now->assignments) = *word;
        return true;
    }
    if (now->words.n == WORDS_MAX)
        return sl_fail(s->e, SL_ETOOBIG, "a command of more than %d words", WORDS_MAX);
    *sl_list_add(s->lex.mem, &now->words) = *word;
    return true;
}

/* Passes over the bodies of here-documents; the lexer stands behind the line's end. */
static void skip_heredocs(splitter *s)
{
    sl_shell_lexer *lex = &s->lex;
    for (size_t i = 0; i < s->n_heredocs; i++) {
        sl_str rest = sl_str_sub(lex->text, lex->at, lex->text.n);
        sl_str line;
        while (sl_str_cut(&rest, '\n', &line))
            if (sl_str_eq(sl_str_trim(line), s->heredocs[i]))
                break;
        lex->at = lex->text.n - rest.n;
    }
    s->n_heredocs = 0;
}

static bool redirect(splitter *s, level *l)
{
    sl_shell_lexer *lex = &s->lex;
    sl_str rest = sl_str_sub(lex->text, lex->at, lex->text.n);
    static const sl_str forms[] = {SL_STR("<<<"), SL_STR("<<-"), SL_STR("<<"), SL_STR("&>>"),
                                   SL_STR("&>"),  SL_STR(">>"),  SL_STR(">&"), SL_STR(">|"),
                                   SL_STR("<&"),  SL_STR("<>"),  SL_STR("<"),  SL_STR(">")};
    size_t i = 0;
    while (!sl_str_starts(rest, forms[i]))
        i++;
    lex->at += forms[i].n;
    l->takes_target = true;
    l->takes_heredoc = i == 1 || i == 2;
    return true;
}

/* ';', '|', '&' and line ends. */
static bool separate(splitter *s, level *l, char c)
{
    sl_shell_lexer *lex = &s->lex;
    char next = sl_shell_peek(lex, 1);
    lex->at += 1 + (next == c && c != '\n');
    l->takes_target = l->takes_heredoc = false;
    if (c == '|') {
        lex->at += next == '&';
        return finish(s, l, next == '|' ? SL_JOIN_OR : SL_JOIN_PIPE);
    }
    if (c == '&')
        return finish(s, l, next == '&' ? SL_JOIN_AND : SL_JOIN_NONE);
    sl_shell_join kept = l->now.words.n || c == ';' ? SL_JOIN_NONE : l->join;
    if (!finish(s, l, kept))
        return false;
    if (c == '\n')
        skip_heredocs(s);
    return true;
}

static bool open_group(splitter *s, level *l)
{
    s->lex.at++;
    bool is_function = l->now.words.n == 1;
    if (is_function)
        l->now = (sl_shell_command){0};
    sl_shell_join join = l->join;
    if (!finish(s, l, SL_JOIN_NONE))
        return false;
    l->join = join;
    return split_level(s, ')');
}

/* A ')' that ends nothing: the end of a pattern of `case`. */
static void drop(splitter *s, level *l)
{
    s->lex.at++;
    l->now = (sl_shell_command){0};
}

static bool take_word(splitter *s, level *l)
{
    sl_shell_word word;
    if (!sl_shell_word_read(&s->lex, &word))
        return false;
    char c = sl_shell_peek(&s->lex, 0);
    bool is_descriptor = (c == '<' || c == '>') && !word.is_quoted;
    for (size_t i = 0; is_descriptor && i < word.text.n; i++)
        is_descriptor = word.text.p[i] >= '0' && word.text.p[i] <= '9';
    return is_descriptor || add_word(s, l, &word);
}

static void skip_comment(sl_shell_lexer *lex)
{
    size_t end = sl_str_find(lex->text, SL_S("\n"), lex->at);
    lex->at = end == SIZE_MAX ? lex->text.n : end;
}

/* "<(…)" and ">(…)" run commands, other '<' and '>' redirect. */
static bool angle(splitter *s, level *l)
{
    if (sl_shell_peek(&s->lex, 1) != '(')
        return redirect(s, l);
    s->lex.at += 2;
    return split_level(s, ')');
}

/* One token; false on an error. */
static bool token(splitter *s, level *l)
{
    sl_shell_lexer *lex = &s->lex;
    char c = sl_shell_peek(lex, 0);
    switch (c) {
    case ' ':
    case '\t':
    case '\r':
        lex->at++;
        return true;
    case '#':
        skip_comment(lex);
        return true;
    case '<':
    case '>':
        return angle(s, l);
    case '&':
        return sl_shell_peek(lex, 1) == '>' ? redirect(s, l) : separate(s, l, c);
    case ';':
    case '|':
    case '\n':
        return separate(s, l, c);
    case '(':
        return open_group(s, l);
    case ')':
        drop(s, l);
        return true;
    default:
        return take_word(s, l);
    }
}

static bool split_level(splitter *s, char close)
{
    if (s->depth == DEPTH_MAX)
        return sl_fail(s->e, SL_ETOOBIG, "substitutions nest deeper than %d", DEPTH_MAX);
    s->depth++;
    level l = {.close = close};
    bool ok = true;
    while (ok && s->lex.at < s->lex.text.n) {
        if (close && sl_shell_peek(&s->lex, 0) == close && !l.cases) {
            s->lex.at++;
            break;
        }
        ok = token(s, &l);
    }
    s->depth--;
    return finish(s, &l, SL_JOIN_NONE) && ok;
}

static int by_start(const void *a, const void *b)
{
    const sl_shell_command *x = a;
    const sl_shell_command *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

bool sl_shell_split(sl_shell_commands *out, sl_arena *mem, sl_str text, sl_err *e)
{
    splitter s = {.out = out, .e = e};
    s.lex = (sl_shell_lexer){.mem = mem, .text = text, .nested = nested, .self = &s};
    bool ok = split_level(&s, 0);
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_start);
    return ok;
}
