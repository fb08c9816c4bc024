/* TOML 1.0 into document trees. */
#ifndef SLUICE_BASE_TOML_H
#define SLUICE_BASE_TOML_H

#include "sluice/err.h"
#include "sluice/node.h"

/** Reads a TOML document (https://toml.io/en/v1.0.0): all of it, dates and times as SL_TEXT with
    is_quoted false. Duplicate keys and redefined tables are errors. Errors begin
    "FILE:LINE:COLUMN: ". Text is copied to `mem`. */
bool sl_toml_read(sl_node **doc, sl_arena *mem, sl_str file, sl_str text, sl_err *e);

#endif
