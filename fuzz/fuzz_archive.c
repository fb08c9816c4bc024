/* Archives as they may come from anybody: taken apart to a depth, within small limits. */
#include "engine/archive/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool on_file(void *context, sl_str path, sl_str bytes, sl_err *e)
{
    uint64_t *sum = context;
    (void)e;
    *sum += sl_str_hash(path) ^ sl_str_hash(bytes);
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
    const sl_archive_visitor visitor = {&sum, on_file, on_partial};
    sl_err e = {0};
    if (sl_archive_kind_of(bytes) != SL_ARCHIVE_NONE)
        sl_archive_walk(SL_S("a.tgz"), bytes, &limits, &visitor, &e);
    return 0;
}
