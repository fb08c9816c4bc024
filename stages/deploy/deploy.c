/* The stage kind `deploy`: by a command, or into a directory of releases. The runner starts it only
   after everything that it needs has passed. */
#include "base/path.h"
#include "engine/command/command.h"
#include "stages/deploy/release.h"

static const char *const targets[] = {"command", "directory", NULL};

static const sl_option_spec options[] = {
    {"target", SL_OPT_TEXT, NULL, "how: command or directory", true, targets},
    {"run", SL_OPT_TEXT, NULL, "target command: the command", false, NULL},
    {"folder", SL_OPT_TEXT, NULL, "target command: where it runs, relative to the tree", false,
     NULL},
    {"source", SL_OPT_TEXT, NULL, "target directory: the folder to release, relative to the tree",
     false, NULL},
    {"to", SL_OPT_TEXT, NULL, "target directory: the directory of releases, absolute", false, NULL},
    {"keep", SL_OPT_COUNT, "5", "target directory: how many releases are kept", false, NULL},
    {"check", SL_OPT_TEXT, NULL,
     "target directory: a command run after the switch; when it fails, the release before comes "
     "back",
     false, NULL},
    {"rollback", SL_OPT_BOOL, "no", "target directory: switch back to the release before", false,
     NULL},
    {0},
};

/** A deployment into a directory. */
typedef struct deployment {
    sl_releases releases;
    sl_str before, now; /* names of releases */
    sl_command_run *check;
} deployment;

static bool missing(sl_err *e, const char *option, const char *target)
{
    return sl_fail(e, SL_EUSAGE, "the option '%s' is missing under 'with': target %s needs it",
                   option, target);
}

static bool start_command(sl_stage_run *run, sl_err *e)
{
    sl_str script = sl_options_text(run->options, "run");
    sl_command_run *command;
    if (!script.n)
        return missing(e, "run", "command");
    if (run->dry_run) {
        run->done(run, SL_STAGE_PASSED,
                  sl_printf(run->mem, "dry run: would run %.*s", SL_FMT(script)));
        return true;
    }
    bool ok =
        sl_command_start(&command, run, script, sl_options_text(run->options, "folder"), NULL, e);
    run->self = command;
    return ok;
}

static bool source_of(sl_str *out, const sl_stage_run *run, sl_err *e)
{
    sl_str clean;
    sl_str root;
    sl_str asked = sl_options_text(run->options, "source");
    if (!asked.n)
        return missing(e, "source", "directory");
    if (!sl_path_clean(&clean, run->mem, asked))
        return sl_fail(e, SL_EUSAGE, "the source '%.*s' leaves the workspace", SL_FMT(asked));
    if (!sl_path_real(&root, run->mem, run->workspace, e) ||
        !sl_path_real(out, run->mem, sl_path_join(run->mem, root, clean), e))
        return sl_fail_more(e, "the source of the deployment");
    if (!sl_str_starts(*out, root) || (out->n > root.n && out->p[root.n] != '/'))
        return sl_fail(e, SL_EDENIED, "the source '%.*s' leaves the workspace through a link",
                       SL_FMT(asked));
    return sl_path_is_folder(*out) ||
           sl_fail(e, SL_EUSAGE, "the source '%.*s' is no folder", SL_FMT(asked));
}

/* Ends with the lock given back. */
static void end(sl_stage_run *run, sl_stage_state state, sl_str sentence)
{
    deployment *d = run->self;
    sl_releases_close(&d->releases);
    run->done(run, state, sentence);
}

static void finish(sl_stage_run *run)
{
    deployment *d = run->self;
    sl_err e = {0};
    uint64_t keep = sl_options_number(run->options, "keep");
    if (!sl_releases_prune(&d->releases, keep ? keep : 1, &e))
        end(run, SL_STAGE_FAILED,
            sl_printf(run->mem, "released %.*s, but %s", SL_FMT(d->now), e.text));
    else
        end(run, SL_STAGE_PASSED, sl_printf(run->mem, "released %.*s", SL_FMT(d->now)));
}

