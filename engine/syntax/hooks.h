/* Hooks that several languages share in their tables. */
#ifndef SLUICE_ENGINE_SYNTAX_HOOKS_H
#define SLUICE_ENGINE_SYNTAX_HOOKS_H

#include "engine/syntax/lower.h"

/** The nodes of one import; SIZE_MAX where there is none. */
typedef struct sl_import {
    size_t node; /* whose bytes it has */
    size_t module, name, alias;
} sl_import;

/** A type with arguments: the type, its arguments in the role of that name. */
void sl_lower_generic(sl_lowering *l, size_t node, sl_role role);
/** `left`, `operator`, `right`: an ASSIGN where the operator is "=", else an UPDATE. */
void sl_lower_assignment(sl_lowering *l, size_t node, sl_role role);
/** Whether the `operator` of an assignment is "=", or there is none. */
bool sl_lower_is_plain(const sl_lowering *l, size_t node);
/** The body of a CASE: what is named from the child `from` on, but for `value`. */
void sl_lower_case_body(sl_lowering *l, size_t node, size_t from, size_t value);
/** A CASE: its `value`, and the statements after it as body. */
void sl_lower_case(sl_lowering *l, size_t node, sl_role role);
/** A VAR for each variable_declarator, with what stands before them as modifiers. */
void sl_lower_variables(sl_lowering *l, size_t node, sl_role role);
/** A decorator: what is named, and its arguments where it is called. */
void sl_lower_decorator(sl_lowering *l, size_t node, sl_role role);
/** A statement that declares several things: each of them. */
void sl_lower_declarations(sl_lowering *l, size_t node, sl_role role);
/** MEMBERS, decorators among them with the member that they stand before. */
void sl_lower_members(sl_lowering *l, size_t node, sl_role role);
/** A BLOCK of the children of `node` from `from` on; in languages where expressions are statements
   as they stand. */
void sl_lower_statements(sl_lowering *l, size_t node, size_t from, sl_role role);
/** One of its statements: an EXPR where it is an expression and the role that of a body. */
void sl_lower_statement(sl_lowering *l, size_t node, sl_role role);
/** Hook: an INDEX of the first named child by the others. */
void sl_lower_index(sl_lowering *l, size_t node, sl_role role);
/** Hook: a FIELD of the first named child, named by the others. */
void sl_lower_member(sl_lowering *l, size_t node, sl_role role);
/** Hook: a BINARY of `left`, `operator` and `right`; "and" and "or" are && and ||. */
void sl_lower_binary(sl_lowering *l, size_t node, sl_role role);
/** Emits a text without code in it as STRING, or as ELLIPSIS where that is what a pattern says. */
void sl_lower_piece(sl_lowering *l, uint32_t start, uint32_t end);
/** Emits an IMPORT. */
sl_term *sl_lower_import(sl_lowering *l, const sl_import *import, sl_role role);

/** Parentheses that are a part of what is in them where it is found. */
void sl_lower_parentheses(sl_lowering *l, size_t node, sl_role role);

#endif
