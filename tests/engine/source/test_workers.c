/* Sources read where they are read in earnest: in the sandboxed workers of a pass. */
#include "tests/engine/source/fixture.h"
#include "engine/rules/ruleset.h"
#include "tests/support/pass.h"

sl_str sl_builtin_pack(sl_str kind)
{
    return pass_pack(kind);
}

/* Runs the pass of the fixture over a source; each file's "HIT" is a finding. */
static const pass_case *pass_over(sl_arena *mem, const sl_source *source)
{
    pass_case *c = pass_of(mem, NULL, 0);
    c->scanners[1] = (sl_pass_scanner){0};
    c->spec.n_scanners = 1;
    c->spec.source = source;
    pass_run(c, mem);
    return c;
}

static const char *found(sl_arena *mem, const pass_case *c)
{
    sl_str text = {0};
    for (size_t i = 0; i < c->result.findings.n; i++)
        text = sl_printf(mem, "%.*s%.*s\n", SL_FMT(text), SL_FMT(c->result.findings.v[i].file));
    return text.p;
}

static const char repository[] =
    "git init -q r; cd r; mkdir d; for f in a.txt d/b.txt d/c.txt; do echo HIT $f > $f; done\n"
    "git add -A; git commit -qm 1; git repack -adq; echo HIT loose > loose.txt; git add -A\n"
    "git commit -qm 2; echo HIT staged > d/staged.txt; git add -A; echo nothing > d/staged.txt\n"
    "git clone -q --shared . ../shared; git worktree add -q ../linked\n";

static void commits_are_read_from_packs_loose_files_and_alternates(void **state)
{
    static const char *const names[] = {"r", "shared", "linked"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        sl_arena *mem = *state;
        char *folder = scratch(mem);
        make(mem, folder, repository);
        sl_repo *repo = repo_at(mem, folder, names[i]);
        sl_commit head = commit_at(repo, "HEAD");
        sl_source *source = NULL;
        sl_err e = {0};
        assert_ok(sl_source_commit(&source, mem, repo, &head, NULL, &e), &e);

        const pass_case *c = pass_over(mem, source);

        assert_string_equal(found(mem, c), "a.txt\nd/b.txt\nd/c.txt\nloose.txt\n");
        sl_source_close(source);
        sl_repo_close(repo);
        sl_test_folder_end(folder);
    }
}

static void the_index_is_read_as_staged(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, repository);
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_source *source = NULL;
    sl_err e = {0};
    assert_ok(sl_source_index(&source, mem, repo, &e), &e);

    const pass_case *c = pass_over(mem, source);

    assert_string_equal(found(mem, c), "d/staged.txt\n");
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void folders_and_files_outside_them_are_read(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "mkdir -p w/d lib/e; echo HIT > w/d/a.txt; echo HIT > lib/e/b.txt\n"
         "echo HIT > lib/c.txt; mkfifo w/d/pipe; ln -s ../../lib w/d/link.txt");
    sl_walk_options options = {0};
    *sl_list_add(mem, &options.only) = SL_S("d");
    *sl_list_add(mem, &options.only) = SL_S("../lib/e");
    *sl_list_add(mem, &options.only) = SL_S("../lib/c.txt");
    sl_source *source = NULL;
    sl_err e = {0};
    assert_ok(sl_source_folder(&source, mem, sl_printf(mem, "%s/w", folder), &options, &e), &e);

    const pass_case *c = pass_over(mem, source);

    assert_string_equal(found(mem, c), "../lib/c.txt\n../lib/e/b.txt\nd/a.txt\n");
    for (size_t i = 0; i < c->result.units.n; i++)
        assert_int_not_equal(c->result.units.v[i].state, SL_UNIT_FAILED);
    sl_source_close(source);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(commits_are_read_from_packs_loose_files_and_alternates),
        sl_test(the_index_is_read_as_staged),
        sl_test(folders_and_files_outside_them_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
