/* What sources whose content lies in a repository have in common. */
#ifndef SLUICE_ENGINE_SOURCE_BLOBS_H
#define SLUICE_ENGINE_SOURCE_BLOBS_H

#include "engine/source/repo.h"
#include "sluice/source.h"

/** A source of this kind without units; each unit's content is the blob of its id. The repository
   is borrowed and has to stay open as long as the source. */
sl_source *sl_source_of_blobs(sl_arena *mem, const char *kind, sl_repo *repo);

#endif
