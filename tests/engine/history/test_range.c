/* Ranges as git rev-list has them, over a history with branches, merges and clocks that lie. */
#include "tests/engine/source/fixture.h"

#include "base/digest.h"
#include "engine/history/graph.h"
#include "engine/history/range.h"

typedef struct world {
    sl_arena *mem;
    char *folder;
    sl_gitfolder place;
    sl_objects *objects;
    sl_tips tips;
} world;

static const char a_history[] =
    "git init -q r && cd r\n"
    "at() { export GIT_AUTHOR_DATE=\"170000$1 +0000\" GIT_COMMITTER_DATE=\"170000$1 +0000\"; }\n"
    "put() { at $1; echo $2 > $2; git add . ; git commit -qm $2; }\n"
    "put 1000 a; put 2000 b; put 1500 c; git tag -a -m t v1\n"
    "git checkout -qb side HEAD~1; put 0500 d; put 0600 e\n"
    "git checkout -q main; at 3000; git merge -q -m m side; put 2900 f; git tag light\n"
    "git checkout -q --orphan lonely; put 4000 g; git checkout -q main; put 2800 h\n"
    "git update-ref refs/remotes/origin/main main~2; git pack-refs --all\n"
    "git checkout -qb loose; put 5000 i";

static int start(void **state)
{
    world *w = calloc(1, sizeof *w);
    sl_err e = {0};
    w->mem = sl_arena_new();
    w->folder = scratch(w->mem);
    make(w->mem, w->folder, a_history);
    assert_ok(sl_gitfolder_find(&w->place, w->mem, sl_printf(w->mem, "%s/r", w->folder), &e), &e);
    assert_ok(sl_objects_open(&w->objects, w->mem, w->place.common, w->place.id_bytes, &e), &e);
    assert_ok(sl_tips_read(&w->tips, w->mem, &w->place, &e), &e);
    *state = w;
    return 0;
}

static int end(void **state)
{
    world *w = *state;
    sl_objects_close(w->objects);
    sl_test_folder_end(w->folder);
    sl_arena_free(w->mem);
    free(w);
    return 0;
}

static bool read_range(sl_range *range, world *w, const char *text, sl_err *e)
{
    const sl_range_ground ground = {&w->place, &w->tips, w->objects};
    *range = (sl_range){0};
    return sl_range_read(range, w->mem, &ground, sl_str_of(text), e);
}

