/* A file's dictionary is translated once, then its tokens are numbers of the whole index. */
#include "stages/duplicates/index.h"

enum { ID_NAME = 1, ID_LITERAL, ID_FIRST, SLOTS_MIN = 4096 };
static const size_t heap_max = (size_t)1 << 40;

void sl_clone_index_init(sl_clone_index *index, sl_arena *mem, const sl_clone_eyes *eyes)
{
    static const uint64_t fixed[ID_FIRST] = {0, ID_NAME, ID_LITERAL};
    *index = (sl_clone_index){.mem = mem, .eyes = *eyes, .n_slots = SLOTS_MIN};
    sl_buf_init(&index->ids, heap_max);
    sl_buf_init(&index->facts, heap_max);
    sl_buf_init(&index->digests, heap_max);
    sl_buf_add(&index->digests, sl_str_at((const char *)fixed, sizeof fixed));
    index->slots = sl_alloc_array(mem, index->n_slots, sizeof *index->slots);
}

void sl_clone_index_clear(sl_clone_index *index)
{
    sl_buf_clear(&index->ids);
    sl_buf_clear(&index->facts);
    sl_buf_clear(&index->digests);
}

const uint32_t *sl_clone_index_ids(const sl_clone_index *index, size_t *n)
{
    *n = index->ids.n / sizeof(uint32_t);
    return (const uint32_t *)(const void *)index->ids.p;
}

static const uint64_t *digests(const sl_clone_index *index, size_t *n)
{
    *n = index->digests.n / sizeof(uint64_t);
    return (const uint64_t *)(const void *)index->digests.p;
}

uint64_t sl_clone_index_digest(const sl_clone_index *index, uint32_t id)
{
    size_t n;
    const uint64_t *v = digests(index, &n);
    return id < n ? v[id] : 0;
}

static size_t free_slot(const sl_clone_index *index, uint64_t digest, uint32_t *id)
{
    size_t n;
    const uint64_t *v = digests(index, &n);
    size_t slot = digest & (index->n_slots - 1);
    for (; index->slots[slot]; slot = (slot + 1) & (index->n_slots - 1))
        if (v[index->slots[slot]] == digest) {
            *id = index->slots[slot];
            return slot;
        }
    *id = 0;
    return slot;
}

static void grow(sl_clone_index *index)
{
    size_t n;
    uint32_t other;
    const uint64_t *v = digests(index, &n);
    index->n_slots *= 4;
    index->slots = sl_alloc_array(index->mem, index->n_slots, sizeof *index->slots);
    for (uint32_t id = ID_FIRST; id < n; id++)
        index->slots[free_slot(index, v[id], &other)] = id;
}

static uint32_t id_of(sl_clone_index *index, const sl_clone_word *word)
{
    uint32_t id;
    if (word->kind == SL_CLONE_NAME && index->eyes.ignores_names)
        return ID_NAME;
    if (word->kind == SL_CLONE_LITERAL && index->eyes.ignores_literals)
        return ID_LITERAL;
    size_t slot = free_slot(index, word->digest, &id);
    if (id)
        return id;
    size_t n = index->digests.n / sizeof word->digest;
    if (!sl_buf_add(&index->digests, sl_str_at((const char *)&word->digest, sizeof word->digest)))
        return ID_LITERAL; /* no memory: the caller's next addition fails and says so */
    index->slots[slot] = (uint32_t)n;
    if (n * 2 > index->n_slots)
        grow(index);
    return (uint32_t)n;
}

/* Reads the tokens of a fact into `ids`. */
static bool read_ids(sl_clone_index *index, sl_arena *scratch, sl_clone_reader *r, uint32_t *ids)
{
    sl_clone_token token;
    uint32_t n_known = 0;
    uint32_t *known = sl_alloc_array(scratch, (size_t)r->max_words + 1, sizeof *known);
    for (size_t i = 0; sl_clone_fact_next(r, &token); i++) {
        for (; n_known < r->n_words; n_known++)
            known[n_known] = id_of(index, &r->words[n_known]);
        ids[i] = token.is_border ? 0 : known[token.word];
    }
    ids[r->n_tokens] = 0;
    return !r->is_bad;
}

