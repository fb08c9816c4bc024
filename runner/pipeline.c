/* The whole pipeline: top level, includes, needs. */
#include "runner/pipeline.h"

#include "base/map.h"
#include "base/path.h"
#include "base/yaml.h"
#include "runner/pipeline_part.h"

enum { INCLUDE_DEPTH = 8, TEXT_MAX = 1 << 20 };

typedef struct top {
    sl_str name;
    unsigned version;
    sl_strs include;
} top;

const sl_member sl_pipeline_members[] = {
    {"version", SL_MEMBER_COUNT, offsetof(top, version), NULL, "1"},
    {"name", SL_MEMBER_TEXT, offsetof(top, name), NULL, "shown in reports"},
    {"include", SL_MEMBER_TEXTS, offsetof(top, include), NULL,
     "pipelines to take stages from: a path in the repository, or sluice:NAME"},
    {"policy", SL_MEMBER_OTHER, 0, NULL, "what blocks"},
    {"stages", SL_MEMBER_OTHER, 0, NULL, "the stages, in order"},
    {0},
};

/** A chain of files that include one another. */
typedef struct including {
    const struct including *up;
    sl_str file;
    unsigned depth;
} including;

typedef struct loading {
    sl_arena *mem;
    sl_map texts; /* file to its text (sl_str), for errors after reading */
    sl_pipeline *pipeline;
    const sl_include_reader *reader;
    sl_err *e;
} loading;

static bool load(loading *l, sl_str file, sl_str text, const including *up);

static bool include_one(loading *l, const sl_pipeline_part *part, const sl_node *at, sl_str name,
                        const including *up)
{
    static const sl_str prefix = SL_STR("sluice:");
    sl_str text;
    for (const including *i = up; i; i = i->up)
        if (sl_str_eq(i->file, name))
            return sl_part_wrong(part, at, "'%.*s' includes itself", SL_FMT(name));
    if (up->depth == INCLUDE_DEPTH)
        return sl_part_wrong(part, at, "includes are nested more than %d deep", INCLUDE_DEPTH);
    if (sl_str_starts(name, prefix)) {
        if (!sl_pipeline_builtin(&text, sl_str_sub(name, prefix.n, name.n))) {
            sl_strs names = {0};
            for (size_t i = 0; sl_pipeline_builtin_name(i).n; i++)
                *sl_list_add(l->mem, &names) =
                    sl_printf(l->mem, "sluice:%.*s", SL_FMT(sl_pipeline_builtin_name(i)));
            sl_node named = *at;
            named.text = name;
            return sl_part_unknown(part, &named, "pipeline", &names);
        }
        return load(l, name, text, up);
    }
    sl_str path;
    if (!sl_path_clean(&path, l->mem, name))
        return sl_part_wrong(part, at, "'%.*s' leaves the repository", SL_FMT(name));
    sl_err why = {0};
    sl_buf buf;
    sl_buf_init(&buf, TEXT_MAX);
    bool ok = l->reader && l->reader->read(l->reader->context, &buf, path, &why);
    text = ok ? sl_dup(l->mem, sl_buf_str(&buf)) : (sl_str){0};
    sl_buf_clear(&buf);
    if (!ok)
        return sl_part_wrong(part, at, "cannot include '%.*s': %s", SL_FMT(name), why.text);
    return load(l, path, text, up);
}

static bool include_all(loading *l, const sl_pipeline_part *part, const sl_node *doc,
                        const sl_strs *names, const including *up)
{
    const sl_node *at = sl_node_get(doc, "include");
    for (size_t i = 0; i < names->n; i++) {
        const sl_node *item = at->kind == SL_SEQ ? at->items[i] : at;
        if (!include_one(l, part, item, names->v[i], up))
            return false;
    }
    return true;
}

static bool read_stages(loading *l, const sl_pipeline_part *part, const sl_node *doc)
{
    const sl_node *stages = sl_node_get(doc, "stages");
    if (!stages)
        return sl_part_wrong(part, doc, "'stages' is missing: the list of stages");
    if (stages->kind != SL_SEQ)
        return sl_part_wrong(part, stages, "'stages' is a list, not a %s",
                             sl_node_kind_name(stages));
    for (size_t i = 0; i < stages->n; i++)
        if (!sl_stage_read(part, l->pipeline, stages->items[i]))
            return false;
    return true;
}

