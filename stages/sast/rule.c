/* Semgrep rule documents to formulas. */
#include "stages/sast/rule.h"

#include "engine/rules/common.h"

typedef struct reader {
    sl_arena *mem;
    sl_sast_rule *out;
    sl_err *e;
} reader;

static bool fail(const reader *r, const sl_node *at, const char *what, sl_str name)
{
    return sl_rule_fail(r->e, r->out->rule, at, "'%.*s' %s", SL_FMT(name), what);
}

/* What Semgrep has and this version does not. */
static bool needs_trees(sl_str key)
{
    static const char *const keys[] = {"pattern",
                                       "pattern-not",
                                       "pattern-inside",
                                       "pattern-not-inside",
                                       "metavariable-pattern",
                                       "metavariable-type",
                                       "metavariable-analysis",
                                       "metavariable-comparison",
                                       "pattern-sources",
                                       "pattern-sinks",
                                       "pattern-sanitizers",
                                       "pattern-propagators",
                                       "match",
                                       "taint",
                                       "join",
                                       "extract",
                                       "steps",
                                       "r2c-internal-project-depends-on",
                                       "semgrep-internal-metavariable-name",
                                       "pattern-where-python"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (sl_str_is(key, keys[i]))
            return true;
    return false;
}

static bool refuse(const reader *r, const sl_node *key)
{
    if (needs_trees(key->text))
        return fail(r, key, "needs syntax trees, which this version doesn't have", key->text);
    return fail(r, key, "is no operator that sluice knows", key->text);
}

static bool add_leaf(size_t *out, const reader *r, const sl_node *text, unsigned flags,
                     bool is_positive)
{
    sl_sast_rule *rule = r->out;
    if (!text || text->kind >= SL_SEQ || !text->text.n)
        return sl_rule_fail(r->e, rule->rule, text, "a regular expression is a text");
    if (rule->leaves.n == SL_SAST_LEAVES)
        return sl_rule_fail(r->e, rule->rule, text, "more than %d expressions", SL_SAST_LEAVES);
    *out = rule->leaves.n;
    *sl_list_add(r->mem, &rule->leaves) =
        (sl_sast_leaf){.expression = text->text,
                       .flags = SL_REGEX_MULTILINE | flags,
                       .at = text,
                       .positive = is_positive ? rule->n_positive++ : SIZE_MAX};
    return true;
}

static bool read_formula(sl_sast_formula **out, const reader *r, const sl_node *item,
                         unsigned depth);

static bool add_part(const reader *r, sl_sast_formula *f, const sl_node *item, unsigned depth)
{
    sl_sast_formula *part;
    if (!read_formula(&part, r, item, depth))
        return false;
    *sl_list_add(r->mem, &f->parts) = part;
    return true;
}

static bool read_condition(const reader *r, sl_sast_formula *f, const sl_node *value)
{
    const sl_node *name = sl_node_get(value, "metavariable");
    if (!name || !name->text.n || name->text.p[0] != '$')
        return sl_rule_fail(r->e, r->out->rule, value,
                            "'metavariable-regex' needs a 'metavariable' such as $1");
    sl_sast_condition *c = sl_list_add(r->mem, &f->conditions);
    c->name = name->text;
    return add_leaf(&c->leaf, r, sl_node_get(value, "regex"), SL_REGEX_ANCHORED, false);
}

static bool read_focus(const reader *r, sl_sast_formula *f, const sl_node *value)
{
    sl_strs names = sl_node_texts(r->mem, value);
    for (size_t i = 0; i < names.n; i++)
        if (!names.v[i].n || names.v[i].p[0] != '$')
            names.n = 0;
    if (!names.n)
        return sl_rule_fail(r->e, r->out->rule, value,
                            "'focus-metavariable' needs metavariables such as $1");
    *sl_list_add(r->mem, &f->focus) = names;
    return true;
}

static bool read_not(const reader *r, sl_sast_formula *f, const sl_node *value)
{
    size_t leaf;
    if (!add_leaf(&leaf, r, value, 0, false))
        return false;
    *sl_list_add(r->mem, &f->nots) = leaf;
    return true;
}

/* What `patterns` has besides formulas. */
static const struct {
    const char *key;
    bool (*read)(const reader *r, sl_sast_formula *f, const sl_node *value);
} filters[] = {
    {"pattern-not-regex", read_not},
    {"metavariable-regex", read_condition},
    {"focus-metavariable", read_focus},
};

static bool read_filter(bool *is_filter, const reader *r, sl_sast_formula *f, const sl_node *item)
{
    *is_filter = false;
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        const sl_node *value = sl_node_get(item, filters[i].key);
        if (!value)
            continue;
        *is_filter = true;
        if (item->n != 1)
            return sl_rule_fail(r->e, r->out->rule, item, "one operator in each item of a list");
        return filters[i].read(r, f, value);
    }
    return true;
}

