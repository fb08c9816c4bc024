/* Repositories as git makes them: opening, revisions, texts, differences, check-out, clones. */
#include "tests/engine/source/fixture.h"

#include <sys/wait.h>

static const char two_branches[] =
    "git init -q r; cd r; mkdir d; echo 1 > a; echo 1 > d/b; git add -A; git commit -qm 1\n"
    "git tag v1.0; git tag -a v1.1 -m annotated; git branch feature; echo 2 > a; git rm -q d/b\n"
    "echo 2 > c; git add -A; git commit -qm 2; git checkout -q feature; echo 3 > d/e\n"
    "git add -A; git commit -qm 3; git checkout -q main\n";

static void not_open(sl_arena *mem, const char *folder, const char *name, sl_err *e)
{
    sl_repo *repo = NULL;
    *e = (sl_err){0};
    assert_false(sl_repo_open(&repo, sl_printf(mem, "%s/%s", folder, name), e));
    assert_null(repo);
}

static void not_resolved(sl_repo *repo, const char *rev, sl_err *e)
{
    sl_commit commit;
    *e = (sl_err){0};
    assert_false(sl_repo_resolve(&commit, repo, sl_str_of(rev), e));
}

static void a_repository_is_found_from_a_folder_below(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    make(mem, folder,
         "git clone -q --bare r b.git; cd r; git worktree add -q ../w feature\n"
         "mkdir -p d/x");
    sl_str real = printed(mem, folder, "printf %s \"$(realpath r)\"");

    sl_repo *below = repo_at(mem, folder, "r/d/x");
    sl_repo *bare = repo_at(mem, folder, "b.git");
    sl_repo *linked = repo_at(mem, folder, "w");

    assert_true(sl_str_eq(sl_repo_work_tree(below), real));
    assert_true(sl_str_eq(sl_repo_common_folder(below), sl_printf(mem, "%.*s/.git", SL_FMT(real))));
    assert_int_equal(sl_repo_work_tree(bare).n, 0);
    assert_true(sl_str_ends(sl_repo_common_folder(bare), SL_S("/b.git")));
    assert_true(sl_str_eq(sl_repo_common_folder(linked), sl_repo_common_folder(below)));
    assert_true(sl_str_ends(sl_repo_work_tree(linked), SL_S("/w")));
    assert_true(sl_str_is(sl_repo_branch(linked, mem), "feature"));
    assert_true(sl_str_is(sl_repo_branch(bare, mem), "main"));
    sl_repo_close(linked);
    sl_repo_close(bare);
    sl_repo_close(below);
    sl_test_folder_end(folder);
}

static void what_is_no_repository_is_said_to_be_none(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_err e;

    not_open(mem, folder, "", &e);
    assert_int_equal(e.kind, SL_ENOENT);
    assert_non_null(strstr(e.text, "not a git repository"));
    not_open(mem, folder, "nowhere", &e);
    assert_int_equal(e.kind, SL_ENOENT);
    assert_non_null(strstr(e.text, "nowhere: no such file or folder"));
    sl_test_folder_end(folder);
}

static void sha256_repositories_are_refused_by_name(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_err e;
    make(mem, folder,
         "git init -q --object-format=sha256 r; cd r; echo 1 > a; git add a\n"
         "git commit -qm x");

    not_open(mem, folder, "r", &e);

    assert_int_equal(e.kind, SL_ENOTSUP);
    assert_non_null(strstr(e.text, "object format sha256"));
    sl_test_folder_end(folder);
}

