/* Tokens of any bytes in any language: in order, inside the text, and what the stage `duplicates`
   tells of them reads back the same. */
#include <stdlib.h>

#include "engine/match/language.h"
#include "stages/duplicates/fact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FACT_MAX = 16 << 20 };

static const sl_syntax *syntax_of(uint8_t choice)
{
    size_t n = 0;
    while (sl_language_at(n))
        n++;
    const char *name = sl_language_at(choice % n)->syntax;
    return name ? sl_syntax_of(sl_str_of(name)) : NULL;
}

static size_t count_tokens(sl_arena *mem, const sl_syntax *syntax, sl_str text)
{
    sl_tokens t;
    sl_token token;
    size_t last = 0;
    size_t n = 0;
    for (sl_tokens_init(&t, mem, syntax, text); sl_tokens_next(&t, &token); n++) {
        if (token.start < last || token.end <= token.start || token.end > text.n)
            abort();
        last = token.end;
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    sl_arena *mem = sl_arena_new();
    sl_str text = sl_str_at((const char *)data + 1, size - 1);
    const sl_syntax *syntax = syntax_of(data[0]);
    size_t n = count_tokens(mem, syntax, text);
    sl_buf out;
    sl_err e = {0};
    sl_buf_init(&out, FACT_MAX);
    if (sl_clone_fact_write(&out, mem, syntax, text, &e)) {
        sl_clone_reader r;
        sl_clone_token token;
        if (!sl_clone_fact_open(&r, mem, sl_buf_str(&out)) || r.n_tokens > n)
            abort();
        while (sl_clone_fact_next(&r, &token))
            if (token.end > text.n)
                abort();
        if (r.is_bad)
            abort();
    }
    sl_buf_clear(&out);
    sl_arena_free(mem);
    return 0;
}
