/* Declarators of C read from the outside in: each wraps the type that it has got so far. Terms of
   types are made by hand, as the grammar has them around names. */
#include "engine/syntax/languages/c_declarations.h"

typedef struct declared {
    size_t name;     /* SIZE_MAX: none */
    size_t function; /* the function_declarator of the name */
    size_t value;
    sl_term *type; /* NULL: none */
} declared;

static bool is_any(const sl_cst *cst, size_t node, const char *const *types)
{
    for (; *types; types++)
        if (sl_cst_is(cst, node, *types))
            return true;
    return false;
}

/* The first child that is a declarator: it has no field in references and parentheses. */
static size_t inner_declarator(const sl_cst *cst, size_t node)
{
    static const char *const others[] = {"type_qualifier",         "parameter_list",
                                         "ms_pointer_modifier",    "attribute_declaration",
                                         "ms_call_modifier",       "ms_based_modifier",
                                         "ms_restrict_modifier",   "ms_unsigned_ptr_modifier",
                                         "attribute_specifier",    "trailing_return_type",
                                         "ms_signed_ptr_modifier", "ms_unaligned_ptr_modifier",
                                         "gnu_asm_expression",     NULL};
    size_t field = sl_cst_field(cst, node, "declarator");
    if (field != SIZE_MAX)
        return field;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (cst->v[i].flags & SL_CST_NAMED && !(cst->v[i].flags & SL_CST_EXTRA) &&
            !is_any(cst, i, others) && cst->v[i].field == 0)
            return i;
    return SIZE_MAX;
}

/* A type around another; `list` are the fields that it has besides. */
static sl_term *around(sl_lowering *l, size_t node, const char *kind, sl_term *inner)
{
    size_t mark;
    size_t child = inner_declarator(l->cst, node);
    bool is_prefix = strcmp(kind, "pointer_type") == 0 || strcmp(kind, "reference_type") == 0;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    term->type = kind;
    if (inner)
        sl_lower_emit(l, inner, SL_R_ITEM);
    if (inner)
        term->start = inner->start;
    if (is_prefix && child != SIZE_MAX)
        term->end = l->cst->v[sl_cst_first(l->cst, node)].end;
    sl_lower_field(l, node, "size", SL_R_ITEM);
    sl_lower_field(l, node, "parameters", SL_R_PARAM);
    sl_lower_end(l, term, mark, SL_R_TYPE);
    l->kids.n--;
    return term;
}

/* The name of the type that a declarator of that kind makes; NULL: none. */
static const char *kind_of(const sl_cst *cst, size_t node)
{
    static const char *const kinds[][4] = {
        {"pointer_type", "pointer_declarator", "abstract_pointer_declarator", NULL},
        {"reference_type", "reference_declarator", "abstract_reference_declarator", NULL},
        {"array_type", "array_declarator", "abstract_array_declarator", NULL},
        {"function_type", "function_declarator", "abstract_function_declarator", NULL},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_any(cst, node, kinds[i] + 1))
            return kinds[i][0];
    return NULL;
}

static bool is_wrapper(const sl_cst *cst, size_t node)
{
    static const char *const types[] = {"parenthesized_declarator",
                                        "abstract_parenthesized_declarator",
                                        "attributed_declarator", "variadic_declarator", NULL};
    return is_any(cst, node, types);
}

/* What a declarator is of, parentheses apart. */
static size_t unwrap(const sl_cst *cst, size_t node)
{
    while (node != SIZE_MAX && is_wrapper(cst, node))
        node = inner_declarator(cst, node);
    return node;
}

