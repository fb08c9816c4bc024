/* Walking folders: what git would list, links, special files, named paths, changes meanwhile. */
#include "tests/engine/source/fixture.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

static sl_source *walk(sl_arena *mem, const char *folder, const char *below,
                       const sl_walk_options *options)
{
    sl_source *source = NULL;
    sl_err e = {0};
    assert_ok(sl_source_folder(&source, mem, sl_printf(mem, "%s/%s", folder, below), options, &e),
              &e);
    return source;
}

static const sl_walk_options as_git = {.use_ignores = true};

static sl_walk_options named(sl_arena *mem, const char *a, const char *b)
{
    sl_walk_options options = {.use_ignores = true};
    *sl_list_add(mem, &options.only) = sl_str_of(a);
    if (b)
        *sl_list_add(mem, &options.only) = sl_str_of(b);
    return options;
}

static void all_files_come_in_byte_order_without_git(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "mkdir w; cd w; mkdir a .git; touch a/x a.b a-b a/.hidden .git/config Z; echo a.b > "
         ".gitignore");

    sl_source *source = walk(mem, folder, "w", &as_git);

    assert_string_equal(labels(mem, source), ".gitignore\nZ\na-b\na.b\na/.hidden\na/x\n");
    assert_string_equal(source->kind, "folder");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

/* A work tree with every kind of ignore file, and files that are tracked in spite of them. */
static const char work_tree[] =
    "git init -q r; cd r; git config core.excludesFile '~/mine'; echo '*.mine' > ../mine\n"
    "mkdir -p build/deep src/gen/keep src/a/b logs vendor/x/y 'sp ace'\n"
    "for f in .env build/tracked build/deep/tracked build/other build/deep/other src/gen/1 \\\n"
    "  src/gen/keep/2 src/gen/keep/3.log src/a/b/4.log src/a/b/keep.log src/a/keep.log logs/x "
    "vendor/x/y/5 \\\n"
    "  'sp ace/6' x.mine y.local src/x.mine z.log src/a/build; do echo 1 > \"$f\"; done\n"
    "printf '/build/\\n*.log\\n.env\\nsrc/gen/*\\n!src/gen/keep/\\nvendor/**/y\\n' > .gitignore\n"
    "printf '!keep.log\\n!/b\\nbuild\\n' > src/a/.gitignore; echo '*.log' > src/a/b/.gitignore\n"
    "printf '!x\\n*' > logs/.gitignore; echo '*.local' > .git/info/exclude\n"
    "git add .; git add -f .env build/tracked build/deep/tracked; git commit -qm x\n"
    "echo new > new; echo new > src/new.log; echo new > build/new\n";

static void a_work_tree_is_what_git_lists(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, work_tree);
    sl_str listed =
        printed(mem, folder, "cd r; git ls-files -co --exclude-standard | LC_ALL=C sort");

    sl_source *source = walk(mem, folder, "r", &as_git);

    assert_string_equal(labels(mem, source), listed.p);
    assert_non_null(strstr(listed.p, "build/deep/tracked\n"));
    assert_null(strstr(listed.p, "x.mine"));
    assert_string_equal(source->kind, "worktree");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void configuration_is_what_git_makes_of_it(void **state)
{
    static const char *const configurations[] = {
        "printf '[core] excludesFile = ~/mine # or ~/yours\\n' >> .git/config",
        "printf '[core \"x\"]\\nexcludesFile = ~/mine\\n' >> .git/config",
        "printf '[core]\\nexcludesFile = \"~/mi\\\\\\nne\"\\n' >> .git/config",
        "printf '[include] path = more\\n' >> .git/config\n"
        "printf '[core] excludesFile = ~/mine\\n' > .git/more",
        "printf '[includeIf \"gitdir:r/\"] path = more\\n' >> .git/config\n"
        "printf '[core] excludesFile = ~/mine\\n' > .git/more",
        "printf '[includeIf \"gitdir:q/\"] path = more\\n' >> .git/config\n"
        "printf '[core] excludesFile = ~/mine\\n' > .git/more",
        "git config extensions.worktreeConfig true\n"
        "git config --worktree core.excludesFile '~/mine'",
        "printf '[core] excludesFile = ~/mine\\n' > .git/config.worktree",
    };
    sl_arena *mem = *state;
    for (size_t i = 0; i < sizeof configurations / sizeof *configurations; i++) {
        char *folder = scratch(mem);
        make(mem, folder,
             sl_printf(mem,
                       "echo '*.mine' > mine; git init -q r; cd r; touch a a.mine\n"
                       "%s",
                       configurations[i])
                 .p);
        sl_str listed =
            printed(mem, folder, "cd r; git ls-files -co --exclude-standard | LC_ALL=C sort");

        sl_source *source = walk(mem, folder, "r", &as_git);

        assert_string_equal(labels(mem, source), listed.p);
        sl_source_close(source);
        sl_test_folder_end(folder);
    }
}

