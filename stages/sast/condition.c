/* The operators on metavariables. */
#include "stages/sast/matches/comparison.h"
#include "stages/sast/evaluate.h"

enum { ENTROPY_LENGTH_MIN = 8 };

static sl_str dotted(sl_arena *mem, const sl_term *t)
{
    sl_buf out;
    sl_buf_init(&out, SL_PATTERN_BYTES_MAX);
    sl_term_dotted(&out, t);
    sl_str made = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return made;
}

/* metavariable-regex sees a string as it is written, and a constant as its value. */
static sl_str text_of(const sl_sast_trial *t, const sl_bound *b)
{
    const sl_term *one = b->v && b->n == 1 ? b->v[0] : NULL;
    bool is_literal = one && (one->kind == SL_T_STRING || one->kind == SL_T_NUMBER);
    if (one && !one->end) /* a constant, and what a name was imported as, stand nowhere */
        return is_literal ? one->text : dotted(t->mem, one);
    if (one && one->facts && one->facts->value && !(one->facts->value->flags & SL_TERM_ANY_TEXT))
        return one->facts->value->text;
    return sl_str_sub(t->text, b->start, b->end);
}

static bool matches(bool *out, sl_sast_trial *t, size_t leaf, sl_str text, sl_err *e)
{
    const sl_regex *regex;
    if (!sl_sast_leaf_regex(&regex, t->kept, t->rule, leaf, e))
        return false;
    sl_regex_search search = {text, 0, SIZE_MAX, true};
    sl_match found;
    return sl_regex_find(regex, t->room, &search, &found, out, e) ||
           sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
}

/* Whether what is bound can be read as another language: texts can, and strings by what is in
   them; code of the file's own language cannot. `generic` takes anything. */
static bool text_in_language(sl_str *out, const sl_sast_trial *t, const sl_sast_condition *c,
                             const sl_bound *bound)
{
    static const sl_term_kind code[] = {SL_T_NAME,   SL_T_FIELD,  SL_T_INDEX,  SL_T_CALL,
                                        SL_T_NEW,    SL_T_NUMBER, SL_T_BOOL,   SL_T_NIL,
                                        SL_T_BINARY, SL_T_UNARY,  SL_T_TERNARY};
    const sl_term *one = bound->v && bound->n == 1 ? bound->v[0] : NULL;
    *out =
        one && one->kind == SL_T_STRING ? one->text : sl_str_sub(t->text, bound->start, bound->end);
    bool is_generic = c->language == SIZE_MAX && !c->is_text;
    for (size_t i = 0; one && !is_generic && i < sizeof code / sizeof *code; i++)
        if (one->kind == code[i])
            return false;
    return true;
}

/* <?php before what has none. */
static void open_text(sl_sast_trial *nested, sl_sast_code *other)
{
    if (sl_str_find(other->text, SL_S("<?"), 0) != SIZE_MAX)
        return;
    other->text = sl_printf(nested->mem, "%s%.*s", other->dialect->opening, SL_FMT(other->text));
    nested->text = other->text;
    nested->scope = (sl_span){0, other->text.n};
}

/* The nested trial for a text of its own, in the language that the condition names. */
static bool enter_language(sl_sast_trial *nested, sl_sast_code *other, const sl_sast_condition *c,
                           sl_err *e)
{
    const sl_sast_trial *t = nested;
    const sl_language *language = sl_language_at(c->language);
    nested->text = other->text;
    nested->scope = (sl_span){0, other->text.n};
    nested->outer = NULL;
    nested->found = sl_alloc_array(t->mem, t->rule->leaves.n, sizeof *nested->found);
    if (c->language == SIZE_MAX) {
        nested->code = NULL;
        return true;
    }
    other->dialect = sl_dialect_of(sl_str_of(language->name), (sl_str){0});
    if (other->dialect && other->dialect->opening)
        open_text(nested, other);
    other->tables = t->tables;
    other->deadline_ns = t->deadline_ns;
    nested->code = other;
    return other->dialect || sl_fail(e, SL_ENOTSUP, "rule '%.*s': there are no syntax trees for %s",
                                     SL_FMT(t->rule->rule->id), language->name);
}

