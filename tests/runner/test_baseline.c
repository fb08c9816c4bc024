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

/* The findings as a baseline file, with the salt of `like`. */
static sl_str written(sl_arena *mem, const sl_findings *list, const sl_baseline *like)
{
    sl_err e = {0};
    sl_baseline *baseline;
    sl_buf text;
    sl_buf_init(&text, 10000);
    assert_ok(sl_baseline_start(&baseline, mem, like, &e), &e);
    for (size_t i = 0; i < list->n; i++)
        sl_baseline_add(baseline, &list->v[i]);
    assert_ok(sl_baseline_write(&text, baseline, &e), &e);
    sl_str copy = sl_dup(mem, sl_buf_str(&text));
    sl_buf_clear(&text);
    return copy;
}

static void joined_baselines_know_what_either_knows_and_not_the_sum(void **state)
{
    const sl_rule *rule = sl_test_rule(*state, "key", SL_HIGH);
    sl_findings list = {0};
    sl_baseline *one = sl_baseline_new(*state);
    sl_baseline *other = sl_baseline_new(*state);
    sl_baseline_add(one, sl_test_finding(*state, &list, rule, "a.py", "k"));
    sl_baseline_add(other, sl_test_finding(*state, &list, rule, "a.py", "k"));
    sl_baseline_add(other, sl_test_finding(*state, &list, rule, "b.py", "other"));

    sl_baseline_join(one, other);

    bool known[3] = {false};
    assert_int_equal(sl_baseline_count(one), 2);
    sl_baseline_match(one, &list, known);
    assert_true(known[0] && !known[1] && known[2]);
}

static void what_is_written_is_read_back_with_its_counts(void **state)
{
    sl_err e = {0};
    const sl_rule *rule = sl_test_rule(*state, "key", SL_HIGH);
    sl_findings list = {0};
    sl_test_finding(*state, &list, rule, "a.py", "k");
    sl_test_finding(*state, &list, rule, "a.py", "k");
    sl_test_finding(*state, &list, rule, "b.py", "other");

    sl_str text = written(*state, &list, NULL);
    sl_baseline *baseline;
    assert_ok(sl_baseline_read(&baseline, *state, SL_S("b.json"), text, &e), &e);

    bool known[3] = {false};
    assert_int_equal(sl_baseline_count(baseline), 3);
    sl_baseline_match(baseline, &list, known);
    assert_true(known[0] && known[1] && known[2]);
    assert_int_equal(sl_baseline_left(baseline), 0);
}

static void what_is_used_up_excuses_no_other_stage(void **state)
{
    const sl_rule *rule = sl_test_rule(*state, "key", SL_HIGH);
    sl_findings first = {0};
    sl_findings second = {0};
    sl_baseline *baseline = sl_baseline_new(*state);
    bool known[1] = {false};
    sl_baseline_add(baseline, sl_test_finding(*state, &first, rule, "a.py", "k"));
    sl_test_finding(*state, &second, rule, "copy.py", "k");

    sl_baseline_match(baseline, &first, (bool[1]){false});
    sl_baseline_match(baseline, &second, known);

    assert_false(known[0]);
}

static void the_fingerprint_of_a_credential_is_not_in_the_file(void **state)
{
    sl_err e = {0};
    sl_rule *secret = sl_test_rule(*state, "a-key", SL_HIGH);
    sl_rule *weak = sl_test_rule(*state, "b-password", SL_HIGH);
    const sl_rule *other = sl_test_rule(*state, "c-code", SL_HIGH);
    sl_findings list = {0};
    secret->kind = SL_S("secrets");
    *sl_list_add(*state, &weak->cwe) = SL_S("CWE-798");
    sl_test_finding(*state, &list, secret, "a.py", "k");
    sl_test_finding(*state, &list, weak, "a.py", "p");
    sl_test_finding(*state, &list, other, "a.py", "c");

    sl_str text = written(*state, &list, NULL);

    assert_true(sl_str_find(text, sl_str_of(list.v[0].fingerprint), 0) == SIZE_MAX);
    assert_true(sl_str_find(text, sl_str_of(list.v[1].fingerprint), 0) == SIZE_MAX);
    assert_true(sl_str_find(text, sl_str_of(list.v[2].fingerprint), 0) != SIZE_MAX);
    sl_baseline *baseline;
    bool known[3] = {false};
    assert_ok(sl_baseline_read(&baseline, *state, SL_S("b.json"), text, &e), &e);
    sl_baseline_match(baseline, &list, known);
    assert_true(known[0] && known[1] && known[2]);
}

