/* The scanner of rule files: compiles one, looks at its fixtures as a worker would, and tells the
   parent in JSON what was found, which trusts none of it. */
#include "runner/trial/alone.h"

#include "base/edit.h"
#include "base/json.h"
#include "base/path.h"
#include "engine/rules/compile.h"
#include "engine/rules/documents.h"
#include "engine/rules/layout.h"
#include "engine/source/open.h"
#include "engine/work/pass.h"
#include "engine/work/sink.h"

enum { FACT_MAX = 64 << 20, FIXED_MAX = 64 << 20, HITS_MAX = 10000 };

/** Shared by the parent and its workers. */
typedef struct alone {
    sl_arena *mem;
    const sl_alone_spec *spec;
    sl_alone *results; /* by rule file */
} alone;

/** One rule file in a worker. */
typedef struct work {
    const alone *self;
    size_t file;
    sl_arena *mem;
    sl_ruleset *rules;
    void *state; /* of the kind's scanner */
    sl_pass_spec pass;
    sl_pass_scanner scanner;
    sl_json json;
    sl_buf bytes;
} work;

static bool open_scanner(void **state, const sl_scan_setup *setup, sl_err *e)
{
    (void)e;
    *state = setup->context;
    return true;
}

static bool wants(const void *state, const sl_unit *unit)
{
    (void)state, (void)unit;
    return true;
}

static size_t file_of(const sl_unit *unit)
{
    int64_t number;
    return sl_str_int(sl_str_sub(unit->path, 0, sl_str_chr(unit->path, '/')), &number)
               ? (size_t)number
               : SIZE_MAX;
}

/* What a file among the rule files is. */
typedef enum nature {
    IS_OURS,
    IS_OTHERS, /* of another kind, or what stands beside rules */
    IS_FIXTURE /* of the rule file beside it */
} nature;

static nature nature_of(const work *w)
{
    const sl_rule_folder *folder = w->self->spec->folder;
    sl_rule_docs docs = {0};
    bool has_owner = folder->owners[w->file] != SIZE_MAX;
    nature is = IS_OTHERS;
    if (!sl_rule_docs_read(&docs, w->mem, &folder->rules[w->file], NULL))
        return has_owner ? IS_FIXTURE : IS_OURS; /* which tells what is wrong with it */
    for (size_t i = 0; i < docs.n; i++) {
        const sl_stage_kind *kind = sl_rule_doc_kind(&docs.v[i]);
        if (!kind && !docs.v[i].is_extra && has_owner)
            return IS_FIXTURE;
        if (kind == w->self->spec->kind || (!kind && !docs.v[i].is_extra))
            is = IS_OURS;
    }
    return is;
}

static bool compile(work *w, sl_err *e)
{
    const sl_alone_spec *spec = w->self->spec;
    const sl_rules_input input = {spec->kind, &spec->folder->rules[w->file], 1, true, true};
    sl_buf_init(&w->bytes, SL_PACK_BYTES_MAX);
    if (!sl_rules_input_compile(&w->bytes, &input, e) ||
        !sl_ruleset_compiled(&w->rules, w->mem, spec->kind, sl_buf_str(&w->bytes), e))
        return false;
    const sl_scan_setup setup = {.mem = w->mem,
                                 .options = spec->options,
                                 .rules = w->rules,
                                 .stage = sl_str_of(spec->kind->name)};
    w->scanner = (sl_pass_scanner){spec->kind, spec->options, w->rules, setup.stage};
    w->pass = (sl_pass_spec){.scanners = &w->scanner, .n_scanners = 1};
    w->pass.limits.unit_bytes = FIXED_MAX;
    w->pass.limits.unit_hits = HITS_MAX;
    return spec->kind->scanner->open(&w->state, &setup, e);
}

/* The report on one fixture; NULL when the scanner has nothing to do with such files. */
static const sl_report *look(work *w, const sl_rule_fixture *fixture)
{
    const sl_scanner *scanner = w->self->spec->kind->scanner;
    sl_str name = sl_path_name(fixture->path);
    const sl_unit unit = {.kind = SL_UNIT_FILE,
                          .path = name,
                          .label = name,
                          .mode = 0100755, /* a script may have no extension */
                          .size = fixture->text.n};
    sl_err e = {0};
    if (!scanner->wants(w->state, &unit))
        return NULL;
    sl_sink *sink = sl_sink_new(w->mem, &w->pass, &unit, fixture->text);
    sl_sink_begin(sink, 0);
    bool ok = scanner->scan(w->state, &unit, fixture->text, sink, &e);
    sl_sink_end(sink, ok, &e);
    return sl_sink_report(sink);
}

/* What the text becomes when all fixes are made. */
static void fix(sl_buf *out, sl_arena *mem, const sl_report *report, sl_str text)
{
    sl_edits edits = {0};
    for (size_t i = 0; i < report->hits.n; i++) {
        const sl_finding *f = &report->hits.v[i].finding;
        sl_edit edit = {.start = (size_t)f->region.offset,
                        .end = (size_t)(f->region.offset + f->region.length),
                        .text = f->fix};
        if (!f->fix.p || f->ignore_note.p)
            continue;
        sl_edit_take_lines(&edit, text);
        *sl_list_add(mem, &edits) = edit;
    }
    sl_edits_choose(&edits, text.n);
    sl_edits_apply(out, text, &edits);
}

