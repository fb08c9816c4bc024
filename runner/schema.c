/* The JSON Schema of pipeline files, from the tables that reading uses. */
#include "base/json.h"
#include "runner/pipeline.h"
#include "runner/pipeline_part.h"

static void type(sl_json *j, const char *name)
{
    sl_json_z(j, "type", name);
}

static void one_of_types(sl_json *j, const char *const *names)
{
    sl_json_list(j, "type");
    for (; *names; names++)
        sl_json_z(j, NULL, *names);
    sl_json_list_end(j);
}

/* Any scalar but null: what is read as text may be written as a number or boolean. */
static void scalar(sl_json *j)
{
    static const char *const names[] = {"string", "number", "boolean", NULL};
    one_of_types(j, names);
}

static void texts(sl_json *j, const char *const *choices)
{
    static const char *const names[] = {"string", "number", "boolean", "array", NULL};
    one_of_types(j, names);
    sl_json_object(j, "items");
    scalar(j);
    if (choices) {
        sl_json_list(j, "enum");
        for (; *choices; choices++)
            sl_json_z(j, NULL, *choices);
        sl_json_list_end(j);
    }
    sl_json_object_end(j);
}

static void choices(sl_json *j, const char *const *names)
{
    sl_json_list(j, "enum");
    for (; *names; names++)
        sl_json_z(j, NULL, *names);
    sl_json_list_end(j);
}

static void severities(sl_json *j)
{
    sl_json_list(j, "enum");
    for (int i = SL_INFO; i <= SL_SEVERITY_NONE; i++)
        sl_json_z(j, NULL, sl_severity_name((sl_severity)i));
    sl_json_list_end(j);
}

static void count(sl_json *j, int max)
{
    type(j, "integer");
    sl_json_int(j, "minimum", 0);
    if (max)
        sl_json_int(j, "maximum", max);
}

static void duration(sl_json *j)
{
    type(j, "string");
    sl_json_z(j, "pattern", "^[0-9]+(ms|s|m|h|d)$");
}

static void size(sl_json *j)
{
    static const char *const names[] = {"string", "integer", NULL};
    one_of_types(j, names);
    sl_json_z(j, "pattern", "^[0-9]+(|k|K|KiB|M|MiB|G|GiB|T|TiB)$");
}

static void reference(sl_json *j, const char *to)
{
    sl_json_z(j, "$ref", to);
}

/* What the table cannot say of a member is in a definition of its own. */
static void other(sl_json *j, const char *name)
{
    static const char *const definitions[][2] = {
        {"policy", "#/$defs/policy"},     {"uses", "#/$defs/kind"},
        {"when", "#/$defs/when"},         {"env", "#/$defs/variables"},
        {"needs", "#/$defs/stage-names"}, {"matrix", "#/$defs/matrix"},
        {"stages", "#/$defs/stages"},     {"version", "#/$defs/version"}};
    for (size_t i = 0; i < sizeof definitions / sizeof *definitions; i++)
        if (strcmp(definitions[i][0], name) == 0)
            reference(j, definitions[i][1]);
}

static void member(sl_json *j, const sl_member *m)
{
    sl_json_object(j, m->name);
    sl_json_z(j, "description", m->help);
    switch (m->type) {
    case SL_MEMBER_TEXT:
        scalar(j);
        break;
    case SL_MEMBER_COUNT:
        count(j, SL_MEMBER_COUNT_MAX);
        break;
    case SL_MEMBER_BOOL:
        type(j, "boolean");
        break;
    case SL_MEMBER_DURATION:
        duration(j);
        break;
    case SL_MEMBER_SEVERITY:
        severities(j);
        break;
    case SL_MEMBER_TEXTS:
        texts(j, NULL);
        break;
    case SL_MEMBER_CHOICE:
        choices(j, m->choices);
        break;
    case SL_MEMBER_OTHER:
        other(j, m->name);
        break;
    case SL_MEMBER_THRESHOLDS:
        reference(j, "#/$defs/thresholds");
        break;
    }
    sl_json_object_end(j);
}

/* The body of an object schema: the members of a table and nothing else. */
static void object(sl_json *j, const sl_member *table, const sl_strs *required)
{
    type(j, "object");
    sl_json_bool(j, "additionalProperties", false);
    sl_json_object(j, "properties");
    for (; table->name; table++)
        member(j, table);
    sl_json_object_end(j);
    if (required)
        sl_json_strs(j, "required", required);
}

static void option_type(sl_json *j, const sl_option_spec *spec)
{
    static const char *const switches[] = {"yes", "no", "true", "false", "on", "off", NULL};
    switch (spec->type) {
    case SL_OPT_TEXT:
        scalar(j);
        break;
    case SL_OPT_BOOL:
        sl_json_list(j, "enum");
        sl_json_bool(j, NULL, true);
        sl_json_bool(j, NULL, false);
        for (size_t i = 0; switches[i]; i++)
            sl_json_z(j, NULL, switches[i]);
        sl_json_list_end(j);
        break;
    case SL_OPT_COUNT:
        count(j, 0);
        break;
    case SL_OPT_SIZE:
        size(j);
        break;
    case SL_OPT_DURATION:
        duration(j);
        break;
    case SL_OPT_SEVERITY:
        severities(j);
        break;
    case SL_OPT_LIST:
        texts(j, spec->choices);
        break;
    case SL_OPT_MAP:
        type(j, "object");
        break;
    }
}

