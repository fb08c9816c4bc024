/* Passes with a cache: what is recalled is what a scan would say, and what cannot be relied on is
   scanned again. */
#include "tests/support/pass.h"

#include <string.h>

#include "base/digest.h"
#include "engine/rules/ruleset.h"

#define count(a) (sizeof(a) / sizeof *(a))

sl_str sl_builtin_pack(sl_str kind)
{
    return pass_pack(kind);
}

static char *folder;

static int make_folder(void **state)
{
    (void)state;
    sl_arena *mem = sl_arena_new();
    folder = strdup(sl_test_folder(mem));
    sl_arena_free(mem);
    setenv("SLUICE_CACHE_KEY", "the key of this test", 1);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    sl_test_folder_end(folder);
    free(folder);
    return 0;
}

/* Each test has a cache of its own, named by it. */
static void run_with(pass_case *c, sl_arena *mem, const char *name)
{
    sl_err e = {0};
    sl_cache_spec spec = {.folder = sl_printf(mem, "%s/%s", folder, name)};
    assert_ok(sl_cache_open(&c->spec.cache, mem, &spec, &e), &e);
    pass_run(c, mem);
    sl_cache_close(c->spec.cache);
}

static sl_str findings_of(sl_arena *mem, pass_case *c)
{
    sl_str all = pass_text(mem, c);
    size_t at = sl_str_find(all, SL_S(".txt:"), 0);
    return at == SIZE_MAX ? (sl_str){0} : sl_str_sub(all, at - 4, all.n);
}

static size_t count_state(const pass_case *c, sl_unit_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < c->result.units.n; i++)
        n += c->result.units.v[i].state == state;
    return n;
}

static const char *const varied[] = {
    "HIT a\nHIT b\n",
    "nothing\n",
    "SECRET hunter2\nHIT hunter2\n",
    "code:SECRET hunter2\n",
    "INNER a/b.txt\n",
    "WHOLE all of it\n",
    "code:FACT one\ncode:FACT two\n",
    "PARTIAL lines 1-2\nHIT x\n",
    "leaks:SKIP not for me\n",
    "SKIP not for us\n",
    "HIT x\nleaks:FACT three\nnosemgrep\n",
};

