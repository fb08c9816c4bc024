/* Keys for names and for values are made from the one secret; the nonce of each value is random. */
#include "engine/cache/seal.h"

#include <nettle/gcm.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <sys/mman.h>
#include <sys/random.h>

enum { MARK = 4, NONCE = GCM_IV_SIZE };
_Static_assert(SL_SEAL_HEAD == 1 + MARK + NONCE, "the head of a sealed value");
_Static_assert(SL_SEAL_TAG == GCM_DIGEST_SIZE, "the end of a sealed value");

struct sl_seal {
    struct hmac_sha256_ctx names;
    struct gcm_aes256_ctx values;
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
    gcm_aes256_set_key(&seal->values, key);
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
    gcm_aes256_set_iv(&seal->values, NONCE, head + 1 + MARK);
    gcm_aes256_update(&seal->values, SL_SEAL_NAME, name);
    gcm_aes256_update(&seal->values, 1 + MARK, head);
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
    gcm_aes256_encrypt(&seal->values, value.n, to + SL_SEAL_HEAD, (const uint8_t *)value.p);
    gcm_aes256_digest(&seal->values, SL_SEAL_TAG, to + SL_SEAL_HEAD + value.n);
    out->n += value.n + SL_SEAL_MORE;
    return true;
}

/* What it looks like from outside. */
static sl_seal_look look_at(const sl_seal *seal, const unsigned char *sealed, size_t n)
{
    if (n < SL_SEAL_MORE || sealed[0] != seal->format)
        return SL_SEAL_BROKEN;
    return memcmp(sealed + 1, seal->mark, MARK) == 0 ? SL_SEAL_GOOD : SL_SEAL_FOREIGN;
}

/* Opens what looks good to `plain`, which may be where it lies. */
static bool unseal(unsigned char *plain, sl_seal *seal, const unsigned char name[SL_SEAL_NAME],
                   const unsigned char *sealed, size_t n)
{
    unsigned char tag[SL_SEAL_TAG];
    n -= SL_SEAL_MORE;
    begin(seal, name, sealed);
    gcm_aes256_decrypt(&seal->values, n, plain, sealed + SL_SEAL_HEAD);
    gcm_aes256_digest(&seal->values, sizeof tag, tag);
    return memeql_sec(tag, sealed + SL_SEAL_HEAD + n, sizeof tag);
}

sl_seal_look sl_seal_get(sl_str *value, sl_arena *mem, sl_seal *seal,
                         const unsigned char name[SL_SEAL_NAME], sl_str sealed)
{
    const unsigned char *from = (const unsigned char *)sealed.p;
    sl_seal_look look = look_at(seal, from, sealed.n);
    if (look != SL_SEAL_GOOD)
        return look;
    char *plain = sl_alloc(mem, sealed.n - SL_SEAL_MORE + 1);
    if (!unseal((unsigned char *)plain, seal, name, from, sealed.n))
        return SL_SEAL_BROKEN;
    if (value)
        *value = sl_str_at(plain, sealed.n - SL_SEAL_MORE);
    return SL_SEAL_GOOD;
}

sl_seal_look sl_seal_break(sl_str *value, sl_seal *seal, const unsigned char name[SL_SEAL_NAME],
                           char *sealed, size_t n)
{
    unsigned char *from = (unsigned char *)sealed;
    sl_seal_look look = look_at(seal, from, n);
    if (look != SL_SEAL_GOOD)
        return look;
    if (!unseal(from + SL_SEAL_HEAD, seal, name, from, n))
        return SL_SEAL_BROKEN;
    *value = sl_str_at(sealed + SL_SEAL_HEAD, n - SL_SEAL_MORE);
    return SL_SEAL_GOOD;
}
