/* Writing and opening the pattern sets. A rule for two languages is in the sets of both. */
#include "stages/sast/sets.h"

#include <stdio.h>

#include "base/chars.h"
#include "sluice/buf.h"
#include "stages/sast/ways.h"

enum { NAME_ROOM = 48 };

/* Words of what a rule needs, after the number of its expressions: that of an expression, or one of
   these; an operator is followed by the number of its parts, and these. */
enum { NEEDS_ALL = 0x8000, NEEDS_EITHER, NEEDS_NOTHING };

typedef struct needs {
    struct {
        uint32_t *v;
        size_t n, cap;
    } starts; /* by rule, and the end of the last */
    struct {
        uint16_t *v;
        size_t n, cap;
    } words;
} needs;

typedef struct set_builder {
    struct {
        sl_pattern *v;
        size_t n, cap;
    } patterns;
    struct {
        sl_sast_entry *v;
        size_t n, cap;
    } entries, more; /* of the first leaf that has a pattern, and of the others */
    sl_map tails;    /* by pattern: where the next entry of it is told */
} set_builder;

/* The last entry of a pattern. */
typedef struct tail {
    bool is_more;
    size_t at;
} tail;

static void name_of(char out[NAME_ROOM], const char *what, size_t set)
{
    const sl_language *language = sl_language_at(set);
    snprintf(out, NAME_ROOM, "%s.%s", what, language ? language->name : "every");
}

/* Code is searched for by the names that it has to have, which are whole words; without one every
   file is looked at, which an empty expression stands for. */
static sl_pattern pattern_of(sl_arena *mem, const sl_sast_leaf *leaf, sl_str word)
{
    enum { ROOM = 8 };
    if (!leaf->is_code)
        return (sl_pattern){leaf->expression, leaf->flags | SL_PATTERN_ANYWHERE};
    bool is_name = !leaf->is_generic && word.n;
    sl_buf out;
    sl_buf_init(&out, 2 * word.n + ROOM);
    if (is_name && sl_is_word(word.p[0]))
        sl_buf_addz(&out, "\\b");
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] > ' ' && strchr("\\^$.|?*+()[]{}/#-", word.p[i]))
            sl_buf_addc(&out, '\\');
        sl_buf_addc(&out, word.p[i]);
    }
    if (is_name && sl_is_word(word.p[word.n - 1]))
        sl_buf_addz(&out, "\\b");
    sl_str expression = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return (sl_pattern){expression, SL_PATTERN_ANYWHERE | (leaf->flags & SL_REGEX_CASELESS)};
}

/* Leaves of many rules have the same name; each pattern is in the set once. */
static void add_part(set_builder *set, sl_arena *mem, sl_pattern pattern, sl_sast_entry entry)
{
    sl_str key = sl_printf(mem, "%u %.*s", pattern.flags, SL_FMT(pattern.expression));
    void **place = sl_map_at(&set->tails, mem, key);
    tail *last = *place;
    if (!last) {
        *place = last = sl_alloc(mem, sizeof *last);
        *last = (tail){false, set->entries.n};
        *sl_list_add(mem, &set->patterns) = pattern;
        *sl_list_add(mem, &set->entries) = entry;
        return;
    }
    *sl_list_add(mem, &set->more) = entry;
    (last->is_more ? set->more.v : set->entries.v)[last->at].next = (uint32_t)set->more.n;
    *last = (tail){true, set->more.n - 1};
}

static void add_leaf(set_builder *set, sl_arena *mem, const sl_sast_leaf *leaf, size_t rule)
{
    size_t n = leaf->words.n ? leaf->words.n : 1;
    for (size_t i = 0; i < n; i++) {
        sl_str word = leaf->words.n ? leaf->words.v[i] : (sl_str){0};
        add_part(set, mem, pattern_of(mem, leaf, word),
                 (sl_sast_entry){.rule = (uint32_t)rule,
                                 .positive = (uint32_t)leaf->positive,
                                 .part = (uint16_t)i,
                                 .n_parts = (uint16_t)n});
    }
}

static void add_rule(set_builder *sets, sl_arena *mem, const sl_sast_rule *rule, size_t index)
{
    for (size_t set = 0; set < SL_SAST_SETS; set++) {
        bool is_in = set == SL_SAST_GENERIC ? rule->is_generic
                                            : !rule->is_generic && (rule->languages >> set & 1);
        for (size_t i = 0; is_in && i < rule->leaves.n; i++) {
            const sl_sast_leaf *leaf = &rule->leaves.v[i];
            bool is_other =
                set != SL_SAST_GENERIC && leaf->languages && !(leaf->languages >> set & 1);
            if (leaf->positive == SIZE_MAX || is_other)
                continue;
            add_leaf(&sets[set], mem, leaf, index);
        }
    }
}