static bool add(sl_clone_index *index, sl_arena *scratch, sl_clone_file *file, sl_str fact,
                sl_err *e)
{
    sl_clone_reader r;
    if (!sl_clone_fact_open(&r, scratch, fact))
        return sl_fail(e, SL_EPARSE, "the worker sent tokens that cannot be read");
    size_t n_before = index->ids.n / sizeof(uint32_t);
    if (n_before + r.n_tokens >= index->eyes.max_tokens)
        return sl_fail(e, SL_ETOOBIG,
                       "more than %llu tokens in all files (limit max_tokens); name what need not "
                       "be compared under 'ignore', or raise it",
                       (unsigned long long)index->eyes.max_tokens);
    size_t bytes = ((size_t)r.n_tokens + 1) * sizeof(uint32_t);
    uint32_t *to = (uint32_t *)(void *)sl_buf_room(&index->ids, bytes);
    if (!to || !sl_buf_room(&index->facts, fact.n))
        return sl_fail(e, SL_ETOOBIG, "no memory for the tokens of this file");
    if (!read_ids(index, scratch, &r, to))
        return sl_fail(e, SL_EPARSE, "the worker sent tokens that cannot be read");
    *file = (sl_clone_file){.fact = index->facts.n,
                            .n_fact = fact.n,
                            .first = (uint32_t)n_before,
                            .n = r.n_tokens,
                            .n_lines = r.n_lines};
    index->ids.n += bytes;
    return sl_buf_add(&index->facts, fact);
}

static bool is_same_id(const sl_id *a, const sl_id *b)
{
    return a->kind != SL_ID_NONE && a->kind == b->kind &&
           memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* The file before is the same one: a second version of it that is under test (what is staged beside
   the work tree), which would be its own copy, or the base's, which is as it still is. */
static bool is_same_again(sl_clone_index *index, const sl_unit *unit)
{
    sl_clone_file *last = index->files.n ? &index->files.v[index->files.n - 1] : NULL;
    if (!last || last->unit->role != SL_ROLE_TESTED || !sl_str_eq(unit->path, last->unit->path))
        return false;
    if (unit->role == SL_ROLE_OLD && is_same_id(&unit->id, &last->unit->id))
        last->is_unchanged = true;
    return last->is_unchanged || unit->role == SL_ROLE_TESTED;
}

bool sl_clone_index_add(sl_clone_index *index, const sl_unit *unit, sl_str fact, sl_err *e)
{
    sl_clone_file file;
    if (is_same_again(index, unit))
        return true;
    sl_arena *scratch = sl_arena_new();
    bool ok = add(index, scratch, &file, fact, e);
    sl_arena_free(scratch);
    if (!ok)
        return false;
    file.unit = unit;
    file.is_unchanged = unit->is_unchanged || unit->role == SL_ROLE_CONTEXT;
    *sl_list_add(index->mem, &index->files) = file;
    return true;
}

const sl_clone_file *sl_clone_index_file(const sl_clone_index *index, uint32_t token)
{
    size_t low = 0;
    size_t high = index->files.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (index->files.v[middle].first <= token)
            low = middle;
        else
            high = middle;
    }
    return &index->files.v[low];
}

sl_clone_spot *sl_clone_index_spots(const sl_clone_index *index, sl_arena *mem,
                                    const sl_clone_file *file)
{
    sl_clone_reader r;
    sl_clone_token token;
    sl_clone_spot *spots = sl_alloc_array(mem, (size_t)file->n + 1, sizeof *spots);
    sl_str fact = sl_str_at(index->facts.p + file->fact, file->n_fact);
    if (sl_clone_fact_open(&r, mem, fact))
        for (size_t i = 0; i < file->n && sl_clone_fact_next(&r, &token); i++)
            spots[i] = (sl_clone_spot){token.start, token.end, token.line, token.end_line};
    return spots;
}
