/* Words of a range, and names with their suffixes. */
#include "engine/history/range.h"

#include "base/path.h"
#include "engine/objects/commit.h"
#include "engine/history/ids.h"

enum { STEPS_MAX = 1000000, PEEL_MAX = 64, SIDES = 2 };

/* A range while it is read. */
typedef struct reading {
    sl_range *out;
    sl_arena *mem;
    const sl_range_ground *ground;
    bool is_not;
    sl_err *e;
} reading;

static bool is_zero(const sl_id *id)
{
    static const sl_id zero;
    return memcmp(id->bytes, zero.bytes, sizeof zero.bytes) == 0;
}

/* HEAD of a linked work tree is its own. */
static const sl_tip *named(const sl_range_ground *ground, sl_str name)
{
    const sl_gitfolder *folder = ground->folder;
    if (sl_str_is(name, "@"))
        name = SL_S("HEAD");
    if (!sl_str_eq(folder->git, folder->common)) {
        sl_arena *mem = sl_arena_new();
        sl_str own =
            sl_printf(mem, "worktrees/%.*s/%.*s", SL_FMT(sl_path_name(folder->git)), SL_FMT(name));
        const sl_tip *tip = sl_tips_named(ground->tips, own);
        sl_arena_free(mem);
        if (tip)
            return tip;
    }
    return sl_tips_named(ground->tips, name);
}

static bool base_name(sl_id *out, const sl_range_ground *ground, sl_str name, sl_err *e)
{
    size_t id_bytes = ground->folder->id_bytes;
    if (sl_id_of_hex(out, name, id_bytes))
        return true;
    const sl_tip *tip = named(ground, name);
    if (tip) {
        *out = tip->id;
        return true;
    }
    size_t n = sl_objects_prefix(out, ground->objects, name);
    if (n > 1)
        return sl_fail(e, SL_EUSAGE, "'%.*s' is the beginning of several ids; write more digits",
                       SL_FMT(name));
    return n || sl_fail(e, SL_ENOENT, "the repository has no revision '%.*s'", SL_FMT(name));
}

/* From tags to what they name, until it is a commit (or no tag). */
static bool peel(sl_id *id, const sl_range_ground *ground, sl_err *e)
{
    for (int i = 0; i < PEEL_MAX; i++) {
        sl_content content;
        sl_tag_text tag;
        if (!sl_objects_get(&content, ground->objects, id, SL_STRUCTURE_MAX, e))
            return false;
        bool is_tag = content.type == SL_TYPE_TAG;
        bool ok = !is_tag || sl_tag_read(&tag, content.text, ground->folder->id_bytes, e);
        if (is_tag && ok)
            *id = tag.target;
        sl_content_close(&content);
        if (!is_tag || !ok)
            return ok;
    }
    return sl_fail(e, SL_ETOOBIG, "tags of tags of tags");
}

static bool nth_parent(sl_id *id, const sl_range_ground *ground, int64_t n, sl_err *e)
{
    sl_content content;
    sl_commit_text commit;
    sl_id parent = *id;
    int64_t i = 0;
    if (!peel(id, ground, e))
        return false;
    if (n == 0)
        return true;
    if (!sl_objects_get_as(&content, ground->objects, id, SL_TYPE_COMMIT, e))
        return false;
    bool ok = sl_commit_read(&commit, content.text, ground->folder->id_bytes, e);
    while (ok && i < n && sl_commit_parent(&parent, &commit))
        i++;
    sl_content_close(&content);
    *id = parent;
    return ok && (i == n || sl_fail(e, SL_ENOENT, "a commit has no parent %lld", (long long)n));
}

