/* sluice hook: puts sluice behind git's hooks, and is what they run. */
#include "base/json.h"
#include "base/loop.h"
#include "base/path.h"
#include "cli/execution.h"
#include "cli/output.h"
#include "engine/objects/gitfolder.h"
#include "engine/objects/id.h"
#include "runner/hook/advice.h"
#include "runner/hook/check.h"
#include "runner/hook/install.h"
#include "runner/hook/updates.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

enum { TEXT_MAX = 16 << 20, READ_STEP = 1 << 16 };

/* What the command works on. */
typedef struct hooking {
    sl_cli *cli;
    sl_hook_place place;
    sl_hook_options options;
    sl_hooks_at hooks;
    bool has_names; /* hooks were named */
} hooking;

static bool own_path(sl_str *out, sl_arena *mem, sl_err *e)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    if (n <= 0 || (size_t)n == sizeof path)
        return sl_fail_errno(e, "the path of sluice itself cannot be found (/proc/self/exe)");
    *out = sl_dup(mem, sl_str_at(path, (size_t)n));
    return true;
}

/* Finds the hooks that were named, or all. */
static bool find(hooking *h, sl_err *e)
{
    sl_cli *cli = h->cli;
    sl_str repo = sl_cli_has(cli, "repo") ? sl_cli_value(cli, "repo") : SL_S(".");
    sl_strs names = {.v = cli->arguments.v + 1, .n = cli->arguments.n - 1};
    h->has_names = names.n > 0;
    h->options.dry_run = sl_cli_has(cli, "dry-run");
    return own_path(&h->options.program, cli->mem, e) &&
           sl_hook_place_find(&h->place, cli->mem, repo, e) &&
           sl_hooks_look(&h->hooks, cli->mem, &h->place, h->has_names ? &names : NULL, &h->options,
                         e);
}

/* A hook that cannot read the repository would refuse every commit. */
static bool is_readable(const hooking *h, sl_err *e)
{
    sl_gitfolder folder;
    if (!sl_gitfolder_find(&folder, h->cli->mem, h->place.git_folder, e))
        return false;
    return folder.id_bytes == SL_SHA1_ID ||
           sl_fail(e, SL_ENOTSUP,
                   "%.*s uses the object format sha256, of which hooks cannot read the index yet: "
                   "they would refuse every commit; run 'sluice scan' on the work tree in CI",
                   SL_FMT(h->place.git_folder));
}

/* A folder that serves other repositories as well takes a word more. */
static bool is_own(const hooking *h, sl_err *e)
{
    const sl_hook_place *place = &h->place;
    if (!sl_hook_place_is_shared(place) || sl_cli_has(h->cli, "global"))
        return true;
    return sl_fail(e, SL_EUSAGE,
                   "core.hooksPath of the %.*s git configuration is %.*s, and hooks there run in "
                   "every repository: with --global that folder is changed; 'git config "
                   "core.hooksPath %.*s/hooks' gives this repository its own",
                   SL_FMT(place->scope), SL_FMT(place->folder), SL_FMT(place->git_folder));
}

static bool is_managed(const hooking *h, sl_err *e)
{
    const sl_hook_manager *manager = h->place.manager;
    if (!manager || sl_cli_has(h->cli, "force"))
        return false;
    sl_fail(e, SL_EUSAGE,
            "%s writes the hooks in %.*s and would write over ours: %s (docs/hooks.md has "
            "examples); --force installs all the same and keeps its hooks",
            manager->name, SL_FMT(h->place.folder), manager->advice);
    return true;
}

static void note(const hooking *h)
{
    const sl_hook_place *place = &h->place;
    if (sl_cli_has(h->cli, "quiet"))
        return;
    if (sl_hook_place_is_tracked(place))
        fprintf(stderr,
                "sluice: %.*s is part of the work tree: commit the hooks for others to have them; "
                "they take the sluice of this machine, or else the one on the PATH\n",
                SL_FMT(place->folder));
    if (place->configured && !place->manager)
        fprintf(stderr, "sluice: there is a %s here: once %s installs its hooks, %s\n",
                place->configured->config, place->configured->name, place->configured->advice);
}

static int print_said(const hooking *h, const sl_strs *said)
{
    sl_buf out;
    sl_buf_init(&out, TEXT_MAX);
    for (size_t i = 0; i < said->n && !sl_cli_has(h->cli, "quiet"); i++)
        sl_buf_addf(&out, "%.*s\n", SL_FMT(said->v[i]));
    return sl_output_buf(&out);
}

static bool is_usual(const sl_hook_at *at)
{
    return at->is_usual;
}

