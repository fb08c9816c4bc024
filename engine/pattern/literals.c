/* Literals, imports and typed metavariables. */
#include <stdlib.h>

#include "base/chars.h"
#include "engine/match/regex.h"
#include "engine/pattern/solve.h"
#include "engine/pattern/types.h"
#include "engine/syntax/names.h"

enum { NUMBER_MAX = 40 };

/* "=~/expression/flags" as a string of a pattern. */
static bool is_regex_text(sl_str text, sl_str *expression, unsigned *flags)
{
    size_t end = sl_str_rchr(text, '/');
    if (!sl_str_starts(text, SL_S("=~/")) || end < 3)
        return false;
    *expression = sl_str_sub(text, 3, end);
    *flags = 0;
    for (size_t i = end + 1; i < text.n; i++)
        *flags |= text.p[i] == 'i'   ? SL_REGEX_CASELESS
                  : text.p[i] == 'm' ? SL_REGEX_MULTILINE
                  : text.p[i] == 's' ? SL_REGEX_DOTALL
                                     : 0u;
    return true;
}

static bool matches_regex(sl_solver *s, sl_str expression, unsigned flags, sl_str text)
{
    sl_regex *regex;
    sl_err ignored = {0};
    bool found = false;
    if (!sl_regex_open(&regex, s->mem, expression, flags, &ignored))
        return false;
    sl_regex_room *room = sl_regex_room_open(s->mem);
    sl_regex_search search = {text, 0, SIZE_MAX, true};
    sl_match match;
    if (!sl_regex_find(regex, room, &search, &match, &found, &ignored))
        found = false;
    sl_regex_room_close(room);
    sl_regex_close(regex);
    return found;
}

static bool is_metavariable(sl_str text)
{
    if (text.n < 2 || text.p[0] != '$')
        return false;
    for (size_t i = sl_str_starts(text, SL_S("$...")) ? 4 : 1; i < text.n; i++)
        if (!(sl_is_upper(text.p[i]) || text.p[i] == '_' || sl_is_digit(text.p[i])))
            return false;
    return true;
}

/* Where the content of a literal is in the file: without its quotes. */
static bool bind_content(sl_solver *s, sl_str name, const sl_term *t)
{
    sl_str whole = sl_str_sub(s->code->text, t->start, t->end);
    size_t at = sl_str_find(whole, t->text, 0);
    size_t left = t->text.n || t->flags & SL_TERM_ANY_TEXT ? at : (t->end - t->start) / 2;
    if (left == SIZE_MAX) {
        const sl_term **one = sl_alloc(s->mem, sizeof *one);
        *one = t;
        return sl_bind(s, name, one, 1);
    }
    return sl_bind_text(s, name, t->start + (uint32_t)left,
                        t->start + (uint32_t)(left + t->text.n));
}

static bool numbers_equal(sl_str a, sl_str b)
{
    char x[NUMBER_MAX];
    char y[NUMBER_MAX];
    if (sl_str_eq(a, b))
        return true;
    if (a.n >= sizeof x || b.n >= sizeof y || !a.n || !b.n)
        return false;
    memcpy(x, a.p, a.n);
    memcpy(y, b.p, b.n);
    x[a.n] = y[b.n] = 0;
    char *end_x;
    char *end_y;
    unsigned long long i = strtoull(x, &end_x, 0);
    unsigned long long k = strtoull(y, &end_y, 0);
    if (!*end_x && !*end_y)
        return i == k;
    double f = strtod(x, &end_x);
    double g = strtod(y, &end_y);
    return !*end_x && !*end_y && f == g;
}

const sl_goal *sl_step_literal(sl_solver *s, const sl_term *p, const sl_term *t,
                               const sl_goal *next)
{
    sl_str expression;
    unsigned flags;
    bool is_text = p->kind == SL_T_STRING || p->kind == SL_T_SYMBOL || p->kind == SL_T_REGEX;
    const sl_term *traits = sl_term_get(p, SL_R_ALIAS);
    if (traits &&
        (!sl_term_get(t, SL_R_ALIAS) || !sl_term_equal(traits, sl_term_get(t, SL_R_ALIAS))))
        return SL_GOAL_FAILED;
    if (is_text && sl_str_is(p->text, "..."))
        return next;
    if (is_text && is_metavariable(p->text))
        return bind_content(s, p->text, t) ? next : SL_GOAL_FAILED;
    if (t->flags & SL_TERM_ANY_TEXT)
        return SL_GOAL_FAILED;
    if (is_text && is_regex_text(p->text, &expression, &flags))
        return matches_regex(s, expression, flags, t->text) ? next : SL_GOAL_FAILED;
    if (p->kind == SL_T_NUMBER)
        return numbers_equal(p->text, t->text) ? next : SL_GOAL_FAILED;
    return sl_str_eq(p->text, t->text) ? next : SL_GOAL_FAILED;
}