static bool holds_pattern(bool *out, sl_sast_trial *t, const sl_sast_condition *c,
                          const sl_sast_match *match, sl_err *e)
{
    const sl_bound *bound = sl_sast_binding_of(match, c->name);
    sl_sast_matches found = {0};
    sl_sast_trial nested = *t;
    sl_sast_code other = {.mem = t->mem};
    *out = false;
    nested.is_nested = true;
    nested.trace = NULL;
    nested.outer = match;
    nested.scope = (sl_span){bound->start, bound->end};
    if (c->is_other && !text_in_language(&other.text, t, c, bound))
        return true;
    if (c->is_other && !enter_language(&nested, &other, c, e))
        return false;
    if (!sl_sast_evaluate_formula(&found, &nested, c->formula, e))
        return false;
    *out = found.n > 0;
    return true;
}

typedef struct lookup_context {
    const sl_sast_trial *trial;
    const sl_sast_match *match;
} lookup_context;

static bool lookup(const void *context, sl_str name, sl_str *text)
{
    const lookup_context *l = context;
    const sl_bound *bound = sl_sast_binding_of(l->match, name);
    if (bound)
        *text = text_of(l->trial, bound);
    return bound != NULL;
}

/* Pairs of letters that words are made of. */
static bool is_common_pair(char a, char b)
{
    static const char pairs[] =
        "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le "
        "ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec "
        "pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na "
        "ul ni ts mo ow pa im mi ai sh ir su id os iv am fi ci vi pl ig tu ev ld ry mp fe bl ab gh "
        "ty op wo sa ay ex ke fr oo ag bu ck da do ef ei ep fa fu ga gi go gr ht if ion ki ks lt "
        "lu "
        "mb nk nn nu od oi ok ov pi pp pt pu qu rd rm rn rr rv sc sp sw sy tt tw ua ub ud um up uc "
        "va ye ys am ap au av aw bo br by cl cr cu dr du ds";
    if (a >= 'A' && a <= 'Z')
        a = (char)(a - 'A' + 'a');
    for (size_t i = 0; i + 1 < sizeof pairs - 1; i += 3)
        if (pairs[i] == a && pairs[i + 1] == b)
            return true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '-' || c == '_' || c == '.' || c == '/' || c == ',' || c == ':';
}

/* A text that is not made of words: many different pairs of characters that words do not have. */
static bool looks_random(sl_str text)
{
    while (text.n && text.p[text.n - 1] == '=') /* Base64 filled up */
        text.n--;
    bool seen[256][256] = {{false}};
    size_t n = 0;
    size_t n_odd = 0;
    for (size_t i = 0; text.n >= ENTROPY_LENGTH_MIN && i + 1 < text.n; i++) {
        unsigned char a = (unsigned char)text.p[i];
        unsigned char b = (unsigned char)text.p[i + 1];
        if (seen[a][b] || is_blank((char)a) || is_blank((char)b))
            continue;
        seen[a][b] = true;
        n++;
        n_odd += !is_common_pair((char)a, (char)b);
    }
    return n_odd >= 4 && 2 * n_odd >= n;
}

/* "++" and "*+" give nothing back that they took. */
static bool is_possessive(sl_str text, size_t at)
{
    return at + 1 < text.n && text.p[at] != '{' && text.p[at + 1] == '+';
}

/* A repetition of something that ends in a repetition: (a+)+, (a|b*)*. */
static bool runs_away(sl_str text)
{
    bool had_repeat[64] = {false};
    size_t depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        char next = i + 1 < text.n ? text.p[i + 1] : 0;
        if (c == '\\') {
            i++;
        } else if (c == '(' && depth + 1 < 64) {
            had_repeat[++depth] = false;
        } else if (c == ')' && depth) {
            bool inner = had_repeat[depth--];
            bool is_repeated = next == '+' || next == '*' || next == '{';
            if (inner && is_repeated && !is_possessive(text, i + 1))
                return true;
            had_repeat[depth] |= inner;
        } else if ((c == '+' || c == '*') && is_possessive(text, i)) {
            i++;
        } else if (c == '+' || c == '*') {
            had_repeat[depth] = true;
        }
    }
    return false;
}

