/* What looking around changes, and where nobody looked before, says is what looking at the whole
   text would say. */
#include "tests/support/test.h"

#include "stages/secrets/reach/bounds.h"
#include "stages/secrets/reach/seen.h"
#include "stages/secrets/screen.h"
#include "tests/stages/secrets/kit.h"

enum { LINES = 300, TRIES = 30000, EDITS = 3, TEXT_MAX = 200000 };

static const char rules[] =
    "[[rules]]\nid = 'acme'\ndescription = 'd'\nregex = '\\bacme_([a-z0-9]{24,32})\\b'\n"
    "keywords = ['acme_']\n"
    "[[rules]]\nid = 'near'\ndescription = 'd'\n"
    "regex = '''(?i)vendor[ \\t\\w.-]{0,40}[=:]\\s*[\"']([a-z0-9]{20})[\"']'''\n"
    "keywords = ['vendor']\n"
    "[[rules]]\nid = 'block'\ndescription = 'd'\n"
    "regex = '-----OPEN-----[^-]{10,}-----SHUT-----'\nkeywords = ['-----open']\n"
    "[[rules]]\nid = 'lines'\ndescription = 'd'\nregex = 'first\\s+second\\s+third_[0-9]{6}'\n"
    "keywords = ['third_']\n";

/* Pieces of secrets: edits put them together and take them apart. */
static const char *const pieces[] = {"acme_",
                                     "abcdefgh12345678abcdefgh",
                                     "vendor key",
                                     " = \"",
                                     "abcdefghij0123456789",
                                     "\"",
                                     "-----OPEN-----",
                                     "-----SHUT-----",
                                     "first\n",
                                     "second\n\n\n",
                                     "third_123456",
                                     "YWNtZV9hYmNkZWZnaDEyMzQ1Njc4YWJjZGVmZ2g=",
                                     "%61cme_",
                                     "\\u0061cme_",
                                     "abcdefgh%31\\x3245678abcdefgh",
                                     "61636d655f6162636465666768313233343536373861626364656667680a",
                                     "WVdOdFpWOWhZbU5rWldabmFERXlNelExTmpjNFlXSmpaR1ZtWjJnPQ==",
                                     "%0a",
                                     "\n",
                                     " ",
                                     "-"};

/* A text made of copies of another and of pieces, and where they meet. */
typedef struct maker {
    unsigned long long dice;
    sl_arena *mem;
    sl_buf text;
    sl_change changes[64];
    size_t n_changes;
    size_t expected;
} maker;

static size_t roll(maker *m, size_t n)
{
    m->dice = m->dice * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(m->dice >> 33) % n;
}

static void change(maker *m, size_t start, size_t end)
{
    sl_change *last = m->n_changes ? &m->changes[m->n_changes - 1] : NULL;
    if (last && start <= last->end)
        last->end = end > last->end ? end : last->end;
    else
        m->changes[m->n_changes++] = (sl_change){start, end};
}

static void copy(maker *m, sl_str base, size_t from, size_t to)
{
    if (from != m->expected)
        change(m, m->text.n, m->text.n);
    sl_buf_add(&m->text, sl_str_sub(base, from, to));
    m->expected = to;
}

static void insert(maker *m, const char *piece)
{
    size_t start = m->text.n;
    sl_buf_addz(&m->text, piece);
    change(m, start, m->text.n);
    m->expected = SIZE_MAX;
}

/* A text in base64, wrapped to lines of 64 digits; its secret may stand across two of them. */
static void add_wrapped(maker *m)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    enum { LINE = 64 };
    sl_str text = {"", 0};
    for (size_t i = roll(m, 12) + 2; i > 0; i--)
        text = sl_printf(m->mem, "%.*sa line %zu of words; %s\n", SL_FMT(text), roll(m, 1000),
                         roll(m, 6) ? "" : pieces[roll(m, sizeof pieces / sizeof *pieces)]);
    size_t n = 0;
    for (size_t i = 0; i + 3 <= text.n; i += 3) {
        uint32_t bits = (uint32_t)(unsigned char)text.p[i] << 16 |
                        (uint32_t)(unsigned char)text.p[i + 1] << 8 | (unsigned char)text.p[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6, n++) {
            sl_buf_addc(&m->text, digits[bits >> shift & 63]);
            if (n % LINE == LINE - 1)
                sl_buf_addc(&m->text, '\n');
        }
    }
    sl_buf_addc(&m->text, '\n');
}

