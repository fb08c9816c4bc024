/* The stage kind `duplicates`: code that stands in more than one place. Workers cut files into
   tokens, the parent joins what they tell. */
#include "base/glob.h"
#include "engine/rules/common.h"
#include "engine/rules/pack.h"
#include "sluice/stage.h"
#include "stages/duplicates/change.h"
#include "stages/duplicates/formats.h"
#include "stages/duplicates/tell.h"

enum { MIN_TOKENS = 5, MAX_MIN_TOKENS = 1000, FACT_BYTES_MAX = 200 << 20, SNIFF_BYTES = 8192 };

typedef struct state {
    sl_clone_formats formats;
    sl_clone_index index;
    sl_clone_taste taste;
    sl_strs ignore;
    size_t min_tokens;
} state;

static const sl_option_spec options[] = {
    {.name = "min_tokens",
     .type = SL_OPT_COUNT,
     .fallback = "50",
     .help = "tokens that a copy has at least (5 to 1000)"},
    {.name = "min_lines",
     .type = SL_OPT_COUNT,
     .fallback = "1",
     .help = "lines that a copy has at least"},
    {.name = "ignore_identifiers",
     .type = SL_OPT_BOOL,
     .fallback = "no",
     .help = "code with other names is a copy too"},
    {.name = "ignore_literals",
     .type = SL_OPT_BOOL,
     .fallback = "no",
     .help = "code with other numbers and texts is a copy too"},
    {.name = "threshold",
     .type = SL_OPT_TEXT,
     .help = "percentage of duplicated lines over which there is a finding that blocks"},
    {.name = "new_only",
     .type = SL_OPT_BOOL,
     .fallback = "no",
     .help = "only clones that the change adds, where there is a base or something is staged"},
    {.name = "languages",
     .type = SL_OPT_LIST,
     .help = "what to compare: names of languages, or 'all' for data and documents too"},
    {.name = "ignore",
     .type = SL_OPT_LIST,
     .help = "globs of files that are not compared, as in .gitignore"},
    {.name = "max_clones",
     .type = SL_OPT_COUNT,
     .fallback = "5000",
     .help = "findings at most; the rest is counted"},
    {.name = "max_tokens",
     .type = SL_OPT_COUNT,
     .fallback = "100000000",
     .help = "tokens of all files at most; 30 bytes of memory each"},
    {0},
};

static size_t rule_of(const sl_ruleset *rules, const char *id)
{
    for (size_t i = 0; rules && i < sl_ruleset_count(rules); i++)
        if (sl_str_is(sl_ruleset_rule(rules, i)->id, id))
            return i;
    return SIZE_MAX;
}

/* "5", "7.5" or "7.5%"; nothing is no threshold. */
static bool read_percent(double *out, sl_str text, sl_err *e)
{
    uint64_t value = 0;
    uint64_t scale = 0; /* of the digits after the point */
    bool has_digit = false;
    sl_str rest = text;
    if (rest.n && rest.p[rest.n - 1] == '%')
        rest.n--;
    for (size_t i = 0; i < rest.n; i++) {
        bool is_digit = rest.p[i] >= '0' && rest.p[i] <= '9';
        if ((!is_digit && (rest.p[i] != '.' || scale)) || i > 8)
            return sl_fail(e, SL_EUSAGE, "threshold: '%.*s' is no percentage such as 5 or 7.5",
                           SL_FMT(text));
        value = is_digit ? value * 10 + (uint64_t)(rest.p[i] - '0') : value;
        scale = is_digit ? scale * 10 : 1;
        has_digit = has_digit || is_digit;
    }
    *out = has_digit ? (double)value / (double)(scale ? scale : 1) : -1;
    return true;
}

static bool read_taste(state *s, const sl_scan_setup *setup, sl_err *e)
{
    const sl_options *o = setup->options;
    uint64_t min_tokens = sl_options_number(o, "min_tokens");
    uint64_t min_lines = sl_options_number(o, "min_lines");
    if (min_tokens < MIN_TOKENS || min_tokens > MAX_MIN_TOKENS)
        return sl_fail(e, SL_EUSAGE, "min_tokens: %llu is not between %d and %d",
                       (unsigned long long)min_tokens, MIN_TOKENS, MAX_MIN_TOKENS);
    s->min_tokens = (size_t)min_tokens;
    s->taste.min_lines = min_lines < UINT32_MAX ? (uint32_t)min_lines : UINT32_MAX;
    s->taste.max_clones = (size_t)sl_options_number(o, "max_clones");
    s->taste.new_only = sl_options_bool(o, "new_only");
    s->taste.clone_rule = rule_of(setup->rules, "duplicates.clone");
    s->taste.more_rule = rule_of(setup->rules, "duplicates.more");
    s->taste.threshold_rule = rule_of(setup->rules, "duplicates.threshold");
    return read_percent(&s->taste.threshold, sl_options_text(o, "threshold"), e);
}

