/* Where a pattern may match in a file, and the walk over these places. */
#include "base/clock.h"
#include "engine/pattern/solve.h"

/* One search over one file. */
typedef struct searching {
    sl_arena *mem; /* of results */
    sl_founds *out;
    sl_solver *solver;
    const sl_term *at; /* the term that is tried */
    size_t first;      /* result of this place that came first */
} searching;

/* What an import or an #include names is no expression. */
static bool is_import(const sl_term *t)
{
    return t->kind == SL_T_IMPORT ||
           (t->kind == SL_T_OTHER && strcmp(t->type, "preproc_include") == 0);
}

bool sl_code_is_late(const sl_code *code)
{
    return code->deadline_ns && sl_clock_ns() > code->deadline_ns;
}

/* The next place where a match may begin. */
static const sl_term *next_place(const sl_code *code, const sl_term *t)
{
    return sl_term_next(code->root, t, is_import(t) || (t->flags & SL_TERM_REPEAT));
}

/* What may be of another kind than it is. */
static bool is_known(const sl_term *t)
{
    return t->facts || t->flags & SL_TERM_MAY_CALL;
}

static void count_kinds(sl_code *code)
{
    for (const sl_term *t = code->root; t; t = next_place(code, t)) {
        code->n++;
        code->kinds[t->kind].n++;
        code->known.n += is_known(t);
    }
}

void sl_code_init(sl_code *code, sl_arena *mem, sl_str text, const sl_term *root, sl_str language)
{
    *code = (sl_code){.text = text, .root = root, .language = language};
    count_kinds(code);
    code->all = sl_alloc_array(mem, code->n, sizeof *code->all);
    for (size_t k = 0; k < SL_T_COUNT; k++) {
        code->kinds[k].v = sl_alloc_array(mem, code->kinds[k].n, sizeof *code->kinds[k].v);
        code->kinds[k].n = 0;
    }
    code->known.v = sl_alloc_array(mem, code->known.n, sizeof *code->known.v);
    code->n = code->known.n = 0;
    for (const sl_term *t = root; t; t = next_place(code, t)) {
        code->all[code->n++] = t;
        code->kinds[t->kind].v[code->kinds[t->kind].n++] = t;
        if (is_known(t))
            code->known.v[code->known.n++] = t;
    }
}

static bool is_same_found(const sl_found *f, const sl_solver *s, uint32_t start, uint32_t end)
{
    if (f->start != start || f->end != end || f->n_bounds != s->n_bound)
        return false;
    for (size_t i = 0; i < f->n_bounds; i++) {
        const sl_bound *a = &f->bounds[i];
        const sl_bound *b = &s->bound[i];
        if (!sl_str_eq(a->name, b->name) || a->start != b->start || a->end != b->end)
            return false;
    }
    return true;
}

/* Copies of the bindings: what the solver allocates ends with the place that is tried. */
static const sl_bound *keep_bounds(searching *self)
{
    const sl_solver *s = self->solver;
    sl_bound *bounds = sl_alloc_array(self->mem, s->n_bound, sizeof *bounds);
    for (size_t i = 0; i < s->n_bound; i++) {
        bounds[i] = s->bound[i];
        if (!bounds[i].v)
            continue;
        const sl_term **v = sl_alloc_array(self->mem, bounds[i].n, sizeof *v);
        if (bounds[i].n)
            memcpy(v, bounds[i].v, bounds[i].n * sizeof *v);
        bounds[i].v = v;
    }
    return bounds;
}

static bool accept(sl_solver *s)
{
    searching *self = s->context;
    sl_founds *out = self->out;
    uint32_t start = self->at->start;
    uint32_t end = s->end ? s->end : self->at->end;
    for (size_t i = self->first; i < out->n; i++)
        if (is_same_found(&out->v[i], s, start, end))
            return false;
    if (out->n == SL_MATCH_FOUND_MAX) {
        s->is_over = true;
        return true;
    }
    *sl_list_add(self->mem, out) = (sl_found){start, end, keep_bounds(self), s->n_bound, self->at};
    return out->n - self->first >= SL_MATCH_WAYS_MAX;
}

static void try_goal(searching *self, const sl_goal *goal)
{
    sl_solver *s = self->solver;
    s->n_bound = 0;
    s->end = 0;
    s->depth = 0;
    s->symbols = 0;
    sl_solve(s, goal);
}

