/* Values that are never changed. */
#include "engine/taint/value.h"

enum { MEMBERS_MAX = 64, NEST_MAX = 8, SIZE_LIMIT = 2048 };

const sl_value sl_value_clean = {0};

const sl_value *sl_value_of(sl_arena *mem, sl_taint_labels labels)
{
    if (!labels)
        return &sl_value_clean;
    sl_value *v = sl_alloc(mem, sizeof *v);
    v->labels = v->all = labels;
    return v;
}

sl_taint_labels sl_value_labels(const sl_value *v)
{
    return v->all;
}

static const sl_member *member_of(const sl_value *v, sl_str name)
{
    const sl_member *m = v->members;
    while (m && !sl_str_eq(m->name, name))
        m = m->next;
    return m;
}

bool sl_value_has(const sl_value *v, sl_str name)
{
    return member_of(v, name) != NULL;
}

const sl_value *sl_value_field(sl_arena *mem, const sl_value *v, sl_str name)
{
    const sl_member *m = member_of(v, name);
    bool is_any = v->is_list || v->is_record;
    return m ? m->value : sl_value_of(mem, is_any ? sl_value_labels(v) : v->labels);
}

const sl_value *sl_value_entry(sl_arena *mem, const sl_value *v, sl_str name)
{
    const sl_member *m = member_of(v, name);
    return m ? m->value : sl_value_of(mem, v->is_list ? sl_value_labels(v) : v->labels);
}

const sl_value *sl_value_without(sl_arena *mem, const sl_value *v, sl_str name)
{
    sl_value *made = sl_alloc(mem, sizeof *made);
    *made = *sl_value_with(mem, v, name, &sl_value_clean);
    made->literal = NULL;
    return made;
}

static void add_own(sl_value *v, sl_taint_labels labels)
{
    v->labels |= labels;
    v->all |= labels;
}

static void add_member(sl_arena *mem, sl_value *v, sl_str name, const sl_value *field)
{
    if (v->size + field->size >= SIZE_LIMIT) { /* fields that hold each other grow without end */
        add_own(v, field->all);
        return;
    }
    sl_member *added = sl_alloc(mem, sizeof *added);
    *added = (sl_member){name, field, v->members};
    v->members = added;
    v->all |= field->all;
    v->size += field->size + 1;
}

const sl_value *sl_value_with(sl_arena *mem, const sl_value *v, sl_str name, const sl_value *field)
{
    sl_value *made = sl_alloc(mem, sizeof *made);
    size_t n = 0;
    *made = *v;
    made->members = NULL;
    made->all = made->labels;
    made->size = 0;
    for (const sl_member *m = v->members; m; m = m->next) {
        if (sl_str_eq(m->name, name))
            continue;
        if (n++ < MEMBERS_MAX)
            add_member(mem, made, m->name, m->value);
        else
            add_own(made, sl_value_labels(m->value));
    }
    add_member(mem, made, name, field);
    return made;
}

const sl_value *sl_value_literal(sl_arena *mem, const sl_value *v, const sl_term *literal)
{
    if (v->literal == literal)
        return v;
    sl_value *made = sl_alloc(mem, sizeof *made);
    *made = *v;
    made->literal = literal;
    return made;
}

const sl_value *sl_value_with_code(sl_arena *mem, const sl_value *v, const sl_term *code)
{
    if (v->code == code)
        return v;
    sl_value *made = sl_alloc(mem, sizeof *made);
    *made = *v;
    made->code = code;
    return made;
}

const sl_value *sl_value_list(sl_arena *mem, const sl_value *const *items, uint32_t n)
{
    sl_value *made = sl_alloc(mem, sizeof *made);
    made->is_list = n <= MEMBERS_MAX;
    made->n_items = n;
    for (uint32_t i = 0; i < n; i++)
        if (made->is_list)
            add_member(mem, made, sl_printf(mem, "%u", i), items[i]);
        else
            add_own(made, sl_value_labels(items[i]));
    return made;
}

const sl_value *sl_value_record(sl_arena *mem, const sl_value *v)
{
    sl_value *made = sl_alloc(mem, sizeof *made);
    *made = *v;
    made->is_record = true;
    return made;
}

static bool is_unsure(const sl_value *v, unsigned depth)
{
    if (v->literal || v->is_list || depth == NEST_MAX)
        return false;
    for (const sl_member *m = v->members; m; m = m->next)
        if (!is_unsure(m->value, depth + 1))
            return false;
    return true;
}

static const sl_value *unsure(sl_arena *mem, const sl_value *v, unsigned depth)
{
    sl_value *made = sl_alloc(mem, sizeof *made);
    bool is_flat = v->is_list || depth == NEST_MAX;
    *made = (sl_value){.code = v->code, .state = v->state, .origins = v->origins};
    made->is_record = v->is_record;
    add_own(made, is_flat ? v->all : v->labels);
    for (const sl_member *m = is_flat ? NULL : v->members; m; m = m->next)
        add_member(mem, made, m->name,
                   is_unsure(m->value, depth + 1) ? m->value : unsure(mem, m->value, depth + 1));
    return made;
}

const sl_value *sl_value_unsure(sl_arena *mem, const sl_value *v)
{
    return is_unsure(v, 0) ? v : unsure(mem, v, 0);
}

const sl_value *sl_value_add(sl_arena *mem, const sl_value *v, sl_taint_labels labels)
{
    if ((v->labels & labels) == labels)
        return v;
    sl_value *made = sl_alloc(mem, sizeof *made);
    *made = *v;
    add_own(made, labels);
    return made;
}

static bool is_same_literal(const sl_term *a, const sl_term *b)
{
    return a && b && a->kind == b->kind && sl_str_eq(a->text, b->text);
}

static const sl_value *join(sl_arena *mem, const sl_value *a, const sl_value *b, unsigned depth)
{
    if (a == b)
        return a;
    bool are_lists = a->is_list && b->is_list && a->n_items == b->n_items;
    if (!are_lists && (a->is_list || b->is_list))
        return join(mem, unsure(mem, a, depth), unsure(mem, b, depth), depth);
    sl_value *made = sl_alloc(mem, sizeof *made);
    add_own(made, a->labels | b->labels);
    made->code = a->code ? a->code : b->code;
    made->state = a->code ? a->state : b->state;
    made->origins = a->code ? a->origins : b->origins;
    made->is_record = a->is_record && b->is_record;
    made->literal = is_same_literal(a->literal, b->literal) ? a->literal : NULL;
    made->is_list = are_lists;
    made->n_items = a->n_items;
    if (depth == NEST_MAX) {
        add_own(made, a->all | b->all);
        return made;
    }
    for (unsigned side = 0; side < 2; side++)
        for (const sl_member *m = (side ? b : a)->members; m; m = m->next) {
            if (member_of(made, m->name))
                continue;
            const sl_value *left = sl_value_field(mem, a, m->name);
            const sl_value *right = sl_value_field(mem, b, m->name);
            add_member(mem, made, m->name, join(mem, left, right, depth + 1));
        }
    return made;
}

const sl_value *sl_value_join(sl_arena *mem, const sl_value *a, const sl_value *b)
{
    return join(mem, a, b, 0);
}