static bool check_list(const reader *r, const sl_node *list, const char *name)
{
    if (list->kind == SL_SEQ && list->n)
        return true;
    return sl_rule_fail(r->e, r->out->rule, list, "'%s' is a list with at least one pattern", name);
}

static bool read_either(const reader *r, sl_sast_formula *f, const sl_node *list, unsigned depth)
{
    f->op = SL_SAST_EITHER;
    if (!check_list(r, list, "pattern-either"))
        return false;
    for (size_t i = 0; i < list->n; i++)
        if (!add_part(r, f, list->items[i], depth + 1))
            return false;
    return true;
}

static bool read_all(const reader *r, sl_sast_formula *f, const sl_node *list, unsigned depth)
{
    f->op = SL_SAST_ALL;
    if (!check_list(r, list, "patterns"))
        return false;
    for (size_t i = 0; i < list->n; i++) {
        bool is_filter;
        if (!read_filter(&is_filter, r, f, list->items[i]) ||
            (!is_filter && !add_part(r, f, list->items[i], depth + 1)))
            return false;
    }
    return f->parts.n || sl_rule_fail(r->e, r->out->rule, list,
                                      "'patterns' needs a 'pattern-regex' or 'pattern-either' "
                                      "besides its conditions");
}

static bool read_regex(const reader *r, sl_sast_formula *f, const sl_node *value, unsigned depth)
{
    (void)depth;
    f->op = SL_SAST_REGEX;
    return add_leaf(&f->leaf, r, value, 0, true);
}

static const struct {
    const char *key;
    bool (*read)(const reader *r, sl_sast_formula *f, const sl_node *value, unsigned depth);
} operators[] = {
    {"pattern-regex", read_regex},
    {"pattern-either", read_either},
    {"patterns", read_all},
};

/* The operator of a map, by its key; in a list's item it is the only key. */
static bool read_formula(sl_sast_formula **out, const reader *r, const sl_node *item,
                         unsigned depth)
{
    if (depth > SL_SAST_DEPTH)
        return sl_rule_fail(r->e, r->out->rule, item, "patterns nest deeper than %d",
                            SL_SAST_DEPTH);
    if (item->kind != SL_MAP || item->n == 0)
        return sl_rule_fail(r->e, r->out->rule, item, "a pattern is a map with one operator");
    sl_sast_formula *f = sl_alloc(r->mem, sizeof *f);
    *out = f;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (sl_str_is(item->pairs[0].key->text, operators[i].key))
            return item->n == 1 ? operators[i].read(r, f, item->pairs[0].value, depth)
                                : refuse(r, item->pairs[1].key);
    return refuse(r, item->pairs[0].key);
}

/* The rule itself has its operator among other keys. */
static bool read_top(const reader *r, const sl_node *doc)
{
    sl_node *item = NULL;
    for (size_t i = 0; i < doc->n; i++) {
        sl_str key = doc->pairs[i].key->text;
        bool is_operator =
            sl_str_starts(key, SL_S("pattern")) || (needs_trees(key) && !sl_str_is(key, "extract"));
        if (!is_operator)
            continue;
        if (item)
            return fail(r, doc->pairs[i].key, "is a second operator; join them under 'patterns'",
                        key);
        item = sl_alloc(r->mem, sizeof *item);
        *item = *doc;
        item->pairs = &doc->pairs[i];
        item->n = 1;
    }
    if (!item)
        return sl_rule_fail(r->e, r->out->rule, NULL,
                            "a rule needs a pattern, such as "
                            "'pattern-regex'");
    return read_formula(&r->out->formula, r, item, 0);
}

static bool read_languages(const reader *r, const sl_node *doc)
{
    const sl_node *list = sl_node_get(doc, "languages");
    if (!list || list->kind != SL_SEQ || !list->n)
        return sl_rule_fail(r->e, r->out->rule, list, "a rule needs a list of 'languages'");
    for (size_t i = 0; i < list->n; i++) {
        sl_str name = sl_node_text(list->items[i]);
        size_t language = sl_language_index(name);
        bool is_generic =
            sl_str_is(name, "regex") || sl_str_is(name, "generic") || sl_str_is(name, "none");
        if (is_generic)
            r->out->is_generic = true;
        else if (language == SIZE_MAX)
            return fail(r, list->items[i], "is no language that sluice knows", name);
        else
            r->out->languages |= (sl_languages)1 << language;
    }
    return true;
}