static void read_declarator(sl_lowering *l, size_t node, declared *out)
{
    const sl_cst *cst = l->cst;
    if (sl_cst_is(cst, node, "init_declarator")) {
        out->value = sl_cst_field(cst, node, "value");
        node = sl_cst_field(cst, node, "declarator");
    }
    for (node = unwrap(cst, node); node != SIZE_MAX;) {
        const char *kind = kind_of(cst, node);
        size_t inner = unwrap(cst, kind ? inner_declarator(cst, node) : SIZE_MAX);
        if (!kind) {
            out->name = node;
            return;
        }
        bool is_function = sl_cst_is(cst, node, "function_declarator");
        if (is_function && inner != SIZE_MAX && !kind_of(cst, inner)) {
            out->function = node;
            out->name = inner;
            return;
        }
        out->type = around(l, node, kind, out->type);
        node = inner;
    }
}

/* A type as the declaration has it before its declarators. */
static sl_term *base_type(sl_lowering *l, size_t node)
{
    size_t type = sl_cst_field(l->cst, node, "type");
    return type == SIZE_MAX ? NULL : sl_lower_one(l, type, SL_R_TYPE);
}

static declared declare(sl_lowering *l, size_t node, size_t declarator)
{
    declared made = {SIZE_MAX, SIZE_MAX, SIZE_MAX, base_type(l, node)};
    if (declarator != SIZE_MAX)
        read_declarator(l, declarator, &made);
    return made;
}

/* static, const, virtual and attributes, wherever they stand before the name. */
static void emit_modifiers(sl_lowering *l, size_t node)
{
    static const char *const types[] = {"storage_class_specifier",
                                        "type_qualifier",
                                        "virtual",
                                        "virtual_specifier",
                                        "explicit_function_specifier",
                                        NULL};
    static const char *const others[] = {"attribute_specifier", "attribute_declaration",
                                         "ms_declspec_modifier", "alignas_qualifier", NULL};
    const sl_cst *cst = l->cst;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (is_any(cst, i, types))
            sl_lower_leaf(l, SL_T_TOKEN, i, sl_cst_text(cst, i), SL_R_MODIFIER);
        else if (is_any(cst, i, others))
            sl_lower_into(l, i, SL_R_MODIFIER);
}

/* "(void)" has no parameters. */
static bool is_void(const sl_cst *cst, size_t list)
{
    size_t only = SIZE_MAX;
    for (size_t i = sl_cst_first(cst, list); i < cst->v[list].next; i = cst->v[i].next) {
        if (!(cst->v[i].flags & SL_CST_NAMED))
            continue;
        if (only != SIZE_MAX)
            return false;
        only = i;
    }
    return only != SIZE_MAX && sl_str_is(sl_cst_text(cst, only), "void");
}

/* int f(a, b) int a; char b; {}: the declarations say what the parameters are. */
static bool emit_old_parameters(sl_lowering *l, size_t node)
{
    const sl_cst *cst = l->cst;
    bool is_old = false;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (!sl_cst_is(cst, i, "declaration"))
            continue;
        size_t mark = l->kids.n;
        sl_lower_into(l, i, SL_R_PARAM);
        for (size_t k = mark; k < l->kids.n; k++) {
            sl_term *wrapped = l->kids.v[k];
            bool is_variable = wrapped->n && wrapped->kids[0]->kind == SL_T_VAR;
            if (is_variable) { /* emitting made it a parameter of one */
                wrapped->kids[0]->kind = SL_T_PARAM;
                sl_lower_emit(l, wrapped->kids[0], SL_R_PARAM);
                l->kids.v[k] = l->kids.v[--l->kids.n];
            }
        }
        is_old = true;
    }
    return is_old;
}

