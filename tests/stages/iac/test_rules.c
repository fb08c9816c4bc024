/* Every check of rules/iac proves itself: it finds the lines below `# ruleid: ID` of the fixtures
   beside it, and nothing on those below `# ok: ID`. */
#include "tests/support/test.h"

#include <dirent.h>
#include <stdio.h>

#include "base/path.h"
#include "engine/check/check.h"
#include "engine/dockerfile/dockerfile.h"
#include "engine/rules/common.h"
#include "engine/rules/ruleset.h"
#include "stages/iac/iac.h"
#include "base/json.h"
#include "base/yaml.h"

typedef struct lines {
    size_t *v;
    size_t n, cap;
} lines;

typedef struct bench {
    sl_arena *mem;
    sl_tree tree;
    lines found;
    size_t n_fixtures, n_wrong, n_marks;
} bench;

static void note(void *context, const sl_resource *resource, sl_extent at, sl_str identity)
{
    bench *b = context;
    (void)resource;
    (void)identity;
    *sl_list_add(b->mem, &b->found) = sl_tree_line(&b->tree, at.start);
}

static bool is_in(const lines *l, size_t line)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i] == line)
            return true;
    return false;
}

/* The first line below `line` that is neither empty nor a mark. */
static size_t marked_line(const sl_tree *tree, size_t line)
{
    for (size_t i = line; i < tree->n_lines; i++) {
        size_t end = i + 1 < tree->n_lines ? tree->lines[i + 1] : tree->text.n;
        sl_str text = sl_str_trim(sl_str_sub(tree->text, tree->lines[i], end));
        if (text.n && !sl_str_starts(text, SL_S("# ok:")) &&
            !sl_str_starts(text, SL_S("# ruleid:")))
            return i + 1;
    }
    return 0;
}

static void wrong(bench *b, sl_str path, size_t line, const char *what)
{
    fprintf(stderr, "%.*s:%zu: %s\n", SL_FMT(path), line, what);
    b->n_wrong++;
}

static void compare(bench *b, sl_str path, sl_str id)
{
    lines wanted = {0};
    for (size_t i = 0; i < b->tree.n_lines; i++) {
        size_t end = i + 1 < b->tree.n_lines ? b->tree.lines[i + 1] : b->tree.text.n;
        sl_str text = sl_str_trim(sl_str_sub(b->tree.text, b->tree.lines[i], end));
        sl_str positive = sl_printf(b->mem, "# ruleid: %.*s", SL_FMT(id));
        sl_str negative = sl_printf(b->mem, "# ok: %.*s", SL_FMT(id));
        size_t at = marked_line(&b->tree, i + 1);
        bool is_positive = sl_str_eq(text, positive);
        bool is_negative = sl_str_eq(text, negative);
        b->n_marks += is_positive || is_negative;
        if (is_positive)
            *sl_list_add(b->mem, &wanted) = at;
        if (is_positive && !is_in(&b->found, at))
            wrong(b, path, at, "not found");
        if (is_negative && is_in(&b->found, at))
            wrong(b, path, at, "found, but must not be");
    }
    for (size_t i = 0; i < b->found.n; i++)
        if (!is_in(&wanted, b->found.v[i]))
            wrong(b, path, b->found.v[i], "found without a mark");
}

static void read_model(bench *b, sl_model *model)
{
    sl_err e = {0};
    sl_docker_notes notes = {0};
    sl_documents docs = {0};
    if (sl_iac_format_of(model->file) == SL_IAC_DOCKERFILE) {
        assert_ok(sl_dockerfile_read(model, &notes, &e), &e);
        return;
    }
    assert_ok(sl_yaml_read(&docs, b->mem, model->file, model->text, NULL, &e), &e);
    for (size_t i = 0; i < docs.n; i++) {
        bool is_ours = false;
        assert_ok(sl_kubernetes_read(model, &b->tree, docs.v[i], &is_ours, &e), &e);
        if (!is_ours)
            assert_ok(sl_compose_read(model, &b->tree, docs.v[i], false, &is_ours, &e), &e);
        if (!is_ours)
            wrong(b, model->file, 1, "a document that is no resource");
    }
}

