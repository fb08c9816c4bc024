/* Typed reads from the maps of rule documents. */
#include "stages/secrets/fields.h"

#include "engine/rules/common.h"
#include "stages/secrets/expression.h"

static bool fail_type(const sl_secret_fields *f, const sl_node *at, const char *name,
                      const char *wanted)
{
    return sl_rule_fail(f->e, f->rule, at, "'%s' is %s, not a %s", name, wanted,
                        sl_node_kind_name(at));
}

const sl_node *sl_secret_field(const sl_node *map, const char *name)
{
    return sl_secret_find(map, sl_str_of(name));
}

const sl_node *sl_secret_find(const sl_node *map, sl_str name)
{
    for (size_t i = 0; map && map->kind == SL_MAP && i < map->n; i++)
        if (sl_str_eq_case(map->pairs[i].key->text, name))
            return map->pairs[i].value;
    return NULL;
}

bool sl_secret_text(const sl_secret_fields *f, const char *name, sl_str *out)
{
    const sl_node *value = sl_secret_field(f->map, name);
    if (!value || value->kind == SL_NULL)
        return true;
    if (value->kind >= SL_SEQ)
        return fail_type(f, value, name, "a text");
    *out = value->text;
    return true;
}

bool sl_secret_texts(const sl_secret_fields *f, const char *name, sl_strs *out)
{
    const sl_node *value = sl_secret_field(f->map, name);
    if (value && value->kind == SL_MAP)
        return fail_type(f, value, name, "a list of texts");
    for (size_t i = 0; value && value->kind == SL_SEQ && i < value->n; i++)
        if (value->items[i]->kind >= SL_SEQ)
            return fail_type(f, value->items[i], name, "a list of texts");
    *out = sl_node_texts(f->mem, value);
    return true;
}

sl_str sl_secret_lower(sl_arena *mem, sl_str text)
{
    char *p = sl_alloc(mem, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        p[i] = (char)(c | (c >= 'A' && c <= 'Z' ? 0x20 : 0));
    }
    return sl_str_at(p, text.n);
}

bool sl_secret_lower_texts(const sl_secret_fields *f, const char *name, sl_strs *out)
{
    if (!sl_secret_texts(f, name, out))
        return false;
    for (size_t i = 0; i < out->n; i++)
        out->v[i] = sl_secret_lower(f->mem, out->v[i]);
    return true;
}

bool sl_secret_number(const sl_secret_fields *f, const char *name, double *out)
{
    const sl_node *value = sl_secret_field(f->map, name);
    if (!value)
        return true;
    if (value->kind != SL_INT && value->kind != SL_FLOAT)
        return fail_type(f, value, name, "a number");
    *out = value->number;
    return true;
}

bool sl_secret_count(const sl_secret_fields *f, const char *name, size_t *out)
{
    const sl_node *value = sl_secret_field(f->map, name);
    if (!value)
        return true;
    if (value->kind != SL_INT || value->integer < 0)
        return fail_type(f, value, name, "a whole number from 0");
    *out = (size_t)value->integer;
    return true;
}

bool sl_secret_bool(const sl_secret_fields *f, const char *name, bool *out)
{
    const sl_node *value = sl_secret_field(f->map, name);
    if (!value)
        return true;
    if (value->kind != SL_BOOL)
        return fail_type(f, value, name, "true or false");
    *out = value->integer;
    return true;
}

static bool check_regex(const sl_secret_fields *f, const sl_node *at, const char *name, sl_str re2)
{
    sl_err why = {0};
    if (f->is_checked || sl_regex_check(sl_secret_expression(f->mem, re2), 0, &why))
        return true;
    return sl_rule_fail(f->e, f->rule, at, "'%s': %s", name, why.text);
}

bool sl_secret_regex_text(const sl_secret_fields *f, const char *name, sl_str *out)
{
    sl_str re2 = {0};
    if (!sl_secret_text(f, name, &re2) ||
        (re2.n && !check_regex(f, sl_secret_field(f->map, name), name, re2)))
        return false;
    if (re2.n)
        *out = re2;
    return true;
}

bool sl_secret_regex_texts(const sl_secret_fields *f, const char *name, sl_str *out)
{
    sl_strs list = {0};
    if (!sl_secret_texts(f, name, &list))
        return false;
    *out = (sl_str){0};
    for (size_t i = 0; i < list.n; i++) {
        const sl_node *all = sl_secret_field(f->map, name);
        if (!check_regex(f, all->kind == SL_SEQ ? all->items[i] : all, name, list.v[i]))
            return false;
        *out = sl_printf(f->mem, "%.*s%s(?:%.*s)", SL_FMT(*out), i ? "|" : "", SL_FMT(list.v[i]));
    }
    return true;
}

bool sl_secret_known(const sl_secret_fields *f, const sl_str *names, size_t n)
{
    bool is_theirs = sl_str_ends(f->rule->file, SL_S(".toml"));
    for (size_t i = 0; !is_theirs && i < f->map->n; i++) {
        const sl_node *key = f->map->pairs[i].key;
        size_t k = 0;
        while (k < n && !sl_str_eq(names[k], key->text))
            k++;
        if (k < n)
            continue;
        size_t near = sl_str_nearest(key->text, names, n);
        if (near == SIZE_MAX)
            return sl_rule_fail(f->e, f->rule, key, "unknown key '%.*s'", SL_FMT(key->text));
        return sl_rule_fail(f->e, f->rule, key, "unknown key '%.*s'; did you mean '%.*s'?",
                            SL_FMT(key->text), SL_FMT(names[near]));
    }
    return true;
}
