/* Taking a lazy run off changes how fast an expression is, never what it matches. */
#include "tests/support/test.h"

#include "engine/match/patterns.h"
#include "engine/match/prefix.h"

static void a_lazy_run_of_a_class_is_taken_off(void **state)
{
    sl_regex_prefix p;

    assert_true(sl_regex_prefix_take(&p, *state, SL_S("(?i)[\\w.-]{0,50}?(?:key)=(x)")));

    assert_string_equal(p.rest.p, "(?i)(?:key)=(x)");
    assert_string_equal(p.one.p, "(?i)\\A[\\w.-]");
    assert_int_equal(p.most, 50);
}

static void what_would_not_be_the_same_without_stays(void **state)
{
    static const char *const expressions[] = {
        "[a-z]{0,5}?a|b",  "[a-z]{0,5}a",      "[a-z]{1,5}?a",       "[a-z]{0,5}?(*SKIP)a",
        "[a-z]{0,5}?\\Ka", "[a-z]{0,5}?",      "[a-z]{0,5}?a)|(b",   "a[a-z]{0,5}?b",
        "[a-z]{0,5000}?a", "(?x)[a-z]{0,5}?a", "[a-z]{0,5}?\\Qa\\E", "[a-z]*?a",
    };
    sl_regex_prefix p;
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++)
        assert_false(sl_regex_prefix_take(&p, *state, sl_str_of(expressions[i])));
}

static sl_str matches(sl_arena *mem, sl_regex_room *room, sl_str expression, sl_str text)
{
    sl_err e = {0};
    sl_regex *regex = NULL;
    sl_str out = {"", 0};
    bool found = true;
    assert_ok(sl_regex_open(&regex, mem, expression, 0, &e), &e);
    sl_confirm c = {.regex = regex, .room = room, .text = text};
    while (found) {
        sl_match m;
        assert_ok(sl_confirm_next(&c, &m, &found, &e), &e);
        for (size_t g = 0; found && g < m.n; g++)
            out = sl_printf(mem, "%.*s %zu-%zu", SL_FMT(out), m.groups[g].start, m.groups[g].end);
    }
    sl_regex_close(regex);
    return out;
}

/* The same text each time: a small generator, and letters that meet often. */
static sl_str text_of(sl_arena *mem, uint32_t seed)
{
    enum { N = 200 };
    static const char letters[] = "aabk=. \n-K";
    char *p = sl_alloc(mem, N);
    for (size_t i = 0; i < N; i++) {
        seed = seed * 1664525u + 1013904223u;
        p[i] = letters[(seed >> 16) % (sizeof letters - 1)];
    }
    return sl_str_at(p, N);
}

static void matches_are_the_same_with_and_without(void **state)
{
    static const char *const expressions[] = {
        "(?i)[\\w.-]{0,3}?(k|ab)=(a*)", "[a.-]{0,50}?(?:k|b)[ =]{1,3}([ab]+)(?:\\n|$)",
        "(?s)[^=]{0,4}?\\bk.(b)?",      "[\\s\\S]{0,9}?(?<=a)k",
        "(?i)[kb]{0,2}?k{2}",
    };
    sl_regex_room *room = sl_regex_room_open(*state);
    for (uint32_t seed = 1; seed < 200; seed++) {
        sl_str text = text_of(*state, seed);
        for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
            sl_str plain = sl_printf(*state, "(?:)%s", expressions[i]);
            sl_str a = matches(*state, room, sl_str_of(expressions[i]), text);
            sl_str b = matches(*state, room, plain, text);
            if (!sl_str_eq(a, b))
                fail_msg("%s at %u:%.*s, not%.*s", expressions[i], seed, SL_FMT(a), SL_FMT(b));
        }
    }
    sl_regex_room_close(room);
}

static void a_match_that_begins_too_late_is_none(void **state)
{
    sl_err e = {0};
    sl_regex *regex = NULL;
    sl_regex_room *room = sl_regex_room_open(*state);
    sl_match m;
    bool found = false;
    sl_regex_search search = {SL_S("....xxkey"), 0, 3, false};
    assert_ok(sl_regex_open(&regex, *state, SL_S("[x]{0,3}?key"), 0, &e), &e);

    assert_true(sl_regex_find(regex, room, &search, &m, &found, &e));
    assert_false(found);
    search.last = 4;
    assert_true(sl_regex_find(regex, room, &search, &m, &found, &e));
    assert_true(found);
    assert_int_equal(m.groups[0].start, 4);

    sl_regex_close(regex);
    sl_regex_room_close(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_lazy_run_of_a_class_is_taken_off),
        sl_test(what_would_not_be_the_same_without_stays),
        sl_test(matches_are_the_same_with_and_without),
        sl_test(a_match_that_begins_too_late_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
