/* Reading what belongs to the project, at a commit or from a folder. */
#include "runner/project.h"

#include "base/path.h"
#include "engine/rules/extend.h"
#include "engine/source/open.h"
#include "runner/pipeline.h"

#include <time.h>

static const char rules_folder[] = ".sluice/rules/";

bool sl_files_read(sl_buf *out, const sl_files *files, sl_str path, sl_err *e)
{
    return files->repo ? sl_repo_read(out, files->repo, files->at, path, e)
                       : sl_folder_read(out, files->folder, path, e);
}

bool sl_files_text(sl_str *out, sl_arena *mem, const sl_files *files, sl_str path, size_t max,
                   sl_err *e)
{
    sl_err why = {0};
    sl_buf text;
    sl_buf_init(&text, max);
    bool ok = sl_files_read(&text, files, path, &why);
    *out = ok ? sl_dup(mem, sl_buf_str(&text)) : (sl_str){0};
    sl_buf_clear(&text);
    if (ok || why.kind == SL_ENOENT)
        return true;
    return sl_fail(e, why.kind, "%s", why.text);
}

static bool include(void *context, sl_buf *out, sl_str path, sl_err *e)
{
    return sl_files_read(out, context, path, e);
}

static bool no_pipeline(sl_str name, sl_err *e)
{
    return sl_fail(
        e, SL_EUSAGE,
        "there is no %.*s here; write one ('sluice check --show sluice:default' prints a "
        "start), or use --pipeline sluice:default",
        SL_FMT(name));
}

bool sl_project_pipeline(sl_pipeline **out, sl_arena *mem, const sl_files *files, sl_str name,
                         sl_err *e)
{
    sl_files copy = *files;
    sl_include_reader reader = {.read = include, .context = &copy};
    if (sl_str_starts(name, SL_S("sluice:")))
        return sl_pipeline_read_builtin(out, mem, name, &reader, e);
    sl_str path = name.n ? name : SL_S(".sluice.yml");
    sl_err why = {0};
    sl_buf text;
    sl_buf_init(&text, SL_PIPELINE_MAX);
    bool is_given = name.n && !files->repo; /* by who started us: it may lie anywhere */
    bool ok = is_given ? sl_file_read(&text, sl_path_join(mem, files->folder, path), &why)
                       : sl_files_read(&text, files, path, &why);
    if (ok)
        ok = sl_pipeline_read(out, mem, path, sl_dup(mem, sl_buf_str(&text)), &reader, e);
    else if (why.kind == SL_ENOENT)
        no_pipeline(path, e);
    else
        sl_fail(e, why.kind, "%s", why.text);
    sl_buf_clear(&text);
    return ok;
}

/* A file that the policy names has to be there: a missing waiver file is a typing error. */
static bool named_text(sl_str *out, sl_arena *mem, const sl_files *files, sl_str path, size_t max,
                       sl_err *e)
{
    sl_buf text;
    sl_buf_init(&text, max);
    bool ok = sl_files_read(&text, files, path, e);
    *out = ok ? sl_dup(mem, sl_buf_str(&text)) : (sl_str){0};
    sl_buf_clear(&text);
    if (!ok && e->kind == SL_ENOENT)
        e->kind = SL_EUSAGE;
    return ok || sl_fail_more(e, "the policy names %.*s", SL_FMT(path));
}

bool sl_project_accepted(sl_waivers **waivers, sl_baseline **baseline, sl_arena *mem,
                         const sl_files *files, const sl_policy *policy, sl_err *e)
{
    sl_str text;
    *waivers = NULL;
    *baseline = NULL;
    if (policy->waivers.n) {
        if (!named_text(&text, mem, files, policy->waivers, SL_PIPELINE_MAX, e) ||
            !sl_waivers_read(waivers, mem, policy->waivers, text, e))
            return false;
        sl_waivers_expire(*waivers, sl_today(mem));
    }
    if (!policy->baseline.n)
        return true;
    return named_text(&text, mem, files, policy->baseline, SL_BASELINE_MAX, e) &&
           (sl_gitleaks_is_report(text) ||
            sl_baseline_read(baseline, mem, policy->baseline, text, e));
}

