/* The image stage: reads an image in place, layer by layer, and checks each of its platforms. */
#include <time.h>

#include "base/json.h"
#include "engine/image/unpack.h"
#include "engine/rules/pack.h"
#include "sluice/stage.h"
#include "stages/image/example.h"
#include "stages/image/state.h"

static const sl_option_spec options[] = {
    {"path", SL_OPT_TEXT, NULL, "the image: an OCI layout, or an archive of one or of docker save",
     false, NULL},
    {"platform", SL_OPT_TEXT, NULL, "look at this platform only (linux/arm64); empty: at all",
     false, NULL},
    {"ports", SL_OPT_LIST, "80,443,1024-65535,1024-65535/udp", "ports that may be exposed", false,
     NULL},
    {"bases", SL_OPT_LIST, NULL, "base images that may be used (debian:*); empty: any", false,
     NULL},
    {"tools", SL_OPT_LIST, NULL, "programs that may stay although a rule calls them unneeded",
     false, NULL},
    {"max_unpacked", SL_OPT_SIZE, "20G", "bytes that the image may unpack to", false, NULL},
    {0},
};

/* `_releases.yml`: until when a distribution is supported, by id and version. */
static void read_support(sl_image_state *s, const sl_node *releases)
{
    for (size_t i = 0; releases && i < releases->n; i++) {
        const sl_node *versions = releases->pairs[i].value;
        for (size_t k = 0; versions->kind == SL_MAP && k < versions->n; k++)
            *sl_list_add(s->mem, &s->support) =
                (sl_image_support){releases->pairs[i].key->text, versions->pairs[k].key->text,
                                   sl_node_text(versions->pairs[k].value)};
    }
}

static void read_extras(sl_image_state *s)
{
    for (size_t p = 0; p < sl_ruleset_packs(s->rules); p++) {
        size_t first;
        const sl_pack *pack = sl_ruleset_pack(s->rules, p, &first);
        const sl_node *doc = NULL;
        for (size_t i = 0; (doc = sl_pack_extra(pack, i)); i++) {
            const sl_node *releases = sl_node_get(doc, "releases");
            read_support(s, releases && releases->kind == SL_MAP ? releases : NULL);
        }
    }
}

static bool open_scanner(void **out, const sl_scan_setup *setup, sl_err *e)
{
    sl_image_state *s = sl_alloc(setup->mem, sizeof *s);
    time_t now = time(NULL);
    struct tm day;
    *out = s;
    s->mem = setup->mem;
    s->options = setup->options;
    s->rules = setup->rules;
    if (gmtime_r(&now, &day))
        strftime(s->today, sizeof s->today, "%Y-%m-%d", &day);
    for (size_t i = 0; i < sl_ruleset_count(s->rules); i++)
        if (!sl_image_rule_matches(&s->matches, s->mem, sl_ruleset_rule(s->rules, i), i, e))
            return false;
    read_extras(s);
    sl_image_names_init(s);
    s->room = sl_regex_room_open(s->mem);
    return sl_unpack_prepare(e);
}

static bool wants(const void *state, const sl_unit *unit)
{
    (void)state;
    return unit->kind == SL_UNIT_IMAGE || sl_str_ends(unit->path, SL_S(SL_IMAGE_EXAMPLE_END));
}

static bool apply_layers(sl_image_look *look, sl_store *store, sl_err *e)
{
    sl_layer_visitor visitor = sl_image_visitor;
    sl_layer_work work = {look->mem, store, look->tree, look->meter, &visitor};
    visitor.context = look;
    for (size_t i = 0; i < look->platform->layers.n; i++) {
        if (!sl_layer_apply(&work, &look->platform->layers.v[i], e))
            return false;
        if (look->broken->kind) {
            *e = *look->broken;
            return sl_fail_more(e, "%.*s", SL_FMT(look->platform->layers.v[i].label));
        }
    }
    return true;
}

static bool look_at(sl_image_look *look, sl_store *store, sl_err *e)
{
    sl_err broken = {0};
    look->broken = &broken;
    look->meter->n_entries = look->meter->n_kept = 0;
    look->tree = sl_fs_new(look->mem);
    if (!apply_layers(look, store, e))
        return false;
    sl_image_check_settings(look);
    sl_image_check_system(look);
    sl_image_check_files(look);
    if (broken.kind)
        return *e = broken, false;
    return sl_image_inventory(look, e);
}

