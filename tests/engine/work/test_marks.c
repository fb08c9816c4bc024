/* Inline ignore comments. */
#include "tests/support/test.h"

#include "engine/work/marks.h"

#define count(a) (sizeof(a) / sizeof *(a))

/* The note for a finding of `rule` in lines `line` to `end`. */
static sl_str note(sl_arena *mem, const char *kind, const char *text, const char *rule, size_t line)
{
    sl_lines lines;
    sl_lines_init(&lines, mem, sl_str_of(text));
    return sl_marks_note(sl_marks_new(mem, &lines), &(sl_marks_query){.kind = sl_str_of(kind),
                                                                      .rule = sl_str_of(rule),
                                                                      .line = line,
                                                                      .end_line = line});
}

static void a_mark_names_its_rules_and_gives_a_reason(void **state)
{
    static const struct {
        const char *text, *rule, *note;
    } cases[] = {
        {"eval(x) # sluice:ignore py.eval checked above", "py.eval", "checked above"},
        {"eval(x) # sluice:ignore other,py.eval, third a reason", "py.eval", "a reason"},
        {"eval(x) # sluice:ignore other,py.eval, third a reason", "third", "a reason"},
        {"eval(x) /* sluice:ignore py.eval trusted */", "py.eval", "trusted"},
        {"<!-- sluice:ignore py.eval trusted -->", "py.eval", "trusted"},
        {"eval(x) # sluice:ignore py.eval", "py.eval", ""},
        {"eval(x) # sluice:ignore py.eval: as agreed", "py.eval", "as agreed"},
        {"eval(x) # sluice:ignore", "py.eval", NULL},
        {"eval(x) # sluice:ignore other because", "py.eval", NULL},
        {"eval(x) # sluice:ignore-file py.eval", "py.eval", NULL},
        {"eval(x) # sluice:ignored py.eval", "py.eval", NULL},
        {"eval(x) # sluice:ignore eval short id", "py.eval", "short id"},
        {"eval(x) # sluice:ignore xeval no part of it", "py.eval", NULL},
        {"eval(x) # sluice:ignore * all", "py.eval", NULL},
        {"eval(x) # sluice:ignore a b sluice:ignore py.eval c", "py.eval", "c"},
    };
    for (size_t i = 0; i < count(cases); i++) {
        sl_str got = note(*state, "iac", cases[i].text, cases[i].rule, 1);

        assert_int_equal(got.p != NULL, cases[i].note != NULL);
        if (cases[i].note)
            assert_string_equal(sl_dup_z(*state, got), cases[i].note);
    }
}

static void a_comment_line_speaks_for_the_line_below(void **state)
{
    const char *alone = "x\n  // sluice:ignore r why\ny()\nz()\n";
    const char *behind_code = "x() // sluice:ignore r why\ny()\n";
    const char *stacked = "# sluice:ignore r one\n# sluice:ignore s two\ny()\n";

    assert_true(sl_str_is(note(*state, "iac", alone, "r", 3), "why"));
    assert_null(note(*state, "iac", alone, "r", 4).p);
    assert_null(note(*state, "iac", behind_code, "r", 2).p);
    assert_true(sl_str_is(note(*state, "iac", behind_code, "r", 1), "why"));
    assert_true(sl_str_is(note(*state, "iac", stacked, "r", 3), "one"));
    assert_true(sl_str_is(note(*state, "iac", stacked, "s", 3), "two"));
}

