/* The table of hooks. */
#include "runner/hook/hook.h"

static const sl_hook hooks[] = {
    {.name = "pre-commit", .summary = "scans what will be committed", .is_kept_first = true},
    {.name = "commit-msg", .summary = "scans the message of the commit", .is_kept_first = true},
    {.name = "pre-push", .summary = "scans what the remote does not have", .reads_stdin = true},
    {.name = "pre-receive",
     .summary = "scans what is pushed here",
     .is_server = true,
     .reads_stdin = true},
};

const sl_hook *sl_hooks(size_t *n)
{
    *n = sizeof hooks / sizeof *hooks;
    return hooks;
}

const sl_hook *sl_hook_of(sl_str name)
{
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++)
        if (sl_str_is(name, hooks[i].name))
            return &hooks[i];
    return NULL;
}
