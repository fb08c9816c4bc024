/* One stage of a pipeline: its members, variables and matrix. */
#include "base/chars.h"
#include "runner/pipeline.h"
#include "runner/pipeline_part.h"

enum {
    MATRIX_MAX = 256, /* combinations of one stage */
    STAGES_MAX = 1000,
    NAME_LONGEST = 200,  /* bytes of a stage's name as written */
    VALUE_LONGEST = 100, /* bytes of a value in a matrix, which becomes part of the name */
    KEYS_MAX = 20        /* variables of a matrix */
};

const sl_member sl_when_members[] = {
    {"branch", SL_MEMBER_TEXTS, offsetof(sl_when, branch), NULL, "globs over the branch"},
    {"tag", SL_MEMBER_TEXTS, offsetof(sl_when, tag), NULL, "globs over the tag"},
    {"path", SL_MEMBER_TEXTS, offsetof(sl_when, path), NULL,
     "globs over the paths that the change touches (asks for --base)"},
    {"event", SL_MEMBER_TEXTS, offsetof(sl_when, event), NULL, "names of events (--event)"},
    {0},
};

const sl_member sl_stage_members[] = {
    {"name", SL_MEMBER_TEXT, offsetof(sl_stage, name), NULL, "unique in the pipeline"},
    {"uses", SL_MEMBER_OTHER, 0, NULL, "the kind of the stage"},
    {"with", SL_MEMBER_OTHER, 0, NULL, "options of the kind"},
    {"needs", SL_MEMBER_OTHER, 0, NULL, "names of stages that have to end first"},
    {"when", SL_MEMBER_OTHER, 0, NULL, "when the stage runs; without it, always"},
    {"timeout", SL_MEMBER_DURATION, offsetof(sl_stage, timeout_ms), NULL,
     "the longest time that the stage may take"},
    {"allow_failure", SL_MEMBER_BOOL, offsetof(sl_stage, allow_failure), NULL,
     "the stage does not decide the verdict"},
    {"env", SL_MEMBER_OTHER, 0, NULL,
     "variables of commands: NAME: text, or {from: HOST_NAME, secret: true}"},
    {"retries", SL_MEMBER_COUNT, offsetof(sl_stage, retries), NULL,
     "further attempts when a command fails"},
    {"matrix", SL_MEMBER_OTHER, 0, NULL, "NAME: [values]; one stage for each combination"},
    {"environment", SL_MEMBER_TEXT, offsetof(sl_stage, environment), NULL,
     "where a deploy stage deploys to"},
    {0},
};

typedef struct variable_doc {
    sl_str from;
    bool is_secret;
} variable_doc;

const sl_member sl_variable_members[] = {
    {"from", SL_MEMBER_TEXT, offsetof(variable_doc, from), NULL,
     "the variable of sluice's own environment to take (default: the same name)"},
    {"secret", SL_MEMBER_BOOL, offsetof(variable_doc, is_secret), NULL,
     "its value is masked in logs (default: by its name)"},
    {0},
};

static bool is_variable_name(sl_str name)
{
    if (!name.n || sl_is_digit(name.p[0]))
        return false;
    for (size_t i = 0; i < name.n; i++) {
        if (!sl_is_word(name.p[i]))
            return false;
    }
    return true;
}

static bool read_variable(const sl_pipeline_part *part, const sl_pair *pair, sl_variable *v)
{
    *v = (sl_variable){.name = pair->key->text, .is_secret = sl_name_is_secret(pair->key->text)};
    if (!is_variable_name(v->name))
        return sl_part_wrong(part, pair->key, "the name of a variable has letters, digits and '_'");
    if (pair->value->kind == SL_SEQ)
        return sl_part_wrong(part, pair->value, "a variable is a text or {from: HOST_NAME}");
    if (pair->value->kind != SL_MAP) {
        v->value = sl_node_empty(pair->value) ? (sl_str){"", 0} : pair->value->text;
        return true;
    }
    variable_doc doc = {.is_secret = v->is_secret};
    if (!sl_part_members(part, pair->value, sl_variable_members, &doc))
        return false;
    v->from_host = true;
    v->value = doc.from.n ? doc.from : v->name;
    if (!is_variable_name(v->value))
        return sl_part_wrong(part, sl_node_get(pair->value, "from"),
                             "the name of a variable has letters, digits and '_'");
    v->is_secret = doc.is_secret;
    return true;
}

static bool read_env(const sl_pipeline_part *part, sl_stage *stage, const sl_node *env)
{
    if (sl_node_empty(env))
        return true;
    if (env->kind != SL_MAP)
        return sl_part_wrong(part, env, "'env' is a map of names to texts");
    for (size_t i = 0; i < env->n; i++)
        if (!read_variable(part, &env->pairs[i], sl_list_add(part->mem, &stage->env)))
            return false;
    return true;
}

