/* What looking around changes says is what looking at the whole text would say. */
#include "tests/support/test.h"

#include "stages/secrets/reach/bounds.h"
#include "stages/secrets/screen.h"
#include "tests/stages/secrets/kit.h"

enum { LINES = 900, TRIES = 1500, EDITS = 3, TEXT_MAX = 200000 };

static const char rules[] =
    "[[rules]]\nid = 'acme'\ndescription = 'd'\nregex = '\\bacme_([a-z0-9]{24,32})\\b'\n"
    "keywords = ['acme_']\n"
    "[[rules]]\nid = 'near'\ndescription = 'd'\n"
    "regex = '''(?i)vendor[ \\t\\w.-]{0,40}[=:]\\s*[\"']([a-z0-9]{20})[\"']'''\n"
    "keywords = ['vendor']\n"
    "[[rules]]\nid = 'block'\ndescription = 'd'\n"
    "regex = '-----OPEN-----[^-]{10,}-----SHUT-----'\nkeywords = ['-----open']\n"
    "[[rules]]\nid = 'lines'\ndescription = 'd'\nregex = 'first\\s+second\\s+third_[0-9]{6}'\n"
    "keywords = ['third_']\n";

/* Pieces of secrets: edits put them together and take them apart. */
static const char *const pieces[] = {"acme_",
                                     "abcdefgh12345678abcdefgh",
                                     "vendor key",
                                     " = \"",
                                     "abcdefghij0123456789",
                                     "\"",
                                     "-----OPEN-----",
                                     "-----SHUT-----",
                                     "first\n",
                                     "second\n\n\n",
                                     "third_123456",
                                     "YWNtZV9hYmNkZWZnaDEyMzQ1Njc4YWJjZGVmZ2g=",
                                     "\n",
                                     " ",
                                     "-"};

/* A text made of copies of another and of pieces, and where they meet. */
typedef struct maker {
    unsigned long long dice;
    sl_arena *mem;
    sl_buf text;
    sl_change changes[64];
    size_t n_changes;
    size_t expected;
} maker;

static size_t roll(maker *m, size_t n)
{
    m->dice = m->dice * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(m->dice >> 33) % n;
}

static void change(maker *m, size_t start, size_t end)
{
    sl_change *last = m->n_changes ? &m->changes[m->n_changes - 1] : NULL;
    if (last && start <= last->end)
        last->end = end > last->end ? end : last->end;
    else
        m->changes[m->n_changes++] = (sl_change){start, end};
}

static void copy(maker *m, sl_str base, size_t from, size_t to)
{
    if (from != m->expected)
        change(m, m->text.n, m->text.n);
    sl_buf_add(&m->text, sl_str_sub(base, from, to));
    m->expected = to;
}

static void insert(maker *m, const char *piece)
{
    size_t start = m->text.n;
    sl_buf_addz(&m->text, piece);
    change(m, start, m->text.n);
    m->expected = SIZE_MAX;
}

static sl_str make_base(maker *m)
{
    for (size_t i = 0; i < LINES; i++) {
        sl_buf_addf(&m->text, "line %zu of some words %zu;", i, roll(m, 100000));
        if (roll(m, 40) == 0)
            sl_buf_addz(&m->text, pieces[roll(m, sizeof pieces / sizeof *pieces)]);
        sl_buf_addc(&m->text, '\n');
    }
    sl_str base = sl_dup(m->mem, sl_buf_str(&m->text));
    sl_buf_reset(&m->text);
    return base;
}

/* Copies with something cut out, something put in, or both, at a few places, often near pieces. */
static void edit(maker *m, sl_str base)
{
    size_t at = 0;
    m->n_changes = 0;
    m->expected = 0;
    sl_buf_reset(&m->text);
    for (size_t i = 0; i < EDITS; i++) {
        size_t to = at + roll(m, (base.n - at) / 2 + 1);
        const char *mark = roll(m, 2) ? memchr(base.p + to, ';', base.n - to) : NULL;
        to = mark ? (size_t)(mark - base.p) + 1 : to;
        copy(m, base, at, to);
        at = to + (roll(m, 2) ? roll(m, 60) : 0);
        at = at < base.n ? at : base.n;
        for (size_t k = roll(m, 4); k > 0; k--)
            insert(m, pieces[roll(m, sizeof pieces / sizeof *pieces)]);
    }
    copy(m, base, at, base.n);
}

static sl_screen_verdict ask(sl_secret_scanner *scanner, sl_arena *mem, const maker *m, bool whole)
{
    sl_err e = {0};
    sl_screen_verdict verdict;
    const sl_screening what = {.mem = mem,
                               .text = sl_buf_str(&m->text),
                               .has_base = !whole,
                               .changes = m->changes,
                               .n_changes = m->n_changes};
    assert_ok(sl_secret_screen(scanner, &what, &verdict, &e), &e);
    sl_arena_reset(mem);
    return verdict;
}

