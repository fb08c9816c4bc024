/* One walk over a text finds encoded runs; those that decode to text are put together with the line
   around them, so that a rule sees `key = VALUE` with the value in clear. */
#include "stages/secrets/content/decode.h"

#include "base/utf8.h"
#include "sluice/buf.h"
#include "stages/secrets/content/codings.h"

enum {
    BASE64_MIN = 16, /* digits */
    HEX_MIN = 32,    /* digits */
    UTF16_MIN = 8,   /* characters */
    WRAP_MIN = 60,   /* digits of a line that base64 writers wrap */
    CONTEXT = 256,   /* bytes kept before and after, at most to the ends of the line */
};

/* What a byte can begin. */
enum { NOTHING, DIGIT, PERCENT, BACKSLASH, ZERO };

/* One decoded run, not yet placed. */
typedef struct found {
    sl_secret_coding coding;
    size_t from, from_end;
    sl_str text;
} found;

typedef struct finder {
    sl_arena *mem;
    sl_str in;
    size_t at;
    size_t done; /* no run begins before: it belongs to one already */
    struct {
        found *v;
        size_t n, cap;
    } runs;
} finder;

static unsigned kind_of(unsigned char c)
{
    if (sl_base64_value((char)c) >= 0)
        return DIGIT;
    return c == '%' ? PERCENT : c == '\\' ? BACKSLASH : c == 0 ? ZERO : NOTHING;
}

static char byte(const finder *f, size_t at)
{
    return at < f->in.n ? f->in.p[at] : 0;
}

static void add(finder *f, sl_secret_coding coding, size_t end, sl_str text)
{
    *sl_list_add(f->mem, &f->runs) = (found){coding, f->at, end, text};
    f->at = f->done = end;
}

/* Base64 and hex. */

static size_t digits_end(sl_str s, size_t at)
{
    while (at < s.n && sl_base64_value(s.p[at]) >= 0)
        at++;
    return at;
}

/* Past a line break and indentation to the digits that go on behind; 0 when none do. */
static size_t next_line(sl_str s, size_t at)
{
    size_t from = at;
    while (at < s.n && strchr("\r\n\t ", s.p[at]) && s.p[at])
        at++;
    bool is_break = at > from && memchr(s.p + from, '\n', at - from);
    return is_break && at < s.n && sl_base64_value(s.p[at]) >= 0 ? at : 0;
}

static size_t padding_end(sl_str s, size_t at)
{
    size_t n = 0;
    while (n < 2 && at + n < s.n && s.p[at + n] == '=')
        n++;
    return at + n;
}

/* Whether a line of a wrapped run may end here: `KEY: value` and `KEY=value` are no such lines. */
static bool is_line_end(sl_str s, size_t at)
{
    at = padding_end(s, at);
    return at >= s.n || (s.p[at] && strchr(" \t\r\n\"'`,;)]}<\\", s.p[at]));
}

/* The end of a run that was wrapped to lines of one length. */
static size_t wrapped_end(sl_str s, size_t from, size_t end)
{
    size_t width = end - from;
    while (width >= WRAP_MIN && width % 4 == 0) {
        size_t next = next_line(s, end);
        size_t next_end = next ? digits_end(s, next) : 0;
        if (!next || next_end - next > width || !is_line_end(s, next_end))
            break;
        end = next_end;
        if (next_end - next < width)
            break;
    }
    return end;
}

static bool is_wide(sl_str s)
{
    if (s.n < 2 * UTF16_MIN || s.n % 2)
        return false;
    for (size_t i = 1; i < s.n; i += 2)
        if (s.p[i])
            return false;
    return true;
}

/* The first digits tell most words and random keys from text. */
static bool may_be_text(sl_str digits)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < 4; i++)
        bits = bits << 6 | (uint32_t)sl_base64_value(digits.p[i]);
    unsigned char first = (unsigned char)(bits >> 16);
    unsigned char second = (unsigned char)(bits >> 8);
    bool ok = first >= 0x20 ? first != 0x7f : first == '\n' || first == '\t' || first == '\r';
    return ok &&
           (second >= 0x20 || second == 0 || second == '\n' || second == '\t' || second == '\r');
}

static bool has_digit(sl_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '+' || s.p[i] == '=')
            return true;
    return false;
}