static void try_term(searching *self, const sl_term *t)
{
    sl_arena_reset(self->solver->mem);
    self->at = t;
    self->first = self->out->n;
    try_goal(self, sl_goal_term(self->solver, self->solver->pattern->v[0], t, NULL));
}

/* Kinds of terms that a pattern of the first kind may match; ends with SL_T_COUNT. */
static const uint8_t *kinds_for(const sl_term *p)
{
    static const uint8_t assign[] = {SL_T_ASSIGN, SL_T_VAR, SL_T_COUNT};
    static const uint8_t function[] = {SL_T_FUNCTION, SL_T_VAR, SL_T_COUNT};
    static const uint8_t loop[] = {SL_T_FOR, SL_T_FOREACH, SL_T_COUNT};
    static const uint8_t variable[] = {SL_T_VAR, SL_T_FUNCTION, SL_T_COUNT};
    static const uint8_t import[] = {SL_T_IMPORT, SL_T_VAR, SL_T_COUNT};
    static const uint8_t list[] = {SL_T_LIST, SL_T_COMPREHENSION, SL_T_COUNT};
    switch (p->kind) {
    case SL_T_ASSIGN:
        return assign;
    case SL_T_FUNCTION:
        return function;
    case SL_T_VAR:
        return variable;
    case SL_T_LIST:
        return list;
    case SL_T_IMPORT:
        return import;
    case SL_T_FOR:
        return loop;
    default:
        return NULL;
    }
}

static bool is_statement(const sl_term *t)
{
    return t->parent && (t->parent->kind == SL_T_BLOCK || t->parent->kind == SL_T_MEMBERS);
}

/* a or b or c is one expression, not also a or b in it. */
static bool is_part_of_chain(const sl_term *t)
{
    const sl_term *up = t->parent;
    bool is_part = t->kind == SL_T_BINARY && up && up->kind == SL_T_BINARY &&
                   up->start == t->start && sl_str_eq(up->text, t->text);
    return is_part && (sl_str_is(t->text, "and") || sl_str_is(t->text, "or"));
}

static bool is_hole(const sl_term *p)
{
    return p->kind >= SL_T_ELLIPSIS && p->kind <= SL_T_TYPED;
}

/* The variable that a declaration gives its first value, which is as good as assigned. */
static bool is_initialized(const sl_term *t)
{
    return t->role == SL_R_NAME && t->parent && t->parent->kind == SL_T_VAR &&
           sl_term_get(t->parent, SL_R_VALUE);
}

/* Whether the kind alone says that a hole or an expression as statement cannot match. */
static bool may_match(const sl_code_pattern *pattern, const sl_term *t)
{
    const sl_term *p = pattern->v[0];
    if (is_hole(p) && pattern->is_data)
        return t->kind != SL_T_BLOCK;
    if (p->kind == SL_T_ELLIPSIS && is_statement(t))
        return true;
    if (p->kind == SL_T_EXPR)
        return is_statement(t);
    return (sl_is_expression(t) && !is_statement(t)) ||
           (p->kind == SL_T_DEEP && t->kind == SL_T_VAR) ||
           (p->kind == SL_T_TYPED && is_initialized(t));
}

/* { … } is a block with braces, not a file or a single statement. */
static bool is_whole(const sl_term *p, const sl_term *t)
{
    if (p->kind == SL_T_BLOCK && t->kind == SL_T_BLOCK)
        return t->parent && !(t->flags & SL_TERM_BARE);
    if (p->kind == SL_T_ASSIGN && t->kind == SL_T_VAR) /* for (int i = 0; …) assigns nothing */
        return t->role != SL_R_INIT || !t->parent || t->parent->kind != SL_T_FOR;
    return p->kind != SL_T_BINARY || !is_part_of_chain(t);
}

static void try_kind(searching *self, unsigned kind)
{
    const sl_code *code = self->solver->code;
    for (size_t i = 0; !self->solver->is_over && i < code->kinds[kind].n; i++)
        if (is_whole(self->solver->pattern->v[0], code->kinds[kind].v[i]))
            try_term(self, code->kinds[kind].v[i]);
}

