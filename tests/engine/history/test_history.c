/* Histories as sources: which units there are, and where findings in them come from. */
#include "tests/engine/source/fixture.h"

#include "engine/objects/commit.h"
#include "engine/history/history.h"

typedef struct world {
    sl_arena *mem;
    char *folder;
    sl_history *history;
    sl_source *source;
} world;

static int start(void **state)
{
    world *w = calloc(1, sizeof *w);
    w->mem = sl_arena_new();
    w->folder = scratch(w->mem);
    *state = w;
    return 0;
}

static int end(void **state)
{
    world *w = *state;
    sl_source_close(w->source);
    sl_history_close(w->history);
    sl_test_folder_end(w->folder);
    sl_arena_free(w->mem);
    free(w);
    return 0;
}

static const sl_source *open_it(world *w, const char *name, const char *range)
{
    sl_history_spec spec = {.path = sl_printf(w->mem, "%s/%s", w->folder, name), .is_asked = true};
    sl_err e = {0};
    if (range)
        *sl_list_add(w->mem, &spec.ranges) = sl_str_of(range);
    assert_ok(sl_history_open(&w->history, w->mem, &spec, &e), &e);
    assert_ok(sl_history_source(&w->source, w->history, &e), &e);
    return w->source;
}

static size_t count(const sl_source *source, const char *start)
{
    size_t n = 0;
    for (size_t i = 0; i < source->units.n; i++)
        n += sl_str_starts(source->units.v[i].label, sl_str_of(start));
    return n;
}

/* A finding as a pass would make it of a unit. */
static sl_finding finding_in(const sl_source *source, size_t unit, const char *print)
{
    static const sl_rule rule = {.id = SL_STR("rule")};
    sl_finding f = {.rule = &rule, .file = source->units.v[unit].label, .unit = unit};
    memcpy(f.fingerprint, print, strlen(print));
    return f;
}

/* Every pair of a path and a content that any commit has is a unit, once. */
static void every_version_of_every_file_is_a_unit(void **state)
{
    world *w = *state;
    make(w->mem, w->folder,
         "git init -q r && cd r && mkdir -p a/b && seq 100 > a/b/c && echo x > d && git add . &&\n"
         "git commit -qm 1 && echo y > d && git commit -qam 2 && git checkout -qb s HEAD~1 &&\n"
         "git mv a z && chmod +x d && git commit -qam 3 && git checkout -q main &&\n"
         "git merge -q -m m s && ln -s d e && git add . && git commit -qm 4 && git gc -q");
    sl_str pairs = sl_str_trim(printed(
        w->mem, w->folder,
        "cd r; git rev-list --all | while read c; do git ls-tree -r $c; done | awk '{print $3,$4}' "
        "| sort -u | wc -l"));

    const sl_source *source = open_it(w, "r", NULL);

    int64_t n;
    assert_true(sl_str_int(pairs, &n));
    assert_int_equal(source->units.n - count(source, "git:"), n);
    assert_int_equal(count(source, "git:commit/"), 5);
    assert_string_equal(content(w->mem, source, "e"), "d");
}

static void a_range_has_what_is_new_in_it(void **state)
{
    world *w = *state;
    make(w->mem, w->folder,
         "git init -q r && cd r && echo 1 > a && git add . && git commit -qm 1 && git tag old &&\n"
         "echo 2 > b && git add . && git commit -qm 2 && echo 3 > a && git commit -qam 3");

    const sl_source *source = open_it(w, "r", "old..main");

    assert_int_equal(source->units.n, 5);
    assert_string_equal(content(w->mem, source, "b"), "2\n");
    assert_string_equal(content(w->mem, source, "a"), "3\n");
    assert_string_equal(content(w->mem, source, "git:paths"), "a\nb\n");
}

static void the_same_secret_at_a_path_is_one_finding_of_the_oldest_commit(void **state)
{
    world *w = *state;
    make(
        w->mem, w->folder,
        "git init -q r && cd r && export GIT_AUTHOR_DATE='1700000000 +0130' && echo 1 > a &&\n"
        "git add . && git commit -qm 1 && git tag first && echo 2 >> a && git commit -qam 2 &&\n"
        "echo 3 >> a && git commit -qam 3 && git rm -q a && git commit -qm 4 && git checkout -qb b "
        "HEAD~1");
    sl_str first = sl_str_trim(printed(w->mem, w->folder, "git -C r rev-parse first"));
    const sl_source *source = open_it(w, "r", NULL);
    sl_findings findings = {0};

    for (size_t i = 0; i < source->units.n; i++)
        if (sl_str_is(source->units.v[i].label, "a"))
            *sl_list_add(w->mem, &findings) = finding_in(source, i, "aa");
    sl_history_tell(w->history, &findings);

    assert_int_equal(findings.n, 1);
    const sl_origin *o = findings.v[0].origin;
    assert_true(sl_str_eq(o->commit, first));
    assert_int_equal(o->n_objects, 3);
    assert_true(o->is_at_tip);
    assert_true(sl_str_is(o->date, "2023-11-14T23:43:20+01:30"));
    assert_true(sl_str_is(o->author, "T"));
    assert_true(sl_str_is(o->reach, "branch"));
}

static void missing_objects_of_partial_and_shallow_clones_are_failed_units(void **state)
{
    world *w = *state;
    sl_buf text;
    make(w->mem, w->folder,
         "git init -q r && cd r && git config uploadpack.allowFilter true && seq 100 > a &&\n"
         "git add . && git commit -qm 1 && seq 200 > a && git commit -qam 2 && cd .. &&\n"
         "git clone -q --no-local --bare --filter=blob:none \"file://$PWD/r\" partial &&\n"
         "git -C partial config extensions.worktreeConfig true");

    const sl_source *source = open_it(w, "partial", NULL);

    sl_err e = {0};
    assert_int_equal(count(source, "a"), 2);
    assert_false(try_read(&text, source, "a", 1000, &e));
    assert_non_null(strstr(e.text, "is missing from the repository"));
    sl_buf_clear(&text);
}

