/* First bytes by each format's specification; tar has a checksum, which also knows those of before
   POSIX. */
#include "engine/archive/kind.h"

#include "base/path.h"

enum { TAR_BLOCK = 512, TAR_SUM_AT = 148, TAR_SUM_BYTES = 8, ZIP_END = 22 };

typedef struct magic {
    sl_str bytes;
    sl_archive_kind kind;
} magic;

static const magic magics[] = {
    {SL_STR("PK\3\4"), SL_ARCHIVE_FILES},
    {SL_STR("PK\5\6"), SL_ARCHIVE_FILES},
    {SL_STR("PK\7\bPK\3\4"), SL_ARCHIVE_FILES},
    {SL_STR("PK00PK\3\4"), SL_ARCHIVE_FILES},
    {SL_STR("7z\xbc\xaf\x27\x1c"), SL_ARCHIVE_FILES},
    {SL_STR("Rar!\x1a\7"), SL_ARCHIVE_FILES},
    {SL_STR("!<arch>\n"), SL_ARCHIVE_FILES},
    {SL_STR("MSCF\0\0\0\0"), SL_ARCHIVE_FILES},
    {SL_STR("070701"), SL_ARCHIVE_FILES},
    {SL_STR("070702"), SL_ARCHIVE_FILES},
    {SL_STR("070707"), SL_ARCHIVE_FILES},
    {SL_STR("\x1f\x8b\b"), SL_ARCHIVE_STREAM},
    {SL_STR("BZh"), SL_ARCHIVE_STREAM},
    {SL_STR("\xfd"
            "7zXZ\0"),
     SL_ARCHIVE_STREAM},
    {SL_STR("\x28\xb5\x2f\xfd"), SL_ARCHIVE_STREAM},
    {SL_STR("\x04\x22\x4d\x18"), SL_ARCHIVE_STREAM},
    {SL_STR("LZIP\1"), SL_ARCHIVE_STREAM},
    {SL_STR("\x1f\x9d"), SL_ARCHIVE_STREAM},
    {SL_STR("\x5d\0\0\x80\0\xff"), SL_ARCHIVE_STREAM},
    {SL_STR("\x5d\0\0\x01\0\xff"), SL_ARCHIVE_STREAM},
    {SL_STR("\xed\xab\xee\xdb"), SL_ARCHIVE_STREAM}, /* rpm: a cpio archive behind a head */
};

/* "BZh9" is also how a text may begin: the first block has a number of its own. */
static bool is_bzip2(sl_str s)
{
    return s.n >= 10 && s.p[3] >= '1' && s.p[3] <= '9' &&
           (memcmp(s.p + 4, "1AY&SY", 6) == 0 ||
            memcmp(s.p + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0);
}

/* The header's sum counts its own field as blanks (POSIX.1-2017, pax). */
static bool is_tar(sl_str s)
{
    unsigned long sum = 0;
    unsigned long told = 0;
    if (s.n < TAR_BLOCK || !s.p[0])
        return false;
    const char *field = s.p + TAR_SUM_AT;
    size_t i = 0;
    while (i < TAR_SUM_BYTES && field[i] == ' ')
        i++;
    if (i == TAR_SUM_BYTES || field[i] < '0' || field[i] > '7')
        return false;
    for (; i < TAR_SUM_BYTES && field[i] >= '0' && field[i] <= '7'; i++)
        told = told * 8 + (unsigned long)(field[i] - '0');
    for (i = 0; i < TAR_BLOCK; i++)
        sum += i - TAR_SUM_AT < TAR_SUM_BYTES ? ' ' : (unsigned char)s.p[i];
    return sum == told;
}

/* A zip archive may follow a program that unpacks it; its end tells. */
static bool ends_as_zip(sl_str s)
{
    return s.n > ZIP_END && sl_str_starts(sl_str_sub(s, s.n - ZIP_END, s.n), SL_S("PK\5\6")) &&
           s.p[s.n - 1] == 0 && s.p[s.n - 2] == 0;
}

static sl_archive_kind kind_at_start(sl_str bytes)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (sl_str_starts(bytes, magics[i].bytes))
            return bytes.p[0] != 'B' || is_bzip2(bytes) ? magics[i].kind : SL_ARCHIVE_NONE;
    return is_tar(bytes) ? SL_ARCHIVE_FILES : SL_ARCHIVE_NONE;
}

