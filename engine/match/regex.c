/* PCRE2 behind bounds. */
#include "engine/match/regex.h"

#include "engine/match/prefix.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { STACK_FIRST = 32 << 10, DEPTH_MAX = 100000, MESSAGE_BYTES = 200 };

struct sl_regex {
    pcre2_code *code;
    uint32_t n_groups, n_names, name_bytes;
    const unsigned char *names; /* rows: group number in two bytes, name, NUL */
    size_t n_before;            /* bytes of the class that belong to the match when they stand
                                   before it; see prefix.h */
    bool *is_before;            /* by byte: the class */
};

struct sl_regex_room {
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
    sl_span spans[SL_REGEX_GROUPS_MAX];
};

bool sl_regex_needs_utf(sl_str expression)
{
    static const char *const marks[] = {"\\p", "\\P", "\\X", "\\x{", "\\N{", "(*UTF", "(*UCP"};
    for (size_t i = 0; i < expression.n; i++)
        if ((unsigned char)expression.p[i] >= 0x80)
            return true;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sl_str_find(expression, sl_str_of(marks[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static uint32_t options_of(sl_str expression, unsigned flags)
{
    static const struct {
        unsigned flag;
        uint32_t option;
    } table[] = {{SL_REGEX_CASELESS, PCRE2_CASELESS},
                 {SL_REGEX_MULTILINE, PCRE2_MULTILINE},
                 {SL_REGEX_DOTALL, PCRE2_DOTALL},
                 {SL_REGEX_ANCHORED, PCRE2_ANCHORED}};
    uint32_t options = PCRE2_USE_OFFSET_LIMIT;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (flags & table[i].flag)
            options |= table[i].option;
    if (sl_regex_needs_utf(expression))
        options |= PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
    return options;
}

static pcre2_code *compile(sl_str expression, unsigned flags, sl_err *e)
{
    if (expression.n > SL_REGEX_BYTES_MAX)
        return sl_fail(e, SL_ETOOBIG, "a regular expression of %zu bytes; at most %d are read",
                       expression.n, SL_REGEX_BYTES_MAX),
               NULL;
    int code = 0;
    PCRE2_SIZE at = 0;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)(expression.n ? expression.p : ""), expression.n,
                      options_of(expression, flags), &code, &at, NULL);
    if (!compiled) {
        char why[MESSAGE_BYTES] = "";
        pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof why);
        sl_fail(e, SL_EPARSE, "the regular expression is wrong after %zu bytes: %s", at, why);
    }
    return compiled;
}

bool sl_regex_check(sl_str expression, unsigned flags, sl_err *e)
{
    pcre2_code *code = compile(expression, flags, e);
    pcre2_code_free(code);
    return code;
}

/* Which bytes the class of a prefix has; false when that cannot be told. */
static bool read_class(bool *is_before, sl_str one, unsigned flags)
{
    pcre2_code *code = compile(one, flags, NULL);
    pcre2_match_data *data = code ? pcre2_match_data_create(1, NULL) : NULL;
    bool any = false;
    for (unsigned c = 0; data && c < 256; c++) {
        PCRE2_UCHAR byte = (PCRE2_UCHAR)c;
        is_before[c] = pcre2_match(code, &byte, 1, 0, 0, data, NULL) >= 0;
        any |= is_before[c];
    }
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return any;
}

/* The expression without a lazy run at its start, where it is the same without; NULL: where not. */
static pcre2_code *compile_rest(sl_regex *regex, sl_arena *mem, sl_str expression, unsigned flags)
{
    sl_regex_prefix prefix;
    uint32_t least = 0;
    if ((flags & SL_REGEX_ANCHORED) || sl_regex_needs_utf(expression) ||
        !sl_regex_prefix_take(&prefix, mem, expression))
        return NULL;
    pcre2_code *code = compile(prefix.rest, flags, NULL);
    regex->is_before = sl_alloc_array(mem, 256, sizeof *regex->is_before);
    regex->n_before = prefix.most;
    if (code && pcre2_pattern_info(code, PCRE2_INFO_MINLENGTH, &least) == 0 && least > 0 &&
        read_class(regex->is_before, prefix.one, flags))
        return code;
    regex->n_before = 0;
    pcre2_code_free(code);
    return NULL;
}

bool sl_regex_open(sl_regex **out, sl_arena *mem, sl_str expression, unsigned flags, sl_err *e)
{
    sl_regex *regex = sl_alloc(mem, sizeof *regex);
    pcre2_code *code = compile_rest(regex, mem, expression, flags);
    if (!code)
        code = compile(expression, flags, e);
    if (!code)
        return false;
    regex->code = code;
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* where it is refused, the interpreter matches */
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &regex->n_groups);
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &regex->n_names);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &regex->name_bytes);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &regex->names);
    regex->n_groups++;
    *out = regex;
    return true;
}

void sl_regex_close(sl_regex *regex)
{
    if (!regex)
        return;
    pcre2_code_free(regex->code);
    regex->code = NULL;
}

