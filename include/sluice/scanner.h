/* The contract between a scanner and the pass that runs it: state made once in the parent, units
   scanned one at a time in sandboxed workers, hits handed to a sink. */
#ifndef SLUICE_SCANNER_H
#define SLUICE_SCANNER_H

#include "sluice/arena.h"
#include "sluice/err.h"
#include "sluice/finding.h"
#include "sluice/measure.h"
#include "sluice/options.h"
#include "sluice/unit.h"

/** Where a worker's hits go; made by the pass for each (unit, scanner). */
typedef struct sl_sink sl_sink;

/** Times by rule and file. */
typedef struct sl_profile sl_profile;

/** What a scanner is opened with. Everything lives as long as the pass. */
typedef struct sl_scan_setup {
    sl_arena *mem;
    const sl_options *options; /* the stage's `with`, defaults filled in */
    const sl_ruleset *rules;   /* NULL for a kind without rules */
    sl_str stage;              /* the stage's name */
    void *context;             /* as the pass was given it; most kinds have none */
    sl_profile *profile;       /* where times go, in `gather`; NULL: nobody asks */
} sl_scan_setup;

/** Adds the time of a rule in one file; the id lives as long as the rule. */
void sl_profile_rule(sl_profile *profile, sl_str rule, uint64_t ns);
/** Adds the time of a file, on which so many rules were tried. */
void sl_profile_file(sl_profile *profile, sl_str file, uint64_t ns, size_t n_rules);

/** What a scanner reports. Offsets are bytes in the text that it was given. */
typedef struct sl_hit {
    size_t rule;       /* index in the rule set */
    size_t start, end; /* the region; equal for "the file as a whole" with `is_whole` */
    bool is_whole;
    bool has_severity; /* `severity` replaces the rule's */
    sl_severity severity;
    bool has_confidence;
    sl_confidence confidence;
    bool is_old;     /* the base has it too */
    sl_str message;  /* empty: the rule's own */
    sl_str identity; /* what makes it the same finding later; empty: the rule and the text of
                        the region with white space folded */
    size_t secret_start, secret_end; /* bytes to redact in the snippet (equal: none) */
    sl_str secret; /* the secret itself where it is not those bytes (it was decoded) */
    sl_str inner;  /* path inside the unit (image or archive); then the region is in `text` */
    sl_str text;   /* the inner file's text when `inner` is set; may be empty */
    sl_str fix;    /* what the region should be; NULL p: none is known */
    sl_str resource, package;
    sl_places related;
} sl_hit;

/** Memory that lives until the unit is done. */
sl_arena *sl_sink_mem(sl_sink *sink);
/** Reports a hit; copied at once. */
void sl_sink_hit(sl_sink *sink, const sl_hit *hit);
/** The unit was understood only in part (`what`: "lines 12-14: …"); goes to the ledger. */
void sl_sink_partial(sl_sink *sink, sl_str what);
/** This scanner has nothing to do with the unit after all ("binary", …). */
void sl_sink_skip(sl_sink *sink, sl_str reason);
/** Hands a record to the scanner's `gather` in the parent (an inventory row, an index entry). */
void sl_sink_fact(sl_sink *sink, sl_str bytes);

/** In `finish`: tells what was measured; `stage` is filled in. Copied at once. */
void sl_sink_measure(sl_sink *sink, const sl_measure *measure);

/** Bytes [start, end) of a text that are new; equal: what stands around them stood not together. */
typedef struct sl_change {
    size_t start, end;
} sl_change;

/** What comes of looking through a text: to be scanned; nothing to find at the paths that it has;
    nothing to find at any. */
typedef enum sl_screen_verdict {
    SL_SCREEN_SUSPECT,
    SL_SCREEN_CLEAN_HERE,
    SL_SCREEN_CLEAN
} sl_screen_verdict;

enum {
    SL_SCREEN_REASONS = 8,
    SL_SCREEN_MAYBE = 0x40000000 /* the rule found nothing, but could after a change elsewhere */
};

/** What is known of a text that was looked through. */
typedef struct sl_screened {
    sl_screen_verdict verdict;
    bool is_settled;    /* nothing in it, beside the reasons, could become a finding by a change
                           elsewhere: a text that is told from it is looked at where it differs */
    size_t n_bytes;     /* of the text */
    uint32_t n_reasons; /* rules that found something; more than SL_SCREEN_REASONS: any may have */
    uint32_t reasons[SL_SCREEN_REASONS]; /* numbers in the rule set */
} sl_screened;

/** A text that is looked through before it is scanned. */
typedef struct sl_screening {
    sl_arena *mem; /* emptied after the call */
    sl_str text;
    const sl_screened *base;  /* NULL, or of the settled text that it is told from */
    const sl_change *changes; /* in order: what is new beside it */
    size_t n_changes;
    const sl_str *paths; /* all that it has; none: they are not known */
    size_t n_paths;
} sl_screening;

/** One scanner. A scanner that `compares` also gets units of other roles than SL_ROLE_TESTED where
    there is a base, knows by itself what is old, and reports in `finish`. `open`, `wants`,
    `gather`, `finish` and `close` run in the parent, `scan` in a worker. */
typedef struct sl_scanner {
    bool compares; /* see above */
    /** Makes the scanner's state from options and rules. */
    bool (*open)(void **state, const sl_scan_setup *setup, sl_err *e);
    /** True when the unit's path and kind are the scanner's business (content is not known yet). */
    bool (*wants)(const void *state, const sl_unit *unit);
    /** Scans one unit: `text` is its content (empty for an image; its path on disk is then in
        unit->path). A false return fails the unit with the error's sentence. */
    bool (*scan)(void *state, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e);
    /** Optional, of kinds that see history, in a worker: looks through a text. */
    bool (*screen)(void *state, const sl_screening *what, sl_screened *out, sl_err *e);
    /** Beside `screen`: true when the path alone may be reason enough for a finding. */
    bool (*minds)(void *state, sl_str path);
    /** Optional: takes a fact in the order of units. */
    bool (*gather)(void *state, const sl_unit *unit, sl_str fact, sl_err *e);
    /** Optional: after all units; hits that need all facts go to the sink with their path. */
    bool (*finish)(void *state, sl_sink *sink, sl_err *e);
    /** Optional: releases what is not in the arena. */
    void (*close)(void *state);
    /** What `scan` says depends on more than the unit's kind, mode, path, label and content, the
        options and the rules: on time, the disk, other units. None of it is kept in the cache. */
    bool is_volatile;
} sl_scanner;

#endif
