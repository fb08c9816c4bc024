/* Reports: each format is well-formed whatever the findings hold, and none hides the ledger. */
#include "tests/support/findings.h"
#include "tests/support/test.h"

#include "base/json.h"
#include "runner/report.h"

/** A result with one open and one waived finding, a failed unit and hostile texts. */
static sl_result *result_of(sl_arena *mem)
{
    sl_result *r = sl_alloc(mem, sizeof *r);
    sl_policy *policy = sl_alloc(mem, sizeof *policy);
    policy->fail_on = SL_HIGH;
    *r = (sl_result){.verdict = SL_FAIL,
                     .exit_status = 1,
                     .why = SL_S("1 finding is at or over the threshold"),
                     .started = SL_S("2026-01-02T03:04:05Z"),
                     .target = SL_S("."),
                     .policy = policy};
    *sl_list_add(mem, &r->stages) = (sl_stage_result){.name = SL_S("code"),
                                                      .uses = SL_S("sast"),
                                                      .state = SL_STAGE_BLOCKED,
                                                      .sentence = SL_S("1 finding blocks"),
                                                      .n_findings = 1,
                                                      .n_blocking = 1};
    sl_finding *f = sl_test_finding(mem, &r->findings, sl_test_rule(mem, "rule-a", SL_HIGH),
                                    "src/a b\"<&>.py", "1");
    f->message = SL_S("bad \"<&>|\x01 ]]> \xff text\nsecond line");
    f->blocks = true;
    f = sl_test_finding(mem, &r->findings, sl_test_rule(mem, "rule-b", SL_CRITICAL), "b.py", "2");
    f->standing = SL_WAIVED;
    f->reason = SL_S("known & accepted");
    f->owner = SL_S("alice");
    r->counts[SL_HIGH] = 1;
    r->n_waived = 1;
    *sl_list_add(mem, &r->ledger.sources) =
        (sl_ledger_source){.name = SL_S("folder ."), .counts = {.n_scanned = 2, .n_failed = 1}};
    r->ledger.counts = r->ledger.sources.v[0].counts;
    *sl_list_add(mem, &r->ledger) = (sl_entry){
        .path = SL_S("big.bin"), .state = SL_UNIT_FAILED, .reason = SL_S("larger than 100 bytes")};
    return r;
}

