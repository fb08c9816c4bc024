/* Marks in fixtures: which are read, and which line each is about. */
#include "tests/support/test.h"

#include "runner/trial/annotation.h"
#include "sluice/buf.h"

/* "KIND RULE@LINE" of each mark, on one line. */
static const char *marks_of(sl_arena *mem, const char *text)
{
    static const char *const kinds[] = {"found", "ok", "todo"};
    sl_annotations marks = {0};
    sl_buf out;
    sl_annotations_read(&marks, mem, sl_str_of(text));
    sl_buf_init(&out, 4096);
    for (size_t i = 0; i < marks.n; i++)
        sl_buf_addf(&out, "%s%s %.*s@%u", i ? ", " : "", kinds[marks.v[i].kind],
                    SL_FMT(marks.v[i].rule), marks.v[i].line);
    char *made = sl_dup_z(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return made;
}

static void marks_are_read_in_comments_of_every_language(void **state)
{
    static const char *const lines[] = {
        "# ruleid: a",         "// ruleid: a",      "/* ruleid: a */",     "<!-- ruleid: a -->",
        "(* ruleid: a *)",     "{/* ruleid: a */}", "-- ruleid: a",        ";; ruleid: a",
        "; ruleid: a",         "{# ruleid: a #}",   "<%-- ruleid: a --%>", "' ruleid: a",
        "{{/* ruleid: a */}}", "--[[ ruleid: a ]]", "% ruleid: a",         "  \t# ruleid: a\r",
        "#ruleid:a",           "/// ruleid: a",     " * ruleid: a",        "REM ruleid: a",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        sl_str text = sl_printf(*state, "%s\ncode\n", lines[i]);

        assert_string_equal(marks_of(*state, sl_dup_z(*state, text)), "found a@2");
    }
}

static void what_is_no_mark_is_passed_over(void **state)
{
    static const char *const lines[] = {
        "f() # ruleid: a",     "print('ok: a')",      "# see ruleid: a",
        "# ruleid a",          "# ruleid: two words", "# proruleid: a",
        "# ruleid: deepok: a", "# ruleid:",           "ruleid: a",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        sl_str text = sl_printf(*state, "%s\ncode\n", lines[i]);

        assert_string_equal(marks_of(*state, sl_dup_z(*state, text)), "");
    }
}

static void one_comment_names_many_rules(void **state)
{
    const char *text =
        "# ruleid: a, b.c-d ,e_1\nx\n# ok: a,b\ny\n# todoruleid: a\n# todook: b\nz\n";

    assert_string_equal(
        marks_of(*state, text),
        "found a@2, found b.c-d@2, found e_1@2, ok a@4, ok b@4, todo a@7, todo b@7");
}

static void a_mark_of_several_words_is_what_the_first_says(void **state)
{
    assert_string_equal(marks_of(*state, "# todoruleid: ok: a\nx\n"), "todo a@2");
}

static void marks_above_one_another_are_about_the_same_line(void **state)
{
    assert_string_equal(marks_of(*state, "# ruleid: a\n# ok: b\n# deepruleid: a\nx\n"),
                        "found a@4, ok b@4");
}

static void a_mark_at_the_end_is_about_nothing(void **state)
{
    assert_string_equal(marks_of(*state, "x\n# ruleid: a"), "");
    assert_string_equal(marks_of(*state, ""), "");
}

static void zero_bytes_are_no_part_of_ids(void **state)
{
    static const char text[] = "# ruleid: a\0b\nx\n#\0 ok: a\nx\n";
    sl_annotations marks = {0};

    sl_annotations_read(&marks, *state, sl_str_at(text, sizeof text - 1));

    assert_int_equal(marks.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(marks_are_read_in_comments_of_every_language),
        sl_test(what_is_no_mark_is_passed_over),
        sl_test(one_comment_names_many_rules),
        sl_test(a_mark_of_several_words_is_what_the_first_says),
        sl_test(marks_above_one_another_are_about_the_same_line),
        sl_test(a_mark_at_the_end_is_about_nothing),
        sl_test(zero_bytes_are_no_part_of_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
