/* HTML, and XML by the same grammar. Attributes are modifiers, so that a pattern may name some of
   them only; what a script has in it is one text. */
#include "base/chars.h"
#include "engine/syntax/hooks.h"

static bool is_xml(const sl_lowering *l)
{
    return sl_str_is(sl_str_of(sl_tables_dialect(l->tables)->language), "xml");
}

/* Names of HTML have no case. */
static void lower_name(sl_lowering *l, size_t node, sl_role role)
{
    sl_str text = sl_lower_text(l, l->cst->v[node].start, l->cst->v[node].end);
    char *made = sl_dup_z(l->mem, text);
    for (size_t i = 0; i < text.n && !is_xml(l); i++)
        made[i] = (char)(sl_is_upper(made[i]) ? made[i] - 'A' + 'a' : made[i]);
    sl_lower_leaf(l, SL_T_NAME, node, sl_str_at(made, text.n), role);
}

static bool is_text(const sl_cst *cst, size_t node)
{
    return sl_cst_is(cst, node, "text") || sl_cst_is(cst, node, "entity") ||
           sl_cst_is(cst, node, "raw_text");
}

/* Text and the characters that have names, from `node` to before `end`. */
static void lower_text(sl_lowering *l, size_t node, uint32_t end)
{
    sl_str text = sl_str_trim(sl_lower_text(l, l->cst->v[node].start, end));
    bool is_dots = l->holes && sl_str_is(text, "...");
    if (!text.n)
        return;
    sl_term *term = sl_lower_leaf(l, is_dots ? SL_T_ELLIPSIS : SL_T_STRING, node, text, SL_R_ITEM);
    term->end = end;
}

/* A value is a text with or without quotes. */
static void lower_quoted(sl_lowering *l, size_t node, sl_role role)
{
    size_t inside = sl_cst_child(l->cst, node, "attribute_value");
    sl_str text = {0};
    if (inside != SIZE_MAX)
        text = sl_lower_text(l, l->cst->v[inside].start, l->cst->v[inside].end);
    sl_lower_leaf(l, SL_T_STRING, node, text, role);
}

static void lower_attribute(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_PAIR, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next)
        if (sl_cst_is_named(l->cst, i))
            sl_lower_into(l, i, l->kids.n > mark ? SL_R_VALUE : SL_R_KEY);
    sl_lower_end(l, term, mark, role);
}

static bool is_tag(const sl_lowering *l, size_t node)
{
    return sl_cst_is(l->cst, node, "start_tag") || sl_cst_is(l->cst, node, "self_closing_tag");
}

/* The name and attributes of a tag, as parts of its element. */
static void lower_tag(sl_lowering *l, size_t tag)
{
    for (size_t i = sl_cst_first(l->cst, tag); i < l->cst->v[tag].next; i = l->cst->v[i].next)
        if (sl_cst_is_named(l->cst, i))
            sl_lower_into(l, i, sl_cst_is(l->cst, i, "tag_name") ? SL_R_NAME : SL_R_MODIFIER);
}

static void lower_element(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_ELEMENT, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next) {
        size_t last = i;
        while (is_text(l->cst, i) && l->cst->v[last].next < l->cst->v[node].next &&
               is_text(l->cst, l->cst->v[last].next))
            last = l->cst->v[last].next;
        if (is_tag(l, i))
            lower_tag(l, i);
        else if (is_text(l->cst, i) && !sl_lower_hole(l, l->cst->v[i].start, l->cst->v[last].end))
            lower_text(l, i, l->cst->v[last].end);
        else if (!sl_cst_is(l->cst, i, "end_tag") && l->cst->v[i].end > l->cst->v[i].start)
            sl_lower_into(l, i, SL_R_ITEM);
        i = last;
    }
    sl_lower_end(l, term, mark, role);
}

