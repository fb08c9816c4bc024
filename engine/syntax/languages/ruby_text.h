/* Hooks for texts of Ruby. */
#ifndef SLUICE_ENGINE_SYNTAX_LANGUAGES_RUBY_TEXT_H
#define SLUICE_ENGINE_SYNTAX_LANGUAGES_RUBY_TEXT_H

#include "engine/syntax/hooks.h"

/** The node after one and all below it. */
static inline size_t sl_ruby_next(const sl_lowering *l, size_t node)
{
    return l->cst->v[node].next;
}
/** True for what the grammar has a name for. */
static inline bool sl_ruby_is_named(const sl_lowering *l, size_t node)
{
    return l->cst->v[node].flags & SL_CST_NAMED;
}
/** A string or regular expression: a TEMPLATE where code is in it. */
void sl_ruby_string(sl_lowering *l, size_t node, sl_role role);
/** :a and :"a"; the key of a: 1. */
void sl_ruby_symbol(sl_lowering *l, size_t node, sl_role role);
/** `a`: its text is a TEMPLATE, with or without code. */
void sl_ruby_command(sl_lowering *l, size_t node, sl_role role);
/** <<A, with the lines that it stands for. */
void sl_ruby_heredoc(sl_lowering *l, size_t node, sl_role role);
/** "a" "b" is "ab". */
void sl_ruby_joined(sl_lowering *l, size_t node, sl_role role);

#endif
