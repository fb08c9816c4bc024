/* Files of git's configuration, compared with what git makes of them. */
#include "tests/engine/source/fixture.h"

#include "engine/objects/gitinclude.h"

/* Settings as `git config --list -z` writes them: NAME, LF VALUE where there is one, here a bar. */
typedef struct listing {
    sl_arena *mem;
    sl_str text;
} listing;

static bool take(void *context, const sl_gitconfig_item *item, sl_err *e)
{
    listing *l = context;
    (void)e;
    l->text =
        sl_printf(l->mem, "%.*s%.*s%s%.*s.%.*s%s%.*s|", SL_FMT(l->text), SL_FMT(item->section),
                  item->subsection.p ? "." : "", SL_FMT(item->subsection), SL_FMT(item->name),
                  item->has_value ? "\n" : "", SL_FMT(item->value));
    return true;
}

/* What we read from the file `config` in the folder; the error where there is one. */
static const char *ours(sl_arena *mem, const char *folder, const char *git_folder)
{
    listing l = {mem, {"", 0}};
    const sl_gitconfig_taker taker = {&l, take};
    sl_err e = {0};
    sl_str path = sl_printf(mem, "%s/config", folder);
    bool ok = git_folder ? sl_gitinclude_load(mem, path, sl_str_of(git_folder), &taker, &e)
                         : sl_gitconfig_load(mem, path, &taker, &e);
    return ok ? l.text.p : e.text;
}

static const char *theirs(sl_arena *mem, const char *folder, const char *options)
{
    const char *command =
        sl_printf(mem, "git config -f config %s -z --list | tr '\\0' '|'", options).p;
    return sl_dup_z(mem, printed(mem, folder, command));
}

/* Texts for printf. */
static const char *const good[] = {
    "[core]\n\tbare = false\n",
    "[core] bare = false\n[extensions] worktreeConfig = true\n",
    "[a]b=c[d]\n[e]f",
    "[core]\r\n\tbare = false\r\n",
    "[a] b = c # d\n; e\n# f = g\n[h] ; i\nj = k;l\n",
    "[a]\n b = \" c ; d \"  # e\n f = g\" h \"i\n j = \"k\\\\\"l\"\n",
    "[a]\n b = c \\\n  d\n e = \"f\\\n g\"\n h = i\\\\tj\\\\nk\\\\\\\\l\n",
    "[A \"B c\"]\n D = e\n[a \"x\\\\\"y\\\\\\\\z\"] f = g\n[a.B.C] d = e\n[a.b \"C\"] d\n[a \"\"] "
    "b\n",
    "[a]\n b\n c =\n d = \n e-f1 = g\n",
    "\357\273\277[a] b = c\n",
    "[a] b = c",
    "[a]\n b = \"\" c\n d = e \"\"\n f = \\\n\n g = h\\\n",
    "\n\n  \t\n",
    "",
};

static void files_are_read_as_git_reads_them(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        make(mem, folder, sl_printf(mem, "printf '%s' > config", good[i]).p);

        assert_string_equal(ours(mem, folder, NULL), theirs(mem, folder, ""));
    }
    sl_test_folder_end(folder);
}

static void what_git_refuses_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text, *place;
    } cases[] = {
        {"[a]\n b = \"c\n", "config:2:8: "}, {"[a]\n b c\n", "config:2:4: "},
        {"[a\nb = c\n", "config:1:3: "},     {"[a]\n 1b = c\n", "config:2:2: "},
        {"[a b]\n", "config:1:4: "},         {"[a \"b]\n", "config:1:7: "},
        {"[a \"b\"c]\n", "config:1:7: "},    {"[a]\n b = \\\\q\n", "config:2:7: "},
        {"[a_b]\n", "config:1:3: "},         {"[a]\n=b\n", "config:2:1: "},
    };
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        make(mem, folder, sl_printf(mem, "printf '%s' > config", cases[i].text).p);
        make(mem, folder, "! git config -f config --list 2>/dev/null >&2");

        assert_non_null(strstr(ours(mem, folder, NULL), cases[i].place));
    }
    sl_test_folder_end(folder);
}

static void file_that_is_not_there_has_no_settings(void **state)
{
    char *folder = scratch(*state);

    assert_string_equal(ours(*state, folder, NULL), "");
    sl_test_folder_end(folder);
}

static void included_files_stand_where_they_are_named(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "mkdir sub; printf '[a] b = 1\\n[include] path = sub/more\\n[a] b = 4\\n"
         "[include \"x\"] path = sub/none\\n[include] path = ~/mine\\n' > config\n"
         "printf '[a] b = 2\\n[include] path = deeper\\n' > sub/more\n"
         "echo '[a] b = 3' > sub/deeper; echo '[a] b = 5' > mine; echo '[a] b = 6' > sub/none");

    assert_string_equal(ours(mem, folder, "/nowhere"), theirs(mem, folder, "--includes"));
    assert_non_null(strstr(ours(mem, folder, "/nowhere"), "a.b\n5|"));
    assert_null(strstr(ours(mem, folder, NULL), "a.b\n5|"));
    sl_test_folder_end(folder);
}

static void conditions_of_includes_hold_where_git_says_so(void **state)
{
    static const char *const conditions[] = {
        "gitdir:~/work/",   "gitdir:~/work",       "gitdir:~/work/r/.git",
        "gitdir:r/.git",    "gitdir:r/",           "gitdir:work",
        "gitdir:./work/",   "gitdir:~/wor?/",      "gitdir:~/*/.git",
        "gitdir:~/**/.git", "gitdir:~/WORK/",      "gitdir/i:~/WORK/",
        "gitdir:/",         "onbranch:main",       "onbranch:feature/",
        "onbranch:f*",      "onbranch:feature/**", "onbranch:feature/one/x",
        "onbranch:feature", "elsewhere:r",
    };
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q work/r; git -C work/r symbolic-ref HEAD refs/heads/feature/one\n"
         "echo '[a] b = 1' > more");
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        make(
            mem, folder,
            sl_printf(mem, "printf '[includeIf \"%s\"] path = more\\n' > config", conditions[i]).p);
        sl_str real = printed(
            mem, folder, "cd work/r; GIT_CONFIG_GLOBAL=../../config git config --get a.b || :");

        bool is_ours = strstr(ours(mem, folder, sl_printf(mem, "%s/work/r/.git", folder).p),
                              "a.b\n1|") != NULL;
        if (is_ours != (real.n > 0))
            fail_msg("%s: %d", conditions[i], is_ours);
    }
    sl_test_folder_end(folder);
}

static void files_that_include_one_another_are_an_error(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "echo '[include] path = config' > config");

    assert_non_null(strstr(ours(mem, folder, "/nowhere"), "more than 10 deep"));
    make(mem, folder,
         "for i in $(seq 1 1100); do echo '[include] path = more'; done > config; touch more");
    assert_non_null(strstr(ours(mem, folder, "/nowhere"), "more than 1000 files"));
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(files_are_read_as_git_reads_them),
        sl_test(what_git_refuses_is_refused_with_its_place),
        sl_test(file_that_is_not_there_has_no_settings),
        sl_test(included_files_stand_where_they_are_named),
        sl_test(conditions_of_includes_hold_where_git_says_so),
        sl_test(files_that_include_one_another_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
