/* The key of a unit is its content's id and what else of it scanners can see. The id comes from the
   source, from the stamp of the file, or from reading it here: hashing is far cheaper than
   scanning, and a sample says whether it pays. */
#include "engine/work/recall.h"

#include "base/digest.h"
#include "engine/cache/engine.h"
#include "engine/cache/stamps.h"
#include "engine/work/memo.h"

enum {
    SAMPLE = 64,                /* files hashed before the share of hits decides */
    HASHED_BYTES_MAX = 8 << 20, /* larger files are left to workers */
    MEMO_BYTES_MAX = 32 << 20
};

/* What was learnt of a unit that is scanned all the same. */
typedef struct slot {
    sl_stamp stamp;
    bool has_stamp;
    unsigned char *wanted, *asked;
    sl_str before; /* the memo */
} slot;

struct sl_recall {
    sl_arena *mem;
    const sl_pass_spec *spec;
    sl_memos *memos;
    sl_stamps *stamps; /* NULL: the source has none */
    slot **slots;      /* by unit */
    sl_buf content, memo;
    size_t n_hashed, n_paid; /* files hashed here, and those of them that were known */
};

sl_recall *sl_recall_new(sl_arena *mem, const sl_pass_spec *spec)
{
    unsigned char engine[SL_SHA256_BYTES];
    bool is_off = spec->source->is_history ? !spec->shelf : !spec->cache;
    if (is_off || spec->vault || spec->reveals || !sl_engine_id(engine))
        return NULL; /* what shows secrets is for no cache */
    sl_recall *recall = sl_alloc(mem, sizeof *recall);
    recall->mem = mem;
    recall->spec = spec;
    recall->memos = sl_memos_new(mem, spec, engine);
    recall->slots = sl_alloc_array(mem, spec->source->units.n, sizeof *recall->slots);
    if (spec->source->stamp)
        recall->stamps = sl_stamps_new(mem, spec->cache, spec->source->root);
    sl_buf_init(&recall->content, HASHED_BYTES_MAX);
    sl_buf_init(&recall->memo, MEMO_BYTES_MAX);
    return recall;
}

static sl_cache_key key_of(const sl_unit *unit, const sl_id *id)
{
    const uint32_t sight[] = {id->kind, unit->kind, unit->mode};
    const sl_str parts[] = {
        SL_STR("unit"),
        sl_str_at((const char *)sight, sizeof sight),
        sl_str_at((const char *)id->bytes, sizeof id->bytes),
        unit->path,
        unit->label,
    };
    sl_cache_key key;
    sl_cache_key_of(&key, parts, sizeof parts / sizeof *parts);
    return key;
}

static bool look_up(sl_recall *recall, const sl_cache_key *key, sl_str *value)
{
    const sl_pass_spec *spec = recall->spec;
    return spec->source->is_history ? sl_shelf_get(spec->shelf, key, value)
                                    : sl_cache_get(spec->cache, recall->mem, key, value);
}

static void keep(sl_recall *recall, const sl_cache_key *key, sl_str value)
{
    if (recall->spec->source->is_history)
        sl_shelf_put(recall->spec->shelf, key, value);
    else
        sl_cache_put(recall->spec->cache, key, value);
}

static bool is_for_recall(const sl_unit *unit)
{
    return unit->kind == SL_UNIT_FILE || unit->kind == SL_UNIT_SYMLINK;
}

static bool pays(const sl_recall *recall)
{
    return recall->n_hashed < SAMPLE || recall->n_paid * 2 > recall->n_hashed;
}

/* Reads the content only to know which one it is. */
static bool hash(sl_id *out, sl_recall *recall, size_t unit, const slot *s)
{
    const sl_source *source = recall->spec->source;
    sl_err why = {0};
    if (!pays(recall) || (s->has_stamp && s->stamp.size > HASHED_BYTES_MAX))
        return false;
    sl_buf_reset(&recall->content);
    if (!source->read(source, unit, &recall->content, &why))
        return false; /* the worker says why */
    recall->n_hashed++;
    *out = sl_git_blob_id(sl_buf_str(&recall->content));
    return true;
}

/* Finds out which content the unit has; false when only a worker will know. */
static bool identify(sl_id *out, sl_recall *recall, size_t unit, slot *s, bool *was_hashed)
{
    const sl_source *source = recall->spec->source;
    *out = source->units.v[unit].id;
    *was_hashed = false;
    if (out->kind != SL_ID_NONE)
        return true;
    s->has_stamp = source->stamp && source->stamp(source, unit, &s->stamp);
    if (s->has_stamp && sl_stamps_find(out, recall->stamps, &s->stamp))
        return true;
    *was_hashed = hash(out, recall, unit, s);
    if (*was_hashed && s->has_stamp)
        sl_stamps_note(recall->stamps, &s->stamp, out);
    return *was_hashed;
}

static unsigned char *bits_of(sl_recall *recall, const unsigned char *bits)
{
    size_t n = (recall->spec->n_scanners + 7) / 8;
    unsigned char *copy = sl_alloc(recall->mem, n);
    memcpy(copy, bits, n);
    return copy;
}

static bool is_empty(const sl_recall *recall, const unsigned char *bits)
{
    for (size_t i = 0; i < (recall->spec->n_scanners + 7) / 8; i++)
        if (bits[i])
            return false;
    return true;
}

bool sl_recall_unit(sl_report *out, sl_recall *recall, size_t unit, unsigned char *asked)
{
    sl_id id;
    slot s = {0};
    bool was_hashed;
    bool found = false;
    if (!recall || !is_for_recall(&recall->spec->source->units.v[unit]))
        return false;
    s.wanted = bits_of(recall, asked);
    if (identify(&id, recall, unit, &s, &was_hashed)) {
        sl_cache_key key = key_of(&recall->spec->source->units.v[unit], &id);
        found = look_up(recall, &key, &s.before) &&
                sl_memo_read(out, recall->mem, recall->memos, unit, asked, s.before);
    }
    bool is_done = found && is_empty(recall, asked);
    recall->n_paid += was_hashed && is_done;
    if (is_done) {
        out->id = id;
        return true;
    }
    s.asked = bits_of(recall, asked);
    recall->slots[unit] = sl_alloc(recall->mem, sizeof s);
    *recall->slots[unit] = s;
    return found;
}

void sl_recall_rest(sl_recall *recall)
{
    if (!recall)
        return;
    sl_buf_clear(&recall->content);
    sl_cache_settle(recall->spec->cache);
}

void sl_recall_keep(sl_recall *recall, const sl_report *report)
{
    const slot *s = recall ? recall->slots[report->unit] : NULL;
    if (!s || report->id.kind == SL_ID_NONE)
        return;
    if (s->has_stamp)
        sl_stamps_note(recall->stamps, &s->stamp, &report->id);
    const sl_memo_unit unit = {report->unit, s->wanted, s->asked};
    sl_arena *mem = sl_arena_new();
    sl_buf_reset(&recall->memo);
    if (sl_memo_write(&recall->memo, mem, recall->memos, &unit, report, s->before)) {
        sl_cache_key key = key_of(&recall->spec->source->units.v[report->unit], &report->id);
        keep(recall, &key, sl_buf_str(&recall->memo));
    }
    sl_arena_free(mem);
}

void sl_recall_end(sl_recall *recall)
{
    if (!recall)
        return;
    if (recall->stamps)
        sl_stamps_save(recall->stamps);
    sl_cache_settle(recall->spec->cache);
    sl_buf_clear(&recall->content);
    sl_buf_clear(&recall->memo);
}
