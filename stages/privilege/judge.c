/* Each statement against the calls of the functions that have it, each call against the statements.
 */
#include "stages/privilege/judge.h"

enum { KEYS_MAX = 1000, NAMED_MAX = 40, FUNCTIONS_NAMED = 5, MESSAGE_MAX = 1 << 16 };

typedef struct judging {
    sl_privilege *p;
    sl_arena *mem;
    sl_sink *sink;
} judging;

/* What is known of an action's use. */
typedef enum use { USE_NONE, USE_UNKNOWN, USE_CALLED } use;

static bool has(const sl_strs *list, sl_str text)
{
    for (size_t i = 0; i < list->n; i++)
        if (sl_str_eq(list->v[i], text))
            return true;
    return false;
}

/* Calls that belong to the function: those of files, and those of its own code in a template. */
static bool is_of(const sl_privilege_call *call, const sl_privilege_function *f)
{
    return !call->key.n || sl_str_eq(call->key, f->key);
}

/* The keys whose grants a key has, itself first. */
static sl_strs keys_of(const judging *j, sl_str key)
{
    sl_strs keys = {0};
    *sl_list_add(j->mem, &keys) = key;
    for (size_t i = 0; i < keys.n && keys.n < KEYS_MAX; i++) {
        const sl_strs *more = sl_privilege_texts(&j->p->grants, keys.v[i]);
        for (size_t k = 0; k < more->n; k++)
            if (!has(&keys, more->v[k]))
                *sl_list_add(j->mem, &keys) = more->v[k];
    }
    return keys;
}

static void give(const judging *j, sl_privilege_statement *st, const sl_privilege_function *f)
{
    st->functions = sl_list_room(j->mem, st->functions, st->n_functions, &st->cap_functions,
                                 sizeof *st->functions);
    st->functions[st->n_functions++] = f;
}

static void join(const judging *j)
{
    sl_privilege *p = j->p;
    for (size_t i = 0; i < p->functions.n; i++) {
        sl_privilege_function *f = &p->functions.v[i];
        sl_strs keys = keys_of(j, f->key);
        for (size_t k = 0; k < keys.n; k++) {
            const sl_strs *open = sl_privilege_texts(&p->open, keys.v[k]);
            for (size_t o = 0; o < open->n; o++)
                *sl_list_add(j->mem, &f->open) = open->v[o];
        }
        for (size_t s = 0; s < p->statements.n; s++)
            if (has(&keys, p->statements.v[s].key))
                give(j, &p->statements.v[s], f);
    }
}

/* Whether a call needs actions of the pattern, which are added to `used`. */
static bool needs(const judging *j, const sl_privilege_call *call, sl_str pattern, sl_strs *used)
{
    sl_strs actions = {0};
    bool found = false;
    sl_actions_of_call(&actions, &j->p->table, j->mem, call->service, call->method);
    for (size_t i = 0; i < actions.n; i++) {
        if (!sl_action_matches(pattern, actions.v[i]))
            continue;
        found = true;
        if (used && !has(used, actions.v[i]))
            *sl_list_add(j->mem, used) = actions.v[i];
    }
    return found;
}

static sl_str prefix_of(sl_str action)
{
    size_t colon = sl_str_chr(action, ':');
    return sl_str_sub(action, 0, colon == SIZE_MAX ? action.n : colon);
}

/* Whether a call that is known only when the code runs may need actions of the pattern. */
static bool may_need(const judging *j, const sl_privilege_call *call, sl_str pattern)
{
    size_t dot = sl_str_chr(call->service, '.');
    sl_str service = sl_str_sub(call->service, 0, dot == SIZE_MAX ? call->service.n : dot);
    if (call->method.n)
        return false;
    return !service.n ||
           sl_action_matches(prefix_of(pattern), sl_actions_prefix(&j->p->table, j->mem, service));
}

/* Something of which it is not known what it is has a method of the action's name. */
static bool is_named(const judging *j, const sl_privilege_file *file, sl_str action)
{
    for (size_t k = 0; k < file->maybe.n; k++) {
        const sl_privilege_call call = {.service = prefix_of(action), .method = file->maybe.v[k]};
        if (needs(j, &call, action, NULL))
            return true;
    }
    return false;
}

