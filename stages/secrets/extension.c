/* A rule of an id that the extended file has changes that rule: its fields stand over those, and
   tags, keywords and allowlists are joined. */
#include "stages/secrets/extension.h"

#include "base/map.h"
#include "engine/rules/builder.h"
#include "engine/rules/common.h"
#include "engine/rules/extend.h"
#include "engine/rules/ruleset.h"
#include "stages/secrets/allowlist.h"

/* One document while it is read. */
typedef struct reader {
    sl_secret_extension *x;
    sl_secret_fields f; /* of the document as a whole */
    sl_rule nobody;
    unsigned depth;
} reader;

static const sl_str joined[] = {SL_STR("tags"), SL_STR("keywords"), SL_STR("allowlists")};

static bool is_joined(sl_str key)
{
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
        if (sl_str_eq_case(key, joined[i]))
            return true;
    return false;
}

static sl_node *join(sl_arena *mem, const sl_node *a, const sl_node *b)
{
    sl_node *out = sl_alloc(mem, sizeof *out);
    *out = *b;
    if (!a || a->kind != SL_SEQ || b->kind != SL_SEQ)
        return out;
    out->n = a->n + b->n;
    out->items = sl_alloc_array(mem, out->n, sizeof(sl_node *));
    if (a->n)
        memcpy(out->items, a->items, a->n * sizeof(sl_node *));
    if (b->n)
        memcpy(out->items + a->n, b->items, b->n * sizeof(sl_node *));
    return out;
}

/* The old single `allowlist` as a list of one, so that lists can be joined. */
static sl_pair modern(sl_arena *mem, sl_pair pair)
{
    if (!sl_str_eq_case(pair.key->text, SL_S("allowlist")) || pair.value->kind != SL_MAP)
        return pair;
    sl_node *key = sl_alloc(mem, sizeof *key);
    sl_node *list = sl_alloc(mem, sizeof *list);
    *key = *pair.key;
    key->text = SL_S("allowlists");
    *list = *pair.value;
    list->kind = SL_SEQ;
    list->n = 1;
    list->items = sl_alloc(mem, sizeof(sl_node *));
    list->items[0] = pair.value;
    return (sl_pair){key, list};
}

static sl_node *with_lists(sl_arena *mem, const sl_node *doc)
{
    sl_node *out = sl_alloc(mem, sizeof *out);
    *out = *doc;
    out->pairs = sl_alloc_array(mem, doc->n, sizeof *out->pairs);
    for (size_t i = 0; i < doc->n; i++)
        out->pairs[i] = modern(mem, doc->pairs[i]);
    return out;
}

/* The fields of `doc` over those of `base`. */
static sl_node *merge(sl_arena *mem, const sl_node *base, const sl_node *doc)
{
    base = with_lists(mem, base);
    doc = with_lists(mem, doc);
    sl_node *out = sl_alloc(mem, sizeof *out);
    *out = *doc;
    out->n = 0;
    out->pairs = sl_alloc_array(mem, base->n + doc->n, sizeof *out->pairs);
    for (size_t i = 0; i < base->n; i++)
        if (!sl_secret_find(doc, base->pairs[i].key->text))
            out->pairs[out->n++] = base->pairs[i];
    for (size_t i = 0; i < doc->n; i++) {
        sl_pair pair = doc->pairs[i];
        if (is_joined(pair.key->text))
            pair.value = join(mem, sl_secret_find(base, pair.key->text), pair.value);
        out->pairs[out->n++] = pair;
    }
    return out;
}

/* Extending a file. */

static bool is_in(const sl_strs *ids, sl_str id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (sl_str_eq(ids->v[i], id))
            return true;
    return false;
}

static bool add_rule(reader *r, sl_str file, const sl_node *rule, const sl_strs *disabled)
{
    sl_secret_extension *x = r->x;
    sl_str id = sl_node_text(sl_secret_field(rule, "id"));
    size_t i = sl_pack_builder_find(x->builder, id);
    if (id.n && is_in(disabled, id))
        return true;
    if (i == SIZE_MAX)
        return sl_pack_builder_add(x->builder, file, rule, r->f.e);
    return sl_pack_builder_set(
        x->builder, i, merge(x->mem, rule, sl_pack_builder_rule(x->builder, i)->doc), r->f.e);
}

