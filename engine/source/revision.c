/* From names to commits, and between commits: resolving with suggestions, the merge base. The walk
   over history is our own, since libgit2 1.5 fails at the border of a shallow clone. */
#include "base/digest.h"
#include "base/map.h"
#include "base/path.h"
#include "engine/objects/commit.h"
#include "engine/objects/refs.h"
#include "engine/source/git2.h"
#include "engine/source/object.h"

enum { HISTORY_MAX = 8000000, SHALLOW_MAX = 64 << 20, MERGING_MAX = 1 << 16, TAGS_MAX = 10 };

static bool set_commit(sl_commit *out, const sl_id *id)
{
    *out = (sl_commit){.id = *id};
    sl_id_hex(out->hex, id);
    return true;
}

/* Branches and tags, as people name them. */
static sl_strs ref_names(sl_repo *repo, sl_arena *mem)
{
    static const char *const prefixes[] = {"refs/heads/", "refs/tags/", "refs/remotes/"};
    git_strarray refs = {0};
    sl_strs names = {0};
    if (!sl_git2_need(repo, NULL) || repo->git.reference_list(&refs, repo->repo) != 0)
        return names;
    for (size_t i = 0; i < refs.count; i++) {
        sl_str ref = sl_str_of(refs.strings[i]);
        for (size_t k = 0; k < sizeof prefixes / sizeof *prefixes; k++)
            if (sl_str_starts(ref, sl_str_of(prefixes[k])))
                *sl_list_add(mem, &names) =
                    sl_dup(mem, sl_str_sub(ref, strlen(prefixes[k]), ref.n));
    }
    repo->git.strarray_dispose(&refs);
    return names;
}

/* "origin/main" for "main"; a branch or tag that is a typing error away. Empty: none. */
static sl_str suggestion(sl_repo *repo, sl_arena *mem, sl_str rev)
{
    sl_str found = {0};
    sl_strs names = ref_names(repo, mem);
    sl_str as_remote = sl_printf(mem, "/%.*s", SL_FMT(rev));
    for (size_t i = 0; i < names.n && !found.n; i++)
        if (sl_str_ends(names.v[i], as_remote))
            found = names.v[i];
    size_t nearest = found.n ? SIZE_MAX : sl_str_nearest(rev, names.v, names.n);
    return nearest == SIZE_MAX ? found : names.v[nearest];
}

bool sl_repo_is_unborn(sl_repo *repo)
{
    sl_id id;
    sl_arena *mem = sl_arena_new();
    bool is_unborn =
        sl_repo_branch(repo, mem).n && !sl_ref_read(&id, mem, &repo->folder, SL_S("HEAD"));
    sl_arena_free(mem);
    return is_unborn;
}

static bool not_found(sl_repo *repo, sl_str rev, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    sl_str branch = sl_repo_branch(repo, mem);
    bool is_head = sl_str_is(rev, "HEAD") || sl_str_is(rev, "@") || sl_str_eq(rev, branch);
    if (is_head && sl_repo_is_unborn(repo)) {
        sl_fail(e, SL_ENOENT, "the branch '%.*s' has no commit yet", SL_FMT(branch));
    } else {
        sl_str near = suggestion(repo, mem, rev);
        sl_fail(e, SL_ENOENT, "the repository has no revision '%.*s'%s%.*s%s%s", SL_FMT(rev),
                near.n ? "; did you mean '" : "", SL_FMT(near), near.n ? "'?" : "",
                sl_repo_is_shallow(repo) ? "; the clone is shallow, fetch more of it" : "");
    }
    sl_arena_free(mem);
    return false;
}

static bool resolve_failed(sl_repo *repo, int code, sl_str rev, sl_err *e)
{
    if (code == GIT_ENOTFOUND)
        return not_found(repo, rev, e);
    if (code == GIT_EAMBIGUOUS)
        return sl_fail(e, SL_EUSAGE, "'%.*s' is the beginning of several ids; write more digits",
                       SL_FMT(rev));
    if (code == GIT_EINVALIDSPEC)
        return sl_fail(e, SL_EUSAGE, "'%.*s' is not a revision", SL_FMT(rev));
    sl_git2_fail(&repo->git, SL_EIO, e);
    return sl_fail_more(e, "revision '%.*s'", SL_FMT(rev));
}