static void add_needs(needs *out, sl_arena *mem, const sl_sast_rule *rule, const sl_sast_formula *f)
{
    if (f->op == SL_SAST_LEAF) {
        size_t positive = rule->leaves.v[f->leaf].positive;
        *sl_list_add(mem, &out->words) = positive == SIZE_MAX ? NEEDS_NOTHING : (uint16_t)positive;
        return;
    }
    *sl_list_add(mem, &out->words) = f->op == SL_SAST_ALL ? NEEDS_ALL : NEEDS_EITHER;
    *sl_list_add(mem, &out->words) = (uint16_t)f->parts.n;
    for (size_t i = 0; i < f->parts.n; i++)
        add_needs(out, mem, rule, f->parts.v[i]);
}

/* A rule that does not fit has no words; a join has each of its rules decide. */
static void add_rule_needs(needs *out, sl_arena *mem, const sl_sast_rule *rule)
{
    *sl_list_add(mem, &out->starts) = (uint32_t)out->words.n;
    if (!rule)
        return;
    *sl_list_add(mem, &out->words) = (uint16_t)rule->leaves.n_positive;
    if (rule->join)
        *sl_list_add(mem, &out->words) = NEEDS_NOTHING;
    else
        add_needs(out, mem, rule, rule->formula);
}

static void write_needs(sl_pack_builder *builder, needs *all)
{
    sl_arena *mem = sl_pack_builder_mem(builder);
    add_rule_needs(all, mem, NULL);
    sl_buf blob;
    sl_buf_init(&blob, all->starts.n * sizeof *all->starts.v + all->words.n * sizeof *all->words.v);
    sl_buf_add(&blob,
               sl_str_at((const char *)all->starts.v, all->starts.n * sizeof *all->starts.v));
    if (all->words.n)
        sl_buf_add(&blob,
                   sl_str_at((const char *)all->words.v, all->words.n * sizeof *all->words.v));
    sl_pack_builder_blob(builder, SL_SAST_NEEDS, sl_buf_str(&blob));
    sl_buf_clear(&blob);
}

/* The entries of the patterns in their order, then the others. */
static sl_str all_entries(sl_arena *mem, const set_builder *set)
{
    size_t n = set->entries.n;
    sl_sast_entry *all = sl_alloc_array(mem, n + set->more.n, sizeof *all);
    for (size_t i = 0; i < n + set->more.n; i++) {
        all[i] = i < n ? set->entries.v[i] : set->more.v[i - n];
        all[i].next += all[i].next ? (uint32_t)n : 0;
    }
    return sl_str_at((const char *)all, (n + set->more.n) * sizeof *all);
}

static bool write_set(sl_pack_builder *builder, const set_builder *set, size_t i, sl_err *e)
{
    sl_str blob;
    char name[NAME_ROOM];
    if (!set->patterns.n)
        return true;
    if (!sl_patterns_compile(&blob, sl_pack_builder_mem(builder), set->patterns.v, set->patterns.n,
                             e))
        return false;
    name_of(name, "patterns", i);
    sl_pack_builder_blob(builder, name, blob);
    name_of(name, "entries", i);
    sl_pack_builder_blob(builder, name, all_entries(sl_pack_builder_mem(builder), set));
    return true;
}

bool sl_sast_sets_compile(sl_pack_builder *builder, sl_err *e)
{
    sl_arena *mem = sl_pack_builder_mem(builder);
    set_builder *sets = sl_alloc_array(mem, SL_SAST_SETS, sizeof *sets);
    struct {
        uint32_t *v;
        size_t n, cap;
    } joins = {0}; /* which are needed before any file is seen */
    needs needed = {0};
    sl_sast_tables tables = {.mem = mem};
    sl_str notes = {0};
    for (size_t i = 0; i < sl_pack_builder_count(builder); i++) {
        sl_sast_rule *rule;
        sl_str why;
        if (!sl_sast_rule_fits(&why, mem, sl_pack_builder_rule(builder, i))) {
            notes = sl_printf(mem, "%.*s%.*s\n", SL_FMT(notes), SL_FMT(why));
            add_rule_needs(&needed, mem, NULL);
            continue;
        }
        if (!sl_sast_rule_read(&rule, mem, sl_pack_builder_rule(builder, i), e) ||
            !sl_sast_rule_check(rule, &tables, e))
            return false;
        add_rule(sets, mem, rule, i);
        add_rule_needs(&needed, mem, rule);
        if (rule->join)
            *sl_list_add(mem, &joins) = (uint32_t)i;
    }
    write_needs(builder, &needed);
    sl_pack_builder_blob(builder, SL_SAST_WAYS, sl_sast_ways_write(mem, &tables.patterns));
    if (notes.n)
        sl_pack_builder_blob(builder, SL_PACK_NOTES, notes);
    if (joins.n)
        sl_pack_builder_blob(builder, SL_SAST_JOINS,
                             sl_str_at((const char *)joins.v, joins.n * sizeof *joins.v));
    if (sl_pack_builder_is_trial(builder))
        sl_pack_builder_blob(builder, SL_SAST_TRIAL, SL_S("yes"));
    for (size_t i = 0; i < SL_SAST_SETS; i++)
        if (!write_set(builder, &sets[i], i, e))
            return false;
    return true;
}

