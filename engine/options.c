/* Options of a stage: a table of specifications and what was given for each. */
#include "sluice/options.h"

#include <assert.h>

enum { NAMES_MAX = 64 };

/** An option's value: from `with`, from `--set`, or the fallback. */
typedef struct value {
    const sl_node *node; /* lists and maps as written */
    sl_str text;
    sl_strs list;
    uint64_t number;
    sl_severity severity;
    bool is_true, is_given;
} value;

struct sl_options {
    sl_arena *mem;
    const sl_option_spec *specs;
    size_t n;
    value *values;
};

/* A number with a unit from a table; false when it is none. */
static bool scaled(sl_str text, const char *const *units, const uint64_t *factors, uint64_t *out)
{
    size_t n = 0;
    uint64_t whole = 0;
    while (n < text.n && text.p[n] >= '0' && text.p[n] <= '9') {
        if (__builtin_mul_overflow(whole, 10, &whole) ||
            __builtin_add_overflow(whole, (uint64_t)(text.p[n] - '0'), &whole))
            return false;
        n++;
    }
    sl_str unit = sl_str_sub(text, n, text.n);
    for (size_t i = 0; n && units[i]; i++)
        if (sl_str_is(unit, units[i]))
            return !__builtin_mul_overflow(whole, factors[i], out);
    return false;
}

bool sl_duration_read(sl_str text, uint64_t *ms)
{
    static const char *const units[] = {"ms", "s", "m", "h", "d", NULL};
    static const uint64_t factors[] = {1, 1000, 60000, 3600000, 86400000};
    return scaled(text, units, factors, ms);
}

bool sl_size_read(sl_str text, uint64_t *bytes)
{
    static const char *const units[] = {"", "k", "K", "M", "G", "T", "KiB", "MiB", "GiB", NULL};
    static const uint64_t factors[] = {
        1, 1024, 1024, 1u << 20, 1u << 30, (uint64_t)1 << 40, 1024, 1u << 20, 1u << 30};
    return scaled(text, units, factors, bytes);
}

static bool read_bool(sl_str text, bool *out)
{
    static const char *const words[] = {"no", "yes", "false", "true", "off", "on"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_is(text, words[i]))
            return *out = i & 1, true;
    return false;
}

static bool is_choice(const sl_option_spec *spec, sl_str text)
{
    for (size_t i = 0; spec->choices && spec->choices[i]; i++)
        if (sl_str_is(text, spec->choices[i]))
            return true;
    return !spec->choices;
}

static bool bad_choice(const sl_option_spec *spec, sl_str text, sl_err *e)
{
    sl_strs names = {0};
    sl_arena *mem = sl_arena_new();
    char all[256] = "";
    size_t n = 0;
    for (size_t i = 0; spec->choices[i] && n < sizeof all - 32; i++) {
        *sl_list_add(mem, &names) = sl_str_of(spec->choices[i]);
        sl_str one = sl_printf(mem, "%s%s", i ? ", " : "", spec->choices[i]);
        if (one.n < sizeof all - n)
            memcpy(all + n, one.p, one.n + 1);
        n += one.n;
    }
    size_t nearest = sl_str_nearest(text, names.v, names.n);
    if (nearest != SIZE_MAX)
        sl_fail(e, SL_EUSAGE, "'%s' is one of %s, not '%.*s'; did you mean '%.*s'?", spec->name,
                all, SL_FMT(text), SL_FMT(names.v[nearest]));
    else
        sl_fail(e, SL_EUSAGE, "'%s' is one of %s, not '%.*s'", spec->name, all, SL_FMT(text));
    sl_arena_free(mem);
    return false;
}

static bool expected(const sl_option_spec *spec, const char *what, sl_str text, sl_err *e)
{
    return sl_fail(e, SL_EUSAGE, "'%s' is %s, not '%.*s'", spec->name, what, SL_FMT(text));
}

