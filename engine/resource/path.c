/* Reading attribute paths and walking them over document trees. */
#include "engine/resource/path.h"

#include "engine/resource/resource.h"

enum { STEPS_MAX = 64, DEPTH_MAX = 200 };

typedef struct reader {
    sl_arena *mem;
    sl_str text;
    size_t at;
} reader;

static bool wrong(const reader *r, const char *what, sl_err *e)
{
    return sl_fail(e, SL_EUSAGE, "path '%.*s': %s at character %zu", SL_FMT(r->text), what,
                   r->at + 1);
}

static sl_str take_word(reader *r)
{
    size_t from = r->at;
    while (r->at < r->text.n && r->text.p[r->at] != '.' && r->text.p[r->at] != '[')
        r->at++;
    return sl_str_sub(r->text, from, r->at);
}

/* "[*]", "[0]", "[-1]" or "['key']". */
static bool read_bracket(reader *r, sl_step *step, sl_err *e)
{
    size_t close = r->at;
    char quote = r->at + 1 < r->text.n ? r->text.p[r->at + 1] : 0;
    bool is_quoted = quote == '\'' || quote == '"';
    size_t from = r->at + 1 + is_quoted;
    sl_str end = is_quoted ? (quote == '"' ? SL_S("\"]") : SL_S("']")) : SL_S("]");
    close = sl_str_find(r->text, end, from);
    if (close == SIZE_MAX)
        return wrong(r, "a bracket is not closed", e);
    sl_str inner = sl_str_sub(r->text, from, close);
    if (is_quoted)
        *step = (sl_step){.kind = SL_STEP_KEY, .key = inner};
    else if (sl_str_is(inner, "*"))
        step->kind = SL_STEP_ALL;
    else if (sl_str_int(inner, &step->index))
        step->kind = SL_STEP_INDEX;
    else
        return wrong(r, "brackets hold *, a number or a quoted key", e);
    r->at = close + end.n;
    return true;
}

static bool read_step(reader *r, sl_step *step, sl_err *e)
{
    if (r->text.p[r->at] == '[')
        return read_bracket(r, step, e);
    sl_str word = take_word(r);
    if (!word.n)
        return wrong(r, "a key is missing", e);
    *step = (sl_step){.kind = SL_STEP_KEY, .key = word};
    if (sl_str_is(word, "*"))
        step->kind = SL_STEP_ALL;
    else if (sl_str_is(word, "**"))
        step->kind = SL_STEP_DEEP;
    return true;
}

/* "$parent.$parent." and the like at the front. */
static bool read_root(reader *r, sl_attr_path *path, sl_err *e)
{
    static const struct {
        const char *name;
        sl_path_root root;
    } roots[] = {{"$resource", SL_ROOT_RESOURCE},
                 {"$parent", SL_ROOT_PARENT},
                 {"$outer", SL_ROOT_OUTER},
                 {"$subject", SL_ROOT_SUBJECT}};
    while (r->at < r->text.n && r->text.p[r->at] == '$') {
        sl_str word = take_word(r);
        size_t i = 0;
        while (i < 4 && !sl_str_is(word, roots[i].name))
            i++;
        if (i == 4 || (path->up && path->root != roots[i].root))
            return wrong(r, "an unknown beginning", e);
        path->root = roots[i].root;
        path->up++;
        r->at += r->at < r->text.n && r->text.p[r->at] == '.';
    }
    return true;
}

bool sl_attr_path_read(sl_attr_path *path, sl_arena *mem, sl_str text, sl_err *e)
{
    reader r = {mem, text, 0};
    *path = (sl_attr_path){0};
    if (!read_root(&r, path, e))
        return false;
    while (r.at < text.n) {
        if (path->n == STEPS_MAX)
            return wrong(&r, "too many steps", e);
        if (!read_step(&r, sl_list_add(mem, path), e))
            return false;
        if (r.at < text.n && text.p[r.at] == '.' && ++r.at == text.n)
            return wrong(&r, "a key is missing", e);
    }
    return true;
}