static void
two_files_of_the_same_secret_share_nothing_and_a_rewritten_one_stays_as_it_is(void **state)
{
    sl_err e = {0};
    sl_rule *secret = sl_test_rule(*state, "a-key", SL_HIGH);
    sl_findings list = {0};
    sl_baseline *old;
    secret->kind = SL_S("secrets");
    sl_test_finding(*state, &list, secret, "a.py", "k");

    sl_str one = written(*state, &list, NULL);
    sl_str two = written(*state, &list, NULL);
    assert_ok(sl_baseline_read(&old, *state, SL_S("b.json"), one, &e), &e);
    sl_str again = written(*state, &list, old);

    assert_false(sl_str_eq(one, two));
    assert_true(sl_str_eq(one, again));
}

static bool is_python(void *context, const sl_known *known)
{
    (void)context;
    return sl_str_ends(known->file, SL_S(".py"));
}

static void what_was_not_found_again_is_carried_over_where_it_may(void **state)
{
    const sl_rule *rule = sl_test_rule(*state, "key", SL_HIGH);
    sl_findings gone = {0};
    sl_findings now = {0};
    sl_baseline *from = sl_baseline_new(*state);
    sl_baseline *to = sl_baseline_new(*state);
    sl_baseline_add(from, sl_test_finding(*state, &gone, rule, "a.py", "x"));
    sl_baseline_add(from, sl_test_finding(*state, &gone, rule, "a.py", "x"));
    sl_baseline_add(from, sl_test_finding(*state, &gone, rule, "b.go", "y"));
    sl_test_finding(*state, &now, rule, "a.py", "x");

    sl_baseline_match(from, &now, (bool[1]){false});
    size_t n_refused = sl_baseline_carry(to, from, is_python, NULL);

    assert_int_equal(n_refused, 1);
    assert_int_equal(sl_baseline_count(to), 1);
}

static void a_file_that_would_cost_too_much_is_refused(void **state)
{
    static const char *const texts[] = {
        "{\"schema\": \"sluice-baseline/1\", \"keys\": {\"rounds\": 999999999, "
        "\"salt\": \"00000000000000000000000000000000\"}}",
        "{\"schema\": \"sluice-baseline/1\", \"keys\": {\"rounds\": 1, \"salt\": \"0\"}}",
        "{\"schema\": \"sluice-baseline/1\", \"findings\": [{\"key\": "
        "\"00000000000000000000000000000000\"}]}",
        "{\"schema\": \"sluice-baseline/1\", \"findings\": [{\"fingerprint\": "
        "\"00000000000000000000000000000000\", \"count\": 0}]}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sl_err e = {0};
        sl_baseline *baseline;

        bool ok = sl_baseline_read(&baseline, *state, SL_S("b.json"), sl_str_of(texts[i]), &e);

        assert_false(ok);
        assert_int_equal(e.kind, SL_EUSAGE);
    }
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
        sl_test(joined_baselines_know_what_either_knows_and_not_the_sum),
        sl_test(what_is_written_is_read_back_with_its_counts),
        sl_test(what_is_used_up_excuses_no_other_stage),
        sl_test(the_fingerprint_of_a_credential_is_not_in_the_file),
        sl_test(two_files_of_the_same_secret_share_nothing_and_a_rewritten_one_stays_as_it_is),
        sl_test(what_was_not_found_again_is_carried_over_where_it_may),
        sl_test(a_file_that_would_cost_too_much_is_refused),
        sl_test(another_file_is_no_baseline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
