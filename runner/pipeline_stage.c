/* One stage of a pipeline: its members, variables and matrix. */
#include "runner/pipeline_part.h"

enum { MATRIX_MAX = 256, STAGES_MAX = 1000 };

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
    {"env", SL_MEMBER_OTHER, 0, NULL, "variables of commands: NAME: text, or {from: HOST_NAME}"},
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

static const sl_member variable_members[] = {
    {"from", SL_MEMBER_TEXT, offsetof(variable_doc, from), NULL, ""},
    {"secret", SL_MEMBER_BOOL, offsetof(variable_doc, is_secret), NULL, ""},
    {0},
};

static bool is_variable_name(sl_str name)
{
    if (!name.n || (name.p[0] >= '0' && name.p[0] <= '9'))
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!is_letter && c != '_' && !(c >= '0' && c <= '9'))
            return false;
    }
    return true;
}

/* Names that usually hold a secret: their values are masked in logs. */
static bool looks_secret(sl_str name)
{
    static const char *const words[] = {"TOKEN",  "SECRET", "PASSWORD",   "PASSWD",
                                        "APIKEY", "_KEY",   "CREDENTIAL", "PRIVATE"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t at = 0; at + strlen(words[i]) <= name.n; at++)
            if (sl_str_eq_case(sl_str_sub(name, at, at + strlen(words[i])), sl_str_of(words[i])))
                return true;
    return false;
}

