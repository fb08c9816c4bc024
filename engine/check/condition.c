/* Conditions: a tree of all, any, not, tests at paths, loops and relations. */
#include "engine/check/condition.h"

#include "engine/check/operator.h"

enum { DEPTH_MAX = 60 };

typedef enum kind { ALL, ANY, NOT, TEST, SOME, EVERY, COUNT, RELATED } kind;

typedef struct conditions {
    sl_condition **v;
    size_t n, cap;
} conditions;

struct sl_condition {
    kind kind;
    conditions kids; /* ALL, ANY; NOT and loops: at most one, the `where` */
    sl_attr_path path;
    struct {
        sl_operator *v;
        size_t n, cap;
    } operators;
    sl_strs types; /* RELATED */
    bool is_part;  /* RELATED: a part of the resource only */
};

typedef struct reader {
    sl_arena *mem;
    unsigned depth;
    sl_err *e;
} reader;

static bool wrong(const reader *r, const sl_node *at, const char *what)
{
    return sl_fail(r->e, SL_EUSAGE, "%u:%u: %s", at->line, at->column, what);
}

static bool read_any(reader *r, sl_condition **out, const sl_node *doc);

static sl_condition *new_condition(reader *r, kind k)
{
    sl_condition *c = sl_alloc(r->mem, sizeof *c);
    c->kind = k;
    return c;
}

static bool read_list(reader *r, sl_condition *c, const sl_node *list)
{
    if (list->kind != SL_SEQ)
        return wrong(r, list, "a list of conditions is expected");
    for (size_t i = 0; i < list->n; i++)
        if (!read_any(r, sl_list_add(r->mem, &c->kids), list->items[i]))
            return false;
    return true;
}

static bool read_path(reader *r, sl_attr_path *path, const sl_node *node)
{
    if (node->kind >= SL_SEQ)
        return wrong(r, node, "a path is a text");
    return sl_attr_path_read(path, r->mem, node->text, r->e) ||
           sl_fail_more(r->e, "%u:%u", node->line, node->column);
}

static bool add_operator(reader *r, sl_condition *c, const sl_pair *pair)
{
    sl_operator *op = sl_list_add(r->mem, &c->operators);
    return sl_operator_read(op, r->mem, pair->key->text, pair->value, r->e);
}

/* "exists: PATH" and the like: a test written short. */
static bool read_short(reader *r, sl_condition *c, const sl_node *path, const char *name,
                       bool wants)
{
    sl_node *operand = sl_alloc(r->mem, sizeof *operand);
    *operand = (sl_node){.kind = SL_BOOL, .integer = wants, .text = SL_S("true")};
    sl_operator *op = sl_list_add(r->mem, &c->operators);
    return read_path(r, &c->path, path) &&
           sl_operator_read(op, r->mem, sl_str_of(name), operand, r->e);
}

/* {path: P, equals: X, …}: all operators hold for one of the values. */
static bool read_test(reader *r, sl_condition *c, const sl_node *doc)
{
    bool ignores_case = sl_node_true(sl_node_get(doc, "ignore_case"));
    for (size_t i = 0; i < doc->n; i++) {
        sl_str key = doc->pairs[i].key->text;
        if (sl_str_is(key, "path")) {
            if (!read_path(r, &c->path, doc->pairs[i].value))
                return false;
        } else if (sl_operator_is(key)) {
            if (!add_operator(r, c, &doc->pairs[i]))
                return false;
        } else if (!sl_str_is(key, "ignore_case")) {
            return wrong(r, doc->pairs[i].key, "an unknown operator");
        }
    }
    for (size_t i = 0; i < c->operators.n; i++)
        c->operators.v[i].ignores_case = ignores_case;
    return c->operators.n || wrong(r, doc, "a test needs an operator");
}

/* {some|every|count|related: …, where: …, operators of count}. */
static bool read_loop(reader *r, sl_condition *c, const sl_node *doc, const sl_node *over)
{
    for (size_t i = 0; i < doc->n; i++) {
        const sl_pair *pair = &doc->pairs[i];
        if (pair->value == over)
            continue;
        if (sl_str_is(pair->key->text, "where")) {
            if (!read_any(r, sl_list_add(r->mem, &c->kids), pair->value))
                return false;
        } else if (sl_str_is(pair->key->text, "part") && c->kind == RELATED) {
            c->is_part = sl_node_true(pair->value);
        } else if (c->kind == COUNT && sl_operator_is(pair->key->text)) {
            if (!add_operator(r, c, pair))
                return false;
        } else {
            return wrong(r, pair->key, "an unknown key beside a loop or relation");
        }
    }
    if (c->kind == COUNT && !c->operators.n)
        return wrong(r, doc, "'count' needs an operator such as at_least");
    if (c->kind == EVERY && !c->kids.n)
        return wrong(r, doc, "'every' needs 'where'");
    if (c->kind != RELATED)
        return read_path(r, &c->path, over);
    c->types = sl_node_texts(r->mem, over);
    return c->types.n || wrong(r, over, "'related' names types of resources");
}

