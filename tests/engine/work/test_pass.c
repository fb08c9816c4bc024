/* Passes: order, states, limits, and what is left when a worker ends. */
#include "tests/support/pass.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "engine/rules/ruleset.h"

#define count(a) (sizeof(a) / sizeof *(a))

sl_str sl_builtin_pack(sl_str kind)
{
    return pass_pack(kind);
}

static void a_hit_becomes_a_finding_with_its_lines(void **state)
{
    const char *const texts[] = {"x\ncode:HIT wörd\n"};
    pass_case *c = pass_of(*state, texts, 1);

    pass_run(c, *state);

    assert_int_equal(c->result.findings.n, 1);
    const sl_finding *f = &c->result.findings.v[0];
    assert_true(sl_str_is(f->rule->id, "word"));
    assert_true(sl_str_is(f->stage, "code"));
    assert_true(sl_str_is(f->file, "0000.txt"));
    assert_true(sl_str_is(f->message, "a word"));
    assert_true(sl_str_is(f->snippet, "code:HIT wörd"));
    assert_int_equal(f->severity, SL_HIGH);
    assert_int_equal(f->region.line, 2);
    assert_int_equal(f->region.column, 10);
    assert_int_equal(f->region.end_line, 2);
    assert_int_equal(f->region.end_column, 15);
    assert_int_equal(f->snippet_line, 2);
    assert_int_equal(f->snippet_column, 1);
    assert_int_equal(strlen(f->fingerprint), 32);
    assert_true(f->is_new);
}

static void results_are_the_same_with_1_and_8_workers(void **state)
{
    sl_arena *mem = *state;
    const char *texts[300];
    for (size_t i = 0; i < count(texts); i++)
        texts[i] = sl_printf(mem, "HIT a%zu\n%s\ncode:FACT %zu\nHIT z\nSECRET hunter%zu\n", i,
                             i % 50 == 7 ? "leaks:SEGV" : "", i, i)
                       .p;
    pass_case *one = pass_of(mem, texts, count(texts));
    pass_case *eight = pass_of(mem, texts, count(texts));
    one->spec.jobs = 1;
    eight->spec.jobs = 8;

    pass_run(one, mem);
    pass_run(eight, mem);

    assert_string_equal(pass_text(mem, one).p, pass_text(mem, eight).p);
    assert_int_equal(one->result.findings.n, 300 * 6 - 6 * 3 + 300);
    assert_int_equal(one->gathered.n, 300);
    assert_int_equal(eight->gathered.n, 300);
    for (size_t i = 0; i < 300; i++)
        assert_true(sl_str_eq(one->gathered.v[i], eight->gathered.v[i]));
}

static void a_crash_fails_its_scanner_and_unit_and_nothing_else(void **state)
{
    const char *const texts[] = {"HIT a", "HIT b\nleaks:SEGV\n", "HIT c"};
    pass_case *c = pass_of(*state, texts, count(texts));

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 1, 1)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 1, 1), "worker ended by signal 11");
    assert_int_equal(pass_state(c, 1, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(c, 0, 1)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(c, 2, 1)->state, SL_UNIT_SCANNED);
    assert_int_equal(c->result.findings.n, 5);
}

static void every_unit_may_crash_and_the_pass_ends(void **state)
{
    sl_arena *mem = *state;
    const char *texts[20];
    for (size_t i = 0; i < count(texts); i++)
        texts[i] = "HIT a\nABORT\n";
    pass_case *c = pass_of(mem, texts, count(texts));

    pass_run(c, mem);

    assert_int_equal(c->result.findings.n, 0);
    assert_int_equal(c->result.units.n, 2 * count(texts));
    for (size_t i = 0; i < c->result.units.n; i++)
        assert_int_equal(c->result.units.v[i].state, SL_UNIT_FAILED);
}

