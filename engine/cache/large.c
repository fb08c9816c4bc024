/* A value is written to a file without a name of ours, which then takes its place: whoever reads
   has the whole old one or the whole new one. Nothing is synced: what a loss of power damages is
   found broken. */
#include "engine/cache/large.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/chars.h"
#include "base/digest.h"
#include "base/path.h"

#define PREFIX "large-"

enum {
    DIGITS = 2 * SL_SEAL_NAME,
    PREFIX_BYTES = sizeof PREFIX - 1,
    ALIGN = 16,
    STALE_SECONDS = 43200, /* a use is noted when the last that was noted is older */
    LEFT_SECONDS = 3600    /* a file that was begun longer ago was left by one who ended early */
};

/* The path of the value's file. */
static sl_str path_of(sl_arena *mem, const sl_larges *larges,
                      const unsigned char name[SL_SEAL_NAME])
{
    char hex[DIGITS + 1];
    sl_hex(hex, name, SL_SEAL_NAME);
    return sl_path_join(mem, larges->folder, sl_printf(mem, PREFIX "%s", hex));
}

static bool read_all(int fd, char *to, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = read(fd, to + done, n - done);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        done += got > 0 ? (size_t)got : 0;
    }
    return true;
}

bool sl_large_read(char **out, size_t *n, sl_arena *mem, const sl_larges *larges,
                   const unsigned char name[SL_SEAL_NAME])
{
    struct stat st;
    int fd = open(path_of(mem, larges, name).p,
                  O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 0 &&
              (uint64_t)st.st_size <= larges->value_max;
    if (ok) {
        *n = (size_t)st.st_size;
        *out = (char *)sl_alloc(mem, *n + ALIGN) + (ALIGN - SL_SEAL_HEAD % ALIGN);
        ok = read_all(fd, *out, *n);
    }
    if (ok && st.st_mtime < time(NULL) - STALE_SECONDS)
        futimens(fd, NULL);
    close(fd);
    return ok;
}

void sl_large_drop(const sl_larges *larges, const unsigned char name[SL_SEAL_NAME])
{
    sl_arena *mem = sl_arena_new();
    unlink(path_of(mem, larges, name).p);
    sl_arena_free(mem);
}

static bool read_name(unsigned char out[SL_SEAL_NAME], const char *file)
{
    sl_str digits = sl_str_of(file + PREFIX_BYTES);
    if (digits.n != DIGITS)
        return false;
    for (size_t i = 0; i < DIGITS; i++) {
        int digit = sl_is_upper(digits.p[i]) ? -1 : sl_hex_value(digits.p[i]);
        if (digit < 0)
            return false;
        out[i / 2] = (unsigned char)(out[i / 2] << 4 | digit);
    }
    return true;
}

/* Calls for each value; removes what others left half done. */
void sl_large_each(const sl_larges *larges, void (*call)(void *context, const sl_large *large),
                   void *context)
{
    sl_arena *mem = sl_arena_new();
    DIR *list = opendir(sl_dup_z(mem, larges->folder));
    for (struct dirent *entry; list && (entry = readdir(list));) {
        struct stat st;
        sl_large large = {.bytes = 0};
        if (strncmp(entry->d_name, PREFIX, PREFIX_BYTES) != 0 ||
            fstatat(dirfd(list), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(st.st_mode))
            continue;
        large.bytes = (uint64_t)st.st_size;
        large.used = st.st_mtime;
        if (read_name(large.name, entry->d_name))
            call(context, &large);
        else if (large.used < time(NULL) - LEFT_SECONDS)
            unlinkat(dirfd(list), entry->d_name, 0);
    }
    if (list)
        closedir(list);
    sl_arena_free(mem);
}

/* The sum of all, and the one that was not used for longest. */
typedef struct survey {
    uint64_t bytes;
    sl_large oldest;
    bool any;
} survey;

static void add(void *context, const sl_large *large)
{
    survey *s = context;
    s->bytes += large->bytes;
    if (!s->any || large->used < s->oldest.used)
        s->oldest = *large;
    s->any = true;
}

/* Room for so many bytes more. */
static bool make_room(const sl_larges *larges, size_t n)
{
    for (uint64_t before = UINT64_MAX;;) {
        survey s = {.bytes = 0};
        sl_large_each(larges, add, &s);
        if (s.bytes + n <= larges->bytes_max)
            return true;
        if (!s.any || s.bytes >= before) /* nothing left, or it would not go */
            return false;
        before = s.bytes;
        sl_large_drop(larges, s.oldest.name);
    }
}

void sl_large_write(const sl_larges *larges, const unsigned char name[SL_SEAL_NAME], sl_str value)
{
    sl_arena *mem = sl_arena_new();
    sl_str path = path_of(mem, larges, name);
    char *made = sl_dup_z(mem, sl_printf(mem, "%.*s.XXXXXX", SL_FMT(path)));
    int fd = make_room(larges, value.n) ? mkostemp(made, O_CLOEXEC) : -1;
    if (fd >= 0) {
        bool ok = sl_write_all(fd, value);
        if (close(fd) != 0 || !ok || rename(made, path.p) != 0)
            unlink(made);
    }
    sl_arena_free(mem);
}

static void drop(void *context, const sl_large *large)
{
    sl_large_drop(context, large->name);
}

void sl_large_clear(const sl_larges *larges)
{
    sl_larges own = *larges;
    sl_large_each(larges, drop, &own);
}
