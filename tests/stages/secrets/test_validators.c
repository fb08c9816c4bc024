/* Checks tell real tokens from text of their shape: what decodes is sure, what contradicts is none.
 */
#include "tests/support/test.h"

#include "stages/secrets/content/codings.h"
#include "stages/secrets/validators.h"

static sl_secret_proof check(sl_arena *mem, const char *name, const char *secret)
{
    const sl_secret_validator *v = sl_secret_validator_of(sl_str_of(name));
    assert_non_null(v);
    return v->check(mem, sl_str_of(secret));
}

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* base64 of `n` bytes that begin with `head`; n is a multiple of three. */
static sl_str encode(sl_arena *mem, const unsigned char *head, size_t n_head, size_t n)
{
    char *out = sl_alloc(mem, n / 3 * 4 + 1);
    for (size_t i = 0; i < n; i += 3) {
        uint32_t bits = 0;
        for (size_t k = i; k < i + 3; k++)
            bits = bits << 8 | (k < n_head ? head[k] : (unsigned char)(k * 37 + 11));
        for (size_t k = 0; k < 4; k++)
            out[i / 3 * 4 + k] = base64_digits[bits >> (18 - 6 * k) & 63];
    }
    return sl_str_at(out, n / 3 * 4);
}

/* How a source writes a key: what stands before, between and after its lines. */
typedef struct spelling {
    const char *begin, *middle, *end;
} spelling;

static const char *pem(sl_arena *mem, spelling with, sl_str body)
{
    return sl_printf(mem, "-----BEGIN %s%.*s%s%.*s%s", with.begin, SL_FMT(sl_str_sub(body, 0, 64)),
                     with.middle, SL_FMT(sl_str_sub(body, 64, body.n)), with.end)
        .p;
}

static void a_key_in_der_is_sure_in_every_spelling(void **state)
{
    static const unsigned char der[] = {0x30, 0x76};
    static const spelling ways[] = {
        {"PRIVATE KEY-----\n", "\n", "\n-----END PRIVATE KEY-----"},
        {"PRIVATE KEY-----\r\n", "\r\n", "\r\n-----END PRIVATE KEY-----"},
        {"PRIVATE KEY-----\\n", "\\n", "\\n-----END PRIVATE KEY-----"},
        {"RSA PRIVATE KEY-----\\n\" +\n  \"", "\\n\" +\n  \"",
         "\\n\" +\n  \"-----END RSA PRIVATE KEY-----"},
    };
    sl_str body = encode(*state, der, sizeof der, 120);

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        assert_int_equal(check(*state, "pem", pem(*state, ways[i], body)), SL_PROOF_SURE);
}

static void a_key_whose_length_is_wrong_is_only_plausible(void **state)
{
    static const unsigned char der[] = {0x30, 0x20};
    sl_str body = encode(*state, der, sizeof der, 120);

    const spelling way = {"PRIVATE KEY-----\n", "\n", "\n-----END PRIVATE KEY-----"};

    assert_int_equal(check(*state, "pem", pem(*state, way, body)), SL_PROOF_PLAUSIBLE);
}

static void a_key_of_openpgp_has_headers_and_a_checksum(void **state)
{
    static const unsigned char packet[] = {0x95, 0x03};
    sl_str body = encode(*state, packet, sizeof packet, 120);

    const spelling way = {"PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n", "\n",
                          "\n=a4kd\n-----END PGP PRIVATE KEY BLOCK-----"};

    assert_int_equal(check(*state, "pem", pem(*state, way, body)), SL_PROOF_SURE);
}

static void what_is_no_base64_is_no_key(void **state)
{
    const char *key = "-----BEGIN PRIVATE KEY-----\n<put the key of the server here>\n"
                      "-----END PRIVATE KEY-----";

    assert_int_equal(check(*state, "pem", key), SL_PROOF_NONE);
}