static void a_unit_that_hangs_fails_at_its_deadline(void **state)
{
    const char *const texts[] = {"HIT a", "code:HANG\nHIT b\n", "HIT c"};
    pass_case *c = pass_of(*state, texts, count(texts));
    c->spec.limits.unit_ms = 200;
    c->spec.jobs = 1;

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 1, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 1, 0), "not scanned within 200 ms (limit unit_ms)");
    assert_int_equal(pass_state(c, 1, 1)->state, SL_UNIT_SCANNED);
    assert_int_equal(c->result.findings.n, 5);
}

static void a_unit_that_burns_processor_time_fails(void **state)
{
    const char *const texts[] = {"code:HANG\n", "HIT c"};
    pass_case *c = pass_of(*state, texts, count(texts));
    c->spec.limits.cpu_seconds = 1;

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 0, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 0, 0), "limit cpu_seconds");
    assert_int_equal(pass_state(c, 1, 0)->state, SL_UNIT_SCANNED);
}

static void a_unit_that_eats_all_memory_fails(void **state)
{
#ifdef SLUICE_SANITIZED
    (void)state; /* no limit of the address space under sanitizers */
    skip();
#else
    const char *const texts[] = {"code:HOG\n", "HIT c"};
    pass_case *c = pass_of(*state, texts, count(texts));
    c->spec.limits.memory = 256 << 20;

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 0, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 0, 0), "ran out of memory");
    assert_int_equal(pass_state(c, 1, 0)->state, SL_UNIT_SCANNED);
#endif
}

static void a_worker_that_exits_has_not_scanned(void **state)
{
    const char *const texts[] = {"code:EXIT 0\n", "HIT c"};
    pass_case *c = pass_of(*state, texts, count(texts));

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 0, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 0, 0), "ended with status 0");
    assert_int_equal(pass_state(c, 1, 0)->state, SL_UNIT_SCANNED);
}

static void a_worker_that_sends_garbage_fails_its_unit(void **state)
{
    const char *const texts[] = {"HIT a", "code:GARBAGE\n", "HIT c", "HIT d"};
    pass_case *c = pass_of(*state, texts, count(texts));
    c->spec.jobs = 1;

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 2, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(c, 1, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 1, 0), "report that cannot be read");
    assert_int_equal(c->result.findings.n, 6);
}

static void what_scanners_say_of_a_unit_is_its_state(void **state)
{
    const char *const texts[] = {"code:PARTIAL lines 1-2\ncode:PARTIAL line 9\n",
                                 "code:SKIP binary\n",
                                 "code:FAIL no idea\n",
                                 "code:SKIP binary\ncode:HIT a\n",
                                 "UNREADABLE",
                                 "code:FACT bad\n",
                                 ""};
    pass_case *c = pass_of(*state, texts, count(texts));

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 0, 0)->state, SL_UNIT_PARTIAL);
    assert_true(sl_str_is(pass_state(c, 0, 0)->reason, "lines 1-2; line 9"));
    assert_int_equal(pass_state(c, 1, 0)->state, SL_UNIT_SKIPPED);
    assert_true(sl_str_is(pass_state(c, 1, 0)->reason, "binary"));
    assert_int_equal(pass_state(c, 2, 0)->state, SL_UNIT_FAILED);
    assert_true(sl_str_is(pass_state(c, 2, 0)->reason, "no idea"));
    assert_int_equal(pass_state(c, 3, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(c, 4, SIZE_MAX)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 4, SIZE_MAX), "the disk is gone");
    assert_int_equal(pass_state(c, 5, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 5, 0), "a bad fact");
    assert_int_equal(pass_state(c, 6, 0)->state, SL_UNIT_SCANNED);
}

