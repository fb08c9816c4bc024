/* sluice rules: lists rules, and tests them on their own examples. */
#include "base/json.h"
#include "cli/output.h"
#include "engine/rules/ruleset.h"
#include "runner/rule_test.h"

enum { RULES_MAX = 64 << 20, JOBS_MAX = 256 };

typedef struct listing {
    sl_buf *out;
    sl_json json;
    bool is_json;
} listing;

static void list_rule(listing *l, const sl_rule *rule)
{
    if (!l->is_json) {
        sl_buf_addf(l->out, "%-9s %-8s %.*s  %.*s\n", sl_severity_name(rule->severity),
                    sl_confidence_name(rule->confidence), SL_FMT(rule->id), SL_FMT(rule->title));
        return;
    }
    sl_json_object(&l->json, NULL);
    sl_json_str(&l->json, "id", rule->id);
    sl_json_str(&l->json, "kind", rule->kind);
    sl_json_z(&l->json, "severity", sl_severity_name(rule->severity));
    sl_json_z(&l->json, "confidence", sl_confidence_name(rule->confidence));
    sl_json_str(&l->json, "title", rule->title);
    sl_json_strs(&l->json, "cwe", &rule->cwe);
    sl_json_strs(&l->json, "equivalents", &rule->equivalents);
    sl_json_object_end(&l->json);
}

static bool is_wanted(const sl_strs *only, const sl_stage_kind *kind)
{
    for (size_t i = 0; i < only->n; i++)
        if (sl_str_is(only->v[i], kind->name))
            return kind->rules != NULL;
    return kind->rules && !only->n;
}

static bool list_kind(listing *l, sl_cli *cli, const sl_stage_kind *kind, const sl_rules_spec *spec,
                      sl_err *e)
{
    sl_ruleset *rules;
    if (!sl_ruleset_load(&rules, cli->mem, kind, spec, e))
        return false;
    if (!l->is_json)
        sl_buf_addf(l->out, "%s: %zu rules\n", kind->name, sl_ruleset_count(rules));
    for (size_t i = 0; i < sl_ruleset_count(rules); i++)
        list_rule(l, sl_ruleset_rule(rules, i));
    return true;
}

static bool list_all(sl_buf *out, sl_cli *cli, sl_err *e)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    sl_strs only = sl_cli_values(cli, "only");
    sl_rules_spec spec = {0};
    listing l = {.out = out, .json = {.out = out}, .is_json = sl_cli_has(cli, "json")};
    if (cli->arguments.n > 1) {
        spec.replace_builtin = true;
        if (!sl_rule_files_read(&spec.files, &spec.n_files, cli->mem, cli->arguments.v[1], e))
            return false;
    }
    if (l.is_json)
        sl_json_list(&l.json, NULL);
    for (size_t i = 0; i < n; i++)
        if (is_wanted(&only, kinds[i]) && !list_kind(&l, cli, kinds[i], &spec, e))
            return false;
    if (l.is_json) {
        sl_json_list_end(&l.json);
        sl_buf_addc(out, '\n');
    }
    return true;
}

static void report_tests(sl_buf *out, const sl_rule_tests *tests, bool is_json)
{
    sl_json j = {.out = out};
    if (!is_json) {
        for (size_t i = 0; i < tests->failures.n; i++) {
            const sl_rule_failure *f = &tests->failures.v[i];
            sl_buf_addf(out, "%.*s: %.*s: %.*s\n", SL_FMT(f->rule), SL_FMT(f->place),
                        SL_FMT(f->what));
        }
        sl_buf_addf(out, "%zu rules, %zu expectations: %zu passed, %zu failed\n", tests->n_rules,
                    tests->n_expectations, tests->n_passed, tests->n_rules - tests->n_passed);
        return;
    }
    sl_json_object(&j, NULL);
    sl_json_int(&j, "rules", (int64_t)tests->n_rules);
    sl_json_int(&j, "passed", (int64_t)tests->n_passed);
    sl_json_int(&j, "expectations", (int64_t)tests->n_expectations);
    sl_json_int(&j, "todo", (int64_t)tests->n_todo);
    sl_json_list(&j, "failures");
    for (size_t i = 0; i < tests->failures.n; i++) {
        sl_json_object(&j, NULL);
        sl_json_str(&j, "rule", tests->failures.v[i].rule);
        sl_json_str(&j, "place", tests->failures.v[i].place);
        sl_json_str(&j, "what", tests->failures.v[i].what);
        sl_json_object_end(&j);
    }
    sl_json_list_end(&j);
    sl_json_object_end(&j);
    sl_buf_addc(out, '\n');
}

static bool test_all(sl_buf *out, sl_cli *cli, bool *passed, sl_err *e)
{
    size_t n;
    uint64_t jobs;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    sl_strs only = sl_cli_values(cli, "only");
    sl_rule_folder folder = {0};
    sl_rule_tests tests = {0};
    if (cli->arguments.n != 2)
        return sl_fail(e, SL_EUSAGE, "rules test: name the folder or file with the rules");
    if (!sl_cli_number(&jobs, cli, "jobs", 0, JOBS_MAX, e) ||
        !sl_rule_folder_read(&folder, cli->mem, cli->arguments.v[1], e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (is_wanted(&only, kinds[i]) &&
            !sl_rules_test(&tests, cli->mem, kinds[i], &folder, (unsigned)jobs, e))
            return false;
    report_tests(out, &tests, sl_cli_has(cli, "json"));
    *passed = !tests.failures.n && tests.n_rules;
    return tests.n_rules || sl_fail(e, SL_EUSAGE, "rules test: there are no rules in %.*s",
                                    SL_FMT(cli->arguments.v[1]));
}

static int run(sl_cli *cli)
{
    sl_err e = {0};
    sl_buf out;
    bool passed = true;
    sl_str verb = cli->arguments.n ? cli->arguments.v[0] : SL_S("list");
    sl_buf_init(&out, RULES_MAX);
    bool ok = sl_str_is(verb, "list") ? list_all(&out, cli, &e)
              : sl_str_is(verb, "test")
                  ? test_all(&out, cli, &passed, &e)
                  : sl_fail(&e, SL_EUSAGE, "rules: 'list' or 'test' is expected, not '%.*s'",
                            SL_FMT(verb));
    if (!ok) {
        sl_buf_clear(&out);
        return sl_cli_fail(&e);
    }
    int status = sl_output_buf(&out);
    return status ? status : !passed;
}

const sl_command sl_command_rules = {
    .name = "rules",
    .summary = "list rules, or test them on their own examples",
    .arguments = "list [PATH] | test PATH",
    .options = (const char *const[]){"only", "json", "jobs", NULL},
    .details =
        "`list` prints the built-in rules, or those of PATH. `test` runs the rules of PATH on\n"
        "their examples: those in the rules, and fixtures NAME.test.EXT with `ruleid: ID`\n"
        "above a line that must be found and `ok: ID` above one that must not.",
    .examples = "sluice rules list --only secrets    # the built-in rules of a kind\n"
                "sluice rules list --json            # for programs\n"
                "sluice rules test .sluice/rules     # the repository's own rules",
    .run = run,
};
