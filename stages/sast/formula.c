/* Semgrep's operators to formulas: the older syntax (pattern-either …) and the newer (any …). */
#include "stages/sast/formula.h"

#include "engine/rules/common.h"
#include "stages/sast/matches/comparison.h"

static bool fail(const sl_sast_reading *r, const sl_node *at, const char *what, sl_str name)
{
    return sl_rule_fail(r->e, r->rule, at, "'%.*s' %s", SL_FMT(name), what);
}

bool sl_sast_leaf_add(size_t *out, const sl_sast_reading *r, const sl_node *text, bool is_code)
{
    if (!sl_node_text(text).n)
        return sl_rule_fail(r->e, r->rule, text, "a %s is a text",
                            is_code ? "pattern" : "regular expression");
    if (r->leaves->n == SL_SAST_LEAVES)
        return sl_rule_fail(r->e, r->rule, text, "more than %d expressions", SL_SAST_LEAVES);
    bool is_pattern =
        is_code && (!r->is_text_only || r->is_nested); /* else an expression as well */
    *out = r->leaves->n;
    *sl_list_add(r->mem, r->leaves) = (sl_sast_leaf){
        .is_code = is_pattern,
        .is_generic = is_pattern && r->is_generic,
        .expression = text->text,
        .flags = SL_REGEX_MULTILINE,
        .at = text,
        .language = r->language,
        .languages = r->languages,
        .positive = r->is_negative || r->is_nested ? SIZE_MAX : r->leaves->n_positive++};
    return true;
}

static bool read_leaf(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value,
                      bool is_code)
{
    f->op = SL_SAST_LEAF;
    return sl_sast_leaf_add(&f->leaf, r, value, is_code);
}

static bool read_code(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    return read_leaf(f, r, value, true);
}

static bool read_regex(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    return read_leaf(f, r, value, false);
}

static bool check_list(const sl_sast_reading *r, const sl_node *list)
{
    return (list->kind == SL_SEQ && list->n) ||
           sl_rule_fail(r->e, r->rule, list, "a list with at least one pattern is expected");
}

/* A pattern of the newer syntax may be a text alone. */
static bool read_item(sl_sast_formula **out, const sl_sast_reading *r, const sl_node *item)
{
    if (item->kind >= SL_SEQ)
        return sl_sast_formula_read(out, r, item);
    *out = sl_alloc(r->mem, sizeof **out);
    (*out)->name = "pattern";
    (*out)->at = item;
    return read_leaf(*out, r, item, true);
}

static bool read_either(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *list)
{
    f->op = SL_SAST_EITHER;
    if (!check_list(r, list))
        return false;
    for (size_t i = 0; i < list->n; i++) {
        sl_sast_formula *part;
        if (!read_item(&part, r, list->items[i]))
            return false;
        *sl_list_add(r->mem, &f->parts) = part;
    }
    return true;
}

static bool metavariable(sl_str *out, const sl_sast_reading *r, const sl_node *value)
{
    const sl_node *name = sl_node_get(value, "metavariable");
    *out = sl_node_text(name);
    return (out->n && out->p[0] == '$') ||
           sl_rule_fail(r->e, r->rule, value,
                        "the condition needs a 'metavariable' such as $1 or $X");
}

static bool read_metavariable_regex(sl_sast_formula *f, const sl_sast_reading *r,
                                    const sl_node *value)
{
    sl_sast_reading below = *r;
    below.is_negative = true;
    sl_sast_condition *c = sl_list_add(r->mem, &f->conditions);
    if (!metavariable(&c->name, r, value) ||
        !sl_sast_leaf_add(&c->leaf, &below, sl_node_get(value, "regex"), false))
        return false;
    r->leaves->v[c->leaf].flags |= SL_REGEX_ANCHORED;
    c->is_value = sl_node_true(sl_node_get(value, "constant-propagation"));
    return true;
}