/* An action of a statement while the code of its functions is looked through. */
typedef struct looking {
    sl_str action;
    use best;
    sl_strs *used;                    /* for a wildcard: what is called of it */
    const sl_privilege_call *dynamic; /* a call that may be of it */
} looking;

/* The service that is called does it with the caller's rights. */
static bool implies(const judging *j, const sl_privilege_call *call, const looking *l)
{
    size_t dot = sl_str_chr(call->service, '.');
    sl_str service = sl_str_sub(call->service, 0, dot == SIZE_MAX ? call->service.n : dot);
    sl_str prefix = sl_actions_prefix(&j->p->table, j->mem, service);
    const sl_node *all = sl_actions_implied(&j->p->table, prefix);
    bool found = false;
    for (size_t i = 0; all && i < all->n; i++) {
        sl_str one = sl_node_text(all->items[i]);
        bool is_it = sl_action_matches(one, l->action) || sl_action_matches(l->action, one);
        found |= is_it;
        if (is_it && l->used && !sl_str_is(one, "*") && !has(l->used, one))
            *sl_list_add(j->mem, l->used) = one;
    }
    return found;
}

static void look_at_file(const judging *j, const sl_privilege_function *f,
                         const sl_privilege_file *file, looking *l)
{
    for (size_t k = 0; k < file->calls.n; k++) {
        const sl_privilege_call *call = &file->calls.v[k];
        if (!is_of(call, f))
            continue;
        if (call->method.n && (needs(j, call, l->action, l->used) || implies(j, call, l)))
            l->best = USE_CALLED;
        if (!may_need(j, call, l->action))
            continue;
        l->dynamic = call;
        l->best = l->best == USE_NONE ? USE_UNKNOWN : l->best;
    }
    if (l->best != USE_CALLED && !sl_action_is_wildcard(l->action) && is_named(j, file, l->action))
        l->best = USE_CALLED;
}

/* Whether all code of the functions that have the statement is here. */
static bool is_known(const sl_privilege_statement *st)
{
    for (size_t i = 0; i < st->n_functions; i++)
        if (!st->functions[i]->n_files)
            return false;
    return st->n_functions > 0;
}

/* What comes of a statement. */
typedef struct verdict {
    sl_strs unused, wildcards, kept, unknown;
    const sl_privilege_call *dynamic;
} verdict;

static void look_at(const judging *j, const sl_privilege_statement *st, sl_str action, verdict *v)
{
    bool is_wildcard = sl_action_is_wildcard(action);
    bool is_platform = sl_actions_is_platform(&j->p->table, action);
    looking l = {.action = action, .used = is_wildcard ? &v->kept : NULL};
    for (size_t i = 0; !is_platform && i < st->n_functions; i++)
        for (size_t k = 0; k < st->functions[i]->n_files; k++)
            look_at_file(j, st->functions[i], st->functions[i]->files[k], &l);
    if (l.dynamic)
        v->dynamic = l.dynamic;
    if (is_wildcard && !is_platform) {
        *sl_list_add(j->mem, &v->wildcards) = action;
        return;
    }
    bool is_unused = !is_platform && l.best == USE_NONE;
    *sl_list_add(j->mem, is_unused ? &v->unused : &v->kept) = action;
    if (!is_platform && l.best == USE_UNKNOWN)
        *sl_list_add(j->mem, &v->unknown) = action;
}

/* Messages. */

static void add_list(sl_buf *out, const sl_strs *list, const char *quote)
{
    for (size_t i = 0; i < list->n && i < NAMED_MAX; i++)
        sl_buf_addf(out, "%s%s%.*s%s", i ? ", " : "", quote, SL_FMT(list->v[i]), quote);
    if (list->n > NAMED_MAX)
        sl_buf_addf(out, " and %zu more", list->n - NAMED_MAX);
}

