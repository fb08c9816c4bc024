/* The plan: who waits for whom, and what happens when a need does not pass. */
#include "tests/runner/kinds.h"

#include "runner/plan.h"

enum { STAGES = 16 };

static sl_plan *plan_of(sl_arena *mem, const char *stages)
{
    sl_err e = {0};
    sl_plan *plan;
    sl_pipeline *p = test_pipeline(mem, sl_printf(mem, "version: 1\n%s", stages).p);
    assert_ok(sl_plan_new(&plan, mem, p, &e), &e);
    return plan;
}

/* "0,2": the indices that stage `i` waits for, in order. */
static const char *needs_of(sl_arena *mem, const sl_plan *plan, size_t i)
{
    size_t n;
    const size_t *needs = sl_plan_needs(plan, i, &n);
    sl_str text = SL_S("");
    for (size_t at = 0; at < STAGES; at++)
        for (size_t k = 0; k < n; k++)
            if (needs[k] == at)
                text = sl_printf(mem, "%.*s%s%zu", SL_FMT(text), text.n ? "," : "", at);
    return sl_dup_z(mem, text);
}

/* What stage `i` may do when the stages have these states and were left out where `left` says. */
static sl_turn turn(sl_arena *mem, const sl_plan *plan, size_t i, const sl_stage_state *states,
                    size_t left)
{
    sl_str why;
    sl_stage_result results[STAGES] = {0};
    (void)mem;
    for (size_t k = 0; k < i; k++) {
        results[k].name = SL_S("it");
        results[k].state = states[k];
        results[k].is_left_out = k == left;
    }
    return sl_plan_turn(plan, i, results, &why);
}

static const char scans_then_ships[] = "stages:\n"
                                       "- {name: code, uses: sast}\n"
                                       "- {name: keys, uses: secrets}\n"
                                       "- {name: build, uses: shell, with: {run: make}}\n"
                                       "- {name: image, uses: image}\n"
                                       "- {name: ship, uses: deploy, with: {target: command}}\n";

static void without_needs_the_order_is_as_written(void **state)
{
    const sl_plan *plan = plan_of(*state, scans_then_ships);

    assert_string_equal(needs_of(*state, plan, 0), "");
    assert_string_equal(needs_of(*state, plan, 1), "");
    assert_string_equal(needs_of(*state, plan, 2), "0,1");
    assert_string_equal(needs_of(*state, plan, 3), "2");
    assert_string_equal(needs_of(*state, plan, 4), "0,1,2,3");
}

static void needs_take_the_place_of_the_order(void **state)
{
    const sl_plan *plan = plan_of(*state, "stages:\n"
                                          "- {name: build, uses: shell, with: {run: x}}\n"
                                          "- {name: test, uses: shell, with: {run: x}, needs: []}\n"
                                          "- {name: code, uses: sast, needs: []}\n"
                                          "- {name: pack, uses: shell, with: {run: x}, "
                                          "needs: [build]}\n");

    assert_string_equal(needs_of(*state, plan, 1), "");
    assert_string_equal(needs_of(*state, plan, 2), "");
    assert_string_equal(needs_of(*state, plan, 3), "0");
}

static void a_deployment_waits_for_the_gate_whatever_it_needs(void **state)
{
    const sl_plan *plan = plan_of(*state, "policy: {mandatory: [late]}\nstages:\n"
                                          "- {name: code, uses: sast}\n"
                                          "- {name: build, uses: shell, with: {run: x}}\n"
                                          "- {name: ship, uses: deploy, with: {target: command}, "
                                          "needs: [build]}\n"
                                          "- {name: late, uses: secrets, needs: []}\n"
                                          "- {name: more, uses: iac, needs: []}\n");

    assert_string_equal(needs_of(*state, plan, 2), "0,1,3");
}

static void a_mandatory_stage_behind_its_deployment_is_an_error(void **state)
{
    sl_err e = {0};
    sl_plan *plan;
    sl_pipeline *p = test_pipeline(*state, "version: 1\npolicy: {mandatory: [smoke]}\nstages:\n"
                                           "- {name: ship, uses: deploy, with: {target: command}}\n"
                                           "- {name: smoke, uses: shell, with: {run: x}}\n");

    assert_false(sl_plan_new(&plan, *state, p, &e));

    assert_int_equal(e.kind, SL_EUSAGE);
    assert_non_null(strstr(e.text, ".sluice.yml:4:3: stages wait for one another: "
                                   "ship -> smoke -> ship"));
}

static void a_pipeline_without_stages_has_no_plan(void **state)
{
    sl_err e = {0};
    sl_plan *plan;

    assert_false(sl_plan_new(&plan, *state, test_pipeline(*state, "version: 1\nstages: []\n"), &e));

    assert_string_equal(e.text, ".sluice.yml: 'stages' is empty: there is nothing to run");
}

static void a_stage_starts_when_all_its_needs_have_passed(void **state)
{
    const sl_plan *plan = plan_of(*state, scans_then_ships);
    const sl_stage_state running[] = {SL_STAGE_PASSED, SL_STAGE_RUNNING};
    const sl_stage_state passed[] = {SL_STAGE_PASSED, SL_STAGE_PASSED};

    assert_int_equal(turn(*state, plan, 2, running, SIZE_MAX), SL_TURN_WAIT);
    assert_int_equal(turn(*state, plan, 2, passed, SIZE_MAX), SL_TURN_START);
}

