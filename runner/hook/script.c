/* Writing and knowing the scripts of hooks. POSIX shell: it runs under dash, busybox and bash. */
#include "runner/hook/script.h"

static const char mark[] = "# Installed by 'sluice hook install'; ";
static const char folder_mark[] = "# The folder was made for it.\n";

/* A word in single quotes. */
static void quoted(sl_buf *out, sl_str text)
{
    sl_buf_addc(out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\'')
            sl_buf_addz(out, "'\\''");
        else
            sl_buf_addc(out, text.p[i]);
    }
    sl_buf_addc(out, '\'');
}

static void write_missing(sl_buf *out, const sl_hook *hook)
{
    sl_buf_addz(out, "[ -x \"$sluice\" ] || sluice=$(command -v sluice) || {\n");
    sl_buf_addf(out,
                "    echo \"sluice is not here any more, so the hook %s lets nothing through.\" "
                ">&2\n",
                hook->name);
    sl_buf_addz(out, "    echo \"Install sluice, or take the hook out: rm '$0'\" >&2\n"
                     "    [ ! -e \"$kept\" ] || echo \"and put back what was here before: "
                     "mv '$kept' '$0'\" >&2\n");
    if (!hook->is_server)
        sl_buf_addf(out, "    echo \"Once without it: git %s --no-verify\" >&2\n",
                    sl_str_is(sl_str_of(hook->name), "pre-push") ? "push" : "commit");
    sl_buf_addz(out, "    exit 1\n}\n");
}

/* Both the gate and the hook that was there read the same lines; lines of git hold no NUL. */
static void write_with_stdin(sl_buf *out, const sl_hook *hook)
{
    sl_buf_addz(out, "lines=$(cat)\n"
                     "lines() { [ -z \"$lines\" ] || printf '%s\\n' \"$lines\" 2>/dev/null; }\n");
    sl_buf_addf(out, "lines | \"$sluice\" hook run %s -- \"$@\" || exit\n", hook->name);
    sl_buf_addz(out, "[ ! -x \"$kept\" ] || lines | \"$kept\" \"$@\"\n");
}

void sl_hook_script_write(sl_buf *out, const sl_hook_script *script)
{
    const sl_hook *hook = script->hook;
    sl_buf_addf(out, "#!/bin/sh\n%s'sluice hook uninstall' takes it out.\n", mark);
    sl_buf_addf(out, "# %s: %s.\n", hook->name, hook->summary);
    if (script->made_folder)
        sl_buf_addz(out, folder_mark);
    sl_buf_addz(out, "sluice=");
    quoted(out, script->program);
    sl_buf_addz(out, "\nkept=$0" SL_HOOK_KEPT "\n");
    write_missing(out, hook);
    if (hook->reads_stdin) {
        write_with_stdin(out, hook);
        return;
    }
    sl_buf_addz(out, "[ ! -x \"$kept\" ] || \"$kept\" \"$@\" || exit\n");
    sl_buf_addf(out, "exec \"$sluice\" hook run %s -- \"$@\"\n", hook->name);
}

bool sl_hook_script_is_ours(sl_str text, bool *made_folder)
{
    static const char shebang[] = "#!/bin/sh\n";
    bool is_ours = sl_str_starts(text, sl_str_of(shebang)) &&
                   sl_str_starts(sl_str_sub(text, sizeof shebang - 1, text.n), sl_str_of(mark));
    if (made_folder)
        *made_folder = is_ours && sl_str_find(text, sl_str_of(folder_mark), 0) != SIZE_MAX;
    return is_ours;
}
