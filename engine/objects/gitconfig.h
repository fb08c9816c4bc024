/* Files of git's configuration, as git reads them (git-config(1), Syntax). */
#ifndef SLUICE_ENGINE_OBJECTS_GITCONFIG_H
#define SLUICE_ENGINE_OBJECTS_GITCONFIG_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** One setting: [section "subsection"] name = value. Section and name are in small letters. */
typedef struct sl_gitconfig_item {
    sl_str section, name, value;
    sl_str subsection; /* NULL p: there is none; it may be empty */
    bool has_value;    /* a name alone means "true" */
} sl_gitconfig_item;

/** Who takes the settings, in their order: later ones win. */
typedef struct sl_gitconfig_taker {
    void *context;
    bool (*take)(void *context, const sl_gitconfig_item *item, sl_err *e);
} sl_gitconfig_taker;

/** Reads the text of the file called `file`. What git would refuse is an SL_EPARSE error with its
    place, after the settings before it; the settings' texts are in `mem`. */
bool sl_gitconfig_read(sl_arena *mem, sl_str file, sl_str text, const sl_gitconfig_taker *taker,
                       sl_err *e);
/** Reads a file. One that is not there, or not for us, has no settings; over a MiB is SL_ETOOBIG.
 */
bool sl_gitconfig_load(sl_arena *mem, sl_str path, const sl_gitconfig_taker *taker, sl_err *e);

#endif
