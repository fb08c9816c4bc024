/* Between two lexemes of the lexer stands code; it is cut into words, numbers and signs by the
   first byte of each. Lines for the C preprocessor are left out, and so is what "#if 0" takes out.
 */
#include "engine/match/tokens.h"

#include "engine/match/lexstate.h"

/* What a byte of code begins. */
enum { SPACE = 1, WORD = 2, DIGIT = 4 };

#define LETTERS(first, last) [first... last] = WORD
static const unsigned char classes[256] = {
    [' '] = SPACE,      ['\t'] = SPACE, ['\r'] = SPACE,    ['\n'] = SPACE,
    ['\f'] = SPACE,     ['\v'] = SPACE, LETTERS('a', 'z'), LETTERS('A', 'Z'),
    LETTERS(0x80, 255), ['_'] = WORD,   ['$'] = WORD,      ['0' ... '9'] = WORD | DIGIT,
};
#undef LETTERS

static unsigned class_at(sl_str text, size_t at)
{
    return at < text.n ? classes[(unsigned char)text.p[at]] : 0;
}

static char byte_at(sl_str text, size_t at)
{
    return at < text.n ? text.p[at] : 0;
}

void sl_tokens_init(sl_tokens *t, sl_arena *mem, const sl_syntax *syntax, sl_str text)
{
    *t = (sl_tokens){.text = text, .is_line_start = true};
    t->has_directives = syntax && (syntax->traits & SL_SYNTAX_DIRECTIVES);
    sl_lex(&t->lexemes, mem, syntax, text);
    if (sl_str_starts(text, SL_S("\xef\xbb\xbf")))
        t->at = 3;
}

/* ---- the preprocessor ---- */

static const sl_lexeme *lexeme_of(sl_tokens *t)
{
    while (t->lexeme < t->lexemes.n && t->lexemes.v[t->lexeme].end <= t->at)
        t->lexeme++;
    return t->lexeme < t->lexemes.n ? &t->lexemes.v[t->lexeme] : NULL;
}

/* To the end of the line, over quoted line ends and comments that go on. */
static void skip_line(sl_tokens *t)
{
    while (t->at < t->text.n) {
        const sl_lexeme *l = lexeme_of(t);
        size_t end = sl_str_chr(sl_str_sub(t->text, t->at, t->text.n), '\n');
        end = end == SIZE_MAX ? t->text.n : t->at + end;
        if (l && l->start < end && l->end > end) {
            t->at = l->end;
            continue;
        }
        size_t last = end > t->at && t->text.p[end - 1] == '\r' ? end - 1 : end;
        bool goes_on = last > t->at && t->text.p[last - 1] == '\\';
        t->at = end < t->text.n ? end + 1 : end;
        if (!goes_on)
            return;
    }
}

/* The word at `from`, after blanks. */
static sl_str word_after(sl_str text, size_t from)
{
    while (byte_at(text, from) == ' ' || byte_at(text, from) == '\t')
        from++;
    size_t end = from;
    while (class_at(text, end) & WORD)
        end++;
    return sl_str_sub(text, from, end);
}

/* What the directive says about the lines that follow it. */
static void read_directive(sl_tokens *t)
{
    sl_str word = word_after(t->text, t->at + 1);
    bool opens = sl_str_starts(word, SL_S("if"));
    if (!t->dead && opens && word.n == 2) {
        sl_str value = word_after(t->text, (size_t)(word.p - t->text.p) + word.n);
        t->dead = sl_str_is(value, "0");
    } else if (t->dead && opens) {
        t->dead++;
    } else if (t->dead && sl_str_is(word, "endif")) {
        t->dead--;
    } else if (t->dead == 1 && sl_str_starts(word, SL_S("el"))) {
        t->dead = 0;
    }
    skip_line(t);
    t->is_line_start = true;
}

/* ---- tokens ---- */

static bool take(sl_tokens *t, sl_token *out, size_t end, sl_token_kind kind)
{
    *out = (sl_token){t->at, end, kind};
    t->at = end;
    t->is_line_start = false;
    return true;
}

