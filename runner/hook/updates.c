/* Reading ref updates (githooks(5)). */
#include "runner/hook/updates.h"

enum { SHA1_DIGITS = 40, SHA256_DIGITS = 64 };

/* An object's id in hex, or zeros for none, which become empty. */
static bool read_id(sl_str *out, sl_str word)
{
    bool is_zero = true;
    if (word.n != SHA1_DIGITS && word.n != SHA256_DIGITS)
        return false;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
        is_zero &= c == '0';
    }
    *out = is_zero ? (sl_str){0} : word;
    return true;
}

/* Takes the last word off the line. */
static sl_str last_word(sl_str *line)
{
    size_t blank = sl_str_rchr(*line, ' ');
    sl_str word = blank == SIZE_MAX ? *line : sl_str_sub(*line, blank + 1, line->n);
    *line = sl_str_sub(*line, 0, blank == SIZE_MAX ? 0 : blank);
    return word;
}

static bool read_pushed(sl_ref_update *to, sl_str line)
{
    bool ok = read_id(&to->old, last_word(&line));
    to->ref = last_word(&line);
    return ok && read_id(&to->new, last_word(&line)) && to->ref.n && line.n;
}

static bool read_received(sl_ref_update *to, sl_str line)
{
    to->ref = last_word(&line);
    bool ok = read_id(&to->new, last_word(&line));
    return ok && read_id(&to->old, last_word(&line)) && to->ref.n && !line.n;
}

bool sl_ref_updates_read(sl_ref_updates *out, sl_arena *mem, sl_str text, bool is_push, sl_err *e)
{
    sl_str line;
    *out = (sl_ref_updates){0};
    while (sl_str_cut(&text, '\n', &line)) {
        sl_ref_update update = {0};
        if (out->n >= SL_REF_UPDATES_MAX)
            return sl_fail(e, SL_ETOOBIG, "more than %d refs in one push; push fewer at a time",
                           SL_REF_UPDATES_MAX);
        if (!(is_push ? read_pushed(&update, line) : read_received(&update, line)))
            return sl_fail(e, SL_EPARSE,
                           "line %zu on stdin is not what git writes: '%s' is expected", out->n + 1,
                           is_push ? "LOCAL-REF OID REMOTE-REF OID" : "OLD NEW REF");
        *sl_list_add(mem, out) = update;
    }
    return true;
}
