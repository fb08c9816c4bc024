/* PHP. Names of functions, methods and classes are in lower case, as they have none that matters.
   Variables are names that begin with "$", but for $this; what echoes, includes and ends is a
   call of the word that says so. */
#include "engine/syntax/languages/php.h"

#include "base/chars.h"

#define HOLE "SL__"

static size_t next_of(const sl_lowering *l, size_t node)
{
    return l->cst->v[node].next;
}

static bool is_named(const sl_lowering *l, size_t node)
{
    return sl_cst_is_named(l->cst, node);
}

/* The named child after `from`, which may be the node itself; its end when there is none. */
static size_t named_after(const sl_lowering *l, size_t node, size_t from)
{
    size_t i = from == node ? sl_cst_first(l->cst, node) : next_of(l, from);
    while (i < next_of(l, node) && !is_named(l, i))
        i = next_of(l, i);
    return i;
}

/* Names: $a, a\b, \a. */

static void lower_variable(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_str text = sl_lower_text(l, n->start, n->end);
    sl_lower_leaf(l, SL_T_NAME, node, sl_str_is(text, "$this") ? SL_S("this") : text, role);
}

static sl_str in_lower_case(sl_lowering *l, sl_str text)
{
    char *made = sl_dup_z(l->mem, text);
    for (size_t i = 0; i < text.n; i++)
        made[i] = (char)(sl_is_upper(made[i]) ? made[i] - 'A' + 'a' : made[i]);
    return sl_str_at(made, text.n);
}

static void lower_name(sl_lowering *l, size_t node, sl_role role)
{
    sl_str text = sl_lower_text(l, l->cst->v[node].start, l->cst->v[node].end);
    bool is_ours = l->holes && sl_str_starts(text, SL_S(HOLE));
    sl_lower_leaf(l, SL_T_NAME, node, is_ours ? text : in_lower_case(l, text), role);
}

/* A name that has its case: of a property, of an argument. */
static void lower_exact(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    if (!sl_cst_is(l->cst, node, "name") || sl_lower_hole(l, n->start, n->end))
        sl_lower_into(l, node, role);
    else
        sl_lower_leaf(l, SL_T_NAME, node, sl_lower_text(l, n->start, n->end), role);
}

/* o->p, o?->p. */
static void lower_property(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t name = sl_cst_field(l->cst, node, "name");
    sl_term *term = sl_lower_begin(l, SL_T_FIELD, node, &mark);
    sl_lower_field(l, node, "object", SL_R_OBJECT);
    if (name != SIZE_MAX)
        lower_exact(l, name, SL_R_NAME);
    sl_lower_end(l, term, mark, role);
}

/* Adds the name as a field of what there is. */
static sl_term *join_name(sl_lowering *l, size_t node, sl_term *made, size_t part)
{
    size_t mark;
    sl_term *name = sl_lower_one(l, part, SL_R_NAME);
    if (!made || !name)
        return made ? made : name;
    sl_term *field = sl_lower_begin(l, SL_T_FIELD, node, &mark);
    field->end = name->end;
    sl_lower_emit(l, made, SL_R_OBJECT);
    sl_lower_emit(l, name, SL_R_NAME);
    sl_lower_end(l, field, mark, SL_R_ITEM);
    l->kids.n = mark;
    return field;
}

static void lower_qualified(sl_lowering *l, size_t node, sl_role role)
{
    sl_term *made = NULL;
    for (size_t i = sl_cst_first(l->cst, node); i < next_of(l, node); i = next_of(l, i)) {
        if (!is_named(l, i))
            continue;
        if (!sl_cst_is(l->cst, i, "namespace_name")) {
            made = join_name(l, node, made, i);
            continue;
        }
        for (size_t k = sl_cst_first(l->cst, i); k < next_of(l, i); k = next_of(l, k))
            if (is_named(l, k))
                made = join_name(l, node, made, k);
    }
    if (made)
        sl_lower_emit(l, made, role);
}

static void import_clause(sl_lowering *l, size_t node, size_t clause, size_t prefix, sl_role role)
{
    size_t name = named_after(l, clause, clause);
    sl_import import = {node, name, SIZE_MAX, sl_cst_field(l->cst, clause, "alias")};
    if (prefix != SIZE_MAX) {
        import.module = prefix;
        import.name = name;
    }
    if (name < next_of(l, clause))
        sl_lower_import(l, &import, role);
}