/* "1.5e-3", "0xffUL", "1'000"; a point is the number's unless a name or another point follows. */
static size_t number_end(sl_str text, size_t at)
{
    for (;; at++) {
        char c = byte_at(text, at);
        char next = byte_at(text, at + 1);
        if (class_at(text, at) & WORD)
            continue;
        bool is_suffix = next && strchr("eEfFlL", next) && !(class_at(text, at + 2) & WORD);
        bool is_point =
            c == '.' && next != '.' &&
            (!(class_at(text, at + 1) & WORD) || (class_at(text, at + 1) & DIGIT) || is_suffix);
        bool is_sign = (c == '+' || c == '-') && (text.p[at - 1] | 0x20) == 'e' &&
                       (class_at(text, at + 1) & DIGIT);
        bool is_mark = c == '\'' && (class_at(text, at + 1) & DIGIT);
        if (!is_point && !is_sign && !is_mark)
            return at;
    }
}

/* Signs of more than one byte that are one token, the longer ones first; '?' stands alone, as
   optional chaining would differ from one language to the next. */
static const char *const signs[] = {
    ">>>=", ">>>", "<<=", ">>=", "===", "!==", "...", "->*", "->", "++",
    "--",   "&&",  "||",  "==",  "!=",  "<=",  ">=",  "+=",  "-=", "*=",
    "/=",   "%=",  "&=",  "|=",  "^=",  "<<",  ">>",  "::",  "=>", ":="};

static size_t sign_end(sl_str text, size_t at)
{
    char c = text.p[at];
    char next = byte_at(text, at + 1);
    if (!next || !strchr("=<>&|+-.:", next))
        return at + 1;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i]);
        if (signs[i][0] == c && signs[i][1] == next && n <= text.n - at &&
            memcmp(text.p + at, signs[i], n) == 0)
            return at + n;
    }
    return at + 1;
}

static bool read_code(sl_tokens *t, sl_token *out, size_t limit)
{
    sl_str code = sl_str_sub(t->text, 0, limit);
    unsigned class = class_at(code, t->at);
    if (!class)
        return take(t, out, sign_end(code, t->at), SL_TOKEN_SIGN);
    if (class & DIGIT)
        return take(t, out, number_end(code, t->at), SL_TOKEN_LITERAL);
    size_t end = t->at + 1;
    while (end < limit && (classes[(unsigned char)code.p[end]] & WORD))
        end++;
    return take(t, out, end, SL_TOKEN_WORD);
}

static void skip_space(sl_tokens *t, size_t limit)
{
    for (; t->at < limit && (classes[(unsigned char)t->text.p[t->at]] & SPACE); t->at++)
        if (t->text.p[t->at] == '\n')
            t->is_line_start = true;
}

/* Text between backticks, and what follows code inside a string, is often code of another language:
   it is cut into words. */
static bool read_text(sl_tokens *t, sl_token *out, size_t limit)
{
    skip_space(t, limit);
    size_t end = t->at + 1;
    if (t->at == limit)
        return false;
    while ((class_at(t->text, t->at) & WORD) && end < limit && (class_at(t->text, end) & WORD))
        end++;
    return take(t, out, end, SL_TOKEN_LITERAL);
}

/* A comment is passed over; what a dead branch of the preprocessor holds too. */
static bool read_lexeme(sl_tokens *t, sl_token *out, const sl_lexeme *l)
{
    char first = t->text.p[l->start];
    if (l->kind == SL_LEX_STRING && !t->dead && (first == '`' || first == '}'))
        return read_text(t, out, l->end);
    if (l->kind == SL_LEX_STRING && !t->dead)
        return take(t, out, l->end, SL_TOKEN_LITERAL);
    bool has_line = sl_str_chr(sl_str_sub(t->text, t->at, l->end), '\n') != SIZE_MAX;
    t->is_line_start = t->is_line_start || has_line;
    t->at = l->end;
    return false;
}

bool sl_tokens_next(sl_tokens *t, sl_token *out)
{
    while (t->at < t->text.n) {
        const sl_lexeme *l = lexeme_of(t);
        size_t limit = l ? l->start : t->text.n;
        skip_space(t, limit);
        if (t->at == t->text.n)
            return false;
        if (t->at >= limit) {
            if (read_lexeme(t, out, l))
                return true;
        } else if (t->has_directives && t->is_line_start && t->text.p[t->at] == '#') {
            read_directive(t);
        } else if (t->dead) {
            skip_line(t);
            t->is_line_start = true;
        } else {
            return read_code(t, out, limit);
        }
    }
    return false;
}
