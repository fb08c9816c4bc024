/* The command line. */
#include "tests/support/test.h"

#include "cli/cli.h"
#include "cli/manual.h"

static bool parse(sl_cli *cli, sl_arena *mem, const char *command, const char *const *argv,
                  sl_err *e)
{
    int argc = 0;
    while (argv[argc])
        argc++;
    *cli = (sl_cli){.mem = mem, .command = sl_command_of(sl_str_of(command))};
    return sl_cli_parse(cli, argc, argv, e);
}

#define ARGV(...) ((const char *const[]){__VA_ARGS__, NULL})

static void values_stand_behind_a_space_an_equals_sign_or_the_letter(void **state)
{
    sl_err e = {0};
    sl_cli cli;

    assert_ok(
        parse(&cli, *state, "scan", ARGV("--ref", "v1", "--jobs=3", "-fsarif", "-qv", "src"), &e),
        &e);

    assert_true(sl_str_is(sl_cli_value(&cli, "ref"), "v1"));
    assert_true(sl_str_is(sl_cli_value(&cli, "jobs"), "3"));
    assert_true(sl_str_is(sl_cli_value(&cli, "format"), "sarif"));
    assert_true(sl_cli_has(&cli, "quiet") && sl_cli_has(&cli, "verbose"));
    assert_int_equal(cli.arguments.n, 1);
}

static void behind_two_dashes_everything_is_a_path(void **state)
{
    sl_err e = {0};
    sl_cli cli;

    assert_ok(parse(&cli, *state, "scan", ARGV("--", "--ref", "-q"), &e), &e);

    assert_int_equal(cli.arguments.n, 2);
    assert_false(sl_cli_has(&cli, "quiet"));
}

static void misuse_names_what_was_meant(void **state)
{
    static const struct {
        const char *argv[4];
        const char *error;
    } cases[] = {
        {{"--stagd"}, "scan: unknown option --stagd; did you mean --staged?"},
        {{"--ref"}, "scan: --ref needs a value: --ref REV"},
        {{"--staged=yes"}, "scan: --staged takes no value"},
        {{"--ref=a", "--ref=b"}, "scan: --ref is given twice"},
        {{"-Z"}, "scan: unknown option -Z; 'sluice help scan' lists them"},
        {{"--dry-run"}, "scan: unknown option --dry-run; 'sluice help scan' lists them"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_err e = {0};
        sl_cli cli;
        const char *argv[4];
        memcpy(argv, cases[i].argv, sizeof argv);
        assert_false(parse(&cli, *state, "scan", argv, &e));
        assert_int_equal(e.kind, SL_EUSAGE);
        assert_string_equal(e.text, cases[i].error);
    }
}

static void every_option_of_every_command_is_in_the_table(void **state)
{
    size_t n;
    const sl_command *const *commands = sl_commands(&n);
    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; commands[i]->options && commands[i]->options[k]; k++)
            assert_non_null(sl_cli_option_of(sl_str_of(commands[i]->options[k])));
}

static void every_option_of_the_table_belongs_to_a_command(void **state)
{
    size_t n;
    size_t n_options;
    const sl_command *const *commands = sl_commands(&n);
    const sl_cli_option *options = sl_cli_options(&n_options);
    (void)state;
    for (size_t o = 0; o < n_options; o++) {
        size_t n_users = sl_str_is(sl_str_of(options[o].name), "help");
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; commands[i]->options && commands[i]->options[k]; k++)
                n_users += strcmp(commands[i]->options[k], options[o].name) == 0;
        assert_true(n_users > 0);
    }
}

static void help_manual_and_completions_name_every_command(void **state)
{
    sl_buf out;
    size_t n;
    const sl_command *const *commands = sl_commands(&n);
    sl_str shells[] = {SL_STR("bash"), SL_STR("zsh"), SL_STR("fish")};
    (void)state;
    sl_buf_init(&out, 1 << 20);
    for (size_t way = 0; way < 5; way++) {
        sl_buf_reset(&out);
        if (way == 3)
            sl_help_overview(&out);
        else if (way == 4)
            sl_manual_page(&out);
        else
            assert_true(sl_completion(&out, shells[way]));
        for (size_t i = 0; i < n; i++)
            assert_non_null(strstr(out.p, commands[i]->name));
    }
    assert_false(sl_completion(&out, SL_S("tcsh")));
    sl_buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(values_stand_behind_a_space_an_equals_sign_or_the_letter),
        sl_test(behind_two_dashes_everything_is_a_path),
        sl_test(misuse_names_what_was_meant),
        sl_test(every_option_of_every_command_is_in_the_table),
        sl_test(every_option_of_the_table_belongs_to_a_command),
        sl_test(help_manual_and_completions_name_every_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
