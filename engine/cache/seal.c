/* Keys for names and for values are made from the one secret; the nonce of each value is random. */
#include "engine/cache/seal.h"

#include <nettle/chacha-poly1305.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <sys/mman.h>
#include <sys/random.h>

enum { MARK = 4, NONCE = CHACHA_POLY1305_NONCE_SIZE };
_Static_assert(SL_SEAL_HEAD == 1 + MARK + NONCE, "the head of a sealed value");
_Static_assert(SL_SEAL_TAG == CHACHA_POLY1305_DIGEST_SIZE, "the end of a sealed value");

struct sl_seal {
    struct hmac_sha256_ctx names;
    struct chacha_poly1305_ctx values;
    unsigned char format;
    unsigned char mark[MARK]; /* tells our entries from those of another key */
};

static void derive(unsigned char out[SL_CACHE_KEY_BYTES],
                   const unsigned char secret[SL_CACHE_KEY_BYTES], const char *use)
{
    struct hmac_sha256_ctx ctx;
    hmac_sha256_set_key(&ctx, SL_CACHE_KEY_BYTES, secret);
    hmac_sha256_update(&ctx, strlen(use), (const uint8_t *)use);
    hmac_sha256_digest(&ctx, SL_CACHE_KEY_BYTES, out);
    explicit_bzero(&ctx, sizeof ctx);
}

bool sl_seal_open(sl_seal **out, const unsigned char secret[SL_CACHE_KEY_BYTES],
                  unsigned char format, sl_err *e)
{
    unsigned char key[SL_CACHE_KEY_BYTES];
    sl_seal *seal =
        mmap(NULL, sizeof *seal, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *out = NULL;
    if (seal == MAP_FAILED)
        return sl_fail_errno(e, "no memory for the cache's key");
    madvise(seal, sizeof *seal, MADV_DONTFORK);
    madvise(seal, sizeof *seal, MADV_DONTDUMP);
    derive(key, secret, "names of entries");
    hmac_sha256_set_key(&seal->names, sizeof key, key);
    derive(key, secret, "values of entries");
    chacha_poly1305_set_key(&seal->values, key);
    derive(key, secret, "mark of the key");
    memcpy(seal->mark, key, MARK);
    explicit_bzero(key, sizeof key);
    seal->format = format;
    *out = seal;
    return true;
}

void sl_seal_close(sl_seal *seal)
{
    if (!seal)
        return;
    explicit_bzero(seal, sizeof *seal);
    munmap(seal, sizeof *seal);
}

void sl_seal_name(unsigned char out[SL_SEAL_NAME], const sl_seal *seal, sl_str question)
{
    struct hmac_sha256_ctx ctx = seal->names;
    hmac_sha256_update(&ctx, question.n, (const uint8_t *)question.p);
    hmac_sha256_digest(&ctx, SL_SEAL_NAME, out);
}

/* Format and key mark are vouched for together with the name that the value stands under. */
static void begin(sl_seal *seal, const unsigned char name[SL_SEAL_NAME], const unsigned char *head)
{
    chacha_poly1305_set_nonce(&seal->values, head + 1 + MARK);
    chacha_poly1305_update(&seal->values, SL_SEAL_NAME, name);
    chacha_poly1305_update(&seal->values, 1 + MARK, head);
}

bool sl_seal_put(sl_buf *out, sl_seal *seal, const unsigned char name[SL_SEAL_NAME], sl_str value)
{
    unsigned char *to = (unsigned char *)sl_buf_room(out, value.n + SL_SEAL_MORE);
    if (!to)
        return false;
    to[0] = seal->format;
    memcpy(to + 1, seal->mark, MARK);
    if (getrandom(to + 1 + MARK, NONCE, 0) != NONCE)
        return false;
    begin(seal, name, to);
    chacha_poly1305_encrypt(&seal->values, value.n, to + SL_SEAL_HEAD, (const uint8_t *)value.p);
    chacha_poly1305_digest(&seal->values, SL_SEAL_TAG, to + SL_SEAL_HEAD + value.n);
    out->n += value.n + SL_SEAL_MORE;
    return true;
}

sl_seal_look sl_seal_get(sl_str *value, sl_arena *mem, sl_seal *seal,
                         const unsigned char name[SL_SEAL_NAME], sl_str sealed)
{
    const unsigned char *from = (const unsigned char *)sealed.p;
    unsigned char tag[SL_SEAL_TAG];
    if (sealed.n < SL_SEAL_MORE || from[0] != seal->format)
        return SL_SEAL_BROKEN;
    if (memcmp(from + 1, seal->mark, MARK) != 0)
        return SL_SEAL_FOREIGN;
    size_t n = sealed.n - SL_SEAL_MORE;
    char *plain = sl_alloc(mem, n + 1);
    begin(seal, name, from);
    chacha_poly1305_decrypt(&seal->values, n, (uint8_t *)plain, from + SL_SEAL_HEAD);
    chacha_poly1305_digest(&seal->values, sizeof tag, tag);
    if (!memeql_sec(tag, from + SL_SEAL_HEAD + n, sizeof tag))
        return SL_SEAL_BROKEN;
    if (value)
        *value = sl_str_at(plain, n);
    return SL_SEAL_GOOD;
}
