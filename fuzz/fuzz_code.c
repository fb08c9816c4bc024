/* A pattern and code of any bytes: the first line names the language, a NUL ends the pattern. */
#include "engine/pattern/match.h"
#include "engine/syntax/facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARSE_MS = 2000, CODE_MAX = 4096 };

static void search(sl_arena *mem, const sl_dialect *dialect, sl_str pattern, sl_str text)
{
    sl_err e = {0};
    sl_cst cst;
    sl_code code;
    sl_founds found = {0};
    sl_code_pattern *read;
    const sl_tables *tables = sl_tables_open(mem, dialect);
    if (!sl_dialect_parse(&cst, mem, sl_tables_dialect(tables), text, PARSE_MS, &e))
        return;
    sl_term *root = sl_lower_tree(mem, tables, &cst, NULL);
    sl_facts_find(root, mem, dialect);
    sl_code_init(&code, mem, text, root, sl_str_of(dialect->language));
    if (sl_code_pattern_read(&read, mem, tables, pattern, &e))
        sl_code_search(&found, mem, read, &code, &e);
}

/* A word that no language has chooses one all the same. */
static const sl_dialect *dialect_of(sl_str word)
{
    const sl_dialect *named = sl_dialect_of(word, (sl_str){0});
    size_t n = 0;
    size_t sum = 0;
    while (sl_dialect_at(n))
        n++;
    for (size_t i = 0; i < word.n; i++)
        sum += (unsigned char)word.p[i];
    return named ? named : sl_dialect_at(sum % n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str rest = sl_str_at((const char *)data, size);
    sl_str word;
    sl_str_cut(&rest, '\n', &word);
    size_t end = sl_str_chr(rest, 0);
    sl_arena *mem = sl_arena_new();
    if (end != SIZE_MAX)
        search(mem, dialect_of(word), sl_str_sub(rest, 0, end < 256 ? end : 256),
               sl_str_sub(rest, end + 1, end + 1 + CODE_MAX));
    sl_arena_free(mem);
    return 0;
}
