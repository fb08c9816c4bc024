/* What git will keep of a commit message: a commit-msg hook sees it before git cleans it up
   (git-commit(1), --cleanup). */
#ifndef SLUICE_RUNNER_HOOK_MESSAGE_H
#define SLUICE_RUNNER_HOOK_MESSAGE_H

#include "sluice/arena.h"

/** How git cleans the message up. */
typedef struct sl_message_rules {
    sl_str comment; /* what begins a comment line: core.commentChar; empty: "#" */
    bool is_auto;   /* git chose the character itself: core.commentChar is `auto` */
    sl_str cleanup; /* commit.cleanup; empty: default */
    bool is_edited; /* an editor was shown: comments in it are git's hints, not the message */
} sl_message_rules;

/** True when cleaning could take a line out: else the rules need not be known. */
bool sl_message_has_comments(sl_str text);
/** The message with the lines that git will drop left empty, so that lines keep their numbers; at
    a scissors line it ends. Where it cannot be told, a line stays. */
sl_str sl_message_kept(sl_arena *mem, sl_str text, const sl_message_rules *rules);

#endif
