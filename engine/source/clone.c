/* Clones of URLs, with the ways to log in that git's users have; passwords stay out of errors. */
#include <stdlib.h>

#include "base/path.h"
#include "base/process.h"
#include "engine/source/git2.h"

enum { HELPER_MS = 60000, ANSWER_MAX = 65536 };

/* A clone under way: which ways to log in have been tried. */
typedef struct login {
    const sl_git2 *git;
    sl_arena *mem;
    unsigned n_tried;
    bool asked_helper;
} login;

/* The next way to log in by ssh: the agent, then the usual key files without a passphrase. */
static int ssh_key(git_credential **out, login *l, const char *user)
{
    static const char *const files[] = {"id_ed25519", "id_ecdsa", "id_rsa"};
    if (l->n_tried++ == 0 && getenv("SSH_AUTH_SOCK"))
        return l->git->credential_ssh_key_from_agent(out, user);
    sl_str home = sl_str_of(getenv("HOME"));
    while (home.n && l->n_tried <= sizeof files / sizeof *files + 1) {
        sl_str file = sl_printf(l->mem, "%.*s/.ssh/%s", SL_FMT(home), files[l->n_tried++ - 2]);
        if (sl_path_exists(file))
            return l->git->credential_ssh_key_new(out, user, NULL, file.p, NULL);
    }
    return GIT_EAUTH;
}

/* Takes "NAME=VALUE" lines of git-credential(1) apart. */
static sl_str answer(sl_arena *mem, sl_str text, const char *name)
{
    sl_str line;
    sl_str start = sl_printf(mem, "%s=", name);
    while (sl_str_cut(&text, '\n', &line))
        if (sl_str_starts(line, start))
            return sl_dup(mem, sl_str_sub(line, start.n, line.n));
    return (sl_str){0};
}

/* A user and password from git's credential helpers, once; they never ask on the terminal. */
/* The environment, in which git asks no questions. */
static const char **without_prompt(sl_arena *mem)
{
    extern char **environ;
    struct {
        const char **v;
        size_t n, cap;
    } env = {0};
    for (char **one = environ; *one; one++)
        if (!sl_str_starts(sl_str_of(*one), SL_S("GIT_TERMINAL_PROMPT=")))
            *sl_list_add(mem, &env) = *one;
    *sl_list_add(mem, &env) = "GIT_TERMINAL_PROMPT=0";
    *sl_list_add(mem, &env) = NULL;
    return env.v;
}

static int from_helper(git_credential **out, login *l, const char *url)
{
    const char *const argv[] = {"git", "credential", "fill", NULL};
    sl_buf text;
    sl_buf errors;
    sl_process_end end = {0};
    if (l->asked_helper)
        return GIT_EAUTH;
    l->asked_helper = true;
    sl_buf_init(&text, ANSWER_MAX);
    sl_buf_init(&errors, ANSWER_MAX);
    sl_process_spec spec = {.argv = argv,
                            .env = without_prompt(l->mem),
                            .timeout_ms = HELPER_MS,
                            .input = sl_printf(l->mem, "url=%s\n\n", url)};
    bool ok = sl_process_run(&spec, &text, &errors, &end, NULL) && !end.is_signal &&
              !end.is_timeout && end.code == 0;
    sl_str user = ok ? answer(l->mem, sl_buf_str(&text), "username") : (sl_str){0};
    sl_str password = ok ? answer(l->mem, sl_buf_str(&text), "password") : (sl_str){0};
    sl_buf_clear(&errors);
    sl_buf_clear(&text);
    if (!user.n || !password.n)
        return GIT_EAUTH;
    return l->git->credential_userpass_plaintext_new(out, user.p, password.p);
}

static int log_in(git_credential **out, const char *url, const char *user, unsigned allowed,
                  void *payload)
{
    login *l = payload;
    if (allowed & GIT_CREDENTIAL_SSH_KEY)
        return ssh_key(out, l, user ? user : "git");
    if (allowed & GIT_CREDENTIAL_USERNAME)
        return l->git->credential_username_new(out, user ? user : "git");
    if (allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT)
        return from_helper(out, l, url);
    return GIT_EAUTH;
}