/* Reads one file into the pipeline; the outermost file's name and policy win. */
static bool load(loading *l, sl_str file, sl_str text, const including *up)
{
    sl_node *doc;
    top head = {0};
    sl_str *kept = sl_alloc(l->mem, sizeof *kept);
    *kept = text;
    sl_map_put(&l->texts, l->mem, file, kept);
    const sl_pipeline_part part = {.mem = l->mem, .file = file, .text = text, .e = l->e};
    const including here = {up, file, up ? up->depth + 1 : 0};
    if (!sl_yaml_read_one(&doc, l->mem, file, text, l->e))
        return l->e->kind = SL_EUSAGE, false;
    if (doc->kind != SL_MAP)
        return sl_part_wrong(&part, doc, "a pipeline is a map with 'version' and 'stages'");
    if (!sl_part_members(&part, doc, sl_pipeline_members, &head))
        return false;
    const sl_node *version = sl_node_get(doc, "version");
    if (!version)
        return sl_part_wrong(&part, doc, "'version: 1' is missing");
    if (head.version != 1)
        return sl_part_wrong(&part, version,
                             "version %.*s is not known; this sluice reads version 1",
                             SL_FMT(version->text));
    if (!include_all(l, &part, doc, &head.include, &here) || !read_stages(l, &part, doc))
        return false;
    const sl_node *policy = sl_node_get(doc, "policy");
    if (head.name.n)
        l->pipeline->name = head.name;
    return (up && sl_node_empty(policy)) || (!policy && l->pipeline->policy.doc) ||
           sl_policy_read(&part, &l->pipeline->policy, policy);
}

sl_stage *sl_pipeline_stage(const sl_pipeline *pipeline, sl_str name)
{
    for (size_t i = 0; i < pipeline->stages.n; i++)
        if (sl_str_eq(pipeline->stages.v[i].name, name))
            return &pipeline->stages.v[i];
    return NULL;
}

/* True for the stage itself and for every combination of its matrix. */
static bool is_named(const sl_stage *stage, sl_str name)
{
    return sl_str_eq(stage->name, name) ||
           (sl_str_starts(stage->name, name) &&
            sl_str_starts(sl_str_sub(stage->name, name.n, stage->name.n), SL_S(" (")));
}

/* Errors about needs and names come after reading; the lines of the file are shown from there. */
typedef struct naming {
    const sl_map *texts;
    sl_pipeline_part part;
    sl_pipeline *pipeline;
    sl_strs names;
} naming;

static void go_to(naming *n, sl_str file)
{
    const sl_str *text = sl_map_get(n->texts, file);
    n->part.file = file;
    n->part.text = text ? *text : (sl_str){0};
}

static bool link_need(naming *n, sl_stage *stage, const sl_node *need)
{
    bool found = false;
    for (size_t i = 0; i < n->pipeline->stages.n; i++) {
        if (!is_named(&n->pipeline->stages.v[i], sl_node_text(need)))
            continue;
        if (&n->pipeline->stages.v[i] == stage)
            return sl_part_wrong(&n->part, need, "stage '%.*s' needs itself", SL_FMT(stage->name));
        *sl_list_add(n->part.mem, &stage->needs) = i;
        found = true;
    }
    return found || sl_part_unknown(&n->part, need, "stage", &n->names);
}

static bool link_stage(naming *n, sl_stage *stage)
{
    const sl_node *needs = sl_node_get(stage->doc, "needs");
    go_to(n, stage->file);
    if (sl_node_empty(needs))
        return true;
    if (needs->kind == SL_TEXT)
        return link_need(n, stage, needs);
    if (needs->kind != SL_SEQ)
        return sl_part_wrong(&n->part, needs, "'needs' is a list of names of stages");
    for (size_t i = 0; i < needs->n; i++)
        if (!link_need(n, stage, needs->items[i]))
            return false;
    return true;
}

enum { WHITE, GREY, BLACK };

typedef struct walk {
    naming *n;
    unsigned char *colour;
    size_t *path;
    size_t depth;
} walk;

