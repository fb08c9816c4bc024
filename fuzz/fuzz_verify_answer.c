/* Answers of providers: any status and body, judged by every built-in recipe. */
#include "engine/verify/judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_recipes recipes = {0};
    sl_err e = {0};
    static const unsigned statuses[] = {200, 400, 401, 403, 404, 429, 500, 302};
    bool ok = size && sl_recipes_builtin(&recipes, mem, &e);
    for (size_t i = 0; ok && i < recipes.n; i++) {
        sl_judgement j;
        const sl_http_answer answer = {.status =
                                           statuses[data[0] % (sizeof statuses / sizeof *statuses)],
                                       .body = sl_str_at((const char *)data + 1, size - 1)};
        sl_judge(&j, mem, &recipes.v[i], SL_S("h"), &answer);
        if (j.state == SL_VERIFIED_NOT || !j.why.n || j.account.n > 1000)
            __builtin_trap();
    }
    sl_arena_free(mem);
    return 0;
}
