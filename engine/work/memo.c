/* A memo is a list of sections: an id, a length, and a packed report on one scanner. No bytes at
   all stand for the commonest: scanned, and nothing found. */
#include "engine/work/memo.h"

#include "base/digest.h"
#include "engine/cache/engine.h"
#include "engine/work/wire.h"

enum { ID = 16, HEAD = ID + 4, SECTIONS_MAX = 32 };

typedef struct section_id {
    unsigned char bytes[ID];
} section_id;

struct sl_memos {
    const sl_pass_spec *spec;
    section_id *quiet; /* by scanner: of what it says where it finds nothing */
    section_id source; /* of what is said of a unit before any scanner sees it */
};

typedef struct section {
    section_id id;
    sl_str bytes;
    bool is_quiet; /* kept where nothing was found */
} section;

static section_id id_of(const sl_str *parts, size_t n)
{
    unsigned char digest[SL_SHA256_BYTES];
    section_id id;
    sl_sha256_parts(digest, parts, n);
    memcpy(id.bytes, digest, ID);
    return id;
}

static bool is_same(const section_id *a, const section_id *b)
{
    return memcmp(a->bytes, b->bytes, ID) == 0;
}

static sl_str view_of(const void *bytes, size_t n)
{
    return sl_str_at(bytes, n);
}

sl_memos *sl_memos_new(sl_arena *mem, const sl_pass_spec *spec, const unsigned char engine[32])
{
    sl_memos *memos = sl_alloc(mem, sizeof *memos);
    const uint64_t limits[] = {spec->limits.unit_bytes, spec->limits.unit_hits};
    memos->spec = spec;
    memos->quiet = sl_alloc_array(mem, spec->n_scanners, sizeof *memos->quiet);
    for (size_t s = 0; s < spec->n_scanners; s++) {
        const sl_pass_scanner *scanner = &spec->scanners[s];
        const sl_str parts[] = {
            view_of(engine, 32),
            view_of(limits, sizeof limits),
            sl_str_of(scanner->kind->name),
            scanner->rules ? sl_ruleset_digest(scanner->rules) : (sl_str){0},
            scanner->kind->options ? sl_options_digest(scanner->options, mem) : (sl_str){0},
        };
        memos->quiet[s] = id_of(parts, sizeof parts / sizeof *parts);
    }
    const sl_str parts[] = {view_of(engine, 32), SL_STR("source")};
    memos->source = id_of(parts, 2);
    return memos;
}

bool sl_memos_digest(unsigned char out[32], sl_arena *mem, const sl_pass_spec *spec)
{
    unsigned char engine[SL_SHA256_BYTES];
    sl_strs parts = {0};
    if (!sl_engine_id(engine))
        return false;
    const sl_memos *memos = sl_memos_new(mem, spec, engine);
    for (size_t s = 0; s < spec->n_scanners; s++)
        *sl_list_add(mem, &parts) = view_of(memos->quiet[s].bytes, ID);
    sl_sha256_parts(out, parts.v, parts.n);
    return true;
}

bool sl_memos_keeps(const sl_memos *memos, size_t scanner)
{
    return !memos->spec->scanners[scanner].kind->scanner->is_volatile;
}

static bool has_bit(const unsigned char *bits, size_t i)
{
    return bits[i / 8] >> i % 8 & 1;
}

/* The id of what a scanner found in the company of others. */
static section_id loud_id(const sl_memos *memos, sl_arena *mem, const unsigned char *company,
                          size_t scanner)
{
    sl_strs parts = {0};
    *sl_list_add(mem, &parts) = view_of(memos->quiet[scanner].bytes, ID);
    for (size_t s = 0; s < memos->spec->n_scanners; s++)
        if (has_bit(company, s))
            *sl_list_add(mem, &parts) = view_of(memos->quiet[s].bytes, ID);
    return id_of(parts.v, parts.n);
}

/* Takes the next section off the memo; false at its end or where it is malformed. */
static bool next_section(section *out, sl_str *rest)
{
    if (rest->n < HEAD)
        return false;
    const unsigned char *n = (const unsigned char *)rest->p + ID;
    size_t length = n[0] | (size_t)n[1] << 8 | (size_t)n[2] << 16 | (size_t)n[3] << 24;
    if (length > rest->n - HEAD)
        return false;
    memcpy(out->id.bytes, rest->p, ID);
    out->bytes = sl_str_sub(*rest, HEAD, HEAD + length);
    *rest = sl_str_sub(*rest, HEAD + length, rest->n);
    return true;
}

