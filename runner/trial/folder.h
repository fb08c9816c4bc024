/* Rule files and the fixtures that belong to them. */
#ifndef SLUICE_RUNNER_TRIAL_FOLDER_H
#define SLUICE_RUNNER_TRIAL_FOLDER_H

#include "engine/rules/ruleset.h"

/** A fixture, and what it has to be when all fixes of its rules were made. */
typedef struct sl_rule_fixture {
    sl_str path, text;
    bool is_fixed;    /* the result of fixes, not something to look at */
    size_t rule_file; /* of the same name in the same folder; SIZE_MAX: none */
    size_t fixed;     /* the fixture that is this one with its fixes; SIZE_MAX: none */
} sl_rule_fixture;

/** Where rules and fixtures come from: all files of a folder, by path. */
typedef struct sl_rule_folder {
    const sl_rule_file *rules;
    size_t n_rules;
    const size_t *owners; /* of rule files: the one whose name a file without rules has, and whose
                             fixture it may be; SIZE_MAX: none */
    sl_rule_fixture *fixtures; /* "NAME.test.EXT" or "NAME.EXT" beside "NAME.yml" */
    size_t n_fixtures;
} sl_rule_folder;

/** Reads a folder of rules with their fixtures, or one rule file with its own. */
bool sl_rule_folder_read(sl_rule_folder *out, sl_arena *mem, sl_str path, sl_err *e);

#endif
