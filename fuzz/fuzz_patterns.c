/* An expression and a text, with a NUL between: what PCRE2 finds in the whole text, the pattern set
   has to see, exactly or loosely, and the walk has to find. */
#include <stdlib.h>

#include "engine/match/patterns.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { EXPRESSION_MAX = 60, TEXT_MAX = 400, MATCHES_MAX = 100 };

/* The first matches in the text; false when a limit was reached. */
static bool walk(sl_span *out, size_t *n, sl_confirm *c)
{
    for (*n = 0; *n < MATCHES_MAX;) {
        sl_match match;
        bool found;
        if (!sl_confirm_next(c, &match, &found, NULL))
            return false;
        if (!found)
            return true;
        out[(*n)++] = match.groups[0];
    }
    return true;
}

static void compare(sl_arena *mem, sl_patterns *set, const sl_regex *regex, sl_str text)
{
    sl_regex_room *room = sl_regex_room_open(mem);
    sl_span whole[MATCHES_MAX];
    sl_span seen[MATCHES_MAX];
    size_t n_whole = 0;
    size_t n_seen = 0;
    sl_sightings sightings;
    sl_confirm all = {regex, room, NULL, text, 0, 0};
    if (walk(whole, &n_whole, &all) && sl_patterns_see(&sightings, mem, set, text, NULL)) {
        sl_confirm some = {regex, room, sl_sightings_of(&sightings, 0), text, 0, 0};
        if (some.sighting && !walk(seen, &n_seen, &some))
            n_seen = n_whole;
        if (n_seen != n_whole ||
            (some.sighting && memcmp(whole, seen, n_whole * sizeof *whole) != 0))
            abort();
    }
    sl_regex_room_close(room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str input = sl_str_at((const char *)data, size);
    size_t nul = sl_str_chr(input, 0);
    if (nul == SIZE_MAX || nul < 2 || nul > EXPRESSION_MAX || size - nul > TEXT_MAX)
        return 0;
    sl_arena *mem = sl_arena_new();
    sl_pattern pattern = {sl_str_sub(input, 1, nul),
                          SL_REGEX_MULTILINE | (data[0] & 1 ? SL_PATTERN_ANYWHERE : 0u)};
    sl_regex *regex = NULL;
    sl_str blob;
    sl_patterns *set = NULL;
    if (sl_regex_open(&regex, mem, pattern.expression, SL_REGEX_MULTILINE, NULL) &&
        sl_patterns_compile(&blob, mem, &pattern, 1, NULL) &&
        sl_patterns_open(&set, mem, blob, NULL))
        compare(mem, set, regex, sl_str_sub(input, nul + 1, size));
    sl_patterns_close(set);
    sl_regex_close(regex);
    sl_arena_free(mem);
    return 0;
}