size_t sl_regex_groups(const sl_regex *regex)
{
    return regex->n_groups;
}

sl_str sl_regex_group_name(const sl_regex *regex, size_t group)
{
    for (uint32_t i = 0; i < regex->n_names; i++) {
        const unsigned char *row = regex->names + (size_t)i * regex->name_bytes;
        if ((size_t)(row[0] << 8 | row[1]) == group)
            return sl_str_of((const char *)row + 2);
    }
    return (sl_str){0};
}

sl_regex_room *sl_regex_room_open(sl_arena *mem)
{
    sl_regex_room *room = sl_alloc(mem, sizeof *room);
    room->context = pcre2_match_context_create(NULL);
    room->data = pcre2_match_data_create(SL_REGEX_GROUPS_MAX, NULL);
    room->stack = pcre2_jit_stack_create(STACK_FIRST, SL_REGEX_STACK_MAX, NULL);
    if (room->context) {
        pcre2_set_match_limit(room->context, SL_REGEX_STEPS_MAX);
        pcre2_set_depth_limit(room->context, DEPTH_MAX);
        pcre2_set_heap_limit(room->context, SL_REGEX_HEAP_MAX_KIB);
        pcre2_jit_stack_assign(room->context, NULL, room->stack);
    }
    return room;
}

void sl_regex_room_close(sl_regex_room *room)
{
    if (!room)
        return;
    pcre2_match_data_free(room->data);
    pcre2_match_context_free(room->context);
    pcre2_jit_stack_free(room->stack);
    *room = (sl_regex_room){0};
}

static bool fail_match(int code, sl_err *e)
{
    if (code == PCRE2_ERROR_MATCHLIMIT)
        return sl_fail(e, SL_ETOOBIG, "the regular expression needs more than %d steps",
                       SL_REGEX_STEPS_MAX);
    if (code == PCRE2_ERROR_JIT_STACKLIMIT || code == PCRE2_ERROR_DEPTHLIMIT ||
        code == PCRE2_ERROR_HEAPLIMIT)
        return sl_fail(e, SL_ETOOBIG,
                       "the regular expression backtracks deeper than %d bytes of "
                       "stack allow",
                       SL_REGEX_STACK_MAX);
    char why[MESSAGE_BYTES] = "";
    pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof why);
    return sl_fail(e, SL_EFAIL, "the regular expression could not be matched: %s", why);
}

/* \K can put the start of a match behind its end; such a match is empty at its end. */
static void read_spans(const sl_regex *regex, sl_regex_room *room, int rc, sl_match *match)
{
    const PCRE2_SIZE *v = pcre2_get_ovector_pointer(room->data);
    size_t n_set = rc > 0 ? (size_t)rc : SL_REGEX_GROUPS_MAX;
    match->groups = room->spans;
    match->n = regex->n_groups < SL_REGEX_GROUPS_MAX ? regex->n_groups : SL_REGEX_GROUPS_MAX;
    for (size_t i = 0; i < match->n; i++) {
        bool is_set = i < n_set && v[2 * i] != PCRE2_UNSET;
        room->spans[i] = is_set ? (sl_span){v[2 * i], v[2 * i + 1]} : (sl_span){SIZE_MAX, SIZE_MAX};
        if (is_set && room->spans[i].start > room->spans[i].end)
            room->spans[i].start = room->spans[i].end;
    }
}

/* Puts the run of a prefix before what the rest matched; false when that begins too late. */
static bool take_before(const sl_regex *regex, sl_regex_room *room, const sl_regex_search *search)
{
    size_t start = room->spans[0].start;
    size_t least = start - search->from > regex->n_before ? start - regex->n_before : search->from;
    while (start > least && regex->is_before[(unsigned char)search->text.p[start - 1]])
        start--;
    room->spans[0].start = start;
    return start <= search->last;
}

static size_t last_start(const sl_regex *regex, const sl_regex_search *search)
{
    size_t last;
    return sl_add(&last, search->last, regex->n_before) ? last : PCRE2_UNSET;
}

bool sl_regex_find(const sl_regex *regex, sl_regex_room *room, const sl_regex_search *search,
                   sl_match *match, bool *found, sl_err *e)
{
    *found = false;
    if (search->from > search->text.n || search->last < search->from)
        return true;
    if (!room->context || !room->data)
        return sl_fail(e, SL_EFAIL, "no memory for matching");
    pcre2_set_offset_limit(room->context, last_start(regex, search));
    int rc = pcre2_match(regex->code, (PCRE2_SPTR)(search->text.n ? search->text.p : ""),
                         search->text.n, search->from, search->may_be_empty ? 0 : PCRE2_NOTEMPTY,
                         room->data, room->context);
    if (rc == PCRE2_ERROR_NOMATCH)
        return true;
    if (rc < 0)
        return fail_match(rc, e);
    read_spans(regex, room, rc, match);
    *found = !regex->n_before || take_before(regex, room, search);
    return true;
}