/* The parts of "a.b.c" or "a/b/c" of an import: its module, then its name. */
static void add_path(sl_buf *out, const sl_term *part)
{
    if (!part)
        return;
    if (out->n)
        sl_buf_addc(out, '.');
    if (part->kind == SL_T_STRING)
        sl_buf_add(out, part->text);
    else if (!sl_term_dotted(out, part))
        sl_buf_add(out, part->text);
}

static bool is_begin_of(sl_str a, sl_str b)
{
    return sl_str_starts(b, a) && (b.n == a.n || b.p[a.n] == '.' || b.p[a.n] == '/');
}

/* import a.b finds every import of a.b or below it, however it is written. */
static bool is_path_import(const sl_term *p, const sl_term *t)
{
    sl_buf wanted;
    sl_buf had;
    sl_buf_init(&wanted, SL_PATTERN_BYTES_MAX);
    sl_buf_init(&had, SL_PATTERN_BYTES_MAX);
    add_path(&wanted, sl_term_get(p, SL_R_MODULE));
    add_path(&wanted, sl_term_get(p, SL_R_NAME));
    add_path(&had, sl_term_get(t, SL_R_MODULE));
    add_path(&had, sl_term_get(t, SL_R_NAME));
    bool is_it = is_begin_of(sl_buf_str(&wanted), sl_buf_str(&had));
    sl_buf_clear(&wanted);
    sl_buf_clear(&had);
    return is_it;
}

static bool has_holes(const sl_term *p)
{
    for (const sl_term *x = p; x; x = sl_term_next(p, x, false))
        if (x->kind >= SL_T_ELLIPSIS && x->kind <= SL_T_TYPED)
            return true;
    return false;
}

static bool is_module_text(const sl_term *module)
{
    return module && module->kind == SL_T_STRING && !is_metavariable(module->text) &&
           !sl_str_is(module->text, "...");
}

/* The parts that the pattern has, the first `n_roles` of alias, name and module. */
static const sl_goal *match_import_roles(sl_solver *s, const sl_term *p, const sl_term *t,
                                         size_t n_roles, const sl_goal *next)
{
    static const sl_role roles[] = {SL_R_ALIAS, SL_R_NAME, SL_R_MODULE};
    for (size_t i = 0; i < n_roles; i++) {
        const sl_term *mine = sl_term_get(p, roles[i]);
        const sl_term *theirs = sl_term_get(t, roles[i]);
        if (mine && !theirs && roles[i] == SL_R_ALIAS)
            theirs = sl_term_get(t, SL_R_NAME);
        if (mine && !theirs)
            return SL_GOAL_FAILED;
        if (mine)
            next = sl_goal_term(s, mine, theirs, next);
    }
    return next;
}

const sl_goal *sl_step_import(sl_solver *s, const sl_term *p, const sl_term *t, const sl_goal *next)
{
    const sl_term *module = sl_term_get(p, SL_R_MODULE);
    size_t n_roles = 3;
    bool is_path = !sl_term_get(p, SL_R_ALIAS) && module && module->kind != SL_T_STRING;
    if (is_path && !has_holes(p))
        return is_path_import(p, t) ? next : SL_GOAL_FAILED;
    if (is_module_text(module)) {
        const sl_term *theirs = sl_term_get(t, SL_R_MODULE);
        if (!theirs || !is_begin_of(module->text, theirs->text))
            return SL_GOAL_FAILED;
        n_roles = 2;
    }
    return match_import_roles(s, p, t, n_roles, next);
}

const sl_goal *sl_step_required(sl_solver *s, const sl_term *p, const sl_term *t,
                                const sl_goal *next)
{
    const sl_term *module = sl_term_get(p, SL_R_MODULE);
    const sl_term *call = sl_term_get(t, SL_R_VALUE);
    const sl_term *required = call ? sl_name_required(s->mem, call) : NULL;
    bool is_all = module && !sl_term_get(p, SL_R_NAME) && !sl_term_get(p, SL_R_ALIAS);
    return is_all && required && is_module_text(module) && sl_str_eq(module->text, required->text)
               ? next
               : SL_GOAL_FAILED;
}

static bool is_bool_type(const sl_term *type)
{
    return type && (sl_str_eq_case(type->text, SL_S("boolean")) || sl_str_is(type->text, "bool"));
}

/* Methods that say yes or no in every class that has them. */
static bool is_question(const sl_term *t)
{
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    const sl_term *name =
        callee && callee->kind == SL_T_FIELD ? sl_term_get(callee, SL_R_NAME) : NULL;
    return name &&
           sl_str_among(name->text, "equals equalsIgnoreCase matches isEmpty isBlank contains "
                                    "startsWith endsWith hasNext containsKey");
}

static bool is_negation(const sl_term *t)
{
    return t->kind == SL_T_UNARY && sl_str_is(t->text, "!");
}

