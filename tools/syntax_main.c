/* sluice-syntax LANGUAGE FILE [pattern]: prints the syntax tree of a file and its terms, for people
   who write a language's tables. Not installed. */
#include <stdio.h>

#include "base/path.h"
#include "engine/pattern/pattern.h"

enum { OUT_MAX = 64 << 20 };

static bool print(sl_buf *out, sl_arena *mem, const sl_tables *tables, sl_str text, sl_err *e)
{
    sl_cst cst;
    if (!sl_dialect_parse(&cst, mem, sl_tables_dialect(tables), text, 60000, e))
        return false;
    sl_cst_print(out, &cst, 0);
    sl_buf_addz(out, "\n\n");
    sl_term_print(out, sl_lower_tree(mem, tables, &cst, NULL));
    sl_buf_addf(out, "\n\n%zu errors\n", cst.errors);
    return true;
}

static bool print_pattern(sl_buf *out, sl_arena *mem, const sl_tables *tables, sl_str text,
                          sl_err *e)
{
    sl_code_pattern *pattern;
    if (!sl_code_pattern_read(&pattern, mem, tables, text, e))
        return false;
    sl_buf_addz(out, pattern->is_sequence ? "sequence" : "one");
    for (size_t i = 0; i < pattern->n; i++) {
        sl_buf_addz(out, "\n  ");
        sl_term_print(out, pattern->v[i]);
    }
    sl_buf_addc(out, '\n');
    return true;
}

int main(int argc, char **argv)
{
    sl_err e = {0};
    sl_arena *mem = sl_arena_new();
    sl_buf text;
    sl_buf out;
    sl_buf_init(&text, SL_CST_BYTES_MAX);
    sl_buf_init(&out, OUT_MAX);
    const sl_dialect *d = argc > 2 ? sl_dialect_of(sl_str_of(argv[1]), sl_str_of(argv[2])) : NULL;
    const sl_tables *tables = d ? sl_tables_open(mem, d) : NULL;
    bool ok = tables ? sl_file_read(&text, sl_str_of(argv[2]), &e)
                     : sl_fail(&e, SL_EUSAGE, "usage: sluice-syntax LANGUAGE FILE [pattern]");
    if (ok)
        ok = argc > 3 ? print_pattern(&out, mem, tables, sl_buf_str(&text), &e)
                      : print(&out, mem, tables, sl_buf_str(&text), &e);
    fprintf(ok ? stdout : stderr, "%s\n", ok ? out.p : e.text);
    sl_buf_clear(&text);
    sl_buf_clear(&out);
    sl_arena_free(mem);
    return !ok;
}
