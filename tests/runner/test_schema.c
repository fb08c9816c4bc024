/* The JSON Schema of pipelines, the built-in pipelines, and that the documentation keeps up. */
#include "tests/runner/kinds.h"

#include "base/json.h"
#include "base/path.h"
#include "runner/pipeline_part.h"
#include "runner/plan.h"

enum { TEXT_MAX = 4 << 20 };

static const sl_node *schema_of(sl_arena *mem)
{
    sl_err e = {0};
    sl_node *doc;
    sl_buf out;
    sl_buf_init(&out, TEXT_MAX);
    assert_ok(sl_pipeline_schema(&out, &e), &e);
    assert_ok(sl_json_read(&doc, mem, SL_S("schema.json"), sl_buf_str(&out), &e), &e);
    sl_buf_clear(&out);
    return doc;
}

static void assert_has_members(const sl_node *object, const sl_member *table)
{
    const sl_node *properties = sl_node_get(object, "properties");
    size_t n = 0;
    for (; table[n].name; n++)
        assert_non_null(sl_node_get(properties, table[n].name));
    assert_int_equal(properties->n, n);
    assert_int_equal(sl_node_get(object, "additionalProperties")->kind, SL_BOOL);
    assert_false(sl_node_true(sl_node_get(object, "additionalProperties")));
}

static void the_schema_has_every_key_and_no_other(void **state)
{
    const sl_node *schema = schema_of(*state);

    assert_true(sl_str_is(sl_node_text(sl_node_get(schema, "$schema")),
                          "https://json-schema.org/draft/2020-12/schema"));
    assert_has_members(schema, sl_pipeline_members);
    assert_has_members(sl_node_path(schema, "$defs.stage"), sl_stage_members);
    assert_has_members(sl_node_path(schema, "$defs.policy"), sl_policy_members);
    assert_has_members(sl_node_path(schema, "$defs.when"), sl_when_members);
    assert_has_members(sl_node_path(schema, "$defs.thresholds.additionalProperties"),
                       sl_threshold_members);
}

/* Every "$ref" leads to a definition. */
static void check_references(const sl_node *node, const sl_node *schema)
{
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        check_references(node->items[i], schema);
    for (size_t i = 0; node->kind == SL_MAP && i < node->n; i++) {
        check_references(node->pairs[i].value, schema);
        sl_str to = sl_node_text(node->pairs[i].value);
        if (sl_str_is(node->pairs[i].key->text, "$ref")) {
            assert_true(sl_str_starts(to, SL_S("#/$defs/")));
            sl_str name = sl_str_sub(to, sizeof "#/$defs/" - 1, to.n);
            assert_non_null(sl_node_find(sl_node_get(schema, "$defs"), name));
        }
    }
}

static void every_reference_of_the_schema_leads_somewhere(void **state)
{
    const sl_node *schema = schema_of(*state);

    check_references(schema, schema);
}

static void the_schema_knows_the_options_of_each_kind(void **state)
{
    const sl_node *rules = sl_node_path(schema_of(*state), "$defs.stage.allOf");

    assert_int_equal(rules->n, TEST_KINDS);
    const sl_node *deploy = rules->items[TEST_KINDS - 1];
    assert_true(
        sl_str_is(sl_node_text(sl_node_path(deploy, "if.properties.uses.const")), "deploy"));
    const sl_node *with = sl_node_path(deploy, "then.properties.with");
    assert_true(
        sl_str_is(sl_node_path(with, "properties.target.enum")->items[1]->text, "directory"));
    assert_true(sl_str_is(sl_node_get(with, "required")->items[0]->text, "target"));
    assert_true(sl_str_is(sl_node_path(deploy, "then.required")->items[0]->text, "with"));
}

