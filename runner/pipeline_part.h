/* What the parts of the pipeline reader share: the file at hand, its errors, and typed members. */
#ifndef SLUICE_RUNNER_PIPELINE_PART_H
#define SLUICE_RUNNER_PIPELINE_PART_H

#include "sluice/pipeline.h"

/** A pipeline file while it is read. */
typedef struct sl_pipeline_part {
    sl_arena *mem;
    sl_str file, text;
    sl_err *e;
} sl_pipeline_part;

enum { SL_MEMBER_COUNT_MAX = 1000 };

/** The type of a member, for reading and for the schema. */
typedef enum sl_member_type {
    SL_MEMBER_TEXT,
    SL_MEMBER_COUNT, /* 0 to SL_MEMBER_COUNT_MAX */
    SL_MEMBER_BOOL,
    SL_MEMBER_DURATION,
    SL_MEMBER_SEVERITY,
    SL_MEMBER_TEXTS,  /* a list of texts, or one text */
    SL_MEMBER_CHOICE, /* one of `choices` */
    SL_MEMBER_OTHER,  /* read by its own function, as are those that follow */
    SL_MEMBER_THRESHOLDS
} sl_member_type;

/** A member of a map in the pipeline: its name, type, and where its value goes. */
typedef struct sl_member {
    const char *name;
    sl_member_type type;
    size_t offset;              /* in the structure that is filled */
    const char *const *choices; /* of SL_MEMBER_CHOICE; the first is false, the second true */
    const char *help;
} sl_member;

/** Fails with the place of `at`, the line and a caret; returns false. */
bool sl_part_wrong(const sl_pipeline_part *part, const sl_node *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** Shows the place of an error that begins "FILE:LINE:COLUMN: " already: adds the line and a caret,
    and makes it SL_EUSAGE; returns false. */
bool sl_part_show(const sl_pipeline_part *part);
/** Fails for an unknown name with the nearest of `names`; `what` as in "unknown key". */
bool sl_part_unknown(const sl_pipeline_part *part, const sl_node *at, const char *what,
                     const sl_strs *names);
/** Reads the members of a map into a structure; unknown keys and wrong types are errors. Members of
    SL_MEMBER_OTHER and behind are left to the caller. `table` ends with a row without name. */
bool sl_part_members(const sl_pipeline_part *part, const sl_node *map, const sl_member *table,
                     void *into);

/** Reads a list of texts, or one text, for the member `name`. */
bool sl_part_texts(const sl_pipeline_part *part, const sl_node *value, const char *name,
                   sl_strs *out);
/** True for the names of variables that usually hold a secret ("API_TOKEN"). */
bool sl_name_is_secret(sl_str name);

/** Members of the maps in a pipeline file: for reading, the schema and the documentation. */
extern const sl_member sl_pipeline_members[], sl_stage_members[], sl_when_members[],
    sl_policy_members[], sl_threshold_members[], sl_variable_members[];

/** Reads `policy` into `policy` (defaults filled in when `node` is NULL). */
bool sl_policy_read(const sl_pipeline_part *part, sl_policy *policy, const sl_node *node);
/** Reads one stage; a matrix adds several to the list of the pipeline. */
bool sl_stage_read(const sl_pipeline_part *part, sl_pipeline *pipeline, const sl_node *node);

#endif