static bool read_scope(const reader *r, const sl_node *doc)
{
    static const char *const names[] = {"any", "no-comments", "code", "strings", "comments"};
    const sl_node *scope = sl_node_get(sl_node_get(doc, "options"), "scope");
    if (!scope)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_is(sl_node_text(scope), names[i]))
            return r->out->scope = (sl_sast_scope)i, true;
    return fail(r, scope, "is no scope (any, no-comments, code, strings, comments)",
                sl_node_text(scope));
}

static bool read_paths(const reader *r, const sl_node *doc)
{
    const sl_node *paths = sl_node_get(doc, "paths");
    for (size_t i = 0; paths && i < paths->n; i++) {
        if (paths->kind != SL_MAP)
            return sl_rule_fail(r->e, r->out->rule, paths, "'paths' has 'include' and 'exclude'");
        sl_str key = paths->pairs[i].key->text;
        bool is_include = sl_str_is(key, "include");
        if (!is_include && !sl_str_is(key, "exclude"))
            return fail(r, paths->pairs[i].key, "is not known in 'paths'", key);
        sl_strs globs = sl_node_texts(r->mem, paths->pairs[i].value);
        *(is_include ? &r->out->include : &r->out->exclude) = globs;
    }
    return true;
}

static bool read_fix(const reader *r, const sl_node *doc)
{
    r->out->fix = sl_node_text(sl_node_get(doc, "fix"));
    r->out->fix_leaf = SIZE_MAX;
    const sl_node *fix = sl_node_get(doc, "fix-regex");
    if (!fix)
        return true;
    const sl_node *replacement = sl_node_get(fix, "replacement");
    const sl_node *count = sl_node_get(fix, "count");
    if (!replacement || replacement->kind >= SL_SEQ)
        return sl_rule_fail(r->e, r->out->rule, fix, "'fix-regex' needs 'regex' and 'replacement'");
    if (count && (count->kind != SL_INT || count->integer < 0))
        return sl_rule_fail(r->e, r->out->rule, count, "'count' is a whole number");
    r->out->fix_replacement = replacement->text;
    r->out->fix_count = count ? (uint64_t)count->integer : 0;
    return add_leaf(&r->out->fix_leaf, r, sl_node_get(fix, "regex"), 0, false);
}

static bool read_mode(const reader *r, const sl_node *doc)
{
    const sl_node *mode = sl_node_get(doc, "mode");
    if (!mode || sl_str_is(sl_node_text(mode), "search"))
        return true;
    return sl_rule_fail(r->e, r->out->rule, mode,
                        "mode '%.*s' needs syntax trees, which this version doesn't have",
                        SL_FMT(sl_node_text(mode)));
}

bool sl_sast_rule_read(sl_sast_rule **out, sl_arena *mem, const sl_rule *rule, sl_err *e)
{
    sl_sast_rule *made = sl_alloc(mem, sizeof *made);
    made->rule = rule;
    reader r = {mem, made, e};
    *out = made;
    return read_mode(&r, rule->doc) && read_languages(&r, rule->doc) && read_top(&r, rule->doc) &&
           read_scope(&r, rule->doc) && read_paths(&r, rule->doc) && read_fix(&r, rule->doc);
}

bool sl_sast_rule_check(const sl_sast_rule *rule, sl_err *e)
{
    for (size_t i = 0; i < rule->leaves.n; i++) {
        const sl_sast_leaf *leaf = &rule->leaves.v[i];
        sl_err why = {0};
        if (!sl_regex_check(leaf->expression, leaf->flags, &why))
            return sl_rule_fail(e, rule->rule, leaf->at, "%s", why.text);
    }
    return true;
}

bool sl_sast_leaf_regex(const sl_regex **out, sl_arena *mem, sl_sast_rule *rule, size_t leaf,
                        sl_err *e)
{
    sl_sast_leaf *l = &rule->leaves.v[leaf];
    if (!l->regex && !sl_regex_open(&l->regex, mem, l->expression, l->flags, e))
        return sl_fail_more(e, "rule '%.*s'", SL_FMT(rule->rule->id));
    *out = l->regex;
    return true;
}
