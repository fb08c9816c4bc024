/* The JSON report; docs/report.md and docs/report.schema.json describe it. */
#include "base/json.h"
#include "engine/verify/recipe.h"
#include "runner/measures.h"
#include "runner/report.h"

static const char *standing_name(sl_standing standing)
{
    static const char *const names[] = {"open", "waived", "ignored", "known"};
    return names[standing];
}

static void put_optional(sl_json *j, const char *key, sl_str text)
{
    if (text.n)
        sl_json_str(j, key, text);
}

static void put_stage(sl_json *j, const sl_stage_result *s)
{
    sl_json_object(j, NULL);
    sl_json_str(j, "name", s->name);
    sl_json_str(j, "uses", s->uses);
    sl_json_z(j, "state", sl_stage_state_name(s->state));
    sl_json_str(j, "sentence", s->sentence);
    sl_json_bool(j, "mandatory", s->is_mandatory);
    sl_json_bool(j, "allow_failure", s->allow_failure);
    sl_json_int(j, "findings", (int64_t)s->n_findings);
    sl_json_int(j, "blocking", (int64_t)s->n_blocking);
    sl_json_int(j, "attempts", s->attempts);
    sl_json_int(j, "started_ms", (int64_t)s->started_ms);
    sl_json_int(j, "ended_ms", (int64_t)s->ended_ms);
    sl_json_object_end(j);
}

static void put_region(sl_json *j, const sl_region *r)
{
    sl_json_int(j, "line", r->line);
    sl_json_int(j, "column", r->column);
    sl_json_int(j, "end_line", r->end_line);
    sl_json_int(j, "end_column", r->end_column);
    sl_json_int(j, "offset", (int64_t)r->offset);
    sl_json_int(j, "length", (int64_t)r->length);
}

