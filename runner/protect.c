/* Policy and mandatory stages from the protected ref; what the change would alter is told. */
#include "runner/protect.h"

#include "base/map.h"
#include "runner/pipeline.h"
#include "runner/plan.h"

enum { IGNORE_FILE_MAX = 16 << 20 };

static bool same_node(const sl_node *a, const sl_node *b);

static bool same_map(const sl_node *a, const sl_node *b)
{
    for (size_t i = 0; i < a->n; i++) {
        const sl_node *other = sl_node_find(b, a->pairs[i].key->text);
        if (!other || !same_node(a->pairs[i].value, other))
            return false;
    }
    return true;
}

static bool same_node(const sl_node *a, const sl_node *b)
{
    if (!a || !b)
        return sl_node_empty(a) && sl_node_empty(b);
    if (a->kind != b->kind || a->n != b->n)
        return false;
    if (a->kind == SL_MAP)
        return same_map(a, b);
    if (a->kind != SL_SEQ)
        return sl_str_eq(a->text, b->text);
    for (size_t i = 0; i < a->n; i++)
        if (!same_node(a->items[i], b->items[i]))
            return false;
    return true;
}

static void tell(sl_session *session, sl_str what, const char *effect)
{
    sl_session_tell(
        session, true,
        sl_printf(session->mem, "the change would alter %.*s; %s", SL_FMT(what), effect));
}

/* What a mandatory stage is by: a change of these is not for the change to make. */
static bool same_stage(const sl_stage *a, const sl_stage *b)
{
    static const char *const keys[] = {"uses", "with", "when", "allow_failure", "timeout"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!same_node(sl_node_get(a->doc, keys[i]), sl_node_get(b->doc, keys[i])))
            return false;
    return true;
}

static void restore(sl_stage *stage, const sl_stage *from)
{
    stage->kind = from->kind;
    stage->options = from->options;
    stage->when = from->when;
    stage->allow_failure = from->allow_failure;
    stage->timeout_ms = from->timeout_ms;
}

static void protect_stage(sl_pipeline *pipeline, const sl_stage *base, sl_session *session)
{
    sl_str name = sl_printf(session->mem, "the mandatory stage %.*s", SL_FMT(base->name));
    sl_stage *stage = sl_pipeline_stage(pipeline, base->name);
    if (!stage) {
        tell(session, name, "it was removed, and runs as the protected ref has it");
        sl_stage *added = sl_list_add(session->mem, &pipeline->stages);
        *added = *base;
        added->needs.n = 0;
        added->has_needs = true; /* it waits for nothing of the change's */
    } else if (!same_stage(stage, base)) {
        tell(session, name, "it runs as the protected ref has it");
        restore(stage, base);
    }
}

static bool compare_file(sl_session *session, const sl_files *change, const sl_files *protected,
                         sl_str path, const char *effect, sl_err *e)
{
    sl_str now;
    sl_str then;
    if (!path.n)
        return true;
    if (!sl_files_text(&now, session->mem, change, path, SL_BASELINE_MAX, e) ||
        !sl_files_text(&then, session->mem, protected, path, SL_BASELINE_MAX, e))
        return false;
    if (!sl_str_eq(now, then))
        tell(session, path, effect);
    return true;
}

static bool compare_rules(sl_session *session, const sl_files *change, const sl_files *protected,
                          sl_err *e)
{
    const sl_rule_file *now;
    const sl_rule_file *then;
    size_t n_now;
    size_t n_then;
    if (!sl_project_rules(&now, &n_now, session->mem, change, e) ||
        !sl_project_rules(&then, &n_then, session->mem, protected, e))
        return false;
    bool is_same = n_now == n_then;
    for (size_t i = 0; is_same && i < n_now; i++)
        is_same = sl_str_eq(now[i].path, then[i].path) && sl_str_eq(now[i].text, then[i].text);
    if (!is_same)
        tell(session, SL_S(".sluice/rules"), "the rules of the protected ref are used");
    return true;
}

