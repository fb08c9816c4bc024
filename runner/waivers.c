/* The waiver file and how a waiver meets a finding. */
#include "runner/waivers.h"

#include "base/glob.h"
#include "base/yaml.h"

enum { WAIVERS_MAX = 100000 };

static bool wrong(sl_err *e, sl_str file, const sl_node *at, const char *what)
{
    return sl_fail(e, SL_EUSAGE, "%.*s:%u:%u: %s", SL_FMT(file), at->line, at->column, what);
}

static bool two_digits(sl_str s, size_t at, int *out)
{
    int64_t value;
    if (!sl_str_int(sl_str_sub(s, at, at + 2), &value) || s.p[at] < '0')
        return false;
    *out = (int)value;
    return true;
}

bool sl_date_is(sl_str text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int century;
    int year;
    int month;
    int day;
    if (text.n != 10 || text.p[4] != '-' || text.p[7] != '-')
        return false;
    if (!two_digits(text, 0, &century) || !two_digits(text, 2, &year) ||
        !two_digits(text, 5, &month) || !two_digits(text, 8, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return false;
    bool is_leap = year % 4 == 0 && (year != 0 || century % 4 == 0);
    return month != 2 || day < 29 || is_leap;
}

static bool is_hex(sl_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!memchr("0123456789abcdef", s.p[i], 16))
            return false;
    return s.n == SL_FINGERPRINT_TEXT - 1;
}

static sl_str *field_of(sl_waiver *w, sl_str key)
{
    static const struct {
        const char *name;
        size_t offset;
    } fields[] = {{"rule", offsetof(sl_waiver, rule)},
                  {"path", offsetof(sl_waiver, path)},
                  {"fingerprint", offsetof(sl_waiver, fingerprint)},
                  {"reason", offsetof(sl_waiver, reason)},
                  {"owner", offsetof(sl_waiver, owner)},
                  {"expires", offsetof(sl_waiver, expires)}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (sl_str_is(key, fields[i].name))
            return (sl_str *)((char *)w + fields[i].offset);
    return NULL;
}

static bool check(const sl_waiver *w, sl_str file, const sl_node *node, sl_err *e)
{
    if (!w->rule.n && !w->fingerprint.n)
        return wrong(e, file, node, "a waiver needs 'rule' or 'fingerprint'");
    if (!sl_str_trim(w->reason).n)
        return wrong(e, file, node, "a waiver needs a 'reason': why is the finding accepted?");
    if (!sl_str_trim(w->owner).n)
        return wrong(e, file, node, "a waiver needs an 'owner': who accepted it?");
    if (w->expires.n && !sl_date_is(w->expires))
        return wrong(e, file, node, "'expires' is the last day of the waiver, as YYYY-MM-DD");
    if (w->fingerprint.n && !is_hex(w->fingerprint))
        return wrong(e, file, node,
                     "'fingerprint' is 32 lower-case hex digits, as reports show it");
    return true;
}

static bool read_one(sl_waivers *waivers, sl_arena *mem, sl_str file, const sl_node *node,
                     sl_err *e)
{
    if (node->kind != SL_MAP)
        return wrong(e, file, node, "a waiver is a map with rule, path, reason, owner, expires");
    sl_waiver *w = sl_list_add(mem, waivers);
    w->line = node->line;
    for (size_t i = 0; i < node->n; i++) {
        const sl_pair *pair = &node->pairs[i];
        sl_str *field = field_of(w, pair->key->text);
        if (!field)
            return wrong(e, file, pair->key,
                         "unknown key in a waiver; there are rule, path, fingerprint, reason, "
                         "owner, expires");
        if (pair->value->kind == SL_SEQ || pair->value->kind == SL_MAP)
            return wrong(e, file, pair->value, "a text is expected here");
        *field = sl_node_text(pair->value);
    }
    return check(w, file, node, e);
}

bool sl_waivers_read(sl_waivers **out, sl_arena *mem, sl_str file, sl_str text, sl_err *e)
{
    sl_node *doc;
    if (!sl_yaml_read_one(&doc, mem, file, text, e))
        return e->kind = SL_EUSAGE, false;
    sl_waivers *waivers = sl_alloc(mem, sizeof *waivers);
    waivers->file = sl_dup(mem, file);
    *out = waivers;
    if (doc->kind == SL_NULL)
        return true;
    if (doc->kind != SL_MAP)
        return wrong(e, file, doc, "a waiver file is a map with 'version' and 'waivers'");
    const sl_node *version = sl_node_get(doc, "version");
    if (!version || !sl_str_is(sl_node_text(version), "1"))
        return wrong(e, file, version ? version : doc, "'version: 1' is expected");
    const sl_node *list = sl_node_get(doc, "waivers");
    if (sl_node_empty(list))
        return true;
    if (list->kind != SL_SEQ || list->n > WAIVERS_MAX)
        return wrong(e, file, list, "'waivers' is a list of at most 100000 waivers");
    for (size_t i = 0; i < list->n; i++)
        if (!read_one(waivers, mem, file, list->items[i], e))
            return false;
    return true;
}

void sl_waivers_expire(sl_waivers *waivers, sl_str today)
{
    for (size_t i = 0; i < waivers->n; i++) {
        sl_waiver *w = &waivers->v[i];
        w->is_expired = w->expires.n && sl_str_cmp(w->expires, today) < 0;
    }
}

sl_waiver *sl_waivers_match(sl_waivers *waivers, const sl_finding *finding)
{
    for (size_t i = 0; i < waivers->n; i++) {
        sl_waiver *w = &waivers->v[i];
        if (w->is_expired || (w->rule.n && !sl_glob_match_name(w->rule, finding->rule->id)) ||
            (w->fingerprint.n && !sl_str_is(w->fingerprint, finding->fingerprint)) ||
            (w->path.n && !sl_glob_match(w->path, sl_finding_path(finding))))
            continue;
        w->n_used++;
        return w;
    }
    return NULL;
}
