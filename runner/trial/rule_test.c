/* What rules found in their examples is held against what the examples say. Rules of most kinds are
   one set and see all fixtures of the folder in one pass; those of kinds that stand alone are run
   file by file (alone.h). */
#include "runner/trial/rule_test.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/path.h"
#include "engine/source/open.h"
#include "engine/work/pass.h"
#include "runner/project.h"
#include "runner/trial/alone.h"
#include "runner/trial/annotation.h"

/** One of a rule's own examples. */
typedef struct example {
    sl_str rule, name;
    bool is_positive, was_found;
} example;

/** The tests of one kind. */
typedef struct testing {
    sl_arena *mem;
    const sl_rule_test_spec *spec;
    const sl_stage_kind *kind;
    const sl_options *options;
    sl_rule_tests *tests;
    sl_map rows;         /* "FILE\nRULE\nTARGET" -> index + 1 */
    sl_map positive;     /* "FILE\nRULE": something must be found */
    const sl_rule *rule; /* whose examples come in */
    struct {
        example *v;
        size_t n, cap;
    } examples;
    sl_strs paths, texts; /* of the units: examples, then fixtures */
    struct {
        size_t *v;
        size_t n, cap;
    } fixtures; /* of the units after the examples */
} testing;

static void fail(testing *t, sl_str rule, sl_str place, sl_str what)
{
    *sl_list_add(t->mem, &t->tests->failures) = (sl_rule_failure){rule, place, what};
}

/* ---- rows ---- */

static sl_str rule_key(testing *t, sl_str file, sl_str rule)
{
    return sl_printf(t->mem, "%.*s\n%.*s", SL_FMT(file), SL_FMT(rule));
}

static sl_rule_row *row_of(testing *t, sl_str file, sl_str rule, sl_str target)
{
    sl_str key = sl_printf(t->mem, "%.*s\n%.*s\n%.*s", SL_FMT(file), SL_FMT(rule), SL_FMT(target));
    void **index = sl_map_at(&t->rows, t->mem, key);
    if (!*index) {
        *sl_list_add(t->mem, &t->tests->rows) =
            (sl_rule_row){.file = file, .rule = rule, .target = target};
        *index = (void *)(uintptr_t)t->tests->rows.n;
    }
    return &t->tests->rows.v[(size_t)(uintptr_t)*index - 1];
}

static bool has_row(testing *t, sl_str file, sl_str rule, sl_str target)
{
    return sl_map_has(&t->rows, sl_printf(t->mem, "%.*s\n%.*s\n%.*s", SL_FMT(file), SL_FMT(rule),
                                          SL_FMT(target)));
}

static bool has_line(const sl_rule_lines *lines, uint32_t line)
{
    for (size_t i = 0; i < lines->n; i++)
        if (lines->v[i] == line)
            return true;
    return false;
}

/* Keeps the list rising and without repetition. */
static void add_line(sl_arena *mem, sl_rule_lines *lines, uint32_t line)
{
    if (has_line(lines, line))
        return;
    *sl_list_add(mem, lines) = line;
    for (size_t i = lines->n - 1; i && lines->v[i - 1] > line; i--) {
        lines->v[i] = lines->v[i - 1];
        lines->v[i - 1] = line;
    }
}

static void drop_todo(sl_rule_lines *lines, const sl_rule_lines *todo)
{
    size_t n = 0;
    for (size_t i = 0; i < lines->n; i++)
        if (!has_line(todo, lines->v[i]))
            lines->v[n++] = lines->v[i];
    lines->n = n;
}

/* What the fixture says of the rules in `own`, which maps ids to the files that they are in. */
static void add_marks(testing *t, const sl_rule_fixture *fixture, const sl_map *own)
{
    sl_annotations marks = {0};
    sl_annotations_read(&marks, t->mem, fixture->text);
    for (size_t i = 0; i < marks.n; i++) {
        const sl_annotation *m = &marks.v[i];
        const sl_str *file = sl_map_get(own, m->rule);
        if (!file)
            continue;
        sl_rule_row *row = row_of(t, *file, m->rule, fixture->path);
        add_line(t->mem,
                 m->kind == SL_ANNOTATION_FOUND ? &row->expected
                 : m->kind == SL_ANNOTATION_OK  ? &row->ok
                                                : &row->todo,
                 m->line);
        if (m->kind == SL_ANNOTATION_FOUND)
            sl_map_put(&t->positive, t->mem, rule_key(t, *file, m->rule), t);
        t->tests->n_todo += m->kind == SL_ANNOTATION_TODO;
        t->tests->n_expectations += m->kind != SL_ANNOTATION_TODO;
    }
}

