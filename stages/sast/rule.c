/* Semgrep rule documents: languages, paths, fixes, and the formula. */
#include "stages/sast/rule.h"

#include "base/glob.h"
#include "engine/pattern/generic.h"
#include "engine/rules/common.h"
#include "engine/syntax/languages/c_directives.h"
#include "stages/sast/ways.h"

typedef struct reader {
    sl_arena *mem;
    sl_sast_rule *out;
    sl_err *e;
    sl_sast_leaves *leaves; /* of an inner rule those of the outer one */
} reader;

static bool fail(const reader *r, const sl_node *at, const char *what, sl_str name)
{
    return sl_rule_fail(r->e, r->out->rule, at, "'%.*s' %s", SL_FMT(name), what);
}

/* What this version does not have. */
static bool check_known(const reader *r, const sl_node *doc)
{
    static const char *const keys[] = {"steps", "r2c-internal-project-depends-on",
                                       "pattern-where-python"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const sl_node *value = sl_node_get(doc, keys[i]);
        if (value)
            return fail(r, value, "is not supported by this version", sl_str_of(keys[i]));
    }
    return true;
}

static bool is_taint(const sl_node *doc)
{
    return sl_str_is(sl_node_text(sl_node_get(doc, "mode")), "taint") || sl_node_get(doc, "taint");
}

/* The rule itself has its operator among other keys. */
static bool read_top(const reader *r, const sl_node *doc)
{
    const sl_node *match = sl_node_get(doc, "match");
    sl_sast_rule *rule = r->out;
    sl_sast_reading reading = {.mem = r->mem,
                               .rule = rule->rule,
                               .leaves = r->leaves,
                               .is_text_only = !rule->languages && !rule->is_text,
                               .is_generic = !rule->languages && rule->is_text,
                               .language = SIZE_MAX,
                               .languages = r->leaves == &rule->leaves ? 0 : rule->languages,
                               .e = r->e};
    sl_str seen = {0};
    if (!check_known(r, doc))
        return false;
    if (is_taint(doc))
        return sl_sast_taint_read(&rule->taint, &rule->formula, &reading, doc);
    for (size_t i = 0; !match && i < doc->n; i++) {
        sl_str key = doc->pairs[i].key->text;
        bool is_operator = sl_sast_is_operator(key);
        if (!is_operator && sl_str_starts(key, SL_S("pattern")))
            return fail(r, doc->pairs[i].key, "is no operator that sluice knows", key);
        if (!is_operator)
            continue;
        if (seen.n)
            return fail(r, doc->pairs[i].key, "is a second operator; join them under 'patterns'",
                        key);
        seen = key;
    }
    if (!match && !seen.n)
        return sl_rule_fail(r->e, rule->rule, NULL,
                            "a rule needs a pattern, such as 'pattern' or 'pattern-regex'");
    return sl_sast_formula_read(&rule->formula, &reading, match ? match : doc);
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
        r->out->is_text |= sl_str_is(name, "generic");
        if (is_generic)
            continue;
        if (language == SIZE_MAX)
            return fail(r, list->items[i], "is no language that sluice knows", name);
        else
            r->out->languages |= (sl_languages)1 << language;
    }
    return true;
}

static void read_match_options(const reader *r, const sl_node *doc)
{
    static const struct {
        const char *name;
        bool value;
        unsigned option;
    } options[] = {
        {"symbolic_propagation", true, SL_MATCH_SYMBOLS},
        {"implicit_ellipsis", false, SL_MATCH_WHOLE_RECORDS},
        {"let_is_var", false, SL_MATCH_LET_IS_NO_VAR},
        {"vardef_assign", false, SL_MATCH_VAR_IS_NO_ASSIGN},
        {"implicit_deep_exprstmt", false, SL_MATCH_SHALLOW},
        {"xml_attrs_implicit_ellipsis", false, SL_MATCH_WHOLE_ATTRIBUTES},
        {"xml_singleton_loose_matching", false, SL_MATCH_EMPTY_ELEMENTS},
        {"decorators_order_matters", true, SL_MATCH_ORDERED_MARKS},
        {"attr_expr", false, SL_MATCH_MARKS_APART},
        {"ac_matching", false, SL_MATCH_NO_SWAP},
        {"commutative_boolop", true, SL_MATCH_SWAP_BOOLS},
        {"symmetric_eq", true, SL_MATCH_SWAP_EQUALS},
    };
    const sl_node *all = sl_node_get(doc, "options");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const sl_node *one = sl_node_get(all, options[i].name);
        if (one && one->kind == SL_BOOL && sl_node_true(one) == options[i].value)
            r->out->options |= options[i].option;
    }
}