bool sl_project_gitleaks(sl_gitleaks **out, sl_arena *mem, const sl_files *files,
                         const sl_policy *policy, sl_err *e)
{
    static const sl_str name = SL_STR(".gitleaksignore");
    sl_str text;
    *out = sl_gitleaks_new(mem);
    if (!sl_files_text(&text, mem, files, name, SL_PIPELINE_MAX, e))
        return false;
    sl_gitleaks_ignore(*out, name, text);
    if (!policy->baseline.n)
        return true;
    return named_text(&text, mem, files, policy->baseline, SL_BASELINE_MAX, e) &&
           (!sl_gitleaks_is_report(text) || sl_gitleaks_report(*out, policy->baseline, text, e));
}

static bool is_rule_path(sl_str path)
{
    sl_str end = sl_path_extension(path);
    sl_str stem = sl_str_sub(sl_path_name(path), 0, sl_path_name(path).n - end.n);
    return sl_str_starts(path, sl_str_of(rules_folder)) && !sl_str_ends(stem, SL_S(".test")) &&
           (sl_str_is(end, ".yml") || sl_str_is(end, ".yaml") || sl_str_is(end, ".toml") ||
            sl_str_is(end, ".json"));
}

typedef struct rule_list {
    sl_rule_file *v;
    size_t n, cap;
} rule_list;

static bool add_rules(rule_list *list, sl_arena *mem, const sl_source *source, sl_err *e)
{
    size_t total = 0;
    for (size_t i = 0; i < source->units.n; i++) {
        const sl_unit *unit = &source->units.v[i];
        if (unit->kind != SL_UNIT_FILE || !is_rule_path(unit->path))
            continue;
        sl_buf text;
        sl_buf_init(&text, SL_RULES_MAX - total);
        bool ok = source->read(source, i, &text, e);
        if (ok)
            *sl_list_add(mem, list) = (sl_rule_file){unit->label, sl_dup(mem, sl_buf_str(&text))};
        total += text.n;
        sl_buf_clear(&text);
        if (!ok)
            return sl_fail_more(e, "rules of the repository");
    }
    return true;
}

/* A commit without that folder has no rules of its own. */
static bool commit_rules(sl_source **out, sl_arena *mem, const sl_files *files, const sl_strs *only,
                         sl_err *e)
{
    sl_err why = {0};
    if (sl_source_commit(out, mem, files->repo, files->at, only, &why))
        return true;
    *out = NULL;
    return why.kind == SL_ENOENT || sl_fail(e, why.kind, "%s", why.text);
}

bool sl_project_rules(const sl_rule_file **out, size_t *n, sl_arena *mem, const sl_files *files,
                      sl_err *e)
{
    rule_list list = {0};
    sl_source *source = NULL;
    sl_str folder = sl_str_sub(sl_str_of(rules_folder), 0, sizeof rules_folder - 2);
    sl_strs only = {.v = &folder, .n = 1};
    bool ok = true;
    if (files->repo)
        ok = commit_rules(&source, mem, files, &only, e);
    else if (sl_path_is_folder(sl_path_join(mem, files->folder, folder)))
        ok = sl_source_folder(&source, mem, files->folder, &(sl_walk_options){.only = only}, e);
    if (ok && source)
        ok = add_rules(&list, mem, source, e);
    sl_source_close(source);
    *out = list.v;
    *n = list.n;
    return ok;
}

static bool read_extended(void *context, sl_buf *out, sl_str path, sl_err *e)
{
    return sl_files_read(out, context, path, e);
}

static bool has_toml(const sl_strs *rules)
{
    for (size_t i = 0; i < rules->n; i++)
        if (sl_str_eq_case(sl_path_extension(rules->v[i]), SL_S(".toml")))
            return true;
    return false;
}

/* The repository's own rules while they are gathered. */
typedef struct own_rules {
    sl_arena *mem;
    const sl_files *files;
    rule_list list;
    sl_str replaced; /* the kind whose built-in rules they stand instead of */
} own_rules;

/* As gitleaks does, the configuration at the top stands instead of the built-in rules, unless it
   extends them. */