static const struct {
    const char *key;
    kind kind;
    bool is_negated;
} words[] = {{"all", ALL, false},         {"any", ANY, false},         {"none", ANY, true},
             {"not", NOT, false},         {"path", TEST, false},       {"some", SOME, false},
             {"every", EVERY, false},     {"no", SOME, true},          {"count", COUNT, false},
             {"related", RELATED, false}, {"unrelated", RELATED, true}};

static const struct {
    const char *key, *operator_name;
    bool wants;
} shorts[] = {{"exists", "exists", true},
              {"absent", "exists", false},
              {"empty", "empty", true},
              {"filled", "empty", false}};

static bool read_word(reader *r, sl_condition *c, const sl_node *doc, const sl_node *value)
{
    switch (c->kind) {
    case ALL:
    case ANY:
        return doc->n == 1 ? read_list(r, c, value)
                           : wrong(r, doc, "all, any, none and not stand alone");
    case NOT:
        return doc->n == 1 ? read_any(r, sl_list_add(r->mem, &c->kids), value)
                           : wrong(r, doc, "all, any, none and not stand alone");
    case TEST:
        return read_test(r, c, doc);
    default:
        return read_loop(r, c, doc, value);
    }
}

static sl_condition *negated(reader *r, sl_condition *c)
{
    sl_condition *not_c = new_condition(r, NOT);
    *sl_list_add(r->mem, &not_c->kids) = c;
    return not_c;
}

/* One path, or a list of paths of which each is asked for. */
static bool read_short_list(reader *r, sl_condition *all, size_t word, const sl_node *paths)
{
    size_t n = paths->kind == SL_SEQ ? paths->n : 1;
    for (size_t i = 0; i < n; i++) {
        const sl_node *path = paths->kind == SL_SEQ ? paths->items[i] : paths;
        sl_condition *one = new_condition(r, TEST);
        *sl_list_add(r->mem, &all->kids) = one;
        if (!read_short(r, one, path, shorts[word].operator_name, shorts[word].wants))
            return false;
    }
    return true;
}

static bool read_shorts(reader *r, sl_condition **out, const sl_node *doc)
{
    sl_condition *all = new_condition(r, ALL);
    for (size_t i = 0; i < doc->n; i++) {
        size_t s = 0;
        while (s < 4 && !sl_str_is(doc->pairs[i].key->text, shorts[s].key))
            s++;
        if (s == 4)
            return wrong(r, doc->pairs[i].key, "an unknown word in a condition");
        if (!read_short_list(r, all, s, doc->pairs[i].value))
            return false;
    }
    *out = all;
    return all->kids.n || wrong(r, doc, "an empty condition");
}

static bool read_map(reader *r, sl_condition **out, const sl_node *doc)
{
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        const sl_node *value = sl_node_get(doc, words[w].key);
        if (!value)
            continue;
        sl_condition *c = new_condition(r, words[w].kind);
        *out = words[w].is_negated ? negated(r, c) : c;
        return read_word(r, c, doc, value);
    }
    return read_shorts(r, out, doc);
}

static bool read_any(reader *r, sl_condition **out, const sl_node *doc)
{
    if (r->depth == DEPTH_MAX)
        return wrong(r, doc, "conditions nest too deep");
    r->depth++;
    bool ok = false;
    if (doc->kind == SL_SEQ) {
        *out = new_condition(r, ALL);
        ok = read_list(r, *out, doc);
    } else if (doc->kind == SL_MAP) {
        ok = read_map(r, out, doc);
    } else {
        ok = wrong(r, doc, "a condition is a map or a list");
    }
    r->depth--;
    return ok;
}

bool sl_condition_read(sl_condition **out, sl_arena *mem, const sl_node *doc, sl_err *e)
{
    reader r = {.mem = mem, .e = e};
    return read_any(&r, out, doc);
}

void sl_condition_close(sl_condition *condition)
{
    if (!condition)
        return;
    for (size_t i = 0; i < condition->operators.n; i++)
        sl_operator_close(&condition->operators.v[i]);
    for (size_t i = 0; i < condition->kids.n; i++)
        sl_condition_close(condition->kids.v[i]);
}

static sl_truth test_value(const sl_condition *c, sl_eval *eval, const sl_scope *scope,
                           const sl_node *value)
{
    sl_truth truth = SL_TRUE;
    for (size_t i = 0; i < c->operators.n && truth != SL_FALSE; i++) {
        sl_truth one = value ? sl_operator_holds(&c->operators.v[i], eval, scope, value)
                             : sl_operator_absent(&c->operators.v[i]);
        truth = one == SL_TRUE ? truth : one;
    }
    return truth;
}

