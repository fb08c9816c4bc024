/* Character by character: a section and its first setting may stand on one line, a value goes on
   behind a backslash, comments end lines. */
#include "engine/objects/gitconfig.h"

#include "base/chars.h"
#include "base/path.h"

enum { CONFIG_MAX = 1 << 20 };

/* A file while it is read. */
typedef struct reading {
    sl_arena *mem;
    sl_str file, text;
    size_t at;
    sl_gitconfig_item item; /* section and subsection: those that hold now */
    sl_buf word;
    sl_err *e;
} reading;

/* A CRLF is one newline; the end is one too. */
static char peek(const reading *r)
{
    if (r->at >= r->text.n)
        return '\n';
    bool is_crlf =
        r->text.p[r->at] == '\r' && r->at + 1 < r->text.n && r->text.p[r->at + 1] == '\n';
    return is_crlf ? '\n' : r->text.p[r->at];
}

static char next(reading *r)
{
    char c = peek(r);
    if (c == '\n' && r->at < r->text.n && r->text.p[r->at] == '\r')
        r->at++;
    r->at += r->at < r->text.n;
    return c;
}

static bool fail(const reading *r, const char *what)
{
    size_t line = 1;
    size_t start = 0;
    size_t at = r->at < r->text.n ? r->at : r->text.n;
    for (size_t i = 0; i < at; i++)
        if (r->text.p[i] == '\n') {
            line++;
            start = i + 1;
        }
    return sl_fail(r->e, SL_EPARSE, "%.*s:%zu:%zu: %s", SL_FMT(r->file), line, at - start + 1,
                   what);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_name(char c)
{
    return sl_is_alnum(c) || c == '-';
}

/* The word so far, in small letters. */
static sl_str small(const reading *r, size_t n)
{
    char *out = sl_alloc(r->mem, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = (char)(sl_is_upper(r->word.p[i]) ? r->word.p[i] + 32 : r->word.p[i]);
    return sl_str_at(out, n);
}

/* Behind the first blank of a section's head: a subsection in quotes, where case is kept. */
static bool quoted_subsection(reading *r)
{
    while (is_blank(peek(r)) && peek(r) != '\n')
        next(r);
    if (peek(r) != '"')
        return fail(r, "a subsection stands in double quotes");
    next(r);
    while (peek(r) != '"') {
        if (peek(r) == '\\')
            next(r);
        if (peek(r) == '\n')
            return fail(r, "the quotes around the subsection are not closed");
        sl_buf_addc(&r->word, next(r));
    }
    next(r);
    return peek(r) == ']' || fail(r, "a section's head ends with ']'");
}

/* "[section]", "[section "subsection"]", or, as of old, "[section.subsection]". */
static bool read_section(reading *r)
{
    sl_buf_reset(&r->word);
    next(r);
    while (is_name(peek(r)) || peek(r) == '.')
        sl_buf_addc(&r->word, next(r));
    size_t n = r->word.n;
    bool is_quoted = peek(r) != ']' && is_blank(peek(r)) && peek(r) != '\n';
    if (is_quoted) {
        sl_buf_addc(&r->word, '.');
        if (!quoted_subsection(r))
            return false;
    }
    if (peek(r) != ']')
        return fail(r, "a section's head ends with ']'");
    next(r);
    sl_str head = small(r, n);
    size_t dot = sl_str_chr(head, '.');
    r->item.section = sl_str_sub(head, 0, dot);
    r->item.subsection = dot == SIZE_MAX ? (sl_str){0} : sl_str_sub(head, dot + 1, SIZE_MAX);
    if (is_quoted)
        r->item.subsection =
            sl_printf(r->mem, "%.*s%s%.*s", SL_FMT(r->item.subsection), dot < n ? "." : "",
                      SL_FMT(sl_str_sub(sl_buf_str(&r->word), n + 1, SIZE_MAX)));
    return true;
}

/* What is behind a '\\'; a newline is nothing, so that the value goes on. */
static bool read_escape(reading *r)
{
    static const char letters[] = "tbn\\\"";
    static const char meant[] = "\t\b\n\\\"";
    char c = peek(r);
    const char *at = c ? strchr(letters, c) : NULL;
    if (c == '\n') {
        next(r);
        return true;
    }
    if (!at)
        return fail(r, "a backslash has to stand before n, t, b, '\"', another or a line's end");
    next(r);
    return sl_buf_addc(&r->word, meant[at - letters]);
}

/* To the end of its line, without the blanks around it. */
static bool read_value(reading *r)
{
    bool is_quoted = false;
    size_t kept = 0;
    sl_buf_reset(&r->word);
    while (peek(r) != '\n') {
        char c = peek(r);
        if (!is_quoted && (c == '#' || c == ';'))
            break;
        next(r);
        bool is_space = !is_quoted && is_blank(c);
        if (c == '"')
            is_quoted = !is_quoted;
        else if (c == '\\' && !read_escape(r))
            return false;
        else if (c != '\\' && (!is_space || kept))
            sl_buf_addc(&r->word, c);
        kept = is_space ? kept : r->word.n;
    }
    r->word.n = kept;
    r->item.value = sl_dup(r->mem, sl_buf_str(&r->word));
    return !is_quoted || fail(r, "the quotes of the value are not closed");
}

static bool read_item(reading *r, const sl_gitconfig_taker *taker)
{
    sl_buf_reset(&r->word);
    if (!sl_is_letter(peek(r)))
        return fail(r, "neither a section, nor a name that begins with a letter, nor a comment");
    while (is_name(peek(r)))
        sl_buf_addc(&r->word, next(r));
    r->item.name = small(r, r->word.n);
    r->item.value = (sl_str){0};
    while (peek(r) == ' ' || peek(r) == '\t')
        next(r);
    r->item.has_value = peek(r) == '=';
    if (!r->item.has_value && peek(r) != '\n')
        return fail(r, "behind a name there is '=' or the end of the line");
    if (r->item.has_value) {
        next(r);
        if (!read_value(r))
            return false;
    }
    return taker->take(taker->context, &r->item, r->e);
}

static void skip_line(reading *r)
{
    while (peek(r) != '\n')
        next(r);
}

bool sl_gitconfig_read(sl_arena *mem, sl_str file, sl_str text, const sl_gitconfig_taker *taker,
                       sl_err *e)
{
    reading r = {.mem = mem, .file = file, .text = text, .e = e};
    bool ok = true;
    sl_buf_init(&r.word, text.n + 1);
    if (sl_str_starts(text, SL_S("\xef\xbb\xbf")))
        r.at = 3;
    while (ok && r.at < text.n) {
        char c = peek(&r);
        if (is_blank(c))
            next(&r);
        else if (c == '#' || c == ';')
            skip_line(&r);
        else
            ok = c == '[' ? read_section(&r) : read_item(&r, taker);
    }
    sl_buf_clear(&r.word);
    return ok;
}

bool sl_gitconfig_load(sl_arena *mem, sl_str path, const sl_gitconfig_taker *taker, sl_err *e)
{
    sl_buf text;
    sl_err why = {0};
    sl_buf_init(&text, CONFIG_MAX);
    bool ok = sl_file_read(&text, path, &why);
    if (ok)
        ok = sl_gitconfig_read(mem, path, sl_buf_str(&text), taker, e);
    else
        ok = why.kind != SL_ETOOBIG || sl_fail(e, why.kind, "%s", why.text);
    sl_buf_clear(&text);
    return ok;
}
