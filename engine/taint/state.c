/* Values and states that are never changed. */
#include "engine/taint/state.h"

enum { MEMBERS_MAX = 64, NEST_MAX = 8 };

const sl_value sl_value_clean = {0};

const sl_value *sl_value_of(sl_arena *mem, sl_taint_labels labels)
{
    if (!labels)
        return &sl_value_clean;
    sl_value *v = sl_alloc(mem, sizeof *v);
    v->labels = labels;
    return v;
}

static sl_taint_labels labels_of(const sl_value *v, unsigned depth)
{
    sl_taint_labels all = v->labels;
    for (const sl_member *m = v->members; m && depth < NEST_MAX; m = m->next)
        all |= labels_of(m->value, depth + 1);
    return all;
}

sl_taint_labels sl_value_labels(const sl_value *v)
{
    return labels_of(v, 0);
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
    return m ? m->value : sl_value_of(mem, v->labels);
}

const sl_value *sl_value_with(sl_arena *mem, const sl_value *v, sl_str name, const sl_value *field)
{
    sl_value *made = sl_alloc(mem, sizeof *made);
    size_t n = 0;
    *made = *v;
    made->members = NULL;
    for (const sl_member *m = v->members; m && n < MEMBERS_MAX; m = m->next) {
        if (sl_str_eq(m->name, name))
            continue;
        sl_member *copy = sl_alloc(mem, sizeof *copy);
        *copy = *m;
        copy->next = made->members;
        made->members = copy;
        n++;
    }
    sl_member *added = sl_alloc(mem, sizeof *added);
    *added = (sl_member){name, field, made->members};
    made->members = added;
    return made;
}

const sl_value *sl_value_add(sl_arena *mem, const sl_value *v, sl_taint_labels labels)
{
    if ((v->labels & labels) == labels)
        return v;
    sl_value *made = sl_alloc(mem, sizeof *made);
    *made = *v;
    made->labels |= labels;
    return made;
}

static const sl_value *join(sl_arena *mem, const sl_value *a, const sl_value *b, unsigned depth)
{
    if (a == b)
        return a;
    sl_value *made = sl_alloc(mem, sizeof *made);
    made->labels = a->labels | b->labels;
    made->code = a->code ? a->code : b->code;
    if (depth == NEST_MAX) {
        made->labels = labels_of(a, depth) | labels_of(b, depth);
        return made;
    }
    for (unsigned side = 0; side < 2; side++)
        for (const sl_member *m = (side ? b : a)->members; m; m = m->next) {
            if (member_of(made, m->name))
                continue;
            sl_member *both = sl_alloc(mem, sizeof *both);
            both->name = m->name;
            both->value = join(mem, sl_value_field(mem, a, m->name),
                               sl_value_field(mem, b, m->name), depth + 1);
            both->next = made->members;
            made->members = both;
        }
    return made;
}

const sl_value *sl_value_join(sl_arena *mem, const sl_value *a, const sl_value *b)
{
    return join(mem, a, b, 0);
}

const sl_value *sl_state_get(const sl_binding *state, sl_str name)
{
    for (; state; state = state->next)
        if (sl_str_eq(state->name, name))
            return state->value;
    return NULL;
}

const sl_binding *sl_state_set(sl_arena *mem, const sl_binding *state, sl_str name,
                               const sl_value *value)
{
    sl_binding *made = sl_alloc(mem, sizeof *made);
    *made = (sl_binding){name, value, state, state ? state->depth + 1 : 1};
    return made;
}

static const sl_value *known(const sl_binding *state, sl_str name)
{
    const sl_value *v = sl_state_get(state, name);
    return v ? v : &sl_value_clean;
}

/* The names that a state has set since `base`, joined with what the other has for them. */
static const sl_binding *join_new(sl_arena *mem, const sl_binding *base, const sl_binding *from,
                                  const sl_binding *a, const sl_binding *b)
{
    const sl_binding *out = base;
    size_t floor = base ? base->depth : 0;
    for (const sl_binding *s = from; s && s->depth > floor; s = s->next) {
        bool is_done = false;
        for (const sl_binding *o = out; !is_done && o && o->depth > floor && o != base; o = o->next)
            is_done = sl_str_eq(o->name, s->name);
        if (!is_done)
            out = sl_state_set(mem, out, s->name,
                               sl_value_join(mem, known(a, s->name), known(b, s->name)));
    }
    return out;
}

const sl_binding *sl_state_join(sl_arena *mem, const sl_binding *base, const sl_binding *a,
                                const sl_binding *b)
{
    if (a == b)
        return a;
    const sl_binding *first = join_new(mem, base, a, a, b);
    size_t floor = base ? base->depth : 0;
    for (const sl_binding *s = b; s && s->depth > floor; s = s->next) {
        bool is_done = false;
        for (const sl_binding *o = first; !is_done && o && o->depth > floor; o = o->next)
            is_done = sl_str_eq(o->name, s->name);
        if (!is_done)
            first = sl_state_set(mem, first, s->name,
                                 sl_value_join(mem, known(a, s->name), known(b, s->name)));
    }
    return first;
}
