/* Vectorscan databases as blobs, and the walk from what they saw to exact matches. */
#include "engine/match/patterns.h"

#include <hs.h>
#include <limits.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/path.h"
#include "engine/match/loosen.h"
#include "engine/match/tokenrun.h"

/* How a pattern stands in the database, in its entry of the width table. */
enum { WIDTH_UNKNOWN = 0xffffffffu, WIDTH_ABSENT = 0xfffffffeu, WIDTH_MAX = 1 << 20 };

/* Databases: patterns that are looked for in the whole text, and those that are looked for around
   long runs of token characters only (tokenrun.h). */
enum { WHOLE, AROUND, DATABASES };

/* What the blob begins with; the width table (uint32_t each) and the databases follow. */
typedef struct blob_head {
    uint32_t magic, n;
    uint32_t before, after; /* bytes around a run */
    struct {
        uint64_t at, bytes; /* none: no pattern is in it */
    } databases[DATABASES];
} blob_head;

enum { MAGIC = 0x53505332, FEW_REPEATS = 12, MANY_REPEATS = 1000 };

enum { KEPT_BYTES_MAX = 1 << 30, ALIGN = 64, CONTEXT = 8 /* for \\b and the like */ };

static sl_str kept_in; /* where compiled sets are kept; the build says so, once */

typedef __typeof__(hs_scan) scan_call;

#if SLUICE_HS_VARIANTS
/* The library's code for older processors: its AVX-512 code misses matches (5.4.9). */
extern scan_call avx2_hs_scan, corei7_hs_scan;
#endif

struct sl_patterns {
    sl_str blob;
    blob_head head;
    hs_database_t *databases[DATABASES]; /* NULL when no pattern is in it */
    hs_scratch_t *scratch;
    struct {
        uint32_t *v;
        size_t n, cap;
    } absent;        /* patterns that are in none */
    uint32_t *slots; /* by pattern, while a text is looked at: its sighting's index + 1; 0: none */
};

typedef enum mode { EXACT, LOOSE, ABSENT } mode;

typedef struct compiler {
    const sl_pattern *patterns;
    size_t n;
    mode *modes;
    uint32_t *widths;
    sl_token_need *needs;
    const char **expressions;
    /* What goes into the database, side by side. */
    const char **in;
    unsigned *flags, *ids, n_in;
} compiler;

static unsigned flags_of(unsigned flags, mode how)
{
    unsigned hs = how == LOOSE ? HS_FLAG_PREFILTER : 0;
    if (flags & SL_REGEX_CASELESS)
        hs |= HS_FLAG_CASELESS;
    if (flags & SL_REGEX_MULTILINE)
        hs |= HS_FLAG_MULTILINE;
    if (flags & SL_REGEX_DOTALL)
        hs |= HS_FLAG_DOTALL;
    return hs;
}

/* Whether Vectorscan takes the expression, and how long its matches can be. */
static bool probe(const char *expression, unsigned flags, uint32_t *width)
{
    hs_expr_info_t *info = NULL;
    hs_compile_error_t *error = NULL;
    if (hs_expression_info(expression, flags, &info, &error) != HS_SUCCESS) {
        hs_free_compile_error(error);
        return false;
    }
    *width = info->max_width <= WIDTH_MAX ? info->max_width : WIDTH_UNKNOWN;
    free(info); /* allocated by the library with the C library's malloc */
    return true;
}

static void choose(compiler *c, sl_arena *mem, size_t i)
{
    const sl_pattern *p = &c->patterns[i];
    unsigned repeats = p->flags & SL_PATTERN_ANYWHERE ? FEW_REPEATS : MANY_REPEATS;
    sl_str loose = sl_regex_loosen(mem, p->expression, repeats);
    bool is_loose = loose.p != p->expression.p || (p->flags & SL_PATTERN_ANYWHERE);
    bool is_clean = !memchr(p->expression.p ? p->expression.p : "", 0, p->expression.n) &&
                    !sl_regex_needs_utf(p->expression);
    c->expressions[i] = sl_dup_z(mem, loose);
    c->needs[i] = sl_token_need_of(p->expression);
    c->widths[i] = WIDTH_UNKNOWN;
    c->modes[i] = ABSENT;
    if (is_clean && probe(c->expressions[i], flags_of(p->flags, EXACT), &c->widths[i]))
        c->modes[i] = EXACT;
    else if (is_clean && probe(c->expressions[i], flags_of(p->flags, LOOSE), &c->widths[i]))
        c->modes[i] = LOOSE;
    if (c->modes[i] == LOOSE || is_loose)
        c->widths[i] = WIDTH_UNKNOWN;
}

