/* Which rules a run has: built-in, brought, or both; and what is kept between runs. */
#include "tests/support/test.h"

#include "base/path.h"
#include "engine/rules/layout.h"
#include "engine/rules/ruleset.h"

#define RULE(id)                                                                                   \
    "rules:\n- {id: " id ", languages: [go], severity: INFO, message: m, pattern-regex: a}\n"

static const sl_stage_kind *sast(void)
{
    return sl_stage_kind_of(SL_S("sast"));
}

static sl_ruleset *load(sl_arena *mem, const char *text, bool replace, sl_cache *cache)
{
    sl_rule_file file = {SL_S("mine.yml"), sl_str_of(text)};
    sl_rules_spec spec = {
        .files = &file, .n_files = text ? 1 : 0, .replace_builtin = replace, .cache = cache};
    sl_ruleset *set = NULL;
    sl_err e = {0};
    assert_ok(sl_ruleset_load(&set, mem, sast(), &spec, &e), &e);
    return set;
}

static bool has(const sl_ruleset *set, const char *id)
{
    for (size_t i = 0; i < sl_ruleset_count(set); i++)
        if (sl_str_is(sl_ruleset_rule(set, i)->id, id))
            return true;
    return false;
}

static void without_files_the_rules_are_the_built_in_ones(void **state)
{
    sl_ruleset *set = load(*state, NULL, false, NULL);

    assert_in_range(sl_ruleset_count(set), 120, 10000);
    assert_true(has(set, "python-pickle-load"));
    assert_null(sl_ruleset_rule(set, sl_ruleset_count(set)));
    assert_int_equal(sl_ruleset_digest(set).n, 64);
}

static void brought_rules_replace_the_built_in_ones_of_their_kind(void **state)
{
    sl_ruleset *set = load(*state, RULE("own"), true, NULL);

    assert_int_equal(sl_ruleset_count(set), 1);
    assert_true(has(set, "own"));
}

static void brought_rules_of_another_kind_leave_the_built_in_ones(void **state)
{
    sl_rule_file file = {SL_S("none.yml"), SL_S(RULE("own"))};
    sl_rules_spec spec = {.files = &file, .n_files = 1, .replace_builtin = true};
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("deploy"));
    sl_ruleset *set = NULL;
    sl_err e = {0};

    assert_ok(sl_ruleset_load(&set, *state, kind, &spec, &e), &e);

    assert_int_equal(sl_ruleset_count(set), 0);
}

static void brought_rules_are_added_where_the_default_is_wanted(void **state)
{
    sl_ruleset *builtin = load(*state, NULL, false, NULL);
    sl_ruleset *set = load(*state, RULE("own"), false, NULL);
    size_t first = 0;

    assert_int_equal(sl_ruleset_count(set), sl_ruleset_count(builtin) + 1);
    assert_true(has(set, "own"));
    assert_true(has(set, "python-pickle-load"));
    assert_int_equal(sl_ruleset_packs(set), 2);
    assert_non_null(sl_ruleset_pack(set, 1, &first));
    assert_int_equal(first, sl_ruleset_count(builtin));
    assert_false(sl_str_eq(sl_ruleset_digest(set), sl_ruleset_digest(builtin)));
}

static void refuse(sl_arena *mem, const char *text, bool replace, const char *reason)
{
    sl_rule_file file = {SL_S("mine.yml"), sl_str_of(text)};
    sl_rules_spec spec = {.files = &file, .n_files = 1, .replace_builtin = replace};
    sl_ruleset *set = NULL;
    sl_err e = {0};

    assert_false(sl_ruleset_load(&set, mem, sast(), &spec, &e));

    assert_int_equal(e.kind, SL_EUSAGE);
    if (!strstr(e.text, reason) || !strstr(e.text, "mine.yml"))
        fail_msg("%s\nwanted: %s", e.text, reason);
}

static void what_is_no_rule_is_an_error_and_no_silence(void **state)
{
    refuse(*state, "colour: red\n", true, "not a rule of any kind");
    refuse(*state, RULE("python-pickle-load"), false, "is taken by a built-in rule");
    refuse(*state, "rules: [{id: x, languages: [go], severity: INFO, message: m}]", true,
           "needs a pattern");
}

static void rules_of_two_files_with_one_id_are_told_apart_by_their_files(void **state)
{
    const sl_rule_file files[] = {{SL_S("./mine/a.yml"), SL_S(RULE("weak-hash"))},
                                  {SL_S("./mine/lang/b.c.yml"), SL_S(RULE("weak-hash"))}};
    sl_rules_spec spec = {.files = files, .n_files = 2, .replace_builtin = true};
    sl_ruleset *set = NULL;
    sl_err e = {0};

    assert_ok(sl_ruleset_load(&set, *state, sast(), &spec, &e), &e);

    assert_true(sl_str_is(sl_ruleset_rule(set, 0)->id, "weak-hash"));
    assert_true(sl_str_is(sl_ruleset_rule(set, 1)->id, "mine.lang.b.c.weak-hash"));
}