/* Lines as sources and others have them: deep in blanks, empty, long, in base64. */
static sl_str make_base(maker *m)
{
    for (size_t i = 0; i < LINES; i++) {
        size_t kind = roll(m, 60);
        if (kind < 6)
            sl_buf_addf(&m->text, "%*s", (int)roll(m, 120), "");
        else if (kind == 6)
            sl_buf_addz(&m->text, "\n\n\n");
        else if (kind == 7)
            for (size_t n = roll(m, 40); n > 0; n--)
                sl_buf_addf(&m->text, "%zu, %s,", n, roll(m, 9) ? "many words" : "x");
        else if (kind == 8)
            add_wrapped(m);
        sl_buf_addf(&m->text, "line %zu of some words %zu;", i, roll(m, 100000));
        if (roll(m, 40) == 0)
            sl_buf_addz(&m->text, pieces[roll(m, sizeof pieces / sizeof *pieces)]);
        sl_buf_addc(&m->text, '\n');
    }
    sl_str base = sl_dup(m->mem, sl_buf_str(&m->text));
    sl_buf_reset(&m->text);
    return base;
}

/* Copies with something cut out, something put in, or both, at a few places, often near pieces. */
static void edit(maker *m, sl_str base)
{
    size_t at = 0;
    m->n_changes = 0;
    m->expected = 0;
    sl_buf_reset(&m->text);
    for (size_t i = 0; i < EDITS; i++) {
        size_t to = at + roll(m, (base.n - at) / 2 + 1);
        const char *mark = roll(m, 2) ? memchr(base.p + to, ';', base.n - to) : NULL;
        to = mark ? (size_t)(mark - base.p) + 1 : to;
        copy(m, base, at, to);
        at = to + (roll(m, 2) ? roll(m, 60) : 0);
        at = at < base.n ? at : base.n;
        for (size_t k = roll(m, 4); k > 0; k--)
            insert(m, pieces[roll(m, sizeof pieces / sizeof *pieces)]);
    }
    copy(m, base, at, base.n);
}

static sl_screened ask(sl_secret_scanner *scanner, sl_arena *mem, const maker *m,
                       const sl_screened *base)
{
    sl_err e = {0};
    sl_screened out;
    const sl_screening what = {.mem = mem,
                               .text = sl_buf_str(&m->text),
                               .base = base,
                               .changes = m->changes,
                               .n_changes = m->n_changes};
    assert_ok(sl_secret_screen(scanner, &what, &out, &e), &e);
    sl_arena_reset(mem);
    return out;
}

/* What a look at the whole text says, in which nothing is known of others. */
static sl_screened ask_whole(sl_secret_scanner *scanner, sl_arena *mem, const maker *m)
{
    sl_err e = {0};
    sl_screened out = {.is_settled = true};
    sl_secret_scan scan = {.scanner = scanner, .mem = mem, .screened = &out, .e = &e};
    assert_ok(sl_secret_scan_text(&scan, sl_buf_str(&m->text)), &e);
    out.is_settled = !scan.has_forms;
    sl_arena_reset(mem);
    return out;
}

static bool has_reason(const sl_screened *a, uint32_t reason)
{
    for (uint32_t i = 0; i < a->n_reasons && i < SL_SCREEN_REASONS; i++)
        if (a->reasons[i] == reason)
            return true;
    return a->n_reasons > SL_SCREEN_REASONS;
}

/* Whether `a` says all that matters of what a look at the whole text says: it is suspect if a rule
   found something, and texts that are told from it are if the rule may do so there. */
static bool says_all_of(const sl_screened *a, const sl_screened *whole)
{
    bool is_suspect = false;
    for (uint32_t i = 0; i < whole->n_reasons; i++) {
        uint32_t reason = whole->reasons[i];
        is_suspect = is_suspect || !(reason & SL_SCREEN_MAYBE);
        if (a->is_settled && !has_reason(a, reason) && !has_reason(a, reason | SL_SCREEN_MAYBE))
            return false;
    }
    return (!is_suspect || a->verdict == SL_SCREEN_SUSPECT) &&
           (!a->is_settled || whole->is_settled);
}

