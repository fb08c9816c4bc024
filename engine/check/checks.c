/* Rule sets of checks: the index, reading on first use, and the run over a model. */
#include "engine/check/checks.h"

#include "engine/check/check.h"
#include "engine/rules/common.h"
#include "engine/rules/pack.h"
#include "sluice/buf.h"

static const char index_blob[] = "checks";

typedef struct numbers {
    size_t *v;
    size_t n, cap;
} numbers;

struct sl_checks {
    sl_arena *mem;
    const sl_ruleset *rules;
    sl_map keys;  /* to numbers: rules of the set */
    sl_check **v; /* by rule; NULL until it is needed */
    sl_arena *scratch;
    sl_regex_room *room;
};

bool sl_checks_claim(const sl_node *doc)
{
    const sl_node *list = sl_node_get(doc, "checks");
    return list && list->kind == SL_SEQ;
}

/* Keys that a check may have: a typing error must not switch it off. */
static bool check_keys(const sl_rule *rule, sl_err *e)
{
    static const char *const known[] = {
        "id",   "title",   "message", "severity",    "confidence", "remediation", "references",
        "cwe",  "owasp",   "tags",    "equivalents", "platform",   "resource",    "where",
        "fail", "require", "each",    "at",          "cis",        "metadata"};
    for (size_t i = 0; i < rule->doc->n; i++) {
        size_t k = 0;
        while (k < sizeof known / sizeof *known &&
               !sl_str_is(rule->doc->pairs[i].key->text, known[k]))
            k++;
        if (k == sizeof known / sizeof *known)
            return sl_rule_fail(e, rule, rule->doc->pairs[i].key, "unknown key '%.*s'",
                                SL_FMT(rule->doc->pairs[i].key->text));
    }
    return true;
}

bool sl_checks_read_rule(sl_rule *rule, sl_arena *mem, sl_err *e)
{
    sl_check *check = NULL;
    if (!sl_rule_read_common(rule, mem, e) || !check_keys(rule, e))
        return false;
    if (!rule->title.n || !rule->message.n)
        return sl_rule_fail(e, rule, NULL, "a check needs a 'title' and a 'message'");
    if (!sl_check_read(&check, mem, rule->doc, e)) {
        sl_check_close(check);
        return sl_fail_more(e, "%.*s: check '%.*s'", SL_FMT(rule->file), SL_FMT(rule->id));
    }
    sl_check_close(check);
    return true;
}

/* One line a key: "KEY RULE RULE …". */
bool sl_checks_compile(struct sl_pack_builder *builder, sl_err *e)
{
    sl_arena *mem = sl_pack_builder_mem(builder);
    sl_map lines = {0};
    for (size_t i = 0; i < sl_pack_builder_count(builder); i++) {
        sl_check *check;
        if (!sl_check_read(&check, mem, sl_pack_builder_rule(builder, i)->doc, e))
            return false;
        sl_strs keys = sl_check_keys(check);
        for (size_t k = 0; k < keys.n; k++) {
            void **line = sl_map_at(&lines, mem, keys.v[k]);
            const sl_str *old = *line;
            sl_str *longer = sl_alloc(mem, sizeof *longer);
            *longer = sl_printf(mem, "%.*s %zu", SL_FMT(old ? *old : keys.v[k]), i);
            *line = longer;
        }
        sl_check_close(check);
    }
    sl_buf all;
    sl_buf_init(&all, SIZE_MAX / 2);
    for (size_t i = 0; i < lines.n; i++)
        sl_buf_addf(&all, "%.*s\n", SL_FMT(*(const sl_str *)lines.v[i].value));
    sl_pack_builder_blob(builder, index_blob, sl_buf_str(&all));
    sl_buf_clear(&all);
    return true;
}

static bool read_line(sl_checks *checks, sl_str line, size_t first, sl_err *e)
{
    sl_str key, word;
    if (!sl_str_cut(&line, ' ', &key))
        return true;
    void **at = sl_map_at(&checks->keys, checks->mem, key);
    if (!*at)
        *at = sl_alloc(checks->mem, sizeof(numbers));
    while (sl_str_cut(&line, ' ', &word)) {
        int64_t i;
        if (!sl_str_int(word, &i) || i < 0 ||
            (uint64_t)i >= sl_ruleset_count(checks->rules) - first)
            return sl_fail(e, SL_EPARSE, "the index of a check pack is damaged");
        *sl_list_add(checks->mem, (numbers *)*at) = first + (size_t)i;
    }
    return true;
}

