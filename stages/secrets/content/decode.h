/* What is written in another coding: base64, hex, percent signs, \u and \x escapes, UTF-16. The
   decoded parts of a text, each with what stands around it, become a text of their own. */
#ifndef SLUICE_STAGES_SECRETS_CONTENT_DECODE_H
#define SLUICE_STAGES_SECRETS_CONTENT_DECODE_H

#include "sluice/arena.h"
#include "stages/secrets/content/coding.h"

/** A run of bytes of the decoded text and the bytes of the text above that it came from. */
typedef struct sl_secret_piece {
    sl_secret_coding coding;
    size_t from, from_end; /* in the text above */
    size_t at, end;        /* in the decoded text */
    bool is_apart;         /* what is before it in the decoded text is not so in the one above */
} sl_secret_piece;

/** A text that was decoded from another; level 0 is the file, which has no pieces. */
typedef struct sl_secret_level {
    const struct sl_secret_level *above;
    sl_str text;
    unsigned forms; /* of escapes (escape.h) */
    struct {
        sl_secret_piece *v;
        size_t n, cap;
    } pieces;
} sl_secret_level;

/** Finds what is encoded in `above` and decodes it; false when there is nothing. The result is
   never longer than the text above. */
bool sl_secret_decode(sl_secret_level *out, sl_arena *mem, const sl_secret_level *above);
/** True when [start, end) of the level's text touches a piece that was decoded there (always at
    level 0). */
bool sl_secret_is_decoded(const sl_secret_level *level, size_t start, size_t end);
/** True when what is in [start, end) of the level's text also stands together in the file. */
bool sl_secret_is_together(const sl_secret_level *level, size_t start, size_t end);
/** The bytes of the file that [start, end) of the level's text came from; `codings` gets a bit for
    each coding on the way (1 << coding). */
void sl_secret_origin(const sl_secret_level *level, size_t *start, size_t *end, unsigned *codings);

#endif
