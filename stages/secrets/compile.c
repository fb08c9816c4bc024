/* Rules into blobs: the pattern database and which rule each pattern is of, rules by path alone,
   rules that others require, and what a configuration says for all of its rules. */
#include "stages/secrets/compile.h"

#include "base/map.h"
#include "engine/match/patterns.h"
#include "engine/rules/builder.h"
#include "engine/rules/common.h"
#include "engine/rules/freeze.h"
#include "engine/rules/ruleset.h"
#include "engine/verify/recipe.h"
#include "stages/secrets/extension.h"
#include "stages/secrets/rule.h"
#include "stages/secrets/reach/bounds.h"

enum { KEYWORD_MIN = 5 /* shorter ones are parts of many words */ };

/* Indices of rules, as they stand in a blob. */
typedef struct numbers {
    uint32_t *v;
    size_t n, cap;
} numbers;

typedef struct compiler {
    sl_pack_builder *builder;
    sl_arena *mem;
    sl_err *e;
    sl_secret_extension extension;
    sl_secret_rule *rules;
    sl_map ids;         /* of the rules here, and of those below when it extends */
    sl_recipes recipes; /* of live checks */
    numbers required;   /* rules that others require */
} compiler;

/* A title and a message, where the rule has none. */
static void fill_in(sl_rule *rule, sl_str description)
{
    if (!rule->message.n)
        rule->message = description.n ? description : rule->title;
    if (!rule->message.n)
        rule->message = rule->id;
    if (!rule->title.n)
        rule->title = rule->message;
}

bool sl_secrets_read(sl_rule *rule, sl_arena *mem, sl_err *e)
{
    sl_secret_rule out;
    rule->severity = SL_HIGH;
    if (!sl_rule_read_common(rule, mem, e) || !sl_secret_rule_read(&out, rule, mem, false, e))
        return false;
    sl_str description = {0};
    const sl_secret_fields f = {rule, rule->doc, mem, e, true};
    if (!sl_secret_text(&f, "description", &description))
        return false;
    fill_in(rule, description);
    if (!rule->cwe.n)
        *sl_list_add(mem, &rule->cwe) = SL_S("CWE-798");
    if (out.is_theirs && !rule->equivalents.n)
        *sl_list_add(mem, &rule->equivalents) = sl_printf(mem, "gitleaks:%.*s", SL_FMT(rule->id));
    return true;
}

static bool is_ours(const sl_node *rule)
{
    return rule->kind == SL_MAP &&
           (sl_secret_field(rule, "regex") || sl_secret_field(rule, "path") ||
            sl_secret_field(rule, "keywords")) &&
           !sl_node_get(rule, "languages") && !sl_node_get(rule, "definition");
}

