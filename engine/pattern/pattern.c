/* Reading patterns. A pattern is tried in the frames of its language, first as it stands; where
   that does not parse, holes are written in other ways as long as it gets better. */
#include "engine/pattern/pattern.h"

#include "base/chars.h"
#include "engine/pattern/types.h"

enum { PAIRS_MAX = 8 };

typedef struct reader {
    sl_arena *mem;
    const sl_tables *tables;
    sl_rewriting r;
    unsigned parses;
    size_t from; /* of the pattern in the text of the last attempt */
    sl_cst cst;
    size_t best; /* errors of the best attempt so far, and where its first is in the pattern */
    size_t best_at;
} reader;

/* Parses with the choices as they are; the number of errors, SIZE_MAX when it cannot be. */
static size_t attempt(reader *rd, const sl_frame *frame)
{
    sl_err ignored = {0};
    if (rd->parses++ >= SL_PATTERN_PARSES_MAX)
        return SIZE_MAX;
    sl_str before = sl_str_of(frame->before);
    sl_str text = sl_rewrite_text(&rd->r, before, sl_str_of(frame->after));
    rd->from = before.n;
    if (!sl_dialect_parse(&rd->cst, rd->mem, sl_tables_dialect(rd->tables), text,
                          SL_PATTERN_PARSE_MS, &ignored))
        return SIZE_MAX;
    if (rd->cst.errors < rd->best) {
        rd->best = rd->cst.errors;
        size_t at = rd->cst.gaps.n ? rd->cst.gaps.v[0].start : 0;
        rd->best_at = at > rd->from ? at - rd->from : 0;
    }
    return rd->cst.errors;
}

static void choose_dots(reader *rd, size_t choice)
{
    for (size_t i = 0; i < rd->r.holes.n; i++)
        if (rd->r.holes.v[i].kind == SL_HOLE_DOTS)
            rd->r.holes.v[i].choice = choice;
}

/* Writes all ellipses in the same other way, where that is better. */
static size_t repair_dots(reader *rd, const sl_frame *frame, size_t errors)
{
    const char *const *ways = sl_tables_dialect(rd->tables)->dots;
    size_t kept = SIZE_MAX;
    sl_holes *holes = &rd->r.holes;
    size_t *old = sl_alloc_array(rd->mem, holes->n, sizeof *old);
    for (size_t i = 0; i < holes->n; i++)
        old[i] = holes->v[i].choice;
    for (size_t c = 0; errors && ways[c]; c++) {
        choose_dots(rd, c);
        size_t now = attempt(rd, frame);
        kept = now < errors ? c : kept;
        errors = now < errors ? now : errors;
    }
    for (size_t i = 0; i < holes->n; i++)
        holes->v[i].choice = kept == SIZE_MAX || holes->v[i].kind != SL_HOLE_DOTS ? old[i] : kept;
    return errors;
}

/* Writes holes in other ways, one after the other, as long as errors become fewer; what stands
   alone as a plain name last, which would be a type of what follows. */
static size_t repair(reader *rd, const sl_frame *frame, size_t errors)
{
    for (size_t i = 0; errors && i < rd->r.holes.n; i++) {
        sl_hole *hole = &rd->r.holes.v[i];
        size_t kept = hole->choice;
        size_t n = sl_rewrite_choices(&rd->r, i);
        for (size_t k = 0; errors && k < n; k++) {
            size_t c = (k + (hole->first != 0)) % n;
            if (c == kept)
                continue;
            hole->choice = c;
            size_t now = attempt(rd, frame);
            if (now < errors) {
                errors = now;
                kept = c;
            }
        }
        hole->choice = kept;
    }
    return errors;
}

/* Some holes only help together. */
static size_t repair_pairs(reader *rd, const sl_frame *frame, size_t errors)
{
    for (size_t i = 0; errors && i < rd->r.holes.n && i < PAIRS_MAX; i++) {
        sl_hole *hole = &rd->r.holes.v[i];
        size_t kept = hole->choice;
        for (size_t c = 0; errors && c < sl_rewrite_choices(&rd->r, i); c++) {
            hole->choice = c;
            size_t now = c == kept ? errors : repair(rd, frame, errors);
            kept = now < errors ? c : kept;
            errors = now < errors ? now : errors;
        }
        if (errors)
            hole->choice = kept;
    }
    return errors;
}

