/* dlopen with sentences for errors. */
#include "base/late.h"

#include <dlfcn.h>
#include <string.h>

bool sl_late_load(void *table, const char *soname, const char *const *names, size_t n,
                  const char *package, sl_err *e)
{
    void *library = dlopen(soname, RTLD_LAZY | RTLD_LOCAL);
    if (!library)
        return sl_fail(e, SL_ENOTSUP, "cannot load %s (%s); install the package %s", soname,
                       dlerror(), package);
    for (size_t i = 0; i < n; i++) {
        void *address = dlsym(library, names[i]);
        if (!address)
            return sl_fail(e, SL_ENOTSUP,
                           "%s has no function %s; install the package %s of Debian 12", soname,
                           names[i], package);
        memcpy((char *)table + i * sizeof address, &address, sizeof address);
    }
    return true;
}
