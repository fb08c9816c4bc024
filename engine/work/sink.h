/* The sink of one unit: takes hits from scanners, finds their lines, cuts and redacts snippets,
   makes fingerprints, looks for inline ignores, and leaves a report. */
#ifndef SLUICE_ENGINE_WORK_SINK_H
#define SLUICE_ENGINE_WORK_SINK_H

#include "engine/work/report.h"

/** A sink over the scanners of a pass that reports on `unit` with content `text` (both NULL/empty
   in `finish`, where hits name their file in `inner`). All in `mem`. */
sl_sink *sl_sink_new(sl_arena *mem, const sl_pass_spec *spec, const sl_unit *unit, sl_str text);
/** For `finish`: the secrets of each unit's text by index (NULL: none), so that hits which name a
    unit in `inner` without a text get their lines from its content. */
void sl_sink_secrets(sl_sink *sink, const sl_secrets *const *secrets);
/** The scanner that reports from now on. */
void sl_sink_begin(sl_sink *sink, size_t scanner);
/** Ends the turn of the scanner: `ok` and `e` are what it returned. Its state goes to the report.
 */
void sl_sink_end(sl_sink *sink, bool ok, const sl_err *e);
/** What the scanners measured, in the memory of the sink. */
const sl_measures *sl_sink_measures(const sl_sink *sink);
/** The report with snippets redacted by the secrets of all scanners, hits in order. `unit` and `id`
    are the caller's to set. */
sl_report *sl_sink_report(sl_sink *sink);

#endif
