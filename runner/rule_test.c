/* Tests of rules: examples become units in memory, one pass looks at them all, and what each rule
   found is held against what its marks say. */
#include "runner/rule_test.h"

#include "base/map.h"
#include "base/path.h"
#include "engine/source/open.h"
#include "engine/work/pass.h"

enum { FIXTURE_MAX = 16 << 20 };

/** What is expected of one rule at one place. */
typedef struct expectation {
    size_t unit;
    sl_str rule;
    uint32_t line; /* 0: anywhere in the unit */
    bool must_find;
    bool was_found;
} expectation;

/** A test under way. */
typedef struct testing {
    sl_arena *mem;
    const sl_stage_kind *kind;
    sl_rule_tests *tests;
    sl_strs paths, texts, names; /* of the units; names for messages */
    struct {
        expectation *v;
        size_t n, cap;
    } expected;
    sl_map own;          /* rule ids of the kind */
    const sl_rule *rule; /* whose examples come in */
} testing;

static size_t add_unit(testing *t, sl_str name, sl_str path, sl_str text)
{
    /* A folder of its own for each, so that names may come again. */
    sl_str placed = sl_printf(t->mem, "%06zu/%.*s", t->paths.n, SL_FMT(path));
    *sl_list_add(t->mem, &t->paths) = placed;
    *sl_list_add(t->mem, &t->texts) = text;
    *sl_list_add(t->mem, &t->names) = name;
    return t->paths.n - 1;
}

static void add_example(void *context, sl_str name, sl_str path, sl_str text, bool is_positive)
{
    testing *t = context;
    sl_str label = sl_printf(t->mem, "%.*s %.*s", SL_FMT(t->rule->id), SL_FMT(name));
    size_t unit = add_unit(t, label, path, sl_dup(t->mem, text));
    *sl_list_add(t->mem, &t->expected) =
        (expectation){.unit = unit, .rule = t->rule->id, .must_find = is_positive};
}

/* The mark in a line: its word, and the ids behind it; false when there is none. */
static bool mark_of(sl_str line, bool *must_find, bool *is_todo, sl_str *ids)
{
    static const struct {
        const char *word;
        bool must_find, is_todo;
    } marks[] = {{"todoruleid:", true, true},
                 {"todook:", false, true},
                 {"ruleid:", true, false},
                 {"ok:", false, false}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = sl_str_find(line, sl_str_of(marks[i].word), 0);
        if (at == SIZE_MAX || (at && line.p[at - 1] != ' ' && line.p[at - 1] != '/' &&
                               line.p[at - 1] != '#' && line.p[at - 1] != '*'))
            continue;
        *must_find = marks[i].must_find;
        *is_todo = marks[i].is_todo;
        *ids = sl_str_sub(line, at + strlen(marks[i].word), line.n);
        return true;
    }
    return false;
}

/* A mark speaks of the next line that is no mark itself. */
static void add_marks(testing *t, size_t unit, sl_str text)
{
    sl_str line;
    size_t first = t->expected.n;
    for (uint32_t number = 1; sl_str_cut(&text, '\n', &line); number++) {
        bool must_find;
        bool is_todo;
        sl_str ids;
        if (!mark_of(line, &must_find, &is_todo, &ids)) {
            for (; first < t->expected.n; first++)
                t->expected.v[first].line = number;
            continue;
        }
        for (sl_str id; sl_str_cut(&ids, ',', &id);) {
            sl_str word;
            sl_str rest = sl_str_trim(id);
            if (!sl_str_cut(&rest, ' ', &word) || !sl_map_has(&t->own, word))
                continue;
            t->tests->n_todo += is_todo;
            if (!is_todo)
                *sl_list_add(t->mem, &t->expected) =
                    (expectation){.unit = unit, .rule = word, .must_find = must_find};
        }
    }
}

static void add_fixtures(testing *t, const sl_rule_folder *folder)
{
    for (size_t i = 0; i < folder->n_fixtures; i++) {
        const sl_rule_file *f = &folder->fixtures[i];
        size_t before = t->expected.n;
        size_t unit = t->paths.n;
        add_marks(t, unit, f->text);
        if (t->expected.n > before)
            add_unit(t, f->path, sl_path_name(f->path), f->text);
    }
}

