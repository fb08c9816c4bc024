/* The command line: one table of options and one of commands, from which parsing, help, the man
   page and the completions all come. */
#ifndef SLUICE_CLI_CLI_H
#define SLUICE_CLI_CLI_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** An option. `value` is the name of its argument in help; NULL for a switch. */
typedef struct sl_cli_option {
    const char *name;  /* without the dashes */
    char letter;       /* short form, or 0 */
    const char *value; /* "REV"; "[RANGE]" for an optional value after '=' */
    const char *help;
    bool is_many; /* may be given several times */
} sl_cli_option;

typedef struct sl_cli sl_cli;

/** A command. */
typedef struct sl_command {
    const char *name, *summary;
    const char *arguments;      /* as in the usage line: "[PATH...]" */
    const char *const *options; /* names in the option table, NULL-terminated */
    const char *details;        /* what help says below the usage */
    const char *examples;       /* lines "command   # what it does" */
    int (*run)(sl_cli *cli);    /* the exit status */
} sl_command;

/** An option as given. */
typedef struct sl_cli_given {
    const sl_cli_option *option;
    sl_str value;
} sl_cli_given;

/** A parsed command line. */
struct sl_cli {
    sl_arena *mem;
    const sl_command *command;
    sl_strs arguments;
    struct {
        sl_cli_given *v;
        size_t n, cap;
    } given;
};

/** All commands in the order of commands.def. */
const sl_command *const *sl_commands(size_t *n);
/** The command of that name; NULL when there is none. */
const sl_command *sl_command_of(sl_str name);
/** All options in the order of options.def. */
const sl_cli_option *sl_cli_options(size_t *n);
/** The option of that name; NULL when there is none. */
const sl_cli_option *sl_cli_option_of(sl_str name);

/** Parses `argv` (after the command's name) for cli->command; unknown options name the nearest. */
bool sl_cli_parse(sl_cli *cli, int argc, const char *const *argv, sl_err *e);
/** True when the option was given. */
bool sl_cli_has(const sl_cli *cli, const char *name);
/** The last value given; empty when there is none. */
sl_str sl_cli_value(const sl_cli *cli, const char *name);
/** All values given, in order. */
sl_strs sl_cli_values(const sl_cli *cli, const char *name);
/** A whole number from `low` to `high`; `fallback` when not given. */
bool sl_cli_number(uint64_t *out, const sl_cli *cli, const char *name, uint64_t fallback,
                   uint64_t high, sl_err *e);
/** Prints "sluice: SENTENCE" on stderr and returns the exit status of the error's kind. */
int sl_cli_fail(const sl_err *e);
/** The exit status of an error's kind: misuse 2, interrupted 130, else 3. */
int sl_cli_status(sl_err_kind kind);

#endif