static void judge_row(testing *t, sl_rule_row *row)
{
    row->is_passed = true;
    drop_todo(&row->expected, &row->todo);
    drop_todo(&row->reported, &row->todo);
    for (size_t i = 0; i < row->expected.n; i++)
        if (!has_line(&row->reported, row->expected.v[i])) {
            row->is_passed = false;
            fail(t, row->rule,
                 sl_printf(t->mem, "%.*s:%u", SL_FMT(row->target), row->expected.v[i]),
                 SL_S("not found"));
        }
    for (size_t i = 0; i < row->reported.n; i++) {
        uint32_t line = row->reported.v[i];
        if (has_line(&row->expected, line))
            continue;
        row->is_passed = false;
        fail(t, row->rule, sl_printf(t->mem, "%.*s:%u", SL_FMT(row->target), line),
             has_line(&row->ok, line) ? SL_S("found, and must not be")
                                      : SL_S("found where no mark stands"));
    }
}

static bool has_failed(const testing *t, sl_str rule, size_t from)
{
    for (size_t i = from; i < t->tests->failures.n; i++)
        if (sl_str_eq(t->tests->failures.v[i].rule, rule))
            return true;
    return false;
}

/* Counts the rule; `from` is its first failure. */
static void judge_rule(testing *t, sl_str file, sl_str rule, size_t from)
{
    if (!sl_map_has(&t->positive, rule_key(t, file, rule)))
        fail(t, rule, file, SL_S("no example that it must find"));
    t->tests->n_rules++;
    t->tests->n_passed += !has_failed(t, rule, from);
}

/* ---- kinds whose rules are one set ---- */

static size_t add_unit(testing *t, sl_str path, sl_str text)
{
    /* A folder of its own for each, so that names may come again. */
    sl_str placed = sl_printf(t->mem, "%06zu/%.*s", t->paths.n, SL_FMT(path));
    *sl_list_add(t->mem, &t->paths) = placed;
    *sl_list_add(t->mem, &t->texts) = text;
    return t->paths.n - 1;
}

static void add_example(void *context, sl_str name, sl_str path, sl_str text, bool is_positive)
{
    testing *t = context;
    *sl_list_add(t->mem, &t->examples) =
        (example){.rule = t->rule->id,
                  .name = sl_printf(t->mem, "%.*s %.*s", SL_FMT(t->rule->id), SL_FMT(name)),
                  .is_positive = is_positive};
    if (is_positive)
        sl_map_put(&t->positive, t->mem, rule_key(t, t->rule->file, t->rule->id), t);
    t->tests->n_expectations++;
    add_unit(t, path, sl_dup(t->mem, text));
}

/* Never told by itself, or only when an option of the stage is set. */
static bool is_judged(const sl_rule *rule)
{
    return !sl_node_true(sl_node_get(rule->doc, "skipReport"));
}

static bool needs_option(const sl_rule *rule)
{
    return sl_node_get(rule->doc, "option") != NULL;
}

static bool add_all(testing *t, const sl_ruleset *rules, sl_err *e)
{
    const sl_rule_folder *folder = t->spec->folder;
    sl_map own = {0};
    for (size_t i = 0; i < sl_ruleset_count(rules); i++) {
        t->rule = sl_ruleset_rule(rules, i);
        if (is_judged(t->rule))
            sl_map_put(&own, t->mem, t->rule->id, (void *)(uintptr_t)&t->rule->file);
        if (needs_option(t->rule))
            sl_map_put(&t->positive, t->mem, rule_key(t, t->rule->file, t->rule->id), t);
        if (t->kind->rules->examples &&
            !t->kind->rules->examples(t->rule, t->mem, add_example, t, e))
            return sl_fail_more(e, "examples of %.*s", SL_FMT(t->rule->id));
    }
    for (size_t i = 0; i < folder->n_fixtures; i++) {
        size_t before = t->tests->rows.n;
        if (folder->fixtures[i].is_fixed)
            continue;
        add_marks(t, &folder->fixtures[i], &own);
        if (t->tests->rows.n == before)
            continue;
        add_unit(t, sl_path_name(folder->fixtures[i].path), folder->fixtures[i].text);
        *sl_list_add(t->mem, &t->fixtures) = i;
    }
    return true;
}

static size_t unit_of(sl_str file)
{
    int64_t number;
    return sl_str_int(sl_str_sub(file, 0, sl_str_chr(file, '/')), &number) ? (size_t)number
                                                                           : SIZE_MAX;
}

