/* Arenas that are taken back to where they stood. */
#include "tests/support/test.h"

#include "sluice/arena.h"

enum { LARGE = 3 << 20 };

static bool is_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i])
            return false;
    return true;
}

static void what_came_after_a_mark_is_forgotten_and_comes_back_zeroed(void **state)
{
    sl_arena *mem = sl_arena_new();
    char *kept = sl_dup_z(mem, SL_S("kept"));
    sl_arena_mark mark = sl_arena_note(mem);
    size_t used = sl_arena_used(mem);
    (void)state;
    for (int i = 0; i < 3; i++) {
        memset(sl_alloc(mem, 100), 1, 100);
        memset(sl_alloc(mem, LARGE), 2, LARGE);

        sl_arena_rewind(mem, mark);

        assert_int_equal(sl_arena_used(mem), used);
        assert_true(is_zero(sl_alloc(mem, 100), 100));
        assert_true(is_zero(sl_alloc(mem, LARGE), LARGE));
        sl_arena_rewind(mem, mark);
    }
    assert_string_equal(kept, "kept");
    sl_arena_free(mem);
}

static void an_arena_without_memory_can_be_marked(void **state)
{
    sl_arena *mem = sl_arena_new();
    (void)state;
    sl_arena_mark mark = sl_arena_note(mem);
    memset(sl_alloc(mem, 10), 1, 10);

    sl_arena_rewind(mem, mark);

    assert_int_equal(sl_arena_used(mem), 0);
    assert_true(is_zero(sl_alloc(mem, 10), 10));
    sl_arena_free(mem);
}

static void a_list_with_room_does_not_move(void **state)
{
    sl_arena *mem = sl_arena_new();
    struct {
        int *v;
        size_t n, cap;
    } list = {0};
    (void)state;
    *sl_list_add(mem, &list) = 7;
    sl_list_reserve(mem, &list, 1000);
    const int *place = list.v;

    for (int i = 0; i < 1000; i++)
        *sl_list_add(mem, &list) = i;

    assert_ptr_equal(list.v, place);
    assert_int_equal(list.v[0], 7);
    assert_int_equal(list.v[1000], 999);
    sl_list_reserve(mem, &list, 0);
    assert_ptr_equal(list.v, place);
    sl_arena_free(mem);
}

static void very_large_blocks_are_zeroed_and_apart(void **state)
{
    enum { VERY_LARGE = 9 << 20, N = 3 };
    sl_arena *mem = sl_arena_new();
    char *all[N];
    (void)state;

    for (int i = 0; i < N; i++) {
        all[i] = sl_alloc(mem, VERY_LARGE + (size_t)i);
        assert_true(is_zero(all[i], VERY_LARGE + (size_t)i));
        memset(all[i], i + 1, VERY_LARGE + (size_t)i);
    }

    for (int i = 0; i < N; i++)
        assert_true(all[i][0] == i + 1 && all[i][VERY_LARGE + i - 1] == i + 1);
    sl_arena_reset(mem);
    assert_true(is_zero(sl_alloc(mem, VERY_LARGE), VERY_LARGE));
    sl_arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(what_came_after_a_mark_is_forgotten_and_comes_back_zeroed),
        sl_test(an_arena_without_memory_can_be_marked),
        sl_test(a_list_with_room_does_not_move),
        sl_test(very_large_blocks_are_zeroed_and_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
