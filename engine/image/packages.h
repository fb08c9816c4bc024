/* What package managers have installed in an image: dpkg (deb-control(5), status and the status.d
   of distroless images), apk (the installed database, v2 index format), os-release(5), and package
   URLs (purl-spec) of all that. */
#ifndef SLUICE_ENGINE_IMAGE_PACKAGES_H
#define SLUICE_ENGINE_IMAGE_PACKAGES_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** A distribution by its os-release file. */
typedef struct sl_release {
    sl_str id;      /* "debian" */
    sl_str version; /* "12" */
    sl_str name;    /* "Debian GNU/Linux 12 (bookworm)" */
} sl_release;

/** A package. */
typedef struct sl_package {
    sl_str purl;
    sl_str name, version, architecture;
    sl_str source, source_version; /* that it was built from: advisories name these */
} sl_package;

/** Packages in the order of their database. */
typedef struct sl_packages {
    sl_package *v;
    size_t n, cap;
    size_t n_bad;     /* paragraphs that are none */
    size_t first_bad; /* the line of the first of these */
} sl_packages;

enum { SL_PACKAGES_MAX = 200000 };

/** Reads os-release; unknown lines are passed over. Borrows from `text`. */
void sl_release_read(sl_release *out, sl_str text);
/** Adds the installed packages of a dpkg status text (or one file of status.d); packages that are
    removed with their configuration left behind are not installed. Borrows from `text`. More than
    SL_PACKAGES_MAX are SL_ETOOBIG. */
bool sl_packages_dpkg(sl_packages *out, sl_arena *mem, sl_str text, const sl_release *release,
                      sl_err *e);
/** The same for apk's database. */
bool sl_packages_apk(sl_packages *out, sl_arena *mem, sl_str text, const sl_release *release,
                     sl_err *e);

#endif
