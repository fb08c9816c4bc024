/* The worker's side of looking through a history: unpacks a run of objects in the order of their
   deltas and asks the scanners about each. For this folder only. */
#ifndef SLUICE_ENGINE_HISTORY_SIFT_H
#define SLUICE_ENGINE_HISTORY_SIFT_H

#include "engine/history/forest.h"
#include "engine/history/past.h"
#include "engine/history/screen.h"

/** What an object of a pack is wanted for: the upper bits are the kind, the lower the number. */
enum {
    SL_WANT_BLOB = 0,
    SL_WANT_COMMIT = 0x40000000,
    SL_WANT_TAG = 0x80000000u,
    SL_WANT_PATH = 0xc0000000u, /* of a path: its name */
    SL_WANT_KIND = 0xc0000000u,
    SL_WANT_NOTHING = 0xffffffffu
};

/** A pack to look through. */
typedef struct sl_sift_pack {
    sl_forest forest;
    const sl_packfile *file;
    uint32_t *wants; /* by number in the forest */
} sl_sift_pack;

/** A run of the forest's order; or of what is looked at one by one. */
typedef struct sl_sift_run {
    size_t pack; /* SIZE_MAX: sl_sift.singles [from, to) */
    size_t from, to, n_wanted;
} sl_sift_run;

/** All that a worker needs; made before it is forked. */
typedef struct sl_sift {
    sl_history *history;
    const sl_screen_spec *spec;
    void **states; /* of the scanners */
    size_t n_open;
    sl_sift_pack *packs;
    struct {
        uint32_t *v;
        size_t n, cap;
    } singles; /* wants */
    struct {
        sl_sift_run *v;
        size_t n, cap;
    } runs;
    struct {
        uint32_t *ends; /* by content: where its paths end in `paths` */
        sl_str *paths;
    } at;
    struct sl_sifter *worker;
} sl_sift;

/** The id of a wanted object. */
sl_id sl_sift_wanted(const sl_history *history, uint32_t want);
/** Writes an sl_past_mark for each wanted object of the run to `out`. */
bool sl_sift_run_look(sl_sift *sift, const sl_sift_run *run, unsigned char *out, sl_err *e);

#endif
