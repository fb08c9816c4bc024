/* Sixteen bytes at once: what the compiler makes of vectors for the processor at hand. */
#ifndef SLUICE_BASE_LANES_H
#define SLUICE_BASE_LANES_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { SL_LANES = 16 };

typedef uint8_t sl_lanes __attribute__((vector_size(SL_LANES)));

/** A bit for each lane, the first lowest. The lanes are 0 or 0xff, as comparisons give them. */
static inline unsigned sl_lanes_bits(sl_lanes is)
{
#ifdef __SSE2__
    return (unsigned)__builtin_ia32_pmovmskb128((__attribute__((vector_size(SL_LANES))) char)is);
#else
    const uint64_t one_each = UINT64_MAX / UINT8_MAX;
    uint64_t half[2];
    memcpy(half, &is, sizeof half);
    for (size_t i = 0; i < 2; i++)
        half[i] = (le64toh(half[i]) & 0x8040201008040201) * one_each >> 56;
    return (unsigned)(half[0] | half[1] << 8);
#endif
}

#endif