static int install(sl_cli *cli)
{
    sl_err e = {0};
    sl_strs said = {0};
    hooking h = {.cli = cli};
    bool ok = find(&h, &e) && is_readable(&h, &e) && is_own(&h, &e) && !is_managed(&h, &e);
    if (ok && !h.has_names)
        sl_hooks_filter(&h.hooks, is_usual);
    if (!ok || !sl_hooks_install(&said, cli->mem, &h.place, &h.hooks, &h.options, &e))
        return sl_cli_fail(&e);
    note(&h);
    return print_said(&h, &said);
}

static bool is_any(const sl_hook_at *at)
{
    return at->state == SL_HOOK_OURS || at->has_kept;
}

static int uninstall(sl_cli *cli)
{
    sl_err e = {0};
    sl_strs said = {0};
    hooking h = {.cli = cli};
    bool ok = find(&h, &e) && is_own(&h, &e);
    if (ok && !h.has_names)
        sl_hooks_filter(&h.hooks, is_any);
    if (!ok || !sl_hooks_uninstall(&said, cli->mem, &h.place, &h.hooks, &h.options, &e))
        return sl_cli_fail(&e);
    if (!said.n)
        *sl_list_add(cli->mem, &said) =
            sl_printf(cli->mem, "no hook of sluice is in %.*s", SL_FMT(h.place.folder));
    return print_said(&h, &said);
}

static const char *state_of(const sl_hook_at *at)
{
    static const char *const states[] = {"not installed", "installed", "another's"};
    return at->state == SL_HOOK_OURS && !at->is_current ? "out of date" : states[at->state];
}

static bool is_told(const sl_hook_at *at)
{
    return at->is_usual || at->state == SL_HOOK_OURS;
}

static void status_json(sl_buf *out, const hooking *h)
{
    sl_json j = {.out = out};
    sl_json_object(&j, NULL);
    sl_json_str(&j, "folder", h->place.folder);
    sl_json_str(&j, "hooks_path_scope", h->place.scope);
    sl_json_z(&j, "manager", h->place.manager ? h->place.manager->name : "");
    sl_json_list(&j, "hooks");
    for (size_t i = 0; i < h->hooks.n; i++) {
        const sl_hook_at *at = &h->hooks.v[i];
        sl_json_object(&j, NULL);
        sl_json_z(&j, "hook", at->hook->name);
        sl_json_z(&j, "state", state_of(at));
        sl_json_str(&j, "kept", at->has_kept ? at->kept : (sl_str){0});
        sl_json_object_end(&j);
    }
    sl_json_list_end(&j);
    sl_json_object_end(&j);
    sl_buf_addc(out, '\n');
}

static void status_text(sl_buf *out, const hooking *h)
{
    sl_buf_addf(out, "hooks are in %.*s", SL_FMT(h->place.folder));
    if (h->place.scope.n)
        sl_buf_addf(out, " (core.hooksPath, %.*s)", SL_FMT(h->place.scope));
    if (h->place.manager)
        sl_buf_addf(out, ", which %s manages", h->place.manager->name);
    sl_buf_addc(out, '\n');
    for (size_t i = 0; i < h->hooks.n; i++) {
        const sl_hook_at *at = &h->hooks.v[i];
        sl_buf_addf(out, "  %-12s %s", at->hook->name, state_of(at));
        if (at->has_kept)
            sl_buf_addf(out, "; the hook that was there is %.*s", SL_FMT(sl_path_name(at->kept)));
        sl_buf_addc(out, '\n');
    }
}

static int status(sl_cli *cli)
{
    sl_err e = {0};
    sl_buf out;
    hooking h = {.cli = cli};
    if (!find(&h, &e))
        return sl_cli_fail(&e);
    if (!h.has_names)
        sl_hooks_filter(&h.hooks, is_told);
    sl_buf_init(&out, TEXT_MAX);
    if (sl_cli_has(cli, "json"))
        status_json(&out, &h);
    else
        status_text(&out, &h);
    return sl_output_buf(&out);
}

/* Git's lines; a terminal or a closed stdin has none. */
static bool read_lines(sl_buf *out, sl_err *e)
{
    if (isatty(STDIN_FILENO))
        return true;
    for (;;) {
        char *to = sl_buf_room(out, READ_STEP);
        if (!to)
            return sl_fail(e, SL_ETOOBIG, "more than %zu bytes of refs on stdin", out->max);
        ssize_t n = read(STDIN_FILENO, to, READ_STEP);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno == EBADF || sl_fail_errno(e, "stdin cannot be read");
        if (n == 0)
            return true;
        out->n += (size_t)n;
    }
}