static int by_hex(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The commits of a range, sorted, one a line; each stands before its parents. */
static sl_str commits_of(world *w, const char *text)
{
    sl_range range;
    sl_graph graph;
    sl_err e = {0};
    size_t n;
    sl_graph_init(&graph, w->mem, w->objects);
    assert_ok(read_range(&range, w, text, &e), &e);
    for (int excluded = 1; excluded >= 0; excluded--)
        for (size_t i = 0; i < range.n; i++) {
            const sl_range_ground ground = {&w->place, &w->tips, w->objects};
            char hex[65];
            sl_id id;
            sl_id_hex(hex, &range.v[i].id);
            if (range.v[i].is_excluded != excluded)
                continue;
            assert_ok(sl_revision_id(&id, &ground, sl_printf(w->mem, "%s^{commit}", hex), &e), &e);
            assert_ok(sl_graph_start(&graph, &id, range.v[i].is_excluded, &e), &e);
        }
    assert_ok(sl_graph_walk(&graph, &e), &e);
    uint32_t *order = sl_graph_order(&n, &graph);
    char **lines = sl_alloc_array(w->mem, n + 1, sizeof *lines);
    size_t *place = sl_alloc_array(w->mem, graph.nodes.n + 1, sizeof *place);
    for (size_t i = 0; i < n; i++) {
        sl_id id = sl_graph_id(&graph, order[i]);
        lines[i] = sl_alloc(w->mem, 65);
        sl_id_hex(lines[i], &id);
        place[order[i]] = i + 1;
    }
    for (size_t i = 0; i < n; i++) {
        const sl_graph_node *node = &graph.nodes.v[order[i]];
        for (uint32_t k = 0; k < node->n_parents; k++) {
            size_t parent = place[graph.parents.v[node->parents + k]];
            assert_true(parent == 0 || parent > i + 1);
        }
    }
    qsort(lines, n, sizeof *lines, by_hex);
    sl_str all = SL_S("");
    for (size_t i = 0; i < n; i++)
        all = sl_printf(w->mem, "%.*s%s\n", SL_FMT(all), lines[i]);
    return all;
}

static void ranges_have_the_commits_that_git_gives_them(void **state)
{
    world *w = *state;
    static const char *const ranges[] = {
        "main",          "side..main",  "v1..main",           "main..side",
        "^v1 main side", "v1...side",   "main --not --all",   "--all",
        "HEAD~1..HEAD",  "HEAD^..HEAD", "loose --not --tags", "--branches --not --remotes",
        "main~2^2",      "lonely",      "light^^{commit}",    "--all --not main",
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        sl_str expected =
            printed(w->mem, w->folder,
                    sl_printf(w->mem, "git -C r rev-list %s | LC_ALL=C sort", ranges[i]).p);
        sl_str actual = commits_of(w, ranges[i]);
        if (!sl_str_eq(expected, actual))
            fail_msg("%s: git has\n%.*sand we\n%.*s", ranges[i], SL_FMT(expected), SL_FMT(actual));
    }
}

static void commas_separate_and_ids_may_be_short(void **state)
{
    world *w = *state;
    sl_str hex = printed(w->mem, w->folder, "git -C r rev-parse v1^{commit}");
    const char *text = sl_printf(w->mem, "^%.*s,main", SL_FMT(sl_str_sub(hex, 0, 9))).p;

    sl_str expected = printed(w->mem, w->folder, "git -C r rev-list ^v1 main | LC_ALL=C sort");

    assert_true(sl_str_eq(commits_of(w, text), expected));
}

static void an_excluded_id_that_is_not_there_excludes_nothing(void **state)
{
    world *w = *state;
    sl_str expected = printed(w->mem, w->folder, "git -C r rev-list main | LC_ALL=C sort");

    assert_true(
        sl_str_eq(commits_of(w, "1234567890123456789012345678901234567890..main"), expected));
    assert_true(
        sl_str_eq(commits_of(w, "0000000000000000000000000000000000000000..main"), expected));
}

static void what_names_nothing_is_misuse(void **state)
{
    world *w = *state;
    static const char *const bad[] = {"nowhere",  "a..nowhere", "--since=yesterday",
                                      "main~999", "main^3",     "^"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sl_range range;
        sl_err e = {0};
        assert_false(read_range(&range, w, bad[i], &e));
        assert_int_equal(e.kind, SL_EUSAGE);
        assert_non_null(strstr(e.text, "--history: "));
    }
}

static void tips_are_refs_heads_of_work_trees_and_reflogs(void **state)
{
    world *w = *state;
    size_t n_logs = 0;
    make(w->mem, w->folder, "git -C r worktree add -q --detach ../tree main~1");
    sl_err e = {0};

    assert_ok(sl_tips_read(&w->tips, w->mem, &w->place, &e), &e);

    for (size_t i = 0; i < w->tips.n; i++)
        n_logs += w->tips.v[i].kind == SL_TIP_REFLOG;
    assert_int_equal(w->tips.n_refs, 7);
    assert_true(n_logs > 10);
    assert_non_null(sl_tips_named(&w->tips, SL_S("worktrees/tree/HEAD")));
    assert_int_equal(sl_tips_named(&w->tips, SL_S("HEAD"))->kind, SL_TIP_BRANCH);
    assert_int_equal(sl_tips_named(&w->tips, SL_S("origin/main"))->kind, SL_TIP_REMOTE);
    assert_null(sl_tips_named(&w->tips, SL_S("mai")));
}

#define test(function) cmocka_unit_test_setup_teardown(function, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(ranges_have_the_commits_that_git_gives_them),
        test(commas_separate_and_ids_may_be_short),
        test(an_excluded_id_that_is_not_there_excludes_nothing),
        test(what_names_nothing_is_misuse),
        test(tips_are_refs_heads_of_work_trees_and_reflogs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
