/* One check over one resource: guard, loop, condition, place. */
#include "engine/check/check.h"

struct sl_check {
    sl_strs keys;
    sl_condition *where, *fails; /* `where` may be NULL */
    bool requires;               /* `fails` is what has to hold */
    bool has_each;
    sl_attr_path each;
    struct {
        sl_attr_path *v;
        size_t n, cap;
    } at;
};

static bool wrong(const sl_node *at, const char *what, sl_err *e)
{
    return sl_fail(e, SL_EUSAGE, "%u:%u: %s", at->line, at->column, what);
}

static bool read_keys(sl_check *check, sl_arena *mem, const sl_node *doc, sl_err *e)
{
    const sl_node *platform = sl_node_get(doc, "platform");
    const sl_node *resource = sl_node_get(doc, "resource");
    if (!platform || platform->kind != SL_TEXT)
        return wrong(platform ? platform : doc, "a check needs its 'platform'", e);
    sl_strs types = sl_node_texts(mem, resource);
    for (size_t i = 0; i < types.n; i++) {
        if (!types.v[i].n)
            return wrong(resource, "'resource' is a type or a list of types", e);
        *sl_list_add(mem, &check->keys) =
            sl_printf(mem, "%.*s:%.*s", SL_FMT(platform->text), SL_FMT(types.v[i]));
    }
    return types.n || wrong(doc, "a check needs 'resource', the types that it is about", e);
}

static bool read_at(sl_check *check, sl_arena *mem, const sl_node *doc, sl_err *e)
{
    const sl_node *at = sl_node_get(doc, "at");
    sl_strs paths = sl_node_texts(mem, at);
    for (size_t i = 0; i < paths.n; i++)
        if (!sl_attr_path_read(sl_list_add(mem, &check->at), mem, paths.v[i], e))
            return sl_fail_more(e, "%u:%u", at->line, at->column);
    const sl_node *each = sl_node_get(doc, "each");
    check->has_each = each != NULL;
    if (each && (each->kind >= SL_SEQ || !sl_attr_path_read(&check->each, mem, each->text, e)))
        return sl_fail_more(e, "%u:%u: 'each' is a path", each->line, each->column);
    return true;
}

bool sl_check_read(sl_check **out, sl_arena *mem, const sl_node *doc, sl_err *e)
{
    sl_check *check = sl_alloc(mem, sizeof *check);
    const sl_node *where = sl_node_get(doc, "where");
    const sl_node *fail = sl_node_get(doc, "fail");
    const sl_node *require = sl_node_get(doc, "require");
    *out = check;
    if (!read_keys(check, mem, doc, e) || !read_at(check, mem, doc, e))
        return false;
    if (!fail == !require)
        return wrong(doc, "a check has either 'fail' or 'require'", e);
    if (where && !sl_condition_read(&check->where, mem, where, e))
        return false;
    check->requires = require != NULL;
    return sl_condition_read(&check->fails, mem, fail ? fail : require, e);
}

sl_strs sl_check_keys(const sl_check *check)
{
    return check->keys;
}

/* The end of the line that `from` is in, at most `end`. */
static size_t line_end(sl_str text, size_t from, size_t end)
{
    size_t stop = from;
    while (stop < end && stop < text.n && text.p[stop] != '\n' && text.p[stop] != '\r')
        stop++;
    return stop;
}

/* An entry is shown with its key, a list or map by its first line unless it is an instruction,
   which is shown whole. */
static sl_extent extent_of(const sl_eval *eval, sl_spot spot)
{
    const sl_node *value = spot.value;
    const sl_node *key = spot.key;
    bool has_key = key && !key->is_alias && key->end > key->start &&
                   (key->start < value->start || value->is_alias);
    bool is_block = value->kind >= SL_SEQ && !sl_node_get(value, "keyword");
    if (has_key && (is_block || value->is_alias || value->line != key->line))
        return (sl_extent){key->start, key->end};
    size_t start = has_key ? key->start : value->start;
    return (sl_extent){start,
                       is_block ? line_end(eval->model->text, start, value->end) : value->end};
}

/* The first of the paths that leads somewhere, else as near to the first as one gets. */
static sl_spot place_of(const sl_check *check, sl_eval *eval, const sl_scope *scope, sl_spot base)
{
    for (size_t i = 0; i < check->at.n; i++) {
        sl_spots spots = {0};
        if (sl_scope_walk(&spots, eval, &check->at.v[i], scope) && spots.n)
            return spots.v[0];
    }
    if (!check->at.n || check->at.v[0].root != SL_ROOT_HERE)
        return base;
    sl_spot nearest = sl_attr_path_nearest(&check->at.v[0], scope->item);
    return nearest.value == scope->item ? base : nearest;
}

typedef struct run {
    const sl_check *check;
    sl_eval *eval;
    const sl_resource *resource;
    sl_check_call call;
    void *context;
} run;

static void judge(const run *r, const sl_scope *scope, sl_spot base)
{
    const sl_check *check = r->check;
    if (check->has_each && check->where &&
        sl_condition_holds(check->where, r->eval, scope) != SL_TRUE)
        return;
    sl_truth truth = sl_condition_holds(check->fails, r->eval, scope);
    if (check->requires)
        truth = sl_truth_not(truth);
    if (truth != SL_TRUE || r->eval->has_failed)
        return;
    sl_spot spot = place_of(check, r->eval, scope, base);
    sl_str identity = sl_node_text(check->has_each ? base.value : NULL);
    r->call(r->context, r->resource, extent_of(r->eval, spot), identity);
}

bool sl_check_run(const sl_check *check, sl_eval *eval, const sl_resource *resource,
                  sl_check_call call, void *context)
{
    const run r = {check, eval, resource, call, context};
    const sl_scope scope = {resource, resource->body, NULL};
    eval->subject = resource;
    if (!check->has_each) {
        if (!check->where || sl_condition_holds(check->where, eval, &scope) == SL_TRUE)
            judge(&r, &scope, (sl_spot){NULL, resource->head});
        return !eval->has_failed;
    }
    sl_spots spots = {0};
    if (!sl_scope_walk(&spots, eval, &check->each, &scope))
        return false;
    for (size_t i = 0; i < spots.n && !eval->has_failed; i++) {
        const sl_scope inner = {resource, spots.v[i].value, &scope};
        if (!sl_node_is_unknown(spots.v[i].value))
            judge(&r, &inner, spots.v[i]);
    }
    return !eval->has_failed;
}

void sl_check_close(sl_check *check)
{
    if (!check)
        return;
    sl_condition_close(check->where);
    sl_condition_close(check->fails);
}
