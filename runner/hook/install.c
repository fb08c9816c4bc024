/* Installing and uninstalling. New scripts are written whole beside the old ones first; then names
   are switched, which either works at once or is taken back. */
#include "runner/hook/install.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "runner/hook/script.h"

enum { SCRIPT_MAX = 1 << 16, SCRIPT_MODE = 0777 };

/** One hook being changed. */
typedef struct step {
    sl_hook_at *at;
    sl_str fresh;    /* the new script, under another name; empty: nothing to do */
    sl_str old;      /* the text of our script that was there */
    bool has_linked; /* what was there has a second name, where it is kept */
    bool has_moved;  /* … or only that one */
    bool is_done;
} step;

typedef struct change {
    sl_arena *mem;
    const sl_hook_place *place;
    const sl_hook_options *options;
    step *v;
    size_t n;
    bool made_folder;
} change;

static sl_str script_of(sl_arena *mem, const sl_hook *hook, sl_str program, bool made_folder)
{
    sl_buf text;
    sl_buf_init(&text, SCRIPT_MAX);
    sl_hook_script_write(&text, &(sl_hook_script){hook, program, made_folder});
    sl_str copy = sl_dup(mem, sl_buf_str(&text));
    sl_buf_clear(&text);
    return copy;
}

/* The text of a small regular file; empty for anything else. */
static sl_str regular_text(sl_arena *mem, sl_str path)
{
    struct stat st;
    sl_buf text;
    sl_str copy = {0};
    if (lstat(path.p, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size > SCRIPT_MAX)
        return copy;
    sl_buf_init(&text, SCRIPT_MAX);
    if (sl_file_read(&text, path, NULL))
        copy = sl_dup(mem, sl_buf_str(&text));
    sl_buf_clear(&text);
    return copy;
}

static bool is_there(sl_str path)
{
    struct stat st;
    return lstat(path.p, &st) == 0;
}

static void look_at(sl_hook_at *at, sl_arena *mem, const sl_hook_place *place, const sl_hook *hook,
                    sl_str program)
{
    at->hook = hook;
    at->is_usual = hook->is_server == !place->top.n;
    at->path = sl_path_join(mem, place->folder, sl_str_of(hook->name));
    at->kept = sl_printf(mem, "%.*s" SL_HOOK_KEPT, SL_FMT(at->path));
    at->has_kept = is_there(at->kept);
    if (!is_there(at->path))
        return;
    sl_str text = regular_text(mem, at->path);
    at->state = sl_hook_script_is_ours(text, &at->made_folder) ? SL_HOOK_OURS : SL_HOOK_OTHER;
    at->is_current = at->state == SL_HOOK_OURS && access(at->path.p, X_OK) == 0 &&
                     sl_str_eq(text, script_of(mem, hook, program, at->made_folder));
}

static bool check_name(sl_str name, sl_err *e)
{
    return sl_hook_of(name) ||
           sl_fail(e, SL_EUSAGE,
                   "'%.*s' is no hook of sluice; there are pre-commit, commit-msg, pre-push and "
                   "pre-receive",
                   SL_FMT(name));
}

static bool is_named(const sl_strs *names, const sl_hook *hook)
{
    for (size_t i = 0; i < names->n; i++)
        if (sl_str_is(names->v[i], hook->name))
            return true;
    return false;
}

bool sl_hooks_look(sl_hooks_at *out, sl_arena *mem, const sl_hook_place *place,
                   const sl_strs *names, const sl_hook_options *options, sl_err *e)
{
    size_t n;
    const sl_hook *hooks = sl_hooks(&n);
    for (size_t i = 0; names && i < names->n; i++)
        if (!check_name(names->v[i], e))
            return false;
    for (size_t i = 0; i < n; i++)
        if (!names || is_named(names, &hooks[i]))
            look_at(sl_list_add(mem, out), mem, place, &hooks[i], options->program);
    return true;
}

void sl_hooks_filter(sl_hooks_at *hooks, bool (*keep)(const sl_hook_at *at))
{
    size_t n = 0;
    for (size_t i = 0; i < hooks->n; i++)
        if (keep(&hooks->v[i]))
            hooks->v[n++] = hooks->v[i];
    hooks->n = n;
}

static bool is_same_file(sl_str a, sl_str b)
{
    struct stat one;
    struct stat two;
    return lstat(a.p, &one) == 0 && lstat(b.p, &two) == 0 && one.st_dev == two.st_dev &&
           one.st_ino == two.st_ino;
}

/* What stands in the way of keeping the hook that is there. */
static bool check(const sl_hook_at *at, sl_err *e)
{
    struct stat st;
    if (at->state != SL_HOOK_OTHER)
        return true;
    if (lstat(at->path.p, &st) == 0 && S_ISDIR(st.st_mode))
        return sl_fail(e, SL_EUSAGE, "%.*s is a folder", SL_FMT(at->path));
    if (at->has_kept && !is_same_file(at->path, at->kept))
        return sl_fail(e, SL_EUSAGE,
                       "%.*s was written by something else after sluice had kept %.*s; remove the "
                       "one that is not wanted, then run this again",
                       SL_FMT(at->path), SL_FMT(at->kept));
    return true;
}

static void say(sl_strs *said, sl_arena *mem, const sl_hook_at *at, sl_str what)
{
    *sl_list_add(mem, said) = sl_printf(mem, "%s: %.*s", at->hook->name, SL_FMT(what));
}

static sl_str installed_sentence(sl_arena *mem, const sl_hook_at *at, bool dry_run)
{
    const char *would = dry_run ? "would be " : "";
    if (at->is_current)
        return SL_S("is installed already");
    if (at->state == SL_HOOK_OURS)
        return sl_printf(mem, "%sbrought up to date", would);
    if (at->state == SL_HOOK_ABSENT && !at->has_kept)
        return sl_printf(mem, "%sinstalled as %.*s", would, SL_FMT(at->path));
    bool runs = access(at->state == SL_HOOK_OTHER ? at->path.p : at->kept.p, X_OK) == 0;
    return sl_printf(mem, "%sinstalled as %.*s; the hook that was there is kept as %.*s%s", would,
                     SL_FMT(at->path), SL_FMT(sl_path_name(at->kept)),
                     !runs                     ? " (git does not run it: it is not executable)"
                     : at->hook->is_kept_first ? " and runs before it"
                                               : " and runs after it");
}

static sl_str fresh_name(sl_arena *mem, const sl_hook_at *at)
{
    return sl_printf(mem, "%.*s.sluice-new", SL_FMT(at->path));
}

static bool write_fresh(change *c, step *s, sl_err *e)
{
    sl_hook_at *at = s->at;
    if (at->is_current)
        return true;
    s->old = regular_text(c->mem, at->path);
    sl_str text = script_of(c->mem, at->hook, c->options->program,
                            c->made_folder || (at->state == SL_HOOK_OURS && at->made_folder));
    sl_str fresh = fresh_name(c->mem, at);
    if (!sl_file_make(fresh, text, SCRIPT_MODE, e))
        return false;
    s->fresh = fresh;
    return true;
}

/* Gives the hook that is there its second name; where there are no hard links, another name. */
static bool keep(step *s, sl_err *e)
{
    const sl_hook_at *at = s->at;
    if (at->state != SL_HOOK_OTHER || at->has_kept)
        return true;
    s->has_linked = linkat(AT_FDCWD, at->path.p, AT_FDCWD, at->kept.p, 0) == 0;
    if (s->has_linked)
        return true;
    s->has_moved = rename(at->path.p, at->kept.p) == 0;
    return s->has_moved || sl_fail_errno(e, "%.*s cannot be kept", SL_FMT(at->path));
}

static bool switch_over(step *s, sl_err *e)
{
    if (!s->fresh.n)
        return true;
    if (!keep(s, e))
        return false;
    if (rename(s->fresh.p, s->at->path.p) < 0)
        return sl_fail_errno(e, "%.*s cannot be put in place", SL_FMT(s->at->path));
    s->is_done = true;
    return true;
}

/* What stood there before the step stands there again. */
static void take_back(const step *s)
{
    const sl_hook_at *at = s->at;
    if (s->fresh.n && !s->is_done)
        unlink(s->fresh.p);
    if (s->has_moved || (s->has_linked && s->is_done))
        rename(at->kept.p, at->path.p);
    else if (s->has_linked)
        unlink(at->kept.p);
    else if (s->is_done && at->state == SL_HOOK_ABSENT)
        unlink(at->path.p);
    else if (s->is_done && at->state == SL_HOOK_OURS)
        sl_file_make(at->path, s->old, SCRIPT_MODE, NULL);
}

static bool make_folder(change *c, sl_err *e)
{
    if (sl_path_is_folder(c->place->folder))
        return true;
    c->made_folder = sl_folder_make(c->place->folder, e);
    return c->made_folder;
}

static bool install_all(change *c, sl_err *e)
{
    if (!make_folder(c, e))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < c->n; i++)
        ok = write_fresh(c, &c->v[i], e);
    for (size_t i = 0; ok && i < c->n; i++)
        ok = switch_over(&c->v[i], e);
    for (size_t i = c->n; !ok && i > 0; i--)
        take_back(&c->v[i - 1]);
    if (!ok && c->made_folder)
        rmdir(sl_dup_z(c->mem, c->place->folder));
    return ok;
}

