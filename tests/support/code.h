/* Tables of code: patterns with the lines that they match, and the terms that code becomes. */
#ifndef SLUICE_TESTS_CODE_H
#define SLUICE_TESTS_CODE_H

#include "sluice/arena.h"

/** A pattern on code, and the lines where its matches begin: "1 1 3". */
typedef struct sl_test_match {
    const char *language, *pattern, *code, *lines;
} sl_test_match;

/** Code, and its terms as they are printed. */
typedef struct sl_test_terms {
    const char *language, *code, *terms;
} sl_test_terms;

/** Fails at the first case whose pattern matches other lines. */
void sl_test_matches(sl_arena *mem, const sl_test_match *cases, size_t n);
/** Fails at the first case whose code becomes other terms. */
void sl_test_lowered(sl_arena *mem, const sl_test_terms *cases, size_t n);

/** The tables of one language. */
typedef struct sl_test_language {
    const sl_test_terms *terms;
    size_t n_terms;
    const sl_test_match *matches;
    size_t n_matches;
} sl_test_language;

/** Runs a test over each of the tables; the exit status of the program. */
int sl_test_language_run(const sl_test_language *language);
/** The `main` of a program whose tables are `terms` and `matches`. */
#define SL_TEST_LANGUAGE_MAIN                                                                      \
    int main(void)                                                                                 \
    {                                                                                              \
        const sl_test_language language = {terms, sizeof terms / sizeof *terms, matches,           \
                                           sizeof matches / sizeof *matches};                      \
        return sl_test_language_run(&language);                                                    \
    }

#endif
