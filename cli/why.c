/* The question goes to the rule's kind in a sandboxed child; its answer, JSON, is printed as it is
   or as a tree for people. */
#include "cli/why.h"

#include "base/json.h"
#include "base/path.h"
#include "engine/work/pass.h"

enum { WHY_MAX = 64 << 20, FILE_MAX = 100 << 20, WHY_MS = 120000, DEPTH_MAX = 40 };

typedef struct question {
    sl_arena *mem;
    const sl_stage_kind *kind;
    sl_why why;
} question;

static bool ask(void *context, sl_buf *out, sl_err *e)
{
    question *q = context;
    return q->kind->rules->why(out, q->mem, &q->why, e);
}

/* FILE:LINE. */
static bool read_place(sl_why *why, sl_arena *mem, sl_str place, sl_err *e)
{
    int64_t line;
    size_t colon = sl_str_rchr(place, ':');
    if (colon == SIZE_MAX || !colon || !sl_str_int(sl_str_sub(place, colon + 1, place.n), &line) ||
        line < 1 || line > UINT32_MAX)
        return sl_fail(e, SL_EUSAGE, "explain: --why is FILE:LINE, not '%.*s'", SL_FMT(place));
    why->line = (uint32_t)line;
    why->path = sl_str_sub(place, 0, colon);
    while (sl_str_starts(why->path, SL_S("./")))
        why->path = sl_str_sub(why->path, 2, why->path.n);
    sl_buf text;
    sl_buf_init(&text, FILE_MAX);
    bool ok = sl_file_read(&text, why->path, e);
    if (!ok && e->kind == SL_ENOENT)
        e->kind = SL_EUSAGE;
    if (ok)
        why->text = sl_dup(mem, sl_buf_str(&text));
    sl_buf_clear(&text);
    return ok;
}

static sl_str text_of(const sl_node *node, const char *key)
{
    return sl_node_text(sl_node_get(node, key));
}

static int64_t number_of(const sl_node *node, const char *key)
{
    const sl_node *n = sl_node_get(node, key);
    return n && n->kind == SL_INT ? n->integer : 0;
}

static size_t count_of(const sl_node *node, const char *key)
{
    const sl_node *list = sl_node_get(node, key);
    return list && list->kind == SL_SEQ ? list->n : 0;
}

static void indent(sl_buf *out, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++)
        sl_buf_addz(out, "  ");
}

static void print_places(sl_buf *out, const sl_node *step, const char *key, const char *sign,
                         unsigned depth)
{
    const sl_node *list = sl_node_get(step, key);
    for (size_t i = 0; i < count_of(step, key); i++) {
        const sl_node *place = list->items[i];
        const sl_node *bound = sl_node_get(place, "bound");
        indent(out, depth);
        sl_buf_addf(out, "%s %lld:%lld  %.*s\n", sign, (long long)number_of(place, "line"),
                    (long long)number_of(place, "column"), SL_FMT(text_of(place, "text")));
        for (size_t k = 0; bound && bound->kind == SL_MAP && k < bound->n; k++) {
            indent(out, depth + 2);
            sl_buf_addf(out, "%.*s = %.*s\n", SL_FMT(bound->pairs[k].key->text),
                        SL_FMT(sl_node_text(bound->pairs[k].value)));
        }
    }
}

static void print_step(sl_buf *out, const sl_node *step, unsigned depth)
{
    sl_str expression = text_of(step, "expression");
    bool removes = sl_node_true(sl_node_get(step, "removes"));
    size_t n_lost = count_of(step, "lost");
    int64_t line = number_of(step, "rule_line");
    int64_t elsewhere = number_of(step, "elsewhere");
    const sl_node *below = sl_node_get(step, "steps");
    const char *said = !removes ? count_of(step, "found") ? "" : ": nothing here"
                       : n_lost ? ": takes away"
                                : ": takes nothing away here";
    indent(out, depth);
    sl_buf_addf(out, "%.*s", SL_FMT(text_of(step, "operator")));
    if (expression.n)
        sl_buf_addf(out, " `%.*s`", SL_FMT(expression));
    if (line)
        sl_buf_addf(out, " (line %lld of the rule)", (long long)line);
    sl_buf_addz(out, said);
    if (!removes && elsewhere)
        sl_buf_addf(out, ", %lld elsewhere", (long long)elsewhere);
    sl_buf_addc(out, '\n');
    if (text_of(step, "note").n) {
        indent(out, depth + 1);
        sl_buf_addf(out, "%.*s\n", SL_FMT(text_of(step, "note")));
    }
    if (!removes)
        print_places(out, step, "found", "+", depth + 1);
    print_places(out, step, "lost", removes ? "-" : "- not inside:", depth + 1);
    for (size_t i = 0; depth < DEPTH_MAX && i < count_of(step, "steps"); i++)
        print_step(out, below->items[i], depth + 1);
}

static void print(sl_buf *out, const sl_node *doc)
{
    const sl_node *checks = sl_node_get(doc, "checks");
    const sl_node *steps = sl_node_get(doc, "steps");
    sl_str reason = text_of(doc, "reason");
    sl_buf_addf(out, "%.*s at %.*s:%lld: %.*s\n    %.*s\n", SL_FMT(text_of(doc, "rule")),
                SL_FMT(text_of(doc, "file")), (long long)number_of(doc, "line"),
                SL_FMT(text_of(doc, "verdict")), SL_FMT(text_of(doc, "code")));
    if (reason.n)
        sl_buf_addf(out, "  because %.*s\n", SL_FMT(reason));
    sl_buf_addz(out, "\nbefore the rule is tried:\n");
    for (size_t i = 0; i < count_of(doc, "checks"); i++)
        sl_buf_addf(out, "  %-3s %-9.*s %.*s\n",
                    sl_node_true(sl_node_get(checks->items[i], "ok")) ? "yes" : "no",
                    SL_FMT(text_of(checks->items[i], "name")),
                    SL_FMT(text_of(checks->items[i], "text")));
    sl_buf_addz(out, "\nwhat each operator makes of this line (+ found, - taken away):\n");
    for (size_t i = 0; i < count_of(doc, "steps"); i++)
        print_step(out, steps->items[i], 1);
}

bool sl_cli_why(sl_buf *out, sl_cli *cli, const sl_stage_kind *kind, const sl_rule *rule, sl_err *e)
{
    question q = {.mem = cli->mem, .kind = kind, .why = {.rule = rule}};
    sl_str format = sl_cli_value(cli, "format");
    sl_node *doc;
    sl_buf answer;
    if (format.n && !sl_str_is(format, "text") && !sl_str_is(format, "json"))
        return sl_fail(e, SL_EUSAGE, "explain: --format is text or json, not '%.*s'",
                       SL_FMT(format));
    if (!kind->rules->why)
        return sl_fail(e, SL_EUSAGE, "explain: rules of %s cannot say why; those of sast can",
                       kind->name);
    if (!read_place(&q.why, cli->mem, sl_cli_value(cli, "why"), e))
        return false;
    sl_buf_init(&answer, WHY_MAX);
    bool ok = sl_sandboxed(&answer, ask, &q, WHY_MS, e) &&
              sl_json_read(&doc, cli->mem, SL_S("answer"), sl_buf_str(&answer), e);
    if (ok && sl_str_is(format, "json"))
        sl_buf_add(out, sl_buf_str(&answer));
    else if (ok)
        print(out, doc);
    sl_buf_clear(&answer);
    return ok;
}
