/* Reading and writing JSON. */
#include "tests/support/test.h"

#include "base/json.h"

static void escapes_and_surrogate_pairs_are_read(void **state)
{
    sl_err e = {0};
    sl_node *doc;

    assert_ok(
        sl_json_read(&doc, *state, SL_S("t"), SL_S("[\"a\\n\\u00e9\\ud83d\\ude00\\ud83d\"]"), &e),
        &e);

    assert_string_equal(doc->items[0]->text.p, "a\n\xc3\xa9\xf0\x9f\x98\x80\xef\xbf\xbd");
}

static void what_is_not_json_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text, *place;
    } cases[] = {{"[1,]", "t:1:4:"},
                 {"{\"a\":1,}", "t:1:8:"},
                 {"[01]", "t:1:4:"},
                 {"[1.]", "t:1:4:"},
                 {"\"a", "t:1:3:"},
                 {"[1] 2", "t:1:5:"},
                 {"{\n a:1}", "t:2:2:"},
                 {"\"\\x\"", "t:1:3:"},
                 {"", "t:1:1:"},
                 {"nul", "t:1:1:"},
                 {"[\"\n\"]", "t:1:3:"},
                 {"[\"a\xc3(\"]", "t:1:4:"},
                 {"[\"\xed\xa0\x80\"]", "t:1:3:"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_err e = {0};
        sl_node *doc;
        assert_false(sl_json_read(&doc, *state, SL_S("t"), sl_str_of(cases[i].text), &e));
        assert_memory_equal(e.text, cases[i].place, strlen(cases[i].place));
    }
}

static void the_last_of_two_members_with_one_name_counts(void **state)
{
    sl_err e = {0};
    sl_node *doc;
    sl_str text = SL_S("{\"a\": 1");
    for (int i = 0; i < 40; i++)
        text = sl_printf(*state, "%.*s, \"k%d\": %d", SL_FMT(text), i % 30, i);
    text = sl_printf(*state, "%.*s, \"a\": 2}", SL_FMT(text));

    assert_ok(sl_json_read(&doc, *state, SL_S("t"), text, &e), &e);

    assert_int_equal(doc->n, 31);
    assert_int_equal(doc->pairs[0].value->integer, 2);
    assert_int_equal(sl_node_get(doc, "k9")->integer, 39);
    assert_int_equal(sl_node_get(doc, "k29")->integer, 29);
}

static void deep_nesting_is_refused(void **state)
{
    sl_err e = {0};
    sl_node *doc;
    char text[1000];
    memset(text, '[', sizeof text);

    assert_false(sl_json_read(&doc, *state, SL_S("t"), sl_str_at(text, sizeof text), &e));

    assert_int_equal(e.kind, SL_ETOOBIG);
}

static void written_text_is_read_back(void **state)
{
    sl_err e = {0};
    sl_node *doc;
    sl_buf out;
    sl_buf_init(&out, 1000);
    sl_json j = {.out = &out};

    sl_json_object(&j, NULL);
    sl_json_str(&j, "text", SL_S("a\"b\\\x01\xff\xc3\xa9"));
    sl_json_list(&j, "list");
    sl_json_int(&j, NULL, -5);
    sl_json_bool(&j, NULL, true);
    sl_json_list_end(&j);
    sl_json_object_end(&j);

    assert_ok(sl_json_read(&doc, *state, SL_S("t"), sl_buf_str(&out), &e), &e);
    assert_string_equal(sl_node_get(doc, "text")->text.p, "a\"b\\\x01\xef\xbf\xbd\xc3\xa9");
    assert_int_equal(sl_node_get(doc, "list")->items[0]->integer, -5);
    assert_true(sl_node_true(sl_node_get(doc, "list")->items[1]));
    sl_buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(escapes_and_surrogate_pairs_are_read),
        sl_test(what_is_not_json_is_refused_with_its_place),
        sl_test(the_last_of_two_members_with_one_name_counts),
        sl_test(deep_nesting_is_refused),
        sl_test(written_text_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
