/* From ref updates to ranges. */
#include "runner/hook/push.h"

#include <stdlib.h>

#include "base/digest.h"
#include "engine/history/tips.h"
#include "engine/objects/id.h"
#include "runner/hook/git.h"
#include "runner/hook/remote.h"

/* Longer ranges than this are SL_ETOOBIG: room for every update of the largest push. */
enum { RANGE_MAX = 512 << 20 };

static sl_str variable(const char *name)
{
    return sl_str_of(getenv(name));
}

/* The pre-commit framework takes the lines itself and tells one update in variables. */
static void add_from_variables(sl_ref_updates *out, sl_arena *mem)
{
    sl_str new = variable("PRE_COMMIT_TO_REF");
    if (!new.n) /* it leaves that out for a push of everything */
        new = variable("PRE_COMMIT_LOCAL_BRANCH");
    if (new.n)
        *sl_list_add(mem, out) = (sl_ref_update){.ref = variable("PRE_COMMIT_REMOTE_BRANCH"),
                                                 .old = variable("PRE_COMMIT_FROM_REF"),
                                                 .new = new};
}

bool sl_hook_updates(sl_ref_updates *out, sl_arena *mem, const sl_hook_call *call, sl_err *e)
{
    bool is_push = !call->hook->is_server;
    if (!sl_ref_updates_read(out, mem, call->input, is_push, e))
        return false;
    if (is_push && !call->input.n && !call->arguments.n)
        add_from_variables(out, mem);
    return true;
}

sl_str sl_hook_names(sl_arena *mem, const sl_ref_updates *updates)
{
    sl_buf text;
    size_t n_made = 0;
    sl_buf_init(&text, SL_REF_LINES_MAX);
    for (size_t i = 0; i < updates->n; i++) {
        const sl_ref_update *update = &updates->v[i];
        bool is_made = update->new.n && !update->old.n;
        n_made += is_made;
        if (is_made)
            sl_buf_add(&text, update->ref);
        sl_buf_addc(&text, '\n');
    }
    sl_str names = n_made ? sl_dup(mem, sl_buf_str(&text)) : (sl_str){0};
    sl_buf_clear(&text);
    return names;
}

static void add_word(sl_buf *out, sl_str word)
{
    if (out->n)
        sl_buf_addc(out, ' ');
    sl_buf_add(out, word);
}

/* Without an answer nothing is known of any remote. */
static void read_trackings(sl_trackings *out, sl_arena *mem)
{
    static const char *const arguments[] = {"config", "-z", "--get-regexp", "^remote\\..*\\.fetch$",
                                            NULL};
    sl_str rows;
    sl_hook_git(&rows, mem, (sl_str){0}, arguments, NULL);
    sl_trackings_read(out, mem, rows);
}

/* Adds what the repository last saw of the remote. */
static bool add_known(sl_buf *out, sl_arena *mem, sl_str remote, sl_err *e)
{
    sl_tips tips;
    sl_gitfolder folder;
    sl_trackings trackings;
    sl_str git = variable("GIT_DIR");
    if (!sl_gitfolder_find(&folder, mem, git.n ? git : SL_S("."), e) ||
        !sl_tips_read(&tips, mem, &folder, e))
        return false;
    read_trackings(&trackings, mem);
    for (size_t i = 0; i < tips.n_refs; i++) {
        char hex[65];
        sl_id_hex(hex, &tips.v[i].id);
        if (sl_trackings_is_of(&trackings, remote, tips.v[i].name))
            add_word(out, sl_str_of(hex));
    }
    return true;
}

bool sl_hook_range(sl_str *out, sl_arena *mem, const sl_hook_call *call,
                   const sl_ref_updates *updates, sl_err *e)
{
    sl_buf text;
    sl_str remote = call->arguments.n ? call->arguments.v[0] : variable("PRE_COMMIT_REMOTE_NAME");
    sl_buf_init(&text, RANGE_MAX);
    for (size_t i = 0; i < updates->n; i++)
        if (updates->v[i].new.n)
            add_word(&text, updates->v[i].new);
    add_word(&text, SL_S("--not"));
    for (size_t i = 0; i < updates->n && !call->hook->is_server; i++)
        if (updates->v[i].old.n)
            add_word(&text, updates->v[i].old);
    bool ok = true;
    if (call->hook->is_server)
        add_word(&text, SL_S("--all"));
    else if (remote.n)
        ok = add_known(&text, mem, remote, e);
    if (ok && text.is_over)
        ok = sl_fail(e, SL_ETOOBIG, "the push has more refs than can be looked at; push fewer");
    *out = ok ? sl_dup(mem, sl_buf_str(&text)) : (sl_str){0};
    sl_buf_clear(&text);
    return ok;
}
