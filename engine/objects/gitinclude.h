/* Files of git's configuration with those that they include (git-config(1), Includes). */
#ifndef SLUICE_ENGINE_OBJECTS_GITINCLUDE_H
#define SLUICE_ENGINE_OBJECTS_GITINCLUDE_H

#include "engine/objects/gitconfig.h"

/** More files than this, or files deeper in one another than git goes, are SL_ETOOBIG errors. */
enum { SL_GITINCLUDE_FILES_MAX = 1000, SL_GITINCLUDE_DEPTH_MAX = 10 };

/** As sl_gitconfig_load, and what is included where it is. Conditions are asked of the git folder:
    where it is ("gitdir:", "gitdir/i:") and which branch it is on ("onbranch:"); others do not
    hold. */
bool sl_gitinclude_load(sl_arena *mem, sl_str path, sl_str git_folder,
                        const sl_gitconfig_taker *taker, sl_err *e);
/** A path of the configuration: "~/" is the home folder, and what is not absolute is below
 * `folder`.
 */
sl_str sl_gitinclude_path(sl_arena *mem, sl_str path, sl_str folder);

#endif
