/* What a worker tells about one unit. In the worker it is made by a sink, over the wire it travels
   as bytes (wire.h), in the parent it becomes findings and ledger entries. */
#ifndef SLUICE_ENGINE_WORK_REPORT_H
#define SLUICE_ENGINE_WORK_REPORT_H

#include "engine/work/spec.h"

/** One hit as a finding whose `rule`, `stage` and default texts the parent fills in. An empty
   `file` means the unit itself. */
typedef struct sl_report_hit {
    size_t scanner, rule; /* indices */
    sl_finding finding;
} sl_report_hit;

/** One record for a scanner's `gather`. */
typedef struct sl_report_fact {
    size_t scanner;
    sl_str bytes;
} sl_report_fact;

/** Bytes of the unit's text that no snippet may show. */
typedef struct sl_secret {
    size_t start, end;
    size_t shown; /* set by sl_snippet_text: bytes at the start that may be seen */
} sl_secret;

/** The secrets of one text, in any order until sl_snippet_text sorts and joins them. */
typedef struct sl_secrets {
    sl_secret *v;
    size_t n, cap;
    bool is_joined;
} sl_secrets;

/** The report on one unit: a state for each scanner that looked (or one of SIZE_MAX for all). */
typedef struct sl_report {
    size_t unit;
    sl_id id; /* of the content; SL_ID_NONE where nothing was read */
    struct {
        sl_unit_result *v;
        size_t n, cap;
    } states;
    struct {
        sl_report_hit *v;
        size_t n, cap;
    } hits;
    struct {
        sl_report_fact *v;
        size_t n, cap;
    } facts;
    sl_secrets secrets; /* of the unit's own text, for snippets that are made later */
} sl_report;

/** Adds a state; the text is not copied. */
void sl_report_state(sl_report *report, sl_arena *mem, size_t scanner, sl_unit_state state,
                     sl_str reason);

#endif