bool sl_secrets_claims(const sl_node *doc)
{
    static const char *const keys[] = {"provider", "allowlist", "allowlists", "extend"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (sl_secret_field(doc, keys[i]))
            return true;
    const sl_node *rules = sl_node_get(doc, "rules");
    return rules && rules->kind == SL_SEQ && rules->n && is_ours(rules->items[0]);
}

/* What stands beside the rules. */

/* Live checks send secrets to hosts: they come with sluice, never with a repository's rules. */
static bool read_verify(compiler *c, sl_str file, const sl_node *list)
{
    if (sl_builtin_pack(SL_S("secrets")).n && !sl_pack_builder_is_trial(c->builder))
        return sl_fail(c->e, SL_EUSAGE,
                       "%.*s:%u:%u: 'verify' is refused: live checks are part of sluice and cannot "
                       "be added by rule files",
                       SL_FMT(file), list->line, list->column);
    return sl_recipes_read(&c->recipes, c->mem, file, list, c->e);
}

static bool read_extra(compiler *c, sl_str file, const sl_node *extra)
{
    const sl_node *verify = sl_secret_field(extra, "verify");
    return (!verify || read_verify(c, file, verify)) &&
           sl_secret_extension_read(&c->extension, file, extra, c->e);
}

static bool read_extras(compiler *c)
{
    size_t n = 0;
    sl_pack_builder_extra(c->builder, 0, &n);
    for (size_t i = 0; i < n; i++)
        if (!read_extra(c, sl_pack_builder_extra_file(c->builder, i),
                        sl_pack_builder_extra(c->builder, i, NULL)))
            return false;
    return true;
}

/* The rules themselves. */

static bool read_rules(compiler *c)
{
    size_t n = sl_pack_builder_count(c->builder);
    c->rules = sl_alloc_array(c->mem, n, sizeof *c->rules);
    for (size_t i = 0; i < n; i++) {
        const sl_rule *rule = sl_pack_builder_rule(c->builder, i);
        if (!sl_secret_rule_read(&c->rules[i], rule, c->mem, true, c->e) ||
            !sl_secret_rule_check(&c->rules[i], c->mem, c->e))
            return false;
        sl_map_put(&c->ids, c->mem, rule->id, &c->rules[i]);
    }
    for (size_t i = 0; c->extension.base && i < sl_pack_count(c->extension.base); i++)
        if (!sl_map_has(&c->ids, sl_pack_rule_id(c->extension.base, i)))
            sl_map_put(&c->ids, c->mem, sl_pack_rule_id(c->extension.base, i), NULL);
    return true;
}

/* True for the id of a built-in rule that is extended, its own or gitleaks'. */
static bool is_built_in(const compiler *c, sl_str id)
{
    return sl_map_has(&c->ids, id) || sl_secret_alias(&c->extension.aliases, id);
}

static bool find_required(compiler *c)
{
    for (size_t i = 0; i < sl_pack_builder_count(c->builder); i++) {
        const sl_secret_rule *rule = &c->rules[i];
        for (size_t k = 0; k < rule->required.n; k++) {
            const sl_secret_required *r = &rule->required.v[k];
            const sl_secret_rule *other = sl_map_get(&c->ids, r->id);
            if (!other && is_built_in(c, r->id))
                continue; /* it is looked for in any case */
            if (!other)
                return sl_rule_fail(c->e, rule->rule, r->at,
                                    "it requires '%.*s', which this "
                                    "file does not have",
                                    SL_FMT(r->id));
            *sl_list_add(c->mem, &c->required) = (uint32_t)(other - c->rules);
        }
    }
    return true;
}

/* An allowlist for a rule that does not exist is a typing error that would never be noticed. */
static bool check_targets(compiler *c)
{
    for (size_t i = 0; i < c->extension.allowlists.n; i++) {
        const sl_node *list = c->extension.allowlists.v[i];
        const sl_node *only = sl_secret_field(list, "targetRules");
        sl_strs ids = sl_node_texts(c->mem, only ? only : sl_secret_field(list, "only"));
        for (size_t k = 0; k < ids.n; k++)
            if (!is_built_in(c, ids.v[k]))
                return sl_fail(c->e, SL_EUSAGE,
                               "%.*s:%u:%u: an allowlist is for rule '%.*s', which does not exist",
                               SL_FMT(c->extension.files.v[i]), list->line, list->column,
                               SL_FMT(ids.v[k]));
    }
    return true;
}

static bool check_recipes(compiler *c)
{
    for (size_t i = 0; i < c->recipes.n; i++)
        for (size_t k = 0; k < c->recipes.v[i].rules.n; k++)
            if (!sl_map_has(&c->ids, c->recipes.v[i].rules.v[k]))
                return sl_fail(c->e, SL_EUSAGE,
                               "a live check of %.*s is for rule '%.*s', which does not exist",
                               SL_FMT(c->recipes.v[i].provider),
                               SL_FMT(c->recipes.v[i].rules.v[k]));
    return true;
}

static void put_numbers(compiler *c, const char *name, const numbers *list)
{
    if (list->n)
        sl_pack_builder_blob(c->builder, name,
                             sl_str_at((const char *)list->v, list->n * sizeof *list->v));
}

/* The word as an expression. */
static sl_str literal(sl_arena *mem, sl_str word)
{
    char *out = sl_alloc(mem, 4 * word.n + 1);
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < word.n; i++) {
        unsigned char c = (unsigned char)word.p[i];
        const char one[] = {'\\', 'x', digits[c >> 4], digits[c & 15]};
        memcpy(out + 4 * i, one, sizeof one);
    }
    return sl_str_at(out, 4 * word.n);
}

static bool has_number(const numbers *list, uint32_t n)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i] == n)
            return true;
    return false;
}

/* Words that most sources have, or parts of such words. */
static bool is_common(sl_str word)
{
    return word.n < KEYWORD_MIN ||
           sl_str_among(word, "access api_key apikey auth bearer client key "
                              "params password secret token user");
}

/* Of a rule that hardly says what it looks for, rare keywords are looked for in its place. Rules
   that others require match without keywords. */
static bool goes_by_keywords(const compiler *c, size_t i)
{
    const sl_secret_rule *rule = &c->rules[i];
    for (size_t k = 0; k < rule->keywords.n; k++)
        if (is_common(rule->keywords.v[k]))
            return false;
    return rule->keywords.n && sl_secret_is_vague(rule->regex.re2) &&
           !has_number(&c->required, (uint32_t)i);
}

/* The keywords as one pattern. */
static sl_pattern keywords_of(compiler *c, const sl_secret_rule *rule)
{
    sl_str all = {0};
    for (size_t i = 0; i < rule->keywords.n; i++)
        all = sl_printf(c->mem, "%.*s%s%.*s", SL_FMT(all), i ? "|" : "",
                        SL_FMT(literal(c->mem, rule->keywords.v[i])));
    return (sl_pattern){all, SL_REGEX_CASELESS | SL_PATTERN_ANYWHERE};
}

/* The set: a pattern for each rule that has one, then the anchors, of which one occurs in every
   text in which a rule without bounds matches. */
typedef struct patterns {
    sl_pattern *v;
    size_t n, cap;
    numbers anchors; /* the rules of the anchors */
    bool is_lacking; /* a rule has no anchor */
} patterns;