static char *report(sl_arena *mem, const sl_result *r, const char *format)
{
    sl_err e = {0};
    sl_buf out;
    sl_report_look look = {0};
    sl_buf_init(&out, 64 << 20);
    assert_ok(sl_report_of(sl_str_of(format))->write(&out, r, &look, &e), &e);
    char *text = sl_dup_z(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return text;
}

static sl_node *parsed(sl_arena *mem, const char *text)
{
    sl_err e = {0};
    sl_node *doc;
    assert_ok(sl_json_read(&doc, mem, SL_S("report"), sl_str_of(text), &e), &e);
    return doc;
}

static void json_has_verdict_findings_and_ledger(void **state)
{
    const sl_node *doc = parsed(*state, report(*state, result_of(*state), "json"));

    assert_true(sl_str_is(sl_node_text(sl_node_get(doc, "verdict")), "fail"));
    assert_int_equal(sl_node_get(doc, "findings")->n, 2);
    assert_true(sl_node_true(sl_node_get(sl_node_get(doc, "findings")->items[1], "waived")));
    const sl_node *ledger = sl_node_get(doc, "ledger");
    assert_int_equal(sl_node_get(ledger, "total")->integer, 3);
    assert_int_equal(sl_node_get(ledger, "failed")->integer, 1);
    const sl_node *unit = sl_node_get(ledger, "units")->items[0];
    assert_true(sl_str_is(sl_node_text(sl_node_get(unit, "reason")), "larger than 100 bytes"));
}

static const sl_node *sarif_run(sl_arena *mem, const sl_result *r)
{
    const sl_node *doc = parsed(mem, report(mem, r, "sarif"));
    assert_true(sl_str_is(sl_node_text(sl_node_get(doc, "version")), "2.1.0"));
    return sl_node_get(doc, "runs")->items[0];
}

static void sarif_has_relative_uris_fingerprints_and_suppressions(void **state)
{
    const sl_node *run = sarif_run(*state, result_of(*state));

    const sl_node *results = sl_node_get(run, "results");
    const sl_node *blocked = results->items[0];
    const sl_node *waived = results->items[1];
    const sl_node *place = sl_node_path(sl_node_get(blocked, "locations")->items[0],
                                        "physicalLocation.artifactLocation.uri");
    assert_true(sl_str_is(sl_node_text(place), "src/a%20b%22%3C&%3E.py"));
    assert_int_equal(
        sl_node_text(sl_node_path(blocked, "partialFingerprints.primaryLocationLineHash")).n, 32);
    assert_null(sl_node_get(blocked, "suppressions"));
    assert_true(sl_str_is(
        sl_node_text(sl_node_get(sl_node_get(waived, "suppressions")->items[0], "justification")),
        "known & accepted"));
}

static void sarif_keeps_the_gravest_5000_and_counts_the_rest(void **state)
{
    sl_result *r = result_of(*state);
    const sl_rule *low = sl_test_rule(*state, "rule-low", SL_LOW);
    const sl_rule *high = sl_test_rule(*state, "rule-high", SL_CRITICAL);
    r->findings.n = 0;
    for (size_t i = 0; i < 5100; i++)
        sl_test_finding(*state, &r->findings, i == 5099 ? high : low, "a.py", "k");

    const sl_node *run = sarif_run(*state, r);

    const sl_node *results = sl_node_get(run, "results");
    assert_int_equal(results->n, 5000);
    assert_true(sl_str_is(sl_node_text(sl_node_get(results->items[0], "ruleId")), "rule-high"));
    assert_int_equal(sl_node_path(run, "properties.resultsLeftOut")->integer, 100);
}

static void junit_quotes_markup_and_drops_what_xml_forbids(void **state)
{
    const char *text = report(*state, result_of(*state), "junit");

    assert_non_null(strstr(text, "src/a b&quot;&lt;&amp;&gt;.py"));
    assert_null(strchr(text, 1));
    assert_non_null(strstr(text, "failures=\"1\""));
    assert_non_null(strstr(text, "1 could not be scanned"));
}

static void markdown_keeps_a_finding_in_its_row(void **state)
{
    const char *text = report(*state, result_of(*state), "markdown");

    const char *row = strstr(text, "| high |");
    assert_non_null(row);
    assert_non_null(strstr(row, "second line | yes |\n"));
    assert_true(strstr(row, "second line") < strchr(row, '\n'));
    assert_non_null(strstr(text, "3 inputs: 2 scanned, 0 cached, 0 skipped, 1 failed"));
}

static void a_github_annotation_stays_on_its_line(void **state)
{
    const char *text = report(*state, result_of(*state), "github");

    assert_non_null(
        strstr(text, "::error file=src/a b\"<&>.py,line=3,endLine=3,col=5,title=rule-a::"));
    assert_non_null(strstr(text, "%0Asecond line\n"));
    assert_non_null(strstr(text, "::error file=big.bin,title=not scanned::"));
}

static void gitlab_gets_a_list_of_issues_with_unique_fingerprints(void **state)
{
    sl_result *r = result_of(*state);
    sl_finding again = r->findings.v[0];
    *sl_list_add((sl_arena *)*state, &r->findings) = again;

    const sl_node *doc = parsed(*state, report(*state, r, "gitlab"));

    assert_int_equal(doc->n, 4); /* two findings, what failed, the totals */
    assert_false(sl_str_eq(sl_node_text(sl_node_get(doc->items[0], "fingerprint")),
                           sl_node_text(sl_node_get(doc->items[1], "fingerprint"))));
}

static void text_lets_nothing_control_the_terminal(void **state)
{
    sl_result *r = result_of(*state);
    r->findings.v[0].file = SL_S("a\033[2Jb.py");

    const char *text = report(*state, r, "text");

    assert_null(strchr(text, 033));
    assert_non_null(strstr(text, "a\\x1b[2Jb.py"));
    assert_non_null(strstr(text, "GATE SHUT: 1 finding is at or over the threshold"));
    assert_non_null(strstr(text, "failed big.bin: larger than 100 bytes"));
}

static void quickfix_is_a_line_a_finding_and_a_line_an_input_not_scanned(void **state)
{
    sl_result *r = result_of(*state);

    const char *text = report(*state, r, "quickfix");

    assert_string_equal(text, "src/a b\"<&>.py:3:5: error: bad \"<&>|  ]]> \xff text second line "
                              "[high rule-a]\n"
                              "big.bin:1:1: error: not scanned: larger than 100 bytes\n"
                              "sluice: 1 finding is at or over the threshold\n");
}

static void quickfix_of_a_clean_result_is_empty(void **state)
{
    const sl_result clean = {.verdict = SL_PASS, .why = SL_S("nothing")};

    assert_string_equal(report(*state, &clean, "quickfix"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(json_has_verdict_findings_and_ledger),
        sl_test(sarif_has_relative_uris_fingerprints_and_suppressions),
        sl_test(sarif_keeps_the_gravest_5000_and_counts_the_rest),
        sl_test(junit_quotes_markup_and_drops_what_xml_forbids),
        sl_test(markdown_keeps_a_finding_in_its_row),
        sl_test(a_github_annotation_stays_on_its_line),
        sl_test(gitlab_gets_a_list_of_issues_with_unique_fingerprints),
        sl_test(text_lets_nothing_control_the_terminal),
        sl_test(quickfix_is_a_line_a_finding_and_a_line_an_input_not_scanned),
        sl_test(quickfix_of_a_clean_result_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