static const sl_rule_fixture *fixture_of(const testing *t, size_t unit)
{
    return &t->spec->folder->fixtures[t->fixtures.v[unit - t->examples.n]];
}

/* What rules find where nothing is said of them is nobody's business here. */
static void hold_against(testing *t, const sl_finding *f)
{
    size_t unit = unit_of(f->file);
    if (unit >= t->examples.n) {
        sl_str target = fixture_of(t, unit)->path;
        if (has_row(t, f->rule->file, f->rule->id, target))
            add_line(t->mem, &row_of(t, f->rule->file, f->rule->id, target)->reported,
                     f->region.line);
        return;
    }
    example *x = &t->examples.v[unit];
    x->was_found |= sl_str_eq(x->rule, f->rule->id);
}

static bool run_pass(testing *t, const sl_ruleset *rules, sl_err *e)
{
    sl_source *source;
    sl_pass_result found = {0};
    if (!sl_source_memory(&source, t->mem, t->paths.v, t->texts.v, t->paths.n, e))
        return false;
    const sl_pass_scanner scanner = {t->kind, t->options, rules, sl_str_of(t->kind->name)};
    const sl_pass_spec spec = {
        .source = source, .scanners = &scanner, .n_scanners = 1, .jobs = t->spec->jobs};
    bool ok = sl_pass_run(&found, t->mem, &spec, e);
    for (size_t i = 0; ok && i < found.findings.n; i++)
        hold_against(t, &found.findings.v[i]);
    for (size_t i = 0; ok && i < found.units.n; i++) {
        size_t unit = unit_of(source->units.v[found.units.v[i].unit].path);
        if (found.units.v[i].state == SL_UNIT_FAILED)
            fail(t, SL_S("-"),
                 unit < t->examples.n ? t->examples.v[unit].name : fixture_of(t, unit)->path,
                 found.units.v[i].reason);
    }
    sl_source_close(source);
    return ok;
}

static void judge_set(testing *t, const sl_ruleset *rules, size_t first_row)
{
    size_t from = t->tests->failures.n;
    for (size_t i = 0; i < t->examples.n; i++) {
        const example *x = &t->examples.v[i];
        if (x->was_found != x->is_positive)
            fail(t, x->rule, x->name,
                 x->is_positive ? SL_S("not found") : SL_S("found, and must not be"));
    }
    for (size_t i = first_row; i < t->tests->rows.n; i++)
        judge_row(t, &t->tests->rows.v[i]);
    for (size_t i = 0; i < sl_ruleset_count(rules); i++) {
        const sl_rule *rule = sl_ruleset_rule(rules, i);
        if (is_judged(rule))
            judge_rule(t, rule->file, rule->id, from);
    }
}

/* Without rules of the kind in the folder the set holds the built-in ones, which nobody asked
 * about. */
static bool are_brought(const sl_ruleset *rules, const sl_rule_folder *folder)
{
    const sl_rule *first = sl_ruleset_rule(rules, 0);
    for (size_t i = 0; first && i < folder->n_rules; i++)
        if (sl_str_eq(folder->rules[i].path, first->file))
            return true;
    return false;
}

static bool test_set(testing *t, const bool *is_taken, sl_err *e)
{
    const sl_rule_folder *folder = t->spec->folder;
    sl_ruleset *rules;
    sl_rule_file *files = sl_alloc_array(t->mem, folder->n_rules, sizeof *files);
    size_t first_row = t->tests->rows.n;
    sl_rules_spec spec = {.files = files, .replace_builtin = true, .is_trial = true};
    for (size_t i = 0; i < folder->n_rules; i++)
        if (!is_taken[i])
            files[spec.n_files++] = folder->rules[i];
    if (!spec.n_files)
        return true;
    if (!sl_ruleset_load(&rules, t->mem, t->kind, &spec, e))
        return false;
    if (!are_brought(rules, folder))
        return true;
    if (!add_all(t, rules, e) || (t->paths.n && !run_pass(t, rules, e)))
        return false;
    judge_set(t, rules, first_row);
    return true;
}

/* ---- kinds whose rule files stand alone ---- */

static size_t n_targets(const testing *t, size_t file)
{
    size_t n = 0;
    for (size_t i = 0; i < t->spec->folder->n_fixtures; i++)
        n += t->spec->folder->fixtures[i].rule_file == file &&
             !t->spec->folder->fixtures[i].is_fixed;
    return n;
}

