/* How the bytes of a pack are laid out: a head, the frozen documents and texts, the blobs, then the
   rows that say where everything is. Written by builder.c, read by pack.c; both on one machine. */
#ifndef SLUICE_ENGINE_RULES_LAYOUT_H
#define SLUICE_ENGINE_RULES_LAYOUT_H

#include "base/digest.h"
#include "sluice/err.h"

/** Raised with every change of the layout or of what kinds keep in their blobs. */
enum { SL_PACK_VERSION = 3 };

enum {
    SL_PACK_ALIGN = 64,        /* of the pack in memory, and of blobs in the pack */
    SL_PACK_KIND_TEXT = 16,    /* name of the stage kind, terminated */
    SL_PACK_ENGINE_TEXT = 104, /* versions of sluice, Vectorscan and the processor, terminated */
    SL_PACK_RULES_MAX = 50000
};

/** No compiled pack is larger. */
#define SL_PACK_BYTES_MAX ((size_t)256 << 20)

/** Some bytes of the pack. */
typedef struct sl_pack_span {
    uint64_t at, n;
} sl_pack_span;

/** A rule: its id and its frozen whole. */
typedef struct sl_pack_rule_row {
    sl_pack_span id, rule;
} sl_pack_rule_row;

/** A blob and its name. */
typedef struct sl_pack_blob_row {
    sl_pack_span name, bytes;
} sl_pack_blob_row;

/** The first bytes of a pack. `source` is the digest of what it was compiled from, `body` of all
    bytes after the head. */
typedef struct sl_pack_head {
    char magic[8];
    uint32_t version, head_bytes;
    uint64_t size;
    char kind[SL_PACK_KIND_TEXT];
    char engine[SL_PACK_ENGINE_TEXT];
    unsigned char source[SL_SHA256_BYTES], body[SL_SHA256_BYTES];
    uint64_t n_rules, n_extras, n_blobs;
    uint64_t rules_at, extras_at, blobs_at; /* rows of sl_pack_rule_row, sl_pack_span, …blob_row */
} sl_pack_head;

/** Fills magic, versions and kind, as this build writes and accepts them. */
void sl_pack_head_init(sl_pack_head *head, sl_str kind);

#endif
