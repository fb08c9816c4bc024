/* The whole pipeline: top level, includes, needs. */
#include "runner/pipeline.h"

#include "base/map.h"
#include "base/path.h"
#include "base/yaml.h"
#include "runner/circle.h"
#include "runner/pipeline_part.h"

enum {
    INCLUDE_DEPTH = 8,
    FILES_MAX = 100, /* of one pipeline */
    TEXT_MAX = 1 << 20,
    NODES_MAX = 200000,
    NEEDS_MAX = 1000 /* names in the needs of one stage */
};

typedef struct top {
    sl_str name;
    sl_strs include;
} top;

const sl_member sl_pipeline_members[] = {
    {"version", SL_MEMBER_OTHER, 0, NULL, "of this format: 1"},
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

static const sl_str builtin_prefix = SL_STR("sluice:");

typedef struct loading {
    sl_arena *mem;
    sl_map texts; /* file to its text (sl_str), for errors after reading */
    sl_pipeline *pipeline;
    const sl_include_reader *reader;
    sl_err *e;
} loading;

static bool load(loading *l, sl_str file, sl_str text, const including *up);

static bool include_builtin(loading *l, const sl_pipeline_part *part, const sl_node *at,
                            sl_str name, const including *up)
{
    sl_str text;
    if (sl_pipeline_builtin(&text, sl_str_sub(name, builtin_prefix.n, name.n)))
        return load(l, name, text, up);
    sl_strs names = {0};
    for (size_t i = 0; sl_pipeline_builtin_name(i).n; i++)
        *sl_list_add(l->mem, &names) =
            sl_printf(l->mem, "sluice:%.*s", SL_FMT(sl_pipeline_builtin_name(i)));
    return sl_part_unknown(part, at, "pipeline", &names);
}

static bool include_file(loading *l, const sl_pipeline_part *part, const sl_node *at, sl_str path,
                         const including *up)
{
    sl_err why = {0};
    sl_buf buf;
    sl_buf_init(&buf, TEXT_MAX);
    bool ok = l->reader && l->reader->read(l->reader->context, &buf, path, &why);
    sl_str text = ok ? sl_dup(l->mem, sl_buf_str(&buf)) : (sl_str){0};
    sl_buf_clear(&buf);
    if (ok)
        return load(l, path, text, up);
    sl_part_wrong(part, at, "cannot include '%.*s': %s", SL_FMT(path),
                  l->reader ? why.text : "there is no repository");
    if (why.kind == SL_EIO)
        l->e->kind = SL_EIO;
    return false;
}

/* A file that is being read may not be included again; one that has been read counts once. */
static bool include_one(loading *l, const sl_pipeline_part *part, const sl_node *at,
                        const including *up)
{
    sl_str name = sl_node_text(at);
    bool is_builtin = sl_str_starts(name, builtin_prefix);
    if (!is_builtin && !sl_path_clean(&name, l->mem, name))
        return sl_part_wrong(part, at, "'%.*s' leaves the repository", SL_FMT(name));
    for (const including *i = up; i; i = i->up)
        if (sl_str_eq(i->file, name))
            return sl_part_wrong(part, at, "'%.*s' includes itself", SL_FMT(name));
    if (sl_map_has(&l->texts, name))
        return true;
    if (up->depth == INCLUDE_DEPTH)
        return sl_part_wrong(part, at, "includes are nested more than %d deep", INCLUDE_DEPTH);
    if (l->texts.n == FILES_MAX)
        return sl_part_wrong(part, at, "the pipeline has more than %d files", FILES_MAX);
    return is_builtin ? include_builtin(l, part, at, name, up)
                      : include_file(l, part, at, name, up);
}

static bool include_all(loading *l, const sl_pipeline_part *part, const sl_node *doc,
                        const sl_strs *names, const including *up)
{
    const sl_node *at = sl_node_get(doc, "include");
    for (size_t i = 0; i < names->n; i++) {
        const sl_node *item = at->kind == SL_SEQ ? at->items[i] : at;
        if (!include_one(l, part, item, up))
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

static bool check_version(const sl_pipeline_part *part, const sl_node *doc)
{
    const sl_node *version = sl_node_get(doc, "version");
    if (sl_node_empty(version))
        return sl_part_wrong(part, version ? version : doc, "'version: 1' is missing");
    return (version->kind == SL_INT && version->integer == 1) ||
           sl_part_wrong(part, version, "version '%.*s' is not known; this sluice reads version 1",
                         SL_FMT(version->text));
}

/* The one document of a file, which has to be a map. */
static bool read_document(const sl_pipeline_part *part, sl_node **doc)
{
    static const sl_yaml_limits limits = {.nodes = NODES_MAX, .documents = 2};
    sl_documents docs = {0};
    sl_node nothing = {.line = 1, .column = 1};
    if (part->text.n > TEXT_MAX)
        return sl_part_wrong(part, &nothing, "the file has more than %d bytes", TEXT_MAX);
    if (!sl_yaml_read(&docs, part->mem, part->file, part->text, &limits, part->e))
        return sl_part_show(part);
    if (docs.n > 1)
        return sl_part_wrong(part, docs.v[1], "a second document; a pipeline is one");
    *doc = docs.n ? docs.v[0] : &nothing;
    return (*doc)->kind == SL_MAP ||
           sl_part_wrong(part, *doc, "a pipeline is a map with 'version' and 'stages'");
}

/* Reads one file into the pipeline; the outermost file's name and policy win. */
static bool load(loading *l, sl_str file, sl_str text, const including *up)
{
    sl_node *doc = NULL;
    top head = {0};
    sl_str *kept = sl_alloc(l->mem, sizeof *kept);
    *kept = text;
    sl_map_put(&l->texts, l->mem, file, kept);
    const sl_pipeline_part part = {.mem = l->mem, .file = file, .text = text, .e = l->e};
    const including here = {up, file, up ? up->depth + 1 : 0};
    if (!read_document(&part, &doc) || !sl_part_members(&part, doc, sl_pipeline_members, &head) ||
        !check_version(&part, doc) || !include_all(l, &part, doc, &head.include, &here) ||
        !read_stages(l, &part, doc))
        return false;
    const sl_node *policy = sl_node_get(doc, "policy");
    if (head.name.n)
        l->pipeline->name = head.name;
    return sl_node_empty(policy) || sl_policy_read(&part, &l->pipeline->policy, policy);
}

bool sl_stage_is_named(const sl_stage *stage, sl_str name)
{
    return sl_str_eq(stage->name, name) || sl_str_eq(stage->written, name);
}

sl_stage *sl_pipeline_stage(const sl_pipeline *pipeline, sl_str name)
{
    for (size_t i = 0; i < pipeline->stages.n; i++)
        if (sl_str_eq(pipeline->stages.v[i].name, name))
            return &pipeline->stages.v[i];
    return NULL;
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
        const sl_stage *other = &n->pipeline->stages.v[i];
        if (!sl_stage_is_named(other, sl_node_text(need)))
            continue;
        if (sl_str_eq(other->written, stage->written))
            return sl_part_wrong(&n->part, need, "stage '%.*s' needs itself",
                                 SL_FMT(stage->written));
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
    if (needs->kind != SL_SEQ)
        return link_need(n, stage, needs);
    if (needs->n > NEEDS_MAX)
        return sl_part_wrong(&n->part, needs, "a stage needs at most %d stages", NEEDS_MAX);
    for (size_t i = 0; i < needs->n; i++)
        if (!link_need(n, stage, needs->items[i]))
            return false;
    return true;
}

static bool check_circle(naming *n)
{
    size_t at = 0;
    const sl_pipeline *pipeline = n->pipeline;
    sl_needs *needs = sl_alloc_array(n->part.mem, pipeline->stages.n + 1, sizeof *needs);
    for (size_t i = 0; i < pipeline->stages.n; i++)
        needs[i] = pipeline->stages.v[i].needs;
    sl_str circle = sl_circle_find(n->part.mem, pipeline, needs, &at);
    if (!circle.n)
        return true;
    const sl_stage *stage = &pipeline->stages.v[at];
    go_to(n, stage->file);
    return sl_part_wrong(&n->part, sl_node_get(stage->doc, "needs"),
                         "the needs of stages run in a circle: %.*s", SL_FMT(circle));
}

static bool check_named(naming *n, const sl_node *name, const char *what)
{
    for (size_t i = 0; i < n->pipeline->stages.n; i++)
        if (sl_stage_is_named(&n->pipeline->stages.v[i], sl_node_text(name)))
            return true;
    return sl_part_unknown(&n->part, name, what, &n->names);
}

/* The policy names stages of the whole pipeline, included ones as well. */
static bool check_policy(naming *n)
{
    const sl_node *doc = n->pipeline->policy.doc;
    const sl_node *mandatory = sl_node_get(doc, "mandatory");
    const sl_node *stages = sl_node_get(doc, "stages");
    bool is_list = mandatory && mandatory->kind == SL_SEQ;
    go_to(n, n->pipeline->policy.file);
    for (size_t i = 0; i < n->pipeline->policy.mandatory.n; i++)
        if (!check_named(n, is_list ? mandatory->items[i] : mandatory, "mandatory stage"))
            return false;
    for (size_t i = 0; stages && i < stages->n; i++)
        if (!check_named(n, stages->pairs[i].key, "stage"))
            return false;
    return true;
}

static bool link_all(loading *l)
{
    sl_pipeline *pipeline = l->pipeline;
    naming n = {.texts = &l->texts, .part = {.mem = l->mem, .e = l->e}, .pipeline = pipeline};
    for (size_t i = 0; i < pipeline->stages.n; i++)
        if (i == 0 || !sl_str_eq(pipeline->stages.v[i].written, pipeline->stages.v[i - 1].written))
            *sl_list_add(l->mem, &n.names) = pipeline->stages.v[i].written;
    for (size_t i = 0; i < pipeline->stages.n; i++)
        if (!link_stage(&n, &pipeline->stages.v[i]))
            return false;
    return check_circle(&n) && check_policy(&n);
}

bool sl_pipeline_read(sl_pipeline **out, sl_arena *mem, sl_str file, sl_str text,
                      const sl_include_reader *reader, sl_err *e)
{
    sl_err unwanted = {0};
    sl_pipeline *pipeline = sl_alloc(mem, sizeof *pipeline);
    loading l = {.mem = mem, .pipeline = pipeline, .reader = reader, .e = e ? e : &unwanted};
    pipeline->file = sl_dup(mem, file);
    const sl_pipeline_part part = {.mem = mem, .file = pipeline->file, .text = text, .e = l.e};
    *out = pipeline;
    return sl_policy_read(&part, &pipeline->policy, NULL) && load(&l, pipeline->file, text, NULL) &&
           link_all(&l);
}

bool sl_pipeline_read_builtin(sl_pipeline **out, sl_arena *mem, sl_str name,
                              const sl_include_reader *reader, sl_err *e)
{
    sl_str text;
    sl_str plain = sl_str_sub(name, builtin_prefix.n, name.n);
    if (sl_pipeline_builtin(&text, plain))
        return sl_pipeline_read(out, mem, name, text, reader, e);
    sl_str all = {0};
    for (size_t i = 0; sl_pipeline_builtin_name(i).n; i++)
        all = sl_printf(mem, "%.*s%ssluice:%.*s", SL_FMT(all), i ? ", " : "",
                        SL_FMT(sl_pipeline_builtin_name(i)));
    return sl_fail(e, SL_EUSAGE, "there is no built-in pipeline '%.*s'; there are %.*s",
                   SL_FMT(name), SL_FMT(all));
}
