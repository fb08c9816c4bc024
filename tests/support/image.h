/* Images for tests: written as OCI layouts from short descriptions. */
#ifndef SLUICE_TESTS_IMAGE_H
#define SLUICE_TESTS_IMAGE_H

#include "sluice/buf.h"
#include "sluice/node.h"

/** An entry of a tar archive. `type` is a tar type flag: '0' file, '1' hard link, '2' link,
    '5' folder. */
typedef struct sl_test_entry {
    char type;
    unsigned mode;
    const char *path, *link;
    sl_str text;
    bool has_capability; /* as a pax header in front */
} sl_test_entry;

/** Appends an entry to the tar archive in `out`. */
void sl_test_tar_add(sl_buf *out, const sl_test_entry *entry);
/** Appends the end of the archive. */
void sl_test_tar_end(sl_buf *out);
/** Writes `bytes` as a blob of the layout in `folder` and returns its descriptor as JSON. */
sl_str sl_test_blob(sl_arena *mem, const char *folder, const char *media_type, sl_str bytes);
/** "sha256:…" of the bytes. */
sl_str sl_test_digest(sl_arena *mem, sl_str bytes);
/** Writes an OCI layout of one image to `folder` (which exists) by a description: the keys
   `config`, `annotations`, `history` (a list of texts), `created`, and `files` (one layer) or
   `layers`. */
void sl_test_layout(sl_arena *mem, const char *folder, const sl_node *description);
/** The same for a description in YAML. */
void sl_test_layout_of(sl_arena *mem, const char *folder, const char *yaml);

#endif
