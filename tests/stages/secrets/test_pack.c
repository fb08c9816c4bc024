/* The built-in pack proves itself: every rule finds its own examples and nothing in the others. */
#include "tests/support/test.h"

#include "stages/secrets/compile.h"
#include "stages/secrets/fields.h"
#include "tests/stages/secrets/kit.h"

enum { RULES_MIN = 430 };

typedef struct check {
    sl_arena *mem;
    sl_secret_scanner *scanner;
    const sl_rule *rule;
    size_t n_positive, n_wrong;
} check;

static void check_example(void *context, sl_str name, sl_str path, sl_str text, bool is_positive)
{
    check *c = context;
    sl_arena *scratch = sl_arena_new();
    sl_str mark = sl_printf(scratch, "%.*s ", SL_FMT(c->rule->id));
    const char *found = kit_scan(scratch, c->scanner, sl_dup(scratch, path).p, text);
    bool is_found = strncmp(found, mark.p, mark.n) == 0 ||
                    strstr(found, sl_printf(scratch, "\n%s", mark.p).p) != NULL;
    bool is_failed = strncmp(found, "failed:", 7) == 0;
    bool is_by_path =
        !sl_secret_field(c->rule->doc, "regex"); /* told by the stage, not by a scan */
    c->n_positive += is_positive;
    if (is_failed || (is_positive ? !*found && !is_by_path : is_found)) {
        print_error("%.*s, %.*s: %.*s\n%s\n", SL_FMT(c->rule->id), SL_FMT(name), SL_FMT(text),
                    found);
        c->n_wrong++;
    }
    sl_arena_free(scratch);
}

static void every_rule_finds_its_examples_and_no_counter_example(void **state)
{
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(*state, NULL, NULL, &e);
    assert_ok(scanner != NULL, &e);
    const sl_pack *pack = scanner->packs[0].pack;
    check c = {*state, scanner, NULL, 0, 0};

    for (size_t i = 0; i < sl_pack_count(pack); i++) {
        size_t n = c.n_positive;
        c.rule = sl_pack_rule(pack, i);
        assert_ok(sl_secrets_examples(c.rule, *state, check_example, &c, &e), &e);
        bool is_silent = sl_node_true(sl_secret_field(c.rule->doc, "skipReport"));
        assert_true(is_silent || c.n_positive > n);
    }

    assert_true(sl_pack_count(pack) >= RULES_MIN);
    assert_int_equal(c.n_wrong, 0);
    sl_secret_scanner_close(scanner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(every_rule_finds_its_examples_and_no_counter_example),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
