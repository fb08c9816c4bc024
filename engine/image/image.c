/* From index.json or manifest.json down to configurations and layers. */
#include "engine/image/image.h"

#include "base/digest.h"
#include "base/json.h"
#include "base/map.h"

enum { HEX = 2 * SL_SHA256_BYTES };
enum { PREFIX_N = sizeof "sha256:" - 1 };

typedef struct reading {
    sl_arena *mem;
    sl_store *store;
    sl_image *out;
    sl_str wanted;
    sl_map seen; /* digests of manifests */
    size_t n_manifests;
} reading;

/* What an index says of a manifest, or a manifest of a blob. */
typedef struct descriptor {
    sl_str digest, media_type;
    uint64_t size; /* UINT64_MAX: not said */
    const sl_node *node;
} descriptor;

static bool is_digest(sl_str s)
{
    if (s.n != PREFIX_N + HEX || !sl_str_starts(s, SL_S("sha256:")))
        return false;
    for (size_t i = PREFIX_N; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
            return false;
    return true;
}

static bool read_descriptor(descriptor *out, const sl_node *node, sl_str in, sl_err *e)
{
    const sl_node *size = sl_node_get(node, "size");
    *out = (descriptor){sl_node_text(sl_node_get(node, "digest")),
                        sl_node_text(sl_node_get(node, "mediaType")), UINT64_MAX, node};
    if (!is_digest(out->digest))
        return sl_fail(e, SL_EPARSE, "%.*s:%u:%u: '%.*s' is no digest (sha256: and 64 hex digits)",
                       SL_FMT(in), node->line, node->column,
                       SL_FMT(sl_str_sub(out->digest, 0, 80)));
    if (size && (size->kind != SL_INT || size->integer < 0))
        return sl_fail(e, SL_EPARSE, "%.*s:%u:%u: a size that is no size", SL_FMT(in), size->line,
                       size->column);
    if (size)
        out->size = (uint64_t)size->integer;
    return true;
}

/* A layout keeps blobs by digest below blobs/; skopeo's `dir:` beside the manifest. */
static sl_str blob_name(reading *r, sl_str digest)
{
    sl_str hex = sl_str_sub(digest, PREFIX_N, digest.n);
    sl_str name = sl_printf(r->mem, "blobs/sha256/%.*s", SL_FMT(hex));
    if (!sl_store_has(r->store, name) && sl_store_has(r->store, hex))
        return hex;
    return name;
}

static bool check_digest(sl_str bytes, sl_str digest, sl_err *e)
{
    unsigned char sum[SL_SHA256_BYTES];
    char hex[HEX + 1];
    sl_sha256(sum, bytes);
    sl_hex(hex, sum, sizeof sum);
    if (sl_str_is(sl_str_sub(digest, PREFIX_N, digest.n), hex))
        return true;
    return sl_fail(e, SL_EPARSE, "blob %.*s does not match its digest", SL_FMT(digest));
}

/* Reads a document of the store into the arena. */
static bool read_document(reading *r, sl_str name, sl_str *text, sl_err *e)
{
    sl_buf buf;
    sl_buf_init(&buf, SL_IMAGE_DOCUMENT_MAX);
    bool ok = sl_store_read(r->store, name, &buf, e);
    if (ok)
        *text = sl_dup(r->mem, sl_buf_str(&buf));
    sl_buf_clear(&buf);
    return ok;
}

static bool read_blob(reading *r, const descriptor *d, sl_str *text, sl_err *e)
{
    sl_str name = blob_name(r, d->digest);
    if (!sl_store_has(r->store, name))
        return sl_fail(e, SL_ENOENT, "blob %.*s is missing", SL_FMT(d->digest));
    if (!read_document(r, name, text, e))
        return false;
    if (d->size != UINT64_MAX && d->size != text->n)
        return sl_fail(e, SL_EPARSE, "blob %.*s has %zu bytes, not the %llu of its descriptor",
                       SL_FMT(d->digest), text->n, (unsigned long long)d->size);
    return check_digest(*text, d->digest, e);
}

static bool read_json(reading *r, sl_str label, sl_str text, sl_node **doc, sl_err *e)
{
    if (!sl_json_read(doc, r->mem, label, text, e))
        return false;
    return (*doc)->kind == SL_MAP || (*doc)->kind == SL_SEQ ||
           sl_fail(e, SL_EPARSE, "%.*s is a %s, not a map", SL_FMT(label), sl_node_kind_name(*doc));
}

static void read_annotations(reading *r, const sl_node *doc, sl_image_pairs *out)
{
    const sl_node *map = sl_node_get(doc, "annotations");
    for (size_t i = 0; map && map->kind == SL_MAP && i < map->n; i++)
        *sl_list_add(r->mem, out) =
            (sl_image_pair){map->pairs[i].key->text, sl_node_text(map->pairs[i].value)};
}

static sl_str platform_name(sl_arena *mem, sl_str os, sl_str architecture, sl_str variant)
{
    return sl_printf(mem, "%.*s/%.*s%s%.*s", SL_FMT(os.n ? os : SL_S("unknown")),
                     SL_FMT(architecture.n ? architecture : SL_S("unknown")), variant.n ? "/" : "",
                     SL_FMT(variant));
}

/* "linux/arm" wants all variants of it. */
static bool is_wanted(const reading *r, sl_str name)
{
    if (!r->wanted.n || sl_str_eq(name, r->wanted))
        return true;
    return sl_str_starts(name, r->wanted) && name.p[r->wanted.n] == '/';
}

static bool contains(sl_str s, const char *part)
{
    return sl_str_find(s, sl_str_of(part), 0) != SIZE_MAX;
}

/* An archive of files, and not a signature, a chart or something else that registries keep. */
static bool is_layer_type(sl_str type)
{
    return !type.n || contains(type, "image.layer.") || contains(type, "image.rootfs.");
}

static bool is_encrypted(sl_str type)
{
    return sl_str_ends(type, SL_S("+encrypted"));
}

static bool add_layer(reading *r, sl_image_platform *p, const descriptor *d, sl_err *e)
{
    if (p->layers.n == SL_IMAGE_LAYERS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d layers (limit layers)", SL_IMAGE_LAYERS_MAX);
    if (is_encrypted(d->media_type))
        return sl_fail(e, SL_ENOTSUP, "blob %.*s is an encrypted layer; decrypt the image first",
                       SL_FMT(d->digest));
    size_t i = p->layers.n;
    const sl_node *urls = sl_node_get(d->node, "urls");
    *sl_list_add(r->mem, &p->layers) = (sl_image_layer){
        .label = sl_printf(r->mem, "blob %.*s", SL_FMT(d->digest)),
        .name = blob_name(r, d->digest),
        .digest = d->digest,
        .diff_id = i < p->config.diff_ids.n ? p->config.diff_ids.v[i] : (sl_str){0},
        .size = d->size,
        .is_foreign = urls && urls->kind == SL_SEQ && urls->n};
    return true;
}

static bool check_layers(const sl_image_platform *p, sl_str label, sl_err *e)
{
    size_t n = p->config.diff_ids.n;
    if (n && n != p->layers.n)
        return sl_fail(e, SL_EPARSE, "%.*s has %zu layers, its configuration speaks of %zu",
                       SL_FMT(label), p->layers.n, n);
    for (size_t i = 0; i < n; i++)
        if (!is_digest(p->config.diff_ids.v[i]))
            return sl_fail(e, SL_EPARSE, "the configuration of %.*s has a bad diff_id",
                           SL_FMT(label));
    return true;
}

static bool read_layers(reading *r, sl_image_platform *p, const sl_node *doc, sl_str label,
                        sl_err *e)
{
    const sl_node *layers = sl_node_get(doc, "layers");
    for (size_t i = 0; layers && i < layers->n; i++) {
        descriptor d;
        if (!read_descriptor(&d, layers->items[i], label, e) || !add_layer(r, p, &d, e))
            return false;
    }
    return check_layers(p, label, e);
}

/* False for what is no image of a file system: attestations, signatures, charts. */
static bool is_image(const sl_node *doc)
{
    const sl_node *layers = sl_node_get(doc, "layers");
    sl_str config = sl_node_text(sl_node_path(doc, "config.mediaType"));
    if (config.n && !contains(config, "image.config.") && !contains(config, "container.image."))
        return false;
    for (size_t i = 0; layers && layers->kind == SL_SEQ && i < layers->n; i++)
        if (!is_layer_type(sl_node_text(sl_node_get(layers->items[i], "mediaType"))))
            return false;
    return true;
}

static bool read_manifest(reading *r, const sl_node *doc, sl_str label, sl_str tag, sl_err *e)
{
    descriptor d;
    sl_str text;
    sl_image_platform p = {.tag = tag};
    const sl_node *layers = sl_node_get(doc, "layers");
    if (!is_image(doc))
        return true;
    if (!layers || layers->kind != SL_SEQ)
        return sl_fail(e, SL_EPARSE, "%.*s has no list of layers", SL_FMT(label));
    if (!read_descriptor(&d, sl_node_get(doc, "config") ? sl_node_get(doc, "config") : doc, label,
                         e) ||
        !read_blob(r, &d, &text, e) ||
        !sl_image_config_read(&p.config, r->mem, sl_printf(r->mem, "blob %.*s", SL_FMT(d.digest)),
                              text, e))
        return false;
    p.name = platform_name(r->mem, p.config.os, p.config.architecture, p.config.variant);
    if (!is_wanted(r, p.name))
        return true;
    read_annotations(r, doc, &p.annotations);
    if (!read_layers(r, &p, doc, label, e))
        return false;
    *sl_list_add(r->mem, r->out) = p;
    return true;
}

/* What an index says of a manifest's platform; empty when it does not. */
static sl_str said_platform(reading *r, const sl_node *node)
{
    const sl_node *platform = sl_node_get(node, "platform");
    if (!platform || platform->kind != SL_MAP)
        return (sl_str){0};
    return platform_name(r->mem, sl_node_text(sl_node_get(platform, "os")),
                         sl_node_text(sl_node_get(platform, "architecture")),
                         sl_node_text(sl_node_get(platform, "variant")));
}

static bool is_attestation(reading *r, const sl_node *node)
{
    const sl_node *annotations = sl_node_get(node, "annotations");
    return sl_node_get(annotations, "vnd.docker.reference.type") != NULL ||
           sl_str_is(said_platform(r, node), "unknown/unknown");
}

/* An index and what is left to read of it. */
typedef struct level {
    const sl_node *manifests;
    size_t next;
    sl_str label, tag;
} level;

static bool enter_index(level *levels, size_t *depth, const sl_node *doc, sl_str label, sl_err *e)
{
    const sl_node *manifests = sl_node_get(doc, "manifests");
    if (*depth == SL_IMAGE_INDEX_DEPTH_MAX)
        return sl_fail(e, SL_ETOOBIG, "indexes nest more than %d deep (limit index depth)",
                       SL_IMAGE_INDEX_DEPTH_MAX);
    if (!manifests || manifests->kind != SL_SEQ)
        return sl_fail(e, SL_EPARSE, "%.*s has no list of manifests", SL_FMT(label));
    sl_str tag = *depth ? levels[*depth - 1].tag : (sl_str){0};
    levels[(*depth)++] = (level){manifests, 0, label, tag};
    return true;
}

static bool count_manifest(reading *r, sl_str digest, bool *is_new, sl_err *e)
{
    *is_new = sl_map_put(&r->seen, r->mem, digest, NULL);
    if (*is_new && r->n_manifests++ == SL_IMAGE_MANIFESTS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d manifests (limit manifests)",
                       SL_IMAGE_MANIFESTS_MAX);
    return true;
}

static bool read_member(reading *r, level *levels, size_t *depth, const sl_node *node, sl_err *e)
{
    descriptor d;
    bool is_new;
    sl_str text;
    sl_node *doc = NULL;
    level *here = &levels[*depth - 1];
    sl_str said = said_platform(r, node);
    sl_str name = sl_node_text(
        sl_node_get(sl_node_get(node, "annotations"), "org.opencontainers.image.ref.name"));
    if (name.n)
        here->tag = name;
    if (!read_descriptor(&d, node, here->label, e) || !count_manifest(r, d.digest, &is_new, e))
        return false;
    if (!is_new || is_attestation(r, node) || (said.n && !is_wanted(r, said)))
        return true;
    sl_str label = sl_printf(r->mem, "blob %.*s", SL_FMT(d.digest));
    if (!read_blob(r, &d, &text, e))
        return said.n ? sl_fail_more(e, "platform %.*s (the option 'platform' takes another)",
                                     SL_FMT(said))
                      : false;
    if (!read_json(r, label, text, &doc, e))
        return false;
    if (sl_node_get(doc, "manifests"))
        return enter_index(levels, depth, doc, label, e);
    return read_manifest(r, doc, label, here->tag, e);
}

static bool read_index(reading *r, const sl_node *doc, sl_str label, sl_err *e)
{
    level levels[SL_IMAGE_INDEX_DEPTH_MAX];
    size_t depth = 0;
    if (!enter_index(levels, &depth, doc, label, e))
        return false;
    while (depth) {
        level *here = &levels[depth - 1];
        if (here->next == here->manifests->n)
            depth--;
        else if (!read_member(r, levels, &depth, here->manifests->items[here->next++], e))
            return false;
    }
    return true;
}

/* One image of a `docker save` archive: names of the configuration and of layers. */
static bool read_saved(reading *r, const sl_node *saved, sl_err *e)
{
    sl_image_platform p = {0};
    sl_str text;
    sl_str config = sl_node_text(sl_node_get(saved, "Config"));
    sl_strs layers = sl_node_texts(r->mem, sl_node_get(saved, "Layers"));
    sl_strs tags = sl_node_texts(r->mem, sl_node_get(saved, "RepoTags"));
    if (!config.n)
        return sl_fail(e, SL_EPARSE, "manifest.json names no configuration");
    if (layers.n > SL_IMAGE_LAYERS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d layers (limit layers)", SL_IMAGE_LAYERS_MAX);
    if (!read_document(r, config, &text, e) ||
        !sl_image_config_read(&p.config, r->mem, config, text, e))
        return false;
    sl_str digest = sl_printf(r->mem, "sha256:%.*s", SL_FMT(sl_str_sub(config, 0, HEX)));
    if (is_digest(digest) && !check_digest(text, digest, e))
        return false;
    p.name = platform_name(r->mem, p.config.os, p.config.architecture, p.config.variant);
    p.tag = tags.n ? tags.v[0] : (sl_str){0};
    for (size_t i = 0; i < layers.n; i++)
        *sl_list_add(r->mem, &p.layers) = (sl_image_layer){
            .label = sl_printf(r->mem, "layer %.*s", SL_FMT(layers.v[i])),
            .name = layers.v[i],
            .diff_id = i < p.config.diff_ids.n ? p.config.diff_ids.v[i] : (sl_str){0},
            .size = UINT64_MAX};
    if (!check_layers(&p, SL_S("manifest.json"), e))
        return false;
    if (is_wanted(r, p.name))
        *sl_list_add(r->mem, r->out) = p;
    return true;
}

static bool read_saves(reading *r, const sl_node *list, sl_err *e)
{
    if (list->n > SL_IMAGE_MANIFESTS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d manifests (limit manifests)",
                       SL_IMAGE_MANIFESTS_MAX);
    for (size_t i = 0; i < list->n; i++)
        if (!read_saved(r, list->items[i], e))
            return false;
    return true;
}

static bool read_top(reading *r, sl_err *e)
{
    sl_str text;
    sl_node *doc = NULL;
    bool is_layout = sl_store_has(r->store, SL_S("index.json"));
    sl_str name = is_layout ? SL_S("index.json") : SL_S("manifest.json");
    if (!sl_store_has(r->store, name))
        return sl_fail(e, SL_EPARSE,
                       "it is no image: neither index.json (an OCI layout) nor manifest.json (an "
                       "archive of docker save) is there");
    if (!read_document(r, name, &text, e) || !read_json(r, name, text, &doc, e))
        return false;
    if (is_layout)
        return read_index(r, doc, name, e);
    if (doc->kind == SL_SEQ)
        return read_saves(r, doc, e);
    if (sl_node_get(doc, "manifests"))
        return read_index(r, doc, name, e);
    return read_manifest(r, doc, name, (sl_str){0}, e);
}

bool sl_image_read(sl_image *out, sl_arena *mem, sl_store *store, sl_str platform, sl_err *e)
{
    reading r = {.mem = mem, .store = store, .out = out, .wanted = platform};
    *out = (sl_image){0};
    if (!read_top(&r, e))
        return false;
    if (!out->n && platform.n)
        return sl_fail(e, SL_ENOENT, "the image has no platform %.*s", SL_FMT(platform));
    return out->n || sl_fail(e, SL_ENOENT, "there is no image in it, only other artifacts");
}