static bool compare_files(sl_session *session, const sl_policy *policy, const sl_files *change,
                          const sl_files *protected, sl_err *e)
{
    return compare_file(session, change, protected, policy->waivers,
                        "the waivers of the protected ref are used", e) &&
           compare_file(session, change, protected, policy->baseline,
                        "the baseline of the protected ref is used", e) &&
           compare_file(session, change, protected, SL_S(".sluiceignore"),
                        "the ignore file of the protected ref is used", e) &&
           compare_file(session, change, protected, SL_S(".gitleaksignore"),
                        "the ignore file of the protected ref is used", e) &&
           compare_file(session, change, protected, SL_S(".gitleaks.toml"),
                        "the rules of the protected ref are used", e) &&
           compare_rules(session, change, protected, e);
}

bool sl_protect_files(sl_session *session, const sl_policy *policy, const sl_files *change,
                      const sl_files *protected, sl_err *e)
{
    return compare_file(session, change, protected, SL_S(".sluice.yml"),
                        "the policy and options of the protected ref are used", e) &&
           compare_files(session, policy, change, protected, e);
}

bool sl_protect(sl_pipeline *pipeline, const sl_pipeline *base, sl_session *session,
                const sl_files *change, const sl_files *protected, sl_err *e)
{
    const sl_policy *policy = &base->policy;
    if (!same_node(pipeline->policy.doc, policy->doc))
        tell(session, SL_S("the policy"), "the policy of the protected ref is used");
    pipeline->policy = *policy;
    for (size_t i = 0; i < base->stages.n; i++)
        if (sl_stage_is_mandatory(&base->stages.v[i], policy))
            protect_stage(pipeline, &base->stages.v[i], session);
    return compare_files(session, policy, change, protected, e);
}

/** Ignore comments of the protected ref that are left to be matched, by file and note. */
typedef struct old_ignores {
    sl_arena *mem;
    sl_files files;
    sl_map left; /* "file\nrule\nnote" to the number left + 1 */
} old_ignores;

void *sl_old_ignores(sl_arena *mem, const sl_files *protected)
{
    old_ignores *old = sl_alloc(mem, sizeof *old);
    old->mem = mem;
    old->files = *protected;
    return old;
}

static bool is_ignore_line(sl_str line, const sl_finding *finding)
{
    static const char *const marks[] = {"sluice:ignore", "nosem", "gitleaks:allow"};
    bool has_note = sl_str_find(line, sl_str_trim(finding->ignore_note), 0) != SIZE_MAX;
    if (!has_note)
        return false;
    if (sl_str_find(line, sl_str_of(marks[0]), 0) != SIZE_MAX)
        return sl_str_find(line, finding->rule->id, 0) != SIZE_MAX;
    for (size_t i = 1; i < sizeof marks / sizeof *marks; i++)
        if (sl_str_find(line, sl_str_of(marks[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static uintptr_t count_old(old_ignores *old, const sl_finding *finding)
{
    sl_buf text;
    sl_str line;
    uintptr_t n = 0;
    sl_buf_init(&text, IGNORE_FILE_MAX);
    if (sl_files_read(&text, &old->files, sl_finding_path(finding), NULL)) {
        sl_str rest = sl_buf_str(&text);
        while (sl_str_cut(&rest, '\n', &line))
            n += is_ignore_line(line, finding);
    }
    sl_buf_clear(&text);
    return n;
}

bool sl_has_old_ignore(void *context, const sl_finding *finding)
{
    old_ignores *old = context;
    sl_str key = sl_printf(old->mem, "%.*s\n%.*s\n%.*s", SL_FMT(sl_finding_path(finding)),
                           SL_FMT(finding->rule->id), SL_FMT(finding->ignore_note));
    void **slot = sl_map_at(&old->left, old->mem, key);
    if (!*slot)
        *slot = (void *)(count_old(old, finding) + 1);
    uintptr_t left = (uintptr_t)*slot - 1;
    *slot = (void *)(left ? left : 1);
    return left > 0;
}
