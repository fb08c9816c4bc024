/* Kubernetes objects as resources: every workload kind is brought to one form, a `pod` with its
   `container`s, so that a check is written once. */
#include "stages/iac/iac.h"

#include "engine/resource/image_name.h"

enum { LISTS_MAX = 8 };

typedef struct reader {
    sl_model *model;
    const sl_tree *tree;
    sl_err *e;
} reader;

static const sl_str platform = SL_STR("kubernetes");

static sl_node *own(const sl_node *node)
{
    return (sl_node *)(uintptr_t)node;
}

static void put(const reader *r, sl_node *map, const char *key, const sl_node *value)
{
    if (value)
        sl_tree_put(r->tree, map, sl_str_of(key), own(value));
}

static void put_text(const reader *r, sl_node *map, const char *key, sl_str text, sl_extent at)
{
    sl_tree_put(r->tree, map, sl_str_of(key), sl_tree_text(r->tree, text, at));
}

/* Where the kinds keep the specification of their pods. */
static const sl_node *pod_spec(const sl_node *doc, const sl_node **metadata)
{
    static const char *const templates[] = {"spec.template", "spec.jobTemplate.spec.template",
                                            "template", "spec.podTemplate"};
    sl_str kind = sl_node_text(sl_node_get(doc, "kind"));
    *metadata = sl_node_get(doc, "metadata");
    if (sl_str_is(kind, "Pod"))
        return sl_node_get(doc, "spec");
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
        const sl_node *template = sl_node_path(doc, templates[i]);
        const sl_node *spec = sl_node_get(template, "spec");
        if (spec && spec->kind == SL_MAP && sl_node_get(spec, "containers")) {
            *metadata = sl_node_get(template, "metadata");
            return spec;
        }
    }
    return NULL;
}

static sl_str base_name(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');
    return slash == SIZE_MAX ? path : sl_str_sub(path, slash + 1, path.n);
}

/* One word of a command line: "--name=value" or a word that belongs to the option before it. */
typedef struct line {
    sl_node *flags, *words;
    sl_node *open; /* the option whose value may be the next word */
    sl_str open_name;
} line;

static void take_word(const reader *r, line *l, sl_str word, sl_extent at)
{
    sl_tree_push(r->tree, l->words, sl_tree_text(r->tree, word, at));
    if (!sl_str_starts(word, SL_S("-"))) {
        if (l->open)
            sl_tree_put(r->tree, l->flags, l->open_name, sl_tree_text(r->tree, word, at));
        l->open = NULL;
        return;
    }
    size_t equals = sl_str_chr(word, '=');
    sl_str name = sl_str_sub(word, 0, equals);
    sl_str text = equals == SIZE_MAX ? SL_S("true") : sl_str_sub(word, equals + 1, word.n);
    if (text.n > 1 && (text.p[0] == '"' || text.p[0] == '\'') && text.p[text.n - 1] == text.p[0])
        text = sl_str_sub(text, 1, text.n - 1);
    sl_node *value = sl_tree_text(r->tree, text, at);
    sl_tree_put(r->tree, l->flags, name, value);
    l->open = equals == SIZE_MAX ? value : NULL;
    l->open_name = name;
}

static void take_list(const reader *r, line *l, const sl_node *list)
{
    for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++) {
        const sl_node *item = list->items[i];
        sl_str rest = item->kind < SL_SEQ ? item->text : (sl_str){0};
        sl_str lines, word;
        while (sl_str_cut(&rest, '\n', &lines))
            while (sl_str_cut(&lines, ' ', &word)) {
                word = sl_str_trim(word);
                if (word.n && !sl_str_is(word, "\\"))
                    take_word(r, l, word, sl_tree_extent(item));
            }
    }
}

/* The component of the control plane that the words start, else the first word. */
static sl_str program_of(const sl_node *words)
{
    static const char *const known[] = {"kube-apiserver", "kube-controller-manager",
                                        "kube-scheduler", "kubelet",
                                        "kube-proxy",     "etcd"};
    for (size_t i = 0; i < words->n; i++)
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (sl_str_is(base_name(words->items[i]->text), known[k]))
                return sl_str_of(known[k]);
    return words->n ? base_name(words->items[0]->text) : (sl_str){0};
}

/* Command and arguments as a map of options; yields the program. */
static sl_str put_command(const reader *r, sl_node *body, sl_extent at)
{
    line l = {.flags = sl_tree_map(r->tree, at), .words = sl_tree_list(r->tree, at)};
    take_list(r, &l, sl_node_get(body, "command"));
    take_list(r, &l, sl_node_get(body, "args"));
    sl_str program = program_of(l.words);
    sl_tree_put(r->tree, body, SL_S("@flags"), l.flags);
    sl_tree_put(r->tree, body, SL_S("@words"), l.words);
    if (program.n)
        put_text(r, body, "@program", program, at);
    return program;
}