static void what_is_recalled_is_what_was_scanned(void **state)
{
    sl_arena *mem = *state;
    pass_case *without = pass_of(mem, varied, count(varied));
    pass_case *cold = pass_of(mem, varied, count(varied));
    pass_case *warm = pass_of(mem, varied, count(varied));

    pass_run(without, mem);
    run_with(cold, mem, "same");
    run_with(warm, mem, "same");

    assert_string_equal(pass_text(mem, cold).p, pass_text(mem, without).p);
    assert_true(sl_str_eq(findings_of(mem, warm), findings_of(mem, without)));
    assert_int_equal(count_state(warm, SL_UNIT_SCANNED), 0);
    assert_int_equal(count_state(warm, SL_UNIT_CACHED), count_state(cold, SL_UNIT_SCANNED));
    assert_int_equal(count_state(warm, SL_UNIT_PARTIAL), 2);
    assert_reason(pass_state(warm, 7, 0), "lines 1-2");
    assert_reason(pass_state(warm, 8, 1), "not for me");
    assert_int_equal(warm->gathered.n, 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(sl_str_eq(warm->gathered.v[i], without->gathered.v[i]));
}

static void what_failed_is_scanned_again(void **state)
{
    const char *const texts[] = {"code:FAIL no luck\n", "leaks:SEGV\nHIT a\n", "MANY 30\n"};
    sl_arena *mem = *state;
    pass_case *cold = pass_of(mem, texts, count(texts));
    pass_case *warm = pass_of(mem, texts, count(texts));
    cold->spec.limits.unit_hits = warm->spec.limits.unit_hits = 20;

    run_with(cold, mem, "failed");
    run_with(warm, mem, "failed");

    assert_int_equal(pass_state(warm, 0, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(warm, 0, 0), "no luck");
    assert_int_equal(pass_state(warm, 0, 1)->state, SL_UNIT_CACHED);
    assert_int_equal(pass_state(warm, 1, 1)->state, SL_UNIT_FAILED);
    assert_int_equal(pass_state(warm, 1, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(warm, 2, 0)->state, SL_UNIT_FAILED);
    assert_true(sl_str_eq(findings_of(mem, warm), findings_of(mem, cold)));
}

static void another_content_path_or_label_is_another_unit(void **state)
{
    const char *const texts[] = {"HIT a\n", "HIT b\n", "HIT c\n", "HIT d\n"};
    const char *const changed[] = {"HIT a\n", "HIT B\n", "HIT c\n", "HIT d\n"};
    sl_arena *mem = *state;
    pass_case *cold = pass_of(mem, texts, count(texts));
    pass_case *warm = pass_of(mem, changed, count(changed));
    warm->source.units.v[2].path = SL_S("2222.txt");
    warm->source.units.v[3].label = SL_S("here/0003.txt");

    run_with(cold, mem, "other");
    run_with(warm, mem, "other");

    assert_int_equal(pass_state(warm, 0, 0)->state, SL_UNIT_CACHED);
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(pass_state(warm, i, 0)->state, SL_UNIT_SCANNED);
    assert_non_null(strstr(pass_text(mem, warm).p, "\"HIT B\""));
    assert_non_null(strstr(pass_text(mem, warm).p, "here/0003.txt"));
}

static void other_limits_are_another_question(void **state)
{
    const char *const texts[] = {"MANY 30\n"};
    sl_arena *mem = *state;
    pass_case *cold = pass_of(mem, texts, 1);
    pass_case *warm = pass_of(mem, texts, 1);
    warm->spec.limits.unit_hits = 20;

    run_with(cold, mem, "limits");
    run_with(warm, mem, "limits");

    assert_int_equal(pass_state(warm, 0, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(warm, 0, 0), "more than 20 hits");
}

/* A finding's snippet hides what other scanners found to be secret: it stands for its company. */
static void findings_are_recalled_in_the_same_company_only(void **state)
{
    const char *const texts[] = {"code:HIT a\n", "nothing\n"};
    sl_arena *mem = *state;
    pass_case *alone = pass_of(mem, texts, count(texts));
    pass_case *both = pass_of(mem, texts, count(texts));
    pass_case *again = pass_of(mem, texts, count(texts));
    alone->spec.n_scanners = 1;

    run_with(alone, mem, "company");
    run_with(both, mem, "company");
    run_with(again, mem, "company");

    assert_int_equal(pass_state(both, 0, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(both, 1, 0)->state, SL_UNIT_CACHED);
    assert_int_equal(pass_state(both, 1, 1)->state, SL_UNIT_SCANNED);
    assert_int_equal(count_state(again, SL_UNIT_CACHED), 4);
    assert_int_equal(again->result.findings.n, 1);
}

static void a_volatile_scanner_is_asked_each_time(void **state)
{
    const char *const texts[] = {"HIT a\n", "nothing\n"};
    sl_arena *mem = *state;
    pass_case *runs[2];
    for (size_t i = 0; i < 2; i++) {
        runs[i] = pass_of(mem, texts, count(texts));
        sl_stage_kind *kind = sl_alloc(mem, sizeof *kind);
        sl_scanner *scanner = sl_alloc(mem, sizeof *scanner);
        *kind = *runs[i]->scanners[0].kind;
        *scanner = *kind->scanner;
        scanner->is_volatile = true;
        kind->scanner = scanner;
        runs[i]->scanners[0].kind = kind;
    }

    run_with(runs[0], mem, "volatile");
    run_with(runs[1], mem, "volatile");

    assert_int_equal(pass_state(runs[1], 0, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(runs[1], 1, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(runs[1], 1, 1)->state, SL_UNIT_CACHED);
    assert_true(sl_str_eq(findings_of(mem, runs[1]), findings_of(mem, runs[0])));
}

static void a_pointer_to_another_store_is_skipped_again(void **state)
{
    const char *const texts[] = {
        "version https://git-lfs.github.com/spec/v1\n"
        "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
        "size 12345\n"};
    sl_arena *mem = *state;
    pass_case *cold = pass_of(mem, texts, 1);
    pass_case *warm = pass_of(mem, texts, 1);

    run_with(cold, mem, "pointer");
    run_with(warm, mem, "pointer");

    assert_int_equal(warm->result.units.n, 1);
    assert_int_equal(pass_state(warm, 0, SIZE_MAX)->state, SL_UNIT_SKIPPED);
    assert_string_equal(pass_text(mem, warm).p, pass_text(mem, cold).p);
}

static void a_content_that_is_not_what_its_id_says_fails(void **state)
{
    const char *const texts[] = {"HIT a\n", "HIT b\n"};
    sl_arena *mem = *state;
    pass_case *c = pass_of(mem, texts, count(texts));
    c->source.units.v[0].id = sl_git_blob_id(SL_S("HIT a\n"));
    c->source.units.v[1].id = sl_git_blob_id(SL_S("harmless\n"));

    run_with(c, mem, "damaged");

    assert_int_equal(pass_state(c, 0, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(c, 1, SIZE_MAX)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 1, SIZE_MAX), "the repository is damaged");
}

static void a_worker_that_speaks_of_another_content_is_not_believed(void **state)
{
    const char *const texts[] = {"code:PRETEND\n", "HIT b\n"};
    sl_arena *mem = *state;
    pass_case *c = pass_of(mem, texts, count(texts));
    for (size_t i = 0; i < count(texts); i++)
        c->source.units.v[i].id = sl_git_blob_id(sl_str_of(texts[i]));

    run_with(c, mem, "pretended");

    for (size_t i = 0; i < c->result.units.n; i++)
        assert_int_equal(c->result.units.v[i].state,
                         c->result.units.v[i].unit ? SL_UNIT_SCANNED : SL_UNIT_FAILED);
}

static void many_units_are_recalled_with_any_number_of_workers(void **state)
{
    sl_arena *mem = *state;
    const char *texts[400];
    for (size_t i = 0; i < count(texts); i++)
        texts[i] = sl_printf(mem, "HIT a%zu\ncode:FACT %zu\nSECRET hunter%zu\n", i, i, i).p;
    pass_case *runs[3];
    for (size_t i = 0; i < 3; i++) {
        runs[i] = pass_of(mem, texts, count(texts));
        runs[i]->spec.jobs = i == 1 ? 8 : 1;
        /* The second finds every third unit changed. */
    }

    run_with(runs[0], mem, "many");
    for (size_t i = 0; i < count(texts); i += 3)
        texts[i] = sl_printf(mem, "HIT b%zu\ncode:FACT %zu\nSECRET hunter%zu\n", i, i, i).p;
    run_with(runs[1], mem, "many");
    pass_run(runs[2], mem);

    assert_true(sl_str_eq(findings_of(mem, runs[1]), findings_of(mem, runs[2])));
    assert_int_equal(runs[1]->gathered.n, count(texts));
    assert_in_range(count_state(runs[1], SL_UNIT_CACHED), 2 * 266, 2 * 267);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(what_is_recalled_is_what_was_scanned),
        sl_test(what_failed_is_scanned_again),
        sl_test(another_content_path_or_label_is_another_unit),
        sl_test(other_limits_are_another_question),
        sl_test(findings_are_recalled_in_the_same_company_only),
        sl_test(a_volatile_scanner_is_asked_each_time),
        sl_test(a_pointer_to_another_store_is_skipped_again),
        sl_test(a_content_that_is_not_what_its_id_says_fails),
        sl_test(a_worker_that_speaks_of_another_content_is_not_believed),
        sl_test(many_units_are_recalled_with_any_number_of_workers),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
