/* Comparisons of scalars. */
#include "engine/check/compare.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_BYTES = 40, ADDRESS_BYTES = 16 };

bool sl_value_is_empty(const sl_node *value)
{
    if (sl_node_empty(value))
        return true;
    return value->kind >= SL_SEQ ? value->n == 0 : value->kind == SL_TEXT && !value->text.n;
}

static double unit_of(sl_str unit)
{
    static const struct {
        const char *name;
        double factor;
    } units[] = {{"", 1},      {"m", 1e-3},        {"k", 1e3},         {"K", 1e3},
                 {"M", 1e6},   {"G", 1e9},         {"T", 1e12},        {"P", 1e15},
                 {"b", 1},     {"kb", 1024},       {"mb", 1048576},    {"gb", 1073741824},
                 {"Ki", 1024}, {"Mi", 1048576},    {"Gi", 1073741824}, {"Ti", 1099511627776.0},
                 {"s", 1},     {"h", 3600},        {"ms", 1e-3},       {"h0m0s", 3600},
                 {"m0s", 60},  {"g", 1073741824.0}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (sl_str_is(unit, units[i].name))
            return units[i].factor;
    return -1;
}

bool sl_value_number(const sl_node *value, double *out)
{
    if (!value || value->kind >= SL_SEQ || value->kind == SL_NULL)
        return false;
    if (value->kind == SL_INT || value->kind == SL_FLOAT) {
        *out = value->number;
        return true;
    }
    char text[NUMBER_BYTES];
    sl_str s = sl_str_trim(value->text);
    if (value->kind != SL_TEXT || !s.n || s.n >= sizeof text)
        return false;
    memcpy(text, s.p, s.n);
    text[s.n] = 0;
    if (!memchr("+-.0123456789", text[0], 13) || (s.n > 1 && (text[1] == 'x' || text[1] == 'X')))
        return false;
    char *end;
    double number = strtod(text, &end);
    double factor = unit_of(sl_str_of(end));
    *out = number * factor;
    return end != text && factor >= 0;
}

bool sl_texts_equal(sl_str a, sl_str b, bool ignores_case)
{
    return ignores_case ? sl_str_eq_case(a, b) : sl_str_eq(a, b);
}

bool sl_value_equals(const sl_node *value, const sl_node *operand, bool ignores_case)
{
    double a, b;
    if (sl_node_empty(value) || value->kind >= SL_SEQ)
        return sl_node_empty(value) && sl_node_empty(operand);
    if (operand->kind == SL_BOOL)
        return sl_str_eq_case(value->text, operand->integer ? SL_S("true") : SL_S("false"));
    if ((operand->kind == SL_INT || operand->kind == SL_FLOAT) && sl_value_number(value, &a))
        return sl_value_number(operand, &b) && a == b;
    return sl_texts_equal(value->text, operand->text, ignores_case);
}

typedef struct network {
    unsigned char bytes[ADDRESS_BYTES];
    unsigned bits, width;
} network;

static bool read_network(network *out, sl_str text)
{
    char address[INET6_ADDRSTRLEN];
    size_t slash = sl_str_chr(text, '/');
    sl_str host = sl_str_sub(text, 0, slash);
    int64_t bits = -1;
    if (slash != SIZE_MAX && !sl_str_int(sl_str_sub(text, slash + 1, text.n), &bits))
        return false;
    if (!host.n || host.n >= sizeof address)
        return false;
    memcpy(address, host.p, host.n);
    address[host.n] = 0;
    bool is_v4 = inet_pton(AF_INET, address, out->bytes) == 1;
    if (!is_v4 && inet_pton(AF_INET6, address, out->bytes) != 1)
        return false;
    out->width = is_v4 ? 32 : 128;
    out->bits = bits < 0 ? out->width : (unsigned)bits;
    return bits <= (int64_t)out->width;
}

bool sl_network_covers(sl_str value, sl_str inner)
{
    network a, b;
    if (!read_network(&a, value) || !read_network(&b, inner) || a.width != b.width ||
        a.bits > b.bits)
        return false;
    for (unsigned i = 0; i < a.bits; i++)
        if ((a.bytes[i / 8] ^ b.bytes[i / 8]) & (0x80u >> i % 8))
            return false;
    return true;
}