static void semgreps_marks_count_as_semgrep_reads_them(void **state)
{
    static const struct {
        const char *text;
        unsigned line;
        bool one, two; /* which rules are ignored there */
    } cases[] = {
        {"eval(x)  # nosem", 1, true, true},
        {"eval(x)  # NOSEM", 1, true, true},
        {"eval(x)  # nosem: one", 1, true, false},
        {"eval(x)  # nosemgrep:two", 1, false, true},
        {"eval(x)  # nosem:one,two", 1, true, true},
        {"eval(x)  # nosemgrep: one, two", 1, true, true},
        {"eval(x)  # nosemgrep: one because", 1, true, false},
        {"eval(x)  # text nosemgrep: one -- because", 1, true, false},
        {"eval(x)  # nosem: other", 1, false, false},
        {"eval(x)  #nosem", 1, false, false},
        {"eval(x) ; y = \"nosem\"", 1, false, false},
        {"# nosem\neval(x)", 2, true, true},
        {"# nosemgrep: one\neval(x)", 2, true, false},
        {"# NoSemGrep: two\neval(x)", 2, false, true},
        {"# nosem: one\n\neval(x)", 3, false, false},
        {"# nosem: one\n# something\neval(x)", 3, false, false},
        {"x = 1  # nosem\neval(x)", 2, false, false},
        {"{/* nosemgrep */}\neval(x)", 2, true, true},
        {"<!-- nosemgrep: one -->\neval(x)", 2, true, false},
        {"/* some nosem: two */ eval(x)", 1, false, true},
    };
    for (size_t i = 0; i < count(cases); i++) {
        assert_int_equal(note(*state, "sast", cases[i].text, "one", cases[i].line).p != NULL,
                         cases[i].one);
        assert_int_equal(note(*state, "sast", cases[i].text, "two", cases[i].line).p != NULL,
                         cases[i].two);
    }
}

static void marks_of_other_tools_count_for_their_kind_only(void **state)
{
    const char *nosem = "eval(x) # nosemgrep\n";
    const char *named = "eval(x) # nosemgrep: a, b\n";
    const char *allow = "key = 1 # gitleaks:allow\n";

    assert_true(sl_str_is(note(*state, "sast", nosem, "a", 1), "nosemgrep"));
    assert_null(note(*state, "iac", nosem, "a", 1).p);
    assert_non_null(note(*state, "sast", named, "b", 1).p);
    assert_non_null(note(*state, "sast", named, "x.y.b", 1).p);
    assert_null(note(*state, "sast", named, "c", 1).p);
    assert_null(note(*state, "sast", "nosemantics()\n", "a", 1).p);
    assert_non_null(note(*state, "secrets", allow, "a", 1).p);
    assert_null(note(*state, "sast", allow, "a", 1).p);
    assert_null(note(*state, "secrets", "# gitleaks:allow\nkey\n", "a", 2).p);
}

static void gitleaks_allow_counts_in_any_line_of_the_secret(void **state)
{
    sl_lines lines;
    sl_lines_init(&lines, *state, SL_S("begin\na # gitleaks:allow\nend\n# gitleaks:allow\nx\n"));
    sl_marks *marks = sl_marks_new(*state, &lines);
    sl_marks_query query = {SL_S("secrets"), SL_S("r"), 1, 3};

    assert_non_null(sl_marks_note(marks, &query).p);
    query.line = query.end_line = 3;
    assert_null(sl_marks_note(marks, &query).p);
    query.line = query.end_line = 5;
    assert_null(sl_marks_note(marks, &query).p);
}

static void lines_are_found_in_long_texts(void **state)
{
    sl_lines lines;
    size_t n = 100000;
    char *text = sl_alloc(*state, n);
    for (size_t i = 0; i < n; i++)
        text[i] = i % 10 == 9 ? '\n' : 'x';
    sl_lines_init(&lines, *state, sl_str_at(text, n));

    sl_line_at late = sl_lines_find(&lines, 81925);
    sl_line_at early = sl_lines_find(&lines, 0);
    sl_line_at newline = sl_lines_find(&lines, 4099);
    sl_line_at past = sl_lines_find(&lines, n + 5);

    assert_int_equal(late.line, 8193);
    assert_int_equal(late.column, 6);
    assert_int_equal(early.line, 1);
    assert_int_equal(newline.line, 410);
    assert_int_equal(newline.column, 10);
    assert_int_equal(past.line, 10001);
    assert_int_equal(past.column, 1);
}

static void a_text_without_lines_has_one(void **state)
{
    sl_lines lines;
    sl_lines_init(&lines, *state, (sl_str){0});

    sl_line_at at = sl_lines_find(&lines, 0);

    assert_int_equal(at.line, 1);
    assert_int_equal(at.column, 1);
    assert_int_equal(sl_lines_end(&lines, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_mark_names_its_rules_and_gives_a_reason),
        sl_test(a_comment_line_speaks_for_the_line_below),
        sl_test(semgreps_marks_count_as_semgrep_reads_them),
        sl_test(marks_of_other_tools_count_for_their_kind_only),
        sl_test(gitleaks_allow_counts_in_any_line_of_the_secret),
        sl_test(lines_are_found_in_long_texts),
        sl_test(a_text_without_lines_has_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
