/* Sessions from the command line, and what people see meanwhile. Progress goes to stderr, only on a
   terminal; stdout is for results. */
#include "cli/execution.h"

#include "base/loop.h"
#include "base/path.h"
#include "cli/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { REDRAW_MS = 100, JOBS_MAX = 256, PROFILE_MAX = 256 << 20 };

void sl_screen_clear(sl_screen *screen)
{
    if (screen->has_bar)
        fputs("\r\033[K", stderr);
    screen->has_bar = false;
}

static void progress(void *context, sl_str stage, size_t done, size_t total)
{
    sl_screen *screen = context;
    uint64_t now = sl_now_ms();
    if (!screen->is_terminal || screen->is_quiet || now - screen->drawn_ms < REDRAW_MS)
        return;
    screen->drawn_ms = now;
    screen->has_bar = true;
    fprintf(stderr, "\r\033[K%.*s: %zu of %zu", SL_FMT(stage), done, total);
}

static void log_line(void *context, sl_str stage, sl_str line, bool is_error)
{
    sl_screen *screen = context;
    sl_screen_clear(screen);
    if (!screen->is_quiet)
        fprintf(stderr, "%.*s%s %.*s\n", SL_FMT(stage), is_error ? "!" : ":", SL_FMT(line));
}

static void stage_changed(void *context, const sl_stage_result *stage)
{
    sl_screen *screen = context;
    if (screen->is_quiet || (!screen->is_terminal && !screen->is_verbose))
        return;
    sl_screen_clear(screen);
    if (stage->state == SL_STAGE_RUNNING)
        fprintf(stderr, "%.*s: started\n", SL_FMT(stage->name));
    else
        fprintf(stderr, "%.*s: %s (%.*s)\n", SL_FMT(stage->name), sl_stage_state_name(stage->state),
                SL_FMT(stage->sentence));
}

/* What a server's hook prints goes to whoever pushes. Reports that are made to be uploaded are
   written all the same, with a warning: people also look at them where they are. */
static bool check_reveal(const sl_cli *cli, sl_err *e)
{
    static const char *const uploaded[] = {"sarif", "gitlab", "github", "junit", "markdown"};
    if (!sl_cli_has(cli, "reveal"))
        return true;
    if (getenv("GIT_QUARANTINE_PATH"))
        return sl_fail(e, SL_EUSAGE,
                       "--reveal is refused in a hook of a server: whoever pushes "
                       "would see the secrets");
    sl_strs outputs = sl_cli_values(cli, "output");
    *sl_list_add(cli->mem, &outputs) = sl_cli_value(cli, "format");
    for (size_t i = 0; i < outputs.n; i++) {
        sl_str name = sl_str_sub(outputs.v[i], 0, sl_str_chr(outputs.v[i], '='));
        for (size_t k = 0; k < sizeof uploaded / sizeof *uploaded; k++)
            if (sl_str_is(name, uploaded[k]))
                fprintf(stderr,
                        "sluice: warning: %s reports are made to be uploaded, and --reveal puts "
                        "secrets into this run's reports\n",
                        uploaded[k]);
    }
    return true;
}

/* Where secrets may be sent is said on the command line and nowhere else. */
static bool set_up_verify(sl_session_spec *spec, const sl_cli *cli, sl_err *e)
{
    static const char *const details[] = {"verify-endpoint", "verify-ca"};
    for (size_t i = 0; i < sizeof details / sizeof *details; i++)
        if (sl_cli_has(cli, details[i]) && !sl_cli_has(cli, "verify"))
            return sl_fail(e, SL_EUSAGE, "--%s says how to --verify, which is not asked for",
                           details[i]);
    if (!sl_cli_has(cli, "verify"))
        return true;
    sl_verify_setup *setup = sl_alloc(cli->mem, sizeof *setup);
    sl_strs endpoints = sl_cli_values(cli, "verify-endpoint");
    setup->ca_file = sl_cli_value(cli, "verify-ca");
    setup->require_sandbox = spec->require_sandbox;
    if (setup->ca_file.n && !sl_path_exists(setup->ca_file))
        return sl_fail(e, SL_EUSAGE, "--verify-ca %.*s: there is no such file",
                       SL_FMT(setup->ca_file));
    spec->verify = setup;
    return sl_verify_set_up(setup, cli->mem, &endpoints, e);
}

