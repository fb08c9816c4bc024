/* Bash and its relatives. Commands are lists of words; a word is a string however it is quoted, and
   what is expanded in it makes it a concatenation or a quoted string with pieces. */
#include "engine/syntax/languages/bash.h"

#include "engine/match/lexer.h"

static bool is_named(const sl_lowering *l, size_t node)
{
    return l->cst->v[node].flags & SL_CST_NAMED;
}

static bool is_token(const sl_lowering *l, size_t node, const char *text)
{
    return !is_named(l, node) && sl_str_is(sl_cst_text(l->cst, node), text);
}

/* Ends a term of the grammar's kind `type`. */
static void end_other(sl_lowering *l, sl_term *term, size_t mark, const char *type, sl_role role)
{
    term->kind = SL_T_OTHER;
    term->type = type;
    sl_lower_end(l, term, mark, role);
}

/* Words. */

/* Letters that stand for themselves, and what the pattern has among them. */
static void lower_word(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_STRING, node, &mark);
    sl_lower_pieces(l, n->start, n->end);
    bool is_plain = l->kids.n == mark + 1 && l->kids.v[mark]->kind == SL_T_STRING;
    if (!is_plain && l->kids.n > mark) {
        end_other(l, term, mark, "concatenation", role);
        return;
    }
    term->text = is_plain ? l->kids.v[mark]->text : (sl_str){0};
    l->kids.n = mark;
    sl_lower_end(l, term, mark, role);
}

static void lower_concatenation(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        if (sl_cst_is(l->cst, i, "word"))
            sl_lower_pieces(l, l->cst->v[i].start, l->cst->v[i].end);
        else
            sl_lower_into(l, i, SL_R_ITEM);
    }
    end_other(l, term, mark, "concatenation", role);
}

/* 'text' and $'text'. */
static void lower_raw(sl_lowering *l, size_t node, sl_role role)
{
    sl_str text = sl_cst_text(l->cst, node);
    uint32_t from = l->cst->v[node].start + (uint32_t)sl_str_starts(text, SL_S("$"));
    bool is_closed = text.n > 1 && text.p[text.n - 1] == '\'';
    sl_str inside = sl_lower_text(l, from + 1, l->cst->v[node].end - is_closed);
    sl_lower_leaf(l, SL_T_STRING, node, inside, role);
}

/* "text" is as good as text; with something expanded in it, it is a list of pieces. */
static void lower_quoted(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_str text = sl_cst_text(l->cst, node);
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_STRING, node, &mark);
    uint32_t at = n->start + (text.n && text.p[0] == '$') + 1;
    uint32_t end = n->end - (text.n > 1 && text.p[text.n - 1] == '"');
    bool is_plain = true;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        if (!is_named(l, i) || sl_cst_is(l->cst, i, "string_content"))
            continue;
        sl_lower_pieces(l, at, l->cst->v[i].start);
        sl_lower_into(l, i, SL_R_ITEM);
        at = l->cst->v[i].end;
        is_plain = false;
    }
    if (at < end)
        sl_lower_pieces(l, at, end);
    for (size_t i = mark; i < l->kids.n; i++)
        is_plain &= l->kids.v[i]->kind == SL_T_STRING;
    if (!is_plain) {
        end_other(l, term, mark, "string", role);
        return;
    }
    term->text = l->kids.n > mark ? l->kids.v[mark]->text : (sl_str){0};
    l->kids.n = mark;
    sl_lower_end(l, term, mark, role);
}

/* $x, ${x}, ${x%y}: the name, and what is done with it, which a pattern need not say. */
static void lower_expansion(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t mark;
    bool has_name = false;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        bool is_mark = is_token(l, i, "${") || is_token(l, i, "$") || is_token(l, i, "}");
        if (is_mark)
            continue;
        bool is_name = !has_name && is_named(l, i);
        has_name |= is_name;
        sl_lower_into(l, i, is_name ? SL_R_ITEM : SL_R_MODIFIER);
    }
    end_other(l, term, mark, "expansion", role);
}

/* Statements. */

static bool is_control(const sl_term *t)
{
    switch (t->kind) {
    case SL_T_BLOCK:
    case SL_T_FUNCTION:
    case SL_T_IF:
    case SL_T_FOREACH:
    case SL_T_FOR:
    case SL_T_WHILE:
    case SL_T_SWITCH:
    case SL_T_ELLIPSIS:
    case SL_T_REST:
        return true;
    default:
        return false;
    }
}

