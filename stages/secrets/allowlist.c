/* Reading allowlists and asking them; the conditions are those of gitleaks 8. */
#include "stages/secrets/allowlist.h"

#include "engine/rules/common.h"

static bool read_condition(const sl_secret_fields *f, bool *is_all)
{
    static const struct {
        const char *name;
        bool is_all;
    } table[] = {{"", false}, {"or", false}, {"||", false}, {"and", true}, {"&&", true}};
    sl_str text = {0};
    if (!sl_secret_text(f, "condition", &text))
        return false;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (sl_str_eq_case(text, sl_str_of(table[i].name))) {
            *is_all = table[i].is_all;
            return true;
        }
    return sl_rule_fail(f->e, f->rule, sl_secret_field(f->map, "condition"),
                        "'condition' is AND or OR, not '%.*s'", SL_FMT(text));
}

static bool read_target(const sl_secret_fields *f, sl_secret_target *target)
{
    static const char *const names[] = {"secret", "match", "line"};
    sl_str text = SL_STR("secret");
    if (!sl_secret_text(f, "regexTarget", &text))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!text.n || sl_str_is(text, names[i])) {
            *target = (sl_secret_target)i;
            return true;
        }
    return sl_rule_fail(f->e, f->rule, sl_secret_field(f->map, "regexTarget"),
                        "'regexTarget' is match, line or secret, not '%.*s'", SL_FMT(text));
}

static bool read_only(const sl_secret_fields *f, sl_strs *only)
{
    const char *name = sl_secret_field(f->map, "only") ? "only" : "targetRules";
    return sl_secret_texts(f, name, only);
}

static bool read_confidence(const sl_secret_fields *f, sl_confidence *confidence)
{
    sl_str text = {0};
    *confidence = SL_CONFIDENCE_HIGH;
    if (!sl_secret_text(f, "confidence", &text))
        return false;
    return !text.n || sl_confidence_read(text, confidence) ||
           sl_rule_fail(f->e, f->rule, sl_secret_field(f->map, "confidence"),
                        "'confidence' is low, medium or high, not '%.*s'", SL_FMT(text));
}

static bool read_one(const sl_secret_fields *f, sl_secret_allowlist *out)
{
    static const sl_str names[] = {
        SL_STR("description"), SL_STR("condition"),   SL_STR("commits"),   SL_STR("paths"),
        SL_STR("regexes"),     SL_STR("regexTarget"), SL_STR("stopwords"), SL_STR("only"),
        SL_STR("targetRules"), SL_STR("confidence"),
    };
    if (f->map->kind != SL_MAP)
        return sl_rule_fail(f->e, f->rule, f->map, "an allowlist is a map, not a %s",
                            sl_node_kind_name(f->map));
    if (!sl_secret_known(f, names, sizeof names / sizeof *names) ||
        !read_condition(f, &out->is_all) || !read_target(f, &out->target) ||
        !sl_secret_lower_texts(f, "commits", &out->commits) ||
        !sl_secret_lower_texts(f, "stopwords", &out->stopwords) ||
        !sl_secret_regex_texts(f, "paths", &out->path.re2) ||
        !sl_secret_regex_texts(f, "regexes", &out->regex.re2) || !read_only(f, &out->only) ||
        !read_confidence(f, &out->confidence))
        return false;
    if (!out->commits.n && !out->stopwords.n && !out->path.re2.n && !out->regex.re2.n)
        return sl_rule_fail(f->e, f->rule, f->map,
                            "an allowlist has commits, paths, regexes or stopwords");
    return true;
}

bool sl_secret_allowlists_read(const sl_secret_fields *f, sl_secret_allowlists *out)
{
    const sl_node *list = sl_secret_field(f->map, "allowlists");
    const sl_node *old = sl_secret_field(f->map, "allowlist");
    if (list && list->kind != SL_SEQ)
        return sl_rule_fail(f->e, f->rule, list, "'allowlists' is a list of maps, not a %s",
                            sl_node_kind_name(list));
    if (old && list && list->n)
        return sl_rule_fail(f->e, f->rule, old, "'allowlist' beside 'allowlists'; use the second");
    size_t n = old ? 1 : list ? list->n : 0;
    for (size_t i = 0; i < n; i++) {
        sl_secret_fields one = *f;
        one.map = old ? old : list->items[i];
        if (!read_one(&one, sl_list_add(f->mem, out)))
            return false;
    }
    return true;
}

