#include <openssl/evp.h>

const EVP_MD *pick(void) {
    // ruleid: c-hash-md5-sha1
    const EVP_MD *old = EVP_md5();
    // ok: c-hash-md5-sha1
    const EVP_MD *new = EVP_sha256();
    // ok: c-hash-md5-sha1
    /* EVP_sha1() */
    return old ? old : new;
}