static void reset_choices(reader *rd)
{
    for (size_t i = 0; i < rd->r.holes.n; i++)
        rd->r.holes.v[i].choice = rd->r.holes.v[i].first;
}

static bool covers(const sl_term *term, size_t from, size_t to)
{
    return term->start <= from && term->end >= to;
}

/* The innermost term that has all of the pattern in it. */
static sl_term *innermost(sl_term *term, size_t from, size_t to)
{
    for (uint32_t i = 0; i < term->n; i++)
        if (covers(term->kids[i], from, to) && term->kids[i]->kind != SL_T_TOKEN)
            return innermost(term->kids[i], from, to);
    return term;
}

static void trim(sl_str text, const sl_dialect *dialect, size_t *from, size_t *to)
{
    const char *blanks = " \t\r\n";
    while (*from < *to && strchr(blanks, text.p[*from]))
        ++*from;
    while (*to > *from && strchr(dialect->open_end ? " \t\r\n," : blanks, text.p[*to - 1]))
        --*to;
}

static bool is_list(const sl_term *term)
{
    return term->kind == SL_T_BLOCK || term->kind == SL_T_MEMBERS;
}

/* What stands around the pattern is no part of it. */
static void cut_after(sl_term *term, size_t to)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < term->n; i++)
        if (term->kids[i]->start < to)
            term->kids[n++] = term->kids[i];
    term->n = n;
    for (uint32_t i = 0; i < n; i++)
        term->kids[i]->at = i;
}

/* The name that a term defines or calls. */
static const sl_term *own_name(const sl_term *t)
{
    if (t->kind == SL_T_FUNCTION)
        return sl_term_get(t, SL_R_NAME);
    return t->kind == SL_T_NAME && t->role == SL_R_CALLEE ? t : NULL;
}

/* Readings that parse but that nobody means: a method named "for", an ellipsis as a type, a
   function that has no parameters, not even none. */
static bool is_sound(const sl_term *top, sl_str text)
{
    static const char *const words[] = {"for",  "if", "while",   "switch", "try",    "catch",
                                        "else", "do", "finally", "super",  "return", "throw"};
    enum { N_CALLEES = 3 /* words at the end that may be called */ };
    for (const sl_term *t = top; t; t = sl_term_next(top, t, false)) {
        bool is_list = t->kind == SL_T_ELLIPSIS || t->kind == SL_T_REST;
        const sl_term *name = own_name(t);
        size_t n = sizeof words / sizeof *words - (name == t ? N_CALLEES : 0);
        if (t->kind == SL_T_OTHER && strcmp(t->type, "function_definition") == 0)
            return false;
        if (t->kind == SL_T_NAME && t->role == SL_R_TYPE && sl_str_is(t->text, "class"))
            return false;
        if (is_list && (t->role == SL_R_TYPE || t->role == SL_R_RESULT) && t->end < text.n &&
            text.p[t->end] == '\n')
            return false;
        for (size_t i = 0; name && i < n; i++)
            if (sl_str_is(name->text, words[i]))
                return false;
    }
    return true;
}

static bool all_sound(const sl_code_pattern *p, sl_str text)
{
    for (size_t i = 0; i < p->n; i++)
        if (!is_sound(p->v[i], text))
            return false;
    return true;
}

/* Of data, one entry or item alone is that entry or item. */
static sl_term *without_list(const reader *rd, sl_term *term)
{
    bool is_one = (term->kind == SL_T_LIST || term->kind == SL_T_DICT) && term->n == 1;
    bool is_list =
        is_one && (term->kids[0]->kind == SL_T_ELLIPSIS || term->kids[0]->kind == SL_T_REST);
    return sl_tables_dialect(rd->tables)->is_data && is_one && !is_list ? term->kids[0] : term;
}

