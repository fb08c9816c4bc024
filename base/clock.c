/* The clock of the process. */
#include "base/clock.h"

#include <time.h>

uint64_t sl_clock_ns(void)
{
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (uint64_t)used.tv_sec * 1000000000 + (uint64_t)used.tv_nsec;
}
