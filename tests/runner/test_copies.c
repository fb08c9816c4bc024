/* Findings in copied code name the copies. */
#include "tests/support/test.h"

#include "runner/copies.h"
#include "tests/support/findings.h"

/* A result with a clone a.c:10-19 = b.c:30-39 = c.c:5-20 and a finding in `file` at `line`. */
static sl_finding *result_with(sl_result *r, sl_arena *mem, const char *file, uint32_t line)
{
    sl_rule *copied = sl_test_rule(mem, "duplicates.clone", SL_LOW);
    sl_rule *weak = sl_test_rule(mem, "weak", SL_HIGH);
    copied->kind = SL_S("duplicates");
    weak->kind = SL_S("sast");
    sl_finding *clone = sl_test_finding(mem, &r->findings, copied, "a.c", "clone");
    clone->region = (sl_region){.line = 10, .end_line = 19};
    *sl_list_add(mem, &clone->related) =
        (sl_place){SL_S("b.c"), {.line = 30, .end_line = 39}, SL_S("copy")};
    *sl_list_add(mem, &clone->related) =
        (sl_place){SL_S("c.c"), {.line = 5, .end_line = 20}, SL_S("copy")};
    sl_finding *f = sl_test_finding(mem, &r->findings, weak, file, "weak");
    f->region = (sl_region){.line = line, .end_line = line};
    f->message = SL_S("Weak.");
    f->blocks = true;
    return f;
}

static void a_blocking_finding_names_the_copies_of_its_lines(void **state)
{
    sl_result r = {0};
    sl_finding *f = result_with(&r, *state, "b.c", 32);

    sl_copies_tell(&r, *state);

    assert_int_equal(f->related.n, 2);
    assert_true(sl_str_is(f->related.v[0].file, "a.c"));
    assert_int_equal(f->related.v[0].region.line, 12);
    assert_true(sl_str_is(f->related.v[1].file, "c.c"));
    assert_int_equal(f->related.v[1].region.line, 5);
    assert_int_equal(f->related.v[1].region.end_line, 20);
    assert_true(sl_str_is(f->message, "Weak. This code has copies: a.c:12, c.c:5-20."));
}

static void findings_beside_a_clone_or_that_do_not_block_stay_as_they_are(void **state)
{
    const struct {
        const char *file;
        uint32_t line;
        bool blocks;
    } cases[] = {{"b.c", 29, true}, {"b.c", 40, true}, {"d.c", 32, true}, {"b.c", 32, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_result r = {0};
        sl_finding *f = result_with(&r, *state, cases[i].file, cases[i].line);
        f->blocks = cases[i].blocks;

        sl_copies_tell(&r, *state);

        assert_int_equal(f->related.n, 0);
        assert_true(sl_str_is(f->message, "Weak."));
    }
}

static void clones_themselves_name_no_copies(void **state)
{
    sl_result r = {0};
    result_with(&r, *state, "b.c", 32);
    r.findings.v[0].blocks = true;

    sl_copies_tell(&r, *state);

    assert_int_equal(r.findings.v[0].related.n, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_blocking_finding_names_the_copies_of_its_lines),
        sl_test(findings_beside_a_clone_or_that_do_not_block_stay_as_they_are),
        sl_test(clones_themselves_name_no_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