static bool read_kind(const sl_pipeline_part *part, sl_stage *stage, const sl_node *node)
{
    const sl_node *uses = sl_node_get(node, "uses");
    if (sl_node_empty(uses))
        return sl_part_wrong(part, node, "a stage needs 'uses': the kind of the stage");
    stage->kind = sl_stage_kind_of(sl_node_text(uses));
    if (stage->kind)
        return true;
    size_t n;
    sl_strs names = {0};
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    for (size_t i = 0; i < n; i++)
        *sl_list_add(part->mem, &names) = sl_str_of(kinds[i]->name);
    return sl_part_unknown(part, uses, "stage", &names);
}

static bool read_options(const sl_pipeline_part *part, sl_stage *stage, const sl_node *node)
{
    const sl_node *with = sl_node_get(node, "with");
    const sl_node none = {.kind = SL_NULL, .line = node->line, .column = node->column};
    return sl_options_read(&stage->options, part->mem, stage->kind->options, part->file,
                           with ? with : &none, part->e) ||
           sl_part_show(part);
}

static bool read_members(const sl_pipeline_part *part, sl_stage *stage, const sl_node *node)
{
    const sl_node *when = sl_node_get(node, "when");
    if (!sl_part_members(part, node, sl_stage_members, stage))
        return false;
    if (!stage->name.n)
        return sl_part_wrong(part, node, "a stage needs a 'name'");
    if (!read_kind(part, stage, node))
        return false;
    if (!sl_node_empty(when) && when->kind != SL_MAP)
        return sl_part_wrong(part, when, "'when' is a map of branch, tag, path, event");
    if (!sl_node_empty(when) && !sl_part_members(part, when, sl_when_members, &stage->when))
        return false;
    const sl_node *needs = sl_node_get(node, "needs");
    sl_strs names;
    stage->has_needs = needs != NULL;
    if (needs && !sl_part_texts(part, needs, "needs", &names))
        return false;
    if (stage->environment.n && !(stage->kind->traits & SL_DEPLOYS))
        return sl_part_wrong(part, sl_node_get(node, "environment"),
                             "only a deploy stage has an environment; this one is '%s'",
                             stage->kind->name);
    return read_env(part, stage, sl_node_get(node, "env"));
}

static bool check_name(const sl_pipeline_part *part, const sl_pipeline *pipeline,
                       const sl_stage *stage, const sl_node *at)
{
    if (stage->written.n > NAME_LONGEST)
        return sl_part_wrong(part, at, "the name of a stage has at most %d bytes", NAME_LONGEST);
    for (size_t i = 0; i < stage->written.n; i++)
        if ((unsigned char)stage->written.p[i] < 0x20 || stage->written.p[i] == 0x7f)
            return sl_part_wrong(part, at, "the name of a stage has no control characters");
    for (size_t i = 0; i < pipeline->stages.n; i++) {
        const sl_stage *old = &pipeline->stages.v[i];
        if (!sl_stage_is_named(old, stage->written))
            continue;
        if (sl_str_eq(old->file, part->file) || !sl_str_eq(old->written, stage->written))
            return sl_part_wrong(part, at,
                                 "a second stage '%.*s'; the first is in %.*s, line %u, column %u",
                                 SL_FMT(stage->written), SL_FMT(old->file), old->line, old->column);
    }
    return true;
}

/* Stages replace those of the same name that were included, in their place. */
static bool put_stages(const sl_pipeline_part *part, sl_pipeline *pipeline, const sl_stage *fresh,
                       size_t n, const sl_node *node)
{
    size_t total = pipeline->stages.n;
    size_t at = 0;
    while (at < total && !sl_str_eq(pipeline->stages.v[at].written, fresh->written))
        at++;
    size_t behind = at;
    while (behind < total && sl_str_eq(pipeline->stages.v[behind].written, fresh->written))
        behind++;
    size_t n_after = total - behind;
    if (at + n + n_after > STAGES_MAX)
        return sl_part_wrong(part, node, "more than %d stages", STAGES_MAX);
    while (pipeline->stages.n < at + n + n_after)
        sl_list_add(part->mem, &pipeline->stages);
    sl_stage *v = pipeline->stages.v;
    memmove(v + at + n, v + behind, n_after * sizeof *v);
    memcpy(v + at, fresh, n * sizeof *v);
    pipeline->stages.n = at + n + n_after;
    return true;
}

