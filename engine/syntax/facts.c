/* Facts by one walk in the order of execution, as far as the text shows it. What branches disagree
   on is not known after them, what a loop changes is not known in it; functions inside others see
   only what is assigned once. Changes stand on a trail, so that a branch is undone and not copied.
 */
#include "engine/syntax/facts.h"

#include "base/map.h"
#include "engine/syntax/constant.h"
#include "engine/syntax/names.h"

enum { WALK_DEPTH_MAX = 1500 };

/* What is known of one name where the walk stands. */
typedef struct entry {
    sl_facts facts;
    unsigned function; /* how many functions deep it was set */
} entry;

typedef struct change {
    size_t name;
    entry old;
} change;

typedef struct changes {
    change *v;
    size_t n, cap;
} changes;

typedef struct walk {
    sl_arena *mem;
    sl_map names; /* text to index + 1 */
    entry *now;
    uint32_t *assigned; /* how often, in the whole file */
    size_t n;
    changes trail;
    unsigned function, depth;
    bool is_go, is_java, texts_change;
} walk;

static void visit(walk *w, sl_term *t);
static void import_name(walk *w, const sl_term *t);
static void assign(walk *w, sl_term *left, sl_term *value, const sl_term *type);

static size_t index_of(const walk *w, sl_str name)
{
    return (size_t)(uintptr_t)sl_map_get(&w->names, name) - 1; /* SIZE_MAX: never assigned */
}

static void add_name(walk *w, sl_str name)
{
    void **at = sl_map_at(&w->names, w->mem, name);
    if (!*at)
        *at = (void *)(uintptr_t)++w->n;
}

/* The name that a term assigns to: x, this.x and self.x. */
static const sl_term *target_of(const sl_term *t)
{
    if (t->kind == SL_T_NAME)
        return t;
    const sl_term *object = t->kind == SL_T_FIELD ? sl_term_get(t, SL_R_OBJECT) : NULL;
    const sl_term *name = object ? sl_term_get(t, SL_R_NAME) : NULL;
    bool is_own = object && object->kind == SL_T_NAME &&
                  (sl_str_is(object->text, "this") || sl_str_is(object->text, "self"));
    return is_own && name && name->kind == SL_T_NAME ? name : NULL;
}

static bool is_assigning(const sl_term *t)
{
    return t->kind == SL_T_ASSIGN || t->kind == SL_T_UPDATE || t->kind == SL_T_FOREACH ||
           t->kind == SL_T_CASE;
}

static bool is_defining(const sl_term *t)
{
    return t->kind == SL_T_VAR || t->kind == SL_T_PARAM || t->kind == SL_T_IMPORT ||
           t->kind == SL_T_WITH || t->kind == SL_T_CATCH;
}

/* Calls `call` for every name that the term itself assigns to. */
static void each_target(walk *w, const sl_term *t, void (*call)(walk *w, const sl_term *name))
{
    for (uint32_t i = 0; i < t->n; i++) {
        const sl_term *kid = t->kids[i];
        bool is_target = (is_assigning(t) && kid->role == SL_R_LEFT) ||
                         (is_defining(t) && (kid->role == SL_R_NAME || kid->role == SL_R_ALIAS));
        if (!is_target && !(t->kind == SL_T_OTHER && kid->role == SL_R_ALIAS))
            continue;
        const sl_term *name = target_of(kid);
        if (name)
            call(w, name);
        for (const sl_term *x = name ? NULL : kid; x;) {
            bool is_field = x->kind == SL_T_FIELD; /* a.b = c leaves a what it is */
            if (x->kind == SL_T_NAME && x->role != SL_R_KEY)
                call(w, x);
            x = sl_term_next(kid, x, is_field);
        }
    }
}

static void note_name(walk *w, const sl_term *name)
{
    add_name(w, name->text);
}

static void count_name(walk *w, const sl_term *name)
{
    w->assigned[index_of(w, name->text)]++;
}

static void set(walk *w, size_t name, const entry *value)
{
    if (name == SIZE_MAX)
        return;
    *sl_list_add(w->mem, &w->trail) = (change){name, w->now[name]};
    w->now[name] = *value;
    w->now[name].function = w->function;
}

static void forget(walk *w, const sl_term *name)
{
    entry none = {0};
    set(w, index_of(w, name->text), &none);
}

static void undo(walk *w, size_t mark)
{
    while (w->trail.n > mark) {
        const change *c = &w->trail.v[--w->trail.n];
        w->now[c->name] = c->old;
    }
}

