/* Reading YAML: types, positions, anchors, limits. */
#include "tests/support/test.h"

#include "base/yaml.h"

static sl_node *read_one(sl_arena *mem, const char *text)
{
    sl_err e = {0};
    sl_node *doc;
    assert_ok(sl_yaml_read_one(&doc, mem, SL_S("t.yml"), sl_str_of(text), &e), &e);
    return doc;
}

static const char *error_of(sl_arena *mem, const char *text)
{
    sl_err *e = sl_alloc(mem, sizeof *e);
    sl_node *doc;
    assert_false(sl_yaml_read_one(&doc, mem, SL_S("t.yml"), sl_str_of(text), e));
    return e->text;
}

static void words_of_yaml_1_1_stay_text(void **state)
{
    const sl_node *doc = read_one(*state, "on: no\nmode: 0755\nhex: 0x1f\ntime: 12:30\n");

    assert_true(sl_str_is(doc->pairs[0].key->text, "on"));
    assert_int_equal(doc->pairs[0].value->kind, SL_TEXT);
    assert_true(sl_str_is(sl_node_text(sl_node_get(doc, "mode")), "0755"));
    assert_int_equal(sl_node_get(doc, "hex")->integer, 31);
    assert_int_equal(sl_node_get(doc, "time")->kind, SL_TEXT);
}

static void positions_count_bytes_behind_longer_characters(void **state)
{
    const char *text = "a: \"\xc3\xa9\xc3\xa9\"\nkey\xc3\xa9: value\n";

    const sl_node *doc = read_one(*state, text);

    const sl_node *value = doc->pairs[1].value;
    assert_int_equal(value->line, 2);
    assert_int_equal(value->column, 8);
    assert_memory_equal(text + value->start, "value", 5);
    assert_int_equal(value->end - value->start, 5);
}

static void merge_keys_give_way_to_the_maps_own_keys(void **state)
{
    const sl_node *doc = read_one(*state, "base: &b {x: 1, y: 2}\n"
                                          "more: &m {y: 9, z: 3}\n"
                                          "it: {<<: [*b, *m], x: 7}\n");

    const sl_node *it = sl_node_get(doc, "it");
    assert_int_equal(it->n, 3);
    assert_int_equal(sl_node_get(it, "x")->integer, 7);
    assert_int_equal(sl_node_get(it, "y")->integer, 2);
    assert_int_equal(sl_node_get(it, "z")->integer, 3);
}

static void an_alias_bomb_is_refused(void **state)
{
    const char *error = error_of(*state, "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
                                         "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                                         "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                                         "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                                         "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
                                         "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
                                         "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\n");

    assert_non_null(strstr(error, "t.yml:7:"));
    assert_non_null(strstr(error, "2000000 nodes"));
}

static void deep_nesting_is_refused(void **state)
{
    char text[300];
    memset(text, '[', sizeof text);
    text[sizeof text - 1] = 0;

    assert_non_null(strstr(error_of(*state, text), "nested more than 100 deep"));
}

static void a_duplicate_key_names_both_places(void **state)
{
    const char *error = error_of(*state, "a: 1\nb: 2\na: 3\n");

    assert_string_equal(error, "t.yml:3:1: duplicate key 'a', first in line 1");
}

static void an_error_has_its_place(void **state)
{
    assert_non_null(strstr(error_of(*state, "a: [1, 2\nb: 3\n"), "t.yml:2:"));
    assert_non_null(strstr(error_of(*state, "a: *nothing\n"), "t.yml:1:4: alias of an anchor"));
}

static void tags_are_kept(void **state)
{
    const sl_node *doc = read_one(*state, "a: !Ref Bucket\nb: !Sub [x, {y: 1}]\nc: !!str 12\n");

    assert_true(sl_str_is(sl_node_get(doc, "a")->tag, "!Ref"));
    assert_int_equal(sl_node_get(doc, "b")->kind, SL_SEQ);
    assert_int_equal(sl_node_get(doc, "c")->kind, SL_TEXT);
}

static void documents_before_an_error_are_kept(void **state)
{
    sl_err e = {0};
    sl_documents docs = {0};

    assert_false(sl_yaml_read(&docs, *state, SL_S("t.yml"), SL_S("a: 1\n---\nb: {{ x }}\n"), NULL,
                              &e));

    assert_int_equal(docs.n, 1);
    assert_int_equal(sl_node_get(docs.v[0], "a")->integer, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(words_of_yaml_1_1_stay_text),
        sl_test(positions_count_bytes_behind_longer_characters),
        sl_test(merge_keys_give_way_to_the_maps_own_keys),
        sl_test(an_alias_bomb_is_refused),
        sl_test(deep_nesting_is_refused),
        sl_test(a_duplicate_key_names_both_places),
        sl_test(an_error_has_its_place),
        sl_test(tags_are_kept),
        sl_test(documents_before_an_error_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
