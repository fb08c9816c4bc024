/* sluice explain: all that is known of a rule. */
#include "cli/output.h"
#include "cli/why.h"
#include "engine/rules/ruleset.h"

enum { EXPLAIN_MAX = 64 << 20, NAMES_MAX = 8 };

static void list(sl_buf *out, const char *title, const sl_strs *values)
{
    if (!values->n)
        return;
    sl_buf_addf(out, "\n%s:\n", title);
    for (size_t i = 0; i < values->n; i++)
        sl_buf_addf(out, "  %.*s\n", SL_FMT(values->v[i]));
}

static void describe(sl_buf *out, const sl_rule *rule)
{
    sl_buf_addf(out, "%.*s (%.*s)\n%.*s\n\nseverity %s, confidence %s\n\n%.*s\n", SL_FMT(rule->id),
                SL_FMT(rule->kind), SL_FMT(rule->title), sl_severity_name(rule->severity),
                sl_confidence_name(rule->confidence), SL_FMT(rule->message));
    if (rule->remediation.n)
        sl_buf_addf(out, "\nHow to fix:\n  %.*s\n", SL_FMT(rule->remediation));
    list(out, "Weaknesses", &rule->cwe);
    list(out, "OWASP", &rule->owasp);
    list(out, "References", &rule->references);
    list(out, "The same check elsewhere", &rule->equivalents);
    sl_buf_addf(out,
                "\nHow to accept one finding: a comment in its line or the line above,\n"
                "  sluice:ignore %.*s WHY\n"
                "or a waiver in the file that the policy names:\n"
                "  - {rule: %.*s, path: 'PATH', reason: WHY, owner: WHO, expires: YYYY-MM-DD}\n",
                SL_FMT(rule->id), SL_FMT(rule->id));
}

/** Names near to the one that was not found. */
typedef struct nearest {
    sl_str names[NAMES_MAX];
    size_t n;
} nearest;

static bool explain_from(sl_buf *out, sl_cli *cli, const sl_stage_kind *kind,
                         const sl_rules_spec *spec, nearest *near, bool *found, sl_err *e)
{
    sl_ruleset *rules;
    sl_str id = cli->arguments.v[0];
    sl_strs ids = {0};
    if (!sl_ruleset_load(&rules, cli->mem, kind, spec, e))
        return false;
    for (size_t i = 0; i < sl_ruleset_count(rules); i++) {
        const sl_rule *rule = sl_ruleset_rule(rules, i);
        *sl_list_add(cli->mem, &ids) = rule->id;
        if (!sl_str_eq(rule->id, id))
            continue;
        *found = true;
        if (sl_cli_has(cli, "why"))
            return sl_cli_why(out, cli, kind, rule, e);
        describe(out, rule);
        return true;
    }
    size_t at = sl_str_nearest(id, ids.v, ids.n);
    if (at != SIZE_MAX && near->n < NAMES_MAX)
        near->names[near->n++] = ids.v[at];
    return true;
}

static bool explain(sl_buf *out, sl_cli *cli, sl_err *e)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    nearest near = {.n = 0};
    sl_rules_spec spec = {0};
    bool found = false;
    if (cli->arguments.n != 1)
        return sl_fail(e, SL_EUSAGE, "explain: name one rule, as reports show it");
    if (sl_cli_has(cli, "rules") &&
        !sl_rule_files_read(&spec.files, &spec.n_files, cli->mem, sl_cli_value(cli, "rules"), e))
        return false;
    for (size_t i = 0; i < n && !found; i++)
        if (kinds[i]->rules && !explain_from(out, cli, kinds[i], &spec, &near, &found, e))
            return false;
    if (found)
        return true;
    if (near.n)
        return sl_fail(e, SL_EUSAGE, "there is no rule '%.*s'; did you mean '%.*s'?",
                       SL_FMT(cli->arguments.v[0]), SL_FMT(near.names[0]));
    return sl_fail(e, SL_EUSAGE, "there is no rule '%.*s'; 'sluice rules list' lists them",
                   SL_FMT(cli->arguments.v[0]));
}

static int run(sl_cli *cli)
{
    sl_err e = {0};
    sl_buf out;
    sl_buf_init(&out, EXPLAIN_MAX);
    if (explain(&out, cli, &e))
        return sl_output_buf(&out);
    sl_buf_clear(&out);
    return sl_cli_fail(&e);
}

const sl_command sl_command_explain = {
    .name = "explain",
    .summary = "show what a rule finds, why it matters and how to fix it",
    .arguments = "RULE",
    .options = (const char *const[]){"rules", "why", "format", NULL},
    .details =
        "Prints the rule's message, severity, remediation, references and how to accept a\n"
        "finding of it. With --why: whether the rule finds something in that line, what each\n"
        "of its operators makes of it and what is bound there; or what kept the rule from\n"
        "being tried (language, `paths`, texts that the file lacks, code that is not\n"
        "understood). --format json gives the same for programs.",
    .examples = "sluice explain python-subprocess-shell-true\n"
                "sluice explain my-rule --rules .sluice/rules\n"
                "sluice explain my-rule --rules .sluice/rules --why src/app.py:12",
    .run = run,
};