static void add_anchors(compiler *c, patterns *out, size_t at, bool by_keywords)
{
    const sl_secret_rule *rule = &c->rules[at];
    sl_strs found = {0};
    size_t n = out->n;
    if (!by_keywords)
        found = sl_secret_anchors(c->mem, rule->regex.re2);
    for (size_t i = 0; i < found.n; i++)
        *sl_list_add(c->mem, out) =
            (sl_pattern){sl_secret_expression(c->mem, found.v[i]), SL_PATTERN_ANYWHERE};
    if (!found.n && rule->keywords.n)
        *sl_list_add(c->mem, out) = keywords_of(c, rule);
    for (; n < out->n; n++)
        *sl_list_add(c->mem, &out->anchors) = (uint32_t)at;
    out->is_lacking = out->is_lacking || (!found.n && !rule->keywords.n);
}

/* Whether all that decides about a match lies near what is changed in it, or in the words beside
   it. */
static bool is_near(const sl_secret_rule *rule)
{
    const sl_secret_context *context = &rule->context;
    size_t beside = context->before > context->after ? context->before : context->after;
    size_t bound = sl_secret_bound_of(rule->regex.re2);
    return bound <= SL_SECRET_BOUND && beside <= SL_SECRET_BOUND - bound;
}

static void list_anchors(compiler *c, patterns *out)
{
    size_t n = out->n;
    for (size_t i = 0; i < sl_pack_builder_count(c->builder); i++) {
        const sl_secret_rule *rule = &c->rules[i];
        bool by_keywords = rule->regex.re2.n && goes_by_keywords(c, i);
        if (rule->regex.re2.n && (by_keywords || !is_near(rule)))
            add_anchors(c, out, i, by_keywords);
    }
    if (out->is_lacking) {
        sl_pack_builder_blob(c->builder, "unbounded", SL_S("yes"));
        out->n = n;
        out->anchors.n = 0;
    }
}

static bool put_patterns(compiler *c)
{
    size_t n = sl_pack_builder_count(c->builder);
    patterns all = {0};
    numbers rules = {0};
    numbers paths = {0};
    numbers vague = {0};
    for (size_t i = 0; i < n; i++) {
        sl_str re2 = c->rules[i].regex.re2;
        bool by_keywords = re2.n && goes_by_keywords(c, i);
        if (by_keywords)
            *sl_list_add(c->mem, &vague) = (uint32_t)rules.n;
        if (re2.n)
            *sl_list_add(c->mem, &all) =
                by_keywords ? keywords_of(c, &c->rules[i])
                            : (sl_pattern){.expression = sl_secret_expression(c->mem, re2)};
        *sl_list_add(c->mem, re2.n ? &rules : &paths) = (uint32_t)i;
    }
    put_numbers(c, "keyword-patterns", &vague);
    put_numbers(c, "pattern-rules", &rules);
    put_numbers(c, "path-rules", &paths);
    list_anchors(c, &all);
    put_numbers(c, "anchor-rules", &all.anchors);
    sl_str blob;
    if (rules.n && !sl_patterns_compile(&blob, c->mem, all.v, all.n, c->e))
        return false;
    if (rules.n)
        sl_pack_builder_blob(c->builder, "patterns", blob);
    return true;
}

static sl_node *key_node(compiler *c, const char *name)
{
    sl_node *key = sl_alloc(c->mem, sizeof *key);
    key->kind = SL_TEXT;
    key->text = sl_str_of(name);
    return key;
}

static sl_node *list_node(compiler *c, const sl_secret_nodes *list)
{
    sl_node *node = sl_alloc(c->mem, sizeof *node);
    node->kind = SL_SEQ;
    node->items = list->v;
    node->n = list->n;
    return node;
}

static bool put_settings(compiler *c)
{
    sl_node flag = {.kind = SL_BOOL, .integer = c->extension.base != NULL};
    flag.text = c->extension.base ? SL_S("true") : SL_S("false");
    sl_pair pairs[] = {{key_node(c, "allowlists"), list_node(c, &c->extension.allowlists)},
                       {key_node(c, "disabledRules"), list_node(c, &c->extension.disabled)},
                       {key_node(c, "useDefault"), &flag}};
    const sl_node root = {.kind = SL_MAP, .pairs = pairs, .n = sizeof pairs / sizeof *pairs};
    sl_buf bytes;
    sl_buf_init(&bytes, SIZE_MAX);
    bool ok = sl_freeze_node(&bytes, &root, c->e);
    if (ok)
        sl_pack_builder_blob(c->builder, "settings", sl_buf_str(&bytes));
    sl_buf_clear(&bytes);
    if (ok && c->extension.base)
        sl_pack_builder_blob(c->builder, SL_PACK_WITH_DEFAULT, SL_S("yes"));
    return ok;
}

bool sl_secrets_compile(sl_pack_builder *builder, sl_err *e)
{
    compiler c = {.builder = builder, .mem = sl_pack_builder_mem(builder), .e = e};
    c.extension = (sl_secret_extension){.builder = builder, .mem = c.mem};
    if (!read_extras(&c) || !sl_secret_extension_merge(&c.extension, e) || !read_rules(&c) ||
        !find_required(&c) || !check_targets(&c) || !check_recipes(&c) || !put_patterns(&c))
        return false;
    put_numbers(&c, "required-rules", &c.required);
    return put_settings(&c);
}
