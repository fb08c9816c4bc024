/* Single refs by name, without reading all of them (gitrepository-layout(5), git-pack-refs(1)). */
#ifndef SLUICE_ENGINE_OBJECTS_REFS_H
#define SLUICE_ENGINE_OBJECTS_REFS_H

#include "engine/objects/gitfolder.h"
#include "engine/objects/id.h"

enum { SL_REF_LINKS_MAX = 5, SL_PACKED_REFS_MAX = 512 << 20 };

/** True when the name is one that a ref may have (git-check-ref-format(1)) and no more than that:
    nothing in it leads out of the folder. */
bool sl_ref_is_name(sl_str name);
/** The id in the ref ("HEAD", "refs/heads/main"); links are followed. False: there is no such ref.
 */
bool sl_ref_read(sl_id *out, sl_arena *mem, const sl_gitfolder *folder, sl_str name);
/** The ref that a symbolic ref names; empty when it is none. In `mem`. */
sl_str sl_ref_target(sl_arena *mem, const sl_gitfolder *folder, sl_str name);

#endif