static void add_functions(sl_buf *out, const sl_privilege_statement *st)
{
    for (size_t i = 0; i < st->n_functions && i < FUNCTIONS_NAMED; i++)
        sl_buf_addf(out, "%s%.*s", i ? ", " : "", SL_FMT(st->functions[i]->name));
    if (st->n_functions > FUNCTIONS_NAMED)
        sl_buf_addf(out, " and %zu more", st->n_functions - FUNCTIONS_NAMED);
}

static bool comes_first(sl_str a, sl_str b)
{
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return order < 0 || (!order && a.n <= b.n);
}

/* The order of files says nothing. */
static void sort(sl_strs *list)
{
    for (size_t i = 1; i < list->n; i++)
        for (size_t k = i; k && !comes_first(list->v[k - 1], list->v[k]); k--) {
            sl_str last = list->v[k];
            list->v[k] = list->v[k - 1];
            list->v[k - 1] = last;
        }
}

static void add_smallest(sl_buf *out, const sl_privilege_statement *st, const verdict *v)
{
    const char *name = st->origin.n ? "policy" : "statement";
    if (!v->kept.n && !v->dynamic) {
        sl_buf_addf(out, "; none of its actions is called, so that the %s can go", name);
    } else {
        sl_buf_addz(out, "; this suffices: {\"Effect\": \"Allow\", \"Action\": [");
        add_list(out, &v->kept, "\"");
        sl_buf_addz(out, "]} on the same resources");
    }
    if (v->dynamic && v->dynamic->package.n)
        sl_buf_addf(out, ", and what the package %.*s calls", SL_FMT(v->dynamic->package));
    else if (v->dynamic)
        sl_buf_addf(out, ", and what %.*s calls by a name that is known only when it runs",
                    SL_FMT(v->dynamic->file));
}

static void report(const judging *j, const sl_privilege_statement *st, size_t rule, sl_buf *message)
{
    sl_buf identity;
    sl_buf_init(&identity, MESSAGE_MAX);
    sl_buf_addf(&identity, "%.*s\n%.*s\n", SL_FMT(st->key), SL_FMT(st->origin));
    add_list(&identity, &st->actions, "");
    sl_hit hit = {.rule = rule,
                  .inner = st->file,
                  .start = st->start,
                  .end = st->end,
                  .message = sl_buf_str(message),
                  .identity = sl_buf_str(&identity)};
    if (rule != SIZE_MAX && st->is_tested)
        sl_sink_hit(j->sink, &hit);
    sl_buf_clear(&identity);
    sl_buf_clear(message);
}

static void report_list(const judging *j, const sl_privilege_statement *st, const verdict *v,
                        bool is_wildcard)
{
    sl_buf message;
    sl_buf_init(&message, MESSAGE_MAX);
    add_functions(&message, st);
    if (is_wildcard) {
        sl_buf_addz(&message, " may do all that ");
        add_list(&message, &v->wildcards, "");
        sl_buf_addz(&message, " stands for");
    } else {
        sl_buf_addz(&message, " may do what no code calls: ");
        add_list(&message, &v->unused, "");
    }
    if (st->origin.n)
        sl_buf_addf(&message, " (by %.*s)", SL_FMT(st->origin));
    add_smallest(&message, st, v);
    report(j, st, is_wildcard ? j->p->rules.wildcard : j->p->rules.unused, &message);
}

static void report_unknown(const judging *j, const sl_privilege_statement *st, const verdict *v)
{
    sl_buf message;
    sl_buf_init(&message, MESSAGE_MAX);
    sl_buf_addz(&message, "whether ");
    add_functions(&message, st);
    sl_buf_addz(&message, " needs ");
    add_list(&message, &v->unknown, "");
    if (v->dynamic->package.n)
        sl_buf_addf(&message, " cannot be told: the package %.*s makes calls of its own",
                    SL_FMT(v->dynamic->package));
    else
        sl_buf_addf(&message, " cannot be told: %.*s chooses what it calls when it runs",
                    SL_FMT(v->dynamic->file));
    report(j, st, j->p->rules.dynamic, &message);
}

