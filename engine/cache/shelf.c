/* A list of keys, lengths and values. */
#include "engine/cache/shelf.h"

#include "base/map.h"

enum { KEY = sizeof(sl_cache_key), HEAD = KEY + 4 };

typedef struct answer {
    char key[KEY];
    sl_str value;
    bool is_settled, is_used;
} answer;

struct sl_shelf {
    sl_arena *mem;
    sl_map answers;
    bool was_asked, has_new;
};

sl_shelf *sl_shelf_new(sl_arena *mem)
{
    sl_shelf *shelf = sl_alloc(mem, sizeof *shelf);
    shelf->mem = mem;
    return shelf;
}

static sl_str text_of(const sl_cache_key *key)
{
    return sl_str_at((const char *)key->bytes, KEY);
}

bool sl_shelf_get(sl_shelf *shelf, const sl_cache_key *key, sl_str *value)
{
    answer *found = sl_map_get(&shelf->answers, text_of(key));
    shelf->was_asked = true;
    if (!found)
        return false;
    found->is_used = true;
    *value = found->value;
    return true;
}

static void set(sl_shelf *shelf, sl_str key, const answer *like)
{
    answer *own = sl_map_get(&shelf->answers, key);
    if (!own) {
        own = sl_alloc(shelf->mem, sizeof *own);
        memcpy(own->key, key.p, KEY);
        sl_map_put(&shelf->answers, shelf->mem, sl_str_at(own->key, KEY), own);
    }
    own->value = like->value;
    own->is_settled = like->is_settled;
    own->is_used = like->is_used;
}

void sl_shelf_put(sl_shelf *shelf, const sl_cache_key *key, sl_str value)
{
    const answer like = {.value = sl_dup(shelf->mem, value), .is_used = true};
    set(shelf, text_of(key), &like);
    shelf->has_new = true;
}

bool sl_shelf_read(sl_shelf *shelf, sl_str bytes, bool is_settled)
{
    while (bytes.n >= HEAD) {
        uint32_t n;
        memcpy(&n, bytes.p + KEY, sizeof n);
        if (n > bytes.n - HEAD)
            return false;
        const answer like = {.value = sl_str_sub(bytes, HEAD, HEAD + (size_t)n),
                             .is_settled = is_settled};
        set(shelf, sl_str_sub(bytes, 0, KEY), &like);
        bytes = sl_str_sub(bytes, HEAD + (size_t)n, bytes.n);
    }
    return !bytes.n;
}

void sl_shelf_write(sl_buf *out, const sl_shelf *shelf, bool all)
{
    for (size_t i = 0; i < shelf->answers.n; i++) {
        const answer *a = shelf->answers.v[i].value;
        uint32_t n = (uint32_t)a->value.n;
        if ((shelf->was_asked && !a->is_used) || (a->is_settled && !all))
            continue;
        sl_buf_add(out, sl_str_at(a->key, KEY));
        sl_buf_add(out, sl_str_at((const char *)&n, sizeof n));
        sl_buf_add(out, a->value);
    }
}

bool sl_shelf_has_new(const sl_shelf *shelf)
{
    return shelf->has_new;
}