/* Where findings on a configuration are: with several images in one layout, in which of them. */
static sl_str where(const sl_image *image, size_t i, sl_arena *mem)
{
    const sl_image_platform *p = &image->v[i];
    bool is_unique = true;
    for (size_t k = 0; k < image->n; k++)
        is_unique &= k == i || !sl_str_eq(image->v[k].name, p->name);
    if (image->n == 1)
        return SL_S("config");
    return is_unique || !p->tag.n ? p->name
                                  : sl_printf(mem, "%.*s %.*s", SL_FMT(p->tag), SL_FMT(p->name));
}

static bool scan_open(sl_image_state *s, sl_store *store, sl_image_meter *meter, sl_sink *sink,
                      sl_err *e)
{
    sl_image image;
    sl_map told = {0};
    sl_arena *mem = sl_sink_mem(sink);
    if (!sl_image_read(&image, mem, store, sl_options_text(s->options, "platform"), e))
        return false;
    for (size_t i = 0; i < image.n; i++) {
        sl_image_look look = {.state = s,
                              .mem = sl_arena_new(),
                              .sink = sink,
                              .platform = &image.v[i],
                              .where = where(&image, i, mem),
                              .meter = meter,
                              .told = &told};
        look.platforms = image.n > 1 ? look.where : (sl_str){0};
        bool ok = look_at(&look, store, e);
        sl_arena_free(look.mem);
        if (!ok)
            return image.n == 1 ? false : sl_fail_more(e, "%.*s", SL_FMT(image.v[i].name));
    }
    return true;
}

/* The image of a rule's example, with the options that the example has. */
static bool scan_example(const sl_image_state *state, sl_str text, sl_sink *sink, sl_err *e)
{
    enum { ARCHIVE_MAX = 64 << 20 };
    sl_buf archive;
    sl_node *doc = NULL;
    sl_options *given = NULL;
    sl_store *store = NULL;
    sl_image_state s = *state;
    sl_image_meter meter = {.unpacked_max = ARCHIVE_MAX};
    sl_arena *mem = sl_sink_mem(sink);
    if (!sl_json_read(&doc, mem, SL_S("example"), text, e) ||
        !sl_options_read(&given, mem, options, SL_S("example"), sl_node_get(doc, "options"), e))
        return false;
    s.options = given;
    sl_buf_init(&archive, ARCHIVE_MAX);
    bool ok = sl_image_example_write(&archive, mem, doc, e) &&
              sl_store_open_bytes(&store, mem, sl_buf_str(&archive), ARCHIVE_MAX, e) &&
              scan_open(&s, store, &meter, sink, e);
    sl_store_close(store);
    sl_buf_clear(&archive);
    return ok;
}

static bool scan(void *state, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    sl_image_state *s = state;
    sl_store *store = NULL;
    if (unit->kind != SL_UNIT_IMAGE)
        return scan_example(s, text, sink, e);
    sl_image_meter meter = {.unpacked_max = sl_options_number(s->options, "max_unpacked")};
    bool ok = sl_store_open(&store, sl_sink_mem(sink), unit->path, meter.unpacked_max, e) &&
              scan_open(s, store, &meter, sink, e);
    sl_store_close(store);
    return ok;
}

static void close_scanner(void *state)
{
    sl_image_state *s = state;
    sl_regex_room_close(s->room);
    sl_image_matches_close(&s->matches);
}

static bool compile(sl_pack_builder *builder, sl_err *e)
{
    (void)builder; /* rules are few and asked one by one: nothing to prepare */
    (void)e;
    return true;
}

static const sl_scanner scanner = {
    .open = open_scanner,
    .wants = wants,
    .scan = scan,
    .gather = sl_image_gather,
    .close = close_scanner,
};

static bool claims(const sl_node *doc)
{
    return sl_str_is(sl_node_text(sl_node_get(doc, "kind")), "image");
}

static const sl_rule_kind rules = {.read = sl_image_rule_read,
                                   .compile = compile,
                                   .claims = claims,
                                   .examples = sl_image_examples};

const sl_stage_kind sl_stage_image = {
    .name = "image",
    .summary = "check a container image and take stock of its packages",
    .traits = SL_SCANS | SL_SEES_IMAGES,
    .options = options,
    .scanner = &scanner,
    .rules = &rules,
};
