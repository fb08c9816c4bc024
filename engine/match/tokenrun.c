/* An expression is read by descent; of each part is known how long it is, whether it is made of
   token characters, and how many of them its matches begin with, end with and have on end. */
#include "engine/match/tokenrun.h"

#include <string.h>

#include "base/chars.h"
#include "base/lanes.h"

enum { DEPTH_MAX = 32, COUNT_MAX = 100000, MANY = 1 << 20, UNROLLED_MAX = 64 };

static bool is_token(unsigned char c)
{
    return sl_is_alnum((char)c) || (c && strchr("_+/-.=~", c));
}

/* A block: a bit for each byte of it. */
enum { BLOCK = SL_TOKEN_RUN_MOST };
typedef sl_lanes lanes;

static inline uint64_t bits_of_16(const unsigned char *p, bool is_wide)
{
    lanes c;
    memcpy(&c, p, sizeof c);
    lanes letter = (c | 0x20) - 'a';
    lanes digit = c - '0';
    lanes is = (lanes)(letter < 26) | (lanes)(digit < 10) | (lanes)(c == '_') | (lanes)(c == '+') |
               (lanes)(c == '/') | (lanes)(c == '-');
    if (is_wide)
        is |= (lanes)(c == '.') | (lanes)(c == '=') | (lanes)(c == '~');
    return sl_lanes_bits(is);
}

/* Which of the bytes from `at` on are such characters; behind the end of the text none is. */
static inline uint64_t bits_at(sl_str text, size_t at, bool is_wide)
{
    unsigned char rest[BLOCK] = {0};
    const unsigned char *p = (const unsigned char *)text.p + at;
    uint64_t bits = 0;
    if (text.n - at < BLOCK)
        p = memcpy(rest, p, text.n - at);
    for (size_t i = 0; i < BLOCK; i += SL_LANES)
        bits |= bits_of_16(p + i, is_wide) << i;
    return bits;
}

/* The bits at which `least` set ones begin. */
static inline uint64_t runs_in(uint64_t bits, size_t least)
{
    size_t n = 1;
    for (; 2 * n <= least; n *= 2)
        bits &= bits >> n;
    return bits & bits >> (least - n);
}

static inline size_t ones_from(uint64_t bits)
{
    return ~bits ? (size_t)__builtin_ctzll(~bits) : BLOCK;
}

static inline size_t ones_to(uint64_t bits)
{
    return ~bits ? (size_t)__builtin_clzll(~bits) : BLOCK;
}

static inline size_t run_end(sl_str text, size_t at, bool is_wide)
{
    size_t n = BLOCK;
    for (; at < text.n && n == BLOCK; at += n)
        n = ones_from(bits_at(text, at, is_wide));
    return at;
}

static inline bool next_run(sl_token_run *run, sl_str text, size_t at, size_t least, bool is_wide)
{
    size_t before = 0; /* characters of a run that stand right before `at` */
    for (; at < text.n; at += BLOCK) {
        uint64_t bits = bits_at(text, at, is_wide);
        uint64_t starts = runs_in(bits, least);
        if (before + ones_from(bits) >= least) {
            *run = (sl_token_run){at - before, run_end(text, at, is_wide)};
            return true;
        }
        if (starts) {
            size_t from = at + (size_t)__builtin_ctzll(starts);
            *run = (sl_token_run){from, run_end(text, from + least, is_wide)};
            return true;
        }
        before = bits == UINT64_MAX ? before + BLOCK : ones_to(bits);
    }
    return false;
}

bool sl_token_run_next(sl_token_run *run, sl_str text, size_t at, size_t least)
{
    return next_run(run, text, at, least, true);
}

bool sl_base64_run_next(sl_token_run *run, sl_str text, size_t at, size_t least)
{
    return next_run(run, text, at, least, false);
}

/* What the matches of a part have in common. `is_pure`: token characters only. Each match begins
   with `head` of them, and at most `behind_head` bytes follow the run that these belong to; `tail`
   likewise; `need` is the best run found inside. */
typedef struct part {
    bool is_pure;
    size_t least, most;
    size_t head, behind_head;
    size_t tail, before_tail;
    sl_token_need need;
} part;

typedef struct reader {
    sl_str text;
    size_t at, depth;
    bool is_beyond;
} reader;

static const part nothing = {.is_pure = true};

static size_t sum(size_t a, size_t b)
{
    return a + b < MANY ? a + b : MANY;
}

static part one_byte(bool is_pure)
{
    part p = {.is_pure = is_pure, .least = 1, .most = 1};
    p.head = p.tail = is_pure;
    p.behind_head = p.before_tail = !is_pure;
    return p;
}

