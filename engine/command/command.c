/* The environment of a command and what its end means. */
#include "engine/command/command.h"

#include "base/path.h"
#include "sluice/pipeline.h"

#include <string.h>

typedef void ending(sl_stage_run *run, sl_stage_state state, sl_str sentence);

struct sl_command_run {
    sl_stage_run *run;
    sl_process *process;
    ending *end;
};

/** NAME=VALUE texts. */
typedef struct environment {
    const char **v;
    size_t n, cap;
} environment;

static void set(environment *env, sl_arena *mem, const char *name, sl_str value)
{
    sl_str head = sl_printf(mem, "%s=", name);
    const char *entry = sl_printf(mem, "%s%.*s", head.p, SL_FMT(value)).p;
    for (size_t i = 0; i < env->n; i++)
        if (strncmp(env->v[i], head.p, head.n) == 0) {
            env->v[i] = entry;
            return;
        }
    *sl_list_add(mem, env) = entry;
}

static bool make_home(sl_str *home, const sl_stage_run *run, sl_err *e)
{
    *home = sl_path_join(run->mem, sl_path_parent(run->workspace), SL_S("home"));
    return sl_folder_make(*home, e);
}

static const char *const *environment_of(const sl_stage_run *run, sl_str home)
{
    sl_arena *mem = run->mem;
    environment env = {0};
    set(&env, mem, "PATH", SL_S("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    set(&env, mem, "HOME", home);
    set(&env, mem, "LANG", SL_S("C.UTF-8"));
    set(&env, mem, "TERM", SL_S("dumb"));
    set(&env, mem, "CI", SL_S("true"));
    set(&env, mem, "SLUICE", SL_S("true"));
    set(&env, mem, "SLUICE_COMMIT", run->commit);
    set(&env, mem, "SLUICE_BRANCH", run->branch);
    set(&env, mem, "SLUICE_TAG", run->tag);
    set(&env, mem, "SLUICE_EVENT", run->event);
    set(&env, mem, "SLUICE_STAGE", run->name);
    set(&env, mem, "SLUICE_ENVIRONMENT", run->environment);
    const sl_variables *declared = run->env;
    for (size_t i = 0; declared && i < declared->n; i++)
        set(&env, mem, sl_dup_z(mem, declared->v[i].name), declared->v[i].value);
    *sl_list_add(mem, &env) = NULL;
    return env.v;
}

static sl_strs secrets_of(const sl_stage_run *run)
{
    sl_strs secrets = {0};
    const sl_variables *declared = run->env;
    for (size_t i = 0; declared && i < declared->n; i++)
        if (declared->v[i].is_secret)
            *sl_list_add(run->mem, &secrets) = declared->v[i].value;
    return secrets;
}

static void on_line(void *context, sl_str line, bool is_error)
{
    sl_command_run *command = context;
    if (command->run->log)
        command->run->log(command->run, line, is_error);
}

static void on_end(void *context, const sl_process_end *end)
{
    sl_command_run *command = context;
    sl_stage_run *run = command->run;
    command->process = NULL;
    if (end->is_timeout)
        command->end(
            run, SL_STAGE_FAILED,
            sl_printf(run->mem, "timed out after %llu ms", (unsigned long long)run->timeout_ms));
    else if (end->is_signal)
        command->end(run, SL_STAGE_FAILED,
                     sl_printf(run->mem, "ended by signal %d (%s)", end->code,
                               sigabbrev_np(end->code) ? sigabbrev_np(end->code) : "unknown"));
    else if (end->code)
        command->end(run, SL_STAGE_BLOCKED, sl_printf(run->mem, "exit status %d", end->code));
    else
        command->end(run, SL_STAGE_PASSED, SL_S("exit status 0"));
}

static const char *const *arguments(sl_arena *mem, const sl_strs *shell, sl_str script)
{
    static const char *const usual[] = {"/bin/sh", "-e", "-c"};
    size_t n = shell && shell->n ? shell->n : sizeof usual / sizeof *usual;
    const char **argv = sl_alloc_array(mem, n + 2, sizeof *argv);
    for (size_t i = 0; i < n; i++)
        argv[i] = shell && shell->n ? sl_dup_z(mem, shell->v[i]) : usual[i];
    argv[n] = sl_dup_z(mem, script);
    return argv;
}

static bool folder_of(const char **out, const sl_stage_run *run, sl_str folder, sl_err *e)
{
    sl_str clean;
    if (!sl_path_clean(&clean, run->mem, folder))
        return sl_fail(e, SL_EUSAGE, "the folder '%.*s' leaves the workspace", SL_FMT(folder));
    sl_str path = sl_path_join(run->mem, run->workspace, clean);
    sl_str real;
    if (!sl_path_real(&real, run->mem, path, e))
        return false;
    sl_str root;
    if (!sl_path_real(&root, run->mem, run->workspace, e))
        return false;
    if (!sl_str_starts(real, root) || (real.n > root.n && real.p[root.n] != '/'))
        return sl_fail(e, SL_EDENIED, "the folder '%.*s' leaves the workspace through a link",
                       SL_FMT(folder));
    *out = real.p;
    return true;
}

static bool start(sl_command_run **out, sl_stage_run *run, sl_str script, sl_str folder,
                  const sl_strs *shell, ending *end, sl_err *e)
{
    sl_str home;
    const char *path = NULL;
    sl_command_run *command = sl_alloc(run->mem, sizeof *command);
    command->run = run;
    command->end = end;
    *out = command;
    if (!make_home(&home, run, e) || !folder_of(&path, run, folder, e))
        return false;
    const sl_process_spec spec = {.argv = arguments(run->mem, shell, script),
                                  .env = environment_of(run, home),
                                  .folder = path,
                                  .timeout_ms = run->timeout_ms,
                                  .secrets = secrets_of(run),
                                  .line = on_line,
                                  .end = on_end,
                                  .context = command};
    return sl_process_start(&command->process, run->loop, &spec, e);
}

bool sl_command_start(sl_command_run **out, sl_stage_run *run, sl_str script, sl_str folder,
                      const sl_strs *shell, sl_err *e)
{
    return start(out, run, script, folder, shell, run->done, e);
}

bool sl_command_start_for(sl_command_run **out, sl_stage_run *run, sl_str script, sl_str folder,
                          void (*end)(sl_stage_run *run, sl_stage_state state, sl_str sentence),
                          sl_err *e)
{
    return start(out, run, script, folder, NULL, end, e);
}

void sl_command_stop(sl_command_run *command)
{
    if (command && command->process)
        sl_process_stop(command->process);
}
