/* Templates: a value stays a value, wherever it is put. */
#include "tests/support/test.h"

#include "engine/verify/template.h"

static void a_value_is_written_as_its_place_asks_for(void **state)
{
    sl_binding values[] = {{SL_STR("secret"), SL_STR("a/b?c&d=\"e\" \xc3\xa9")},
                           {SL_STR("id"), SL_STR("1:x")}};
    const sl_bindings all = {.v = values, .n = 2};
    static const struct {
        const char *text;
        sl_template_place place;
        const char *filled;
    } cases[] = {
        {"Bearer {secret}", SL_PLACE_PLAIN, "Bearer a/b?c&d=\"e\" \xc3\xa9"},
        {"https://h/{secret}/x", SL_PLACE_URL, "https://h/a%2Fb%3Fc%26d%3D%22e%22%20%C3%A9/x"},
        {"https://h/bot{id}/x", SL_PLACE_URL, "https://h/bot1:x/x"},
        {"t={secret}&i={id}", SL_PLACE_BODY, "t=a%2Fb%3Fc%26d%3D%22e%22%20%C3%A9&i=1:x"},
        {"{\"t\":\"{secret}\"}", SL_PLACE_BODY, "{\"t\":\"a/b?c&d=\\\"e\\\" \xc3\xa9\"}"},
        {"{\"query\":\"{me{id name}}\"}", SL_PLACE_BODY, "{\"query\":\"{me{id name}}\"}"},
        {"{token}", SL_PLACE_PLAIN, ""},
        {"{", SL_PLACE_PLAIN, "{"},
        {"{}{a", SL_PLACE_PLAIN, "{}{a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str filled = sl_template_fill(*state, sl_str_of(cases[i].text), &all, cases[i].place);

        assert_true(sl_str_is(filled, cases[i].filled));
    }
}

static void a_value_with_braces_is_not_filled_in_again(void **state)
{
    sl_binding values[] = {{SL_STR("secret"), SL_STR("{id}")}, {SL_STR("id"), SL_STR("x")}};
    const sl_bindings all = {.v = values, .n = 2};

    sl_str filled = sl_template_fill(*state, SL_S("{secret}"), &all, SL_PLACE_PLAIN);

    assert_true(sl_str_is(filled, "{id}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_value_is_written_as_its_place_asks_for),
        sl_test(a_value_with_braces_is_not_filled_in_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
