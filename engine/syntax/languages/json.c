/* JSON. Keys are strings; a pattern may be an entry alone. */
#include "engine/syntax/hooks.h"

static const sl_lower_row rows[] = {
    {"document", SL_T_BLOCK, NULL, NULL},
    {"object", SL_T_RECORD, NULL, NULL},
    {"array", SL_T_LIST, NULL, NULL},
    {"pair", SL_T_PAIR, "key:key value:value", NULL},
    {NULL, 0, NULL, NULL},
};

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
    .rows = rows,
    .hole = "SL__",
    .dots = dots,
    .statement_dots = "\"%\": 1",
    .variables = variables,
    .frames = frames,
    .typed = typed,
};
