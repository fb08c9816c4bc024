/* Reads rules: our own YAML and gitleaks TOML have the same fields, ours has some more. */
#include "stages/secrets/rule.h"

#include "engine/rules/common.h"

static bool read_required(const sl_secret_fields *f, sl_secret_rule *out)
{
    const sl_node *list = sl_secret_field(f->map, "required");
    if (list && list->kind != SL_SEQ)
        return sl_rule_fail(f->e, f->rule, list, "'required' is a list of maps");
    for (size_t i = 0; list && i < list->n; i++) {
        sl_secret_fields one = *f;
        sl_secret_required *r = sl_list_add(f->mem, &out->required);
        one.map = r->at = list->items[i];
        if (!sl_secret_text(&one, "id", &r->id) ||
            !sl_secret_count(&one, "withinLines", &r->lines) ||
            !sl_secret_count(&one, "withinColumns", &r->columns))
            return false;
        if (!r->id.n)
            return sl_rule_fail(f->e, f->rule, r->at, "'required' names no rule ('id')");
        r->has_lines = sl_secret_field(one.map, "withinLines");
        r->has_columns = sl_secret_field(one.map, "withinColumns");
    }
    return true;
}

static bool read_context(const sl_secret_fields *f, sl_secret_context *out)
{
    static const sl_str names[] = {SL_STR("words"), SL_STR("before"), SL_STR("after")};
    sl_secret_fields inner = *f;
    inner.map = sl_secret_field(f->map, "context");
    if (!inner.map)
        return true;
    if (inner.map->kind != SL_MAP)
        return sl_rule_fail(f->e, f->rule, inner.map, "'context' is a map of words, before, after");
    return sl_secret_known(&inner, names, sizeof names / sizeof *names) &&
           sl_secret_lower_texts(&inner, "words", &out->words) &&
           sl_secret_count(&inner, "before", &out->before) &&
           sl_secret_count(&inner, "after", &out->after);
}

static bool read_validator(const sl_secret_fields *f, sl_secret_rule *out)
{
    sl_str name = {0};
    if (!sl_secret_text(f, "validate", &name))
        return false;
    out->validator = sl_secret_validator_of(name);
    if (name.n && !out->validator)
        return sl_rule_fail(f->e, f->rule, sl_secret_field(f->map, "validate"),
                            "there is no check '%.*s'", SL_FMT(name));
    return true;
}

static bool check_names(const sl_secret_fields *f)
{
    static const sl_str names[] = {
        SL_STR("id"),         SL_STR("title"),       SL_STR("description"), SL_STR("message"),
        SL_STR("severity"),   SL_STR("confidence"),  SL_STR("regex"),       SL_STR("secretGroup"),
        SL_STR("entropy"),    SL_STR("keywords"),    SL_STR("path"),        SL_STR("validate"),
        SL_STR("context"),    SL_STR("allowlists"),  SL_STR("allowlist"),   SL_STR("remediation"),
        SL_STR("references"), SL_STR("equivalents"), SL_STR("tags"),        SL_STR("examples"),
        SL_STR("required"),   SL_STR("skipReport"),  SL_STR("cwe"),         SL_STR("owasp"),
        SL_STR("metadata"),
    };
    return sl_secret_known(f, names, sizeof names / sizeof *names);
}

static bool read_scalars(const sl_secret_fields *f, sl_secret_rule *out)
{
    return sl_secret_regex_text(f, "regex", &out->regex.re2) &&
           sl_secret_regex_text(f, "path", &out->path.re2) &&
           sl_secret_count(f, "secretGroup", &out->group) &&
           sl_secret_number(f, "entropy", &out->entropy) &&
           sl_secret_lower_texts(f, "keywords", &out->keywords) &&
           sl_secret_bool(f, "skipReport", &out->skip_report);
}

bool sl_secret_rule_read(sl_secret_rule *out, const sl_rule *rule, sl_arena *mem, bool is_checked,
                         sl_err *e)
{
    const sl_secret_fields f = {rule, rule->doc, mem, e, is_checked};
    *out = (sl_secret_rule){.rule = rule};
    out->is_theirs = sl_str_ends(rule->file, SL_S(".toml"));
    out->is_generic = sl_str_find(sl_secret_lower(mem, rule->id), SL_S("generic"), 0) != SIZE_MAX;
    return check_names(&f) && read_scalars(&f, out) && read_context(&f, &out->context) &&
           read_validator(&f, out) && sl_secret_allowlists_read(&f, &out->allowlists) &&
           read_required(&f, out);
}

bool sl_secret_rule_check(const sl_secret_rule *rule, sl_arena *mem, sl_err *e)
{
    if (!rule->regex.re2.n && !rule->path.re2.n)
        return sl_rule_fail(e, rule->rule, NULL, "a rule needs a 'regex', a 'path' or both");
    if (!rule->regex.re2.n)
        return true;
    sl_regex *compiled = NULL;
    if (!sl_regex_open(&compiled, mem, sl_secret_expression(mem, rule->regex.re2), 0, e))
        return false;
    size_t n = sl_regex_groups(compiled);
    sl_regex_close(compiled);
    if (rule->group < n)
        return true;
    return sl_rule_fail(e, rule->rule, sl_secret_field(rule->rule->doc, "secretGroup"),
                        "'secretGroup' is %zu, the expression has %zu groups", rule->group, n - 1);
}
