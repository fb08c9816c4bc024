/* What goes into a pack comes out of it; what others wrote into one is refused. */
#include "tests/support/test.h"

#include "base/yaml.h"
#include "engine/rules/compile.h"
#include "engine/rules/freeze.h"
#include "engine/rules/layout.h"
#include "engine/rules/ruleset.h"

static const char rules_text[] = "rules:\n"
                                 "  - id: first\n"
                                 "    languages: [python]\n"
                                 "    severity: ERROR\n"
                                 "    message: 'm: 1'\n"
                                 "    pattern-regex: 'eval\\('\n"
                                 "    metadata:\n"
                                 "      cwe: ['CWE-95: Eval Injection']\n"
                                 "      confidence: HIGH\n"
                                 "      tags: [a, b]\n"
                                 "  - {id: second, languages: [go], severity: INFO, message: x,\n"
                                 "     pattern-regex: y}\n"
                                 "shared: !custom {pi: 3.5, n: -7, deep: [1, [null, true]]}\n";

static const sl_stage_kind *sast(void)
{
    return sl_stage_kind_of(SL_S("sast"));
}

/* The pack in memory that is aligned as a file's would be. */
static sl_str compiled(sl_arena *mem, const char *text)
{
    const sl_rule_file file = {SL_S("a.yml"), sl_str_of(text)};
    sl_buf out;
    sl_err e = {0};
    sl_buf_init(&out, SL_PACK_BYTES_MAX);
    assert_ok(sl_pack_compile(&out, sast(), &file, 1, &e), &e);
    sl_str bytes = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return bytes;
}

static void assert_same(const sl_node *a, const sl_node *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->line, b->line);
    assert_int_equal(a->column, b->column);
    assert_int_equal(a->end_line, b->end_line);
    assert_int_equal(a->end_column, b->end_column);
    assert_int_equal(a->start, b->start);
    assert_int_equal(a->end, b->end);
    assert_int_equal(a->is_quoted, b->is_quoted);
    assert_int_equal(a->is_alias, b->is_alias);
    assert_int_equal(a->integer, b->integer);
    assert_true(a->number >= b->number && a->number <= b->number);
    assert_true(sl_str_eq(a->tag, b->tag));
    assert_true(sl_str_eq(a->text, b->text));
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        if (a->kind == SL_MAP)
            assert_same(a->pairs[i].key, b->pairs[i].key);
        assert_same(a->kind == SL_MAP ? a->pairs[i].value : a->items[i],
                    b->kind == SL_MAP ? b->pairs[i].value : b->items[i]);
    }
}

static void a_document_survives_freezing_with_its_positions(void **state)
{
    static const char text[] = "a: &x [1, 2.5, -3, 0x1F, true, ~, 'q', \"d\\n\"]\n"
                               "b: *x\n"
                               "c: !Ref |\n  block\n  text\n"
                               "? 12\n: {<<: {m: 1}, k: 9223372036854775807}\n";
    sl_node *doc;
    sl_err e = {0};
    sl_buf bytes;
    sl_buf_init(&bytes, 1 << 16);
    assert_ok(sl_yaml_read_one(&doc, *state, SL_S("a.yml"), sl_str_of(text), &e), &e);

    assert_ok(sl_freeze_node(&bytes, doc, &e), &e);
    sl_node *thawed = sl_thaw_node(*state, sl_buf_str(&bytes));

    assert_non_null(thawed);
    assert_same(doc, thawed);
    sl_buf_clear(&bytes);
}

static void cut_bytes_are_no_document(void **state)
{
    sl_node *doc;
    sl_err e = {0};
    sl_buf bytes;
    sl_buf_init(&bytes, 1 << 16);
    assert_ok(sl_yaml_read_one(&doc, *state, SL_S("a.yml"), sl_str_of(rules_text), &e), &e);
    assert_ok(sl_freeze_node(&bytes, doc, &e), &e);

    for (size_t n = 0; n < bytes.n; n++)
        assert_null(sl_thaw_node(*state, sl_str_at(bytes.p, n)));

    sl_buf_clear(&bytes);
}

static void a_pack_gives_back_rules_extras_and_blobs(void **state)
{
    sl_str bytes = compiled(*state, rules_text);
    sl_pack *pack;
    sl_err e = {0};

    assert_ok(sl_pack_open(&pack, *state, sast(), bytes, &e), &e);

    assert_int_equal(sl_pack_count(pack), 2);
    assert_true(sl_str_is(sl_pack_rule_id(pack, 1), "second"));
    const sl_rule *rule = sl_pack_rule(pack, 0);
    assert_ptr_equal(rule, sl_pack_rule(pack, 0));
    assert_true(sl_str_is(rule->id, "first"));
    assert_true(sl_str_is(rule->kind, "sast"));
    assert_true(sl_str_is(rule->message, "m: 1"));
    assert_true(sl_str_is(rule->file, "a.yml"));
    assert_int_equal(rule->severity, SL_HIGH);
    assert_int_equal(rule->confidence, SL_CONFIDENCE_HIGH);
    assert_int_equal(rule->cwe.n, 1);
    assert_true(sl_str_is(rule->cwe.v[0], "CWE-95"));
    assert_int_equal(rule->tags.n, 2);
    assert_int_equal(sl_node_get(rule->doc, "pattern-regex")->line, 6);
    assert_null(sl_pack_rule(pack, 2));
    assert_int_equal(sl_node_path(sl_pack_extra(pack, 0), "shared.n")->integer, -7);
    assert_null(sl_pack_extra(pack, 1));
    sl_str blob = sl_pack_blob(pack, "patterns.python");
    assert_true(blob.n > 0);
    assert_int_equal((blob.p - bytes.p) % SL_PACK_ALIGN, 0);
    assert_int_equal(sl_pack_blob(pack, "patterns.rust").n, 0);
}

