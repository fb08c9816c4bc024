/* A cache in a folder of the test's own. */
#ifndef SLUICE_TESTS_CACHE_H
#define SLUICE_TESTS_CACHE_H

#include "engine/cache/cache.h"

/** The folder, and what the cache in it is opened with. */
typedef struct sl_test_cache {
    sl_arena *mem;
    char *folder;
    sl_cache_spec spec;
} sl_test_cache;

/** cmocka `setup`: *state is a new one. The user's configuration is in its folder, and the key is
    one that is made there. */
int sl_test_cache_setup(void **state);
/** cmocka `teardown`: removes it. */
int sl_test_cache_teardown(void **state);
/** Opens the cache as the next process would. */
sl_cache *sl_test_cache_open(sl_test_cache *w);

#endif