static bool find_section(section *out, sl_str memo, const section_id *id)
{
    while (next_section(out, &memo))
        if (is_same(&out->id, id))
            return true;
    return false;
}

/* The spec of a pass that the scanner has for itself: its packed report names scanner 0. */
static sl_pass_spec alone(const sl_pass_spec *spec, size_t scanner)
{
    sl_pass_spec one = *spec;
    one.scanners = &spec->scanners[scanner];
    one.n_scanners = 1;
    return one;
}

/* Adds what the section says of the scanner; false when it is not a whole answer. */
static bool add_section(sl_report *out, sl_arena *mem, const sl_memos *memos, size_t scanner,
                        const section *from)
{
    sl_pass_spec one = alone(memos->spec, scanner);
    sl_report part = {.unit = out->unit};
    if (!from->bytes.n)
        sl_report_state(&part, mem, 0, SL_UNIT_SCANNED, (sl_str){0});
    else if (!sl_report_unpack(&part, mem, &one, out->unit, from->bytes) || part.states.n != 1 ||
             part.states.v[0].scanner != 0 || part.states.v[0].state == SL_UNIT_FAILED ||
             (from->is_quiet && part.hits.n))
        return false;
    sl_unit_state state = part.states.v[0].state;
    sl_report_state(out, mem, scanner, state == SL_UNIT_SCANNED ? SL_UNIT_CACHED : state,
                    part.states.v[0].reason);
    for (size_t i = 0; i < part.hits.n; i++) {
        sl_report_hit *hit = sl_list_add(mem, &out->hits);
        *hit = part.hits.v[i];
        hit->scanner = scanner;
    }
    for (size_t i = 0; i < part.facts.n; i++)
        *sl_list_add(mem, &out->facts) =
            (sl_report_fact){scanner, sl_dup(mem, part.facts.v[i].bytes)};
    if (part.secrets.n)
        out->secrets = part.secrets;
    return true;
}

/* What was said before any scanner saw the unit: that there is nothing to see. */
static bool read_source(sl_report *out, sl_arena *mem, const sl_memos *memos, sl_str memo)
{
    section found;
    sl_report said = {.unit = out->unit};
    bool ok = find_section(&found, memo, &memos->source) &&
              sl_report_unpack(&said, mem, memos->spec, out->unit, found.bytes) &&
              said.states.n == 1 && said.states.v[0].scanner == SIZE_MAX &&
              said.states.v[0].state == SL_UNIT_SKIPPED && !said.hits.n;
    if (ok)
        *out = said;
    return ok;
}

/* What a memo has for the scanners that are asked. */
typedef struct finds {
    section *v;
    bool *is_there;
    bool all;
} finds;

static finds find_all(sl_arena *mem, const sl_memos *memos, const unsigned char *asked, sl_str memo)
{
    size_t n = memos->spec->n_scanners;
    finds f = {sl_alloc_array(mem, n, sizeof *f.v), sl_alloc_array(mem, n, sizeof *f.is_there),
               true};
    for (size_t s = 0; s < n; s++) {
        f.is_there[s] = has_bit(asked, s) && sl_memos_keeps(memos, s) &&
                        find_section(&f.v[s], memo, &memos->quiet[s]);
        f.v[s].is_quiet = f.is_there[s];
    }
    for (size_t s = 0; s < n && f.all; s++) {
        if (f.is_there[s] || !has_bit(asked, s))
            continue;
        section_id loud = loud_id(memos, mem, asked, s);
        f.all = sl_memos_keeps(memos, s) && find_section(&f.v[s], memo, &loud);
    }
    return f;
}

bool sl_memo_read(sl_report *out, sl_arena *mem, const sl_memos *memos, size_t unit,
                  unsigned char *asked, sl_str memo)
{
    size_t n = memos->spec->n_scanners;
    *out = (sl_report){.unit = unit};
    if (read_source(out, mem, memos, memo)) {
        memset(asked, 0, (n + 7) / 8);
        return true;
    }
    finds found = find_all(mem, memos, asked, memo);
    sl_report whole = {.unit = unit};
    for (size_t s = 0; s < n; s++) {
        found.is_there[s] = has_bit(asked, s) && (found.all || found.is_there[s]);
        if (found.is_there[s] && !add_section(&whole, mem, memos, s, &found.v[s]))
            return false;
    }
    for (size_t s = 0; s < n; s++)
        if (found.is_there[s])
            asked[s / 8] &= (unsigned char)~(1u << s % 8);
    *out = whole;
    return whole.states.n > 0;
}

