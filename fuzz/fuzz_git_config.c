/* Files of git's configuration: what is read is read again from what git would write of it. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/objects/gitconfig.h"
#include "sluice/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The settings as a file of their own, and their number. */
typedef struct rewrite {
    sl_buf text;
    size_t n;
} rewrite;

static void add_quoted(sl_buf *out, sl_str text, bool is_value)
{
    sl_buf_addc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        bool is_quoted = text.p[i] == '"' || text.p[i] == '\\';
        if (is_value && text.p[i] == '\n') {
            sl_buf_addz(out, "\\n");
            continue;
        }
        if (is_quoted)
            sl_buf_addc(out, '\\');
        sl_buf_addc(out, text.p[i]);
    }
    sl_buf_addc(out, '"');
}

static bool take(void *context, const sl_gitconfig_item *item, sl_err *e)
{
    rewrite *to = context;
    (void)e;
    to->n++;
    sl_buf_addc(&to->text, '[');
    sl_buf_add(&to->text, item->section);
    if (item->subsection.p) {
        sl_buf_addc(&to->text, ' ');
        add_quoted(&to->text, item->subsection, false);
    }
    sl_buf_addc(&to->text, ']');
    sl_buf_add(&to->text, item->name);
    if (item->has_value) {
        sl_buf_addc(&to->text, '=');
        add_quoted(&to->text, item->value, true);
    }
    sl_buf_addc(&to->text, '\n');
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { TEXT_MAX = 64 << 20, TIMES = 2 };
    sl_arena *mem = sl_arena_new();
    rewrite all[TIMES];
    sl_str text = sl_str_at((const char *)data, size);
    for (size_t i = 0; i < TIMES; i++) {
        sl_err e = {0};
        const sl_gitconfig_taker taker = {&all[i], take};
        all[i].n = 0;
        sl_buf_init(&all[i].text, TEXT_MAX);
        bool ok = sl_gitconfig_read(mem, SL_S("config"), text, &taker, &e);
        if (ok ? e.kind : e.kind != SL_EPARSE)
            abort();
        if (i && (!ok || all[i].n != all[0].n))
            abort();
        text = sl_buf_str(&all[i].text);
    }
    if (!sl_str_eq(sl_buf_str(&all[0].text), sl_buf_str(&all[1].text)))
        abort();
    for (size_t i = 0; i < TIMES; i++)
        sl_buf_clear(&all[i].text);
    sl_arena_free(mem);
    return 0;
}
