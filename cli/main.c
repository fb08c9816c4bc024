/* The program: finds the command and hands it its part of the command line. */
#include "cli/cli.h"
#include "sluice/result.h"

#include <signal.h>
#include <stdio.h>

static int unknown_command(sl_str name)
{
    size_t n;
    const sl_command *const *commands = sl_commands(&n);
    sl_str names[32];
    for (size_t i = 0; i < n; i++)
        names[i] = sl_str_of(commands[i]->name);
    size_t nearest = sl_str_nearest(name, names, n);
    if (nearest != SIZE_MAX)
        fprintf(stderr, "sluice: unknown command '%.*s'; did you mean '%.*s'?\n", SL_FMT(name),
                SL_FMT(names[nearest]));
    else
        fprintf(stderr, "sluice: unknown command '%.*s'; 'sluice help' lists them\n", SL_FMT(name));
    return SL_EXIT_MISUSE;
}

static int run_command(sl_cli *cli, int argc, const char *const *argv)
{
    sl_err e = {0};
    if (!sl_cli_parse(cli, argc, argv, &e))
        return sl_cli_fail(&e);
    if (!sl_cli_has(cli, "help"))
        return cli->command->run(cli);
    *sl_list_add(cli->mem, &cli->arguments) = sl_str_of(cli->command->name);
    cli->arguments = (sl_strs){.v = &cli->arguments.v[cli->arguments.n - 1], .n = 1};
    return sl_command_of(SL_S("help"))->run(cli);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed stdout is an error of a write, with a sentence */
    signal(SIGXFSZ, SIG_IGN); /* and so is a file that may not grow (setrlimit(2)) */
    sl_str name = argc > 1 ? sl_str_of(argv[1]) : SL_S("help");
    if (sl_str_is(name, "--version") || sl_str_is(name, "-V"))
        name = SL_S("version");
    if (sl_str_is(name, "--help") || sl_str_is(name, "-h"))
        name = SL_S("help");
    sl_cli cli = {.mem = sl_arena_new(), .command = sl_command_of(name)};
    int status = cli.command
                     ? run_command(&cli, argc > 2 ? argc - 2 : 0, (const char *const *)argv + 2)
                     : unknown_command(name);
    sl_arena_free(cli.mem);
    return status;
}
