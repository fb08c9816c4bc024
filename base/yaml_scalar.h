/* The types of plain scalars in YAML 1.2's core schema. */
#ifndef SLUICE_BASE_YAML_SCALAR_H
#define SLUICE_BASE_YAML_SCALAR_H

#include "sluice/node.h"

/** Types a plain scalar by its text, which has to be terminated: null, boolean, integer, number, or
    text for all the rest (https://yaml.org/spec/1.2.2/#103-core-schema). */
void sl_yaml_type(sl_node *node);

#endif
