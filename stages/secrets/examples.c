/* Examples that rules carry: templates become tokens of the right shape, the same at each run. No
   real secret ever stands in a rule file. */
#include <stdio.h>

#include "engine/rules/common.h"
#include "sluice/buf.h"
#include "stages/secrets/content/codings.h"
#include "stages/secrets/compile.h"
#include "stages/secrets/fields.h"

enum { LENGTH_MAX = 100000, PEM_WIDTH = 64, PEM_BYTES = 600, CHECKSUM_BODY = 30 };

#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* An expansion under way: splitmix64 over the rule's id and the example's number. */
typedef struct expander {
    uint64_t state;
    sl_buf out;
    sl_arena *mem;
} expander;

static uint64_t draw(expander *x)
{
    uint64_t z = x->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static void put_random(expander *x, const char *alphabet, size_t n)
{
    size_t size = strlen(alphabet);
    for (size_t i = 0; i < n; i++)
        sl_buf_addc(&x->out, alphabet[draw(x) % size]);
}

static void put_base64(expander *x, sl_str bytes, bool is_url)
{
    const char *digits = is_url ? UPPER LOWER DIGITS "-_" : UPPER LOWER DIGITS "+/";
    for (size_t i = 0; i < bytes.n; i += 3) {
        uint32_t bits = 0;
        size_t n = bytes.n - i < 3 ? bytes.n - i : 3;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < n ? (unsigned char)bytes.p[i + k] : 0);
        for (size_t k = 0; k <= n; k++)
            sl_buf_addc(&x->out, digits[bits >> (18 - 6 * k) & 63]);
        for (size_t k = n; k < 3 && !is_url; k++)
            sl_buf_addc(&x->out, '=');
    }
}

static void put_checked(expander *x, sl_str prefix)
{
    sl_buf_add(&x->out, prefix);
    put_random(x, DIGITS UPPER LOWER, CHECKSUM_BODY);
    char sum[6];
    sl_base62_six(sum, sl_crc32(sl_str_at(x->out.p + x->out.n - CHECKSUM_BODY, CHECKSUM_BODY)));
    sl_buf_add(&x->out, sl_str_at(sum, sizeof sum));
}

static void put_uuid(expander *x)
{
    put_random(x, "0123456789abcdef", 8);
    sl_buf_addc(&x->out, '-');
    put_random(x, "0123456789abcdef", 4);
    sl_buf_addz(&x->out, "-4");
    put_random(x, "0123456789abcdef", 3);
    sl_buf_addc(&x->out, '-');
    put_random(x, "89ab", 1);
    put_random(x, "0123456789abcdef", 3);
    sl_buf_addc(&x->out, '-');
    put_random(x, "0123456789abcdef", 12);
}

static void put_jwt(expander *x)
{
    put_base64(x, SL_S("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"), true);
    sl_buf_addc(&x->out, '.');
    sl_str claims = sl_printf(x->mem, "{\"sub\":\"%llu\",\"iat\":1516239022}",
                              (unsigned long long)(draw(x) >> 16));
    put_base64(x, claims, true);
    sl_buf_addc(&x->out, '.');
    put_random(x, UPPER LOWER DIGITS "-_", 43);
}

/* A key of the label in DER as far as its first bytes; no real key. */
static void put_pem(expander *x, sl_str label)
{
    char bytes[PEM_BYTES] = {0x30, (char)0x82, 0x02, 0x54};
    for (size_t i = 4; i < sizeof bytes; i++)
        bytes[i] = (char)draw(x);
    sl_buf body = x->out;
    sl_buf_init(&x->out, SIZE_MAX);
    put_base64(x, sl_str_at(bytes, sizeof bytes), false);
    sl_str text = sl_dup(x->mem, sl_buf_str(&x->out));
    sl_buf_clear(&x->out);
    x->out = body;
    sl_buf_addf(&x->out, "-----BEGIN %.*s-----\n", SL_FMT(label));
    for (size_t i = 0; i < text.n; i += PEM_WIDTH)
        sl_buf_addf(&x->out, "%.*s\n", SL_FMT(sl_str_sub(text, i, i + PEM_WIDTH)));
    sl_buf_addf(&x->out, "-----END %.*s-----", SL_FMT(label));
}