static void extensions_and_foreign_owners_do_not_keep_us_out(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    make(mem, folder,
         "cd r; git config core.repositoryFormatVersion 1; git config extensions.worktreeConfig "
         "true\n"
         "git config extensions.partialClone origin; git config extensions.noop true\n"
         "git config extensions.preciousObjects true; cd ..\n"
         "if [ \"$(id -u)\" = 0 ]; then chown -R 12345 r; fi");
    sl_repo *repo = repo_at(mem, folder, "r");

    sl_commit head = commit_at(repo, "HEAD");

    assert_int_equal(strlen(head.hex), 40);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void revisions_resolve_as_git_does(void **state)
{
    static const char *const revs[] = {
        "HEAD",          "main",     "feature", "v1.0", "v1.1", "main~1", "refs/heads/feature",
        "v1.1^{commit}", "tags/v1.0"};
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    sl_repo *repo = repo_at(mem, folder, "r");

    for (size_t i = 0; i < sizeof revs / sizeof *revs; i++) {
        sl_str id =
            printed(mem, folder, sl_printf(mem, "git -C r rev-parse '%s^{commit}'", revs[i]).p);
        sl_commit commit = commit_at(repo, revs[i]);
        sl_commit again = commit_at(repo, sl_dup(mem, sl_str_sub(id, 0, 10)).p);
        assert_string_equal(commit.hex, sl_dup(mem, sl_str_trim(id)).p);
        assert_string_equal(again.hex, commit.hex);
    }

    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void a_missing_revision_comes_with_the_nearest(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    make(mem, folder, "git clone -q r c; cd c; git checkout -q --detach");
    sl_repo *repo = repo_at(mem, folder, "c");
    sl_err e;

    not_resolved(repo, "maine", &e);
    assert_int_equal(e.kind, SL_ENOENT);
    assert_string_equal(e.text, "the repository has no revision 'maine'; did you mean 'main'?");
    not_resolved(repo, "feature", &e);
    assert_string_equal(e.text,
                        "the repository has no revision 'feature'; did you mean 'origin/feature'?");
    not_resolved(repo, "v1.o", &e);
    assert_non_null(strstr(e.text, "'v1."));
    not_resolved(repo, "0123456789012345678901234567890123456789", &e);
    assert_int_equal(e.kind, SL_ENOENT);
    not_resolved(repo, "main^{tree}", &e);
    assert_string_equal(e.text, "'main^{tree}' is a tree, not a commit");
    not_resolved(repo, "", &e);
    assert_int_equal(e.kind, SL_EUSAGE);
    not_resolved(repo, "a..b", &e);
    assert_int_not_equal(e.kind, SL_OK);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void an_unborn_branch_is_called_so(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "git init -q r");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_err e;

    not_resolved(repo, "HEAD", &e);

    assert_int_equal(e.kind, SL_ENOENT);
    assert_string_equal(e.text, "the branch 'main' has no commit yet");
    assert_true(sl_repo_is_unborn(repo));
    assert_true(sl_str_is(sl_repo_branch(repo, mem), "main"));
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void a_detached_head_is_on_no_branch(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    make(mem, folder, "cd r; git checkout -q v1.0");
    sl_repo *repo = repo_at(mem, folder, "r");

    assert_int_equal(sl_repo_branch(repo, mem).n, 0);
    assert_false(sl_repo_is_unborn(repo));
    assert_string_equal(commit_at(repo, "HEAD").hex, commit_at(repo, "v1.0").hex);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void tags_are_known_by_each_of_their_names(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_str name = {0};

    assert_true(sl_repo_is_tag(repo, mem, SL_S("v1.0"), &name));
    assert_true(sl_str_is(name, "v1.0"));
    assert_true(sl_repo_is_tag(repo, mem, SL_S("refs/tags/v1.1"), &name));
    assert_true(sl_str_is(name, "v1.1"));
    assert_false(sl_repo_is_tag(repo, mem, SL_S("main"), &name));
    assert_false(sl_repo_is_tag(repo, mem, SL_S("refs/heads/v1.0"), &name));
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void texts_are_read_from_the_commit(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_commit first = commit_at(repo, "v1.0");
    sl_buf text;
    sl_err e = {0};
    sl_buf_init(&text, 4);

    assert_ok(sl_repo_read(&text, repo, &first, SL_S("d/b"), &e), &e);
    assert_true(sl_str_is(sl_buf_str(&text), "1\n"));
    assert_ok(sl_repo_read(&text, repo, &first, SL_S("a"), &e), &e);
    assert_true(sl_str_is(sl_buf_str(&text), "1\n1\n"));
    assert_false(sl_repo_read(&text, repo, &first, SL_S("a"), &e));
    assert_int_equal(e.kind, SL_ETOOBIG);
    assert_false(sl_repo_read(&text, repo, &first, SL_S("d"), &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_false(sl_repo_read(&text, repo, &first, SL_S("a/b"), &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_false(sl_repo_read(&text, repo, &first, SL_S(".sluice.yml"), &e));
    assert_string_equal(e.text, ".sluice.yml: no such file in the commit");
    sl_buf_clear(&text);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void differences_are_what_diff_tree_says(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    make(mem, folder,
         "cd r; git checkout -qb odd; git rm -q a; mkdir a; echo 1 > a/x; echo 1 > a.b; ln -s c l\n"
         "chmod +x c; git add -A; git commit -qm odd");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_commit from = commit_at(repo, "feature");
    sl_commit to = commit_at(repo, "odd");
    sl_strs paths = {0};
    sl_source *source = NULL;
    sl_err e = {0};
    sl_str all = printed(mem, folder, "git -C r diff-tree -r --no-renames --name-only feature odd");
    sl_str left = printed(
        mem, folder, "git -C r diff-tree -r --no-renames --name-only --diff-filter=d feature odd");

    assert_ok(sl_repo_changed_paths(&paths, mem, repo, &from, &to, &e), &e);
    assert_ok(sl_source_difference(&source, mem, repo, &from, &to, &e), &e);

    sl_str listed = {0};
    for (size_t i = 0; i < paths.n; i++)
        listed = sl_printf(mem, "%.*s%.*s\n", SL_FMT(listed), SL_FMT(paths.v[i]));
    assert_true(sl_str_eq(listed, all));
    assert_string_equal(labels(mem, source), left.p);
    assert_string_equal(content(mem, source, "a/x"), "1\n");
    assert_string_equal(source->kind, "difference");
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void merge_base_is(sl_arena *mem, const char *folder, const char *name, const char *a,
                          const char *b)
{
    sl_repo *repo = repo_at(mem, folder, name);
    sl_commit from = commit_at(repo, a);
    sl_commit to = commit_at(repo, b);
    sl_commit base;
    sl_err e = {0};
    sl_str id = printed(mem, folder, sl_printf(mem, "git -C %s merge-base %s %s", name, a, b).p);
    assert_ok(sl_repo_merge_base(&base, repo, &from, &to, &e), &e);
    assert_string_equal(base.hex, sl_dup(mem, sl_str_trim(id)).p);
    sl_repo_close(repo);
}

static void the_merge_base_is_the_one_of_git(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    make(mem, folder,
         "cd r; c() { GIT_COMMITTER_DATE=\"@$1 +0000\" git commit -q --allow-empty -m $1; }\n"
         "git checkout -qb x; c 500; c 100; git branch y; c 900; git checkout -q y; c 300; c 50\n"
         "git tag y1; git checkout -q x; git tag x1; git merge -q --no-ff -m m y1; c 20\n"
         "git checkout -q y; git merge -q --no-ff -m m x1; c 700");

    merge_base_is(mem, folder, "r", "main", "feature");
    merge_base_is(mem, folder, "r", "main", "main");
    merge_base_is(mem, folder, "r", "v1.0", "main");
    merge_base_is(mem, folder, "r", "x", "main");
    merge_base_is(mem, folder, "r", "x1", "y1");
    merge_base_is(mem, folder, "r", "x", "y1");
    merge_base_is(mem, folder, "r", "x", "y");
    sl_test_folder_end(folder);
}

static void shallow_clones_have_the_merge_bases_that_they_hold(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    make(mem, folder,
         "git clone -q --depth 2 --no-single-branch \"file://$PWD/r\" deep\n"
         "git clone -q --depth 1 --no-tags --no-single-branch \"file://$PWD/r\" flat");
    sl_repo *flat = repo_at(mem, folder, "flat");
    sl_commit a = commit_at(flat, "origin/main");
    sl_commit b = commit_at(flat, "origin/feature");
    sl_commit base;
    sl_err e = {0};

    merge_base_is(mem, folder, "deep", "origin/main", "origin/feature");
    assert_true(sl_repo_is_shallow(flat));
    assert_false(sl_repo_merge_base(&base, flat, &a, &b, &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_non_null(strstr(e.text, "shallow clone; fetch more"));
    not_resolved(flat, "origin/main~1", &e);
    assert_non_null(strstr(e.text, "shallow"));
    sl_repo_close(flat);
    sl_test_folder_end(folder);
}

static void unrelated_histories_have_no_merge_base(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    make(mem, folder, "cd r; git checkout -q --orphan alone; git commit -qm alone");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_commit a = commit_at(repo, "main");
    sl_commit b = commit_at(repo, "alone");
    sl_commit base;
    sl_err e = {0};

    assert_false(sl_repo_merge_base(&base, repo, &a, &b, &e));

    assert_int_equal(e.kind, SL_ENOENT);
    assert_non_null(strstr(e.text, "have no common ancestor"));
    assert_null(strstr(e.text, "shallow"));
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void check_out(sl_repo *repo, const char *rev, sl_str to, sl_err *e, bool expected)
{
    sl_commit commit = commit_at(repo, rev);
    *e = (sl_err){0};
    bool ok = sl_repo_check_out(repo, &commit, to, e);
    if (expected)
        assert_ok(ok, e);
    else
        assert_false(ok);
}

static void a_check_out_is_the_tree_of_the_commit(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_err e;
    make(mem, folder, two_branches);
    make(mem, folder,
         "cd r; chmod +x a; mkdir -p s/t; ln -s ../../a s/t/up; ln -s ../../../a s/t/out\n"
         "ln -s /etc/passwd abs; ln -s t/../../.. s/tricky; ln -s s/t dir; echo 1 > s/t/f\n"
         "git add -A; git commit -qm x; cd ..; mkdir to");
    sl_repo *repo = repo_at(mem, folder, "r");

    check_out(repo, "HEAD", sl_printf(mem, "%s/to", folder), &e, true);

    make(mem, folder,
         "test -x to/a -a ! -x to/c; test \"$(cat to/s/t/up)\" = 2; test -L to/s/t/up\n"
         "test -L to/dir; test \"$(cat to/dir/f)\" = 1\n"
         "test ! -L to/s/t/out; test \"$(cat to/s/t/out)\" = ../../../a\n"
         "test ! -L to/abs; test \"$(cat to/abs)\" = /etc/passwd; test ! -L to/s/tricky\n"
         "for f in $(git -C r ls-files); do test -e to/$f; done\n"
         "cd to; test \"$(find . ! -type d | wc -l)\" = \"$(git -C ../r ls-files | wc -l)\"");
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

/* Trees that git would not make: "MODE NAME\0" and an id, for each entry. */
static const char hostile_trees[] =
    "git init -q r; cd r; blob=$(echo evil | git hash-object -w --stdin)\n"
    "link=$(printf ../out | git hash-object -w --stdin)\n"
    "raw() { perl -e 'print pack(\"H*\", shift)' \"$1\"; }\n"
    "entry() { printf '%s %s\\0' \"$1\" \"$2\"; raw \"$3\"; }\n"
    "tree() { git hash-object -t tree -w --literally --stdin; }\n"
    "save() { git tag \"$1\" \"$(git commit-tree -m x \"$2\")\"; }\n"
    "inner=$(entry 100644 f $blob | tree)\n"
    "save dots \"$(entry 40000 .. $inner | tree)\"\n"
    "save slash \"$(entry 100644 ../evil $blob | tree)\"\n"
    "save git \"$(entry 40000 .git $inner | tree)\"\n"
    "save upper \"$(entry 40000 .GiT $inner | tree)\"\n"
    "save through \"$({ entry 120000 d $link; entry 40000 d $inner; } | tree)\"\n"
    "save inside \"$({ entry 120000 d $(printf x | git hash-object -w --stdin)\n"
    "entry 40000 d $inner; entry 40000 x $inner; } | tree)\"\n"
    "save empty \"$({ entry 40000 d $inner; entry 100644 d//g $blob; } | tree)\"\n"
    "save root \"$(entry 100644 /f $blob | tree)\"\n"
    "save tail \"$({ entry 40000 d $inner; entry 40000 d/ $(entry 100644 g $blob | tree); } | "
    "tree)\"\n"
    "save twice \"$({ entry 100644 f $blob; entry 100644 f $blob; } | tree)\"\n"
    "mkdir ../out\n";

static void hostile_trees_write_nothing_outside(void **state)
{
    static const char *const tags[] = {"dots",   "slash", "git",  "upper", "through",
                                       "inside", "empty", "root", "tail",  "twice"};
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_err e;
    make(mem, folder, hostile_trees);
    sl_repo *repo = repo_at(mem, folder, "r");

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        make(mem, folder, "rm -rf to; mkdir to");
        sl_str to = sl_printf(mem, "%s/to", folder);
        check_out(repo, tags[i], to, &e, false);
        make(mem, folder, "test ! -e evil -a ! -e out/f -a ! -e f -a ! -e to/.git -a ! -e to/.GiT");
        assert_int_not_equal(e.kind, SL_OK);
    }

    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void hostile_trees_are_still_listed_whole(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_source *source = NULL;
    sl_err e = {0};
    make(mem, folder, hostile_trees);
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_commit twice = commit_at(repo, "twice");
    sl_commit dots = commit_at(repo, "dots");

    assert_ok(sl_source_commit(&source, mem, repo, &twice, NULL, &e), &e);
    assert_string_equal(labels(mem, source), "f\nf\n");
    sl_source_close(source);
    assert_ok(sl_source_commit(&source, mem, repo, &dots, NULL, &e), &e);
    assert_string_equal(labels(mem, source), "../f\n");
    assert_string_equal(content(mem, source, "../f"), "evil\n");
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void a_tree_of_trees_without_end_is_too_big(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_source *source = NULL;
    sl_err e = {0};
    make(mem, folder,
         "git init -q r; cd r; t=$(git mktree < /dev/null)\n"
         "for i in $(seq 9); do t=$(for n in 0 1 2 3 4 5 6 7 8 9; do\n"
         "printf '040000 tree %s\\t%s\\n' $t $n; done | git mktree); done\n"
         "git tag bomb $(git commit-tree -m x $t)\n"
         "t=$(git mktree < /dev/null); for i in $(seq 100); do\n"
         "t=$(printf '040000 tree %s\\td\\n' $t | git mktree); done\n"
         "git tag deep $(git commit-tree -m x $t)");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_commit bomb = commit_at(repo, "bomb");
    sl_commit deep = commit_at(repo, "deep");

    assert_false(sl_source_commit(&source, mem, repo, &bomb, NULL, &e));
    assert_int_equal(e.kind, SL_ETOOBIG);
    assert_ok(sl_source_commit(&source, mem, repo, &deep, NULL, &e), &e);
    assert_int_equal(source->units.n, 0);
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void a_missing_blob_is_named_when_it_is_read(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_source *source = NULL;
    sl_err e = {0};
    sl_buf text;
    make(mem, folder, two_branches);
    make(mem, folder,
         "git -C r config uploadpack.allowFilter true\n"
         "git clone -q --no-checkout --filter=blob:none \"file://$PWD/r\" p");
    sl_str id = printed(mem, folder, "git -C r rev-parse main:a");
    sl_repo *repo = repo_at(mem, folder, "p");
    sl_commit head = commit_at(repo, "HEAD");

    assert_ok(sl_source_commit(&source, mem, repo, &head, NULL, &e), &e);
    assert_string_equal(labels(mem, source), "a\nc\n");
    assert_false(try_read(&text, source, "a", 100, &e));

    assert_int_equal(e.kind, SL_ENOENT);
    assert_non_null(strstr(e.text, sl_dup(mem, sl_str_trim(id)).p));
    assert_non_null(strstr(e.text, "missing from the repository"));
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void objects_are_read_in_a_forked_process(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_source *source = NULL;
    sl_err e = {0};
    make(mem, folder, two_branches);
    make(mem, folder,
         "cd r; git repack -adq; git clone -q --shared . ../s; cd ../s; echo l > loose\n"
         "git add -A; git commit -qm l");
    sl_repo *repo = repo_at(mem, folder, "s");
    sl_commit head = commit_at(repo, "HEAD");
    assert_ok(sl_source_commit(&source, mem, repo, &head, NULL, &e), &e);

    pid_t child = fork();
    if (child == 0)
        _exit(strcmp(content(mem, source, "a"), "2\n") == 0 &&
                      strcmp(content(mem, source, "loose"), "l\n") == 0
                  ? 7
                  : 1);
    int status = 0;
    waitpid(child, &status, 0);

    assert_int_equal(WEXITSTATUS(status), 7);
    assert_string_equal(content(mem, source, "a"), "2\n");
    assert_int_equal(source->also.n, 1);
    assert_true(sl_str_ends(source->also.v[0], SL_S("/r/.git/objects")));
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void quarantined_objects_of_a_push_are_found(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, two_branches);
    make(mem, folder, "cp -r r q; cd q; echo pushed > p; git add -A; git commit -qm pushed");
    sl_str id = sl_str_trim(printed(mem, folder, "git -C q rev-parse HEAD"));
    sl_err e;

    setenv("GIT_OBJECT_DIRECTORY", sl_printf(mem, "%s/q/.git/objects", folder).p, 1);
    sl_repo *repo = repo_at(mem, folder, "r");
    unsetenv("GIT_OBJECT_DIRECTORY");
    sl_repo *without = repo_at(mem, folder, "r");

    assert_string_equal(commit_at(repo, sl_dup(mem, id).p).hex, sl_dup(mem, id).p);
    not_resolved(without, sl_dup(mem, id).p, &e);
    sl_repo_close(without);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_repository_is_found_from_a_folder_below),
        sl_test(what_is_no_repository_is_said_to_be_none),
        sl_test(sha256_repositories_are_refused_by_name),
        sl_test(extensions_and_foreign_owners_do_not_keep_us_out),
        sl_test(revisions_resolve_as_git_does),
        sl_test(a_missing_revision_comes_with_the_nearest),
        sl_test(an_unborn_branch_is_called_so),
        sl_test(a_detached_head_is_on_no_branch),
        sl_test(tags_are_known_by_each_of_their_names),
        sl_test(texts_are_read_from_the_commit),
        sl_test(differences_are_what_diff_tree_says),
        sl_test(the_merge_base_is_the_one_of_git),
        sl_test(shallow_clones_have_the_merge_bases_that_they_hold),
        sl_test(unrelated_histories_have_no_merge_base),
        sl_test(a_check_out_is_the_tree_of_the_commit),
        sl_test(hostile_trees_write_nothing_outside),
        sl_test(hostile_trees_are_still_listed_whole),
        sl_test(a_tree_of_trees_without_end_is_too_big),
        sl_test(a_missing_blob_is_named_when_it_is_read),
        sl_test(objects_are_read_in_a_forked_process),
        sl_test(quarantined_objects_of_a_push_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
