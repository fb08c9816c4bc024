/* Codings within one another, side by side and across lines. */
#include "tests/support/test.h"

#include "stages/secrets/content/decode.h"
#include "tests/stages/secrets/kit.h"

static const char rules[] = "[[rules]]\nid = 'r'\ndescription = 'd'\nregex = 'acme_[0-9a-z]{12}'\n";

static void a_secret_is_found_under_its_codings(void **state)
{
    static const struct {
        const char *what, *text;
    } cases[] = {
        {"base64 with percent signs in its midst",
         "v=a2V5IG9mIHRoZSB2YXVs%64DogYWNtZV8wMTIzNDU2%4Ezg5YWI+Pj9+IGFuZCBzbyBvbg%3D%3D&x"},
        {"base64 with an escape in its midst",
         "v=\"a2V5IG9mIHRoZSB2YXVs\\u0064DogYWNtZV8wMTIzNDU2Nzg5YWIgYW5kIHNvIG9u\""},
        {"base64 of hex",
         "v=NmI2NTc5MjA2MTYzNmQ2NTVmMzAzMTMyMzMzNDM1MzYzNzM4Mzk2MTYyMjA2NTZlNjQyMDZmNjYyMDY5NzQ="},
        {"hex of base64",
         "v=613256354947466a625756664d4445794d7a51314e6a63344f574669494756755a413d3d"},
        {"percent of base64", "v=%61%32%56%35%49%47%46%6a%62%57%56%66%4d%44%45%79%4d%7a%51%31%4e%"
                              "6a%63%34%4f%57%46%69%49%47%56%75%5a%41%3d%3d"},
        {"JSON in base64 in YAML",
         "data:\n  conf.json: eyJhIjogMSwKICJrZXkiOiAiYWNtZV8wMTIzNDU2Nzg5YWIifQ==\n"},
        {"base64 three times", "v=WVRKV05VbEhSbXBpVjFabVRVUkZlVTE2VVRGT2FtTTBUMWRHYVE9PQ=="},
        {"wrapped, the breaks written",
         "\"v\": "
         "\"Zmlyc3QgbGluZSBvZiBpdCwgbG9uZyBlbm91Z2ggdG8gYmUgd3JhcHBlZDsgdGhl\\nIGtleSBpcyBhY21lXzAx"
         "MjM0NTY3ODlhYiBhbmQgbW9yZSBmb2xsb3dzIGl0Cg==\""},
        {"wrapped, real breaks, indented",
         "v: |\n    Zmlyc3QgbGluZSBvZiBpdCwgbG9uZyBlbm91Z2ggdG8gYmUgd3JhcHBlZDsgdGhl\n    "
         "IGtleSBpcyBhY21lXzAxMjM0NTY3ODlhYiBhbmQgbW9yZSBmb2xsb3dzIGl0Cg==\nw: 1\n"},
        {"url alphabet without padding", "v=Pz5-IGFjbWVfMDEyMzQ1Njc4OWFiIH4_Pg"},
        {"braces", "v=\"\\u{61}cme_0123456789\\u{61}b\""},
        {"long escapes", "v=\"\\U00000061cme_0123456789ab\""},
        {"code points", "v=U+0061 U+0063 U+006d U+0065 U+005f U+0030 U+0031 U+0032 U+0033 U+0034 "
                        "U+0035 U+0036 U+0037 U+0038 U+0039 U+0061 U+0062"},
        {"slashes of JSON", "\"u\": \"https:\\/\\/h\\/acme_0123456789ab\""},
        {"quoted-printable",
         "Content-Transfer-Encoding: Quoted-Printable\n\nkey=3Dacme=5F012345=\n6789ab\n"},
        {"PowerShell",
         "powershell -enc JABrACAAPQAgACIAYQBjAG0AZQBfADAAMQAyADMANAA1ADYANwA4ADkAYQBiACIA"},
    };
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(*state, "rules.toml", rules, &e);
    assert_ok(scanner != NULL, &e);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = kit_scan(*state, scanner, "a", sl_str_of(cases[i].text));
        if (!strstr(found, "r acme_0123456789ab@"))
            fail_msg("%s: '%s'", cases[i].what, found);
    }
    sl_secret_scanner_close(scanner);
}

