/* Commits and tags as their objects write them (gitformat in git's documentation: git-commit(1),
   git-mktag(1)); read from views, nothing copied. */
#ifndef SLUICE_ENGINE_OBJECTS_COMMIT_H
#define SLUICE_ENGINE_OBJECTS_COMMIT_H

#include "engine/objects/id.h"
#include "sluice/arena.h"
#include "sluice/err.h"

/** A commit's head; views into its text. */
typedef struct sl_commit_text {
    sl_id tree;
    sl_str rest; /* where the next parent is looked for */
    size_t id_bytes;
    int64_t time;  /* the committer's, in seconds; 0 when it cannot be read */
    sl_str author; /* "Name <mail> seconds zone" */
} sl_commit_text;

/** Who and when. */
typedef struct sl_signature {
    sl_str name, mail;
    int64_t seconds;
    int zone; /* minutes east of UTC */
} sl_signature;

/** A tag object's head. */
typedef struct sl_tag_text {
    sl_id target;
    sl_str name;
    sl_str tagger; /* as an author; empty when it has none */
} sl_tag_text;

/** Takes the line that begins with `name` off a head when it is the next one; its value. */
bool sl_head_line(sl_str *value, sl_str *rest, sl_str name);
/** Reads the head of a commit. SL_EPARSE: it has no tree. */
bool sl_commit_read(sl_commit_text *out, sl_str text, size_t id_bytes, sl_err *e);
/** Takes the next parent; false after the last. */
bool sl_commit_parent(sl_id *out, sl_commit_text *text);
/** Reads the head of a tag. SL_EPARSE: it names no object. */
bool sl_tag_read(sl_tag_text *out, sl_str text, size_t id_bytes, sl_err *e);
/** Takes a signature apart; what is not there is empty or zero. */
sl_signature sl_signature_read(sl_str text);
/** The time as RFC 3339 in its own zone ("2024-02-29T13:37:00+01:00"); empty for one that no
    calendar has. */
sl_str sl_signature_date(sl_arena *mem, const sl_signature *signature);
/** The text of a commit or tag that people wrote, for scanning: lines keep their numbers, but those
    of ids and of a signature's digits are empty, and the author's and committer's have no time. */
sl_str sl_commit_words(sl_arena *mem, sl_str text);

#endif
