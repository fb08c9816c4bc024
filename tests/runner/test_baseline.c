/* The baseline: a multiset of known findings. */
#include "tests/support/findings.h"
#include "tests/support/test.h"

#include "runner/baseline.h"

static void a_known_finding_excuses_one_and_a_new_copy_is_new(void **state)
{
    const sl_rule *rule = sl_test_rule(*state, "key", SL_HIGH);
    sl_findings old = {0};
    sl_findings now = {0};
    sl_baseline *baseline = sl_baseline_new(*state);
    sl_baseline_add(baseline, sl_test_finding(*state, &old, rule, "a.py", "k"));
    sl_test_finding(*state, &now, rule, "0-copy.py", "k");
    sl_test_finding(*state, &now, rule, "a.py", "k");
    bool known[2] = {false};

    sl_baseline_match(baseline, &now, known);

    assert_false(known[0]);
    assert_true(known[1]);
}

static void a_finding_that_moved_to_another_file_stays_known(void **state)
{
    const sl_rule *rule = sl_test_rule(*state, "key", SL_HIGH);
    sl_findings old = {0};
    sl_findings now = {0};
    sl_baseline *baseline = sl_baseline_new(*state);
    sl_baseline_add(baseline, sl_test_finding(*state, &old, rule, "a.py", "k"));
    sl_test_finding(*state, &now, rule, "renamed.py", "k");
    bool known[1] = {false};

    sl_baseline_match(baseline, &now, known);

    assert_true(known[0]);
}

static void what_is_written_is_read_back_with_its_counts(void **state)
{
    sl_err e = {0};
    const sl_rule *rule = sl_test_rule(*state, "key", SL_HIGH);
    sl_findings list = {0};
    sl_baseline *baseline;
    sl_buf text;
    sl_buf_init(&text, 10000);
    sl_test_finding(*state, &list, rule, "a.py", "k");
    sl_test_finding(*state, &list, rule, "a.py", "k");
    sl_test_finding(*state, &list, rule, "b.py", "other");

    assert_ok(sl_baseline_write(&text, &list, &e), &e);
    assert_ok(sl_baseline_read(&baseline, *state, SL_S("b.json"), sl_buf_str(&text), &e), &e);

    bool known[3] = {false};
    assert_int_equal(sl_baseline_count(baseline), 3);
    sl_baseline_match(baseline, &list, known);
    assert_true(known[0] && known[1] && known[2]);
    sl_buf_clear(&text);
}

static void another_file_is_no_baseline(void **state)
{
    sl_err e = {0};
    sl_baseline *baseline;

    assert_false(
        sl_baseline_read(&baseline, *state, SL_S("b.json"), SL_S("{\"schema\": \"x\"}"), &e));
    assert_int_equal(e.kind, SL_EUSAGE);
    assert_false(sl_baseline_read(&baseline, *state, SL_S("b.json"),
                                  SL_S("{\"schema\": \"sluice-baseline/1\", \"findings\": [\n"
                                       "{\"fingerprint\": \"12\"}]}"),
                                  &e));
    assert_memory_equal(e.text, "b.json:2:1:", 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_known_finding_excuses_one_and_a_new_copy_is_new),
        sl_test(a_finding_that_moved_to_another_file_stays_known),
        sl_test(what_is_written_is_read_back_with_its_counts),
        sl_test(another_file_is_no_baseline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