/* `n` times `part`. */
static sl_str many(sl_arena *mem, const char *part, size_t n)
{
    size_t length = strlen(part);
    char *p = sl_alloc(mem, n * length + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(p + i * length, part, length);
    return sl_str_at(p, n * length);
}

static void lines_of_base64_that_are_no_text_cost_no_memory(void **state)
{
    (void)state;
    static const struct {
        const char *what, *line, *last;
    } cases[] = {
        {"bytes", "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8BI0VniavN7wEjRWeJ\n", ""},
        {"text, and one line that is none",
         "Zmlyc3QgbGluZSBvZiBpdCwgbG9uZyBlbm91Z2ggdG8gYmUgd3JhcHBlZDsgdGhl\n",
         "/v79/P79/P79/P79/P79/P79/P79/P79/P79/P79/P79/P79/P79/P79/P79/P79\n"},
    };
    enum { LINES = 4000, MEMORY_MAX = 16 << 20 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_arena *mem = sl_arena_new();
        sl_str lines = many(mem, cases[i].line, LINES);
        const sl_secret_level file = {
            .text = sl_printf(mem, "%.*s%s", SL_FMT(lines), cases[i].last)};
        sl_secret_level level;
        sl_secret_decode(&level, mem, &file);
        if (sl_arena_used(mem) > MEMORY_MAX)
            fail_msg("%s: %zu bytes", cases[i].what, sl_arena_used(mem));
        sl_arena_free(mem);
    }
}

static void a_line_that_is_no_text_ends_a_wrapped_run(void **state)
{
    const char text[] = "v: |\n"
                        "  Zmlyc3QgbGluZSBvZiBpdCwgbG9uZyBlbm91Z2ggdG8gYmUgd3JhcHBlZDsgdGhl\n"
                        "  IGtleSBpcyBhY21lXzAxMjM0NTY3ODlhYiBhbmQgbW9yZSBmb2xsb3dzIGl0IGhl\n"
                        "  AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v\n";
    const sl_secret_level file = {.text = sl_str_at(text, sizeof text - 1)};
    sl_secret_level level;
    assert_true(sl_secret_decode(&level, *state, &file));
    assert_true(sl_str_find(level.text, SL_S("; the key is acme_0123456789ab"), 0) != SIZE_MAX);
}

static void characters_beyond_ascii_do_not_end_wide_text(void **state)
{
    const char text[] = "\xff\xfex\0 \0=\0 \0\"\0v\0\xe4\0l\0\x2d\x4eu\0e\0";
    const sl_secret_level file = {.text = sl_str_at(text, sizeof text - 1)};
    sl_secret_level level;

    assert_true(sl_secret_decode(&level, *state, &file));

    assert_true(sl_str_find(level.text, SL_S("x = \"v"), 0) != SIZE_MAX);
    assert_true(sl_str_find(level.text, SL_S("\xc3\xa4l\xe4\xb8\xadue"), 0) != SIZE_MAX);
}

static void what_only_looks_encoded_stays(void **state)
{
    static const char *const texts[] = {
        "timeout=20 and a=41\n",
        "/usr/share/doc/some/long/path1",
        "re = /[^\\/]+\\/x/;",
        "deadbeefdeadbeefdeadbeefdeadbeef",
        "100%zz and %",
        "U+00",
        "\\u12 \\x1",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const sl_secret_level file = {.text = sl_str_of(texts[i])};
        sl_secret_level level;
        assert_false(sl_secret_decode(&level, *state, &file));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_secret_is_found_under_its_codings),
        sl_test(lines_of_base64_that_are_no_text_cost_no_memory),
        sl_test(a_line_that_is_no_text_ends_a_wrapped_run),
        sl_test(characters_beyond_ascii_do_not_end_wide_text),
        sl_test(what_only_looks_encoded_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
