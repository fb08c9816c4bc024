/* Records of histories. The first byte chooses the size of ids; whatever numbers a record that is
   read has, they lead to something in it, and it is written as it was read. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/cache/shelf.h"
#include "engine/history/record.h"
#include "engine/objects/id.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The list of number `i`, by where lists end in one that has `total`. */
static size_t list_of(const uint32_t *ends, size_t i, size_t total)
{
    size_t start = i ? ends[i - 1] : 0;
    if (start > ends[i] || ends[i] > total)
        abort();
    return start;
}

static uint64_t sum_of_bytes(const void *bytes, size_t n)
{
    return sl_str_hash(sl_str_at(bytes, n));
}

/* Goes wherever who reads a record goes. */
static uint64_t walk(const sl_record *r, size_t id_bytes)
{
    uint64_t sum = 0;
    if (r->n_commits > r->n_ids)
        abort();
    for (size_t i = 0; i < r->n_commits; i++) {
        sum += (uint64_t)r->times[i] + r->commit_marks[i];
        for (size_t k = list_of(r->parents_end, i, r->n_parents); k < r->parents_end[i]; k++)
            sum += r->ids[r->parents[k] * id_bytes + id_bytes - 1];
        for (size_t k = list_of(r->entrances_end, i, r->n_entrances); k < r->entrances_end[i]; k++)
            sum += r->versions[r->entrances[k]].mode;
    }
    for (size_t i = 0; i < r->n_versions; i++)
        sum += r->blobs[r->versions[i].blob * id_bytes] + r->blob_marks[r->versions[i].blob] +
               r->paths_end[r->versions[i].path] + r->path_marks[r->versions[i].path];
    for (size_t i = 0; i < r->n_paths; i++) {
        size_t start = list_of(r->paths_end, i, r->path_bytes);
        sum += sum_of_bytes(r->paths + start, r->paths_end[i] - start);
    }
    for (size_t i = 0; i < r->n_tags; i++)
        sum += sum_of_bytes(r->tags + i * id_bytes, id_bytes) + r->tag_marks[i];
    return sum + sum_of_bytes(r->packs, r->pack_bytes) + sum_of_bytes(r->answers.p, r->answers.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t id_bytes = size && data[0] & 1 ? SL_SHA256_ID : SL_SHA1_ID;
    sl_arena *mem = sl_arena_new();
    sl_record record;
    sl_record again;
    sl_str bytes = sl_str_sub(sl_str_at((const char *)data, size), 1, SIZE_MAX);
    sl_buf out;
    sl_buf_init(&out, bytes.n);
    bytes = sl_dup(mem, bytes); /* aligned */
    if (sl_record_read(&record, bytes, id_bytes)) {
        uint64_t sum = walk(&record, id_bytes);
        sl_record_write(&out, &record, id_bytes);
        sl_str copy = sl_dup(mem, sl_buf_str(&out));
        if (copy.n != bytes.n || !sl_record_read(&again, copy, id_bytes) ||
            walk(&again, id_bytes) != sum)
            abort();
        sl_shelf_read(sl_shelf_new(mem), record.answers, true);
    }
    sl_buf_clear(&out);
    sl_arena_free(mem);
    return 0;
}
