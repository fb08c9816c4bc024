/* sluice help: help texts, the manual page, completions. */
#include "cli/manual.h"
#include "cli/output.h"

enum { HELP_MAX = 1 << 20 };

static int show_command(sl_str name)
{
    sl_err e = {0};
    const sl_command *command = sl_command_of(name);
    if (!command) {
        sl_fail(&e, SL_EUSAGE, "no command '%.*s'; 'sluice help' lists them", SL_FMT(name));
        return sl_cli_fail(&e);
    }
    sl_buf out;
    sl_buf_init(&out, HELP_MAX);
    sl_help_command(&out, command);
    return sl_output_buf(&out);
}

static int run(sl_cli *cli)
{
    if (cli->arguments.n)
        return show_command(cli->arguments.v[0]);
    sl_err e = {0};
    sl_buf out;
    sl_buf_init(&out, HELP_MAX);
    sl_str shell = sl_cli_value(cli, "completion");
    bool ok = true;
    if (sl_cli_has(cli, "man"))
        sl_manual_page(&out);
    else if (sl_cli_has(cli, "completion"))
        ok = sl_completion(&out, shell) ||
             sl_fail(&e, SL_EUSAGE, "no completions for '%.*s'; there are bash, zsh and fish",
                     SL_FMT(shell));
    else
        sl_help_overview(&out);
    if (!ok) {
        sl_buf_clear(&out);
        return sl_cli_fail(&e);
    }
    return sl_output_buf(&out);
}

const sl_command sl_command_help = {
    .name = "help",
    .summary = "show help for a command",
    .arguments = "[COMMAND]",
    .options = (const char *const[]){"man", "completion", NULL},
    .details = "Shows what a command does, its options and examples. Also prints the manual page\n"
               "and the completion scripts of shells.",
    .examples = "sluice help scan                              # options and examples of scan\n"
                "sluice help --man | man -l -                  # the manual page\n"
                "sluice help --completion bash > sluice.bash   # completion for bash",
    .run = run,
};