static void extra_documents_go_with_the_rules_beside_them(void **state)
{
    const sl_rule_file files[] = {{SL_S("mine/_shared.yml"), SL_S("words: [a]\n")},
                                  {SL_S("mine/a.yml"), SL_S(RULE("own"))}};
    const sl_rule_file lone[] = {{SL_S("other/_shared.yml"), SL_S("words: [a]\n")},
                                 {SL_S("mine/a.yml"), SL_S(RULE("own"))}};
    sl_rules_spec spec = {.files = files, .n_files = 2, .replace_builtin = true};
    sl_rules_spec lonely = {.files = lone, .n_files = 2, .replace_builtin = true};
    sl_ruleset *set = NULL;
    size_t first;
    sl_err e = {0};

    assert_ok(sl_ruleset_load(&set, *state, sast(), &spec, &e), &e);

    assert_non_null(sl_node_get(sl_pack_extra(sl_ruleset_pack(set, 0, &first), 0), "words"));
    assert_false(sl_ruleset_load(&set, *state, sast(), &lonely, &e));
    assert_non_null(strstr(e.text, "other/_shared.yml:1: not a rule"));
}

static sl_cache *cache_in(sl_arena *mem, const char *folder)
{
    sl_cache *cache;
    sl_err e = {0};
    setenv("SLUICE_CACHE_KEY", "the key of this test", 1);
    assert_ok(sl_cache_open(&cache, mem, &(sl_cache_spec){.folder = sl_str_of(folder)}, &e), &e);
    return cache;
}

static uint64_t hits_in(sl_arena *mem, const char *folder)
{
    sl_cache_figures figures;
    sl_err e = {0};
    sl_cache *cache = cache_in(mem, folder);
    assert_ok(sl_cache_count(&figures, cache, &e), &e);
    sl_cache_close(cache);
    return figures.n_hits;
}

static sl_ruleset *load_kept(sl_arena *mem, const char *text, const char *folder)
{
    sl_cache *cache = cache_in(mem, folder);
    sl_ruleset *set = load(mem, text, true, cache);
    sl_cache_close(cache);
    return set;
}

static void compiled_rules_are_kept(void **state)
{
    char *folder = sl_test_folder(*state);
    sl_ruleset *made = load_kept(*state, RULE("own"), folder);
    assert_int_equal(hits_in(*state, folder), 0);

    sl_ruleset *kept = load_kept(*state, RULE("own"), folder);

    assert_int_equal(hits_in(*state, folder), 1);
    assert_true(sl_str_eq(sl_ruleset_digest(made), sl_ruleset_digest(kept)));
    assert_true(has(kept, "own"));
    assert_true(has(load_kept(*state, RULE("own") "# changed\n", folder), "own"));
    assert_int_equal(hits_in(*state, folder), 1);
    sl_test_folder_end(folder);
}

/* A pack tells what is found, so one that somebody else has put there must not be used. */
static void a_pack_that_was_tampered_with_is_made_anew(void **state)
{
    char *folder = sl_test_folder(*state);
    sl_str file = sl_printf(*state, "%s/%s", folder, SL_CACHE_FILE);
    sl_err e = {0};
    sl_buf whole;
    sl_buf_init(&whole, SL_PACK_BYTES_MAX);
    load_kept(*state, RULE("own"), folder);
    assert_ok(sl_file_read(&whole, file, &e), &e);

    for (size_t at = 8192 + 100; at < whole.n; at += 512)
        whole.p[at] ^= 1;
    assert_ok(sl_file_write(file, sl_buf_str(&whole), &e), &e);

    assert_true(has(load_kept(*state, RULE("own"), folder), "own"));
    assert_int_equal(hits_in(*state, folder), 0);
    sl_buf_clear(&whole);
    sl_test_folder_end(folder);
}

static void folders_of_rules_are_read_without_fixtures_in_order(void **state)
{
    char *folder = sl_test_folder(*state);
    const sl_rule_file *files;
    size_t n;
    sl_err e = {0};
    sl_test_shell(sl_dup_z(*state, sl_printf(*state,
                                             "cd %s && mkdir b .git && echo a: 1 >b/z.yml && "
                                             "echo 1 >a.toml && touch a.test.yml b/x.py "
                                             ".git/c.yml .hidden.yml && echo {} >c.JSON",
                                             folder)));

    assert_ok(sl_rule_files_read(&files, &n, *state, sl_str_of(folder), &e), &e);

    assert_int_equal(n, 3);
    assert_true(sl_str_ends(files[0].path, SL_S("/a.toml")));
    assert_true(sl_str_ends(files[1].path, SL_S("/b/z.yml")));
    assert_true(sl_str_eq(files[1].text, SL_S("a: 1\n")));
    assert_true(sl_str_ends(files[2].path, SL_S("/c.JSON")));
    sl_test_folder_end(folder);
}

static void a_path_that_is_not_there_is_an_error(void **state)
{
    const sl_rule_file *files;
    size_t n;
    sl_err e = {0};

    assert_false(sl_rule_files_read(&files, &n, *state, SL_S("/nowhere/rules"), &e));

    assert_int_equal(e.kind, SL_ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(without_files_the_rules_are_the_built_in_ones),
        sl_test(brought_rules_replace_the_built_in_ones_of_their_kind),
        sl_test(brought_rules_of_another_kind_leave_the_built_in_ones),
        sl_test(brought_rules_are_added_where_the_default_is_wanted),
        sl_test(what_is_no_rule_is_an_error_and_no_silence),
        sl_test(rules_of_two_files_with_one_id_are_told_apart_by_their_files),
        sl_test(extra_documents_go_with_the_rules_beside_them),
        sl_test(compiled_rules_are_kept),
        sl_test(a_pack_that_was_tampered_with_is_made_anew),
        sl_test(folders_of_rules_are_read_without_fixtures_in_order),
        sl_test(a_path_that_is_not_there_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