static void check_around_changes(sl_arena *mem, const char *file, const char *text)
{
    sl_err e = {0};
    maker m = {.dice = 7, .mem = mem};
    sl_arena *scratch = sl_arena_new();
    sl_secret_scanner *scanner = kit_open(mem, file, text, &e);
    size_t n_quiet = 0;
    size_t n_suspect = 0;
    size_t n_suspect_bases = 0;
    assert_ok(scanner != NULL, &e);
    sl_buf_init(&m.text, TEXT_MAX);

    for (size_t i = 0; i < TRIES; i++) {
        sl_str base = make_base(&m);
        sl_buf_add(&m.text, base);
        sl_screened known = ask(scanner, scratch, &m, NULL);
        n_suspect_bases += known.is_settled && known.n_reasons;
        for (size_t k = 0; k < EDITS; k++) {
            edit(&m, base);
            sl_screened around = ask(scanner, scratch, &m, known.is_settled ? &known : NULL);
            sl_screened alone = ask(scanner, scratch, &m, NULL);
            sl_screened whole = ask_whole(scanner, scratch, &m);
            n_quiet += !around.n_reasons;
            n_suspect += whole.n_reasons > 0;
            if (!says_all_of(&around, &whole) || !says_all_of(&alone, &whole))
                fail_msg("missed in\n%.*s", SL_FMT(sl_buf_str(&m.text)));
        }
        sl_buf_reset(&m.text);
    }

    assert_true(n_quiet > 10 && n_suspect > 10 && n_suspect_bases > 10);
    sl_buf_clear(&m.text);
    sl_arena_free(scratch);
    sl_secret_scanner_close(scanner);
}

static void nothing_is_missed_around_changes(void **state)
{
    check_around_changes(*state, "rules.toml", rules);
}

/* Words that have to stand near a match, and words that may stand far from it. */
static void words_beside_a_match_are_not_missed(void **state)
{
#define RULE(id, word, before, after)                                                              \
    "- id: " id "\n  title: t\n  severity: high\n  confidence: high\n"                             \
    "  regex: acme_([a-z0-9]{24})\n  keywords: [acme_]\n  remediation: r\n"                        \
    "  context: {words: [" word "], before: " before ", after: " after "}\n"
    static const char own[] = "rules:\n" RULE("near", "vendor key", "150", "60")
        RULE("far", "third_123456", "900", "700");

    check_around_changes(*state, "rules.yml", own);
}

/* What is asked about a text with its paths. */
static sl_screen_verdict verdict_at(sl_secret_scanner *scanner, sl_arena *mem, sl_str text,
                                    const char *const *paths)
{
    sl_err e = {0};
    sl_screened out;
    sl_strs all = {0};
    for (; *paths; paths++)
        *sl_list_add(mem, &all) = sl_str_of(*paths);
    const sl_screening what = {.mem = mem, .text = text, .paths = all.v, .n_paths = all.n};
    assert_ok(sl_secret_screen(scanner, &what, &out, &e), &e);
    return out.verdict;
}

static void a_text_is_clean_where_the_rules_that_found_something_do_not_look(void **state)
{
    static const char own[] =
        "[[rules]]\nid = 'here'\ndescription = 'd'\nregex = 'acme_[a-z0-9]{24}'\n"
        "keywords = ['acme_']\npath = '\\.env$'\n"
        "[[rules]]\nid = 'not-there'\ndescription = 'd'\nregex = 'corp_[a-z0-9]{24}'\n"
        "keywords = ['corp_']\n[[rules.allowlists]]\npaths = ['^tests/']\n";
    static const sl_str acme = SL_STR("x = acme_abcdefgh12345678abcdefgh\n");
    static const sl_str corp = SL_STR("x = corp_abcdefgh12345678abcdefgh\n");
    sl_err e = {0};
    sl_secret_scanner *s = kit_open(*state, "rules.toml", own, &e);
    assert_ok(s != NULL, &e);

    assert_int_equal(verdict_at(s, *state, acme, (const char *[]){"a.txt", "b.c", NULL}),
                     SL_SCREEN_CLEAN_HERE);
    assert_int_equal(verdict_at(s, *state, acme, (const char *[]){"a.txt", "b.env", NULL}),
                     SL_SCREEN_SUSPECT);
    assert_int_equal(verdict_at(s, *state, acme, (const char *[]){NULL}), SL_SCREEN_SUSPECT);
    assert_int_equal(verdict_at(s, *state, corp, (const char *[]){"tests/a.txt", NULL}),
                     SL_SCREEN_CLEAN_HERE);
    assert_int_equal(verdict_at(s, *state, corp, (const char *[]){"tests/a.txt", "a.txt", NULL}),
                     SL_SCREEN_SUSPECT);
    assert_int_equal(verdict_at(s, *state, SL_S("nothing\n"), (const char *[]){NULL}),
                     SL_SCREEN_CLEAN);
    sl_secret_scanner_close(s);
}

