/* Waivers: what a waiver file may say and what a waiver accepts. */
#include "tests/support/findings.h"
#include "tests/support/test.h"

#include "runner/waivers.h"

static sl_waivers *waivers_of(sl_arena *mem, const char *text)
{
    sl_err e = {0};
    sl_waivers *waivers = NULL;
    assert_ok(sl_waivers_read(&waivers, mem, SL_S("w.yml"), sl_str_of(text), &e), &e);
    return waivers;
}

static void a_waiver_accepts_only_what_all_its_members_match(void **state)
{
    sl_findings list = {0};
    sl_waivers *waivers =
        waivers_of(*state, "version: 1\nwaivers:\n"
                           "- {rule: py-*, path: tools/**, reason: r, owner: o}\n");
    const sl_rule *rule = sl_test_rule(*state, "py-eval", SL_HIGH);
    const sl_rule *other = sl_test_rule(*state, "js-eval", SL_HIGH);

    assert_non_null(
        sl_waivers_match(waivers, sl_test_finding(*state, &list, rule, "tools/a.py", "1")));
    assert_null(sl_waivers_match(waivers, sl_test_finding(*state, &list, rule, "src/a.py", "1")));
    assert_null(
        sl_waivers_match(waivers, sl_test_finding(*state, &list, other, "tools/a.js", "1")));
    assert_int_equal(waivers->v[0].n_used, 1);
}

static void an_expired_waiver_accepts_nothing(void **state)
{
    sl_findings list = {0};
    sl_waivers *waivers =
        waivers_of(*state, "version: 1\nwaivers:\n"
                           "- {rule: a, reason: r, owner: o, expires: 2026-02-28}\n");
    const sl_finding *f =
        sl_test_finding(*state, &list, sl_test_rule(*state, "a", SL_HIGH), "x", "1");

    sl_waivers_expire(waivers, SL_S("2026-02-28"));
    assert_non_null(sl_waivers_match(waivers, f));
    sl_waivers_expire(waivers, SL_S("2026-03-01"));
    assert_null(sl_waivers_match(waivers, f));
    assert_true(waivers->v[0].is_expired);
}

static void what_is_wrong_with_a_waiver_file_has_its_place(void **state)
{
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"waivers: []\n", "w.yml:1:1: 'version: 1'"},
        {"version: 1\nwaivers: {}\n", "w.yml:2:10: 'waivers' is a list"},
        {"version: 1\nwaivers:\n- {rule: a, owner: o}\n", "w.yml:3:3: a waiver needs a 'reason'"},
        {"version: 1\nwaivers:\n- {rule: a, reason: r}\n", "w.yml:3:3: a waiver needs an 'owner'"},
        {"version: 1\nwaivers:\n- {reason: r, owner: o}\n", "w.yml:3:3: a waiver needs 'rule'"},
        {"version: 1\nwaivers:\n- {rule: a, reason: r, owner: o, until: x}\n",
         "w.yml:3:34: unknown key"},
        {"version: 1\nwaivers:\n- {rule: a, reason: r, owner: o, expires: 2026-02-29}\n",
         "w.yml:3:3: 'expires'"},
        {"version: 1\nwaivers:\n- {fingerprint: xyz, reason: r, owner: o}\n",
         "w.yml:3:3: 'fingerprint'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_err e = {0};
        sl_waivers *waivers;
        assert_false(
            sl_waivers_read(&waivers, *state, SL_S("w.yml"), sl_str_of(cases[i].text), &e));
        assert_int_equal(e.kind, SL_EUSAGE);
        assert_memory_equal(e.text, cases[i].error, strlen(cases[i].error));
    }
}

static void dates_are_those_of_the_calendar(void **state)
{
    (void)state;
    assert_true(sl_date_is(SL_S("2024-02-29")));
    assert_true(sl_date_is(SL_S("2000-02-29")));
    assert_false(sl_date_is(SL_S("1900-02-29")));
    assert_false(sl_date_is(SL_S("2026-13-01")));
    assert_false(sl_date_is(SL_S("2026-1-01")));
    assert_false(sl_date_is(SL_S("2026-00-10")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_waiver_accepts_only_what_all_its_members_match),
        sl_test(an_expired_waiver_accepts_nothing),
        sl_test(what_is_wrong_with_a_waiver_file_has_its_place),
        sl_test(dates_are_those_of_the_calendar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
