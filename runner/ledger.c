/* The ledger's book: one entry a unit and source, the worst state wins. */
#include "runner/ledger.h"

#include "base/map.h"

struct sl_ledger_book {
    sl_arena *mem;
    sl_ledger *ledger;
    sl_map entries; /* "source index\0path" to entry index + 1 */
    struct {
        sl_ledger_counts *v;
        size_t n, cap;
    } bulk; /* by source: units that are counted and not listed */
};

sl_ledger_book *sl_ledger_open(sl_arena *mem, sl_ledger *ledger)
{
    sl_ledger_book *book = sl_alloc(mem, sizeof *book);
    book->mem = mem;
    book->ledger = ledger;
    return book;
}

static size_t source_of(sl_ledger_book *book, sl_str name, bool is_extra)
{
    sl_ledger *ledger = book->ledger;
    for (size_t i = 0; i < ledger->sources.n; i++)
        if (sl_str_eq(ledger->sources.v[i].name, name))
            return i;
    *sl_list_add(book->mem, &ledger->sources) =
        (sl_ledger_source){.name = sl_dup(book->mem, name), .is_extra = is_extra};
    *sl_list_add(book->mem, &book->bulk) = (sl_ledger_counts){0};
    return ledger->sources.n - 1;
}

static sl_entry *entry_of(sl_ledger_book *book, size_t source, sl_str label)
{
    sl_ledger *ledger = book->ledger;
    sl_str key = sl_printf(book->mem, "%zu/%.*s", source, SL_FMT(label));
    void **slot = sl_map_at(&book->entries, book->mem, key);
    if (!*slot) {
        *sl_list_add(book->mem, ledger) = (sl_entry){.path = label, .source = source};
        *slot = (void *)(uintptr_t)ledger->n;
    }
    return &ledger->v[(uintptr_t)*slot - 1];
}

static void count_one(sl_ledger_counts *counts, sl_unit_state state)
{
    counts->n_scanned += state == SL_UNIT_SCANNED || state == SL_UNIT_PARTIAL;
    counts->n_partial += state == SL_UNIT_PARTIAL;
    counts->n_cached += state == SL_UNIT_CACHED;
    counts->n_skipped += state == SL_UNIT_SKIPPED;
    counts->n_failed += state == SL_UNIT_FAILED;
}

static void add_counts(sl_ledger_counts *to, const sl_ledger_counts *more)
{
    to->n_scanned += more->n_scanned;
    to->n_partial += more->n_partial;
    to->n_cached += more->n_cached;
    to->n_skipped += more->n_skipped;
    to->n_failed += more->n_failed;
}

/* Versions of files are many, and their paths repeat: each counts, and those are listed of which
   there is more to say than that they were scanned. */
static void enter_versions(sl_ledger_book *book, size_t source, const sl_pass_spec *spec,
                           const sl_pass_result *result)
{
    for (size_t i = 0; i < result->units.n;) {
        const sl_unit_result *worst = &result->units.v[i];
        size_t unit = worst->unit;
        for (; i < result->units.n && result->units.v[i].unit == unit; i++)
            if (result->units.v[i].state > worst->state)
                worst = &result->units.v[i];
        if (!worst->reason.n) {
            count_one(&book->bulk.v[source], worst->state);
            continue;
        }
        *sl_list_add(book->mem, book->ledger) =
            (sl_entry){.path = spec->source->units.v[unit].label,
                       .source = source,
                       .state = worst->state,
                       .reason = worst->reason,
                       .stage = worst->scanner == SIZE_MAX ? (sl_str){0}
                                                           : spec->scanners[worst->scanner].stage};
    }
}

void sl_ledger_add(sl_ledger_book *book, sl_str name, const sl_ledger_counts *counts)
{
    add_counts(&book->bulk.v[source_of(book, name, false)], counts);
}

void sl_ledger_enter(sl_ledger_book *book, sl_str name, bool is_extra, const sl_pass_spec *spec,
                     const sl_pass_result *result)
{
    size_t source = source_of(book, name, is_extra);
    if (spec->source->is_history) {
        enter_versions(book, source, spec, result);
        return;
    }
    for (size_t i = 0; i < result->units.n; i++) {
        const sl_unit_result *r = &result->units.v[i];
        if (spec->source->units.v[r->unit].role != SL_ROLE_TESTED)
            continue;
        sl_entry *entry = entry_of(book, source, spec->source->units.v[r->unit].label);
        if (entry->reason.n && r->state <= entry->state)
            continue;
        if (r->state < entry->state)
            continue;
        entry->state = r->state;
        entry->reason = r->reason;
        if (r->scanner != SIZE_MAX)
            entry->stage = spec->scanners[r->scanner].stage;
    }
}

void sl_ledger_count(sl_ledger_book *book)
{
    sl_ledger *ledger = book->ledger;
    ledger->counts = (sl_ledger_counts){0};
    for (size_t i = 0; i < ledger->sources.n; i++)
        ledger->sources.v[i].counts = book->bulk.v[i];
    for (size_t i = 0; i < ledger->sources.n; i++)
        if (!ledger->sources.v[i].is_extra)
            add_counts(&ledger->counts, &book->bulk.v[i]);
    for (size_t i = 0; i < ledger->n; i++) {
        sl_ledger_source *source = &ledger->sources.v[ledger->v[i].source];
        count_one(&source->counts, ledger->v[i].state);
        if (!source->is_extra)
            count_one(&ledger->counts, ledger->v[i].state);
    }
}