static void units_that_nobody_reads_have_a_reason(void **state)
{
    const char *const texts[] = {
        "",
        "",
        "",
        "",
        "",
        "version https://git-lfs.github.com/spec/v1\noid sha256:"
        "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"};
    pass_case *c = pass_of(*state, texts, count(texts));
    sl_unit *units = c->source.units.v;
    units[0].path = SL_S("0000.md");
    units[1].skip = SL_S("ignored");
    units[2].error = SL_S("cannot be read");
    units[3].kind = SL_UNIT_SUBMODULE;
    units[4].size = 1 << 20;
    c->spec.limits.unit_bytes = 1000;

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 0, SIZE_MAX)->state, SL_UNIT_SKIPPED);
    assert_reason(pass_state(c, 0, SIZE_MAX), "no scanner takes this kind of file");
    assert_int_equal(pass_state(c, 1, SIZE_MAX)->state, SL_UNIT_SKIPPED);
    assert_int_equal(pass_state(c, 2, SIZE_MAX)->state, SL_UNIT_FAILED);
    assert_int_equal(pass_state(c, 3, SIZE_MAX)->state, SL_UNIT_SKIPPED);
    assert_int_equal(pass_state(c, 4, SIZE_MAX)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 4, SIZE_MAX), "limit unit_bytes");
    assert_int_equal(pass_state(c, 5, SIZE_MAX)->state, SL_UNIT_SKIPPED);
    assert_reason(pass_state(c, 5, SIZE_MAX), "Git LFS pointer");
}

static void a_content_that_grew_past_the_limit_fails(void **state)
{
    const char *const texts[] = {"0123456789012345678901234567890123456789"};
    pass_case *c = pass_of(*state, texts, 1);
    c->source.units.v[0].size = UINT64_MAX;
    c->spec.limits.unit_bytes = 16;

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 0, SIZE_MAX)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 0, SIZE_MAX), "limit unit_bytes of 16 bytes");
}

