/* Which rules may find a secret in a text? That is a matter of places: a match that would be a
   secret at some path with some keyword elsewhere, where no rule whose matches have no bounds may
   match. So a text that is told from another need only be looked at where it changed, far enough
   around; what was found in the other one counts on, though it may be gone. And what was looked at
   in one text need not be looked at again in another. */
#include "stages/secrets/screen.h"

#include "engine/archive/archive.h"
#include "engine/match/patterns.h"
#include "stages/secrets/content/escape.h"
#include "stages/secrets/reach/windows.h"

enum {
    SMALL = 2 << 10, /* such texts are looked at as they are */
    SPOKEN_MAX = 32  /* bytes that say how a text is to be read */
};

/* Windows that together are more than this part (in 8ths) of the text may have been seen elsewhere.
 */
enum { WORTH = 5 };

/* Whether the text says somewhere how all of it is to be read: quoted-printable, two bytes a
   character. Then no part stands for itself. */
static bool has_form_of_one_piece(sl_str text)
{
    return text.n && (sl_secret_escape_forms(text) != 0 || memchr(text.p, 0, text.n));
}

static bool has_wide_mark(sl_str text)
{
    return sl_str_starts(text, SL_S("\xff\xfe")) || sl_str_starts(text, SL_S("\xfe\xff"));
}

/* A head of a mail is where the text begins: what stands there in a long text, or in one that was
   long, may have been moved there. */
static bool has_become_mail(const sl_screening *what)
{
    sl_str text = what->text;
    if (!what->n_changes || what->changes[0].start >= SL_ESCAPE_HEAD_MAX ||
        (text.n <= SL_ESCAPE_HEAD_MAX && what->base->n_bytes <= SL_ESCAPE_HEAD_MAX))
        return false;
    return sl_secret_escape_forms(sl_str_sub(text, 0, SL_ESCAPE_HEAD_MAX)) != 0;
}

/* Likewise of a text that is told from one that says no such thing: a change has to say it. */
static bool has_become_one_piece(const sl_screening *what)
{
    sl_str text = what->text;
    if (has_become_mail(what))
        return true;
    for (size_t i = 0; i < what->n_changes; i++) {
        size_t from = what->changes[i].start > SPOKEN_MAX ? what->changes[i].start - SPOKEN_MAX : 0;
        if (has_form_of_one_piece(sl_str_sub(text, from, what->changes[i].end + SPOKEN_MAX)))
            return true;
    }
    return false;
}

/* Asks about one text, or about a window as if it were one: adds the rules that find something.
   `out` is settled as long as what was asked about stands for itself. */
static void ask(sl_secret_scanner *scanner, sl_arena *mem, sl_str text, sl_screened *out)
{
    sl_secret_scan s = {.scanner = scanner, .mem = mem, .screened = out};
    if (!sl_secret_scan_text(&s, text))
        *out = (sl_screened){.n_reasons = SL_SCREEN_REASONS + 1};
    out->is_settled = out->is_settled && !s.has_forms;
}

/* Whether the rule of that number may tell something of the files. */
static bool may_tell(sl_secret_scanner *scanner, const sl_screening *what, size_t index)
{
    sl_secret_pack *pack = sl_secret_pack_of(scanner, index);
    sl_secret_rule *rule =
        pack ? sl_secret_rule_at(scanner, pack, index - pack->first, NULL) : NULL;
    bool may = !rule || !what->n_paths;
    for (size_t p = 0; !may && p < what->n_paths; p++)
        may =
            sl_secret_looks_at(scanner, pack, rule, what->paths[p]) || scanner->matcher.has_failed;
    return may;
}

/* What the reasons come to: those of `kinds`, a mask of SL_SCREEN_MAYBE, count. */
static sl_screen_verdict verdict_of(sl_secret_scanner *scanner, const sl_screening *what,
                                    const sl_screened *screened, uint32_t kinds)
{
    sl_screen_verdict verdict = SL_SCREEN_CLEAN;
    if (screened->n_reasons > SL_SCREEN_REASONS)
        return SL_SCREEN_SUSPECT;
    for (uint32_t i = 0; i < screened->n_reasons && verdict != SL_SCREEN_SUSPECT; i++) {
        uint32_t reason = screened->reasons[i];
        if (!(reason & ~kinds & SL_SCREEN_MAYBE))
            verdict = may_tell(scanner, what, reason & ~(uint32_t)SL_SCREEN_MAYBE)
                          ? SL_SCREEN_SUSPECT
                          : SL_SCREEN_CLEAN_HERE;
    }
    return verdict;
}