/* Puts what was emitted last into a new term. */
static void wrap_last(sl_lowering *l, sl_term_kind kind, const char *type, uint32_t end)
{
    sl_term *last = l->kids.v[--l->kids.n];
    sl_term *made = sl_term_new(l->mem, kind, 0);
    size_t mark = l->kids.n;
    made->start = last->start;
    made->end = end;
    made->type = type;
    sl_lower_emit(l, last, SL_R_ITEM);
    sl_lower_end(l, made, mark, SL_R_ITEM);
}

/* The statements among the nodes from `i` up to `end`; those that `is_one` has nothing beside it
   stay expressions. */
static void lower_statements(sl_lowering *l, size_t i, size_t end, bool is_one)
{
    size_t first = l->kids.n;
    for (; i < end; i = l->cst->v[i].next) {
        size_t mark = l->kids.n;
        if (is_token(l, i, "&") && mark > first) {
            bool is_statement = l->kids.v[mark - 1]->kind == SL_T_EXPR;
            if (is_statement)
                l->kids.v[mark - 1] = l->kids.v[mark - 1]->kids[0];
            wrap_last(l, SL_T_OTHER, "background", l->cst->v[i].end);
            mark--;
        } else if (is_named(l, i)) {
            sl_lower_into(l, i, SL_R_ITEM);
        }
        for (size_t k = mark; !is_one && k < l->kids.n; k++) {
            size_t n = l->kids.n;
            if (is_control(l->kids.v[k]))
                continue;
            l->kids.n = k + 1;
            wrap_last(l, SL_T_EXPR, "statement", l->kids.v[k]->end);
            l->kids.n = n;
        }
    }
}

static void lower_block(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    lower_statements(l, sl_cst_first(l->cst, node), n->next, false);
    sl_lower_end(l, term, mark, role);
}

/* (( x )) looks like a block to the grammar. */
static void lower_compound(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row arithmetic = {"", SL_T_OTHER, NULL, NULL};
    if (is_token(l, sl_cst_first(l->cst, node), "(("))
        sl_lower_as(l, node, role, &arithmetic);
    else
        lower_block(l, node, role);
}

/* How many statements are among the nodes from `i` up to `end`. */
static size_t count_statements(const sl_lowering *l, size_t i, size_t end)
{
    size_t n = 0;
    for (; i < end; i = l->cst->v[i].next)
        n += is_named(l, i) && !(l->cst->v[i].flags & SL_CST_EXTRA);
    return n;
}

void sl_bash_inner(sl_lowering *l, size_t from, size_t end, sl_role role)
{
    size_t n = count_statements(l, from, end);
    size_t mark = l->kids.n;
    if (n == 1) {
        lower_statements(l, from, end, true);
        for (size_t i = mark; i < l->kids.n; i++)
            l->kids.v[i]->role = (uint8_t)role;
        return;
    }
    if (n)
        sl_bash_body(l, from, end, role);
}

void sl_bash_body(sl_lowering *l, size_t from, size_t end, sl_role role)
{
    size_t mark;
    sl_term *block = sl_lower_begin(l, SL_T_BLOCK, from, &mark);
    lower_statements(l, from, end, false);
    if (l->kids.n > mark) {
        block->start = l->kids.v[mark]->start;
        block->end = l->kids.v[l->kids.n - 1]->end;
    }
    sl_lower_end(l, block, mark, role);
}

/* A pattern that is one word and no more is that word, wherever it stands. */
static bool is_lone_word(const sl_lowering *l, size_t command)
{
    size_t name = sl_cst_first(l->cst, command);
    return sl_cst_is(l->cst, command, "command") && name < l->cst->v[command].next &&
           sl_cst_is(l->cst, name, "command_name") &&
           l->cst->v[name].next == l->cst->v[command].next;
}

static void lower_program(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t first = sl_cst_first(l->cst, node);
    size_t mark;
    bool is_pattern = l->holes && count_statements(l, first, n->next) == 1;
    sl_term *term = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    if (is_pattern && l->cst->v[first].next == n->next && is_lone_word(l, first))
        sl_lower_into(l, sl_cst_first(l->cst, sl_cst_first(l->cst, first)), SL_R_ITEM);
    else
        lower_statements(l, first, n->next, is_pattern);
    sl_lower_end(l, term, mark, role);
}

/* Commands. */

