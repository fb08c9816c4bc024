/* By the kind of the archive. */
#include "engine/archive/rest.h"

#include "engine/archive/gzip.h"
#include "engine/archive/kind.h"
#include "engine/archive/zip.h"

void sl_archive_rests(sl_archive_ranges *out, sl_arena *mem, sl_str bytes, size_t end)
{
    *out = (sl_archive_ranges){0};
    if (sl_str_starts(bytes, SL_S("\x1f\x8b\b")))
        sl_gzip_rests(out, mem, sl_str_sub(bytes, 0, end));
    if (sl_archive_is_zip(bytes) && !sl_zip_rests(out, mem, bytes))
        end = 0;
    sl_archive_range_add(out, mem, bytes, (sl_archive_range){end, bytes.n});
}
