/* The policy of a pipeline. */
#include "runner/pipeline_part.h"

enum { THRESHOLDS_MAX = 1000, MANDATORY_MAX = 1000 };

static const char *const allow_fail[] = {"allow", "fail", NULL};
static const char *const fail_allow[] = {"fail", "allow", NULL};
static const char *const forbid_allow[] = {"forbid", "allow", NULL};

const sl_member sl_policy_members[] = {
    {"fail_on", SL_MEMBER_SEVERITY, offsetof(sl_policy, fail_on), NULL,
     "findings of this severity or worse block (default high); none: never"},
    {"stages", SL_MEMBER_THRESHOLDS, 0, NULL,
     "thresholds of single stages: NAME: {fail_on: SEVERITY}"},
    {"mandatory", SL_MEMBER_TEXTS, offsetof(sl_policy, mandatory), NULL,
     "names of stages that have to run and pass"},
    {"new_only", SL_MEMBER_BOOL, offsetof(sl_policy, new_only), NULL,
     "only findings that the base (--base) does not have block"},
    {"partial", SL_MEMBER_CHOICE, offsetof(sl_policy, partial_fails), allow_fail,
     "whether a file understood only in part keeps the gate shut (default allow)"},
    {"missing", SL_MEMBER_CHOICE, offsetof(sl_policy, missing_allowed), fail_allow,
     "whether objects that a partial clone lacks keep the gate shut (default fail)"},
    {"ignores", SL_MEMBER_CHOICE, offsetof(sl_policy, ignores_allowed), forbid_allow,
     "whether sluice:ignore and nosemgrep comments count (default allow)"},
    {"waivers", SL_MEMBER_TEXT, offsetof(sl_policy, waivers), NULL, "path of the waiver file"},
    {"baseline", SL_MEMBER_TEXT, offsetof(sl_policy, baseline), NULL, "path of the baseline file"},
    {0},
};

const sl_member sl_threshold_members[] = {
    {"fail_on", SL_MEMBER_SEVERITY, offsetof(sl_threshold, fail_on), NULL,
     "findings of this stage, of this severity or worse, block"},
    {0},
};

static bool read_thresholds(const sl_pipeline_part *part, sl_policy *policy, const sl_node *map)
{
    if (map->kind != SL_MAP)
        return sl_part_wrong(part, map, "'stages' of the policy is a map: NAME: {fail_on: high}");
    if (map->n > THRESHOLDS_MAX)
        return sl_part_wrong(part, map, "more than %d thresholds", THRESHOLDS_MAX);
    for (size_t i = 0; i < map->n; i++) {
        const sl_node *value = map->pairs[i].value;
        if (value->kind != SL_MAP)
            return sl_part_wrong(part, value, "a map such as {fail_on: high} is expected");
        sl_threshold *t = sl_list_add(part->mem, &policy->stages);
        *t = (sl_threshold){map->pairs[i].key->text, policy->fail_on};
        if (!sl_part_members(part, value, sl_threshold_members, t))
            return false;
    }
    return true;
}

bool sl_policy_read(const sl_pipeline_part *part, sl_policy *policy, const sl_node *node)
{
    *policy = (sl_policy){.fail_on = SL_HIGH, .ignores_allowed = true, .file = part->file};
    if (sl_node_empty(node))
        return true;
    policy->doc = node;
    if (node->kind != SL_MAP)
        return sl_part_wrong(part, node, "'policy' is a map, not a %s", sl_node_kind_name(node));
    if (!sl_part_members(part, node, sl_policy_members, policy))
        return false;
    if (policy->mandatory.n > MANDATORY_MAX)
        return sl_part_wrong(part, sl_node_get(node, "mandatory"), "more than %d mandatory stages",
                             MANDATORY_MAX);
    const sl_node *stages = sl_node_get(node, "stages");
    return sl_node_empty(stages) || read_thresholds(part, policy, stages);
}