static void nothing_is_missed_around_changes(void **state)
{
    sl_err e = {0};
    maker m = {.dice = 7, .mem = *state};
    sl_arena *scratch = sl_arena_new();
    sl_secret_scanner *scanner = kit_open(*state, "rules.toml", rules, &e);
    size_t n_quiet = 0;
    size_t n_suspect = 0;
    assert_ok(scanner != NULL, &e);
    sl_buf_init(&m.text, TEXT_MAX);

    for (size_t i = 0; i < TRIES; i++) {
        sl_str base = make_base(&m);
        sl_buf_add(&m.text, base);
        bool is_quiet = ask(scanner, scratch, &m, true) == SL_SCREEN_QUIET;
        for (size_t k = 0; is_quiet && k < EDITS; k++) {
            edit(&m, base);
            bool around = ask(scanner, scratch, &m, false) == SL_SCREEN_QUIET;
            bool whole = ask(scanner, scratch, &m, true) == SL_SCREEN_QUIET;
            n_quiet += around;
            n_suspect += !whole;
            if (around && !whole)
                fail_msg("missed in\n%.*s", SL_FMT(sl_buf_str(&m.text)));
        }
        sl_buf_reset(&m.text);
    }

    assert_true(n_quiet > 10 && n_suspect > 10);
    sl_buf_clear(&m.text);
    sl_arena_free(scratch);
    sl_secret_scanner_close(scanner);
}

static void expressions_that_go_on_over_lines_have_no_bounds(void **state)
{
    (void)state;
    static const char *const bounded[] = {"abc",
                                          "[a-z]+",
                                          "\\s+x",
                                          "a{3,200}",
                                          "(?:ab){0,10}",
                                          "[^\"\\n]+",
                                          "\"[^\"]{0,90}\"",
                                          "(?i:x)\\w+=y",
                                          "[\\s]*[a-z]+",
                                          "key_[0-9a-f]{32,}",
                                          "(?:a\\n{3}|b\\n{400})x",
                                          "(?:[a-z]+;)*end",
                                          "(?:a{300}){90}",
                                          "[\\S]{900}",
                                          "(?:[^\\n]{200}\\n)?x{900}"};
    static const char *const unbounded[] = {"[^-]+",
                                            "(?s)a.*b",
                                            "(?:a\\n)+",
                                            "\\D+",
                                            "(?s:.+)",
                                            "\\W{3,}",
                                            "[\\s\\S]*",
                                            "(a|\\n)*",
                                            "(?:x\\n{100}){90}",
                                            "[a\\s]{2,}",
                                            "[^\\S]*x",
                                            "[\\t-x]+",
                                            "[[:^alpha:]]+",
                                            "[\\x00-\\x7f]+",
                                            "(?:a\\s{2}x){400}",
                                            "(?:[^\\n]{300}\\n){2}x{900}"};

    for (size_t i = 0; i < sizeof bounded / sizeof *bounded; i++)
        if (!sl_secret_is_bounded(sl_str_of(bounded[i])))
            fail_msg("%s", bounded[i]);
    for (size_t i = 0; i < sizeof unbounded / sizeof *unbounded; i++)
        if (sl_secret_is_bounded(sl_str_of(unbounded[i])))
            fail_msg("%s", unbounded[i]);
}

static void the_built_in_rules_have_bounds_or_anchors(void **state)
{
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(*state, NULL, NULL, &e);

    assert_ok(scanner != NULL, &e);

    assert_false(scanner->is_unbounded);
    assert_non_null(scanner->packs[0].anchors);
    sl_secret_scanner_close(scanner);
}

/* An expression, and the part of it that is looked for in its place. */
static void an_anchor_is_the_part_that_says_most(void **state)
{
    static const struct {
        const char *expression, *anchors;
    } cases[] = {
        {"(-----BEGIN (?:RSA )?KEY-----[^-]{60,}?-----END KEY-----)",
         "-----BEGIN (?:RSA )?KEY-----"},
        {"(?i)secret[^{}]*token_[0-9a-f]{10}", "(?i)token_[0-9a-f]{10}"},
        {"(?m)^data:\\n(?:[a-z]+\\n)*val", "(?m)^data:\\n"},
        {"[^-]{3,}abc[^-]{3,}", ""},
        {"(?:alpha|omega)[^-]+", "(?:alpha|omega)"},
        {"(?:alpha[^-]+|omega[^-]+)x", "alpha ; omega"},
        {"(?:alpha[^-]+|[^-]+)x", ""},
        {"tail{0,3}?[^-]+[ ]-u[=]x", "[ ]-u[=]x"},
        {"(alpha[^-]+)?[^-]+(?:omega)?[^-]+", ""},
        {"one[^-]+|other[^-]+", ""},
        {"(?i)first[^-]+|other[^-]+", "(?i)first ; (?i)other"},
        {"(?P<name>alpha[^-]+)beta", "beta"},
        {"[[:^digit:]]+alpha", "alpha"},
        {"(?:start(?i)rest[^-]+)tail", "tail"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_strs found = sl_secret_anchors(*state, sl_str_of(cases[i].expression));
        sl_str all = {"", 0};
        for (size_t k = 0; k < found.n; k++)
            all = sl_printf(*state, "%.*s%s%.*s", SL_FMT(all), k ? " ; " : "", SL_FMT(found.v[k]));
        assert_string_equal(all.p, cases[i].anchors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(nothing_is_missed_around_changes),
        sl_test(expressions_that_go_on_over_lines_have_no_bounds),
        sl_test(the_built_in_rules_have_bounds_or_anchors),
        sl_test(an_anchor_is_the_part_that_says_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
