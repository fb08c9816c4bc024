/* Build and test commands: what they see, and what their end means. */
#include "tests/support/test.h"

#include <string.h>
#include <unistd.h>

#include "base/loop.h"
#include "base/path.h"
#include "base/yaml.h"
#include "sluice/pipeline.h"

/** A run of the stage, what it printed and how it ended. */
typedef struct attempt {
    sl_stage_run run;
    sl_stage_state state;
    sl_str sentence, output;
    bool has_ended;
} attempt;

static void on_done(sl_stage_run *run, sl_stage_state state, sl_str sentence)
{
    attempt *a = run->owner;
    a->state = state;
    a->sentence = sentence;
    a->has_ended = true;
}

static void on_log(sl_stage_run *run, sl_str line, bool is_error)
{
    attempt *a = run->owner;
    a->output =
        sl_printf(run->mem, "%.*s%s%.*s\n", SL_FMT(a->output), is_error ? "! " : "", SL_FMT(line));
}

/* Runs `shell` with options given as YAML; a refusal to start is "failed". */
static attempt *shell(sl_arena *mem, const char *workspace, const char *with,
                      const sl_variables *env, uint64_t timeout_ms)
{
    sl_err e = {0};
    sl_node *doc;
    sl_options *options;
    sl_loop *loop;
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("shell"));
    assert_ok(sl_yaml_read_one(&doc, mem, SL_S("with"), sl_str_of(with), &e), &e);
    assert_ok(sl_options_read(&options, mem, kind->options, SL_S("with"), doc, &e), &e);
    assert_ok(sl_loop_new(&loop, &e), &e);
    attempt *a = sl_alloc(mem, sizeof *a);
    a->state = SL_STAGE_FAILED;
    a->run = (sl_stage_run){.mem = mem,
                            .loop = loop,
                            .name = SL_S("build"),
                            .options = options,
                            .env = env,
                            .workspace = sl_str_of(workspace),
                            .commit = SL_S("0123456789abcdef"),
                            .branch = SL_S("main"),
                            .timeout_ms = timeout_ms,
                            .log = on_log,
                            .done = on_done,
                            .owner = a};
    if (!kind->start(&a->run, &e))
        a->sentence = sl_dup(mem, sl_str_of(e.text));
    else
        while (!a->has_ended)
            assert_ok(sl_loop_step(loop, &e), &e);
    sl_loop_free(loop);
    return a;
}

/* A scratch folder with an empty workspace. */
static char *workspace(sl_arena *mem, char **top)
{
    *top = sl_test_folder(mem);
    char *path = sl_dup_z(mem, sl_printf(mem, "%s/tree", *top));
    sl_err e = {0};
    assert_ok(sl_folder_make(sl_str_of(path), &e), &e);
    return path;
}

static void the_end_of_a_command_is_the_end_of_its_stage(void **state)
{
    static const struct {
        const char *with;
        sl_stage_state state;
        const char *sentence;
    } cases[] = {
        {"{run: 'true'}", SL_STAGE_PASSED, "exit status 0"},
        {"{run: exit 7}", SL_STAGE_BLOCKED, "exit status 7"},
        {"{run: \"false\\necho not reached\"}", SL_STAGE_BLOCKED, "exit status 1"},
        {"{run: kill -9 $$}", SL_STAGE_FAILED, "signal 9"},
        {"{run: no-such-command-at-all}", SL_STAGE_BLOCKED, "exit status 127"},
        {"{run: x, shell: [no-such-shell]}", SL_STAGE_FAILED, "no-such-shell cannot be started"},
        {"{run: 'true', folder: ../..}", SL_STAGE_FAILED, "leaves the workspace"},
        {"{run: 'true', folder: out}", SL_STAGE_FAILED, "leaves the workspace through a link"},
        {"{run: 'true', folder: nowhere}", SL_STAGE_FAILED, "nowhere"},
    };
    char *top;
    char *tree = workspace(*state, &top);
    assert_int_equal(symlink("/", sl_printf(*state, "%s/out", tree).p), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        attempt *a = shell(*state, tree, cases[i].with, NULL, 0);

        assert_int_equal(a->state, cases[i].state);
        assert_non_null(strstr(sl_dup_z(*state, a->sentence), cases[i].sentence));
    }
    sl_test_folder_end(top);
}

static void a_command_sees_its_own_variables_and_no_others(void **state)
{
    char *top;
    char *tree = workspace(*state, &top);
    sl_variables env = {0};
    setenv("SLUICE_TEST_HOST", "leak", 1);
    *sl_list_add((sl_arena *)*state, &env) =
        (sl_variable){.name = SL_S("GREETING"), .value = SL_S("hello")};

    attempt *a = shell(*state, tree, "{run: env | cut -d= -f1 | sort | tr '\\n' ' '}", &env, 0);
    attempt *b = shell(*state, tree,
                       "{run: 'echo $GREETING $SLUICE_STAGE $SLUICE_COMMIT $SLUICE_BRANCH $TERM; "
                       "pwd; cd; pwd'}",
                       &env, 0);

    assert_string_equal(sl_dup_z(*state, a->output),
                        "CI GREETING HOME LANG PATH PWD SLUICE SLUICE_BRANCH SLUICE_COMMIT "
                        "SLUICE_ENVIRONMENT SLUICE_EVENT SLUICE_STAGE SLUICE_TAG TERM \n");
    assert_string_equal(
        sl_dup_z(*state, b->output),
        sl_printf(*state, "hello build 0123456789abcdef main dumb\n%s\n%s/home\n", tree, top).p);
    sl_test_folder_end(top);
}

static void secret_variables_are_masked_in_the_log(void **state)
{
    char *top;
    char *tree = workspace(*state, &top);
    sl_variables env = {0};
    *sl_list_add((sl_arena *)*state, &env) =
        (sl_variable){.name = SL_S("TOKEN"), .value = SL_S("s3cr3t-value"), .is_secret = true};

    attempt *a = shell(*state, tree, "{run: 'echo a $TOKEN b; echo $TOKEN >&2'}", &env, 0);

    assert_non_null(strstr(a->output.p, "a *** b\n"));
    assert_non_null(strstr(a->output.p, "! ***\n"));
    assert_null(strstr(a->output.p, "s3cr3t"));
    sl_test_folder_end(top);
}

static void a_command_that_takes_too_long_has_failed(void **state)
{
    char *top;
    char *tree = workspace(*state, &top);

    attempt *a = shell(*state, tree, "{run: 'echo begun; sleep 60'}", NULL, 300);

    assert_int_equal(a->state, SL_STAGE_FAILED);
    assert_non_null(strstr(a->sentence.p, "timed out after 300 ms"));
    assert_string_equal(a->output.p, "begun\n");
    sl_test_folder_end(top);
}

static void another_shell_may_be_asked_for(void **state)
{
    char *top;
    char *tree = workspace(*state, &top);

    attempt *a = shell(*state, tree, "{run: 'print \"from perl\\n\"', shell: [perl, -e]}", NULL, 0);

    assert_int_equal(a->state, SL_STAGE_PASSED);
    assert_string_equal(a->output.p, "from perl\n");
    sl_test_folder_end(top);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(the_end_of_a_command_is_the_end_of_its_stage),
        sl_test(a_command_sees_its_own_variables_and_no_others),
        sl_test(secret_variables_are_masked_in_the_log),
        sl_test(a_command_that_takes_too_long_has_failed),
        sl_test(another_shell_may_be_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
