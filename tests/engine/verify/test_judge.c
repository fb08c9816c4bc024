/* Answers of providers as they document them, and what is made of them. */
#include "tests/support/test.h"

#include "engine/verify/judge.h"

typedef struct sample {
    const char *rule;
    unsigned status;
    const char *body;
    sl_verified state;
    const char *account;
} sample;

#define YES   SL_VERIFIED_ACTIVE
#define NO    SL_VERIFIED_INACTIVE
#define MAYBE SL_VERIFIED_UNKNOWN

static const sample samples[] = {
    {"aws-secret-access-key", 200,
     "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
     "<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/Alice</Arn>"
     "<UserId>AIDACKCEVSQ6C2EXAMPLE</UserId></GetCallerIdentityResult>",
     YES, "arn:aws:iam::123456789012:user/Alice"},
    {"aws-secret-access-key", 403, "<Error><Code>InvalidClientTokenId</Code></Error>", NO, ""},
    {"aws-secret-access-key", 403, "<Error><Code>ExpiredToken</Code></Error>", NO, ""},
    {"aws-secret-access-key", 403, "<Error><Code>SignatureDoesNotMatch</Code></Error>", MAYBE, ""},
    {"github-pat", 200, "{\"login\":\"octocat\",\"id\":1}", YES, "octocat"},
    {"github-pat", 401, "{\"message\":\"Bad credentials\"}", NO, ""},
    {"github-pat", 403, "{\"message\":\"API rate limit exceeded for user ID 1.\"}", MAYBE, ""},
    {"github-app-token", 403, "{\"message\":\"Resource not accessible by integration\"}", YES, ""},
    {"github-pat", 200, "<html>a portal of the network</html>", MAYBE, ""},
    {"gitlab-pat", 200, "{\"name\":\"ci\",\"active\":true,\"revoked\":false}", YES, "ci"},
    {"gitlab-pat", 200, "{\"name\":\"ci\",\"active\":false,\"revoked\":true}", NO, ""},
    {"gitlab-pat", 403, "{\"error\":\"insufficient_scope\"}", YES, ""},
    {"gitlab-pat", 401, "{\"error\":\"invalid_token\"}", NO, ""},
    {"slack-bot-token", 200, "{\"ok\":true,\"user\":\"bot\",\"team\":\"T\"}", YES, "bot"},
    {"slack-bot-token", 200, "{\"ok\":false,\"error\":\"token_revoked\"}", NO, ""},
    {"slack-bot-token", 200, "{\"ok\":false,\"error\":\"ratelimited\"}", MAYBE, ""},
    {"slack-webhook", 400, "no_text", YES, ""},
    {"slack-webhook", 404, "no_service", NO, ""},
    {"stripe-secret-key", 403, "{\"error\":{\"type\":\"invalid_request_error\"}}", YES, ""},
    {"stripe-secret-key", 401, "{\"error\":{\"message\":\"Expired API Key provided\"}}", NO, ""},
    {"npm-access-token", 200, "{\"username\":\"jo\"}", YES, "jo"},
    {"npm-access-token", 401, "", NO, ""},
    {"pypi-api-token", 400, "Unknown protocol version.", YES, ""},
    {"pypi-api-token", 403, "Invalid or non-existent authentication information.", NO, ""},
    {"pypi-api-token", 403, "Read-only mode: Uploads are temporarily disabled.", MAYBE, ""},
    {"cloudflare-api-token", 200, "{\"success\":true,\"result\":{\"status\":\"active\"}}", YES, ""},
    {"cloudflare-api-token", 200, "{\"success\":true,\"result\":{\"status\":\"disabled\"}}", NO,
     ""},
    {"cloudflare-api-token", 401, "{\"success\":false}", MAYBE, ""},
    {"figma-pat", 403, "{\"status\":403,\"err\":\"Invalid token\"}", NO, ""},
    {"figma-pat", 403, "{\"status\":403,\"err\":\"Invalid scope(s): files:read\"}", YES, ""},
    {"openai-api-key", 401, "{\"error\":{\"code\":\"invalid_api_key\"}}", NO, ""},
    {"openai-api-key", 401, "{\"error\":{\"code\":\"ip_not_authorized\"}}", MAYBE, ""},
    {"mapbox-secret-token", 200, "{\"code\":\"TokenExpired\"}", NO, ""},
    {"render-api-key", 200, "[{\"owner\":{\"name\":\"Team\"}}]", YES, "Team"},
    {"github-pat", 429, "{}", MAYBE, ""},
    {"github-pat", 500, "{\"id\":1}", MAYBE, ""},
    {"github-pat", 302, "", MAYBE, ""},
};

static void answers_mean_what_their_providers_say(void **state)
{
    sl_err e = {0};
    sl_recipes recipes = {0};
    assert_ok(sl_recipes_builtin(&recipes, *state, &e), &e);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const sample *s = &samples[i];
        const sl_http_answer answer = {.status = s->status, .body = sl_str_of(s->body)};
        sl_judgement j;

        sl_judge(&j, *state, sl_recipe_of(&recipes, sl_str_of(s->rule)), SL_S("h"), &answer);

        if (j.state != s->state)
            fail_msg("%s %u %s: state %d", s->rule, s->status, s->body, j.state);
        assert_true(sl_str_is(j.account, s->account));
        assert_true(j.why.n > 0);
    }
}

/* An account with so many letters that a report would not want it, or none that it may have. */
static void an_account_is_told_cut_and_clean(void **state)
{
    sl_err e = {0};
    sl_recipes recipes = {0};
    assert_ok(sl_recipes_builtin(&recipes, *state, &e), &e);
    const sl_recipe *recipe = sl_recipe_of(&recipes, SL_S("github-pat"));
    sl_str lengthy = sl_printf(*state, "{\"id\":1,\"login\":\"%0500d\"}", 1);
    const sl_http_answer long_one = {.status = 200, .body = lengthy};
    const sl_http_answer odd = {.status = 200,
                                .body = SL_S("{\"id\":1,\"login\":\"a\\u001b[31mb\"}")};
    const sl_http_answer address = {.status = 200,
                                    .body = SL_S("{\"id\":1,\"login\":\"sam@example.org\"}")};
    sl_judgement j;

    sl_judge(&j, *state, recipe, SL_S("h"), &long_one);
    assert_int_equal(j.account.n, 120);
    sl_judge(&j, *state, recipe, SL_S("h"), &odd);
    assert_true(sl_str_chr(j.account, '\x1b') == SIZE_MAX);
    sl_judge(&j, *state, recipe, SL_S("h"), &address);
    assert_true(sl_str_is(j.account, "s***@example.org"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(answers_mean_what_their_providers_say),
        sl_test(an_account_is_told_cut_and_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
