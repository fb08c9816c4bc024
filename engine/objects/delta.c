/* One byte says what comes: the high bit a copy with those of its offset and size bytes that the
   other bits name, else that many bytes to insert. */
#include "engine/objects/delta.h"

enum { COPY = 0x80, OFFSET_BYTES = 4, SIZE_BYTES = 3, WHOLE = 0x10000, SHIFT_MAX = 63 };

static bool size_of(uint64_t *out, sl_str *bytes)
{
    *out = 0;
    for (unsigned shift = 0; shift < SHIFT_MAX && bytes->n; shift += 7) {
        unsigned char c = (unsigned char)bytes->p[0];
        *bytes = sl_str_sub(*bytes, 1, bytes->n);
        *out |= (uint64_t)(c & 0x7f) << shift;
        if (!(c & 0x80))
            return true;
    }
    return false;
}

bool sl_delta_open(sl_delta *out, sl_str bytes, sl_err *e)
{
    *out = (sl_delta){0};
    if (!size_of(&out->base_size, &bytes) || !size_of(&out->size, &bytes))
        return sl_fail(e, SL_EPARSE, "the delta is damaged: it has no sizes");
    out->steps = bytes;
    return true;
}

/* The bytes of a number of which the bits from `*bits` say which are there. */
static bool sparse(uint64_t *out, sl_str *rest, unsigned *bits, unsigned n)
{
    for (unsigned i = 0; i < n; i++, *bits >>= 1) {
        if (!(*bits & 1))
            continue;
        if (!rest->n)
            return false;
        *out |= (uint64_t)(unsigned char)rest->p[0] << (8 * i);
        rest->p++;
        rest->n--;
    }
    return true;
}

int sl_delta_next(sl_delta_step *out, sl_str *steps)
{
    *out = (sl_delta_step){0};
    if (!steps->n)
        return 0;
    unsigned bits = (unsigned char)steps->p[0];
    sl_str rest = sl_str_at(steps->p + 1, steps->n - 1);
    if (!(bits & COPY)) {
        if (!bits || rest.n < bits)
            return -1;
        out->n = bits;
        out->insert = sl_str_at(rest.p, bits);
        *steps = sl_str_at(rest.p + bits, rest.n - bits);
        return 1;
    }
    if (!sparse(&out->from, &rest, &bits, OFFSET_BYTES) ||
        !sparse(&out->n, &rest, &bits, SIZE_BYTES))
        return -1;
    if (!out->n)
        out->n = WHOLE;
    *steps = rest;
    return 1;
}

bool sl_delta_apply(char *to, const sl_delta *delta, sl_str base, sl_err *e)
{
    sl_str steps = delta->steps;
    sl_delta_step step;
    uint64_t left = delta->size;
    int more;
    if (base.n != delta->base_size)
        return sl_fail(e, SL_EPARSE, "the delta is damaged: its base has %zu bytes", base.n);
    while ((more = sl_delta_next(&step, &steps)) > 0) {
        bool is_copy = !step.insert.p;
        if (step.n > left ||
            (is_copy && (step.from > base.n || step.n > base.n - (size_t)step.from)))
            return sl_fail(e, SL_EPARSE, "the delta is damaged: a step is out of bounds");
        memcpy(to, is_copy ? base.p + step.from : step.insert.p, (size_t)step.n);
        to += step.n;
        left -= step.n;
    }
    if (more < 0 || left)
        return sl_fail(e, SL_EPARSE, "the delta is damaged: it ends early");
    return true;
}
