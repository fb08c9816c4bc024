/* The table of operators. An operand that is a list means "any of them". */
#include "engine/check/operator.h"

#include "engine/check/compare.h"

/* One text or number of the operand against one value. */
typedef bool compare(const sl_node *value, const sl_node *operand, bool ignores_case);

static bool as_texts(const sl_node *value, const sl_node *operand)
{
    return value->kind < SL_SEQ && operand->kind < SL_SEQ;
}

static bool equals(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    return sl_value_equals(value, operand, ignores_case);
}

static bool has_text(sl_str text, sl_str wanted, bool ignores_case)
{
    for (size_t i = 0; wanted.n <= text.n && i <= text.n - wanted.n; i++)
        if (sl_texts_equal(sl_str_sub(text, i, i + wanted.n), wanted, ignores_case))
            return true;
    return false;
}

/* A text within a text, an item of a list, a key of a map. */
static bool contains(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    sl_str wanted = operand->text;
    for (size_t i = 0; value->kind == SL_SEQ && i < value->n; i++)
        if (sl_value_equals(value->items[i], operand, ignores_case))
            return true;
    for (size_t i = 0; value->kind == SL_MAP && i < value->n; i++)
        if (sl_texts_equal(value->pairs[i].key->text, wanted, ignores_case))
            return true;
    return value->kind < SL_SEQ && has_text(value->text, wanted, ignores_case);
}

static bool starts(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    return as_texts(value, operand) && value->text.n >= operand->text.n &&
           sl_texts_equal(sl_str_sub(value->text, 0, operand->text.n), operand->text, ignores_case);
}

static bool ends(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    return as_texts(value, operand) && value->text.n >= operand->text.n &&
           sl_texts_equal(sl_str_sub(value->text, value->text.n - operand->text.n, value->text.n),
                          operand->text, ignores_case);
}

static bool covers(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    (void)ignores_case;
    return as_texts(value, operand) && sl_network_covers(value->text, operand->text);
}

static bool within(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    (void)ignores_case;
    return as_texts(value, operand) && sl_network_covers(operand->text, value->text);
}

static bool greater(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    double a, b;
    (void)ignores_case;
    return sl_value_number(value, &a) && sl_value_number(operand, &b) && a > b;
}

static bool less(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    return greater(operand, value, ignores_case);
}

static bool at_least(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    double a, b;
    (void)ignores_case;
    return sl_value_number(value, &a) && sl_value_number(operand, &b) && a >= b;
}

static bool at_most(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    return at_least(operand, value, ignores_case);
}

static bool kind_is(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    (void)ignores_case;
    return sl_str_is(operand->text, sl_node_kind_name(value));
}

typedef enum family { COMPARES, DIFFERS, MATCHES, EXISTS, EMPTY, SIZE } family;

static const struct {
    const char *name;
    family family;
    compare *compare;
} table[] = {
    {"equals", COMPARES, equals},      {"in", COMPARES, equals},
    {"differs", DIFFERS, equals},      {"matches", MATCHES, NULL},
    {"contains", COMPARES, contains},  {"starts", COMPARES, starts},
    {"ends", COMPARES, ends},          {"covers", COMPARES, covers},
    {"within", COMPARES, within},      {"greater", COMPARES, greater},
    {"less", COMPARES, less},          {"at_least", COMPARES, at_least},
    {"at_most", COMPARES, at_most},    {"kind", COMPARES, kind_is},
    {"exists", EXISTS, NULL},          {"empty", EMPTY, NULL},
    {"size_at_least", SIZE, at_least}, {"size_at_most", SIZE, at_most},
};

static size_t row_of(sl_str name)
{
    size_t i = 0;
    while (i < sizeof table / sizeof *table && !sl_str_is(name, table[i].name))
        i++;
    return i;
}

bool sl_operator_is(sl_str name)
{
    return row_of(name) < sizeof table / sizeof *table;
}

static bool wrong(const sl_node *at, const char *what, sl_err *e)
{
    return sl_fail(e, SL_EUSAGE, "%u:%u: %s", at->line, at->column, what);
}

static const sl_node *operand_at(const sl_node *operand, size_t i)
{
    if (operand->kind != SL_SEQ)
        return i ? NULL : operand;
    return i < operand->n ? operand->items[i] : NULL;
}

static bool read_regexes(sl_operator *op, sl_arena *mem, sl_err *e)
{
    op->n_regexes = op->operand->kind == SL_SEQ ? op->operand->n : 1;
    op->regexes = sl_alloc_array(mem, op->n_regexes ? op->n_regexes : 1, sizeof *op->regexes);
    for (size_t i = 0; i < op->n_regexes; i++) {
        const sl_node *text = operand_at(op->operand, i);
        if (text->kind != SL_TEXT)
            return wrong(text, "a regular expression is a text", e);
        if (!sl_regex_check(text->text, 0, e))
            return sl_fail_more(e, "%u:%u", text->line, text->column);
    }
    return true;
}

