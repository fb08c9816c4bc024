/* Names of codings. */
#include "stages/secrets/content/coding.h"

const char *sl_secret_coding_name(sl_secret_coding coding)
{
    static const char *const names[] = {"",       "base64", "hex",   "percent",
                                        "escape", "UTF-16", "string"};
    return names[coding];
}