static const sl_lower_row rows[] = {
    {"document", SL_T_BLOCK, NULL, NULL},
    {"doctype erroneous_end_tag", SL_T_SKIP, NULL, NULL},
    {"element script_element style_element", 0, NULL, lower_element},
    {"tag_name attribute_name", 0, NULL, lower_name},
    {"attribute", 0, NULL, lower_attribute},
    {"quoted_attribute_value", 0, NULL, lower_quoted},
    {"attribute_value", SL_T_STRING, NULL, NULL},
    {"text raw_text entity", SL_T_STRING, NULL, NULL},
    {NULL, 0, NULL, NULL},
};

/* XML has declarations and CDATA that the grammar does not know, and no tag with a meaning of its
   own. A copy without them is parsed, in which all is where it was. */

static void blank(char *p, sl_str mark)
{
    memset(p, ' ', mark.n);
}

/* What is not closed once is not closed later: it is not looked for again. */
enum { CLOSES_DATA, CLOSES_COMMENT, CLOSES_DECLARATION, N_CLOSERS };

static size_t find_closer(sl_str text, sl_str closer, size_t at, bool *is_missing)
{
    size_t end = closer.n && !*is_missing ? sl_str_find(text, closer, at) : SIZE_MAX;
    *is_missing |= closer.n && end == SIZE_MAX;
    return end;
}

/* Passes over <?...?>, <!...> and comments; makes CDATA plain text. The end; `at` where there is
   none. */
static size_t clear_mark(char *p, sl_str text, size_t at, bool missing[N_CLOSERS])
{
    static const sl_str data = SL_STR("<![CDATA[");
    sl_str rest = sl_str_sub(text, at, text.n);
    bool is_data = sl_str_starts(rest, data);
    bool is_comment = sl_str_starts(rest, SL_S("<!--"));
    bool is_declaration = sl_str_starts(rest, SL_S("<?"));
    sl_str closer = is_data          ? SL_S("]]>")
                    : is_comment     ? SL_S("-->")
                    : is_declaration ? SL_S("?>")
                                     : (sl_str){0};
    size_t end = find_closer(text, closer, at,
                             &missing[is_data      ? CLOSES_DATA
                                      : is_comment ? CLOSES_COMMENT
                                                   : CLOSES_DECLARATION]);
    if (end == SIZE_MAX) {
        p[at] = closer.n ? ' ' : p[at];
        return at;
    }
    for (size_t i = at; is_declaration && i < end + closer.n; i++)
        p[i] = text.p[i] == '\n' ? '\n' : ' ';
    for (size_t i = at; is_data && i < end; i++)
        p[i] = strchr("<>&", text.p[i]) ? ' ' : text.p[i];
    if (is_data) {
        blank(p + at, data);
        blank(p + end, closer);
    }
    return end + closer.n;
}

static bool parse_xml(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e)
{
    char *p = sl_dup_z(mem, text);
    bool missing[N_CLOSERS] = {false};
    for (size_t at = 0; at < text.n;) {
        size_t end = text.p[at] == '<' ? clear_mark(p, text, at, missing) : at;
        size_t name = at + 1 + (at + 1 < text.n && text.p[at + 1] == '/');
        if (end == at && text.p[at] == '<' && name < text.n && sl_is_letter(text.p[name]))
            p[name] = 'x'; /* <link> is no link */
        at = end > at ? end : at + 1;
    }
    if (!sl_cst_parse(out, mem, sl_grammar(SL_S("html")), sl_str_at(p, text.n), ms, e))
        return false;
    out->text = text;
    return true;
}

static const char *const dots[] = {"%", NULL};
static const char *const variables[] = {"%", NULL};

static const sl_frame frames[] = {
    {"", "", NULL},
    {"<a ", ">", ":"},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_dup(mem, type);
}

#define COMMON                                                                                     \
    .grammar = "html", .rows = rows, .hole = "SL-", .dots = dots, .variables = variables,          \
    .frames = frames, .typed = typed, .bare_names = true

const sl_dialect sl_dialect_html = {.language = "html", .caseless = true, COMMON};
const sl_dialect sl_dialect_xml = {.language = "xml", .parse = parse_xml, COMMON};