/* Decoded parts become one text; a match has to stand together in the file. */
static void parts_that_were_decoded_in_different_places_make_no_match(void **state)
{
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(*state, "rules.toml", rules, &e);
    assert_ok(scanner != NULL, &e);
    static const char first[] = "x = bWFueSB3b3JkcyBhbmQgZmlyc3QK\n";
    static const char second[] = "c2Vjb25kIHRoaXJkXzEyMzQ1NiBpdA==\n";
    sl_str beside = sl_printf(*state, "%s%s", first, second);
    sl_str apart = sl_printf(*state, "%sa line between\n%s", first, second);

    assert_non_null(strstr(kit_scan(*state, scanner, "a.txt", beside), "lines "));
    assert_string_equal(kit_scan(*state, scanner, "a.txt", apart), "");
    sl_secret_scanner_close(scanner);
}

/* A secret that is gone, and a word that a rule without bounds needs. */
static void what_another_text_had_counts_until_the_whole_is_looked_at(void **state)
{
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(*state, "rules.toml", rules, &e);
    assert_ok(scanner != NULL, &e);
    sl_str filler = {"", 0};
    for (size_t i = 0; i < 100; i++)
        filler = sl_printf(*state, "%.*sline %zu of some more words\n", SL_FMT(filler), i);
    const char *had =
        sl_printf(*state, "acme_abcdefgh12345678abcdefgh\n%.*s-----SHUT-----\n", SL_FMT(filler)).p;
    sl_screened base;
    sl_screened out;
    sl_screening what = {.mem = *state, .text = sl_str_of(had)};
    assert_ok(sl_secret_screen(scanner, &what, &base, &e), &e);
    assert_int_equal(base.verdict, SL_SCREEN_SUSPECT);
    assert_true(base.is_settled);
    assert_int_equal(base.n_reasons, 2);

    const sl_change cut = {0, 0};
    what.text = sl_str_sub(what.text, 30, what.text.n);
    what.base = &base;
    what.changes = &cut;
    what.n_changes = 1;
    assert_ok(sl_secret_screen(scanner, &what, &out, &e), &e);

    assert_int_equal(out.verdict, SL_SCREEN_CLEAN);
    assert_true(out.is_settled);
    assert_int_equal(out.n_reasons, 1);
    assert_true(out.reasons[0] & SL_SCREEN_MAYBE);

    const sl_change start = {0, 15};
    what.text = sl_printf(*state, "-----OPEN-----\n%.*s", SL_FMT(what.text));
    what.base = &out;
    what.changes = &start;
    assert_ok(sl_secret_screen(scanner, &what, &out, &e), &e);

    assert_int_equal(out.verdict, SL_SCREEN_SUSPECT);
    sl_secret_scanner_close(scanner);
}

/* The head of a mail that stood far behind where heads stand. */
static void a_text_that_becomes_a_mail_is_looked_at_as_a_whole(void **state)
{
    enum { FAR = 100000 };
    static const sl_str mail = SL_STR("Content-Transfer-Encoding: quoted-printable\n\n"
                                      "acme=5Fabcdefgh12345678abcdefgh\n");
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(*state, "rules.toml", rules, &e);
    assert_ok(scanner != NULL, &e);
    sl_buf text;
    sl_buf_init(&text, TEXT_MAX);
    while (text.n < FAR)
        sl_buf_addz(&text, "many words that say nothing stand in this line\n");
    size_t start = text.n;
    sl_buf_add(&text, mail);
    sl_screening what = {.mem = *state, .text = sl_buf_str(&text)};
    sl_screened before;
    sl_screened after;
    assert_ok(sl_secret_screen(scanner, &what, &before, &e), &e);
    assert_int_equal(before.verdict, SL_SCREEN_CLEAN);

    const sl_change cut = {FAR / 4, FAR / 4};
    sl_str left =
        sl_printf(*state, "%.*s%.*s", FAR / 4, text.p, (int)(text.n - start), text.p + start);
    what.text = left;
    what.base = &before;
    what.changes = &cut;
    what.n_changes = 1;
    assert_true(before.is_settled);
    assert_ok(sl_secret_screen(scanner, &what, &after, &e), &e);

    assert_int_equal(after.verdict, SL_SCREEN_SUSPECT);
    sl_buf_clear(&text);
    sl_secret_scanner_close(scanner);
}