/* What is assigned anywhere below is not known from here on. */
static void forget_assigned(walk *w, const sl_term *top)
{
    for (const sl_term *t = top; t; t = sl_term_next(top, t, false))
        if (is_assigning(t) || t->kind == SL_T_VAR)
            each_target(w, t, forget);
}

static const entry *seen_entry(const walk *w, size_t name)
{
    if (name == SIZE_MAX)
        return NULL;
    const entry *e = &w->now[name];
    return e;
}

/* A use of a name. */
static void use(walk *w, sl_term *t, const sl_term *name)
{
    const entry *e = seen_entry(w, index_of(w, name->text));
    if (!e || !(e->facts.value || e->facts.type || e->facts.alias || e->facts.symbol))
        return;
    bool is_unsure = e->function < w->function && w->assigned[index_of(w, name->text)] > 1;
    sl_facts *facts = sl_term_facts(w->mem, t);
    *facts = e->facts;
    if (is_unsure)
        facts->value = facts->alias = facts->symbol = NULL;
    if (t->kind == SL_T_FIELD)
        facts->alias = NULL;
}

static void visit_kids(walk *w, sl_term *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        visit(w, t->kids[i]);
}

static bool ends_flow(const sl_term *t)
{
    for (uint32_t i = 0; t && i < t->n; i++)
        if (t->kids[i]->kind == SL_T_RETURN || t->kids[i]->kind == SL_T_THROW ||
            (t->kids[i]->kind == SL_T_JUMP && !sl_str_is(t->kids[i]->text, "pass")))
            return true;
    return false;
}

/* The state after one of several ways: what it changed. */
typedef struct way {
    changes made;
    bool is_dead; /* it does not come out */
} way;

static void try_way(walk *w, way *out, sl_term *t)
{
    size_t mark = w->trail.n;
    if (t)
        visit(w, t);
    for (size_t i = mark; i < w->trail.n; i++) {
        size_t name = w->trail.v[i].name;
        *sl_list_add(w->mem, &out->made) = (change){name, w->now[name]};
    }
    out->is_dead = ends_flow(t);
    undo(w, mark);
}

static const entry *after_way(const walk *w, const way *taken, size_t name)
{
    for (size_t i = taken->made.n; i > 0; i--)
        if (taken->made.v[i - 1].name == name)
            return &taken->made.v[i - 1].old;
    return &w->now[name];
}

static void join_name(walk *w, const way *ways, size_t n, size_t name)
{
    entry joined = {0};
    bool is_first = true;
    for (size_t i = 0; i < n; i++) {
        if (ways[i].is_dead)
            continue;
        const entry *e = after_way(w, &ways[i], name);
        joined.facts.value = is_first
                                 ? e->facts.value
                                 : sl_constant_join(w->mem, joined.facts.value, e->facts.value);
        joined.facts.symbol =
            is_first || joined.facts.symbol == e->facts.symbol ? e->facts.symbol : NULL;
        if (is_first || !joined.facts.type)
            joined.facts.type = e->facts.type;
        is_first = false;
    }
    if (!is_first)
        set(w, name, &joined);
}

static void join(walk *w, const way *ways, size_t n)
{
    size_t mark = w->trail.n;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; !ways[i].is_dead && k < ways[i].made.n; k++) {
            bool is_done = false;
            for (size_t m = mark; m < w->trail.n; m++)
                is_done |= w->trail.v[m].name == ways[i].made.v[k].name;
            if (!is_done)
                join_name(w, ways, n, ways[i].made.v[k].name);
        }
}

static void visit_if(walk *w, sl_term *t)
{
    way ways[2] = {0};
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role != SL_R_THEN && t->kids[i]->role != SL_R_ELSE)
            visit(w, t->kids[i]);
    try_way(w, &ways[0], sl_term_get(t, SL_R_THEN));
    try_way(w, &ways[1], sl_term_get(t, SL_R_ELSE));
    join(w, ways, 2);
}

/* The cases of a switch, and none of them. */
static void visit_switch(walk *w, sl_term *t)
{
    sl_term *body = sl_term_get(t, SL_R_BODY);
    sl_term *from = body ? body : t;
    way *ways = sl_alloc_array(w->mem, from->n + 1, sizeof *ways);
    size_t n = 0;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i] != body && t->kids[i]->kind != SL_T_CASE)
            visit(w, t->kids[i]);
    for (uint32_t i = 0; i < from->n; i++)
        if (from->kids[i]->kind == SL_T_CASE)
            try_way(w, &ways[n++], from->kids[i]);
    try_way(w, &ways[n++], NULL);
    join(w, ways, n);
}

