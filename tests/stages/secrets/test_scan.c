/* Rules of gitleaks' format find what gitleaks finds with them; own rules judge further. */
#include "tests/support/test.h"

#include "tests/stages/secrets/kit.h"

static const char *scan_as(sl_arena *mem, const char *rules, const char *path, const char *text)
{
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(mem, "rules.toml", rules, &e);
    assert_ok(scanner != NULL, &e);
    const char *found = kit_scan(mem, scanner, path, sl_str_of(text));
    sl_secret_scanner_close(scanner);
    return found;
}

static const char *scan(sl_arena *mem, const char *rules, const char *text)
{
    return scan_as(mem, rules, "src/a.c", text);
}

#define RULE "[[rules]]\nid = 'r'\ndescription = 'd'\n"

static void the_first_group_with_text_is_the_secret_else_the_match(void **state)
{
    const char *text = "key=abc tok=99\n";

    assert_string_equal(scan(*state, RULE "regex = '(?:key|tok)=([a-z]+)?([0-9]+)?'\n", text),
                        "r abc@4-7\nr 99@12-14\n");
    assert_string_equal(scan(*state, RULE "regex = 'key=[a-z]+'\n", text), "r key=abc@0-7\n");
    assert_string_equal(scan(*state, RULE "regex = '(key)=([a-z]+)'\nsecretGroup = 2\n", text),
                        "r abc@4-7\n");
}

static void line_breaks_around_a_match_are_no_part_of_the_secret(void **state)
{
    assert_string_equal(scan(*state, RULE "regex = '\\n?key=[a-z]+\\s'\n", "x\nkey=abc\ny"),
                        "r key=abc@2-9\n");
}

static void an_expression_reads_as_in_go(void **state)
{
    assert_string_equal(scan(*state, RULE "regex = 'tok$'\n", "tok\n"), "");
    assert_string_equal(scan(*state, RULE "regex = '(?m:tok$)'\n", "tok\n"), "r tok@0-3\n");
    assert_string_equal(scan(*state, RULE "regex = 'a\\sb'\n", "a\vb a\fb"), "r a\fb@4-7\n");
    assert_string_equal(scan(*state, RULE "regex = '[\\s=]tok\\z'\n", "=tok"), "r =tok@0-4\n");
    assert_string_equal(scan(*state, RULE "regex = '(?P<n>t)[[:digit:]]+'\n", "t12"), "r t@0-1\n");
}

static void a_match_is_told_where_it_begins_and_in_the_line_behind_a_break(void **state)
{
    sl_err e = {0};
    sl_secret_scanner *scanner =
        kit_open(*state, "rules.toml", RULE "regex = '\\n?begin\\s+([a-z]+)'\n", &e);
    sl_secret_scan scan = {.scanner = scanner, .mem = *state, .path = SL_STR("a"), .e = &e};

    assert_true(sl_secret_scan_text(&scan, SL_S("x\n\nbegin\nabc")));

    assert_int_equal(scan.matches.n, 1);
    assert_int_equal(scan.matches.v[0].seen_from, 3);
    assert_int_equal(scan.matches.v[0].line, 3);
    assert_int_equal(scan.matches.v[0].from, 9);
    sl_secret_scanner_close(scanner);
}

static void entropy_counts_characters_as_gitleaks_does(void **state)
{
    const char *rule = RULE "regex = '\"([^\"]+)\"'\nentropy = 1.5\n";

    assert_string_equal(scan(*state, rule, "\"\xc3\xa4\xc3\xb6\xc3\xbc\""), "");
    assert_string_equal(scan(*state, rule, "\"abc\""), "r abc@1-4\n");
}

static void keywords_have_to_stand_somewhere_in_the_file(void **state)
{
    const char *rule = RULE "regex = '[0-9]{8}'\nkeywords = ['Acme']\n";

    assert_string_equal(scan(*state, rule, "12345678"), "");
    assert_string_equal(scan(*state, rule, "12345678 of ACME"), "r 12345678@0-8\n");
}

static void entropy_has_to_be_above_the_limit(void **state)
{
    const char *rule = RULE "regex = '[a-z]{8}'\nentropy = 2.0\n";

    assert_string_equal(scan(*state, rule, "aabbccdd"), "");
    assert_string_equal(scan(*state, rule, "aabbccde"), "r aabbccde@0-8\n");
}

