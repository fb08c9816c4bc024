/* Recipes: those of the built-in rules, and those that are refused. */
#include "tests/support/test.h"

#include "base/http.h"
#include "base/yaml.h"
#include "engine/verify/recipe.h"

static bool read_text(sl_recipes *out, sl_arena *mem, const char *text, sl_err *e)
{
    sl_node *doc;
    assert_ok(sl_yaml_read_one(&doc, mem, SL_S("r.yml"), sl_str_of(text), e), e);
    return sl_recipes_read(out, mem, SL_S("r.yml"), doc, e);
}

#define HEAD   "- provider: p\n  rules: [r]\n  documentation: d\n"
#define ANSWER "  answers: [{status: 200, is: active}]\n"

static void a_recipe_is_read_with_its_hosts(void **state)
{
    sl_err e = {0};
    sl_recipes recipes = {0};

    assert_ok(
        read_text(&recipes, *state,
                  HEAD
                  "  url: [\"https://a.example/x/{secret}\", \"https://b.example:8443/\"]\n" ANSWER,
                  &e),
        &e);

    const sl_recipe *recipe = sl_recipe_of(&recipes, SL_S("r"));
    assert_non_null(recipe);
    assert_null(sl_recipe_of(&recipes, SL_S("other")));
    assert_int_equal(recipe->hosts.n, 2);
    assert_true(sl_str_is(recipe->hosts.v[0], "a.example"));
    assert_true(sl_str_is(recipe->hosts.v[1], "b.example"));
}

static void a_recipe_that_could_send_a_secret_anywhere_is_refused(void **state)
{
    static const char *const texts[] = {
        HEAD "  url: 'http://a.example/'\n" ANSWER,           /* not encrypted */
        HEAD "  url: '{secret}'\n" ANSWER,                    /* a URL of its own without hosts */
        HEAD "  url: 'https://{secret}'\n" ANSWER,            /* the same */
        HEAD "  url: 'https://x.{secret}/'\n" ANSWER,         /* a host from a value */
        HEAD "  url: 'https://{region}.a.example/'\n" ANSWER, /* the same */
        HEAD "  url: 'https://u@a.example/'\n" ANSWER,        /* another host than it looks */
        HEAD "  url: 'https://a.example/{other}'\n" ANSWER,   /* a name without a value */
        HEAD "  url: 'https://a.example/'\n  headers: {A: '{other}'}\n" ANSWER,
        HEAD "  url: 'https://a.example/'\n  body: '{other}'\n" ANSWER,
        HEAD "  url: 'https://a.example/'\n  follow: true\n" ANSWER, /* an unknown key */
        HEAD "  url: 'https://a.example/'\n",                        /* no answer is active */
        HEAD "  url: 'https://a.example/'\n  answers: [{is: active}]\n",
        HEAD "  url: 'https://a.example/'\n  answers: [{status: 200, is: valid}]\n",
        HEAD "  url: 'https://a.example/'\n  aws: {service: s, regions: [a, b]}\n" ANSWER,
        "- provider: p\n  rules: [r]\n  url: 'https://a.example/'\n" ANSWER, /* undocumented */
        "provider: p\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sl_err e = {0};
        sl_recipes recipes = {0};

        bool ok = read_text(&recipes, *state, texts[i], &e);

        assert_false(ok);
        assert_int_equal(e.kind, SL_EUSAGE);
        assert_memory_equal(e.text, "r.yml:", 6);
    }
}

static void the_built_in_recipes_ask_the_named_providers(void **state)
{
    static const char *const rules[] = {
        "aws-secret-access-key", "github-pat",       "gitlab-pat",    "slack-bot-token",
        "stripe-secret-key",     "npm-access-token", "pypi-api-token"};
    sl_err e = {0};
    sl_recipes recipes = {0};

    assert_ok(sl_recipes_builtin(&recipes, *state, &e), &e);

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        assert_non_null(sl_recipe_of(&recipes, sl_str_of(rules[i])));
    for (size_t i = 0; i < recipes.n; i++)
        for (size_t k = 0; k < recipes.v[i].hosts.n; k++)
            assert_false(sl_host_is_local(recipes.v[i].hosts.v[k]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_recipe_is_read_with_its_hosts),
        sl_test(a_recipe_that_could_send_a_secret_anywhere_is_refused),
        sl_test(the_built_in_recipes_ask_the_named_providers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