static void visit_try(walk *w, sl_term *t)
{
    sl_term *body = sl_term_get(t, SL_R_BODY);
    way ways[2] = {0};
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_INIT)
            visit(w, t->kids[i]);
    try_way(w, &ways[0], body);
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->kids[i]->role != SL_R_CATCH)
            continue;
        size_t mark = w->trail.n;
        forget_assigned(w, body ? body : t);
        visit(w, t->kids[i]);
        undo(w, mark);
    }
    join(w, ways, 1);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_CATCH && !ends_flow(sl_term_get(t->kids[i], SL_R_BODY)))
            forget_assigned(w, t);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_FINALLY || t->kids[i]->role == SL_R_ELSE)
            visit(w, t->kids[i]);
}

/* What a loop does once, before its first turn. */
static bool is_before_loop(const sl_term *kid)
{
    return kid->role == SL_R_INIT || kid->role == SL_R_RIGHT;
}

static void visit_loop(walk *w, sl_term *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (is_before_loop(t->kids[i]))
            visit(w, t->kids[i]);
    forget_assigned(w, t);
    sl_term *left = t->kind == SL_T_FOREACH ? sl_term_get(t, SL_R_LEFT) : NULL;
    if (left && left->kind == SL_T_NAME)
        assign(w, left, NULL, sl_term_get(t, SL_R_TYPE));
    for (uint32_t i = 0; i < t->n; i++)
        if (!is_before_loop(t->kids[i]) && t->kids[i]->role != SL_R_LEFT)
            visit(w, t->kids[i]);
    forget_assigned(w, t);
}

static void visit_case(walk *w, sl_term *t)
{
    each_target(w, t, forget);
    visit_kids(w, t);
}

static void visit_function(walk *w, sl_term *t)
{
    size_t mark = w->trail.n;
    w->function++;
    visit_kids(w, t);
    w->function--;
    undo(w, mark);
}

/* const {a, b: c} = require('m'). */
static void require_fields(walk *w, const sl_term *pattern, const sl_term *module)
{
    for (uint32_t i = 0; i < pattern->n; i++) {
        const sl_term *pair = pattern->kids[i];
        const sl_term *key = pair->kind == SL_T_PAIR ? sl_term_get(pair, SL_R_KEY) : NULL;
        const sl_term *name = key ? sl_term_get(pair, SL_R_VALUE) : NULL;
        if (!name || name->kind != SL_T_NAME)
            continue;
        entry e = {.facts = {.alias = sl_name_field(w->mem, module, key->text)}};
        set(w, index_of(w, name->text), &e);
    }
}

/* One assignment of one value to one name. */
static void assign(walk *w, sl_term *left, sl_term *value, const sl_term *type)
{
    const sl_term *name = target_of(left);
    entry e = {0};
    if (!name)
        return;
    e.facts.value = sl_constant_of(value);
    e.facts.symbol = value && !e.facts.value && left->kind == SL_T_NAME ? value : NULL;
    e.facts.alias = sl_name_required(w->mem, value);
    const sl_term *made = sl_name_type(w->mem, value, w->is_go);
    bool is_inferred = type && type->kind == SL_T_NAME &&
                       (sl_str_is(type->text, "var") || sl_str_is(type->text, "auto"));
    e.facts.type = type && !is_inferred ? type : made;
    size_t index = index_of(w, name->text);
    if (!e.facts.alias && index != SIZE_MAX)
        e.facts.alias = w->now[index].facts.alias; /* a name that was imported stays one */
    if (!e.facts.type && index != SIZE_MAX && left->kind == SL_T_NAME)
        e.facts.type = w->now[index].facts.type; /* as it was declared */
    set(w, index, &e);
    if (left->kind == SL_T_NAME && e.facts.type)
        sl_term_facts(w->mem, left)->type = e.facts.type;
}

/* As many names as values: one each; a type alone is for all names. */
static void assign_each(walk *w, sl_term *t, sl_role left_role, sl_role right_role)
{
    size_t n_left;
    size_t n_right;
    sl_term *const *left = sl_term_all(t, left_role, &n_left);
    sl_term *const *right = sl_term_all(t, right_role, &n_right);
    const sl_term *type = sl_term_get(t, SL_R_TYPE);
    bool is_each = n_left == n_right;
    for (size_t i = 0; i < n_left && (is_each || !n_right || type); i++)
        assign(w, left[i], is_each ? right[i] : NULL, type);
    const sl_term *module = n_right == 1 && n_left == 1 ? sl_name_required(w->mem, right[0]) : NULL;
    if (module && left[0]->kind == SL_T_RECORD)
        require_fields(w, left[0], module);
}

