/* All built-in rules find what their examples and fixtures say, and nothing else. */
#include "tests/support/test.h"

#include "base/path.h"
#include "runner/trial/rule_test.h"

/* Kinds that look at texts; rules on images are tested with images, in tests/stages/image. */
static void test_kind(sl_rule_tests *tests, sl_arena *mem, const sl_stage_kind *kind)
{
    sl_rule_folder folder = {0};
    sl_err e = {0};
    sl_str path = sl_printf(mem, "%s/rules/%s", SOURCE_DIR, kind->name);
    sl_rule_test_spec spec = {.folder = &folder, .jobs = 2};
    if (!kind->rules || !sl_path_exists(path))
        return;
    *sl_list_add(mem, &spec.only) = sl_str_of(kind->name);
    assert_ok(sl_rule_folder_read(&folder, mem, path, &e), &e);
    if (folder.n_fixtures || kind->rules->examples)
        assert_ok(sl_rules_test(tests, mem, &spec, &e), &e);
}

static void built_in_rules_prove_themselves(void **state)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    sl_rule_tests tests = {0};

    for (size_t i = 0; i < n; i++)
        test_kind(&tests, *state, kinds[i]);

    for (size_t i = 0; i < tests.failures.n; i++)
        print_error("%.*s: %.*s: %.*s\n", SL_FMT(tests.failures.v[i].place),
                    SL_FMT(tests.failures.v[i].rule), SL_FMT(tests.failures.v[i].what));
    assert_int_equal(tests.failures.n, 0);
    assert_in_range(tests.n_rules, 120, 100000);
    assert_int_equal(tests.n_passed, tests.n_rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(built_in_rules_prove_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
