/* What was accepted in gitleaks stays accepted, and no more than that. */
#include "tests/support/test.h"

#include "base/digest.h"
#include "runner/gitleaks.h"

static const sl_str equivalents[] = {SL_STR("kingfisher:x"), SL_STR("gitleaks:acme-token")};
static const sl_rule theirs = {.id = SL_STR("acme-token"), .kind = SL_STR("secrets")};
static const sl_rule ours = {.id = SL_STR("acme"),
                             .kind = SL_STR("secrets"),
                             .equivalents = {(sl_str *)(uintptr_t)equivalents, 2, 2}};
static const sl_rule other = {.id = SL_STR("acme-token"), .kind = SL_STR("sast")};

static sl_finding finding(const sl_rule *rule, const char *file, uint32_t line)
{
    return (sl_finding){.rule = rule, .file = sl_str_of(file), .region = {.line = line}};
}

static bool ignores(const sl_gitleaks *accepted, const sl_rule *rule, const char *file,
                    uint32_t line)
{
    const sl_finding f = finding(rule, file, line);
    return sl_gitleaks_ignores(accepted, &f);
}

static void a_fingerprint_ignores_the_finding_in_that_place(void **state)
{
    sl_gitleaks *accepted = sl_gitleaks_new(*state);

    sl_gitleaks_ignore(accepted, SL_S("i"), SL_S("# no\n\n./src\\a.c:acme-token:3\nz.zip!b:x:1\n"));

    assert_true(ignores(accepted, &theirs, "src/a.c", 3));
    assert_true(ignores(accepted, &ours, "src/a.c", 3));
    assert_false(ignores(accepted, &theirs, "src/a.c", 4));
    assert_false(ignores(accepted, &theirs, "a.c", 3));
    assert_false(ignores(accepted, &other, "src/a.c", 3));
    assert_int_equal(sl_gitleaks_odd(accepted)->n, 0);
}

static void files_in_archives_are_named_as_gitleaks_names_them(void **state)
{
    const sl_rule rule = {.id = SL_S("x"), .kind = SL_S("secrets")};
    sl_gitleaks *accepted = sl_gitleaks_new(*state);

    sl_gitleaks_ignore(accepted, SL_S("i"), SL_S("z.zip!d/b:x:1"));

    assert_true(ignores(accepted, &rule, "z.zip!/d/b", 1));
}

static void lines_that_are_no_fingerprints_are_told(void **state)
{
    sl_gitleaks *accepted = sl_gitleaks_new(*state);

    sl_gitleaks_ignore(accepted, SL_S("i"), SL_S("a:b\n\nc:d:x\na:b:1\n"));

    const sl_strs *odd = sl_gitleaks_odd(accepted);
    assert_int_equal(odd->n, 2);
    assert_true(sl_str_starts(odd->v[0], SL_S("i:1: ")));
    assert_true(sl_str_starts(odd->v[1], SL_S("i:3: ")));
}

static void each_finding_of_a_report_excuses_one(void **state)
{
    sl_err e = {0};
    bool known[3] = {false};
    sl_gitleaks *accepted = sl_gitleaks_new(*state);
    sl_finding all[] = {finding(&theirs, "a", 1), finding(&theirs, "a", 1), finding(&ours, "b", 2)};
    const sl_findings findings = {all, 3, 3};
    sl_str report = SL_S("[{\"RuleID\": \"acme-token\", \"File\": \"a\", \"StartLine\": 1},"
                         " {\"RuleID\": \"acme-token\", \"File\": \"b\", \"StartLine\": 2}]");

    assert_ok(sl_gitleaks_report(accepted, SL_S("r"), report, &e), &e);
    sl_gitleaks_match(accepted, &findings, known);

    assert_true(known[0]);
    assert_false(known[1]);
    assert_true(known[2]);
}

static void a_known_secret_may_move_within_its_file(void **state)
{
    sl_err e = {0};
    bool known[2] = {false};
    unsigned char digest[SL_SHA256_BYTES];
    sl_gitleaks *accepted = sl_gitleaks_new(*state);
    sl_finding all[] = {finding(&theirs, "a", 9), finding(&theirs, "b", 9)};
    const sl_findings findings = {all, 2, 2};
    const sl_str parts[] = {theirs.id, SL_S("acme-token s3cret"), {0}, {0}};
    sl_sha256_parts(digest, parts, 4);
    sl_hex(all[0].fingerprint, digest, SL_FINGERPRINT_TEXT / 2);
    sl_hex(all[1].fingerprint, digest, SL_FINGERPRINT_TEXT / 2);
    sl_str report = SL_S("[{\"RuleID\": \"acme-token\", \"File\": \"a\", \"StartLine\": 1,"
                         " \"Secret\": \"s3cret\"}]");

    assert_ok(sl_gitleaks_report(accepted, SL_S("r"), report, &e), &e);
    sl_gitleaks_match(accepted, &findings, known);

    assert_true(known[0]);
    assert_false(known[1]);
}

static void what_is_no_report_is_refused_with_its_place(void **state)
{
    sl_err e = {0};
    sl_gitleaks *accepted = sl_gitleaks_new(*state);

    assert_true(sl_gitleaks_is_report(SL_S(" [")));
    assert_false(sl_gitleaks_is_report(SL_S("{\"schema\": 1}")));
    assert_false(sl_gitleaks_report(accepted, SL_S("r"), SL_S("[\n{\"RuleID\": \"a\"}]"), &e));
    assert_int_equal(e.kind, SL_EUSAGE);
    assert_non_null(strstr(e.text, "r:2:1: "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_fingerprint_ignores_the_finding_in_that_place),
        sl_test(files_in_archives_are_named_as_gitleaks_names_them),
        sl_test(lines_that_are_no_fingerprints_are_told),
        sl_test(each_finding_of_a_report_excuses_one),
        sl_test(a_known_secret_may_move_within_its_file),
        sl_test(what_is_no_report_is_refused_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
