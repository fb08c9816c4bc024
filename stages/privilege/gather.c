/* Records become tables. */
#include "stages/privilege/judge.h"

sl_privilege_file *sl_privilege_file_at(const sl_privilege *p, sl_str path)
{
    return sl_map_get(&p->files, path);
}

const sl_strs *sl_privilege_texts(const sl_map *map, sl_str key)
{
    static const sl_strs none = {0};
    const sl_strs *found = sl_map_get(map, key);
    return found ? found : &none;
}

static sl_privilege_file *file_of(sl_privilege *p, const sl_unit *unit)
{
    sl_privilege_file **at = (sl_privilege_file **)sl_map_at(&p->files, p->mem, unit->path);
    if (!*at) {
        *at = sl_alloc(p->mem, sizeof **at);
        (*at)->path = unit->path;
        (*at)->is_tested = unit->role == SL_ROLE_TESTED;
    }
    return *at;
}

static void add_text(sl_privilege *p, sl_map *map, sl_str key, sl_str text)
{
    sl_strs **at = (sl_strs **)sl_map_at(map, p->mem, key);
    if (!*at)
        *at = sl_alloc(p->mem, sizeof **at);
    *sl_list_add(p->mem, *at) = text;
}

static void add_call(sl_privilege *p, const sl_unit *unit, const sl_strs *f)
{
    sl_privilege_file *file = file_of(p, unit);
    size_t at = sl_str_is(f->v[0], SL_FACT_CALL) ? 3 : 2;
    *sl_list_add(p->mem, &file->calls) =
        (sl_privilege_call){.file = unit->path,
                            .service = sl_fact_field(f, 1),
                            .method = at == 3 ? sl_fact_field(f, 2) : (sl_str){0},
                            .start = sl_fact_number_of(f, at),
                            .end = sl_fact_number_of(f, at + 1),
                            .key = sl_fact_field(f, at + 2)};
}

static void add_function(sl_privilege *p, const sl_unit *unit, const sl_strs *f)
{
    *sl_list_add(p->mem, &p->functions) = (sl_privilege_function){.key = sl_fact_field(f, 1),
                                                                  .name = sl_fact_field(f, 2),
                                                                  .code = sl_fact_field(f, 3),
                                                                  .handler = sl_fact_field(f, 4),
                                                                  .runtime = sl_fact_field(f, 5),
                                                                  .file = unit->path};
}

static void add_statement(sl_privilege *p, const sl_unit *unit, const sl_strs *f)
{
    sl_privilege_statement *made = sl_list_add(p->mem, &p->statements);
    *made = (sl_privilege_statement){.key = sl_fact_field(f, 1),
                                     .start = sl_fact_number_of(f, 2),
                                     .end = sl_fact_number_of(f, 3),
                                     .origin = sl_fact_field(f, 4),
                                     .file = unit->path,
                                     .is_tested = unit->role == SL_ROLE_TESTED};
    for (size_t i = 5; i < f->n; i++)
        *sl_list_add(p->mem, &made->actions) = f->v[i];
}

/* A package that calls services by itself is a call of which no more is known. */
static void add_import(sl_privilege *p, const sl_unit *unit, sl_str module)
{
    sl_privilege_file *file = file_of(p, unit);
    sl_str package = module;
    const sl_node *services = sl_actions_of_package(&p->table, &package);
    sl_strs names = services ? sl_node_texts(p->mem, services) : (sl_strs){0};
    *sl_list_add(p->mem, &file->imports) = module;
    for (size_t i = 0; i < names.n; i++) {
        bool is_any = sl_str_is(names.v[i], "*");
        *sl_list_add(p->mem, &file->calls) = (sl_privilege_call){
            .file = unit->path, .service = is_any ? (sl_str){0} : names.v[i], .package = package};
    }
}

static void add_code(sl_privilege *p, const sl_unit *unit, const sl_strs *f, sl_str kind)
{
    if (sl_str_is(kind, SL_FACT_MAYBE))
        for (size_t i = 2; i < f->n; i++)
            *sl_list_add(p->mem, &file_of(p, unit)->maybe) = f->v[i];
    else if (sl_str_is(kind, SL_FACT_IMPORT))
        add_import(p, unit, sl_fact_field(f, 1));
    else if (sl_str_is(kind, SL_FACT_FILE))
        file_of(p, unit);
    else
        add_call(p, unit, f);
}

void sl_privilege_add(sl_privilege *p, const sl_unit *unit, sl_str bytes)
{
    sl_strs f = sl_fact_read(p->mem, bytes);
    sl_str kind = sl_fact_field(&f, 0);
    if (unit->role == SL_ROLE_OLD)
        return;
    if (sl_str_is(kind, SL_FACT_FUNCTION))
        add_function(p, unit, &f);
    else if (sl_str_is(kind, SL_FACT_STATEMENT))
        add_statement(p, unit, &f);
    else if (sl_str_is(kind, SL_FACT_GRANT))
        add_text(p, &p->grants, sl_fact_field(&f, 1), sl_fact_field(&f, 2));
    else if (sl_str_is(kind, SL_FACT_OPEN))
        add_text(p, &p->open, sl_fact_field(&f, 1), sl_fact_field(&f, 2));
    else if (sl_str_is(kind, SL_FACT_CODE))
        add_text(p, &p->codes, sl_fact_field(&f, 1), sl_fact_field(&f, 2));
    else
        add_code(p, unit, &f, kind);
}