/* x=1 command: what holds for the command only. */
static void lower_environment(sl_lowering *l, size_t node)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    sl_lower_field(l, node, "name", SL_R_NAME);
    sl_lower_field(l, node, "value", SL_R_VALUE);
    end_other(l, term, mark, "environment", SL_R_MODIFIER);
}

/* What is the here-document's own, or stands elsewhere already. */
static bool is_of_heredoc(const sl_lowering *l, size_t node, size_t i)
{
    sl_str type = sl_str_of(sl_cst_type(l->cst, i));
    bool is_right = l->cst->v[i].field && sl_cst_field(l->cst, node, "right") == i;
    return is_right || sl_str_starts(type, SL_S("heredoc_")) ||
           sl_str_among(type, "pipeline file_descriptor");
}

/* Emits redirections and what stands behind the first line of a here-document, as far as it
   belongs to the command. */
static void lower_redirect(sl_lowering *l, size_t node)
{
    const sl_cst_node *n = &l->cst->v[node];
    if (!sl_cst_is(l->cst, node, "heredoc_redirect")) {
        sl_lower_into(l, node, SL_R_MODIFIER);
        return;
    }
    size_t mark;
    size_t body = sl_cst_child(l->cst, node, "heredoc_body");
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    if (body != SIZE_MAX)
        sl_lower_into(l, body, SL_R_ITEM);
    end_other(l, term, mark, "heredoc", SL_R_MODIFIER);
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        if (strstr(sl_cst_type(l->cst, i), "_redirect"))
            lower_redirect(l, i);
        else if (is_named(l, i) && !is_of_heredoc(l, node, i))
            sl_lower_into(l, i, SL_R_ITEM);
    }
}

static void lower_command(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t first = sl_cst_first(l->cst, node);
    size_t mark;
    const sl_hole *hole = sl_lower_hole(l, n->start, n->end);
    if (hole && hole->kind != SL_HOLE_VARIABLE) {
        sl_lower_into(l, sl_cst_first(l->cst, first), role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    for (size_t i = first; i < n->next; i = l->cst->v[i].next) {
        if (sl_cst_is(l->cst, i, "variable_assignment"))
            lower_environment(l, i);
        else if (strstr(sl_cst_type(l->cst, i), "_redirect"))
            lower_redirect(l, i);
        else
            sl_lower_into(l, i, SL_R_ITEM);
    }
    sl_lower_end(l, term, mark, role);
}

/* The term that redirections behind `t` are for. */
static sl_term *last_command(sl_term *t)
{
    while (t->kind == SL_T_BINARY && t->n)
        t = t->kids[t->n - 1];
    return t;
}

static void add_kids(sl_lowering *l, sl_term *term, size_t mark)
{
    sl_terms own = {0};
    for (size_t i = mark; i < l->kids.n; i++)
        *sl_list_add(l->mem, &own) = l->kids.v[i];
    l->kids.n = mark;
    sl_role role = term->role;
    for (uint32_t i = 0; i < term->n; i++)
        *sl_list_add(l->mem, &l->kids) = term->kids[i];
    for (size_t i = 0; i < own.n; i++)
        *sl_list_add(l->mem, &l->kids) = own.v[i];
    uint32_t at = term->at;
    sl_lower_end(l, term, mark, role);
    l->kids.n = mark;
    term->at = at;
}

static sl_term *join(sl_lowering *l, sl_term *left, sl_str op, size_t node)
{
    sl_term *right = sl_lower_one(l, node, SL_R_RIGHT);
    size_t mark = l->kids.n;
    if (!right)
        return left;
    sl_term *made = sl_term_new(l->mem, SL_T_BINARY, 0);
    made->start = left->start;
    made->end = right->end > left->end ? right->end : left->end;
    made->text = sl_str_starts(op, SL_S("|")) && !sl_str_is(op, "||") ? SL_S("pipe") : op;
    sl_lower_emit(l, left, SL_R_LEFT);
    sl_lower_emit(l, right, SL_R_RIGHT);
    sl_lower_end(l, made, mark, SL_R_ITEM);
    l->kids.n = mark;
    return made;
}

/* "<<X | next" and "<<X && next": the grammar has them inside the redirection. */
static sl_term *join_behind(sl_lowering *l, sl_term *term, size_t redirect)
{
    const sl_cst *cst = l->cst;
    size_t pipe = sl_cst_child(cst, redirect, "pipeline");
    size_t right = sl_cst_field(cst, redirect, "right");
    size_t op = sl_cst_field(cst, redirect, "operator");
    if (pipe != SIZE_MAX)
        for (size_t i = sl_cst_first(cst, pipe); i < cst->v[pipe].next; i = cst->v[i].next)
            if (is_named(l, i))
                term = join(l, term, SL_S("|"), i);
    if (right != SIZE_MAX && op != SIZE_MAX)
        term = join(l, term, sl_cst_text(cst, op), right);
    return term;
}

static void lower_redirected(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t body = sl_cst_field(l->cst, node, "body");
    size_t mark;
    sl_term *term = body == SIZE_MAX ? NULL : sl_lower_one(l, body, role);
    if (!term) {
        term = sl_lower_begin(l, SL_T_CALL, node, &mark);
        sl_lower_end(l, term, mark, role);
        l->kids.n = mark;
    }
    mark = l->kids.n;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next)
        if (i != body && is_named(l, i))
            lower_redirect(l, i);
    bool is_hole = term->kind >= SL_T_ELLIPSIS && term->kind <= SL_T_TYPED;
    if (is_hole || last_command(term)->kind == SL_T_BLOCK)
        l->kids.n = mark;
    else
        add_kids(l, last_command(term), mark);
    for (size_t i = sl_cst_first(l->cst, node); !is_hole && i < n->next; i = l->cst->v[i].next)
        if (sl_cst_is(l->cst, i, "heredoc_redirect"))
            term = join_behind(l, term, i);
    term->start = n->start;
    term->end = n->end;
    sl_lower_emit(l, term, role);
}

/* a | b | c and a && b || c, from the left. */
static void lower_chain(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_term *made = NULL;
    sl_str op = {0};
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        if (!is_named(l, i))
            op = sl_cst_text(l->cst, i);
        else if (!(l->cst->v[i].flags & SL_CST_EXTRA))
            made = made ? join(l, made, op, i) : sl_lower_one(l, i, role);
    }
    if (made)
        sl_lower_emit(l, made, role);
}

