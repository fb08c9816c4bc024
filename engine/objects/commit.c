/* Lines "name value" up to an empty one; a line that begins with a blank goes on with the one
   before. */
#include "engine/objects/commit.h"

#include <time.h>

#include "base/chars.h"

enum { SUM_BYTES = 5 };
enum { ARMOUR_MIN = 48 }; /* characters; PGP writes 64 in a line, OpenSSH 70 */

bool sl_head_line(sl_str *value, sl_str *rest, sl_str name)
{
    sl_str line;
    sl_str behind = *rest;
    if (!sl_str_cut(&behind, '\n', &line) || !sl_str_starts(line, name))
        return false;
    *value = sl_str_sub(line, name.n, SIZE_MAX);
    *rest = behind;
    return true;
}

/* The value of the first line of that name in the head; empty when there is none. */
static sl_str find_line(sl_str text, sl_str name)
{
    sl_str value = {0};
    for (sl_str line; text.n && text.p[0] != '\n' && sl_str_cut(&text, '\n', &line);)
        if (sl_str_starts(line, name))
            return sl_str_sub(line, name.n, SIZE_MAX);
    return value;
}

bool sl_commit_read(sl_commit_text *out, sl_str text, size_t id_bytes, sl_err *e)
{
    sl_str hex;
    *out = (sl_commit_text){.rest = text, .id_bytes = id_bytes};
    if (!sl_head_line(&hex, &out->rest, SL_S("tree ")) || !sl_id_of_hex(&out->tree, hex, id_bytes))
        return sl_fail(e, SL_EPARSE, "the commit is malformed: it has no tree");
    out->author = find_line(out->rest, SL_S("author "));
    out->time = sl_signature_read(find_line(out->rest, SL_S("committer "))).seconds;
    return true;
}

bool sl_commit_parent(sl_id *out, sl_commit_text *text)
{
    sl_str hex;
    return sl_head_line(&hex, &text->rest, SL_S("parent ")) &&
           sl_id_of_hex(out, hex, text->id_bytes);
}

bool sl_tag_read(sl_tag_text *out, sl_str text, size_t id_bytes, sl_err *e)
{
    sl_str hex;
    sl_str rest = text;
    *out = (sl_tag_text){0};
    if (!sl_head_line(&hex, &rest, SL_S("object ")) || !sl_id_of_hex(&out->target, hex, id_bytes))
        return sl_fail(e, SL_EPARSE, "the tag is malformed: it names no object");
    out->name = find_line(rest, SL_S("tag "));
    out->tagger = find_line(rest, SL_S("tagger "));
    return true;
}

sl_signature sl_signature_read(sl_str text)
{
    sl_signature s = {0};
    int64_t zone = 0;
    size_t open = sl_str_chr(text, '<');
    size_t close = sl_str_rchr(text, '>');
    if (close == SIZE_MAX || open > close)
        return s;
    s.name = sl_str_trim(sl_str_sub(text, 0, open));
    s.mail = sl_str_trim(sl_str_sub(text, open + 1, close));
    sl_str rest = sl_str_trim(sl_str_sub(text, close + 1, SIZE_MAX));
    sl_str seconds;
    if (!sl_str_cut(&rest, ' ', &seconds) || !sl_str_int(seconds, &s.seconds))
        s.seconds = 0;
    bool is_west = rest.n && rest.p[0] == '-';
    if (rest.n == 5 && sl_str_int(sl_str_sub(rest, 1, 5), &zone) && zone >= 0 && zone % 100 < 60)
        s.zone = (int)(zone / 100 * 60 + zone % 100) * (is_west ? -1 : 1);
    return s;
}

sl_str sl_signature_date(sl_arena *mem, const sl_signature *s)
{
    struct tm tm;
    int64_t local;
    char text[32];
    int zone = s->zone < 0 ? -s->zone : s->zone;
    if (__builtin_add_overflow(s->seconds, (int64_t)s->zone * 60, &local))
        return (sl_str){0};
    time_t t = (time_t)local;
    if (!gmtime_r(&t, &tm) || tm.tm_year > 9999 - 1900 || tm.tm_year < -1900)
        return (sl_str){0};
    size_t n = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &tm);
    return sl_printf(mem, "%.*s%c%02d:%02d", (int)n, text, s->zone < 0 ? '-' : '+', zone / 60,
                     zone % 60);
}