/* {{NAME:N}}: characters of an alphabet. */
static bool put_alphabet(expander *x, sl_str name, sl_str argument)
{
    static const struct {
        const char *name, *alphabet;
    } table[] = {
        {"alnum", UPPER LOWER DIGITS},
        {"lower", LOWER},
        {"upper", UPPER},
        {"lowernum", LOWER DIGITS},
        {"uppernum", UPPER DIGITS},
        {"digits", DIGITS},
        {"hex", DIGITS "abcdef"},
        {"HEX", DIGITS "ABCDEF"},
        {"base64", UPPER LOWER DIGITS "+/"},
        {"base64url", UPPER LOWER DIGITS "-_"},
        {"base32", UPPER "234567"},
    };
    int64_t n;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (!sl_str_is(name, table[i].name))
            continue;
        if (!sl_str_int(argument, &n) || n < 1 || n > LENGTH_MAX)
            return false;
        put_random(x, table[i].alphabet, (size_t)n);
        return true;
    }
    return false;
}

static bool put_template(expander *x, sl_str name, sl_str argument)
{
    if (sl_str_is(name, "github") || sl_str_is(name, "npm"))
        put_checked(x, argument);
    else if (sl_str_is(name, "uuid"))
        put_uuid(x);
    else if (sl_str_is(name, "jwt"))
        put_jwt(x);
    else if (sl_str_is(name, "pem"))
        put_pem(x, argument);
    else if (sl_str_is(name, "b64json"))
        put_base64(x, argument, false);
    else
        return put_alphabet(x, name, argument);
    return true;
}

/* Where the braces of a template that begins at `at` close; braces inside have to be balanced. */
static size_t template_end(sl_str text, size_t at)
{
    size_t depth = 0;
    for (size_t i = at; i < text.n; i++) {
        depth += text.p[i] == '{';
        depth -= text.p[i] == '}';
        if (depth == 0)
            return i + 1;
    }
    return SIZE_MAX;
}

/* Braces that are no template of ours stay: Jinja and Helm look alike, and are good negatives. */
static sl_str expand(expander *x, sl_str text)
{
    sl_buf_init(&x->out, SIZE_MAX);
    for (size_t at = 0; at < text.n;) {
        size_t next = sl_str_find(text, SL_S("{{"), at);
        sl_buf_add(&x->out, sl_str_sub(text, at, next));
        if (next == SIZE_MAX)
            break;
        size_t end = template_end(text, next);
        at = end == SIZE_MAX ? next + 2 : end;
        sl_str name = sl_str_sub(text, next + 2, at - 2);
        size_t colon = sl_str_chr(name, ':');
        sl_str argument = colon == SIZE_MAX ? (sl_str){0} : sl_str_sub(name, colon + 1, name.n);
        if (end == SIZE_MAX || !put_template(x, sl_str_sub(name, 0, colon), argument))
            sl_buf_add(&x->out, sl_str_sub(text, next, at));
    }
    sl_str out = sl_dup(x->mem, sl_buf_str(&x->out));
    sl_buf_clear(&x->out);
    return out;
}

bool sl_secrets_examples(const sl_rule *rule, sl_arena *mem, sl_example_call call, void *context,
                         sl_err *e)
{
    static const char *const names[] = {"positive", "negative"};
    const sl_node *examples = sl_secret_field(rule->doc, "examples");
    if (examples && examples->kind != SL_MAP)
        return sl_rule_fail(e, rule, examples, "'examples' is a map of positive and negative");
    if (sl_node_true(sl_secret_field(rule->doc, "skipReport")))
        return true; /* never told: the rules that require it have examples with it */
    for (size_t k = 0; examples && k < sizeof names / sizeof *names; k++) {
        sl_strs texts = sl_node_texts(mem, sl_node_get(examples, names[k]));
        for (size_t i = 0; i < texts.n; i++) {
            expander x = {.mem = mem, .state = sl_str_hash(rule->id) + 2 * i + k};
            sl_str name = sl_printf(mem, "%s %zu", names[k], i + 1);
            sl_str path = sl_node_text(sl_node_get(examples, "path"));
            call(context, name, path.n ? path : SL_S("example.txt"), expand(&x, texts.v[i]),
                 k == 0);
        }
    }
    return true;
}
