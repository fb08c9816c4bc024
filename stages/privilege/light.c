/* Code that names no SDK is not parsed: what it imports and the names of methods that it calls are
   read off its text. */
#include "base/chars.h"
#include "base/map.h"
#include "stages/privilege/calls.h"
#include "stages/privilege/fact.h"

enum { NAMES_MAX = SL_FACT_FIELDS_MAX - 2 };

typedef struct reader {
    sl_arena *mem;
    sl_str text;
    sl_sink *sink;
    sl_map names, modules;
} reader;

bool sl_calls_may_be(sl_str text)
{
    static const char *const marks[] = {"boto",      "aws-sdk",  "awssdk",
                                        "amazonaws", "botocore", "AWS"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sl_str_find(text, sl_str_of(marks[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool is_word(char c)
{
    return c == '_' || c == '$' || sl_is_alnum(c);
}

static size_t word_end(sl_str text, size_t at)
{
    while (at < text.n && is_word(text.p[at]))
        at++;
    return at;
}

static size_t blanks_end(sl_str text, size_t at)
{
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t'))
        at++;
    return at;
}

/* ".name(" */
static void find_methods(reader *r)
{
    for (size_t i = 0; i + 1 < r->text.n && r->names.n < NAMES_MAX; i++) {
        size_t end = r->text.p[i] == '.' ? word_end(r->text, i + 1) : i;
        if (end > i + 1 && end < r->text.n && r->text.p[end] == '(')
            sl_map_put(&r->names, r->mem, sl_str_sub(r->text, i + 1, end), r);
    }
}

static void add_module(reader *r, sl_str module)
{
    if (module.n && r->modules.n < NAMES_MAX)
        sl_map_put(&r->modules, r->mem, module, r);
}

/* The text in quotes at `at`; "?" where something else is in a call. */
static void add_quoted(reader *r, size_t at, bool is_call)
{
    at = blanks_end(r->text, at);
    char quote = at < r->text.n ? r->text.p[at] : 0;
    bool is_quote = quote && strchr("'\"`", quote);
    size_t end = is_quote ? at + 1 : at;
    while (is_quote && end < r->text.n && r->text.p[end] != quote && r->text.p[end] != '\n')
        end++;
    if (is_quote)
        add_module(r, sl_str_sub(r->text, at + 1, end));
    else if (is_call)
        add_module(r, SL_S("?"));
}

/* from "x", import "x", import("x"), require("x"). */
static void find_script_imports(reader *r)
{
    static const char *const words[] = {"from", "import", "require"};
    for (size_t i = 0; i < r->text.n;) {
        size_t end = word_end(r->text, i);
        sl_str word = sl_str_sub(r->text, i, end);
        for (size_t k = 0; end > i && k < 3; k++) {
            size_t next = blanks_end(r->text, end);
            bool is_call = k && next < r->text.n && r->text.p[next] == '(';
            if (sl_str_is(word, words[k]))
                add_quoted(r, is_call ? next + 1 : end, is_call);
        }
        i = end > i ? end : i + 1;
    }
}

/* "import a.b as c, d": each module. */
static void add_python_modules(reader *r, sl_str line)
{
    sl_str one;
    while (sl_str_cut(&line, ',', &one)) {
        one = sl_str_trim(one);
        add_module(r, sl_str_sub(one, 0, sl_str_chr(one, ' ')));
    }
}

/* "from a import b, c": a and a.b. */
static void add_python_names(reader *r, sl_str line)
{
    size_t end = sl_str_find(line, SL_S(" import "), 0);
    sl_str module = sl_str_trim(sl_str_sub(line, 0, end));
    add_module(r, module);
    sl_str rest = end == SIZE_MAX ? (sl_str){0} : sl_str_sub(line, end + 8, line.n);
    sl_str one;
    while (sl_str_cut(&rest, ',', &one)) {
        one = sl_str_trim(one);
        one = sl_str_sub(one, one.n && one.p[0] == '(', word_end(one, one.n && one.p[0] == '('));
        bool is_dots = sl_str_ends(module, SL_S("."));
        if (one.n)
            add_module(r, sl_printf(r->mem, "%.*s%s%.*s", SL_FMT(module), is_dots ? "" : ".",
                                    SL_FMT(one)));
    }
}

static void find_python_imports(reader *r)
{
    sl_str rest = r->text;
    sl_str line;
    while (sl_str_cut(&rest, '\n', &line)) {
        line = sl_str_trim(line);
        if (sl_str_starts(line, SL_S("import ")))
            add_python_modules(r, sl_str_sub(line, 7, line.n));
        else if (sl_str_starts(line, SL_S("from ")))
            add_python_names(r, sl_str_sub(line, 5, line.n));
        else if (sl_str_find(line, SL_S("import_module("), 0) != SIZE_MAX)
            add_module(r, SL_S("?"));
    }
}

void sl_calls_tell_lightly(sl_str language, sl_str text, sl_sink *sink)
{
    sl_fact fact;
    reader r = {.mem = sl_sink_mem(sink), .text = text, .sink = sink};
    find_methods(&r);
    if (sl_str_is(language, "python"))
        find_python_imports(&r);
    else if (sl_str_is(language, "javascript") || sl_str_is(language, "typescript"))
        find_script_imports(&r);
    sl_fact_begin(&fact, SL_FACT_MAYBE);
    sl_fact_text(&fact, (sl_str){0});
    for (size_t i = 0; i < r.names.n; i++)
        sl_fact_text(&fact, r.names.v[i].key);
    sl_fact_send(&fact, sink);
    for (size_t i = 0; i < r.modules.n; i++) {
        sl_fact_begin(&fact, SL_FACT_IMPORT);
        sl_fact_text(&fact, r.modules.v[i].key);
        sl_fact_send(&fact, sink);
    }
}
