/* Sealing of entries: names that nobody can compute and values that nobody can read or make without
   the key. (AES-256 in Galois counter mode, NIST SP 800-38D, which processors do in hardware;
   HMAC-SHA-256, RFC 2104; both by nettle.) */
#ifndef SLUICE_ENGINE_CACHE_SEAL_H
#define SLUICE_ENGINE_CACHE_SEAL_H

#include "engine/cache/key.h"
#include "sluice/buf.h"

enum {
    SL_SEAL_NAME = 16, /* bytes of an entry's name in the store */
    SL_SEAL_HEAD = 17, /* in front of a sealed value: format, mark of the key, nonce */
    SL_SEAL_TAG = 16,  /* behind it */
    SL_SEAL_MORE = SL_SEAL_HEAD + SL_SEAL_TAG
};

/** What a sealed value is, at first sight and after opening. */
typedef enum sl_seal_look {
    SL_SEAL_GOOD,
    SL_SEAL_FOREIGN, /* sealed with another key */
    SL_SEAL_BROKEN   /* not what was sealed under that name, or of another format */
} sl_seal_look;

typedef struct sl_seal sl_seal;

/** Keys made from the secret, for values of that format, on a page that forked children do not get
 * and core dumps leave out.
 */
bool sl_seal_open(sl_seal **out, const unsigned char secret[SL_CACHE_KEY_BYTES],
                  unsigned char format, sl_err *e);
/** Forgets the keys. NULL is fine. */
void sl_seal_close(sl_seal *seal);
/** The name in the store for a question. */
void sl_seal_name(unsigned char out[SL_SEAL_NAME], const sl_seal *seal, sl_str question);
/** Appends the sealed value (value.n + SL_SEAL_MORE bytes); false when it does not fit. */
bool sl_seal_put(sl_buf *out, sl_seal *seal, const unsigned char name[SL_SEAL_NAME], sl_str value);
/** Opens a sealed value into `mem`. With `value` NULL it is only checked. */
sl_seal_look sl_seal_get(sl_str *value, sl_arena *mem, sl_seal *seal,
                         const unsigned char name[SL_SEAL_NAME], sl_str sealed);
/** The same, where the `n` bytes at `sealed` lie: the value takes their place, behind the head. */
sl_seal_look sl_seal_break(sl_str *value, sl_seal *seal, const unsigned char name[SL_SEAL_NAME],
                           char *sealed, size_t n);

#endif
