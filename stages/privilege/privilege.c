/* The stage kind `privilege`: what functions are granted against what their code calls. Workers
   tell calls, functions and statements file by file, the parent joins them. */
#include "base/json.h"
#include "base/path.h"
#include "base/yaml.h"
#include "engine/rules/common.h"
#include "engine/rules/pack.h"
#include "engine/syntax/facts.h"
#include "sluice/stage.h"
#include "stages/privilege/calls.h"
#include "stages/privilege/judge.h"

enum { SNIFF_BYTES = 8192, DIALECTS_MAX = 64 };

typedef struct state {
    sl_arena *mem;
    sl_privilege all;
    const sl_tables *tables[DIALECTS_MAX];
} state;

static const sl_option_spec options[] = {{0}};

/* Languages that functions are written in, by the ends of their files. */
static const struct {
    const char *end, *language;
} languages[] = {
    {".py", "python"},      {".js", "javascript"}, {".mjs", "javascript"}, {".cjs", "javascript"},
    {".jsx", "javascript"}, {".ts", "typescript"}, {".tsx", "typescript"}, {".mts", "typescript"},
    {".cts", "typescript"}, {".go", "go"},         {".java", "java"},
};

static sl_str language_of(sl_str path)
{
    sl_str end = sl_path_extension(path);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (sl_str_is(end, languages[i].end))
            return sl_str_of(languages[i].language);
    return (sl_str){0};
}

static bool is_document(sl_str path)
{
    sl_str end = sl_path_extension(path);
    return sl_str_is(end, ".yml") || sl_str_is(end, ".yaml") || sl_str_is(end, ".json") ||
           sl_str_is(end, ".template");
}

static size_t rule_of(const sl_ruleset *rules, const char *id)
{
    for (size_t i = 0; rules && i < sl_ruleset_count(rules); i++)
        if (sl_str_is(sl_ruleset_rule(rules, i)->id, id))
            return i;
    return SIZE_MAX;
}

static bool open_scanner(void **out, const sl_scan_setup *setup, sl_err *e)
{
    state *s = sl_alloc(setup->mem, sizeof *s);
    (void)e;
    *out = s;
    s->mem = s->all.mem = setup->mem;
    sl_actions_open(&s->all.table, setup->rules);
    s->all.rules = (sl_privilege_rules){
        .unused = rule_of(setup->rules, "least-privilege.unused-action"),
        .wildcard = rule_of(setup->rules, "least-privilege.wildcard"),
        .missing = rule_of(setup->rules, "least-privilege.missing-action"),
        .dynamic = rule_of(setup->rules, "least-privilege.dynamic-call"),
    };
    return true;
}

static bool wants(const void *self, const sl_unit *unit)
{
    (void)self;
    return unit->kind == SL_UNIT_FILE && (language_of(unit->path).n || is_document(unit->path) ||
                                          sl_str_is(sl_path_extension(unit->path), ".tf"));
}

/* The tables of a language, made once for each worker. */
static const sl_tables *tables_of(state *s, sl_str language, sl_str path)
{
    const sl_dialect *dialect = sl_dialect_of(language, path);
    size_t i = 0;
    while (sl_dialect_at(i) && sl_dialect_at(i) != dialect)
        i++;
    if (!dialect || i >= DIALECTS_MAX)
        return NULL;
    if (!s->tables[i])
        s->tables[i] = sl_tables_open(s->mem, dialect);
    return s->tables[i];
}

static bool scan_code(state *s, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    sl_fact fact;
    sl_str language = language_of(unit->path);
    sl_calls_code code = {.text = text};
    sl_fact_begin(&fact, SL_FACT_FILE);
    sl_fact_send(&fact, sink);
    if (!sl_calls_may_be(text)) {
        sl_calls_tell_lightly(language, text, sink);
        return true;
    }
    code.tables = tables_of(s, language, unit->path);
    return code.tables ? sl_calls_tell(&code, sink, e)
                       : sl_fail(e, SL_ENOTSUP, "the grammar of %.*s is missing", SL_FMT(language));
}

static bool scan_inline(state *s, const sl_inline_codes *codes, sl_sink *sink, sl_err *e)
{
    for (size_t i = 0; i < codes->n; i++) {
        const sl_inline_code *one = &codes->v[i];
        bool is_python = sl_str_starts(one->runtime, SL_S("python"));
        sl_str language = is_python ? SL_S("python") : SL_S("javascript");
        sl_calls_code code = {.tables = tables_of(s, language, SL_S("")),
                              .text = one->text,
                              .key = one->key,
                              .at = one->at,
                              .is_inline = true};
        if (code.tables && !sl_calls_tell(&code, sink, e))
            return false;
    }
    return true;
}

