/* Every image rule proves itself on the images that it describes. */
#include "tests/support/test.h"

#include <stdio.h>

#include "engine/rules/ruleset.h"
#include "engine/source/open.h"
#include "engine/work/pass.h"
#include "tests/support/image.h"

/* Findings of a rule in an image of that description. */
static size_t findings_of(sl_arena *mem, const sl_rule *rule, const sl_node *description)
{
    sl_err e = {0};
    size_t n = 0;
    sl_options *options = NULL;
    sl_ruleset *rules = NULL;
    sl_source *source = NULL;
    sl_pass_result result = {0};
    char *folder = sl_test_folder(mem);
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("image"));
    sl_test_layout(mem, folder, description);
    assert_ok(sl_options_read(&options, mem, kind->options, SL_S("example"),
                              sl_node_get(description, "options"), &e),
              &e);
    assert_ok(sl_ruleset_load(&rules, mem, kind, &(sl_rules_spec){0}, &e), &e);
    assert_ok(sl_source_image(&source, mem, sl_str_of(folder), &e), &e);
    const sl_pass_scanner scanner = {kind, options, rules, SL_S("image")};
    const sl_pass_spec spec = {.source = source, .scanners = &scanner, .n_scanners = 1, .jobs = 1};
    assert_ok(sl_pass_run(&result, mem, &spec, &e), &e);
    for (size_t i = 0; i < result.units.n; i++)
        assert_int_equal(result.units.v[i].state, SL_UNIT_SCANNED);
    for (size_t i = 0; i < result.findings.n; i++)
        n += sl_str_eq(result.findings.v[i].rule->id, rule->id);
    sl_source_close(source);
    sl_test_folder_end(folder);
    return n;
}

static size_t wrong_examples(sl_arena *mem, const sl_rule *rule, const char *key, bool is_positive)
{
    size_t n_wrong = 0;
    const sl_node *list = sl_node_path(rule->doc, key);
    if (!list || list->kind != SL_SEQ || !list->n) {
        print_error("%.*s: no %s\n", SL_FMT(rule->id), key);
        return 1;
    }
    for (size_t i = 0; i < list->n; i++)
        if ((findings_of(mem, rule, list->items[i]) > 0) != is_positive) {
            print_error("%.*s: %s %zu\n", SL_FMT(rule->id), key, i + 1);
            n_wrong++;
        }
    return n_wrong;
}

static void rules_find_what_their_examples_say(void **state)
{
    sl_err e = {0};
    sl_ruleset *rules = NULL;
    size_t n_wrong = 0;
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("image"));
    assert_ok(sl_ruleset_load(&rules, *state, kind, &(sl_rules_spec){0}, &e), &e);

    for (size_t i = 0; i < sl_ruleset_count(rules); i++) {
        const sl_rule *rule = sl_ruleset_rule(rules, i);
        n_wrong += wrong_examples(*state, rule, "examples.positive", true);
        n_wrong += wrong_examples(*state, rule, "examples.negative", false);
    }

    assert_true(sl_ruleset_count(rules) >= 25);
    assert_int_equal(n_wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {sl_test(rules_find_what_their_examples_say)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
