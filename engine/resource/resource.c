/* The list of resources of a unit. How files become resources is the parsers' business. */
#include "engine/resource/resource.h"

const sl_str sl_unknown_tag = SL_STR("!unknown");

sl_resource *sl_model_add(sl_model *model, const sl_resource *resource, sl_err *e)
{
    if (model->n == SL_RESOURCES_MAX) {
        sl_fail(e, SL_ETOOBIG, "%.*s: more than %d resources", SL_FMT(model->file),
                SL_RESOURCES_MAX);
        return NULL;
    }
    sl_resource *copy = sl_alloc(model->mem, sizeof *copy);
    *copy = *resource;
    copy->index = model->n;
    *sl_list_add(model->mem, model) = copy;
    return copy;
}

bool sl_node_is_unknown(const sl_node *node)
{
    return node && sl_str_eq(node->tag, sl_unknown_tag);
}
