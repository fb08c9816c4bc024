/* JSON by RFC 8259, strictly, with positions. */
#include "base/json.h"

#include "base/chars.h"
#include "base/tree.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>

enum { DEPTH_MAX = 200 };

typedef struct reader {
    sl_arena *mem;
    sl_str file, text;
    size_t at;
    size_t line, line_start;
    size_t depth;
    sl_children children;
    sl_err *e;
} reader;

static bool value(reader *r, sl_node **out);

static bool wrong(const reader *r, const char *what)
{
    return sl_fail(r->e, SL_EPARSE, "%.*s:%zu:%zu: %s", SL_FMT(r->file), r->line,
                   r->at - r->line_start + 1, what);
}

static int peek(const reader *r)
{
    return r->at < r->text.n ? (unsigned char)r->text.p[r->at] : -1;
}

static void skip_space(reader *r)
{
    for (int c; (c = peek(r)) == ' ' || c == '\t' || c == '\n' || c == '\r'; r->at++)
        if (c == '\n') {
            r->line++;
            r->line_start = r->at + 1;
        }
}

static sl_node *begin(reader *r, sl_node_kind kind)
{
    sl_node *node = sl_alloc(r->mem, sizeof *node);
    node->kind = kind;
    node->line = (uint32_t)r->line;
    node->column = (uint32_t)(r->at - r->line_start + 1);
    node->start = r->at;
    return node;
}

static void end(const reader *r, sl_node *node)
{
    node->end_line = (uint32_t)r->line;
    node->end_column = (uint32_t)(r->at - r->line_start + 1);
    node->end = r->at;
}

static bool hex4(reader *r, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++, r->at++) {
        int c = peek(r);
        int digit = c < 0 ? -1 : sl_hex_value((char)c);
        if (digit < 0)
            return wrong(r, "four hex digits are expected after \\u");
        *out = *out * 16 + (uint32_t)digit;
    }
    return true;
}

/* The code point after \u, surrogate pairs joined; a lone surrogate becomes U+FFFD. */
static bool unicode(reader *r, char *to, size_t *n)
{
    uint32_t c;
    uint32_t low;
    if (!hex4(r, &c))
        return false;
    if (c >= 0xd800 && c < 0xdc00 &&
        sl_str_starts(sl_str_sub(r->text, r->at, r->at + 2), SL_S("\\u"))) {
        size_t back = r->at;
        r->at += 2;
        if (!hex4(r, &low))
            return false;
        if (low >= 0xdc00 && low < 0xe000)
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        else
            r->at = back;
    }
    *n += sl_utf8_encode(to + *n, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    return true;
}

static bool escape(reader *r, char *to, size_t *n)
{
    static const char from[] = "\"\\/bfnrt";
    static const char into[] = "\"\\/\b\f\n\r\t";
    int c = peek(r);
    r->at++;
    if (c == 'u')
        return unicode(r, to, n);
    const char *hit = c > 0 ? strchr(from, c) : NULL;
    if (!hit)
        return r->at--, wrong(r, "unknown escape in a string");
    to[(*n)++] = into[hit - from];
    return true;
}

/* Bytes of a string at `from` that stand for themselves: neither quote, backslash nor control. */
static size_t plain_run(sl_str text, size_t from, bool *is_ascii)
{
    size_t i = from;
    unsigned char all = 0;
    while (i < text.n) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\' || c < 0x20)
            break;
        all |= c;
        i++;
    }
    *is_ascii = all < 0x80;
    return i - from;
}

/* The length of the string's raw text, so that the unescaped one has its room. */
static size_t raw_length(const reader *r)
{
    size_t i = r->at;
    bool is_ascii;
    for (;;) {
        i += plain_run(r->text, i, &is_ascii);
        if (i >= r->text.n || r->text.p[i] != '\\')
            return i - r->at;
        i += i + 1 < r->text.n ? 2 : 1;
    }
}

static bool copy_run(reader *r, char *to, size_t *n)
{
    bool is_ascii;
    size_t run = plain_run(r->text, r->at, &is_ascii);
    sl_str part = sl_str_sub(r->text, r->at, r->at + run);
    size_t good = is_ascii ? run : sl_utf8_check(part);
    r->at += good;
    if (good < run)
        return wrong(r, "the bytes of a string are not UTF-8");
    memcpy(to + *n, part.p, run);
    *n += run;
    return true;
}

