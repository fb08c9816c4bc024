/* Snippets: what of a file stands in a report, and what must not. */
#include "tests/support/test.h"

#include "engine/work/snippet.h"
#include "engine/work/clean.h"

/* The snippet of the bytes [start, end) of `text` with the given secrets covered. */
static char *cut(sl_arena *mem, sl_str text, size_t start, size_t end, const sl_secrets *secrets)
{
    sl_lines lines;
    sl_snippet snippet;
    sl_secrets own = {0};
    for (size_t i = 0; secrets && i < secrets->n; i++)
        *sl_list_add(mem, &own) = secrets->v[i];
    sl_lines_init(&lines, mem, text);
    sl_snippet_cut(&snippet, mem, &lines, start, end);
    return sl_dup_z(mem, sl_snippet_text(&snippet, mem, &own));
}

static void a_snippet_has_the_lines_of_the_region_at_most_five(void **state)
{
    sl_str text = SL_S("a\r\nbb\ncc\ndd\nee\nff\ngg");

    assert_string_equal(cut(*state, text, 0, 1, NULL), "a");
    assert_string_equal(cut(*state, text, 1, 5, NULL), "a\nbb");
    assert_string_equal(cut(*state, text, 3, 20, NULL), "bb\ncc\ndd\nee\nff");
    assert_string_equal(cut(*state, text, 20, 20, NULL), "gg");
    assert_string_equal(cut(*state, SL_S(""), 0, 0, NULL), "");
}

static void a_long_line_is_cut_around_the_hit(void **state)
{
    sl_arena *mem = *state;
    sl_lines lines;
    sl_snippet snippet;
    sl_secrets none = {0};
    char *line = sl_alloc(mem, 100001);
    memset(line, 'x', 100000);
    memcpy(line + 50000, "NEEDLE", 6);
    sl_lines_init(&lines, mem, sl_str_of(line));

    sl_snippet_cut(&snippet, mem, &lines, 50000, 50006);
    sl_str text = sl_snippet_text(&snippet, mem, &none);

    assert_int_equal(text.n, SL_SNIPPET_WIDTH);
    assert_int_equal(snippet.column, 49901);
    assert_int_equal(sl_str_find(text, SL_S("NEEDLE"), 0), 50000 + 1 - snippet.column);
}

static void a_cut_does_not_split_characters(void **state)
{
    sl_arena *mem = *state;
    char *line = sl_alloc(mem, 3001);
    for (size_t i = 0; i < 3000; i += 3)
        memcpy(line + i, "\xe2\x82\xac", 3);
    for (size_t at = 1500; at < 1506; at++) {
        sl_str snippet = sl_str_of(cut(mem, sl_str_of(line), at, at + 1, NULL));

        assert_true(snippet.n > SL_SNIPPET_WIDTH - 6);
        assert_true(sl_str_eq(sl_text_clean(mem, snippet), snippet));
    }
}

static void a_secret_shows_four_bytes_when_it_is_long_and_nothing_when_short(void **state)
{
    sl_arena *mem = *state;
    sl_str text = SL_S("key=abcdefghijklmnop pin=1234;");
    sl_secrets secrets = {0};
    *sl_list_add(mem, &secrets) = (sl_secret){.start = 25, .end = 29};
    *sl_list_add(mem, &secrets) = (sl_secret){.start = 4, .end = 20};

    assert_string_equal(cut(mem, text, 0, 5, &secrets), "key=abcd****** pin=******;");
}

static void secrets_that_overlap_are_covered_as_one(void **state)
{
    sl_arena *mem = *state;
    sl_str text = SL_S("0123456789abcdefghij end");
    sl_secrets inside = {0};
    *sl_list_add(mem, &inside) = (sl_secret){.start = 0, .end = 20};
    *sl_list_add(mem, &inside) = (sl_secret){.start = 2, .end = 6};
    sl_secrets across = {0};
    *sl_list_add(mem, &across) = (sl_secret){.start = 10, .end = 24};
    *sl_list_add(mem, &across) = (sl_secret){.start = 0, .end = 18};

    assert_string_equal(cut(mem, text, 0, 5, &inside), "****** end");
    assert_string_equal(cut(mem, text, 0, 5, &across), "0123******");
}

static void a_secret_over_several_lines_is_covered_in_each(void **state)
{
    sl_arena *mem = *state;
    sl_str text = SL_S("k: -----BEGIN\nAAAA\n\nBBBB-----END x\ny");
    sl_secrets secrets = {0};
    *sl_list_add(mem, &secrets) = (sl_secret){.start = 3, .end = 32};

    assert_string_equal(cut(mem, text, 0, 33, &secrets), "k: ----******\n******\n******\n****** x");
}

static void a_secret_cut_by_the_width_of_the_snippet_is_covered(void **state)
{
    sl_arena *mem = *state;
    char *line = sl_alloc(mem, 2001);
    memset(line, 'x', 2000);
    memset(line + 850, 'S', 700);
    sl_secrets secrets = {0};
    *sl_list_add(mem, &secrets) = (sl_secret){.start = 850, .end = 1550};

    char *middle = cut(mem, sl_str_of(line), 1200, 1210, &secrets);
    char *start = cut(mem, sl_str_of(line), 800, 810, &secrets);

    assert_string_equal(middle, "******");
    assert_null(strstr(start, "SSSSS"));
}

static void text_for_reports_is_clean(void **state)
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"plain\ttext\n", "plain\ttext\n"},
        {"\x1b[31mred", "\xef\xbf\xbd[31mred"},
        {"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x92\xa9", "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x92\xa9"},
        {"caf\xe9", "caf\xef\xbf\xbd"},
        {"\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd"},                 /* overlong */
        {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}, /* a surrogate */
        {"\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xc2\x9b"
         "31m",
         "\xef\xbf\xbd\xef\xbf\xbd"
         "31m"}, /* the other way to write ESC [ */
        {"\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(sl_text_clean(*state, sl_str_of(cases[i].from)).p, cases[i].to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_snippet_has_the_lines_of_the_region_at_most_five),
        sl_test(a_long_line_is_cut_around_the_hit),
        sl_test(a_cut_does_not_split_characters),
        sl_test(a_secret_shows_four_bytes_when_it_is_long_and_nothing_when_short),
        sl_test(secrets_that_overlap_are_covered_as_one),
        sl_test(a_secret_over_several_lines_is_covered_in_each),
        sl_test(a_secret_cut_by_the_width_of_the_snippet_is_covered),
        sl_test(text_for_reports_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