static void visit_assignment(walk *w, sl_term *t)
{
    bool is_variable = t->kind == SL_T_VAR;
    sl_role left_role = is_variable ? SL_R_NAME : SL_R_LEFT;
    size_t n_left;
    sl_term *const *left = sl_term_all(t, left_role, &n_left);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role != left_role)
            visit(w, t->kids[i]);
    for (size_t i = 0; i < n_left; i++)
        if (left[i]->kind != SL_T_NAME)
            visit(w, left[i]);
    if (n_left != 1 || left[0]->kind != SL_T_NAME)
        each_target(w, t, forget);
    assign_each(w, t, left_role, is_variable ? SL_R_VALUE : SL_R_RIGHT);
}

static void visit_update(walk *w, sl_term *t)
{
    const sl_term *left = sl_term_get(t, SL_R_LEFT);
    const sl_term *name = left ? target_of(left) : NULL;
    visit_kids(w, t);
    if (!name)
        return;
    const sl_term *right = sl_term_get(t, SL_R_RIGHT);
    entry e = {0};
    if (right && (sl_str_is(t->text, "+=") || sl_str_is(t->text, ".=")))
        e.facts.value = sl_constant_sum(w->mem, sl_constant_of(left), sl_constant_of(right));
    set(w, index_of(w, name->text), &e);
}

/* Texts of Ruby change in their place: a << b, a.concat(b), a.upcase!. */
static void grow(walk *w, const sl_term *text, const sl_term *by)
{
    const sl_term *name = w->texts_change && text ? target_of(text) : NULL;
    entry e = {0};
    if (!name || !sl_constant_of(text))
        return;
    if (by)
        e.facts.value = sl_constant_sum(w->mem, sl_constant_of(text), sl_constant_of(by));
    set(w, index_of(w, name->text), &e);
}

static void visit_binary(walk *w, sl_term *t)
{
    visit_kids(w, t);
    if (sl_str_is(t->text, "<<"))
        grow(w, sl_term_get(t, SL_R_LEFT), sl_term_get(t, SL_R_RIGHT));
}

static void visit_call(walk *w, sl_term *t)
{
    visit_kids(w, t);
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    const sl_term *name =
        callee && callee->kind == SL_T_FIELD ? sl_term_get(callee, SL_R_NAME) : NULL;
    if (name && sl_str_is(name->text, "concat"))
        grow(w, sl_term_get(callee, SL_R_OBJECT), sl_term_get(t, SL_R_ARG));
    else if (name && (sl_str_is(name->text, "replace") || sl_str_is(name->text, "insert") ||
                      sl_str_is(name->text, "prepend")))
        grow(w, sl_term_get(callee, SL_R_OBJECT), NULL);
}

static void visit_param(walk *w, sl_term *t)
{
    sl_term *name = sl_term_get(t, SL_R_NAME);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i] != name)
            visit(w, t->kids[i]);
    each_target(w, t, forget);
    if (name && name->kind == SL_T_NAME)
        assign(w, name, NULL, sl_term_get(t, SL_R_TYPE));
}

static void visit_name(walk *w, sl_term *t)
{
    static const sl_role passed[] = {SL_R_KEY, SL_R_ALIAS};
    bool is_name_of = t->role == SL_R_NAME && t->parent && t->parent->kind != SL_T_OTHER &&
                      t->parent->kind != SL_T_MODIFIER;
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
        is_name_of |= t->role == passed[i];
    if (!is_name_of)
        use(w, t, t);
}

static void visit_field(walk *w, sl_term *t)
{
    visit_kids(w, t);
    const sl_term *name = target_of(t);
    const sl_term *method = sl_term_get(t, SL_R_NAME);
    if (name)
        use(w, t, name);
    if (method && sl_str_ends(method->text, SL_S("!")))
        grow(w, sl_term_get(t, SL_R_OBJECT), NULL);
}

static bool has_modifier(const sl_term *t, const char *name)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_MODIFIER && sl_str_is(t->kids[i]->text, name))
            return true;
    return false;
}