static sl_token_need better(sl_token_need a, sl_token_need b)
{
    if (!a.is_needed || !b.is_needed)
        return a.is_needed ? a : b;
    return a.before + a.after <= b.before + b.after ? a : b;
}

/* `head` and `tail` of a part that is pure say how many characters it has at least. */
static part join(part x, part y)
{
    part p = {.is_pure = x.is_pure && y.is_pure, .least = sum(x.least, y.least)};
    p.most = sum(x.most, y.most);
    p.head = x.is_pure ? sum(x.least, y.head) : x.head;
    p.behind_head = x.is_pure ? y.behind_head : sum(x.behind_head, y.most);
    p.tail = y.is_pure ? sum(y.least, x.tail) : y.tail;
    p.before_tail = y.is_pure ? x.before_tail : sum(x.most, y.before_tail);
    sl_token_need first = {x.need.is_needed, x.need.before, sum(x.need.after, y.most)};
    sl_token_need second = {y.need.is_needed, sum(x.most, y.need.before), y.need.after};
    sl_token_need seam = {x.tail + y.head >= SL_TOKEN_RUN_MIN, x.before_tail, y.behind_head};
    p.need = better(seam, better(first, second));
    return p;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static part either(part x, part y)
{
    part p = {.is_pure = x.is_pure && y.is_pure, .least = smaller(x.least, y.least)};
    p.most = larger(x.most, y.most);
    p.head = smaller(x.head, y.head);
    p.behind_head = larger(x.behind_head, y.behind_head);
    p.tail = smaller(x.tail, y.tail);
    p.before_tail = larger(x.before_tail, y.before_tail);
    p.need =
        (sl_token_need){x.need.is_needed && y.need.is_needed, larger(x.need.before, y.need.before),
                        larger(x.need.after, y.need.after)};
    return p;
}

/* The part may be missing. */
static part maybe(part x, size_t times)
{
    part p = {.is_pure = x.is_pure,
              .most = x.most && times > MANY / x.most ? MANY : x.most * times};
    p.behind_head = p.before_tail = x.is_pure ? 0 : p.most;
    return p;
}

static part repeated(part x, size_t least, size_t most)
{
    part p = nothing;
    size_t n = least < UNROLLED_MAX || x.is_pure ? least : UNROLLED_MAX;
    if (x.is_pure) {
        p.least = p.head = p.tail = x.least && n > MANY / x.least ? MANY : n * x.least;
        p.most = x.most && n > MANY / x.most ? MANY : n * x.most;
        p.need.is_needed = p.least >= SL_TOKEN_RUN_MIN;
    }
    for (size_t i = 0; i < n && !x.is_pure; i++)
        p = join(p, x);
    return most > n ? join(p, maybe(x, most - n)) : p;
}

static char peek(const reader *r, size_t ahead)
{
    return ahead < r->text.n - r->at ? r->text.p[r->at + ahead] : 0;
}

static bool is_end(const reader *r)
{
    return r->at >= r->text.n || r->is_beyond;
}

static bool takes(reader *r, const char *text)
{
    bool is_there = sl_str_starts(sl_str_sub(r->text, r->at, r->text.n), sl_str_of(text));
    r->at += is_there ? strlen(text) : 0;
    return is_there;
}

/* "\x2d" behind its x; anything else of that kind is beyond us. */
static int hex_code(reader *r)
{
    int high = sl_hex_value(peek(r, 0));
    int low = sl_hex_value(peek(r, 1));
    r->is_beyond = r->is_beyond || high < 0 || low < 0;
    r->at += r->is_beyond ? 0 : 2;
    return r->is_beyond ? 0 : high * 16 + low;
}

/* What the character behind a backslash takes. */
typedef enum escaped { TOKEN, OTHER, PLACE, BEYOND } escaped;

static escaped escape(reader *r)
{
    char c = peek(r, 0);
    r->at++;
    if (!sl_is_alnum(c))
        return !c ? BEYOND : is_token((unsigned char)c) ? TOKEN : OTHER;
    if (c == 'x')
        return is_token((unsigned char)hex_code(r)) ? TOKEN : OTHER;
    if (c == 'd' || c == 'w')
        return TOKEN;
    if (strchr("DWsSnrtfvaehH", c))
        return OTHER;
    return strchr("bBAzZ", c) ? PLACE : BEYOND;
}

/* One member of a class, or one end of a range; -1 for what stands for several characters. */
static int member(reader *r, bool *is_pure)
{
    unsigned char c = (unsigned char)peek(r, 0);
    r->at++;
    char after = peek(r, 0);
    if (c == '[' && after && strchr(":.=", after)) {
        r->is_beyond = true;
    } else if (c == '\\') {
        char next = peek(r, 0);
        escaped what = escape(r);
        *is_pure = *is_pure && what == TOKEN;
        r->is_beyond = r->is_beyond || (what == BEYOND && next != 'b');
        return sl_is_alnum(next) ? -1 : (unsigned char)next;
    }
    *is_pure = *is_pure && is_token(c);
    return c;
}

static part class_of(reader *r)
{
    bool is_pure = peek(r, 0) != '^';
    r->at += !is_pure;
    for (size_t n = 0; !is_end(r) && (peek(r, 0) != ']' || !n); n++) {
        int from = member(r, &is_pure);
        if (peek(r, 0) != '-' || peek(r, 1) == ']' || from < 0)
            continue;
        r->at++;
        int to = member(r, &is_pure);
        for (int c = from; c < to && is_pure; c++)
            is_pure = is_token((unsigned char)c);
    }
    r->is_beyond = r->is_beyond || is_end(r);
    r->at++;
    return one_byte(is_pure);
}

static part alternatives(reader *r);

/* Behind the bracket. Flags change neither lengths nor what is a token character; (?x) does. */
static part group(reader *r)
{
    bool is_flags = false;
    if (takes(r, "?P<") || (peek(r, 0) == '?' && peek(r, 1) == '<' && sl_is_letter(peek(r, 2)))) {
        while (!is_end(r) && peek(r, 0) != '>')
            r->at++;
        r->at++;
    } else if (takes(r, "?")) {
        while (!is_end(r) && strchr("ims-", peek(r, 0)))
            r->at++;
        is_flags = takes(r, ")");
        r->is_beyond = r->is_beyond || (!is_flags && !takes(r, ":"));
    } else {
        r->is_beyond = r->is_beyond || peek(r, 0) == '*';
    }
    if (is_flags || r->is_beyond || r->depth == DEPTH_MAX) {
        r->is_beyond = r->is_beyond || !is_flags;
        return nothing;
    }
    r->depth++;
    part p = alternatives(r);
    r->depth--;
    r->is_beyond = r->is_beyond || !takes(r, ")");
    return p;
}

static part atom(reader *r)
{
    char c = peek(r, 0);
    r->at++;
    if (c == '(')
        return group(r);
    if (c == '[')
        return class_of(r);
    if (c == '^' || c == '$')
        return nothing;
    /* Versions differ in which of these braces are quantifiers. */
    if (c == '{' && (sl_is_digit(peek(r, 0)) || peek(r, 0) == ',' || peek(r, 0) == ' '))
        r->is_beyond = true;
    if (c != '\\')
        return one_byte(c != '.' && is_token((unsigned char)c));
    escaped what = escape(r);
    r->is_beyond = r->is_beyond || what == BEYOND;
    return what == PLACE ? nothing : one_byte(what == TOKEN);
}

static size_t number(reader *r, size_t *at)
{
    size_t n = 0;
    for (; sl_is_digit(peek(r, *at)) && n < COUNT_MAX; ++*at)
        n = n * 10 + (size_t)(peek(r, *at) - '0');
    return n;
}

/* "{2}", "{2,}" and "{2,300}"; another brace stands for itself. */
static bool braces(reader *r, size_t *least, size_t *most)
{
    size_t at = 1;
    if (peek(r, 0) != '{' || !sl_is_digit(peek(r, 1)))
        return false;
    *least = *most = number(r, &at);
    if (peek(r, at) == ',') {
        at++;
        *most = sl_is_digit(peek(r, at)) ? number(r, &at) : MANY;
    }
    if (peek(r, at) != '}' || *least >= COUNT_MAX)
        return false;
    r->at += at + 1;
    return true;
}

static part with_quantifier(reader *r, part p)
{
    size_t least = 0;
    size_t most = MANY;
    if (takes(r, "?"))
        most = 1;
    else if (takes(r, "+"))
        least = 1;
    else if (!takes(r, "*") && !braces(r, &least, &most))
        return p;
    if (!takes(r, "?"))
        takes(r, "+");
    return repeated(p, least, most);
}

static part alternatives(reader *r)
{
    part all = nothing;
    bool is_first = true;
    do {
        part now = nothing;
        while (!is_end(r) && peek(r, 0) != '|' && peek(r, 0) != ')')
            now = join(now, with_quantifier(r, atom(r)));
        all = is_first ? now : either(all, now);
        is_first = false;
    } while (!r->is_beyond && takes(r, "|"));
    return all;
}

sl_token_need sl_token_need_of(sl_str expression)
{
    reader r = {.text = expression};
    part p = alternatives(&r);
    sl_token_need need = p.need;
    need.is_needed = need.is_needed && !r.is_beyond && r.at == expression.n &&
                     need.before <= SL_TOKEN_RUN_AROUND && need.after <= SL_TOKEN_RUN_AROUND;
    return need.is_needed ? need : (sl_token_need){0};
}
