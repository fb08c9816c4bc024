/* Counts, then the lists, each at a multiple of eight bytes, in this machine's own order: who reads
   it is the same program. */
#include "engine/history/record.h"

enum { ALIGN = 8, N_COUNTS = 12, N_SECTIONS = 16 };

/* A list of the record: where its address is kept, how many, how large. */
typedef struct section {
    void *view; /* of a pointer in the record */
    size_t n, size;
} section;

static void list_sections(section out[N_SECTIONS], sl_record *r, size_t id_bytes)
{
    const section all[N_SECTIONS] = {
        {&r->times, r->n_commits, sizeof *r->times},
        {&r->versions, r->n_versions, sizeof *r->versions},
        {&r->parents_end, r->n_commits, sizeof *r->parents_end},
        {&r->parents, r->n_parents, sizeof *r->parents},
        {&r->entrances_end, r->n_commits, sizeof *r->entrances_end},
        {&r->entrances, r->n_entrances, sizeof *r->entrances},
        {&r->paths_end, r->n_paths, sizeof *r->paths_end},
        {&r->ids, r->n_ids, id_bytes},
        {&r->blobs, r->n_blobs, id_bytes},
        {&r->tags, r->n_tags, id_bytes},
        {&r->commit_marks, r->n_commits, 1},
        {&r->blob_marks, r->n_blobs, 1},
        {&r->path_marks, r->n_paths, 1},
        {&r->tag_marks, r->n_tags, 1},
        {&r->paths, r->path_bytes, 1},
        {&r->packs, r->pack_bytes, 1},
    };
    memcpy(out, all, sizeof all);
}

static void list_counts(size_t *out[N_COUNTS], sl_record *r, size_t *id_bytes)
{
    size_t *const all[N_COUNTS] = {&r->n_commits,  &r->n_ids,      &r->n_parents, &r->n_entrances,
                                   &r->n_versions, &r->n_blobs,    &r->n_paths,   &r->n_tags,
                                   &r->path_bytes, &r->pack_bytes, &r->answers.n, id_bytes};
    memcpy(out, all, sizeof all);
}

static void pad(sl_buf *out, size_t start)
{
    while ((out->n - start) % ALIGN && sl_buf_addc(out, 0))
        ;
}

void sl_record_write(sl_buf *out, const sl_record *record, size_t id_bytes)
{
    sl_record own = *record;
    section sections[N_SECTIONS];
    size_t *counts[N_COUNTS];
    size_t start = out->n;
    list_counts(counts, &own, &id_bytes);
    list_sections(sections, &own, id_bytes);
    for (size_t i = 0; i < N_COUNTS; i++) {
        const uint64_t n = *counts[i];
        sl_buf_add(out, sl_str_at((const char *)&n, sizeof n));
    }
    for (size_t i = 0; i < N_SECTIONS; i++) {
        const char *view;
        memcpy(&view, sections[i].view, sizeof view);
        sl_buf_add(out, sl_str_at(view, sections[i].n * sections[i].size));
        pad(out, start);
    }
    sl_buf_add(out, own.answers);
}

/* Ends that do not go back, the last of which is the end of the list. */
static bool are_ends(const uint32_t *ends, size_t n, size_t total)
{
    uint32_t last = 0;
    for (size_t i = 0; i < n; i++) {
        if (ends[i] < last)
            return false;
        last = ends[i];
    }
    return last == total;
}

static bool are_below(const uint32_t *numbers, size_t n, size_t limit)
{
    uint32_t max = 0;
    for (size_t i = 0; i < n; i++)
        max = numbers[i] > max ? numbers[i] : max;
    return !n || max < limit;
}

static bool is_sound(const sl_record *r)
{
    for (size_t i = 0; i < r->n_versions; i++)
        if (r->versions[i].path >= r->n_paths || r->versions[i].blob >= r->n_blobs)
            return false;
    return r->n_commits <= r->n_ids && are_ends(r->parents_end, r->n_commits, r->n_parents) &&
           are_ends(r->entrances_end, r->n_commits, r->n_entrances) &&
           are_ends(r->paths_end, r->n_paths, r->path_bytes) &&
           are_below(r->parents, r->n_parents, r->n_ids) &&
           are_below(r->entrances, r->n_entrances, r->n_versions);
}

bool sl_record_read(sl_record *out, sl_str bytes, size_t id_bytes)
{
    section sections[N_SECTIONS];
    size_t *counts[N_COUNTS];
    size_t their_id_bytes;
    size_t at = N_COUNTS * sizeof(uint64_t);
    *out = (sl_record){0};
    list_counts(counts, out, &their_id_bytes);
    for (size_t i = 0; i < N_COUNTS; i++) {
        uint64_t n = 0;
        if (bytes.n < at)
            return false;
        memcpy(&n, bytes.p + i * sizeof n, sizeof n);
        if (n > bytes.n) /* every element has a byte at least */
            return false;
        *counts[i] = (size_t)n;
    }
    list_sections(sections, out, id_bytes);
    for (size_t i = 0; i < N_SECTIONS; i++) {
        size_t n = sections[i].n * sections[i].size;
        const char *view = bytes.p + at;
        if (n > bytes.n - at)
            return false;
        memcpy(sections[i].view, &view, sizeof view);
        at += (n + ALIGN - 1) / ALIGN * ALIGN;
        if (at > bytes.n)
            return false;
    }
    out->answers.p = bytes.p + at;
    return their_id_bytes == id_bytes && out->answers.n == bytes.n - at && is_sound(out);
}