/* declare, export, local, readonly: assignments; without any, a command. */
static void lower_declaration(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t mark = l->kids.n;
    size_t first = sl_cst_first(l->cst, node);
    for (size_t i = first; i < n->next; i = l->cst->v[i].next)
        if (sl_cst_is(l->cst, i, "variable_assignment"))
            sl_lower_into(l, i, role);
    if (l->kids.n > mark) {
        l->kids.v[mark]->start = n->start;
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    for (size_t i = first; i < n->next; i = l->cst->v[i].next) {
        if (i == first)
            sl_lower_leaf(l, SL_T_STRING, i, sl_cst_text(l->cst, i), SL_R_ITEM);
        else
            sl_lower_into(l, i, SL_R_ITEM);
    }
    sl_lower_end(l, term, mark, role);
}

static void lower_assignment(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t name = sl_cst_field(l->cst, node, "name");
    size_t value = sl_cst_field(l->cst, node, "value");
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_ASSIGN, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next)
        if (is_token(l, i, "+="))
            term->kind = SL_T_UPDATE;
    if (term->kind == SL_T_UPDATE)
        term->text = SL_S("+=");
    if (name != SIZE_MAX)
        sl_lower_into(l, name, SL_R_LEFT);
    if (value != SIZE_MAX)
        sl_lower_into(l, value, SL_R_RIGHT);
    else
        sl_lower_leaf(l, SL_T_STRING, node, (sl_str){0}, SL_R_RIGHT);
    sl_lower_end(l, term, mark, role);
}

/* $(SL__DEEP e), which is <... e ...> in a pattern: a word alone is that word, more are a command.
 */