/* Others may set a field of Java that is not its class's alone. */
static void open_field(walk *w, const sl_term *field)
{
    const sl_term *name = sl_term_get(field, SL_R_NAME);
    size_t index = name && name->kind == SL_T_NAME ? index_of(w, name->text) : SIZE_MAX;
    if (index != SIZE_MAX && !has_modifier(field, "private") && !has_modifier(field, "final"))
        w->now[index].facts.value = NULL;
}

/* Fields first, which methods then see. */
static void visit_members(walk *w, sl_term *t)
{
    for (unsigned pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < t->n; i++) {
            sl_term *kid = t->kids[i];
            if ((kid->kind == SL_T_VAR) != (pass == 0))
                continue;
            visit(w, kid);
            if (w->is_java && pass == 0)
                open_field(w, kid);
        }
}

/* with e as x: */
static void visit_resource(walk *w, sl_term *t)
{
    sl_term *alias = sl_term_get(t, SL_R_ALIAS);
    for (uint32_t i = 0; alias && alias->kind == SL_T_NAME && i < t->n; i++)
        if (t->kids[i]->kind == SL_T_CALL)
            assign(w, alias, t->kids[i], NULL);
}

static void visit(walk *w, sl_term *t)
{
    static void (*const by_kind[SL_T_COUNT])(walk * w, sl_term * t) = {
        [SL_T_MEMBERS] = visit_members,   [SL_T_IF] = visit_if,
        [SL_T_SWITCH] = visit_switch,     [SL_T_CASE] = visit_case,
        [SL_T_TRY] = visit_try,           [SL_T_BINARY] = visit_binary,
        [SL_T_CALL] = visit_call,         [SL_T_FOR] = visit_loop,
        [SL_T_FOREACH] = visit_loop,      [SL_T_WHILE] = visit_loop,
        [SL_T_FUNCTION] = visit_function, [SL_T_ASSIGN] = visit_assignment,
        [SL_T_VAR] = visit_assignment,    [SL_T_UPDATE] = visit_update,
        [SL_T_PARAM] = visit_param,       [SL_T_NAME] = visit_name,
        [SL_T_FIELD] = visit_field,
    };
    if (t->kind == SL_T_IMPORT)
        import_name(w, t);
    if (w->depth == WALK_DEPTH_MAX || t->kind == SL_T_IMPORT)
        return;
    w->depth++;
    if (by_kind[t->kind])
        by_kind[t->kind](w, t);
    else
        visit_kids(w, t);
    if (t->kind == SL_T_OTHER && t->parent && t->parent->kind == SL_T_WITH)
        visit_resource(w, t);
    sl_constant_find(w->mem, t);
    w->depth--;
}

static void import_name(walk *w, const sl_term *t)
{
    entry e = {0};
    const sl_term *local = sl_name_imported(&e.facts.alias, w->mem, t, w->is_go);
    if (local)
        set(w, index_of(w, local->text), &e);
}

/* A variable of that name before it: no call. */
static void close_name(const walk *w, sl_term *t)
{
    size_t index = t->flags & SL_TERM_MAY_CALL ? index_of(w, t->text) : SIZE_MAX;
    if (index != SIZE_MAX && w->assigned[index])
        t->flags &= (uint8_t)~SL_TERM_MAY_CALL;
}

static bool has_targets(const sl_term *t)
{
    return is_assigning(t) || is_defining(t) || t->kind == SL_T_OTHER;
}

void sl_facts_find(sl_term *root, sl_arena *mem, const sl_dialect *dialect)
{
    walk w = {.mem = mem,
              .is_go = sl_str_is(sl_str_of(dialect->language), "go"),
              .is_java = sl_str_is(sl_str_of(dialect->language), "java"),
              .texts_change = dialect->texts_change};
    if (dialect->bare_names)
        return;
    for (sl_term *t = root; t; t = sl_term_next(root, t, false)) {
        if (has_targets(t))
            each_target(&w, t, note_name);
        const sl_term *module = t->kind == SL_T_IMPORT ? sl_term_get(t, SL_R_MODULE) : NULL;
        if (module && module->kind == SL_T_FIELD)
            add_name(&w, sl_term_get(module, SL_R_NAME)->text);
    }
    if (!w.n)
        add_name(&w, SL_S(""));
    w.now = sl_alloc_array(mem, w.n, sizeof *w.now);
    w.assigned = sl_alloc_array(mem, w.n, sizeof *w.assigned);
    for (sl_term *t = root; t; t = sl_term_next(root, t, false)) {
        close_name(&w, t);
        if (has_targets(t) && t->kind != SL_T_IMPORT)
            each_target(&w, t, count_name);
    }
    visit(&w, root);
}
