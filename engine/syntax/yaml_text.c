/* Folding, escapes and the indentation of block scalars. */
#include "engine/syntax/yaml_text.h"

#include "base/chars.h"
#include "base/utf8.h"

enum { TEXT_MAX = 64 << 20 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static sl_str take(sl_arena *mem, sl_buf *out)
{
    sl_str made = sl_dup(mem, sl_buf_str(out));
    sl_buf_clear(out);
    return made;
}

static void drop_blanks(sl_buf *out)
{
    while (out->n && is_blank(out->p[out->n - 1]))
        out->p[--out->n] = 0;
}

/* A line break at `at` inside a flow scalar: one is a blank, each more is a break. The place after
   it and the blanks that follow. */
static size_t fold(sl_buf *out, sl_str text, size_t at)
{
    size_t breaks = 0;
    drop_blanks(out);
    for (; at < text.n && (is_blank(text.p[at]) || text.p[at] == '\n'); at++)
        breaks += text.p[at] == '\n';
    for (size_t i = 1; i < breaks; i++)
        sl_buf_addc(out, '\n');
    if (breaks == 1)
        sl_buf_addc(out, ' ');
    return at;
}

sl_str sl_yaml_plain(sl_arena *mem, sl_str text)
{
    sl_buf out;
    if (sl_str_chr(text, '\n') == SIZE_MAX)
        return text;
    sl_buf_init(&out, TEXT_MAX);
    for (size_t i = 0; i < text.n;)
        if (text.p[i] == '\n')
            i = fold(&out, text, i);
        else
            sl_buf_addc(&out, text.p[i++]);
    return take(mem, &out);
}

sl_str sl_yaml_single(sl_arena *mem, sl_str text)
{
    sl_buf out;
    if (sl_str_chr(text, '\n') == SIZE_MAX && sl_str_chr(text, '\'') == SIZE_MAX)
        return text;
    sl_buf_init(&out, TEXT_MAX);
    for (size_t i = 0; i < text.n;) {
        if (text.p[i] == '\n') {
            i = fold(&out, text, i);
            continue;
        }
        sl_buf_addc(&out, text.p[i]);
        i += text.p[i] == '\'' && i + 1 < text.n && text.p[i + 1] == '\'' ? 2 : 1;
    }
    return take(mem, &out);
}

/* \xHH, \uHHHH and \UHHHHHHHH, `n` digits from `at` on; 0 where they are none. */
static size_t add_code(sl_buf *out, sl_str text, size_t at, size_t n)
{
    char bytes[SL_UTF8_MAX];
    uint32_t code = 0;
    if (at + n > text.n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        int digit = sl_hex_value(text.p[at + i]);
        if (digit < 0)
            return 0;
        code = code << 4 | (uint32_t)digit;
    }
    size_t length = sl_utf8_encode(bytes, code);
    sl_buf_add(out, sl_str_at(bytes, length));
    return length ? n : 0;
}

/* The escape after the backslash at `at`; the place after it. */
static size_t add_escape(sl_buf *out, sl_str text, size_t at)
{
    static const struct {
        char name;
        const char *text;
    } escapes[] = {
        {'a', "\a"},          {'b', "\b"},       {'t', "\t"},       {'\t', "\t"},
        {'n', "\n"},          {'v', "\v"},       {'f', "\f"},       {'r', "\r"},
        {'e', "\x1b"},        {' ', " "},        {'"', "\""},       {'/', "/"},
        {'\\', "\\"},         {'N', "\xc2\x85"}, {'_', "\xc2\xa0"}, {'L', "\xe2\x80\xa8"},
        {'P', "\xe2\x80\xa9"}};
    char c = at + 1 < text.n ? text.p[at + 1] : 0;
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    size_t n = digits ? add_code(out, text, at + 2, digits) : 0;
    if (n)
        return at + 2 + n;
    if (c == '\n') { /* the line goes on, without the blanks before it */
        at += 2;
        while (at < text.n && is_blank(text.p[at]))
            at++;
        return at;
    }
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (c == escapes[i].name) {
            sl_buf_addz(out, escapes[i].text);
            return at + 2;
        }
    sl_buf_addc(out, '\\');
    return at + 1;
}

sl_str sl_yaml_double(sl_arena *mem, sl_str text)
{
    sl_buf out;
    if (sl_str_chr(text, '\n') == SIZE_MAX && sl_str_chr(text, '\\') == SIZE_MAX)
        return text;
    sl_buf_init(&out, TEXT_MAX);
    for (size_t i = 0; i < text.n;)
        if (text.p[i] == '\n')
            i = fold(&out, text, i);
        else if (text.p[i] == '\\')
            i = add_escape(&out, text, i);
        else
            sl_buf_addc(&out, text.p[i++]);
    return take(mem, &out);
}

/* What the header of a block scalar says. */
typedef struct header {
    bool is_folded;
    char chomping;      /* '-', '+' or 0 */
    size_t indentation; /* 0: that of the first line */
    size_t end;         /* where the lines begin */
} header;

static header read_header(sl_str scalar)
{
    header h = {.is_folded = scalar.n && scalar.p[0] == '>'};
    size_t i = 1;
    for (; i < scalar.n && !is_blank(scalar.p[i]) && scalar.p[i] != '\n'; i++) {
        if (scalar.p[i] == '-' || scalar.p[i] == '+')
            h.chomping = scalar.p[i];
        else if (sl_is_digit(scalar.p[i]))
            h.indentation = (size_t)(scalar.p[i] - '0');
    }
    size_t end = sl_str_find(scalar, SL_S("\n"), i);
    h.end = end == SIZE_MAX ? scalar.n : end + 1;
    return h;
}

/* The indentation of the node that a scalar belongs to: what stands before it on its line. */
static size_t parent_indentation(sl_str file, size_t at)
{
    size_t start = at;
    while (start && file.p[start - 1] != '\n')
        start--;
    size_t indentation = 0;
    for (size_t i = start; i < at; i++) {
        bool is_dash = file.p[i] == '-' && i + 1 < at && file.p[i + 1] == ' ';
        if (is_dash)
            indentation = i - start;
        else if (file.p[i] != ' ')
            return i - start;
    }
    return indentation;
}

static size_t indentation_of(sl_str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

static bool is_empty(sl_str line)
{
    return !sl_str_trim(line).n;
}

static size_t first_indentation(sl_str lines)
{
    sl_str line;
    while (sl_str_cut(&lines, '\n', &line))
        if (!is_empty(line))
            return indentation_of(line);
    return 0;
}

/* A line after `breaks` line breaks: in folded scalars a single one is a blank, unless one of the
   lines is indented further. */
static void add_line(sl_buf *out, const header *h, sl_str line, size_t breaks, bool *was_further)
{
    bool is_further = line.n && is_blank(line.p[0]);
    bool joins = h->is_folded && out->n && breaks && !is_further && !*was_further;
    if (joins && breaks == 1)
        sl_buf_addc(out, ' ');
    for (size_t i = joins ? 1 : 0; i < breaks; i++)
        sl_buf_addc(out, '\n');
    sl_buf_add(out, line);
    *was_further = is_further;
}

static void add_last_breaks(sl_buf *out, const header *h, size_t breaks)
{
    size_t n = h->chomping == '-' ? 0 : h->chomping == '+' ? breaks : 1;
    for (size_t i = 0; i < n; i++)
        sl_buf_addc(out, '\n');
}

sl_str sl_yaml_block(sl_arena *mem, sl_str file, size_t at, sl_str scalar)
{
    sl_buf out;
    header h = read_header(scalar);
    sl_str rest = sl_str_sub(scalar, h.end, scalar.n);
    sl_str line;
    size_t breaks = 0;
    bool was_further = false;
    size_t indentation =
        h.indentation ? parent_indentation(file, at) + h.indentation : first_indentation(rest);
    sl_buf_init(&out, TEXT_MAX);
    while (sl_str_cut(&rest, '\n', &line)) {
        bool has_text = !is_empty(line);
        size_t cut = indentation < indentation_of(line) ? indentation : indentation_of(line);
        if (sl_str_ends(line, SL_S("\r")))
            line.n--;
        if (has_text)
            add_line(&out, &h, sl_str_sub(line, cut, line.n), breaks, &was_further);
        breaks = has_text ? 1 : breaks + 1;
    }
    if (out.n)
        add_last_breaks(&out, &h, breaks);
    return take(mem, &out);
}

bool sl_yaml_is_metavariable(sl_str text)
{
    if (text.n < 2 || text.p[0] != '$' || sl_is_digit(text.p[1]))
        return false;
    for (size_t i = 1; i < text.n; i++)
        if (!sl_is_upper(text.p[i]) && !sl_is_digit(text.p[i]) && text.p[i] != '_')
            return false;
    return true;
}
