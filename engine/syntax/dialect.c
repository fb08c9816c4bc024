/* The table of dialects. */
#include "engine/syntax/dialect.h"

#define DIALECT(name) extern const sl_dialect sl_dialect_##name;
#include "engine/syntax/dialects.def"
#undef DIALECT

static const sl_dialect *const dialects[] = {
#define DIALECT(name) &sl_dialect_##name,
#include "engine/syntax/dialects.def"
#undef DIALECT
};

const sl_dialect *sl_dialect_at(size_t i)
{
    return i < sizeof dialects / sizeof *dialects ? dialects[i] : NULL;
}

static bool has_extension(const sl_dialect *d, sl_str path)
{
    sl_str rest = sl_str_of(d->extensions);
    sl_str one;
    while (sl_str_cut(&rest, ' ', &one))
        if (sl_str_ends(path, one))
            return true;
    return false;
}

const sl_dialect *sl_dialect_of(sl_str language, sl_str path)
{
    const sl_dialect *found = NULL;
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        const sl_dialect *d = dialects[i];
        if (!sl_str_is(language, d->language))
            continue;
        if (d->extensions ? has_extension(d, path) : !found)
            found = d;
    }
    return found;
}

bool sl_dialect_parse(sl_cst *out, sl_arena *mem, const sl_dialect *dialect, sl_str text,
                      unsigned ms, sl_err *e)
{
    if (dialect->parse)
        return dialect->parse(out, mem, text, ms, e);
    return sl_cst_parse(out, mem, sl_grammar(sl_str_of(dialect->grammar)), text, ms, e);
}