static bool check_kinds(const sl_operator *op, sl_err *e)
{
    family f = table[op->kind].family;
    const sl_node *o = op->operand;
    if ((f == EXISTS || f == EMPTY) && o->kind != SL_BOOL)
        return wrong(o, "'exists' and 'empty' take true or false", e);
    if (o->kind == SL_MAP)
        return wrong(o, "an operand is a scalar, a list of scalars or {path: …}", e);
    for (size_t i = 0; o->kind == SL_SEQ && i < o->n; i++)
        if (o->items[i]->kind >= SL_SEQ)
            return wrong(o->items[i], "an operand's list holds scalars", e);
    return true;
}

bool sl_operator_read(sl_operator *out, sl_arena *mem, sl_str name, const sl_node *operand,
                      sl_err *e)
{
    *out = (sl_operator){.kind = row_of(name), .mem = mem, .operand = operand};
    const sl_node *path = sl_node_get(operand, "path");
    if (operand->kind == SL_MAP && operand->n == 1 && path) {
        out->path = sl_alloc(mem, sizeof *out->path);
        if (table[out->kind].family != COMPARES && table[out->kind].family != DIFFERS)
            return wrong(operand, "this operator takes no path", e);
        return sl_attr_path_read(out->path, mem, sl_node_text(path), e) ||
               sl_fail_more(e, "%u:%u", path->line, path->column);
    }
    if (table[out->kind].family == MATCHES && !read_regexes(out, mem, e))
        return false;
    return check_kinds(out, e);
}

static sl_truth regex_holds(const sl_operator *op, sl_eval *eval, sl_str text)
{
    for (size_t i = 0; i < op->n_regexes; i++) {
        sl_regex **regex = &op->regexes[i];
        unsigned flags = op->ignores_case ? SL_REGEX_CASELESS : 0;
        sl_match match;
        bool found = false;
        const sl_regex_search search = {text, 0, SIZE_MAX, true};
        if (!*regex &&
            !sl_regex_open(regex, op->mem, operand_at(op->operand, i)->text, flags, eval->e)) {
            eval->has_failed = true;
            return SL_FALSE;
        }
        if (!sl_regex_find(*regex, eval->room, &search, &match, &found, eval->e)) {
            eval->has_failed = true;
            return SL_FALSE;
        }
        if (found)
            return SL_TRUE;
    }
    return SL_FALSE;
}

/* Against the values that a path leads to. */
static sl_truth compare_path(const sl_operator *op, sl_eval *eval, const sl_scope *scope,
                             const sl_node *value)
{
    sl_spots spots = {0};
    if (!sl_scope_walk(&spots, eval, op->path, scope))
        return SL_FALSE;
    sl_truth truth = SL_FALSE;
    for (size_t i = 0; i < spots.n; i++) {
        if (sl_node_is_unknown(spots.v[i].value))
            truth = SL_UNKNOWN;
        else if (table[op->kind].compare(value, spots.v[i].value, op->ignores_case))
            return SL_TRUE;
    }
    return truth;
}

static sl_truth compare_all(const sl_operator *op, sl_eval *eval, const sl_scope *scope,
                            const sl_node *value)
{
    if (op->path)
        return compare_path(op, eval, scope, value);
    const sl_node *operand;
    for (size_t i = 0; (operand = operand_at(op->operand, i)); i++)
        if (table[op->kind].compare(value, operand, op->ignores_case))
            return SL_TRUE;
    return SL_FALSE;
}

static bool size_holds(const sl_operator *op, const sl_node *value)
{
    sl_node size = {.kind = SL_INT, .number = (double)value->n};
    if (value->kind < SL_SEQ)
        size.number = (double)value->text.n;
    return table[op->kind].compare(&size, op->operand, false);
}

static sl_truth truth_of(bool is_it)
{
    return is_it ? SL_TRUE : SL_FALSE;
}

sl_truth sl_operator_holds(const sl_operator *op, sl_eval *eval, const sl_scope *scope,
                           const sl_node *value)
{
    family f = table[op->kind].family;
    if (f == EXISTS)
        return truth_of(sl_node_empty(value) != sl_node_true(op->operand));
    if (sl_node_is_unknown(value))
        return SL_UNKNOWN;
    switch (f) {
    case EMPTY:
        return truth_of(sl_value_is_empty(value) == sl_node_true(op->operand));
    case MATCHES:
        return value->kind < SL_SEQ ? regex_holds(op, eval, value->text) : SL_FALSE;
    case SIZE:
        return truth_of(size_holds(op, value));
    case DIFFERS:
        return sl_truth_not(compare_all(op, eval, scope, value));
    default:
        return compare_all(op, eval, scope, value);
    }
}

sl_truth sl_operator_absent(const sl_operator *op)
{
    family f = table[op->kind].family;
    if (f == EXISTS)
        return sl_node_true(op->operand) ? SL_FALSE : SL_TRUE;
    return truth_of(f == EMPTY && sl_node_true(op->operand));
}

void sl_operator_close(sl_operator *op)
{
    for (size_t i = 0; i < op->n_regexes; i++)
        sl_regex_close(op->regexes[i]);
    op->n_regexes = 0;
}
