/* First bytes of formats, from their specifications and media type registrations. */
#include "stages/secrets/content/application.h"

typedef struct magic {
    size_t at;
    sl_str bytes;
} magic;

bool sl_secret_is_application(sl_str text)
{
    static const magic magics[] = {
        {0, SL_STR("PK\3\4")},
        {0, SL_STR("PK\5\6")},
        {0, SL_STR("PK\7\b")},
        {0, SL_STR("Rar!\x1a\7")},
        {0, SL_STR("\x1f\x8b\b")},
        {0, SL_STR("BZh")},
        {0, SL_STR("\xfd"
                   "7zXZ\0")},
        {0, SL_STR("7z\xbc\xaf\x27\x1c")},
        {0, SL_STR("\x28\xb5\x2f\xfd")},
        {0, SL_STR("%PDF")},
        {0, SL_STR("MZ")},
        {0, SL_STR("CWS")},
        {0, SL_STR("FWS")},
        {0, SL_STR("{\\rtf")},
        {0, SL_STR("NES\x1a")},
        {0, SL_STR("Cr24")},
        {0, SL_STR("MSCF")},
        {0, SL_STR("ISc(")},
        {0, SL_STR("!<arch>")},
        {0, SL_STR("\x1f\xa0")},
        {0, SL_STR("\x1f\x9d")},
        {0, SL_STR("LZIP")},
        {0, SL_STR("\xed\xab\xee\xdb")},
        {0, SL_STR("\x7f"
                   "ELF")},
        {0, SL_STR("\0asm\1\0\0\0")},
        {0, SL_STR("dex\n")},
        {0, SL_STR("dey\n")},
        {0, SL_STR("SQLi")},
        {0, SL_STR("%!PS")},
        {0, SL_STR("\xd0\xcf\x11\xe0")},
        {0, SL_STR("wOFF\0\1\0\0")},
        {0, SL_STR("wOF2\0\1\0\0")},
        {0, SL_STR("\0\1\0\0\0")},
        {0, SL_STR("OTTO\0")},
        {0, SL_STR("\xfe\xed\xfa\xcf")},
        {0, SL_STR("\xfe\xed\xfa\xce")},
        {0, SL_STR("\xbe\xba\xfe\xca")},
        {0, SL_STR("\xcf\xfa\xed\xfe")},
        {0, SL_STR("\xce\xfa\xed\xfe")},
        {0, SL_STR("\xca\xfe\xba\xbe")},
        {34, SL_STR("LP")},
        {128, SL_STR("DICM")},
        {257, SL_STR("ustar")},
        {32769, SL_STR("CD001")},
    };
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (sl_str_starts(sl_str_sub(text, magics[i].at, text.n), magics[i].bytes))
            return true;
    return false;
}