/* Takes the pattern out of its frame; false when it is not a whole there. */
static bool extract(sl_code_pattern *out, reader *rd, sl_term *root)
{
    size_t from = rd->from;
    size_t to = rd->r.end;
    trim(rd->cst.text, sl_tables_dialect(rd->tables), &from, &to);
    sl_term *term = innermost(root, from, to);
    size_t first = 0;
    while (first < term->n && term->kids[first]->end <= from)
        first++;
    size_t last = first;
    while (last < term->n && term->kids[last]->start < to)
        last++;
    bool is_inside = term->start < from || term == root;
    if (is_list(term) && is_inside) {
        if (first == last || term->kids[first]->start < from)
            return false;
        out->v = first ? (sl_term *const *)term->kids + first : term->kids;
        out->n = last - first;
        out->is_sequence = out->n > 1;
        if (out->n == 1)
            term->kids[first] = without_list(rd, term->kids[first]);
        return all_sound(out, rd->cst.text);
    }
    if (term->start < from || (term->start > from && !covers(term, from, to)))
        return false;
    sl_term **one = sl_alloc(rd->mem, sizeof *one);
    *one = without_list(rd, term);
    out->v = one;
    out->n = 1;
    out->is_partial = term->end > to + 1;
    if (out->is_partial)
        cut_after(term, to);
    return is_sound(term, rd->cst.text);
}

static const sl_term *read_type(reader *rd, const sl_hole *hole, sl_err *e)
{
    const sl_dialect *dialect = sl_tables_dialect(rd->tables);
    sl_rewriting r = {
        .mem = rd->mem, .dialect = dialect, .text = dialect->typed(rd->mem, hole->type)};
    sl_cst cst;
    if (!sl_rewrite_open(&r, e) ||
        !sl_dialect_parse(&cst, rd->mem, dialect, sl_rewrite_text(&r, SL_S(""), SL_S("")),
                          SL_PATTERN_PARSE_MS, e))
        return NULL;
    sl_holes *holes = sl_alloc(rd->mem, sizeof *holes);
    *holes = r.holes;
    const sl_term *root = sl_lower_tree(rd->mem, rd->tables, &cst, holes);
    for (const sl_term *t = root; !cst.errors && t; t = sl_term_next(root, t, false))
        if (t->role == SL_R_TYPE)
            return t;
    sl_fail(e, SL_EPARSE, "the type '%.*s' is not understood", SL_FMT(hole->type));
    return NULL;
}

static bool read_types(sl_code_pattern *out, reader *rd)
{
    sl_err ignored = {0};
    out->typed.n = 0;
    size_t n = rd->r.holes.n;
    out->typed.names = sl_alloc_array(rd->mem, n, sizeof(sl_str));
    out->typed.types = sl_alloc_array(rd->mem, n, sizeof(const sl_term *));
    for (size_t i = 0; i < n; i++) {
        const sl_hole *hole = &rd->r.holes.v[i];
        if (hole->kind != SL_HOLE_TYPED)
            continue;
        out->typed.names[out->typed.n] = hole->name;
        out->typed.types[out->typed.n] = read_type(rd, hole, &ignored);
        if (!out->typed.types[out->typed.n++])
            return false;
    }
    return true;
}

static bool finish(sl_code_pattern *out, reader *rd)
{
    sl_holes *holes = sl_alloc(rd->mem, sizeof *holes);
    *holes = rd->r.holes;
    holes->v = sl_alloc_array(rd->mem, holes->n, sizeof *holes->v);
    if (holes->n)
        memcpy(holes->v, rd->r.holes.v, holes->n * sizeof *holes->v);
    out->holes = holes;
    out->is_data = sl_tables_dialect(rd->tables)->is_data;
    return extract(out, rd, sl_lower_tree(rd->mem, rd->tables, &rd->cst, holes)) &&
           read_types(out, rd);
}

/* name: value */
static bool is_pair(sl_str text)
{
    size_t i = 0;
    while (i < text.n && (sl_is_lower(text.p[i]) || strchr("$_\"'-", text.p[i]) ||
                          sl_is_upper(text.p[i]) || sl_is_digit(text.p[i])))
        i++;
    bool is_colon = i > 0 && i + 1 < text.n && text.p[i] == ':';
    return is_colon && text.p[i + 1] != ':' && text.p[i + 1] != '=';
}