static bool add_own_examples(testing *t, const sl_ruleset *rules, sl_err *e)
{
    for (size_t i = 0; i < sl_ruleset_count(rules); i++) {
        t->rule = sl_ruleset_rule(rules, i);
        if (!sl_node_true(sl_node_get(t->rule->doc, "skipReport"))) /* never told by itself */
            sl_map_put(&t->own, t->mem, t->rule->id, t);
        if (t->kind->rules->examples &&
            !t->kind->rules->examples(t->rule, t->mem, add_example, t, e))
            return sl_fail_more(e, "examples of %.*s", SL_FMT(t->rule->id));
    }
    return true;
}

static void fail(testing *t, sl_str rule, sl_str place, sl_str what)
{
    *sl_list_add(t->mem, &t->tests->failures) = (sl_rule_failure){rule, place, what};
}

static size_t unit_of(sl_str file)
{
    int64_t number;
    return sl_str_int(sl_str_sub(file, 0, sl_str_chr(file, '/')), &number) ? (size_t)number
                                                                           : SIZE_MAX;
}

/* Marks what was found; a finding of a rule that the unit expects somewhere, where nothing says so,
   is a failure. */
static void hold_against(testing *t, const sl_finding *f)
{
    size_t unit = unit_of(f->file);
    bool is_mine = false;
    bool is_expected = false;
    for (size_t i = 0; i < t->expected.n; i++) {
        expectation *x = &t->expected.v[i];
        if (x->unit != unit || !sl_str_eq(x->rule, f->rule->id))
            continue;
        is_mine = true;
        if (x->line && x->line != f->region.line)
            continue;
        is_expected = true;
        x->was_found = true;
    }
    if (is_mine && !is_expected)
        fail(t, f->rule->id, sl_printf(t->mem, "%.*s:%u", SL_FMT(t->names.v[unit]), f->region.line),
             SL_S("found where no mark stands"));
}

static void judge_expectations(testing *t)
{
    for (size_t i = 0; i < t->expected.n; i++) {
        const expectation *x = &t->expected.v[i];
        if (x->was_found == x->must_find)
            continue;
        sl_str name = t->names.v[x->unit];
        fail(t, x->rule, x->line ? sl_printf(t->mem, "%.*s:%u", SL_FMT(name), x->line) : name,
             x->must_find ? SL_S("not found") : SL_S("found, and must not be"));
    }
    t->tests->n_expectations += t->expected.n;
}

static bool has_failed(const testing *t, sl_str rule, size_t from)
{
    for (size_t i = from; i < t->tests->failures.n; i++)
        if (sl_str_eq(t->tests->failures.v[i].rule, rule))
            return true;
    return false;
}

/* A rule that speaks only when an option of the stage is set cannot be shown with the defaults. */
static bool needs_option(const sl_ruleset *rules, sl_str id)
{
    for (size_t i = 0; i < sl_ruleset_count(rules); i++) {
        const sl_rule *rule = sl_ruleset_rule(rules, i);
        if (sl_str_eq(rule->id, id))
            return sl_node_get(rule->doc, "option") != NULL;
    }
    return false;
}

static void judge_rules(testing *t, const sl_ruleset *rules, size_t from)
{
    for (size_t i = 0; i < t->own.n; i++) {
        sl_str id = t->own.v[i].key;
        bool has_positive = false;
        for (size_t k = 0; k < t->expected.n && !has_positive; k++)
            has_positive = t->expected.v[k].must_find && sl_str_eq(t->expected.v[k].rule, id);
        if (!has_positive && !needs_option(rules, id))
            fail(t, id, SL_S("examples"), SL_S("no example that it must find"));
        t->tests->n_rules++;
        t->tests->n_passed += !has_failed(t, id, from);
    }
}

