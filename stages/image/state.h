/* The scanner's state, and what its parts share while one platform of an image is looked at. */
#ifndef SLUICE_STAGES_IMAGE_STATE_H
#define SLUICE_STAGES_IMAGE_STATE_H

#include "engine/image/layer.h"
#include "engine/image/packages.h"
#include "stages/image/rules.h"

/** The end of a distribution's support. */
typedef struct sl_image_support {
    sl_str id, version; /* "alpine" "3.18": all versions that begin so */
    sl_str ends;        /* "2025-05-09" */
} sl_image_support;

/** A package and where it was found. */
typedef struct sl_image_fact {
    sl_str image; /* the unit's path as reported */
    sl_str purl, name, version, source, layer;
} sl_image_fact;

/** Facts in the order of units. */
typedef struct sl_image_facts {
    sl_image_fact *v;
    size_t n, cap;
} sl_image_facts;

/** Which file rules may hit an entry, by its name. */
typedef struct sl_image_names {
    sl_map by_name;      /* literal name: list of indices of matches */
    sl_map by_extension; /* ".pem": the same */
    struct sl_image_indices {
        size_t *v;
        size_t n, cap;
    } always;
} sl_image_names;

/** The scanner's state. */
typedef struct sl_image_state {
    sl_arena *mem;
    const sl_options *options;
    const sl_ruleset *rules;
    sl_image_matches matches;
    sl_image_names names;
    sl_regex_room *room;
    struct {
        sl_image_support *v;
        size_t n, cap;
    } support;
    char today[11]; /* "2026-01-31" */
    sl_image_facts facts;
} sl_image_state;

/** One platform while it is looked at. */
typedef struct sl_image_look {
    sl_image_state *state;
    sl_arena *mem; /* of this platform */
    sl_sink *sink;
    const sl_image_platform *platform;
    sl_str where;     /* resource of findings on the configuration */
    sl_str platforms; /* the same where there are several, else empty: of findings on files */
    sl_fs *tree;
    sl_image_meter *meter;
    sl_map *told;   /* rule and path of findings of this image */
    sl_err *broken; /* a failure inside a visit */
} sl_image_look;

/** A finding that is not of a file: `detail` says what of it, `identity` makes it the same later.
 */
void sl_image_tell(sl_image_look *look, const sl_image_match *match, sl_str detail,
                   sl_str identity);
/** True when the expression matches; NULL matches all when `fallback` is set, else nothing. */
bool sl_image_matches_text(sl_image_look *look, const sl_regex *regex, sl_str text, bool fallback);

/** settings.c: findings on the configuration. */
void sl_image_check_settings(sl_image_look *look);
/** system.c: the end of support, accounts, the base image; needs the tree. */
void sl_image_check_system(sl_image_look *look);
/** system.c: the base image as the image names it, without registry defaults and digest. */
sl_str sl_image_base(const sl_image_look *look);
/** files.c: sorts the file rules by names, once. */
void sl_image_names_init(sl_image_state *state);
/** files.c: what looks at entries; its context is the look. */
extern const sl_layer_visitor sl_image_visitor;
/** files.c: findings on files, after all layers. */
void sl_image_check_files(sl_image_look *look);
/** files.c: the kept content of the file at `path`, links followed, and its layer. */
sl_str sl_image_kept(const sl_image_look *look, sl_str path, unsigned *layer);
/** files.c: the kept content of a node itself; its p is NULL when there is none. */
sl_str sl_image_kept_at(const sl_image_look *look, uint32_t node, unsigned *layer);
/** inventory.c: hands the installed packages to the sink as facts. */
bool sl_image_inventory(sl_image_look *look, sl_err *e);
/** inventory.c: the scanner's `gather`. */
bool sl_image_gather(void *state, const sl_unit *unit, sl_str fact, sl_err *e);
/** inventory.c: the distribution by /etc/os-release, empty where there is none. */
void sl_image_release(const sl_image_look *look, sl_release *out);

#endif
