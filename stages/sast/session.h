/* What the scanner keeps for the whole run, in the parent and in each worker. */
#ifndef SLUICE_STAGES_SAST_SESSION_H
#define SLUICE_STAGES_SAST_SESSION_H

#include "engine/match/lexer.h"
#include "sluice/scanner.h"
#include "stages/sast/sets.h"

/** What a rule took in a file, as a fact; the first of a file has the rule 0 and is the whole's. */
typedef struct sl_sast_time {
    uint64_t rule, ns;
} sl_sast_time;

/** One pack of rules. */
typedef struct sl_sast_pack {
    sl_sast_sets sets;
    bool is_trial;
    size_t first; /* index in the rule set of its first rule */
    size_t n_rules;
    sl_sast_rule **rules; /* read on first use */
} sl_sast_pack;

/** A rule that joins others, and its number in the set. */
typedef struct sl_sast_joined {
    size_t number;
    sl_sast_join *join;
} sl_sast_joined;

/** All of it. */
typedef struct sl_sast_session {
    sl_arena *mem;
    sl_language_names names;
    sl_regex_room *room; /* made on first use */
    sl_sast_pack *packs;
    size_t n_packs;
    sl_languages languages;
    bool has_generic;
    uint64_t rule_ns, file_ns; /* limits; 0: none */
    bool has_prefilter;
    sl_profile *profile;
    const sl_ruleset *rules;
    sl_strs without; /* ids of rules that are not wanted */
    struct {
        sl_sast_joined *v;
        size_t n, cap;
    } joins;
    sl_sast_rows rows; /* in the parent: what is to be joined */
    sl_sast_tables tables;
} sl_sast_session;

/** Rule `i` of the pack, read on first use. */
bool sl_sast_session_rule(sl_sast_rule **out, sl_sast_session *session, sl_sast_pack *pack,
                          size_t i, sl_err *e);
/** Scans one text with all rules; `scan` of the scanner. */
bool sl_sast_file_scan(void *state, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e);

#endif
