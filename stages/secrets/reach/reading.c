/* Reads expressions token by token, as far as it takes to know how much they can match. */
#include "stages/secrets/reach/reading.h"

#include "base/chars.h"

enum { REPEATS_MAX = 1000, MUCH = 1 << 20 };

static size_t capped(size_t line)
{
    return line < SL_READING_LINE ? line : SL_READING_LINE;
}

void sl_stretches_add(sl_stretches *all, sl_stretch one)
{
    if (!one.breaks) {
        all->line = capped(all->line + one.n);
        return;
    }
    all->lines += all->line + one.n;
    all->lines = all->lines < MUCH ? all->lines : MUCH;
    all->line = 0;
    all->breaks = true;
}

sl_stretch sl_stretches_sum(const sl_stretches *all)
{
    return (sl_stretch){all->lines + all->line, all->breaks};
}

static sl_stretches *now(sl_reading *r)
{
    return &r->level[r->depth < SL_READING_DEPTH ? r->depth : SL_READING_DEPTH].now;
}

static char take(sl_reading *r)
{
    char c = r->rest.n ? r->rest.p[0] : 0;
    r->rest = sl_str_sub(r->rest, 1, r->rest.n);
    return c;
}

static void atom(sl_reading *r, bool breaks)
{
    r->last = (sl_stretch){1, breaks};
    r->is_group = r->is_blank = false;
    sl_stretches_add(now(r), r->last);
}

static void skip_past(sl_reading *r, char end)
{
    while (r->rest.n && take(r) != end)
        continue;
}

/* "\x41", "\x{1f600}", "\pL", "\p{Greek}". */
static void skip_code(sl_reading *r, size_t digits)
{
    if (r->rest.n && r->rest.p[0] == '{')
        skip_past(r, '}');
    else
        r->rest = sl_str_sub(r->rest, digits, r->rest.n);
}

static void escape(sl_reading *r)
{
    char c = take(r);
    if (c == 'x' || c == 'p' || c == 'P')
        skip_code(r, c == 'x' ? 2 : 1);
    atom(r, c && strchr("nsDWpPCx0123456789", c));
    r->is_blank = c == 's' || c == 't';
    r->n_literal += !sl_is_alnum(c);
    if (c == 'Q')
        r->is_unbounded = true;
}

/* What stands in a class, as far as line breaks go. */
typedef struct members {
    bool has_break, has_other;
    bool is_unsure; /* it may hold one, or leave it out */
} members;

static bool is_one_of(const char *chars, char c)
{
    return c && strchr(chars, c);
}

static void add_member(members *m, sl_reading *r, char c, bool is_not)
{
    bool is_named = c == '[' && r->rest.n && r->rest.p[0] == ':';
    char next = c == '\\' ? take(r) : 0;
    if (is_named)
        skip_past(r, ']');
    bool is_range = c != '-' && r->rest.n > 1 && r->rest.p[0] == '-' && r->rest.p[1] != ']';
    bool is_low = next == 't' || (!next && (unsigned char)c <= '\n');
    bool is_blank = is_one_of("\n \t", c) || is_one_of("nsrt", next);
    m->has_break = m->has_break || c == '\n' || is_one_of("nsDW", next);
    m->is_unsure = m->is_unsure || is_named || (is_range && is_low) || (is_not && next == 'S') ||
                   is_one_of("pPx0123456789", next);
    m->has_other = m->has_other || is_named || !is_blank;
}

/* "[…]" */
static void class_of(sl_reading *r)
{
    bool is_not = r->rest.n && r->rest.p[0] == '^';
    members m = {0};
    size_t n = 0;
    if (is_not)
        take(r);
    for (char c; r->rest.n && ((c = take(r)) != ']' || n == 0); n++)
        add_member(&m, r, c, is_not);
    atom(r, m.is_unsure || is_not != m.has_break);
    r->n_literal += !is_not && n == 1;
    r->is_blank = !is_not && !m.has_other;
}