static bool take_base64(finder *f, size_t end)
{
    sl_str text;
    end = padding_end(f->in, end);
    sl_str run = sl_str_sub(f->in, f->at, end);
    if (!may_be_text(run) || !has_digit(run) || !sl_base64_read(&text, f->mem, run) ||
        !(sl_is_text(text) || is_wide(text)))
        return false;
    add(f, SL_CODING_BASE64, end, text);
    return true;
}

/* Lines of one length may also be values of their own. */
static bool find_base64(finder *f, size_t end)
{
    size_t wrapped = wrapped_end(f->in, f->at, end);
    return take_base64(f, wrapped) || (wrapped != end && take_base64(f, end));
}

/* The first run of hex digits in [at, end) that decodes to text. */
static bool find_hex(finder *f, size_t end)
{
    size_t from = f->at;
    for (size_t i = f->at; i <= end; i++) {
        if (i < end && sl_hex_value(f->in.p[i]) >= 0)
            continue;
        sl_str text;
        sl_str run = sl_str_sub(f->in, from, i);
        if (run.n >= HEX_MIN && sl_hex_read(&text, f->mem, run) && sl_is_text(text)) {
            f->at = from;
            add(f, SL_CODING_HEX, i, text);
            return true;
        }
        from = i + 1;
    }
    return false;
}

static void find_digits(finder *f)
{
    size_t end = digits_end(f->in, f->at);
    size_t n = end - f->at;
    if (n >= HEX_MIN && find_hex(f, end))
        return;
    if (n >= BASE64_MIN && find_base64(f, end))
        return;
    f->at = end;
}

/* Escapes of one character. */

static int hex_at(const finder *f, size_t at, size_t n, uint32_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        int value = sl_hex_value(byte(f, at + i));
        if (value < 0)
            return 0;
        *out = *out << 4 | (uint32_t)value;
    }
    return 1;
}

static bool is_printable(uint32_t c)
{
    return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t' || c == '\r';
}

static void add_char(finder *f, sl_secret_coding coding, size_t end, uint32_t c)
{
    char *p = sl_alloc(f->mem, SL_UTF8_MAX);
    size_t n = sl_utf8_encode(p, c);
    add(f, coding, end, sl_str_at(p, n));
}

static void find_percent(finder *f)
{
    uint32_t c;
    if (hex_at(f, f->at + 1, 2, &c) && is_printable(c))
        add_char(f, SL_CODING_PERCENT, f->at + 3, c);
    else
        f->at++;
}

/* \u0061, \\u0061 (an escape inside an escape), \x61. */
static void find_escape(finder *f)
{
    size_t mark = f->at + 1 + (byte(f, f->at + 1) == '\\');
    char kind = byte(f, mark);
    size_t n = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
    uint32_t c;
    if (n && hex_at(f, mark + 1, n, &c) && is_printable(c))
        add_char(f, SL_CODING_ESCAPE, mark + 1 + n, c);
    else
        f->at = mark + (kind == 'n' || kind == 'r' || kind == 't'); /* a break, not a digit */
}

/* UTF-16: characters of ASCII with a zero on one side, the same for all. */

static void find_wide(finder *f)
{
    bool is_little = f->at > f->done && is_printable((unsigned char)byte(f, f->at - 1));
    size_t from = f->at - is_little;
    size_t end = from;
    while (end + 1 < f->in.n && f->in.p[end + is_little] == 0 &&
           is_printable((unsigned char)f->in.p[end + !is_little]))
        end += 2;
    size_t n = (end - from) / 2;
    if (n < UTF16_MIN) {
        f->at++;
        return;
    }
    char *p = sl_alloc(f->mem, n);
    for (size_t i = 0; i < n; i++)
        p[i] = f->in.p[from + 2 * i + !is_little];
    f->at = from;
    add(f, SL_CODING_UTF16, end, sl_str_at(p, n));
}

static void find_all(finder *f)
{
    unsigned char kinds[256];
    for (unsigned c = 0; c < sizeof kinds; c++)
        kinds[c] = (unsigned char)kind_of((unsigned char)c);
    while (f->at < f->in.n) {
        switch (kinds[(unsigned char)f->in.p[f->at]]) {
        case DIGIT:
            find_digits(f);
            break;
        case PERCENT:
            find_percent(f);
            break;
        case BACKSLASH:
            find_escape(f);
            break;
        case ZERO:
            find_wide(f);
            break;
        default:
            f->at++;
        }
    }
}

/* Putting the runs together. */

