/* The values that stand near a secret. */
#include "tests/support/test.h"

#include "engine/verify/near.h"

static const sl_rule id_rule = {.id = SL_STR("id")};
static const sl_rule other_rule = {.id = SL_STR("other")};
static const sl_rule secret_rule = {.id = SL_STR("secret")};

static void add(sl_arena *mem, sl_findings *all, sl_finding finding)
{
    *sl_list_add(mem, all) = finding;
}

static sl_finding found(const sl_rule *rule, const char *file, uint32_t line, const char *secret)
{
    return (sl_finding){.rule = rule,
                        .file = sl_str_of(file),
                        .region = {.line = line},
                        .secret = sl_str_of(secret)};
}

static sl_near *near_of(sl_arena *mem, const sl_findings *all)
{
    sl_strs *rules = sl_alloc(mem, sizeof *rules);
    *sl_list_add(mem, rules) = SL_S("id");
    return sl_near_new(mem, all, rules);
}

/* The value that is nearest when `taken`, words with blanks between them, are not wanted. */
static const char *nearest(sl_arena *mem, const sl_findings *all, const char *file, uint32_t line,
                           const char *taken)
{
    sl_strs out_of_question = {0};
    sl_str rest = sl_str_of(taken);
    for (sl_str word; sl_str_cut(&rest, ' ', &word);)
        *sl_list_add(mem, &out_of_question) = word;
    const sl_finding to = found(&secret_rule, file, line, "s");
    size_t at = sl_near_find(near_of(mem, all), &to, &out_of_question);
    return at == SIZE_MAX ? "" : sl_dup_z(mem, all->v[at].secret);
}

static void value_on_the_nearest_line_of_the_file_is_told(void **state)
{
    sl_arena *mem = *state;
    sl_findings all = {0};
    add(mem, &all, found(&id_rule, "a", 1, "one"));
    add(mem, &all, found(&id_rule, "a", 10, "two"));
    add(mem, &all, found(&other_rule, "a", 12, "three"));
    add(mem, &all, found(&id_rule, "a", 12, ""));
    add(mem, &all, found(&id_rule, "b", 12, "four"));

    assert_string_equal(nearest(mem, &all, "a", 5, ""), "one");
    assert_string_equal(nearest(mem, &all, "a", 6, ""), "two");
    assert_string_equal(nearest(mem, &all, "a", 12, ""), "two");
    assert_string_equal(nearest(mem, &all, "a", 12, "two"), "one");
    assert_string_equal(nearest(mem, &all, "a", 12, "two one"), "");
    assert_string_equal(nearest(mem, &all, "b", 1, ""), "four");
    assert_string_equal(nearest(mem, &all, "c", 1, ""), "");
}

static void first_of_those_that_are_as_near_is_told(void **state)
{
    sl_arena *mem = *state;
    sl_findings all = {0};
    add(mem, &all, found(&id_rule, "a", 4, "one"));
    add(mem, &all, found(&id_rule, "a", 4, "two"));
    add(mem, &all, found(&id_rule, "a", 6, "three"));

    assert_string_equal(nearest(mem, &all, "a", 5, ""), "one");
    assert_string_equal(nearest(mem, &all, "a", 5, "one"), "two");
    assert_string_equal(nearest(mem, &all, "a", 5, "one two"), "three");
}

static void no_findings_have_none_near(void **state)
{
    const sl_findings none = {0};

    assert_string_equal(nearest(*state, &none, "a", 1, ""), "");
}

/* As the words above say it, without an order. */
static size_t slowly(const sl_findings *all, const sl_finding *to, const sl_strs *taken)
{
    size_t best = SIZE_MAX;
    long so_far = 0;
    for (size_t i = 0; i < all->n; i++) {
        const sl_finding *f = &all->v[i];
        long away = labs((long)f->region.line - (long)to->region.line);
        bool is_out = f->rule != &id_rule || !sl_str_eq(f->file, to->file);
        for (size_t k = 0; k < taken->n; k++)
            is_out = is_out || sl_str_eq(f->secret, taken->v[k]);
        if (is_out || (best != SIZE_MAX && away >= so_far))
            continue;
        best = i;
        so_far = away;
    }
    return best;
}

static void answers_are_those_of_a_look_at_every_finding(void **state)
{
    static const char *const files[] = {"a", "b"};
    static const char *const values[] = {"v", "w", "x", "y", "z"};
    sl_arena *mem = *state;
    unsigned seed = 7;
    for (unsigned round = 0; round < 300; round++) {
        sl_findings all = {0};
        for (unsigned i = 0; i < round % 20; i++) {
            seed = seed * 1103515245u + 12345u;
            add(mem, &all,
                found(seed >> 30 ? &id_rule : &other_rule, files[seed >> 29 & 1],
                      1 + (seed >> 16 & 15), values[(seed >> 20 & 63) % 5]));
        }
        sl_near *near = near_of(mem, &all);
        for (uint32_t line = 0; line < 18; line++) {
            const sl_finding to = found(&secret_rule, "a", line, "s");
            sl_strs taken = {0};
            while (taken.n < SL_NEAR_VALUES) {
                size_t expected = slowly(&all, &to, &taken);
                assert_int_equal(sl_near_find(near, &to, &taken), expected);
                if (expected == SIZE_MAX)
                    break;
                *sl_list_add(mem, &taken) = all.v[expected].secret;
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(value_on_the_nearest_line_of_the_file_is_told),
        sl_test(first_of_those_that_are_as_near_is_told),
        sl_test(no_findings_have_none_near),
        sl_test(answers_are_those_of_a_look_at_every_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