/* "(?flags)" and "(?flags:"; other groups just begin. */
static void group(sl_reading *r)
{
    r->depth++;
    r->is_unbounded = r->is_unbounded || r->depth > SL_READING_DEPTH;
    if (r->depth <= SL_READING_DEPTH)
        memset(&r->level[r->depth], 0, sizeof r->level[r->depth]);
    if (!r->rest.n || r->rest.p[0] != '?')
        return;
    size_t end = 1;
    for (; end < r->rest.n && !strchr(":)<=!", r->rest.p[end]); end++)
        r->dot_breaks = r->dot_breaks || r->rest.p[end] == 's';
    if (end < r->rest.n && r->rest.p[end] == ')') {
        r->depth--;
        end++;
    }
    r->rest = sl_str_sub(r->rest, end, r->rest.n);
    bool is_named = sl_str_starts(r->rest, SL_S("<"));
    if (r->rest.n && strchr(":<=!", r->rest.p[0]))
        take(r);
    if (is_named && r->rest.n && !strchr("=!", r->rest.p[0]))
        skip_past(r, '>');
}

/* The end of an alternative: of all, the longest counts. */
static void end_alternative(sl_reading *r)
{
    size_t d = r->depth <= SL_READING_DEPTH ? r->depth : SL_READING_DEPTH;
    sl_stretch one = sl_stretches_sum(&r->level[d].now);
    sl_stretch *longest = &r->level[d].longest;
    longest->n = one.n > longest->n ? one.n : longest->n;
    longest->breaks = longest->breaks || one.breaks;
    r->level[d].now = (sl_stretches){0};
    r->has_choice = r->has_choice || r->depth == 0;
}

static void close_group(sl_reading *r)
{
    if (r->depth == 0) {
        r->is_unbounded = true;
        return;
    }
    end_alternative(r);
    r->last = r->level[r->depth <= SL_READING_DEPTH ? r->depth : SL_READING_DEPTH].longest;
    r->depth--;
    r->is_group = true;
    r->is_blank = false;
    sl_stretches_add(now(r), r->last);
}

/* The last atom or group may stand there `n` times more. */
static void repeat(sl_reading *r, size_t n)
{
    sl_stretch more = r->last;
    if (r->is_blank)
        return;
    more.n = more.n < MUCH / n ? more.n * n : MUCH;
    sl_stretches_add(now(r), more);
}

static void go_on(sl_reading *r)
{
    if (r->last.breaks && !r->is_blank)
        r->is_unbounded = true;
    repeat(r, SL_READING_LINE);
}

/* "{n}", "{n,}", "{n,m}"; anything else is a brace. */
static void braces(sl_reading *r)
{
    size_t close = sl_str_chr(r->rest, '}');
    sl_str inner = close == SIZE_MAX ? (sl_str){0} : sl_str_sub(r->rest, 0, close);
    sl_str low;
    sl_str high = inner;
    int64_t most = 0;
    bool has_comma = sl_str_chr(inner, ',') != SIZE_MAX;
    sl_str_cut(&high, ',', &low);
    sl_str last = has_comma ? high : low;
    bool is_count = low.n && low.p[0] >= '0' && low.p[0] <= '9';
    if (!is_count || (last.n && !sl_str_int(last, &most))) {
        atom(r, false);
        return;
    }
    r->rest = sl_str_sub(r->rest, close + 1, r->rest.n);
    if (!last.n)
        go_on(r);
    if (!last.n && !sl_str_int(low, &most))
        most = REPEATS_MAX + 1;
    if (most > REPEATS_MAX && r->last.breaks)
        r->is_unbounded = true;
    else if (most > 1)
        repeat(r, (size_t)most - 1);
}

void sl_reading_one(sl_reading *r)
{
    char c = take(r);
    switch (c) {
    case '\\':
        escape(r);
        break;
    case '[':
        class_of(r);
        break;
    case '(':
        group(r);
        break;
    case ')':
        close_group(r);
        break;
    case '*':
    case '+':
        go_on(r);
        break;
    case '{':
        braces(r);
        break;
    case '|':
        end_alternative(r);
        break;
    case '?':
    case '^':
    case '$':
        break;
    default:
        atom(r, c == '\n' || (c == '.' && r->dot_breaks));
        r->n_literal += c != '.';
    }
}

sl_stretch sl_reading_sum(const sl_reading *reading)
{
    const sl_stretch before = reading->level[0].longest;
    sl_stretch sum = sl_stretches_sum(&reading->level[0].now);
    sum.n = before.n > sum.n ? before.n : sum.n;
    sum.breaks = before.breaks || sum.breaks;
    return sum;
}
