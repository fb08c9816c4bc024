/* Edits: all at once, and none that meets another. */
#include "tests/support/test.h"

#include "base/edit.h"

/* The text with edits "START END TEXT" made; in *n_dropped how many gave way. */
static const char *edited(sl_arena *mem, const char *text, const sl_edit *list, size_t n,
                          size_t *n_dropped)
{
    sl_edits edits = {0};
    sl_buf out;
    for (size_t i = 0; i < n; i++)
        *sl_list_add(mem, &edits) = list[i];
    sl_buf_init(&out, 1000);
    *n_dropped = sl_edits_choose(&edits, strlen(text));
    assert_true(sl_edits_apply(&out, sl_str_of(text), &edits));
    char *made = sl_dup_z(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return made;
}

static void edits_are_made_in_the_order_of_their_places(void **state)
{
    static const sl_edit list[] = {
        {4, 5, SL_STR("E"), false}, {0, 1, SL_STR(""), false}, {2, 2, SL_STR("++"), false}};
    size_t n;

    assert_string_equal(edited(*state, "abcde", list, 3, &n), "b++cdE");
    assert_int_equal(n, 0);
}

static void of_two_that_overlap_the_one_that_begins_first_stays(void **state)
{
    static const sl_edit list[] = {{1, 3, SL_STR("y"), false}, {0, 2, SL_STR("x"), false}};
    size_t n;

    assert_string_equal(edited(*state, "abcde", list, 2, &n), "xcde");
    assert_int_equal(n, 1);
}

static void of_two_at_one_place_the_first_said_stays(void **state)
{
    static const sl_edit list[] = {{1, 2, SL_STR("x"), false},
                                   {1, 4, SL_STR("y"), false},
                                   {3, 3, SL_STR("p"), false},
                                   {3, 3, SL_STR("q"), false}};
    size_t n;

    assert_string_equal(edited(*state, "abcde", list, 4, &n), "axcpde");
    assert_int_equal(n, 2);
}

static void the_same_edit_twice_is_made_once(void **state)
{
    static const sl_edit list[] = {{1, 2, SL_STR("x"), false}, {1, 2, SL_STR("x"), false}};
    size_t n;

    assert_string_equal(edited(*state, "abc", list, 2, &n), "axc");
    assert_int_equal(n, 0);
}

static void edits_outside_the_text_are_not_made(void **state)
{
    static const sl_edit list[] = {{2, 9, SL_STR("x"), false}, {3, 1, SL_STR("x"), false}};
    size_t n;

    assert_string_equal(edited(*state, "abc", list, 2, &n), "abc");
    assert_int_equal(n, 2);
}

static void what_leaves_a_blank_line_takes_the_line(void **state)
{
    static const struct {
        const char *text;
        size_t start, end;
        const char *left;
    } cases[] = {
        {"a\n  b();\nc\n", 4, 8, "a\nc\n"}, {"b()", 0, 3, ""},           {"a\nb()", 2, 5, "a\n"},
        {"a\r\n b\t\r\nc", 4, 5, "a\r\nc"}, {"a; b()\n", 3, 6, "a; \n"}, {"a\n\nb", 2, 2, "a\n\nb"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_edit edit = {cases[i].start, cases[i].end, SL_STR(""), false};
        size_t n;

        sl_edit_take_lines(&edit, sl_str_of(cases[i].text));

        assert_string_equal(edited(*state, cases[i].text, &edit, 1, &n), cases[i].left);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(edits_are_made_in_the_order_of_their_places),
        sl_test(of_two_that_overlap_the_one_that_begins_first_stays),
        sl_test(of_two_at_one_place_the_first_said_stays),
        sl_test(the_same_edit_twice_is_made_once),
        sl_test(edits_outside_the_text_are_not_made),
        sl_test(what_leaves_a_blank_line_takes_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
