/* TOML 1.0: what is read, and what is refused. */
#include "tests/support/test.h"

#include "base/toml.h"

#include <math.h>

static const sl_node *doc_of(sl_arena *mem, const char *text)
{
    sl_err e = {0};
    sl_node *doc = NULL;
    assert_ok(sl_toml_read(&doc, mem, SL_S("f.toml"), sl_str_of(text), &e), &e);
    return doc;
}

static void assert_text(const sl_node *doc, const char *path, const char *text)
{
    const sl_node *node = sl_node_path(doc, path);
    assert_non_null(node);
    assert_int_equal(node->kind, SL_TEXT);
    assert_string_equal(sl_node_text(node).p, text);
}

static void strings_of_all_four_kinds_are_unescaped_by_their_own_rules(void **state)
{
    const sl_node *doc = doc_of(*state, "a = \"\\t\\\"\\u00e9\\U0001F600\"\n"
                                        "b = 'C:\\n'\n"
                                        "c = \"\"\"\none\\\n   two\n\"q\"\"\"\"\"\n"
                                        "d = '''\n(?i)\\b'x'\r\n''''\n");

    assert_text(doc, "a", "\t\"\xc3\xa9\xf0\x9f\x98\x80");
    assert_text(doc, "b", "C:\\n");
    assert_text(doc, "c", "onetwo\n\"q\"\"");
    assert_text(doc, "d", "(?i)\\b'x'\r\n'");
    assert_true(sl_node_path(doc, "a")->is_quoted);
}

static void numbers_keep_their_type_and_how_they_were_written(void **state)
{
    const sl_node *doc = doc_of(*state, "a = 1_000\nb = 0xDEAD_beef\nc = -9223372036854775808\n"
                                        "d = 6.5e-1_0\ne = -inf\nf = +nan\ng = 0b101\nh = 0o17\n");

    assert_int_equal(sl_node_get(doc, "a")->integer, 1000);
    assert_true(sl_str_is(sl_node_get(doc, "a")->text, "1_000"));
    assert_int_equal(sl_node_get(doc, "b")->integer, 0xdeadbeef);
    assert_true(sl_node_get(doc, "c")->integer == INT64_MIN);
    assert_true(sl_node_get(doc, "d")->number == 6.5e-10);
    assert_true(isinf(sl_node_get(doc, "e")->number));
    assert_true(isnan(sl_node_get(doc, "f")->number));
    assert_int_equal(sl_node_get(doc, "g")->integer, 5);
    assert_int_equal(sl_node_get(doc, "h")->integer, 15);
}

static void dates_and_times_are_texts_without_quotes(void **state)
{
    const sl_node *doc = doc_of(*state, "a = 1979-05-27T07:32:00.5Z\nb = 1979-05-27 07:32:00\n"
                                        "c = 2024-02-29\nd = 23:59:60\n");

    assert_text(doc, "a", "1979-05-27T07:32:00.5Z");
    assert_text(doc, "b", "1979-05-27 07:32:00");
    assert_text(doc, "c", "2024-02-29");
    assert_text(doc, "d", "23:59:60");
    assert_false(sl_node_get(doc, "a")->is_quoted);
}

static void headers_dotted_keys_and_inline_tables_build_one_tree(void **state)
{
    const sl_node *doc = doc_of(*state, "[[rules]]\nid = \"a\"\n"
                                        "  [[rules.allowlists]]\n  regexes = ['x', # why\n 'y',]\n"
                                        "  [[rules.allowlists]]\n  paths = []\n"
                                        "[[rules]]\nid = \"b\"\nallow.at.depth = true\n"
                                        "[x.y]\nz = {p = 1, q.r = [{}, {s = 2}]}\n[x]\nw = 3\n");

    const sl_node *rules = sl_node_get(doc, "rules");
    assert_int_equal(rules->n, 2);
    const sl_node *lists = sl_node_get(rules->items[0], "allowlists");
    assert_int_equal(lists->n, 2);
    assert_text(sl_node_get(lists->items[0], "regexes")->items[1], "", "y");
    assert_true(sl_node_true(sl_node_path(rules->items[1], "allow.at.depth")));
    assert_int_equal(sl_node_path(doc, "x.w")->integer, 3);
    const sl_node *inner = sl_node_path(doc, "x.y.z.q.r");
    assert_int_equal(sl_node_get(inner->items[1], "s")->integer, 2);
}