static void emit_function(sl_lowering *l, size_t node, const declared *d, sl_role role)
{
    static const char *const alone[] = {"declaration", "field_declaration", NULL};
    size_t mark;
    size_t list = sl_cst_field(l->cst, d->function, "parameters");
    sl_term *term = sl_lower_begin(l, SL_T_FUNCTION, node, &mark);
    emit_modifiers(l, node);
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next)
        if (sl_cst_is(l->cst, i, "field_initializer_list")) /* T() : a(b) {} */
            sl_lower_into(l, i, SL_R_MODIFIER);
    if (is_any(l->cst, node, alone)) /* a declaration alone finds no definitions */
        sl_lower_leaf(l, SL_T_TOKEN, node, SL_S(";"), SL_R_MODIFIER);
    if (d->type)
        sl_lower_emit(l, d->type, SL_R_RESULT);
    if (d->name != SIZE_MAX)
        sl_lower_into(l, d->name, SL_R_NAME);
    if (!emit_old_parameters(l, node) && list != SIZE_MAX && !is_void(l->cst, list))
        sl_lower_into(l, list, SL_R_PARAM);
    sl_lower_field(l, node, "body", SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* T a(b, c); makes a T of these arguments. */
static void emit_made(sl_lowering *l, size_t node, size_t list)
{
    size_t mark;
    sl_term *type = base_type(l, node);
    sl_term *term = sl_lower_begin(l, SL_T_NEW, list, &mark);
    if (type)
        sl_lower_emit(l, type, SL_R_CALLEE);
    if (sl_cst_is(l->cst, list, "argument_list"))
        sl_lower_into(l, list, SL_R_ARG);
    else /* names that were read as types of parameters */
        for (size_t i = sl_cst_first(l->cst, list); i < l->cst->v[list].next; i = l->cst->v[i].next)
            sl_lower_field(l, i, "type", SL_R_ARG);
    sl_lower_end(l, term, mark, SL_R_VALUE);
}

static void emit_variable(sl_lowering *l, size_t node, const declared *d, sl_role role)
{
    static const char *const lists[] = {"argument_list", "parameter_list", NULL};
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_VAR, node, &mark);
    emit_modifiers(l, node);
    if (d->type)
        sl_lower_emit(l, d->type, SL_R_TYPE);
    if (d->name != SIZE_MAX)
        sl_lower_into(l, d->name, SL_R_NAME);
    if (d->value != SIZE_MAX && is_any(l->cst, d->value, lists))
        emit_made(l, node, d->value);
    else if (d->value != SIZE_MAX)
        sl_lower_into(l, d->value, SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

/* Whether "(a, b)" may as well be arguments: names only, without types. */
static bool are_arguments(const sl_cst *cst, size_t list)
{
    size_t n = 0;
    for (size_t i = sl_cst_first(cst, list); i < cst->v[list].next; i = cst->v[i].next) {
        if (!(cst->v[i].flags & SL_CST_NAMED) || cst->v[i].flags & SL_CST_EXTRA)
            continue;
        size_t type = sl_cst_field(cst, i, "type");
        if (type == SIZE_MAX || cst->v[i].next != type + 1 ||
            !sl_cst_is(cst, type, "type_identifier"))
            return false;
        n++;
    }
    return n > 0;
}

/* Whether the innermost braces around a node are those of statements. */
static bool is_in_function(const sl_cst *cst, size_t node)
{
    for (size_t i = node; i > 0; i--) {
        size_t up = i - 1;
        if (cst->v[up].next <= node)
            continue;
        if (sl_cst_is(cst, up, "compound_statement"))
            return true;
        if (sl_cst_is(cst, up, "field_declaration_list") || sl_cst_is(cst, up, "declaration_list"))
            return false;
    }
    return false;
}

/* C++ reads T a(b); as a declaration of a function outside of functions only. */
static bool is_made(const sl_cst *cst, size_t node, const declared *d)
{
    size_t list = d->function == SIZE_MAX ? SIZE_MAX : sl_cst_field(cst, d->function, "parameters");
    return list != SIZE_MAX && d->value == SIZE_MAX && d->type && are_arguments(cst, list) &&
           is_in_function(cst, node);
}

static bool has_body(const sl_cst *cst, size_t node)
{
    return node != SIZE_MAX && sl_cst_field(cst, node, "body") != SIZE_MAX;
}

void sl_c_declaration(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row other = {"", SL_T_OTHER, "type:type", NULL};
    const sl_cst *cst = l->cst;
    size_t type = sl_cst_field(cst, node, "type");
    TSFieldId field = ts_language_field_id_for_name(cst->grammar, "declarator", 10);
    size_t last = SIZE_MAX;
    if (has_body(cst, type))
        sl_lower_into(l, type, role);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (cst->v[i].field != field)
            continue;
        declared d = declare(l, node, i);
        if (d.value == SIZE_MAX)
            d.value = sl_cst_field(cst, node, "default_value");
        if (is_made(cst, node, &d)) {
            d.value = sl_cst_field(cst, d.function, "parameters");
            d.function = SIZE_MAX;
        }
        d.function != SIZE_MAX ? emit_function(l, node, &d, role)
                               : emit_variable(l, node, &d, role);
        if (last != SIZE_MAX) /* only the last has the semicolon */
            l->kids.v[l->kids.n - 2]->end = cst->v[last].end;
        last = i;
    }
    if (last == SIZE_MAX && !has_body(cst, type))
        sl_lower_as(l, node, role, &other);
}

void sl_c_function(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row other = {"", SL_T_OTHER, NULL, NULL};
    size_t declarator = sl_cst_field(l->cst, node, "declarator");
    declared d = declare(l, node, declarator);
    if (d.function == SIZE_MAX)
        sl_lower_as(l, node, role, &other);
    else
        emit_function(l, node, &d, role);
}

/* The type, around a function where one is declared, and the name. */
static void emit_declared(sl_lowering *l, const declared *d)
{
    sl_term *type =
        d->function == SIZE_MAX ? d->type : around(l, d->function, "function_type", d->type);
    if (type)
        sl_lower_emit(l, type, SL_R_TYPE);
    if (d->name != SIZE_MAX)
        sl_lower_into(l, d->name, SL_R_NAME);
}

void sl_c_parameter(sl_lowering *l, size_t node, sl_role role)
{
    declared d = declare(l, node, sl_cst_field(l->cst, node, "declarator"));
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_PARAM, node, &mark);
    emit_modifiers(l, node);
    emit_declared(l, &d);
    sl_lower_field(l, node, "default_value", SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

void sl_c_type(sl_lowering *l, size_t node, sl_role role)
{
    declared d = declare(l, node, sl_cst_field(l->cst, node, "declarator"));
    if (d.type)
        sl_lower_emit(l, d.type, role);
}

void sl_c_typedef(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t type = sl_cst_field(cst, node, "type");
    TSFieldId field = ts_language_field_id_for_name(cst->grammar, "declarator", 10);
    if (has_body(cst, type))
        sl_lower_into(l, type, role);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        size_t mark;
        if (cst->v[i].field != field)
            continue;
        declared d = declare(l, node, i);
        sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
        emit_declared(l, &d);
        sl_lower_end(l, term, mark, role);
    }
}

void sl_c_class(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row definition = {
        "", SL_T_CLASS,
        "name:name body:body @base_class_clause:base @struct:text @union:text @enum:text "
        "@class:text @virtual_specifier:modifier @attribute_declaration:modifier "
        "@attribute_specifier:modifier @ms_declspec_modifier:modifier base:base",
        NULL};
    static const sl_lower_row name = {"", SL_T_OTHER, "name:name body:- base:-", NULL};
    bool is_type = role == SL_R_TYPE || role == SL_R_TYPEARG || role == SL_R_RESULT;
    sl_lower_as(l, node, role, is_type ? &name : &definition);
}

void sl_c_foreach(sl_lowering *l, size_t node, sl_role role)
{
    declared d = declare(l, node, sl_cst_field(l->cst, node, "declarator"));
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_FOREACH, node, &mark);
    if (d.type)
        sl_lower_emit(l, d.type, SL_R_TYPE);
    if (d.name != SIZE_MAX)
        sl_lower_into(l, d.name, SL_R_LEFT);
    sl_lower_field(l, node, "right", SL_R_RIGHT);
    sl_lower_field(l, node, "body", SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}
