/* Filling in metavariables, and fixes. */
#include "stages/sast/wording.h"

#include "base/chars.h"
#include "sluice/buf.h"

enum { SHOWN_MAX = 200, FIX_BYTES_MAX = 1 << 20 };

/* The end of the metavariable that begins at the '$' at `from`: digits, or a name, maybe after
   three dots. */
static size_t variable_end(sl_str text, size_t from)
{
    bool is_rest = sl_str_starts(sl_str_sub(text, from + 1, text.n), SL_S("..."));
    size_t at = from + (is_rest ? 4 : 1);
    bool is_number = at < text.n && sl_is_digit(text.p[at]);
    while (at < text.n && (is_number ? sl_is_digit(text.p[at]) : sl_is_word(text.p[at])))
        at++;
    return at;
}

/* Arguments that are none take a comma with them: the one after them, or the one before. */
static size_t skip_comma(sl_buf *out, sl_str text, size_t end)
{
    size_t at = sl_str_skip(text, end, " ");
    if (at < text.n && text.p[at] == ',')
        return sl_str_skip(text, at + 1, " ");
    size_t n = out->n;
    while (n && out->p[n - 1] == ' ')
        n--;
    if (n && out->p[n - 1] == ',') {
        out->n = n - 1;
        out->p[out->n] = 0;
    }
    return end;
}

static sl_str fill(const sl_sast_trial *t, const sl_sast_match *match, sl_str text, size_t max)
{
    sl_buf out;
    sl_buf_init(&out, FIX_BYTES_MAX);
    bool is_changed = false;
    for (size_t at = 0; at < text.n;) {
        size_t end = text.p[at] == '$' ? variable_end(text, at) : at;
        bool is_rest = end > at + 4 && text.p[at + 1] == '.';
        bool is_bound = false;
        sl_str bound = {0};
        if (end > at + 1)
            bound = sl_sast_bound(match, sl_str_sub(text, at, end), t->text, &is_bound);
        if (!is_bound) {
            sl_buf_addc(&out, text.p[at++]);
            continue;
        }
        if (is_rest && !bound.n)
            end = skip_comma(&out, text, end);
        sl_buf_add(&out, sl_str_sub(bound, 0, max));
        if (bound.n > max)
            sl_buf_addz(&out, "...");
        is_changed = true;
        at = end;
    }
    sl_str made = is_changed ? sl_dup(t->mem, sl_buf_str(&out)) : text;
    sl_buf_clear(&out);
    return made;
}

sl_str sl_sast_fill(const sl_sast_trial *trial, const sl_sast_match *match, sl_str text)
{
    return fill(trial, match, text, SHOWN_MAX);
}

/* \1 or $1 at `at`: the group, else SIZE_MAX. */
static size_t group_at(sl_str replacement, size_t at)
{
    char c = replacement.p[at];
    char next = at + 1 < replacement.n ? replacement.p[at + 1] : 0;
    return (c == '\\' || c == '$') && next >= '0' && next <= '9' ? (size_t)(next - '0') : SIZE_MAX;
}

static char escaped_at(sl_str replacement, size_t at)
{
    static const char names[] = "nt\\";
    static const char bytes[] = "\n\t\\";
    bool is_escape = replacement.p[at] == '\\' && at + 1 < replacement.n;
    const char *name = is_escape ? memchr(names, replacement.p[at + 1], sizeof names - 1) : NULL;
    return name ? bytes[name - names] : 0;
}

static void add_replacement(sl_buf *out, sl_str replacement, sl_str text, const sl_match *match)
{
    for (size_t i = 0; i < replacement.n; i++) {
        size_t group = group_at(replacement, i);
        char escaped = escaped_at(replacement, i);
        bool is_set = group < match->n && match->groups[group].start != SIZE_MAX;
        if (is_set)
            sl_buf_add(out, sl_str_sub(text, match->groups[group].start, match->groups[group].end));
        else if (group == SIZE_MAX)
            sl_buf_addc(out, escaped ? escaped : replacement.p[i]);
        i += group != SIZE_MAX || escaped;
    }
}

static bool replace(sl_buf *out, const sl_sast_trial *t, sl_str text, sl_err *e)
{
    const sl_regex *regex;
    if (!sl_sast_leaf_regex(&regex, t->kept, t->rule, t->rule->fix_leaf, e))
        return false;
    sl_confirm walk = {regex, t->room, NULL, text, 0, 0};
    size_t copied = 0;
    for (uint64_t i = 0; !t->rule->fix_count || i < t->rule->fix_count; i++) {
        sl_match match;
        bool found;
        if (!sl_confirm_next(&walk, &match, &found, e))
            return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
        if (!found)
            break;
        sl_buf_add(out, sl_str_sub(text, copied, match.groups[0].start));
        add_replacement(out, t->rule->fix_replacement, text, &match);
        copied = match.groups[0].end;
    }
    sl_buf_add(out, sl_str_sub(text, copied, text.n));
    return true;
}

/* What a `fix` says, without the line ends that YAML's block texts end in. */
static sl_str fixed_text(const sl_sast_trial *t, const sl_sast_match *match)
{
    sl_str fix = t->rule->fix;
    while (fix.n && (fix.p[fix.n - 1] == '\n' || fix.p[fix.n - 1] == '\r'))
        fix.n--;
    fix = fill(t, match, fix, FIX_BYTES_MAX);
    return fix.n ? fix : SL_S("");
}

bool sl_sast_fix(sl_str *out, const sl_sast_trial *trial, const sl_sast_match *match, sl_err *e)
{
    sl_str text = sl_str_sub(trial->text, match->span.start, match->span.end);
    sl_buf fixed;
    *out = (sl_str){0};
    if (trial->rule->has_fix) {
        *out = fixed_text(trial, match);
        return true;
    }
    if (trial->rule->fix_leaf == SIZE_MAX)
        return true;
    sl_buf_init(&fixed, FIX_BYTES_MAX);
    bool ok = replace(&fixed, trial, text, e);
    if (ok && !fixed.is_over && !sl_str_eq(sl_buf_str(&fixed), text))
        *out = fixed.n ? sl_dup(trial->mem, sl_buf_str(&fixed)) : SL_S("");
    sl_buf_clear(&fixed);
    return ok;
}
