/* Records: fields with a byte 0 between. */
#include "stages/privilege/fact.h"

void sl_fact_begin(sl_fact *fact, const char *kind)
{
    *fact = (sl_fact){0};
    sl_buf_init(&fact->bytes, SL_FACT_BYTES_MAX);
    sl_buf_addz(&fact->bytes, kind);
}

void sl_fact_text(sl_fact *fact, sl_str text)
{
    if (++fact->n >= SL_FACT_FIELDS_MAX)
        return;
    sl_buf_addc(&fact->bytes, 0);
    for (size_t i = 0; i < text.n; i++)
        sl_buf_addc(&fact->bytes, text.p[i] ? text.p[i] : '?');
}

void sl_fact_number(sl_fact *fact, size_t n)
{
    if (++fact->n < SL_FACT_FIELDS_MAX && sl_buf_addc(&fact->bytes, 0))
        sl_buf_addf(&fact->bytes, "%zu", n);
}

void sl_fact_send(sl_fact *fact, sl_sink *sink)
{
    sl_sink_fact(sink, sl_buf_str(&fact->bytes));
    sl_buf_clear(&fact->bytes);
}

sl_strs sl_fact_read(sl_arena *mem, sl_str bytes)
{
    sl_strs fields = {0};
    sl_str rest = sl_dup(mem, bytes);
    for (;;) {
        size_t end = sl_str_chr(rest, 0);
        *sl_list_add(mem, &fields) = sl_str_sub(rest, 0, end == SIZE_MAX ? rest.n : end);
        if (end == SIZE_MAX || fields.n == SL_FACT_FIELDS_MAX)
            return fields;
        rest = sl_str_sub(rest, end + 1, rest.n);
    }
}

sl_str sl_fact_field(const sl_strs *fields, size_t i)
{
    return i < fields->n ? fields->v[i] : (sl_str){0};
}

size_t sl_fact_number_of(const sl_strs *fields, size_t i)
{
    int64_t value = 0;
    return sl_str_int(sl_fact_field(fields, i), &value) && value > 0 ? (size_t)value : 0;
}