static void tokens_of_grafana_carry_their_checksum(void **state)
{
    const char *head = "glsa_k3J8sLq0PzXv7RtY2mNbWc5dFgHj1aEu";
    uint32_t crc = sl_crc32(sl_str_of(head));
    const char *right = sl_printf(*state, "%s_%08x", head, crc).p;
    const char *other = sl_printf(*state, "%s_%08x", head, ~crc).p;

    assert_int_equal(check(*state, "grafana", right), SL_PROOF_SURE);
    assert_int_equal(check(*state, "grafana", other), SL_PROOF_PLAUSIBLE);
    assert_int_equal(check(*state, "grafana", "glsa_"), SL_PROOF_PLAUSIBLE);
}

static void routable_tokens_of_gitlab_carry_their_checksum(void **state)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    const char *head = "glpat-k3J8sLq0PzXv7RtY2mNbWc5dFgHj.01.0w";
    char sum[8] = {0};
    uint32_t crc = sl_crc32(sl_str_of(head));
    for (size_t i = 7; i-- > 0; crc /= 36)
        sum[i] = digits[crc % 36];

    assert_int_equal(check(*state, "gitlab", sl_printf(*state, "%s%s", head, sum).p),
                     SL_PROOF_SURE);
    assert_int_equal(check(*state, "gitlab", sl_printf(*state, "%s0000000", head).p),
                     SL_PROOF_PLAUSIBLE);
    assert_int_equal(check(*state, "gitlab", "glpat-k3J8sLq0PzXv7RtY2mNb"), SL_PROOF_PLAUSIBLE);
}

static void basic_credentials_need_a_password_that_is_none_of_the_documentation(void **state)
{
    assert_int_equal(check(*state, "basic-auth", "ZGVwbG95OlM0a2c4cVozdFg3dg=="), SL_PROOF_SURE);
    assert_int_equal(check(*state, "basic-auth", "dXNlcjpwYXNzd29yZA=="), SL_PROOF_NONE);
    assert_int_equal(check(*state, "basic-auth", "YnJvd3Nlcjo="), SL_PROOF_NONE);
    assert_int_equal(check(*state, "basic-auth", "bm9jb2xvbmhlcmU="), SL_PROOF_NONE);
}

static void encoded_templates_are_no_values(void **state)
{
    assert_int_equal(check(*state, "base64-value", "czNjcjN0LTRrOHFa"), SL_PROOF_PLAUSIBLE);
    assert_int_equal(check(*state, "base64-value", "Y2hhbmdlbWU="), SL_PROOF_NONE);
    assert_int_equal(check(*state, "base64-value", "JHtQQVNTV09SRH0="), SL_PROOF_NONE);
}

static void only_generated_passwords_are_strong(void **state)
{
    assert_int_equal(check(*state, "strong-password", "7xQk2vLp9Zt4"), SL_PROOF_PLAUSIBLE);
    assert_int_equal(check(*state, "strong-password", "getPassword2Value"), SL_PROOF_NONE);
    assert_int_equal(check(*state, "strong-password", "kq7x2v9z4t1"), SL_PROOF_NONE);
}

static void random_letters_need_no_digit_and_words_do(void **state)
{
    assert_int_equal(check(*state, "mixed", "DjqyBwnzJrtpvxdFCzApkcqc"), SL_PROOF_PLAUSIBLE);
    assert_int_equal(check(*state, "mixed", "k3J8sLq0PzXv7RtY"), SL_PROOF_PLAUSIBLE);
    assert_int_equal(check(*state, "mixed", "someIdentifierOfThatClass"), SL_PROOF_NONE);
    assert_int_equal(check(*state, "mixed", "kqxwvztrplmn"), SL_PROOF_NONE);
    assert_int_equal(check(*state, "mixed", "1234567890"), SL_PROOF_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_key_in_der_is_sure_in_every_spelling),
        sl_test(a_key_whose_length_is_wrong_is_only_plausible),
        sl_test(a_key_of_openpgp_has_headers_and_a_checksum),
        sl_test(what_is_no_base64_is_no_key),
        sl_test(tokens_of_grafana_carry_their_checksum),
        sl_test(routable_tokens_of_gitlab_carry_their_checksum),
        sl_test(basic_credentials_need_a_password_that_is_none_of_the_documentation),
        sl_test(encoded_templates_are_no_values),
        sl_test(only_generated_passwords_are_strong),
        sl_test(random_letters_need_no_digit_and_words_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
