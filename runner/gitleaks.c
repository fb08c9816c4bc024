/* gitleaks names findings by their place; its reports may also have the secrets. */
#include "runner/gitleaks.h"

#include "base/digest.h"
#include "base/json.h"
#include "base/map.h"

enum { ENTRIES_MAX = 1000000 };

/* One finding of a report. */
typedef struct entry {
    sl_str rule, secret; /* secret: empty where the report is redacted */
    uint32_t line;
    bool is_used;
} entry;

/* The findings of one file. */
typedef struct entries {
    entry *v;
    size_t n, cap;
} entries;

struct sl_gitleaks {
    sl_arena *mem;
    sl_map ignored; /* fingerprints */
    sl_map files;   /* file to entries */
    sl_strs odd;
};

sl_gitleaks *sl_gitleaks_new(sl_arena *mem)
{
    sl_gitleaks *accepted = sl_alloc(mem, sizeof *accepted);
    accepted->mem = mem;
    return accepted;
}

/* Paths as gitleaks writes them: '/', and "!" between an archive and what is in it. */
static sl_str path_of(sl_arena *mem, sl_str path)
{
    char *p = sl_alloc(mem, path.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < path.n; i++) {
        if (path.p[i] == '/' && n && p[n - 1] == '!')
            continue;
        p[n++] = path.p[i] == '\\' ? '/' : path.p[i];
    }
    sl_str out = sl_str_at(p, n);
    return sl_str_starts(out, SL_S("./")) ? sl_str_sub(out, 2, out.n) : out;
}

/* Three or four parts, of which the last is a number. */
static bool is_fingerprint(sl_str line)
{
    size_t n_colons = 0;
    int64_t number;
    for (size_t i = 0; i < line.n; i++)
        n_colons += line.p[i] == ':';
    size_t last = sl_str_rchr(line, ':');
    return (n_colons == 2 || n_colons == 3) &&
           sl_str_int(sl_str_sub(line, last + 1, line.n), &number);
}

void sl_gitleaks_ignore(sl_gitleaks *accepted, sl_str file, sl_str text)
{
    sl_str line;
    for (unsigned number = 1; sl_str_cut(&text, '\n', &line); number++) {
        line = sl_str_trim(line);
        if (!line.n || line.p[0] == '#')
            continue;
        if (is_fingerprint(line))
            sl_map_put(&accepted->ignored, accepted->mem, path_of(accepted->mem, line), accepted);
        else
            *sl_list_add(accepted->mem, &accepted->odd) =
                sl_printf(accepted->mem,
                          "%.*s:%u: no fingerprint of gitleaks (FILE:RULE:LINE or "
                          "COMMIT:FILE:RULE:LINE)",
                          SL_FMT(file), number);
    }
}

const sl_strs *sl_gitleaks_odd(const sl_gitleaks *accepted)
{
    return &accepted->odd;
}

bool sl_gitleaks_is_report(sl_str text)
{
    text = sl_str_trim(text);
    return text.n && text.p[0] == '[';
}

/* Empty when the report hides it. */
static sl_str secret_of(const sl_node *node)
{
    sl_str secret = sl_node_text(sl_node_get(node, "Secret"));
    bool is_hidden =
        sl_str_find(secret, SL_S("REDACTED"), 0) != SIZE_MAX || sl_str_ends(secret, SL_S("..."));
    return is_hidden ? (sl_str){0} : secret;
}

static bool read_entry(sl_gitleaks *accepted, sl_str file, const sl_node *node, sl_err *e)
{
    const sl_node *line = sl_node_get(node, "StartLine");
    sl_str path = sl_node_text(sl_node_get(node, "File"));
    const entry one = {.rule = sl_node_text(sl_node_get(node, "RuleID")),
                       .secret = secret_of(node),
                       .line = line && line->kind == SL_INT ? (uint32_t)line->integer : 0};
    if (!one.rule.n || !path.n || !line || line->kind != SL_INT || line->integer < 0)
        return sl_fail(e, SL_EUSAGE,
                       "%.*s:%u:%u: a finding of a gitleaks report has RuleID, File and StartLine",
                       SL_FMT(file), node->line, node->column);
    void **slot = sl_map_at(&accepted->files, accepted->mem, path_of(accepted->mem, path));
    if (!*slot)
        *slot = sl_alloc(accepted->mem, sizeof(entries));
    *sl_list_add(accepted->mem, (entries *)*slot) = one;
    return true;
}

