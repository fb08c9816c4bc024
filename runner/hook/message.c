/* Cleaning commit messages up as git does: builtin/commit.c of git 2.39 is the reference. */
#include "runner/hook/message.h"

/* The characters that core.commentChar=auto chooses from. */
static const char candidates[] = "#;@!$%^&|:";
static const sl_str scissors = SL_STR(" ------------------------ >8 ------------------------");

static bool is_candidate(sl_str line)
{
    return line.n && line.p[0] && strchr(candidates, line.p[0]);
}

static sl_str next_line(sl_str rest)
{
    sl_str line = {0};
    sl_str_cut(&rest, '\n', &line);
    return line;
}

/* Git writes the line and, behind it, what it means; both begin with the comment's mark. */
static bool is_scissors(sl_str line, sl_str rest, sl_str mark)
{
    return sl_str_starts(line, mark) && sl_str_eq(sl_str_sub(line, mark.n, line.n), scissors) &&
           sl_str_starts(next_line(rest), mark);
}

bool sl_message_has_comments(sl_str text)
{
    sl_str line;
    while (sl_str_cut(&text, '\n', &line))
        if (is_candidate(line) || sl_str_ends(line, scissors))
            return true;
    return false;
}

typedef struct cleaning {
    const sl_message_rules *rules;
    bool strips;
    char *to;
    size_t n;
} cleaning;

static bool is_dropped(const cleaning *c, sl_str line)
{
    sl_str mark = c->rules->comment.n ? c->rules->comment : SL_S("#");
    return c->strips && !c->rules->is_auto && sl_str_starts(line, mark);
}

static bool is_end(const sl_message_rules *rules, sl_str line, sl_str rest)
{
    if (rules->is_auto)
        return is_candidate(line) && is_scissors(line, rest, sl_str_sub(line, 0, 1));
    return is_scissors(line, rest, rules->comment.n ? rules->comment : SL_S("#"));
}

/* Adds the line, or an empty one where git will drop it. */
static void take_line(cleaning *c, sl_str line, bool has_newline)
{
    if (line.n && !is_dropped(c, line)) {
        memcpy(c->to + c->n, line.p, line.n);
        c->n += line.n;
    }
    if (has_newline)
        c->to[c->n++] = '\n';
}

sl_str sl_message_kept(sl_arena *mem, sl_str text, const sl_message_rules *rules)
{
    sl_str line;
    sl_str mode = rules->cleanup;
    bool is_default = !mode.n || sl_str_is(mode, "default");
    cleaning c = {.rules = rules, .to = sl_alloc(mem, text.n + 1)};
    c.strips = sl_str_is(mode, "strip") || (is_default && rules->is_edited);
    size_t n_left = text.n;
    while (sl_str_cut(&text, '\n', &line)) {
        if (rules->is_edited && is_end(rules, line, text))
            break;
        take_line(&c, line, n_left - text.n > line.n);
        n_left = text.n;
    }
    return sl_str_at(c.to, c.n);
}
