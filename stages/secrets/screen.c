/* Is a text quiet? Quiet is a matter of places: no match of any rule that would be a secret at some
   path with some keyword elsewhere, and no word of rules whose matches have no bounds. So a text
   that is told from a quiet one need only be looked at where it changed, far enough around. */
#include "stages/secrets/screen.h"

#include "engine/archive/archive.h"
#include "engine/match/patterns.h"
#include "stages/secrets/content/escape.h"
#include "stages/secrets/reach/bounds.h"
#include "stages/secrets/reach/reading.h"

/* How far a match that takes part in a change can reach from it, and what of a line counts: runs of
   one kind of character may be longer, but not in more lines than fit. */
enum {
    REACH = SL_SECRET_REACH,
    LINE_COUNTS = SL_READING_LINE,
    WINDOW_MAX = 64 << 10,
    SMALL = 2 << 10,
    WRAP_MIN = 60,
    SPOKEN_MAX = 32 /* bytes that say how a text is to be read */
};

/* Windows that together are more than this part (in 8ths) of the text are not worth it. */
enum { WORTH = 5 };

typedef struct windows {
    sl_change *v;
    size_t n, cap;
    size_t n_bytes;
} windows;

static bool is_coded(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '+' ||
           c == '/' || c == '=' || c == '-' || c == '_';
}

/* A line with digits as those who wrap base64 write them: lines around it may belong to them. */
static bool is_wrapped(sl_str line)
{
    size_t n = 0;
    for (size_t i = 0; i < line.n && n < WRAP_MIN; i++)
        n = is_coded(line.p[i]) ? n + 1 : 0;
    return n >= WRAP_MIN;
}

/* Whether the text says somewhere how all of it is to be read: quoted-printable, two bytes a
   character. Then no part stands for itself. */
static bool is_of_one_piece(sl_str text)
{
    return sl_secret_escape_forms(text) != 0 || memchr(text.p, 0, text.n) ||
           sl_str_starts(text, SL_S("\xff\xfe")) || sl_str_starts(text, SL_S("\xfe\xff"));
}

/* Likewise of a text that is told from one that says no such thing: a change has to say it. What
   stands in the head of a long text may have been moved there. */
static bool has_become_one_piece(const sl_screening *what)
{
    sl_str text = what->text;
    if (text.n > SL_ESCAPE_HEAD_MAX)
        return is_of_one_piece(text);
    for (size_t i = 0; i < what->n_changes; i++) {
        size_t from = what->changes[i].start > SPOKEN_MAX ? what->changes[i].start - SPOKEN_MAX : 0;
        if (is_of_one_piece(sl_str_sub(text, from, what->changes[i].end + SPOKEN_MAX)))
            return true;
    }
    return false;
}

static bool is_blank(sl_str line)
{
    return sl_str_trim(line).n == 0;
}

static size_t weight_of(sl_str line)
{
    size_t n = 0;
    bool was_blank = true;
    for (size_t i = 0; i < line.n && n < LINE_COUNTS; i++) {
        bool blank = line.p[i] == ' ' || (line.p[i] >= '\t' && line.p[i] <= '\r');
        n += !blank || !was_blank;
        was_blank = blank;
    }
    return n;
}

/* Where the line that ends before `at` begins. */
static size_t line_before(sl_str text, size_t at)
{
    const char *p = at ? memrchr(text.p, '\n', at - 1) : NULL;
    return p ? (size_t)(p - text.p) + 1 : 0;
}

static size_t line_after(sl_str text, size_t at)
{
    const char *p = at < text.n ? memchr(text.p + at, '\n', text.n - at) : NULL;
    return p ? (size_t)(p - text.p) + 1 : text.n;
}

static size_t reach_back(sl_str text, size_t at)
{
    size_t start = line_before(text, at);
    size_t count = weight_of(sl_str_sub(text, start, at));
    while (start > 0 && at - start < WINDOW_MAX) {
        size_t before = line_before(text, start);
        sl_str line = sl_str_sub(text, before, start);
        if (count >= REACH && !is_wrapped(line) && !is_blank(line))
            break;
        count += weight_of(line);
        start = before;
    }
    return start;
}

