/* Regions of a text are found by a place that they have. */
#include "tests/support/test.h"

#include "engine/taint/near.h"

static bool has(sl_near_list list, uint32_t number)
{
    for (size_t i = 0; i < list.n; i++)
        if (list.v[i] == number)
            return true;
    return false;
}

static void every_region_is_found_at_each_place_that_it_has(void **state)
{
    enum { N = 300, LENGTH = 200000 };
    sl_span regions[N];
    uint32_t seed = 11;
    for (size_t i = 0; i < N; i++) {
        seed = seed * 1664525u + 1013904223u;
        regions[i].start = (seed >> 8) % LENGTH;
        seed = seed * 1664525u + 1013904223u;
        regions[i].end = regions[i].start + (seed >> 8) % (i % 10 ? 100 : LENGTH);
    }
    sl_near near;
    sl_near_build(&near, *state, regions, N);

    for (size_t place = 0; place < 2 * LENGTH; place += 13) {
        sl_near_list list = sl_near_at(&near, place);
        for (size_t i = 1; i < list.n; i++)
            assert_true(list.v[i - 1] < list.v[i]);
        for (uint32_t i = 0; i < N; i++)
            if (regions[i].start <= place && place <= regions[i].end)
                assert_true(has(list, i));
    }
    assert_true(sl_near_at(&near, 70).n < N / 2);
}

static void wide_regions_without_number_take_no_room_without_bounds(void **state)
{
    enum { N = 5000 };
    static sl_span regions[N];
    for (size_t i = 0; i < N; i++)
        regions[i] = (sl_span){i, (size_t)1 << 31};
    sl_near near;
    sl_near_build(&near, *state, regions, N);

    assert_true(near.first[near.n_cells] < (1u << 20) + 2 * N);
    assert_int_equal(sl_near_at(&near, N).n, N);
}

static void without_regions_nothing_is_near(void **state)
{
    sl_near near;
    sl_near_build(&near, *state, NULL, 0);

    assert_int_equal(sl_near_at(&near, 0).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(every_region_is_found_at_each_place_that_it_has),
        sl_test(wide_regions_without_number_take_no_room_without_bounds),
        sl_test(without_regions_nothing_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
