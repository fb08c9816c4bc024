/* What is known of names beyond their text: what they were imported as, the type they were declared
   with, and the constant that they always are where they stand. */
#ifndef SLUICE_ENGINE_SYNTAX_FACTS_H
#define SLUICE_ENGINE_SYNTAX_FACTS_H

#include "engine/syntax/dialect.h"

/** Finds the facts of all terms of a file. */
void sl_facts_find(sl_term *root, sl_arena *mem, const sl_dialect *dialect);

#endif
