/* The scripts that stand in a hooks folder: small, so that what they do lies in the program. */
#ifndef SLUICE_RUNNER_HOOK_SCRIPT_H
#define SLUICE_RUNNER_HOOK_SCRIPT_H

#include "runner/hook/hook.h"
#include "sluice/buf.h"

/** What the name of a hook that was there ends with while ours stands in its place. */
#define SL_HOOK_KEPT ".before-sluice"

/** What a script of ours has to know. */
typedef struct sl_hook_script {
    const sl_hook *hook;
    sl_str program;   /* sluice's own path, absolute */
    bool made_folder; /* the hooks folder was not there before */
} sl_hook_script;

/** Appends the script. It runs the hook that was there (under the name with SL_HOOK_KEPT), with
    the same arguments and stdin, and passes its exit status on; without sluice it fails. */
void sl_hook_script_write(sl_buf *out, const sl_hook_script *script);
/** True when the text is a script of ours, of whatever version; `made_folder` (may be NULL) gets
    what it says of the folder. */
bool sl_hook_script_is_ours(sl_str text, bool *made_folder);

#endif
