/* Package databases and os-release files as an image brings them. */
#include "engine/image/packages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_err e = {0};
    sl_release release;
    sl_packages packages = {0};
    sl_arena *mem = sl_arena_new();
    sl_str text = sl_str_at((const char *)data, size);
    sl_release_read(&release, text);
    sl_packages_dpkg(&packages, mem, text, &release, &e);
    sl_packages_apk(&packages, mem, text, &release, &e);
    sl_arena_free(mem);
    return 0;
}