/* The first line in which the fixed text is not what it should be; 0: it is. */
static size_t difference(sl_str is, sl_str should)
{
    sl_str a;
    sl_str b;
    for (size_t line = 1;; line++) {
        bool has_a = sl_str_cut(&is, '\n', &a);
        bool has_b = sl_str_cut(&should, '\n', &b);
        if (!has_a && !has_b)
            return 0;
        if (has_a != has_b || !sl_str_eq(a, b))
            return line;
    }
}

static void tell_note(work *w, size_t fixture, sl_str text)
{
    sl_json_list(&w->json, NULL);
    sl_json_int(&w->json, NULL, (int64_t)fixture);
    sl_json_str(&w->json, NULL, text);
    sl_json_list_end(&w->json);
}

static void tell_fix(work *w, size_t fixture, const sl_report *report)
{
    const sl_rule_folder *folder = w->self->spec->folder;
    const sl_rule_fixture *f = &folder->fixtures[fixture];
    sl_buf fixed;
    sl_buf_init(&fixed, FIXED_MAX);
    fix(&fixed, w->mem, report, f->text);
    size_t line = difference(sl_buf_str(&fixed), folder->fixtures[f->fixed].text);
    sl_str what =
        line ? sl_printf(w->mem, "line %zu is not what the fixes make of it", line) : (sl_str){0};
    tell_note(w, fixture, what);
    sl_buf_clear(&fixed);
}

typedef struct looks {
    const sl_report **v; /* by fixture */
    size_t n;
} looks;

static void tell_hits(work *w, const looks *seen)
{
    bool has_fixes = false;
    sl_json_list(&w->json, "hits");
    for (size_t i = 0; i < seen->n; i++)
        for (size_t k = 0; seen->v[i] && k < seen->v[i]->hits.n; k++) {
            const sl_report_hit *hit = &seen->v[i]->hits.v[k];
            has_fixes |= hit->finding.fix.p != NULL;
            sl_json_int(&w->json, NULL, (int64_t)hit->rule);
            sl_json_int(&w->json, NULL, (int64_t)i);
            sl_json_int(&w->json, NULL, hit->finding.region.line);
        }
    sl_json_list_end(&w->json);
    sl_json_bool(&w->json, "has_fixes", has_fixes);
}

static void tell_failed(work *w, const looks *seen)
{
    sl_json_list(&w->json, "failed");
    for (size_t i = 0; i < seen->n; i++) {
        const sl_report *r = seen->v[i];
        if (r && r->states.n && r->states.v[0].state == SL_UNIT_FAILED)
            tell_note(w, i, r->states.v[0].reason);
    }
    sl_json_list_end(&w->json);
}

static void tell_all(work *w)
{
    const sl_rule_folder *folder = w->self->spec->folder;
    looks seen = {sl_alloc_array(w->mem, folder->n_fixtures, sizeof(sl_report *)),
                  folder->n_fixtures};
    for (size_t i = 0; i < folder->n_fixtures; i++)
        if (folder->fixtures[i].rule_file == w->file && !folder->fixtures[i].is_fixed)
            seen.v[i] = look(w, &folder->fixtures[i]);
    sl_json_list(&w->json, "rules");
    for (size_t i = 0; i < sl_ruleset_count(w->rules); i++) {
        const sl_rule *rule = sl_ruleset_rule(w->rules, i);
        if (!sl_node_get(rule->doc, "extract")) /* it finds nothing itself */
            sl_json_str(&w->json, NULL, rule->id);
    }
    sl_json_list_end(&w->json);
    tell_hits(w, &seen);
    tell_failed(w, &seen);
    sl_json_list(&w->json, "fixes");
    for (size_t i = 0; i < seen.n; i++)
        if (seen.v[i] && folder->fixtures[i].fixed != SIZE_MAX)
            tell_fix(w, i, seen.v[i]);
    sl_json_list_end(&w->json);
}

static bool scan(void *state, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    (void)text;
    work w = {.self = state, .file = file_of(unit), .mem = sl_sink_mem(sink)};
    sl_buf fact;
    sl_err why = {0};
    if (w.file >= w.self->spec->folder->n_rules)
        return sl_fail(e, SL_EFAIL, "there is no such rule file");
    sl_buf_init(&fact, FACT_MAX);
    w.json = (sl_json){.out = &fact, .is_compact = true};
    sl_json_object(&w.json, NULL);
    nature is = nature_of(&w);
    sl_json_bool(&w.json, "is_fixture", is == IS_FIXTURE);
    if (is == IS_OURS && compile(&w, &why))
        tell_all(&w);
    if (why.kind)
        sl_json_str(&w.json, "broken", sl_str_of(why.text));
    sl_json_object_end(&w.json);
    if (w.state && w.self->spec->kind->scanner->close)
        w.self->spec->kind->scanner->close(w.state);
    sl_sink_fact(sink, sl_buf_str(&fact));
    sl_buf_clear(&w.bytes);
    sl_buf_clear(&fact);
    return true;
}

