/* Walking folders: what git would list, links, special files, named paths, hostile changes. */
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/source/open.h"

/* Runs a fixture script in the folder. */
static void make(sl_arena *mem, const char *folder, const char *script)
{
    sl_test_shell(sl_printf(mem,
                            "cd '%s'\nexport HOME='%s' XDG_CONFIG_HOME='%s/none' "
                            "GIT_CONFIG_NOSYSTEM=1\n"
                            "git config --global user.name T\ngit config --global user.email t@t\n"
                            "git config --global init.defaultBranch main\n%s",
                            folder, folder, folder, script)
                      .p);
}

static sl_str listing(sl_arena *mem, const sl_source *source)
{
    sl_str all = {0};
    for (size_t i = 0; i < source->units.n; i++)
        all = sl_printf(mem, "%.*s%.*s\n", SL_FMT(all), SL_FMT(source->units.v[i].label));
    return all;
}

static sl_source *walk(sl_arena *mem, const char *folder, const sl_walk_options *options)
{
    sl_source *source = NULL;
    sl_err e = {0};
    assert_ok(sl_source_folder(&source, mem, sl_str_of(folder), options, &e), &e);
    return source;
}

static void all_files_come_in_byte_order_without_git(void **state)
{
    sl_arena *mem = *state;
    char *folder = sl_test_folder(mem);
    make(mem, folder, "mkdir w; cd w; mkdir a .git; touch a/x a.b a-b a/.hidden .git/config Z");

    sl_source *source = walk(mem, sl_printf(mem, "%s/w", folder).p, NULL);

    assert_string_equal(listing(mem, source).p, "Z\na-b\na.b\na/.hidden\na/x\n");
    assert_string_equal(source->kind, "folder");
    sl_source_close(source);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(all_files_come_in_byte_order_without_git),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