static bool lower_deep(sl_lowering *l, size_t node, sl_role role)
{
    size_t command = sl_cst_child(l->cst, node, "command");
    size_t name = command == SIZE_MAX ? SIZE_MAX : sl_cst_first(l->cst, command);
    if (!l->holes || command == SIZE_MAX || !sl_str_is(sl_cst_text(l->cst, name), "SL__DEEP"))
        return false;
    size_t mark;
    size_t inner;
    size_t end = l->cst->v[command].next;
    size_t first = l->cst->v[name].next;
    sl_term *term = sl_lower_begin(l, SL_T_DEEP, node, &mark);
    sl_term *call = sl_lower_begin(l, SL_T_CALL, command, &inner);
    for (size_t i = first; i < end; i = l->cst->v[i].next)
        sl_lower_into(l, i, SL_R_ITEM);
    if (l->kids.n > inner + 1)
        sl_lower_end(l, call, inner, SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
    return true;
}

/* $(…), `…`, <(…). */
static void lower_substitution(sl_lowering *l, size_t node, sl_role role)
{
    if (lower_deep(l, node, role))
        return;
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    const char *type = term->type;
    sl_bash_inner(l, sl_cst_first(l->cst, node), l->cst->v[node].next, SL_R_ITEM);
    end_other(l, term, mark, type, role);
}

/* The grammar takes lines behind a comment for more of the command before it, so that it gets to
   see none. */
static sl_str without_comments(sl_arena *mem, sl_str text)
{
    sl_lexemes lexemes = {0};
    sl_lex(&lexemes, mem, sl_syntax_of(SL_S("shell")), text);
    sl_str copy = {0};
    for (size_t i = 0; i < lexemes.n; i++) {
        const sl_lexeme *lexeme = &lexemes.v[i];
        if (lexeme->kind != SL_LEX_COMMENT)
            continue;
        copy = copy.p ? copy : sl_dup(mem, text);
        char *p = (char *)(uintptr_t)copy.p;
        for (size_t k = lexeme->start; k < lexeme->end && k < text.n; k++)
            p[k] = text.p[k] == '\n' ? '\n' : ' ';
    }
    return copy.p ? copy : text;
}

static bool parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e)
{
    const TSLanguage *grammar = sl_grammar(SL_S("bash"));
    if (text.n > SL_CST_BYTES_MAX || sl_str_chr(text, '#') == SIZE_MAX)
        return sl_cst_parse(out, mem, grammar, text, ms, e);
    bool ok = sl_cst_parse(out, mem, grammar, without_comments(mem, text), ms, e);
    out->text = text;
    return ok;
}

/* Kinds beside a hook say only that a hole in its place is not the node itself. */
const sl_lower_row sl_bash_rows[] = {
    {"program", SL_T_BLOCK, NULL, lower_program},
    {"do_group", SL_T_BLOCK, NULL, lower_block},
    {"compound_statement", SL_T_BLOCK, NULL, lower_compound},
    {"command", SL_T_SPLICE, NULL, lower_command},
    {"redirected_statement", SL_T_SPLICE, NULL, lower_redirected},
    {"pipeline list", 0, NULL, lower_chain},
    {"negated_command", SL_T_UNARY, "@!:text", NULL},
    {"subshell command_substitution process_substitution", 0, NULL, lower_substitution},
    {"declaration_command unset_command", 0, NULL, lower_declaration},
    {"variable_assignment", 0, NULL, lower_assignment},
    {"if_statement", 0, NULL, sl_bash_if},
    {"while_statement", 0, NULL, sl_bash_while},
    {"for_statement", 0, NULL, sl_bash_for},
    {"c_style_for_statement", SL_T_FOR, "initializer:init condition:cond update:step body:body",
     NULL},
    {"case_statement", SL_T_SWITCH, "value:cond", NULL},
    {"case_item", 0, NULL, sl_bash_case_item},
    {"function_definition", 0, NULL, sl_bash_function},
    {"command_name", SL_T_SPLICE, NULL, NULL},
    {"word number extglob_pattern regex", 0, NULL, lower_word},
    {"concatenation", 0, NULL, lower_concatenation},
    {"raw_string ansi_c_string", 0, NULL, lower_raw},
    {"string translated_string", 0, NULL, lower_quoted},
    {"simple_expansion expansion", 0, NULL, lower_expansion},
    {"variable_name special_variable_name", SL_T_NAME, NULL, NULL},
    {"subscript", SL_T_INDEX, "name:object index:item", NULL},
    {"array", SL_T_LIST, NULL, NULL},
    {"heredoc_body", SL_T_OTHER, NULL, NULL},
    {"heredoc_content", SL_T_STRING, NULL, NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const deep[] = {"$(SL__DEEP ", ")"};
static const char *const dots[] = {"%", "%;", NULL};
static const char *const variables[] = {"%", NULL};

static const sl_frame frames[] = {
    {"", "\n", NULL},
    {"case x in\n", "\nesac\n", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    (void)mem;
    return type;
}

const sl_dialect sl_dialect_bash = {
    .language = "bash",
    .grammar = "bash",
    .parse = parse,
    .bare_names = true,
    .deep = deep,
    .glued_dots = true,
    .rows = sl_bash_rows,
    .hole = "SL__",
    .dots = dots,
    .variables = variables,
    .frames = frames,
    .typed = typed,
};
