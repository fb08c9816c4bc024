/* A large history is looked through before it is scanned, by the scanners that see histories. */
#include "runner/lookback.h"

#include "engine/history/screen.h"

bool sl_lookback_takes(const sl_part *part)
{
    return part->kind->traits & SL_SEES_HISTORY;
}

static bool choose_screen(sl_screen_spec *out, const sl_lookback *back, sl_err *e)
{
    sl_session *s = back->session;
    sl_pass_scanner *scanners = sl_alloc_array(back->mem, back->n_parts + 1, sizeof *scanners);
    *out = (sl_screen_spec){
        .jobs = s->spec.jobs, .require_sandbox = s->spec.require_sandbox, .limits = s->spec.limits};
    out->scanners = scanners;
    for (size_t i = 0; i < back->n_parts; i++) {
        const sl_part *part = &back->parts[i];
        sl_ruleset *rules;
        if (!sl_lookback_takes(part))
            continue;
        if (!sl_session_rules(&rules, s, part->kind, e))
            return false;
        scanners[out->n_scanners++] = (sl_pass_scanner){part->kind, part->options, rules,
                                                        s->result->stages.v[part->stage].name};
    }
    return true;
}

static void tell(const sl_lookback *back, const sl_history_spec *spec, const sl_source *source)
{
    if (spec->ranges.n && !source->units.n)
        sl_session_tell(back->session, false,
                        SL_S("the range is empty: there was nothing to scan in the history"));
    if (sl_history_is_cut(back->history) && !back->is_hook)
        sl_session_tell(back->session, true,
                        SL_S("the clone is shallow: the history ends at its border; "
                             "git fetch --unshallow brings the rest"));
}

bool sl_lookback_open(sl_source **out, sl_lookback *back, const sl_history_spec *spec, sl_err *e)
{
    sl_history_spec full = *spec;
    sl_screen_spec *screen = sl_alloc(back->mem, sizeof *screen);
    full.screen = screen;
    back->name = SL_S("history");
    if (!choose_screen(screen, back, e) || !sl_history_open(&back->history, back->mem, &full, e) ||
        !sl_history_screen(back->history, e) || !sl_history_source(out, back->history, e))
        return false;
    for (size_t i = 0; i < spec->ranges.n && !back->is_hook; i++)
        back->name =
            sl_printf(back->mem, "%.*s %.*s", SL_FMT(back->name), SL_FMT(spec->ranges.v[i]));
    tell(back, spec, *out);
    return true;
}

void sl_lookback_finish(const sl_lookback *back)
{
    sl_ledger_add(back->session->book, back->name, sl_history_clean(back->history));
    sl_history_keep(back->history);
}
