/* Notebooks are read as people see them, and findings stand where they are in the file. */
#include "tests/support/test.h"

#include "stages/secrets/content/notebook.h"
#include "tests/stages/secrets/kit.h"

#define RULES                                                                                      \
    "[[rules]]\nid = 'r'\ndescription = 'd'\nregex = '''key = \"(acme_[a-z0-9]{12})\"'''\n"        \
    "[[rules]]\nid = 'lines'\ndescription = 'd'\nregex = '''BEGIN\\n(acme_[a-z0-9]+)\\nEND'''\n"

static const char *scan(sl_arena *mem, const char *text)
{
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(mem, "rules.toml", RULES, &e);
    assert_ok(scanner != NULL, &e);
    const char *found = kit_scan(mem, scanner, "n.ipynb", sl_str_of(text));
    sl_secret_scanner_close(scanner);
    return found;
}

static size_t place(const char *text, const char *what)
{
    return (size_t)(strstr(text, what) - text);
}

static void lines_of_a_cell_are_one_text(void **state)
{
    const char *text = "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"a = 1\\n\",\n"
                       "  \"BEGIN\\n\",\n  \"acme_0123456789ab\\n\",\n  \"END\"]}]}";
    size_t at = place(text, "acme_");

    assert_string_equal(scan(*state, text),
                        sl_printf(*state, "lines acme_0123456789ab@%zu-%zu\n", at, at + 17).p);
}

static void escaped_quotes_are_quotes(void **state)
{
    const char *text = "{\"cells\": [{\"source\": \"\\u006bey = \\\"acme_0123456789ab\\\"\"}]}";
    size_t at = place(text, "acme_");

    assert_string_equal(scan(*state, text),
                        sl_printf(*state, "r acme_0123456789ab@%zu-%zu\n", at, at + 17).p);
}

static void outputs_and_old_notebooks_are_read(void **state)
{
    static const char *const texts[] = {
        "{\"cells\": [{\"outputs\": [{\"text\": [\"key = \\\"acme_0123456789ab\\\"\\n\"]}]}]}",
        "{\"cells\": [{\"outputs\": [{\"data\": {\"text/plain\": "
        "\"key = \\\"acme_0123456789ab\\\"\"}}]}]}",
        "{\"worksheets\": [{\"cells\": [{\"input\": [\"key = \\\"acme_0123456789ab\\\"\"]}]}]}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_non_null(strstr(scan(*state, texts[i]), "r acme_0123456789ab@"));
}

static void pictures_are_not_looked_at(void **state)
{
    const char *text = "{\"cells\": [{\"outputs\": [{\"data\": {\"image/png\": "
                       "\"BEGIN\\nacme_0123456789ab\\nEND key = acme_0123456789ab\"}}],"
                       " \"source\": []}]}";
    sl_secret_level file = {.text = sl_str_of(text)};
    sl_secret_level cells;

    assert_true(sl_secret_notebook(&cells, &file, *state, SL_S("n.ipynb")));

    assert_int_equal(file.text.n, strlen(text));
    assert_true(sl_str_find(file.text, SL_S("acme"), 0) == SIZE_MAX);
    assert_true(sl_str_find(cells.text, SL_S("acme"), 0) == SIZE_MAX);
}

static void what_is_found_in_the_file_and_in_a_cell_is_told_once(void **state)
{
    const char *text = "{\"metadata\": {\"x\": 1}, \"cells\": [{\"source\": \"BEGIN\\n"
                       "acme_0123456789ab\\nEND\"}]}";

    assert_non_null(strstr(scan(*state, text), "lines acme_0123456789ab@"));
    assert_null(strstr(strstr(scan(*state, text), "lines ") + 1, "lines "));
}

static void what_is_no_notebook_is_read_as_it_stands(void **state)
{
    assert_string_equal(scan(*state, "key = \"acme_0123456789ab\" {"),
                        "r acme_0123456789ab@7-24\n");
    assert_string_equal(scan(*state, "[\"key = \\\"\"]"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(lines_of_a_cell_are_one_text),
        sl_test(escaped_quotes_are_quotes),
        sl_test(outputs_and_old_notebooks_are_read),
        sl_test(pictures_are_not_looked_at),
        sl_test(what_is_found_in_the_file_and_in_a_cell_is_told_once),
        sl_test(what_is_no_notebook_is_read_as_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
