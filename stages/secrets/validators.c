/* The table of checks. Each is a claim about one format; its source stands in its help. */
#include "stages/secrets/validators.h"

#include "base/json.h"
#include "stages/secrets/content/codings.h"
#include "stages/secrets/words.h"

enum {
    CHECKSUM_BODY = 30,
    CHECKSUM_DIGITS = 6,
    AWS_PREFIX = 4,
    AZURE_KEY_BYTES = 64,
    PEM_BODY_MIN = 24, /* bytes: an Ed25519 key in DER has 48 */
    JSON_MAX = 1 << 16
};

static sl_secret_proof plausible_if(bool ok)
{
    return ok ? SL_PROOF_PLAUSIBLE : SL_PROOF_NONE;
}

static sl_secret_proof sure_if(bool ok)
{
    return ok ? SL_PROOF_SURE : SL_PROOF_NONE;
}

/* 30 characters and their CRC-32 behind the last underscore. */
static sl_secret_proof check_crc32_base62(sl_arena *mem, sl_str secret)
{
    (void)mem;
    size_t prefix = sl_str_rchr(secret, '_') + 1; /* SIZE_MAX + 1: no prefix */
    if (secret.n - prefix != CHECKSUM_BODY + CHECKSUM_DIGITS)
        return SL_PROOF_PLAUSIBLE; /* an older or a fine-grained token: without a checksum */
    sl_str body = sl_str_sub(secret, prefix, prefix + CHECKSUM_BODY);
    char digits[CHECKSUM_DIGITS];
    sl_base62_six(digits, sl_crc32(body));
    return sure_if(sl_str_ends(secret, sl_str_at(digits, sizeof digits)));
}

static const sl_node *json_of(sl_arena *mem, sl_str text)
{
    sl_node *doc = NULL;
    if (text.n > JSON_MAX || !sl_json_read(&doc, mem, (sl_str){0}, text, NULL))
        return NULL;
    return doc->kind == SL_MAP ? doc : NULL;
}

static const sl_node *base64_json(sl_arena *mem, sl_str part)
{
    sl_str text;
    return sl_base64_read(&text, mem, part) ? json_of(mem, text) : NULL;
}

/* RFC 7519: base64url of a header with `alg`, of a claim set, and a signature. */
static sl_secret_proof check_jwt(sl_arena *mem, sl_str secret)
{
    sl_str rest = secret;
    sl_str header, claims;
    if (!sl_str_cut(&rest, '.', &header) || !sl_str_cut(&rest, '.', &claims))
        return SL_PROOF_NONE;
    const sl_node *head = base64_json(mem, header);
    if (!head || !(sl_node_get(head, "alg") || sl_node_get(head, "enc")))
        return SL_PROOF_NONE;
    bool is_encrypted = sl_node_get(head, "enc"); /* JWE: what follows is no JSON */
    return sure_if(is_encrypted || base64_json(mem, claims));
}

/* The body of a PEM text (RFC 7468), with breaks as they are or written as "\n". */
static sl_str pem_body(sl_arena *mem, sl_str secret)
{
    size_t begin = sl_str_find(secret, SL_S("-----BEGIN"), 0);
    size_t head = begin == SIZE_MAX ? begin : sl_str_find(secret, SL_S("-----"), begin + 10);
    size_t end = head == SIZE_MAX ? head : sl_str_find(secret, SL_S("-----END"), head + 5);
    if (head == SIZE_MAX)
        return (sl_str){0};
    sl_str in = sl_str_sub(secret, head + 5, end == SIZE_MAX ? secret.n : end);
    size_t headers = sl_str_find(in, SL_S("\n\n"), 0);
    if (headers != SIZE_MAX && sl_str_chr(sl_str_sub(in, 0, headers), ':') != SIZE_MAX)
        in = sl_str_sub(in, headers, in.n);
    char *out = sl_alloc(mem, in.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < in.n; i++) {
        if (in.p[i] == '\\' && i + 1 < in.n && strchr("nrt\\", in.p[i + 1]))
            i++;
        else if (!strchr(" \t\r\n\"'+,;|>#*", in.p[i]) || in.p[i] == '+')
            out[n++] = in.p[i];
    }
    return sl_str_at(out, n);
}

static sl_secret_proof check_pem(sl_arena *mem, sl_str secret)
{
    sl_str body = pem_body(mem, secret);
    sl_str bytes;
    if (!sl_base64_read(&bytes, mem, body)) {
        sl_str whole = sl_str_sub(body, 0, body.n / 4 * 4); /* OpenPGP ends with a checksum */
        size_t sum = sl_str_rchr(body, '=');
        whole = sum != SIZE_MAX ? sl_str_sub(body, 0, sum) : whole;
        if (!sl_base64_read(&bytes, mem, whole))
            return SL_PROOF_NONE;
    }
    if (bytes.n < PEM_BODY_MIN)
        return SL_PROOF_NONE;
    bool is_der = (unsigned char)bytes.p[0] == 0x30 || sl_str_starts(bytes, SL_S("openssh-key-v1"));
    return is_der ? SL_PROOF_SURE : SL_PROOF_PLAUSIBLE;
}