static void every_value_knows_its_place(void **state)
{
    const sl_node *doc = doc_of(*state, "# first\r\n[a]\r\n  key = 'value'\r\n");

    const sl_node *value = sl_node_path(doc, "a.key");
    assert_int_equal(value->line, 3);
    assert_int_equal(value->column, 9);
    assert_int_equal(value->end_column, 16);
    assert_int_equal(value->start, 22);
    assert_int_equal(value->end, 29);
    assert_int_equal(sl_node_get(doc, "a")->line, 2);
}

static void what_the_specification_forbids_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"a = 1\na = 2\n", "f.toml:2:1: 'a' is defined twice"},
        {"[a]\n[a]\n", "f.toml:2:2: 'a' is defined twice"},
        {"a.b = 1\n[a]\n", "f.toml:2:2: 'a' is defined twice"},
        {"a = {}\n[a.b]\n", "f.toml:2:2: 'a' has a value already, which a table cannot extend"},
        {"a = []\n[[a]]\n", "f.toml:2:3: 'a' is no array of tables"},
        {"[a.b]\n[a]\nb.c = 1\n", "f.toml:3:1: 'b' is a table that is complete already"},
        {"a = {b = 1,}\n", NULL},
        {"a = {b = 1,\n c = 2}\n", NULL},
        {"a = 'x\n", NULL},
        {"a = \"\\x\"\n", NULL},
        {"a = \"\\ud800\"\n", NULL},
        {"a = 01\n", NULL},
        {"a = 1__0\n", NULL},
        {"a = 1.\n", NULL},
        {"a = .5\n", NULL},
        {"a = 9223372036854775808\n", NULL},
        {"a = 2023-02-29\n", NULL},
        {"a = x\n", "f.toml:1:5: 'x' is no value; texts stand in quotes"},
        {"a = 1 b = 2\n", "f.toml:1:7: only a comment may follow on this line"},
        {"a =\n", "f.toml:1:4: a value is missing here"},
        {"= 1\n", NULL},
        {"a = 1\r", NULL},
        {"a = \"\xff\"\n", "f.toml:1:6: a byte that is not UTF-8"},
        {"a = [1, 2\n", NULL},
        {"\"\"\"a\"\"\" = 1\n", NULL},
        {"# \x01\n", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_err e = {0};
        sl_node *doc;

        bool ok = sl_toml_read(&doc, *state, SL_S("f.toml"), sl_str_of(cases[i].text), &e);

        if (ok)
            fail_msg("accepted: %s", cases[i].text);
        assert_int_equal(e.kind, SL_EPARSE);
        if (cases[i].error)
            assert_string_equal(e.text, cases[i].error);
    }
}

static void nesting_has_a_limit(void **state)
{
    sl_err e = {0};
    sl_node *doc;
    char text[1002] = "a=";
    memset(text + 2, '[', 999);

    assert_false(sl_toml_read(&doc, *state, SL_S("f"), sl_str_of(text), &e));

    assert_string_equal(e.text, "f:1:203: values nest deeper than 200");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(strings_of_all_four_kinds_are_unescaped_by_their_own_rules),
        sl_test(numbers_keep_their_type_and_how_they_were_written),
        sl_test(dates_and_times_are_texts_without_quotes),
        sl_test(headers_dotted_keys_and_inline_tables_build_one_tree),
        sl_test(every_value_knows_its_place),
        sl_test(what_the_specification_forbids_is_refused_with_its_place),
        sl_test(nesting_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