static void gather(compiler *c, size_t which)
{
    c->n_in = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (c->modes[i] == ABSENT)
            c->widths[i] = WIDTH_ABSENT;
        if (c->modes[i] == ABSENT || c->needs[i].is_needed != (which == AROUND))
            continue;
        unsigned once = c->widths[i] == WIDTH_UNKNOWN ? HS_FLAG_SINGLEMATCH : 0;
        c->in[c->n_in] = c->expressions[i];
        c->flags[c->n_in] = flags_of(c->patterns[i].flags, c->modes[i]) | once;
        c->ids[c->n_in++] = (unsigned)i;
    }
}

/* Some expressions are refused only when the whole is built ("too large"): one step down each. */
static bool demote(compiler *c, const hs_compile_error_t *error, sl_err *e)
{
    if (error->expression < 0 || (unsigned)error->expression >= c->n_in)
        return sl_fail(e, SL_EFAIL, "patterns could not be compiled: %s", error->message);
    unsigned i = c->ids[error->expression];
    c->modes[i] = c->modes[i] == EXACT ? LOOSE : ABSENT;
    c->widths[i] = WIDTH_UNKNOWN;
    return true;
}

static bool compile_all(compiler *c, size_t which, hs_database_t **database, sl_err *e)
{
    /* No features named: what every processor of the family can run. */
    const hs_platform_info_t platform = {.tune = HS_TUNE_FAMILY_GENERIC};
    for (;;) {
        gather(c, which);
        if (c->n_in == 0)
            return true;
        hs_compile_error_t *error = NULL;
        if (hs_compile_multi(c->in, c->flags, c->ids, c->n_in, HS_MODE_BLOCK, &platform, database,
                             &error) == HS_SUCCESS)
            return true;
        bool ok = demote(c, error, e);
        hs_free_compile_error(error);
        if (!ok)
            return false;
    }
}

/* The serialized database; nothing when no pattern is in it. */
static bool build(sl_str *bytes, sl_arena *mem, compiler *c, size_t which, sl_err *e)
{
    hs_database_t *database = NULL;
    char *made = NULL;
    size_t n = 0;
    if (!compile_all(c, which, &database, e))
        return false;
    bool ok = !database || hs_serialize_database(database, &made, &n) == HS_SUCCESS;
    *bytes = ok ? sl_dup(mem, sl_str_at(made, n)) : (sl_str){0};
    free(made); /* allocated by the library with the C library's malloc */
    hs_free_database(database);
    return ok || sl_fail(e, SL_EFAIL, "the pattern database could not be written");
}

static size_t aligned(size_t n)
{
    return (n + ALIGN - 1) / ALIGN * ALIGN;
}

/* How much is looked at around a run: what the neediest pattern asks for. */
static void widen(blob_head *head, const compiler *c)
{
    for (size_t i = 0; i < c->n; i++) {
        size_t before = c->needs[i].is_needed ? c->needs[i].before + CONTEXT : 0;
        size_t after = c->needs[i].is_needed ? c->needs[i].after + CONTEXT : 0;
        head->before = before > head->before ? (uint32_t)before : head->before;
        head->after = after > head->after ? (uint32_t)after : head->after;
    }
}

static sl_str assemble(sl_arena *mem, const compiler *c, const sl_str databases[DATABASES])
{
    size_t widths = c->n * sizeof *c->widths;
    blob_head head = {.magic = MAGIC, .n = (uint32_t)c->n};
    size_t end = aligned(sizeof head + widths);
    widen(&head, c);
    for (size_t d = 0; d < DATABASES; d++) {
        head.databases[d].at = end;
        head.databases[d].bytes = databases[d].n;
        end = aligned(end + databases[d].n);
    }
    char *p = sl_alloc(mem, end);
    memcpy(p, &head, sizeof head);
    if (c->n)
        memcpy(p + sizeof head, c->widths, widths);
    for (size_t d = 0; d < DATABASES; d++)
        if (databases[d].n)
            memcpy(p + head.databases[d].at, databases[d].p, databases[d].n);
    return sl_str_at(p, end);
}