/* The security context in force: the container's own values over those of its pod. */
static void put_security(const reader *r, sl_node *body, const sl_node *spec)
{
    const sl_node *outer = sl_node_get(spec, "securityContext");
    const sl_node *inner = sl_node_get(body, "securityContext");
    sl_node *both = sl_tree_copy(r->tree, outer);
    for (size_t i = 0; inner && inner->kind == SL_MAP && i < inner->n; i++)
        sl_tree_put(r->tree, both, inner->pairs[i].key->text, inner->pairs[i].value);
    sl_tree_put(r->tree, body, SL_S("@security"), both);
}

static bool read_container(const reader *r, const sl_node *item, const char *role,
                           const sl_resource *pod)
{
    sl_extent at = sl_tree_extent(item);
    sl_node *body = sl_tree_copy(r->tree, item);
    const sl_node *name = sl_node_get(item, "name");
    const sl_node *image = sl_node_get(item, "image");
    if (image && image->kind < SL_SEQ && image->text.n)
        sl_tree_put(r->tree, body, SL_S("@image"), sl_image_name_node(r->tree, image));
    put_text(r, body, "@role", sl_str_of(role), at);
    put_security(r, body, pod->body);
    sl_resource resource = {.platform = platform,
                            .type = SL_S("container"),
                            .variant = put_command(r, body, at),
                            .name = sl_node_text(name),
                            .body = body,
                            .head = name ? name : item,
                            .parent = pod};
    resource.label =
        sl_printf(r->model->mem, "%.*s %s %.*s", SL_FMT(pod->label), role, SL_FMT(resource.name));
    return sl_model_add(r->model, &resource, r->e) != NULL;
}

static bool read_pod(const reader *r, const sl_node *doc, const sl_resource *object)
{
    static const struct {
        const char *list, *role;
    } lists[] = {{"containers", "container"},
                 {"initContainers", "init-container"},
                 {"ephemeralContainers", "ephemeral-container"}};
    const sl_node *metadata;
    const sl_node *spec = pod_spec(doc, &metadata);
    if (!spec || spec->kind != SL_MAP)
        return true;
    sl_node *body = sl_tree_copy(r->tree, spec);
    put(r, body, "@metadata", metadata);
    put(r, body, "@kind", sl_node_get(doc, "kind"));
    put(r, body, "@owner", sl_node_get(doc, "metadata"));
    sl_resource pod = *object;
    pod.type = SL_S("pod");
    pod.variant = (sl_str){0};
    pod.body = body;
    pod.parent = object;
    const sl_resource *added = sl_model_add(r->model, &pod, r->e);
    if (!added)
        return false;
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        const sl_node *list = sl_node_get(spec, lists[l].list);
        for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++)
            if (list->items[i]->kind == SL_MAP &&
                !read_container(r, list->items[i], lists[l].role, added))
                return false;
    }
    return true;
}

static bool read_object(const reader *r, const sl_node *doc, bool *is_ours, unsigned depth)
{
    const sl_node *kind = sl_node_get(doc, "kind");
    const sl_node *items = sl_node_get(doc, "items");
    if (!sl_node_text(sl_node_get(doc, "apiVersion")).n || !sl_node_text(kind).n)
        return true;
    *is_ours = true;
    if (sl_str_ends(kind->text, SL_S("List")) && items && items->kind == SL_SEQ) {
        bool inner;
        for (size_t i = 0; depth < LISTS_MAX && i < items->n; i++)
            if (!read_object(r, items->items[i], &inner, depth + 1))
                return false;
        return true;
    }
    const sl_node *name = sl_node_path(doc, "metadata.name");
    sl_resource object = {.platform = platform,
                          .type = kind->text,
                          .name = sl_node_text(name),
                          .body = doc,
                          .head = name && name->kind < SL_SEQ ? name : kind};
    object.label = sl_printf(r->model->mem, "%.*s/%.*s", SL_FMT(object.type), SL_FMT(object.name));
    const sl_resource *added = sl_model_add(r->model, &object, r->e);
    return added && read_pod(r, doc, added);
}

bool sl_kubernetes_read(sl_model *model, const sl_tree *tree, const sl_node *doc, bool *is_ours,
                        sl_err *e)
{
    const reader r = {model, tree, e};
    *is_ours = false;
    return doc->kind != SL_MAP || read_object(&r, doc, is_ours, 0);
}
