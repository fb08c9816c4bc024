/* A small reader of Python-like expressions that computes as it reads. An expression is read once
   without values when its rule is loaded, to see that it is right. */
#include "stages/sast/matches/comparison.h"

#include "base/chars.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { DEPTH_MAX = 50, LIST_MAX = 200, NUMBER_TEXT = 64 };

struct sl_comparison {
    sl_comparison_spec spec;
};

typedef enum value_kind { NOTHING, NUMBER, TEXT, LIST } value_kind;

typedef struct value {
    value_kind kind;
    double number; /* booleans are 0 and 1 */
    sl_str text;
    struct value *items;
    size_t n;
} value;

typedef struct reader {
    const sl_comparison_spec *spec;
    sl_arena *mem;
    size_t at;
    unsigned depth;
    sl_comparison_lookup lookup;
    const void *context;
    sl_err *e;
    bool is_bad;
} reader;

static value read_or(reader *r);

static value number_of(double number)
{
    return (value){.kind = NUMBER, .number = number};
}

static void bad(reader *r, const char *what)
{
    if (!r->is_bad)
        sl_fail(r->e, SL_EUSAGE, "comparison: %s at character %zu", what, r->at + 1);
    r->is_bad = true;
}

static void skip_space(reader *r)
{
    while (r->at < r->spec->text.n && strchr(" \t\r\n", r->spec->text.p[r->at]))
        r->at++;
}

/* Takes the operator or word if it is next. */
static bool take(reader *r, const char *what)
{
    skip_space(r);
    sl_str rest = sl_str_sub(r->spec->text, r->at, r->spec->text.n);
    sl_str z = sl_str_of(what);
    if (!sl_str_starts(rest, z) || (sl_is_word(z.p[0]) && rest.n > z.n && sl_is_word(rest.p[z.n])))
        return false;
    r->at += z.n;
    return true;
}

static bool parse_number(double *out, sl_str text, int base)
{
    char z[NUMBER_TEXT];
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '_')
            continue;
        if (n + 1 == sizeof z)
            return false;
        z[n++] = text.p[i];
    }
    z[n] = 0;
    char *end;
    bool is_octal = base == 0 && n > 2 && z[0] == '0' && (z[1] == 'o' || z[1] == 'O');
    long long whole = is_octal ? strtoll(z + 2, &end, 8) : strtoll(z, &end, base);
    *out = (double)whole;
    if (n && !*end)
        return true;
    *out = strtod(z, &end);
    return n && (!*end || ((*end == 'L' || *end == 'f' || *end == 'l') && !end[1]));
}

sl_str sl_sast_unquote(sl_str text)
{
    bool is_quoted = text.n >= 2 && strchr("'\"`", text.p[0]) && text.p[text.n - 1] == text.p[0];
    return is_quoted ? sl_str_sub(text, 1, text.n - 1) : text;
}

static bool truth_of(sl_str text, double *out)
{
    *out = sl_str_is(text, "true") || sl_str_is(text, "True");
    return *out != 0 || sl_str_is(text, "false") || sl_str_is(text, "False");
}

static value read_variable(reader *r)
{
    size_t from = r->at++;
    value v = {0};
    sl_str text;
    if (sl_str_starts(sl_str_sub(r->spec->text, r->at, r->spec->text.n), SL_S("...")))
        r->at += 3;
    while (r->at < r->spec->text.n && sl_is_word(r->spec->text.p[r->at]))
        r->at++;
    if (!r->lookup || !r->lookup(r->context, sl_str_sub(r->spec->text, from, r->at), &text))
        return v;
    v.text = sl_sast_unquote(text);
    bool is_quoted = v.text.n != text.n;
    v.kind = TEXT;
    if ((!is_quoted || r->spec->strip) &&
        (parse_number(&v.number, v.text, r->spec->base) || truth_of(v.text, &v.number)))
        v.kind = NUMBER;
    return v;
}

static value read_text(reader *r)
{
    char quote = r->spec->text.p[r->at++];
    size_t from = r->at;
    while (r->at < r->spec->text.n && r->spec->text.p[r->at] != quote)
        r->at += r->spec->text.p[r->at] == '\\' ? 2 : 1;
    value v = {.kind = TEXT, .text = sl_str_sub(r->spec->text, from, r->at)};
    if (r->at >= r->spec->text.n)
        bad(r, "a text has no end");
    r->at++;
    return v;
}

static value read_list(reader *r, const char *close)
{
    value v = {.kind = LIST};
    v.items = sl_alloc_array(r->mem, LIST_MAX, sizeof *v.items);
    while (!r->is_bad && !take(r, close)) {
        if (v.n == LIST_MAX)
            bad(r, "the list is too long");
        else
            v.items[v.n++] = read_or(r);
        if (!take(r, ",") && !take(r, close)) {
            bad(r, "',' is expected");
        } else if (r->spec->text.p[r->at - 1] == close[0]) {
            return v;
        }
    }
    return v;
}