/* Blanks count as one, lines up to a part, and lines of base64 belong together. */
static void windows_reach_over_lines_that_weigh_enough(void **state)
{
    sl_buf text;
    sl_buf_init(&text, TEXT_MAX);
    for (size_t i = 0; i < 400; i++)
        sl_buf_addf(&text, "%*sline %03zu\n", 90, "", i); /* each weighs 9 */
    size_t each = text.n / 400;
    size_t middle = 200 * each;
    sl_change window;
    assert_true(sl_secret_reach(&window, sl_buf_str(&text), middle, middle));
    assert_int_equal((middle - window.start) / each, (SL_SECRET_REACH + 8) / 9);
    assert_int_equal((window.end - middle) / each, (SL_SECRET_REACH + 8) / 9);
    sl_buf_reset(&text);
    static const char end[] = "a line of some words that stands at one of the two ends";
    for (size_t i = 0; i < 100; i++)
        sl_buf_addf(&text, "%s\n",
                    i == 0 || i == 99
                        ? end
                        : "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB");
    assert_true(sl_secret_reach(&window, sl_buf_str(&text), text.n / 2, text.n / 2));
    assert_int_equal(window.start, sizeof end);
    assert_int_equal(window.end, text.n - sizeof end);
    sl_buf_clear(&text);
    (void)state;
}

static size_t weight_by_bytes(sl_str text, size_t from, size_t to)
{
    enum { LINE_COUNTS = 128 };
    size_t n = 0;
    bool was_blank = true;
    for (size_t i = from; i < to && n < LINE_COUNTS; i++) {
        bool blank = strchr(" \t\n\v\f\r", text.p[i]) && text.p[i];
        n += !blank || !was_blank;
        was_blank = blank;
    }
    return n;
}

/* Line by line, from `at` to `end`, away from it; the line behind may not be blank. */
static void check_side(sl_str text, size_t at, size_t end)
{
    size_t count = 0;
    bool is_back = end < at;
    for (size_t i = at; i != end;) {
        assert_true(count < SL_SECRET_REACH || text.p[is_back ? i - 1 : i] == '\n');
        size_t next = i;
        if (is_back)
            for (next--; next > 0 && text.p[next - 1] != '\n';)
                next--;
        else
            while (next < text.n && text.p[next++] != '\n') {
            }
        count += is_back ? weight_by_bytes(text, next, i) : weight_by_bytes(text, i, next);
        i = next;
    }
    assert_true(count >= SL_SECRET_REACH || end == 0 || end == text.n);
}

/* Against a walk over all bytes. */
static void windows_are_as_large_as_they_have_to_be(void **state)
{
    maker m = {.dice = 11, .mem = *state};
    sl_buf text;
    sl_buf_init(&text, TEXT_MAX);
    for (size_t round = 0; round < 300; round++) {
        size_t longest = round % 3 == 0 ? 700 : round % 3 == 1 ? 40 : 8;
        sl_buf_reset(&text);
        while (text.n < 4000) {
            for (size_t n = roll(&m, longest); n > 0; n--)
                sl_buf_addc(&text, roll(&m, 3) ? 'x' : " \t\r"[roll(&m, 3)]);
            sl_buf_addz(&text, "x\n");
        }
        sl_str all = sl_buf_str(&text);
        size_t at = roll(&m, text.n);
        sl_change window;
        assert_true(sl_secret_reach(&window, all, at, at));
        check_side(all, at, window.start);
        check_side(all, at, window.end);
    }
    sl_buf_clear(&text);
}

static void windows_end_somewhere(void **state)
{
    enum { BLANKS = 300000 };
    char *blanks = sl_alloc(*state, BLANKS);
    sl_change window;
    memset(blanks, '\n', BLANKS);
    assert_false(sl_secret_reach(&window, sl_str_at(blanks, BLANKS), BLANKS / 2, BLANKS / 2));
    assert_true(window.end - window.start < BLANKS / 2);
    memset(blanks, 'x', BLANKS);
    assert_false(sl_secret_reach(&window, sl_str_at(blanks, BLANKS), BLANKS / 2, BLANKS / 2));
}