typedef struct walk {
    sl_spots *out;
    sl_arena *mem;
    const sl_attr_path *path;
    sl_err *e;
} walk;

static bool go(walk *w, size_t step, sl_spot at, unsigned depth);

static bool yield(walk *w, sl_spot at)
{
    if (w->out->n == SL_SPOTS_MAX)
        return sl_fail(w->e, SL_ETOOBIG, "a path leads to more than %d values", SL_SPOTS_MAX);
    *sl_list_add(w->mem, w->out) = at;
    return true;
}

/* Every member of a container goes on with step `step`. */
static bool go_all(walk *w, size_t step, const sl_node *node, unsigned depth)
{
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        if (!go(w, step, (sl_spot){NULL, node->items[i]}, depth))
            return false;
    for (size_t i = 0; node->kind == SL_MAP && i < node->n; i++)
        if (!go(w, step, (sl_spot){node->pairs[i].key, node->pairs[i].value}, depth))
            return false;
    return true;
}

static bool go_key(walk *w, size_t step, const sl_node *node, unsigned depth)
{
    sl_str key = w->path->v[step].key;
    if (node->kind == SL_SEQ)
        return go_all(w, step, node, depth);
    for (size_t i = 0; node->kind == SL_MAP && i < node->n; i++)
        if (sl_str_eq(node->pairs[i].key->text, key))
            return go(w, step + 1, (sl_spot){node->pairs[i].key, node->pairs[i].value}, depth);
    return true;
}

static bool go_index(walk *w, size_t step, const sl_node *node, unsigned depth)
{
    int64_t index = w->path->v[step].index;
    if (node->kind != SL_SEQ)
        return true;
    if (index < 0)
        index += (int64_t)node->n;
    if (index < 0 || (uint64_t)index >= node->n)
        return true;
    return go(w, step + 1, (sl_spot){NULL, node->items[index]}, depth);
}

static bool go(walk *w, size_t step, sl_spot at, unsigned depth)
{
    if (depth > DEPTH_MAX)
        return sl_fail(w->e, SL_ETOOBIG, "values nest deeper than %d", DEPTH_MAX);
    if (step == w->path->n || sl_node_is_unknown(at.value))
        return yield(w, at);
    switch (w->path->v[step].kind) {
    case SL_STEP_KEY:
        return go_key(w, step, at.value, depth + 1);
    case SL_STEP_INDEX:
        return go_index(w, step, at.value, depth + 1);
    case SL_STEP_ALL:
        return go_all(w, step + 1, at.value, depth + 1);
    default:
        return go(w, step + 1, at, depth + 1) && go_all(w, step, at.value, depth + 1);
    }
}

bool sl_attr_path_walk(sl_spots *out, sl_arena *mem, const sl_attr_path *path, const sl_node *from,
                       sl_err *e)
{
    walk w = {out, mem, path, e};
    return !from || go(&w, 0, (sl_spot){NULL, from}, 0);
}

/* The first member that the step leads to; a NULL value when there is none. */
static sl_spot step_into(const sl_step *step, const sl_node *node)
{
    bool is_list = node->kind == SL_SEQ && node->n;
    if (step->kind == SL_STEP_KEY && node->kind == SL_MAP)
        for (size_t i = 0; i < node->n; i++)
            if (sl_str_eq(node->pairs[i].key->text, step->key))
                return (sl_spot){node->pairs[i].key, node->pairs[i].value};
    if (step->kind == SL_STEP_INDEX && is_list && step->index >= 0 &&
        (uint64_t)step->index < node->n)
        return (sl_spot){NULL, node->items[step->index]};
    if (step->kind == SL_STEP_ALL && is_list)
        return (sl_spot){NULL, node->items[0]};
    return (sl_spot){0};
}

sl_spot sl_attr_path_nearest(const sl_attr_path *path, const sl_node *from)
{
    sl_spot at = {NULL, from};
    for (size_t i = 0; at.value && i < path->n; i++) {
        sl_spot next = step_into(&path->v[i], at.value);
        if (!next.value)
            break;
        at = next;
    }
    return at;
}