static void a_pack_with_any_byte_changed_is_refused(void **state)
{
    sl_str bytes = compiled(*state, rules_text);
    char *p = (char *)(uintptr_t)bytes.p;
    sl_pack *pack;
    for (size_t i = 0; i < bytes.n; i += i < 2000 ? 1 : 97) {
        sl_err e = {0};
        bool is_source = i >= offsetof(sl_pack_head, source) && i < offsetof(sl_pack_head, body);
        p[i] ^= 0x15;

        bool ok = sl_pack_open(&pack, *state, sast(), bytes, &e);

        /* what it was made from is the caller's to compare */
        assert_int_equal(ok, is_source);
        p[i] ^= 0x15;
    }
}

static void a_cut_pack_is_refused(void **state)
{
    sl_str bytes = compiled(*state, rules_text);
    sl_pack *pack;
    for (size_t n = 0; n < bytes.n; n += 101)
        assert_false(sl_pack_open(&pack, *state, sast(), sl_str_at(bytes.p, n), NULL));
}

static void the_same_files_make_the_same_pack(void **state)
{
    sl_str one = compiled(*state, rules_text);
    sl_str two = compiled(*state, rules_text);

    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
}

typedef struct bad_rule {
    const char *text, *place, *reason;
} bad_rule;

#define RULE(rest) "rules:\n- id: x\n  languages: [python]\n  severity: ERROR\n  message: m\n" rest

static const bad_rule bad_rules[] = {
    {RULE("  pattern-regex: 'a('\n"), "a.yml:6:18:", "missing closing parenthesis"},
    {RULE("  pattern: foo($X\n"), "a.yml:6:12:", "line 1, column"},
    {RULE("  patterns:\n  - pattern-not: a\n"), "a.yml:7:3:", "besides its conditions"},
    {RULE("  pattern-regexp: a\n"), "a.yml:6:3:", "is no operator that sluice knows"},
    {RULE("  patterns:\n  - pattern-not-regex: a\n"), "a.yml:7:3:", "besides its conditions"},
    {RULE("  pattern-either: []\n"), "a.yml:6:19:", "at least one pattern"},
    {RULE("  patterns:\n  - pattern-regex: a\n  - metavariable-regex: {regex: b}\n"),
     "a.yml:8:25:", "needs a 'metavariable'"},
    {RULE("  pattern-regex: a\n  pattern-either: [{pattern-regex: b}]\n"),
     "a.yml:7:3:", "second operator"},
    {RULE("  pattern-regex: a\n  options: {scope: everywhere}\n"), "a.yml:7:20:", "is no scope"},
    {RULE("  pattern-regex: a\n- id: x\n  languages: [go]\n  severity: INFO\n  message: m\n"
          "  pattern-regex: b\n"),
     "a.yml:7:3:", "is taken by a.yml:2"},
    {RULE(""), "a.yml:2:3:", "needs a pattern"},
    {"rules:\n- id: x\n  languages: [klingon]\n  severity: ERROR\n  message: m\n"
     "  pattern-regex: a\n",
     "a.yml:3:15:", "'klingon' is no language"},
    {"rules:\n- id: x\n  languages: [go]\n  severity: AWFUL\n  message: m\n  pattern-regex: a\n",
     "a.yml:4:13:", "'AWFUL' is no severity"},
    {"rules:\n- languages: [go]\n  severity: INFO\n  message: m\n  pattern-regex: a\n",
     "a.yml:2:3:", "a rule needs an 'id'"},
    {"rule: []\n", "a.yml:1:1:", "lists its rules under 'rules'"},
    {"rules: [\n", "a.yml:2:1:", ""},
};

static void a_rule_that_does_not_load_says_where_and_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_rules / sizeof *bad_rules; i++) {
        const sl_rule_file file = {SL_S("a.yml"), sl_str_of(bad_rules[i].text)};
        sl_buf out;
        sl_err e = {0};
        sl_buf_init(&out, SL_PACK_BYTES_MAX);

        bool ok = sl_pack_compile(&out, sast(), &file, 1, &e);

        sl_buf_clear(&out);
        assert_false(ok);
        assert_int_equal(e.kind, SL_EUSAGE);
        if (strncmp(e.text, bad_rules[i].place, strlen(bad_rules[i].place)) != 0 ||
            !strstr(e.text, bad_rules[i].reason))
            fail_msg("%s\nwanted: %s … %s", e.text, bad_rules[i].place, bad_rules[i].reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_document_survives_freezing_with_its_positions),
        sl_test(cut_bytes_are_no_document),
        sl_test(a_pack_gives_back_rules_extras_and_blobs),
        sl_test(a_pack_with_any_byte_changed_is_refused),
        sl_test(a_cut_pack_is_refused),
        sl_test(the_same_files_make_the_same_pack),
        sl_test(a_rule_that_does_not_load_says_where_and_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