static void note_way(sl_code_pattern *out, const reader *rd, size_t frame)
{
    uint8_t *choices = sl_alloc_array(rd->mem, rd->r.holes.n, sizeof *choices);
    for (size_t i = 0; i < rd->r.holes.n; i++)
        choices[i] = (uint8_t)rd->r.holes.v[i].choice;
    out->way = (sl_code_way){rd->r.typed, (uint16_t)frame, false, rd->r.holes.n, choices};
}

/* All frames, first without and then with other ways to write the holes, at last in pairs. */
static bool try_frames(sl_code_pattern *out, reader *rd, unsigned pass)
{
    sl_str text = sl_str_trim(rd->r.text);
    const sl_frame *frames = sl_tables_dialect(rd->tables)->frames;
    for (const sl_frame *f = frames; f->before; f++) {
        if (f->first && !(f->first[0] == ':' ? is_pair(text) : strchr(f->first, text.p[0]) != NULL))
            continue;
        reset_choices(rd);
        if (f->first) /* a value, not statements */
            choose_dots(rd, 0);
        size_t errors = attempt(rd, f);
        if (errors && errors != SIZE_MAX && pass) {
            errors = repair(rd, f, repair_dots(rd, f, errors));
            errors = pass > 1 ? repair_pairs(rd, f, errors) : errors;
            if (!errors)
                attempt(rd, f);
        }
        if (!errors && finish(out, rd)) {
            note_way(out, rd, (size_t)(f - frames));
            return true;
        }
    }
    return false;
}

/* Which of the texts that look like typed metavariables are some: none, all, then others. */
static bool try_typed(sl_code_pattern *out, reader *rd, sl_err *e)
{
    bool is_first = sl_tables_dialect(rd->tables)->typed_first;
    const unsigned masks[] = {is_first ? ~0u : 0, is_first ? 0 : ~0u, 1, 2, 4, 3, 5, 6};
    for (unsigned pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
            rd->r.typed = masks[i];
            if (!sl_rewrite_open(&rd->r, e))
                return false;
            if (i && !rd->r.n_typed)
                break;
            if (try_frames(out, rd, pass))
                return true;
            if (rd->r.n_typed < 2 && i == 1)
                break;
        }
    return false;
}

static bool fail_at(const reader *rd, sl_err *e)
{
    unsigned line = 1;
    unsigned column = 1;
    for (size_t i = 0; i < rd->best_at && i < rd->r.text.n; i++) {
        column = rd->r.text.p[i] == '\n' ? 1 : column + 1;
        line += rd->r.text.p[i] == '\n';
    }
    return sl_fail(e, SL_EPARSE, "line %u, column %u of the pattern is not understood as %s", line,
                   column, sl_tables_dialect(rd->tables)->language);
}

/* Names that stand in every match as they are: of what is called, read, imported; not the unwritten
   parameter of a setter. */
static bool is_sure_name(const sl_term *t)
{
    bool is_symbol = t->kind == SL_T_SYMBOL && sl_str_chr(t->text, '$') == SIZE_MAX;
    return (t->kind == SL_T_NAME || is_symbol) && t->role != SL_R_ALIAS && t->end > t->start &&
           !sl_str_starts(t->text, SL_S("SL__"));
}

/* A key of data, which nobody escapes. */
static bool is_sure_key(const sl_term *t)
{
    bool is_key = t->kind == SL_T_STRING && t->role == SL_R_KEY;
    for (size_t i = 0; is_key && i < t->text.n; i++)
        is_key = sl_is_alnum(t->text.p[i]) || strchr("_-", t->text.p[i]);
    return is_key;
}

/* Types may be left to the compiler, and packages that every file has need no import. */
static bool is_unwritten(const sl_term *t)
{
    for (const sl_term *up = t; up; up = up->parent)
        if (up->role == SL_R_TYPE)
            return true;
    return sl_str_among(t->text, "java lang javax System kotlin scala std window global self this");
}

