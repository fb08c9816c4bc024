/* Installed packages as facts: one record a package, tabs between its fields. */
#include "stages/image/state.h"

#include "base/path.h"

void sl_image_release(const sl_image_look *look, sl_release *out)
{
    sl_str text = sl_image_kept(look, SL_S("etc/os-release"), NULL);
    if (!text.n)
        text = sl_image_kept(look, SL_S("usr/lib/os-release"), NULL);
    sl_release_read(out, text);
}

/* Tabs and line ends have no place in a field. */
static sl_str field(sl_arena *mem, sl_str text)
{
    char *p = (char *)(uintptr_t)sl_dup(mem, text).p;
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)p[i] < ' ')
            p[i] = ' ';
    return sl_str_at(p, text.n);
}

static void hand_over(sl_image_look *look, const sl_package *p, unsigned layer)
{
    sl_arena *mem = look->mem;
    sl_str source = sl_printf(mem, "%.*s@%.*s", SL_FMT(p->source), SL_FMT(p->source_version));
    sl_sink_fact(look->sink, sl_printf(mem, "%.*s\t%.*s\t%.*s\t%.*s\t%u", SL_FMT(p->purl),
                                       SL_FMT(field(mem, p->name)), SL_FMT(field(mem, p->version)),
                                       SL_FMT(field(mem, source)), layer + 1));
}

typedef bool (*reader)(sl_packages *, sl_arena *, sl_str, const sl_release *, sl_err *);

static bool read_database(sl_image_look *look, reader read, uint32_t node,
                          const sl_release *release, sl_err *e)
{
    unsigned layer = 0;
    sl_packages packages = {0};
    sl_str path = sl_fs_path(look->tree, node, look->mem);
    sl_str text = sl_image_kept_at(look, node, &layer);
    if (!read(&packages, look->mem, text, release, e))
        return sl_fail_more(e, "%.*s", SL_FMT(path));
    if (packages.n_bad)
        sl_sink_partial(look->sink,
                        sl_printf(look->mem, "%.*s:%zu: no package (%zu such paragraphs)",
                                  SL_FMT(path), packages.first_bad, packages.n_bad));
    for (size_t i = 0; i < packages.n; i++)
        hand_over(look, &packages.v[i], layer);
    return true;
}

static bool read_folder(sl_image_look *look, sl_str path, const sl_release *release, sl_err *e)
{
    uint32_t folder = sl_fs_find(look->tree, path);
    if (folder == SL_FS_NONE)
        return true;
    for (uint32_t i = sl_fs_at(look->tree, folder)->first; i != SL_FS_NONE;
         i = sl_fs_at(look->tree, i)->next)
        if (sl_image_kept_at(look, i, NULL).p &&
            !read_database(look, sl_packages_dpkg, i, release, e))
            return false;
    return true;
}

bool sl_image_inventory(sl_image_look *look, sl_err *e)
{
    static const struct {
        sl_str path;
        reader read;
    } databases[] = {{SL_STR("var/lib/dpkg/status"), sl_packages_dpkg},
                     {SL_STR("lib/apk/db/installed"), sl_packages_apk},
                     {SL_STR("usr/lib/apk/db/installed"), sl_packages_apk}};
    sl_release release;
    uint32_t before = SL_FS_NONE;
    sl_image_release(look, &release);
    for (size_t i = 0; i < sizeof databases / sizeof *databases; i++) {
        uint32_t node = sl_fs_find(look->tree, databases[i].path);
        if (node == SL_FS_NONE || node == before)
            continue;
        before = node;
        if (!read_database(look, databases[i].read, node, &release, e))
            return false;
    }
    return read_folder(look, SL_S("var/lib/dpkg/status.d"), &release, e);
}

bool sl_image_gather(void *self, const sl_unit *unit, sl_str fact, sl_err *e)
{
    sl_image_state *state = self;
    sl_str rest = sl_dup(state->mem, fact);
    sl_image_fact *f = sl_list_add(state->mem, &state->facts);
    sl_str *const fields[] = {&f->purl, &f->name, &f->version, &f->source, &f->layer};
    f->image = unit->label;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!sl_str_cut(&rest, '\t', fields[i]))
            return sl_fail(e, SL_EFAIL, "a package record has %zu fields of 5", i);
    return true;
}