static sl_strs read_braces(sl_arena *mem, const sl_node *list)
{
    sl_strs out = {0};
    for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++) {
        sl_strs pair = sl_node_texts(mem, list->items[i]);
        for (size_t k = 0; pair.n == 2 && pair.v[0].n == 1 && pair.v[1].n == 1 && k < 2; k++)
            *sl_list_add(mem, &out) = pair.v[k];
    }
    return out;
}

static void read_alien_options(sl_generic_spec *spec, sl_arena *mem, const sl_node *all)
{
    const sl_node *lines = sl_node_get(all, "generic_multiline");
    spec->is_single_line = lines && !sl_node_true(lines);
    spec->word_characters = sl_node_texts(mem, sl_node_get(all, "generic_extra_word_characters"));
    spec->braces = read_braces(mem, sl_node_get(all, "generic_braces"));
    spec->extra_braces = read_braces(mem, sl_node_get(all, "generic_extra_braces"));
}

/* What `options` say of patterns for texts of any kind. */
static bool read_generic_options(const reader *r, const sl_node *doc)
{
    static const char *const styles[] = {"none", "c", "cpp", "shell"};
    const sl_node *all = sl_node_get(doc, "options");
    const sl_node *span = sl_node_get(all, "generic_ellipsis_max_span");
    const sl_node *style = sl_node_get(all, "generic_comment_style");
    const sl_node *engine = sl_node_get(all, "generic_engine");
    sl_generic_spec *spec = &r->out->generic;
    spec->span = SL_GENERIC_LINES;
    spec->ignores_case = sl_node_true(sl_node_get(all, "generic_caseless"));
    if (span && (span->kind != SL_INT || span->integer < 0 || span->integer > INT32_MAX))
        return fail(r, span, "is no number of lines", span->text);
    if (span)
        spec->span = (uint32_t)span->integer;
    spec->is_alien = sl_str_is(sl_node_text(engine), "aliengrep");
    if (engine && !spec->is_alien && !sl_str_is(sl_node_text(engine), "spacegrep"))
        return fail(r, engine, "is no generic engine (spacegrep, aliengrep)", sl_node_text(engine));
    read_alien_options(spec, r->mem, all);
    for (size_t i = 0; style && i < sizeof styles / sizeof *styles; i++)
        if (sl_str_is(sl_node_text(style), styles[i]))
            return spec->comments = (sl_comment_style)i, true;
    return !style || fail(r, style, "is no style of comments (c, cpp, shell)", sl_node_text(style));
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
    const sl_node *text = sl_node_get(doc, "fix");
    r->out->fix = sl_node_text(text);
    r->out->has_fix = text && text->kind != SL_NULL && text->kind < SL_SEQ;
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
    sl_sast_reading reading = {.mem = r->mem,
                               .rule = r->out->rule,
                               .leaves = &r->out->leaves,
                               .is_negative = true,
                               .language = SIZE_MAX,
                               .e = r->e};
    return sl_sast_leaf_add(&r->out->fix_leaf, &reading, sl_node_get(fix, "regex"), false);
}