static bool string(reader *r, sl_node **out)
{
    sl_node *node = begin(r, SL_TEXT);
    node->is_quoted = true;
    r->at++;
    char *to = sl_alloc(r->mem, raw_length(r) + 1);
    size_t n = 0;
    for (;;) {
        if (!copy_run(r, to, &n))
            return false;
        int c = peek(r);
        if (c < 0)
            return wrong(r, "the string has no end");
        if (c < 0x20)
            return wrong(r, "a control character in a string has to be escaped");
        r->at++;
        if (c == '"')
            break;
        if (!escape(r, to, &n))
            return false;
    }
    node->text = sl_str_at(to, n);
    end(r, node);
    *out = node;
    return true;
}

static size_t skip_digits(reader *r)
{
    size_t from = r->at;
    while (peek(r) >= '0' && peek(r) <= '9')
        r->at++;
    return r->at - from;
}

static bool number(reader *r, sl_node **out)
{
    sl_node *node = begin(r, SL_INT);
    size_t from = r->at;
    r->at += peek(r) == '-';
    bool has_zero = peek(r) == '0';
    size_t whole = skip_digits(r);
    if (!whole || (has_zero && whole > 1))
        return wrong(r, "a number has digits, and no zero in front");
    if (peek(r) == '.') {
        node->kind = SL_FLOAT;
        r->at++;
        if (!skip_digits(r))
            return wrong(r, "digits are expected after the point");
    }
    if (peek(r) == 'e' || peek(r) == 'E') {
        node->kind = SL_FLOAT;
        r->at++;
        r->at += peek(r) == '-' || peek(r) == '+';
        if (!skip_digits(r))
            return wrong(r, "digits are expected in the exponent");
    }
    node->text = sl_dup(r->mem, sl_str_sub(r->text, from, r->at));
    if (node->kind == SL_INT && !sl_str_int(node->text, &node->integer))
        node->kind = SL_FLOAT;
    node->number = node->kind == SL_INT ? (double)node->integer : strtod(node->text.p, NULL);
    end(r, node);
    *out = node;
    return true;
}

static bool word(reader *r, sl_node **out)
{
    static const struct {
        sl_str text;
        sl_node_kind kind;
        int value;
    } words[] = {
        {SL_STR("true"), SL_BOOL, 1}, {SL_STR("false"), SL_BOOL, 0}, {SL_STR("null"), SL_NULL, 0}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!sl_str_starts(sl_str_sub(r->text, r->at, r->text.n), words[i].text))
            continue;
        sl_node *node = begin(r, words[i].kind);
        node->integer = words[i].value;
        node->text = words[i].text;
        r->at += words[i].text.n;
        end(r, node);
        *out = node;
        return true;
    }
    return wrong(r, "a value is expected");
}

/* After a member: true to go on, false at the end; `*ok` is false on anything else. */
static bool more(reader *r, char closing, bool *ok)
{
    skip_space(r);
    int c = peek(r);
    if (c == ',') {
        r->at++;
        skip_space(r);
        return true;
    }
    if (c != closing)
        *ok = wrong(r, closing == ']' ? "',' or ']' is expected" : "',' or '}' is expected");
    r->at++;
    return false;
}

static bool list(reader *r, sl_node **out)
{
    sl_node *node = begin(r, SL_SEQ);
    size_t first = r->children.n;
    bool ok = true;
    r->at++;
    skip_space(r);
    bool go_on = peek(r) != ']';
    r->at += !go_on;
    while (go_on) {
        sl_pair item = {0};
        if (!value(r, &item.value))
            return false;
        sl_children_add(&r->children, r->mem, item);
        go_on = more(r, ']', &ok);
    }
    sl_children_take(&r->children, r->mem, first, node);
    end(r, node);
    *out = node;
    return ok;
}

static bool member(reader *r, sl_pair *pair)
{
    if (peek(r) != '"')
        return wrong(r, "a key in quotes is expected");
    if (!string(r, &pair->key))
        return false;
    skip_space(r);
    if (peek(r) != ':')
        return wrong(r, "':' is expected after a key");
    r->at++;
    skip_space(r);
    return value(r, &pair->value);
}

/* Of members with the same name the last one counts, as in JavaScript, Python and Go: a scanner has
   to see what the readers of the file see. */
static bool object(reader *r, sl_node **out)
{
    sl_node *node = begin(r, SL_MAP);
    sl_keys keys = {0};
    size_t first = r->children.n;
    bool ok = true;
    r->at++;
    skip_space(r);
    bool go_on = peek(r) != '}';
    r->at += !go_on;
    while (go_on) {
        sl_pair pair;
        if (!member(r, &pair))
            return false;
        sl_children_add(&r->children, r->mem, pair);
        sl_pair *pairs = r->children.v + first;
        size_t old = sl_keys_add(&keys, r->mem, pairs, r->children.n - first - 1);
        if (old != SIZE_MAX)
            pairs[old] = pairs[--r->children.n - first];
        go_on = more(r, '}', &ok);
    }
    sl_children_take(&r->children, r->mem, first, node);
    end(r, node);
    *out = node;
    return ok;
}