/* Where a set is kept: by all that the blob depends on. */
static sl_str name_of_kept(sl_arena *mem, const compiler *c)
{
    if (!kept_in.n)
        return (sl_str){0};
    sl_sha256_state *state = sl_sha256_new(mem);
    sl_sha256_add(state, sl_printf(mem, "%#x %s %zu\n", MAGIC, hs_version(), c->n));
    for (size_t i = 0; i < c->n; i++)
        sl_sha256_add(state, sl_printf(mem, "%u %d %u %zu %zu %d %zu %s\n", c->patterns[i].flags,
                                       c->modes[i], c->widths[i], c->needs[i].before,
                                       c->needs[i].after, c->needs[i].is_needed,
                                       strlen(c->expressions[i]), c->expressions[i]));
    unsigned char digest[SL_SHA256_BYTES];
    char hex[2 * SL_SHA256_BYTES + 1];
    sl_sha256_end(state, digest);
    sl_hex(hex, digest, sizeof digest);
    return sl_path_join(mem, kept_in, sl_printf(mem, "patterns-%s", hex));
}

static bool take_kept(sl_str *blob, sl_arena *mem, sl_str name)
{
    sl_buf bytes;
    sl_buf_init(&bytes, KEPT_BYTES_MAX);
    bool ok = name.n && sl_path_exists(name) && sl_file_read(&bytes, name, NULL);
    if (ok)
        *blob = sl_dup(mem, sl_buf_str(&bytes));
    sl_buf_clear(&bytes);
    return ok;
}

void sl_patterns_keep(sl_str folder)
{
    kept_in = folder;
}

bool sl_patterns_compile(sl_str *blob, sl_arena *mem, const sl_pattern *patterns, size_t n,
                         sl_err *e)
{
    if (n > SL_PATTERNS_MAX)
        return sl_fail(e, SL_ETOOBIG, "%zu patterns; at most %d fit one set", n, SL_PATTERNS_MAX);
    compiler c = {.patterns = patterns, .n = n};
    c.modes = sl_alloc_array(mem, n, sizeof *c.modes);
    c.widths = sl_alloc_array(mem, n, sizeof *c.widths);
    c.needs = sl_alloc_array(mem, n, sizeof *c.needs);
    c.expressions = sl_alloc_array(mem, n, sizeof *c.expressions);
    c.in = sl_alloc_array(mem, n, sizeof *c.in);
    c.flags = sl_alloc_array(mem, n, sizeof *c.flags);
    c.ids = sl_alloc_array(mem, n, sizeof *c.ids);
    for (size_t i = 0; i < n; i++)
        choose(&c, mem, i);
    sl_str name = name_of_kept(mem, &c);
    if (!take_kept(blob, mem, name)) {
        sl_str databases[DATABASES];
        for (size_t d = 0; d < DATABASES; d++)
            if (!build(&databases[d], mem, &c, d, e))
                return false;
        *blob = assemble(mem, &c, databases);
        if (name.n && !sl_file_write(name, *blob, e))
            return false;
    }
    return true;
}

static uint32_t width_of(const sl_patterns *patterns, size_t i)
{
    uint32_t width;
    memcpy(&width, patterns->blob.p + sizeof(blob_head) + i * sizeof width, sizeof width);
    return width;
}

static bool check_blob(sl_patterns *p, sl_err *e)
{
    if (p->blob.n < sizeof p->head)
        return sl_fail(e, SL_EPARSE, "these bytes are no pattern set");
    memcpy(&p->head, p->blob.p, sizeof p->head);
    size_t room = p->blob.n - sizeof p->head;
    bool ok = p->head.magic == MAGIC && p->head.n <= SL_PATTERNS_MAX &&
              p->head.n <= room / sizeof(uint32_t);
    for (size_t d = 0; d < DATABASES; d++)
        ok = ok && p->head.databases[d].at <= p->blob.n &&
             p->head.databases[d].bytes <= p->blob.n - p->head.databases[d].at;
    return ok || sl_fail(e, SL_EPARSE, "the pattern set is damaged");
}

