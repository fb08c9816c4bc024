/* Strings: what begins them, what ends them, and the code inside. */
#include "engine/match/lexstate.h"

enum { REGEX_BYTES_MAX = 2000, DELIMITER_MAX = 16 };

static sl_lex_frame *push(sl_lexer *l)
{
    sl_lex_frame *f = &l->stack[l->n_stack++];
    *f = (sl_lex_frame){0};
    return f;
}

/* Begins a string at `start`, whose content follows at l->at. At the depth limit what is nested
   deeper belongs to the code around it. */
static sl_lex_frame *push_string(sl_lexer *l, size_t start, const char *mark, size_t n_mark,
                                 unsigned traits)
{
    if (l->n_stack == SL_LEX_DEPTH)
        return NULL;
    sl_lex_frame *f = push(l);
    f->start = start;
    f->traits = traits;
    f->n_mark = n_mark < SL_LEX_MARK_MAX ? n_mark : SL_LEX_MARK_MAX;
    memcpy(f->mark, mark, f->n_mark);
    return f;
}

static void end_string(sl_lexer *l, size_t end)
{
    sl_lexer_emit(l, l->stack[l->n_stack - 1].start, end, SL_LEX_STRING);
    l->n_stack--;
    l->at = end;
    sl_lexer_value(l);
}

static const struct {
    unsigned trait;
    char first, open, close;
} inner_codes[] = {
    {SL_STRING_DOLLAR, '$', '{', '}'},  {SL_STRING_HASH, '#', '{', '}'},
    {SL_STRING_SWIFT, '\\', '(', ')'},  {SL_STRING_COMMAND, '$', '(', ')'},
    {SL_STRING_PERCENT, '%', '{', '}'},
};

static void begin_code(sl_lexer *l, size_t n_mark, char open, char close)
{
    sl_lex_frame *string = &l->stack[l->n_stack - 1];
    sl_lexer_emit(l, string->start, l->at + n_mark, SL_LEX_STRING);
    l->at += n_mark;
    string->start = l->at;
    sl_lex_frame *f = push(l);
    f->is_code = true;
    f->open = open;
    f->close = close;
    l->last = 0;
}

/* Code begins here inside the string on top. */
static bool enter_code(sl_lexer *l)
{
    const sl_lex_frame *f = &l->stack[l->n_stack - 1];
    char c = sl_lexer_peek(l, 0);
    if (l->n_stack == SL_LEX_DEPTH)
        return false;
    for (size_t i = 0; i < sizeof inner_codes / sizeof *inner_codes; i++)
        if ((f->traits & inner_codes[i].trait) && c == inner_codes[i].first &&
            sl_lexer_peek(l, 1) == inner_codes[i].open)
            return begin_code(l, 2, inner_codes[i].open, inner_codes[i].close), true;
    if ((f->traits & SL_STRING_BRACE) && c == '{' && sl_lexer_peek(l, 1) != '{')
        return begin_code(l, 1, '{', '}'), true;
    return false;
}

static bool closes(const sl_lexer *l, const sl_lex_frame *f)
{
    return f->n_mark && f->n_mark <= l->text.n - l->at &&
           memcmp(l->text.p + l->at, f->mark, f->n_mark) == 0;
}

/* The closing mark stands here; false when it is doubled and so a quoted one. */
static bool close_string(sl_lexer *l, sl_lex_frame *f)
{
    size_t end = l->at + f->n_mark;
    char quote = f->mark[f->n_mark - 1];
    bool is_doubled = (f->traits & SL_STRING_DOUBLED) && end < l->text.n && l->text.p[end] == quote;
    if (is_doubled || (f->nest && f->depth > 0)) {
        f->depth -= is_doubled ? 0 : 1;
        l->at += is_doubled ? 2 : 1;
        return false;
    }
    while ((f->traits & SL_STRING_RUN) && end < l->text.n && l->text.p[end] == quote)
        end++;
    end_string(l, end);
    return true;
}

/* How many bytes a quoting character and what it quotes take here; 0 when there is none. */
static size_t quoted(const sl_lexer *l, const sl_lex_frame *f)
{
    char c = sl_lexer_peek(l, 0);
    bool quotes = ((f->traits & SL_STRING_ESCAPES) && c == '\\') ||
                  ((f->traits & SL_STRING_BACKTICK) && c == '`') ||
                  ((f->traits & SL_STRING_BRACE) && c == '{' && sl_lexer_peek(l, 1) == '{');
    if (!quotes)
        return 0;
    bool is_crlf = sl_lexer_peek(l, 1) == '\r' && sl_lexer_peek(l, 2) == '\n';
    return is_crlf ? 3 : 2;
}