/* use A\B as C, D; use A\{B, C}: one IMPORT each. */
static void lower_use(sl_lowering *l, size_t node, sl_role role)
{
    size_t prefix = sl_cst_child(l->cst, node, "namespace_name");
    size_t group = sl_cst_field(l->cst, node, "body");
    size_t from = group == SIZE_MAX ? node : group;
    for (size_t i = sl_cst_first(l->cst, from); i < next_of(l, from); i = next_of(l, i))
        if (sl_cst_is(l->cst, i, "namespace_use_clause"))
            import_clause(l, node, i, group == SIZE_MAX ? SIZE_MAX : prefix, role);
}

static void lower_word(sl_lowering *l, size_t node, sl_role role)
{
    bool is_null = sl_cst_is(l->cst, node, "null");
    bool is_true = sl_str_eq_case(sl_cst_text(l->cst, node), SL_S("true"));
    sl_lower_leaf(l, is_null ? SL_T_NIL : SL_T_BOOL, node,
                  is_null   ? SL_S("null")
                  : is_true ? SL_S("true")
                            : SL_S("false"),
                  role);
}

/* Calls. */

/* f(...) is no call but the function. */
static sl_term_kind kind_of_call(const sl_lowering *l, size_t node)
{
    size_t arguments = sl_cst_field(l->cst, node, "arguments");
    bool is_value = arguments != SIZE_MAX &&
                    sl_cst_child(l->cst, arguments, "variadic_placeholder") != SIZE_MAX;
    return is_value ? SL_T_OTHER : SL_T_CALL;
}

static void lower_call(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, kind_of_call(l, node), node, &mark);
    sl_lower_field(l, node, "function", SL_R_CALLEE);
    sl_lower_field(l, node, "arguments", SL_R_ARG);
    sl_lower_end(l, term, mark, role);
}

/* o->m(…), o?->m(…), C::m(…). */
static void lower_method_call(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t inner;
    size_t name = sl_cst_field(l->cst, node, "name");
    sl_term *term = sl_lower_begin(l, kind_of_call(l, node), node, &mark);
    sl_term *callee = sl_lower_begin(l, SL_T_FIELD, node, &inner);
    sl_lower_field(l, node, "object", SL_R_OBJECT);
    sl_lower_field(l, node, "scope", SL_R_OBJECT);
    sl_lower_field(l, node, "name", SL_R_NAME);
    if (name != SIZE_MAX)
        callee->end = l->cst->v[name].end;
    sl_lower_end(l, callee, inner, SL_R_CALLEE);
    sl_lower_field(l, node, "arguments", SL_R_ARG);
    sl_lower_end(l, term, mark, role);
}

