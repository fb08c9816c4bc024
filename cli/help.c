/* Help texts from the tables. */
#include "cli/manual.h"

static const char exit_text[] =
    "Exit status:\n"
    "  0  pass: the gate is open\n"
    "  1  blocked: findings, or a command of a stage that failed\n"
    "  2  misuse: command line, pipeline, policy or rule\n"
    "  3  could not decide: something could not be scanned, a worker was lost\n"
    "  130  interrupted\n";

void sl_help_overview(sl_buf *out)
{
    size_t n;
    const sl_command *const *commands = sl_commands(&n);
    sl_buf_addz(out, "sluice: the gate that a change has to pass before it is deployed\n\n"
                     "Usage: sluice COMMAND [OPTION...]\n\nCommands:\n");
    for (size_t i = 0; i < n; i++)
        sl_buf_addf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    sl_buf_addz(out, "\n'sluice help COMMAND' has options and examples.\n\n");
    sl_buf_addz(out, exit_text);
}

static void option_line(sl_buf *out, const sl_cli_option *option)
{
    char left[64];
    sl_buf line;
    sl_buf_init(&line, sizeof left - 1);
    if (option->letter)
        sl_buf_addf(&line, "-%c, ", option->letter);
    else
        sl_buf_addz(&line, "    ");
    sl_buf_addf(&line, "--%s", option->name);
    if (option->value)
        sl_buf_addf(&line, option->value[0] == '[' ? "[=%s" : " %s",
                    option->value + (option->value[0] == '['));
    sl_buf_addf(out, "  %-30s %s\n", line.p, option->help);
    sl_buf_clear(&line);
}

void sl_help_command(sl_buf *out, const sl_command *command)
{
    sl_buf_addf(out, "Usage: sluice %s [OPTION...]%s%s\n\n%s\n", command->name,
                *command->arguments ? " " : "", command->arguments, command->details);
    if (command->options && command->options[0]) {
        sl_buf_addz(out, "\nOptions:\n");
        for (size_t i = 0; command->options[i]; i++)
            option_line(out, sl_cli_option_of(sl_str_of(command->options[i])));
    }
    sl_buf_addz(out, "\nExamples:\n");
    sl_str rest = sl_str_of(command->examples);
    for (sl_str line; sl_str_cut(&rest, '\n', &line);)
        sl_buf_addf(out, "  %.*s\n", SL_FMT(line));
    sl_buf_addc(out, '\n');
    sl_buf_addz(out, exit_text);
}
