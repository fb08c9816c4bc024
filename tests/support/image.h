/* Images for tests: OCI layouts from short descriptions, as rules have them in their examples. */
#ifndef SLUICE_TESTS_IMAGE_H
#define SLUICE_TESTS_IMAGE_H

#include "sluice/node.h"

/** Writes an OCI layout of one image to `folder` (which exists) by a description in YAML; see
    stages/image/example.h. */
void sl_test_layout_of(sl_arena *mem, const char *folder, const char *yaml);

#endif
