/* Which expressions cannot match without a long run of token characters, and where runs are. */
#include "tests/support/test.h"

#include "engine/match/tokenrun.h"

static void expressions_that_need_a_long_run_say_how_far_they_reach_around_it(void **state)
{
    static const struct {
        sl_str expression;
        size_t before, after;
    } cases[] = {
        {SL_STR("[0-9a-f]{28}"), 0, 0},
        {SL_STR("ghp_[0-9A-Za-z]{36}"), 0, 0},
        {SL_STR("(?:^|[^\\w])([\\w-]{40,})(?:[^\\w]|\\z)"), 1, 1},
        {SL_STR("(?i:vendor)[ \\w.-]{0,40}?[ =:]{1,8}([0-9a-z]{32})\\b"), 54, 0},
        {SL_STR("v1:[\\w.~]{9}=[a-z]{9}/[0-9]{8}"), 3, 0},
        {SL_STR("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:x"), 0, 2},
        {SL_STR("a:(?:[0-9]{30}|k[\\x41-\\x5a]{40}:)"), 2, 1},
        {SL_STR("\\x61{28}"), 0, 0},
        {SL_STR("(?P<all>[a-z]{12}[A-Z]+[0-9]{11})?[a-z]{15}(?i)[a-z]{13}"), 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_token_need need = sl_token_need_of(cases[i].expression);
        assert_true(need.is_needed);
        assert_int_equal(need.before, cases[i].before);
        assert_int_equal(need.after, cases[i].after);
    }
}

static void expressions_that_match_without_one_or_are_not_understood_need_none(void **state)
{
    static const char *const expressions[] = {
        "[0-9a-f]{27}",        "[0-9a-f:]{40}",
        "[^a-z]{40}",          ".{40}",
        "[0-9]{40}|short",     "(?:[0-9]{40})?abc",
        "[0-9]{0,40}",         "(?=[0-9]{40})",
        "(?<![0-9]{40})a",     "(?x)[0-9]{40}",
        "([a-z])\\1{40}",      "\\Qaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\E",
        "[[:alpha:]]{40}",     "a{,40}",
        "[a-z]{15} [a-z]{15}", "x.{200}[a-z]{40}",
        "[a-z]{40}.*x",        "[a-~]{40}",
        "\\d{15}\\:\\d{15}",   "(?#x)[0-9]{40}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++)
        assert_false(sl_token_need_of(sl_str_of(expressions[i])).is_needed);
}

/* Against a walk over all characters. */
static void runs_are_found_wherever_they_stand(void **state)
{
    enum { LENGTH = 400 };
    static const char alphabet[] = "abyzABYZ0189_+/-.=~:aabb0011__//--";
    uint32_t seed = 3;
    (void)state;
    for (int round = 0; round < 500; round++) {
        char bytes[LENGTH];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        sl_str text = {bytes, (size_t)LENGTH - (size_t)round % 70};
        size_t least = (size_t)round % SL_TOKEN_RUN_MOST + 1;
        bool is_wide = round % 2;
        const char *characters = is_wide ? "abyzABYZ0189_+/-.=~" : "abyzABYZ0189_+/-";
        bool (*next)(sl_token_run *, sl_str, size_t, size_t) =
            is_wide ? sl_token_run_next : sl_base64_run_next;
        sl_token_run run;
        bool is_more = next(&run, text, 0, least);
        for (size_t i = 0; i < text.n;) {
            size_t n = strspn(sl_dup_z(*state, sl_str_sub(text, i, text.n)), characters);
            if (n >= least) {
                assert_true(is_more);
                assert_int_equal(run.from, i);
                assert_int_equal(run.to, i + n);
                is_more = next(&run, text, run.to, least);
            }
            i += n + 1;
        }
        assert_false(is_more);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(expressions_that_need_a_long_run_say_how_far_they_reach_around_it),
        sl_test(expressions_that_match_without_one_or_are_not_understood_need_none),
        sl_test(runs_are_found_wherever_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