/* Reads a scalar's text by the option's type. */
static bool set_scalar(value *v, const sl_option_spec *spec, sl_str text, sl_err *e)
{
    int64_t count;
    v->text = text;
    switch (spec->type) {
    case SL_OPT_TEXT:
        return is_choice(spec, text) || bad_choice(spec, text, e);
    case SL_OPT_BOOL:
        return read_bool(text, &v->is_true) || expected(spec, "true or false", text, e);
    case SL_OPT_COUNT:
        if (!sl_str_int(text, &count) || count < 0)
            return expected(spec, "a whole number", text, e);
        v->number = (uint64_t)count;
        return true;
    case SL_OPT_SIZE:
        return sl_size_read(text, &v->number) ||
               expected(spec, "a size such as 512, 64k or 10M", text, e);
    case SL_OPT_DURATION:
        return sl_duration_read(text, &v->number) ||
               expected(spec, "a time such as 500ms, 30s or 10m", text, e);
    case SL_OPT_SEVERITY:
        return sl_severity_read(text, &v->severity) ||
               expected(spec, "critical, high, medium, low, info or none", text, e);
    default:
        return true;
    }
}

static void set_list(sl_arena *mem, value *v, sl_str text)
{
    sl_str part;
    v->list = (sl_strs){0};
    while (sl_str_cut(&text, ',', &part))
        if (sl_str_trim(part).n)
            *sl_list_add(mem, &v->list) = sl_str_trim(part);
}

static bool set_text(sl_options *options, size_t i, sl_str text, sl_err *e)
{
    value *v = &options->values[i];
    const sl_option_spec *spec = &options->specs[i];
    v->node = NULL;
    if (spec->type == SL_OPT_LIST)
        set_list(options->mem, v, text);
    else if (spec->type == SL_OPT_MAP)
        return sl_fail(e, SL_EUSAGE, "'%s' is a map and can only be given in a pipeline",
                       spec->name);
    return set_scalar(v, spec, text, e);
}

static bool check_items(const sl_option_spec *spec, const sl_node *list, sl_err *e)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i]->kind == SL_SEQ || list->items[i]->kind == SL_MAP)
            return sl_fail(e, SL_EUSAGE, "'%s' is a list of texts", spec->name);
    return true;
}

static bool set_node(sl_options *options, size_t i, const sl_node *node, sl_err *e)
{
    value *v = &options->values[i];
    const sl_option_spec *spec = &options->specs[i];
    v->is_given = true;
    v->node = node;
    if (spec->type == SL_OPT_MAP)
        return node->kind == SL_MAP || sl_fail(e, SL_EUSAGE, "'%s' is a map", spec->name);
    if (node->kind == SL_MAP || (node->kind == SL_SEQ && spec->type != SL_OPT_LIST))
        return sl_fail(e, SL_EUSAGE, "'%s' is a %s, not a %s", spec->name,
                       spec->type == SL_OPT_LIST ? "list" : "text", sl_node_kind_name(node));
    if (spec->type != SL_OPT_LIST)
        return set_scalar(v, spec, sl_node_text(node), e);
    if (node->kind == SL_SEQ && !check_items(spec, node, e))
        return false;
    v->list = sl_node_texts(options->mem, node);
    return true;
}

static size_t index_of(const sl_options *options, sl_str name)
{
    for (size_t i = 0; i < options->n; i++)
        if (sl_str_is(name, options->specs[i].name))
            return i;
    return SIZE_MAX;
}

static bool unknown(const sl_options *options, sl_str name, sl_err *e)
{
    sl_str names[NAMES_MAX];
    size_t n = options->n < NAMES_MAX ? options->n : NAMES_MAX;
    for (size_t i = 0; i < n; i++)
        names[i] = sl_str_of(options->specs[i].name);
    size_t nearest = sl_str_nearest(name, names, n);
    if (nearest != SIZE_MAX)
        return sl_fail(e, SL_EUSAGE, "unknown option '%.*s'; did you mean '%.*s'?", SL_FMT(name),
                       SL_FMT(names[nearest]));
    return sl_fail(e, SL_EUSAGE, "unknown option '%.*s'", SL_FMT(name));
}

