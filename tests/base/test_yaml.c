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

    assert_non_null(
        strstr(error_of(*state, text), "t.yml:1:101: more than 100 lists and maps nested"));
}

static void a_duplicate_key_names_both_places(void **state)
{
    const char *error = error_of(*state, "a: 1\nb: 2\na: 3\n");

    assert_string_equal(error, "t.yml:3:1: duplicate key 'a'; the first is in line 1, column 1");
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

    assert_false(
        sl_yaml_read(&docs, *state, SL_S("t.yml"), SL_S("a: 1\n---\nb: {{ x }}\n"), NULL, &e));

    assert_int_equal(docs.n, 1);
    assert_int_equal(sl_node_get(docs.v[0], "a")->integer, 1);
}

static void a_duplicate_key_of_a_large_map_is_found_too(void **state)
{
    sl_str text = {0};
    for (int i = 0; i < 40; i++)
        text = sl_printf(*state, "%.*skey%d: x\n", SL_FMT(text), i);

    const char *error = error_of(*state, sl_printf(*state, "%.*skey17: y", SL_FMT(text)).p);

    assert_string_equal(error,
                        "t.yml:41:1: duplicate key 'key17'; the first is in line 18, column 1");
}

static void aliases_that_nest_too_deep_are_refused(void **state)
{
    sl_str text = SL_S("- &a0 [x]\n");
    for (int i = 1; i < 200; i++)
        text = sl_printf(*state, "%.*s- &a%d [*a%d]\n", SL_FMT(text), i, i - 1);

    assert_string_equal(error_of(*state, text.p),
                        "t.yml:100:9: more than 100 lists and maps nested (aliases followed)");
}

static void a_long_line_takes_no_quadratic_time(void **state)
{
    enum { ITEMS = 200000 };
    sl_err e = {0};
    sl_node *doc;
    char *text = sl_alloc(*state, ITEMS * 5 + 3);
    text[0] = '[';
    for (size_t i = 0; i < ITEMS; i++)
        memcpy(text + 1 + i * 5, "\xc3\xa9\xc3\xa9,", 5);
    text[ITEMS * 5 + 1] = ']';

    assert_ok(sl_yaml_read_one(&doc, *state, SL_S("t.yml"), sl_str_of(text), &e), &e);

    assert_int_equal(doc->n, ITEMS);
    assert_int_equal(doc->items[ITEMS - 1]->start, 1 + (ITEMS - 1) * 5);
    assert_int_equal(doc->items[ITEMS - 1]->column, 2 + (ITEMS - 1) * 5);
}

static void utf_16_is_read_with_offsets_of_its_own_bytes(void **state)
{
    static const char text[] = "\xff\xfek\0:\0 \0\x3d\xd8\x00\xde\n\0a\0:\0 \0"
                               "1\0";
    sl_err e = {0};
    sl_node *doc;

    assert_ok(sl_yaml_read_one(&doc, *state, SL_S("t.yml"), sl_str_at(text, sizeof text - 1), &e),
              &e);

    const sl_node *k = sl_node_get(doc, "k");
    assert_string_equal(k->text.p, "\xf0\x9f\x98\x80");
    assert_int_equal(k->start, 8);
    assert_int_equal(k->end, 12);
    assert_int_equal(sl_node_get(doc, "a")->start, 20);
    assert_int_equal(sl_node_get(doc, "a")->line, 2);
}

static void a_byte_order_mark_and_crlf_do_not_move_positions(void **state)
{
    const char *text = "\xef\xbb\xbf"
                       "a: 1\r\nb:\r\n  - x\r\n";

    const sl_node *doc = read_one(*state, text);

    const sl_node *x = sl_node_get(doc, "b")->items[0];
    assert_int_equal(doc->pairs[0].key->column, 1);
    assert_int_equal(x->line, 3);
    assert_int_equal(x->column, 5);
    assert_memory_equal(text + x->start, "x\r", 2);
}

static void a_block_ends_with_its_last_value(void **state)
{
    const char *text = "a:\n  b: 1\n  c:\n    - x # why\n\n# more\n\nd: {e: [1]}\n";

    const sl_node *doc = read_one(*state, text);

    const sl_node *a = sl_node_get(doc, "a");
    assert_int_equal(a->line, 2);
    assert_int_equal(a->end_line, 4);
    assert_memory_equal(text + a->end - 3, "- x #", 5);
    const sl_node *d = sl_node_get(doc, "d");
    assert_memory_equal(text + d->end - 2, "]}\n", 3);
}

static void numbers_have_the_types_of_the_core_schema(void **state)
{
    static const struct {
        const char *text;
        sl_node_kind kind;
    } cases[] = {{"0o17", SL_INT},       {"1_000", SL_TEXT},
                 {"-12", SL_INT},        {"+1", SL_INT},
                 {"1.", SL_FLOAT},       {".5", SL_FLOAT},
                 {"1e3", SL_FLOAT},      {".", SL_TEXT},
                 {"-.inf", SL_FLOAT},    {".nan", SL_FLOAT},
                 {"0b1", SL_TEXT},       {"0x", SL_TEXT},
                 {"~", SL_NULL},         {"Null", SL_NULL},
                 {"TRUE", SL_BOOL},      {"y", SL_TEXT},
                 {"Off", SL_TEXT},       {"1.2.3", SL_TEXT},
                 {"'1'", SL_TEXT},       {"99999999999999999999", SL_FLOAT},
                 {"2001-01-01", SL_TEXT}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (read_one(*state, cases[i].text)->kind != cases[i].kind)
            fail_msg("%s", cases[i].text);
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
        sl_test(a_duplicate_key_of_a_large_map_is_found_too),
        sl_test(aliases_that_nest_too_deep_are_refused),
        sl_test(a_long_line_takes_no_quadratic_time),
        sl_test(utf_16_is_read_with_offsets_of_its_own_bytes),
        sl_test(a_byte_order_mark_and_crlf_do_not_move_positions),
        sl_test(a_block_ends_with_its_last_value),
        sl_test(numbers_have_the_types_of_the_core_schema),
        sl_test(an_error_has_its_place),
        sl_test(tags_are_kept),
        sl_test(documents_before_an_error_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