static void windows_of_both_are_what_they_have_in_common(void **state)
{
    sl_secret_windows a = {0};
    sl_secret_windows b = {0};
    sl_secret_windows both = {0};
    static const sl_change as[] = {{0, 10}, {20, 30}, {40, 50}};
    static const sl_change bs[] = {{5, 25}, {30, 35}, {45, 60}};
    static const sl_change wanted[] = {{5, 10}, {20, 25}, {45, 50}};
    for (size_t i = 0; i < 3; i++) {
        sl_secret_windows_add(&a, *state, as[i]);
        sl_secret_windows_add(&b, *state, bs[i]);
    }

    sl_secret_windows_both(&both, *state, &a, &b);

    assert_int_equal(both.n, 3);
    assert_int_equal(both.n_bytes, 15);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(both.v[i].start, wanted[i].start);
        assert_int_equal(both.v[i].end, wanted[i].end);
    }
}

static void places_are_told_apart_by_their_bytes_and_where_they_begin(void **state)
{
    sl_secret_seen *seen = sl_secret_seen_new(*state);
    char bytes[3000];
    assert_non_null(seen);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)('a' + i % 26);
    sl_secret_place place = sl_secret_place_of(seen, sl_str_at(bytes, sizeof bytes), 7);
    assert_false(sl_secret_seen_has(seen, place));
    sl_secret_seen_add(seen, place);
    assert_true(sl_secret_seen_has(seen, place));

    assert_false(
        sl_secret_seen_has(seen, sl_secret_place_of(seen, sl_str_at(bytes, sizeof bytes), 8)));
    for (size_t n = sizeof bytes - 40; n < sizeof bytes; n++)
        assert_false(sl_secret_seen_has(seen, sl_secret_place_of(seen, sl_str_at(bytes, n), 7)));
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] ^= 0x20;
        assert_false(
            sl_secret_seen_has(seen, sl_secret_place_of(seen, sl_str_at(bytes, sizeof bytes), 7)));
        bytes[i] ^= 0x20;
    }
    assert_true(
        sl_secret_seen_has(seen, sl_secret_place_of(seen, sl_str_at(bytes, sizeof bytes), 7)));
}

static void what_was_seen_is_not_looked_at_again(void **state)
{
    sl_secret_seen *seen = sl_secret_seen_new(*state);
    sl_secret_windows windows = {0};
    sl_secret_places places = {0};
    sl_buf text;
    sl_buf_init(&text, TEXT_MAX);
    for (size_t i = 0; i < LINES; i++)
        sl_buf_addf(&text, "line %zu of some words that are not the same %zu\n", i, i * i);
    assert_true(sl_secret_seen_find(&windows, &places, seen, *state, sl_buf_str(&text)));
    assert_int_equal(windows.n, 1);
    assert_int_equal(windows.n_bytes, text.n);
    assert_true(places.n > 3);
    for (size_t i = 0; i < places.n; i++)
        sl_secret_seen_add(seen, places.v[i]);

    windows = (sl_secret_windows){0};
    places.n = 0;
    text.p[text.n / 2] = '#';
    sl_str before =
        sl_printf(*state, "a new line at the beginning\n%.*s", SL_FMT(sl_buf_str(&text)));
    assert_true(sl_secret_seen_find(&windows, &places, seen, *state, before));

    assert_true(windows.n >= 2 && windows.n_bytes < text.n * 3 / 4);
    bool is_told = false;
    for (size_t i = 0; i < windows.n; i++)
        is_told = is_told || (windows.v[i].start < before.n - text.n / 2 &&
                              windows.v[i].end > before.n - text.n / 2);
    assert_true(is_told);
    sl_buf_clear(&text);
}

