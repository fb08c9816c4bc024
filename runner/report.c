/* The table of report formats, from reports.def. */
#include "runner/report.h"

#define SL_REPORT(name) extern const sl_report sl_report_##name;
#include "runner/reports.def"
#undef SL_REPORT

static const sl_report *const reports[] = {
#define SL_REPORT(name) &sl_report_##name,
#include "runner/reports.def"
#undef SL_REPORT
};

const sl_report *const *sl_reports(size_t *n)
{
    *n = sizeof reports / sizeof *reports;
    return reports;
}

const sl_report *sl_report_of(sl_str name)
{
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        if (sl_str_is(name, reports[i]->name))
            return reports[i];
    return NULL;
}

bool sl_report_end(const sl_buf *out, sl_err *e)
{
    return !out->is_over ||
           sl_fail(e, SL_ETOOBIG, "the report is larger than %zu bytes; scan less at a time",
                   out->max);
}
