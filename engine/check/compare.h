/* Comparing values as people mean them: numbers with units, booleans as texts, networks. */
#ifndef SLUICE_ENGINE_CHECK_COMPARE_H
#define SLUICE_ENGINE_CHECK_COMPARE_H

#include "sluice/node.h"

/** True when a scalar says what the operand says: numbers by value, booleans by word in any case,
    other texts byte by byte. */
bool sl_value_equals(const sl_node *value, const sl_node *operand, bool ignores_case);
/** Two texts, maybe without regard to the case of letters. */
bool sl_texts_equal(sl_str a, sl_str b, bool ignores_case);
/** The number in a scalar: "0.5", "500m", "64Ki", "2G", "30s" is 30; false when it holds none. */
bool sl_value_number(const sl_node *value, double *out);
/** True when the network "10.0.0.0/8" (or address) `value` has all of network `inner` in it. */
bool sl_network_covers(sl_str value, sl_str inner);
/** True for the empty text, null, an empty list or map. */
bool sl_value_is_empty(const sl_node *value);

#endif
