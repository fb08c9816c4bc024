/* Sums of times, sorted when they are told. */
#include "engine/work/profile.h"

#include <stdlib.h>

#include "base/json.h"

enum { SHOWN = 10, SLOW_FILES = 3 };
/* A rule is slow everywhere when it takes this long in each file, on the average, and a part of
   the whole that is worth a word. */
static const uint64_t slow_ns = 20000000;
static const uint64_t slow_share = 10;

sl_profile *sl_profile_new(sl_arena *mem)
{
    sl_profile *profile = sl_alloc(mem, sizeof *profile);
    profile->mem = mem;
    return profile;
}

void sl_profile_file(sl_profile *profile, sl_str file, uint64_t ns, size_t n_rules)
{
    *sl_list_add(profile->mem, &profile->files) =
        (sl_time){.name = sl_dup(profile->mem, file), .ns = ns, .max_ns = ns, .n = n_rules};
}

void sl_profile_rule(sl_profile *profile, sl_str rule, uint64_t ns)
{
    void **at = sl_map_at(&profile->index, profile->mem, rule);
    if (!*at) {
        *sl_list_add(profile->mem, &profile->rules) = (sl_time){.name = rule};
        *at = (void *)(uintptr_t)profile->rules.n;
    }
    sl_time *t = &profile->rules.v[(size_t)(uintptr_t)*at - 1];
    t->ns += ns;
    t->max_ns = ns > t->max_ns ? ns : t->max_ns;
    t->n++;
}

static int by_time(const void *a, const void *b)
{
    const sl_time *p = a;
    const sl_time *q = b;
    if (p->ns != q->ns)
        return p->ns > q->ns ? -1 : 1;
    return sl_str_cmp(p->name, q->name);
}

/* The times in falling order, in memory of their own. */
static sl_time *sorted(sl_arena *mem, const sl_time *v, size_t n)
{
    sl_time *copy = sl_alloc_array(mem, n, sizeof *copy);
    if (n)
        memcpy(copy, v, n * sizeof *copy);
    if (n > 1)
        qsort(copy, n, sizeof *copy, by_time);
    return copy;
}

static double ms(uint64_t ns)
{
    return (double)ns / 1e6;
}

static uint64_t total(const sl_time *v, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i].ns;
    return sum;
}

static bool is_slow(const sl_time *rule, uint64_t all)
{
    return rule->n >= SLOW_FILES && rule->ns / rule->n >= slow_ns && rule->ns >= all / slow_share;
}

void sl_profile_text(sl_buf *out, const sl_profile *profile)
{
    sl_arena *mem = sl_arena_new();
    const sl_time *rules = sorted(mem, profile->rules.v, profile->rules.n);
    const sl_time *files = sorted(mem, profile->files.v, profile->files.n);
    uint64_t all = total(files, profile->files.n);
    sl_buf_addf(out, "time of processors in code: %.1f ms, %zu rules on %zu files\n", ms(all),
                profile->rules.n, profile->files.n);
    for (size_t i = 0; i < profile->rules.n && i < SHOWN; i++)
        sl_buf_addf(out, "  rule %9.1f ms  %.*s (%zu files, at most %.1f ms)\n", ms(rules[i].ns),
                    SL_FMT(rules[i].name), rules[i].n, ms(rules[i].max_ns));
    for (size_t i = 0; i < profile->files.n && i < SHOWN; i++)
        sl_buf_addf(out, "  file %9.1f ms  %.*s (%zu rules)\n", ms(files[i].ns),
                    SL_FMT(files[i].name), files[i].n);
    for (size_t i = 0; i < profile->rules.n; i++)
        if (is_slow(&rules[i], all))
            sl_buf_addf(out, "slow in every file: %.*s, %.1f ms each on the average\n",
                        SL_FMT(rules[i].name), ms(rules[i].ns / rules[i].n));
    sl_arena_free(mem);
}

static void put_times(sl_json *j, const char *key, const char *count, const sl_time *v, size_t n)
{
    sl_json_list(j, key);
    for (size_t i = 0; i < n; i++) {
        sl_json_object(j, NULL);
        sl_json_str(j, "name", v[i].name);
        sl_json_int(j, "microseconds", (int64_t)(v[i].ns / 1000));
        sl_json_int(j, "longest_microseconds", (int64_t)(v[i].max_ns / 1000));
        sl_json_int(j, count, (int64_t)v[i].n);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
}

void sl_profile_json(sl_buf *out, const sl_profile *profile)
{
    sl_arena *mem = sl_arena_new();
    sl_json j = {.out = out};
    const sl_time *rules = sorted(mem, profile->rules.v, profile->rules.n);
    sl_json_object(&j, NULL);
    put_times(&j, "rules", "files", rules, profile->rules.n);
    put_times(&j, "files", "rules", sorted(mem, profile->files.v, profile->files.n),
              profile->files.n);
    sl_json_list(&j, "slow");
    for (size_t i = 0; i < profile->rules.n; i++)
        if (is_slow(&rules[i], total(profile->files.v, profile->files.n)))
            sl_json_str(&j, NULL, rules[i].name);
    sl_json_list_end(&j);
    sl_json_object_end(&j);
    sl_buf_addc(out, '\n');
    sl_arena_free(mem);
}