static bool read_metavariable_pattern(sl_sast_formula *f, const sl_sast_reading *r,
                                      const sl_node *value)
{
    sl_sast_reading below = *r;
    sl_sast_condition *c = sl_list_add(r->mem, &f->conditions);
    sl_str language = sl_node_text(sl_node_get(value, "language"));
    c->kind = SL_COND_PATTERN;
    c->language = SIZE_MAX;
    below.is_nested = true;
    c->is_other = language.n > 0;
    c->is_text = sl_str_is(language, "regex") || sl_str_is(language, "none");
    below.is_generic = language.n ? sl_str_is(language, "generic") : r->is_generic;
    below.depth++;
    if (language.n && !sl_str_is(language, "none") && !sl_str_is(language, "generic") &&
        !sl_str_is(language, "regex")) {
        c->language = below.language = sl_language_index(language);
        if (c->language == SIZE_MAX)
            return fail(r, sl_node_get(value, "language"), "is no language that sluice knows",
                        language);
    }
    sl_sast_condition made = *c;
    if (!metavariable(&made.name, r, value) || !sl_sast_formula_read(&made.formula, &below, value))
        return false;
    f->conditions.v[f->conditions.n - 1] = made;
    return true;
}

static bool read_comparison(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    const sl_node *text = sl_node_get(value, "comparison");
    sl_sast_condition *c = sl_list_add(r->mem, &f->conditions);
    c->kind = SL_COND_COMPARISON;
    c->name = sl_node_text(sl_node_get(value, "metavariable"));
    sl_comparison_spec spec = {sl_node_text(text), sl_node_true(sl_node_get(value, "strip")), 0};
    const sl_node *base = sl_node_get(value, "base");
    spec.base = base && base->kind == SL_INT ? (int)base->integer : 0;
    sl_err why = {0};
    return sl_comparison_read(&c->comparison, r->mem, &spec, &why) ||
           sl_rule_fail(r->e, r->rule, text ? text : value, "%s", why.text);
}

static bool read_analysis(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    sl_str analyzer = sl_node_text(sl_node_get(value, "analyzer"));
    sl_sast_condition *c = sl_list_add(r->mem, &f->conditions);
    c->kind = sl_str_is(analyzer, "redos") ? SL_COND_REDOS : SL_COND_ENTROPY;
    if (!sl_str_is(analyzer, "entropy") && !sl_str_is(analyzer, "entropy_v2") &&
        !sl_str_is(analyzer, "redos"))
        return fail(r, value, "is no analyzer (entropy, redos)", analyzer);
    return metavariable(&c->name, r, value);
}

/* metavariable-type: a typed metavariable of each type. */
static bool read_type(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    const sl_node *types = sl_node_get(value, "types");
    sl_strs names = sl_node_texts(r->mem, types ? types : sl_node_get(value, "type"));
    sl_sast_condition *c = sl_list_add(r->mem, &f->conditions);
    c->kind = SL_COND_TYPE;
    if (!metavariable(&c->name, r, value))
        return false;
    sl_sast_formula *either = sl_alloc(r->mem, sizeof *either);
    either->op = SL_SAST_EITHER;
    f->conditions.v[f->conditions.n - 1].formula = either;
    sl_sast_reading below = *r;
    below.is_nested = true;
    for (size_t i = 0; i < names.n; i++) {
        sl_node *text = sl_alloc(r->mem, sizeof *text);
        *text = *value;
        text->kind = SL_TEXT;
        text->text = sl_printf(r->mem, "($SLUICE_TYPED : %.*s)", SL_FMT(names.v[i]));
        sl_sast_formula *part = sl_alloc(r->mem, sizeof *part);
        if (!read_leaf(part, &below, text, true))
            return false;
        *sl_list_add(r->mem, &either->parts) = part;
    }
    return names.n || sl_rule_fail(r->e, r->rule, value, "'metavariable-type' needs a 'type'");
}

