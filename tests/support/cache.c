/* Folders and keys of caches. */
#include "tests/support/cache.h"

#include "tests/support/test.h"

int sl_test_cache_setup(void **state)
{
    sl_arena *mem = sl_arena_new();
    sl_test_cache *w = sl_alloc(mem, sizeof *w);
    w->mem = mem;
    w->folder = sl_test_folder(mem);
    w->spec.folder = sl_printf(mem, "%s/cache", w->folder);
    setenv("XDG_CONFIG_HOME", sl_printf(mem, "%s/config", w->folder).p, 1);
    unsetenv("SLUICE_CACHE_KEY");
    *state = w;
    return 0;
}

int sl_test_cache_teardown(void **state)
{
    sl_test_cache *w = *state;
    sl_test_folder_end(w->folder);
    sl_arena_free(w->mem);
    return 0;
}

sl_cache *sl_test_cache_open(sl_test_cache *w)
{
    sl_cache *cache;
    sl_err e = {0};
    assert_ok(sl_cache_open(&cache, w->mem, &w->spec, &e), &e);
    return cache;
}
