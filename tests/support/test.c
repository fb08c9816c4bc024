/* Helpers of the tests: arenas, scratch folders, fixture commands. */
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int sl_test_arena(void **state)
{
    *state = sl_arena_new();
    return 0;
}

int sl_test_arena_end(void **state)
{
    sl_arena_free(*state);
    return 0;
}

void sl_test_ok(bool ok, const sl_err *e, const char *file, int line)
{
    if (ok)
        return;
    print_error("%s\n", e->text);
    _fail(file, line);
}

char *sl_test_folder(sl_arena *mem)
{
    const char *top = getenv("TMPDIR");
    char *path = sl_dup_z(mem, sl_printf(mem, "%s/sluice-test-XXXXXX", top ? top : "/tmp"));
    assert_non_null(mkdtemp(path));
    return path;
}

static int run(const char *const *argv)
{
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    int status = -1;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void sl_test_folder_end(const char *folder)
{
    assert_non_null(strstr(folder, "sluice-test-"));
    run((const char *const[]){"chmod", "-R", "u+w", "--", folder,
                              NULL}); /* releases are read-only */
    assert_int_equal(run((const char *const[]){"rm", "-rf", "--", folder, NULL}), 0);
}

void sl_test_shell(const char *command)
{
    assert_int_equal(run((const char *const[]){"sh", "-ec", command, NULL}), 0);
}

#ifdef SLUICE_SANITIZED
/* libgit2 1.5 leaks what it matches the names of `extensions.*` with; the shared PCRE2 is its alone
   (ours is linked in). */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libpcre2-8.so\n";
}
#endif
