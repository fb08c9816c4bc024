/* Walking, comparing and printing terms. */
#include "engine/syntax/term.h"

static const char *const kinds[] = {
#define KIND(constant, name) name,
#include "engine/syntax/kinds.def"
#undef KIND
};

static const struct {
    const char *name;
    sl_discipline discipline;
} roles[] = {
#define ROLE(constant, name, discipline) {name, SL_D_##discipline},
#include "engine/syntax/roles.def"
#undef ROLE
};

const char *sl_term_kind_name(sl_term_kind kind)
{
    return kind < SL_T_COUNT ? kinds[kind] : "splice";
}

sl_term_kind sl_term_kind_of(sl_str name)
{
    size_t i = 0;
    while (i < SL_T_COUNT && !sl_str_is(name, kinds[i]))
        i++;
    return (sl_term_kind)i;
}

const char *sl_role_name(sl_role role)
{
    return role < SL_R_COUNT ? roles[role].name : "none";
}

sl_role sl_role_of(sl_str name)
{
    size_t i = 0;
    while (i < SL_R_COUNT && !sl_str_is(name, roles[i].name))
        i++;
    return (sl_role)i;
}

sl_discipline sl_role_discipline(sl_role role)
{
    return roles[role].discipline;
}

sl_term *const *sl_term_all(const sl_term *term, sl_role role, size_t *n)
{
    size_t from = 0;
    while (from < term->n && term->kids[from]->role != role)
        from++;
    size_t to = from;
    while (to < term->n && term->kids[to]->role == role)
        to++;
    *n = to - from;
    return from ? term->kids + from : term->kids;
}

sl_term *sl_term_get(const sl_term *term, sl_role role)
{
    size_t n;
    sl_term *const *found = sl_term_all(term, role, &n);
    return n ? found[0] : NULL;
}

/* A term without kids has an empty list, never none: lists are walked by adding to their start. */
static sl_term *const no_kids[1];

sl_term *sl_term_new(sl_arena *mem, sl_term_kind kind, sl_role role)
{
    sl_term *made = sl_alloc(mem, sizeof *made);
    made->kind = (uint8_t)kind;
    made->role = (uint8_t)role;
    made->type = kinds[kind];
    made->kids = (sl_term **)(uintptr_t)no_kids;
    return made;
}

sl_term *sl_term_copy(sl_arena *mem, const sl_term *term)
{
    sl_term *made = sl_alloc(mem, sizeof *made);
    *made = *term;
    made->parent = NULL;
    made->facts = NULL;
    made->at = 0;
    made->kids = sl_alloc_array(mem, term->n, sizeof *made->kids);
    for (uint32_t i = 0; i < term->n; i++) {
        made->kids[i] = sl_term_copy(mem, term->kids[i]);
        made->kids[i]->parent = made;
        made->kids[i]->at = i;
    }
    return made;
}

sl_facts *sl_term_facts(sl_arena *mem, sl_term *term)
{
    if (!term->facts)
        term->facts = sl_alloc(mem, sizeof *term->facts);
    return term->facts;
}

sl_term *sl_term_next(const sl_term *top, const sl_term *term, bool skip_kids)
{
    if (!skip_kids && term->n)
        return term->kids[0];
    while (term != top) {
        if (term->at + 1 < term->parent->n)
            return term->parent->kids[term->at + 1];
        term = term->parent;
    }
    return NULL;
}

static bool is_same_node(const sl_term *a, const sl_term *b)
{
    if (a->kind != b->kind || a->n != b->n || !sl_str_eq(a->text, b->text))
        return false;
    if (a->kind == SL_T_STRING)
        return (strcmp(a->type, SL_TERM_BYTES) == 0) == (strcmp(b->type, SL_TERM_BYTES) == 0);
    return a->kind != SL_T_OTHER || a->type == b->type || strcmp(a->type, b->type) == 0;
}

bool sl_term_equal(const sl_term *a, const sl_term *b)
{
    const sl_term *x = a;
    const sl_term *y = b;
    if ((a->flags | b->flags) & SL_TERM_ANY_TEXT)
        return false;
    for (; x && y; x = sl_term_next(a, x, false), y = sl_term_next(b, y, false))
        if (!is_same_node(x, y))
            return false;
    return !x && !y;
}

bool sl_term_dotted(sl_buf *out, const sl_term *term)
{
    if (term->kind == SL_T_NAME)
        return sl_buf_add(out, term->text);
    if (term->kind != SL_T_FIELD)
        return false;
    const sl_term *object = sl_term_get(term, SL_R_OBJECT);
    const sl_term *name = sl_term_get(term, SL_R_NAME);
    return object && name && name->kind == SL_T_NAME && sl_term_dotted(out, object) &&
           sl_buf_addc(out, '.') && sl_buf_add(out, name->text);
}

void sl_term_print(sl_buf *out, const sl_term *term)
{
    sl_buf_addf(out, "(%s:%s", sl_role_name(term->role), sl_term_kind_name(term->kind));
    if (term->kind == SL_T_OTHER)
        sl_buf_addf(out, "=%s", term->type);
    if (term->text.n || term->flags & SL_TERM_ANY_TEXT)
        sl_buf_addf(out, " \"%.*s\"", SL_FMT(term->text));
    for (size_t i = 0; i < term->n; i++) {
        sl_buf_addc(out, ' ');
        sl_term_print(out, term->kids[i]);
    }
    sl_buf_addc(out, ')');
}