static bool open_database(sl_patterns *p, size_t which, sl_err *e)
{
    size_t n = p->head.databases[which].bytes;
    hs_database_t **database = &p->databases[which];
    if (!n)
        return true;
    hs_error_t rc = hs_deserialize_database(p->blob.p + p->head.databases[which].at, n, database);
    if (rc != HS_SUCCESS)
        return sl_fail(e, SL_ENOTSUP, "the pattern database is of another version or machine (%d)",
                       rc);
    return hs_alloc_scratch(*database, &p->scratch) == HS_SUCCESS ||
           sl_fail(e, SL_ENOTSUP, "this processor cannot run the pattern database");
}

bool sl_patterns_open(sl_patterns **out, sl_arena *mem, sl_str blob, sl_err *e)
{
    sl_patterns *p = sl_alloc(mem, sizeof *p);
    p->blob = blob;
    if (!check_blob(p, e))
        return false;
    for (size_t d = 0; d < DATABASES; d++)
        if (!open_database(p, d, e)) {
            sl_patterns_close(p);
            return false;
        }
    p->slots = sl_alloc_array(mem, p->head.n + 1, sizeof *p->slots);
    for (uint32_t i = 0; i < p->head.n; i++)
        if (width_of(p, i) == WIDTH_ABSENT)
            *sl_list_add(mem, &p->absent) = i;
    *out = p;
    return true;
}

void sl_patterns_close(sl_patterns *patterns)
{
    if (!patterns)
        return;
    hs_free_scratch(patterns->scratch);
    patterns->scratch = NULL;
    for (size_t d = 0; d < DATABASES; d++) {
        hs_free_database(patterns->databases[d]);
        patterns->databases[d] = NULL;
    }
}

size_t sl_patterns_count(const sl_patterns *patterns)
{
    return patterns->head.n;
}

size_t sl_patterns_width(const sl_patterns *patterns, size_t i)
{
    uint32_t width = i < patterns->head.n ? width_of(patterns, i) : WIDTH_UNKNOWN;
    return width == WIDTH_UNKNOWN || width == WIDTH_ABSENT ? SIZE_MAX : width;
}

typedef struct seeing {
    sl_arena *mem;
    const sl_patterns *patterns;
    sl_sightings *out;
    size_t offset; /* of what is being looked at in the text */
} seeing;

static sl_sighting *sighting_of(seeing *s, size_t pattern)
{
    uint32_t *slot = &s->patterns->slots[pattern];
    if (!*slot) {
        uint32_t width = width_of(s->patterns, pattern);
        bool is_known = width != WIDTH_UNKNOWN && width != WIDTH_ABSENT;
        *sl_list_add(s->mem, s->out) = (sl_sighting){
            .pattern = pattern, .is_anywhere = !is_known, .width = is_known ? width : SIZE_MAX};
        *slot = (uint32_t)s->out->n;
    }
    return &s->out->v[*slot - 1];
}

static int seen(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                void *context)
{
    (void)from, (void)flags;
    seeing *s = context;
    if (id >= s->patterns->head.n)
        return 1;
    sl_sighting *sighting = sighting_of(s, id);
    if (sighting->is_anywhere)
        return 0;
    if (sighting->ends.n == SL_SIGHTING_ENDS_MAX)
        sighting->is_anywhere = true;
    else
        *sl_list_add(s->mem, &sighting->ends) = s->offset + to;
    return 0;
}

static int by_pattern(const void *a, const void *b)
{
    size_t x = ((const sl_sighting *)a)->pattern;
    size_t y = ((const sl_sighting *)b)->pattern;
    return (x > y) - (x < y);
}

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a;
    size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static void sort_sightings(sl_sightings *out)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->v[i].ends.n > 1)
            qsort(out->v[i].ends.v, out->v[i].ends.n, sizeof *out->v[i].ends.v, by_size);
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_pattern);
}

