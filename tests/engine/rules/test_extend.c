/* Files that rule files extend are read along, by the paths that they mean. */
#include "tests/support/test.h"

#include "engine/rules/extend.h"

/* Files by name. */
typedef struct shelf {
    sl_rule_file v[4];
    size_t n_read;
} shelf;

static bool read_shelf(void *context, sl_buf *out, sl_str path, sl_err *e)
{
    shelf *s = context;
    s->n_read++;
    for (size_t i = 0; i < 4; i++)
        if (sl_str_eq(s->v[i].path, path))
            return sl_buf_add(out, s->v[i].text);
    return sl_fail(e, SL_ENOENT, "there is no %.*s", SL_FMT(path));
}

static void paths_are_relative_to_the_file(void **state)
{
    static const struct {
        const char *file, *path, *out;
    } cases[] = {
        {"a.toml", "b.toml", "b.toml"},           {"x/a.toml", "y/b.toml", "x/y/b.toml"},
        {"x/a.toml", "../b.toml", "b.toml"},      {"/r/x/a.toml", "../b.toml", "/r/b.toml"},
        {"../x/a.toml", "b.toml", "../x/b.toml"}, {"a.toml", "../b.toml", NULL},
        {"a.toml", "/etc/b.toml", NULL},          {"a.toml", "", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str out;
        bool ok = sl_extend_path(&out, *state, sl_str_of(cases[i].file), sl_str_of(cases[i].path));
        assert_int_equal(ok, cases[i].out != NULL);
        if (ok)
            assert_true(sl_str_is(out, cases[i].out));
    }
}

static void what_is_extended_is_added_once(void **state)
{
    sl_err e = {0};
    shelf s = {{{SL_S("c/base.toml"), SL_S("[extend]\npath = 'low.toml'\n")},
                {SL_S("c/low.toml"), SL_S("title = 'low'\n")}},
               0};
    const sl_rule_file own[] = {{SL_S("c/a.toml"), SL_S("[extend]\npath = 'base.toml'\n")},
                                {SL_S("c/b.toml"), SL_S("[extend]\npath = 'base.toml'\n")},
                                {SL_S("c/c.yml"), SL_S("extend: {path: none.toml}\n")}};
    const sl_rule_file *files = own;
    size_t n = 3;

    assert_ok(sl_extend_follow(&files, &n, *state, read_shelf, &s, &e), &e);

    assert_int_equal(n, 5);
    assert_int_equal(s.n_read, 2);
    assert_true(sl_str_is(files[3].path, "c/base.toml"));
    assert_true(sl_str_is(files[4].path, "c/low.toml"));
}

static const char *refusal(sl_arena *mem, const char *text)
{
    sl_err e = {0};
    shelf s = {{{SL_S("self.toml"), SL_S("[extend]\npath = 'self.toml'\n")}}, 0};
    const sl_rule_file own = {SL_S("a.toml"), sl_str_of(text)};
    const sl_rule_file *files = &own;
    size_t n = 1;
    assert_false(sl_extend_follow(&files, &n, mem, read_shelf, &s, &e));
    assert_int_equal(e.kind, SL_EUSAGE);
    return sl_printf(mem, "%s", e.text).p;
}

static void what_cannot_be_followed_is_told(void **state)
{
    assert_string_equal(refusal(*state, "[extend]\npath = 'none.toml'\n"),
                        "a.toml: 'extend.path': there is no none.toml");
    assert_string_equal(refusal(*state, "[extend]\npath = '/x.toml'\n"),
                        "a.toml:2:8: 'extend.path' is a relative path that stays below their root, "
                        "not '/x.toml'");
    assert_string_equal(refusal(*state, "[extend]\npath = 'self.toml'\n"),
                        "a.toml: files extend one another more than 2 deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(paths_are_relative_to_the_file),
        sl_test(what_is_extended_is_added_once),
        sl_test(what_cannot_be_followed_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
