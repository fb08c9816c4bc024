/* Finding or making the key. Several processes may make it at once: one of them wins, and all read
   what it wrote. */
#include "engine/cache/key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/path.h"

enum { KEY_DIGITS = 2 * SL_CACHE_KEY_BYTES, KEY_FILE_BYTES = KEY_DIGITS + 1 };

static bool from_text(unsigned char out[SL_CACHE_KEY_BYTES], sl_str text, sl_err *e)
{
    if (text.n < SL_CACHE_KEY_TEXT_MIN)
        return sl_fail(e, SL_EUSAGE, "%s is shorter than %d characters", SL_CACHE_KEY_VARIABLE,
                       SL_CACHE_KEY_TEXT_MIN);
    const sl_str parts[] = {SL_STR("sluice cache key"), text};
    sl_sha256_parts(out, parts, 2);
    return true;
}

static bool key_path(sl_str *out, sl_arena *mem, sl_err *e)
{
    sl_str folder = sl_str_of(getenv("XDG_CONFIG_HOME"));
    sl_str home = sl_str_of(getenv("HOME"));
    if (!folder.n && home.n)
        folder = sl_path_join(mem, home, SL_S(".config"));
    if (!folder.n)
        return sl_fail(e, SL_ENOENT, "there is no key for it: neither %s nor HOME is set",
                       SL_CACHE_KEY_VARIABLE);
    *out = sl_path_join(mem, folder, SL_S("sluice/cache.key"));
    return true;
}

/* Whether the open file is ours alone. */
static bool is_private(int fd, sl_str path, sl_err *e)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return sl_fail_errno(e, "%.*s", SL_FMT(path));
    if (!S_ISREG(st.st_mode) || st.st_size != KEY_FILE_BYTES)
        return sl_fail(e, SL_EPARSE, "%.*s is not a key; remove it, and a new one is made",
                       SL_FMT(path));
    if (st.st_uid != geteuid())
        return sl_fail(e, SL_EDENIED, "the key %.*s belongs to another user", SL_FMT(path));
    if (st.st_mode & (S_IRWXG | S_IRWXO))
        return sl_fail(e, SL_EDENIED,
                       "the key %.*s is open to others; remove it (a new one is made), or "
                       "'chmod 600' it if nobody has read it",
                       SL_FMT(path));
    return true;
}

static bool read_key(unsigned char out[SL_CACHE_KEY_BYTES], sl_str path, sl_err *e)
{
    char text[KEY_FILE_BYTES];
    int fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return sl_fail_errno(e, "%.*s", SL_FMT(path));
    bool ok =
        is_private(fd, path, e) && (read(fd, text, sizeof text) == sizeof text ||
                                    sl_fail(e, SL_EIO, "%.*s cannot be read whole", SL_FMT(path)));
    close(fd);
    return ok && from_text(out, sl_str_at(text, KEY_DIGITS), e);
}

/* Gives the file its name unless somebody was faster. (Where there are no hard links, a reader may
   find it empty for a moment: that costs one run its cache.) */
static bool put_in_place(const char *made, sl_str path, sl_str text, sl_err *e)
{
    if (link(made, path.p) == 0 || errno == EEXIST)
        return true;
    int fd = open(path.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST || sl_fail_errno(e, "%.*s", SL_FMT(path));
    bool ok =
        write(fd, text.p, text.n) == (ssize_t)text.n || sl_fail_errno(e, "%.*s", SL_FMT(path));
    close(fd);
    if (!ok)
        unlink(path.p);
    return ok;
}

static bool make_key(sl_arena *mem, sl_str path, sl_err *e)
{
    unsigned char random[SL_CACHE_KEY_BYTES];
    char text[KEY_FILE_BYTES + 1];
    char *made = sl_dup_z(mem, sl_printf(mem, "%.*s.XXXXXX", SL_FMT(path)));
    if (getrandom(random, sizeof random, 0) != sizeof random)
        return sl_fail_errno(e, "no random bytes can be had");
    sl_hex(text, random, sizeof random);
    text[KEY_DIGITS] = '\n';
    if (!sl_folder_make(sl_path_parent(path), e))
        return false;
    int fd = mkostemp(made, O_CLOEXEC);
    if (fd < 0)
        return sl_fail_errno(e, "%.*s", SL_FMT(path));
    bool ok =
        write(fd, text, KEY_FILE_BYTES) == KEY_FILE_BYTES || sl_fail_errno(e, "%.*s", SL_FMT(path));
    close(fd);
    ok = ok && put_in_place(made, path, sl_str_at(text, KEY_FILE_BYTES), e);
    unlink(made);
    explicit_bzero(text, sizeof text);
    explicit_bzero(random, sizeof random);
    return ok;
}

bool sl_cache_secret(unsigned char out[SL_CACHE_KEY_BYTES], sl_arena *mem, sl_err *e)
{
    sl_str path;
    sl_err why = {0};
    if (getenv(SL_CACHE_KEY_VARIABLE))
        return from_text(out, sl_str_of(getenv(SL_CACHE_KEY_VARIABLE)), e);
    if (!key_path(&path, mem, e))
        return false;
    if (read_key(out, path, &why))
        return true;
    if (why.kind != SL_ENOENT)
        return sl_fail(e, why.kind, "%s", why.text);
    return make_key(mem, path, e) && read_key(out, path, e);
}
