/* sluice check: validates a pipeline without running it. */
#include "base/path.h"
#include "cli/output.h"
#include "engine/source/repo.h"
#include "runner/pipeline.h"
#include "runner/plan.h"
#include "runner/project.h"

enum { SCHEMA_MAX = 4 << 20, CHECK_MAX = 1 << 20 };

static int print_schema(void)
{
    sl_err e = {0};
    sl_buf out;
    sl_buf_init(&out, SCHEMA_MAX);
    if (!sl_pipeline_schema(&out, &e)) {
        sl_buf_clear(&out);
        return sl_cli_fail(&e);
    }
    return sl_output_buf(&out);
}

static int print_builtin(sl_str name)
{
    static const sl_str prefix = SL_STR("sluice:");
    sl_err e = {0};
    sl_str text;
    sl_str plain = sl_str_starts(name, prefix) ? sl_str_sub(name, prefix.n, name.n) : name;
    if (!sl_pipeline_builtin(&text, plain)) {
        sl_fail(&e, SL_EUSAGE, "there is no built-in pipeline '%.*s'; try sluice:default",
                SL_FMT(name));
        return sl_cli_fail(&e);
    }
    sl_buf out;
    sl_buf_init(&out, CHECK_MAX);
    sl_buf_add(&out, text);
    return sl_output_buf(&out);
}

/* The order in which the stages may start: each with what it waits for. */
static void describe(sl_buf *out, const sl_pipeline *pipeline, const sl_plan *plan)
{
    sl_buf_addf(out, "%.*s: %zu stage%s\n", SL_FMT(pipeline->file), pipeline->stages.n,
                pipeline->stages.n == 1 ? "" : "s");
    for (size_t i = 0; i < pipeline->stages.n; i++) {
        const sl_stage *stage = &pipeline->stages.v[i];
        size_t n;
        const size_t *needs = sl_plan_needs(plan, i, &n);
        sl_buf_addf(out, "  %.*s uses %s%s", SL_FMT(stage->name), stage->kind->name,
                    sl_stage_is_mandatory(stage, &pipeline->policy) ? ", mandatory" : "");
        for (size_t k = 0; k < n; k++)
            sl_buf_addf(out, "%s%.*s", k ? ", " : "; waits for ",
                        SL_FMT(pipeline->stages.v[needs[k]].name));
        sl_buf_addc(out, '\n');
    }
}

static bool check(sl_buf *out, sl_cli *cli, const sl_files *files, sl_str name, sl_err *e)
{
    sl_pipeline *pipeline;
    sl_plan *plan;
    sl_waivers *waivers;
    sl_baseline *baseline;
    if (!sl_project_pipeline(&pipeline, cli->mem, files, name, e) ||
        !sl_plan_new(&plan, cli->mem, pipeline, e) ||
        !sl_project_accepted(&waivers, &baseline, cli->mem, files, &pipeline->policy, e))
        return false;
    describe(out, pipeline, plan);
    return true;
}

static int run(sl_cli *cli)
{
    sl_err e = {0};
    sl_repo *repo = NULL;
    sl_commit at;
    sl_buf out;
    sl_files files = {.folder = sl_cli_has(cli, "repo") ? sl_cli_value(cli, "repo") : SL_S(".")};
    sl_str name = cli->arguments.n ? cli->arguments.v[0] : sl_cli_value(cli, "pipeline");
    if (sl_cli_has(cli, "schema"))
        return print_schema();
    if (sl_cli_has(cli, "show"))
        return print_builtin(sl_cli_value(cli, "show"));
    bool ok = true;
    if (sl_cli_has(cli, "ref")) {
        ok = sl_repo_open(&repo, files.folder, &e) &&
             sl_repo_resolve(&at, repo, sl_cli_value(cli, "ref"), &e);
        files = (sl_files){.repo = repo, .at = &at};
    }
    sl_buf_init(&out, CHECK_MAX);
    ok = ok && check(&out, cli, &files, name, &e);
    sl_repo_close(repo);
    if (ok)
        return sl_output_buf(&out);
    sl_buf_clear(&out);
    return sl_cli_fail(&e);
}

const sl_command sl_command_check = {
    .name = "check",
    .summary = "validate a pipeline without running it",
    .arguments = "[FILE]",
    .options = (const char *const[]){"repo", "ref", "pipeline", "schema", "show", NULL},
    .details =
        "Reads .sluice.yml (or FILE) of the current folder, or of a commit with --ref, with\n"
        "its includes, waivers and baseline, and prints the stages with what each waits for.",
    .examples = "sluice check                        # the pipeline of this folder\n"
                "sluice check --ref HEAD             # as it is committed\n"
                "sluice check --schema > schema.json # JSON Schema for editors\n"
                "sluice check --show sluice:default  # a built-in pipeline",
    .run = run,
};