static void configuration_that_git_refuses_is_an_error(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_source *source = NULL;
    sl_err e = {0};
    make(mem, folder, "git init -q r; cd r; printf '[core\n' >> .git/config");

    assert_false(sl_source_folder(&source, mem, sl_printf(mem, "%s/r", folder), &as_git, &e));
    assert_non_null(strstr(e.text, "/r/.git/config:6:6: a section's head ends with ']'"));
    sl_test_folder_end(folder);
}

static void what_is_ignored_can_be_asked_for(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, work_tree);
    sl_walk_options hidden = {.only_ignored = true};
    sl_str listed =
        printed(mem, folder, "cd r; git ls-files -oi --exclude-standard | LC_ALL=C sort");

    sl_source *source = walk(mem, folder, "r", &hidden);

    assert_string_equal(labels(mem, source), listed.p);
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void ignore_files_above_a_subfolder_count(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, work_tree);
    sl_str listed =
        printed(mem, folder, "cd r/src/a; git ls-files -co --exclude-standard | LC_ALL=C sort");

    sl_source *source = walk(mem, folder, "r/src/a", &as_git);

    assert_string_equal(labels(mem, source), listed.p);
    assert_string_equal(content(mem, source, "keep.log"), "1\n");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void everything_is_listed_without_ignore_rules(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, work_tree);
    sl_str listed = printed(
        mem, folder, "cd r; find . -name .git -prune -o -type f -print | cut -c3- | LC_ALL=C sort");

    sl_source *source = walk(mem, folder, "r", NULL);

    assert_string_equal(labels(mem, source), listed.p);
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void the_library_for_repositories_is_not_loaded(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "git init -q r; echo 1 > r/a");

    sl_source *source = walk(mem, folder, "r", &as_git);
    assert_string_equal(content(mem, source, "a"), "1\n");

    sl_test_shell(sl_printf(mem, "! grep -q libgit2 /proc/%d/maps", (int)getpid()).p);
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void links_are_listed_and_never_followed(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "mkdir -p w/d out; echo secret > out/s; cd w; ln -s ../out dir; ln -s ../out/s file\n"
         "ln -s nowhere broken; ln -s . loop; echo in > d/f");

    sl_source *source = walk(mem, folder, "w", NULL);

    assert_string_equal(labels(mem, source), "broken\nd/f\ndir\nfile\nloop\n");
    assert_int_equal(unit_at(source, "file")->kind, SL_UNIT_SYMLINK);
    assert_int_equal(unit_at(source, "file")->mode, 0120000);
    assert_string_equal(content(mem, source, "file"), "../out/s");
    assert_string_equal(content(mem, source, "dir"), "../out");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void what_is_no_file_is_a_unit_with_a_reason(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    make(mem, folder, "mkdir w; mkfifo w/pipe; touch w/file; chmod 700 w/file");
    snprintf(address.sun_path, sizeof address.sun_path, "%s/w/socket", folder);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);

    sl_source *source = walk(mem, folder, "w", NULL);

    assert_string_equal(labels(mem, source), "file\npipe\nsocket\n");
    assert_string_equal(unit_at(source, "pipe")->skip.p, "a FIFO, not a file");
    assert_string_equal(unit_at(source, "socket")->skip.p, "a socket, not a file");
    assert_int_equal(unit_at(source, "file")->skip.n, 0);
    close(fd);
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void a_folder_that_cannot_be_listed_has_failed(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "mkdir -p w/closed w/open; touch w/closed/a w/open/b w/no; chmod 755 .\n"
         "chmod 0 w/closed w/no");
    uid_t user = geteuid();
    if (user == 0)
        assert_int_equal(seteuid(65534), 0);

    sl_source *source = walk(mem, folder, "w", NULL);
    sl_buf text;
    sl_err e = {0};
    bool was_read = try_read(&text, source, "no", 100, &e);

    assert_int_equal(seteuid(user), 0);
    assert_string_equal(labels(mem, source), "closed\nno\nopen/b\n");
    assert_non_null(strstr(unit_at(source, "closed")->error.p, "cannot be listed"));
    assert_false(was_read);
    assert_non_null(strstr(e.text, "Permission denied"));
    sl_source_close(source);
    make(mem, folder, "chmod 700 w/closed");
    sl_test_folder_end(folder);
}