static void a_shallow_clone_ends_at_its_border(void **state)
{
    world *w = *state;
    make(w->mem, w->folder,
         "git init -q r && cd r && seq 100 > a && git add . && git commit -qm 1 && seq 200 > a &&\n"
         "git commit -qam 2 && cd .. && git clone -q --depth 1 \"file://$PWD/r\" shallow");

    const sl_source *source = open_it(w, "shallow", NULL);

    assert_int_equal(count(source, "a"), 1);
    assert_int_equal(count(source, "git:commit/"), 1);
    for (size_t i = 0; i < source->units.n; i++)
        assert_int_equal(source->units.v[i].error.n, 0);
}

static void a_commit_that_is_missing_is_a_failed_unit(void **state)
{
    world *w = *state;
    make(w->mem, w->folder,
         "git init -q r && cd r && echo 1 > a && git add . && git commit -qm 1 && echo 2 > a &&\n"
         "git commit -qam 2 && c=$(git rev-parse HEAD~1) && rm -f .git/objects/$(echo $c | cut "
         "-c1-2)"
         "/$(echo $c | cut -c3-)");

    const sl_source *source = open_it(w, "r", NULL);

    size_t n_failed = 0;
    for (size_t i = 0; i < source->units.n; i++)
        n_failed += sl_str_find(source->units.v[i].error, SL_S("is missing from the repository"),
                                0) != SIZE_MAX;
    assert_int_equal(n_failed, 1);
    assert_string_equal(content(w->mem, source, "a"), "2\n");
}

#define DIGITS "iQEzBAABCAAdFiEEdGhlc2UgYXJlIG5vdCB0aGUgZGlnaXRzIG9mIGEga2V5AAoJ"

static void words_of_commits_keep_their_lines_and_lose_ids(void **state)
{
    sl_arena *mem = *state;
    const sl_str commit = SL_STR("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
                                 "author A U Thor <a@example.org> 1700000000 +0100\n"
                                 "committer C <c@example.org> 1700000000 +0100\n"
                                 "gpgsig -----BEGIN PGP SIGNATURE-----\n"
                                 " " DIGITS "\n"
                                 " AGxhc3QgbGluZQ==\n"
                                 " =4abi\n"
                                 " -----END PGP SIGNATURE-----\n"
                                 "encoding latin1\n"
                                 "\n"
                                 "words\n");

    sl_str words = sl_commit_words(mem, commit);

    assert_true(sl_str_is(words, "\nA U Thor <a@example.org>\nC <c@example.org>\n\n\n\n\n\n"
                                 "encoding latin1\n\nwords\n"));
    assert_int_equal(sl_commit_words(mem, SL_S("")).n, 0);
    assert_true(sl_str_is(sl_commit_words(mem, SL_S("tree x")), "tree x\n"));
}

static size_t lines_of(sl_str text)
{
    size_t n = 0;
    for (sl_str line; sl_str_cut(&text, '\n', &line);)
        n++;
    return n;
}

static void words_stay_where_only_ids_times_and_signatures_belong(void **state)
{
    static const char *const lines[] = {
        "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n words",
        "parent words",
        "object words",
        "author A <a@example.org> words 1700000000 +0100",
        "committer C <c@example.org> 1700000000 +0100 words",
        "tagger T <t@example.org> 1700000000 +0100\n words",
        "gpgsig words",
        "gpgsig -----BEGIN PGP SIGNATURE-----\n Comment: words\n -----END PGP SIGNATURE-----",
        "gpgsig -----BEGIN PGP SIGNATURE-----\n " DIGITS "\n words",
        "gpgsig-sha256 -----BEGIN SSH SIGNATURE-----\n -----BEGIN words-----",
        "mergetag object 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n tagger words <a@b> 1 +0000",
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        sl_str head = sl_printf(*state, "%s\n\nmessage\n", lines[i]);
        sl_str text = sl_commit_words(*state, head);

        assert_true(sl_str_find(text, SL_S("words"), 0) != SIZE_MAX);
        assert_int_equal(lines_of(text), lines_of(head));
    }
}

static void dates_that_no_calendar_has_are_empty(void **state)
{
    sl_arena *mem = *state;
    sl_signature s = sl_signature_read(SL_S("A <a@b> 9223372036854775807 +0000"));
    sl_signature t = sl_signature_read(SL_S("no brackets"));

    assert_int_equal(sl_signature_date(mem, &s).n, 0);
    assert_int_equal(t.name.n, 0);
    assert_int_equal(sl_signature_read(SL_S("A <a@b> 1 -0530")).zone, -330);
}

#define test(function) cmocka_unit_test_setup_teardown(function, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(every_version_of_every_file_is_a_unit),
        test(a_range_has_what_is_new_in_it),
        test(the_same_secret_at_a_path_is_one_finding_of_the_oldest_commit),
        test(missing_objects_of_partial_and_shallow_clones_are_failed_units),
        test(a_shallow_clone_ends_at_its_border),
        test(a_commit_that_is_missing_is_a_failed_unit),
        sl_test(words_of_commits_keep_their_lines_and_lose_ids),
        sl_test(words_stay_where_only_ids_times_and_signatures_belong),
        sl_test(dates_that_no_calendar_has_are_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