static void judge_fixes(testing *t, const sl_alone *found, sl_str file)
{
    for (size_t i = 0; i < found->fixes.n; i++) {
        const sl_alone_note *note = &found->fixes.v[i];
        sl_str target = t->spec->folder->fixtures[note->fixture].path;
        *sl_list_add(t->mem, &t->tests->fixes) = (sl_rule_fix){target, !note->text.n};
        if (note->text.n)
            fail(t, SL_S("-"), target, note->text);
    }
    if (found->has_fixes && !found->fixes.n)
        *sl_list_add(t->mem, &t->tests->unfixed) = file;
}

static void judge_file(testing *t, size_t index, const sl_alone *found)
{
    const sl_rule_folder *folder = t->spec->folder;
    sl_str file = folder->rules[index].path;
    size_t from = t->tests->failures.n;
    size_t first_row = t->tests->rows.n;
    sl_map own = {0};
    for (size_t i = 0; i < found->rules.n; i++)
        sl_map_put(&own, t->mem, found->rules.v[i], (void *)(uintptr_t)&folder->rules[index].path);
    for (size_t i = 0; i < folder->n_fixtures; i++)
        if (folder->fixtures[i].rule_file == index && !folder->fixtures[i].is_fixed)
            add_marks(t, &folder->fixtures[i], &own);
    for (size_t i = 0; i < found->hits.n; i++) {
        const sl_alone_hit *hit = &found->hits.v[i];
        sl_rule_row *row =
            row_of(t, file, found->rules.v[hit->rule], folder->fixtures[hit->fixture].path);
        add_line(t->mem, &row->reported, hit->line);
    }
    for (size_t i = first_row; i < t->tests->rows.n; i++)
        judge_row(t, &t->tests->rows.v[i]);
    for (size_t i = 0; i < found->failed.n; i++)
        fail(t, SL_S("-"), folder->fixtures[found->failed.v[i].fixture].path,
             found->failed.v[i].text);
    judge_fixes(t, found, file);
    for (size_t i = 0; i < found->rules.n; i++)
        judge_rule(t, file, found->rules.v[i], from);
    if (!n_targets(t, index))
        *sl_list_add(t->mem, &t->tests->untested) = file;
}

static bool test_alone(testing *t, bool *is_taken, sl_err *e)
{
    const sl_rule_folder *folder = t->spec->folder;
    sl_alone *found;
    const sl_alone_spec spec = {t->kind, t->options, folder, t->spec->jobs};
    if (!sl_alone_run(&found, t->mem, &spec, e))
        return false;
    for (size_t i = 0; i < folder->n_rules; i++) {
        if (found[i].broken.n)
            *sl_list_add(t->mem, &t->tests->broken) =
                (sl_rule_broken){folder->rules[i].path, found[i].broken};
        else if (found[i].rules.n)
            judge_file(t, i, &found[i]);
        is_taken[i] |= found[i].broken.n || found[i].rules.n || found[i].is_fixture;
    }
    return true;
}

/* ---- all kinds ---- */

bool sl_rules_wanted(const sl_strs *only, const sl_stage_kind *kind)
{
    for (size_t i = 0; i < only->n; i++)
        if (sl_str_is(only->v[i], kind->name))
            return kind->rules != NULL;
    return kind->rules && !only->n;
}

static bool read_options(testing *t, sl_err *e)
{
    sl_options *options;
    if (!sl_options_read(&options, t->mem, t->kind->options, SL_S("defaults"), NULL, e))
        return false;
    t->options = options;
    return sl_options_set_kind(options, t->kind, &t->spec->set, e);
}

static int compare_rows(const void *a, const void *b)
{
    const sl_rule_row *p = a;
    const sl_rule_row *q = b;
    int order = sl_str_cmp(p->file, q->file);
    order = order ? order : sl_str_cmp(p->rule, q->rule);
    return order ? order : sl_str_cmp(p->target, q->target);
}

bool sl_rules_test(sl_rule_tests *tests, sl_arena *mem, const sl_rule_test_spec *spec, sl_err *e)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    bool *is_taken = sl_alloc(mem, spec->folder->n_rules + 1);
    for (unsigned pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++) {
            testing t = {.mem = mem, .spec = spec, .kind = kinds[i], .tests = tests};
            if (!sl_rules_wanted(&spec->only, kinds[i]) ||
                kinds[i]->rules->stands_alone != (pass == 0))
                continue;
            if (!read_options(&t, e) ||
                !(pass == 0 ? test_alone(&t, is_taken, e) : test_set(&t, is_taken, e)))
                return false;
        }
    if (tests->rows.n > 1)
        qsort(tests->rows.v, tests->rows.n, sizeof *tests->rows.v, compare_rows);
    return true;
}
