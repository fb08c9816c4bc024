/* The rule is evaluated on the file with a trace; whether a scan would have got so far (language,
   paths, literals, the parser) is told beside it. */
#include "stages/sast/why.h"

#include "base/json.h"
#include "engine/rules/common.h"
#include "stages/sast/follow.h"
#include "stages/sast/scan.h"

enum { PLACES_SHOWN = 10, TEXT_SHOWN = 120 };

typedef struct asking {
    const sl_why *what;
    sl_arena *mem;
    sl_sast_rule *rule;
    sl_languages languages; /* of the file */
    sl_sast_tables tables;
    sl_sast_code code;
    sl_span line;
    sl_sast_trial trial;
    sl_sast_trace trace;
    sl_sast_step top;
    sl_sast_matches matches; /* that the rule would report */
    sl_err failure;
    sl_json j;
    sl_str stopped; /* why a scan would not have evaluated the rule; empty: it would */
    sl_str out_of_scope;
} asking;

/* ---- places ---- */

static bool find_line(asking *a)
{
    sl_str text = a->what->text;
    size_t at = 0;
    for (uint32_t line = 1; line < a->what->line; line++) {
        size_t end = sl_str_find(text, SL_S("\n"), at);
        if (end == SIZE_MAX)
            return false;
        at = end + 1;
    }
    size_t end = sl_str_find(text, SL_S("\n"), at);
    a->line = (sl_span){at, end == SIZE_MAX ? text.n : end};
    return at < text.n || (at == 0 && !text.n);
}

static void place_of(sl_str text, size_t at, unsigned *line, unsigned *column)
{
    size_t start = 0;
    *line = 1;
    for (size_t i = 0; i < at && i < text.n; i++)
        if (text.p[i] == '\n') {
            (*line)++;
            start = i + 1;
        }
    *column = (unsigned)(at - start) + 1;
}

