/* Options of a stage: a table of specifications and what was given for each. */
#include "sluice/options.h"

#include "sluice/buf.h"

#include <assert.h>

/** An option's value: from `with`, from `--set`, or the fallback. */
typedef struct value {
    const sl_node *map;
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

typedef struct unit {
    const char *name; /* NULL ends a table */
    uint64_t factor;
} unit;

/* A whole number and a unit from the table; false when it is none or does not fit. */
static bool scaled(sl_str text, const unit *units, uint64_t *out)
{
    size_t n = 0;
    uint64_t whole = 0;
    for (; n < text.n && text.p[n] >= '0' && text.p[n] <= '9'; n++)
        if (__builtin_mul_overflow(whole, 10, &whole) ||
            __builtin_add_overflow(whole, (uint64_t)(text.p[n] - '0'), &whole))
            return false;
    for (; n && units->name; units++)
        if (sl_str_is(sl_str_sub(text, n, text.n), units->name))
            return !__builtin_mul_overflow(whole, units->factor, out);
    return false;
}

bool sl_duration_read(sl_str text, uint64_t *ms)
{
    static const unit units[] = {{"ms", 1},      {"s", 1000},     {"m", 60000},
                                 {"h", 3600000}, {"d", 86400000}, {NULL, 0}};
    return scaled(text, units, ms);
}

bool sl_size_read(sl_str text, uint64_t *bytes)
{
    enum { k = 1024 };
    static const unit units[] = {{"", 1},
                                 {"k", k},
                                 {"K", k},
                                 {"KiB", k},
                                 {"M", k * k},
                                 {"MiB", k * k},
                                 {"G", (uint64_t)k * k * k},
                                 {"GiB", (uint64_t)k * k * k},
                                 {"T", (uint64_t)k * k * k * k},
                                 {"TiB", (uint64_t)k * k * k * k},
                                 {NULL, 0}};
    return scaled(text, units, bytes);
}

static bool read_bool(sl_str text, bool *out)
{
    static const char *const words[] = {"no", "yes", "false", "true", "off", "on"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_is(text, words[i]))
            return *out = i & 1, true;
    return false;
}

/* "…; did you mean 'x'?" where a name is near, else "…; there are x, y, z". */
static bool not_among(sl_arena *mem, sl_err *e, sl_str what, sl_str given, const sl_strs *names)
{
    size_t nearest = sl_str_nearest(given, names->v, names->n);
    if (nearest != SIZE_MAX)
        return sl_fail(e, SL_EUSAGE, "%.*s; did you mean '%.*s'?", SL_FMT(what),
                       SL_FMT(names->v[nearest]));
    sl_str all = {0};
    for (size_t i = 0; i < names->n; i++)
        all = sl_printf(mem, "%.*s%s%.*s", SL_FMT(all), i ? ", " : "", SL_FMT(names->v[i]));
    if (!names->n)
        return sl_fail(e, SL_EUSAGE, "%.*s; there are none", SL_FMT(what));
    return sl_fail(e, SL_EUSAGE, "%.*s; there %s %.*s", SL_FMT(what), names->n > 1 ? "are" : "is",
                   SL_FMT(all));
}

static bool check_choice(sl_arena *mem, const sl_option_spec *spec, sl_str text, sl_err *e)
{
    sl_strs names = {0};
    for (size_t i = 0; spec->choices && spec->choices[i]; i++) {
        if (sl_str_is(text, spec->choices[i]))
            return true;
        *sl_list_add(mem, &names) = sl_str_of(spec->choices[i]);
    }
    sl_str what = sl_printf(mem, "'%s' cannot be '%.*s'", spec->name, SL_FMT(text));
    return !spec->choices || not_among(mem, e, what, text, &names);
}

static bool expected(const sl_option_spec *spec, const char *what, sl_str text, sl_err *e)
{
    return sl_fail(e, SL_EUSAGE, "'%s' is %s, not '%.*s'", spec->name, what, SL_FMT(text));
}

/* Reads a scalar's text by the option's type. */
static bool set_scalar(sl_arena *mem, value *v, const sl_option_spec *spec, sl_str text, sl_err *e)
{
    int64_t count;
    v->text = text;
    switch (spec->type) {
    case SL_OPT_TEXT:
        return check_choice(mem, spec, text, e);
    case SL_OPT_BOOL:
        return read_bool(text, &v->is_true) || expected(spec, "true or false", text, e);
    case SL_OPT_COUNT:
        if (!sl_str_int(text, &count) || count < 0)
            return expected(spec, "a whole number, 0 or more", text, e);
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

static bool set_list(sl_arena *mem, value *v, const sl_option_spec *spec, sl_strs list, sl_err *e)
{
    v->list = list;
    for (size_t i = 0; i < list.n; i++)
        if (!check_choice(mem, spec, list.v[i], e))
            return false;
    return true;
}

static sl_strs split(sl_arena *mem, sl_str text)
{
    sl_strs list = {0};
    sl_str part;
    while (sl_str_cut(&text, ',', &part))
        if (sl_str_trim(part).n)
            *sl_list_add(mem, &list) = sl_str_trim(part);
    return list;
}

static bool set_text(sl_options *options, size_t i, sl_str text, sl_err *e)
{
    value *v = &options->values[i];
    const sl_option_spec *spec = &options->specs[i];
    if (spec->type == SL_OPT_LIST)
        return set_list(options->mem, v, spec, split(options->mem, text), e);
    if (spec->type == SL_OPT_MAP)
        return sl_fail(e, SL_EUSAGE, "'%s' is a map and can only be given in a pipeline",
                       spec->name);
    return set_scalar(options->mem, v, spec, text, e);
}

/* Where `node` is not what the option takes: itself or the item that is wrong; else NULL. */
static const sl_node *misfit(const sl_option_spec *spec, const sl_node *node)
{
    if (spec->type == SL_OPT_MAP)
        return node->kind == SL_MAP ? NULL : node;
    if (node->kind == SL_MAP || (node->kind == SL_SEQ && spec->type != SL_OPT_LIST))
        return node;
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        if (!sl_node_is_scalar(node->items[i]))
            return node->items[i];
    return NULL;
}

static const char *type_name(sl_option_type type)
{
    return type == SL_OPT_MAP ? "map" : type == SL_OPT_LIST ? "list of texts" : "single value";
}

static bool set_node(sl_options *options, size_t i, const sl_node *node, sl_err *e)
{
    value *v = &options->values[i];
    const sl_option_spec *spec = &options->specs[i];
    v->is_given = true;
    if (spec->type == SL_OPT_MAP)
        return v->map = node, true;
    if (spec->type == SL_OPT_LIST)
        return set_list(options->mem, v, spec, sl_node_texts(options->mem, node), e);
    return set_scalar(options->mem, v, spec, sl_node_text(node), e);
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
    sl_strs names = {0};
    for (size_t i = 0; i < options->n; i++)
        *sl_list_add(options->mem, &names) = sl_str_of(options->specs[i].name);
    sl_str what = sl_printf(options->mem, "unknown option '%.*s'", SL_FMT(name));
    return not_among(options->mem, e, what, name, &names);
}

static bool at_node(sl_err *e, sl_str file, const sl_node *node)
{
    return sl_fail_more(e, "%.*s:%u:%u", SL_FMT(file), node->line, node->column);
}

static bool take_pair(sl_options *options, sl_str file, const sl_pair *pair, sl_err *e)
{
    size_t i = index_of(options, pair->key->text);
    if (i == SIZE_MAX)
        return unknown(options, pair->key->text, e), at_node(e, file, pair->key);
    if (sl_node_empty(pair->value))
        return true;
    const sl_option_spec *spec = &options->specs[i];
    const sl_node *wrong = misfit(spec, pair->value);
    if (wrong) {
        sl_fail(e, SL_EUSAGE, "'%s' is a %s; here is a %s", spec->name, type_name(spec->type),
                sl_node_kind_name(wrong));
        return at_node(e, file, wrong);
    }
    return set_node(options, i, pair->value, e) || at_node(e, file, pair->value);
}

static bool take_with(sl_options *options, sl_str file, const sl_node *with, sl_err *e)
{
    if (with->kind != SL_MAP) {
        sl_fail(e, SL_EUSAGE, "'with' is a map of options, not a %s", sl_node_kind_name(with));
        return at_node(e, file, with);
    }
    for (size_t i = 0; i < with->n; i++)
        if (!take_pair(options, file, &with->pairs[i], e))
            return false;
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
    return value_of(options, name)->map;
}

bool sl_options_given(const sl_options *options, const char *name)
{
    return value_of(options, name)->is_given;
}

static void digest_text(sl_buf *out, sl_str text)
{
    sl_buf_addf(out, "%zu:", text.n);
    sl_buf_add(out, text);
}

static void digest_node(sl_buf *out, const sl_node *node)
{
    sl_buf_addf(out, "%s %zu ", sl_node_kind_name(node), node->n);
    digest_text(out, sl_node_text(node));
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        digest_node(out, node->items[i]);
    for (size_t i = 0; node->kind == SL_MAP && i < node->n; i++) {
        digest_text(out, node->pairs[i].key->text);
        digest_node(out, node->pairs[i].value);
    }
}

sl_str sl_options_digest(const sl_options *options, sl_arena *mem)
{
    sl_buf out;
    sl_buf_init(&out, SIZE_MAX);
    for (size_t i = 0; i < options->n; i++) {
        const value *v = &options->values[i];
        sl_buf_addf(&out, "%s=", options->specs[i].name);
        digest_text(&out, v->text);
        for (size_t k = 0; k < v->list.n; k++)
            digest_text(&out, v->list.v[k]);
        if (v->map)
            digest_node(&out, v->map);
        sl_buf_addc(&out, '\n');
    }
    sl_str all = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return all;
}
