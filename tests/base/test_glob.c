/* Globs: the same answers as git, which is asked. */
#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/glob.h"

/* What each folder of the fixture holds. */
static const char *const files[] = {
    "!x",        "#c",          "-",           "A",           "[x]",         "a",
    "a*b",       "a.c/x",       "a\\b",        "ab",          "abc",         "b",
    "b]",        "bar/foo",     "bar/x/foo",   "d/a",         "d/e/a",       "d/e/b",
    "d/e/f/a.c", "foo bar",     "foo.c",       "foo2/bar",    "foo2/x/bar",  "foo3",
    "tab\t",     "trail ",      "x/bar/foo",   "x/y/foo/bar", "x/y/z/foo.c", "\xc3\xa9",
    "z/foobar",  "z/foo/x/bar", "z/foo.d/bar", "y-y",         "x+y/n",
};
enum { N_FILES = sizeof files / sizeof *files };

/* Ignore files; each stands alone in a folder of the fixture. */
static const char *const patterns[] = {
    "a",
    "/a",
    "a/",
    "/a/",
    "*",
    "/*",
    "*/",
    "**",
    "/**",
    "**/",
    "*.c",
    "/*.c",
    "foo*",
    "*foo",
    "*o*",
    "foo",
    "foo/",
    "foo/bar",
    "/foo/bar",
    "bar/foo",
    "*/foo",
    "**/foo",
    "/**/foo",
    "**/bar/foo",
    "bar/**",
    "bar/**/foo",
    "/bar/**/foo",
    "x/**/bar",
    "x/**",
    "x/*",
    "x/*/",
    "x/*/foo",
    "d/**/a",
    "d/**/**/a",
    "**/e/**",
    "**/e/*",
    "d/e",
    "d/e/",
    "e",
    "e/",
    "?",
    "??",
    "d?e",
    "[ab]",
    "[!ab]",
    "[^ab]",
    "[a-c]b",
    "[]]",
    "[]b]",
    "b[]]",
    "[!]]",
    "[a-]",
    "[-a]",
    "[--a]",
    "[[:alpha:]]",
    "[[:upper:]]",
    "[![:alpha:]]",
    "[[:nope:]]",
    "[[:alpha:]",
    "[[:]",
    "[[:a]",
    "[a",
    "[",
    "[!",
    "[]",
    "[!]",
    "a[",
    "\\[x]",
    "[[]x]",
    "[\\[]x]",
    "[a\\-c]",
    "\\a",
    "a\\*b",
    "a\\\\b",
    "a\\",
    "\\",
    "\\\\",
    "\\!x",
    "!x",
    "\\#c",
    "#c",
    "trail ",
    "trail\\ ",
    "trail\\\\ ",
    "foo bar",
    "foo bar  ",
    "tab\t",
    "  ",
    " a",
    "foo**",
    "foo**/bar",
    "**foo",
    "z/foo**/bar",
    "z/foo**bar",
    "foo2/**bar",
    "foo2/**/bar",
    "**/**/foo",
    "**/x/**/bar",
    "a**b",
    "*a*b*",
    "*/*/*",
    "*/**/*",
    "/x/y/",
    "x/y/z",
    "x//y",
    "//x",
    "/",
    "//",
    "!",
    "!/",
    "",
    "\xc3\xa9",
    "?\xa9",
    "??",
    "[\xc3]\xa9",
    "x+y",
    "x[+]y/n",
    "d/e/f/../a",
    "./a",
    "a\r",
    "b\n",
    "*\n!a",
    "*\n!*/",
    "*\n!*/\n!*.c",
    "/*\n!/bar",
    "/*\n!/bar/",
    "bar/*\n!bar/foo",
    "bar\n!bar/foo",
    "*.c\n!foo.c",
    "!a\na",
    "a\n!a\na",
    "d/\n!d/e/",
    "d/*\n!d/e/\nd/e/b",
    "\xef\xbb\xbf"
    "a",
    "#x\n\n/d\n",
    "*a\\",
    "**\\/foo",
    "x/**\\/foo",
    "x\\/bar/foo",
    "[/]a",
    "x[/]bar",
    "x?bar/foo",
    "**a",
    "a**/",
    "**/*.c",
    "*/*.c",
    "foo*/**/bar",
    "[a-c-e]",
    "[b-a]",
    "[a-\\c]",
    "[[:digit:]]",
    "foo[[:digit:][:alpha:]]",
    "foo[0-9]",
    "*[0-9]",
    "foo[!a-z]",
    "[[:space:]]",
    "foo[[:blank:]]bar",
    "[[.a.]]",
    "[[=a=]]",
    "*[",
    "**/[",
    "x/[",
    "*\\*b",
    "***",
    "***/foo",
    "x/***/foo",
    "/***",
    "****a",
    "foo2/*",
    "foo2/*\n!foo2/x/",
    "y-y",
    "y*y",
};
enum { N_PATTERNS = sizeof patterns / sizeof *patterns, N_RANDOM = 60 };

