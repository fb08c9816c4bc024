/* A tar writer of a page, and JSON around it. */
#include "tests/support/image.h"

#include <stdio.h>

#include "base/digest.h"
#include "base/json.h"
#include "base/path.h"
#include "base/yaml.h"
#include "tests/support/test.h"

enum { BLOCK = 512, LAYER_MAX = 64 << 20, DOCUMENT_MAX = 1 << 20 };

static void add_block(sl_buf *out, char type, const char *path, size_t size,
                      const sl_test_entry *entry)
{
    char h[BLOCK] = {0};
    unsigned sum = 0;
    snprintf(h, 100, "%s", path);
    snprintf(h + 100, 8, "%07o", entry->mode & 07777);
    snprintf(h + 108, 8, "%07o", 0);
    snprintf(h + 116, 8, "%07o", 0);
    snprintf(h + 124, 12, "%011zo", size);
    snprintf(h + 136, 12, "%011o", 0);
    memset(h + 148, ' ', 8);
    h[156] = type;
    if (entry->link)
        snprintf(h + 157, 100, "%s", entry->link);
    memcpy(h + 257, "ustar\00000", 8);
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)h[i];
    snprintf(h + 148, 8, "%06o", sum);
    assert_true(sl_buf_add(out, sl_str_at(h, BLOCK)));
}

static void add_content(sl_buf *out, sl_str text)
{
    static const char zeros[BLOCK];
    assert_true(sl_buf_add(out, text));
    assert_true(sl_buf_add(out, sl_str_at(zeros, (BLOCK - text.n % BLOCK) % BLOCK)));
}

void sl_test_tar_add(sl_buf *out, const sl_test_entry *entry)
{
    sl_str pax = SL_S("38 SCHILY.xattr.security.capability=x\n");
    if (entry->has_capability) {
        add_block(out, 'x', "pax", pax.n, entry);
        add_content(out, pax);
    }
    add_block(out, entry->type, entry->path, entry->text.n, entry);
    add_content(out, entry->text);
}

void sl_test_tar_end(sl_buf *out)
{
    static const char zeros[2 * BLOCK];
    assert_true(sl_buf_add(out, sl_str_at(zeros, sizeof zeros)));
}

sl_str sl_test_digest(sl_arena *mem, sl_str bytes)
{
    unsigned char sum[SL_SHA256_BYTES];
    char hex[2 * SL_SHA256_BYTES + 1];
    sl_sha256(sum, bytes);
    sl_hex(hex, sum, sizeof sum);
    return sl_printf(mem, "sha256:%s", hex);
}

sl_str sl_test_blob(sl_arena *mem, const char *folder, const char *media_type, sl_str bytes)
{
    sl_err e = {0};
    sl_str digest = sl_test_digest(mem, bytes);
    sl_str blobs = sl_printf(mem, "%s/blobs/sha256", folder);
    assert_ok(sl_folder_make(blobs, &e), &e);
    assert_ok(sl_file_write(sl_path_join(mem, blobs, sl_str_sub(digest, 7, digest.n)), bytes, &e),
              &e);
    return sl_printf(mem, "{\"mediaType\":\"%s\",\"digest\":\"%.*s\",\"size\":%zu}", media_type,
                     SL_FMT(digest), bytes.n);
}

static void write_node(sl_arena *mem, sl_json *j, const char *key, const sl_node *node)
{
    if (node->kind == SL_MAP) {
        sl_json_object(j, key);
        for (size_t i = 0; i < node->n; i++)
            write_node(mem, j, sl_dup_z(mem, node->pairs[i].key->text), node->pairs[i].value);
        sl_json_object_end(j);
    } else if (node->kind == SL_SEQ) {
        sl_json_list(j, key);
        for (size_t i = 0; i < node->n; i++)
            write_node(mem, j, NULL, node->items[i]);
        sl_json_list_end(j);
    } else {
        sl_json_str(j, key, node->text);
    }
}

static char type_of(sl_str name)
{
    return sl_str_is(name, "folder")     ? '5'
           : sl_str_is(name, "link")     ? '2'
           : sl_str_is(name, "hardlink") ? '1'
                                         : '0';
}

static sl_str layer_of(sl_arena *mem, const sl_node *files)
{
    sl_buf tar;
    sl_buf_init(&tar, LAYER_MAX);
    for (size_t i = 0; files && i < files->n; i++) {
        const sl_node *file = files->items[i];
        const sl_node *mode = sl_node_get(file, "mode");
        const sl_node *link = sl_node_get(file, "to");
        sl_test_entry entry = {.type = type_of(sl_node_text(sl_node_get(file, "type"))),
                               .mode = mode ? (unsigned)strtoul(sl_dup_z(mem, mode->text), NULL, 8)
                                            : 0644,
                               .path = sl_dup_z(mem, sl_node_text(sl_node_get(file, "path"))),
                               .link = link ? sl_dup_z(mem, link->text) : NULL,
                               .text = sl_node_text(sl_node_get(file, "text")),
                               .has_capability = sl_node_true(sl_node_get(file, "capability"))};
        sl_test_tar_add(&tar, &entry);
    }
    sl_test_tar_end(&tar);
    sl_str bytes = sl_dup(mem, sl_buf_str(&tar));
    sl_buf_clear(&tar);
    return bytes;
}

