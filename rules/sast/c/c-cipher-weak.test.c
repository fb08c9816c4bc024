#include <openssl/evp.h>

const EVP_CIPHER *pick(int n) {
    // ruleid: c-cipher-weak
    if (n == 1) return EVP_des_cbc();
    // ruleid: c-cipher-weak
    if (n == 2) return EVP_aes_128_ecb();
    // ok: c-cipher-weak
    if (n == 3) return EVP_aes_256_gcm();
    // ok: c-cipher-weak
    // EVP_rc4()
    return 0;
}
