/* How bad a finding is, and how sure we are. */
#ifndef SLUICE_SEVERITY_H
#define SLUICE_SEVERITY_H

#include "sluice/str.h"

/** Ordered: a higher value is worse. SL_SEVERITY_NONE is "no threshold". */
typedef enum sl_severity {
    SL_INFO,
    SL_LOW,
    SL_MEDIUM,
    SL_HIGH,
    SL_CRITICAL,
    SL_SEVERITY_NONE
} sl_severity;

typedef enum sl_confidence {
    SL_CONFIDENCE_LOW,
    SL_CONFIDENCE_MEDIUM,
    SL_CONFIDENCE_HIGH
} sl_confidence;

/** "info" … "critical"; "none" for SL_SEVERITY_NONE. */
const char *sl_severity_name(sl_severity severity);
/** Reads a severity's name, any case, also "error" (high), "warning" (medium), "note"/"style"
   (low); false when it is none. */
bool sl_severity_read(sl_str name, sl_severity *out);
/** "low", "medium" or "high". */
const char *sl_confidence_name(sl_confidence confidence);
/** Reads a confidence's name, any case; false when it is none. */
bool sl_confidence_read(sl_str name, sl_confidence *out);

#endif
