/* The gate: what counts, what blocks, and which verdict that gives. */
#include "tests/support/findings.h"
#include "tests/support/test.h"

#include "runner/gate.h"

/** A result with one scanning stage, "code", that has passed. */
static sl_result *result_of(sl_arena *mem, sl_policy *policy)
{
    sl_result *result = sl_alloc(mem, sizeof *result);
    *policy = (sl_policy){.fail_on = SL_HIGH, .ignores_allowed = true};
    result->policy = policy;
    *sl_list_add(mem, &result->stages) =
        (sl_stage_result){.name = SL_S("code"), .uses = SL_S("sast"), .state = SL_STAGE_PASSED};
    return result;
}

static sl_finding *judged(const sl_gate *gate, sl_finding *f)
{
    sl_findings list = {.v = f, .n = 1, .cap = 1};
    sl_gate_judge(gate, &list);
    return f;
}

static sl_finding *finding(sl_arena *mem, sl_severity severity)
{
    sl_findings list = {0};
    return sl_test_finding(mem, &list, sl_test_rule(mem, "rule-a", severity), "a.py", "k");
}

static void a_finding_at_the_threshold_blocks_and_one_below_does_not(void **state)
{
    sl_policy policy = {.fail_on = SL_HIGH};
    sl_gate gate = {.policy = &policy};

    assert_true(judged(&gate, finding(*state, SL_HIGH))->blocks);
    assert_true(judged(&gate, finding(*state, SL_CRITICAL))->blocks);
    assert_false(judged(&gate, finding(*state, SL_MEDIUM))->blocks);
}

static void with_none_as_threshold_nothing_blocks(void **state)
{
    sl_policy policy = {.fail_on = SL_SEVERITY_NONE};
    sl_gate gate = {.policy = &policy};

    assert_false(judged(&gate, finding(*state, SL_CRITICAL))->blocks);
}

static void a_stage_has_its_own_threshold(void **state)
{
    sl_policy policy = {.fail_on = SL_HIGH};
    sl_gate gate = {.policy = &policy};
    *sl_list_add((sl_arena *)*state, &policy.stages) = (sl_threshold){SL_S("code"), SL_LOW};

    assert_true(judged(&gate, finding(*state, SL_LOW))->blocks);
}

static void an_ignore_comment_counts_unless_the_policy_forbids_it(void **state)
{
    sl_policy policy = {.fail_on = SL_HIGH, .ignores_allowed = true};
    sl_gate gate = {.policy = &policy};
    sl_finding *f = finding(*state, SL_HIGH);
    f->ignore_note = SL_S("tested");

    assert_int_equal(judged(&gate, f)->standing, SL_IGNORED);
    policy.ignores_allowed = false;
    assert_int_equal(judged(&gate, f)->standing, SL_OPEN);
    assert_true(f->blocks);
}

static bool is_not_old(void *context, const sl_finding *f)
{
    (void)context;
    (void)f;
    return false;
}

static void an_ignore_comment_that_the_change_adds_does_not_count(void **state)
{
    sl_policy policy = {.fail_on = SL_HIGH, .ignores_allowed = true};
    sl_gate gate = {.policy = &policy, .has_old_ignore = is_not_old};
    sl_finding *f = finding(*state, SL_HIGH);
    f->ignore_note = SL_S("trust me");

    assert_true(judged(&gate, f)->blocks);
}

static void a_finding_that_the_base_has_blocks_unless_only_new_ones_do(void **state)
{
    sl_policy policy = {.fail_on = SL_HIGH};
    sl_baseline *base = sl_baseline_new(*state);
    sl_gate gate = {.policy = &policy, .base = base};
    sl_finding *f = finding(*state, SL_HIGH);
    sl_baseline_add(base, f);

    assert_true(judged(&gate, f)->blocks);
    assert_false(f->is_new);
    policy.new_only = true;
    sl_baseline_add(base, f);
    assert_int_equal(judged(&gate, f)->standing, SL_KNOWN);
    assert_false(f->blocks);
}

static void the_baseline_file_excuses_old_findings(void **state)
{
    sl_policy policy = {.fail_on = SL_HIGH};
    sl_baseline *baseline = sl_baseline_new(*state);
    sl_gate gate = {.policy = &policy, .baseline = baseline};
    sl_finding *f = finding(*state, SL_HIGH);
    sl_baseline_add(baseline, f);

    assert_int_equal(judged(&gate, f)->standing, SL_KNOWN);
}

static void an_input_that_failed_wins_over_blocking_findings(void **state)
{
    sl_policy policy;
    sl_result *result = result_of(*state, &policy);
    sl_finding *f = finding(*state, SL_HIGH);
    f->blocks = true;
    *sl_list_add((sl_arena *)*state, &result->findings) = *f;
    result->stages.v[0].state = SL_STAGE_BLOCKED;

    sl_gate_close(result, *state);
    assert_int_equal(result->exit_status, SL_EXIT_BLOCKED);

    *sl_list_add((sl_arena *)*state, &result->ledger.sources) =
        (sl_ledger_source){.counts = {.n_failed = 1}};
    sl_gate_close(result, *state);
    assert_int_equal(result->exit_status, SL_EXIT_UNDECIDED);
    assert_int_equal(result->counts[SL_HIGH], 1);
}

static void a_mandatory_stage_that_did_not_run_keeps_the_gate_shut(void **state)
{
    sl_policy policy;
    sl_result *result = result_of(*state, &policy);
    result->stages.v[0].state = SL_STAGE_SKIPPED;

    sl_gate_close(result, *state);
    assert_int_equal(result->verdict, SL_PASS);
    result->stages.v[0].is_mandatory = true;
    sl_gate_close(result, *state);
    assert_int_equal(result->exit_status, SL_EXIT_UNDECIDED);
}

static void a_stage_that_may_fail_does_not_decide_unless_it_is_mandatory(void **state)
{
    sl_policy policy;
    sl_result *result = result_of(*state, &policy);
    result->stages.v[0].state = SL_STAGE_BLOCKED;
    result->stages.v[0].allow_failure = true;

    sl_gate_close(result, *state);
    assert_int_equal(result->verdict, SL_PASS);
    result->stages.v[0].is_mandatory = true;
    sl_gate_close(result, *state);
    assert_int_equal(result->verdict, SL_FAIL);
}

static void partly_understood_inputs_block_only_where_the_policy_says_so(void **state)
{
    sl_policy policy;
    sl_result *result = result_of(*state, &policy);
    *sl_list_add((sl_arena *)*state, &result->ledger.sources) =
        (sl_ledger_source){.counts = {.n_scanned = 1, .n_partial = 1}};

    sl_gate_close(result, *state);
    assert_int_equal(result->verdict, SL_PASS);
    policy.partial_fails = true;
    sl_gate_close(result, *state);
    assert_int_equal(result->verdict, SL_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_finding_at_the_threshold_blocks_and_one_below_does_not),
        sl_test(with_none_as_threshold_nothing_blocks),
        sl_test(a_stage_has_its_own_threshold),
        sl_test(an_ignore_comment_counts_unless_the_policy_forbids_it),
        sl_test(an_ignore_comment_that_the_change_adds_does_not_count),
        sl_test(a_finding_that_the_base_has_blocks_unless_only_new_ones_do),
        sl_test(the_baseline_file_excuses_old_findings),
        sl_test(an_input_that_failed_wins_over_blocking_findings),
        sl_test(a_mandatory_stage_that_did_not_run_keeps_the_gate_shut),
        sl_test(a_stage_that_may_fail_does_not_decide_unless_it_is_mandatory),
        sl_test(partly_understood_inputs_block_only_where_the_policy_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