static bool is_for(const sl_secret_allowlist *a, const sl_secret_sight *sight)
{
    if (sight->confidence > a->confidence)
        return false;
    for (size_t i = 0; i < a->only.n; i++)
        if (sl_str_eq(a->only.v[i], sight->rule))
            return true;
    return a->only.n == 0;
}

static bool has_commit(const sl_secret_allowlist *a, sl_str commit)
{
    for (size_t i = 0; commit.n && i < a->commits.n; i++)
        if (sl_str_eq_case(sl_str_trim(a->commits.v[i]), commit))
            return true;
    return false;
}

static bool has_stopword(const sl_secret_allowlist *a, sl_secret_matcher *matcher, sl_str secret)
{
    if (!a->stopwords.n)
        return false;
    sl_str lower = sl_secret_lower(matcher->scratch, secret);
    for (size_t i = 0; i < a->stopwords.n; i++)
        if (sl_str_find(lower, a->stopwords.v[i], 0) != SIZE_MAX)
            return true;
    return false;
}

static bool has_regex(sl_secret_allowlist *a, sl_secret_matcher *matcher,
                      const sl_secret_sight *sight)
{
    const sl_str targets[] = {sight->secret, sight->match, sight->line};
    sl_str target = targets[a->target];
    return target.n && sl_secret_regex_in(&a->regex, matcher, target);
}

static bool all_say_yes(sl_secret_allowlist *a, sl_secret_matcher *matcher,
                        const sl_secret_sight *sight)
{
    return (!a->commits.n || has_commit(a, sight->commit)) &&
           (!a->path.re2.n || sl_secret_regex_in(&a->path, matcher, sight->path)) &&
           (!a->regex.re2.n || has_regex(a, matcher, sight)) &&
           (!a->stopwords.n || has_stopword(a, matcher, sight->secret));
}

bool sl_secret_allowed(const sl_secret_allowlists *lists, sl_secret_matcher *matcher,
                       const sl_secret_sight *sight)
{
    for (size_t i = 0; i < lists->n; i++) {
        sl_secret_allowlist *a = &lists->v[i];
        if (!is_for(a, sight))
            continue;
        if (a->is_all ? all_say_yes(a, matcher, sight)
                      : has_regex(a, matcher, sight) || has_stopword(a, matcher, sight->secret))
            return true;
    }
    return false;
}

bool sl_secret_allowed_anywhere(const sl_secret_allowlists *lists, sl_secret_matcher *matcher,
                                const sl_secret_sight *sight)
{
    for (size_t i = 0; i < lists->n; i++) {
        sl_secret_allowlist *a = &lists->v[i];
        bool is_bound = a->is_all && (a->commits.n || a->path.re2.n);
        if (!is_for(a, sight) || is_bound)
            continue;
        if (a->is_all ? all_say_yes(a, matcher, sight)
                      : has_regex(a, matcher, sight) || has_stopword(a, matcher, sight->secret))
            return true;
    }
    return false;
}

bool sl_secret_path_allowed(const sl_secret_allowlists *lists, sl_secret_matcher *matcher,
                            const sl_secret_sight *sight)
{
    for (size_t i = 0; i < lists->n; i++) {
        sl_secret_allowlist *a = &lists->v[i];
        if (!is_for(a, sight) || (a->is_all && (a->regex.re2.n || a->stopwords.n)))
            continue;
        if (a->is_all ? all_say_yes(a, matcher, sight)
                      : has_commit(a, sight->commit) ||
                            sl_secret_regex_in(&a->path, matcher, sight->path))
            return true;
    }
    return false;
}

bool sl_secret_commit_allowed(const sl_secret_allowlists *lists, sl_secret_matcher *matcher,
                              const sl_secret_sight *sight)
{
    for (size_t i = 0; i < lists->n; i++) {
        sl_secret_allowlist *a = &lists->v[i];
        if (!is_for(a, sight) || !has_commit(a, sight->commit))
            continue;
        if (!a->is_all || (!a->regex.re2.n && !a->stopwords.n && all_say_yes(a, matcher, sight)))
            return true;
    }
    return false;
}
