/* JSON. Keys are strings; a pattern may be an entry alone. */
#include "engine/syntax/hooks.h"

extern const sl_dialect sl_dialect_yaml;

static const sl_lower_row rows[] = {
    {"document", SL_T_SPLICE, NULL, NULL},
    {"object", SL_T_RECORD, NULL, NULL},
    {"array", SL_T_LIST, NULL, NULL},
    {"pair", SL_T_PAIR, "key:key value:value", NULL},
    {NULL, 0, NULL, NULL},
};

/* A comma before the end of a list is passed over; what stands in texts is none. */
static bool parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e)
{
    char *p = sl_dup_z(mem, text);
    size_t comma = SIZE_MAX;
    bool is_text = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (is_text && c == '\\') {
            i++;
            continue;
        }
        is_text ^= c == '"';
        if (!is_text && comma != SIZE_MAX && (c == '}' || c == ']'))
            p[comma] = ' ';
        if (c == ',' && !is_text)
            comma = i;
        else if (!strchr(" \t\r\n", c))
            comma = SIZE_MAX;
    }
    if (!sl_cst_parse(out, mem, sl_grammar(SL_S("json")), sl_str_at(p, text.n), ms, e))
        return false;
    out->text = text;
    return true;
}

static const char *const dots[] = {"\"%\"", "%", "\"%\": 1", NULL};
static const char *const variables[] = {"\"%\"", "%", "\"%\": 1", NULL};

static const sl_frame frames[] = {
    {"{", "}", ":"},
    {"", "", NULL},
    {"{", "}", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "\"%.*s\"", SL_FMT(type));
}

const sl_dialect sl_dialect_json = {
    .language = "json",
    .grammar = "json",
    .parse = parse,
    .open_end = true,
    .fallback = &sl_dialect_yaml,
    .statement_dots = "\"%\": 1",
    SL_DIALECT_TABLES,
};