/* Operations that are true or false. */
static bool is_truth(const sl_term *t)
{
    if (t->kind == SL_T_BINARY && t->n == 2 && sl_str_among(t->text, "& | ^"))
        return is_truth(t->kids[0]) || is_truth(t->kids[1]);
    if (t->kind == SL_T_BINARY)
        return sl_str_among(t->text, "== != < > <= >= && || === !==");
    if (t->kind == SL_T_CALL)
        return is_question(t);
    return t->kind == SL_T_BOOL || is_negation(t) || (t->facts && is_bool_type(t->facts->type));
}

/* get() of a list or map gives what these hold. */
static const sl_term *type_of_member(const sl_term *t)
{
    const sl_term *callee = t->kind == SL_T_CALL ? sl_term_get(t, SL_R_CALLEE) : NULL;
    const sl_term *object =
        callee && callee->kind == SL_T_FIELD ? sl_term_get(callee, SL_R_OBJECT) : NULL;
    const sl_term *type = object && object->facts ? object->facts->type : NULL;
    size_t n = 0;
    sl_term *const *of = type ? sl_term_all(type, SL_R_TYPEARG, &n) : NULL;
    return n && sl_str_is(sl_term_get(callee, SL_R_NAME)->text, "get") ? of[n - 1] : NULL;
}

/* Names of one type in several languages, side by side. */
static bool is_literal_type(const sl_term *t, sl_str name)
{
    static const struct {
        sl_term_kind kind;
        const char *names;
    } types[] = {
        {SL_T_STRING, " string String str java.lang.String "},
        {SL_T_TEMPLATE, " string String str "},
        {SL_T_NUMBER, " int Integer long Long float number short byte uint Number Int "},
        {SL_T_BOOL, " boolean Boolean bool java.lang.Boolean "},
    };
    if (t->kind == SL_T_NUMBER && sl_str_starts(t->text, SL_S("'")))
        return false; /* a character */
    if (t->kind == SL_T_NUMBER && sl_str_chr(t->text, '.') != SIZE_MAX)
        return sl_str_is(name, "float") || sl_str_is(name, "double") || sl_str_is(name, "number") ||
               sl_str_is(name, "Double") || sl_str_is(name, "Float");
    if (is_truth(t))
        return sl_str_eq_case(name, SL_S("boolean")) || sl_str_is(name, "bool");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        sl_str names = sl_str_of(types[i].names);
        size_t at = t->kind == types[i].kind ? sl_str_find(names, name, 0) : SIZE_MAX;
        if (at != SIZE_MAX && at > 0 && names.p[at - 1] == ' ' && names.p[at + name.n] == ' ')
            return true;
    }
    return false;
}

static const sl_term *type_of(const sl_term *t)
{
    if (t->facts && t->facts->type)
        return t->facts->type;
    if (t->kind == SL_T_NEW)
        return sl_term_get(t, SL_R_CALLEE);
    if (t->kind == SL_T_CAST)
        return sl_term_get(t, SL_R_TYPE);
    return type_of_member(t);
}

/* NULL is a pointer of any type, a string one of char. */
static const sl_goal *match_pointer(sl_solver *s, const sl_term *wanted, const sl_term *value,
                                    const sl_goal *next)
{
    bool is_pointer = wanted->kind == SL_T_OTHER && strcmp(wanted->type, "pointer_type") == 0;
    if (!is_pointer || !wanted->n || (value->kind != SL_T_NIL && value->kind != SL_T_STRING))
        return SL_GOAL_FAILED;
    if (value->kind == SL_T_NIL)
        return next;
    sl_term *of = sl_term_new(s->mem, SL_T_NAME, SL_R_ITEM);
    of->text = SL_S("char");
    return sl_goal_term(s, wanted->kids[wanted->n - 1], of, next);
}

const sl_goal *sl_step_typed(sl_solver *s, const sl_term *p, const sl_term *t, const sl_goal *next)
{
    const sl_term *wanted = sl_code_pattern_type(s->pattern, p->text);
    const sl_term *value = t->facts && t->facts->value ? t->facts->value : t;
    const sl_term *type = type_of(t);
    if (!wanted)
        return SL_GOAL_FAILED;
    const sl_term **one = sl_alloc(s->mem, sizeof *one);
    *one = t;
    if (!sl_bind(s, p->text, one, 1))
        return SL_GOAL_FAILED;
    sl_str name = sl_type_name(wanted)->text;
    if (name.n && wanted->kind == SL_T_NAME && is_literal_type(value, name))
        return next;
    if (!type)
        return t->kind == SL_T_NAME && wanted->kind == SL_T_NAME && sl_str_eq(t->text, name)
                   ? next /* the class itself */
                   : match_pointer(s, wanted, value, next);
    bool is_primitive = sl_type_is_primitive(name);
    bool is_short = wanted->kind == SL_T_FIELD && type->kind == SL_T_NAME && !is_primitive;
    if ((wanted->kind == SL_T_NAME && sl_type_is_boxed(name, sl_type_name(type)->text)) ||
        (is_short && !type->n && sl_str_eq(name, type->text)))
        return next;
    return sl_goal_term(s, wanted, type, next);
}
