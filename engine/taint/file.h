/* What a walk needs to know of a file, whatever the rule. */
#ifndef SLUICE_ENGINE_TAINT_FILE_H
#define SLUICE_ENGINE_TAINT_FILE_H

#include "base/map.h"
#include "engine/taint/taint.h"

struct sl_taint_file {
    const sl_code *code;
    sl_map functions;   /* name to its FUNCTION or CLASS, where there is one only */
    sl_map unsteady;    /* names that others than the function they belong to may assign to */
    sl_map owned;       /* names of functions: "where it begins", a space, name */
    bool divides_whole; /* "/" of whole numbers is whole */
};

/** True for a name that belongs to a function, as its parameter or variable. */
bool sl_taint_owns(const sl_taint_file *f, sl_arena *mem, const sl_term *function, sl_str name);

#endif