/* Reads the string on top until it ends, or until code begins inside it. */
void sl_lexer_read_string(sl_lexer *l)
{
    sl_lex_frame *f = &l->stack[l->n_stack - 1];
    while (l->at < l->text.n) {
        if (closes(l, f)) {
            if (close_string(l, f))
                return;
            continue;
        }
        if (enter_code(l))
            return;
        char c = l->text.p[l->at];
        if (c == '\n' && !(f->traits & SL_STRING_LINES)) {
            end_string(l, l->at);
            return;
        }
        if (f->nest && c == f->nest)
            f->depth++;
        size_t n = quoted(l, f);
        l->at += n ? n : 1;
    }
    l->at = l->text.n;
    end_string(l, l->at);
}

/* ---- what begins in code ---- */

/* 'x' or '\…' and nothing else: otherwise a lifetime or a symbol. */
static bool is_character(const sl_lexer *l)
{
    if (sl_lexer_peek(l, 1) == '\\')
        return true;
    size_t n = 2;
    while (n < 6 && ((unsigned char)sl_lexer_peek(l, n) & 0xc0) == 0x80)
        n++;
    return sl_lexer_peek(l, n) == '\'' && sl_lexer_peek(l, 1) != '\'';
}

/* Quotes in YAML are quotes where a value begins; elsewhere they are text. */
static bool is_value_start(const sl_lexer *l)
{
    size_t at = l->at;
    while (at > l->line_start && (l->text.p[at - 1] == ' ' || l->text.p[at - 1] == '\t'))
        at--;
    return at == l->line_start || strchr(":-,[{?!", l->text.p[at - 1]);
}

static void begin_repeated(sl_lexer *l, const sl_syntax_string *form, size_t start)
{
    char mark[SL_LEX_MARK_MAX];
    size_t n = strlen(form->close);
    char quote = form->close[n - 1];
    memcpy(mark, form->close, n);
    l->at += strlen(form->open);
    while (n < SL_LEX_MARK_MAX && sl_lexer_peek(l, 0) == quote) {
        mark[n++] = quote;
        l->at++;
    }
    push_string(l, start, mark, n, form->traits);
}

bool sl_lexer_begin_string(sl_lexer *l)
{
    for (size_t i = 0; i < SL_SYNTAX_STRINGS && l->syntax->strings[i].open; i++) {
        const sl_syntax_string *form = &l->syntax->strings[i];
        if (!sl_lexer_stands(l, l->at, form->open))
            continue;
        if (((form->traits & SL_STRING_CHARACTER) && !is_character(l)) ||
            ((form->traits & SL_STRING_VALUE) && !is_value_start(l)))
            return false;
        size_t start = l->at;
        if (form->traits & SL_STRING_REPEATED) {
            begin_repeated(l, form, start);
            return true;
        }
        l->at += strlen(form->open);
        push_string(l, start, form->close, strlen(form->close), form->traits);
        return true;
    }
    return false;
}

/* r"…", r#"…"#: as many marks at the end as at the beginning. */
static bool begin_hashes(sl_lexer *l)
{
    size_t n = 0;
    char mark[SL_LEX_MARK_MAX] = "\"";
    while (sl_lexer_peek(l, n) == '#')
        n++;
    if (sl_lexer_peek(l, n) != '"' || n + 1 > SL_LEX_MARK_MAX)
        return false;
    memset(mark + 1, '#', n);
    size_t start = l->at;
    l->at += n + 1;
    push_string(l, start, mark, n + 1, SL_STRING_LINES);
    return true;
}

/* R"delimiter( … )delimiter" with at most 16 characters (C++ [lex.string]). */
static bool begin_delimited(sl_lexer *l)
{
    char mark[SL_LEX_MARK_MAX] = ")";
    size_t n = 1;
    while (n <= DELIMITER_MAX && sl_lexer_peek(l, n) && sl_lexer_peek(l, n) != '(' &&
           !sl_lexer_is_space(sl_lexer_peek(l, n))) {
        mark[n] = sl_lexer_peek(l, n);
        n++;
    }
    if (sl_lexer_peek(l, 0) != '"' || sl_lexer_peek(l, n) != '(')
        return false;
    mark[n] = '"';
    size_t start = l->at;
    l->at += n + 1;
    push_string(l, start, mark, n + 1, SL_STRING_LINES);
    return true;
}

static sl_prefix_meaning meaning_of(const sl_lexer *l, sl_str word)
{
    for (size_t i = 0; i < SL_SYNTAX_PREFIXES && l->syntax->prefixes[i].word; i++)
        if (sl_str_eq_case(word, sl_str_of(l->syntax->prefixes[i].word)))
            return l->syntax->prefixes[i].meaning;
    return SL_PREFIX_PLAIN;
}