/* Words without which a document is none of ours. */
static bool may_be_ours(sl_str text)
{
    static const char *const words[] = {"AWS::Lambda::Function", "AWS::Serverless::Function",
                                        "functions", "AWS::IAM::"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_find(text, sl_str_of(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool read_documents(sl_documents *docs, sl_grants *g, sl_err *e)
{
    sl_node *doc = NULL;
    bool is_json = sl_str_is(sl_path_extension(g->path), ".json");
    sl_err ignored = {0};
    if (is_json && sl_json_read(&doc, g->mem, g->path, g->text, &ignored)) {
        *sl_list_add(g->mem, docs) = doc;
        return true;
    }
    return sl_yaml_read(docs, g->mem, g->path, g->text, NULL, e);
}

static bool scan_document(state *s, sl_grants *g, sl_err *e)
{
    sl_documents docs = {0};
    sl_inline_codes codes = {0};
    bool is_ours = false;
    sl_err why = {0};
    if (!may_be_ours(g->text)) {
        sl_sink_skip(g->sink, SL_S("no definition of functions"));
        return true;
    }
    bool ok = read_documents(&docs, g, &why);
    for (size_t i = 0; i < docs.n; i++) {
        is_ours |= sl_grants_cloudformation(g, docs.v[i], &codes);
        is_ours |= sl_grants_serverless(g, docs.v[i]);
    }
    if (!is_ours)
        sl_sink_skip(g->sink, SL_S("no definition of functions"));
    else if (!ok)
        sl_sink_partial(g->sink, sl_dup(g->mem, sl_str_of(why.text)));
    return scan_inline(s, &codes, g->sink, e);
}

static bool scan_terraform(state *s, sl_grants *g, sl_err *e)
{
    const sl_tables *tables = tables_of(s, SL_S("terraform"), g->path);
    sl_cst cst;
    if (!tables)
        return sl_fail(e, SL_ENOTSUP, "the grammar of Terraform is missing");
    if (!sl_dialect_parse(&cst, g->mem, sl_tables_dialect(tables), g->text, SL_CALLS_PARSE_MS, e))
        return false;
    sl_term *root = sl_lower_tree(g->mem, tables, &cst, NULL);
    sl_facts_find(root, g->mem, sl_tables_dialect(tables));
    g->scope = sl_path_parent(g->path);
    sl_grants_terraform(g, root);
    if (cst.gaps.n)
        sl_sink_partial(g->sink, SL_S("parts of the file are not understood"));
    return true;
}

static bool scan(void *self, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    state *s = self;
    if (text.n && memchr(text.p, 0, text.n < SNIFF_BYTES ? text.n : SNIFF_BYTES)) {
        sl_sink_skip(sink, SL_S("binary"));
        return true;
    }
    if (language_of(unit->path).n)
        return scan_code(s, unit, text, sink, e);
    sl_grants g = {.table = &s->all.table,
                   .sink = sink,
                   .mem = sl_sink_mem(sink),
                   .path = unit->path,
                   .text = text,
                   .scope = unit->path};
    return is_document(unit->path) ? scan_document(s, &g, e) : scan_terraform(s, &g, e);
}

static bool gather(void *self, const sl_unit *unit, sl_str fact, sl_err *e)
{
    state *s = self;
    (void)e;
    sl_privilege_add(&s->all, unit, fact);
    return true;
}

static bool finish(void *self, sl_sink *sink, sl_err *e)
{
    state *s = self;
    (void)e;
    sl_privilege_find_code(&s->all);
    sl_privilege_judge(&s->all, sink);
    return true;
}

static const sl_scanner scanner = {.compares = true,
                                   .open = open_scanner,
                                   .wants = wants,
                                   .scan = scan,
                                   .gather = gather,
                                   .finish = finish};

static bool compile(sl_pack_builder *builder, sl_err *e)
{
    (void)builder; /* four rules, asked by name, and a table that is read as it is */
    (void)e;
    return true;
}

static bool claims(const sl_node *doc)
{
    return sl_str_is(sl_node_text(sl_node_get(doc, "kind")), "privilege");
}

static const sl_rule_kind rules = {.read = sl_rule_read_told, .compile = compile, .claims = claims};

const sl_stage_kind sl_stage_privilege = {
    .name = "privilege",
    .summary = "compare what functions may do with what their code calls",
    .traits = SL_SCANS,
    .options = options,
    .scanner = &scanner,
    .rules = &rules,
};
