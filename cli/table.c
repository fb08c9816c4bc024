/* The tables of commands and options. */
#include "cli/cli.h"

#define SL_COMMAND(name) extern const sl_command sl_command_##name;
#include "cli/commands.def"
#undef SL_COMMAND

static const sl_command *const commands[] = {
#define SL_COMMAND(name) &sl_command_##name,
#include "cli/commands.def"
#undef SL_COMMAND
};

static const sl_cli_option options[] = {
#define SL_OPTION(name, letter, value, many, help) {name, letter, value, help, many},
#include "cli/options.def"
#undef SL_OPTION
};

const sl_command *const *sl_commands(size_t *n)
{
    *n = sizeof commands / sizeof *commands;
    return commands;
}

const sl_command *sl_command_of(sl_str name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (sl_str_is(name, commands[i]->name))
            return commands[i];
    return NULL;
}

const sl_cli_option *sl_cli_options(size_t *n)
{
    *n = sizeof options / sizeof *options;
    return options;
}

const sl_cli_option *sl_cli_option_of(sl_str name)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (sl_str_is(name, options[i].name))
            return &options[i];
    return NULL;
}
