/* sluice scan: runs the scanners without a pipeline. */
#include "cli/execution.h"
#include "runner/look.h"

static int run(sl_cli *cli)
{
    sl_err e = {0};
    sl_screen screen;
    sl_result *result = sl_alloc(cli->mem, sizeof *result);
    sl_look_spec spec = sl_cli_look(cli);
    spec.paths = cli->arguments;
    spec.staged = sl_cli_has(cli, "staged");
    spec.base = sl_cli_value(cli, "base");
    spec.policy_from = sl_cli_value(cli, "policy-from");
    spec.fail_on = sl_cli_value(cli, "fail-on");
    if (!sl_execution_spec(&spec.session, &screen, cli, &e))
        return sl_cli_fail(&e);
    if (!sl_look(result, cli->mem, &spec, &e))
        return sl_execution_fail(&screen, &e);
    return sl_execution_end(cli, &screen, result);
}

const sl_command sl_command_scan = {
    .name = "scan",
    .summary = "run the scanners over files, the index, commits, the history or an image",
    .arguments = "[PATH...]",
    .options = (const char *const[]){"staged",
                                     "ref",
                                     "history",
                                     "unreachable",
                                     "ignored",
                                     "image",
                                     "only",
                                     "rules",
                                     "base",
                                     "policy-from",
                                     "repo",
                                     "set",
                                     "fail-on",
                                     "format",
                                     "output",
                                     "ledger",
                                     "jobs",
                                     "cache",
                                     "no-cache",
                                     "reveal",
                                     "require-sandbox",
                                     "verify",
                                     "verify-endpoint",
                                     "verify-ca",
                                     "quiet",
                                     "verbose",
                                     NULL},
    .details =
        "Scans the current folder when nothing is named. What .gitignore hides is left out.\n"
        "Obeys the policy, waivers and baseline of the repository's .sluice.yml where there\n"
        "is one. Sources on one command line add up.",
    .examples = "sluice scan                                # the current folder\n"
                "sluice scan src Dockerfile                 # some of it\n"
                "sluice scan --staged                       # what would be committed\n"
                "sluice scan --ref v1.2 --only secrets,iac  # a commit, two scanners\n"
                "sluice scan --image build/image            # a container image\n"
                "sluice scan --verify                       # do the secrets still work?\n"
                "sluice scan --history                      # all that was ever committed\n"
                "sluice scan --history=origin/main..main    # what a push would add\n"
                "sluice scan --format sarif > sluice.sarif  # for code scanning",
    .run = run,
};
