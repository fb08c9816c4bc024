/* Each layer goes into a tree of its own: what hides what does not matter here. */
#include "stages/secrets/content/image.h"

#include "base/map.h"
#include "engine/image/layer.h"
#include "engine/image/unpack.h"
#include "sluice/buf.h"

enum { CONFIG_MAX = 16 << 20 };

typedef struct walker {
    sl_arena *mem;
    sl_store *store;
    sl_image_meter meter;
    const sl_secret_image_visitor *visitor;
    const sl_image_layer *layer;
    sl_err broken; /* what the visitor said */
} walker;

bool sl_secret_image_prepare(sl_err *e)
{
    return sl_unpack_prepare(e);
}

static size_t wants(void *context, const sl_layer_file *file)
{
    const walker *w = context;
    if (w->broken.kind)
        return 0;
    return file->entry->size < SL_SECRET_IMAGE_FILE_MAX ? (size_t)file->entry->size
                                                        : SL_SECRET_IMAGE_FILE_MAX;
}

static sl_str name_of(const sl_image_layer *layer)
{
    return layer->digest.n ? layer->digest : layer->diff_id.n ? layer->diff_id : layer->name;
}

static void *seen(void *context, const sl_layer_file *file)
{
    walker *w = context;
    if (w->broken.kind || !file->text.n)
        return NULL;
    if (file->is_cut) {
        sl_arena *mem = sl_arena_new();
        w->visitor->partial(w->visitor->context,
                            sl_printf(mem, "%.*s: only its first %d bytes were looked at",
                                      SL_FMT(file->path), SL_SECRET_IMAGE_FILE_MAX));
        sl_arena_free(mem);
    }
    w->visitor->file(w->visitor->context, file->path, name_of(w->layer), file->text, &w->broken);
    return NULL;
}

static bool walk_layer(walker *w, const sl_image_layer *layer, sl_err *e)
{
    const sl_layer_visitor visitor = {w, wants, seen};
    sl_arena *mem = sl_arena_new();
    const sl_layer_work work = {mem, w->store, sl_fs_new(mem), &w->meter, &visitor};
    w->layer = layer;
    bool ok = sl_layer_apply(&work, layer, e);
    sl_arena_free(mem);
    if (!ok || !w->broken.kind)
        return ok;
    *e = w->broken;
    return false;
}

static void put_pairs(sl_buf *out, const char *what, const sl_image_pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++)
        sl_buf_addf(out, "%s %.*s=%.*s\n", what, SL_FMT(pairs->v[i].key),
                    SL_FMT(pairs->v[i].value));
}

static void put_words(sl_buf *out, const char *what, const sl_strs *words)
{
    if (words->n)
        sl_buf_addz(out, what);
    for (size_t i = 0; i < words->n; i++)
        sl_buf_addf(out, " %.*s", SL_FMT(words->v[i]));
    if (words->n)
        sl_buf_addc(out, '\n');
}

/* As a Dockerfile would have it, which is what rules are written for. */
static bool walk_config(walker *w, const sl_image_platform *platform, sl_err *e)
{
    const sl_image_config *config = &platform->config;
    sl_buf out;
    sl_buf_init(&out, CONFIG_MAX);
    put_pairs(&out, "ENV", &config->env);
    put_pairs(&out, "LABEL", &config->labels);
    put_pairs(&out, "ANNOTATION", &platform->annotations);
    put_words(&out, "ENTRYPOINT", &config->entrypoint);
    put_words(&out, "CMD", &config->command);
    for (size_t i = 0; i < config->history.n; i++)
        sl_buf_addf(&out, "HISTORY %.*s\n", SL_FMT(config->history.v[i].created_by));
    bool ok = out.is_over
                  ? sl_fail(e, SL_ETOOBIG, "a configuration of more than %d bytes", CONFIG_MAX)
                  : w->visitor->file(w->visitor->context, SL_S("config"), (sl_str){0},
                                     sl_buf_str(&out), e);
    sl_buf_clear(&out);
    return ok;
}

static bool walk_platforms(walker *w, const sl_image *image, sl_err *e)
{
    sl_map done = {0};
    for (size_t p = 0; p < image->n; p++) {
        w->meter.n_entries = w->meter.n_kept = 0;
        if (!walk_config(w, &image->v[p], e))
            return false;
        for (size_t i = 0; i < image->v[p].layers.n; i++) {
            const sl_image_layer *layer = &image->v[p].layers.v[i];
            if (sl_map_put(&done, w->mem, name_of(layer), w) && !walk_layer(w, layer, e))
                return false;
        }
    }
    return true;
}

bool sl_secret_image_walk(sl_arena *mem, sl_str path, uint64_t unpacked_max,
                          const sl_secret_image_visitor *visitor, sl_err *e)
{
    walker w = {.mem = mem, .meter = {.unpacked_max = unpacked_max}, .visitor = visitor};
    sl_image image = {0};
    bool ok = sl_store_open(&w.store, mem, path, unpacked_max, e) &&
              sl_image_read(&image, mem, w.store, (sl_str){0}, e) && walk_platforms(&w, &image, e);
    sl_store_close(w.store);
    return ok;
}