static void put_related(sl_json *j, const sl_places *places)
{
    if (!places->n)
        return;
    sl_json_list(j, "related");
    for (size_t i = 0; i < places->n; i++) {
        sl_json_object(j, NULL);
        sl_json_str(j, "file", places->v[i].file);
        put_region(j, &places->v[i].region);
        sl_json_str(j, "message", places->v[i].message);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
}

static void put_standing(sl_json *j, const sl_finding *f)
{
    sl_json_z(j, "standing", standing_name(f->standing));
    sl_json_bool(j, "waived", f->standing == SL_WAIVED);
    sl_json_bool(j, "new", f->is_new);
    sl_json_bool(j, "blocks", f->blocks);
    put_optional(j, "reason", f->reason);
    put_optional(j, "owner", f->owner);
    put_optional(j, "until", f->until);
}

static void put_verified(sl_json *j, const sl_finding *f)
{
    if (f->verified == SL_VERIFIED_NOT)
        return;
    sl_json_z(j, "verified", sl_verified_name(f->verified));
    put_optional(j, "verified_why", f->verified_why);
    put_optional(j, "account", f->account);
}

static void put_origin(sl_json *j, const sl_origin *o)
{
    if (!o)
        return;
    sl_json_object(j, "origin");
    sl_json_str(j, "object", o->object);
    put_optional(j, "commit", o->commit);
    put_optional(j, "author", o->author);
    put_optional(j, "mail", o->mail);
    put_optional(j, "date", o->date);
    put_optional(j, "reach", o->reach);
    put_optional(j, "ref", o->ref);
    sl_json_bool(j, "at_tip", o->is_at_tip);
    sl_json_int(j, "objects", (int64_t)o->n_objects);
    sl_json_object_end(j);
}

static void put_finding(sl_json *j, const sl_finding *f)
{
    sl_json_object(j, NULL);
    sl_json_str(j, "rule", f->rule->id);
    sl_json_z(j, "severity", sl_severity_name(f->severity));
    sl_json_z(j, "confidence", sl_confidence_name(f->confidence));
    sl_json_str(j, "stage", f->stage);
    sl_json_str(j, "title", f->rule->title);
    sl_json_str(j, "message", f->message);
    sl_json_str(j, "file", f->file);
    put_region(j, &f->region);
    sl_json_str(j, "snippet", f->snippet);
    put_optional(j, "secret", f->secret);
    put_verified(j, f);
    put_optional(j, "remediation", f->rule->remediation);
    if (f->fix.p)
        sl_json_str(j, "fix", f->fix);
    put_optional(j, "resource", f->resource);
    put_optional(j, "package", f->package);
    sl_json_strs(j, "cwe", &f->rule->cwe);
    sl_json_strs(j, "references", &f->rule->references);
    sl_json_strs(j, "equivalents", &f->rule->equivalents);
    sl_json_z(j, "fingerprint", f->fingerprint);
    put_standing(j, f);
    put_related(j, &f->related);
    put_origin(j, f->origin);
    sl_json_object_end(j);
}

static void put_ledger(sl_json *j, const sl_ledger *ledger, bool all)
{
    sl_json_object(j, "ledger");
    sl_report_put_counts(j, &ledger->counts);
    sl_json_list(j, "sources");
    for (size_t i = 0; i < ledger->sources.n; i++) {
        sl_json_object(j, NULL);
        sl_json_str(j, "name", ledger->sources.v[i].name);
        sl_report_put_counts(j, &ledger->sources.v[i].counts);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
    sl_json_list(j, "units");
    for (size_t i = 0; i < ledger->n; i++) {
        const sl_entry *entry = &ledger->v[i];
        if (!all && (entry->state == SL_UNIT_SCANNED || entry->state == SL_UNIT_CACHED))
            continue;
        sl_json_object(j, NULL);
        sl_json_str(j, "path", entry->path);
        sl_json_z(j, "state", sl_unit_state_name(entry->state));
        sl_json_str(j, "reason", entry->reason);
        put_optional(j, "stage", entry->stage);
        sl_json_str(j, "source", ledger->sources.v[entry->source].name);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
    sl_json_object_end(j);
}

static void put_waivers(sl_json *j, const sl_waivers *waivers)
{
    sl_json_list(j, "waivers");
    for (size_t i = 0; waivers && i < waivers->n; i++) {
        const sl_waiver *w = &waivers->v[i];
        sl_json_object(j, NULL);
        put_optional(j, "rule", w->rule);
        put_optional(j, "path", w->path);
        put_optional(j, "fingerprint", w->fingerprint);
        sl_json_str(j, "reason", w->reason);
        sl_json_str(j, "owner", w->owner);
        put_optional(j, "expires", w->expires);
        sl_json_int(j, "used", (int64_t)w->n_used);
        sl_json_bool(j, "expired", w->is_expired);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
}

static void put_counts_by_severity(sl_json *j, const sl_result *r)
{
    sl_json_object(j, "counts");
    for (int i = SL_CRITICAL; i >= SL_INFO; i--)
        sl_json_int(j, sl_severity_name((sl_severity)i), (int64_t)r->counts[i]);
    sl_json_int(j, "waived", (int64_t)r->n_waived);
    sl_json_int(j, "ignored", (int64_t)r->n_ignored);
    sl_json_int(j, "known", (int64_t)r->n_known);
    sl_json_object_end(j);
}

static void put_notices(sl_json *j, const sl_result *r)
{
    sl_json_list(j, "notices");
    for (size_t i = 0; i < r->notices.n; i++) {
        sl_json_object(j, NULL);
        sl_json_z(j, "level", r->notices.v[i].is_warning ? "warning" : "info");
        sl_json_str(j, "text", r->notices.v[i].text);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
}

static bool write_json(sl_buf *out, const sl_result *r, const sl_report_look *look, sl_err *e)
{
    (void)look;
    sl_json j = {.out = out};
    sl_json_object(&j, NULL);
    sl_json_z(&j, "schema", "sluice-report/1");
    sl_json_z(&j, "version", SLUICE_VERSION);
    sl_json_z(&j, "verdict", sl_verdict_name(r->verdict));
    sl_json_int(&j, "exit_status", r->exit_status);
    sl_json_str(&j, "why", r->why);
    sl_json_str(&j, "pipeline", r->pipeline);
    sl_json_str(&j, "target", r->target);
    put_optional(&j, "commit", r->commit);
    put_optional(&j, "ref", r->ref);
    put_optional(&j, "base", r->base);
    sl_json_str(&j, "started", r->started);
    sl_json_int(&j, "elapsed_ms", (int64_t)r->elapsed_ms);
    put_counts_by_severity(&j, r);
    sl_json_list(&j, "stages");
    for (size_t i = 0; i < r->stages.n; i++)
        put_stage(&j, &r->stages.v[i]);
    sl_json_list_end(&j);
    sl_json_list(&j, "findings");
    for (size_t i = 0; i < r->findings.n; i++)
        put_finding(&j, &r->findings.v[i]);
    sl_json_list_end(&j);
    if (r->measures.n)
        sl_measures_put(&j, r);
    put_ledger(&j, &r->ledger, r->all_units);
    put_waivers(&j, r->waivers);
    put_notices(&j, r);
    sl_json_object_end(&j);
    sl_buf_addc(out, '\n');
    return sl_report_end(out, e);
}

const sl_report sl_report_json = {"json", "everything, for programs (docs/report.md)",
                                  "sluice.json", write_json};
