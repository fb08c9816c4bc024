/* Putting a report together. */
#include "engine/work/report.h"

void sl_report_state(sl_report *report, sl_arena *mem, size_t scanner, sl_unit_state state,
                     sl_str reason)
{
    *sl_list_add(mem, &report->states) = (sl_unit_result){
        .unit = report->unit, .scanner = scanner, .state = state, .reason = reason};
}