/* Access key ids are base32 behind their prefix. */
static sl_secret_proof check_aws_key_id(sl_arena *mem, sl_str secret)
{
    (void)mem;
    for (size_t i = AWS_PREFIX; i < secret.n; i++)
        if (!memchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", secret.p[i], 32))
            return SL_PROOF_NONE;
    return plausible_if(!sl_str_ends(secret, SL_S("EXAMPLE")));
}

static sl_secret_proof check_service_account(sl_arena *mem, sl_str secret)
{
    const sl_node *doc = json_of(mem, secret);
    if (!doc)
        return plausible_if(sl_str_find(secret, SL_S("private_key"), 0) != SIZE_MAX);
    return sure_if(sl_str_is(sl_node_text(sl_node_get(doc, "type")), "service_account") &&
                   sl_node_text(sl_node_get(doc, "private_key")).n > PEM_BODY_MIN);
}

static sl_secret_proof check_azure_storage(sl_arena *mem, sl_str secret)
{
    sl_str key;
    return sure_if(sl_base64_read(&key, mem, secret) && key.n == AZURE_KEY_BYTES);
}

static sl_secret_proof check_base64(sl_arena *mem, sl_str secret)
{
    sl_str bytes;
    return plausible_if(sl_base64_read(&bytes, mem, secret));
}

static sl_secret_proof check_base64_text(sl_arena *mem, sl_str secret)
{
    sl_str bytes;
    return plausible_if(sl_base64_read(&bytes, mem, secret) && bytes.n && sl_is_text(bytes));
}

/* The first part of a bot token is the user's id, a decimal number, in base64. */
static sl_secret_proof check_discord(sl_arena *mem, sl_str secret)
{
    sl_str id;
    if (!sl_base64_read(&id, mem, sl_str_sub(secret, 0, sl_str_chr(secret, '.'))))
        return SL_PROOF_NONE;
    int64_t number;
    return sure_if(sl_str_int(id, &number) && number > 0);
}

static sl_secret_proof check_uuid_v4(sl_arena *mem, sl_str secret)
{
    (void)mem;
    return plausible_if(secret.n == 36 && secret.p[14] == '4' &&
                        strchr("89abAB", secret.p[19]) != NULL);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Letters and digits: neither a name nor a number. */
static sl_secret_proof check_mixed(sl_arena *mem, sl_str secret)
{
    (void)mem;
    bool has_digit = false;
    bool has_letter = false;
    for (size_t i = 0; i < secret.n; i++) {
        has_digit |= is_digit(secret.p[i]);
        has_letter |= is_letter(secret.p[i]);
    }
    return plausible_if(has_digit && has_letter);
}

static sl_secret_proof check_not_words(sl_arena *mem, sl_str secret)
{
    (void)mem;
    return plausible_if(!sl_is_wordy(secret));
}

static sl_secret_proof check_password(sl_arena *mem, sl_str secret)
{
    (void)mem;
    return plausible_if(!sl_is_stock_password(secret) && !sl_is_wordy(secret));
}

/* In a URL a word is a password as well. */
static sl_secret_proof check_url_password(sl_arena *mem, sl_str secret)
{
    (void)mem;
    return plausible_if(!sl_is_stock_password(secret));
}

/* "user:password" */
static sl_secret_proof check_user_password(sl_arena *mem, sl_str secret)
{
    size_t colon = sl_str_chr(secret, ':');
    return check_url_password(mem,
                              colon == SIZE_MAX ? secret : sl_str_sub(secret, colon + 1, secret.n));
}

static const sl_secret_validator validators[] = {
    {"aws-key-id", "base32 behind the prefix (AWS, IAM identifiers)", check_aws_key_id},
    {"azure-storage", "64 bytes in base64 (Azure Storage account keys)", check_azure_storage},
    {"base64", "base64 without left-over bits (RFC 4648)", check_base64},
    {"base64-text", "base64 of text (RFC 4648)", check_base64_text},
    {"discord", "a decimal id in the first part (Discord, bot tokens)", check_discord},
    {"gcp-service-account", "JSON with type and private_key (Google Cloud, service account keys)",
     check_service_account},
    {"github-crc32",
     "the last six characters are the CRC-32 of the 30 before (GitHub, token "
     "formats)",
     check_crc32_base62},
    {"jwt", "JSON header with alg, JSON claims (RFC 7519)", check_jwt},
    {"mixed", "letters and digits both", check_mixed},
    {"not-words", "no name made of words", check_not_words},
    {"npm-crc32", "the last six characters are the CRC-32 of the 30 before (npm, token formats)",
     check_crc32_base62},
    {"password", "no word, and none of those that stand in for a password", check_password},
    {"pem", "base64 of a key between BEGIN and END (RFC 7468)", check_pem},
    {"url-password", "none of the words that stand in for a password", check_url_password},
    {"user-password", "the same behind the colon", check_user_password},
    {"uuid-v4", "version and variant of a random UUID (RFC 9562)", check_uuid_v4},
};

const sl_secret_validator *sl_secret_validators(size_t *n)
{
    *n = sizeof validators / sizeof *validators;
    return validators;
}

const sl_secret_validator *sl_secret_validator_of(sl_str name)
{
    for (size_t i = 0; i < sizeof validators / sizeof *validators; i++)
        if (sl_str_is(name, validators[i].name))
            return &validators[i];
    return NULL;
}
