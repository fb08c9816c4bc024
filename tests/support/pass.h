/* A pass over texts in memory with a scanner that does what the texts say, faults included. */
#ifndef SLUICE_TESTS_PASS_H
#define SLUICE_TESTS_PASS_H

#include "tests/support/test.h"

#include "engine/work/pass.h"

/** What a pass is made of; the caller changes what it likes before running it. */
typedef struct pass_case {
    sl_pass_spec spec;
    sl_pass_scanner scanners[2];
    sl_source source;
    const char *const *texts;
    sl_pass_result result;
    sl_strs gathered; /* facts in the order of their coming: "UNIT FACT" */
    sl_err e;
} pass_case;

/** The rules of these passes as a compiled pack: what `sl_builtin_pack`, which a test with this
    fixture defines, returns. */
sl_str pass_pack(sl_str kind);
/** A pass over `n` units "0000.txt", "0001.txt" … with these contents and two scanners: 0 is "code"
    of kind sast, 1 is "leaks" of kind secrets, both with the rules "word" (high) and "secret"
    (critical). Each line is an order: a word and perhaps a value (see the table in pass.c). A line
    that begins "code:" or "leaks:" is for that scanner alone, others are for both. */
pass_case *pass_of(sl_arena *mem, const char *const *texts, size_t n);
/** Runs it; fails the test when the pass fails. */
void pass_run(pass_case *c, sl_arena *mem);
/** All of a result as text: one line a unit state, one a finding. */
sl_str pass_text(sl_arena *mem, const pass_case *c);
/** The state of a unit for a scanner (SIZE_MAX: the source); fails the test without one. */
const sl_unit_result *pass_state(const pass_case *c, size_t unit, size_t scanner);

#define assert_reason(state, text)                                                                 \
    assert_true(sl_str_find((state)->reason, sl_str_of(text), 0) != SIZE_MAX)

#endif
