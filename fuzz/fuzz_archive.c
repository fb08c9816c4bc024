/* Archives as they may come from anybody: taken apart to a depth, within small limits. */
#include <stdlib.h>

#include "engine/archive/archive.h"
#include "engine/archive/rest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool on_file(void *context, sl_str path, sl_str bytes, sl_err *e)
{
    uint64_t *sum = context;
    (void)e;
    *sum += sl_str_hash(path) ^ sl_str_hash(bytes);
    return true;
}

static bool on_rest(void *context, const sl_archive_rest *rest, sl_err *e)
{
    uint64_t *sum = context;
    (void)e;
    if (rest->from >= rest->to || rest->to > rest->bytes.n)
        abort();
    *sum += sl_str_hash(sl_str_sub(rest->bytes, rest->from, rest->to));
    return true;
}

static void on_partial(void *context, sl_str what)
{
    uint64_t *sum = context;
    *sum += sl_str_hash(what);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const sl_archive_limits limits = {3, 200, 4 << 20, 50};
    sl_str bytes = sl_str_at((const char *)data, size);
    uint64_t sum = 0;
    const sl_archive_visitor visitor = {&sum, on_file, on_rest, on_partial};
    sl_err e = {0};
    sl_arena *mem = sl_arena_new();
    sl_archive_ranges rests;
    sl_archive_rests(&rests, mem, bytes, size / 2);
    for (size_t i = 0; i < rests.n; i++)
        if (rests.v[i].from >= rests.v[i].to || rests.v[i].to > size)
            abort();
    sl_arena_free(mem);
    if (sl_archive_kind_of(bytes) != SL_ARCHIVE_NONE)
        sl_archive_walk(SL_S("a.tgz"), bytes, &limits, &visitor, &e);
    return 0;
}
