/* Parsing: what is not understood is listed, and no input is too deep. */
#include "tests/support/test.h"

#include "engine/syntax/lower.h"

enum { PARENTHESES = 100000 };

static sl_cst parse(sl_arena *mem, const char *grammar, sl_str text)
{
    sl_cst cst;
    sl_err e = {0};
    assert_ok(sl_cst_parse(&cst, mem, sl_grammar(sl_str_of(grammar)), text, 60000, &e), &e);
    return cst;
}

static void code_that_is_right_has_no_gaps(void **state)
{
    sl_cst cst = parse(*state, "python", SL_S("def f(a):\n  return a\n"));

    assert_int_equal(cst.gaps.n, 0);
    assert_true(cst.n > 10);
}

static void what_is_not_understood_is_listed_and_the_rest_is_there(void **state)
{
    sl_cst cst = parse(*state, "java", SL_S("class A {\n int a = ) 1;\n int b = 2;\n}\n"));

    assert_true(cst.gaps.n > 0);
    assert_in_range(cst.gaps.v[0].start, 10, 25);
    assert_true(sl_cst_is(&cst, 0, "program"));
}

static void missing_marks_are_gaps(void **state)
{
    sl_cst cst = parse(*state, "java", SL_S("class A { int a = 1 }"));

    assert_true(cst.errors > 0);
}

static void a_hundred_thousand_parentheses_are_a_gap_and_no_crash(void **state)
{
    sl_arena *mem = *state;
    char *text = sl_alloc(mem, 2 * PARENTHESES + 1);
    memset(text, '(', PARENTHESES);
    text[PARENTHESES] = 'a';
    memset(text + PARENTHESES + 1, ')', PARENTHESES);

    sl_cst cst = parse(mem, "javascript", sl_str_at(text, 2 * PARENTHESES + 1));
    const sl_tables *tables = sl_tables_open(mem, sl_dialect_of(SL_S("javascript"), SL_S("")));
    const sl_term *root = sl_lower_tree(mem, tables, &cst, NULL);

    assert_true(cst.is_deep);
    assert_true(cst.gaps.n > 0);
    assert_non_null(root);
}

static void too_much_code_is_refused_by_the_name_of_the_limit(void **state)
{
    sl_cst cst;
    sl_err e = {0};
    sl_str text = {"", (size_t)SL_CST_BYTES_MAX + 1};

    bool ok = sl_cst_parse(&cst, *state, sl_grammar(SL_S("python")), text, 1000, &e);

    assert_false(ok);
    assert_int_equal(e.kind, SL_ETOOBIG);
    assert_non_null(strstr(e.text, "bytes of code"));
}

static void every_dialect_has_its_grammar(void **state)
{
    for (size_t i = 0; sl_dialect_at(i); i++)
        assert_non_null(sl_tables_open(*state, sl_dialect_at(i)));
}

static void a_tree_of_ours_holds_trees_of_the_grammar(void **state)
{
    static const char *const types[] = {"whole", "piece", NULL};
    sl_err e = {0};
    sl_cst part;
    sl_cst cst = {.grammar = sl_grammar(SL_S("bash")), .types = types, .text = SL_S("-- a b")};
    assert_ok(sl_cst_parse(&part, *state, cst.grammar, SL_S("a b"), 1000, &e), &e);

    size_t whole = sl_cst_begin(&cst, *state, 0, 0);
    size_t piece = sl_cst_begin(&cst, *state, 1, 3);
    assert_ok(sl_cst_append(&cst, *state, &part, 3, &e), &e);
    sl_cst_end(&cst, piece, 6);
    sl_cst_end(&cst, whole, 6);

    assert_string_equal(sl_cst_type(&cst, whole), "whole");
    assert_int_equal(sl_cst_child(&cst, whole, "piece"), piece);
    assert_int_equal(sl_cst_child(&cst, piece, "program"), piece + 1);
    assert_int_equal(cst.v[whole].next, part.n + 2);
    assert_true(sl_str_is(sl_cst_text(&cst, piece + 1), "a b"));
}

static void errors_of_the_grammar_are_no_types_of_ours(void **state)
{
    static const char *const types[] = {"whole", NULL};
    sl_err e = {0};
    sl_cst part;
    sl_cst cst = {.grammar = sl_grammar(SL_S("bash")), .types = types, .text = SL_S("if )")};
    assert_ok(sl_cst_parse(&part, *state, cst.grammar, cst.text, 1000, &e), &e);

    size_t whole = sl_cst_begin(&cst, *state, 0, 0);
    assert_ok(sl_cst_append(&cst, *state, &part, 0, &e), &e);
    sl_cst_end(&cst, whole, 4);

    assert_true(cst.gaps.n > 0);
    for (size_t i = 1; i < cst.n; i++)
        assert_non_null(sl_cst_type(&cst, i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(code_that_is_right_has_no_gaps),
        sl_test(what_is_not_understood_is_listed_and_the_rest_is_there),
        sl_test(missing_marks_are_gaps),
        sl_test(a_hundred_thousand_parentheses_are_a_gap_and_no_crash),
        sl_test(too_much_code_is_refused_by_the_name_of_the_limit),
        sl_test(every_dialect_has_its_grammar),
        sl_test(a_tree_of_ours_holds_trees_of_the_grammar),
        sl_test(errors_of_the_grammar_are_no_types_of_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
