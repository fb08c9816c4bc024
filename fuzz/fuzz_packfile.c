/* Entries of packs: a pack without an index is walked entry by entry; whole ones are decompressed,
   deltas are applied to the entry before. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/objects/delta.h"
#include "engine/objects/packfile.h"

enum { TEXT_MAX = 1 << 20, ENTRIES_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void apply(sl_buf *last, const sl_buf *bytes)
{
    sl_delta delta;
    sl_buf out;
    if (!sl_delta_open(&delta, sl_buf_str(bytes), NULL) || delta.size > TEXT_MAX)
        return;
    sl_buf_init(&out, TEXT_MAX);
    char *to = sl_buf_room(&out, (size_t)delta.size);
    if (to && sl_delta_apply(to, &delta, sl_buf_str(last), NULL))
        out.n = (size_t)delta.size;
    sl_buf_clear(last);
    *last = out;
}

static void walk(const sl_packfile *pack, sl_inflater *inflater)
{
    sl_buf last;
    sl_buf bytes;
    uint64_t offset = 12;
    sl_buf_init(&last, TEXT_MAX);
    sl_buf_init(&bytes, TEXT_MAX);
    for (int i = 0; i < ENTRIES_MAX && offset < pack->bytes.n; i++) {
        sl_packentry entry;
        if (!sl_packfile_entry(&entry, pack, offset, NULL)) {
            offset++;
            continue;
        }
        if (entry.type == SL_TYPE_OFFSET_DELTA && entry.base >= offset)
            abort();
        sl_buf_reset(&bytes);
        bool ok =
            entry.size <= TEXT_MAX && sl_packfile_inflate(&bytes, inflater, pack, &entry, NULL);
        if (ok && entry.type > SL_TYPE_TAG)
            apply(&last, &bytes);
        else if (ok) {
            sl_buf_reset(&last);
            sl_buf_add(&last, sl_buf_str(&bytes));
        }
        offset = entry.data > offset ? entry.data : offset + 1;
    }
    sl_buf_clear(&bytes);
    sl_buf_clear(&last);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_packfile pack;
    sl_inflater inflater = {0};
    sl_delta delta;
    sl_buf out;
    sl_str text = sl_str_at((const char *)data, size);
    if (!sl_inflater_open(&inflater, NULL))
        return 0;
    if (sl_packfile_read(&pack, text, SL_SHA1_ID, NULL))
        walk(&pack, &inflater);
    sl_buf_init(&out, TEXT_MAX);
    sl_inflate_all(&out, &inflater, text, NULL);
    sl_buf_clear(&out);
    if (sl_delta_open(&delta, text, NULL)) {
        sl_delta_step step;
        uint64_t n = 0;
        while (sl_delta_next(&step, &delta.steps) > 0)
            n += step.n;
    }
    sl_inflater_close(&inflater);
    return 0;
}