/* The commit that the object is or that a tag leads to; false when there is none. */
static bool peel(sl_id *id, const sl_repo *repo)
{
    for (int i = 0; i < TAGS_MAX; i++) {
        sl_content content;
        sl_tag_text tag;
        if (!sl_objects_get(&content, repo->objects, id, SL_STRUCTURE_MAX, NULL))
            return false;
        sl_object_type type = content.type;
        bool leads_on = type == SL_TYPE_TAG && sl_tag_read(&tag, content.text, SL_SHA1_ID, NULL);
        sl_content_close(&content);
        if (!leads_on)
            return type == SL_TYPE_COMMIT;
        *id = tag.target;
    }
    return false;
}

/* What a plain name can mean, in the order of gitrevisions(7). A short one of hex digits only may
   be the beginning of an id, which is for libgit2 to say. */
static bool find_plain(sl_id *id, sl_arena *mem, const sl_repo *repo, sl_str rev)
{
    static const char *const prefixes[] = {"refs/", "refs/tags/", "refs/heads/", "refs/remotes/"};
    if (sl_str_is(rev, "HEAD") || sl_str_is(rev, "@"))
        return sl_ref_read(id, mem, &repo->folder, SL_S("HEAD"));
    if (sl_id_read(id, rev))
        return true;
    if (sl_str_starts(rev, SL_S("refs/")))
        return sl_ref_read(id, mem, &repo->folder, rev);
    bool is_hex = true;
    for (size_t i = 0; i < rev.n; i++)
        is_hex = is_hex && strchr("0123456789abcdefABCDEF", rev.p[i]);
    for (size_t i = 0; !is_hex && i < sizeof prefixes / sizeof *prefixes; i++)
        if (sl_ref_read(id, mem, &repo->folder, sl_printf(mem, "%s%.*s", prefixes[i], SL_FMT(rev))))
            return true;
    return false;
}

/* The commonest revisions, for which libgit2 need not be loaded. */
static bool resolve_plainly(sl_commit *out, const sl_repo *repo, sl_str rev)
{
    sl_id id;
    sl_arena *mem = sl_arena_new();
    bool ok = find_plain(&id, mem, repo, rev) && peel(&id, repo) && set_commit(out, &id);
    sl_arena_free(mem);
    return ok;
}

bool sl_repo_resolve(sl_commit *out, sl_repo *repo, sl_str rev, sl_err *e)
{
    git_object *object = NULL;
    git_object *commit = NULL;
    if (rev.n == 0 || memchr(rev.p, 0, rev.n))
        return sl_fail(e, SL_EUSAGE, "a revision has to be named");
    if (resolve_plainly(out, repo, rev))
        return true;
    if (!sl_git2_need(repo, e))
        return false;
    sl_arena *mem = sl_arena_new();
    int code = repo->git.revparse_single(&object, repo->repo, sl_dup_z(mem, rev));
    sl_arena_free(mem);
    if (code != 0)
        return resolve_failed(repo, code, rev, e);
    bool ok = repo->git.object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0;
    if (ok) {
        sl_id id = sl_git2_id(repo->git.object_id(commit));
        set_commit(out, &id);
        repo->git.object_free(commit);
    } else {
        sl_fail(e, SL_EUSAGE, "'%.*s' is a %s, not a commit", SL_FMT(rev),
                repo->git.object_type2string(repo->git.object_type(object)));
    }
    repo->git.object_free(object);
    return ok;
}

/* What is known of a commit while histories are walked. */
enum { OF_A = 1, OF_B = 2, OF_BOTH = 3, STALE = 4, IS_RESULT = 8 };

typedef struct node {
    sl_id id;
    int64_t time;
    unsigned flags;
    unsigned queued; /* how many times it stands in the queue */
} node;

typedef struct nodes {
    node **v;
    size_t n, cap;
} nodes;

