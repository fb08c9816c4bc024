/* Digests: SHA-256 for identities, git's SHA-1 blob ids. (FIPS 180-4; implemented by nettle.) */
#ifndef SLUICE_BASE_DIGEST_H
#define SLUICE_BASE_DIGEST_H

#include "sluice/arena.h"
#include "sluice/unit.h"

enum { SL_SHA256_BYTES = 32 };

/** SHA-256 of the bytes. */
void sl_sha256(unsigned char out[SL_SHA256_BYTES], sl_str bytes);
/** SHA-256 of several texts, each with its length in front, so that borders count. */
void sl_sha256_parts(unsigned char out[SL_SHA256_BYTES], const sl_str *parts, size_t n);
/** SHA-256 of bytes that come in pieces. */
typedef struct sl_sha256_state sl_sha256_state;
/** A state that has seen nothing, in `mem`. */
sl_sha256_state *sl_sha256_new(sl_arena *mem);
/** The next bytes. */
void sl_sha256_add(sl_sha256_state *state, sl_str bytes);
/** The digest of all bytes; the state then has seen nothing. */
void sl_sha256_end(sl_sha256_state *state, unsigned char out[SL_SHA256_BYTES]);
/** The blob id that git gives to the content (SHA-1 of "blob N\0" and the bytes). */
sl_id sl_git_blob_id(sl_str content);
/** `n` bytes derived from a text slowly, so that guessing the text from them is dear
    (PBKDF2 with HMAC-SHA-256, RFC 8018). */
void sl_stretch(unsigned char *out, size_t n, sl_str text, sl_str salt, unsigned rounds);
/** Lower-case hex of `n` bytes into `out` (2n + 1 bytes, terminated). */
void sl_hex(char *out, const unsigned char *bytes, size_t n);
/** Lower-case hex of an id (65 bytes are enough); empty for SL_ID_NONE. */
void sl_id_hex(char out[65], const sl_id *id);

#endif
