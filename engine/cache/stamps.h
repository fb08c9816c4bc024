/* Which content a file on disk had when it was last read, by what the file system says of it: so
   that a warm scan of a folder opens no file. A file that was changed so lately that a later change
   could leave the same stamp is not taken down (git's rule for racy entries,
   technical/racy-git.txt, with the time of the stamp in the place of the index file's). */
#ifndef SLUICE_ENGINE_CACHE_STAMPS_H
#define SLUICE_ENGINE_CACHE_STAMPS_H

#include "engine/cache/cache.h"
#include "sluice/source.h"

typedef struct sl_stamps sl_stamps;

/** A change within this time before a stamp was taken may not show in the next: file systems count
    in steps of up to two seconds. Nanoseconds. */
#define SL_STAMP_SETTLES ((int64_t)2000000000)

/** The stamps of files below `root` (absolute, as the source has it), in `mem`. */
sl_stamps *sl_stamps_new(sl_arena *mem, sl_cache *cache, sl_str root);
/** The id of the content that the file with this stamp has; false when it is not known. */
bool sl_stamps_find(sl_id *out, sl_stamps *stamps, const sl_stamp *stamp);
/** Takes down that a file which had this stamp before it was read has this content. */
void sl_stamps_note(sl_stamps *stamps, const sl_stamp *stamp, const sl_id *id);
/** Hands what is new to the cache. */
void sl_stamps_save(sl_stamps *stamps);

#endif