/* Asks about windows; those that were seen before have nothing. */
static void ask_each(sl_secret_scanner *scanner, const sl_screening *what,
                     const sl_secret_windows *windows, sl_screened *out)
{
    for (size_t i = 0; i < windows->n && out->is_settled; i++) {
        sl_str text = sl_str_sub(what->text, windows->v[i].start, windows->v[i].end);
        sl_secret_place place = sl_secret_place_of(scanner->seen, text, SIZE_MAX);
        if (sl_secret_seen_has(scanner->seen, place))
            continue;
        ask(scanner, what->mem, text, out);
        if (out->is_settled && !out->n_reasons)
            sl_secret_seen_add(scanner->seen, place);
    }
}

/* Looks where the text may have what no other one had; false when that is not enough. */
static bool ask_in_parts(sl_secret_scanner *scanner, const sl_screening *what, sl_screened *out)
{
    sl_secret_windows around = {0};
    sl_secret_windows unseen = {0};
    sl_secret_windows both = {0};
    sl_secret_places places = {0};
    bool is_told = what->base && sl_secret_windows_around(&around, what->mem, what->text,
                                                          what->changes, what->n_changes);
    *out = is_told ? *what->base : (sl_screened){.is_settled = true};
    if (is_told && around.n_bytes <= what->text.n / 8 * WORTH) {
        ask_each(scanner, what, &around, out);
        return out->is_settled;
    }
    if (!sl_secret_seen_find(&unseen, &places, scanner->seen, what->mem, what->text))
        return false;
    sl_secret_windows_both(&both, what->mem, &around, &unseen);
    ask_each(scanner, what, is_told ? &both : &unseen, out);
    for (size_t i = 0; out->is_settled && !out->n_reasons && i < places.n; i++)
        sl_secret_seen_add(scanner->seen, places.v[i]);
    return out->is_settled;
}

/* Looks at the parts, if that is enough: what another text had counts against this one only until
   somebody looks, and rules without bounds need the whole. */
static bool is_told_by_parts(sl_secret_scanner *scanner, const sl_screening *what, sl_screened *out)
{
    if (what->text.n < SMALL || !scanner->seen || !ask_in_parts(scanner, what, out))
        return false;
    bool is_own = !what->base || !what->base->n_reasons;
    out->verdict = verdict_of(scanner, what, out, SL_SCREEN_MAYBE);
    return out->verdict != SL_SCREEN_SUSPECT ||
           (is_own && verdict_of(scanner, what, out, 0) == SL_SCREEN_SUSPECT);
}

bool sl_secret_screen(sl_secret_scanner *scanner, const sl_screening *what, sl_screened *out,
                      sl_err *e)
{
    (void)e;
    *out = (sl_screened){.n_reasons = SL_SCREEN_REASONS + 1};
    if (!scanner->is_screening ||
        (scanner->archives.depth && sl_archive_kind_of(what->text) != SL_ARCHIVE_NONE))
        return true;
    bool is_one = has_wide_mark(what->text) ||
                  (what->base ? has_become_one_piece(what) : has_form_of_one_piece(what->text));
    bool has_places = !is_one && !scanner->is_unbounded;
    sl_secret_matcher_begin(&scanner->matcher, what->mem);
    if (!scanner->seen)
        scanner->seen = sl_secret_seen_new(scanner->mem);
    if (!has_places || !is_told_by_parts(scanner, what, out)) {
        *out = (sl_screened){.is_settled = has_places};
        ask(scanner, what->mem, what->text, out);
        out->verdict = verdict_of(scanner, what, out, 0);
    }
    out->n_bytes = what->text.n;
    return true;
}
