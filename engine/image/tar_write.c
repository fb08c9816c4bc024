/* One header of 512 bytes an entry, a pax header in front where it has a capability. */
#include "engine/image/tar_write.h"

#include <stdio.h>

enum { BLOCK = 512, NAME_N = 100, MAGIC = 257, SUM = 148, TYPE = 156 };

static const char zeros[2 * BLOCK];

static bool add_header(sl_buf *out, const sl_tar_entry *entry, char type, size_t size)
{
    char h[BLOCK] = {0};
    unsigned sum = 0;
    if (entry->path.n > NAME_N || entry->link.n > NAME_N || size > INT32_MAX)
        return false;
    if (entry->path.n)
        memcpy(h, entry->path.p, entry->path.n);
    if (entry->link.n)
        memcpy(h + TYPE + 1, entry->link.p, entry->link.n);
    snprintf(h + 100, 8, "%07o", entry->mode & 07777);
    snprintf(h + 108, 8, "%07o", entry->uid & 07777777);
    snprintf(h + 116, 8, "%07o", entry->gid & 07777777);
    snprintf(h + 124, 12, "%011o", (unsigned)size);
    snprintf(h + 136, 12, "%011o", 0);
    memset(h + SUM, ' ', 8);
    h[TYPE] = type;
    memcpy(h + MAGIC, "ustar\00000", 8);
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)h[i];
    snprintf(h + SUM, 8, "%06o", sum);
    return sl_buf_add(out, sl_str_at(h, BLOCK));
}

static bool add_content(sl_buf *out, sl_str text)
{
    return sl_buf_add(out, text) &&
           sl_buf_add(out, sl_str_at(zeros, (BLOCK - text.n % BLOCK) % BLOCK));
}

bool sl_tar_write(sl_buf *out, const sl_tar_entry *entry, sl_str content)
{
    static const char types[] = {[SL_TAR_FILE] = '0',
                                 [SL_TAR_HARD_LINK] = '1',
                                 [SL_TAR_LINK] = '2',
                                 [SL_TAR_FOLDER] = '5',
                                 [SL_TAR_OTHER] = '6'};
    sl_str pax = SL_S("38 SCHILY.xattr.security.capability=x\n");
    if (entry->has_capability && !(add_header(out, entry, 'x', pax.n) && add_content(out, pax)))
        return false;
    return add_header(out, entry, types[entry->type], content.n) && add_content(out, content);
}

bool sl_tar_write_end(sl_buf *out)
{
    return sl_buf_add(out, sl_str_at(zeros, sizeof zeros));
}
