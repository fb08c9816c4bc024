/* What a walk needs to know of a file, whatever the rule. */
#ifndef SLUICE_ENGINE_TAINT_FILE_H
#define SLUICE_ENGINE_TAINT_FILE_H

#include "base/map.h"
#include "engine/taint/taint.h"

/** Classes of one name: also implementations and extensions of one. */
typedef struct sl_class_part sl_class_part;
struct sl_class_part {
    const sl_term *class;
    sl_class_part *next;
};

struct sl_taint_file {
    const sl_code *code;
    sl_map functions; /* name to its FUNCTION or CLASS, where there is one only */
    sl_map parts;     /* name to the first sl_class_part of that name */
    sl_map methods;   /* "class.name", and ".name" where there is one only, to FUNCTIONs that stand
                         outside the class that they are for */
    sl_map unsteady;  /* names that others than the function they belong to may assign to */
    sl_map touched;   /* names of which more is done than to declare them and read them */
    sl_map owned;     /* names of functions: "where it begins", a space, name */
    bool divides_whole; /* "/" of whole numbers is whole */
    bool has_arguments; /* `arguments` is spoken of, which is all that a function is given */
};

/** True for a name that belongs to a function, as its parameter or variable. */
bool sl_taint_owns(const sl_taint_file *f, sl_arena *mem, const sl_term *function, sl_str name);

/** The class that a term is in; NULL. */
const sl_term *sl_taint_class_around(const sl_term *t);

#endif