static size_t reach_forward(sl_str text, size_t at)
{
    size_t end = line_after(text, at);
    size_t count = weight_of(sl_str_sub(text, at, end));
    while (end < text.n && end - at < WINDOW_MAX) {
        size_t after = line_after(text, end);
        sl_str line = sl_str_sub(text, end, after);
        if (count >= REACH && !is_wrapped(line) && !is_blank(line))
            break;
        count += weight_of(line);
        end = after;
    }
    return end;
}

/* Adds a window, together with the one before where they meet. */
static void add_window(windows *out, sl_arena *mem, size_t start, size_t end)
{
    sl_change *last = out->n ? &out->v[out->n - 1] : NULL;
    if (!last || start > last->end) {
        *sl_list_add(mem, out) = (sl_change){start, end};
        out->n_bytes += end - start;
    } else if (end > last->end) {
        out->n_bytes += end - last->end;
        last->end = end;
    }
}

/* Change `*i` and those after it that lie within its reach; `*i` goes past them. Measuring the
   reach of each would look at the same lines over and over. */
static sl_change cluster_at(const sl_screening *what, size_t *i)
{
    sl_change all = what->changes[(*i)++];
    for (; *i < what->n_changes; (*i)++) {
        const sl_change *next = &what->changes[*i];
        if (next->start > all.end && next->start - all.end > REACH)
            break;
        all.end = next->end > all.end ? next->end : all.end;
    }
    return all;
}

/* The windows around the changes; false when the whole text is to be looked at. */
static bool find_windows(windows *out, sl_arena *mem, const sl_screening *what)
{
    sl_str text = what->text;
    if (text.n < SMALL)
        return false;
    for (size_t i = 0; i < what->n_changes;) {
        sl_change change = cluster_at(what, &i);
        size_t start = reach_back(text, change.start);
        size_t end = reach_forward(text, change.end);
        if (change.start - start >= WINDOW_MAX || end - change.end >= WINDOW_MAX)
            return false;
        add_window(out, mem, start, end);
        if (out->n_bytes > text.n / 8 * WORTH)
            return false;
    }
    return true;
}

/* Asks about one text, or about a window as if it were one. */
static bool ask(sl_secret_scanner *scanner, sl_arena *mem, sl_str text, sl_screen_verdict *verdict,
                sl_err *e)
{
    sl_secret_scan s = {.scanner = scanner, .mem = mem, .is_screening = true, .e = e};
    bool ok = sl_secret_scan_text(&s, text);
    bool may_spread = s.has_anchor || scanner->is_unbounded;
    *verdict = !ok || s.is_seen ? SL_SCREEN_SUSPECT
               : may_spread     ? SL_SCREEN_CLEAN
                                : SL_SCREEN_QUIET;
    return ok;
}

bool sl_secret_screen(sl_secret_scanner *scanner, const sl_screening *what,
                      sl_screen_verdict *verdict, sl_err *e)
{
    windows w = {0};
    bool is_one =
        what->text.n && (what->has_base ? has_become_one_piece(what) : is_of_one_piece(what->text));
    *verdict = SL_SCREEN_SUSPECT;
    if (!scanner->is_screening)
        return true;
    if (scanner->archives.depth && sl_archive_kind_of(what->text) != SL_ARCHIVE_NONE)
        return true;
    if (is_one || !what->has_base || scanner->is_unbounded || !find_windows(&w, what->mem, what)) {
        bool ok = ask(scanner, what->mem, what->text, verdict, e);
        if (is_one && *verdict == SL_SCREEN_QUIET)
            *verdict = SL_SCREEN_CLEAN;
        return ok;
    }
    *verdict = SL_SCREEN_QUIET;
    for (size_t i = 0; i < w.n && *verdict == SL_SCREEN_QUIET; i++)
        if (!ask(scanner, what->mem, sl_str_sub(what->text, w.v[i].start, w.v[i].end), verdict, e))
            return false;
    return *verdict == SL_SCREEN_QUIET || ask(scanner, what->mem, what->text, verdict, e);
}