/* What git's user sees; with --format the report, whatever the verdict. */
static int print_check(sl_cli *cli, sl_screen *screen, sl_result *result, const sl_hook_call *call)
{
    sl_err e = {0};
    sl_buf out;
    if (sl_cli_has(cli, "format") || sl_cli_has(cli, "output"))
        return sl_execution_end(cli, screen, result);
    sl_report_look look = sl_output_look(cli);
    sl_buf_init(&out, TEXT_MAX);
    bool ok = sl_hook_tell(&out, result, call, &look, &e) && sl_output(sl_buf_str(&out), &e);
    sl_buf_clear(&out);
    return ok ? result->exit_status : sl_cli_fail(&e);
}

static int stopped(const sl_hook *hook, const sl_err *e)
{
    int status = sl_cli_fail(e);
    sl_buf out;
    sl_buf_init(&out, TEXT_MAX);
    sl_hook_tell_way_round(&out, hook);
    fprintf(stderr, "%.*s", SL_FMT(sl_buf_str(&out)));
    sl_buf_clear(&out);
    return status;
}

static int check(sl_cli *cli)
{
    sl_err e = {0};
    sl_screen screen;
    sl_buf lines;
    sl_result *result = sl_alloc(cli->mem, sizeof *result);
    sl_str name = cli->arguments.n > 1 ? cli->arguments.v[1] : (sl_str){0};
    sl_hook_call call = {.hook = sl_hook_of(name)};
    if (!call.hook) {
        sl_fail(&e, SL_EUSAGE,
                "hook run: name the hook: pre-commit, commit-msg, pre-push or "
                "pre-receive");
        return sl_cli_fail(&e);
    }
    call.arguments = (sl_strs){.v = cli->arguments.v + 2, .n = cli->arguments.n - 2};
    sl_buf_init(&lines, SL_REF_LINES_MAX);
    bool ok = sl_execution_spec(&call.session, &screen, cli, &e) &&
              (!call.hook->reads_stdin || read_lines(&lines, &e));
    screen.drawn_ms = sl_now_ms();
    if (!sl_cli_has(cli, "verbose")) /* a hook that lets pass says nothing, on a terminal as well */
        call.session.watcher.stage = NULL;
    call.input = sl_buf_str(&lines);
    ok = ok && sl_hook_check(result, cli->mem, &call, &e);
    sl_screen_clear(&screen);
    int status = ok ? print_check(cli, &screen, result, &call) : stopped(call.hook, &e);
    sl_buf_clear(&lines);
    return status;
}

static int run(sl_cli *cli)
{
    static const struct {
        const char *name;
        int (*run)(sl_cli *cli);
    } verbs[] = {
        {"install", install}, {"uninstall", uninstall}, {"status", status}, {"run", check}};
    sl_err e = {0};
    for (size_t i = 0; cli->arguments.n && i < sizeof verbs / sizeof *verbs; i++)
        if (sl_str_is(cli->arguments.v[0], verbs[i].name))
            return verbs[i].run(cli);
    sl_fail(&e, SL_EUSAGE, "hook: say install, uninstall, status or run");
    return sl_cli_fail(&e);
}

const sl_command sl_command_hook = {
    .name = "hook",
    .summary = "put the gate before commits and pushes",
    .arguments = "install|uninstall|status|run [HOOK...]",
    .options = (const char *const[]){"repo", "dry-run", "global", "force", "json", "format",
                                     "output", "ledger", "jobs", "cache", "no-cache",
                                     "require-sandbox", "quiet", "verbose", NULL},
    .details =
        "install puts sluice behind git's hooks pre-commit, commit-msg and pre-push of a work\n"
        "tree, pre-receive of a bare repository, or those that are named. A hook that is there\n"
        "already is kept and still runs; uninstall brings it back. Linked work trees share\n"
        "their hooks; core.hooksPath is honoured. run HOOK is what the installed hooks call,\n"
        "with git's arguments and stdin.\n\n"
        "pre-commit scans the content that is staged, commit-msg the message, pre-push what the\n"
        "remote does not have, pre-receive what is pushed, by the policy that the repository\n"
        "had before the push. They say nothing where nothing is wrong. 'git commit --no-verify'\n"
        "and 'git push --no-verify' go without them; pre-receive has no way round.",
    .examples = "sluice hook install                  # pre-commit, commit-msg and pre-push\n"
                "sluice hook install pre-push         # only that one\n"
                "sluice hook install -C /srv/app.git  # pre-receive of a bare repository\n"
                "sluice hook status                   # which are there\n"
                "sluice hook uninstall                # as it was before\n"
                "sluice hook run pre-commit           # what the next commit would be told",
    .run = run,
};