static bool read_focus(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    sl_strs names = sl_node_texts(r->mem, value);
    for (size_t i = 0; i < names.n; i++)
        if (!names.v[i].n || names.v[i].p[0] != '$')
            names.n = 0;
    if (!names.n)
        return sl_rule_fail(r->e, r->rule, value,
                            "'focus-metavariable' needs metavariables such as $1 or $X");
    *sl_list_add(r->mem, &f->focus) = names;
    *sl_list_add(r->mem, &f->focus_at) = value;
    return true;
}

static bool add_not(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value,
                    bool is_code)
{
    sl_sast_reading below = *r;
    below.is_negative = true;
    sl_sast_formula *part;
    if (value->kind >= SL_SEQ) {
        if (!sl_sast_formula_read(&part, &below, value))
            return false;
    } else {
        part = sl_alloc(r->mem, sizeof *part);
        if (!read_leaf(part, &below, value, is_code))
            return false;
        part->at = value;
    }
    *sl_list_add(r->mem, &f->nots) = part;
    return true;
}

static bool read_not(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    return add_not(f, r, value, true);
}

static bool read_not_regex(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    return add_not(f, r, value, false);
}

/* metavariable-name: where what is bound comes from. Kinds of names say nothing here. */
static bool read_name(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    const sl_node *modules = sl_node_get(value, "modules");
    sl_sast_condition *c = sl_list_add(r->mem, &f->conditions);
    c->kind = SL_COND_NAME;
    c->modules = sl_node_texts(r->mem, modules ? modules : sl_node_get(value, "module"));
    return metavariable(&c->name, r, value);
}

/* What a conjunction has besides formulas. */
static const struct {
    const char *key;
    bool (*read)(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value);
} filters[] = {
    {"pattern-not", read_not},
    {"pattern-not-inside", read_not},
    {"pattern-not-regex", read_not_regex},
    {"not", read_not},
    {"metavariable-regex", read_metavariable_regex},
    {"metavariable-pattern", read_metavariable_pattern},
    {"metavariable-comparison", read_comparison},
    {"metavariable-analysis", read_analysis},
    {"metavariable-type", read_type},
    {"metavariable-name", read_name},
    {"semgrep-internal-metavariable-name", read_name},
    {"focus-metavariable", read_focus},
    {"focus", read_focus},
};

/* What was read last of `f` has no name yet. */
static bool name_filter(sl_sast_formula *f, const char *key, const sl_node *value)
{
    if (f->nots.n && !f->nots.v[f->nots.n - 1]->as)
        f->nots.v[f->nots.n - 1]->as = key;
    if (f->conditions.n && !f->conditions.v[f->conditions.n - 1].key) {
        f->conditions.v[f->conditions.n - 1].key = key;
        f->conditions.v[f->conditions.n - 1].at = value;
    }
    return true;
}

static bool read_filter(bool *is_filter, sl_sast_formula *f, const sl_sast_reading *r,
                        const sl_node *item)
{
    *is_filter = false;
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        const sl_node *value = sl_node_get(item, filters[i].key);
        if (!value)
            continue;
        *is_filter = true;
        return filters[i].read(f, r, value) && name_filter(f, filters[i].key, value);
    }
    return true;
}

/* `where` of the newer syntax: a metavariable with one condition, or a focus. */
static bool read_where_item(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *item)
{
    static const struct {
        const char *key;
        bool (*read)(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value);
    } kinds[] = {
        {"comparison", read_comparison},
        {"analyzer", read_analysis},
        {"type", read_type},
        {"types", read_type},
        {"regex", read_metavariable_regex},
    };
    const sl_node *focus = sl_node_get(item, "focus");
    if (focus)
        return read_focus(f, r, focus);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sl_node_get(item, kinds[i].key))
            return kinds[i].read(f, r, item) && name_filter(f, kinds[i].key, item);
    return read_metavariable_pattern(f, r, item) && name_filter(f, "metavariable", item);
}

static bool read_where(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *list)
{
    if (!check_list(r, list))
        return false;
    for (size_t i = 0; i < list->n; i++)
        if (!read_where_item(f, r, list->items[i]))
            return false;
    return true;
}

