/* Clones among numbers, against what comparing everything with everything says. */
#include "tests/support/test.h"

#include "stages/duplicates/clones.h"

enum { K = 5, ROUNDS = 400, TOKENS_MAX = 200 };

/* Letters as tokens, '.' as a border. */
static uint32_t *ids_of(sl_arena *mem, const char *text, size_t *n)
{
    *n = strlen(text);
    uint32_t *ids = sl_alloc_array(mem, *n + 1, sizeof *ids);
    for (size_t i = 0; i < *n; i++)
        ids[i] = text[i] == '.' ? 0 : (uint32_t)text[i];
    return ids;
}

/* "from+length@place,place" of each clone. */
static const char *clones_of(sl_arena *mem, const char *text)
{
    size_t n;
    sl_clones clones;
    uint32_t *ids = ids_of(mem, text, &n);
    sl_str out = SL_S("");
    sl_clones_find(&clones, mem, ids, n, K);
    for (size_t i = 0; i < clones.n; i++) {
        const sl_clone *c = &clones.v[i];
        out = sl_printf(mem, "%.*s%s%u@", SL_FMT(out), i ? " " : "", c->length);
        for (uint32_t k = 0; k < c->n; k++)
            out = sl_printf(mem, "%.*s%s%u", SL_FMT(out), k ? "," : "", c->places[k] - c->before);
    }
    return out.p;
}

static const struct {
    const char *text, *clones;
} cases[] = {
    {"", ""},
    {"abcd", ""},
    {"abcdefgh", ""},
    {"abcde.abcde", "5@0,6"},
    {"abcd.abcd", ""},
    {"abcdeXabcde", "5@0,6"},
    {"abcdefgXabcdefgY", "7@0,8"},
    {"abcdeabcde", "5@0,5"},
    {"abcdefg.Xabcdef.bcdefgY", "6@0,9 6@1,16 5@1,10,16"},
    /* two copies go on where three end */
    {"abcdefgh.abcdefgh.Xabcde", "8@0,9 5@0,9,19"},
    /* a border is no token, whatever stands around it */
    {"abc.defgh.abc.defgh", "5@4,14"},
    /* a text that repeats itself is its own copy from the length of a run on */
    {"aaaaaaaaa", ""},
    {"aaaaaaaaaa", "5@0,5"},
    {"aaaaaaaaaaaaaaa", "5@0,5,10"},
    {"ababababab", ""},
    {"abababababab", "6@0,6"},
};

static void clones_are_as_long_as_their_copies_agree(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(clones_of(*state, cases[i].text), cases[i].clones);
}

/* ---- against everything with everything ---- */

static uint32_t random_of(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % below;
}

static bool is_run(const uint32_t *ids, size_t n, size_t at)
{
    for (size_t i = 0; i < K; i++)
        if (at + i >= n || !ids[at + i])
            return false;
    return true;
}

static void check_sound(const sl_clones *clones, const uint32_t *ids, size_t n)
{
    for (size_t i = 0; i < clones->n; i++) {
        const sl_clone *c = &clones->v[i];
        assert_true(c->n >= 2 && c->length >= K);
        for (uint32_t k = 0; k < c->n; k++) {
            size_t from = c->places[k] - c->before;
            assert_true(from + c->length <= n);
            assert_true(!k || from >= c->places[k - 1] - c->before + c->length);
            for (size_t t = 0; t < c->length; t++)
                assert_true(ids[from + t] && ids[from + t] == ids[c->places[0] - c->before + t]);
        }
    }
}

/* True when some clone has the token `t` in one copy and overlaps [j, j + K) with another. */
static bool is_told(const sl_clones *clones, size_t t, size_t j)
{
    bool has_token = false;
    bool has_other = false;
    for (size_t i = 0; i < clones->n && !(has_token && has_other); i++) {
        const sl_clone *c = &clones->v[i];
        has_token = has_other = false;
        for (uint32_t k = 0; k < c->n; k++) {
            size_t from = c->places[k] - c->before;
            has_token = has_token || (t >= from && t < from + c->length);
            has_other = has_other || (from < j + K && from + c->length > j);
        }
    }
    return has_token && has_other;
}

