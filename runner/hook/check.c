/* The hooks' own work: from what git hands over to what is scanned. */
#include "runner/hook/check.h"

#include <stdlib.h>

#include "base/path.h"
#include "engine/objects/gitfolder.h"
#include "runner/hook/git.h"
#include "runner/hook/message.h"
#include "runner/hook/push.h"
#include "runner/look.h"

enum { MESSAGE_MAX = 64 << 20, HEAD_MAX = 4096 };

static sl_look_spec look_of(const sl_hook_call *call)
{
    return (sl_look_spec){.is_hook = true,
                          .fallback = SL_S("sluice:pre-commit"),
                          .only_stages = true,
                          .session = call->session};
}

static bool check_index(sl_result *result, sl_arena *mem, const sl_hook_call *call, sl_err *e)
{
    sl_look_spec spec = look_of(call);
    spec.staged = true;
    return sl_look(result, mem, &spec, e);
}

static void take_setting(sl_message_rules *rules, sl_str name, sl_str value)
{
    if (sl_str_is(name, "commit.cleanup"))
        rules->cleanup = value;
    if (!sl_str_starts(name, SL_S("core.comment")))
        return;
    rules->comment = value;
    rules->is_auto = sl_str_is(value, "auto");
}

/* What git's configuration says of messages; NAME LF VALUE NUL. Without an answer: the defaults. */
static void ask_git(sl_message_rules *rules, sl_arena *mem)
{
    static const char *const arguments[] = {
        "config", "-z", "--get-regexp", "^(core\\.comment(char|string)|commit\\.cleanup)$", NULL};
    sl_str rest;
    sl_str row;
    if (!sl_hook_git(&rest, mem, (sl_str){0}, arguments, NULL))
        return;
    while (sl_str_cut(&rest, '\0', &row)) {
        sl_str name;
        if (sl_str_cut(&row, '\n', &name))
            take_setting(rules, name, row);
    }
}

static sl_str kept_of(sl_arena *mem, sl_str text)
{
    const char *editor = getenv("GIT_EDITOR"); /* ":" where git showed none */
    sl_message_rules rules = {.is_edited = !editor || !sl_str_is(sl_str_of(editor), ":")};
    if (!sl_message_has_comments(text))
        return sl_dup(mem, text);
    ask_git(&rules, mem);
    return sl_message_kept(mem, text, &rules);
}

static bool check_message(sl_result *result, sl_arena *mem, const sl_hook_call *call, sl_err *e)
{
    sl_buf raw;
    sl_look_spec spec = look_of(call);
    sl_look_text text = {.path = SL_S("COMMIT_EDITMSG")};
    if (call->arguments.n != 1)
        return sl_fail(e, SL_EUSAGE, "commit-msg takes one argument: the file of the message");
    sl_buf_init(&raw, MESSAGE_MAX);
    bool ok = sl_file_read(&raw, call->arguments.v[0], e);
    if (ok)
        text.text = kept_of(mem, sl_buf_str(&raw));
    sl_buf_clear(&raw);
    text.label = call->arguments.v[0];
    spec.text = &text;
    *sl_list_add(mem, &spec.only) = SL_S("secrets");
    return ok && sl_look(result, mem, &spec, e);
}

/* The commit of which is told what it would alter of the policy: the first branch's. */
static sl_str change_of(const sl_ref_updates *updates)
{
    for (size_t i = 0; i < updates->n; i++)
        if (updates->v[i].new.n && sl_str_starts(updates->v[i].ref, SL_S("refs/heads/")))
            return updates->v[i].new;
    return (sl_str){0};
}

/* The ref that HEAD names; empty when that is a commit. */
static sl_str head_ref(sl_arena *mem)
{
    static const sl_str mark = SL_STR("ref:");
    sl_gitfolder folder;
    const char *git = getenv("GIT_DIR");
    if (!sl_gitfolder_find(&folder, mem, sl_str_of(git ? git : "."), NULL))
        return (sl_str){0};
    sl_str path = sl_path_join(mem, folder.git, SL_S("HEAD"));
    sl_str text = sl_str_trim(sl_gitfolder_text(mem, path, HEAD_MAX));
    return sl_str_starts(text, mark) ? sl_str_trim(sl_str_sub(text, mark.n, text.n)) : (sl_str){0};
}

/* A push is judged by what HEAD had before it. One that leaves a policy there that cannot be read
   would be the last that passes: what repairs it could not. */
static bool check_policy(sl_arena *mem, const sl_hook_call *call, const sl_ref_updates *updates,
                         sl_err *e)
{
    const sl_look_text nothing = {.path = SL_S("policy"), .label = SL_S("policy")};
    sl_look_spec spec = look_of(call);
    sl_str head = head_ref(mem);
    for (size_t i = 0; i < updates->n; i++)
        if (head.n && sl_str_eq(updates->v[i].ref, head))
            spec.policy_from = updates->v[i].new;
    if (!spec.policy_from.n)
        return true;
    sl_result *result = sl_alloc(mem, sizeof *result);
    spec.text = &nothing;
    *sl_list_add(mem, &spec.only) = SL_S("secrets");
    return sl_look(result, mem, &spec, e) ||
           sl_fail_more(e, "no other push could pass after this one");
}

static bool check_push(sl_result *result, sl_arena *mem, const sl_hook_call *call, sl_err *e)
{
    sl_ref_updates updates;
    sl_str range;
    sl_look_spec spec = look_of(call);
    sl_look_text names = {.path = SL_S(SL_HOOK_NAMES), .label = SL_S(SL_HOOK_NAMES)};
    if (!sl_hook_updates(&updates, mem, call, e) || !sl_hook_range(&range, mem, call, &updates, e))
        return false;
    spec.history = true;
    *sl_list_add(mem, &spec.ranges) = range;
    *sl_list_add(mem, &spec.only) = SL_S("secrets"); /* what is not undone by a later commit */
    if (call->hook->is_server && !check_policy(mem, call, &updates, e))
        return false;
    spec.is_guarded = call->hook->is_server;
    spec.change = change_of(&updates);
    names.text = sl_hook_names(mem, &updates);
    if (names.text.n)
        spec.text = &names;
    return sl_look(result, mem, &spec, e);
}

bool sl_hook_check(sl_result *result, sl_arena *mem, const sl_hook_call *call, sl_err *e)
{
    static const struct {
        const char *name;
        bool (*check)(sl_result *result, sl_arena *mem, const sl_hook_call *call, sl_err *e);
    } checks[] = {{"pre-commit", check_index},
                  {"commit-msg", check_message},
                  {"pre-push", check_push},
                  {"pre-receive", check_push}};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (sl_str_is(sl_str_of(call->hook->name), checks[i].name))
            return checks[i].check(result, mem, call, e);
    return sl_fail(e, SL_ENOTSUP, "%s", call->hook->name);
}