typedef struct placer {
    sl_arena *mem;
    sl_str in;
    sl_secret_level *out;
    char *text;
    size_t n;
} placer;

static void place(placer *p, const found *run)
{
    if (!run->text.n)
        return;
    *sl_list_add(p->mem, &p->out->pieces) =
        (sl_secret_piece){run->coding, run->from, run->from_end, p->n, p->n + run->text.n};
    memcpy(p->text + p->n, run->text.p, run->text.n);
    p->n += run->text.n;
}

static void place_copy(placer *p, size_t from, size_t to)
{
    const found run = {SL_CODING_NONE, from, to, sl_str_sub(p->in, from, to)};
    place(p, &run);
}

static size_t context_start(sl_str s, size_t at, size_t least)
{
    size_t from = at > least + CONTEXT ? at - CONTEXT : least;
    while (at > from && s.p[at - 1] != '\n')
        at--;
    return at;
}

static size_t context_end(sl_str s, size_t at, size_t most)
{
    size_t to = most - at > CONTEXT ? at + CONTEXT : most;
    while (at < to && s.p[at] != '\n')
        at++;
    return at < to ? at + 1 : at; /* with the break, which keeps lines apart */
}

static void place_all(placer *p, const finder *f)
{
    size_t done = 0;
    for (size_t i = 0; i < f->runs.n; i++) {
        const found *run = &f->runs.v[i];
        size_t next = i + 1 < f->runs.n ? f->runs.v[i + 1].from : p->in.n;
        place_copy(p, context_start(p->in, run->from, done), run->from);
        place(p, run);
        done = context_end(p->in, run->from_end, next);
        place_copy(p, run->from_end, done);
    }
}

bool sl_secret_decode(sl_secret_level *out, sl_arena *mem, const sl_secret_level *above)
{
    finder f = {.mem = mem, .in = above->text};
    find_all(&f);
    *out = (sl_secret_level){.above = above};
    if (!f.runs.n)
        return false;
    placer p = {mem, above->text, out, sl_alloc(mem, above->text.n + 1), 0};
    place_all(&p, &f);
    out->text = sl_str_at(p.text, p.n);
    return true;
}

/* The first piece that ends behind `at`. */
static size_t piece_at(const sl_secret_level *level, size_t at)
{
    size_t from = 0;
    size_t to = level->pieces.n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (level->pieces.v[middle].end <= at)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bool sl_secret_is_decoded(const sl_secret_level *level, size_t start, size_t end)
{
    if (!level->above)
        return true;
    for (size_t i = piece_at(level, start); i < level->pieces.n && level->pieces.v[i].at < end; i++)
        if (level->pieces.v[i].coding != SL_CODING_NONE)
            return true;
    return false;
}

/* Bytes of the text above for each byte of the piece; 0: only the whole can be told. */
static size_t ratio_of(const sl_secret_piece *piece)
{
    if (piece->from_end - piece->from == piece->end - piece->at)
        return 1;
    return piece->coding == SL_CODING_UTF16 || piece->coding == SL_CODING_HEX ? 2 : 0;
}

static size_t above_start(const sl_secret_piece *piece, size_t at)
{
    return piece->from + (at > piece->at ? (at - piece->at) * ratio_of(piece) : 0);
}

static size_t above_end(const sl_secret_piece *piece, size_t end)
{
    size_t ratio = ratio_of(piece);
    return ratio && end < piece->end ? piece->from + (end - piece->at) * ratio : piece->from_end;
}

void sl_secret_origin(const sl_secret_level *level, size_t *start, size_t *end, unsigned *codings)
{
    for (; level->above; level = level->above) {
        size_t first = piece_at(level, *start);
        size_t last = piece_at(level, *end > *start ? *end - 1 : *end);
        if (last >= level->pieces.n)
            last = level->pieces.n - 1;
        if (first > last)
            first = last;
        for (size_t i = first; i <= last; i++)
            *codings |= 1u << level->pieces.v[i].coding;
        const sl_secret_piece *v = level->pieces.v;
        *start = above_start(&v[first], *start);
        *end = above_end(&v[last], *end);
        if (*end < *start) /* strings of a notebook need not stand in its order */
            *end = v[first].from_end;
    }
}

const char *sl_secret_coding_name(sl_secret_coding coding)
{
    static const char *const names[] = {"",       "base64", "hex",   "percent",
                                        "escape", "UTF-16", "string"};
    return names[coding];
}