static void a_need_that_did_not_pass_ends_the_stage(void **state)
{
    static const sl_stage_state ends[] = {SL_STAGE_BLOCKED, SL_STAGE_FAILED, SL_STAGE_SKIPPED};
    const sl_plan *plan = plan_of(*state, scans_then_ships);

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const sl_stage_state states[] = {SL_STAGE_PASSED, ends[i], SL_STAGE_PASSED,
                                         SL_STAGE_PASSED};
        assert_int_equal(turn(*state, plan, 2, states, SIZE_MAX), SL_TURN_SKIP);
        assert_int_equal(turn(*state, plan, 4, states, SIZE_MAX), SL_TURN_SKIP);
    }
}

static void a_need_that_was_left_out_does_not_hold_others_up(void **state)
{
    const sl_plan *plan = plan_of(*state, scans_then_ships);
    const sl_stage_state states[] = {SL_STAGE_PASSED, SL_STAGE_SKIPPED, SL_STAGE_PASSED,
                                     SL_STAGE_PASSED};

    assert_int_equal(turn(*state, plan, 2, states, 1), SL_TURN_START);
    assert_int_equal(turn(*state, plan, 4, states, 1), SL_TURN_START);
}

static void no_deployment_without_a_mandatory_stage(void **state)
{
    const sl_plan *plan =
        plan_of(*state, sl_printf(*state, "policy: {mandatory: [keys]}\n%s", scans_then_ships).p);
    const sl_stage_state states[] = {SL_STAGE_PASSED, SL_STAGE_SKIPPED, SL_STAGE_PASSED,
                                     SL_STAGE_PASSED};

    assert_int_equal(turn(*state, plan, 4, states, 1), SL_TURN_SKIP);
}

static void a_failure_that_is_allowed_stops_deployments_only(void **state)
{
    const sl_plan *plan =
        plan_of(*state, "stages:\n"
                        "- {name: code, uses: sast, allow_failure: true}\n"
                        "- {name: build, uses: shell, with: {run: x}}\n"
                        "- {name: ship, uses: deploy, with: {target: command}}\n");
    const sl_stage_state states[] = {SL_STAGE_BLOCKED, SL_STAGE_PASSED};

    assert_int_equal(turn(*state, plan, 1, states, SIZE_MAX), SL_TURN_START);
    assert_int_equal(turn(*state, plan, 2, states, SIZE_MAX), SL_TURN_SKIP);
}

static bool runs(sl_arena *mem, const char *when, const sl_occasion *occasion, sl_str *why)
{
    const sl_pipeline *p = test_pipeline(
        mem, sl_printf(mem, "version: 1\nstages: [{name: a, uses: sast, when: {%s}}]\n", when).p);
    return sl_plan_when(&p->stages.v[0].when, occasion, mem, why);
}

static void when_asks_for_all_that_it_names(void **state)
{
    sl_str paths[] = {SL_STR("src/a/b.c"), SL_STR("README.md")};
    const sl_strs changed = {.v = paths, .n = 2};
    const sl_occasion on = {
        .branch = SL_STR("release/1.2"), .event = SL_STR("push"), .changed = &changed};
    sl_str why;

    assert_true(runs(*state, "branch: [main, release/*]", &on, &why));
    assert_true(runs(*state, "branch: 'release/*', event: push, path: src/**", &on, &why));
    assert_true(runs(*state, "path: '*.md'", &on, &why));
    assert_false(runs(*state, "branch: main", &on, &why));
    assert_true(sl_str_is(why, "when: the branch is release/1.2"));
    assert_false(runs(*state, "tag: 'v*'", &on, &why));
    assert_true(sl_str_is(why, "when: the tag is not known"));
    assert_false(runs(*state, "branch: 'release/*', event: pull_request", &on, &why));
    assert_false(runs(*state, "path: docs/**", &on, &why));
    assert_true(sl_str_is(why, "when: no path of it changed"));
}

static void without_a_base_every_path_counts_as_changed(void **state)
{
    const sl_occasion on = {.branch = SL_STR("main")};
    sl_str why;

    assert_true(runs(*state, "path: docs/**", &on, &why));
}

static void a_selection_brings_what_it_needs(void **state)
{
    const sl_plan *plan = plan_of(*state, scans_then_ships);
    bool selected[STAGES] = {0};
    sl_err e = {0};
    sl_str build = SL_STR("build");
    sl_str wrong = SL_STR("biuld");

    assert_ok(sl_plan_select(plan, &(sl_strs){.v = &build, .n = 1}, selected, &e), &e);
    assert_false(sl_plan_select(plan, &(sl_strs){.v = &wrong, .n = 1}, selected, &e));

    assert_true(selected[0] && selected[1] && selected[2]);
    assert_false(selected[3] || selected[4]);
    assert_string_equal(e.text,
                        "--stage biuld: the pipeline has no such stage; did you mean 'build'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(without_needs_the_order_is_as_written),
        sl_test(needs_take_the_place_of_the_order),
        sl_test(a_deployment_waits_for_the_gate_whatever_it_needs),
        sl_test(a_mandatory_stage_behind_its_deployment_is_an_error),
        sl_test(a_pipeline_without_stages_has_no_plan),
        sl_test(a_stage_starts_when_all_its_needs_have_passed),
        sl_test(a_need_that_did_not_pass_ends_the_stage),
        sl_test(a_need_that_was_left_out_does_not_hold_others_up),
        sl_test(no_deployment_without_a_mandatory_stage),
        sl_test(a_failure_that_is_allowed_stops_deployments_only),
        sl_test(when_asks_for_all_that_it_names),
        sl_test(without_a_base_every_path_counts_as_changed),
        sl_test(a_selection_brings_what_it_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