static bool read_variable(const sl_pipeline_part *part, const sl_pair *pair, sl_variable *v)
{
    *v = (sl_variable){.name = pair->key->text, .is_secret = looks_secret(pair->key->text)};
    if (!is_variable_name(v->name))
        return sl_part_wrong(part, pair->key, "the name of a variable has letters, digits and '_'");
    if (pair->value->kind == SL_SEQ)
        return sl_part_wrong(part, pair->value, "a variable is a text or {from: HOST_NAME}");
    if (pair->value->kind != SL_MAP) {
        v->value = pair->value->text;
        return true;
    }
    variable_doc doc = {.is_secret = v->is_secret};
    if (!sl_part_members(part, pair->value, variable_members, &doc))
        return false;
    v->from_host = true;
    v->value = doc.from.n ? doc.from : v->name;
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

/* Errors of options begin with the file already; put the line and a caret behind. */
static bool read_options(const sl_pipeline_part *part, sl_stage *stage, const sl_node *node)
{
    const sl_node *with = sl_node_get(node, "with");
    sl_err why = {0};
    if (sl_options_read(&stage->options, part->mem, stage->kind->options, part->file, with, &why))
        return true;
    sl_str text = sl_str_of(why.text);
    sl_str place = sl_printf(part->mem, "%.*s:", SL_FMT(part->file));
    sl_node at = with ? *with : *node;
    if (sl_str_starts(text, place)) {
        sl_str rest = sl_str_sub(text, place.n, text.n);
        sl_str line;
        sl_str column;
        int64_t number;
        sl_str after = rest;
        if (sl_str_cut(&after, ':', &line) && sl_str_int(line, &number)) {
            at.line = (uint32_t)number;
            if (sl_str_cut(&after, ':', &column) && sl_str_int(column, &number))
                at.column = (uint32_t)number;
            text = after;
        } else {
            text = rest;
        }
    }
    return sl_part_wrong(part, &at, "stage '%.*s': %.*s", SL_FMT(stage->name),
                         SL_FMT(sl_str_trim(text)));
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
    stage->has_needs = sl_node_get(node, "needs") != NULL;
    return read_env(part, stage, sl_node_get(node, "env"));
}

static bool check_name(const sl_pipeline_part *part, const sl_pipeline *pipeline,
                       const sl_stage *stage, const sl_node *node)
{
    const sl_node *at = sl_node_get(node, "name");
    for (size_t i = 0; i < stage->name.n; i++)
        if ((unsigned char)stage->name.p[i] < 0x20)
            return sl_part_wrong(part, at, "the name of a stage has no control characters");
    for (size_t i = 0; i < pipeline->stages.n; i++) {
        const sl_stage *old = &pipeline->stages.v[i];
        if (!sl_str_eq(old->name, stage->name) || !sl_str_eq(old->file, part->file))
            continue;
        return sl_part_wrong(part, at, "a second stage '%.*s'; the first is in line %u",
                             SL_FMT(stage->name), old->line);
    }
    return true;
}

/* A stage replaces an included one of the same name, in its place. */
static bool add_stage(const sl_pipeline_part *part, sl_pipeline *pipeline, const sl_stage *stage,
                      const sl_node *node)
{
    if (!check_name(part, pipeline, stage, node))
        return false;
    sl_stage *old = sl_pipeline_stage(pipeline, stage->name);
    if (old) {
        *old = *stage;
        return true;
    }
    if (pipeline->stages.n == STAGES_MAX)
        return sl_part_wrong(part, node, "more than %d stages", STAGES_MAX);
    *sl_list_add(part->mem, &pipeline->stages) = *stage;
    return true;
}

static bool matrix_size(const sl_pipeline_part *part, const sl_node *matrix, size_t *size)
{
    *size = 1;
    if (matrix->kind != SL_MAP || !matrix->n)
        return sl_part_wrong(part, matrix, "'matrix' is a map: NAME: [values]");
    for (size_t i = 0; i < matrix->n; i++) {
        const sl_node *values = matrix->pairs[i].value;
        if (!is_variable_name(matrix->pairs[i].key->text))
            return sl_part_wrong(part, matrix->pairs[i].key,
                                 "the name of a variable has letters, digits and '_'");
        if (values->kind != SL_SEQ || !values->n)
            return sl_part_wrong(part, values, "a matrix needs a list of values for each name");
        for (size_t k = 0; k < values->n; k++)
            if (values->items[k]->kind == SL_SEQ || values->items[k]->kind == SL_MAP)
                return sl_part_wrong(part, values->items[k], "a value of a matrix is a text");
        if (values->n > MATRIX_MAX || (*size *= values->n) > MATRIX_MAX)
            return sl_part_wrong(part, matrix, "the matrix has more than %d combinations",
                                 MATRIX_MAX);
    }
    return true;
}

static sl_stage combination(const sl_pipeline_part *part, const sl_stage *stage,
                            const sl_node *matrix, size_t number)
{
    sl_stage one = *stage;
    sl_str label = {0};
    one.env = (sl_variables){0};
    for (size_t i = 0; i < stage->env.n; i++)
        *sl_list_add(part->mem, &one.env) = stage->env.v[i];
    for (size_t i = 0; i < matrix->n; i++) {
        const sl_node *values = matrix->pairs[i].value;
        sl_str name = matrix->pairs[i].key->text;
        sl_str value = values->items[number % values->n]->text;
        number /= values->n;
        *sl_list_add(part->mem, &one.env) = (sl_variable){.name = name, .value = value};
        label = sl_printf(part->mem, "%.*s%s%.*s=%.*s", SL_FMT(label), i ? ", " : "", SL_FMT(name),
                          SL_FMT(value));
    }
    one.name = sl_printf(part->mem, "%.*s (%.*s)", SL_FMT(stage->name), SL_FMT(label));
    return one;
}

bool sl_stage_read(const sl_pipeline_part *part, sl_pipeline *pipeline, const sl_node *node)
{
    sl_stage stage = {.file = part->file, .line = node->line, .column = node->column, .doc = node};
    if (node->kind != SL_MAP)
        return sl_part_wrong(part, node, "a stage is a map such as {name: code, uses: sast}");
    if (!read_members(part, &stage, node) || !read_options(part, &stage, node))
        return false;
    const sl_node *matrix = sl_node_get(node, "matrix");
    if (sl_node_empty(matrix))
        return add_stage(part, pipeline, &stage, node);
    size_t size;
    if (!matrix_size(part, matrix, &size))
        return false;
    for (size_t i = 0; i < size; i++) {
        sl_stage one = combination(part, &stage, matrix, i);
        if (!read_options(part, &one, node) || !add_stage(part, pipeline, &one, node))
            return false;
    }
    return true;
}
