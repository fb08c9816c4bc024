/* Views of text. */
#include "tests/support/test.h"

#include "sluice/str.h"

static void cut_yields_every_part_and_the_empty_ones(void **state)
{
    (void)state;
    sl_str rest = SL_S("a,,b");
    sl_str part;

    assert_true(sl_str_cut(&rest, ',', &part));
    assert_true(sl_str_is(part, "a"));
    assert_true(sl_str_cut(&rest, ',', &part));
    assert_int_equal(part.n, 0);
    assert_true(sl_str_cut(&rest, ',', &part));
    assert_true(sl_str_is(part, "b"));
    assert_false(sl_str_cut(&rest, ',', &part));
}

static void an_integer_is_read_whole_or_not_at_all(void **state)
{
    (void)state;
    int64_t n = 0;

    assert_true(sl_str_int(SL_S("-9223372036854775808"), &n));
    assert_true(n == INT64_MIN);
    assert_false(sl_str_int(SL_S("9223372036854775808"), &n));
    assert_false(sl_str_int(SL_S("12x"), &n));
    assert_false(sl_str_int(SL_S("-"), &n));
    assert_false(sl_str_int(SL_S(""), &n));
}

static void the_nearest_name_is_a_typing_error_away(void **state)
{
    (void)state;
    const sl_str names[] = {SL_STR("secrets"), SL_STR("sast"), SL_STR("deploy")};

    assert_int_equal(sl_str_nearest(SL_S("secrts"), names, 3), 0);
    assert_int_equal(sl_str_nearest(SL_S("depoly"), names, 3), 2);
    assert_int_equal(sl_str_nearest(SL_S("banana"), names, 3), SIZE_MAX);
}

static void a_text_is_among_words_only_whole(void **state)
{
    (void)state;

    assert_true(sl_str_among(SL_S("get"), "put get set"));
    assert_true(sl_str_among(SL_S("put"), "put get set"));
    assert_true(sl_str_among(SL_S("set"), "put get set"));

    assert_false(sl_str_among(SL_S("ge"), "put get set"));
    assert_false(sl_str_among(SL_S("t g"), "put get set"));
    assert_false(sl_str_among(SL_S(""), "put get set"));
    assert_false(sl_str_among(SL_S("get"), ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_text_is_among_words_only_whole),
        cmocka_unit_test(cut_yields_every_part_and_the_empty_ones),
        cmocka_unit_test(an_integer_is_read_whole_or_not_at_all),
        cmocka_unit_test(the_nearest_name_is_a_typing_error_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
