/* The state of a secrets scan and its steps: see, confirm, judge, resolve. Private to the stage. */
#ifndef SLUICE_STAGES_SECRETS_SCANNER_H
#define SLUICE_STAGES_SECRETS_SCANNER_H

#include "engine/archive/archive.h"
#include "engine/match/patterns.h"
#include "engine/rules/pack.h"
#include "sluice/scanner.h"
#include "stages/secrets/content/decode.h"
#include "stages/secrets/reach/seen.h"
#include "stages/secrets/rule.h"

enum { SL_SECRET_MATCHES_MAX = 100000, SL_SECRET_DEPTH_MAX = 16 };

/** One pack of rules, opened. */
typedef struct sl_secret_pack {
    const sl_pack *pack;
    size_t first;          /* index in the rule set of its first rule */
    sl_patterns *patterns; /* pattern i is of rule pattern_rules[i]; then come anchors, of which one
                              occurs wherever a rule without bounds, of anchor_rules, matches */
    sl_str pattern_rules, anchor_rules, path_rules, required_rules; /* uint32_t each */
    sl_str keyword_patterns; /* uint32_t each: patterns that are keywords of rules; ascending */
    sl_secret_rule **rules;  /* NULL: not read yet */
    sl_secret_allowlists allowlists; /* for all rules of the pack */
    sl_secret_allowlists other; /* of a configuration that extends the default: for all packs */
    bool *off;                  /* by rule: disabled, or replaced by a rule of another pack */
} sl_secret_pack;

/** The scanner. */
typedef struct sl_secret_scanner {
    sl_arena *mem;
    sl_secret_matcher matcher;
    sl_secret_pack *packs;
    size_t n_packs;
    size_t depth;         /* how often what was decoded is decoded again */
    bool is_unbounded;    /* a rule's matches can reach anywhere: see reach/bounds.h */
    bool is_screening;    /* a large history is looked through first */
    sl_secret_seen *seen; /* … and where nothing was found; NULL before the first text */
    sl_archive_limits archives;
    uint64_t image_bytes; /* that an image may unpack to */
} sl_secret_scanner;

/** A match of a rule that was found to be a secret. */
typedef struct sl_secret_match {
    const sl_secret_rule *rule;
    const sl_secret_level *level;
    size_t start, end;               /* of the match, in the level's text */
    size_t secret_start, secret_end; /* of the secret there */
    size_t from, to;                 /* of the secret in the file */
    size_t seen_from, seen_to;       /* of the match in the file */
    size_t line, column;             /* where it begins there */
    unsigned codings;                /* that were taken off */
    sl_secret_proof proof;
    bool is_dropped;
    bool is_silent; /* seen for the sake of a rule that requires it only */
} sl_secret_match;

/** The matches of one file. */
typedef struct sl_secret_matches {
    sl_secret_match *v;
    size_t n, cap;
} sl_secret_matches;

/** The texts of levels in lower case, as far as keywords needed them. */
typedef struct sl_secret_lowered {
    struct {
        const sl_secret_level *level;
        sl_str text;
    } * v;
    size_t n, cap;
} sl_secret_lowered;

/** One file while it is scanned. */
typedef struct sl_secret_scan {
    sl_secret_scanner *scanner;
    sl_arena *mem;
    sl_str path;
    sl_str text;         /* of the file */
    bool is_binary;      /* only own rules of high confidence look at it */
    bool is_application; /* a format that gitleaks passes over: only own rules look at it */
    sl_secret_matches matches;
    sl_secret_lowered lowered;
    sl_screened *screened; /* not NULL: looks through the text, whatever its path, the keywords and
                              the kind of file, and adds the rules that find something */
    struct {
        struct {
            const sl_secret_pack *pack;
            size_t pattern;
        } * v;
        size_t n, cap;
    } by_keywords;  /* keyword patterns that were seen, here or above */
    bool has_forms; /* the text says how all of it is to be read: no part stands for itself */
    sl_err *e;
} sl_secret_scan;

/** Opens the scanner's packs. */
bool sl_secret_scanner_open(sl_secret_scanner *scanner, const sl_scan_setup *setup, sl_err *e);
/** Releases what the libraries hold. */
void sl_secret_scanner_close(sl_secret_scanner *scanner);
/** Rule `i` of a pack, read on first use; NULL with an error when its document is damaged. */
sl_secret_rule *sl_secret_rule_at(sl_secret_scanner *scanner, sl_secret_pack *pack, size_t i,
                                  sl_err *e);
/** The pack that has rule `index` of the rule set; NULL: none has. */
sl_secret_pack *sl_secret_pack_of(const sl_secret_scanner *scanner, size_t index);
/** Finds all secrets in the text and in what is encoded in it. */
bool sl_secret_scan_text(sl_secret_scan *scan, sl_str text);

/** True when the rule looks at files of that path and no allowlist takes the file out, whatever is
    in it. */
bool sl_secret_looks_at(sl_secret_scanner *scanner, const sl_secret_pack *pack,
                        sl_secret_rule *rule, sl_str path);

/** A match of a rule at a level, not yet believed. */
typedef struct sl_secret_candidate {
    sl_secret_pack *pack;
    sl_secret_rule *rule;
    const sl_secret_level *level;
    const sl_match *match;
} sl_secret_candidate;

/** Judges a candidate as gitleaks does (group, entropy, allowlists), own rules also by
   placeholders, checks and context; true and `out` filled when it is a secret. */
bool sl_secret_judge(sl_secret_match *out, sl_secret_scan *scan, const sl_secret_candidate *c);
/** The text of a match's secret. */
sl_str sl_secret_of(const sl_secret_match *match);
/** Drops what a better rule found as well, and composite rules whose parts are not all there. */
void sl_secret_resolve(sl_secret_scan *scan);

#endif
