/* The JSON is walked once. Strings are unescaped here, so that each byte of a cell's text knows
   where it stands in the file. */
#include "stages/secrets/content/notebook.h"

#include "base/chars.h"
#include "base/json.h"
#include "base/path.h"
#include "base/utf8.h"
#include "stages/secrets/content/codings.h"
#include "stages/secrets/content/escape.h"

enum { DEPTH_MAX = 100, SURROGATE_HIGH = 0xd800, SURROGATE_LOW = 0xdc00, SURROGATE_END = 0xe000 };

typedef struct walker {
    sl_arena *mem;
    sl_str file;
    char *masked; /* a copy of the file */
    char *text;   /* of the cells; never longer than the file and a break a string */
    size_t n;
    sl_secret_level *out;
} walker;

bool sl_secret_is_notebook(sl_str path)
{
    return sl_str_eq_case(sl_path_extension(path), SL_S(".ipynb"));
}

static void add(walker *w, sl_secret_coding coding, size_t from, size_t from_end, sl_str text)
{
    if (!text.n)
        return;
    *sl_list_add(w->mem, &w->out->pieces) =
        (sl_secret_piece){coding, from, from_end, w->n, w->n + text.n, false};
    memcpy(w->text + w->n, text.p, text.n);
    w->n += text.n;
}

static uint32_t unit_at(const walker *w, size_t at)
{
    uint32_t code = 0;
    for (size_t i = at; i < at + 4; i++)
        code = code << 4 | (uint32_t)sl_hex_value(w->file.p[i]);
    return code;
}

/* "\u0041", or a pair of surrogates; the reader has checked the digits. */
static size_t add_unicode(walker *w, size_t at, size_t end)
{
    size_t n = 6;
    uint32_t code = unit_at(w, at + 2);
    char bytes[SL_UTF8_MAX];
    if (code >= SURROGATE_HIGH && code < SURROGATE_LOW && at + 12 <= end &&
        w->file.p[at + 6] == '\\' && w->file.p[at + 7] == 'u') {
        uint32_t low = unit_at(w, at + 8);
        if (low >= SURROGATE_LOW && low < SURROGATE_END) {
            code = 0x10000 + ((code - SURROGATE_HIGH) << 10) + (low - SURROGATE_LOW);
            n = 12;
        }
    }
    add(w, SL_CODING_STRING, at, at + n, sl_str_at(bytes, sl_utf8_encode(bytes, code)));
    return at + n;
}

static size_t add_escape(walker *w, size_t at, size_t end)
{
    static const char names[] = "bfnrt";
    static const char values[] = "\b\f\n\r\t";
    char c = w->file.p[at + 1];
    if (c == 'u' && at + 6 <= end)
        return add_unicode(w, at, end);
    const char *known = strchr(names, c);
    char value = known && c ? values[known - names] : c;
    add(w, SL_CODING_STRING, at, at + 2, sl_str_at(&value, 1));
    return at + 2;
}

/* A string of the file, between its quotes. */
static void add_string(walker *w, const sl_node *node)
{
    size_t at = node->start + 1;
    size_t end = node->end - 1;
    if (node->end < node->start + 2 || node->end > w->file.n || w->file.p[node->start] != '"')
        return;
    while (at < end) {
        size_t run = sl_str_chr(sl_str_sub(w->file, at, end), '\\');
        size_t stop = run == SIZE_MAX ? end : at + run;
        add(w, SL_CODING_STRING, at, stop, sl_str_sub(w->file, at, stop));
        at = stop + 1 < end ? add_escape(w, stop, end) : end;
    }
}

/* A text: one string, or lines that have their breaks. */
static void add_text(walker *w, const sl_node *node)
{
    if (!node)
        return;
    if (node->kind == SL_TEXT)
        add_string(w, node);
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        if (node->items[i]->kind == SL_TEXT)
            add_string(w, node->items[i]);
    if (w->n && w->text[w->n - 1] != '\n')
        add(w, SL_CODING_STRING, node->end, node->end, SL_S("\n"));
}

static bool is_picture(sl_str type)
{
    static const char *const starts[] = {"image/", "video/",          "audio/",
                                         "font/",  "application/pdf", "application/octet-stream"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (sl_str_starts(type, sl_str_of(starts[i])))
            return !sl_str_eq(type, SL_S("image/svg+xml"));
    return false;
}

/* Outputs of nbformat 4 have their data by media type. */
static void add_output(walker *w, const sl_node *output)
{
    static const char *const names[] = {"text", "evalue", "traceback"};
    const sl_node *data = sl_node_get(output, "data");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add_text(w, sl_node_get(output, names[i]));
    for (size_t i = 0; data && data->kind == SL_MAP && i < data->n; i++)
        if (!is_picture(data->pairs[i].key->text))
            add_text(w, data->pairs[i].value);
}

static void add_cells(walker *w, const sl_node *cells)
{
    for (size_t i = 0; cells && cells->kind == SL_SEQ && i < cells->n; i++) {
        const sl_node *cell = cells->items[i];
        const sl_node *outputs = sl_node_get(cell, "outputs");
        add_text(w, sl_node_get(cell, "source"));
        add_text(w, sl_node_get(cell, "input"));
        for (size_t k = 0; outputs && outputs->kind == SL_SEQ && k < outputs->n; k++)
            add_output(w, outputs->items[k]);
    }
}

static void mask(walker *w, const sl_node *node)
{
    if (node->kind == SL_TEXT && node->end <= w->file.n && node->start + 2 <= node->end)
        memset(w->masked + node->start + 1, ' ', node->end - node->start - 2);
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        if (node->items[i]->kind == SL_TEXT)
            mask(w, node->items[i]);
}

static void mask_pictures(walker *w, const sl_node *node, unsigned depth)
{
    if (depth > DEPTH_MAX)
        return;
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        mask_pictures(w, node->items[i], depth + 1);
    for (size_t i = 0; node->kind == SL_MAP && i < node->n; i++) {
        if (is_picture(node->pairs[i].key->text))
            mask(w, node->pairs[i].value);
        else
            mask_pictures(w, node->pairs[i].value, depth + 1);
    }
}

bool sl_secret_notebook(sl_secret_level *cells, sl_secret_level *file, sl_arena *mem, sl_str path)
{
    sl_node *doc = NULL;
    sl_err e = {0};
    if (!sl_json_read(&doc, mem, path, file->text, &e) || doc->kind != SL_MAP)
        return false;
    const sl_node *list = sl_node_get(doc, "cells");
    const sl_node *sheets = sl_node_get(doc, "worksheets");
    if (!list && !sheets)
        return false;
    walker w = {.mem = mem, .file = file->text, .out = cells};
    w.masked = sl_alloc(mem, file->text.n + 1);
    w.text = sl_alloc(mem, file->text.n + 1);
    memcpy(w.masked, file->text.p, file->text.n);
    *cells = (sl_secret_level){.above = file};
    add_cells(&w, list);
    for (size_t i = 0; sheets && sheets->kind == SL_SEQ && i < sheets->n; i++)
        add_cells(&w, sl_node_get(sheets->items[i], "cells"));
    mask_pictures(&w, doc, 0);
    cells->text = sl_str_at(w.text, w.n);
    cells->forms = sl_secret_escape_forms(cells->text);
    file->text = sl_str_at(w.masked, file->text.n);
    file->forms = sl_secret_escape_forms(file->text);
    return true;
}