static void more_hits_than_the_limit_fail_the_unit(void **state)
{
    const char *const texts[] = {"code:MANY 11\n", "code:MANY 10\n"};
    pass_case *c = pass_of(*state, texts, count(texts));
    c->spec.limits.unit_hits = 10;

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 0, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 0, 0), "more than 10 hits in this file (limit unit_hits)");
    assert_int_equal(pass_state(c, 1, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(c->result.findings.n, 20);
}

static void a_hit_outside_the_text_fails_the_unit(void **state)
{
    const char *const texts[] = {"code:OUTSIDE\n"};
    pass_case *c = pass_of(*state, texts, 1);

    pass_run(c, *state);

    assert_int_equal(pass_state(c, 0, 0)->state, SL_UNIT_FAILED);
    assert_int_equal(c->result.findings.n, 0);
}

/* A pass over one file in which both scanners see a secret, with a vault. */
static pass_case *pass_with_values(sl_arena *mem, sl_vault **vault, bool reveals)
{
    static const char *const texts[] = {"SECRET topsecretvalue0123"};
    sl_err e = {0};
    assert_ok(sl_vault_open(vault, &e), &e);
    pass_case *c = pass_of(mem, texts, 1);
    c->spec.vault = *vault;
    c->spec.reveals = reveals;
    pass_run(c, mem);
    assert_int_equal(c->result.findings.n, 2);
    return c;
}

static void values_leave_a_worker_only_where_they_were_asked_for(void **state)
{
    static const char *const texts[] = {"SECRET topsecretvalue0123"};
    sl_vault *vault;
    pass_case *without = pass_of(*state, texts, 1);
    pass_run(without, *state);

    pass_case *with = pass_with_values(*state, &vault, false);

    assert_int_equal(without->result.findings.v[0].secret.n, 0);
    assert_int_equal(without->result.findings.v[1].secret.n, 0);
    assert_int_equal(with->result.findings.v[0].secret.n, 0); /* of another kind than secrets */
    assert_string_equal(with->result.findings.v[1].secret.p, "topsecretvalue0123");
    assert_string_equal(with->result.findings.v[0].snippet.p, "SECRET tops******");
    assert_string_equal(with->result.findings.v[1].snippet.p, "SECRET tops******");
    sl_vault_close(vault);
}

static void revealing_shows_secrets_in_the_findings_of_secrets_alone(void **state)
{
    sl_vault *vault;

    pass_case *c = pass_with_values(*state, &vault, true);

    assert_string_equal(c->result.findings.v[0].snippet.p, "SECRET tops******");
    assert_string_equal(c->result.findings.v[1].snippet.p, "SECRET topsecretvalue0123");
    sl_vault_close(vault);
}

static void a_secret_is_redacted_in_the_snippets_of_all(void **state)
{
    const char *const texts[] = {
        "leaks:SECRET AKIAIOSFODNN7EXAMPLE\nleaks:SECRET short\n"
        "code:HIT AKIAIOSFODNN7EXAMPLE\nleaks:SECRET AKIAIOSFODNN7EXAMPLE\n"};
    pass_case *c = pass_of(*state, texts, 1);
    const char *const both[] = {"SECRET hunter2hunter2hunter2\n"};
    pass_case *same = pass_of(*state, both, 1);

    pass_run(c, *state);
    pass_run(same, *state);

    assert_int_equal(c->result.findings.n, 4);
    assert_true(sl_str_is(c->result.findings.v[1].snippet, "leaks:SECRET AKIA******"));
    assert_true(sl_str_is(c->result.findings.v[2].snippet, "leaks:SECRET ******"));
    assert_int_equal(same->result.findings.n, 2);
    assert_true(sl_str_is(same->result.findings.v[0].snippet, "SECRET hunt******"));
    assert_true(sl_str_is(same->result.findings.v[1].snippet, "SECRET hunt******"));
}

static void a_finding_inside_a_unit_names_both(void **state)
{
    const char *const texts[] = {"code:INNER etc/passwd\n"};
    pass_case *c = pass_of(*state, texts, 1);

    pass_run(c, *state);

    assert_int_equal(c->result.findings.n, 1);
    assert_true(sl_str_is(c->result.findings.v[0].file, "0000.txt!/etc/passwd"));
    assert_int_equal(c->result.findings.v[0].region.line, 2);
    assert_true(sl_str_is(c->result.findings.v[0].snippet, "bcd"));
}

static void a_hit_made_at_the_end_finds_its_lines_in_the_unit(void **state)
{
    const char *const texts[] = {"SKIP x\n\nzz", "code:FACT a\nleaks:SECRET 123456\n"};
    pass_case *c = pass_of(*state, texts, count(texts));

    pass_run(c, *state);

    assert_int_equal(c->result.findings.n, 2);
    const sl_finding *f = &c->result.findings.v[1];
    assert_true(sl_str_is(f->file, "0001.txt"));
    assert_int_equal(f->region.line, 1);
    assert_int_equal(f->region.column, 10);
    assert_true(sl_str_is(f->snippet, "code:FACT a"));
}

static void a_hit_made_at_the_end_may_name_a_file_that_is_not_there(void **state)
{
    const char *const texts[] = {"code:FACT ghost\n"};
    pass_case *c = pass_of(*state, texts, 1);

    pass_run(c, *state);

    assert_int_equal(c->result.findings.n, 1);
    assert_true(sl_str_is(c->result.findings.v[0].file, "ghost.txt"));
    assert_int_equal(c->result.findings.v[0].snippet.n, 0);
}

static void a_fingerprint_knows_text_but_not_place(void **state)
{
    const char *const texts[] = {"code:HIT a b\n", "\n\n\ncode:HIT a \t b\n", "code:HIT a c\n"};
    pass_case *c = pass_of(*state, texts, count(texts));

    pass_run(c, *state);

    assert_int_equal(c->result.findings.n, 3);
    assert_string_equal(c->result.findings.v[0].fingerprint, c->result.findings.v[1].fingerprint);
    assert_string_not_equal(c->result.findings.v[0].fingerprint,
                            c->result.findings.v[2].fingerprint);
}

static void a_unit_has_the_id_that_git_gives_its_content(void **state)
{
    const char *const texts[] = {"hello\n"};
    pass_case *c = pass_of(*state, texts, 1);

    pass_run(c, *state);

    const sl_id *id = &c->source.units.v[0].id;
    assert_int_equal(id->kind, SL_ID_GIT_SHA1);
    assert_memory_equal(id->bytes, "\xce\x01\x36\x25\x03\x0b\xa8\xdb\xa9\x06", 10);
}

static void a_pass_over_nothing_ends(void **state)
{
    const char *const texts[] = {""};
    pass_case *c = pass_of(*state, texts, 0);

    pass_run(c, *state);

    assert_int_equal(c->result.units.n, 0);
}

/* A pass that is stopped at its first sign of progress. */
typedef struct stopping {
    sl_pass *pass;
    bool is_done, ok;
} stopping;

static void stop_now(void *context, size_t done, size_t total)
{
    stopping *s = context;
    (void)done;
    (void)total;
    if (s->pass)
        sl_pass_stop(s->pass);
}

static void note_done(void *context, bool ok, const sl_err *e)
{
    stopping *s = context;
    (void)e;
    s->is_done = true;
    s->ok = ok;
}

static void a_stopped_pass_has_failed_units(void **state)
{
    const char *const texts[] = {"HIT a", "HANG", "HANG", "HANG"};
    pass_case *c = pass_of(*state, texts, count(texts));
    sl_loop *loop = NULL;
    stopping s = {0};
    c->spec.jobs = 4;
    c->spec.context = &s;
    c->spec.progress = stop_now;
    c->spec.done = note_done;
    assert_ok(sl_loop_new(&loop, &c->e), &c->e);

    assert_ok(sl_pass_start(&s.pass, *state, loop, &c->spec, &c->result, &c->e), &c->e);
    while (!s.is_done && sl_loop_step(loop, &c->e))
        continue;
    sl_loop_free(loop);

    assert_true(s.is_done);
    assert_int_equal(c->result.findings.n, 2);
    assert_int_equal(pass_state(c, 3, SIZE_MAX)->state, SL_UNIT_FAILED);
    assert_true(sl_str_is(pass_state(c, 3, SIZE_MAX)->reason, "interrupted"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_hit_becomes_a_finding_with_its_lines),
        sl_test(results_are_the_same_with_1_and_8_workers),
        sl_test(a_crash_fails_its_scanner_and_unit_and_nothing_else),
        sl_test(every_unit_may_crash_and_the_pass_ends),
        sl_test(a_unit_that_hangs_fails_at_its_deadline),
        sl_test(a_unit_that_burns_processor_time_fails),
        sl_test(a_unit_that_eats_all_memory_fails),
        sl_test(a_worker_that_exits_has_not_scanned),
        sl_test(a_worker_that_sends_garbage_fails_its_unit),
        sl_test(what_scanners_say_of_a_unit_is_its_state),
        sl_test(units_that_nobody_reads_have_a_reason),
        sl_test(a_content_that_grew_past_the_limit_fails),
        sl_test(more_hits_than_the_limit_fail_the_unit),
        sl_test(a_hit_outside_the_text_fails_the_unit),
        sl_test(a_secret_is_redacted_in_the_snippets_of_all),
        sl_test(values_leave_a_worker_only_where_they_were_asked_for),
        sl_test(revealing_shows_secrets_in_the_findings_of_secrets_alone),
        sl_test(a_finding_inside_a_unit_names_both),
        sl_test(a_hit_made_at_the_end_finds_its_lines_in_the_unit),
        sl_test(a_hit_made_at_the_end_may_name_a_file_that_is_not_there),
        sl_test(a_fingerprint_knows_text_but_not_place),
        sl_test(a_unit_has_the_id_that_git_gives_its_content),
        sl_test(a_pass_over_nothing_ends),
        sl_test(a_stopped_pass_has_failed_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