static sl_truth test(const sl_condition *c, sl_eval *eval, const sl_scope *scope)
{
    sl_spots spots = {0};
    if (!sl_scope_walk(&spots, eval, &c->path, scope))
        return SL_FALSE;
    if (!spots.n)
        return test_value(c, eval, scope, NULL);
    sl_truth truth = SL_FALSE;
    for (size_t i = 0; i < spots.n && truth != SL_TRUE; i++) {
        sl_truth one = test_value(c, eval, scope, spots.v[i].value);
        truth = one == SL_FALSE ? truth : one;
    }
    return truth;
}

static sl_truth where(const sl_condition *c, sl_eval *eval, const sl_scope *scope)
{
    return c->kids.n ? sl_condition_holds(c->kids.v[0], eval, scope) : SL_TRUE;
}

static sl_truth of_spot(const sl_condition *c, sl_eval *eval, const sl_scope *scope,
                        const sl_node *value)
{
    const sl_scope inner = {scope->resource, value, scope};
    if (sl_node_is_unknown(value))
        return SL_UNKNOWN;
    return where(c, eval, &inner);
}

/* Some: the first that holds. Every: the first that does not, turned. */
static sl_truth loop(const sl_condition *c, sl_eval *eval, const sl_scope *scope)
{
    sl_spots spots = {0};
    sl_truth wanted = c->kind == SOME ? SL_TRUE : SL_FALSE;
    sl_truth truth = sl_truth_not(wanted);
    if (!sl_scope_walk(&spots, eval, &c->path, scope))
        return SL_FALSE;
    for (size_t i = 0; i < spots.n && truth != wanted; i++) {
        sl_truth one = of_spot(c, eval, scope, spots.v[i].value);
        if (one == wanted || one == SL_UNKNOWN)
            truth = one;
    }
    return truth;
}

static sl_truth count(const sl_condition *c, sl_eval *eval, const sl_scope *scope)
{
    sl_spots spots = {0};
    sl_node number = {.kind = SL_INT};
    bool is_unknown = false;
    if (!sl_scope_walk(&spots, eval, &c->path, scope))
        return SL_FALSE;
    for (size_t i = 0; i < spots.n; i++) {
        sl_truth one = of_spot(c, eval, scope, spots.v[i].value);
        number.integer += one == SL_TRUE;
        is_unknown = is_unknown || one == SL_UNKNOWN;
    }
    number.number = (double)number.integer;
    return is_unknown ? SL_UNKNOWN : test_value(c, eval, scope, &number);
}

static bool is_part_of(const sl_resource *part, const sl_resource *whole)
{
    while (part && part != whole)
        part = part->parent;
    return part != NULL;
}

static sl_truth related(const sl_condition *c, sl_eval *eval, const sl_scope *scope)
{
    sl_truth truth = SL_FALSE;
    for (size_t t = 0; t < c->types.n; t++) {
        const sl_typed *typed = sl_map_get(eval->types, c->types.v[t]);
        for (size_t i = 0; typed && i < typed->n && truth != SL_TRUE; i++) {
            const sl_scope inner = {typed->v[i], typed->v[i]->body, scope};
            if (typed->v[i] == scope->resource ||
                (c->is_part && !is_part_of(typed->v[i], scope->resource)))
                continue;
            sl_truth one = where(c, eval, &inner);
            truth = one == SL_FALSE ? truth : one;
        }
    }
    return truth;
}

static sl_truth join(const sl_condition *c, sl_eval *eval, const sl_scope *scope)
{
    sl_truth decides = c->kind == ALL ? SL_FALSE : SL_TRUE;
    sl_truth truth = sl_truth_not(decides);
    for (size_t i = 0; i < c->kids.n && truth != decides; i++) {
        sl_truth one = sl_condition_holds(c->kids.v[i], eval, scope);
        if (one == decides || one == SL_UNKNOWN)
            truth = one;
    }
    return truth;
}

sl_truth sl_condition_holds(const sl_condition *c, sl_eval *eval, const sl_scope *scope)
{
    if (eval->has_failed)
        return SL_FALSE;
    if (++eval->steps > SL_EVAL_STEPS_MAX) {
        eval->has_failed = true;
        sl_fail(eval->e, SL_ETOOBIG, "checks took more than %d steps", SL_EVAL_STEPS_MAX);
        return SL_FALSE;
    }
    switch (c->kind) {
    case ALL:
    case ANY:
        return join(c, eval, scope);
    case NOT:
        return sl_truth_not(where(c, eval, scope));
    case TEST:
        return test(c, eval, scope);
    case COUNT:
        return count(c, eval, scope);
    case RELATED:
        return related(c, eval, scope);
    default:
        return loop(c, eval, scope);
    }
}