static bool read_all(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *list)
{
    f->op = SL_SAST_ALL;
    if (!check_list(r, list))
        return false;
    for (size_t i = 0; i < list->n; i++) {
        bool is_filter;
        sl_sast_formula *part;
        if (!read_filter(&is_filter, f, r, list->items[i]))
            return false;
        if (is_filter)
            continue;
        if (!read_item(&part, r, list->items[i]))
            return false;
        *sl_list_add(r->mem, &f->parts) = part;
    }
    return f->parts.n || r->is_nested || r->is_negative ||
           sl_rule_fail(r->e, r->rule, list,
                        "'patterns' needs a 'pattern' or 'pattern-regex' "
                        "besides its conditions");
}

static bool read_inside(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    sl_sast_formula *inner;
    f->is_inside = true;
    if (value->kind < SL_SEQ)
        return read_leaf(f, r, value, true);
    if (!sl_sast_formula_read(&inner, r, value))
        return false;
    *f = *inner;
    f->is_inside = true;
    return true;
}

static bool read_anywhere(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    if (!read_inside(f, r, value))
        return false;
    f->is_inside = false;
    f->is_anywhere = true;
    return true;
}

/* A negation alone: in a conjunction of its own. */
static bool read_lone_not(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    f->op = SL_SAST_ALL;
    return add_not(f, r, value, true);
}

static bool read_lone_not_regex(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value)
{
    f->op = SL_SAST_ALL;
    return add_not(f, r, value, false);
}

static const struct {
    const char *key;
    bool (*read)(sl_sast_formula *f, const sl_sast_reading *r, const sl_node *value);
} operators[] = {
    {"pattern", read_code},
    {"pattern-regex", read_regex},
    {"regex", read_regex},
    {"pattern-either", read_either},
    {"any", read_either},
    {"patterns", read_all},
    {"all", read_all},
    {"pattern-inside", read_inside},
    {"inside", read_inside},
    {"anywhere", read_anywhere},
    {"semgrep-internal-pattern-anywhere", read_anywhere},
    {"pattern-not", read_lone_not},
    {"pattern-not-inside", read_lone_not},
    {"pattern-not-regex", read_lone_not_regex},
    {"not", read_lone_not},
};

bool sl_sast_is_operator(sl_str key)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (sl_str_is(key, operators[i].key))
            return true;
    return false;
}

/* The conditions that stand beside an operator: a `where`, or metavariable operators. */
static bool read_beside(sl_sast_formula **out, const sl_sast_reading *r, const sl_node *item)
{
    const sl_node *where = sl_node_get(item, "where");
    if (!where)
        return true;
    sl_sast_formula *all = *out;
    if (all->op != SL_SAST_ALL || all->is_inside) {
        all = sl_alloc(r->mem, sizeof *all);
        all->op = SL_SAST_ALL;
        all->name = "where";
        all->at = where;
        *sl_list_add(r->mem, &all->parts) = *out;
        *out = all;
    }
    return read_where(all, r, where);
}

bool sl_sast_formula_read(sl_sast_formula **out, const sl_sast_reading *r, const sl_node *item)
{
    sl_sast_reading below = *r;
    if (++below.depth > SL_SAST_DEPTH)
        return sl_rule_fail(r->e, r->rule, item, "patterns nest deeper than %d", SL_SAST_DEPTH);
    sl_sast_formula *f = sl_alloc(r->mem, sizeof *f);
    *out = f;
    f->name = "pattern";
    f->at = item;
    if (item->kind == SL_TEXT)
        return read_leaf(f, &below, item, true);
    if (item->kind != SL_MAP || item->n == 0)
        return sl_rule_fail(r->e, r->rule, item, "a pattern is a map with one operator");
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const sl_node *value = sl_node_get(item, operators[i].key);
        if (!value)
            continue;
        if (!operators[i].read(f, &below, value))
            return false;
        f->name = operators[i].key;
        f->at = value;
        return name_filter(f, operators[i].key, value) && read_beside(out, r, item);
    }
    return fail(r, item->pairs[0].key, "is no operator that sluice knows",
                item->pairs[0].key->text);
}