/* Two histories walked together, newest commit first. */
typedef struct walk {
    sl_repo *repo;
    sl_arena *mem;
    sl_map known;
    sl_map borders; /* commits of a shallow clone whose parents are not there */
    nodes queue;    /* a heap */
    nodes results;
    size_t n_fresh; /* queued and not stale */
} walk;

static sl_str key(const sl_id *id)
{
    return sl_str_at((const char *)id->bytes, 20);
}

static void swap(nodes *q, size_t a, size_t b)
{
    node *t = q->v[a];
    q->v[a] = q->v[b];
    q->v[b] = t;
}

static void push(walk *w, node *x)
{
    nodes *q = &w->queue;
    *sl_list_add(w->mem, q) = x;
    x->queued++;
    w->n_fresh += !(x->flags & STALE);
    for (size_t i = q->n - 1; i && q->v[(i - 1) / 2]->time < q->v[i]->time; i = (i - 1) / 2)
        swap(q, i, (i - 1) / 2);
}

static node *pop(walk *w)
{
    nodes *q = &w->queue;
    node *top = q->v[0];
    q->v[0] = q->v[--q->n];
    for (size_t i = 0, child; (child = 2 * i + 1) < q->n; i = child) {
        if (child + 1 < q->n && q->v[child + 1]->time > q->v[child]->time)
            child++;
        if (q->v[child]->time <= q->v[i]->time)
            break;
        swap(q, i, child);
    }
    top->queued--;
    w->n_fresh -= !(top->flags & STALE);
    return top;
}

static void mark(walk *w, node *x, unsigned flags)
{
    if ((flags & STALE) && !(x->flags & STALE))
        w->n_fresh -= x->queued;
    x->flags |= flags;
}

static bool open_commit(sl_object *out, walk *w, const sl_id *id, sl_err *e)
{
    return sl_object_open(out, w->repo, id, SL_OBJECT_COMMIT, e) ||
           sl_fail_more(e, "walking the history");
}

/* Marks a commit, which may be new to the walk, and queues it unless it had the marks already. */
static bool see(walk *w, const sl_id *id, unsigned flags, sl_err *e)
{
    node *x = sl_map_get(&w->known, key(id));
    if (x && (x->flags & flags) == flags)
        return true;
    if (!x) {
        sl_object object;
        if (w->known.n >= HISTORY_MAX)
            return sl_fail(e, SL_ETOOBIG, "more than %d commits in the history", HISTORY_MAX);
        if (!open_commit(&object, w, id, e))
            return false;
        x = sl_alloc(w->mem, sizeof *x);
        x->id = *id;
        x->time = sl_commit_time(object.text);
        sl_object_close(&object);
        sl_map_put(&w->known, w->mem, key(&x->id), x);
    }
    mark(w, x, flags);
    push(w, x);
    return true;
}

static bool see_parents(walk *w, const node *x, unsigned flags, sl_err *e)
{
    sl_object object;
    sl_id parent;
    bool ok = true;
    if (sl_map_has(&w->borders, key(&x->id)))
        return true;
    if (!open_commit(&object, w, &x->id, e))
        return false;
    sl_str rest = object.text;
    while (ok && sl_commit_next_parent(&parent, &rest))
        ok = see(w, &parent, flags, e);
    sl_object_close(&object);
    return ok;
}

/* Fills w->results with common ancestors of a and b, none below another by the times of commits. */
static bool find_common(walk *w, const sl_id *a, const sl_id *b, sl_err *e)
{
    w->known = (sl_map){0};
    w->queue.n = w->results.n = w->n_fresh = 0;
    if (!see(w, a, OF_A, e) || !see(w, b, OF_B, e))
        return false;
    while (w->n_fresh) {
        node *x = pop(w);
        unsigned flags = x->flags & (OF_BOTH | STALE);
        if (flags == OF_BOTH) {
            if (!(x->flags & IS_RESULT))
                *sl_list_add(w->mem, &w->results) = x;
            x->flags |= IS_RESULT;
            flags |= STALE;
        }
        if (!see_parents(w, x, flags, e))
            return false;
    }
    return true;
}

