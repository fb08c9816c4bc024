/* Options of a stage: what `with` may say. */
#include "tests/support/test.h"

#include "base/yaml.h"
#include "sluice/options.h"

static const char *const targets[] = {"command", "directory", NULL};

static const sl_option_spec specs[] = {
    {"target", SL_OPT_TEXT, NULL, "where to", true, targets},
    {"history", SL_OPT_BOOL, "no", "also past commits", false, NULL},
    {"depth", SL_OPT_COUNT, "3", "how deep", false, NULL},
    {"max_size", SL_OPT_SIZE, "10M", "largest file", false, NULL},
    {"wait", SL_OPT_DURATION, "1s", "pause", false, NULL},
    {"least", SL_OPT_SEVERITY, NULL, "threshold", false, NULL},
    {"paths", SL_OPT_LIST, "a,b", "globs", false, NULL},
    {"also", SL_OPT_LIST, NULL, "further targets", false, targets},
    {"labels", SL_OPT_MAP, NULL, "labels", false, NULL},
    {0},
};

static sl_options *options_of(sl_arena *mem, const char *with)
{
    sl_err e = {0};
    sl_node *doc;
    sl_options *options;
    assert_ok(sl_yaml_read_one(&doc, mem, SL_S("p.yml"), sl_str_of(with), &e), &e);
    assert_ok(sl_options_read(&options, mem, specs, SL_S("p.yml"), doc, &e), &e);
    return options;
}

static const char *error_of(sl_arena *mem, const char *with)
{
    sl_err *e = sl_alloc(mem, sizeof *e);
    sl_node *doc;
    sl_options *options;
    assert_ok(sl_yaml_read_one(&doc, mem, SL_S("p.yml"), sl_str_of(with), e), e);
    assert_false(sl_options_read(&options, mem, specs, SL_S("p.yml"), doc, e));
    assert_int_equal(e->kind, SL_EUSAGE);
    return e->text;
}

static void an_option_not_given_has_its_default(void **state)
{
    const sl_options *options = options_of(*state, "target: command");

    assert_false(sl_options_bool(options, "history"));
    assert_int_equal(sl_options_number(options, "depth"), 3);
    assert_int_equal(sl_options_number(options, "max_size"), 10 << 20);
    assert_int_equal(sl_options_number(options, "wait"), 1000);
    assert_int_equal(sl_options_severity(options, "least"), SL_SEVERITY_NONE);
    assert_int_equal(sl_options_list(options, "paths").n, 2);
    assert_int_equal(sl_options_list(options, "also").n, 0);
    assert_null(sl_options_map(options, "labels"));
    assert_false(sl_options_given(options, "depth"));
    assert_true(sl_options_given(options, "target"));
}

static void values_are_read_by_their_type(void **state)
{
    const sl_options *options =
        options_of(*state, "{target: directory, history: on, depth: 0, max_size: 64k, wait: 2h,\n"
                           " least: Medium, paths: one, also: [command, directory],\n"
                           " labels: {a: 1}}");

    assert_true(sl_str_is(sl_options_text(options, "target"), "directory"));
    assert_true(sl_options_bool(options, "history"));
    assert_int_equal(sl_options_number(options, "depth"), 0);
    assert_int_equal(sl_options_number(options, "max_size"), 65536);
    assert_int_equal(sl_options_number(options, "wait"), 7200000);
    assert_int_equal(sl_options_severity(options, "least"), SL_MEDIUM);
    assert_int_equal(sl_options_list(options, "paths").n, 1);
    assert_true(sl_str_is(sl_options_list(options, "also").v[1], "directory"));
    assert_int_equal(sl_node_get(sl_options_map(options, "labels"), "a")->integer, 1);
}

static void an_error_names_its_place_and_what_would_do(void **state)
{
    static const struct {
        const char *with, *error;
    } cases[] = {
        {"{target: command, histroy: yes}",
         "p.yml:1:19: unknown option 'histroy'; did you mean 'history'?"},
        {"{target: comand}", "p.yml:1:10: 'target' cannot be 'comand'; did you mean 'command'?"},
        {"{target: moon}", "p.yml:1:10: 'target' cannot be 'moon'; there are command, directory"},
        {"{target: command, also: [command, moon]}",
         "p.yml:1:25: 'also' cannot be 'moon'; there are command, directory"},
        {"{depth: 3}", "p.yml:1:1: the option 'target' is missing under 'with': where to"},
        {"{target: command, depth: -1}",
         "p.yml:1:26: 'depth' is a whole number, 0 or more, not '-1'"},
        {"{target: command, wait: 10}",
         "p.yml:1:25: 'wait' is a time such as 500ms, 30s or 10m, not '10'"},
        {"{target: command, max_size: 99999999999999999999}",
         "p.yml:1:29: 'max_size' is a size such as 512, 64k or 10M, not '99999999999999999999'"},
        {"{target: command, depth: [1]}", "p.yml:1:26: 'depth' is a single value; here is a list"},
        {"{target: command, paths: [a, [b]]}",
         "p.yml:1:30: 'paths' is a list of texts; here is a list"},
        {"{target: command, labels: x}", "p.yml:1:27: 'labels' is a map; here is a text"},
        {"[target]", "p.yml:1:1: 'with' is a map of options, not a list"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(error_of(*state, cases[i].with), cases[i].error);
}

static void set_takes_a_list_with_commas_but_no_map(void **state)
{
    sl_err e = {0};
    sl_options *options = options_of(*state, "{target: command, paths: [x]}");

    assert_ok(sl_options_set(options, SL_S("paths"), SL_S("p, q ,r"), &e), &e);
    assert_false(sl_options_set(options, SL_S("labels"), SL_S("a=b"), &e));
    assert_false(sl_options_set(options, SL_S("target"), SL_S("moon"), &e));

    assert_int_equal(sl_options_list(options, "paths").n, 3);
    assert_true(sl_str_is(sl_options_list(options, "paths").v[1], "q"));
}

static void the_digest_changes_with_every_value(void **state)
{
    static const char *const withs[] = {
        "{target: command}",
        "{target: directory}",
        "{target: command, depth: 4}",
        "{target: command, paths: [a, bc]}",
        "{target: command, paths: [ab, c]}",
        "{target: command, labels: {a: b}}",
        "{target: command, labels: {a: [b]}}",
        "{target: command, labels: {ab: ''}}",
    };
    enum { N = sizeof withs / sizeof *withs };
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++) {
            sl_str a = sl_options_digest(options_of(*state, withs[i]), *state);
            sl_str b = sl_options_digest(options_of(*state, withs[k]), *state);
            assert_int_equal(sl_str_eq(a, b), i == k);
        }
}

static void sizes_and_durations_need_their_units(void **state)
{
    (void)state;
    uint64_t n = 7;

    assert_true(sl_size_read(SL_S("2GiB"), &n));
    assert_true(n == (uint64_t)2 << 30);
    assert_true(sl_duration_read(SL_S("1d"), &n));
    assert_true(n == 86400000);
    assert_false(sl_size_read(SL_S("k"), &n));
    assert_false(sl_size_read(SL_S("1.5M"), &n));
    assert_false(sl_size_read(SL_S("16777216T"), &n));
    assert_false(sl_duration_read(SL_S("10"), &n));
    assert_false(sl_duration_read(SL_S("-1s"), &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(an_option_not_given_has_its_default),
        sl_test(values_are_read_by_their_type),
        sl_test(an_error_names_its_place_and_what_would_do),
        sl_test(set_takes_a_list_with_commas_but_no_map),
        sl_test(the_digest_changes_with_every_value),
        cmocka_unit_test(sizes_and_durations_need_their_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
