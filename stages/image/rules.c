/* The vocabulary of `match`, from tables; a key that is not known is an error with its place. */
#include "stages/image/rules.h"

#include "engine/rules/common.h"

/* A rule while its matches are read. */
typedef struct reading {
    sl_arena *mem;
    const sl_rule *rule;
    sl_image_match *match;
    sl_err *e;
} reading;

static bool open_regex(const reading *r, const sl_node *node, sl_regex **out)
{
    sl_err why = {0};
    if (node->kind >= SL_SEQ)
        return sl_rule_fail(r->e, r->rule, node, "a regular expression is a text");
    if (!sl_regex_open(out, r->mem, node->text, 0, &why))
        return sl_rule_fail(r->e, r->rule, node, "%s", why.text);
    return true;
}

static bool unknown(const reading *r, const sl_node *key)
{
    return sl_rule_fail(r->e, r->rule, key, "unknown key '%.*s'", SL_FMT(key->text));
}

static bool one_of(const reading *r, const sl_node *value, const char *const *allowed)
{
    for (size_t i = 0; allowed[i]; i++)
        if (sl_str_is(sl_node_text(value), allowed[i]))
            return true;
    return sl_rule_fail(r->e, r->rule, value, "'%.*s' is none of its values, such as '%s'",
                        SL_FMT(sl_node_text(value)), allowed[0]);
}

/* `env`, `label`, `history`, `volume`: expressions for names and values. */
static bool read_patterns(const reading *r, const sl_node *map)
{
    sl_image_match *m = r->match;
    const struct {
        const char *key;
        sl_regex **to;
    } keys[] = {{"name", &m->name},
                {"not_name", &m->not_name},
                {"value", &m->value},
                {"not_value", &m->not_value}};
    if (map->kind != SL_MAP)
        return open_regex(r, map, &m->value);
    for (size_t i = 0; i < map->n; i++) {
        size_t k = 0;
        while (k < sizeof keys / sizeof *keys && !sl_str_is(map->pairs[i].key->text, keys[k].key))
            k++;
        if (k == sizeof keys / sizeof *keys)
            return unknown(r, map->pairs[i].key);
        if (!open_regex(r, map->pairs[i].value, keys[k].to))
            return false;
    }
    return true;
}

static bool read_texts(const reading *r, const sl_node *value)
{
    r->match->texts = sl_node_texts(r->mem, value);
    return r->match->texts.n || sl_rule_fail(r->e, r->rule, value, "a text or a list of texts");
}

static bool read_command(const reading *r, const sl_node *value)
{
    return one_of(r, value, (const char *const[]){"shell", NULL}) && read_texts(r, value);
}

static bool read_base(const reading *r, const sl_node *value)
{
    return one_of(r, value, (const char *const[]){"untagged", "beyond", NULL}) &&
           read_texts(r, value);
}

static bool read_release(const reading *r, const sl_node *value)
{
    return one_of(r, value, (const char *const[]){"ended", NULL}) && read_texts(r, value);
}

static bool read_account(const reading *r, const sl_node *value)
{
    return one_of(r, value, (const char *const[]){"empty", "hash", NULL}) && read_texts(r, value);
}

static bool read_mode(const reading *r, const sl_node *value, unsigned *out)
{
    sl_str text = sl_node_text(value);
    *out = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '7' || text.n > 5)
            return sl_rule_fail(r->e, r->rule, value, "a mode is written in octal digits");
        *out = *out << 3 | (unsigned)(text.p[i] - '0');
    }
    return true;
}

static bool read_kinds(const reading *r, const sl_node *value)
{
    static const char *const kinds[] = {"file", "link", "folder", NULL};
    sl_strs names = sl_node_texts(r->mem, value);
    r->match->files.kinds = 0;
    for (size_t i = 0; i < names.n; i++) {
        size_t k = 0;
        while (kinds[k] && !sl_str_is(names.v[i], kinds[k]))
            k++;
        if (!kinds[k])
            return sl_rule_fail(r->e, r->rule, value, "an entry is a file, link or folder");
        r->match->files.kinds |= 1u << k;
    }
    return true;
}

static bool read_file_key(const reading *r, sl_str key, const sl_node *value, bool *is_known)
{
    sl_image_files *f = &r->match->files;
    const struct {
        const char *key;
        sl_strs *texts;
        bool *flag;
        sl_regex **regex;
        unsigned *mode;
    } keys[] = {{"names", .texts = &f->names},
                {"paths", .texts = &f->paths},
                {"except", .texts = &f->except},
                {"mode", .mode = &f->mode},
                {"without", .mode = &f->without},
                {"program", .flag = &f->is_program},
                {"capability", .flag = &f->has_capability},
                {"tool", .flag = &f->is_tool},
                {"deleted", .flag = &f->see_deleted},
                {"once", .flag = &f->is_once},
                {"text", .regex = &r->match->value},
                {"not_text", .regex = &r->match->not_value}};
    *is_known = true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!sl_str_is(key, keys[i].key))
            continue;
        if (keys[i].texts)
            *keys[i].texts = sl_node_texts(r->mem, value);
        if (keys[i].flag)
            *keys[i].flag = sl_node_true(value);
        if (keys[i].mode)
            return read_mode(r, value, keys[i].mode);
        return !keys[i].regex || open_regex(r, value, keys[i].regex);
    }
    *is_known = false;
    return true;
}