static void judge_statement(const judging *j, const sl_privilege_statement *st)
{
    verdict v = {0};
    if (!is_known(st))
        return;
    for (size_t i = 0; i < st->actions.n; i++)
        look_at(j, st, st->actions.v[i], &v);
    sort(&v.kept);
    sort(&v.unused);
    if (v.wildcards.n)
        report_list(j, st, &v, true);
    if (v.unused.n)
        report_list(j, st, &v, false);
    if (v.unknown.n && v.dynamic)
        report_unknown(j, st, &v);
}

/* Calls. */

static bool has_function(const sl_privilege_statement *st, const sl_privilege_function *f)
{
    for (size_t i = 0; i < st->n_functions; i++)
        if (st->functions[i] == f)
            return true;
    return false;
}

static bool is_allowed(const judging *j, const sl_privilege_function *f, sl_str action)
{
    for (size_t s = 0; s < j->p->statements.n; s++) {
        const sl_privilege_statement *st = &j->p->statements.v[s];
        for (size_t i = 0; has_function(st, f) && i < st->actions.n; i++)
            if (sl_action_matches(st->actions.v[i], action))
                return true;
    }
    return false;
}

/* Functions of a file, and whether one of them may make its calls. */
typedef struct callers {
    const sl_privilege_function **v;
    size_t n, cap;
} callers;

/* A call is missing when no function that has its file may make it: which of them does is not
   known. */
static void judge_call(const judging *j, const sl_privilege_file *file,
                       const sl_privilege_call *call, const callers *all)
{
    sl_strs actions = {0};
    sl_strs missing = {0};
    sl_buf message;
    size_t n = 0;
    bool is_sure = sl_actions_of_call(&actions, &j->p->table, j->mem, call->service, call->method);
    for (size_t i = 0; is_sure && i < actions.n; i++) {
        bool is_any = false;
        for (size_t k = 0; k < all->n; k++)
            is_any |= !is_of(call, all->v[k]) ? false
                      : all->v[k]->open.n     ? true
                                              : is_allowed(j, all->v[k], actions.v[i]);
        if (!is_any)
            *sl_list_add(j->mem, &missing) = actions.v[i];
    }
    if (!missing.n || j->p->rules.missing == SIZE_MAX || !file->is_tested)
        return;
    sl_buf_init(&message, MESSAGE_MAX);
    for (size_t k = 0; k < all->n; k++)
        if (is_of(call, all->v[k]) && n++ < FUNCTIONS_NAMED)
            sl_buf_addf(&message, "%s%.*s", n > 1 ? ", " : "", SL_FMT(all->v[k]->name));
    if (n > FUNCTIONS_NAMED)
        sl_buf_addf(&message, " and %zu more", n - FUNCTIONS_NAMED);
    sl_buf_addz(&message, n > 1 ? " call what their policies do not allow: "
                                : " calls what its policy does not allow: ");
    add_list(&message, &missing, "");
    sl_hit hit = {.rule = j->p->rules.missing,
                  .inner = file->path,
                  .start = call->start,
                  .end = call->end,
                  .message = sl_buf_str(&message),
                  .identity = sl_buf_str(&message)};
    if (n)
        sl_sink_hit(j->sink, &hit);
    sl_buf_clear(&message);
}

static callers callers_of(const judging *j, const sl_privilege_file *file)
{
    callers all = {0};
    for (size_t i = 0; i < j->p->functions.n; i++)
        for (size_t k = 0; k < j->p->functions.v[i].n_files; k++)
            if (j->p->functions.v[i].files[k] == file)
                *sl_list_add(j->mem, &all) = &j->p->functions.v[i];
    return all;
}

static void judge_file(const judging *j, const sl_privilege_file *file)
{
    callers all = callers_of(j, file);
    for (size_t k = 0; all.n && k < file->calls.n; k++)
        if (file->calls.v[k].method.n)
            judge_call(j, file, &file->calls.v[k], &all);
}

void sl_privilege_judge(sl_privilege *p, sl_sink *sink)
{
    judging j = {p, sl_sink_mem(sink), sink};
    join(&j);
    for (size_t i = 0; i < p->statements.n; i++)
        judge_statement(&j, &p->statements.v[i]);
    for (size_t i = 0; i < p->files.n; i++)
        judge_file(&j, p->files.v[i].value);
}