/* A number behind ~ or ^; 1 when there is none. */
static int64_t take_number(sl_str *rest)
{
    size_t n = 0;
    int64_t value = 1;
    while (n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9')
        n++;
    if (n && !sl_str_int(sl_str_sub(*rest, 0, n), &value))
        value = STEPS_MAX + 1;
    *rest = sl_str_sub(*rest, n, SIZE_MAX);
    return value;
}

/* {}, {commit} or {object} after the ^. */
static bool braces(sl_id *id, const sl_range_ground *ground, sl_str *rest, sl_err *e)
{
    sl_str kind;
    *rest = sl_str_sub(*rest, 1, SIZE_MAX);
    sl_str_cut(rest, '}', &kind);
    if (kind.n == 0 || sl_str_is(kind, "commit"))
        return peel(id, ground, e);
    return sl_str_is(kind, "object") ||
           sl_fail(e, SL_EUSAGE, "'^{%.*s}' is not understood", SL_FMT(kind));
}

static bool suffix(sl_id *id, const sl_range_ground *ground, sl_str *rest, sl_err *e)
{
    bool is_first = rest->p[0] == '~';
    *rest = sl_str_sub(*rest, 1, SIZE_MAX);
    if (!is_first && rest->n && rest->p[0] == '{')
        return braces(id, ground, rest, e);
    int64_t n = take_number(rest);
    if (n > STEPS_MAX)
        return sl_fail(e, SL_EUSAGE, "more than %d steps back", STEPS_MAX);
    if (!is_first)
        return nth_parent(id, ground, n, e);
    for (int64_t i = 0; i < n; i++)
        if (!nth_parent(id, ground, 1, e))
            return false;
    return true;
}

bool sl_revision_id(sl_id *out, const sl_range_ground *ground, sl_str rev, sl_err *e)
{
    size_t n = 0;
    while (n < rev.n && rev.p[n] != '~' && rev.p[n] != '^')
        n++;
    sl_str rest = sl_str_sub(rev, n, SIZE_MAX);
    if (n == 0)
        return sl_fail(e, SL_EUSAGE, "'%.*s' is not a revision", SL_FMT(rev));
    if (!base_name(out, ground, sl_str_sub(rev, 0, n), e))
        return false;
    while (rest.n) {
        if (rest.p[0] != '~' && rest.p[0] != '^')
            return sl_fail(e, SL_EUSAGE, "'%.*s' is not a revision", SL_FMT(rev));
        if (!suffix(out, ground, &rest, e))
            return sl_fail_more(e, "%.*s", SL_FMT(rev));
    }
    return true;
}

static void add(reading *r, sl_str name, const sl_id *id, sl_tip_kind kind, bool is_excluded)
{
    if (!is_zero(id))
        *sl_list_add(r->mem, r->out) = (sl_range_end){name, *id, kind, is_excluded};
}

static bool add_revision(reading *r, sl_str rev, bool is_excluded)
{
    sl_id id;
    const sl_tip *tip = named(r->ground, rev);
    if (!sl_revision_id(&id, r->ground, rev, r->e)) {
        r->e->kind = r->e->kind == SL_ENOENT ? SL_EUSAGE : r->e->kind;
        return false;
    }
    bool is_known = is_zero(&id) || !is_excluded || sl_objects_has(r->ground->objects, &id);
    if (is_known)
        add(r, rev, &id, tip ? tip->kind : SL_TIP_BRANCH, is_excluded);
    return true;
}

/* All ancestors of a commit, itself included. */
static bool ancestors(sl_ids *out, const sl_range_ground *ground, sl_id id, sl_err *e)
{
    bool is_new;
    if (!peel(&id, ground, e))
        return false;
    sl_ids_add(out, id.bytes, &is_new);
    for (size_t i = 0; i < out->n; i++) {
        sl_content content;
        sl_commit_text commit;
        sl_id parent;
        sl_id at = sl_id_at(sl_ids_at(out, i), out->id_bytes);
        if (!sl_objects_get_as(&content, ground->objects, &at, SL_TYPE_COMMIT, NULL))
            continue;
        if (sl_commit_read(&commit, content.text, out->id_bytes, NULL))
            while (sl_commit_parent(&parent, &commit))
                sl_ids_add(out, parent.bytes, &is_new);
        sl_content_close(&content);
    }
    return true;
}

/* "A...B": what either has and not both; so what both have is excluded, its newest parts first. */
static bool add_symmetric(reading *r, sl_str a, sl_str b)
{
    sl_ids sides[SIDES];
    const sl_str names[SIDES] = {a.n ? a : SL_S("HEAD"), b.n ? b : SL_S("HEAD")};
    for (size_t i = 0; i < SIDES; i++) {
        sl_id id;
        sl_ids_init(&sides[i], r->mem, r->ground->folder->id_bytes);
        if (!add_revision(r, names[i], false) || !sl_revision_id(&id, r->ground, names[i], r->e) ||
            !ancestors(&sides[i], r->ground, id, r->e))
            return false;
    }
    for (size_t i = 0; i < sides[0].n; i++) {
        const unsigned char *id = sl_ids_at(&sides[0], i);
        sl_id common = sl_id_at(id, sides[0].id_bytes);
        if (sl_ids_find(&sides[1], id) != SL_NO_ID)
            add(r, SL_S("..."), &common, SL_TIP_OTHER, true);
    }
    return true;
}

static bool add_refs(reading *r, sl_str word)
{
    static const struct {
        const char *word, *prefix;
    } table[] = {{"--all", "refs/"},
                 {"--branches", "refs/heads/"},
                 {"--tags", "refs/tags/"},
                 {"--remotes", "refs/remotes/"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (!sl_str_is(word, table[i].word))
            continue;
        for (size_t k = 0; k < r->ground->tips->n; k++) {
            const sl_tip *tip = &r->ground->tips->v[k];
            bool is_ref =
                k < r->ground->tips->n_refs && sl_str_starts(tip->name, sl_str_of(table[i].prefix));
            bool is_head = i == 0 && tip->kind == SL_TIP_BRANCH && k >= r->ground->tips->n_refs;
            if (is_ref || is_head)
                add(r, tip->name, &tip->id, tip->kind, r->is_not);
        }
        return true;
    }
    return sl_fail(r->e, SL_EUSAGE,
                   "'%.*s' is not understood; a range has revisions, A..B, ^X, "
                   "--not, --all, --branches, --tags and --remotes",
                   SL_FMT(word));
}

static bool add_word(reading *r, sl_str word)
{
    size_t dots = sl_str_find(word, SL_S(".."), 0);
    if (sl_str_is(word, "--not")) {
        r->is_not = !r->is_not;
        return true;
    }
    if (sl_str_starts(word, SL_S("--")))
        return add_refs(r, word);
    if (word.p[0] == '^')
        return add_revision(r, sl_str_sub(word, 1, SIZE_MAX), !r->is_not);
    if (dots == SIZE_MAX)
        return add_revision(r, word, r->is_not);
    bool is_symmetric = dots + 2 < word.n && word.p[dots + 2] == '.';
    sl_str from = sl_str_sub(word, 0, dots);
    sl_str to = sl_str_sub(word, dots + 2 + is_symmetric, SIZE_MAX);
    if (is_symmetric)
        return add_symmetric(r, from, to);
    return add_revision(r, from.n ? from : SL_S("HEAD"), !r->is_not) &&
           add_revision(r, to.n ? to : SL_S("HEAD"), r->is_not);
}

bool sl_range_read(sl_range *out, sl_arena *mem, const sl_range_ground *ground, sl_str text,
                   sl_err *e)
{
    sl_err own = {0};
    reading r = {.out = out, .mem = mem, .ground = ground, .e = e ? e : &own};
    for (size_t at = 0; at < text.n;) {
        size_t end = at;
        while (end < text.n && !strchr(", \t\n", text.p[end]))
            end++;
        if (end > at && !add_word(&r, sl_str_sub(text, at, end)))
            return sl_fail_more(e, "--history");
        at = end + 1;
    }
    return true;
}