static value regex_match(reader *r, const value *args)
{
    sl_regex *regex;
    bool found = false;
    sl_match match;
    if (!r->lookup || !sl_regex_open(&regex, r->mem, args->items[0].text, SL_REGEX_ANCHORED, NULL))
        return number_of(0);
    sl_regex_room *room = sl_regex_room_open(r->mem);
    sl_regex_search search = {args->items[1].text, 0, SIZE_MAX, true};
    found = sl_regex_find(regex, room, &search, &match, &found, NULL) && found;
    sl_regex_room_close(room);
    sl_regex_close(regex);
    return number_of(found);
}

static value parse_date(sl_str text)
{
    struct tm t = {0};
    char z[NUMBER_TEXT];
    if (text.n >= sizeof z)
        return (value){0};
    memcpy(z, text.p, text.n);
    z[text.n] = 0;
    if (!strptime(z, "%Y-%m-%d", &t))
        return (value){0};
    return number_of((double)timegm(&t));
}

static value call(reader *r, sl_str name, const value *args)
{
    value first = args->n ? args->items[0] : (value){0};
    double number;
    if (sl_str_is(name, "re.match") && args->n == 2)
        return regex_match(r, args);
    if (sl_str_is(name, "today"))
        return number_of((double)time(NULL));
    if (sl_str_is(name, "strptime"))
        return parse_date(first.text);
    if (sl_str_is(name, "len"))
        return number_of((double)(first.kind == LIST ? first.n : first.text.n));
    if (sl_str_is(name, "str"))
        return (value){.kind = first.kind == NOTHING ? NOTHING : TEXT, .text = first.text};
    if (sl_str_is(name, "abs") && first.kind == NUMBER)
        return number_of(fabs(first.number));
    if (sl_str_is(name, "int") || sl_str_is(name, "float"))
        return first.kind == TEXT && parse_number(&number, first.text, r->spec->base)
                   ? number_of(number)
                   : first;
    bad(r, "the function is not known");
    return (value){0};
}

/* The letters, digits and dots that stand here. */
static sl_str take_word(reader *r)
{
    size_t from = r->at;
    while (r->at < r->spec->text.n &&
           (sl_is_word(r->spec->text.p[r->at]) || r->spec->text.p[r->at] == '.'))
        r->at++;
    return sl_str_sub(r->spec->text, from, r->at);
}

static value read_word(reader *r)
{
    sl_str word = take_word(r);
    value v = {.kind = NUMBER};
    if (truth_of(word, &v.number))
        return v;
    if (sl_str_is(word, "None"))
        return (value){0};
    if (!take(r, "(")) {
        bad(r, "a value is expected");
        return v;
    }
    value args = read_list(r, ")");
    return call(r, word, &args);
}

static value read_digits(reader *r)
{
    value v = {.kind = NUMBER, .text = take_word(r)};
    if (!parse_number(&v.number, v.text, 0))
        bad(r, "the number is not understood");
    return v;
}

static value read_bracket(reader *r)
{
    value v = read_or(r);
    if (!take(r, ")"))
        bad(r, "')' is expected");
    return v;
}

static value read_primary(reader *r)
{
    skip_space(r);
    char c = r->at < r->spec->text.n ? r->spec->text.p[r->at] : 0;
    if (c == '$')
        return read_variable(r);
    if (c == '\'' || c == '"')
        return read_text(r);
    if (sl_is_digit(c))
        return read_digits(r);
    if (take(r, "("))
        return read_bracket(r);
    if (take(r, "["))
        return read_list(r, "]");
    if (sl_is_word(c))
        return read_word(r);
    bad(r, "a value is expected");
    return (value){0};
}

static value read_unary(reader *r)
{
    if (r->depth++ > DEPTH_MAX)
        bad(r, "it nests too deep");
    value v = {0};
    if (!r->is_bad && take(r, "-")) {
        v = read_unary(r);
        v.number = -v.number;
    } else if (!r->is_bad && take(r, "~")) {
        v = read_unary(r);
        v.number = (double)~(long long)v.number;
    } else if (!r->is_bad) {
        v = read_primary(r);
        if (take(r, "**")) {
            value power = read_unary(r);
            v.number = pow(v.number, power.number);
        }
    }
    r->depth--;
    return v;
}

