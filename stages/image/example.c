/* From a description to blobs with their digests, and an index over them. */
#include "stages/image/example.h"

#include "base/digest.h"
#include "base/json.h"
#include "engine/image/tar_write.h"

enum { LAYER_MAX = 16 << 20, DOCUMENT_MAX = 1 << 20 };

static void write_node(sl_arena *mem, sl_json *j, const char *key, const sl_node *node)
{
    switch (node->kind) {
    case SL_MAP:
        sl_json_object(j, key);
        for (size_t i = 0; i < node->n; i++)
            write_node(mem, j, sl_dup_z(mem, node->pairs[i].key->text), node->pairs[i].value);
        sl_json_object_end(j);
        break;
    case SL_SEQ:
        sl_json_list(j, key);
        for (size_t i = 0; i < node->n; i++)
            write_node(mem, j, NULL, node->items[i]);
        sl_json_list_end(j);
        break;
    case SL_BOOL:
        sl_json_bool(j, key, sl_node_true(node));
        break;
    default: /* a mode is read as it is written */
        sl_json_str(j, key, node->text);
        break;
    }
}

static sl_str json_of(sl_arena *mem, const sl_node *node)
{
    sl_buf buf;
    sl_json j = {.out = &buf, .is_compact = true};
    sl_buf_init(&buf, DOCUMENT_MAX);
    if (node)
        write_node(mem, &j, NULL, node);
    sl_str text = sl_dup(mem, node ? sl_buf_str(&buf) : SL_S("{}"));
    sl_buf_clear(&buf);
    return text;
}

static void call_each(const sl_rule *rule, sl_arena *mem, sl_example_call call, void *context,
                      bool is_positive)
{
    const char *key = is_positive ? "positive" : "negative";
    const sl_node *list = sl_node_get(sl_node_get(rule->doc, "examples"), key);
    for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++)
        call(context, sl_printf(mem, "%s %zu", key, i + 1), SL_S("0" SL_IMAGE_EXAMPLE_END),
             json_of(mem, list->items[i]), is_positive);
}

bool sl_image_examples(const sl_rule *rule, sl_arena *mem, sl_example_call call, void *context,
                       sl_err *e)
{
    (void)e;
    call_each(rule, mem, call, context, true);
    call_each(rule, mem, call, context, false);
    return true;
}

/* An image while it is written. */
typedef struct writing {
    sl_arena *mem;
    sl_buf *out;
    sl_buf layers, diff_ids; /* descriptors and digests, commas between */
} writing;

static sl_str digest_of(sl_arena *mem, sl_str bytes)
{
    unsigned char sum[SL_SHA256_BYTES];
    char hex[2 * SL_SHA256_BYTES + 1];
    sl_sha256(sum, bytes);
    sl_hex(hex, sum, sizeof sum);
    return sl_printf(mem, "%s", hex);
}

/* Writes a blob; its descriptor, empty when it does not fit. */
static sl_str put(writing *w, const char *media_type, sl_str bytes)
{
    sl_str hex = digest_of(w->mem, bytes);
    sl_tar_entry entry = {.type = SL_TAR_FILE,
                          .mode = 0644,
                          .path = sl_printf(w->mem, "blobs/sha256/%.*s", SL_FMT(hex))};
    if (!sl_tar_write(w->out, &entry, bytes))
        return (sl_str){0};
    return sl_printf(w->mem,
                     "{\"mediaType\":\"application/vnd.oci.image.%s\",\"digest\":\"sha256:%.*s\","
                     "\"size\":%zu}",
                     media_type, SL_FMT(hex), bytes.n);
}

static bool mode_of(const sl_node *node, uint32_t *out)
{
    sl_str text = sl_node_text(node);
    *out = node ? 0 : 0644;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '7' || text.n > 5)
            return false;
        *out = *out << 3 | (uint32_t)(text.p[i] - '0');
    }
    return true;
}