static void a_path_limits_a_rule_or_is_all_of_it(void **state)
{
    const char *rule = RULE "regex = 'tok'\npath = '\\.c$'\n";

    assert_string_equal(scan_as(*state, rule, "a.c", "tok"), "r tok@0-3\n");
    assert_string_equal(scan_as(*state, rule, "a.h", "tok"), "");
}

static void allowlists_of_a_rule_say_yes_by_any_or_by_all_of_their_checks(void **state)
{
    static const struct {
        const char *list, *found;
    } cases[] = {
        {"regexes = ['^tok1']", "r tok2@5-9\n"},
        {"stopwords = ['OK2']", "r tok1@0-4\n"},
        {"regexTarget = 'match'\nregexes = [';$']", ""},
        {"regexTarget = 'line'\nregexes = ['never']", "r tok1@0-4\nr tok2@5-9\n"},
        {"paths = ['src/']", ""},
        {"paths = ['lib/']", "r tok1@0-4\nr tok2@5-9\n"},
        {"condition = 'AND'\npaths = ['src/']\nstopwords = ['tok1']", "r tok2@5-9\n"},
        {"condition = 'AND'\npaths = ['lib/']\nstopwords = ['tok1']", "r tok1@0-4\nr tok2@5-9\n"},
        {"condition = '||'\npaths = ['lib/']\nstopwords = ['tok1']", "r tok2@5-9\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str rule = sl_printf(*state, RULE "regex = '(tok[0-9]);'\n[[rules.allowlists]]\n%s\n",
                                cases[i].list);

        assert_string_equal(scan(*state, rule.p, "tok1;tok2;"), cases[i].found);
    }
}

static void old_and_global_allowlists_work_and_may_name_their_rules(void **state)
{
    const char *rules = RULE "regex = 'tok[0-9]'\n[rules.allowlist]\nstopwords = ['tok1']\n"
                             "[[rules]]\nid = 's'\nregex = 'sec[0-9]'\n"
                             "[[allowlists]]\nstopwords = ['tok2', 'sec2']\ntargetRules = ['r']\n"
                             "[[allowlists]]\nregexes = ['3$']\n";

    assert_string_equal(scan(*state, rules, "tok1 tok2 tok3 tok4 sec1 sec2 sec3"),
                        "r tok4@15-19\ns sec1@20-24\ns sec2@25-29\n");
}

static void a_generic_rule_gives_way_on_the_line_of_a_better_one(void **state)
{
    const char *rules = "[[rules]]\nid = 'generic-api-key'\nregex = 'key=(\\w+)'\n"
                        "[[rules]]\nid = 'acme'\nregex = 'acme_\\w+'\n";

    assert_string_equal(scan(*state, rules, "key=acme_1\nkey=other\n"),
                        "acme acme_1@4-10\ngeneric-api-key other@15-20\n");
}

static void a_composite_rule_needs_its_parts_nearby(void **state)
{
    const char *rules = "[[rules]]\nid = 'id'\nregex = 'id=\\w+'\nskipReport = true\n"
                        "[[rules]]\nid = 'secret'\nregex = 'secret=\\w+'\n"
                        "[[rules.required]]\nid = 'id'\nwithinLines = 1\n";

    assert_string_equal(scan(*state, rules, "id=a\nsecret=b\n"), "secret secret=b@5-13\n");
    assert_string_equal(scan(*state, rules, "id=a\n\nsecret=b\n"), "");
    assert_string_equal(scan(*state, rules, "secret=b\n"), "");
}

static void what_is_encoded_is_found_at_the_place_of_its_code(void **state)
{
    const char *rule = RULE "regex = 'pw = \"acme_[a-z0-9]{12}\"'\n";
    static const struct {
        const char *text, *place;
    } cases[] = {
        {"pw = \"YWNtZV8wMTIzNDU2Nzg5YWI=\"", "@0-31\n"},           /* base64 */
        {"x = 'cHcgPSAiYWNtZV8wMTIzNDU2Nzg5YWIi';", "@5-37\n"},     /* all of it */
        {"pw = \"61636d655f303132333435363738396162\"", "@0-41\n"}, /* hex */
        {"pw%20%3D%20\"acme_0123456789ab\"", "@0-30\n"},            /* percent */
        {"pw = \"\\u0061cme_0123456789\\x61b\"", "@0-32\n"},        /* escapes */
        {"pw = \"WVdOdFpWOHdNVEl6TkRVMk56ZzVZV0k9\"", "@0-39\n"},   /* base64 twice */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = scan(*state, rule, cases[i].text);

        assert_string_equal(found,
                            sl_printf(*state, "r pw = \"acme_0123456789ab\"%s", cases[i].place).p);
    }
}