static void expressions_that_go_on_over_lines_have_no_bounds(void **state)
{
    (void)state;
    static const char *const bounded[] = {"abc",
                                          "[a-z]+",
                                          "\\s+x",
                                          "a{3,200}",
                                          "(?:ab){0,10}",
                                          "[^\"\\n]+",
                                          "\"[^\"]{0,90}\"",
                                          "(?i:x)\\w+=y",
                                          "[\\s]*[a-z]+",
                                          "key_[0-9a-f]{32,}",
                                          "(?:a\\n{3}|b\\n{200})x",
                                          "(?:[a-z]+;)*end",
                                          "(?:a{300}){90}",
                                          "[\\S]{900}",
                                          "(?:[^\\n]{60}\\n)?x{900}"};
    static const char *const unbounded[] = {"[^-]+",
                                            "(?s)a.*b",
                                            "(?:a\\n)+",
                                            "\\D+",
                                            "(?s:.+)",
                                            "\\W{3,}",
                                            "[\\s\\S]*",
                                            "(a|\\n)*",
                                            "(?:x\\n{100}){90}",
                                            "[a\\s]{2,}",
                                            "[^\\S]*x",
                                            "[\\t-x]+",
                                            "[[:^alpha:]]+",
                                            "[\\x00-\\x7f]+",
                                            "(?:a\\s{2}x){400}",
                                            "(?:[^\\n]{300}\\n){2}x{900}"};

    for (size_t i = 0; i < sizeof bounded / sizeof *bounded; i++)
        if (sl_secret_bound_of(sl_str_of(bounded[i])) > SL_SECRET_BOUND)
            fail_msg("%s", bounded[i]);
    for (size_t i = 0; i < sizeof unbounded / sizeof *unbounded; i++)
        if (sl_secret_bound_of(sl_str_of(unbounded[i])) <= SL_SECRET_BOUND)
            fail_msg("%s", unbounded[i]);
}

static void the_built_in_rules_have_bounds_or_anchors(void **state)
{
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(*state, NULL, NULL, &e);

    assert_ok(scanner != NULL, &e);

    assert_false(scanner->is_unbounded);
    assert_true(sl_patterns_count(scanner->packs[0].patterns) >
                scanner->packs[0].pattern_rules.n / sizeof(uint32_t));
    sl_secret_scanner_close(scanner);
}

/* An expression, and the part of it that is looked for in its place. */
static void an_anchor_is_the_part_that_says_most(void **state)
{
    static const struct {
        const char *expression, *anchors;
    } cases[] = {
        {"(-----BEGIN (?:RSA )?KEY-----[^-]{60,}?-----END KEY-----)",
         "-----BEGIN (?:RSA )?KEY-----"},
        {"(?i)secret[^{}]*token_[0-9a-f]{10}", "(?i)token_[0-9a-f]{10}"},
        {"(?m)^data:\\n(?:[a-z]+\\n)*val", "(?m)^data:\\n"},
        {"[^-]{3,}abc[^-]{3,}", ""},
        {"(?:alpha|omega)[^-]+", "(?:alpha|omega)"},
        {"(?:alpha[^-]+|omega[^-]+)x", "alpha ; omega"},
        {"(?:alpha[^-]+|[^-]+)x", ""},
        {"tail{0,3}?[^-]+[ ]-u[=]x", "[ ]-u[=]x"},
        {"(alpha[^-]+)?[^-]+(?:omega)?[^-]+", ""},
        {"one[^-]+|other[^-]+", ""},
        {"(?i)first[^-]+|other[^-]+", "(?i)first ; (?i)other"},
        {"(?P<name>alpha[^-]+)beta", "beta"},
        {"[[:^digit:]]+alpha", "alpha"},
        {"(?:start(?i)rest[^-]+)tail", "tail"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_strs found = sl_secret_anchors(*state, sl_str_of(cases[i].expression));
        sl_str all = {"", 0};
        for (size_t k = 0; k < found.n; k++)
            all = sl_printf(*state, "%.*s%s%.*s", SL_FMT(all), k ? " ; " : "", SL_FMT(found.v[k]));
        assert_string_equal(all.p, cases[i].anchors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(nothing_is_missed_around_changes),
        sl_test(words_beside_a_match_are_not_missed),
        sl_test(a_text_is_clean_where_the_rules_that_found_something_do_not_look),
        sl_test(parts_that_were_decoded_in_different_places_make_no_match),
        sl_test(what_another_text_had_counts_until_the_whole_is_looked_at),
        sl_test(a_text_that_becomes_a_mail_is_looked_at_as_a_whole),
        sl_test(windows_reach_over_lines_that_weigh_enough),
        sl_test(windows_are_as_large_as_they_have_to_be),
        sl_test(windows_end_somewhere),
        sl_test(windows_of_both_are_what_they_have_in_common),
        sl_test(places_are_told_apart_by_their_bytes_and_where_they_begin),
        sl_test(what_was_seen_is_not_looked_at_again),
        sl_test(expressions_that_go_on_over_lines_have_no_bounds),
        sl_test(the_built_in_rules_have_bounds_or_anchors),
        sl_test(an_anchor_is_the_part_that_says_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