static bool read_document(sl_secret_extension *x, sl_str file, const sl_node *doc, unsigned depth,
                          sl_err *e);

static bool extend_file(reader *r, const sl_node *extend, sl_str path, const sl_strs *disabled)
{
    sl_str file = {0};
    const sl_node *doc = NULL;
    if (sl_extend_path(&file, r->x->mem, r->nobody.file, path))
        doc = sl_pack_builder_support(r->x->builder, file);
    if (!doc || doc->kind != SL_MAP || r->depth > SL_EXTEND_DEPTH_MAX)
        return sl_rule_fail(r->f.e, &r->nobody, extend,
                            "'extend.path' names '%.*s', which is no configuration that was read "
                            "along",
                            SL_FMT(path));
    const sl_node *rules = sl_secret_field(doc, "rules");
    for (size_t i = 0; rules && rules->kind == SL_SEQ && i < rules->n; i++)
        if (!add_rule(r, file, rules->items[i], disabled))
            return false;
    return read_document(r->x, file, doc, r->depth + 1, r->f.e);
}

static bool read_extend(reader *r, const sl_node *extend)
{
    sl_secret_fields f = r->f;
    bool use_default = false;
    sl_strs disabled = {0};
    sl_str path = {0};
    sl_str url = {0};
    f.map = extend;
    if (!sl_secret_bool(&f, "useDefault", &use_default) || !sl_secret_text(&f, "path", &path) ||
        !sl_secret_text(&f, "url", &url) || !sl_secret_texts(&f, "disabledRules", &disabled))
        return false;
    if (url.n)
        return sl_rule_fail(f.e, &r->nobody, extend,
                            "'extend.url' is refused: rules are not fetched "
                            "from the network; copy the file");
    if (path.n && use_default)
        return sl_rule_fail(f.e, &r->nobody, extend,
                            "'extend' has both 'path' and 'useDefault'; let the other file extend "
                            "the default");
    if (path.n)
        return extend_file(r, extend, path, &disabled);
    r->x->use_default |= use_default;
    const sl_node *list = sl_secret_field(extend, "disabledRules");
    for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++)
        *sl_list_add(r->x->mem, &r->x->disabled) = list->items[i];
    return true;
}

/* "v8.25.0": digits and dots, and perhaps what semantic versions put behind. */
static bool check_version(const sl_secret_fields *f)
{
    sl_str text = {0};
    if (!sl_secret_text(f, "minVersion", &text))
        return false;
    sl_str rest = sl_str_starts(text, SL_S("v")) ? sl_str_sub(text, 1, text.n) : text;
    size_t n = 0;
    while (n < rest.n && rest.p[n] && strchr("0123456789.", rest.p[n]))
        n++;
    bool is_good = n && rest.p[0] != '.' && rest.p[n - 1] != '.' &&
                   (n == rest.n || rest.p[n] == '-' || rest.p[n] == '+');
    if (!text.n || is_good)
        return true;
    return sl_rule_fail(f->e, f->rule, sl_secret_field(f->map, "minVersion"),
                        "'minVersion' is a version such as v8.25.0, not '%.*s'", SL_FMT(text));
}

static void add_allowlist(sl_secret_extension *x, sl_str file, sl_node *list)
{
    *sl_list_add(x->mem, &x->allowlists) = list;
    *sl_list_add(x->mem, &x->files) = file;
}

static bool read_document(sl_secret_extension *x, sl_str file, const sl_node *doc, unsigned depth,
                          sl_err *e)
{
    reader r = {.x = x, .nobody = {.file = file, .doc = doc}, .depth = depth};
    r.f = (sl_secret_fields){&r.nobody, doc, x->mem, e, false};
    sl_secret_allowlists lists = {0};
    if (!sl_secret_allowlists_read(&r.f, &lists) || !check_version(&r.f))
        return false;
    const sl_node *list = sl_secret_field(doc, "allowlists");
    const sl_node *old = sl_secret_field(doc, "allowlist");
    for (size_t i = 0; list && i < list->n; i++)
        add_allowlist(x, file, list->items[i]);
    if (old)
        add_allowlist(x, file, (sl_node *)(uintptr_t)old);
    const sl_node *extend = sl_secret_field(doc, "extend");
    return !extend || read_extend(&r, extend);
}

