/* Inline ignore comments: `sluice:ignore RULE[,RULE…] reason`, `nosemgrep[: ID]`, `gitleaks:allow`,
   in the line of a finding or in the comment line right above it. */
#ifndef SLUICE_ENGINE_WORK_MARKS_H
#define SLUICE_ENGINE_WORK_MARKS_H

#include "engine/work/lines.h"

/** The ignore comments of one text, looked for on the first question. */
typedef struct sl_marks sl_marks;

/** A finding that asks whether it is ignored. */
typedef struct sl_marks_query {
    sl_str kind;           /* of the stage: "sast" takes nosemgrep, "secrets" gitleaks:allow */
    sl_str rule;           /* id */
    size_t line, end_line; /* of the region, 1-based */
} sl_marks_query;

/** Marks of the text that `lines` is about. */
sl_marks *sl_marks_new(sl_arena *mem, sl_lines *lines);
/** The text after the mark that ignores the finding, perhaps empty; a NULL `p` when none does. */
sl_str sl_marks_note(sl_marks *marks, const sl_marks_query *query);

#endif