typedef enum line_kind { KEPT, ID, SIGNED, SIGNATURE } line_kind;

static line_kind kind_of(sl_str line)
{
    static const struct {
        const char *name;
        line_kind kind;
    } table[] = {{"tree ", ID},         {"parent ", ID},     {"object ", ID},
                 {"gpgsig", SIGNATURE}, {"author ", SIGNED}, {"committer ", SIGNED},
                 {"tagger ", SIGNED}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (sl_str_starts(line, sl_str_of(table[i].name)))
            return table[i].kind;
    return KEPT;
}

static bool is_id(sl_str text)
{
    sl_id id;
    return sl_id_of_hex(&id, text, SL_SHA1_ID) || sl_id_of_hex(&id, text, SL_SHA256_ID);
}

/* What signatures begin and end with (git's gpg-interface.c knows the same four). */
static bool is_border(sl_str line)
{
    static const char *const names[] = {"PGP SIGNATURE-----", "PGP MESSAGE-----",
                                        "SIGNED MESSAGE-----", "SSH SIGNATURE-----"};
    static const char *const begins[] = {"-----BEGIN ", "-----END "};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        sl_str begin = sl_str_of(begins[i]);
        sl_str name = sl_str_sub(line, begin.n, SIZE_MAX);
        for (size_t k = 0; sl_str_starts(line, begin) && k < sizeof names / sizeof *names; k++)
            if (sl_str_is(name, names[k]))
                return true;
    }
    return false;
}

/* A line of a signature's digits. A short one may be anything that somebody wrote there, unless it
   is followed, in `rest`, by what ends a signature: PGP's checksum ("=4abi") or the border. */
static bool is_armour(sl_str line, sl_str rest)
{
    bool is_sum = line.n == SUM_BYTES && line.p[0] == '=';
    bool is_last =
        sl_str_starts(rest, SL_S(" -----END ")) || (!is_sum && sl_str_starts(rest, SL_S(" =")));
    line = is_last ? sl_str_sub(line, is_sum, line.n) : line;
    while (is_last && line.n && line.p[line.n - 1] == '=')
        line.n--;
    for (size_t i = 0; i < line.n; i++)
        if (!sl_is_alnum(line.p[i]) && line.p[i] != '+' && line.p[i] != '/')
            return false;
    return is_last || line.n >= ARMOUR_MIN;
}

/* "author Name <mail> time zone" becomes "Name <mail>"; with anything else at its end it stays. */
static sl_str signed_part(sl_str line)
{
    size_t blank = sl_str_chr(line, ' ');
    size_t close = sl_str_rchr(line, '>');
    size_t end = close == SIZE_MAX ? line.n : close + 1;
    for (size_t i = end; i < line.n; i++)
        if (!sl_is_digit(line.p[i]) && line.p[i] != ' ' && line.p[i] != '+' && line.p[i] != '-')
            end = line.n;
    return sl_str_sub(line, blank + 1, end);
}

/* What somebody can have written in a line of the head. A header's further lines begin with a
   blank. */
static sl_str written_part(sl_str line, sl_str rest, line_kind kind)
{
    bool goes_on = line.n && line.p[0] == ' ';
    sl_str value = sl_str_sub(line, goes_on ? 1 : sl_str_chr(line, ' ') + 1, SIZE_MAX);
    if (kind == SIGNED && !goes_on)
        return signed_part(line);
    if (kind == SIGNATURE && (is_border(value) || is_armour(value, rest)))
        return (sl_str){0};
    return kind == ID && !goes_on && is_id(value) ? (sl_str){0} : line;
}

sl_str sl_commit_words(sl_arena *mem, sl_str text)
{
    char *out = sl_alloc(mem, text.n + 1);
    size_t n = 0;
    line_kind kind = KEPT;
    sl_str line;
    while (text.n && text.p[0] != '\n' && sl_str_cut(&text, '\n', &line)) {
        if (!sl_str_starts(line, SL_S(" ")))
            kind = kind_of(line);
        line = written_part(line, text, kind);
        if (line.n)
            memcpy(out + n, line.p, line.n);
        n += line.n;
        out[n++] = '\n';
    }
    if (text.n)
        memcpy(out + n, text.p, text.n);
    return sl_str_at(out, n + text.n);
}