static change change_of(sl_arena *mem, const sl_hook_place *place, sl_hooks_at *hooks,
                        const sl_hook_options *options)
{
    change c = {.mem = mem, .place = place, .options = options, .n = hooks->n};
    c.v = sl_alloc_array(mem, hooks->n + 1, sizeof *c.v);
    for (size_t i = 0; i < hooks->n; i++)
        c.v[i].at = &hooks->v[i];
    return c;
}

bool sl_hooks_install(sl_strs *said, sl_arena *mem, const sl_hook_place *place, sl_hooks_at *hooks,
                      const sl_hook_options *options, sl_err *e)
{
    change c = change_of(mem, place, hooks, options);
    for (size_t i = 0; i < hooks->n; i++)
        if (!check(&hooks->v[i], e))
            return false;
    for (size_t i = 0; i < hooks->n; i++)
        say(said, mem, &hooks->v[i], installed_sentence(mem, &hooks->v[i], options->dry_run));
    return options->dry_run || install_all(&c, e);
}

/* Puts back what was kept, or leaves nothing. */
static bool take_out(change *c, step *s, sl_err *e)
{
    const sl_hook_at *at = s->at;
    unlink(fresh_name(c->mem, at).p); /* of an install that was killed */
    if (at->state == SL_HOOK_OTHER || (at->state == SL_HOOK_ABSENT && !at->has_kept))
        return true;
    s->old = regular_text(c->mem, at->path);
    int status = at->has_kept ? rename(at->kept.p, at->path.p) : unlink(at->path.p);
    s->is_done = status == 0;
    return s->is_done || sl_fail_errno(e, "%.*s cannot be taken out", SL_FMT(at->path));
}

