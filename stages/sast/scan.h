/* The scanner: which files, which rules, and what they found. */
#ifndef SLUICE_STAGES_SAST_SCAN_H
#define SLUICE_STAGES_SAST_SCAN_H

#include "sluice/scanner.h"

/** The scanner of the kind `sast`. */
extern const sl_scanner sl_sast_scanner;

#endif