static bool at_node(sl_err *e, sl_str file, const sl_node *node)
{
    return sl_fail_more(e, "%.*s:%u:%u", SL_FMT(file), node->line, node->column);
}

static bool take_with(sl_options *options, sl_str file, const sl_node *with, sl_err *e)
{
    if (with->kind != SL_MAP) {
        sl_fail(e, SL_EUSAGE, "'with' is a map of options");
        return at_node(e, file, with);
    }
    for (size_t i = 0; i < with->n; i++) {
        const sl_pair *pair = &with->pairs[i];
        size_t at = index_of(options, pair->key->text);
        if (at == SIZE_MAX) {
            unknown(options, pair->key->text, e);
            return at_node(e, file, pair->key);
        }
        if (!sl_node_empty(pair->value) && !set_node(options, at, pair->value, e))
            return at_node(e, file, pair->value);
    }
    return true;
}

bool sl_options_read(sl_options **out, sl_arena *mem, const sl_option_spec *specs, sl_str file,
                     const sl_node *with, sl_err *e)
{
    sl_options *options = sl_alloc(mem, sizeof *options);
    options->mem = mem;
    options->specs = specs;
    while (specs && specs[options->n].name)
        options->n++;
    options->values = sl_alloc_array(mem, options->n + 1, sizeof *options->values);
    *out = options;
    for (size_t i = 0; i < options->n; i++) {
        options->values[i].severity = SL_SEVERITY_NONE;
        if (specs[i].fallback && !set_text(options, i, sl_str_of(specs[i].fallback), e))
            return sl_fail_more(e, "the default");
    }
    if (!sl_node_empty(with) && !take_with(options, file, with, e))
        return false;
    for (size_t i = 0; i < options->n; i++) {
        if (!specs[i].is_required || options->values[i].is_given)
            continue;
        sl_fail(e, SL_EUSAGE, "the option '%s' is missing under 'with': %s", specs[i].name,
                specs[i].help);
        return with ? at_node(e, file, with) : sl_fail_more(e, "%.*s", SL_FMT(file));
    }
    return true;
}

bool sl_options_set(sl_options *options, sl_str name, sl_str text, sl_err *e)
{
    size_t at = index_of(options, name);
    if (at == SIZE_MAX)
        return unknown(options, name, e);
    options->values[at].is_given = true;
    return set_text(options, at, sl_dup(options->mem, text), e);
}

static const value *value_of(const sl_options *options, const char *name)
{
    size_t at = index_of(options, sl_str_of(name));
    assert(at != SIZE_MAX);
    return &options->values[at];
}

sl_str sl_options_text(const sl_options *options, const char *name)
{
    return value_of(options, name)->text;
}

bool sl_options_bool(const sl_options *options, const char *name)
{
    return value_of(options, name)->is_true;
}

uint64_t sl_options_number(const sl_options *options, const char *name)
{
    return value_of(options, name)->number;
}

sl_severity sl_options_severity(const sl_options *options, const char *name)
{
    return value_of(options, name)->severity;
}

sl_strs sl_options_list(const sl_options *options, const char *name)
{
    return value_of(options, name)->list;
}

const sl_node *sl_options_map(const sl_options *options, const char *name)
{
    return value_of(options, name)->node;
}

bool sl_options_given(const sl_options *options, const char *name)
{
    return value_of(options, name)->is_given;
}

sl_str sl_options_digest(const sl_options *options, sl_arena *mem)
{
    sl_str all = {0};
    for (size_t i = 0; i < options->n; i++) {
        const value *v = &options->values[i];
        all = sl_printf(mem, "%.*s%s=%zu:%.*s", SL_FMT(all), options->specs[i].name, v->text.n,
                        SL_FMT(v->text));
        for (size_t k = 0; k < v->list.n; k++)
            all =
                sl_printf(mem, "%.*s,%zu:%.*s", SL_FMT(all), v->list.v[k].n, SL_FMT(v->list.v[k]));
        all = sl_printf(mem, "%.*s\n", SL_FMT(all));
    }
    return all;
}