/* A rule of a join, with the leaves of the whole. */
static bool read_inner(const reader *outer, const sl_node *doc)
{
    sl_sast_rule *whole = outer->out;
    sl_sast_rule *rule = sl_alloc(outer->mem, sizeof *rule);
    sl_sast_collection *c = sl_list_add(outer->mem, &whole->join->collections);
    reader r = *outer;
    r.out = rule;
    rule->rule = whole->rule;
    *c = (sl_sast_collection){
        .name = sl_node_text(sl_node_get(doc, "id")), .rule = rule, .index = SIZE_MAX, .at = doc};
    if (!c->name.n)
        return sl_rule_fail(r.e, whole->rule, doc, "an inner rule needs an 'id'");
    read_match_options(&r, doc);
    if (!read_languages(&r, doc) || !read_top(&r, doc) || !read_generic_options(&r, doc))
        return false;
    whole->languages |= rule->languages;
    whole->is_generic |= rule->is_generic;
    whole->is_text |= rule->is_text;
    return true;
}

static bool read_join(const reader *r, const sl_node *doc)
{
    const sl_node *rules = sl_node_get(sl_node_get(doc, "join"), "rules");
    r->out->join = sl_alloc(r->mem, sizeof *r->out->join);
    for (size_t i = 0; rules && rules->kind == SL_SEQ && i < rules->n; i++)
        if (!read_inner(r, rules->items[i]))
            return false;
    if (!sl_sast_join_read(r->out->join, r->mem, r->out->rule, r->e))
        return false;
    for (size_t i = 0; i < r->out->join->collections.n; i++)
        if (r->out->join->collections.v[i].rule)
            r->out->join->collections.v[i].rule->leaves = r->out->leaves;
    return true;
}

static bool is_mode(const sl_node *doc, const char *name)
{
    return sl_str_is(sl_node_text(sl_node_get(doc, "mode")), name);
}

static bool read_mode(const reader *r, const sl_node *doc)
{
    const sl_node *mode = sl_node_get(doc, "mode");
    if (is_mode(doc, "extract"))
        return sl_sast_extract_read(&r->out->extract, r->mem, r->out->rule, r->e);
    if (!mode || is_mode(doc, "search") || is_mode(doc, "taint"))
        return true;
    return sl_rule_fail(r->e, r->out->rule, mode, "mode '%.*s' is not supported by this version",
                        SL_FMT(sl_node_text(mode)));
}