static void a_file_over_the_limit_is_too_big_before_it_is_read(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "mkdir w; truncate -s 2G w/huge; printf 12345 > w/five; : > w/empty");
    sl_source *source = walk(mem, folder, "w", NULL);
    sl_buf text;
    sl_err e = {0};

    assert_false(try_read(&text, source, "huge", 1 << 20, &e));
    assert_int_equal(e.kind, SL_ETOOBIG);
    assert_string_equal(e.text, "2147483648 bytes or more, over the limit of 1048576 for one file");
    assert_false(try_read(&text, source, "five", 4, &e));
    assert_int_equal(e.kind, SL_ETOOBIG);
    assert_true(try_read(&text, source, "five", 5, &e));
    assert_int_equal(text.n, 5);
    sl_buf_clear(&text);
    assert_true(try_read(&text, source, "empty", 0, &e));
    sl_buf_clear(&text);
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void files_that_were_replaced_are_not_followed(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "mkdir -p w/d w/e out/d; echo in > w/d/f; echo in > w/g; echo in > w/h; echo in > w/e/k\n"
         "echo out > out/d/f; echo out > out/g");
    sl_source *source = walk(mem, folder, "w", NULL);
    sl_buf text;
    sl_err e = {0};
    make(mem, folder,
         "cd w; rm -r d g h; ln -s ../out/d d; ln -s ../out/g g; mkfifo h\n"
         "echo longer than it was > e/k");

    assert_false(try_read(&text, source, "d/f", 100, &e));
    assert_non_null(strstr(e.text, "symbolic links are not followed"));
    assert_false(try_read(&text, source, "g", 100, &e));
    assert_non_null(strstr(e.text, "replaced by a symbolic link"));
    assert_false(try_read(&text, source, "h", 100, &e));
    assert_non_null(strstr(e.text, "not a regular file"));
    assert_string_equal(content(mem, source, "e/k"), "longer than it was\n");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void names_of_any_bytes_are_found_and_encoded_in_labels(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "mkdir w; cd w; mkdir \"$(printf 'd\\377')\"; echo 1 > \"$(printf 'd\\377/a\\nb')\"\n"
         "echo 2 > 'gr\xc3\xbc\xc3\x9f'; echo 3 > '100%'; echo 4 > '%41'; echo 5 > ' '\n"
         "echo 6 > \"$(printf 'x\\342\\200\\256y\\033')\"; echo 7 > '\\'");

    sl_source *source = walk(mem, folder, "w", NULL);

    assert_string_equal(labels(mem, source), " \n%2541\n100%\n\\\nd%FF/a%0Ab\ngr\xc3\xbc\xc3\x9f\n"
                                             "x%E2%80%AEy%1B\n");
    assert_string_equal(content(mem, source, "d%FF/a%0Ab"), "1\n");
    assert_string_equal(content(mem, source, "%2541"), "4\n");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void named_paths_are_taken_even_when_ignored(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, work_tree);
    sl_walk_options options = named(mem, "z.log", "./src/a/");
    sl_walk_options hidden = named(mem, "build", "build/new");

    sl_source *source = walk(mem, folder, "r", &options);
    sl_source *build = walk(mem, folder, "r", &hidden);

    assert_string_equal(labels(mem, source),
                        "src/a/.gitignore\nsrc/a/b/.gitignore\nsrc/a/keep.log\nz.log\n");
    assert_string_equal(labels(mem, build), "build/deep/other\nbuild/deep/tracked\nbuild/new\n"
                                            "build/other\nbuild/tracked\n");
    sl_source_close(source);
    sl_source_close(build);
    sl_test_folder_end(folder);
}

