/* Parsing the command line by the option table: --name VALUE, --name=VALUE, -x VALUE, -xVALUE. */
#include "cli/cli.h"
#include "sluice/result.h"

#include <stdio.h>

/** Where parsing stands. */
typedef struct cursor {
    sl_cli *cli;
    int argc, at;
    const char *const *argv;
} cursor;

static bool takes(const sl_command *command, const sl_cli_option *option)
{
    if (sl_str_is(sl_str_of(option->name), "help"))
        return true;
    for (size_t i = 0; command->options && command->options[i]; i++)
        if (sl_str_is(sl_str_of(option->name), command->options[i]))
            return true;
    return false;
}

static bool unknown(const sl_cli *cli, sl_str name, sl_err *e)
{
    sl_strs names = {0};
    for (size_t i = 0; cli->command->options && cli->command->options[i]; i++)
        *sl_list_add(cli->mem, &names) = sl_str_of(cli->command->options[i]);
    size_t nearest = sl_str_nearest(name, names.v, names.n);
    if (nearest != SIZE_MAX)
        return sl_fail(e, SL_EUSAGE, "%s: unknown option --%.*s; did you mean --%.*s?",
                       cli->command->name, SL_FMT(name), SL_FMT(names.v[nearest]));
    return sl_fail(e, SL_EUSAGE, "%s: unknown option --%.*s; 'sluice help %s' lists them",
                   cli->command->name, SL_FMT(name), cli->command->name);
}

static bool add(sl_cli *cli, const sl_cli_option *option, sl_str value, sl_err *e)
{
    if (!option->is_many && sl_cli_has(cli, option->name) && option->value)
        return sl_fail(e, SL_EUSAGE, "%s: --%s is given twice", cli->command->name, option->name);
    *sl_list_add(cli->mem, &cli->given) = (sl_cli_given){option, value};
    return true;
}

/* An option with the text behind its '=' or letter, where there is one (`attached.p`). */
static bool take(cursor *c, const sl_cli_option *option, sl_str attached, sl_err *e)
{
    bool is_optional = option->value && option->value[0] == '[';
    if (!option->value && attached.p)
        return sl_fail(e, SL_EUSAGE, "%s: --%s takes no value", c->cli->command->name,
                       option->name);
    if (!option->value || attached.p || is_optional)
        return add(c->cli, option, attached, e);
    if (c->at + 1 >= c->argc)
        return sl_fail(e, SL_EUSAGE, "%s: --%s needs a value: --%s %s", c->cli->command->name,
                       option->name, option->name, option->value);
    return add(c->cli, option, sl_str_of(c->argv[++c->at]), e);
}

static bool take_long(cursor *c, sl_str text, sl_err *e)
{
    size_t equals = sl_str_chr(text, '=');
    sl_str name = sl_str_sub(text, 0, equals);
    sl_str attached = {0};
    if (equals != SIZE_MAX)
        attached = sl_str_of(text.p + equals + 1);
    const sl_cli_option *option = sl_cli_option_of(name);
    if (!option || !takes(c->cli->command, option))
        return unknown(c->cli, name, e);
    return take(c, option, attached, e);
}

static const sl_cli_option *option_of_letter(const sl_command *command, char letter)
{
    size_t n;
    const sl_cli_option *options = sl_cli_options(&n);
    for (size_t i = 0; i < n; i++)
        if (options[i].letter == letter && takes(command, &options[i]))
            return &options[i];
    return NULL;
}

static bool take_short(cursor *c, const char *text, sl_err *e)
{
    for (; *text; text++) {
        const sl_cli_option *option = option_of_letter(c->cli->command, *text);
        if (!option)
            return sl_fail(e, SL_EUSAGE, "%s: unknown option -%c; 'sluice help %s' lists them",
                           c->cli->command->name, *text, c->cli->command->name);
        bool has_rest = option->value && text[1];
        if (!take(c, option, has_rest ? sl_str_of(text + 1) : (sl_str){0}, e))
            return false;
        if (has_rest)
            return true;
    }
    return true;
}

bool sl_cli_parse(sl_cli *cli, int argc, const char *const *argv, sl_err *e)
{
    bool only_arguments = false;
    cursor c = {.cli = cli, .argc = argc, .argv = argv};
    for (; c.at < argc; c.at++) {
        sl_str text = sl_str_of(argv[c.at]);
        bool ok = true;
        if (only_arguments || text.n < 2 || text.p[0] != '-')
            *sl_list_add(cli->mem, &cli->arguments) = text;
        else if (sl_str_is(text, "--"))
            only_arguments = true;
        else if (text.p[1] == '-')
            ok = take_long(&c, sl_str_of(text.p + 2), e);
        else
            ok = take_short(&c, text.p + 1, e);
        if (!ok)
            return false;
    }
    return true;
}

bool sl_cli_has(const sl_cli *cli, const char *name)
{
    for (size_t i = 0; i < cli->given.n; i++)
        if (sl_str_is(sl_str_of(name), cli->given.v[i].option->name))
            return true;
    return false;
}

sl_str sl_cli_value(const sl_cli *cli, const char *name)
{
    sl_strs values = sl_cli_values(cli, name);
    return values.n ? values.v[values.n - 1] : (sl_str){0};
}

sl_strs sl_cli_values(const sl_cli *cli, const char *name)
{
    sl_strs values = {0};
    for (size_t i = 0; i < cli->given.n; i++)
        if (sl_str_is(sl_str_of(name), cli->given.v[i].option->name))
            *sl_list_add(cli->mem, &values) = cli->given.v[i].value;
    return values;
}

bool sl_cli_number(uint64_t *out, const sl_cli *cli, const char *name, uint64_t fallback,
                   uint64_t high, sl_err *e)
{
    int64_t value;
    sl_str text = sl_cli_value(cli, name);
    *out = fallback;
    if (!sl_cli_has(cli, name))
        return true;
    if (!sl_str_int(text, &value) || value < 1 || (uint64_t)value > high)
        return sl_fail(e, SL_EUSAGE, "--%s is a whole number from 1 to %llu, not '%.*s'", name,
                       (unsigned long long)high, SL_FMT(text));
    *out = (uint64_t)value;
    return true;
}

int sl_cli_status(sl_err_kind kind)
{
    if (kind == SL_EUSAGE)
        return SL_EXIT_MISUSE;
    return kind == SL_EINTR ? SL_EXIT_INTERRUPTED : SL_EXIT_UNDECIDED;
}

int sl_cli_fail(const sl_err *e)
{
    fprintf(stderr, "sluice: %s\n", e->text);
    return sl_cli_status(e->kind);
}