static bool run_pass(testing *t, const sl_ruleset *rules, unsigned jobs, sl_err *e)
{
    sl_source *source;
    sl_options *options;
    sl_pass_result found = {0};
    if (!sl_options_read(&options, t->mem, t->kind->options, SL_S("defaults"), NULL, e) ||
        !sl_source_memory(&source, t->mem, t->paths.v, t->texts.v, t->paths.n, e))
        return false;
    const sl_pass_scanner scanner = {t->kind, options, rules, sl_str_of(t->kind->name)};
    const sl_pass_spec spec = {
        .source = source, .scanners = &scanner, .n_scanners = 1, .jobs = jobs};
    bool ok = sl_pass_run(&found, t->mem, &spec, e);
    for (size_t i = 0; ok && i < found.findings.n; i++)
        hold_against(t, &found.findings.v[i]);
    for (size_t i = 0; ok && i < found.units.n; i++)
        if (found.units.v[i].state == SL_UNIT_FAILED)
            fail(t, SL_S("-"), t->names.v[unit_of(source->units.v[found.units.v[i].unit].path)],
                 found.units.v[i].reason);
    sl_source_close(source);
    return ok;
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

bool sl_rules_test(sl_rule_tests *tests, sl_arena *mem, const sl_stage_kind *kind,
                   const sl_rule_folder *folder, unsigned jobs, sl_err *e)
{
    sl_ruleset *rules;
    size_t from = tests->failures.n;
    testing t = {.mem = mem, .kind = kind, .tests = tests};
    const sl_rules_spec spec = {.files = folder->rules,
                                .n_files = folder->n_rules,
                                .replace_builtin = true,
                                .is_trial = true};
    if (!sl_ruleset_load(&rules, mem, kind, &spec, e))
        return false;
    if (!are_brought(rules, folder))
        return true;
    if (!add_own_examples(&t, rules, e))
        return false;
    add_fixtures(&t, folder);
    if (t.paths.n && !run_pass(&t, rules, jobs, e))
        return false;
    judge_expectations(&t);
    judge_rules(&t, rules, from);
    return true;
}

/* "x.test.py", or as Semgrep has it "x.py" beside the rule file "x.yml". */
static bool is_fixture(sl_str path, const sl_map *stems)
{
    sl_str name = sl_path_name(path);
    sl_str extension = sl_path_extension(name);
    static const char *const rule_extensions[] = {".yml", ".yaml", ".toml", ".json", ""};
    if (sl_str_find(name, SL_S(".test."), 0) != SIZE_MAX)
        return true;
    for (size_t i = 0; i < sizeof rule_extensions / sizeof *rule_extensions; i++)
        if (sl_str_is(extension, rule_extensions[i]))
            return false;
    return sl_map_has(stems, sl_str_sub(name, 0, name.n - extension.n));
}

/* The names of the rule files without their extensions. */
static void add_stems(sl_map *stems, sl_arena *mem, const sl_rule_folder *folder)
{
    for (size_t i = 0; i < folder->n_rules; i++) {
        sl_str name = sl_path_name(folder->rules[i].path);
        sl_map_put(stems, mem, sl_str_sub(name, 0, name.n - sl_path_extension(name).n), NULL);
    }
}

typedef struct file_list {
    sl_rule_file *v;
    size_t n, cap;
} file_list;

bool sl_rule_folder_read(sl_rule_folder *out, sl_arena *mem, sl_str path, sl_err *e)
{
    sl_source *source = NULL;
    file_list fixtures = {0};
    sl_map stems = {0};
    if (!sl_rule_files_read(&out->rules, &out->n_rules, mem, path, e))
        return false;
    add_stems(&stems, mem, out);
    sl_str folder = sl_path_is_folder(path) ? path : sl_path_parent(path);
    if (!sl_source_folder(&source, mem, folder.n ? folder : SL_S("."), &(sl_walk_options){0}, e))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < source->units.n; i++) {
        sl_buf text;
        if (!is_fixture(source->units.v[i].path, &stems) || source->units.v[i].kind != SL_UNIT_FILE)
            continue;
        sl_buf_init(&text, FIXTURE_MAX);
        ok = source->read(source, i, &text, e);
        *sl_list_add(mem, &fixtures) =
            (sl_rule_file){source->units.v[i].path, sl_dup(mem, sl_buf_str(&text))};
        sl_buf_clear(&text);
    }
    sl_source_close(source);
    out->fixtures = fixtures.v;
    out->n_fixtures = fixtures.n;
    return ok;
}