/* A term of the pattern's kind, a call for `a. ... .b`, and what facts say may be of the kind. */
static void search_kind(searching *self, const sl_term *p)
{
    const sl_code *code = self->solver->code;
    bool is_field = p->kind == SL_T_FIELD;
    try_kind(self, p->kind);
    if (p->kind == SL_T_CALL && !(self->solver->options & SL_MATCH_MARKS_APART))
        try_kind(self, SL_T_MODIFIER);
    if (is_field)
        try_kind(self, SL_T_CALL);
    for (size_t i = 0; !self->solver->is_over && i < code->known.n; i++) {
        const sl_term *t = code->known.v[i];
        bool is_tried = t->kind == p->kind || (!t->facts && p->kind != SL_T_CALL) ||
                        (is_field && t->kind == SL_T_CALL);
        if (!is_tried && !(p->kind == SL_T_BINARY && is_part_of_chain(t)))
            try_term(self, t);
    }
}

static void search_one(searching *self)
{
    const sl_term *p = self->solver->pattern->v[0];
    const sl_code *code = self->solver->code;
    const uint8_t *kinds = kinds_for(p);
    for (; kinds && *kinds != SL_T_COUNT; kinds++)
        try_kind(self, *kinds);
    if (kinds)
        return;
    if (!is_hole(p) && p->kind != SL_T_EXPR) {
        search_kind(self, p);
        return;
    }
    for (size_t i = 0; !self->solver->is_over && i < code->n; i++)
        if (may_match(self->solver->pattern, code->all[i]))
            try_term(self, code->all[i]);
}

static bool has_dots(const sl_code_pattern *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->v[i]->kind == SL_T_ELLIPSIS || p->v[i]->kind == SL_T_REST)
            return true;
    return false;
}

/* The sequence from statement `i` of a block on: as it stands, then with nested statements. */
static void try_sequence(searching *self, const sl_term *block, uint32_t i)
{
    sl_solver *s = self->solver;
    sl_goal like = {.step = sl_step_statements,
                    .p = (sl_term_list)s->pattern->v,
                    .t = i ? (sl_term_list)block->kids + i : (sl_term_list)block->kids,
                    .np = (uint32_t)s->pattern->n,
                    .nt = block->n - i,
                    .may_be_more = true,
                    .is_outer = true};
    sl_arena_reset(s->mem);
    self->at = block->kids[i];
    self->first = self->out->n;
    try_goal(self, &like);
    if (!has_dots(s->pattern) || s->is_over)
        return;
    like.t = sl_statements_flat(s->mem, like.t, like.nt, &like.nt);
    try_goal(self, &like);
}

/* Whether the first statement of the pattern may be this one; spares flattening where not. */
static bool may_begin(searching *self, const sl_term *t)
{
    sl_solver *s = self->solver;
    const sl_term *p = s->pattern->v[0];
    if (p->kind == SL_T_ELLIPSIS || p->kind == SL_T_METAVAR || p->kind == SL_T_REST)
        return true;
    size_t n = self->out->n;
    self->at = t;
    self->first = n;
    try_goal(self, sl_goal_term(s, p, t, NULL));
    bool may = self->out->n > n || s->is_over;
    self->out->n = n;
    return may;
}

static void search_sequence(searching *self)
{
    static const sl_term_kind kinds[] = {SL_T_BLOCK, SL_T_MEMBERS};
    const sl_code *code = self->solver->code;
    bool is_dots = self->solver->pattern->v[0]->kind == SL_T_ELLIPSIS;
    for (size_t k = 0; k < 2; k++)
        for (size_t b = 0; b < code->kinds[kinds[k]].n; b++) {
            const sl_term *block = code->kinds[kinds[k]].v[b];
            for (uint32_t i = 0; !self->solver->is_over && i < (is_dots ? 1 : block->n); i++)
                if (block->n && may_begin(self, block->kids[i]))
                    try_sequence(self, block, i);
        }
}

bool sl_code_search(sl_founds *out, sl_arena *mem, const sl_code_pattern *pattern,
                    const sl_code *code, sl_err *e)
{
    sl_solver *s = sl_alloc(mem, sizeof *s);
    s->mem = sl_arena_new();
    s->pattern = pattern;
    s->options = pattern->options;
    s->code = code;
    s->accept = accept;
    searching self = {.mem = mem, .out = out, .solver = s};
    s->context = &self;
    if (pattern->is_sequence)
        search_sequence(&self);
    else
        search_one(&self);
    sl_arena_free(s->mem);
    return !s->is_over || sl_fail(e, SL_ETOOBIG,
                                  "a pattern took more than %d steps or had more "
                                  "than %d matches",
                                  SL_MATCH_STEPS_MAX, SL_MATCH_FOUND_MAX);
}
