/* The JSON Schema of pipeline files, from the tables that reading uses. */
#include "base/json.h"
#include "runner/pipeline_part.h"

static void texts(sl_json *j)
{
    sl_json_list(j, "type");
    sl_json_z(j, NULL, "string");
    sl_json_z(j, NULL, "array");
    sl_json_list_end(j);
    sl_json_object(j, "items");
    sl_json_z(j, "type", "string");
    sl_json_object_end(j);
}

static void severities(sl_json *j)
{
    sl_json_list(j, "enum");
    for (int i = SL_INFO; i <= SL_SEVERITY_NONE; i++)
        sl_json_z(j, NULL, sl_severity_name((sl_severity)i));
    sl_json_list_end(j);
}

static void choices(sl_json *j, const char *const *names)
{
    sl_json_list(j, "enum");
    for (; *names; names++)
        sl_json_z(j, NULL, *names);
    sl_json_list_end(j);
}

static void duration(sl_json *j)
{
    sl_json_z(j, "type", "string");
    sl_json_z(j, "pattern", "^[0-9]+(ms|s|m|h|d)$");
}

static void member(sl_json *j, const sl_member *m)
{
    sl_json_object(j, m->name);
    sl_json_z(j, "description", m->help);
    switch (m->type) {
    case SL_MEMBER_TEXT:
        sl_json_z(j, "type", "string");
        break;
    case SL_MEMBER_COUNT:
        sl_json_z(j, "type", "integer");
        break;
    case SL_MEMBER_BOOL:
        sl_json_z(j, "type", "boolean");
        break;
    case SL_MEMBER_DURATION:
        duration(j);
        break;
    case SL_MEMBER_SEVERITY:
        severities(j);
        break;
    case SL_MEMBER_TEXTS:
        texts(j);
        break;
    case SL_MEMBER_CHOICE:
        choices(j, m->choices);
        break;
    default:
        break;
    }
    sl_json_object_end(j);
}

/* Opens "properties" with the plain members of a table; those of SL_MEMBER_OTHER follow by hand. */
static void members(sl_json *j, const sl_member *table)
{
    sl_json_z(j, "type", "object");
    sl_json_bool(j, "additionalProperties", false);
    sl_json_object(j, "properties");
    for (; table->name; table++)
        if (table->type != SL_MEMBER_OTHER)
            member(j, table);
}

static void option(sl_json *j, const sl_option_spec *spec)
{
    sl_json_object(j, spec->name);
    sl_json_z(j, "description", spec->help);
    if (spec->fallback)
        sl_json_z(j, "default", spec->fallback);
    if (spec->choices)
        choices(j, spec->choices);
    else if (spec->type == SL_OPT_LIST)
        texts(j);
    else if (spec->type == SL_OPT_SEVERITY)
        severities(j);
    else if (spec->type == SL_OPT_MAP)
        sl_json_z(j, "type", "object");
    else if (spec->type == SL_OPT_COUNT)
        sl_json_z(j, "type", "integer");
    sl_json_object_end(j);
}

/* One alternative a kind: `uses` is its name, `with` has its options. */
static void kind(sl_json *j, const sl_stage_kind *k)
{
    sl_json_object(j, NULL);
    sl_json_z(j, "title", k->summary);
    sl_json_object(j, "properties");
    sl_json_object(j, "uses");
    sl_json_z(j, "const", k->name);
    sl_json_object_end(j);
    sl_json_object(j, "with");
    sl_json_z(j, "type", "object");
    sl_json_bool(j, "additionalProperties", false);
    sl_json_object(j, "properties");
    for (const sl_option_spec *spec = k->options; spec && spec->name; spec++)
        option(j, spec);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_object_end(j);
}

static void object_of_any(sl_json *j, const char *name, const char *help)
{
    sl_json_object(j, name);
    sl_json_z(j, "description", help);
    sl_json_z(j, "type", "object");
    sl_json_object_end(j);
}

static void stage(sl_json *j)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    sl_json_object(j, "stage");
    members(j, sl_stage_members);
    sl_json_object(j, "uses");
    sl_json_list(j, "enum");
    for (size_t i = 0; i < n; i++)
        sl_json_z(j, NULL, kinds[i]->name);
    sl_json_list_end(j);
    sl_json_object_end(j);
    object_of_any(j, "with", "options of the kind");
    object_of_any(j, "env",
                  "variables of commands: NAME: text, or {from: HOST_NAME, secret: true}");
    object_of_any(j, "matrix", "NAME: [values]; one stage for each combination");
    sl_json_object(j, "needs");
    texts(j);
    sl_json_object_end(j);
    sl_json_object(j, "when");
    members(j, sl_when_members);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_strs(j, "required",
                 &(sl_strs){.v = (sl_str[]){SL_STR("name"), SL_STR("uses")}, .n = 2});
    sl_json_list(j, "anyOf");
    for (size_t i = 0; i < n; i++)
        kind(j, kinds[i]);
    sl_json_list_end(j);
    sl_json_object_end(j);
}

static void policy(sl_json *j)
{
    sl_json_object(j, "policy");
    members(j, sl_policy_members);
    sl_json_object(j, "stages");
    sl_json_z(j, "type", "object");
    sl_json_object(j, "additionalProperties");
    sl_json_z(j, "type", "object");
    sl_json_bool(j, "additionalProperties", false);
    sl_json_object(j, "properties");
    sl_json_object(j, "fail_on");
    severities(j);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_object_end(j);
}

static void reference(sl_json *j, const char *to)
{
    sl_json_z(j, "$ref", to);
}

bool sl_pipeline_schema(sl_buf *out, sl_err *e)
{
    sl_json j = {.out = out};
    sl_json_object(&j, NULL);
    sl_json_z(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
    sl_json_z(&j, "title", "sluice pipeline, version 1");
    members(&j, sl_pipeline_members);
    sl_json_object(&j, "policy");
    reference(&j, "#/$defs/policy");
    sl_json_object_end(&j);
    sl_json_object(&j, "stages");
    sl_json_z(&j, "type", "array");
    sl_json_object(&j, "items");
    reference(&j, "#/$defs/stage");
    sl_json_object_end(&j);
    sl_json_object_end(&j);
    sl_json_object_end(&j);
    sl_json_strs(&j, "required",
                 &(sl_strs){.v = (sl_str[]){SL_STR("version"), SL_STR("stages")}, .n = 2});
    sl_json_object(&j, "$defs");
    stage(&j);
    policy(&j);
    sl_json_object_end(&j);
    sl_json_object_end(&j);
    return sl_buf_addc(out, '\n') || sl_fail(e, SL_ETOOBIG, "the schema does not fit");
}