static void wide_text_is_read_both_ways_and_placed_exactly(void **state)
{
    sl_err e = {0};
    sl_secret_scanner *scanner = kit_open(*state, "r.toml", RULE "regex = 'acme_[0-9]+'\n", &e);
    const char little[] = "\xff\xfex\0=\0a\0c\0m\0e\0_\0001\0002\0\n\0";
    const char big[] = "\xfe\xff\0x\0=\0a\0c\0m\0e\0_\0001\0002\0\n";

    assert_string_equal(kit_scan(*state, scanner, "a", sl_str_at(little, sizeof little - 1)),
                        "r acme_12@6-20\n");
    assert_string_equal(kit_scan(*state, scanner, "a", sl_str_at(big, sizeof big - 1)),
                        "r acme_12@6-20\n");
    sl_secret_scanner_close(scanner);
}

static void base64_that_was_wrapped_is_read_whole(void **state)
{
    const char *rule = RULE "regex = 'acme_[a-z]{10,}'\n";
    const char *text = "data: |\n"
                       "  c29tZSB0ZXh0IGJlZm9yZSB0aGUgc2VjcmV0LCBsb25nIGVub3VnaCB0byByZWFj\n"
                       "  aCBhY21lX2FiY2RlZmdoaWprbG1ub3AK\n";

    assert_string_equal(scan(*state, rule, text), "r acme_abcdefghijklmnop@10-109\n");
}

static void lines_of_values_are_no_wrapped_base64(void **state)
{
    const char *value = "WW91ciBrZXkgaXMgYWNtZV8wMTIzNDU2Nzg5YWIgYW5kIHRoYXQncyBhbGwu";
    sl_str text = sl_printf(*state, "  A: %s\n  NAME_OF_KEY: %s\n", value, value);

    assert_string_equal(scan(*state, RULE "regex = 'acme_[0-9a-z]{12}'\n", text.p),
                        "r acme_0123456789ab@5-65\nr acme_0123456789ab@81-141\n");
}

static void own_rules_take_context_and_checks_and_tell_a_secret_once(void **state)
{
    sl_err e = {0};
    const char *rules =
        "provider: acme\nrules:\n"
        "- {id: acme-token, title: t, regex: '\\b([a-z0-9]{16})\\b', validate: mixed,"
        " context: {words: [acme], before: 20}}\n"
        "- {id: generic-key, title: t, regex: 'key = (\\w+)'}\n";
    sl_secret_scanner *scanner = kit_open(*state, "acme.yml", rules, &e);
    assert_ok(scanner != NULL, &e);

    assert_string_equal(kit_scan(*state, scanner, "a", SL_S("acme key = a1b2c3d4e5f6g7h8")),
                        "acme-token a1b2c3d4e5f6g7h8@11-27\n");
    assert_string_equal(kit_scan(*state, scanner, "a", SL_S("acne key = a1b2c3d4e5f6g7h8")),
                        "generic-key a1b2c3d4e5f6g7h8@11-27\n");
    assert_string_equal(kit_scan(*state, scanner, "a", SL_S("acme: aabbccddeeffgghh")), "");
    assert_string_equal(kit_scan(*state, scanner, "a", SL_S("key = EXAMPLE_xyz")), "");
    sl_secret_scanner_close(scanner);
}