static void put_in_again(const step *s)
{
    if (s->is_done && s->at->has_kept)
        rename(s->at->path.p, s->at->kept.p);
    if (s->is_done && s->at->state == SL_HOOK_OURS)
        sl_file_make(s->at->path, s->old, SCRIPT_MODE, NULL);
}

static sl_str uninstalled_sentence(sl_arena *mem, const sl_hook_at *at, bool dry_run)
{
    const char *would = dry_run ? "would be " : "";
    if (at->state == SL_HOOK_OTHER && at->has_kept)
        return sl_printf(mem,
                         "left alone: something else wrote it after sluice had kept %.*s, which is "
                         "left as well",
                         SL_FMT(at->kept));
    if (at->state == SL_HOOK_OTHER)
        return SL_S("left alone: it is not sluice's");
    if (at->has_kept)
        return sl_printf(mem, "%staken out; the hook that was there before is back", would);
    return at->state == SL_HOOK_OURS ? sl_printf(mem, "%staken out", would)
                                     : SL_S("is not installed");
}

bool sl_hooks_uninstall(sl_strs *said, sl_arena *mem, const sl_hook_place *place,
                        sl_hooks_at *hooks, const sl_hook_options *options, sl_err *e)
{
    bool ok = true;
    bool made_folder = false;
    change c = change_of(mem, place, hooks, options);
    for (size_t i = 0; i < hooks->n; i++)
        say(said, mem, &hooks->v[i], uninstalled_sentence(mem, &hooks->v[i], options->dry_run));
    if (options->dry_run)
        return true;
    for (size_t i = 0; ok && i < c.n; i++) {
        ok = take_out(&c, &c.v[i], e);
        made_folder |= c.v[i].at->made_folder;
    }
    for (size_t i = c.n; !ok && i > 0; i--)
        put_in_again(&c.v[i - 1]);
    if (ok && made_folder)
        rmdir(sl_dup_z(mem, place->folder)); /* stays where somebody else has put a file */
    return ok;
}