static bool check_values(const sl_pipeline_part *part, const sl_node *values)
{
    if (values->kind != SL_SEQ || !values->n)
        return sl_part_wrong(part, values, "a matrix needs a list of values for each name");
    for (size_t i = 0; i < values->n && i <= MATRIX_MAX; i++) {
        const sl_node *value = values->items[i];
        if (!sl_node_is_scalar(value))
            return sl_part_wrong(part, value, "a value of a matrix is a text");
        if (value->text.n > VALUE_LONGEST)
            return sl_part_wrong(part, value, "a value of a matrix has at most %d bytes",
                                 VALUE_LONGEST);
        for (size_t k = 0; k < i; k++)
            if (sl_str_eq(values->items[k]->text, value->text))
                return sl_part_wrong(part, value, "the value '%.*s' stands twice in the matrix",
                                     SL_FMT(value->text));
    }
    return true;
}

static bool matrix_size(const sl_pipeline_part *part, const sl_node *matrix, size_t *size)
{
    *size = 1;
    if (matrix->kind != SL_MAP || !matrix->n || matrix->n > KEYS_MAX)
        return sl_part_wrong(part, matrix, "'matrix' is a map of 1 to %d lists: NAME: [values]",
                             KEYS_MAX);
    for (size_t i = 0; i < matrix->n; i++) {
        const sl_node *values = matrix->pairs[i].value;
        if (!is_variable_name(matrix->pairs[i].key->text))
            return sl_part_wrong(part, matrix->pairs[i].key,
                                 "the name of a variable has letters, digits and '_'");
        if (!check_values(part, values))
            return false;
        if (values->n > MATRIX_MAX || (*size *= values->n) > MATRIX_MAX)
            return sl_part_wrong(part, matrix, "the matrix has more than %d combinations",
                                 MATRIX_MAX);
    }
    return true;
}

/* A copy of the variables without those that the matrix sets. */
static sl_variables other_variables(sl_arena *mem, const sl_variables *env, const sl_node *matrix)
{
    sl_variables others = {0};
    for (size_t i = 0; i < env->n; i++)
        if (!sl_node_find(matrix, env->v[i].name))
            *sl_list_add(mem, &others) = env->v[i];
    return others;
}

/* Combination `number`: the last variable changes quickest, as in nested loops. */
static sl_stage combination(const sl_pipeline_part *part, const sl_stage *stage,
                            const sl_node *matrix, size_t number)
{
    sl_stage one = *stage;
    sl_str label = {0};
    size_t picks[KEYS_MAX];
    one.env = other_variables(part->mem, &stage->env, matrix);
    for (size_t i = matrix->n; i-- > 0;) {
        picks[i] = number % matrix->pairs[i].value->n;
        number /= matrix->pairs[i].value->n;
    }
    for (size_t i = 0; i < matrix->n; i++) {
        sl_str name = matrix->pairs[i].key->text;
        sl_str value = matrix->pairs[i].value->items[picks[i]]->text;
        *sl_list_add(part->mem, &one.env) = (sl_variable){.name = name, .value = value};
        label = sl_printf(part->mem, "%.*s%s%.*s=%.*s", SL_FMT(label), i ? ", " : "", SL_FMT(name),
                          SL_FMT(value));
    }
    one.name = sl_printf(part->mem, "%.*s (%.*s)", SL_FMT(stage->written), SL_FMT(label));
    return one;
}

/* A stage for each combination of the values of a matrix. */
static bool put_matrix(const sl_pipeline_part *part, sl_pipeline *pipeline, const sl_stage *stage,
                       const sl_node *matrix)
{
    size_t size;
    if (!matrix_size(part, matrix, &size))
        return false;
    sl_stage *all = sl_alloc_array(part->mem, size, sizeof *all);
    for (size_t i = 0; i < size; i++) {
        all[i] = combination(part, stage, matrix, i);
        const sl_stage *old = sl_pipeline_stage(pipeline, all[i].name);
        if (old && !sl_str_eq(old->written, stage->written))
            return sl_part_wrong(part, matrix, "'%.*s' is the name of a stage already",
                                 SL_FMT(all[i].name));
        if (!read_options(part, &all[i], stage->doc))
            return false;
    }
    return put_stages(part, pipeline, all, size, stage->doc);
}

bool sl_stage_read(const sl_pipeline_part *part, sl_pipeline *pipeline, const sl_node *node)
{
    sl_stage stage = {.file = part->file, .line = node->line, .column = node->column, .doc = node};
    if (node->kind != SL_MAP)
        return sl_part_wrong(part, node,
                             "a stage is a map such as {name: code, uses: sast}, not a %s",
                             sl_node_kind_name(node));
    if (!read_members(part, &stage, node))
        return false;
    stage.written = stage.name;
    if (!check_name(part, pipeline, &stage, sl_node_get(node, "name")) ||
        !read_options(part, &stage, node))
        return false;
    const sl_node *matrix = sl_node_get(node, "matrix");
    if (sl_node_empty(matrix))
        return put_stages(part, pipeline, &stage, 1, node);
    return put_matrix(part, pipeline, &stage, matrix);
}