/* How far the text agrees around the equal runs at `i` and `j`, i < j. */
static size_t agreement(const uint32_t *ids, size_t n, size_t i, size_t j)
{
    size_t before = 0;
    size_t after = K;
    while (before < i && ids[i - before - 1] && ids[i - before - 1] == ids[j - before - 1])
        before++;
    while (j + after < n && ids[i + after] && ids[i + after] == ids[j + after])
        after++;
    return before + after;
}

/* The run overlaps one that is equal: it stands in a text that repeats itself. */
static bool is_periodic(const uint32_t *ids, size_t n, size_t at)
{
    for (size_t j = at >= K ? at - K + 1 : 0; j < at + K; j++)
        if (j != at && is_run(ids, n, j) && memcmp(ids + j, ids + at, K * sizeof *ids) == 0)
            return true;
    return false;
}

static bool is_pair(const uint32_t *ids, size_t n, size_t i, size_t j)
{
    return is_run(ids, n, i) && is_run(ids, n, j) && j - i >= K && !is_periodic(ids, n, i) &&
           !is_periodic(ids, n, j) && memcmp(ids + i, ids + j, K * sizeof *ids) == 0;
}

/* Runs that agree without overlapping are told with one another. */
static void check_complete(const sl_clones *clones, const uint32_t *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + K; j < n; j++)
            if (is_pair(ids, n, i, j) && agreement(ids, n, i, j) <= j - i)
                for (size_t t = 0; t < K; t++)
                    assert_true(is_told(clones, i + t, j) && is_told(clones, j + t, i));
}

static void every_equal_run_is_told_and_nothing_else(void **state)
{
    uint32_t seed = 7;
    for (size_t round = 0; round < ROUNDS; round++) {
        sl_arena *mem = sl_arena_new();
        uint32_t letters = 2 + random_of(&seed, 4);
        size_t n = random_of(&seed, TOKENS_MAX);
        uint32_t *ids = sl_alloc_array(mem, n + 1, sizeof *ids);
        sl_clones clones;
        for (size_t i = 0; i < n; i++)
            ids[i] = random_of(&seed, 40) ? 1 + random_of(&seed, letters) : 0;
        sl_clones_find(&clones, mem, ids, n, K);
        check_sound(&clones, ids, n);
        check_complete(&clones, ids, n);
        sl_arena_free(mem);
    }
    (void)state;
}

static void the_same_token_a_million_times_is_one_clone(void **state)
{
    enum { N = 1000000 };
    sl_clones clones;
    uint32_t *ids = sl_alloc_array(*state, N, sizeof *ids);
    for (size_t i = 0; i < N; i++)
        ids[i] = 1;

    sl_clones_find(&clones, *state, ids, N, K);

    assert_int_equal(clones.n, 1);
    assert_int_equal(clones.v[0].n, N / K);
    assert_int_equal(clones.v[0].length, K);
}

/* Each line is the one before without its last word: copies of copies of copies. */
static void nested_copies_stay_linear(void **state)
{
    enum { LINES = 400 };
    size_t n = 0;
    sl_clones clones;
    uint32_t *ids = sl_alloc_array(*state, (LINES + K + 1) * (LINES + K), sizeof *ids);
    for (size_t line = 0; line < LINES; line++) {
        for (uint32_t i = 0; i < K + LINES - line; i++)
            ids[n++] = i + 1;
        ids[n++] = 0;
    }

    sl_clones_find(&clones, *state, ids, n, K);

    size_t n_copies = 0;
    for (size_t i = 0; i < clones.n; i++)
        n_copies += clones.v[i].n;
    check_sound(&clones, ids, n);
    assert_true(n_copies <= n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(clones_are_as_long_as_their_copies_agree),
        sl_test(every_equal_run_is_told_and_nothing_else),
        sl_test(the_same_token_a_million_times_is_one_clone),
        sl_test(nested_copies_stay_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
