/* Reads what rules of all kinds have in common. */
#include "engine/rules/common.h"

#include <stdio.h>

enum { ID_BYTES_MAX = 200 };

bool sl_rule_fail(sl_err *e, const sl_rule *rule, const sl_node *at, const char *format, ...)
{
    char text[SL_ERR_TEXT];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const sl_node *place = at ? at : rule->doc;
    if (!rule->id.n)
        return sl_fail(e, SL_EUSAGE, "%.*s:%u:%u: %s", SL_FMT(rule->file), place->line,
                       place->column, text);
    return sl_fail(e, SL_EUSAGE, "%.*s:%u:%u: rule '%.*s': %s", SL_FMT(rule->file), place->line,
                   place->column, SL_FMT(rule->id), text);
}

/* A field of the rule, or of its metadata. */
static const sl_node *field(const sl_rule *rule, const char *name)
{
    const sl_node *value = sl_node_get(rule->doc, name);
    return value ? value : sl_node_get(sl_node_get(rule->doc, "metadata"), name);
}

static bool read_text(sl_str *out, const sl_rule *rule, const char *name, sl_err *e)
{
    const sl_node *value = field(rule, name);
    if (value && value->kind >= SL_SEQ)
        return sl_rule_fail(e, rule, value, "'%s' is a %s, not a text", name,
                            sl_node_kind_name(value));
    *out = sl_str_trim(sl_node_text(value));
    return true;
}

static bool read_texts(sl_strs *out, const sl_rule *rule, sl_arena *mem, const char *name,
                       sl_err *e)
{
    const sl_node *value = field(rule, name);
    bool is_list = value && value->kind == SL_SEQ;
    for (size_t i = 0; is_list && i < value->n; i++)
        if (value->items[i]->kind >= SL_SEQ)
            return sl_rule_fail(e, rule, value->items[i], "'%s' is a list of texts", name);
    if (value && value->kind == SL_MAP)
        return sl_rule_fail(e, rule, value, "'%s' is a list of texts", name);
    *out = sl_node_texts(mem, value);
    return true;
}

/* "CWE-89: Improper Neutralization of …" is CWE-89 as well. */
static void shorten_cwe(sl_strs *cwe)
{
    for (size_t i = 0; i < cwe->n; i++) {
        sl_str text = cwe->v[i];
        size_t n = 0;
        if (sl_str_starts(text, SL_S("CWE-")))
            for (n = 4; n < text.n && text.p[n] >= '0' && text.p[n] <= '9';)
                n++;
        if (n > 4)
            cwe->v[i].n = n;
    }
}

/* Semgrep's registry has one more scale than ours has names: experiments and inventories. */
static bool read_severity(sl_rule *rule, sl_err *e)
{
    const sl_node *value = field(rule, "severity");
    sl_str name = sl_node_text(value);
    if (!value)
        return true;
    if (sl_str_eq_case(name, SL_S("info")) && sl_str_is(rule->kind, "sast"))
        rule->severity = SL_LOW;
    else if (sl_str_eq_case(name, SL_S("inventory")) || sl_str_eq_case(name, SL_S("experiment")))
        rule->severity = SL_INFO;
    else if (!sl_severity_read(name, &rule->severity) || rule->severity == SL_SEVERITY_NONE)
        return sl_rule_fail(e, rule, value,
                            "'%.*s' is no severity (critical, high, medium, low, "
                            "info, or ERROR, WARNING, INFO)",
                            SL_FMT(name));
    return true;
}

static bool read_level(sl_confidence *out, bool *is_given, const sl_rule *rule, const char *name,
                       sl_err *e)
{
    const sl_node *value = field(rule, name);
    *is_given = value != NULL;
    if (value && !sl_confidence_read(sl_node_text(value), out))
        return sl_rule_fail(e, rule, value, "'%s' is LOW, MEDIUM or HIGH", name);
    return true;
}

/* How bad times how likely; a guess counts one step less, a certainty at the top one step more. */
static sl_severity weigh(sl_confidence impact, sl_confidence likelihood, sl_confidence confidence)
{
    static const sl_severity by_sum[] = {SL_LOW, SL_LOW, SL_MEDIUM, SL_HIGH, SL_HIGH};
    unsigned sum = (unsigned)impact + (unsigned)likelihood;
    sl_severity severity = by_sum[sum];
    if (confidence == SL_CONFIDENCE_LOW)
        return (sl_severity)((unsigned)severity - 1);
    bool is_top = sum == 2 * SL_CONFIDENCE_HIGH && confidence == SL_CONFIDENCE_HIGH;
    return is_top ? SL_CRITICAL : severity;
}

static bool read_levels(sl_rule *rule, sl_err *e)
{
    sl_confidence impact = SL_CONFIDENCE_LOW;
    sl_confidence likelihood = SL_CONFIDENCE_LOW;
    bool has_impact, has_likelihood, has_confidence;
    if (!read_severity(rule, e) ||
        !read_level(&rule->confidence, &has_confidence, rule, "confidence", e) ||
        !read_level(&impact, &has_impact, rule, "impact", e) ||
        !read_level(&likelihood, &has_likelihood, rule, "likelihood", e))
        return false;
    if (has_impact && has_likelihood)
        rule->severity = weigh(impact, likelihood, rule->confidence);
    return true;
}

static bool read_id(sl_rule *rule, sl_err *e)
{
    const sl_node *id = sl_node_get(rule->doc, "id");
    if (rule->doc->kind != SL_MAP)
        return sl_rule_fail(e, rule, NULL, "a rule is a map, this is a %s",
                            sl_node_kind_name(rule->doc));
    if (!id || id->kind >= SL_SEQ || !id->text.n)
        return sl_rule_fail(e, rule, id, "a rule needs an 'id'");
    if (id->text.n > ID_BYTES_MAX)
        return sl_rule_fail(e, rule, id, "the id is longer than %d bytes", ID_BYTES_MAX);
    rule->id = id->text;
    return true;
}

bool sl_rule_read_common(sl_rule *rule, sl_arena *mem, sl_err *e)
{
    if (!read_id(rule, e) || !read_levels(rule, e))
        return false;
    const struct {
        const char *name;
        sl_str *to;
    } texts[] = {
        {"title", &rule->title}, {"message", &rule->message}, {"remediation", &rule->remediation}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!read_text(texts[i].to, rule, texts[i].name, e))
            return false;
    const struct {
        const char *name;
        sl_strs *to;
    } lists[] = {{"cwe", &rule->cwe},
                 {"owasp", &rule->owasp},
                 {"references", &rule->references},
                 {"equivalents", &rule->equivalents},
                 {"tags", &rule->tags}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!read_texts(lists[i].to, rule, mem, lists[i].name, e))
            return false;
    shorten_cwe(&rule->cwe);
    return true;
}

bool sl_rule_read_told(sl_rule *rule, sl_arena *mem, sl_err *e)
{
    if (!sl_rule_read_common(rule, mem, e))
        return false;
    if (!rule->title.n || !rule->message.n)
        return sl_rule_fail(e, rule, NULL, "a rule needs a 'title' and a 'message'");
    return true;
}
