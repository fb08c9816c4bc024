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
    GITLAB_SUM_DIGITS = 7,
    LETTERS_MIN = 16,  /* shorter: too often an identifier */
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

/* True for a plus sign that joins two literals of source code, not one of base64. */
static bool joins_literals(sl_str text, size_t at)
{
    size_t before = at;
    if (at + 1 < text.n && sl_base64_value(text.p[at + 1]) >= 0)
        return false;
    while (before > 0 && strchr(" \t\r\n", text.p[before - 1]))
        before--;
    return before > 0 && strchr("\"'`", text.p[before - 1]);
}

/* Where headers such as "Version:" end, at an empty line; 0 when there are none. */
static size_t headers_end(sl_str text)
{
    static const char *const breaks[] = {"\n\n", "\r\n\r\n", "\\n\\n", "\\r\\n\\r\\n"};
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
        size_t end = sl_str_find(text, sl_str_of(breaks[i]), 0);
        if (end != SIZE_MAX && sl_str_chr(sl_str_sub(text, 0, end), ':') != SIZE_MAX)
            return end;
    }
    return 0;
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
    in = sl_str_sub(in, headers_end(in), in.n);
    char *out = sl_alloc(mem, in.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < in.n; i++) {
        if (in.p[i] == '\\' && i + 1 < in.n && strchr("nrt\\", in.p[i + 1]))
            i++;
        else if (!strchr(" \t\r\n\"'`,;|>#*\\", in.p[i]) &&
                 !(in.p[i] == '+' && joins_literals(in, i)))
            out[n++] = in.p[i];
    }
    return sl_str_at(out, n);
}

/* A DER sequence (X.690, 8.1) that ends where the bytes end. */
static bool is_der_sequence(sl_str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    if (bytes.n < 4 || p[0] != 0x30)
        return false;
    if (p[1] < 0x80)
        return bytes.n == 2 + (size_t)p[1];
    if (p[1] == 0x81)
        return bytes.n == 3 + (size_t)p[2];
    return p[1] == 0x82 && bytes.n == 4 + ((size_t)p[2] << 8 | p[3]);
}

/* The packet of an OpenPGP secret key (RFC 9580, 5.5.1.3), in the old or the new form. */
static bool is_openpgp_secret(sl_str bytes)
{
    unsigned char tag = (unsigned char)bytes.p[0];
    return (tag & 0xfc) == 0x94 || tag == 0xc5;
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
    bool is_sure = is_der_sequence(bytes) || is_openpgp_secret(bytes) ||
                   sl_str_starts(bytes, SL_S("openssh-key-v1"));
    return is_sure ? SL_PROOF_SURE : SL_PROOF_PLAUSIBLE;
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

/* Proof or nothing learnt: for formats whose checksum is not documented for all their forms. */
static sl_secret_proof sure_or_plausible(bool is_right)
{
    return is_right ? SL_PROOF_SURE : SL_PROOF_PLAUSIBLE;
}

static sl_secret_proof check_azure_storage(sl_arena *mem, sl_str secret)
{
    sl_str key;
    return sure_or_plausible(sl_base64_read(&key, mem, secret) && key.n == AZURE_KEY_BYTES);
}

/* "glsa_", 32 characters, "_", and the CRC-32 of what stands before the last underscore. */
static sl_secret_proof check_grafana(sl_arena *mem, sl_str secret)
{
    size_t last = sl_str_rchr(secret, '_');
    sl_str sum;
    if (last == SIZE_MAX || !sl_hex_read(&sum, mem, sl_str_sub(secret, last + 1, secret.n)) ||
        sum.n != sizeof(uint32_t))
        return SL_PROOF_PLAUSIBLE;
    uint32_t crc = sl_crc32(sl_str_sub(secret, 0, last));
    uint32_t little = 0;
    uint32_t big = 0;
    for (size_t i = 0; i < sizeof crc; i++) {
        little |= (uint32_t)(unsigned char)sum.p[i] << (8 * i);
        big = big << 8 | (unsigned char)sum.p[i];
    }
    return sure_or_plausible(crc == little || crc == big);
}

/* Routable tokens end with the CRC-32, in seven digits of base 36, of all that stands before. */
static sl_secret_proof check_gitlab(sl_arena *mem, sl_str secret)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    (void)mem;
    if (sl_str_chr(secret, '.') == SIZE_MAX || secret.n <= GITLAB_SUM_DIGITS)
        return SL_PROOF_PLAUSIBLE;
    size_t at = secret.n - GITLAB_SUM_DIGITS;
    uint32_t crc = sl_crc32(sl_str_sub(secret, 0, at));
    bool is_right = true;
    for (size_t i = secret.n; i-- > at; crc /= 36)
        is_right &= secret.p[i] == digits[crc % 36];
    return sure_or_plausible(is_right);
}

