/* Baseline files: read, and written again where they can be read. */
#include "runner/baseline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_baseline *baseline;
    sl_baseline *again;
    sl_err e = {0};
    sl_buf out;
    sl_buf_init(&out, SIZE_MAX);
    if (sl_baseline_read(&baseline, mem, SL_S("b.json"), sl_str_at((const char *)data, size), &e) &&
        sl_baseline_write(&out, baseline, &e) &&
        (!sl_baseline_read(&again, mem, SL_S("b.json"), sl_buf_str(&out), &e) ||
         sl_baseline_count(again) != sl_baseline_count(baseline)))
        __builtin_trap();
    sl_buf_clear(&out);
    sl_arena_free(mem);
    return 0;
}