static void rules_that_do_not_load_say_where_and_why(void **state)
{
    static const struct {
        const char *file, *rules, *error;
    } cases[] = {
        {"a.toml", "[[rules]]\nid = 'r'\nregex = '('\n",
         "a.toml:3:9: rule 'r': 'regex': the regular expression is wrong after 1 bytes: missing "
         "closing parenthesis"},
        {"a.toml", "[[rules]]\nid = 'r'\nkeywords = ['k']\n",
         "a.toml:1:8: rule 'r': a rule needs a 'regex', a 'path' or both"},
        {"a.toml", "[[rules]]\nid = 'r'\nregex = 'x'\nsecretGroup = 1\n",
         "a.toml:4:15: rule 'r': 'secretGroup' is 1, the expression has 0 groups"},
        {"a.toml", "[[rules]]\nid = 'r'\nregex = 'x'\n[[rules.allowlists]]\ncondition = 'NOT'\n",
         "a.toml:5:13: rule 'r': 'condition' is AND or OR, not 'NOT'"},
        {"a.toml", "[[rules]]\nid = 'r'\nregex = 'x'\n[[rules.allowlists]]\ndescription = 'e'\n",
         "a.toml:4:19: rule 'r': an allowlist has commits, paths, regexes or stopwords"},
        {"a.toml", "[[rules]]\nid = 'r'\nregex = 'x'\n[[rules.required]]\nid = 's'\n",
         "a.toml:4:17: rule 'r': it requires 's', which this file does not have"},
        {"a.toml", "[extend]\nurl = 'https://example.com/x.toml'\n",
         "a.toml:1:8: 'extend.url' is refused: rules are not fetched from the network; copy the "
         "file"},
        {"a.yml", "provider: p\nrules: [{id: r, regexp: x}]\n",
         "a.yml:2:17: rule 'r': unknown key 'regexp'; did you mean 'regex'?"},
        {"a.yml", "provider: p\nrules: [{id: r, regex: x, validate: crc}]\n",
         "a.yml:2:37: rule 'r': there is no check 'crc'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_err e = {0};

        assert_null(kit_open(*state, cases[i].file, cases[i].rules, &e));

        assert_string_equal(e.text, cases[i].error);
        assert_int_equal(e.kind, SL_EUSAGE);
    }
}

static void a_configuration_that_extends_the_default_changes_it(void **state)
{
    sl_err e = {0};
    const char *text = "id = AKIAQ3EGV5TNLKZWJ2PB\nid = AKIAQ3EGV5TNLKZWJ2PC\nx = acme_1\n";
    const char *rules = "[extend]\nuseDefault = true\ndisabledRules = ['npm-access-token']\n"
                        "[allowlist]\nstopwords = ['wj2pc']\n"
                        "[[rules]]\nid = 'acme'\nregex = 'acme_\\d'\n";
    sl_secret_scanner *scanner = kit_open(*state, "a.toml", rules, &e);
    assert_ok(scanner != NULL, &e);

    assert_string_equal(kit_scan(*state, scanner, "a", sl_str_of(text)),
                        "aws-access-key-id AKIAQ3EGV5TNLKZWJ2PB@5-25\nacme acme_1@56-62\n");
    sl_secret_scanner_close(scanner);

    scanner = kit_open(*state, "a.toml",
                       "[extend]\nuseDefault = true\n"
                       "[[rules]]\nid = 'aws-access-key-id'\nentropy = 8\n",
                       &e);
    assert_ok(scanner != NULL, &e);
    assert_string_equal(kit_scan(*state, scanner, "a", sl_str_of(text)), "");
    sl_secret_scanner_close(scanner);
}

static void names_of_gitleaks_mean_the_built_in_rules_that_stand_for_them(void **state)
{
    static const struct {
        const char *rules, *found;
    } cases[] = {
        {"", "aws-access-key-id AKIAQ3EGV5TNLKZWJ2PB@5-25\n"},
        {"disabledRules = ['aws-access-token']\n", ""},
        {"[[allowlists]]\ntargetRules = ['aws-access-token']\npaths = ['^a$']\n", ""},
        {"[[allowlists]]\ntargetRules = ['aws-access-token']\npaths = ['^b$']\n",
         "aws-access-key-id AKIAQ3EGV5TNLKZWJ2PB@5-25\n"},
        {"[[rules]]\nid = 'aws-access-token'\nentropy = 8\n", ""},
        {"[[rules]]\nid = 'aws-access-token'\nentropy = 1\n",
         "aws-access-token AKIAQ3EGV5TNLKZWJ2PB@5-25\n"},
        {"[[rules]]\nid = 'i'\nregex = '^id'\n[[rules.required]]\nid = 'aws-access-token'\n",
         "i id@0-2\naws-access-key-id AKIAQ3EGV5TNLKZWJ2PB@5-25\n"},
        {"[[rules]]\nid = 'i'\nregex = '^id'\n[[rules.required]]\nid = 'github-pat'\n",
         "aws-access-key-id AKIAQ3EGV5TNLKZWJ2PB@5-25\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_err e = {0};
        sl_str rules = sl_printf(*state, "[extend]\nuseDefault = true\n%s", cases[i].rules);
        sl_secret_scanner *scanner = kit_open(*state, "a.toml", rules.p, &e);
        assert_ok(scanner != NULL, &e);

        assert_string_equal(kit_scan(*state, scanner, "a", SL_S("id = AKIAQ3EGV5TNLKZWJ2PB\n")),
                            cases[i].found);
        sl_secret_scanner_close(scanner);
    }
}

static void names_that_nothing_stands_for_are_told_with_their_place(void **state)
{
    sl_err e = {0};

    assert_null(kit_open(*state, "a.toml",
                         "[extend]\nuseDefault = true\n"
                         "[[allowlists]]\ntargetRules = ['aws-acces-token']\npaths = ['a']\n",
                         &e));

    assert_string_equal(
        e.text, "a.toml:3:13: an allowlist is for rule 'aws-acces-token', which does not exist");
    e = (sl_err){0};
    assert_null(kit_open(*state, "a.toml",
                         "[extend]\nuseDefault = true\n"
                         "[[rules]]\nid = 'curl-auth-header'\nentropy = 3\n",
                         &e));
    assert_non_null(strstr(e.text, "2 built-in rules stand for it"));
}

static void a_marked_token_is_found_whatever_the_file_is_called(void **state)
{
    static const char *const paths[] = {"logo.png",  "a.zip",    "tool.exe",
                                        "yarn.lock", "a.min.js", "node_modules/a/index.js"};
    sl_err e = {0};
    const char *text = "id = AKIAQ3EGV5TNLKZWJ2PB\npassword = \"hunter22-Qz81\"\n";
    sl_secret_scanner *scanner = kit_open(*state, "a.toml", "[extend]\nuseDefault = true\n", &e);
    assert_ok(scanner != NULL, &e);

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_string_equal(kit_scan(*state, scanner, paths[i], sl_str_of(text)),
                            "aws-access-key-id AKIAQ3EGV5TNLKZWJ2PB@5-25\n");

    sl_secret_scanner_close(scanner);
}

static void an_allowlist_may_be_for_rules_that_are_less_sure(void **state)
{
    sl_err e = {0};
    sl_str text = SL_STR("s.k3j9x7q2m5z8 u.p4t6n1v0c2b7 g.h5d8f3y6a9e1");
    sl_secret_scanner *scanner =
        kit_open(*state, "a.yml",
                 "provider: p\n"
                 "allowlists: [{confidence: medium, paths: ['[.]lock$']}]\n"
                 "rules:\n- {id: sure, confidence: high, regex: 's[.]\\w{12}'}\n"
                 "- {id: unsure, confidence: medium, regex: 'u[.]\\w{12}'}\n"
                 "- {id: guess, confidence: low, regex: 'g[.]\\w{12}'}\n",
                 &e);
    assert_ok(scanner != NULL, &e);

    assert_string_equal(kit_scan(*state, scanner, "a.lock", text), "sure s.k3j9x7q2m5z8@0-14\n");
    assert_string_equal(kit_scan(*state, scanner, "a.conf", text),
                        "sure s.k3j9x7q2m5z8@0-14\nunsure u.p4t6n1v0c2b7@15-29\n"
                        "guess g.h5d8f3y6a9e1@30-44\n");

    sl_secret_scanner_close(scanner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(the_first_group_with_text_is_the_secret_else_the_match),
        sl_test(line_breaks_around_a_match_are_no_part_of_the_secret),
        sl_test(an_expression_reads_as_in_go),
        sl_test(keywords_have_to_stand_somewhere_in_the_file),
        sl_test(entropy_has_to_be_above_the_limit),
        sl_test(a_path_limits_a_rule_or_is_all_of_it),
        sl_test(allowlists_of_a_rule_say_yes_by_any_or_by_all_of_their_checks),
        sl_test(old_and_global_allowlists_work_and_may_name_their_rules),
        sl_test(names_of_gitleaks_mean_the_built_in_rules_that_stand_for_them),
        sl_test(names_that_nothing_stands_for_are_told_with_their_place),
        sl_test(a_marked_token_is_found_whatever_the_file_is_called),
        sl_test(an_allowlist_may_be_for_rules_that_are_less_sure),
        sl_test(a_generic_rule_gives_way_on_the_line_of_a_better_one),
        sl_test(a_composite_rule_needs_its_parts_nearby),
        sl_test(what_is_encoded_is_found_at_the_place_of_its_code),
        sl_test(wide_text_is_read_both_ways_and_placed_exactly),
        sl_test(base64_that_was_wrapped_is_read_whole),
        sl_test(lines_of_values_are_no_wrapped_base64),
        sl_test(a_match_is_told_where_it_begins_and_in_the_line_behind_a_break),
        sl_test(entropy_counts_characters_as_gitleaks_does),
        sl_test(own_rules_take_context_and_checks_and_tell_a_secret_once),
        sl_test(rules_that_do_not_load_say_where_and_why),
        sl_test(a_configuration_that_extends_the_default_changes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
