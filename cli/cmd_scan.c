/* sluice scan: runs the scanners without a pipeline. */
#include <stdio.h>

#include "base/path.h"
#include "cli/execution.h"
#include "cli/output.h"
#include "runner/fix/fixes.h"
#include "runner/look.h"

enum { DIFF_MAX = 1 << 30 };

/* --fix is about files on disk, and its diff takes stdout for itself. */
static bool check_fix(const sl_cli *cli, sl_err *e)
{
    static const char *const others[] = {"staged", "ref", "image", "history", "unreachable"};
    sl_str how = sl_cli_value(cli, "fix");
    if (!sl_cli_has(cli, "fix"))
        return true;
    if (how.n && !sl_str_is(how, "apply") && !sl_str_is(how, "diff"))
        return sl_fail(e, SL_EUSAGE, "--fix is 'diff' (the default) or 'apply', not '%.*s'",
                       SL_FMT(how));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (sl_cli_has(cli, others[i]))
            return sl_fail(e, SL_EUSAGE, "--fix is for files on disk, not with --%s", others[i]);
    if (!sl_str_is(how, "apply") && sl_cli_has(cli, "format"))
        return sl_fail(e, SL_EUSAGE,
                       "--fix prints a diff instead of a report; write the report "
                       "with --output FORMAT=FILE");
    return true;
}

/* What there is to say of fixes, on stderr. */
static void tell_fixes(const sl_fixes *fixes, bool is_made)
{
    for (size_t i = 0; i < fixes->left.n; i++)
        fprintf(stderr, "sluice: warning: %.*s\n", SL_FMT(fixes->left.v[i]));
    fprintf(stderr, "sluice: %zu %s %s in %zu %s\n", fixes->n_made,
            fixes->n_made == 1 ? "finding" : "findings", is_made ? "fixed" : "can be fixed",
            fixes->files.n, fixes->files.n == 1 ? "file" : "files");
    if (fixes->n_overlapping)
        fprintf(stderr, "sluice: %zu more overlap with these: %s\n", fixes->n_overlapping,
                is_made ? "scan again" : "scan again after --fix=apply");
}

/* What paths of the report are relative to; several paths are reported as they were given. */
static sl_str folder_of(const sl_cli *cli)
{
    const sl_strs *paths = &cli->arguments;
    bool is_folder = paths->n == 1 && sl_path_is_folder(paths->v[0]);
    return is_folder ? paths->v[0] : paths->n ? (sl_str){0} : sl_cli_value(cli, "repo");
}

static bool fix(sl_cli *cli, const sl_result *result, bool is_apply, sl_err *e)
{
    sl_fixes fixes = {0};
    sl_buf diff;
    sl_fixes_gather(&fixes, cli->mem, result, folder_of(cli));
    if (is_apply) {
        bool ok = sl_fixes_apply(&fixes, e);
        if (ok)
            tell_fixes(&fixes, true);
        return ok;
    }
    sl_buf_init(&diff, DIFF_MAX);
    sl_fixes_diff(&diff, &fixes);
    bool ok = (!diff.is_over || sl_fail(e, SL_ETOOBIG, "a diff of more than %d bytes", DIFF_MAX)) &&
              sl_output(sl_buf_str(&diff), e);
    sl_buf_clear(&diff);
    if (ok)
        tell_fixes(&fixes, false);
    return ok;
}

static int run(sl_cli *cli)
{
    sl_err e = {0};
    sl_screen screen;
    sl_result *result = sl_alloc(cli->mem, sizeof *result);
    sl_look_spec spec = sl_cli_look(cli);
    bool is_apply = sl_str_is(sl_cli_value(cli, "fix"), "apply");
    if (!check_fix(cli, &e))
        return sl_cli_fail(&e);
    spec.paths = cli->arguments;
    spec.staged = sl_cli_has(cli, "staged");
    spec.base = sl_cli_value(cli, "base");
    spec.policy_from = sl_cli_value(cli, "policy-from");
    spec.fail_on = sl_cli_value(cli, "fail-on");
    if (!sl_execution_spec(&spec.session, &screen, cli, &e))
        return sl_cli_fail(&e);
    if (!sl_look(result, cli->mem, &spec, &e))
        return sl_execution_fail(&screen, &e);
    if (sl_cli_has(cli, "fix")) {
        sl_screen_clear(&screen);
        if (!fix(cli, result, is_apply, &e))
            return sl_execution_fail(&screen, &e);
    }
    return sl_execution_end(cli, &screen, result);
}

const sl_command sl_command_scan = {
    .name = "scan",
    .summary = "run the scanners over files, the index, commits, the history or an image",
    .arguments = "[PATH...]",
    .options =
        (const char *const[]){
            "staged",    "ref",    "history",         "unreachable", "ignored",
            "image",     "only",   "rules",           "base",        "policy-from",
            "repo",      "set",    "fail-on",         "fix",         "profile",
            "format",    "output", "ledger",          "jobs",        "cache",
            "no-cache",  "reveal", "require-sandbox", "verify",      "verify-endpoint",
            "verify-ca", "quiet",  "verbose",         NULL},
    .details =
        "Scans the current folder when nothing is named. What .gitignore hides is left out.\n"
        "Obeys the policy, waivers and baseline of the repository's .sluice.yml where there\n"
        "is one. Sources on one command line add up.\n"
        "--fix prints what the rules' fixes would change, as a unified diff that `git apply`\n"
        "takes, instead of the report; --fix=apply changes the files, each at once, and prints\n"
        "the report of what was found before. Of fixes that overlap the first is made. Findings\n"
        "that are waived, ignored or known are not fixed.",
    .examples = "sluice scan                                # the current folder\n"
                "sluice scan src Dockerfile                 # some of it\n"
                "sluice scan --staged                       # what would be committed\n"
                "sluice scan --ref v1.2 --only secrets,iac  # a commit, two scanners\n"
                "sluice scan --image build/image            # a container image\n"
                "sluice scan --verify                       # do the secrets still work?\n"
                "sluice scan --history                      # all that was ever committed\n"
                "sluice scan --history=origin/main..main    # what a push would add\n"
                "sluice scan --fix | git apply              # as --fix=apply\n"
                "sluice scan --format sarif > sluice.sarif  # for code scanning",
    .run = run,
};
