/* What a scanner looks at: a file of a source, a group of files, or an image. */
#ifndef SLUICE_UNIT_H
#define SLUICE_UNIT_H

#include "sluice/str.h"

typedef enum sl_unit_kind {
    SL_UNIT_FILE,
    SL_UNIT_SYMLINK,   /* its content is the target's path */
    SL_UNIT_SUBMODULE, /* a commit of another repository: nothing to read */
    SL_UNIT_IMAGE      /* a container image: an OCI layout folder or an archive on disk */
} sl_unit_kind;

/** What a content id was made with. */
typedef enum sl_id_kind { SL_ID_NONE, SL_ID_GIT_SHA1, SL_ID_SHA256 } sl_id_kind;

/** The id of a content: git's blob id, or the SHA-256 of the bytes where there is no git. */
typedef struct sl_id {
    sl_id_kind kind;
    unsigned char bytes[32]; /* 20 used for SHA-1 */
} sl_id;

/** What a unit is in a comparison with a base. */
typedef enum sl_unit_role {
    SL_ROLE_TESTED,  /* it is looked at */
    SL_ROLE_CONTEXT, /* part of the tree that is looked at, unchanged and not looked at itself */
    SL_ROLE_OLD      /* what the base has instead of a unit that was changed or removed */
} sl_unit_role;

/** One unit. `path` is relative to the source's root with '/', the bytes as they are;
    `label` is the path as reported (bytes that are not UTF-8 percent-encoded). */
typedef struct sl_unit {
    sl_unit_kind kind;
    sl_str path;
    sl_str label;
    uint32_t mode; /* git mode: 0100644, 0100755, 0120000, 0160000 */
    uint64_t size; /* bytes; UINT64_MAX when not known before reading */
    sl_id id;      /* SL_ID_NONE until the content was read, where the source does not know it */
    sl_str skip;   /* the reason why nothing may scan it ("git submodule", …); else empty */
    sl_unit_role role;
    bool is_unchanged; /* the base has the same content at the path, as far as ids tell */
    sl_str error;  /* the reason why it cannot be read (seen while listing); it has failed */
} sl_unit;

/** The units of a source, ordered by the bytes of their paths. */
typedef struct sl_units {
    sl_unit *v;
    size_t n, cap;
} sl_units;

#endif