bool sl_gitleaks_report(sl_gitleaks *accepted, sl_str file, sl_str text, sl_err *e)
{
    sl_node *doc;
    if (!sl_json_read(&doc, accepted->mem, file, text, e))
        return e->kind = SL_EUSAGE, false;
    if (doc->kind != SL_SEQ || doc->n > ENTRIES_MAX)
        return sl_fail(e, SL_EUSAGE, "%.*s:1:1: a gitleaks report is a list of at most %d findings",
                       SL_FMT(file), ENTRIES_MAX);
    for (size_t i = 0; i < doc->n; i++)
        if (!read_entry(accepted, file, doc->items[i], e))
            return false;
    return true;
}

/* The id by which gitleaks knows the rule: its own, then those it is equivalent to. */
static sl_str name_of(const sl_rule *rule, size_t i)
{
    static const sl_str prefix = SL_STR("gitleaks:");
    if (i == 0)
        return rule->id;
    for (size_t k = 0; k < rule->equivalents.n; k++)
        if (sl_str_starts(rule->equivalents.v[k], prefix) && --i == 0)
            return sl_str_sub(rule->equivalents.v[k], prefix.n, rule->equivalents.v[k].n);
    return (sl_str){0};
}

static bool is_named(const sl_rule *rule, sl_str id)
{
    for (size_t i = 0; name_of(rule, i).n; i++)
        if (sl_str_eq(name_of(rule, i), id))
            return true;
    return false;
}

static bool is_ours(const sl_finding *finding)
{
    return sl_str_is(finding->rule->kind, "secrets");
}

bool sl_gitleaks_ignores(const sl_gitleaks *accepted, const sl_finding *finding)
{
    bool found = false;
    if (!accepted->ignored.n || !is_ours(finding))
        return false;
    sl_arena *mem = sl_arena_new();
    sl_str path = path_of(mem, sl_finding_path(finding));
    for (size_t i = 0; !found && name_of(finding->rule, i).n; i++) {
        sl_str place = sl_printf(mem, "%.*s:%.*s:%u", SL_FMT(path),
                                 SL_FMT(name_of(finding->rule, i)), finding->region.line);
        sl_str commit = finding->origin ? finding->origin->commit : (sl_str){0};
        found =
            sl_map_has(&accepted->ignored, place) ||
            (commit.n && sl_map_has(&accepted->ignored,
                                    sl_printf(mem, "%.*s:%.*s", SL_FMT(commit), SL_FMT(place))));
    }
    sl_arena_free(mem);
    return found;
}

/* The fingerprint that a finding of this rule with this secret has; see engine/work/sink.c. */
static bool is_secret(const sl_finding *finding, sl_str secret, sl_arena *mem)
{
    sl_str id = finding->rule->id;
    unsigned char digest[SL_SHA256_BYTES];
    char hex[SL_FINGERPRINT_TEXT];
    const sl_str parts[] = {id, sl_printf(mem, "%.*s %.*s", SL_FMT(id), SL_FMT(secret)), {0}, {0}};
    sl_sha256_parts(digest, parts, sizeof parts / sizeof *parts);
    sl_hex(hex, digest, SL_FINGERPRINT_TEXT / 2);
    return strcmp(hex, finding->fingerprint) == 0;
}

static bool is_same(const entry *one, const sl_finding *finding, bool has_moved, sl_arena *mem)
{
    if (one->is_used || !is_named(finding->rule, one->rule))
        return false;
    return has_moved ? one->secret.n && is_secret(finding, one->secret, mem)
                     : one->line == finding->region.line;
}

static bool take(entries *all, const sl_finding *finding, bool has_moved, sl_arena *mem)
{
    for (size_t i = 0; all && i < all->n; i++)
        if (is_same(&all->v[i], finding, has_moved, mem)) {
            all->v[i].is_used = true;
            return true;
        }
    return false;
}

void sl_gitleaks_match(sl_gitleaks *accepted, const sl_findings *findings, bool *is_known)
{
    sl_arena *mem = sl_arena_new();
    for (int has_moved = 0; accepted->files.n && has_moved < 2; has_moved++)
        for (size_t i = 0; i < findings->n; i++) {
            const sl_finding *f = &findings->v[i];
            if (is_known[i] || !is_ours(f))
                continue;
            entries *all = sl_map_get(&accepted->files, path_of(mem, sl_finding_path(f)));
            is_known[i] = take(all, f, has_moved, mem);
        }
    sl_arena_free(mem);
}