/* With a validator at hand, what the reader takes and refuses is asked of the schema as well. */
static void the_schema_takes_what_the_reader_takes(void **state)
{
    if (system("python3 -c 'import jsonschema, yaml' 2>/dev/null") != 0)
        skip();
    static const char script[] =
        "import json, sys, glob, yaml, jsonschema\n"
        "schema = json.load(open(sys.argv[1]))\n"
        "check = jsonschema.validators.validator_for(schema)(schema)\n"
        "check.check_schema(schema)\n"
        "for path in glob.glob(sys.argv[2] + '/*.yml'):\n"
        "    check.validate(yaml.safe_load(open(path)))\n"
        "base = {'name': 'a', 'uses': 'sast'}\n"
        "bad = [{'need': 1}, {'uses': 'x'}, {'with': {'x': 1}}, {'timeout': 10}, {'env': []},\n"
        "       {'uses': 'shell'}, {'retries': -1}, {'uses': 'deploy', 'with': {'target': 'x'}}]\n"
        "for b in bad:\n"
        "    assert not check.is_valid({'version': 1, 'stages': [{**base, **b}]}), b\n"
        "assert not check.is_valid({'version': 2, 'stages': []})\n";
    sl_err e = {0};
    char *folder = sl_test_folder(*state);
    sl_str path = sl_printf(*state, "%s/schema.json", folder);
    sl_buf out;
    sl_buf_init(&out, TEXT_MAX);
    assert_ok(sl_pipeline_schema(&out, &e), &e);
    assert_ok(sl_file_write(path, sl_buf_str(&out), &e), &e);
    sl_buf_clear(&out);
    sl_str program = sl_printf(*state, "%s/check.py", folder);
    assert_ok(sl_file_write(program, SL_S(script), &e), &e);

    sl_test_shell(
        sl_printf(*state, "python3 %s %s '%s/pipelines'", program.p, path.p, SOURCE_DIR).p);

    sl_test_folder_end(folder);
}

static void every_built_in_pipeline_is_valid_and_explained(void **state)
{
    sl_err e = {0};
    sl_pipeline *p;
    sl_plan *plan;
    sl_str text;
    size_t n = 0;

    for (sl_str name; (name = sl_pipeline_builtin_name(n)).n; n++) {
        sl_str full = sl_printf(*state, "sluice:%.*s", SL_FMT(name));
        assert_ok(sl_pipeline_read_builtin(&p, *state, full, NULL, &e), &e);
        assert_ok(sl_plan_new(&plan, *state, p, &e), &e);
        assert_true(sl_str_eq(p->name, name));
        assert_true(sl_pipeline_builtin(&text, name));
        assert_true(sl_str_starts(text, sl_printf(*state, "# %s: ", full.p)));
    }

    assert_int_equal(n, 4);
    assert_false(sl_pipeline_builtin(&text, SL_S("nothing")));
    assert_false(sl_pipeline_read_builtin(&p, *state, SL_S("sluice:nothing"), NULL, &e));
    assert_int_equal(e.kind, SL_EUSAGE);
    assert_non_null(strstr(e.text, "sluice:pre-commit"));
}

static void the_documentation_names_every_key(void **state)
{
    static const sl_member *const tables[] = {sl_pipeline_members, sl_stage_members,
                                              sl_when_members, sl_policy_members};
    sl_err e = {0};
    sl_buf text;
    sl_buf_init(&text, TEXT_MAX);
    assert_ok(sl_file_read(&text, SL_S(SOURCE_DIR "/docs/pipeline.md"), &e), &e);

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const sl_member *m = tables[i]; m->name; m++) {
            sl_str key = sl_printf(*state, "`%s`", m->name);
            if (sl_str_find(sl_buf_str(&text), key, 0) == SIZE_MAX)
                fail_msg("docs/pipeline.md does not name %s", key.p);
        }

    sl_buf_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(the_schema_has_every_key_and_no_other),
        sl_test(every_reference_of_the_schema_leads_somewhere),
        sl_test(the_schema_knows_the_options_of_each_kind),
        sl_test(the_schema_takes_what_the_reader_takes),
        sl_test(every_built_in_pipeline_is_valid_and_explained),
        sl_test(the_documentation_names_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