static void put(const char *path, sl_str text)
{
    char folder[512];
    for (size_t i = 1; path[i]; i++) {
        if (path[i] != '/')
            continue;
        memcpy(folder, path, i);
        folder[i] = 0;
        assert_true(mkdir(folder, 0755) == 0 || errno == EEXIST);
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text.n ? text.p : "", text.n), text.n);
    close(fd);
}

static sl_str random_pattern(sl_arena *mem, uint32_t *seed)
{
    static const char *const parts[] = {"a",   "b", "x",     "foo",  "bar", "*", "**", "/",  "**/",
                                        "/**", "?", "[a-c]", "[!a]", "\\",  "d", "e",  ".c", "o"};
    sl_str out = {0};
    size_t n = 1;
    for (size_t i = 0; i < n; i++) {
        *seed = *seed * 1103515245U + 12345U;
        n = i ? n : 1 + (*seed >> 24) % 6;
        *seed = *seed * 1103515245U + 12345U;
        out = sl_printf(mem, "%.*s%s", SL_FMT(out),
                        parts[(*seed >> 16) % (sizeof parts / sizeof *parts)]);
    }
    return out;
}

/* True when one of the folders above the file, or the file, is ignored. */
static bool is_ignored(const sl_ignores *ignores, sl_str path)
{
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/' && sl_ignores_match(ignores, sl_str_sub(path, 0, i), true))
            return true;
    return sl_ignores_match(ignores, path, false);
}

/* What git lists, as text with a newline behind each path (NUL-separated in its output). */
static sl_str git_lists(sl_arena *mem, const char *folder)
{
    sl_test_shell(sl_printf(mem,
                            "cd '%s'; GIT_CONFIG_NOSYSTEM=1 HOME=/nonexistent XDG_CONFIG_HOME= "
                            "git ls-files -o -z --exclude-standard > .git/listed",
                            folder)
                      .p);
    char *text = sl_alloc(mem, 4 << 20);
    FILE *in = fopen(sl_printf(mem, "%s/.git/listed", folder).p, "rb");
    assert_non_null(in);
    size_t n = fread(text, 1, 4 << 20, in);
    fclose(in);
    return sl_str_at(text, n);
}

static void lists_of_patterns_hide_what_git_hides(void **state)
{
    sl_arena *mem = *state;
    char *folder = sl_test_folder(mem);
    uint32_t seed = 4711;
    sl_test_shell(sl_printf(mem, "git init -q '%s'", folder).p);
    sl_ignores *ignores = sl_ignores_new(mem);
    sl_str texts[N_PATTERNS + N_RANDOM];
    for (size_t i = 0; i < N_PATTERNS + N_RANDOM; i++) {
        texts[i] = i < N_PATTERNS ? sl_str_of(patterns[i]) : random_pattern(mem, &seed);
        sl_str base = sl_printf(mem, "p%zu", i);
        put(sl_printf(mem, "%s/p%zu/.gitignore", folder, i).p, texts[i]);
        sl_ignores_add(ignores, base, texts[i]);
        for (size_t k = 0; k < N_FILES; k++)
            put(sl_printf(mem, "%s/p%zu/%s", folder, i, files[k]).p, (sl_str){0});
    }

    sl_str listed = git_lists(mem, folder);

    size_t n_wrong = 0;
    for (size_t i = 0; i < N_PATTERNS + N_RANDOM; i++) {
        for (size_t k = 0; k < N_FILES; k++) {
            sl_str path = sl_printf(mem, "p%zu/%s", i, files[k]);
            bool git_hides = sl_str_find(listed, sl_str_at(path.p, path.n + 1), 0) == SIZE_MAX;
            if (git_hides == is_ignored(ignores, path))
                continue;
            n_wrong++;
            print_error("'%.*s' on '%s': git %s\n", SL_FMT(texts[i]), files[k],
                        git_hides ? "hides" : "lists");
        }
    }
    assert_int_equal(n_wrong, 0);
    sl_test_folder_end(folder);
}