static void option(sl_json *j, const sl_option_spec *spec)
{
    sl_json_object(j, spec->name);
    sl_json_z(j, "description", spec->help);
    if (spec->fallback)
        sl_json_z(j, "default", spec->fallback);
    if (spec->choices && spec->type == SL_OPT_TEXT)
        choices(j, spec->choices);
    else
        option_type(j, spec);
    sl_json_object_end(j);
}

/* The options of a kind; `*is_required` when `with` has to be there. */
static void options(sl_json *j, const sl_option_spec *specs, bool *is_required)
{
    type(j, "object");
    sl_json_bool(j, "additionalProperties", false);
    sl_json_object(j, "properties");
    for (const sl_option_spec *spec = specs; spec && spec->name; spec++)
        option(j, spec);
    sl_json_object_end(j);
    sl_json_list(j, "required");
    *is_required = false;
    for (const sl_option_spec *spec = specs; spec && spec->name; spec++)
        if (spec->is_required) {
            sl_json_z(j, NULL, spec->name);
            *is_required = true;
        }
    sl_json_list_end(j);
}

/* If `uses` is the kind, then `with` has its options. */
static void kind_rule(sl_json *j, const sl_stage_kind *kind)
{
    bool is_required;
    sl_json_object(j, NULL);
    sl_json_object(j, "if");
    sl_json_object(j, "properties");
    sl_json_object(j, "uses");
    sl_json_z(j, "const", kind->name);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_object(j, "then");
    sl_json_object(j, "properties");
    sl_json_object(j, "with");
    sl_json_z(j, "description", kind->summary);
    options(j, kind->options, &is_required);
    sl_json_object_end(j);
    sl_json_object_end(j);
    if (is_required)
        sl_json_strs(j, "required", &(sl_strs){.v = &(sl_str)SL_STR("with"), .n = 1});
    sl_json_object_end(j);
    sl_json_object_end(j);
}

static void stage(sl_json *j)
{
    static sl_str const names[] = {SL_STR("name"), SL_STR("uses")};
    const sl_strs required = {.v = (sl_str[]){names[0], names[1]}, .n = 2};
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    sl_json_object(j, "stage");
    object(j, sl_stage_members, &required);
    sl_json_list(j, "allOf");
    for (size_t i = 0; i < n; i++)
        kind_rule(j, kinds[i]);
    sl_json_list_end(j);
    sl_json_object_end(j);
    sl_json_object(j, "kind");
    sl_json_list(j, "oneOf");
    for (size_t i = 0; i < n; i++) {
        sl_json_object(j, NULL);
        sl_json_z(j, "const", kinds[i]->name);
        sl_json_z(j, "description", kinds[i]->summary);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
    sl_json_object_end(j);
}

/* Opens the definition of a map from names to values that are described next. */
static void map_of(sl_json *j, const char *name, const char *names)
{
    sl_json_object(j, name);
    type(j, "object");
    sl_json_object(j, "propertyNames");
    sl_json_z(j, "pattern", names);
    sl_json_object_end(j);
    sl_json_object(j, "additionalProperties");
}

static void map_end(sl_json *j)
{
    sl_json_object_end(j);
    sl_json_object_end(j);
}

static void list_of(sl_json *j, const char *name, const char *item)
{
    sl_json_object(j, name);
    type(j, "array");
    sl_json_object(j, "items");
    reference(j, item);
    sl_json_object_end(j);
    sl_json_object_end(j);
}

static void maps(sl_json *j)
{
    static const char variable[] = "^[A-Za-z_][A-Za-z0-9_]*$";
    map_of(j, "thresholds", "");
    object(j, sl_threshold_members, NULL);
    map_end(j);
    map_of(j, "variables", variable);
    sl_json_list(j, "anyOf");
    sl_json_object(j, NULL);
    static const char *const texts_or_null[] = {"string", "number", "boolean", "null", NULL};
    one_of_types(j, texts_or_null);
    sl_json_object_end(j);
    sl_json_object(j, NULL);
    object(j, sl_variable_members, NULL);
    sl_json_object_end(j);
    sl_json_list_end(j);
    map_end(j);
    map_of(j, "matrix", variable);
    type(j, "array");
    sl_json_int(j, "minItems", 1);
    sl_json_object(j, "items");
    scalar(j);
    sl_json_object_end(j);
    map_end(j);
}

static void definitions(sl_json *j)
{
    sl_json_object(j, "$defs");
    sl_json_object(j, "version");
    sl_json_int(j, "const", 1);
    sl_json_object_end(j);
    stage(j);
    list_of(j, "stages", "#/$defs/stage");
    sl_json_object(j, "policy");
    object(j, sl_policy_members, NULL);
    sl_json_object_end(j);
    sl_json_object(j, "when");
    object(j, sl_when_members, NULL);
    sl_json_object_end(j);
    sl_json_object(j, "stage-names");
    texts(j, NULL);
    sl_json_object_end(j);
    maps(j);
    sl_json_object_end(j);
}

bool sl_pipeline_schema(sl_buf *out, sl_err *e)
{
    static sl_str const names[] = {SL_STR("version"), SL_STR("stages")};
    const sl_strs required = {.v = (sl_str[]){names[0], names[1]}, .n = 2};
    sl_json j = {.out = out};
    sl_json_object(&j, NULL);
    sl_json_z(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
    sl_json_z(&j, "title", "sluice pipeline, version 1");
    object(&j, sl_pipeline_members, &required);
    definitions(&j);
    sl_json_object_end(&j);
    return sl_buf_addc(out, '\n') || sl_fail(e, SL_ETOOBIG, "the schema does not fit");
}