bool sl_checks_open(sl_checks **out, sl_arena *mem, const sl_ruleset *rules, sl_err *e)
{
    sl_checks *checks = sl_alloc(mem, sizeof *checks);
    *checks = (sl_checks){.mem = mem, .rules = rules};
    *out = checks;
    checks->v = sl_alloc_array(mem, sl_ruleset_count(rules) + 1, sizeof(sl_check *));
    for (size_t p = 0; p < sl_ruleset_packs(rules); p++) {
        size_t first;
        const sl_pack *pack = sl_ruleset_pack(rules, p, &first);
        sl_str rest = sl_pack_blob(pack, index_blob);
        sl_str line;
        while (sl_str_cut(&rest, '\n', &line))
            if (!read_line(checks, line, first, e))
                return false;
    }
    checks->scratch = sl_arena_new();
    checks->room = sl_regex_room_open(mem);
    return true;
}

typedef struct report {
    sl_sink *sink;
    const sl_model *model;
    size_t rule;
} report;

static void tell(void *context, const sl_resource *resource, sl_extent at, sl_str identity)
{
    const report *r = context;
    sl_hit hit = {.rule = r->rule, .start = at.start, .end = at.end, .resource = resource->label};
    if (hit.end > r->model->text.n)
        hit.end = r->model->text.n;
    if (hit.start >= hit.end)
        hit.is_whole = r->model->text.n == 0;
    sl_str parts = sl_str_is(resource->platform, "dockerfile") ? (sl_str){0} : resource->label;
    if (parts.n)
        hit.identity =
            sl_printf(sl_sink_mem(r->sink), "%.*s\n%.*s", SL_FMT(parts), SL_FMT(identity));
    sl_sink_hit(r->sink, &hit);
}

static bool run_rule(sl_checks *checks, sl_eval *eval, const sl_resource *resource, report *r)
{
    sl_check **check = &checks->v[r->rule];
    if (!*check) {
        const sl_rule *rule = sl_ruleset_rule(checks->rules, r->rule);
        if (!rule || !sl_check_read(check, checks->mem, rule->doc, eval->e))
            return sl_fail_more(eval->e, "check %zu", r->rule);
    }
    sl_arena_reset(checks->scratch);
    return sl_check_run(*check, eval, resource, tell, r);
}

static bool run_key(sl_checks *checks, sl_eval *eval, const sl_resource *resource, report *r,
                    sl_str key)
{
    const numbers *found = sl_map_get(&checks->keys, key);
    for (size_t i = 0; found && i < found->n; i++) {
        r->rule = found->v[i];
        if (!run_rule(checks, eval, resource, r))
            return false;
    }
    return true;
}

bool sl_checks_run(sl_checks *checks, const sl_model *model, sl_sink *sink, sl_err *e)
{
    sl_eval eval;
    report r = {.sink = sink, .model = model};
    sl_eval_init(&eval, checks->scratch, model, checks->room, e);
    for (size_t i = 0; i < model->n; i++) {
        const sl_resource *resource = model->v[i];
        sl_str any = sl_printf(model->mem, "%.*s:*", SL_FMT(resource->platform));
        if (!resource->parent && !run_key(checks, &eval, resource, &r, any))
            return false;
        sl_str key =
            sl_printf(model->mem, "%.*s:%.*s", SL_FMT(resource->platform), SL_FMT(resource->type));
        if (!run_key(checks, &eval, resource, &r, key))
            return false;
        if (!resource->variant.n)
            continue;
        key = sl_printf(model->mem, "%.*s/%.*s", SL_FMT(key), SL_FMT(resource->variant));
        if (!run_key(checks, &eval, resource, &r, key))
            return false;
    }
    return true;
}

void sl_checks_close(sl_checks *checks)
{
    if (!checks)
        return;
    for (size_t i = 0; checks->v && i < sl_ruleset_count(checks->rules); i++)
        sl_check_close(checks->v[i]);
    sl_arena_free(checks->scratch);
    sl_regex_room_close(checks->room);
    checks->scratch = NULL;
    checks->room = NULL;
}
