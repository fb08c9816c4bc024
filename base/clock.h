/* Time of the processor, which other programs on the machine don't take away. */
#ifndef SLUICE_BASE_CLOCK_H
#define SLUICE_BASE_CLOCK_H

#include <stdint.h>

/** Nanoseconds of processor time that this process has used. */
uint64_t sl_clock_ns(void);

#endif
