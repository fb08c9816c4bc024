/* Parts of PHP's dialect. */
#ifndef SLUICE_ENGINE_SYNTAX_LANGUAGES_PHP_H
#define SLUICE_ENGINE_SYNTAX_LANGUAGES_PHP_H

#include "engine/syntax/hooks.h"

/** Hook: a text, a template where code is in it. */
void sl_php_text(sl_lowering *l, size_t node, sl_role role);
/** Hook: a command: its text is a template, with or without code. */
void sl_php_command(sl_lowering *l, size_t node, sl_role role);

/** Parses PHP; modifiers of parameters may stand in any order. */
bool sl_php_parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e);

#endif
