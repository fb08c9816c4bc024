/* Ellipses of patterns in languages where indentation says what belongs together. */
#ifndef SLUICE_ENGINE_PATTERN_INDENT_H
#define SLUICE_ENGINE_PATTERN_INDENT_H

#include "engine/syntax/dialect.h"

/** What the ellipsis at `at` is by the lines around it: an item where its nearest neighbour of the
    same indentation is one, else an entry; SL_DOTS_VALUE where there is no neighbour or something
    else stands on its line. */
enum sl_line_dots sl_line_dots_at(sl_str text, size_t at);

#endif
