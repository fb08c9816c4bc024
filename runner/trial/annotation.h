/* What a fixture says that rules find: `ruleid: ID, ID` in a comment above a line that must be
   found, `ok: ID` above one that must not; `todoruleid:` and `todook:` above one about which
   nothing is said yet. The marks are Semgrep's own. */
#ifndef SLUICE_RUNNER_TRIAL_ANNOTATION_H
#define SLUICE_RUNNER_TRIAL_ANNOTATION_H

#include "sluice/arena.h"

typedef enum sl_annotation_kind {
    SL_ANNOTATION_FOUND, /* ruleid */
    SL_ANNOTATION_OK,
    SL_ANNOTATION_TODO /* todoruleid, todook */
} sl_annotation_kind;

/** One mark of one rule. */
typedef struct sl_annotation {
    sl_annotation_kind kind;
    sl_str rule;
    uint32_t line; /* that is meant: the next one which is no mark itself */
} sl_annotation;

/** Marks in the order of the text. */
typedef struct sl_annotations {
    sl_annotation *v;
    size_t n, cap;
} sl_annotations;

/** Adds the marks of `text`, from which ids are borrowed. A mark stands alone in its line, in a
    comment of any language; those for other engines (`proruleid:`, `deepok:`) are passed over. */
void sl_annotations_read(sl_annotations *out, sl_arena *mem, sl_str text);

#endif
