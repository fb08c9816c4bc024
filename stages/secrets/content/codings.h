/* Base64 and hex, as strictly as their writers write them. */
#ifndef SLUICE_STAGES_SECRETS_CONTENT_CODINGS_H
#define SLUICE_STAGES_SECRETS_CONTENT_CODINGS_H

#include "sluice/arena.h"

/** By byte: the value of a character of base64 or base64url (RFC 4648), -1 for any other. */
extern const signed char sl_base64_values[256];
/** The value of a character of base64 or base64url, -1 for any other byte. */
static inline int sl_base64_value(char c)
{
    return sl_base64_values[(unsigned char)c];
}
/** Decodes base64 of either alphabet, with or without its padding; white space is passed over.
    False when anything else is in it, or when bits are left over. */
bool sl_base64_read(sl_str *out, sl_arena *mem, sl_str text);
/** Decodes pairs of hex digits; false when it is anything else. */
bool sl_hex_read(sl_str *out, sl_arena *mem, sl_str text);
/** True when the bytes are text: printable ASCII, white space and well-formed UTF-8. */
bool sl_is_text(sl_str bytes);
/** A 32-bit number as six digits of base62 (0-9, A-Z, a-z), as GitHub writes its checksums. */
void sl_base62_six(char out[6], uint32_t value);
/** The CRC-32 of the bytes (ISO 3309, as in zlib). */
uint32_t sl_crc32(sl_str bytes);

#endif