static void a_named_path_that_is_missing_is_an_error(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "mkdir -p w/a out; echo 1 > w/a/x; echo 2 > out/y; ln -s ../out w/link");
    sl_walk_options missing = named(mem, "a/nope", NULL);
    sl_walk_options through_link = named(mem, "link/y", NULL);
    sl_walk_options outside = named(mem, "../nope", NULL);
    sl_str root = sl_printf(mem, "%s/w", folder);
    sl_source *source = NULL;
    sl_err e = {0};

    assert_false(sl_source_folder(&source, mem, root, &missing, &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_true(sl_str_starts(sl_str_of(e.text), SL_S("a/nope: ")));
    assert_false(sl_source_folder(&source, mem, root, &through_link, &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_false(sl_source_folder(&source, mem, root, &outside, &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_false(sl_source_folder(&source, mem, sl_printf(mem, "%s/gone", folder), NULL, &e));
    assert_int_equal(e.kind, SL_ENOENT);
    sl_test_folder_end(folder);
}

static void paths_outside_the_root_are_reported_as_given(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "mkdir -p w/a lib/b; echo 1 > w/a/x; echo 2 > lib/b/y; echo 3 > lib/z");
    sl_str absolute = sl_printf(mem, "%s/lib/z", folder);
    sl_walk_options options = named(mem, "a", "../lib/b");
    *sl_list_add(mem, &options.only) = absolute;
    *sl_list_add(mem, &options.only) = sl_printf(mem, "%s/w/a", folder);
    sl_str expected = sl_printf(mem, "../lib/b/y\n%.*s\na/x\n", SL_FMT(absolute));

    sl_source *source = walk(mem, folder, "w", &options);

    assert_string_equal(labels(mem, source), expected.p);
    assert_string_equal(content(mem, source, "../lib/b/y"), "2\n");
    assert_string_equal(content(mem, source, absolute.p), "3\n");
    assert_string_equal(content(mem, source, "a/x"), "1\n");
    assert_int_equal(source->also.n, 2);
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void a_single_file_is_a_source_of_its_own(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "mkdir w; echo 1 > w/x; echo 2 > w/y");
    sl_str path = sl_printf(mem, "%s/w/x", folder);
    char *before = getcwd(NULL, 0);

    sl_source *source = walk(mem, folder, "w/x", NULL);
    assert_int_equal(chdir(folder), 0);
    sl_source *relative = NULL;
    sl_source *bare = NULL;
    sl_err e = {0};
    assert_ok(sl_source_folder(&relative, mem, SL_S("w/y"), NULL, &e), &e);
    assert_int_equal(chdir("w"), 0);
    assert_ok(sl_source_folder(&bare, mem, SL_S("y"), NULL, &e), &e);
    assert_int_equal(chdir(before), 0);

    assert_int_equal(source->units.n, 1);
    assert_string_equal(content(mem, source, path.p), "1\n");
    assert_string_equal(content(mem, relative, "w/y"), "2\n");
    assert_string_equal(content(mem, bare, "y"), "2\n");
    free(before);
    sl_source_close(bare);
    sl_source_close(relative);
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void submodules_are_one_unit_each(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q lib; cd lib; echo 1 > l; git add -A; git commit -qm l; cd ..\n"
         "git init -q r; cd r; git submodule -q add ../lib sub; echo 2 > a; git add -A\n"
         "git commit -qm x; git init -q nested; echo 3 > nested/n");

    sl_source *source = walk(mem, folder, "r", &as_git);

    assert_string_equal(labels(mem, source), ".gitmodules\na\nnested/n\nsub\n");
    assert_int_equal(unit_at(source, "sub")->kind, SL_UNIT_SUBMODULE);
    assert_string_equal(unit_at(source, "sub")->skip.p,
                        "git submodule: a commit of another repository");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void linked_work_trees_have_their_own_index_and_shared_excludes(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; echo 1 > a; git add a; git commit -qm x; echo '*.x' > "
         ".git/info/exclude\n"
         "git worktree add -q ../w; cd ../w; echo 2 > t.x; git add -f t.x; echo 3 > u.x; echo 4 > "
         "b");

    sl_source *source = walk(mem, folder, "w", &as_git);

    assert_string_equal(labels(mem, source), "a\nb\nt.x\n");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void a_sha256_work_tree_is_walked_as_any_other(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q --object-format=sha256 r; cd r; echo '*.x' > .gitignore\n"
         "echo 1 > t.x; git add -f t.x; echo 2 > u.x; echo 3 > a; git add -A");

    sl_source *source = walk(mem, folder, "r", &as_git);

    assert_string_equal(labels(mem, source), ".gitignore\na\nt.x\n");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void split_indexes_are_put_together(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; echo '*.x' > .gitignore; for i in 1 2 3 4 5 6 7 8 9; do echo $i > "
         "$i.x; done\n"
         "git add -f 1.x 3.x 5.x 7.x; git update-index --split-index; git add -f 2.x 9.x\n"
         "git rm -q --cached 3.x; echo 5.5 > 5.x; git add -f 5.x; ls .git/sharedindex.* > "
         "/dev/null");
    sl_str listed =
        printed(mem, folder, "cd r; git ls-files -co --exclude-standard | LC_ALL=C sort");

    sl_source *source = walk(mem, folder, "r", &as_git);

    assert_string_equal(labels(mem, source), listed.p);
    assert_non_null(strstr(listed.p, "9.x"));
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void an_index_that_is_cut_off_is_an_error(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "git init -q r; cd r; echo 1 > a; git add a; truncate -s 40 .git/index");
    sl_source *source = NULL;
    sl_err e = {0};

    assert_false(sl_source_folder(&source, mem, sl_printf(mem, "%s/r", folder), &as_git, &e));

    assert_int_equal(e.kind, SL_EPARSE);
    assert_non_null(strstr(e.text, ".git/index: the index is cut off"));
    sl_test_folder_end(folder);
}

static void content_is_read_in_a_forked_process(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "mkdir -p w/a w/b; echo 1 > w/a/x; echo 2 > w/b/y");
    sl_source *source = walk(mem, folder, "w", NULL);
    assert_string_equal(content(mem, source, "a/x"), "1\n");

    pid_t child = fork();
    if (child == 0)
        _exit(strcmp(content(mem, source, "b/y"), "2\n") == 0 ? 7 : 1);
    int status = 0;
    waitpid(child, &status, 0);

    assert_int_equal(WEXITSTATUS(status), 7);
    assert_string_equal(content(mem, source, "a/x"), "1\n");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

static void folders_nested_too_deep_have_failed(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "mkdir w; cd w; echo 1 > a\n"
         "mkdir -p \"$(printf 'd/%.0s' $(seq 300))\"; touch z");

    sl_source *source = walk(mem, folder, "w", NULL);

    assert_int_equal(source->units.n, 3);
    assert_non_null(strstr(source->units.v[1].error.p, "nested deeper than 256"));
    sl_source_close(source);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(the_library_for_repositories_is_not_loaded),
        sl_test(all_files_come_in_byte_order_without_git),
        sl_test(a_work_tree_is_what_git_lists),
        sl_test(configuration_is_what_git_makes_of_it),
        sl_test(configuration_that_git_refuses_is_an_error),
        sl_test(what_is_ignored_can_be_asked_for),
        sl_test(ignore_files_above_a_subfolder_count),
        sl_test(everything_is_listed_without_ignore_rules),
        sl_test(links_are_listed_and_never_followed),
        sl_test(what_is_no_file_is_a_unit_with_a_reason),
        sl_test(a_folder_that_cannot_be_listed_has_failed),
        sl_test(a_file_over_the_limit_is_too_big_before_it_is_read),
        sl_test(files_that_were_replaced_are_not_followed),
        sl_test(names_of_any_bytes_are_found_and_encoded_in_labels),
        sl_test(named_paths_are_taken_even_when_ignored),
        sl_test(a_named_path_that_is_missing_is_an_error),
        sl_test(paths_outside_the_root_are_reported_as_given),
        sl_test(a_single_file_is_a_source_of_its_own),
        sl_test(submodules_are_one_unit_each),
        sl_test(linked_work_trees_have_their_own_index_and_shared_excludes),
        sl_test(a_sha256_work_tree_is_walked_as_any_other),
        sl_test(split_indexes_are_put_together),
        sl_test(an_index_that_is_cut_off_is_an_error),
        sl_test(content_is_read_in_a_forked_process),
        sl_test(folders_nested_too_deep_have_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