/* Takes away results that turned out to be ancestors of others; the newest first. */
static void keep_best(nodes *results)
{
    size_t kept = 0;
    for (size_t i = 0; i < results->n; i++)
        if (!(results->v[i]->flags & STALE))
            results->v[kept++] = results->v[i];
    results->n = kept;
    for (size_t i = 1; i < kept; i++)
        for (size_t k = i; k && results->v[k - 1]->time < results->v[k]->time; k--)
            swap(results, k - 1, k);
}

/* Clocks lie: a result may still be an ancestor of another, which another walk tells. */
static bool is_ancestor_of_any(bool *out, walk *w, const nodes *of, size_t which, sl_err *e)
{
    *out = false;
    for (size_t i = 0; i < of->n && !*out; i++) {
        if (i == which)
            continue;
        if (!find_common(w, &of->v[which]->id, &of->v[i]->id, e))
            return false;
        keep_best(&w->results);
        *out = w->results.n == 1 && sl_str_eq(key(&w->results.v[0]->id), key(&of->v[which]->id));
    }
    return true;
}

static bool best_common(sl_id *out, walk *w, const sl_commit *a, const sl_commit *b, sl_err *e)
{
    if (!find_common(w, &a->id, &b->id, e))
        return false;
    keep_best(&w->results);
    if (w->results.n == 0)
        return sl_fail(e, SL_ENOENT, "%.12s and %.12s have no common ancestor%s", a->hex, b->hex,
                       w->borders.n
                           ? " in this shallow clone; fetch more of the history (git fetch "
                             "--unshallow; in a CI job, fetch depth 0)"
                           : "");
    nodes candidates = w->results;
    w->results = (nodes){0};
    for (size_t i = 0; i < candidates.n; i++) {
        bool is_ancestor = false;
        *out = candidates.v[i]->id;
        if (candidates.n > 1 && !is_ancestor_of_any(&is_ancestor, w, &candidates, i, e))
            return false;
        if (!is_ancestor)
            return true;
    }
    return true;
}

/* The commits at which a shallow clone was cut: lines of 40 digits (gitrepository-layout). */
static bool read_borders(walk *w, sl_err *e)
{
    sl_buf text;
    sl_str line;
    if (!sl_repo_is_shallow(w->repo))
        return true;
    sl_buf_init(&text, SHALLOW_MAX);
    bool ok = sl_file_read(&text, sl_path_join(w->mem, w->repo->common, SL_S("shallow")), e);
    sl_str rest = sl_buf_str(&text);
    while (ok && sl_str_cut(&rest, '\n', &line)) {
        sl_id *id = sl_alloc(w->mem, sizeof *id);
        if (sl_id_read(id, sl_str_trim(line)))
            sl_map_put(&w->borders, w->mem, key(id), id);
    }
    sl_buf_clear(&text);
    return ok;
}

bool sl_repo_merging(sl_commit **out, size_t *n, sl_arena *mem, sl_repo *repo, sl_err *e)
{
    struct {
        sl_commit *v;
        size_t n, cap;
    } list = {0};
    sl_id id;
    sl_buf text;
    sl_str line;
    sl_err why = {0};
    sl_buf_init(&text, MERGING_MAX);
    bool ok = sl_file_read(&text, sl_path_join(mem, repo->git_folder, SL_S("MERGE_HEAD")), &why);
    sl_str rest = sl_buf_str(&text);
    while (ok && sl_str_cut(&rest, '\n', &line))
        ok = sl_id_read(&id, sl_str_trim(line)) && set_commit(sl_list_add(mem, &list), &id);
    if (!ok && why.kind != SL_ENOENT)
        sl_fail(e, SL_EPARSE, "MERGE_HEAD does not name commits%s%s", why.kind ? ": " : "",
                why.text);
    sl_buf_clear(&text);
    *out = list.v;
    *n = list.n;
    return ok || why.kind == SL_ENOENT;
}

bool sl_repo_merge_base(sl_commit *out, sl_repo *repo, const sl_commit *a, const sl_commit *b,
                        sl_err *e)
{
    sl_id id;
    walk w = {.repo = repo, .mem = sl_arena_new()};
    bool ok = read_borders(&w, e) && best_common(&id, &w, a, b, e) && set_commit(out, &id);
    sl_arena_free(w.mem);
    return ok;
}
