/* Scopes and the index of resources by type. */
#include "engine/check/eval.h"

sl_truth sl_truth_not(sl_truth truth)
{
    return truth == SL_UNKNOWN ? SL_UNKNOWN : truth == SL_TRUE ? SL_FALSE : SL_TRUE;
}

void sl_eval_init(sl_eval *eval, sl_arena *scratch, const sl_model *model, sl_regex_room *room,
                  sl_err *e)
{
    sl_arena *mem = model->mem;
    *eval = (sl_eval){.mem = scratch, .model = model, .room = room, .e = e};
    eval->types = sl_alloc(mem, sizeof *eval->types);
    for (size_t i = 0; i < model->n; i++) {
        void **at = sl_map_at(eval->types, mem, model->v[i]->type);
        if (!*at)
            *at = sl_alloc(mem, sizeof(sl_typed));
        *sl_list_add(mem, (sl_typed *)*at) = model->v[i];
    }
}

bool sl_scope_walk(sl_spots *out, sl_eval *eval, const sl_attr_path *path, const sl_scope *scope)
{
    const sl_node *from = scope->item;
    const sl_resource *resource = scope->resource;
    switch (path->root) {
    case SL_ROOT_HERE:
        break;
    case SL_ROOT_RESOURCE:
        from = resource->body;
        break;
    case SL_ROOT_SUBJECT:
        from = eval->subject->body;
        break;
    case SL_ROOT_PARENT:
        for (unsigned i = 0; resource && i < path->up; i++)
            resource = resource->parent;
        from = resource ? resource->body : NULL;
        break;
    case SL_ROOT_OUTER:
        for (unsigned i = 0; scope && i < path->up; i++)
            scope = scope->outer;
        from = scope ? scope->item : NULL;
        break;
    }
    if (sl_attr_path_walk(out, eval->mem, path, from, eval->e))
        return true;
    eval->has_failed = true;
    return false;
}
