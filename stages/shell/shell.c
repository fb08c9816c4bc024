/* The stage kind `shell`: a build or test command in the checked-out tree. */
#include "engine/command/command.h"

static const sl_option_spec options[] = {
    {"run", SL_OPT_TEXT, NULL, "the command, a script for the shell", true, NULL},
    {"folder", SL_OPT_TEXT, NULL, "where it runs, relative to the tree (default: its top)", false,
     NULL},
    {"shell", SL_OPT_LIST, NULL, "program and options that get the script (default /bin/sh -e -c)",
     false, NULL},
    {0},
};

static bool start(sl_stage_run *run, sl_err *e)
{
    sl_strs shell = sl_options_list(run->options, "shell");
    sl_command_run *command;
    bool ok = sl_command_start(&command, run, sl_options_text(run->options, "run"),
                               sl_options_text(run->options, "folder"), &shell, e);
    run->self = command;
    return ok;
}

static void stop(sl_stage_run *run)
{
    sl_command_stop(run->self);
}

const sl_stage_kind sl_stage_shell = {.name = "shell",
                                      .summary = "run a build or test command",
                                      .traits = SL_EXECUTES,
                                      .options = options,
                                      .start = start,
                                      .stop = stop};