/* The order of two versions, number by number. */
static int compare_versions(sl_str a, sl_str b)
{
    for (unsigned i = 0; i < 3; i++) {
        int64_t x = 0;
        int64_t y = 0;
        sl_str part;
        if (sl_str_cut(&a, '.', &part))
            sl_str_int(part, &x);
        if (sl_str_cut(&b, '.', &part))
            sl_str_int(part, &y);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return 0;
}

bool sl_sast_rule_fits(sl_str *why, sl_arena *mem, const sl_rule *rule)
{
    const sl_str own = SL_S(SL_SAST_LANGUAGE_VERSION);
    sl_str least = sl_node_text(sl_node_get(rule->doc, "min-version"));
    sl_str most = sl_node_text(sl_node_get(rule->doc, "max-version"));
    bool is_new = least.n && compare_versions(least, own) > 0;
    bool is_old = most.n && compare_versions(most, own) < 0;
    if (is_new || is_old)
        *why =
            sl_printf(mem, "rule '%.*s' is passed over: it is for Semgrep %s %.*s",
                      SL_FMT(rule->id), is_new ? "from" : "up to", SL_FMT(is_new ? least : most));
    return !is_new && !is_old;
}

bool sl_sast_rule_read(sl_sast_rule **out, sl_arena *mem, const sl_rule *rule, sl_err *e)
{
    sl_sast_rule *made = sl_alloc(mem, sizeof *made);
    made->rule = rule;
    reader r = {mem, made, e, &made->leaves};
    *out = made;
    read_match_options(&r, rule->doc);
    made->fix_leaf = SIZE_MAX;
    if (is_mode(rule->doc, "join"))
        return read_join(&r, rule->doc) && read_scope(&r, rule->doc) && read_paths(&r, rule->doc);
    return read_mode(&r, rule->doc) && read_languages(&r, rule->doc) && read_top(&r, rule->doc) &&
           read_scope(&r, rule->doc) && read_generic_options(&r, rule->doc) &&
           read_paths(&r, rule->doc) && read_fix(&r, rule->doc);
}

static size_t number_of(const sl_dialect *dialect)
{
    size_t i = 0;
    while (sl_dialect_at(i) != dialect)
        i++;
    return i;
}

const sl_tables *sl_sast_tables_of(sl_sast_tables *tables, const sl_dialect *dialect)
{
    size_t i = number_of(dialect);
    if (!tables->v[i])
        tables->v[i] = sl_tables_open(tables->mem, dialect);
    return tables->v[i];
}

/* The dialects that a leaf is compiled for: of its own language, or of all of its rule's. */
static bool is_leaf_language(const sl_sast_rule *rule, const sl_sast_leaf *leaf, size_t language)
{
    sl_languages own = leaf->languages ? leaf->languages : rule->languages;
    return leaf->language != SIZE_MAX ? leaf->language == language : (own >> language & 1) != 0;
}

/* What the patterns of all languages have. */
static sl_strs common(sl_arena *mem, const sl_strs *a, const sl_strs *b)
{
    sl_strs out = {0};
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (sl_str_eq(a->v[i], b->v[k]))
                *sl_list_add(mem, &out) = a->v[i];
    return out;
}

/* Every pattern has to be right in each language of its rule. */
static bool check_code(sl_sast_rule *rule, size_t index, sl_sast_tables *tables, sl_err *e)
{
    sl_sast_leaf *leaf = &rule->leaves.v[index];
    if (leaf->is_generic) {
        sl_str literal = sl_generic_literal(tables->mem, leaf->expression);
        if (literal.n)
            *sl_list_add(tables->mem, &leaf->words) = literal;
        if (rule->generic.ignores_case)
            leaf->flags |= SL_REGEX_CASELESS;
        return true;
    }
    bool is_first = true;
    for (size_t i = 0; sl_language_at(i); i++) {
        sl_str name = sl_str_of(sl_language_at(i)->name);
        if (!is_leaf_language(rule, leaf, i))
            continue;
        const sl_code_pattern *pattern;
        const sl_dialect *dialect = sl_dialect_of(name, (sl_str){0});
        sl_err why = {0};
        if (!dialect)
            return sl_rule_fail(e, rule->rule, leaf->at,
                                "there are no syntax trees for %.*s in this version", SL_FMT(name));
        if (!sl_sast_leaf_code(&pattern, tables, rule, index, dialect, &why))
            return sl_rule_fail(e, rule->rule, leaf->at, "%s", why.text);
        leaf->words =
            is_first ? pattern->words : common(tables->mem, &leaf->words, &pattern->words);
        is_first = false;
        if (dialect->caseless)
            leaf->flags |= SL_REGEX_CASELESS;
    }
    return true;
}

bool sl_sast_rule_check(sl_sast_rule *rule, sl_sast_tables *tables, sl_err *e)
{
    for (size_t i = 0; i < rule->leaves.n; i++) {
        const sl_sast_leaf *leaf = &rule->leaves.v[i];
        sl_err why = {0};
        if (leaf->is_code ? !check_code(rule, i, tables, e)
                          : !sl_regex_check(leaf->expression, leaf->flags, &why) &&
                                !sl_rule_fail(e, rule->rule, leaf->at, "%s", why.text))
            return false;
    }
    return true;
}

static bool matches_any(const sl_strs *globs, sl_str path)
{
    for (size_t i = 0; i < globs->n; i++)
        if (sl_glob_match(globs->v[i], path))
            return true;
    return false;
}

bool sl_sast_rule_wants_path(const sl_sast_rule *rule, sl_str path)
{
    return (!rule->include.n || matches_any(&rule->include, path)) &&
           !matches_any(&rule->exclude, path);
}

sl_sast_file sl_sast_file_of(sl_languages languages, sl_str path, sl_str text)
{
    sl_languages c = (sl_languages)1 << sl_language_index(SL_S("c"));
    sl_languages cpp = (sl_languages)1 << sl_language_index(SL_S("cpp"));
    bool is_both = (languages & c) && (languages & cpp);
    return (sl_sast_file){languages, path, is_both && sl_c_is_cpp(text)};
}

const sl_dialect *sl_sast_rule_dialect(const sl_sast_rule *rule, const sl_sast_file *file,
                                       size_t *language)
{
    for (size_t i = 0; sl_language_at(i); i++) {
        if (!(file->languages & rule->languages & ((sl_languages)1 << i)))
            continue;
        bool is_c = sl_str_is(SL_S("c"), sl_language_at(i)->name);
        *language = is_c && file->is_cpp ? sl_language_index(SL_S("cpp")) : i;
        return sl_dialect_of(sl_str_of(sl_language_at(*language)->name), file->path);
    }
    return NULL;
}

static bool has_word(sl_str text, sl_str word, bool is_caseless)
{
    if (!is_caseless)
        return sl_str_find(text, word, 0) != SIZE_MAX;
    for (size_t i = 0; i + word.n <= text.n; i++)
        if (sl_str_eq_case(sl_str_sub(text, i, i + word.n), word))
            return true;
    return false;
}

const sl_str *sl_sast_leaf_lacks(const sl_sast_leaf *leaf, sl_str text)
{
    for (size_t i = 0; i < leaf->words.n; i++)
        if (!has_word(text, leaf->words.v[i], leaf->flags & SL_REGEX_CASELESS))
            return &leaf->words.v[i];
    return NULL;
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

/* Reads a pattern in the way that is known, if one is. */
static bool compile_again(sl_code_pattern **out, sl_sast_tables *tables, sl_str key, sl_str text,
                          const sl_dialect *dialect)
{
    sl_code_way way;
    size_t i = 0;
    while (i < tables->ways.n && !sl_sast_ways_find(&way, tables->ways.v[i], key))
        i++;
    if (i == tables->ways.n || (way.is_other && !dialect->fallback))
        return false;
    const sl_tables *ready = sl_sast_tables_of(tables, way.is_other ? dialect->fallback : dialect);
    return ready && sl_code_pattern_read_again(out, tables->mem, ready, text, &way);
}

static bool compile(sl_code_pattern **out, sl_sast_tables *tables, sl_str text,
                    const sl_dialect *dialect, sl_err *e)
{
    const sl_tables *ready = sl_sast_tables_of(tables, dialect);
    if (!ready)
        return sl_fail(e, SL_ENOTSUP, "the grammar is missing");
    if (sl_code_pattern_read(out, tables->mem, ready, text, e))
        return true;
    const sl_tables *other =
        dialect->fallback ? sl_sast_tables_of(tables, dialect->fallback) : NULL;
    sl_err ignored = {0};
    if (!other || !sl_code_pattern_read(out, tables->mem, other, text, &ignored))
        return false;
    (*out)->way.is_other = true;
    return true;
}

bool sl_sast_leaf_code(const sl_code_pattern **out, sl_sast_tables *tables, sl_sast_rule *rule,
                       size_t leaf, const sl_dialect *dialect, sl_err *e)
{
    sl_sast_leaf *l = &rule->leaves.v[leaf];
    size_t i = number_of(dialect);
    if (!l->compiled)
        l->compiled = sl_alloc_array(tables->mem, SL_SAST_DIALECTS, sizeof *l->compiled);
    *out = l->compiled[i];
    if (*out)
        return true;
    sl_str key = sl_printf(tables->mem, "%zu %u %.*s", i, rule->options, SL_FMT(l->expression));
    sl_code_pattern *pattern = sl_map_get(&tables->patterns, key);
    if (!pattern) {
        if (!compile_again(&pattern, tables, key, l->expression, dialect) &&
            !compile(&pattern, tables, l->expression, dialect, e))
            return false;
        pattern->options |= rule->options;
        pattern->number = tables->patterns.n;
        sl_map_put(&tables->patterns, tables->mem, key, pattern);
    }
    *out = l->compiled[i] = pattern;
    return true;
}