static bool tell_cycle(walk *w, size_t at)
{
    const sl_pipeline *p = w->n->pipeline;
    sl_str text = {0};
    bool is_in = false;
    for (size_t i = 0; i < w->depth; i++) {
        is_in = is_in || w->path[i] == at;
        if (is_in)
            text = sl_printf(w->n->part.mem, "%.*s%.*s -> ", SL_FMT(text),
                             SL_FMT(p->stages.v[w->path[i]].name));
    }
    const sl_stage *stage = &p->stages.v[at];
    const sl_node *needs = sl_node_get(stage->doc, "needs");
    go_to(w->n, stage->file);
    return sl_part_wrong(&w->n->part, needs, "the needs of stages run in a circle: %.*s%.*s",
                         SL_FMT(text), SL_FMT(stage->name));
}

static bool visit(walk *w, size_t at)
{
    const sl_stage *stage = &w->n->pipeline->stages.v[at];
    w->colour[at] = GREY;
    w->path[w->depth++] = at;
    for (size_t i = 0; i < stage->needs.n; i++) {
        size_t next = stage->needs.v[i];
        if (w->colour[next] == GREY)
            return tell_cycle(w, next);
        if (w->colour[next] == WHITE && !visit(w, next))
            return false;
    }
    w->depth--;
    w->colour[at] = BLACK;
    return true;
}

static bool check_mandatory(naming *n)
{
    const sl_policy *policy = &n->pipeline->policy;
    const sl_node *list = sl_node_get(policy->doc, "mandatory");
    go_to(n, policy->file);
    for (size_t i = 0; i < policy->mandatory.n; i++) {
        bool found = false;
        for (size_t k = 0; k < n->pipeline->stages.n; k++)
            found = found || is_named(&n->pipeline->stages.v[k], policy->mandatory.v[i]);
        if (!found)
            return sl_part_unknown(&n->part, list->kind == SL_SEQ ? list->items[i] : list,
                                   "mandatory stage", &n->names);
    }
    return true;
}

static bool link_all(loading *l)
{
    sl_pipeline *pipeline = l->pipeline;
    naming n = {.texts = &l->texts, .part = {.mem = l->mem, .e = l->e}, .pipeline = pipeline};
    for (size_t i = 0; i < pipeline->stages.n; i++)
        *sl_list_add(l->mem, &n.names) = pipeline->stages.v[i].name;
    for (size_t i = 0; i < pipeline->stages.n; i++)
        if (!link_stage(&n, &pipeline->stages.v[i]))
            return false;
    walk w = {.n = &n,
              .colour = sl_alloc(l->mem, pipeline->stages.n + 1),
              .path = sl_alloc_array(l->mem, pipeline->stages.n + 1, sizeof(size_t))};
    for (size_t i = 0; i < pipeline->stages.n; i++)
        if (w.colour[i] == WHITE && !visit(&w, i))
            return false;
    return check_mandatory(&n);
}

bool sl_pipeline_read(sl_pipeline **out, sl_arena *mem, sl_str file, sl_str text,
                      const sl_include_reader *reader, sl_err *e)
{
    sl_pipeline *pipeline = sl_alloc(mem, sizeof *pipeline);
    loading l = {.mem = mem, .pipeline = pipeline, .reader = reader, .e = e};
    const sl_pipeline_part part = {.mem = mem, .file = file, .text = text, .e = e};
    pipeline->file = sl_dup(mem, file);
    *out = pipeline;
    return sl_policy_read(&part, &pipeline->policy, NULL) && load(&l, pipeline->file, text, NULL) &&
           link_all(&l);
}

bool sl_pipeline_read_builtin(sl_pipeline **out, sl_arena *mem, sl_str name,
                              const sl_include_reader *reader, sl_err *e)
{
    sl_str text;
    sl_str plain = sl_str_sub(name, sizeof "sluice:" - 1, name.n);
    if (sl_pipeline_builtin(&text, plain))
        return sl_pipeline_read(out, mem, name, text, reader, e);
    sl_str all = {0};
    for (size_t i = 0; sl_pipeline_builtin_name(i).n; i++)
        all = sl_printf(mem, "%.*s%ssluice:%.*s", SL_FMT(all), i ? ", " : "",
                        SL_FMT(sl_pipeline_builtin_name(i)));
    return sl_fail(e, SL_EUSAGE, "there is no built-in pipeline '%.*s'; there are %.*s",
                   SL_FMT(name), SL_FMT(all));
}
