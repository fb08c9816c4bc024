/* Pieces of Bash that its files and languages with Bash in them share. */
#ifndef SLUICE_ENGINE_SYNTAX_LANGUAGES_BASH_H
#define SLUICE_ENGINE_SYNTAX_LANGUAGES_BASH_H

#include "engine/syntax/hooks.h"

/** How the grammar's nodes become terms. */
extern const sl_lower_row sl_bash_rows[];

/** Emits the statements among the nodes from `from` up to `end` where a condition or a value
    stands: one is an expression, several are a block. */
void sl_bash_inner(sl_lowering *l, size_t from, size_t end, sl_role role);
/** Emits the statements among the nodes from `from` up to `end` as a block. */
void sl_bash_body(sl_lowering *l, size_t from, size_t end, sl_role role);

/* Hooks. */

void sl_bash_if(sl_lowering *l, size_t node, sl_role role);
void sl_bash_while(sl_lowering *l, size_t node, sl_role role);
void sl_bash_for(sl_lowering *l, size_t node, sl_role role);
void sl_bash_case_item(sl_lowering *l, size_t node, sl_role role);
void sl_bash_function(sl_lowering *l, size_t node, sl_role role);

#endif
