/* Reads expressions as far as is needed to see which parts can go on for ever, and where. */
#include "stages/secrets/bounds.h"

/* A run of one kind of character within a line counts as this much; expressions that add up to more
   than the limit have no bounds. */
enum { RUN = 512, LIMIT = SL_SECRET_REACH - 256, REPEATS_MAX = 1000, DEPTH_MAX = 32 };

/* An expression while it is read. */
typedef struct reading {
    sl_str rest;
    size_t total;           /* of what was read */
    size_t open[DEPTH_MAX]; /* totals where groups began */
    size_t depth;
    size_t last;      /* of the last atom */
    bool is_blank;    /* the last atom takes blanks only */
    bool is_breaking; /* the last atom takes line breaks, and not blanks only */
    bool is_group;
    bool dot_breaks;
    bool is_unbounded;
} reading;

static char take(reading *r)
{
    char c = r->rest.n ? r->rest.p[0] : 0;
    r->rest = sl_str_sub(r->rest, 1, r->rest.n);
    return c;
}

static void atom(reading *r, size_t n, bool is_breaking)
{
    r->last = n;
    r->total += n;
    r->is_breaking = is_breaking;
    r->is_group = r->is_blank = false;
}

static void escape(reading *r)
{
    char c = take(r);
    atom(r, 1, c == 'D' || c == 'W' || c == 'P' || c == 'C');
    r->is_blank = c == 's' || c == 't';
    if (c == 'Q')
        r->is_unbounded = true;
}

/* "[…]": a class that is not of blanks alone and takes a line break can go on over lines. */
static void class_of(reading *r)
{
    bool is_not = r->rest.n && r->rest.p[0] == '^';
    bool has_break = false;
    bool has_other = false;
    size_t n = 0;
    if (is_not)
        take(r);
    for (char c; r->rest.n && ((c = take(r)) != ']' || n == 0); n++) {
        char next = c == '\\' ? take(r) : 0;
        has_break = has_break || c == '\n' || next == 'n' || next == 's' || next == 'D' ||
                    next == 'W' || next == 'S';
        has_other = has_other || (c != '\n' && c != ' ' && c != '\t' && next != 'n' &&
                                  next != 's' && next != 'r' && next != 't');
    }
    atom(r, 1, is_not ? !has_break : has_break && has_other);
    r->is_blank = !is_not && !has_other;
}

/* "(?flags)" and "(?flags:"; other groups just begin. */
static void group(reading *r)
{
    if (r->depth < DEPTH_MAX)
        r->open[r->depth] = r->total;
    else
        r->is_unbounded = true;
    r->depth++;
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
    if (r->rest.n && strchr(":<=!", r->rest.p[0]))
        take(r);
}

static void close_group(reading *r)
{
    if (r->depth == 0) {
        r->is_unbounded = true;
        return;
    }
    r->depth--;
    size_t from = r->depth < DEPTH_MAX ? r->open[r->depth] : 0;
    r->last = r->total - from;
    r->is_group = true;
    r->is_blank = false;
}

static void go_on(reading *r)
{
    if (r->is_group || r->is_breaking)
        r->is_unbounded = true;
    r->total += r->is_blank ? 1 : RUN;
}

/* "{n}", "{n,}", "{n,m}"; anything else is a brace. */
static void braces(reading *r)
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
        atom(r, 1, false);
        return;
    }
    r->rest = sl_str_sub(r->rest, close + 1, r->rest.n);
    if (!last.n) {
        int64_t least = 0;
        sl_str_int(low, &least);
        go_on(r);
        most = least;
    }
    bool is_run = !r->is_group && !r->is_breaking; /* within one line, of which so much counts */
    if (is_run && most > RUN)
        most = RUN;
    if (most > REPEATS_MAX)
        r->is_unbounded = true;
    else if (most > 1 && !r->is_blank)
        r->total += r->last * (size_t)(most - 1);
}

static void read_one(reading *r)
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
    case '?':
    case '|':
    case '^':
    case '$':
        break;
    default:
        atom(r, 1, c == '.' && r->dot_breaks);
    }
}

bool sl_secret_is_bounded(sl_str re2)
{
    reading r = {.rest = re2};
    while (r.rest.n && !r.is_unbounded && r.total <= LIMIT)
        read_one(&r);
    return !r.is_unbounded && r.total <= LIMIT && r.depth == 0;
}

static bool add_words(sl_secret_scanner *scanner, sl_strs *words, const sl_secret_rule *rule)
{
    for (size_t i = 0; i < rule->keywords.n; i++)
        *sl_list_add(scanner->mem, words) = rule->keywords.v[i];
    return rule->keywords.n > 0;
}

/* The words of rules without bounds; one of these that has no words leaves nothing to go by. */
static bool find_words(sl_secret_scanner *scanner, sl_strs *words, sl_err *e)
{
    scanner->bounds.is_usable = true;
    for (size_t p = 0; p < scanner->n_packs; p++) {
        sl_secret_pack *pack = &scanner->packs[p];
        for (size_t i = 0; i < pack->pattern_rules.n / sizeof(uint32_t); i++) {
            uint32_t at;
            memcpy(&at, pack->pattern_rules.p + i * sizeof at, sizeof at);
            const sl_secret_rule *rule = sl_secret_rule_at(scanner, pack, at, e);
            if (!rule)
                return false;
            size_t width = sl_patterns_width(pack->patterns, i);
            bool is_bounded =
                width != SIZE_MAX ? width <= LIMIT : sl_secret_is_bounded(rule->regex.re2);
            if (!is_bounded && !rule->is_off && !add_words(scanner, words, rule))
                scanner->bounds.is_usable = false;
            if (rule->context.before > SL_SECRET_REACH || rule->context.after > SL_SECRET_REACH)
                scanner->bounds.is_usable = false;
        }
    }
    return true;
}

/* The word as an expression. */
static sl_str literal(sl_arena *mem, sl_str word)
{
    char *out = sl_alloc(mem, 4 * word.n + 1);
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < word.n; i++) {
        unsigned char c = (unsigned char)word.p[i];
        const char one[] = {'\\', 'x', digits[c >> 4], digits[c & 15]};
        memcpy(out + 4 * i, one, sizeof one);
    }
    return sl_str_at(out, 4 * word.n);
}

bool sl_secret_bounds_ready(sl_secret_scanner *scanner, sl_err *e)
{
    sl_strs words = {0};
    sl_str blob;
    if (scanner->bounds.is_made)
        return true;
    if (!find_words(scanner, &words, e))
        return false;
    scanner->bounds.is_made = true;
    if (!words.n || !scanner->bounds.is_usable)
        return true;
    sl_pattern *patterns = sl_alloc_array(scanner->mem, words.n, sizeof *patterns);
    for (size_t i = 0; i < words.n; i++)
        patterns[i] = (sl_pattern){literal(scanner->mem, words.v[i]),
                                   SL_REGEX_CASELESS | SL_PATTERN_ANYWHERE};
    return sl_patterns_compile(&blob, scanner->mem, patterns, words.n, e) &&
           sl_patterns_open(&scanner->bounds.words, scanner->mem, blob, e);
}

bool sl_secret_has_words(bool *out, sl_secret_scanner *scanner, sl_arena *mem, sl_str text,
                         sl_err *e)
{
    sl_sightings seen = {0};
    *out = false;
    if (!scanner->bounds.words)
        return true;
    if (!sl_patterns_see(&seen, mem, scanner->bounds.words, text, e))
        return false;
    *out = seen.n > 0;
    return true;
}
