/* The project under test: its repository, commit, pipeline and what protects it. */
#ifndef SLUICE_RUNNER_PROJECT_H
#define SLUICE_RUNNER_PROJECT_H

#include "engine/rules/ruleset.h"
#include "engine/source/repo.h"
#include "runner/waivers.h"
#include "runner/baseline.h"
#include "runner/gitleaks.h"
#include "sluice/pipeline.h"
#include "sluice/result.h"

enum {
    SL_PIPELINE_MAX = 1 << 20,   /* bytes of a pipeline, waiver or ignore file */
    SL_BASELINE_MAX = 256 << 20, /* bytes of a baseline file */
    SL_RULES_MAX = 64 << 20      /* bytes of the repository's own rules */
};

/** Where the project's own files are read from: a commit, or a folder when `repo` is NULL. */
typedef struct sl_files {
    sl_repo *repo;
    const sl_commit *at;
    sl_str folder;
} sl_files;

/** Appends a file of the project; SL_ENOENT when it is not there. */
bool sl_files_read(sl_buf *out, const sl_files *files, sl_str path, sl_err *e);
/** The text of a file, at most `max` bytes, in the arena; empty when it is not there. */
bool sl_files_text(sl_str *out, sl_arena *mem, const sl_files *files, sl_str path, size_t max,
                   sl_err *e);
/** The pipeline `name` ("sluice:NAME", a path; empty: .sluice.yml) with its includes. */
bool sl_project_pipeline(sl_pipeline **out, sl_arena *mem, const sl_files *files, sl_str name,
                         sl_err *e);
/** The waivers and the baseline that the policy names; NULL where it names none. */
bool sl_project_accepted(sl_waivers **waivers, sl_baseline **baseline, sl_arena *mem,
                         const sl_files *files, const sl_policy *policy, sl_err *e);
/** What users of gitleaks have accepted: `.gitleaksignore`, and the policy's baseline where that is
    a report of gitleaks. */
bool sl_project_gitleaks(sl_gitleaks **out, sl_arena *mem, const sl_files *files,
                         const sl_policy *policy, sl_err *e);
/** The repository's own rules (`.sluice/rules/`), in path order. */
bool sl_project_rules(const sl_rule_file **out, size_t *n, sl_arena *mem, const sl_files *files,
                      sl_err *e);
/** Applies those of `--set KIND.OPTION=VALUE` that are of the kind to its options. */
bool sl_options_set_kind(sl_options *options, const sl_stage_kind *kind, const sl_strs *set,
                         sl_err *e);
/** Applies `--set KIND.OPTION=VALUE` to all stages of the kind. */
bool sl_project_set(sl_pipeline *pipeline, const sl_strs *set, sl_err *e);
/** Rules for a session: the repository's own, its `.gitleaks.toml` where `--rules` brings no TOML,
    and those of `--rules`. */
bool sl_project_rule_spec(sl_rules_spec *out, sl_arena *mem, const sl_files *files,
                          const sl_strs *rules, sl_err *e);
/** Today as YYYY-MM-DD, UTC. */
sl_str sl_today(sl_arena *mem);

#endif