static scan_call *reliable_scan(void)
{
#if SLUICE_HS_VARIANTS
    if (__builtin_cpu_supports("avx2"))
        return avx2_hs_scan;
    if (__builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt"))
        return corei7_hs_scan;
#endif
    return hs_scan;
}

static bool see_in(seeing *s, size_t which, sl_str text, size_t from, size_t to, sl_err *e)
{
    s->offset = from;
    hs_error_t rc = reliable_scan()(s->patterns->databases[which], text.p + from,
                                    (unsigned)(to - from), 0, s->patterns->scratch, seen, s);
    return rc == HS_SUCCESS ||
           sl_fail(e, SL_EFAIL, "the pattern database failed on this text (%d)", rc);
}

/* Looks around the long runs; what is near to several of them is looked at once. */
static bool see_around(seeing *s, sl_str text, sl_err *e)
{
    const blob_head *head = &s->patterns->head;
    sl_token_run run;
    bool is_more = sl_token_run_next(&run, text, 0, SL_TOKEN_RUN_MIN);
    while (is_more) {
        size_t from = run.from > head->before ? run.from - head->before : 0;
        size_t to;
        do {
            to = text.n - run.to > head->after ? run.to + head->after : text.n;
            is_more = sl_token_run_next(&run, text, run.to, SL_TOKEN_RUN_MIN);
        } while (is_more && run.from <= to + head->before);
        if (!see_in(s, AROUND, text, from, to, e))
            return false;
    }
    return true;
}

bool sl_patterns_see(sl_sightings *out, sl_arena *mem, sl_patterns *patterns, sl_str text,
                     sl_err *e)
{
    *out = (sl_sightings){0};
    if (text.n > UINT_MAX)
        return sl_fail(e, SL_ETOOBIG, "%zu bytes; at most %u are searched", text.n, UINT_MAX);
    seeing s = {mem, patterns, out, 0};
    for (size_t i = 0; i < patterns->absent.n; i++)
        sighting_of(&s, patterns->absent.v[i]);
    bool ok = !text.n || ((!patterns->databases[WHOLE] || see_in(&s, WHOLE, text, 0, text.n, e)) &&
                          (!patterns->databases[AROUND] || see_around(&s, text, e)));
    for (size_t i = 0; i < out->n; i++)
        patterns->slots[out->v[i].pattern] = 0;
    sort_sightings(out);
    return ok;
}

const sl_sighting *sl_sightings_of(const sl_sightings *sightings, size_t pattern)
{
    const sl_sighting key = {.pattern = pattern};
    if (!sightings->n)
        return NULL;
    return bsearch(&key, sightings->v, sightings->n, sizeof key, by_pattern);
}

/* Where the next match may begin: before the next end that was seen, at most the width away. */
static bool next_window(sl_confirm *c, sl_regex_search *search)
{
    const sl_sighting *s = c->sighting;
    if (!s || s->is_anywhere)
        return c->at <= c->text.n;
    while (c->next_end < s->ends.n && s->ends.v[c->next_end] < c->at)
        c->next_end++;
    if (c->next_end == s->ends.n)
        return false;
    search->last = s->ends.v[c->next_end];
    if (search->last > s->width && search->last - s->width > c->at)
        search->from = search->last - s->width;
    return true;
}

/* Where to go on: behind the match, and with \K, which can end it where it began, at the next
   character. */
static size_t after(const sl_confirm *c, size_t end)
{
    if (end > c->at)
        return end;
    size_t at = c->at + 1;
    while (at < c->text.n && ((unsigned char)c->text.p[at] & 0xc0) == 0x80)
        at++;
    return at;
}

bool sl_confirm_next(sl_confirm *c, sl_match *match, bool *found, sl_err *e)
{
    *found = false;
    for (;;) {
        sl_regex_search search = {c->text, c->at, SIZE_MAX, false};
        if (!next_window(c, &search))
            return true;
        if (!sl_regex_find(c->regex, c->room, &search, match, found, e))
            return false;
        if (*found) {
            c->at = after(c, match->groups[0].end);
            return true;
        }
        if (search.last == SIZE_MAX)
            return true;
        c->next_end++;
    }
}
