/* One child for one question. */
#include "runner/hook/git.h"

#include "base/process.h"

enum { ANSWER_MAX = 1 << 20, ERRORS_MAX = 1 << 16, GIT_MS = 30000, ARGUMENTS_MAX = 8 };

bool sl_hook_git(sl_str *answer, sl_arena *mem, sl_str folder, const char *const *arguments,
                 sl_err *e)
{
    extern char **environ;
    const char *argv[ARGUMENTS_MAX + 2] = {"git"};
    sl_buf text;
    sl_buf errors;
    sl_process_end end = {0};
    for (size_t i = 0; arguments[i] && i < ARGUMENTS_MAX; i++)
        argv[i + 1] = arguments[i];
    sl_buf_init(&text, ANSWER_MAX);
    sl_buf_init(&errors, ERRORS_MAX);
    const sl_process_spec spec = {.argv = argv,
                                  .env = (const char *const *)environ,
                                  .folder = folder.n ? sl_dup_z(mem, folder) : NULL,
                                  .timeout_ms = GIT_MS};
    bool ok = sl_process_run(&spec, &text, &errors, &end, e) || sl_fail_more(e, "git");
    if (ok && (end.is_signal || end.is_timeout || end.code || text.is_over)) {
        sl_str why = sl_str_trim(sl_buf_str(&errors));
        ok = sl_fail(e, SL_EUSAGE, "%.*s", SL_FMT(why.n ? why : SL_S("git could not say")));
    }
    *answer = ok ? sl_dup(mem, sl_buf_str(&text)) : (sl_str){0};
    sl_buf_clear(&errors);
    sl_buf_clear(&text);
    return ok;
}