static void a_glob_takes_files_and_all_below_folders(void **state)
{
    (void)state;
    assert_true(sl_glob_match(SL_S("*.tf"), SL_S("infra/main.tf")));
    assert_true(sl_glob_match(SL_S("infra/"), SL_S("infra/a/main.tf")));
    assert_true(sl_glob_match(SL_S("/infra"), SL_S("infra/a")));
    assert_true(sl_glob_match(SL_S("tests/**/data"), SL_S("tests/data/x")));
    assert_true(sl_glob_match(SL_S("!odd"), SL_S("a/!odd")));
    assert_true(sl_glob_match(SL_S("#odd"), SL_S("#odd")));
    assert_false(sl_glob_match(SL_S("infra/"), SL_S("infra")));
    assert_false(sl_glob_match(SL_S("/main.tf"), SL_S("infra/main.tf")));
    assert_false(sl_glob_match(SL_S(""), SL_S("a")));
    assert_false(sl_glob_match(SL_S("*"), SL_S("")));
}

static void a_star_in_a_name_crosses_slashes(void **state)
{
    (void)state;
    assert_true(sl_glob_match_name(SL_S("release/*"), SL_S("release/1/2")));
    assert_true(sl_glob_match_name(SL_S("*"), SL_S("a/b")));
    assert_true(sl_glob_match_name(SL_S("*/fix-?"), SL_S("a/b/fix-1")));
    assert_true(sl_glob_match_name(SL_S("v[0-9]*.[0-9]*"), SL_S("v10.2")));
    assert_false(sl_glob_match_name(SL_S("release"), SL_S("release/1")));
    assert_false(sl_glob_match_name(SL_S("*.x"), SL_S("a.xy")));
    assert_true(sl_glob_match_name(SL_S(""), SL_S("")));
}

static void patterns_made_to_take_long_do_not(void **state)
{
    sl_arena *mem = *state;
    size_t n = 4000;
    char *path = sl_alloc(mem, n + 1);
    char *pattern = sl_alloc(mem, 4 * n + 1);
    for (size_t i = 0; i < n; i++)
        path[i] = i % 2 ? '/' : 'a';
    for (size_t i = 0; i < n; i++)
        memcpy(pattern + 3 * i, "**/", 3);
    memcpy(pattern + 3 * n, "b", 1);

    assert_false(sl_glob_match_name(SL_S("*a*a*a*a*a*a*a*a*a*a*a*a*b"), sl_str_at(path, n)));
    assert_false(sl_glob_match(sl_str_at(pattern, 3 * n + 1), sl_str_at(path, n - 1)));
    assert_false(sl_glob_match(SL_S("**/*a*a*/**/*a*a*/**/*a*a*b"), sl_str_at(path, n - 1)));
}

static void dropped_patterns_are_forgotten(void **state)
{
    sl_ignores *ignores = sl_ignores_new(*state);
    sl_ignores_add(ignores, (sl_str){0}, SL_S("a\n"));
    size_t count = sl_ignores_count(ignores);
    sl_ignores_add(ignores, SL_S("d"), SL_S("!a\nb\n"));

    assert_false(sl_ignores_match(ignores, SL_S("d/a"), false));
    assert_true(sl_ignores_match(ignores, SL_S("d/b"), false));
    sl_ignores_drop(ignores, count);

    assert_true(sl_ignores_match(ignores, SL_S("d/a"), false));
    assert_false(sl_ignores_match(ignores, SL_S("d/b"), false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(lists_of_patterns_hide_what_git_hides),
        sl_test(a_glob_takes_files_and_all_below_folders),
        sl_test(a_star_in_a_name_crosses_slashes),
        sl_test(patterns_made_to_take_long_do_not),
        sl_test(dropped_patterns_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
