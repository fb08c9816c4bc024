/* What git hands to hooks: lines of refs in both forms, and commit messages, which never grow and
   keep the numbers of their lines. */
#include "runner/hook/message.h"
#include "runner/hook/updates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_updates(sl_arena *mem, sl_str text, bool is_push)
{
    sl_err e = {0};
    sl_ref_updates updates;
    bool ok = sl_ref_updates_read(&updates, mem, text, is_push, &e);
    if (!ok && e.kind == SL_OK)
        __builtin_trap();
    for (size_t i = 0; ok && i < updates.n; i++)
        if (!updates.v[i].ref.n)
            __builtin_trap();
}

static size_t count_lines(sl_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const modes[] = {"", "strip", "scissors", "verbatim"};
    sl_arena *mem = sl_arena_new();
    sl_str text = sl_str_at((const char *)data, size);
    read_updates(mem, text, true);
    read_updates(mem, text, false);
    for (unsigned i = 0; i < 8; i++) {
        const sl_message_rules rules = {
            .cleanup = sl_str_of(modes[i % 4]), .is_edited = i >= 4, .is_auto = size % 2};
        sl_str kept = sl_message_kept(mem, text, &rules);
        if (kept.n > text.n || count_lines(kept) > count_lines(text))
            __builtin_trap();
        if (!rules.is_edited && i % 4 != 1 && !sl_str_eq(kept, text))
            __builtin_trap();
    }
    sl_arena_free(mem);
    return 0;
}