/* Keeps the longest, longest first; of those that are as long the first. */
static void add_word(sl_strs *words, sl_arena *mem, sl_str text)
{
    size_t at = words->n;
    for (size_t i = 0; i < words->n; i++)
        if (sl_str_eq(words->v[i], text))
            return;
    while (at && words->v[at - 1].n < text.n)
        at--;
    if (at == SL_CODE_WORDS_MAX)
        return;
    if (words->n < SL_CODE_WORDS_MAX)
        (void)sl_list_add(mem, words);
    memmove(words->v + at + 1, words->v + at, (words->n - 1 - at) * sizeof *words->v);
    words->v[at] = text;
}

/* Of names that may be unwritten the longest counts when there is no other. */
static void find_words(sl_code_pattern *pattern, sl_arena *mem)
{
    sl_strs unsure = {0};
    for (size_t i = 0; i < pattern->n; i++)
        for (const sl_term *t = pattern->v[i]; t; t = sl_term_next(pattern->v[i], t, false))
            if (is_sure_name(t) || (pattern->is_data && is_sure_key(t)))
                add_word(is_unwritten(t) ? &unsure : &pattern->words, mem, t->text);
    for (size_t i = 0; i < pattern->typed.n; i++) {
        sl_str name = sl_type_sure_name(pattern->typed.types[i]);
        if (name.n)
            add_word(&pattern->words, mem, name);
    }
    if (!pattern->words.n && unsure.n)
        add_word(&pattern->words, mem, unsure.v[0]);
}

static sl_code_pattern *begin(reader *rd, sl_arena *mem, const sl_tables *tables, sl_str text)
{
    sl_code_pattern *made = sl_alloc(mem, sizeof *made);
    made->options = sl_tables_dialect(tables)->options;
    *rd = (reader){.mem = mem, .tables = tables, .best = SIZE_MAX};
    rd->r = (sl_rewriting){.mem = mem, .dialect = sl_tables_dialect(tables), .text = text};
    return made;
}

bool sl_code_pattern_read(sl_code_pattern **out, sl_arena *mem, const sl_tables *tables,
                          sl_str text, sl_err *e)
{
    reader rd;
    sl_code_pattern *made = begin(&rd, mem, tables, text);
    if (!sl_str_trim(text).n)
        return sl_fail(e, SL_EPARSE, "a pattern is not empty");
    if (text.n > SL_PATTERN_BYTES_MAX)
        return sl_fail(e, SL_ETOOBIG, "a pattern of %zu bytes; at most %d are read", text.n,
                       SL_PATTERN_BYTES_MAX);
    if (!try_typed(made, &rd, e))
        return e->kind ? false : fail_at(&rd, e);
    find_words(made, mem);
    *out = made;
    return true;
}

/* Writes the holes as the way says; false when it is of another pattern. */
static bool choose(reader *rd, const sl_code_way *way)
{
    if (way->n != rd->r.holes.n)
        return false;
    for (size_t i = 0; i < way->n; i++) {
        rd->r.holes.v[i].choice = way->choices[i];
        if (way->choices[i] >= sl_rewrite_choices(&rd->r, i))
            return false;
    }
    return true;
}

bool sl_code_pattern_read_again(sl_code_pattern **out, sl_arena *mem, const sl_tables *tables,
                                sl_str text, const sl_code_way *way)
{
    reader rd;
    sl_err ignored = {0};
    sl_code_pattern *made = begin(&rd, mem, tables, text);
    const sl_frame *frame = sl_tables_dialect(tables)->frames;
    for (size_t i = 0; i < way->frame && frame->before; i++)
        frame++;
    rd.r.typed = way->typed;
    if (!frame->before || text.n > SL_PATTERN_BYTES_MAX || !sl_rewrite_open(&rd.r, &ignored) ||
        !choose(&rd, way) || attempt(&rd, frame) || !finish(made, &rd))
        return false;
    note_way(made, &rd, way->frame);
    find_words(made, mem);
    *out = made;
    return true;
}

const sl_term *sl_code_pattern_type(const sl_code_pattern *pattern, sl_str name)
{
    for (size_t i = 0; i < pattern->typed.n; i++)
        if (sl_str_eq(pattern->typed.names[i], name))
            return pattern->typed.types[i];
    return NULL;
}