sl_archive_kind sl_archive_kind_of(sl_str bytes)
{
    sl_archive_kind kind = kind_at_start(bytes);
    return kind == SL_ARCHIVE_NONE && ends_as_zip(bytes) ? SL_ARCHIVE_FILES : kind;
}

bool sl_archive_is_zip(sl_str bytes)
{
    return sl_archive_kind_of(bytes) == SL_ARCHIVE_FILES &&
           (sl_str_starts(bytes, SL_S("PK")) || kind_at_start(bytes) == SL_ARCHIVE_NONE);
}

/* Ends of names, and what the content of a stream is called instead. */
static const struct {
    const char *end, *instead; /* NULL: files in one */
} names[] = {
    {".gz", ""},        {".tgz", ".tar"}, {".bz2", ""},    {".tbz2", ".tar"}, {".tbz", ".tar"},
    {".xz", ""},        {".txz", ".tar"}, {".zst", ""},    {".tzst", ".tar"}, {".lz4", ""},
    {".lz", ""},        {".lzma", ""},    {".z", ""},      {".svgz", ".svg"}, {".rpm", ".cpio"},
    {".crate", ".tar"}, {".zip", NULL},   {".jar", NULL},  {".war", NULL},    {".ear", NULL},
    {".aar", NULL},     {".whl", NULL},   {".egg", NULL},  {".apk", NULL},    {".aab", NULL},
    {".ipa", NULL},     {".xpi", NULL},   {".vsix", NULL}, {".nupkg", NULL},  {".snupkg", NULL},
    {".docx", NULL},    {".docm", NULL},  {".xlsx", NULL}, {".xlsm", NULL},   {".pptx", NULL},
    {".pptm", NULL},    {".odt", NULL},   {".ods", NULL},  {".odp", NULL},    {".odg", NULL},
    {".epub", NULL},    {".kmz", NULL},   {".tar", NULL},  {".gem", NULL},    {".ova", NULL},
    {".7z", NULL},      {".rar", NULL},   {".cab", NULL},  {".ar", NULL},     {".a", NULL},
    {".deb", NULL},     {".cpio", NULL},  {".hpi", NULL},  {".jpi", NULL},    {".phar", NULL},
    {".sketch", NULL},
};

static size_t name_of(sl_str path)
{
    sl_str end = sl_path_extension(path);
    for (size_t i = 0; end.n && i < sizeof names / sizeof *names; i++)
        if (sl_str_eq_case(end, sl_str_of(names[i].end)))
            return i;
    return SIZE_MAX;
}

/* Names without an end, but for those of well-known texts, and ends that say nothing. */
static bool says_nothing(sl_str name)
{
    static const char *const ends[] = {".bin",  ".dat",    ".data", ".bak",  ".old",
                                       ".orig", ".backup", ".dump", ".blob", ".img",
                                       ".pack", ".tmp",    ".part", ".save"};
    static const char *const texts[] = {
        "Makefile",   "Dockerfile",   "Containerfile", "Jenkinsfile", "Vagrantfile", "Gemfile",
        "Rakefile",   "Procfile",     "Brewfile",      "Justfile",    "LICENSE",     "LICENCE",
        "COPYING",    "NOTICE",       "README",        "AUTHORS",     "CHANGELOG",   "CHANGES",
        "CODEOWNERS", "CONTRIBUTING", "INSTALL",       "MAINTAINERS", "NEWS",        "OWNERS",
        "PATENTS",    "SECURITY",     "TODO",          "VERSION",     "gradlew",     "mvnw",
        "configure"};
    sl_str end = sl_path_extension(name);
    for (size_t i = 0; end.n && i < sizeof ends / sizeof *ends; i++)
        if (sl_str_eq_case(end, sl_str_of(ends[i])))
            return true;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (sl_str_eq_case(name, sl_str_of(texts[i])))
            return false;
    return !end.n && name.n && name.p[0] != '.';
}

bool sl_archive_is_name(sl_str path)
{
    return name_of(path) != SIZE_MAX || says_nothing(sl_path_name(path));
}

sl_str sl_archive_stem(sl_str path, sl_arena *mem)
{
    sl_str name = sl_path_name(path);
    size_t i = name_of(name);
    if (i == SIZE_MAX || !names[i].instead)
        return SL_S("content");
    sl_str stem = sl_str_sub(name, 0, name.n - strlen(names[i].end));
    return sl_printf(mem, "%.*s%s", SL_FMT(stem), names[i].instead);
}