void sl_sast_sets_init(sl_sast_sets *sets, const sl_pack *pack)
{
    *sets = (sl_sast_sets){.pack = pack, .needs = sl_pack_blob(pack, SL_SAST_NEEDS)};
    for (size_t i = 0; i < SL_SAST_SETS; i++) {
        char name[NAME_ROOM];
        if (i != SL_SAST_GENERIC && !sl_language_at(i))
            continue;
        name_of(name, "patterns", i);
        sets->v[i].compiled = sl_pack_blob(pack, name);
        name_of(name, "entries", i);
        sets->v[i].entries = sl_pack_blob(pack, name);
        if (sets->v[i].compiled.n && i != SL_SAST_GENERIC)
            sets->languages |= (sl_languages)1 << i;
    }
}

bool sl_sast_set_open(sl_patterns **out, sl_sast_sets *sets, size_t set, sl_arena *mem, sl_err *e)
{
    *out = sets->v[set].patterns;
    if (*out || !sets->v[set].compiled.n)
        return true;
    if (!sl_patterns_open(out, mem, sets->v[set].compiled, e))
        return false;
    sets->v[set].patterns = *out;
    return true;
}

bool sl_sast_set_entry(sl_sast_entry *out, const sl_sast_sets *sets, size_t set, size_t i)
{
    sl_str entries = sets->v[set].entries;
    if (i >= entries.n / sizeof *out)
        return false;
    memcpy(out, entries.p + i * sizeof *out, sizeof *out);
    return out->rule < sl_pack_count(sets->pack) && out->part < out->n_parts &&
           out->n_parts <= SL_CODE_WORDS_MAX && (!out->next || out->next > i + 1);
}

/* The words of a rule that are left to read. */
typedef struct needs_reader {
    sl_str words;
    const sl_sighting *const *seen;
    size_t n_positive;
    unsigned depth;
} needs_reader;

static bool next_word(needs_reader *r, uint16_t *out)
{
    if (r->words.n < sizeof *out)
        return false;
    memcpy(out, r->words.p, sizeof *out);
    r->words = sl_str_sub(r->words, sizeof *out, r->words.n);
    return true;
}

static bool open_needs(needs_reader *out, const sl_sast_sets *sets, size_t rule)
{
    uint32_t place[2];
    uint16_t n_positive;
    size_t head = (sl_pack_count(sets->pack) + 1) * sizeof *place;
    if (rule >= sl_pack_count(sets->pack) || sets->needs.n < head)
        return false;
    memcpy(place, sets->needs.p + rule * sizeof *place, sizeof place);
    size_t n = (sets->needs.n - head) / sizeof(uint16_t);
    if (place[0] >= place[1] || place[1] > n)
        return false;
    *out = (needs_reader){.words = sl_str_sub(sets->needs, head + place[0] * sizeof(uint16_t),
                                              head + place[1] * sizeof(uint16_t))};
    if (!next_word(out, &n_positive) || n_positive > SL_SAST_LEAVES)
        return false;
    out->n_positive = n_positive;
    return true;
}

size_t sl_sast_set_positives(const sl_sast_sets *sets, size_t rule)
{
    needs_reader r;
    return open_needs(&r, sets, rule) ? r.n_positive : SIZE_MAX;
}

/* Of what is damaged anything may be. */
static bool may_hold(needs_reader *r)
{
    uint16_t word, n;
    if (!next_word(r, &word) || word == NEEDS_NOTHING)
        return true;
    if (word < NEEDS_ALL)
        return word >= r->n_positive || r->seen[word];
    if (!next_word(r, &n) || r->depth == 2 * SL_SAST_DEPTH)
        return true;
    size_t n_holding = 0;
    r->depth++;
    for (uint16_t i = 0; i < n; i++) /* each is read, whatever those before were */
        n_holding += may_hold(r);
    r->depth--;
    return word == NEEDS_ALL ? n_holding == n : n_holding > 0;
}

bool sl_sast_set_may_match(const sl_sast_sets *sets, size_t rule, const sl_sighting *const *seen)
{
    needs_reader r;
    if (!open_needs(&r, sets, rule))
        return true;
    r.seen = seen;
    return may_hold(&r);
}

void sl_sast_sets_close(sl_sast_sets *sets)
{
    for (size_t i = 0; i < SL_SAST_SETS; i++)
        sl_patterns_close(sets->v[i].patterns);
}
