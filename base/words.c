/* Names of severities, confidences, states and verdicts: the words of the contracts. */
#include "sluice/severity.h"
#include "sluice/ledger.h"
#include "sluice/result.h"

static const char *const severities[] = {"info", "low", "medium", "high", "critical", "none"};
static const char *const confidences[] = {"low", "medium", "high"};

const char *sl_severity_name(sl_severity severity)
{
    return severities[severity];
}

bool sl_severity_read(sl_str name, sl_severity *out)
{
    static const struct {
        const char *name;
        sl_severity severity;
    } others[] = {{"error", SL_HIGH},     {"warning", SL_MEDIUM},  {"note", SL_LOW},
                  {"style", SL_LOW},      {"moderate", SL_MEDIUM}, {"informational", SL_INFO},
                  {"negligible", SL_INFO}};
    for (size_t i = 0; i <= SL_SEVERITY_NONE; i++)
        if (sl_str_eq_case(name, sl_str_of(severities[i])))
            return *out = (sl_severity)i, true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (sl_str_eq_case(name, sl_str_of(others[i].name)))
            return *out = others[i].severity, true;
    return false;
}

const char *sl_confidence_name(sl_confidence confidence)
{
    return confidences[confidence];
}

bool sl_confidence_read(sl_str name, sl_confidence *out)
{
    for (size_t i = 0; i < sizeof confidences / sizeof *confidences; i++)
        if (sl_str_eq_case(name, sl_str_of(confidences[i])))
            return *out = (sl_confidence)i, true;
    return false;
}

const char *sl_unit_state_name(sl_unit_state state)
{
    static const char *const names[] = {"skipped", "cached", "scanned", "partial", "failed"};
    return names[state];
}

size_t sl_ledger_total(const sl_ledger_counts *counts)
{
    return counts->n_scanned + counts->n_cached + counts->n_skipped + counts->n_failed;
}

const char *sl_stage_state_name(sl_stage_state state)
{
    static const char *const names[] = {"waiting", "running", "passed",
                                        "blocked", "failed",  "skipped"};
    return names[state];
}

const char *sl_verdict_name(sl_verdict verdict)
{
    static const char *const names[] = {"pass", "fail", "error"};
    return names[verdict];
}