/* A number of the list below `limit`; SIZE_MAX else. */
static size_t number(const sl_node *list, size_t i, size_t limit)
{
    const sl_node *n = list && i < list->n ? list->items[i] : NULL;
    return n && n->kind == SL_INT && n->integer >= 0 && (size_t)n->integer < limit
               ? (size_t)n->integer
               : SIZE_MAX;
}

static bool is_list(const sl_node *node)
{
    return node && node->kind == SL_SEQ;
}

static bool take_hits(sl_alone *out, const alone *self, const sl_node *list)
{
    for (size_t i = 0; is_list(list) && i + 2 < list->n; i += 3) {
        sl_alone_hit hit = {number(list, i, out->rules.n),
                            number(list, i + 1, self->spec->folder->n_fixtures),
                            (uint32_t)number(list, i + 2, UINT32_MAX)};
        if (hit.rule == SIZE_MAX || hit.fixture == SIZE_MAX || hit.line == UINT32_MAX)
            return false;
        *sl_list_add(self->mem, &out->hits) = hit;
    }
    return true;
}

static bool take_note(sl_alone_note *out, const alone *self, const sl_node *item)
{
    if (!is_list(item) || item->n != 2)
        return false;
    out->fixture = number(item, 0, self->spec->folder->n_fixtures);
    out->text = sl_dup(self->mem, sl_node_text(item->items[1]));
    return out->fixture != SIZE_MAX;
}

static bool take_notes(sl_alone *out, const alone *self, const sl_node *doc)
{
    const sl_node *failed = sl_node_get(doc, "failed");
    const sl_node *fixes = sl_node_get(doc, "fixes");
    for (size_t i = 0; is_list(failed) && i < failed->n; i++)
        if (!take_note(sl_list_add(self->mem, &out->failed), self, failed->items[i]))
            return false;
    for (size_t i = 0; is_list(fixes) && i < fixes->n; i++)
        if (!take_note(sl_list_add(self->mem, &out->fixes), self, fixes->items[i]))
            return false;
    return true;
}

static bool gather(void *state, const sl_unit *unit, sl_str fact, sl_err *e)
{
    const alone *self = state;
    sl_node *doc;
    size_t file = file_of(unit);
    if (!sl_json_read(&doc, self->mem, SL_S("worker"), fact, e))
        return false;
    sl_alone *out = &self->results[file];
    out->broken = sl_dup(self->mem, sl_node_text(sl_node_get(doc, "broken")));
    out->rules = sl_node_texts(self->mem, sl_node_get(doc, "rules"));
    out->is_fixture = sl_node_true(sl_node_get(doc, "is_fixture"));
    out->has_fixes = sl_node_true(sl_node_get(doc, "has_fixes"));
    return (take_hits(out, self, sl_node_get(doc, "hits")) && take_notes(out, self, doc)) ||
           sl_fail(e, SL_EFAIL, "the worker's answer is damaged");
}

static const sl_scanner scanner = {
    .open = open_scanner, .wants = wants, .scan = scan, .gather = gather, .is_volatile = true};

static const sl_stage_kind trial_kind = {
    .name = "trial", .summary = "tests of rules", .traits = SL_SCANS, .scanner = &scanner};

/* A unit's texts are those of the rule file: what a worker needs of fixtures it has by the fork. */
static bool list_files(sl_source **out, const alone *self, sl_err *e)
{
    const sl_rule_folder *folder = self->spec->folder;
    sl_strs paths = {0};
    sl_strs texts = {0};
    for (size_t i = 0; i < folder->n_rules; i++) {
        sl_str name = sl_path_name(folder->rules[i].path);
        *sl_list_add(self->mem, &paths) = sl_printf(self->mem, "%06zu/%.*s", i, SL_FMT(name));
        *sl_list_add(self->mem, &texts) = folder->rules[i].text;
    }
    return sl_source_memory(out, self->mem, paths.v, texts.v, paths.n, e);
}

bool sl_alone_run(sl_alone **out, sl_arena *mem, const sl_alone_spec *spec, sl_err *e)
{
    alone self = {mem, spec, sl_alloc_array(mem, spec->folder->n_rules, sizeof(sl_alone))};
    const sl_pass_scanner scanners = {&trial_kind, spec->options, NULL, SL_S("trial")};
    sl_pass_result result = {0};
    sl_source *source;
    *out = self.results;
    if (!list_files(&source, &self, e))
        return false;
    const sl_pass_spec pass = {.source = source,
                               .scanners = &scanners,
                               .n_scanners = 1,
                               .scanners_context = &self,
                               .jobs = spec->jobs};
    bool ok = sl_pass_run(&result, mem, &pass, e);
    for (size_t i = 0; ok && i < result.units.n; i++)
        if (result.units.v[i].state == SL_UNIT_FAILED)
            self.results[file_of(&source->units.v[result.units.v[i].unit])].broken =
                result.units.v[i].reason;
    sl_source_close(source);
    return ok;
}
