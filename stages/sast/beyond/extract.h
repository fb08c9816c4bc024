/* Rules of `mode: extract`: what they match is scanned as a text of another language. */
#ifndef SLUICE_STAGES_SAST_BEYOND_EXTRACT_H
#define SLUICE_STAGES_SAST_BEYOND_EXTRACT_H

#include "stages/sast/matches/matches.h"
#include "sluice/rule.h"

/** What becomes of a text before it is scanned. */
typedef enum sl_sast_transform {
    SL_TRANSFORM_NONE,
    SL_TRANSFORM_UNQUOTE, /* a string is what it says */
    SL_TRANSFORM_JSON     /* a JSON array of strings is what they say, one after the other */
} sl_sast_transform;

/** What a rule takes out. */
typedef struct sl_sast_extract {
    sl_str metavariable;
    size_t language; /* SIZE_MAX: `generic` and the like */
    sl_sast_transform transform;
    bool is_joined;           /* all of one file are one text */
    sl_strs include, exclude; /* ids of the rules that scan it */
} sl_sast_extract;

/** Bytes that came from one place of the file. */
typedef struct sl_sast_piece {
    size_t at, from, n;
} sl_sast_piece;

/** A text that was taken out. */
typedef struct sl_sast_cutting {
    const sl_sast_extract *extract;
    sl_str rule; /* the id of the rule that took it out */
    sl_buf text;
    struct {
        sl_sast_piece *v;
        size_t n, cap;
    } pieces;
} sl_sast_cutting;

/** Texts that were taken out. */
typedef struct sl_sast_cuttings {
    sl_sast_cutting **v;
    size_t n, cap;
} sl_sast_cuttings;

enum { SL_SAST_CUTTINGS_MAX = 1000, SL_SAST_CUTTING_BYTES_MAX = 16 << 20 };

/** Reads the keys of a rule of the mode. */
bool sl_sast_extract_read(sl_sast_extract **out, sl_arena *mem, const sl_rule *rule, sl_err *e);
/** Takes what the matches of the rule `id` bind out of `file`; SL_ETOOBIG names the limit. */
bool sl_sast_extract_cut(sl_sast_cuttings *out, sl_arena *mem, const sl_sast_extract *extract,
                         const sl_sast_matches *matches, sl_str id, sl_str file, sl_err *e);
/** The place in the file of a region of the cutting; false when it is not one region there. */
bool sl_sast_cutting_place(const sl_sast_cutting *cutting, sl_span *region);
/** Whether the rule of that id is to scan what was taken out. */
bool sl_sast_extract_wants(const sl_sast_extract *extract, sl_str id);

#endif
