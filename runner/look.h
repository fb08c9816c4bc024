/* `sluice scan`: scanners over paths, the index, a commit or an image, without executing a
   pipeline. Obeys the policy, waivers and baseline of the repository's `.sluice.yml` where there is
   one. */
#ifndef SLUICE_RUNNER_LOOK_H
#define SLUICE_RUNNER_LOOK_H

#include "runner/session.h"

/** A text that is in no file of the repository: a commit's message. */
typedef struct sl_look_text {
    sl_str path; /* by which scanners and waivers know it */
    sl_str label, text;
} sl_look_text;

/** What `sluice scan` or a hook was asked to look at. */
typedef struct sl_look_spec {
    sl_strs paths;    /* files and folders; empty: the current folder */
    sl_str repo;      /* where the repository is (--repo); empty: around the paths */
    bool staged;      /* the index */
    sl_str ref;       /* a commit */
    bool ignored;     /* also what .gitignore hides */
    sl_strs images;   /* images on disk */
    bool history;     /* the history of the repository */
    sl_strs ranges;   /* … of this range only; none: all of it */
    bool unreachable; /* also what nothing reaches */
    sl_str base;
    sl_str policy_from;
    sl_strs only; /* kinds */
    sl_strs set;
    sl_str fail_on;
    sl_strs rules;
    bool adopts; /* for a baseline: the whole work tree, all scanners of the pipeline, and nothing
                    is known yet */
    const sl_look_text *text; /* NULL: none */
    bool is_hook; /* git started us: the repository is the one that its environment names, and what
                     HEAD has is not new */
    sl_str fallback;  /* the built-in pipeline for a repository without one; empty: no policy */
    bool only_stages; /* the scanners that the pipeline's stages use */
    bool is_guarded;  /* policy_from is HEAD, where there is a commit; an ignore comment that is not
                         there does not count */
    sl_str change;    /* with is_guarded: the commit that would alter what HEAD has; may be empty */
    sl_session_spec session;
} sl_look_spec;

/** Scans; the result is complete when it returns true. */
bool sl_look(sl_result *result, sl_arena *mem, const sl_look_spec *spec, sl_err *e);
/** The root of the work tree that a look without paths is about (links resolved): the nearest
    folder upwards with a `.git`, else --repo or the current folder itself. */
bool sl_look_top(sl_str *out, sl_arena *mem, const sl_look_spec *spec, sl_err *e);

#endif
