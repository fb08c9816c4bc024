/* What one execution shares: the loop, the result, the rules, the clock. */
#include "runner/session.h"

#include "engine/cache/place.h"

#include <stdlib.h>
#include <time.h>

#include "runner/copies.h"

static sl_str utc_now(sl_arena *mem)
{
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    char text[32];
    size_t n = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return sl_dup(mem, sl_str_at(text, n));
}

bool sl_session_open(sl_session *session, sl_arena *mem, sl_result *result,
                     const sl_session_spec *spec, sl_err *e)
{
    *session = (sl_session){.mem = mem, .spec = *spec, .result = result};
    session->started_ms = sl_now_ms();
    result->started = utc_now(mem);
    session->book = sl_ledger_open(mem, &result->ledger);
    session->ignores = sl_ignores_new(mem);
    sl_ignores_add(session->ignores, (sl_str){0}, spec->ignore_file);
    if (spec->reveals)
        sl_session_tell(session, true,
                        SL_S("secrets are shown as they are (--reveal): keep this report to "
                             "yourself, do not upload or publish it"));
    return sl_loop_new(&session->loop, e);
}

void sl_session_cache(sl_session *session, sl_str common)
{
    sl_err e = {0};
    sl_cache_spec spec = {.folder = session->spec.cache_folder};
    if (session->spec.no_cache || session->cache)
        return;
    if (!spec.folder.n)
        spec.folder = sl_cache_place(session->mem, common);
    if (spec.folder.n && !sl_cache_open(&session->cache, session->mem, &spec, &e))
        sl_session_tell(session, false, sl_printf(session->mem, "nothing is cached: %s", e.text));
    session->spec.rules.cache = session->cache;
}

void sl_session_clear(sl_session *session)
{
    sl_cache_close(session->cache);
    session->cache = NULL;
    sl_loop_free(session->loop);
    session->loop = NULL;
}

size_t sl_session_stage(sl_session *session, sl_str name, sl_str uses)
{
    *sl_list_add(session->mem, &session->result->stages) =
        (sl_stage_result){.name = name, .uses = uses};
    return session->result->stages.n - 1;
}

void sl_session_begin(sl_session *session, size_t stage)
{
    sl_stage_result *s = &session->result->stages.v[stage];
    if (s->attempts++ == 0)
        s->started_ms = sl_now_ms() - session->started_ms;
    s->state = SL_STAGE_RUNNING;
    const sl_watcher *w = &session->spec.watcher;
    if (w->stage)
        w->stage(w->context, s);
}

void sl_session_end(sl_session *session, size_t stage, sl_stage_state state, sl_str sentence)
{
    sl_stage_result *s = &session->result->stages.v[stage];
    s->state = state;
    s->sentence = sl_dup(session->mem, sentence);
    s->ended_ms = sl_now_ms() - session->started_ms;
    if (!s->attempts)
        s->started_ms = s->ended_ms;
    const sl_watcher *w = &session->spec.watcher;
    if (w->stage)
        w->stage(w->context, s);
}

void sl_session_tell(sl_session *session, bool is_warning, sl_str text)
{
    sl_str kept = sl_dup(session->mem, text);
    if (sl_map_put(&session->notes, session->mem, kept, session))
        *sl_list_add(session->mem, &session->result->notices) = (sl_notice){is_warning, kept};
}

/* What packs have to say: rules that are passed over. */
static void tell_notes(sl_session *session, const sl_ruleset *set)
{
    for (size_t p = 0; p < sl_ruleset_packs(set); p++) {
        size_t first;
        sl_str rest = sl_pack_blob(sl_ruleset_pack(set, p, &first), SL_PACK_NOTES);
        sl_str line;
        while (sl_str_cut(&rest, '\n', &line))
            sl_session_tell(session, true, line);
    }
}

bool sl_session_rules(sl_ruleset **out, sl_session *session, const sl_stage_kind *kind, sl_err *e)
{
    *out = NULL;
    if (!kind->rules)
        return true;
    sl_str name = sl_str_of(kind->name);
    *out = sl_map_get(&session->rulesets, name);
    if (*out)
        return true;
    if (!sl_ruleset_load(out, session->mem, kind, &session->spec.rules, e))
        return false;
    sl_map_put(&session->rulesets, session->mem, name, *out);
    tell_notes(session, *out);
    if (sl_str_eq(session->spec.rules.replaced, name) && sl_ruleset_packs(*out) == 1)
        sl_session_tell(session, false,
                        SL_S(".gitleaks.toml does not extend the default rules: its own are used "
                             "instead of the built-in ones"));
    return true;
}

static int by_place(const void *left, const void *right)
{
    const sl_finding *a = left;
    const sl_finding *b = right;
    int order = sl_str_cmp(a->file, b->file);
    if (!order)
        order = (a->region.line > b->region.line) - (a->region.line < b->region.line);
    if (!order)
        order = (a->region.column > b->region.column) - (a->region.column < b->region.column);
    if (!order)
        order = sl_str_cmp(a->rule->id, b->rule->id);
    if (!order)
        order = sl_str_cmp(a->stage, b->stage);
    return order ? order : strcmp(a->fingerprint, b->fingerprint);
}

static int by_path(const void *left, const void *right)
{
    const sl_entry *a = left;
    const sl_entry *b = right;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return sl_str_cmp(a->path, b->path);
}

void sl_session_close(sl_session *session)
{
    sl_result *result = session->result;
    sl_copies_tell(result, session->mem);
    if (result->findings.n)
        qsort(result->findings.v, result->findings.n, sizeof *result->findings.v, by_place);
    if (result->ledger.n)
        qsort(result->ledger.v, result->ledger.n, sizeof *result->ledger.v, by_path);
    sl_ledger_count(session->book);
    result->waivers = session->gate.waivers;
    if (sl_cache_trouble(session->cache).n)
        sl_session_tell(session, false,
                        sl_printf(session->mem, "the cache is left alone: %.*s",
                                  SL_FMT(sl_cache_trouble(session->cache))));
    if (session->gate.waivers)
        sl_gate_tell_waivers(result, session->mem, session->gate.waivers, session->is_part);
    sl_gate_close(result, session->mem);
    if (session->is_interrupted) {
        result->verdict = SL_ERROR;
        result->exit_status = SL_EXIT_INTERRUPTED;
        result->why = SL_S("interrupted");
    }
    result->elapsed_ms = sl_now_ms() - session->started_ms;
}
