/* Operations and methods on literals whose values are known. */
#ifndef SLUICE_ENGINE_SYNTAX_COMPUTE_H
#define SLUICE_ENGINE_SYNTAX_COMPUTE_H

#include "engine/syntax/term.h"

/** The literal that code is by itself: also a character, as a STRING of that type; NULL. */
const sl_term *sl_literal_of(sl_arena *mem, const sl_term *t);
/** A text. */
const sl_term *sl_literal_text(sl_arena *mem, sl_str text);
/** A truth. */
const sl_term *sl_literal_truth(sl_arena *mem, bool value);
/** A number. */
const sl_term *sl_literal_number(sl_arena *mem, int64_t value);
/** True for a whole number, which is then in `*out`. */
bool sl_literal_int(const sl_term *t, int64_t *out);
/** True for a BOOL, which is then in `*out`. */
bool sl_literal_bool(const sl_term *t, bool *out);
/** The sum, difference or product of two whole numbers; false for others, and what does not fit. */
bool sl_compute_whole(int64_t *out, sl_str op, int64_t x, int64_t y);
/** What an operation makes of one (`b` NULL) or two literals; NULL when that is not known.
    `divides_whole`: "/" of whole numbers is whole. */
const sl_term *sl_compute_operation(sl_arena *mem, sl_str op, const sl_term *a, const sl_term *b,
                                    bool divides_whole);
/** What a method of a literal returns for these arguments; NULL when that is not known. */
const sl_term *sl_compute_method(sl_arena *mem, sl_str name, const sl_term *self,
                                 const sl_term *const *args, size_t n);

#endif
