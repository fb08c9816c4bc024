/* Digests by nettle, which loads in a fraction of the time of a TLS library. */
#include "base/digest.h"

#include <nettle/pbkdf2.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdio.h>

void sl_sha256(unsigned char out[SL_SHA256_BYTES], sl_str bytes)
{
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    sha256_update(&ctx, bytes.n, (const uint8_t *)bytes.p);
    sha256_digest(&ctx, SL_SHA256_BYTES, out);
}

void sl_sha256_parts(unsigned char out[SL_SHA256_BYTES], const sl_str *parts, size_t n)
{
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    for (size_t i = 0; i < n; i++) {
        uint64_t length = parts[i].n;
        sha256_update(&ctx, sizeof length, (const uint8_t *)&length);
        sha256_update(&ctx, parts[i].n, (const uint8_t *)parts[i].p);
    }
    sha256_digest(&ctx, SL_SHA256_BYTES, out);
}

struct sl_sha256_state {
    struct sha256_ctx ctx;
};

sl_sha256_state *sl_sha256_new(sl_arena *mem)
{
    sl_sha256_state *state = sl_alloc(mem, sizeof *state);
    sha256_init(&state->ctx);
    return state;
}

void sl_sha256_add(sl_sha256_state *state, sl_str bytes)
{
    sha256_update(&state->ctx, bytes.n, (const uint8_t *)bytes.p);
}

void sl_sha256_end(sl_sha256_state *state, unsigned char out[SL_SHA256_BYTES])
{
    sha256_digest(&state->ctx, SL_SHA256_BYTES, out);
}

void sl_stretch(unsigned char *out, size_t n, sl_str text, sl_str salt, unsigned rounds)
{
    pbkdf2_hmac_sha256(text.n, (const uint8_t *)text.p, rounds, salt.n, (const uint8_t *)salt.p, n,
                       out);
}

sl_id sl_git_blob_id(sl_str content)
{
    sl_id id = {.kind = SL_ID_GIT_SHA1};
    char head[32];
    int n = snprintf(head, sizeof head, "blob %zu", content.n);
    struct sha1_ctx ctx;
    sha1_init(&ctx);
    sha1_update(&ctx, (size_t)n + 1, (const uint8_t *)head);
    sha1_update(&ctx, content.n, (const uint8_t *)content.p);
    sha1_digest(&ctx, SHA1_DIGEST_SIZE, id.bytes);
    return id;
}

void sl_hex(char *out, const unsigned char *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * n] = 0;
}

void sl_id_hex(char out[65], const sl_id *id)
{
    static const size_t sizes[] = {0, SHA1_DIGEST_SIZE, SHA256_DIGEST_SIZE};
    sl_hex(out, id->bytes, sizes[id->kind]);
}