static double arithmetic(char op, double a, double b)
{
    bool is_whole = fabs(a) < 9e18 && fabs(b) < 9e18;
    long long x = is_whole ? (long long)a : 0;
    long long y = is_whole ? (long long)b : 0;
    switch (op) {
    case '*':
        return a * b;
    case '/':
        return b != 0 ? a / b : 0;
    case '%':
        return y ? (double)(((x % y) + y) % y) : 0;
    case '+':
        return a + b;
    case '-':
        return a - b;
    case '&':
        return (double)(x & y);
    case '|':
        return (double)(x | y);
    default:
        return (double)(x ^ y);
    }
}

/* Binary operators from the loosest to the tightest. */
static const char *const levels[] = {"|", "^", "&", "+-", "*/%"};

static value read_level(reader *r, size_t level)
{
    if (level == sizeof levels / sizeof *levels)
        return read_unary(r);
    value left = read_level(r, level + 1);
    for (;;) {
        skip_space(r);
        char op = r->at < r->spec->text.n ? r->spec->text.p[r->at] : 0;
        if (r->is_bad || !op || !strchr(levels[level], op))
            return left;
        r->at++;
        value right = read_level(r, level + 1);
        if (left.kind != NUMBER || right.kind != NUMBER)
            left.kind = NOTHING;
        left.number = arithmetic(op, left.number, right.number);
    }
}

static bool equal(const value *a, const value *b)
{
    if (a->kind == NUMBER && b->kind == NUMBER)
        return a->number == b->number;
    return a->kind != NOTHING && b->kind != NOTHING && sl_str_eq(a->text, b->text);
}

static bool contains(const value *list, const value *item)
{
    if (list->kind == TEXT)
        return item->kind == TEXT && sl_str_find(list->text, item->text, 0) != SIZE_MAX;
    for (size_t i = 0; i < list->n; i++)
        if (equal(&list->items[i], item))
            return true;
    return false;
}

static value compare(const value *a, const value *b, size_t op)
{
    bool is_known = a->kind != NOTHING && b->kind != NOTHING;
    if (op == 0)
        return number_of(is_known && equal(a, b));
    if (op == 1)
        return number_of(is_known && !equal(a, b));
    if (op >= 6)
        return number_of(is_known && contains(b, a) == (op == 7));
    int order = a->kind == NUMBER ? (a->number > b->number) - (a->number < b->number)
                                  : sl_str_cmp(a->text, b->text);
    bool is_true = op == 2 ? order <= 0 : op == 3 ? order >= 0 : op == 4 ? order < 0 : order > 0;
    return number_of(is_known && a->kind == b->kind && is_true);
}

static value read_comparison(reader *r)
{
    static const char *const ops[] = {"==", "!=", "<=", ">=", "<", ">", "not in", "in"};
    value left = read_level(r, 0);
    for (size_t i = 0; !r->is_bad && i < sizeof ops / sizeof *ops; i++) {
        if (!take(r, ops[i]))
            continue;
        value right = read_level(r, 0);
        return compare(&left, &right, i);
    }
    return left;
}

static bool is_true(const value *v)
{
    return v->kind == NUMBER ? v->number != 0 : v->kind == TEXT && v->text.n;
}

static value read_not(reader *r)
{
    if (!take(r, "not"))
        return read_comparison(r);
    value v = read_not(r);
    return number_of(!is_true(&v));
}

static value read_and(reader *r)
{
    value left = read_not(r);
    while (!r->is_bad && (take(r, "and") || take(r, "&&"))) {
        value right = read_not(r);
        left = number_of(is_true(&left) && is_true(&right));
    }
    return left;
}

static value read_or(reader *r)
{
    if (r->depth++ > DEPTH_MAX)
        bad(r, "it nests too deep");
    value left = r->is_bad ? (value){0} : read_and(r);
    while (!r->is_bad && (take(r, "or") || take(r, "||"))) {
        value right = read_and(r);
        left = number_of(is_true(&left) || is_true(&right));
    }
    r->depth--;
    return left;
}

bool sl_comparison_read(const sl_comparison **out, sl_arena *mem, const sl_comparison_spec *spec,
                        sl_err *e)
{
    sl_comparison *made = sl_alloc(mem, sizeof *made);
    made->spec = *spec;
    *out = made;
    reader r = {.spec = &made->spec, .mem = mem, .e = e};
    if (!spec->text.n)
        return sl_fail(e, SL_EUSAGE, "a 'comparison' is needed");
    read_or(&r);
    skip_space(&r);
    if (!r.is_bad && r.at < spec->text.n)
        bad(&r, "the expression does not end");
    return !r.is_bad;
}

bool sl_comparison_holds(const sl_comparison *comparison, sl_arena *mem,
                         sl_comparison_lookup lookup, const void *context)
{
    sl_err ignored = {0};
    reader r = {
        .spec = &comparison->spec, .mem = mem, .lookup = lookup, .context = context, .e = &ignored};
    value v = read_or(&r);
    return !r.is_bad && is_true(&v);
}