static bool open_scanner(void **out, const sl_scan_setup *setup, sl_err *e)
{
    state *s = sl_alloc(setup->mem, sizeof *s);
    const sl_options *o = setup->options;
    sl_strs languages = sl_options_list(o, "languages");
    uint64_t max_tokens = sl_options_number(o, "max_tokens");
    const sl_clone_eyes eyes = {
        .ignores_names = sl_options_bool(o, "ignore_identifiers"),
        .ignores_literals = sl_options_bool(o, "ignore_literals"),
        .max_tokens = max_tokens < INT32_MAX ? max_tokens : INT32_MAX,
    };
    *out = s;
    s->ignore = sl_options_list(o, "ignore");
    if (!read_taste(s, setup, e) || !sl_clone_formats_init(&s->formats, setup->mem, &languages, e))
        return false;
    sl_clone_index_init(&s->index, setup->mem, &eyes);
    return true;
}

static bool wants(const void *self, const sl_unit *unit)
{
    const state *s = self;
    if (unit->kind != SL_UNIT_FILE || !sl_clone_formats_want(&s->formats, unit->path))
        return false;
    for (size_t i = 0; i < s->ignore.n; i++)
        if (sl_glob_match(s->ignore.v[i], unit->path))
            return false;
    return true;
}

static bool scan(void *self, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    const state *s = self;
    const sl_syntax *syntax;
    sl_buf fact;
    if (text.n && memchr(text.p, 0, text.n < SNIFF_BYTES ? text.n : SNIFF_BYTES)) {
        sl_sink_skip(sink, SL_S("binary"));
        return true;
    }
    if (!sl_clone_formats_of(&s->formats, unit->path, text, &syntax)) {
        sl_sink_skip(sink, SL_S("in no language that is compared"));
        return true;
    }
    sl_buf_init(&fact, FACT_BYTES_MAX);
    bool ok = sl_clone_fact_write(&fact, sl_sink_mem(sink), syntax, text, e);
    if (ok)
        sl_sink_fact(sink, sl_buf_str(&fact));
    sl_buf_clear(&fact);
    return ok;
}

static bool gather(void *self, const sl_unit *unit, sl_str fact, sl_err *e)
{
    state *s = self;
    return sl_clone_index_add(&s->index, unit, fact, e);
}

static bool finish(void *self, sl_sink *sink, sl_err *e)
{
    state *s = self;
    size_t n;
    sl_clones clones;
    const uint32_t *ids = sl_clone_index_ids(&s->index, &n);
    (void)e;
    sl_clones_find(&clones, sl_sink_mem(sink), ids, n, s->min_tokens);
    sl_clones_of_change(&clones, sl_sink_mem(sink), &s->index);
    sl_clones_tell(&clones, &s->index, &s->taste, sink);
    return true;
}

static void close_scanner(void *self)
{
    state *s = self;
    sl_clone_index_clear(&s->index);
}

static const sl_scanner scanner = {.compares = true,
                                   .open = open_scanner,
                                   .wants = wants,
                                   .scan = scan,
                                   .gather = gather,
                                   .finish = finish,
                                   .close = close_scanner};

static bool compile(sl_pack_builder *builder, sl_err *e)
{
    (void)builder; /* two rules, asked by name: nothing to prepare */
    (void)e;
    return true;
}

static bool claims(const sl_node *doc)
{
    return sl_str_is(sl_node_text(sl_node_get(doc, "kind")), "duplicates");
}

static const sl_rule_kind rules = {.read = sl_rule_read_told, .compile = compile, .claims = claims};

const sl_stage_kind sl_stage_duplicates = {
    .name = "duplicates",
    .summary = "find code that stands in more than one place",
    .traits = SL_SCANS,
    .options = options,
    .scanner = &scanner,
    .rules = &rules,
};