/* Configuration and layers while they are written. */
typedef struct writing {
    sl_arena *mem;
    const char *folder;
    sl_buf layers, diff_ids;
} writing;

static void add_layer(writing *w, const sl_node *files)
{
    sl_str tar = layer_of(w->mem, files);
    sl_str descriptor =
        sl_test_blob(w->mem, w->folder, "application/vnd.oci.image.layer.v1.tar", tar);
    sl_buf_addf(&w->layers, "%s%.*s", w->layers.n ? "," : "", SL_FMT(descriptor));
    sl_buf_addf(&w->diff_ids, "%s\"%.*s\"", w->diff_ids.n ? "," : "",
                SL_FMT(sl_test_digest(w->mem, tar)));
}

static sl_str config_of(writing *w, const sl_node *d)
{
    sl_buf buf;
    const sl_node *config = sl_node_get(d, "config");
    const sl_node *history = sl_node_get(d, "history");
    const sl_node *created = sl_node_get(d, "created");
    sl_json j = {.out = &buf};
    sl_buf_init(&buf, DOCUMENT_MAX);
    sl_json_object(&j, NULL);
    sl_json_z(&j, "architecture", "amd64");
    sl_json_z(&j, "os", "linux");
    if (created)
        sl_json_str(&j, "created", created->text);
    if (config)
        write_node(w->mem, &j, "config", config);
    sl_json_list(&j, "history");
    for (size_t i = 0; history && i < history->n; i++) {
        sl_json_object(&j, NULL);
        sl_json_str(&j, "created_by", history->items[i]->text);
        sl_json_object_end(&j);
    }
    sl_json_list_end(&j);
    sl_buf_addf(&buf, ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}",
                w->diff_ids.p ? w->diff_ids.p : "");
    sl_json_object_end(&j);
    sl_str text = sl_dup(w->mem, sl_buf_str(&buf));
    sl_buf_clear(&buf);
    return text;
}

static sl_str annotations_of(sl_arena *mem, const sl_node *d)
{
    sl_buf buf;
    sl_json j = {.out = &buf, .is_compact = true};
    sl_buf_init(&buf, DOCUMENT_MAX);
    if (sl_node_get(d, "annotations"))
        write_node(mem, &j, NULL, sl_node_get(d, "annotations"));
    sl_str text = sl_dup(mem, buf.n ? sl_buf_str(&buf) : SL_S("{}"));
    sl_buf_clear(&buf);
    return text;
}

void sl_test_layout(sl_arena *mem, const char *folder, const sl_node *d)
{
    sl_err e = {0};
    writing w = {.mem = mem, .folder = folder};
    const sl_node *layers = sl_node_get(d, "layers");
    sl_buf_init(&w.layers, DOCUMENT_MAX);
    sl_buf_init(&w.diff_ids, DOCUMENT_MAX);
    for (size_t i = 0; layers && i < layers->n; i++)
        add_layer(&w, layers->items[i]);
    if (!layers)
        add_layer(&w, sl_node_get(d, "files"));
    sl_str config =
        sl_test_blob(mem, folder, "application/vnd.oci.image.config.v1+json", config_of(&w, d));
    sl_str manifest =
        sl_printf(mem, "{\"schemaVersion\":2,\"config\":%.*s,\"layers\":[%s],\"annotations\":%.*s}",
                  SL_FMT(config), w.layers.p, SL_FMT(annotations_of(mem, d)));
    sl_str index = sl_printf(
        mem, "{\"schemaVersion\":2,\"manifests\":[%.*s]}",
        SL_FMT(sl_test_blob(mem, folder, "application/vnd.oci.image.manifest.v1+json", manifest)));
    assert_ok(sl_file_write(sl_printf(mem, "%s/index.json", folder), index, &e), &e);
    assert_ok(sl_file_write(sl_printf(mem, "%s/oci-layout", folder),
                            SL_S("{\"imageLayoutVersion\":\"1.0.0\"}"), &e),
              &e);
    sl_buf_clear(&w.layers);
    sl_buf_clear(&w.diff_ids);
}

void sl_test_layout_of(sl_arena *mem, const char *folder, const char *yaml)
{
    sl_err e = {0};
    sl_node *doc = NULL;
    assert_ok(sl_yaml_read_one(&doc, mem, SL_S("image"), sl_str_of(yaml), &e), &e);
    sl_test_layout(mem, folder, doc);
}
