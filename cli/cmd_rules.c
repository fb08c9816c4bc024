/* sluice rules: lists rules, and tests them on their own examples. */
#include "base/json.h"
#include "base/path.h"
#include "cli/execution.h"
#include "cli/output.h"
#include "engine/rules/ruleset.h"
#include "runner/trial/tell.h"
#include "sluice/result.h"

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

/* --format, or --json; true for JSON. */
static bool read_format(bool *is_json, const sl_cli *cli, sl_err *e)
{
    sl_str format = sl_cli_value(cli, "format");
    *is_json = sl_cli_has(cli, "json") || sl_str_is(format, "json");
    return !format.n || *is_json || sl_str_is(format, "text") ||
           sl_fail(e, SL_EUSAGE, "rules: --format is text or json, not '%.*s'", SL_FMT(format));
}

static bool list_all(sl_buf *out, sl_cli *cli, sl_err *e)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    sl_strs only = sl_cli_list(cli, "only");
    sl_rules_spec spec = {0};
    listing l = {.out = out, .json = {.out = out}};
    if (!read_format(&l.is_json, cli, e))
        return false;
    if (cli->arguments.n > 1) {
        spec.replace_builtin = true;
        if (!sl_rule_files_read(&spec.files, &spec.n_files, cli->mem, cli->arguments.v[1], e))
            return false;
    }
    if (l.is_json)
        sl_json_list(&l.json, NULL);
    for (size_t i = 0; i < n; i++)
        if (sl_rules_wanted(&only, kinds[i]) && !list_kind(&l, cli, kinds[i], &spec, e))
            return false;
    if (l.is_json) {
        sl_json_list_end(&l.json);
        sl_buf_addc(out, '\n');
    }
    return true;
}

/* The file of `--output json=FILE`. */
static bool output_file(sl_str *file, sl_str output, sl_err *e)
{
    sl_str format;
    *file = output;
    return (sl_str_cut(file, '=', &format) && sl_str_is(format, "json") && file->n) ||
           sl_fail(e, SL_EUSAGE, "rules test: --output is json=FILE, not '%.*s'", SL_FMT(output));
}

static bool write_tests(sl_buf *out, const sl_cli *cli, const sl_rule_tests *tests, sl_err *e)
{
    bool is_json;
    sl_strs outputs = sl_cli_values(cli, "output");
    sl_buf json;
    sl_buf_init(&json, RULES_MAX);
    sl_rule_tests_json(&json, tests);
    bool ok = read_format(&is_json, cli, e);
    for (size_t i = 0; ok && i < outputs.n; i++) {
        sl_str file;
        ok = output_file(&file, outputs.v[i], e) && sl_file_write(file, sl_buf_str(&json), e);
    }
    if (ok && is_json)
        sl_buf_add(out, sl_buf_str(&json));
    else if (ok)
        sl_rule_tests_text(out, tests);
    sl_buf_clear(&json);
    return ok;
}

/* What the command line asks for is right, before anything runs. */
static bool check_test(const sl_cli *cli, sl_err *e)
{
    bool is_json;
    sl_str file;
    sl_strs outputs = sl_cli_values(cli, "output");
    for (size_t i = 0; i < outputs.n; i++)
        if (!output_file(&file, outputs.v[i], e))
            return false;
    return (cli->arguments.n == 2 ||
            sl_fail(e, SL_EUSAGE, "rules test: name the folder or file with the rules")) &&
           read_format(&is_json, cli, e);
}

static bool test_all(sl_buf *out, sl_cli *cli, int *status, sl_err *e)
{
    uint64_t jobs;
    sl_rule_folder folder = {0};
    sl_rule_tests tests = {0};
    if (!check_test(cli, e) || !sl_cli_number(&jobs, cli, "jobs", 0, JOBS_MAX, e) ||
        !sl_rule_folder_read(&folder, cli->mem, cli->arguments.v[1], e))
        return false;
    const sl_rule_test_spec spec = {.folder = &folder,
                                    .only = sl_cli_list(cli, "only"),
                                    .set = sl_cli_values(cli, "set"),
                                    .jobs = (unsigned)jobs};
    if (!sl_rules_test(&tests, cli->mem, &spec, e) || !write_tests(out, cli, &tests, e))
        return false;
    *status = tests.broken.n ? SL_EXIT_MISUSE : tests.failures.n ? SL_EXIT_BLOCKED : SL_EXIT_PASS;
    return tests.n_rules || tests.broken.n ||
           sl_fail(e, SL_EUSAGE, "rules test: there are no rules in %.*s",
                   SL_FMT(cli->arguments.v[1]));
}

static int run(sl_cli *cli)
{
    sl_err e = {0};
    sl_buf out;
    int status = SL_EXIT_PASS;
    sl_str verb = cli->arguments.n ? cli->arguments.v[0] : SL_S("list");
    sl_buf_init(&out, RULES_MAX);
    bool ok = sl_str_is(verb, "list") ? list_all(&out, cli, &e)
              : sl_str_is(verb, "test")
                  ? test_all(&out, cli, &status, &e)
                  : sl_fail(&e, SL_EUSAGE, "rules: 'list' or 'test' is expected, not '%.*s'",
                            SL_FMT(verb));
    if (!ok) {
        sl_buf_clear(&out);
        return sl_cli_fail(&e);
    }
    int printed = sl_output_buf(&out);
    return printed ? printed : status;
}

const sl_command sl_command_rules = {
    .name = "rules",
    .summary = "list rules, or test them on their own examples",
    .arguments = "list [PATH] | test PATH",
    .options = (const char *const[]){"only", "format", "json", "output", "set", "jobs", NULL},
    .details =
        "`list` prints the built-in rules, or those of PATH. `test` runs the rules of PATH on\n"
        "their examples: those in the rules, and fixtures beside NAME.yml, NAME.EXT or\n"
        "NAME.test.EXT, with `ruleid: ID, ID` in a comment above a line that must be found and\n"
        "`ok: ID` above one that must not; lines below `todoruleid:` and `todook:` don't count.\n"
        "What `fix` makes of NAME.EXT has to be NAME.fixed.EXT, where that is there. Files of\n"
        "Semgrep rules are tested one by one, so that ids may come again.\n"
        "--format json and --output json=FILE give what `semgrep test --json` gives, and more.\n"
        "Exit status: 0 all passed, 1 some did not, 2 a rule file does not load.",
    .examples = "sluice rules list --only secrets    # the built-in rules of a kind\n"
                "sluice rules list --json            # for programs\n"
                "sluice rules test .sluice/rules     # the repository's own rules\n"
                "sluice rules test rules --output json=tests.json --jobs 4",
    .run = run,
};
