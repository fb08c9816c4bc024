/* A layer as it may come from anybody: packed or plain, applied twice to one file system. */
#include "engine/image/layer.h"
#include "engine/image/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { UNPACKED_MAX = 4 << 20 };

static bool next(void *self, sl_str *chunk, sl_err *e)
{
    sl_str *text = self;
    (void)e;
    *chunk = sl_str_sub(*text, 0, 1000);
    *text = sl_str_sub(*text, chunk->n, text->n);
    return true;
}

static size_t wants(void *context, const sl_layer_file *file)
{
    (void)context;
    return file->entry->size % 5000;
}

static void *seen(void *context, const sl_layer_file *file)
{
    return sl_dup_z(context, file->text);
}

static void apply(sl_arena *mem, sl_fs *fs, sl_str text)
{
    sl_err e = {0};
    sl_unpack *unpack = NULL;
    sl_image_meter meter = {.unpacked_max = UNPACKED_MAX};
    const sl_layer_visitor visitor = {mem, wants, seen};
    const sl_layer_work work = {mem, NULL, fs, &meter, &visitor};
    if (sl_unpack_open(&unpack, mem, (sl_chunks){next, NULL, &text}, &meter, &e))
        sl_layer_entries(&work, sl_unpack_chunks(unpack), &e);
    sl_unpack_close(unpack);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_fs *fs = sl_fs_new(mem);
    apply(mem, fs, sl_str_at((const char *)data, size));
    apply(mem, fs, sl_str_at((const char *)data, size));
    for (uint32_t i = 0; i != SL_FS_NONE; i = sl_fs_next(fs, i)) {
        sl_fs_path(fs, i, mem);
        sl_fs_follow(fs, i);
    }
    sl_arena_free(mem);
    return 0;
}