static bool type_of(sl_str name, sl_tar_type *out)
{
    static const struct {
        const char *name;
        sl_tar_type type;
    } types[] = {{"", SL_TAR_FILE},
                 {"file", SL_TAR_FILE},
                 {"folder", SL_TAR_FOLDER},
                 {"link", SL_TAR_LINK},
                 {"hardlink", SL_TAR_HARD_LINK}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (sl_str_is(name, types[i].name)) {
            *out = types[i].type;
            return true;
        }
    return false;
}

static bool add_file(sl_buf *tar, const sl_node *file, sl_err *e)
{
    sl_tar_entry entry = {.path = sl_node_text(sl_node_get(file, "path")),
                          .link = sl_node_text(sl_node_get(file, "to")),
                          .has_capability = sl_node_true(sl_node_get(file, "capability"))};
    if (!type_of(sl_node_text(sl_node_get(file, "type")), &entry.type) ||
        !mode_of(sl_node_get(file, "mode"), &entry.mode) || !entry.path.n)
        return sl_fail(e, SL_EUSAGE, "a file of an example has a bad path, type or mode");
    return sl_tar_write(tar, &entry, sl_node_text(sl_node_get(file, "text"))) ||
           sl_fail(e, SL_ETOOBIG, "a file of an example is too large, or its path too long");
}

static bool add_layer(writing *w, const sl_node *files, sl_err *e)
{
    sl_buf tar;
    bool ok = true;
    sl_buf_init(&tar, LAYER_MAX);
    for (size_t i = 0; ok && files && i < files->n; i++)
        ok = add_file(&tar, files->items[i], e);
    if (ok && sl_tar_write_end(&tar)) {
        sl_str hex = digest_of(w->mem, sl_buf_str(&tar));
        sl_str descriptor = put(w, "layer.v1.tar", sl_buf_str(&tar));
        sl_buf_addf(&w->layers, "%s%.*s", w->layers.n ? "," : "", SL_FMT(descriptor));
        sl_buf_addf(&w->diff_ids, "%s\"sha256:%.*s\"", w->diff_ids.n ? "," : "", SL_FMT(hex));
    }
    sl_buf_clear(&tar);
    return ok;
}

static bool add_layers(writing *w, const sl_node *d, sl_err *e)
{
    const sl_node *layers = sl_node_get(d, "layers");
    if (!layers)
        return add_layer(w, sl_node_get(d, "files"), e);
    for (size_t i = 0; i < layers->n; i++)
        if (!add_layer(w, layers->items[i], e))
            return false;
    return true;
}

static sl_str config_of(writing *w, const sl_node *d)
{
    sl_buf buf;
    sl_json j = {.out = &buf, .is_compact = true};
    const sl_node *history = sl_node_get(d, "history");
    const sl_node *config = sl_node_get(d, "config");
    sl_buf_init(&buf, DOCUMENT_MAX);
    sl_json_object(&j, NULL);
    sl_json_z(&j, "architecture", "amd64");
    sl_json_z(&j, "os", "linux");
    sl_json_str(&j, "created", sl_node_text(sl_node_get(d, "created")));
    if (config)
        write_node(w->mem, &j, "config", config);
    sl_json_list(&j, "history");
    for (size_t i = 0; history && i < history->n; i++) {
        sl_json_object(&j, NULL);
        sl_json_str(&j, "created_by", sl_node_text(history->items[i]));
        sl_json_object_end(&j);
    }
    sl_json_list_end(&j);
    sl_buf_addf(&buf, ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%.*s]}",
                SL_FMT(sl_buf_str(&w->diff_ids)));
    sl_json_object_end(&j);
    sl_str text = sl_dup(w->mem, sl_buf_str(&buf));
    sl_buf_clear(&buf);
    return text;
}

bool sl_image_example_write(sl_buf *out, sl_arena *mem, const sl_node *d, sl_err *e)
{
    writing w = {.mem = mem, .out = out};
    sl_tar_entry index = {.type = SL_TAR_FILE, .mode = 0644, .path = SL_STR("index.json")};
    sl_buf_init(&w.layers, DOCUMENT_MAX);
    sl_buf_init(&w.diff_ids, DOCUMENT_MAX);
    bool ok = add_layers(&w, d, e);
    if (ok) {
        sl_str config = put(&w, "config.v1+json", config_of(&w, d));
        sl_str manifest = sl_printf(
            mem, "{\"schemaVersion\":2,\"config\":%.*s,\"layers\":[%.*s],\"annotations\":%.*s}",
            SL_FMT(config), SL_FMT(sl_buf_str(&w.layers)),
            SL_FMT(json_of(mem, sl_node_get(d, "annotations"))));
        sl_str text = sl_printf(mem, "{\"schemaVersion\":2,\"manifests\":[%.*s]}",
                                SL_FMT(put(&w, "manifest.v1+json", manifest)));
        ok = (sl_tar_write(out, &index, text) && sl_tar_write_end(out)) ||
             sl_fail(e, SL_ETOOBIG, "the image of an example is too large");
    }
    sl_buf_clear(&w.layers);
    sl_buf_clear(&w.diff_ids);
    return ok;
}
