/* What commands that look at things share: options to a session, progress on a terminal. */
#ifndef SLUICE_CLI_EXECUTION_H
#define SLUICE_CLI_EXECUTION_H

#include "cli/cli.h"
#include "engine/work/profile.h"
#include "runner/look.h"

/** What progress shows; lives as long as the command. */
typedef struct sl_screen {
    bool is_terminal; /* stderr is one */
    bool is_quiet, is_verbose;
    bool has_bar; /* a progress line stands there */
    uint64_t drawn_ms;
    sl_vault *vault;     /* values of secrets, where they were asked for */
    sl_profile *profile; /* times, where they were asked for */
} sl_screen;

/** Fills the session's part from --jobs, --cache, --require-sandbox, --reveal and the screen; ends
    with sl_execution_end or sl_execution_fail when it was true. */
bool sl_execution_spec(sl_session_spec *spec, sl_screen *screen, const sl_cli *cli, sl_err *e);
/** Takes the progress line away. */
void sl_screen_clear(sl_screen *screen);
/** Ends an execution that came to nothing: prints the error and returns its exit status. */
int sl_execution_fail(sl_screen *screen, const sl_err *e);
/** Prints the reports and returns the exit status of the result. */
int sl_execution_end(sl_cli *cli, sl_screen *screen, sl_result *result);
/** The values of a list option, each also split at commas. */
sl_strs sl_cli_list(const sl_cli *cli, const char *name);
/** The ranges of --history; none when one was given without a value, which asks for everything. */
sl_strs sl_cli_ranges(const sl_cli *cli);
/** What `scan` and `baseline` are both told about what to look at and by which rules; the rest of
    the spec is empty. */
sl_look_spec sl_cli_look(const sl_cli *cli);

#endif
