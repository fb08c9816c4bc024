/* What every test program includes: cmocka with the headers that it needs before itself. */
#ifndef SLUICE_TESTS_TEST_H
#define SLUICE_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "sluice/arena.h"
#include "sluice/err.h"

/** cmocka `setup`: *state is a fresh arena. */
int sl_test_arena(void **state);
/** cmocka `teardown`: releases it. */
int sl_test_arena_end(void **state);
/** A test with a fresh arena as its state. */
#define sl_test(function)                                                                          \
    cmocka_unit_test_setup_teardown(function, sl_test_arena, sl_test_arena_end)
/** Fails the test with the error's sentence when `ok` is false. */
void sl_test_ok(bool ok, const sl_err *e, const char *file, int line);
#define assert_ok(call, e) sl_test_ok((call), (e), __FILE__, __LINE__)
/** A new empty folder for this test, below the build's scratch; removed at the end of the process
    by the caller with sl_test_folder_end. */
char *sl_test_folder(sl_arena *mem);
/** Removes such a folder and all below it. */
void sl_test_folder_end(const char *folder);
/** Runs a shell command for a fixture ("git init …"); fails the test when it does not exit 0. */
void sl_test_shell(const char *command);

#endif