/* JSON in base64 behind the first underscore, up to the next. */
static sl_secret_proof check_marked_json(sl_arena *mem, sl_str secret)
{
    size_t from = sl_str_chr(secret, '_') + 1;
    size_t to = sl_str_rchr(secret, '_');
    if (to == SIZE_MAX || to < from)
        to = secret.n;
    return sure_or_plausible(base64_json(mem, sl_str_sub(secret, from, to)) != NULL);
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

/* base64 of what a person or a program set as a value: no template, no word for "fill this in". */
static sl_secret_proof check_base64_value(sl_arena *mem, sl_str secret)
{
    sl_str bytes;
    if (!sl_base64_read(&bytes, mem, secret) || !bytes.n)
        return SL_PROOF_NONE;
    return plausible_if(bytes.p[0] == '{' || !sl_is_stand_in(bytes));
}

/* base64 of "user:password", as in Basic authentication (RFC 7617). */
static sl_secret_proof check_basic(sl_arena *mem, sl_str secret)
{
    sl_str bytes;
    if (!sl_base64_read(&bytes, mem, secret) || !sl_is_text(bytes))
        return SL_PROOF_NONE;
    size_t colon = sl_str_chr(bytes, ':');
    if (colon == SIZE_MAX || colon + 1 == bytes.n)
        return SL_PROOF_NONE;
    return sure_if(!sl_is_stock_password(sl_str_sub(bytes, colon + 1, bytes.n)));
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

/* Which kinds of characters a text has. */
typedef struct kinds {
    bool has_digit, has_lower, has_upper;
} kinds;

static kinds kinds_of(sl_str text)
{
    kinds k = {0};
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        k.has_digit |= c >= '0' && c <= '9';
        k.has_lower |= c >= 'a' && c <= 'z';
        k.has_upper |= c >= 'A' && c <= 'Z';
    }
    return k;
}

/* What a generator makes: letters and digits; letters of both cases alone when they are no words.
 */
static sl_secret_proof check_mixed(sl_arena *mem, sl_str secret)
{
    (void)mem;
    kinds k = kinds_of(secret);
    if (k.has_digit)
        return plausible_if(k.has_lower || k.has_upper);
    return plausible_if(k.has_lower && k.has_upper && secret.n >= LETTERS_MIN &&
                        !sl_is_wordy(secret));
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

/* What a generator makes: letters of both cases and digits, and no words. */
static sl_secret_proof check_strong(sl_arena *mem, sl_str secret)
{
    kinds k = kinds_of(secret);
    return k.has_lower && k.has_upper && k.has_digit ? check_password(mem, secret) : SL_PROOF_NONE;
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
    {"base64-value", "base64 of a value that is no template", check_base64_value},
    {"basic-auth", "base64 of user, colon and password (RFC 7617)", check_basic},
    {"base64", "base64 without left-over bits (RFC 4648)", check_base64},
    {"base64-text", "base64 of text (RFC 4648)", check_base64_text},
    {"discord", "a decimal id in the first part (Discord, bot tokens)", check_discord},
    {"gcp-service-account", "JSON with type and private_key (Google Cloud, service account keys)",
     check_service_account},
    {"github-crc32",
     "the last six characters are the CRC-32 of the 30 before (GitHub, token "
     "formats)",
     check_crc32_base62},
    {"gitlab", "routable tokens end with their CRC-32 in base 36 (GitLab, token overview)",
     check_gitlab},
    {"grafana", "the last eight digits are the CRC-32 of what is before (Grafana)", check_grafana},
    {"jwt", "JSON header with alg, JSON claims (RFC 7519)", check_jwt},
    {"marked-json", "JSON in base64 behind the prefix (Sentry, 1Password)", check_marked_json},
    {"mixed", "letters and digits, or letters of both cases that are no words", check_mixed},
    {"not-words", "no name made of words", check_not_words},
    {"npm-crc32", "the last six characters are the CRC-32 of the 30 before (npm, token formats)",
     check_crc32_base62},
    {"password", "no word, and none of those that stand in for a password", check_password},
    {"pem", "base64 of a key between BEGIN and END (RFC 7468)", check_pem},
    {"strong-password", "letters of both cases and digits, no words", check_strong},
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