static void put_section(sl_buf *out, const section_id *id, sl_str bytes)
{
    size_t n = bytes.n;
    const char length[] = {(char)n, (char)(n >> 8), (char)(n >> 16), (char)(n >> 24)};
    sl_buf_add(out, view_of(id->bytes, ID));
    sl_buf_add(out, sl_str_at(length, sizeof length));
    sl_buf_add(out, bytes);
}

static const sl_unit_result *state_of(const sl_report *report, size_t scanner)
{
    for (size_t i = 0; i < report->states.n; i++)
        if (report->states.v[i].scanner == scanner)
            return &report->states.v[i];
    return NULL;
}

/* The part of a report that is about one scanner, which becomes number 0. */
static sl_report part_of(sl_arena *mem, const sl_report *report, size_t scanner)
{
    sl_report part = {0};
    const sl_unit_result *state = state_of(report, scanner);
    sl_report_state(&part, mem, 0, state->state, state->reason);
    for (size_t i = 0; i < report->hits.n; i++) {
        if (report->hits.v[i].scanner != scanner)
            continue;
        sl_report_hit *hit = sl_list_add(mem, &part.hits);
        *hit = report->hits.v[i];
        hit->scanner = 0;
    }
    for (size_t i = 0; i < report->facts.n; i++)
        if (report->facts.v[i].scanner == scanner)
            *sl_list_add(mem, &part.facts) = (sl_report_fact){0, report->facts.v[i].bytes};
    if (part.hits.n)
        part.secrets = report->secrets;
    return part;
}

static bool is_plain(const sl_report *part)
{
    return part->states.v[0].state == SL_UNIT_SCANNED && !part->states.v[0].reason.n &&
           !part->hits.n && !part->facts.n;
}

/* Whether every scanner that was asked has answered. */
static bool is_complete(const sl_memos *memos, const sl_memo_unit *unit, const sl_report *report)
{
    for (size_t s = 0; s < memos->spec->n_scanners; s++) {
        const sl_unit_result *state = state_of(report, s);
        if (has_bit(unit->asked, s) && (!state || state->state == SL_UNIT_FAILED))
            return false;
    }
    return true;
}

/* Writes one section with what the report says of the scanner; false when it is not kept. */
static bool write_scanner(sl_buf *out, sl_arena *mem, const sl_memos *memos,
                          const sl_memo_unit *unit, const sl_report *report, size_t scanner)
{
    const sl_unit_result *state = state_of(report, scanner);
    if (!has_bit(unit->asked, scanner) || !state || state->state == SL_UNIT_FAILED ||
        !sl_memos_keeps(memos, scanner))
        return false;
    sl_report part = part_of(mem, report, scanner);
    if (part.hits.n && !is_complete(memos, unit, report))
        return false;
    section_id id =
        part.hits.n ? loud_id(memos, mem, unit->wanted, scanner) : memos->quiet[scanner];
    sl_buf bytes;
    sl_buf_init(&bytes, out->max);
    bool ok = is_plain(&part) || sl_report_pack(&bytes, &part);
    if (ok)
        put_section(out, &id, sl_buf_str(&bytes));
    sl_buf_clear(&bytes);
    return ok;
}

static bool write_source(sl_buf *out, const sl_memos *memos, const sl_report *report)
{
    sl_buf bytes;
    sl_report part = {.states = report->states};
    if (report->states.n != 1 || report->states.v[0].state != SL_UNIT_SKIPPED)
        return false;
    sl_buf_init(&bytes, out->max);
    bool ok = sl_report_pack(&bytes, &part);
    if (ok)
        put_section(out, &memos->source, sl_buf_str(&bytes));
    sl_buf_clear(&bytes);
    return ok;
}

bool sl_memo_write(sl_buf *out, sl_arena *mem, const sl_memos *memos, const sl_memo_unit *unit,
                   const sl_report *report, sl_str before)
{
    size_t start = out->n;
    size_t n = 0;
    if (state_of(report, SIZE_MAX))
        n = write_source(out, memos, report);
    else
        for (size_t s = 0; s < memos->spec->n_scanners; s++)
            n += write_scanner(out, mem, memos, unit, report, s);
    sl_str fresh = sl_str_sub(sl_buf_str(out), start, out->n);
    bool any = n > 0;
    section old;
    section seen;
    while (any && n < SECTIONS_MAX && next_section(&old, &before)) {
        size_t length = fresh.n; /* the buffer may move */
        if (find_section(&seen, sl_str_at(out->p + start, length), &old.id))
            continue;
        put_section(out, &old.id, old.bytes);
        n++;
    }
    if (any && !out->is_over)
        return true;
    out->n = start;
    out->is_over = false;
    return false;
}