static bool read_secret(const reading *r, const sl_node *value)
{
    r->match->has_secret = true;
    r->match->secret = (size_t)value->integer;
    if (value->kind != SL_INT || value->integer < 0 || value->integer >= SL_REGEX_GROUPS_MAX)
        return sl_rule_fail(r->e, r->rule, value, "'secret' is the number of a group");
    return true;
}

static bool read_files(const reading *r, const sl_node *map)
{
    r->match->files.kinds = SL_IMAGE_FILE | SL_IMAGE_LINK;
    if (map->kind != SL_MAP)
        return sl_rule_fail(r->e, r->rule, map, "'files' is a map");
    for (size_t i = 0; i < map->n; i++) {
        bool is_known = true;
        sl_str key = map->pairs[i].key->text;
        const sl_node *value = map->pairs[i].value;
        bool ok = sl_str_is(key, "kinds")    ? read_kinds(r, value)
                  : sl_str_is(key, "secret") ? read_secret(r, value)
                                             : read_file_key(r, key, value, &is_known);
        if (!ok || !is_known)
            return ok ? unknown(r, map->pairs[i].key) : false;
    }
    if (r->match->value && r->match->secret >= sl_regex_groups(r->match->value))
        return sl_rule_fail(r->e, r->rule, map, "'text' has no group %zu", r->match->secret);
    return true;
}

/* Subjects by their key, in the order of sl_image_subject. */
static const struct {
    const char *key;
    bool (*read)(const reading *r, const sl_node *value);
} subjects[SL_IMAGE_SUBJECTS] = {
    {"user", read_texts},      {"missing", read_texts},        {"env", read_patterns},
    {"label", read_patterns},  {"history", read_patterns},     {"ports", read_texts},
    {"command", read_command}, {"created_before", read_texts}, {"base", read_base},
    {"release", read_release}, {"volume", read_patterns},      {"account", read_account},
    {"files", read_files},
};

static bool read_match(sl_image_matches *out, reading *r, const sl_node *map, size_t index)
{
    size_t s = 0;
    if (map->kind != SL_MAP || map->n != 1)
        return sl_rule_fail(r->e, r->rule, map, "a match is a map of one key, such as 'files'");
    sl_str key = map->pairs[0].key->text;
    while (s < SL_IMAGE_SUBJECTS && !sl_str_is(key, subjects[s].key))
        s++;
    if (s == SL_IMAGE_SUBJECTS)
        return unknown(r, map->pairs[0].key);
    r->match = sl_list_add(r->mem, out);
    r->match->rule = index;
    r->match->subject = (sl_image_subject)s;
    return subjects[s].read(r, map->pairs[0].value);
}

bool sl_image_rule_matches(sl_image_matches *out, sl_arena *mem, const sl_rule *rule, size_t index,
                           sl_err *e)
{
    reading r = {.mem = mem, .rule = rule, .e = e};
    const sl_node *match = sl_node_get(rule->doc, "match");
    if (sl_node_empty(match))
        return sl_rule_fail(e, rule, NULL, "an image rule needs a 'match'");
    if (match->kind != SL_SEQ)
        return read_match(out, &r, match, index);
    for (size_t i = 0; i < match->n; i++)
        if (!read_match(out, &r, match->items[i], index))
            return false;
    return true;
}

void sl_image_matches_close(sl_image_matches *matches)
{
    for (size_t i = 0; i < matches->n; i++) {
        sl_image_match *m = &matches->v[i];
        sl_regex_close(m->name);
        sl_regex_close(m->not_name);
        sl_regex_close(m->value);
        sl_regex_close(m->not_value);
    }
    matches->n = 0;
}

bool sl_image_rule_read(sl_rule *rule, sl_arena *mem, sl_err *e)
{
    sl_image_matches matches = {0};
    rule->severity = SL_MEDIUM;
    bool ok = sl_rule_read_common(rule, mem, e) && sl_image_rule_matches(&matches, mem, rule, 0, e);
    sl_image_matches_close(&matches);
    if (ok && (!rule->title.n || !rule->message.n || !rule->remediation.n))
        return sl_rule_fail(e, rule, NULL, "an image rule needs title, message and remediation");
    return ok;
}