bool sl_execution_spec(sl_session_spec *spec, sl_screen *screen, const sl_cli *cli, sl_err *e)
{
    uint64_t jobs;
    *screen = (sl_screen){.is_terminal = isatty(STDERR_FILENO),
                          .is_quiet = sl_cli_has(cli, "quiet"),
                          .is_verbose = sl_cli_has(cli, "verbose")};
    *spec = (sl_session_spec){.require_sandbox = sl_cli_has(cli, "require-sandbox"),
                              .cache_folder = sl_cli_value(cli, "cache"),
                              .no_cache = sl_cli_has(cli, "no-cache"),
                              .watcher = {progress, log_line, stage_changed, screen}};
    if (!sl_output_check(cli, e) || !sl_cli_number(&jobs, cli, "jobs", 0, JOBS_MAX, e) ||
        !check_reveal(cli, e))
        return false;
    spec->jobs = (unsigned)jobs;
    spec->reveals = sl_cli_has(cli, "reveal");
    if (!set_up_verify(spec, cli, e))
        return false;
    if ((spec->reveals || spec->verify) && !sl_vault_open(&screen->vault, e))
        return false;
    spec->vault = screen->vault;
    if (sl_cli_has(cli, "profile")) {
        screen->profile = spec->profile = sl_profile_new(cli->mem);
        spec->no_cache = true; /* what is recalled takes no time */
    }
    return true;
}

int sl_execution_fail(sl_screen *screen, const sl_err *e)
{
    sl_screen_clear(screen);
    sl_vault_close(screen->vault);
    screen->vault = NULL;
    return sl_cli_fail(e);
}

/* --profile: what took longest on stderr, all of it in the file. */
static bool write_profile(const sl_cli *cli, const sl_screen *screen, sl_err *e)
{
    sl_str file = sl_cli_value(cli, "profile");
    sl_buf text;
    if (!screen->profile)
        return true;
    sl_buf_init(&text, PROFILE_MAX);
    sl_profile_text(&text, screen->profile);
    fprintf(stderr, "%.*s", SL_FMT(sl_buf_str(&text)));
    sl_buf_reset(&text);
    sl_profile_json(&text, screen->profile);
    bool ok = !file.n || sl_file_write(file, sl_buf_str(&text), e);
    sl_buf_clear(&text);
    return ok;
}

int sl_execution_end(sl_cli *cli, sl_screen *screen, sl_result *result)
{
    sl_err e = {0};
    sl_screen_clear(screen);
    result->all_units = sl_str_is(sl_cli_value(cli, "ledger"), "all");
    if (!sl_output_reports(cli, result, &e) || !write_profile(cli, screen, &e))
        return sl_execution_fail(screen, &e);
    sl_vault_close(screen->vault);
    return result->exit_status;
}

sl_strs sl_cli_list(const sl_cli *cli, const char *name)
{
    sl_strs given = sl_cli_values(cli, name);
    sl_strs all = {0};
    for (size_t i = 0; i < given.n; i++) {
        sl_str rest = given.v[i];
        for (sl_str part; sl_str_cut(&rest, ',', &part);)
            if (sl_str_trim(part).n)
                *sl_list_add(cli->mem, &all) = sl_str_trim(part);
    }
    return all;
}

sl_strs sl_cli_ranges(const sl_cli *cli)
{
    sl_strs given = sl_cli_values(cli, "history");
    for (size_t i = 0; i < given.n; i++)
        if (!given.v[i].n)
            return (sl_strs){0};
    return given;
}

sl_look_spec sl_cli_look(const sl_cli *cli)
{
    return (sl_look_spec){
        .repo = sl_cli_value(cli, "repo"),
        .ref = sl_cli_value(cli, "ref"),
        .ignored = sl_cli_has(cli, "ignored"),
        .history = sl_cli_has(cli, "history"),
        .ranges = sl_cli_ranges(cli),
        .unreachable = sl_cli_has(cli, "unreachable"),
        .images = sl_cli_values(cli, "image"),
        .only = sl_cli_list(cli, "only"),
        .set = sl_cli_values(cli, "set"),
        .rules = sl_cli_values(cli, "rules"),
    };
}