bool sl_lexer_begin_prefixed(sl_lexer *l, sl_str word)
{
    static const unsigned adds[] = {[SL_PREFIX_BRACES] = SL_STRING_BRACE,
                                    [SL_PREFIX_DOLLARS] = SL_STRING_DOLLAR,
                                    [SL_PREFIX_VERBATIM] = 0};
    sl_prefix_meaning meaning = meaning_of(l, word);
    if (meaning == SL_PREFIX_PLAIN)
        return false;
    if (meaning == SL_PREFIX_HASHES)
        return begin_hashes(l);
    if (meaning == SL_PREFIX_DELIMITED)
        return begin_delimited(l);
    bool is_quote = sl_lexer_peek(l, 0) == '"' || sl_lexer_peek(l, 0) == '\'';
    size_t depth = l->n_stack;
    if (!is_quote || !sl_lexer_begin_string(l))
        return false;
    if (l->n_stack > depth) {
        unsigned *traits = &l->stack[depth].traits;
        *traits |= adds[meaning];
        if (meaning == SL_PREFIX_VERBATIM)
            *traits &= ~(unsigned)(SL_STRING_ESCAPES | SL_STRING_DOLLAR);
    }
    return true;
}

/* A value follows these words. */
static const char operand_words[] = " return typeof case in of delete void throw new do else await "
                                    "yield when if unless and or not while until then ";

static bool is_operand_word(sl_str word)
{
    sl_str rest = SL_S(operand_words);
    sl_str one;
    while (word.n && sl_str_cut(&rest, ' ', &one))
        if (sl_str_eq(one, word))
            return true;
    return false;
}

/* A value may begin here, so that a slash begins a regular expression and divides nothing. */
static bool is_operand_place(const sl_lexer *l)
{
    if (!l->last)
        return true;
    if (is_operand_word(l->last_word))
        return true;
    if (l->last_word.n) /* Ruby: `puts /x/` */
        return (l->syntax->traits & SL_SYNTAX_PERCENT) &&
               sl_lexer_is_space(sl_lexer_before(l, l->at)) &&
               !sl_lexer_is_space(sl_lexer_peek(l, 1)) && sl_lexer_peek(l, 1) != '=';
    return strchr("(,=:[!&|?{};+-*%~^<>", l->last);
}

bool sl_lexer_read_regex(sl_lexer *l)
{
    if (!is_operand_place(l) || strchr(">/*", sl_lexer_peek(l, 1)) ||
        sl_lexer_before(l, l->at) == '<')
        return false;
    bool is_class = false;
    for (size_t i = 1; i < REGEX_BYTES_MAX; i++) {
        char c = sl_lexer_peek(l, i);
        if (c == '\n' || l->at + i >= l->text.n)
            return false;
        if (c == '\\')
            i++;
        else if (c == '[' || c == ']')
            is_class = c == '[';
        else if (c == '/' && !is_class) {
            sl_lexer_emit(l, l->at, l->at + i + 1, SL_LEX_STRING);
            l->at += i + 1;
            sl_lexer_value(l);
            return true;
        }
    }
    return false;
}

/* What may open a literal after '%' and its letter, if it has one. */
static bool is_percent_open(const sl_lexer *l, char open, bool has_letter)
{
    if (!open || sl_lexer_is_word(open) || sl_lexer_is_space(open))
        return false;
    return (has_letter || strchr("([{<", open)) && is_operand_place(l);
}

bool sl_lexer_begin_percent(sl_lexer *l)
{
    static const char pairs[] = "()[]{}<>";
    char letter = sl_lexer_peek(l, 1);
    bool has_letter = letter && strchr("qQwWiIrsx", letter);
    char open = sl_lexer_peek(l, 1 + has_letter);
    if (!is_percent_open(l, open, has_letter))
        return false;
    const char *pair = strchr(pairs, open);
    char close = pair ? pair[1] : open;
    unsigned code = has_letter && strchr("qwis", letter) ? 0 : SL_STRING_HASH;
    size_t start = l->at;
    l->at += 2 + has_letter;
    sl_lex_frame *f = push_string(l, start, &close, 1, SL_STRING_ESCAPES | SL_STRING_LINES | code);
    if (f && pair)
        f->nest = open;
    return true;
}

/* Lua's [==[ … ]==], a comment after "--". */
bool sl_lexer_read_long_bracket(sl_lexer *l)
{
    size_t n = sl_lexer_stands(l, l->at, "--") ? 2 : 0;
    size_t level = 0;
    while (sl_lexer_peek(l, n + 1 + level) == '=')
        level++;
    if (sl_lexer_peek(l, n) != '[' || sl_lexer_peek(l, n + 1 + level) != '[' ||
        level + 2 > SL_LEX_MARK_MAX)
        return false;
    char close[SL_LEX_MARK_MAX] = "]";
    memset(close + 1, '=', level);
    close[level + 1] = ']';
    size_t found = sl_str_find(l->text, sl_str_at(close, level + 2), l->at + n + level + 2);
    size_t end = found == SIZE_MAX ? l->text.n : found + level + 2;
    sl_lexer_emit(l, l->at, end, n ? SL_LEX_COMMENT : SL_LEX_STRING);
    l->at = end;
    return true;
}