bool sl_secret_extension_read(sl_secret_extension *x, sl_str file, const sl_node *doc, sl_err *e)
{
    return read_document(x, file, doc, 0, e);
}

/* Extending the built-in rules. */

static const sl_rule *base_rule(const sl_secret_extension *x, sl_str id)
{
    for (size_t i = 0; i < sl_pack_count(x->base); i++)
        if (sl_str_eq(sl_pack_rule_id(x->base, i), id))
            return sl_pack_rule(x->base, i);
    return NULL;
}

/* Allowlists without a rule can only be meant for the built-in ones. */
static bool is_bare(const sl_secret_extension *x)
{
    size_t n = 0;
    sl_pack_builder_extra(x->builder, 0, &n);
    return n && x->allowlists.n && !sl_pack_builder_count(x->builder) &&
           sl_str_ends(sl_pack_builder_extra_file(x->builder, 0), SL_S(".toml"));
}

static bool is_whole(const sl_rule *rule)
{
    return sl_secret_field(rule->doc, "regex") || sl_secret_field(rule->doc, "path");
}

/* The built-in rule that a rule changes: of its id, or where it only changes, of the one that
   stands for gitleaks' of that id; that one is then told under the new. */
static bool find_below(const sl_rule **out, sl_secret_extension *x, const sl_rule *rule, sl_err *e)
{
    const sl_strs *others = sl_secret_alias(&x->aliases, rule->id);
    *out = base_rule(x, rule->id);
    if (*out || is_whole(rule) || !others)
        return true;
    if (others->n > 1)
        return sl_rule_fail(e, rule, rule->doc,
                            "%zu built-in rules stand for it, '%.*s' and '%.*s' among them; change "
                            "them by these ids",
                            others->n, SL_FMT(others->v[0]), SL_FMT(others->v[1]));
    sl_node *id = sl_alloc(x->mem, sizeof *id);
    *id = (sl_node){.kind = SL_TEXT, .text = others->v[0]};
    *sl_list_add(x->mem, &x->disabled) = id;
    *out = base_rule(x, others->v[0]);
    return true;
}

/* Lists of ids that are gitleaks' are for the built-in rules that stand for them. */
static void widen(sl_secret_extension *x)
{
    const sl_node list = {.kind = SL_SEQ, .items = x->disabled.v, .n = x->disabled.n};
    const sl_node *all = sl_secret_alias_list(&x->aliases, x->mem, &list);
    x->disabled = (sl_secret_nodes){.v = all->items, .n = all->n, .cap = all->n};
    for (size_t i = 0; i < x->allowlists.n; i++)
        x->allowlists.v[i] = sl_secret_alias_targets(&x->aliases, x->mem, x->allowlists.v[i]);
}

bool sl_secret_extension_merge(sl_secret_extension *x, sl_err *e)
{
    sl_str pack = sl_builtin_pack(SL_S("secrets"));
    sl_pack *base = NULL;
    if (!(x->use_default || is_bare(x)) || !pack.n)
        return true;
    if (!sl_pack_open(&base, x->mem, sl_stage_kind_of(SL_S("secrets")), pack, e))
        return false;
    x->base = base;
    sl_secret_aliases_of(&x->aliases, x->mem, base);
    widen(x);
    for (size_t i = 0; i < sl_pack_builder_count(x->builder); i++) {
        const sl_rule *rule = sl_pack_builder_rule(x->builder, i);
        const sl_rule *below;
        if (!find_below(&below, x, rule, e))
            return false;
        if (below && !sl_pack_builder_set(x->builder, i, merge(x->mem, below->doc, rule->doc), e))
            return false;
    }
    return true;
}