static bool add_gitleaks(own_rules *own, sl_err *e)
{
    static const sl_str name = SL_STR(".gitleaks.toml");
    sl_str text;
    if (!sl_files_text(&text, own->mem, own->files, name, SL_RULES_MAX, e))
        return false;
    if (!sl_str_trim(text).n)
        return true;
    own->replaced = SL_S("secrets");
    *sl_list_add(own->mem, &own->list) = (sl_rule_file){.path = name, .text = text};
    return true;
}

/* What belongs to the repository, with the files that are extended. */
static bool add_own(own_rules *own, bool with_gitleaks, sl_err *e)
{
    const sl_rule_file *some;
    size_t n;
    sl_files files = *own->files;
    if (!sl_project_rules(&some, &n, own->mem, own->files, e))
        return false;
    for (size_t i = 0; i < n; i++)
        *sl_list_add(own->mem, &own->list) = some[i];
    if (with_gitleaks && !add_gitleaks(own, e))
        return false;
    some = own->list.v;
    n = own->list.n;
    if (!sl_extend_follow(&some, &n, own->mem, read_extended, &files, e))
        return false;
    own->list.n = 0;
    for (size_t i = 0; i < n; i++)
        *sl_list_add(own->mem, &own->list) = some[i];
    return true;
}

bool sl_project_rule_spec(sl_rules_spec *out, sl_arena *mem, const sl_files *files,
                          const sl_strs *rules, sl_err *e)
{
    own_rules own = {.mem = mem, .files = files};
    const sl_rule_file *some;
    size_t n;
    bool add_default = false;
    if (!add_own(&own, !has_toml(rules), e))
        return false;
    for (size_t k = 0; k < rules->n; k++) {
        if (sl_str_is(rules->v[k], "default")) {
            add_default = true;
            continue;
        }
        if (!sl_rule_files_read(&some, &n, mem, rules->v[k], e))
            return sl_fail_more(e, "--rules");
        for (size_t i = 0; i < n; i++)
            *sl_list_add(mem, &own.list) = some[i];
    }
    out->files = own.list.v;
    out->n_files = own.list.n;
    out->replaced = own.replaced;
    out->replace_builtin = rules->n && !add_default;
    return true;
}

/** A part of --set, "KIND.OPTION=VALUE". */
typedef struct setting {
    const sl_stage_kind *kind;
    sl_str name, value;
} setting;

static bool read_setting(setting *out, sl_str text, sl_err *e)
{
    size_t dot = sl_str_chr(text, '.');
    size_t equals = sl_str_chr(text, '=');
    if (dot == SIZE_MAX || equals == SIZE_MAX || dot > equals)
        return sl_fail(e, SL_EUSAGE, "--set is KIND.OPTION=VALUE, not '%.*s'", SL_FMT(text));
    out->kind = sl_stage_kind_of(sl_str_sub(text, 0, dot));
    out->name = sl_str_sub(text, dot + 1, equals);
    out->value = sl_str_sub(text, equals + 1, text.n);
    return out->kind ||
           sl_fail(e, SL_EUSAGE, "--set %.*s: there is no such kind of stage", SL_FMT(text));
}

bool sl_options_set_kind(sl_options *options, const sl_stage_kind *kind, const sl_strs *set,
                         sl_err *e)
{
    for (size_t i = 0; i < set->n; i++) {
        setting one;
        if (!read_setting(&one, set->v[i], e))
            return false;
        if (one.kind == kind && !sl_options_set(options, one.name, one.value, e))
            return sl_fail_more(e, "--set %.*s", SL_FMT(set->v[i]));
    }
    return true;
}

bool sl_project_set(sl_pipeline *pipeline, const sl_strs *set, sl_err *e)
{
    setting one;
    for (size_t i = 0; i < set->n; i++)
        if (!read_setting(&one, set->v[i], e))
            return false;
    for (size_t k = 0; k < pipeline->stages.n; k++)
        if (!sl_options_set_kind(pipeline->stages.v[k].options, pipeline->stages.v[k].kind, set, e))
            return false;
    return true;
}

sl_str sl_today(sl_arena *mem)
{
    time_t now = time(NULL);
    struct tm tm;
    char text[16];
    gmtime_r(&now, &tm);
    return sl_dup(mem, sl_str_at(text, strftime(text, sizeof text, "%Y-%m-%d", &tm)));
}