static bool value(reader *r, sl_node **out)
{
    if (r->depth == DEPTH_MAX)
        return sl_fail(r->e, SL_ETOOBIG, "%.*s:%zu:%zu: nested more than %d deep", SL_FMT(r->file),
                       r->line, r->at - r->line_start + 1, DEPTH_MAX);
    r->depth++;
    int c = peek(r);
    bool ok = c == '{'                             ? object(r, out)
              : c == '['                           ? list(r, out)
              : c == '"'                           ? string(r, out)
              : c == '-' || (c >= '0' && c <= '9') ? number(r, out)
                                                   : word(r, out);
    r->depth--;
    return ok;
}

bool sl_json_read(sl_node **doc, sl_arena *mem, sl_str file, sl_str text, sl_err *e)
{
    reader r = {.mem = mem, .file = file, .text = text, .line = 1, .e = e};
    if (sl_str_starts(text, SL_S("\xef\xbb\xbf")))
        r.at = r.line_start = 3;
    skip_space(&r);
    if (!value(&r, doc))
        return false;
    skip_space(&r);
    return r.at == text.n || wrong(&r, "the text goes on after its value");
}

static void json_char(sl_buf *out, unsigned char c)
{
    static const char *const escapes[] = {
        ['"'] = "\\\"", ['\\'] = "\\\\", ['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t"};
    if (c < sizeof escapes / sizeof *escapes && escapes[c])
        sl_buf_addz(out, escapes[c]);
    else if (c < 0x20 || c == 0x7f)
        sl_buf_addf(out, "\\u%04x", c);
    else
        sl_buf_addc(out, (char)c);
}

bool sl_json_text(sl_buf *out, sl_str s)
{
    sl_buf_addc(out, '"');
    for (size_t i = 0; i < s.n;) {
        size_t n = sl_utf8_length(s, i);
        if (n == 1)
            json_char(out, (unsigned char)s.p[i]);
        else
            sl_buf_add(out, n ? sl_str_sub(s, i, i + n) : SL_S("\xef\xbf\xbd"));
        i += n ? n : 1;
    }
    return sl_buf_addc(out, '"');
}

static void member_start(sl_json *j, const char *key)
{
    if (j->has_member[j->depth])
        sl_buf_addc(j->out, ',');
    if (j->depth && !j->is_compact)
        sl_buf_addf(j->out, "\n%*s", (int)j->depth * 2, "");
    j->has_member[j->depth] = true;
    if (!key)
        return;
    sl_json_text(j->out, sl_str_of(key));
    sl_buf_addz(j->out, j->is_compact ? ":" : ": ");
}

static void container(sl_json *j, const char *key, char open)
{
    member_start(j, key);
    sl_buf_addc(j->out, open);
    assert(j->depth + 1 < sizeof j->has_member);
    j->depth++;
    j->has_member[j->depth] = false;
}

static void container_end(sl_json *j, char close)
{
    assert(j->depth);
    bool has_members = j->has_member[j->depth];
    j->depth--;
    if (has_members && !j->is_compact)
        sl_buf_addf(j->out, "\n%*s", (int)j->depth * 2, "");
    sl_buf_addc(j->out, close);
}

void sl_json_object(sl_json *j, const char *key)
{
    container(j, key, '{');
}

void sl_json_object_end(sl_json *j)
{
    container_end(j, '}');
}

void sl_json_list(sl_json *j, const char *key)
{
    container(j, key, '[');
}

void sl_json_list_end(sl_json *j)
{
    container_end(j, ']');
}

void sl_json_str(sl_json *j, const char *key, sl_str text)
{
    member_start(j, key);
    sl_json_text(j->out, text);
}

void sl_json_z(sl_json *j, const char *key, const char *text)
{
    sl_json_str(j, key, sl_str_of(text));
}

void sl_json_int(sl_json *j, const char *key, int64_t integer)
{
    member_start(j, key);
    sl_buf_addf(j->out, "%lld", (long long)integer);
}

void sl_json_bool(sl_json *j, const char *key, bool is_true)
{
    member_start(j, key);
    sl_buf_addz(j->out, is_true ? "true" : "false");
}

void sl_json_strs(sl_json *j, const char *key, const sl_strs *values)
{
    sl_json_list(j, key);
    for (size_t i = 0; i < values->n; i++)
        sl_json_str(j, NULL, values->v[i]);
    sl_json_list_end(j);
}