static void lower_argument(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t name = sl_cst_field(l->cst, node, "name");
    if (name == SIZE_MAX) {
        for (size_t i = sl_cst_first(l->cst, node); i < next_of(l, node); i = next_of(l, i))
            if (is_named(l, i) && !sl_cst_is(l->cst, i, "reference_modifier"))
                sl_lower_into(l, i, role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_KEYWORD, node, &mark);
    lower_exact(l, name, SL_R_NAME);
    size_t value = named_after(l, node, name);
    if (value < next_of(l, node))
        sl_lower_into(l, value, SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

static void lower_new(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_NEW, node, &mark);
    size_t class = named_after(l, node, node);
    for (size_t i = class; i < next_of(l, node); i = next_of(l, i))
        if (is_named(l, i))
            sl_lower_into(l, i, i == class ? SL_R_CALLEE : SL_R_ARG);
    sl_lower_end(l, term, mark, role);
}

static bool is_statement(const sl_lowering *l, size_t node)
{
    return sl_cst_is(l->cst, node, "echo_statement") || sl_cst_is(l->cst, node, "exit_statement") ||
           sl_cst_is(l->cst, node, "unset_statement") ||
           sl_cst_is(l->cst, node, "expression_statement");
}

/* A call of `word`, which <?= does not write, with the children as arguments; as a statement where
   the node is one. */
static void emit_word_call(sl_lowering *l, size_t node, sl_str word, sl_role role)
{
    size_t outer;
    size_t mark;
    sl_term *statement = is_statement(l, node) ? sl_lower_begin(l, SL_T_EXPR, node, &outer) : NULL;
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    sl_term *callee = sl_lower_leaf(l, SL_T_NAME, node, word, SL_R_CALLEE);
    size_t first = sl_cst_first(l->cst, node);
    bool is_written = first < next_of(l, node) && sl_str_eq_case(sl_cst_text(l->cst, first), word);
    callee->end = callee->start + (is_written ? (uint32_t)word.n : 0);
    for (size_t i = first; i < next_of(l, node); i = next_of(l, i))
        if (is_named(l, i))
            sl_lower_into(l, i, SL_R_ARG);
    if (sl_str_ends(sl_cst_text(l->cst, node), SL_S(";")))
        term->end--;
    sl_lower_end(l, term, mark, statement ? SL_R_ITEM : role);
    if (statement)
        sl_lower_end(l, statement, outer, role);
}

/* echo, print, exit, unset, include and the like. */
static void lower_word_call(sl_lowering *l, size_t node, sl_role role)
{
    size_t first = sl_cst_first(l->cst, node);
    sl_str word = first < next_of(l, node) ? sl_cst_text(l->cst, first) : (sl_str){0};
    emit_word_call(l, node, in_lower_case(l, word), role);
}

/* <?= $x ?> echoes; throw alone is a statement. */
static void lower_statement(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_EXPR, NULL, NULL};
    static const sl_lower_row thrown = {"", SL_T_THROW, NULL, NULL};
    bool is_echo = node > 0 && sl_cst_is(l->cst, node - 1, "php_tag") &&
                   sl_str_is(sl_cst_text(l->cst, node - 1), "<?=");
    size_t throw = sl_cst_child(l->cst, node, "throw_expression");
    if (is_echo)
        emit_word_call(l, node, SL_S("echo"), role);
    else if (throw != SIZE_MAX)
        sl_lower_as(l, throw, role, &thrown);
    else
        sl_lower_as(l, node, role, &row);
}

/* Expressions. */

/* a => b, or a alone. */
static void lower_element(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t key = named_after(l, node, node);
    size_t value = key < next_of(l, node) ? named_after(l, node, key) : key;
    if (key >= next_of(l, node))
        return;
    if (value >= next_of(l, node)) {
        sl_lower_into(l, key, role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_PAIR, node, &mark);
    sl_lower_into(l, key, SL_R_KEY);
    sl_lower_into(l, value, SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

/* Statements. */

static bool is_alternative(const sl_lowering *l, size_t node)
{
    return sl_cst_is(l->cst, node, "else_if_clause") || sl_cst_is(l->cst, node, "else_clause");
}

/* An if without else has an empty one: a pattern without one finds no other. */
static void lower_no_else(sl_lowering *l, size_t node)
{
    size_t mark;
    sl_term *none = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    none->start = none->end;
    sl_lower_end(l, none, mark, SL_R_ELSE);
}

/* elseif is an if in the else. */
static void lower_if_from(sl_lowering *l, size_t node, size_t clause, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_IF, clause, &mark);
    sl_lower_field(l, clause, "condition", SL_R_COND);
    sl_lower_field(l, clause, "body", SL_R_THEN);
    size_t next = clause == node ? sl_cst_first(l->cst, node) : next_of(l, clause);
    while (next < next_of(l, node) && !is_alternative(l, next))
        next = next_of(l, next);
    if (next < next_of(l, node) && sl_cst_is(l->cst, next, "else_if_clause"))
        lower_if_from(l, node, next, SL_R_ELSE);
    else if (next < next_of(l, node))
        sl_lower_field(l, next, "body", SL_R_ELSE);
    else
        lower_no_else(l, node);
    term->end = l->cst->v[node].end;
    sl_lower_end(l, term, mark, role);
}

static void lower_if(sl_lowering *l, size_t node, sl_role role)
{
    lower_if_from(l, node, node, role);
}

/* foreach (a as b => c). */
static void lower_foreach(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_FOREACH, node, &mark);
    size_t right = named_after(l, node, node);
    size_t left = right < next_of(l, node) ? named_after(l, node, right) : right;
    if (left < next_of(l, node)) {
        sl_lower_into(l, right, SL_R_RIGHT);
        sl_lower_into(l, left, SL_R_LEFT);
    }
    sl_lower_field(l, node, "body", SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* A property has no "$" where it is used. */
static void drop_dollar(sl_lowering *l, size_t mark)
{
    sl_term *made = l->kids.n > mark ? l->kids.v[l->kids.n - 1] : NULL;
    if (made && made->kind == SL_T_NAME && sl_str_starts(made->text, SL_S("$")))
        made->text = sl_str_sub(made->text, 1, made->text.n);
}

static bool is_element(const sl_lowering *l, size_t node)
{
    return sl_cst_is(l->cst, node, "property_element") || sl_cst_is(l->cst, node, "const_element");
}

/* A property or constant: a VAR for each; a property has no "$" where it is used. */
static void lower_member(sl_lowering *l, size_t node, size_t element, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_VAR, element, &mark);
    size_t type = sl_cst_field(l->cst, node, "type");
    for (size_t i = sl_cst_first(l->cst, node); i < element; i = next_of(l, i))
        if (i != type && is_named(l, i) && !is_element(l, i))
            sl_lower_into(l, i, SL_R_MODIFIER);
    if (type != SIZE_MAX)
        sl_lower_into(l, type, SL_R_TYPE);
    if (sl_cst_is(l->cst, element, "const_element"))
        sl_lower_leaf(l, SL_T_TOKEN, element, SL_S("const"), SL_R_MODIFIER);
    size_t name = named_after(l, element, element);
    size_t value = name < next_of(l, element) ? named_after(l, element, name) : name;
    if (name < next_of(l, element))
        lower_exact(l, name, SL_R_NAME);
    drop_dollar(l, mark);
    if (value < next_of(l, element))
        sl_lower_into(l, value, SL_R_VALUE);
    term->start = l->cst->v[node].start;
    term->end = l->cst->v[node].end;
    sl_lower_end(l, term, mark, role);
}

static void lower_members(sl_lowering *l, size_t node, sl_role role)
{
    for (size_t i = sl_cst_first(l->cst, node); i < next_of(l, node); i = next_of(l, i))
        if (sl_cst_is(l->cst, i, "property_element") || sl_cst_is(l->cst, i, "const_element"))
            lower_member(l, node, i, role);
}

/* "..., default => $X" of a pattern: the grammar takes both for conditions of one arm. */
static void lower_arm(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_OTHER, NULL, NULL};
    size_t list = sl_cst_first(l->cst, node);
    size_t dots = named_after(l, list, list);
    size_t word = dots < next_of(l, list) ? named_after(l, list, dots) : dots;
    bool is_default =
        l->holes && word < next_of(l, list) && sl_str_is(sl_cst_text(l->cst, word), "default");
    size_t mark;
    if (!is_default) {
        sl_lower_as(l, node, role, &row);
        return;
    }
    sl_lower_into(l, dots, role);
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    term->type = "match_default_expression";
    sl_lower_leaf(l, SL_T_TOKEN, word, SL_S("default"), SL_R_ITEM);
    sl_lower_leaf(l, SL_T_TOKEN, word, SL_S("=>"), SL_R_ITEM);
    sl_lower_field(l, node, "return_expression", SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
}

/* A parameter that is a property as well. */
static bool is_promoted(const sl_lowering *l, size_t parameter)
{
    return sl_cst_field(l->cst, parameter, "visibility") != SIZE_MAX ||
           sl_cst_field(l->cst, parameter, "readonly") != SIZE_MAX;
}

/* The property that a parameter of a constructor makes. */
static void lower_promoted(sl_lowering *l, size_t node)
{
    size_t mark;
    size_t name = sl_cst_field(l->cst, node, "name");
    sl_term *term = sl_lower_begin(l, SL_T_VAR, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < name; i = next_of(l, i))
        if (is_named(l, i))
            sl_lower_into(l, i,
                          i == sl_cst_field(l->cst, node, "type") ? SL_R_TYPE : SL_R_MODIFIER);
    sl_lower_into(l, name, SL_R_NAME);
    drop_dollar(l, mark);
    term->flags |= SL_TERM_REPEAT;
    sl_lower_end(l, term, mark, SL_R_ITEM);
}

static void lower_body(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_MEMBERS, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < next_of(l, node); i = next_of(l, i)) {
        size_t list = SIZE_MAX;
        if (is_named(l, i))
            sl_lower_into(l, i, SL_R_ITEM);
        if (sl_cst_is(l->cst, i, "method_declaration"))
            list = sl_cst_field(l->cst, i, "parameters");
        if (list == SIZE_MAX)
            continue;
        for (size_t k = sl_cst_first(l->cst, list); k < next_of(l, list); k = next_of(l, k))
            if (sl_cst_is(l->cst, k, "property_promotion_parameter") && is_promoted(l, k))
                lower_promoted(l, k);
    }
    sl_lower_end(l, term, mark, role);
}

/* Each of #[A, B(1)] with its arguments: a metavariable is one without. */
static void lower_attributes(sl_lowering *l, size_t node, sl_role role)
{
    for (size_t i = sl_cst_first(l->cst, node); i < next_of(l, node); i = next_of(l, i)) {
        size_t mark;
        const sl_cst_node *n = &l->cst->v[i];
        const sl_hole *hole = sl_lower_hole(l, n->start, n->end);
        if (!is_named(l, i))
            continue;
        if (!hole || hole->kind != SL_HOLE_VARIABLE) {
            sl_lower_into(l, i, role);
            continue;
        }
        sl_term *term = sl_lower_begin(l, SL_T_MODIFIER, i, &mark);
        sl_lower_leaf(l, SL_T_METAVAR, i, hole->name, SL_R_NAME);
        sl_lower_end(l, term, mark, role);
    }
}

#define FUNCTION_ROLES                                                                             \
    "name:name parameters:param return_type:result body:body attributes:modifier "                 \
    "static_modifier:modifier reference_modifier:- @reference_modifier:- "                         \
    "@anonymous_function_use_clause:- *:modifier"
#define PARAM_ROLES                                                                                \
    "name:name type:type default_value:value attributes:modifier visibility:modifier "             \
    "readonly:modifier reference_modifier:- @...:text *:modifier"

static const sl_lower_row rows[] = {
    {"php_tag php_end_tag text text_interpolation empty_statement", SL_T_SKIP, NULL, NULL},
    {"variable_name", 0, NULL, lower_variable},
    {"name relative_scope primitive_type bottom_type cast_type", 0, NULL, lower_name},
    {"qualified_name relative_name namespace_name", 0, NULL, lower_qualified},
    {"named_type optional_type type_list by_ref base_clause "
     "class_interface_clause arguments sequence_expression else_clause",
     SL_T_SPLICE, NULL, NULL},
    {"namespace_use_declaration", 0, NULL, lower_use},
    {"boolean null", 0, NULL, lower_word},
    {"encapsed_string heredoc nowdoc", 0, NULL, sl_php_text},
    {"shell_command_expression", 0, NULL, sl_php_command},
    {"function_call_expression", 0, NULL, lower_call},
    {"attribute_group", 0, NULL, lower_attributes},
    {"member_call_expression nullsafe_member_call_expression scoped_call_expression", 0, NULL,
     lower_method_call},
    {"member_access_expression nullsafe_member_access_expression", 0, NULL, lower_property},
    {"scoped_property_access_expression", SL_T_FIELD, "scope:object name:name", NULL},
    {"class_constant_access_expression", 0, NULL, sl_lower_member},
    {"argument", 0, NULL, lower_argument},
    {"variadic_unpacking", SL_T_SPLAT, "@...:text", NULL},
    {"object_creation_expression", 0, NULL, lower_new},
    {"anonymous_class", SL_T_CLASS,
     "body:body @arguments:arg @base_clause:base @class_interface_clause:base attributes:modifier",
     NULL},
    {"echo_statement exit_statement unset_statement print_intrinsic include_expression "
     "include_once_expression require_expression require_once_expression",
     0, NULL, lower_word_call},
    {"expression_statement", 0, NULL, lower_statement},
    {"array_creation_expression list_literal", SL_T_LIST, NULL, NULL},
    {"array_element_initializer", 0, NULL, lower_element},
    {"pair", SL_T_TUPLE, NULL, NULL},
    {"subscript_expression", 0, NULL, sl_lower_index},
    {"assignment_expression reference_assignment_expression", SL_T_ASSIGN, "left:left right:right",
     NULL},
    {"augmented_assignment_expression", SL_T_UPDATE, "left:left operator:text right:right", NULL},
    {"update_expression", SL_T_UPDATE, "argument:left operator:text", NULL},
    {"binary_expression", 0, NULL, sl_lower_binary},
    {"unary_op_expression", SL_T_UNARY, "argument:item operator:text", NULL},
    {"error_suppression_expression", SL_T_UNARY, "@@:text", NULL},
    {"cast_expression", SL_T_CAST, "type:type value:value", NULL},
    {"conditional_expression", SL_T_TERNARY, "condition:cond body:left alternative:right", NULL},
    {"colon_block", SL_T_BLOCK, NULL, NULL},
    {"if_statement", 0, NULL, lower_if},
    {"foreach_statement", 0, NULL, lower_foreach},
    {"for_statement", SL_T_FOR, "initialize:init condition:cond update:step body:body", NULL},
    {"do_statement", SL_T_WHILE, "condition:cond body:body @do:text", NULL},
    {"switch_statement", SL_T_SWITCH, "condition:cond body:body", NULL},
    {"match_conditional_expression", 0, NULL, lower_arm},
    {"switch_block", SL_T_BLOCK, NULL, NULL},
    {"case_statement default_statement", 0, NULL, sl_lower_case},
    {"try_statement", SL_T_TRY, "body:body @catch_clause:catch @finally_clause:finally", NULL},
    {"catch_clause", SL_T_CATCH, "type:type name:name body:body", NULL},
    {"throw_expression", SL_T_THROW, NULL, NULL},
    {"function_definition method_declaration anonymous_function arrow_function", SL_T_FUNCTION,
     FUNCTION_ROLES, NULL},
    {"simple_parameter property_promotion_parameter variadic_parameter", SL_T_PARAM, PARAM_ROLES,
     NULL},
    {"class_declaration trait_declaration interface_declaration enum_declaration", SL_T_CLASS,
     "name:name body:body attributes:modifier @base_clause:base @class_interface_clause:base "
     "@interface:text @trait:text @enum:text *:modifier",
     NULL},
    {"declaration_list enum_declaration_list", 0, NULL, lower_body},
    {"property_declaration const_declaration", 0, NULL, lower_members},
    {"static_variable_declaration", SL_T_VAR, "name:name value:value", NULL},
    {"function_static_declaration attribute_list", SL_T_SPLICE, NULL, NULL},
    {"attribute", SL_T_MODIFIER, "parameters:arg *:name", NULL},
    {"visibility_modifier static_modifier abstract_modifier final_modifier readonly_modifier "
     "var_modifier",
     SL_T_TOKEN, "operation:-", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {
    "%", "%;", "$%", "use %;", "case %:", "...%", "%=>%", "%=>%,", "'%'", NULL};
static const char *const variables[] = {"$%", "%", "%;", "'%'", NULL};

static const sl_frame frames[] = {
    {"<?php ", ";", NULL},
    {"<?php class SL__C { ", " }", NULL},
    {"<?php ", " {SL__DOTS;}", NULL},
    {"<?php ", " {}", NULL},
    {"<?php class SL__C { ", " {SL__DOTS;} }", NULL},
    {"<?php try {SL__DOTS;} ", "", NULL},
    {"<?php switch (SL__DOTS) { ", " }", NULL},
    {"<?php if (SL__DOTS) {} ", "", NULL},
    {"<?php [", "];", NULL},
    {"<?php SL__F(", ");", NULL},
    {"", "", "<"},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "<?php function SL__F(%.*s $SL__V) {}", SL_FMT(type));
}

const sl_dialect sl_dialect_php = {
    .language = "php",
    .grammar = "php",
    .parse = sl_php_parse,
    .opening = "<?php ",
    .caseless = true,
    .options = SL_MATCH_PIECES,
    .rows = rows,
    .hole = HOLE,
    .dots = dots,
    .statement_dots = "%;",
    .variables = variables,
    .frames = frames,
    .typed = typed,
};
