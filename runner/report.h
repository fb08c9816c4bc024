/* Reports: one function per format in report_NAME.c, gathered in reports.def. Only reports print
   results. */
#ifndef SLUICE_RUNNER_REPORT_H
#define SLUICE_RUNNER_REPORT_H

#include "base/json.h"
#include "sluice/buf.h"
#include "sluice/err.h"
#include "sluice/result.h"

/** How a report is to look; formats for machines ignore it. */
typedef struct sl_report_look {
    bool has_colour;
    bool is_quiet;   /* verdict and blocking findings only */
    bool is_guarded; /* what a change brings along to accept its findings does not count */
    bool is_verbose; /* also findings that do not count, and every notice */
    unsigned width;  /* columns of the terminal; 0: 100 */
} sl_report_look;

/** A format. `write` appends the whole report to `out`. */
typedef struct sl_report {
    const char *name;    /* as in --format NAME */
    const char *summary; /* a phrase for help */
    const char *file;    /* the customary file name: "sluice.sarif" */
    bool (*write)(sl_buf *out, const sl_result *result, const sl_report_look *look, sl_err *e);
} sl_report;

/** All formats, in the order of reports.def. */
const sl_report *const *sl_reports(size_t *n);
/** The format of that name; NULL when there is none. */
const sl_report *sl_report_of(sl_str name);
/** The finding's message and, for a secret that a provider was asked about, what came back. */
sl_str sl_report_message(sl_arena *mem, const sl_finding *finding);
/** What came back in one phrase: "verified: active, of octocat (api.github.com answers 200)"; empty
    where nobody was asked. */
sl_str sl_report_verified(sl_arena *mem, const sl_finding *finding);
/** "12 inputs: 12 scanned, 0 cached, …", and how many findings are known, where some are. */
sl_str sl_report_inputs(sl_arena *mem, const sl_result *result);
/** Writes the counts as members "total", "scanned" … of the open object. */
void sl_report_put_counts(sl_json *j, const sl_ledger_counts *counts);
/** True when all of the report fitted into `out`; else an error. For the formats' own use. */
bool sl_report_end(const sl_buf *out, sl_err *e);

#endif
