/* Comments and strings of any bytes in any language: in order, inside the text, in linear time. */
#include <stdlib.h>

#include "engine/match/language.h"
#include "engine/match/lexer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t n_languages = 0;
    while (sl_language_at(n_languages))
        n_languages++;
    if (!size)
        return 0;
    const sl_language *language = sl_language_at(data[0] % n_languages);
    sl_arena *mem = sl_arena_new();
    sl_str text = sl_str_at((const char *)data + 1, size - 1);
    sl_lexemes lexemes;
    sl_lex(&lexemes, mem, language->syntax ? sl_syntax_of(sl_str_of(language->syntax)) : NULL,
           text);
    size_t last = 0;
    for (size_t i = 0; i < lexemes.n; i++) {
        const sl_lexeme *l = &lexemes.v[i];
        if (l->start < last || l->end <= l->start || l->end > text.n ||
            sl_lexeme_at(&lexemes, l->start) != l || sl_lexeme_at(&lexemes, l->end - 1) != l)
            abort();
        last = l->end;
    }
    sl_arena_free(mem);
    return 0;
}
