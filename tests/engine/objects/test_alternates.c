/* Lists of object folders, as git writes them. */
#include "tests/support/test.h"

#include "engine/objects/alternates.h"

/* The paths of a list, each in brackets. */
static void assert_paths(const char *list, char separator, const char *expected)
{
    sl_arena *mem = sl_arena_new();
    sl_str rest = sl_str_of(list);
    sl_str path;
    sl_str all = SL_S("");
    while (sl_alternates_next(&path, mem, &rest, separator))
        all = sl_printf(mem, "%.*s[%.*s]", SL_FMT(all), SL_FMT(path));
    assert_true(sl_str_is(all, expected));
    sl_arena_free(mem);
}

static void paths_are_between_separators(void **state)
{
    (void)state;
    assert_paths("/a:b::#c:/d", ':', "[/a][b][/d]");
    assert_paths("/a:b\n\n# c\n/d\n", '\n', "[/a:b][/d]");
    assert_paths("", ':', "");
}

static void quoted_paths_may_hold_the_separator(void **state)
{
    (void)state;
    assert_paths("\"/w:x/o\":/d", ':', "[/w:x/o][/d]");
    assert_paths("/d:\"a\\\"\\\\\\303\\251\\t\"", ':', "[/d][a\"\\\303\251\t]");
    assert_paths("\"#a\"", ':', "[#a]");
}

static void what_is_not_quoted_to_its_end_is_meant_as_it_is(void **state)
{
    (void)state;
    assert_paths("\"a:b", ':', "[\"a][b]");
    assert_paths("\"a\"b:c", ':', "[\"a\"b][c]");
    assert_paths("\"\\q\":\"\\", ':', "[\"\\q\"][\"\\]");
    assert_paths("\"\\000\":\"\\77", ':', "[\"\\000\"][\"\\77]");
}

static void quoted_paths_take_the_memory_of_their_own_length(void **state)
{
    enum { LINES = 2000 };
    char list[2 * LINES];
    sl_arena *mem = sl_arena_new();
    sl_str rest = sl_str_at(list, sizeof list);
    sl_str path;
    size_t n = 0;
    (void)state;
    for (size_t i = 0; i < LINES; i++)
        memcpy(&list[2 * i], "\"\n", 2);

    while (sl_alternates_next(&path, mem, &rest, '\n'))
        n++;

    assert_in_range(n, 1, LINES);
    assert_in_range(sl_arena_used(mem), 0, 16 * LINES);
    sl_arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_between_separators),
        cmocka_unit_test(quoted_paths_may_hold_the_separator),
        cmocka_unit_test(what_is_not_quoted_to_its_end_is_meant_as_it_is),
        cmocka_unit_test(quoted_paths_take_the_memory_of_their_own_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