/* White space folded, cut: a text to recognise, not to keep. */
static sl_str shown(const asking *a, sl_str text)
{
    sl_buf out;
    sl_buf_init(&out, TEXT_SHOWN + 8);
    text = sl_str_trim(text);
    for (size_t i = 0; i < text.n && out.n < TEXT_SHOWN; i++) {
        bool is_space = text.p[i] == ' ' || (text.p[i] >= '\t' && text.p[i] <= '\r');
        if (!is_space)
            sl_buf_addc(&out, text.p[i]);
        else if (out.n && out.p[out.n - 1] != ' ')
            sl_buf_addc(&out, ' ');
        if (out.n == TEXT_SHOWN)
            sl_buf_addz(&out, " ...");
    }
    sl_str made = sl_dup(a->mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return made;
}

static bool is_here(const asking *a, const sl_sast_match *m)
{
    return sl_sast_trace_touches(&a->trace, &m->span);
}

static size_t n_here(const asking *a, const sl_sast_matches *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        n += is_here(a, &m->v[i]);
    return n;
}

/* ---- what comes before evaluation ---- */

static sl_str languages_text(const asking *a, sl_languages set)
{
    sl_buf out;
    sl_buf_init(&out, 4096);
    for (size_t i = 0; sl_language_at(i); i++)
        if (set >> i & 1)
            sl_buf_addf(&out, "%s%s", out.n ? ", " : "", sl_language_at(i)->name);
    sl_str made = sl_dup(a->mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return made.n ? made : SL_S("none that sluice knows");
}

/* One line of what a scan asks before it evaluates; the first no is the reason. */
static void put_check(asking *a, const char *name, bool ok, sl_str text)
{
    sl_json_object(&a->j, NULL);
    sl_json_z(&a->j, "name", name);
    sl_json_bool(&a->j, "ok", ok);
    sl_json_str(&a->j, "text", text);
    sl_json_object_end(&a->j);
    if (!ok && !a->stopped.n)
        a->stopped = text;
}

static void check_language(asking *a)
{
    bool ok = a->rule->is_generic || (a->languages & a->rule->languages);
    sl_str own = languages_text(a, a->languages);
    sl_str wanted = a->rule->is_generic ? SL_S("any") : languages_text(a, a->rule->languages);
    put_check(a, "language", ok,
              sl_printf(a->mem, "the language of the file is %.*s, that of the rule %.*s",
                        SL_FMT(own), SL_FMT(wanted)));
    if (sl_sast_is_binary(a->what->text))
        put_check(a, "text", false, SL_S("the file is binary: it has zero bytes"));
}

static void check_paths(asking *a)
{
    if (a->rule->include.n || a->rule->exclude.n) {
        bool ok = sl_sast_rule_wants_path(a->rule, a->what->path);
        put_check(
            a, "paths", ok,
            ok ? SL_S("the rule's `paths` let the file pass")
               : sl_printf(a->mem, "the rule's `paths` leave %.*s out", SL_FMT(a->what->path)));
    }
}

/* As the pass over all literals would have it: what is not in the file was not seen. */
static void check_literals(asking *a)
{
    static const sl_sighting seen = {0};
    sl_sast_leaves *leaves = &a->rule->leaves;
    sl_buf text;
    sl_buf_init(&text, 4096);
    a->trial.seen = sl_alloc_array(a->mem, leaves->n_positive, sizeof(const sl_sighting *));
    for (size_t i = 0; i < leaves->n; i++) {
        const sl_sast_leaf *l = &leaves->v[i];
        const sl_str *lacking = sl_sast_leaf_lacks(l, a->what->text);
        if (l->positive == SIZE_MAX)
            continue;
        a->trial.seen[l->positive] = lacking ? NULL : &seen;
        if (lacking)
            sl_buf_addf(&text, "%s'%.*s'", text.n ? ", " : "", SL_FMT(*lacking));
    }
    bool ok = sl_sast_may_match(&a->trial, a->rule->formula);
    put_check(a, "literals", ok,
              ok ? SL_S("the file has a text that every match needs")
                 : sl_printf(a->mem, "the file is passed over without parsing: it lacks %.*s",
                             SL_FMT(sl_buf_str(&text))));
    sl_buf_clear(&text);
}

static void check_parsed(asking *a)
{
    const sl_code *code;
    sl_err e = {0};
    if (!a->trial.code)
        return;
    if (!sl_sast_code_get(&code, a->trial.code, &e))
        put_check(a, "parsed", false, sl_dup(a->mem, sl_str_of(e.text)));
    else
        put_check(a, "parsed", true, a->code.gaps.n ? a->code.gaps : SL_S("the whole file"));
}

/* ---- steps ---- */

static void put_place(asking *a, const sl_sast_match *m)
{
    unsigned line;
    unsigned column;
    sl_str text = a->what->text;
    sl_json *j = &a->j;
    sl_json_object(j, NULL);
    place_of(text, m->span.start, &line, &column);
    sl_json_int(j, "line", line);
    sl_json_int(j, "column", column);
    place_of(text, m->span.end, &line, &column);
    sl_json_int(j, "end_line", line);
    sl_json_int(j, "end_column", column);
    sl_json_str(j, "text", shown(a, sl_str_sub(text, m->span.start, m->span.end)));
    sl_json_object(j, "bound");
    for (size_t i = 0; i < m->n_bindings; i++) {
        const sl_bound *b = &m->bindings[i];
        sl_json_str(j, sl_dup_z(a->mem, b->name), shown(a, sl_str_sub(text, b->start, b->end)));
    }
    sl_json_object_end(j);
    sl_json_object_end(j);
}

static void put_places(asking *a, const char *key, const sl_sast_matches *m)
{
    size_t n = 0;
    sl_json_list(&a->j, key);
    for (size_t i = 0; i < m->n; i++)
        if (is_here(a, &m->v[i]) && n++ < PLACES_SHOWN)
            put_place(a, &m->v[i]);
    sl_json_list_end(&a->j);
}

static bool is_not(const sl_sast_step *step)
{
    sl_str name = sl_str_of(step->name);
    return sl_str_is(name, "not") || sl_str_starts(name, SL_S("pattern-not"));
}

/* A leaf's text, or what a condition says. */
static sl_str expression_of(const asking *a, const sl_node *at)
{
    static const char *const keys[] = {"metavariable", "regex",    "comparison", "analyzer",
                                       "pattern",      "patterns", "language",   "type"};
    sl_buf out;
    if (!at)
        return (sl_str){0};
    if (at->kind < SL_SEQ)
        return shown(a, at->text);
    sl_buf_init(&out, 4096);
    for (size_t i = 0; at->kind == SL_MAP && i < sizeof keys / sizeof *keys; i++) {
        const sl_node *value = sl_node_get(at, keys[i]);
        if (value && value->kind < SL_SEQ)
            sl_buf_addf(&out, "%s%.*s", out.n ? " " : "", SL_FMT(shown(a, value->text)));
    }
    sl_strs names = at->kind == SL_SEQ && at->n && at->items[0]->kind < SL_SEQ
                        ? sl_node_texts(a->mem, at)
                        : (sl_strs){0};
    for (size_t i = 0; i < names.n; i++)
        sl_buf_addf(&out, "%s%.*s", out.n ? ", " : "", SL_FMT(names.v[i]));
    sl_str made = sl_dup(a->mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return made;
}

static void put_step(asking *a, const sl_sast_step *step)
{
    sl_json *j = &a->j;
    sl_json_object(j, NULL);
    sl_json_z(j, "operator", step->name);
    sl_json_int(j, "rule_line", step->at ? step->at->line : 0);
    sl_json_str(j, "expression", expression_of(a, step->at));
    if (step->note.n)
        sl_json_str(j, "note", step->note);
    sl_json_bool(j, "removes", step->is_filter || is_not(step));
    put_places(a, "found", &step->found);
    sl_json_int(j, "elsewhere", (int64_t)(step->found.n - n_here(a, &step->found)));
    put_places(a, "lost", &step->lost);
    sl_json_list(j, "steps");
    for (size_t i = 0; i < step->steps.n; i++)
        put_step(a, step->steps.v[i]);
    sl_json_list_end(j);
    sl_json_object_end(j);
}

/* ---- the answer ---- */

static sl_str step_text(const asking *a, const sl_sast_step *step)
{
    sl_str expression = expression_of(a, step->at);
    return sl_printf(a->mem, "%s%s%.*s%s (line %u of the rule)", step->name,
                     expression.n ? " `" : "", SL_FMT(expression), expression.n ? "`" : "",
                     step->at ? step->at->line : 0);
}

/* The step that left nothing of the line. */
static sl_str blame(const asking *a, const sl_sast_step *step)
{
    const sl_sast_step *taker = NULL;
    sl_str name = sl_str_of(step->name);
    if (sl_str_is(name, "pattern-either") || sl_str_is(name, "any"))
        return sl_printf(a->mem, "none of the %zu patterns of %.*s matches here", step->steps.n,
                         SL_FMT(step_text(a, step)));
    for (size_t i = 0; i < step->steps.n; i++) {
        const sl_sast_step *s = step->steps.v[i];
        if (!s->is_filter && !is_not(s) && !n_here(a, &s->found))
            return blame(a, s);
        if (n_here(a, &s->lost))
            taker = s;
    }
    if (!taker)
        return sl_printf(a->mem, "%.*s matches nothing here", SL_FMT(step_text(a, step)));
    if (taker->is_filter || is_not(taker))
        return sl_printf(a->mem, "%.*s takes the match away", SL_FMT(step_text(a, taker)));
    return sl_printf(a->mem, "the match is not inside one of %.*s", SL_FMT(step_text(a, taker)));
}

/* For taint rules: the part that is missing, or what becomes of the data. */
static sl_str blame_taint(const asking *a)
{
    bool has_source = false;
    bool has_sink = false;
    const sl_sast_step *taint = NULL;
    for (size_t i = 0; i < a->top.steps.n; i++) {
        const sl_sast_step *s = a->top.steps.v[i];
        sl_str name = sl_str_of(s->name);
        has_source |= sl_str_is(name, "pattern-sources") && s->found.n;
        has_sink |= sl_str_is(name, "pattern-sinks") && n_here(a, &s->found);
        if (sl_str_is(name, "taint"))
            taint = s;
    }
    if (!has_sink)
        return SL_S("no sink of the rule is in this line");
    if (!has_source)
        return SL_S("no source of the rule is in this file");
    return taint && taint->steps.n ? taint->steps.v[0]->note : SL_S("no data reaches the sink");
}

/* The first thing in the way, in the order in which a scan would meet it. */
static sl_str reason_of(const asking *a)
{
    if (a->failure.kind)
        return sl_dup(a->mem, sl_str_of(a->failure.text));
    if (n_here(a, &a->matches))
        return a->stopped;
    if (a->out_of_scope.n)
        return a->out_of_scope;
    sl_str reason = a->rule->taint   ? blame_taint(a)
                    : a->top.steps.n ? blame(a, a->top.steps.v[0])
                                     : SL_S("the rule was not evaluated");
    return a->stopped.n
               ? sl_printf(a->mem, "%.*s; besides: %.*s", SL_FMT(a->stopped), SL_FMT(reason))
               : reason;
}

static bool evaluate(asking *a)
{
    sl_sast_matches found;
    sl_lexemes lexemes = {0};
    sl_err *e = &a->failure;
    bool ok = a->rule->taint ? sl_sast_follow(&found, &a->trial, e)
                             : sl_sast_evaluate(&found, &a->trial, e);
    if (!ok)
        return false;
    sl_lex(&lexemes, a->mem, sl_languages_syntax(a->languages), a->what->text);
    for (size_t i = 0; i < found.n; i++) {
        if (sl_sast_scope_has(a->rule->scope, &lexemes, found.v[i].span.start))
            *sl_list_add(a->mem, &a->matches) = found.v[i];
        else if (is_here(a, &found.v[i]))
            a->out_of_scope = SL_S("the match is not where `options.scope` wants it");
    }
    return true;
}

static bool prepare(asking *a, sl_err *e)
{
    sl_language_names names;
    size_t language;
    a->tables.mem = a->mem;
    if (!sl_sast_rule_read(&a->rule, a->mem, a->what->rule, e) ||
        !sl_sast_rule_check(a->rule, &a->tables, e))
        return false;
    sl_language_names_init(&names, a->mem);
    a->languages = sl_languages_of_path(&names, a->what->path);
    if (!a->languages)
        a->languages = sl_languages_of_script(a->what->text);
    a->trace = (sl_sast_trace){a->mem, a->line, &a->top};
    a->code = (sl_sast_code){.mem = a->mem, .tables = &a->tables, .text = a->what->text};
    sl_sast_file file = sl_sast_file_of(a->languages, a->what->path, a->what->text);
    a->code.dialect = sl_sast_rule_dialect(a->rule, &file, &language);
    a->trial = (sl_sast_trial){.mem = a->mem,
                               .kept = a->mem,
                               .room = sl_regex_room_open(a->mem),
                               .rule = a->rule,
                               .tables = &a->tables,
                               .text = a->what->text,
                               .code = a->code.dialect ? &a->code : NULL};
    return true;
}

static void put_answer(asking *a)
{
    bool is_found;
    sl_json *j = &a->j;
    sl_json_object(j, NULL);
    sl_json_str(j, "rule", a->what->rule->id);
    sl_json_str(j, "rule_file", a->what->rule->file);
    sl_json_str(j, "file", a->what->path);
    sl_json_int(j, "line", a->what->line);
    sl_json_str(j, "code", shown(a, sl_str_sub(a->what->text, a->line.start, a->line.end)));
    sl_json_list(j, "checks");
    check_language(a);
    check_paths(a);
    check_literals(a);
    check_parsed(a);
    sl_json_list_end(j);
    a->trial.is_unlimited = true;
    a->trial.trace = &a->trace;
    evaluate(a);
    is_found = n_here(a, &a->matches) && !a->stopped.n;
    sl_json_z(j, "verdict", a->failure.kind ? "failed" : is_found ? "found" : "not found");
    sl_json_str(j, "reason", reason_of(a));
    put_places(a, "findings", &a->matches);
    sl_json_int(j, "findings_elsewhere", (int64_t)(a->matches.n - n_here(a, &a->matches)));
    sl_json_list(j, "steps");
    for (size_t i = 0; i < a->top.steps.n; i++)
        put_step(a, a->top.steps.v[i]);
    sl_json_list_end(j);
    sl_json_object_end(j);
    sl_buf_addc(a->j.out, '\n');
}

bool sl_sast_why(sl_buf *out, sl_arena *mem, const sl_why *what, sl_err *e)
{
    asking a = {.what = what, .mem = mem, .j = {.out = out}};
    if (!find_line(&a))
        return sl_fail(e, SL_EUSAGE, "%.*s has no line %u", SL_FMT(what->path), what->line);
    if (!prepare(&a, e))
        return false;
    if (a.rule->join)
        return sl_rule_fail(e, what->rule, NULL,
                            "it joins findings of other rules in all files; ask why these match");
    put_answer(&a);
    for (size_t i = 0; i < a.rule->leaves.n; i++)
        sl_regex_close(a.rule->leaves.v[i].regex);
    sl_regex_room_close(a.trial.room);
    return true;
}
