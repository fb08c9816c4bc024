/* Asking: whom, in which order, and whom never. */
#include "tests/support/server.h"
#include "tests/support/test.h"

#include "base/yaml.h"
#include "engine/verify/ask.h"

enum { QUESTIONS = 4 };

/* Questions about one recipe, their endpoint and what came back. */
typedef struct fixture {
    sl_test_server *server;
    sl_recipes recipes;
    sl_question questions[QUESTIONS];
    sl_binding values[QUESTIONS];
    sl_endpoint endpoint;
    sl_ask_spec spec;
    sl_judgement told[QUESTIONS];
    size_t n_told;
} fixture;

static void tell(void *context, size_t question, const sl_judgement *judgement)
{
    fixture *f = context;
    f->told[question] = *judgement;
    f->n_told++;
}

static fixture *fixture_of(sl_arena *mem, const char *recipe, const char *const *secrets, size_t n)
{
    sl_err e = {0};
    sl_node *doc;
    fixture *f = sl_alloc(mem, sizeof *f);
    assert_ok(sl_yaml_read_one(&doc, mem, SL_S("r.yml"), sl_str_of(recipe), &e), &e);
    assert_ok(sl_recipes_read(&f->recipes, mem, SL_S("r.yml"), doc, &e), &e);
    f->server = sl_test_server_start(mem);
    f->endpoint = (sl_endpoint){SL_S("p"), sl_test_server_url(f->server, mem, "")};
    f->spec = (sl_ask_spec){.questions = f->questions,
                            .n = n,
                            .endpoints = &f->endpoint,
                            .n_endpoints = 1,
                            .request_ms = 2000,
                            .tell = tell,
                            .context = f};
    for (size_t i = 0; i < n; i++) {
        f->values[i] = (sl_binding){SL_S("secret"), sl_str_of(secrets[i])};
        f->questions[i] = (sl_question){&f->recipes.v[0], {.v = &f->values[i], .n = 1}};
    }
    return f;
}

static void ask(fixture *f, sl_arena *mem)
{
    sl_ask(mem, &f->spec);
    sl_test_server_stop(f->server);
    assert_int_equal(f->n_told, f->spec.n);
}

static void each_question_gets_its_answer(void **state)
{
    static const char *const secrets[] = {"200", "401", "503", "302"};
    fixture *f = fixture_of(*state,
                            "- provider: p\n  rules: [r]\n  documentation: d\n"
                            "  url: https://a.example/status/{secret}\n"
                            "  answers: [{status: 200, is: active}, {status: 401, is: inactive}]\n",
                            secrets, 4);

    ask(f, *state);

    assert_int_equal(f->told[0].state, SL_VERIFIED_ACTIVE);
    assert_int_equal(f->told[1].state, SL_VERIFIED_INACTIVE);
    assert_int_equal(f->told[2].state, SL_VERIFIED_UNKNOWN);
    assert_int_equal(f->told[3].state, SL_VERIFIED_UNKNOWN);
}

static void a_secret_that_is_a_url_goes_to_the_hosts_of_its_recipe_only(void **state)
{
    static const char *const secrets[] = {
        "https://a.example/status/200", "https://evil.example/status/200",
        "https://a.example@evil.example/status/200", "http://a.example/status/200"};
    fixture *f = fixture_of(*state,
                            "- provider: p\n  rules: [r]\n  documentation: d\n"
                            "  hosts: [a.example]\n  url: '{secret}'\n"
                            "  answers: [{status: 200, is: active}]\n",
                            secrets, 4);

    ask(f, *state);

    assert_int_equal(f->told[0].state, SL_VERIFIED_ACTIVE);
    for (size_t i = 1; i < 4; i++) {
        assert_int_equal(f->told[i].state, SL_VERIFIED_UNKNOWN);
        assert_true(sl_str_starts(f->told[i].why, SL_S("not asked")));
    }
}

static void a_host_that_asks_for_patience_is_left_alone(void **state)
{
    static const char *const secrets[] = {"429", "429", "200", "200"};
    fixture *f = fixture_of(*state,
                            "- provider: p\n  rules: [r]\n  documentation: d\n"
                            "  url: https://a.example/status/{secret}\n"
                            "  answers: [{status: 200, is: active}]\n",
                            secrets, 4);

    ask(f, *state);

    assert_true(sl_str_starts(f->told[3].why, SL_S("not asked")));
}

static void a_refusal_proves_nothing_where_people_have_servers_of_their_own(void **state)
{
    static const char *const secrets[] = {"401"};
    static const char recipe[] = "- provider: p\n  rules: [r]\n  documentation: d\n"
                                 "  self_hosted: true\n"
                                 "  url: https://a.example/status/{secret}\n"
                                 "  answers: [{status: 200, is: active}, "
                                 "{status: 401, is: inactive}]\n";
    fixture *named = fixture_of(*state, recipe, secrets, 1);

    ask(named, *state);

    assert_int_equal(named->told[0].state, SL_VERIFIED_INACTIVE); /* the server that was named */
}

static void who_is_not_there_is_unknown(void **state)
{
    static const char *const secrets[] = {"200"};
    fixture *f = fixture_of(*state,
                            "- provider: p\n  rules: [r]\n  documentation: d\n"
                            "  url: https://a.example/status/{secret}\n"
                            "  answers: [{status: 200, is: active}]\n",
                            secrets, 1);
    f->endpoint.url = SL_S("http://127.0.0.1:1");

    ask(f, *state);

    assert_int_equal(f->told[0].state, SL_VERIFIED_UNKNOWN);
    assert_true(sl_str_starts(f->told[0].why, SL_S("127.0.0.1:")));
}

static void an_endpoint_is_https_or_this_machine(void **state)
{
    static const struct {
        const char *text, *url;
    } cases[] = {
        {"github=https://ghe.example/api/v3/", "https://ghe.example/api/v3"},
        {"github=http://127.0.0.1:80", "http://127.0.0.1:80"},
        {"github=http://ghe.example", NULL},
        {"github=http://127.0.0.1.evil.example", NULL},
        {"github=https://u@ghe.example", NULL},
        {"github=https://ghe.example/?q", NULL},
        {"github", NULL},
        {"githib=https://ghe.example", NULL},
    };
    sl_err why = {0};
    sl_recipes recipes = {0};
    assert_ok(sl_recipes_builtin(&recipes, *state, &why), &why);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_err e = {0};
        sl_endpoint endpoint;

        bool ok = sl_endpoint_read(&endpoint, *state, &recipes, sl_str_of(cases[i].text), &e);

        assert_int_equal(ok, cases[i].url != NULL);
        assert_true(ok ? sl_str_is(endpoint.url, cases[i].url) : e.kind == SL_EUSAGE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(each_question_gets_its_answer),
        sl_test(a_secret_that_is_a_url_goes_to_the_hosts_of_its_recipe_only),
        sl_test(a_host_that_asks_for_patience_is_left_alone),
        sl_test(a_refusal_proves_nothing_where_people_have_servers_of_their_own),
        sl_test(who_is_not_there_is_unknown),
        sl_test(an_endpoint_is_https_or_this_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
