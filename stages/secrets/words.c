/* Telling words from random letters without a dictionary. */
#include "stages/secrets/words.h"

enum { WORD_MIN = 3, CONSONANTS_MAX = 4, PASSWORD_MAX = 64 };

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* The end of the letters that begin at `at` and could be one word: "word", "Word" or "WORD". */
static size_t word_end(sl_str s, size_t at)
{
    size_t end = at;
    if (is_upper(s.p[at])) {
        end++;
        if (end < s.n && is_upper(s.p[end])) {
            while (end < s.n && is_upper(s.p[end]))
                end++;
            return end;
        }
    }
    while (end < s.n && is_lower(s.p[end]))
        end++;
    return end;
}

static bool is_word(sl_str s)
{
    size_t n_vowels = 0;
    size_t in_a_row = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool is_vowel = strchr("aeiouy", s.p[i] | 0x20) != NULL;
        n_vowels += is_vowel;
        in_a_row = is_vowel ? 0 : in_a_row + 1;
        if (in_a_row > CONSONANTS_MAX)
            return false;
    }
    return s.n >= WORD_MIN && n_vowels * 6 >= s.n && n_vowels < s.n;
}

bool sl_is_wordy(sl_str text)
{
    size_t n_letters = 0;
    for (size_t at = 0; at < text.n;) {
        if (!is_lower(text.p[at]) && !is_upper(text.p[at])) {
            at++;
            continue;
        }
        size_t end = word_end(text, at);
        sl_str word = sl_str_sub(text, at, end);
        n_letters += is_word(word) ? word.n : 0;
        at = end;
    }
    return n_letters * 3 >= text.n * 2;
}

static sl_str lower_of(char lower[PASSWORD_MAX], sl_str text)
{
    for (size_t i = 0; i < text.n; i++)
        lower[i] = (char)(text.p[i] | (is_upper(text.p[i]) ? 0x20 : 0));
    return sl_str_at(lower, text.n);
}

static bool has_part(sl_str text, const char *const *parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sl_str_find(text, sl_str_of(parts[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

bool sl_is_stand_in(sl_str text)
{
    static const char *const parts[] = {
        "example",     "changeme", "change_me", "change-me", "your", "redacted", "xxxx", "****",
        "placeholder", "....",     "${",        "$(",        "{{",   "%s",       "%(",   "#{"};
    char lower[PASSWORD_MAX];
    return text.n <= sizeof lower &&
           has_part(lower_of(lower, text), parts, sizeof parts / sizeof *parts);
}

bool sl_is_stock_password(sl_str text)
{
    static const char *const wholes[] = {
        "pass",   "passwd", "pwd",      "pw",    "secret", "guest",  "root",   "admin", "user",
        "login",  "test",   "demo",     "foo",   "bar",    "abc",    "123",    "1234",  "12345",
        "123456", "null",   "none",     "nil",   "true",   "false",  "string", "empty", "default",
        "token",  "mysql",  "postgres", "redis", "mongo",  "rabbit", "sa",     "value", "mypass",
    };
    static const char *const parts[] = {"password", "passw0rd"};
    char lower[PASSWORD_MAX];
    if (text.n > sizeof lower)
        return false;
    sl_str s = lower_of(lower, text);
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        if (sl_str_is(s, wholes[i]))
            return true;
    return has_part(s, parts, sizeof parts / sizeof *parts) || sl_is_stand_in(text);
}
