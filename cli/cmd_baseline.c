/* sluice baseline: adopts a repository with the findings that it has. */
#include "cli/execution.h"
#include "cli/output.h"
#include "runner/adopt.h"

#include <stdio.h>

enum { SUMMARY_MAX = 16 << 20, LISTED = 20 };

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void list_added(sl_buf *out, const sl_adoption *a, size_t max)
{
    for (size_t i = 0; i < a->added.n && i < max; i++) {
        const sl_finding *f = &a->added.v[i];
        sl_buf_addf(out, "  %s %.*s %.*s:%u\n", sl_severity_name(f->severity), SL_FMT(f->rule->id),
                    SL_FMT(f->file), f->region.line);
    }
    if (a->added.n > max)
        sl_buf_addf(out, "  and %zu more (--verbose lists them)\n", a->added.n - max);
}

static void summarise(sl_buf *out, const sl_cli *cli, const sl_adoption *a)
{
    size_t n = a->added.n + a->n_known + a->n_gone;
    bool is_dry = sl_cli_has(cli, "dry-run");
    if (!sl_cli_has(cli, "quiet"))
        list_added(out, a, sl_cli_has(cli, "verbose") ? SIZE_MAX : LISTED);
    sl_buf_addf(out, "%.*s: %zu known finding%s (%zu added, %zu found again, %zu dropped)%s\n",
                SL_FMT(a->file), n, plural(n), a->added.n, a->n_known, a->n_dropped,
                is_dry          ? "; nothing was written"
                : a->is_written ? ""
                                : "; the file says so already");
    if (a->n_gone)
        sl_buf_addf(out, "%zu known finding%s not found any more; --prune drops what is gone\n",
                    a->n_gone, a->n_gone == 1 ? " was" : "s were");
    if (!a->is_named)
        sl_buf_addf(out,
                    "no scan reads this file yet: name it as policy.baseline in .sluice.yml\n");
}

static int refuse(const sl_cli *cli, const sl_result *result)
{
    sl_err e = {0};
    for (size_t i = 0; i < result->ledger.n; i++) {
        const sl_entry *entry = &result->ledger.v[i];
        if (entry->state == SL_UNIT_FAILED)
            fprintf(stderr, "  %.*s: %.*s\n", SL_FMT(entry->path), SL_FMT(entry->reason));
    }
    if (sl_cli_has(cli, "force"))
        sl_fail(&e, SL_EFAIL,
                "nothing was written: %.*s, so what is gone cannot be told from what "
                "was not seen; leave out --prune",
                SL_FMT(result->why));
    else
        sl_fail(&e, SL_EFAIL,
                "nothing was written: %.*s, and a baseline of part of a repository "
                "would excuse less than it seems; --force writes it",
                SL_FMT(result->why));
    return sl_cli_fail(&e);
}

static int run(sl_cli *cli)
{
    sl_err e = {0};
    sl_screen screen;
    sl_adoption adoption;
    sl_buf out;
    sl_result *result = sl_alloc(cli->mem, sizeof *result);
    sl_adopt_spec spec = {.look = sl_cli_look(cli),
                          .prune = sl_cli_has(cli, "prune"),
                          .force = sl_cli_has(cli, "force"),
                          .dry_run = sl_cli_has(cli, "dry-run")};
    if (cli->arguments.n)
        spec.file = cli->arguments.v[0];
    if (cli->arguments.n > 1) {
        sl_fail(&e, SL_EUSAGE, "baseline: '%.*s' is too much; one file is written",
                SL_FMT(cli->arguments.v[1]));
        return sl_cli_fail(&e);
    }
    if (!sl_execution_spec(&spec.look.session, &screen, cli, &e))
        return sl_cli_fail(&e);
    bool ok = sl_adopt(&adoption, result, cli->mem, &spec, &e);
    if (!ok)
        return sl_execution_fail(&screen, &e);
    sl_screen_clear(&screen);
    if (adoption.is_refused)
        return refuse(cli, result);
    sl_buf_init(&out, SUMMARY_MAX);
    summarise(&out, cli, &adoption);
    return sl_output_buf(&out);
}

const sl_command sl_command_baseline = {
    .name = "baseline",
    .summary = "adopt a repository: what it has today is known, and blocks no more",
    .arguments = "[FILE]",
    .options =
        (const char *const[]){"prune", "dry-run", "force", "only", "image", "ref", "history",
                              "unreachable", "ignored", "rules", "repo", "set", "jobs", "cache",
                              "no-cache", "require-sandbox", "quiet", "verbose", NULL},
    .details =
        "Scans the whole work tree (or the commit of --ref) with the scanners of its pipeline and\n"
        "those that 'sluice scan' runs, and writes the open findings to the file that\n"
        "policy.baseline names, or to FILE. Scans and runs count them as known from then on; a "
        "new\n"
        "copy of a known secret is still new. Findings that a waiver or a comment accepts are "
        "left\n"
        "out. The file holds no secret and nothing that a secret is quickly guessed from. Where\n"
        "something could not be scanned, nothing is written (exit 3).",
    .examples = "sluice baseline                          # the file that the policy names\n"
                "sluice baseline --dry-run                # what it would add\n"
                "sluice baseline --only secrets           # adopt the secrets; the rest stays\n"
                "sluice baseline --history                # what was ever committed\n"
                "sluice baseline --prune                  # drop what has been repaired\n"
                "sluice baseline known.json --ref v1.2    # of a tag, into a file of one's own",
    .run = run,
};
