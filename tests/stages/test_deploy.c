/* Deployments into a directory: immutable, atomic, with a way back. */
#include "tests/support/test.h"

#include "base/loop.h"
#include "base/path.h"
#include "base/yaml.h"
#include "sluice/pipeline.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/** A run of the stage and how it ended. */
typedef struct attempt {
    sl_stage_run run;
    sl_stage_state state;
    sl_str sentence;
    bool has_ended;
} attempt;

static void on_done(sl_stage_run *run, sl_stage_state state, sl_str sentence)
{
    attempt *a = run->owner;
    a->state = state;
    a->sentence = sentence;
    a->has_ended = true;
}

/* Runs `deploy` with the options given as YAML in a workspace; a refusal to start is "failed". */
static attempt deploy(sl_arena *mem, const char *workspace, sl_str with, bool dry_run)
{
    sl_err e = {0};
    sl_node *doc;
    sl_options *options;
    sl_loop *loop;
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("deploy"));
    assert_ok(sl_yaml_read_one(&doc, mem, SL_S("with"), with, &e), &e);
    assert_ok(sl_options_read(&options, mem, kind->options, SL_S("with"), doc, &e), &e);
    assert_ok(sl_loop_new(&loop, &e), &e);
    attempt a = {.state = SL_STAGE_FAILED,
                 .run = {.mem = mem,
                         .loop = loop,
                         .name = SL_S("ship"),
                         .options = options,
                         .workspace = sl_str_of(workspace),
                         .commit = SL_S("0123456789abcdef"),
                         .dry_run = dry_run,
                         .done = on_done}};
    a.run.owner = &a;
    if (!kind->start(&a.run, &e))
        a.sentence = sl_dup(mem, sl_str_of(e.text));
    else
        while (!a.has_ended)
            assert_ok(sl_loop_step(loop, &e), &e);
    sl_loop_free(loop);
    return a;
}

/** A scratch folder with a workspace whose dist/ holds one file. */
typedef struct scene {
    char *top;
    sl_str work, to, file;
} scene;

static scene set_up(sl_arena *mem)
{
    sl_err e = {0};
    scene s = {.top = sl_test_folder(mem)};
    s.work = sl_printf(mem, "%s/work", s.top);
    s.to = sl_printf(mem, "%s/shop", s.top);
    s.file = sl_printf(mem, "%s/dist/page", s.work.p);
    assert_ok(sl_folder_make(sl_path_parent(s.file), &e), &e);
    assert_ok(sl_file_write(s.file, SL_S("one"), &e), &e);
    return s;
}

static char *text_of(sl_arena *mem, sl_str path)
{
    sl_err e = {0};
    sl_buf text;
    sl_buf_init(&text, 1000);
    assert_ok(sl_file_read(&text, path, &e), &e);
    char *copy = sl_dup_z(mem, sl_buf_str(&text));
    sl_buf_clear(&text);
    return copy;
}

static sl_str with_of(sl_arena *mem, const scene *s, const char *more)
{
    return sl_printf(mem, "{target: directory, source: dist, to: %s%s}", s->to.p, more);
}

static void a_release_is_switched_to_and_cannot_be_written(void **state)
{
    scene s = set_up(*state);

    attempt a = deploy(*state, s.work.p, with_of(*state, &s, ""), false);

    struct stat st;
    sl_str page = sl_printf(*state, "%s/current/page", s.to.p);
    assert_int_equal(a.state, SL_STAGE_PASSED);
    assert_string_equal(text_of(*state, page), "one");
    assert_int_equal(stat(page.p, &st), 0);
    assert_int_equal(st.st_mode & 0222, 0);
    sl_test_folder_end(s.top);
}

static void a_failed_check_brings_the_release_before_back(void **state)
{
    sl_err e = {0};
    scene s = set_up(*state);
    assert_int_equal(deploy(*state, s.work.p, with_of(*state, &s, ""), false).state,
                     SL_STAGE_PASSED);
    assert_ok(sl_file_write(s.file, SL_S("two"), &e), &e);

    attempt a = deploy(*state, s.work.p, with_of(*state, &s, ", check: exit 4"), false);

    assert_int_equal(a.state, SL_STAGE_BLOCKED);
    assert_non_null(strstr(a.sentence.p, "switched back"));
    assert_string_equal(text_of(*state, sl_printf(*state, "%s/current/page", s.to.p)), "one");
    sl_test_folder_end(s.top);
}

static void rollback_switches_to_the_release_before(void **state)
{
    sl_err e = {0};
    scene s = set_up(*state);
    deploy(*state, s.work.p, with_of(*state, &s, ""), false);
    assert_ok(sl_file_write(s.file, SL_S("two"), &e), &e);
    deploy(*state, s.work.p, with_of(*state, &s, ""), false);

    attempt a = deploy(*state, s.work.p, with_of(*state, &s, ", rollback: true"), false);

    assert_int_equal(a.state, SL_STAGE_PASSED);
    assert_string_equal(text_of(*state, sl_printf(*state, "%s/current/page", s.to.p)), "one");
    sl_test_folder_end(s.top);
}

static void only_so_many_releases_are_kept(void **state)
{
    scene s = set_up(*state);
    for (int i = 0; i < 4; i++)
        deploy(*state, s.work.p, with_of(*state, &s, ", keep: 2"), false);

    sl_test_shell(sl_printf(*state, "test $(ls %s/releases | wc -l) -eq 2", s.to.p).p);
    sl_test_folder_end(s.top);
}