static void check_ended(sl_stage_run *run, sl_stage_state state, sl_str sentence)
{
    deployment *d = run->self;
    sl_err e = {0};
    if (state == SL_STAGE_PASSED) {
        finish(run);
        return;
    }
    if (!d->before.n)
        end(run, state,
            sl_printf(run->mem,
                      "the check of %.*s failed (%.*s); it stays, for there is "
                      "no release before it",
                      SL_FMT(d->now), SL_FMT(sentence)));
    else if (!sl_release_switch(&d->releases, d->before, &e))
        end(run, SL_STAGE_FAILED,
            sl_printf(run->mem, "the check of %.*s failed (%.*s), and %s", SL_FMT(d->now),
                      SL_FMT(sentence), e.text));
    else
        end(run, state,
            sl_printf(run->mem, "the check of %.*s failed (%.*s); switched back to %.*s",
                      SL_FMT(d->now), SL_FMT(sentence), SL_FMT(d->before)));
}

static bool release(sl_stage_run *run, deployment *d, sl_err *e)
{
    sl_str source;
    if (sl_options_bool(run->options, "rollback")) {
        if (!sl_release_before(&d->now, &d->releases, d->before, e))
            return false;
        if (!d->before.n || !d->now.n)
            return sl_fail(e, SL_EUSAGE, "there is no release to go back to");
    } else if (!source_of(&source, run, e) ||
               !sl_release_make(&d->now, &d->releases, source, run->commit, e)) {
        return false;
    }
    return sl_release_switch(&d->releases, d->now, e);
}

static bool say_what_would_be(sl_stage_run *run, sl_str to, sl_err *e)
{
    sl_str source;
    if (sl_options_bool(run->options, "rollback")) {
        run->done(run, SL_STAGE_PASSED,
                  sl_printf(run->mem, "dry run: would switch %.*s back", SL_FMT(to)));
        return true;
    }
    if (!source_of(&source, run, e))
        return false;
    run->done(run, SL_STAGE_PASSED,
              sl_printf(run->mem, "dry run: would release %.*s to %.*s",
                        SL_FMT(sl_options_text(run->options, "source")), SL_FMT(to)));
    return true;
}

static bool start_directory(sl_stage_run *run, sl_err *e)
{
    sl_str to = sl_options_text(run->options, "to");
    sl_str check = sl_options_text(run->options, "check");
    if (!to.n)
        return missing(e, "to", "directory");
    if (to.p[0] != '/')
        return sl_fail(e, SL_EUSAGE, "'to' is an absolute path, not '%.*s'", SL_FMT(to));
    if (run->dry_run)
        return say_what_would_be(run, to, e);
    deployment *d = sl_alloc(run->mem, sizeof *d);
    run->self = d;
    if (!sl_releases_open(&d->releases, run->mem, to, e))
        return false;
    d->before = sl_release_current(&d->releases);
    bool ok = release(run, d, e);
    if (ok && check.n)
        ok = sl_command_start_for(&d->check, run, check, (sl_str){0}, check_ended, e);
    else if (ok)
        finish(run);
    if (!ok)
        sl_releases_close(&d->releases);
    return ok;
}

static bool is_command(const sl_stage_run *run)
{
    return sl_str_is(sl_options_text(run->options, "target"), "command");
}

static bool start(sl_stage_run *run, sl_err *e)
{
    return is_command(run) ? start_command(run, e) : start_directory(run, e);
}

static void stop(sl_stage_run *run)
{
    deployment *d = is_command(run) ? NULL : run->self;
    sl_command_stop(d ? d->check : run->self);
}

const sl_stage_kind sl_stage_deploy = {.name = "deploy",
                                       .summary = "deploy what has passed",
                                       .traits = SL_DEPLOYS,
                                       .options = options,
                                       .start = start,
                                       .stop = stop};
