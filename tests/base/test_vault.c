/* The vault: values that stay in one process. */
#include "tests/support/test.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/vault.h"

/* How a child ends that reads the first byte of the value. */
static int status_of_reader(sl_str value)
{
    int status = 0;
    int pid = fork();
    if (pid == 0) {
        signal(SIGSEGV, SIG_DFL);
        _exit(*(volatile const char *)value.p);
    }
    assert_true(pid > 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void what_is_kept_stays_where_it_is(void **state)
{
    sl_err e = {0};
    sl_vault *vault;
    sl_str kept[1000];
    assert_ok(sl_vault_open(&vault, &e), &e);

    for (size_t i = 0; i < 1000; i++)
        kept[i] = sl_vault_keep(vault, sl_printf(*state, "value %zu %0200d", i, 0));
    sl_str large = sl_vault_keep(vault, sl_str_at(sl_alloc(*state, 1 << 20), 1 << 20));

    for (size_t i = 0; i < 1000; i++)
        assert_string_equal(kept[i].p, sl_printf(*state, "value %zu %0200d", i, 0).p);
    assert_int_equal(large.n, 1 << 20);
    sl_vault_close(vault);
}

static void a_child_has_no_values_unless_they_are_shared(void **state)
{
    sl_err e = {0};
    sl_vault *vault;
    (void)state;
    assert_ok(sl_vault_open(&vault, &e), &e);
    sl_str value = sl_vault_keep(vault, SL_S("A"));

    int without = status_of_reader(value);
    sl_vault_share(vault, true);
    int with = status_of_reader(value);
    sl_vault_share(vault, false);
    int again = status_of_reader(value);

    assert_true(WIFSIGNALED(without) && WIFSIGNALED(again));
    assert_true(WIFEXITED(with) && WEXITSTATUS(with) == 'A');
    sl_vault_close(vault);
}

static void the_process_cannot_be_dumped_while_a_vault_is_open(void **state)
{
    sl_err e = {0};
    sl_vault *vault;
    (void)state;
    int before = prctl(PR_GET_DUMPABLE);

    assert_ok(sl_vault_open(&vault, &e), &e);
    int meanwhile = prctl(PR_GET_DUMPABLE);
    sl_vault_close(vault);

    assert_int_equal(meanwhile, 0);
    assert_int_equal(prctl(PR_GET_DUMPABLE), before);
}

static void a_full_vault_says_so(void **state)
{
    sl_err e = {0};
    sl_vault *vault;
    assert_ok(sl_vault_open(&vault, &e), &e);
    sl_str half = sl_str_at(sl_alloc(*state, SL_VAULT_MAX / 2), SL_VAULT_MAX / 2);

    sl_str first = sl_vault_keep(vault, half);
    sl_str second = sl_vault_keep(vault, half);

    assert_int_equal(first.n, half.n);
    assert_null(second.p);
    sl_vault_close(vault);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(what_is_kept_stays_where_it_is),
        sl_test(a_child_has_no_values_unless_they_are_shared),
        sl_test(the_process_cannot_be_dumped_while_a_vault_is_open),
        sl_test(a_full_vault_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
