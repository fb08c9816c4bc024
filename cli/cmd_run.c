/* sluice run: executes the pipeline of a commit. */
#include "cli/execution.h"
#include "runner/execute.h"

static int run(sl_cli *cli)
{
    sl_err e = {0};
    sl_screen screen;
    sl_result *result = sl_alloc(cli->mem, sizeof *result);
    sl_run_spec spec = {.repo = sl_cli_value(cli, "repo"),
                        .ref = sl_cli_value(cli, "ref"),
                        .base = sl_cli_value(cli, "base"),
                        .policy_from = sl_cli_value(cli, "policy-from"),
                        .pipeline = sl_cli_value(cli, "pipeline"),
                        .stages = sl_cli_list(cli, "stage"),
                        .set = sl_cli_values(cli, "set"),
                        .fail_on = sl_cli_value(cli, "fail-on"),
                        .event = sl_cli_value(cli, "event"),
                        .rules = sl_cli_values(cli, "rules"),
                        .dry_run = sl_cli_has(cli, "dry-run")};
    if (cli->arguments.n) {
        sl_fail(&e, SL_EUSAGE, "run: '%.*s' is too much; the repository is --repo",
                SL_FMT(cli->arguments.v[0]));
        return sl_cli_fail(&e);
    }
    if (!sl_execution_spec(&spec.session, &screen, cli, &e))
        return sl_cli_fail(&e);
    if (!sl_run(result, cli->mem, &spec, &e))
        return sl_execution_fail(&screen, &e);
    return sl_execution_end(cli, &screen, result);
}

const sl_command sl_command_run = {
    .name = "run",
    .summary = "execute the pipeline of a commit",
    .arguments = "",
    .options = (const char *const[]){"repo",
                                     "ref",
                                     "base",
                                     "policy-from",
                                     "pipeline",
                                     "stage",
                                     "event",
                                     "dry-run",
                                     "rules",
                                     "set",
                                     "fail-on",
                                     "format",
                                     "output",
                                     "ledger",
                                     "jobs",
                                     "profile",
                                     "cache",
                                     "no-cache",
                                     "require-sandbox",
                                     "reveal",
                                     "verify",
                                     "verify-endpoint",
                                     "verify-ca",
                                     "quiet",
                                     "verbose",
                                     NULL},
    .details =
        "Reads .sluice.yml from the commit (not from the work tree), runs its stages in the\n"
        "order of their needs, and runs deploy stages only when everything before them has\n"
        "passed. In a gate on changes, give --policy-from the protected branch: then the\n"
        "change cannot alter the policy that it is judged by.",
    .examples =
        "sluice run                                        # HEAD of this repository\n"
        "sluice run --repo https://host/app.git --ref v1.2 # a tag of another one\n"
        "sluice run --base origin/main --policy-from origin/main --output sarif=sluice.sarif\n"
        "sluice run --pipeline sluice:default              # without a file of one's own\n"
        "sluice run --dry-run                              # say what would be deployed",
    .run = run,
};