static void a_dry_run_changes_nothing(void **state)
{
    scene s = set_up(*state);

    attempt a = deploy(*state, s.work.p, with_of(*state, &s, ""), true);

    assert_int_equal(a.state, SL_STAGE_PASSED);
    assert_false(sl_path_exists(s.to));
    sl_test_folder_end(s.top);
}

static void links_and_paths_out_of_the_workspace_are_refused(void **state)
{
    scene s = set_up(*state);
    sl_str out = sl_printf(*state, "{target: directory, source: ../shop, to: %s}", s.to.p);
    assert_int_equal(deploy(*state, s.work.p, out, false).state, SL_STAGE_FAILED);
    assert_int_equal(symlink("../../outside", sl_printf(*state, "%s/dist/link", s.work.p).p), 0);

    attempt a = deploy(*state, s.work.p, with_of(*state, &s, ""), false);

    assert_int_equal(a.state, SL_STAGE_FAILED);
    assert_non_null(strstr(a.sentence.p, "leads out of the release"));
    assert_false(sl_path_exists(sl_printf(*state, "%s/current", s.to.p)));
    sl_test_folder_end(s.top);
}

static void a_link_that_climbs_behind_another_link_is_refused(void **state)
{
    scene s = set_up(*state);
    sl_test_shell(sl_printf(*state,
                            "cd %s/dist; mkdir a; ln -s ../page a/up; ln -s . d; "
                            "ln -s d/d/../../secret sly",
                            s.work.p)
                      .p);

    attempt sly = deploy(*state, s.work.p, with_of(*state, &s, ""), false);
    sl_test_shell(sl_printf(*state, "rm %s/dist/sly", s.work.p).p);
    attempt honest = deploy(*state, s.work.p, with_of(*state, &s, ""), false);

    assert_int_equal(sly.state, SL_STAGE_FAILED);
    assert_non_null(strstr(sly.sentence.p, "leads out of the release"));
    assert_int_equal(honest.state, SL_STAGE_PASSED);
    assert_string_equal(text_of(*state, sl_printf(*state, "%s/current/a/up", s.to.p)), "one");
    sl_test_folder_end(s.top);
}

static void what_a_killed_deployment_left_is_swept_by_the_next(void **state)
{
    scene s = set_up(*state);
    deploy(*state, s.work.p, with_of(*state, &s, ""), false);
    sl_test_shell(sl_printf(*state,
                            "cd %s/releases; mkdir -p .20260101T000000.000000Z-ab.part/sub; "
                            "echo half > .20260101T000000.000000Z-ab.part/sub/f; "
                            "chmod 0555 .20260101T000000.000000Z-ab.part/sub",
                            s.to.p)
                      .p);

    attempt a = deploy(*state, s.work.p, with_of(*state, &s, ""), false);

    assert_int_equal(a.state, SL_STAGE_PASSED);
    sl_test_shell(sl_printf(*state, "test $(ls -A %s/releases | wc -l) -eq 2", s.to.p).p);
    sl_test_folder_end(s.top);
}

static void two_deployments_at_once_are_one(void **state)
{
    scene s = set_up(*state);
    deploy(*state, s.work.p, with_of(*state, &s, ""), false);
    int other = open(sl_printf(*state, "%s/.lock", s.to.p).p, O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(other, LOCK_EX | LOCK_NB), 0);

    attempt refused = deploy(*state, s.work.p, with_of(*state, &s, ""), false);
    close(other);
    attempt accepted = deploy(*state, s.work.p, with_of(*state, &s, ""), false);

    assert_int_equal(refused.state, SL_STAGE_FAILED);
    assert_non_null(strstr(refused.sentence.p, "another deployment is under way"));
    assert_int_equal(accepted.state, SL_STAGE_PASSED);
    sl_test_folder_end(s.top);
}

static void a_copy_that_fails_leaves_the_current_release(void **state)
{
    scene s = set_up(*state);
    deploy(*state, s.work.p, with_of(*state, &s, ""), false);
    assert_int_equal(mkfifo(sl_printf(*state, "%s/dist/pipe", s.work.p).p, 0600), 0);

    attempt a = deploy(*state, s.work.p, with_of(*state, &s, ""), false);

    assert_int_equal(a.state, SL_STAGE_FAILED);
    assert_string_equal(text_of(*state, sl_printf(*state, "%s/current/page", s.to.p)), "one");
    sl_test_shell(sl_printf(*state, "test $(ls -A %s/releases | wc -l) -eq 1", s.to.p).p);
    sl_test_folder_end(s.top);
}

static void a_command_deploys_with_its_environment(void **state)
{
    scene s = set_up(*state);

    attempt a = deploy(*state, s.work.p,
                       sl_printf(*state,
                                 "{target: command, folder: dist, run: 'echo $SLUICE_STAGE "
                                 "$SLUICE_COMMIT $(cat page) > %s/told'}",
                                 s.top),
                       false);

    assert_int_equal(a.state, SL_STAGE_PASSED);
    assert_string_equal(text_of(*state, sl_printf(*state, "%s/told", s.top)),
                        "ship 0123456789abcdef one\n");
    sl_test_folder_end(s.top);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_release_is_switched_to_and_cannot_be_written),
        sl_test(a_failed_check_brings_the_release_before_back),
        sl_test(rollback_switches_to_the_release_before),
        sl_test(only_so_many_releases_are_kept),
        sl_test(a_dry_run_changes_nothing),
        sl_test(links_and_paths_out_of_the_workspace_are_refused),
        sl_test(a_link_that_climbs_behind_another_link_is_refused),
        sl_test(what_a_killed_deployment_left_is_swept_by_the_next),
        sl_test(two_deployments_at_once_are_one),
        sl_test(a_copy_that_fails_leaves_the_current_release),
        sl_test(a_command_deploys_with_its_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
