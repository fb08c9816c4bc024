/* A state is a tree over the bits of the numbers of names, the lowest bit first: a branch is at the
   first bit in which the names below it differ. */
#include "engine/taint/state.h"

struct sl_state {
    uint32_t name; /* of a branch: the bits that all names below have in common */
    uint32_t bit;  /* that tells its sides apart; 0: a leaf */
    union {
        const sl_state *sides[2];
        sl_binding binding;
    };
};

const sl_binding *sl_state_find(const sl_state *state, uint32_t name)
{
    while (state && state->bit)
        state = state->sides[(name & state->bit) != 0];
    return state && state->name == name ? &state->binding : NULL;
}

static const sl_state *leaf(sl_arena *mem, uint32_t name, const sl_binding *binding)
{
    sl_state *made = sl_alloc(mem, sizeof *made);
    made->name = name;
    made->binding = *binding;
    return made;
}

static const sl_state *branch(sl_arena *mem, const sl_state *like, const sl_state *zero,
                              const sl_state *one)
{
    if (like->sides[0] == zero && like->sides[1] == one)
        return like;
    sl_state *made = sl_alloc(mem, sizeof *made);
    made->name = like->name;
    made->bit = like->bit;
    made->sides[0] = zero;
    made->sides[1] = one;
    return made;
}

/* Two states that have no name in common and neither of which belongs below the other. */
static const sl_state *both(sl_arena *mem, const sl_state *a, const sl_state *b)
{
    uint32_t differ = a->name ^ b->name;
    sl_state like = {.bit = differ & (0 - differ)};
    bool is_one = (a->name & like.bit) != 0;
    like.name = a->name & (like.bit - 1);
    return branch(mem, &like, is_one ? b : a, is_one ? a : b);
}

static bool is_below(uint32_t name, const sl_state *branch)
{
    return (name & (branch->bit - 1)) == branch->name;
}

static const sl_state *put(sl_arena *mem, const sl_state *in, const sl_state *leaf)
{
    if (!in || (!in->bit && in->name == leaf->name))
        return leaf;
    if (!in->bit || !is_below(leaf->name, in))
        return both(mem, in, leaf);
    bool is_one = (leaf->name & in->bit) != 0;
    return branch(mem, in, is_one ? in->sides[0] : put(mem, in->sides[0], leaf),
                  is_one ? put(mem, in->sides[1], leaf) : in->sides[1]);
}

const sl_state *sl_state_set(sl_arena *mem, const sl_state *state, uint32_t name,
                             const sl_binding *binding)
{
    const sl_binding *old = sl_state_find(state, name);
    bool is_same = old && old->value == binding->value && old->run == binding->run;
    return is_same ? state : put(mem, state, leaf(mem, name, binding));
}

/* What holds when the other way did not set these names. */
static const sl_state *weaken(sl_arena *mem, const sl_state *s)
{
    if (!s)
        return NULL;
    if (s->bit)
        return branch(mem, s, weaken(mem, s->sides[0]), weaken(mem, s->sides[1]));
    sl_binding b = {sl_value_unsure(mem, s->binding.value), s->binding.run};
    return b.value == s->binding.value ? s : leaf(mem, s->name, &b);
}

static const sl_state *join_leaves(sl_arena *mem, const sl_state *a, const sl_state *b)
{
    sl_binding made = {sl_value_join(mem, a->binding.value, b->binding.value),
                       a->binding.run > b->binding.run ? a->binding.run : b->binding.run};
    return made.value == a->binding.value && made.run == a->binding.run ? a
                                                                        : leaf(mem, a->name, &made);
}

/* `b` belongs to one side of `a`. */
static const sl_state *join_below(sl_arena *mem, const sl_state *a, const sl_state *b)
{
    bool is_one = (b->name & a->bit) != 0;
    const sl_state *zero = a->sides[0];
    const sl_state *one = a->sides[1];
    return branch(mem, a, is_one ? weaken(mem, zero) : sl_state_join(mem, zero, b),
                  is_one ? sl_state_join(mem, one, b) : weaken(mem, one));
}

const sl_state *sl_state_join(sl_arena *mem, const sl_state *a, const sl_state *b)
{
    if (a == b)
        return a;
    if (!a || !b)
        return weaken(mem, a ? a : b);
    if (!a->bit && !b->bit && a->name == b->name)
        return join_leaves(mem, a, b);
    if (a->bit == b->bit && a->bit && a->name == b->name)
        return branch(mem, a, sl_state_join(mem, a->sides[0], b->sides[0]),
                      sl_state_join(mem, a->sides[1], b->sides[1]));
    if (a->bit && (!b->bit || a->bit < b->bit) && is_below(b->name, a))
        return join_below(mem, a, b);
    if (b->bit && (!a->bit || b->bit < a->bit) && is_below(a->name, b))
        return join_below(mem, b, a);
    return both(mem, weaken(mem, a), weaken(mem, b));
}

void sl_state_changes(const sl_state *before, const sl_state *after,
                      void (*see)(void *context, uint32_t name, const sl_binding *binding),
                      void *context)
{
    if (before == after || !after)
        return;
    if (!after->bit) {
        const sl_binding *old = sl_state_find(before, after->name);
        if (!old || old->value != after->binding.value)
            see(context, after->name, &after->binding);
        return;
    }
    bool is_alike = before && before->bit == after->bit && before->name == after->name;
    for (size_t i = 0; i < 2; i++)
        sl_state_changes(is_alike ? before->sides[i] : before, after->sides[i], see, context);
}
