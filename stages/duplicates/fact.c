/* A stream of small numbers. Each token is the distance from the one before and its number in a
   dictionary that grows as it is read: the first unused number is followed by the new word. */
#include "stages/duplicates/fact.h"

#include "stages/duplicates/marks.h"

enum { VERSION = 1, HEAD_MAX = 32, WORD_BYTES = 8, SLOTS_MIN = 1024, NUMBER_MAX = 5 };

/* ---- digests ---- */

static uint64_t fold(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Up to eight bytes as a number. */
static uint64_t load(const char *p, size_t n)
{
    uint64_t value = 0;
    memcpy(&value, p, n);
    return value;
}

/* 64 bits by folded multiplication. Equal digests of unequal tokens can be made on purpose; they
   make a clone that is none, which harms nobody but its author. */
static uint64_t digest_of(sl_str text)
{
    static const uint64_t k1 = 0x9e3779b97f4a7c15, k2 = 0xd1b54a32d192ed03;
    uint64_t h = fold(text.n ^ k1, k2);
    size_t at = 0;
    for (; text.n - at > 8; at += 8)
        h = fold(h ^ load(text.p + at, 8), k1);
    h = fold(h ^ load(text.p + at, text.n - at), k2);
    return fold(h ^ k2, k1);
}

/* ---- writing ---- */

typedef struct writer {
    sl_buf *out;
    sl_arena *mem;
    const sl_syntax *syntax;
    sl_str text;
    sl_clone_marks marks;
    uint64_t *digests; /* of the words */
    uint32_t n_words, cap_words;
    uint32_t *slots; /* word + 1; 0: free */
    size_t n_slots;
    uint32_t n_tokens, n_lines;
    size_t at; /* where the last token ended */
    bool has_border;
} writer;

static void put_number(sl_buf *out, uint64_t value)
{
    char bytes[10];
    size_t n = 0;
    for (; value >= 0x80; value >>= 7)
        bytes[n++] = (char)(value | 0x80);
    bytes[n++] = (char)value;
    sl_buf_add(out, sl_str_at(bytes, n));
}

static size_t newlines_in(sl_str text)
{
    size_t n = 0;
    const char *end = text.p + text.n;
    for (const char *p = text.p; text.n && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        n++;
    return n;
}

static void grow(writer *w)
{
    w->n_slots *= 2;
    w->slots = sl_alloc_array(w->mem, w->n_slots, sizeof *w->slots);
    for (uint32_t i = 0; i < w->n_words; i++) {
        size_t slot = w->digests[i] & (w->n_slots - 1);
        while (w->slots[slot])
            slot = (slot + 1) & (w->n_slots - 1);
        w->slots[slot] = i + 1;
    }
}

/* The number of the word; `*is_new` when the dictionary did not have it. */
static uint32_t word_of(writer *w, uint64_t digest, bool *is_new)
{
    size_t slot = digest & (w->n_slots - 1);
    for (; w->slots[slot]; slot = (slot + 1) & (w->n_slots - 1))
        if (w->digests[w->slots[slot] - 1] == digest)
            return *is_new = false, w->slots[slot] - 1;
    *is_new = true;
    if (w->n_words == w->cap_words) {
        size_t cap = w->cap_words;
        w->digests = sl_list_room(w->mem, w->digests, cap, &cap, sizeof *w->digests);
        w->cap_words = (uint32_t)cap;
    }
    w->slots[slot] = w->n_words + 1;
    w->digests[w->n_words++] = digest;
    if ((size_t)w->n_words * 2 > w->n_slots)
        grow(w);
    return w->n_words - 1;
}

static sl_clone_kind kind_of(const writer *w, const sl_token *token, sl_str text)
{
    if (token->kind == SL_TOKEN_WORD)
        return sl_token_is_keyword(w->syntax, text) ? SL_CLONE_KEYWORD : SL_CLONE_NAME;
    return token->kind == SL_TOKEN_LITERAL ? SL_CLONE_LITERAL : SL_CLONE_SIGN;
}

/* The way from the last token to `to`: bytes, and lines where there are any. */
static void put_gap(writer *w, size_t to)
{
    size_t lines = newlines_in(sl_str_sub(w->text, w->at, to));
    put_number(w->out, (uint64_t)(to - w->at) << 1 | (lines > 0));
    if (lines)
        put_number(w->out, lines);
    w->n_tokens++;
    w->at = to;
}

static void put_token(writer *w, const sl_token *token)
{
    sl_str text = sl_str_sub(w->text, token->start, token->end);
    bool is_new;
    uint64_t digest = digest_of(text);
    put_gap(w, token->start);
    put_number(w->out, word_of(w, digest, &is_new) + 1);
    if (is_new) {
        sl_clone_kind kind = kind_of(w, token, text);
        sl_buf_add(w->out, sl_str_at((const char *)&digest, WORD_BYTES));
        put_number(w->out, (uint64_t)text.n << 2 | kind);
        put_number(w->out, kind == SL_CLONE_LITERAL ? newlines_in(text) : 0);
    }
    w->at = token->end;
}

static void put_border(writer *w, size_t at)
{
    if (!w->has_border) {
        put_gap(w, at);
        put_number(w->out, 0);
    }
    w->has_border = true;
}

static bool put_tokens(writer *w, sl_tokens *tokens, sl_err *e)
{
    sl_token token;
    while (sl_tokens_next(tokens, &token)) {
        if (w->n_tokens >= SL_CLONE_FILE_TOKENS)
            return sl_fail(e, SL_ETOOBIG, "more than %d tokens in this file (limit file_tokens)",
                           SL_CLONE_FILE_TOKENS);
        if (sl_clone_marks_hide(&w->marks, token.start)) {
            put_border(w, token.start);
            continue;
        }
        put_token(w, &token);
        w->has_border = false;
    }
    return true;
}

bool sl_clone_fact_write(sl_buf *out, sl_arena *mem, const sl_syntax *syntax, sl_str text,
                         sl_err *e)
{
    sl_buf body;
    sl_tokens tokens;
    writer w = {.out = &body, .mem = mem, .syntax = syntax, .text = text, .n_slots = SLOTS_MIN};
    if (text.n >= UINT32_MAX)
        return sl_fail(e, SL_ETOOBIG, "%zu bytes, less than %u are read", text.n, UINT32_MAX);
    w.slots = sl_alloc_array(mem, w.n_slots, sizeof *w.slots);
    sl_buf_init(&body, out->max);
    sl_tokens_init(&tokens, mem, syntax, text);
    sl_clone_marks_read(&w.marks, mem, &tokens.lexemes, text);
    bool ok = put_tokens(&w, &tokens, e);
    size_t lines = newlines_in(text) + (text.n && text.p[text.n - 1] != '\n');
    const uint64_t head[] = {VERSION, text.n, lines, w.n_tokens, w.n_words};
    for (size_t i = 0; ok && i < sizeof head / sizeof *head; i++)
        put_number(out, head[i]);
    if (ok && (body.is_over || !sl_buf_add(out, sl_buf_str(&body))))
        ok = sl_fail(e, SL_ETOOBIG, "more than %zu bytes of tokens", out->max);
    sl_buf_clear(&body);
    return ok;
}

/* ---- reading ---- */

static uint32_t get_number(sl_clone_reader *r)
{
    uint64_t value = 0;
    for (size_t i = 0; i < NUMBER_MAX && i < r->rest.n; i++) {
        unsigned char c = (unsigned char)r->rest.p[i];
        value |= (uint64_t)(c & 0x7f) << (7 * i);
        if (c >= 0x80)
            continue;
        r->rest.p += i + 1;
        r->rest.n -= i + 1;
        if (value > UINT32_MAX)
            break;
        return (uint32_t)value;
    }
    r->is_bad = true;
    return 0;
}

bool sl_clone_fact_open(sl_clone_reader *r, sl_arena *mem, sl_str fact)
{
    *r = (sl_clone_reader){.rest = fact, .line = 1};
    r->is_bad = get_number(r) != VERSION;
    r->n_bytes = get_number(r);
    r->n_lines = get_number(r);
    r->n_tokens = get_number(r);
    r->max_words = get_number(r);
    /* Each token and each word takes bytes of its own: no number is larger than the fact. */
    if (r->is_bad || r->n_lines > r->n_bytes || r->n_tokens > SL_CLONE_FILE_TOKENS ||
        r->n_tokens > r->rest.n / 2 || r->max_words > r->rest.n / WORD_BYTES)
        return r->is_bad = true, false;
    r->words = sl_alloc_array(mem, (size_t)r->max_words + 1, sizeof *r->words);
    return true;
}

static void get_word(sl_clone_reader *r)
{
    sl_clone_word *word = &r->words[r->n_words];
    if (r->n_words >= r->max_words || r->rest.n < WORD_BYTES) {
        r->is_bad = true;
        return;
    }
    word->digest = load(r->rest.p, WORD_BYTES);
    r->rest = sl_str_sub(r->rest, WORD_BYTES, r->rest.n);
    uint32_t length = get_number(r);
    word->kind = (sl_clone_kind)(length & 3);
    word->length = length >> 2;
    word->newlines = get_number(r);
    r->is_bad = r->is_bad || !word->length || word->newlines > word->length;
    r->n_words++;
}

/* Moves on by bytes and lines, neither past the end. */
static void move(sl_clone_reader *r, uint32_t bytes, uint32_t lines)
{
    if (bytes > r->n_bytes - r->at || lines > r->n_lines - r->line + 1 || lines > bytes)
        r->is_bad = true;
    if (r->is_bad)
        return;
    r->at += bytes;
    r->line += lines;
}

bool sl_clone_fact_next(sl_clone_reader *r, sl_clone_token *out)
{
    if (r->n_read == r->n_tokens || r->is_bad) {
        r->is_bad = r->is_bad || r->rest.n;
        return false;
    }
    uint32_t gap = get_number(r);
    move(r, gap >> 1, gap & 1 ? get_number(r) : 0);
    uint32_t number = get_number(r);
    *out = (sl_clone_token){.is_border = !number, .start = r->at, .end = r->at, .line = r->line};
    out->end_line = r->line;
    r->n_read++;
    if (r->is_bad || !number)
        return !r->is_bad;
    if (number == r->n_words + 1)
        get_word(r);
    if (r->is_bad || number > r->n_words)
        return r->is_bad = true, false;
    const sl_clone_word *word = &r->words[number - 1];
    move(r, word->length, word->newlines);
    out->word = number - 1;
    out->end = r->at;
    out->end_line = r->line;
    return !r->is_bad;
}