static bool concerns(sl_strs keys, const sl_resource *r, sl_arena *mem)
{
    sl_str plain = sl_printf(mem, "%.*s:%.*s", SL_FMT(r->platform), SL_FMT(r->type));
    sl_str narrow = sl_printf(mem, "%.*s/%.*s", SL_FMT(plain), SL_FMT(r->variant));
    sl_str any = sl_printf(mem, "%.*s:*", SL_FMT(r->platform));
    for (size_t i = 0; i < keys.n; i++)
        if (sl_str_eq(keys.v[i], plain) || sl_str_eq(keys.v[i], narrow) ||
            (!r->parent && sl_str_eq(keys.v[i], any)))
            return true;
    return false;
}

static void run_fixture(bench *b, sl_str path, const sl_node *doc)
{
    sl_err e = {0};
    sl_buf text;
    sl_buf_init(&text, 1 << 20);
    assert_ok(sl_file_read(&text, path, &e), &e);
    sl_model model = {.mem = b->mem, .file = path, .text = sl_dup(b->mem, sl_buf_str(&text))};
    sl_buf_clear(&text);
    sl_tree_init(&b->tree, b->mem, model.text);
    b->found.n = 0;
    read_model(b, &model);
    sl_check *check;
    assert_ok(sl_check_read(&check, b->mem, doc, &e), &e);
    sl_arena *scratch = sl_arena_new();
    sl_regex_room *room = sl_regex_room_open(b->mem);
    sl_eval eval;
    sl_eval_init(&eval, scratch, &model, room, &e);
    sl_strs keys = sl_check_keys(check);
    for (size_t i = 0; i < model.n; i++)
        if (concerns(keys, model.v[i], b->mem))
            assert_ok(sl_check_run(check, &eval, model.v[i], note, b), &e);
    compare(b, path, sl_node_text(sl_node_get(doc, "id")));
    sl_check_close(check);
    sl_regex_room_close(room);
    sl_arena_free(scratch);
    b->n_fixtures++;
}

/* All fixtures of one rule: files beside it that begin with its id and ".test.". */
static void run_rule(bench *b, sl_str file, const sl_node *doc)
{
    sl_str folder = sl_str_sub(file, 0, sl_str_rchr(file, '/'));
    sl_str id = sl_node_text(sl_node_get(doc, "id"));
    sl_str begin = sl_printf(b->mem, "%.*s.test.", SL_FMT(id));
    size_t n_before = b->n_fixtures;
    size_t marks_before = b->n_marks;
    DIR *d = opendir(sl_dup_z(b->mem, folder));
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));)
        if (sl_str_starts(sl_str_of(entry->d_name), begin))
            run_fixture(b, sl_path_join(b->mem, folder, sl_dup(b->mem, sl_str_of(entry->d_name))),
                        doc);
    closedir(d);
    if (b->n_fixtures == n_before || b->n_marks < marks_before + 2)
        wrong(b, file, 1, "a check needs a fixture with a finding and one without");
}

static void every_check_finds_what_its_fixture_marks(void **state)
{
    sl_err e = {0};
    bench b = {.mem = *state};
    const sl_rule_file *files = NULL;
    size_t n_files = 0;
    assert_ok(sl_rule_files_read(&files, &n_files, b.mem, SL_S(SOURCE_DIR "/rules/iac"), &e), &e);

    for (size_t i = 0; i < n_files; i++) {
        sl_node *doc = NULL;
        assert_ok(sl_yaml_read_one(&doc, b.mem, files[i].path, files[i].text, &e), &e);
        const sl_node *checks = sl_node_get(doc, "checks");
        for (size_t c = 0; checks && c < checks->n; c++)
            run_rule(&b, files[i].path, checks->items[c]);
    }

    assert_true(b.n_fixtures > 60);
    assert_int_equal(b.n_wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {sl_test(every_check_finds_what_its_fixture_marks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
