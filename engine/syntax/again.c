/* The second parse has its own text; the terms it makes are moved to the places of the first. */
#include "engine/syntax/again.h"

/* The holes in the bytes, at their places in the new text. */
static sl_holes *holes_in(const sl_lowering *l, sl_cst_gap bytes, uint32_t before)
{
    sl_holes *made = sl_alloc(l->mem, sizeof *made);
    for (size_t i = 0; i < l->holes->n; i++) {
        sl_hole hole = l->holes->v[i];
        if (hole.start < bytes.start || hole.end > bytes.end)
            continue;
        hole.start = hole.start - bytes.start + before;
        hole.end = hole.end - bytes.start + before;
        *sl_list_add(l->mem, made) = hole;
    }
    return made;
}

static void move(sl_term *top, sl_cst_gap bytes, uint32_t before)
{
    for (sl_term *t = top; t; t = sl_term_next(top, t, false)) {
        uint32_t n = bytes.end - bytes.start;
        uint32_t from = t->start > before ? t->start - before : 0;
        uint32_t to = t->end > before ? t->end - before : 0;
        t->start = bytes.start + (from < n ? from : n);
        t->end = bytes.start + (to < n ? to : n);
    }
}

static sl_term *first_of(sl_term *root, sl_term_kind kind)
{
    sl_term *t = root;
    while (t && t->kind != kind)
        t = sl_term_next(root, t, false);
    return t;
}

bool sl_lower_again(sl_lowering *l, const sl_again *as, sl_cst_gap bytes, sl_role role)
{
    sl_err ignored = {0};
    sl_cst cst;
    uint32_t before = (uint32_t)strlen(as->before);
    sl_str inner = sl_str_sub(l->cst->text, bytes.start, bytes.end);
    if (l->again == SL_AGAIN_DEPTH_MAX)
        return false;
    sl_str text = sl_printf(l->mem, "%s%.*s%s", as->before, SL_FMT(inner), as->after);
    if (!sl_cst_parse(&cst, l->mem, sl_tables_grammar(l->tables), text, SL_AGAIN_MS, &ignored) ||
        cst.errors)
        return false;
    sl_lowering inside = {.mem = l->mem,
                          .tables = l->tables,
                          .cst = &cst,
                          .holes = l->holes ? holes_in(l, bytes, before) : NULL,
                          .again = l->again + 1};
    sl_term *holder = first_of(sl_lower_one(&inside, 0, SL_R_ITEM), as->kind);
    size_t n = 0;
    sl_term *const *found = holder ? sl_term_all(holder, as->role, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        move(found[i], bytes, before);
        found[i]->parent = NULL;
        sl_lower_emit(l, found[i], role);
    }
    return holder != NULL;
}
