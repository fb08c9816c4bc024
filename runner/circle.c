/* Depth first, each stage once: a need that is still open closes a circle. */
#include "runner/circle.h"

enum { WHITE, GREY, BLACK };

typedef struct walk {
    const sl_needs *needs;
    unsigned char *colour;
    size_t *path;
    size_t depth;
} walk;

/* True when a circle was found; it is the end of the path, from `*first`. */
static bool visit(walk *w, size_t at, size_t *first)
{
    w->colour[at] = GREY;
    w->path[w->depth++] = at;
    for (size_t i = 0; i < w->needs[at].n; i++) {
        size_t next = w->needs[at].v[i];
        if (w->colour[next] == GREY)
            return *first = next, true;
        if (w->colour[next] == WHITE && visit(w, next, first))
            return true;
    }
    w->depth--;
    w->colour[at] = BLACK;
    return false;
}

sl_str sl_circle_find(sl_arena *mem, const sl_pipeline *pipeline, const sl_needs *needs, size_t *at)
{
    size_t n = pipeline->stages.n;
    walk w = {.needs = needs,
              .colour = sl_alloc(mem, n + 1),
              .path = sl_alloc_array(mem, n + 1, sizeof(size_t))};
    bool found = false;
    for (size_t i = 0; i < n && !found; i++)
        found = w.colour[i] == WHITE && visit(&w, i, at);
    sl_str text = {0};
    bool is_in = false;
    for (size_t i = 0; found && i < w.depth; i++) {
        is_in = is_in || w.path[i] == *at;
        if (is_in)
            text = sl_printf(mem, "%.*s%.*s -> ", SL_FMT(text),
                             SL_FMT(pipeline->stages.v[w.path[i]].name));
    }
    if (found)
        text = sl_printf(mem, "%.*s%.*s", SL_FMT(text), SL_FMT(pipeline->stages.v[*at].name));
    return text;
}
