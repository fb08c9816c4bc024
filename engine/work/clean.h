/* Text that is safe to print. */
#ifndef SLUICE_ENGINE_WORK_CLEAN_H
#define SLUICE_ENGINE_WORK_CLEAN_H

#include "sluice/arena.h"

/** The text as UTF-8 without control characters but newline and tab; what is neither becomes
    U+FFFD. */
sl_str sl_text_clean(sl_arena *mem, sl_str text);
/** True when sl_text_clean would change nothing. */
bool sl_text_is_clean(sl_str text);

#endif