static bool holds_type(bool *out, sl_sast_trial *t, const sl_sast_condition *c,
                       const sl_sast_match *match, sl_err *e)
{
    sl_sast_matches found = {0};
    sl_sast_trial nested = *t;
    const sl_bound *bound = sl_sast_binding_of(match, c->name);
    nested.is_nested = true;
    nested.trace = NULL;
    nested.outer = NULL;
    nested.scope = (sl_span){bound->start, bound->end};
    if (!sl_sast_evaluate_formula(&found, &nested, c->formula, e))
        return false;
    *out = false;
    for (size_t i = 0; i < found.n; i++)
        *out |= found.v[i].span.start == bound->start && found.v[i].span.end == bound->end;
    return true;
}

/* The name in full: what was imported stands for what it was imported as. */
static void add_full_name(sl_buf *out, const sl_term *t)
{
    const sl_term *object = t->kind == SL_T_FIELD ? sl_term_get(t, SL_R_OBJECT) : NULL;
    const sl_term *name = object ? sl_term_get(t, SL_R_NAME) : NULL;
    if (t->facts && t->facts->alias) {
        sl_term_dotted(out, t->facts->alias);
    } else if (name) {
        add_full_name(out, object);
        sl_buf_addc(out, '.');
        sl_buf_add(out, name->text);
    } else if (t->kind == SL_T_NAME) {
        sl_buf_add(out, t->text);
    }
}

static bool is_of_module(const sl_sast_condition *c, const sl_bound *bound)
{
    bool is_it = !c->modules.n;
    const sl_term *one = bound->v && bound->n == 1 ? bound->v[0] : NULL;
    sl_buf full;
    sl_buf_init(&full, SL_PATTERN_BYTES_MAX);
    if (one)
        add_full_name(&full, one);
    for (size_t i = 0; one && i < c->modules.n; i++) {
        sl_str module = c->modules.v[i];
        sl_str name = sl_buf_str(&full);
        is_it |= sl_str_starts(name, module) &&
                 (name.n == module.n || strchr("./", name.p[module.n]) != NULL);
    }
    sl_buf_clear(&full);
    return is_it;
}

static bool holds(bool *out, sl_sast_trial *t, const sl_sast_condition *c,
                  const sl_sast_match *match, sl_err *e)
{
    const sl_bound *bound = sl_sast_binding_of(match, c->name);
    *out = false;
    if (c->kind == SL_COND_COMPARISON) {
        lookup_context context = {t, match};
        *out = sl_comparison_holds(c->comparison, t->mem, lookup, &context);
        return true;
    }
    if (!bound)
        return true;
    switch (c->kind) {
    case SL_COND_REGEX:
        return matches(out, t, c->leaf,
                       c->is_value ? sl_sast_unquote(text_of(t, bound)) : text_of(t, bound), e);
    case SL_COND_PATTERN:
        return holds_pattern(out, t, c, match, e);
    case SL_COND_NAME:
        *out = is_of_module(c, bound);
        return true;
    case SL_COND_TYPE:
        return holds_type(out, t, c, match, e);
    case SL_COND_REDOS:
        *out = runs_away(sl_sast_unquote(text_of(t, bound)));
        return true;
    default:
        *out = looks_random(sl_sast_unquote(text_of(t, bound)));
        return true;
    }
}

bool sl_sast_keep_where(sl_sast_matches *m, sl_sast_trial *t, const sl_sast_condition *c, sl_err *e)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++) {
        bool is_kept;
        if (!holds(&is_kept, t, c, &m->v[i], e))
            return false;
        if (is_kept)
            m->v[n++] = m->v[i];
    }
    m->n = n;
    return true;
}