/* Branches keep their names, so that a revision means in the clone what it means at its origin. */
static int make_remote(git_remote **out, git_repository *repo, const char *name, const char *url,
                       void *payload)
{
    const login *l = payload;
    return l->git->remote_create_with_fetchspec(out, repo, name, url, "+refs/heads/*:refs/heads/*");
}

/* The "user:password@" of a URL; empty when it has none. */
static sl_str userinfo(sl_str url)
{
    size_t start = sl_str_find(url, SL_S("://"), 0);
    if (start == SIZE_MAX)
        return (sl_str){0};
    sl_str host = sl_str_sub(url, start + 3, url.n);
    size_t slash = sl_str_chr(host, '/');
    host = sl_str_sub(host, 0, slash);
    size_t at = sl_str_rchr(host, '@');
    return at == SIZE_MAX ? (sl_str){0} : sl_str_sub(host, 0, at + 1);
}

static sl_str masked(sl_arena *mem, sl_str text, sl_str secret)
{
    sl_str out = {0};
    size_t at;
    while (secret.n && (at = sl_str_find(text, secret, 0)) != SIZE_MAX) {
        out = sl_printf(mem, "%.*s%.*s***@", SL_FMT(out), SL_FMT(sl_str_sub(text, 0, at)));
        text = sl_str_sub(text, at + secret.n, text.n);
    }
    return out.n ? sl_printf(mem, "%.*s%.*s", SL_FMT(out), SL_FMT(text)) : text;
}

static bool clone_failed(const login *l, int code, sl_str url, sl_err *e)
{
    const git_error *last = l->git->error_last();
    sl_str secret = userinfo(url);
    sl_str why = sl_str_of(last && last->message ? last->message : "libgit2 gives no reason");
    return sl_fail(e, code == GIT_ENOTFOUND ? SL_ENOENT : SL_EIO, "cloning %.*s: %.*s%s",
                   SL_FMT(masked(l->mem, url, secret)), SL_FMT(masked(l->mem, why, secret)),
                   code == GIT_EAUTH ? "; log in with an ssh agent, a key without a passphrase or "
                                       "a git credential helper"
                                     : "");
}

static bool clone_with(const sl_git2 *git, sl_arena *mem, sl_str url, sl_str folder, sl_err *e)
{
    login l = {.git = git, .mem = mem};
    git_repository *repo = NULL;
    git_clone_options options;
    if (git->clone_options_init(&options, GIT_CLONE_OPTIONS_VERSION) != 0)
        return sl_git2_fail(git, SL_EFAIL, e);
    options.bare = 1;
    options.remote_cb = make_remote;
    options.remote_cb_payload = &l;
    options.fetch_opts.callbacks.credentials = log_in;
    options.fetch_opts.callbacks.payload = &l;
    options.fetch_opts.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_ALL;
    int code = git->clone(&repo, sl_dup_z(mem, url), sl_dup_z(mem, folder), &options);
    if (code != 0)
        return clone_failed(&l, code, url, e);
    git->repository_free(repo);
    return true;
}

/* A path is opened first, which says better than a clone what is wrong with it. */
static bool check_path(sl_str url, sl_err *e)
{
    sl_repo *repo = NULL;
    if (!sl_path_exists(url))
        return true;
    bool ok = sl_repo_open(&repo, url, e);
    sl_repo_close(repo);
    return ok;
}

bool sl_repo_clone(sl_repo **out, sl_str url, sl_str folder, sl_err *e)
{
    sl_git2 git;
    *out = NULL;
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] < ' ')
            return sl_fail(e, SL_EUSAGE, "a URL with control characters is not cloned");
    if (!check_path(url, e) || !sl_git2_open(&git, e))
        return false;
    sl_arena *mem = sl_arena_new();
    bool ok = clone_with(&git, mem, url, folder, e);
    sl_arena_free(mem);
    sl_git2_close(&git);
    return ok && sl_repo_open(out, folder, e);
}
