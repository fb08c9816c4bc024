/* Lists of strings in Dockerfiles: JSON, with a pattern's holes among the elements. */
#include "base/chars.h"
#include "engine/syntax/languages/dockerfile.h"

size_t sl_dockerfile_space(sl_str text, size_t at)
{
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t'))
        at++;
    return at;
}

/* The end of the JSON string that begins at `at`; `at` itself when it is none. */
static size_t string_end(sl_str text, size_t at)
{
    for (size_t i = at + 1; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"')
            return i + 1;
        if (c < 0x20)
            return at;
        if (c != '\\')
            continue;
        char next = i + 1 < text.n ? text.p[++i] : 0;
        if (!next || !strchr("\"\\/bfnrtu", next))
            return at;
        for (unsigned k = 0; next == 'u' && k < 4; k++)
            if (++i >= text.n || !strchr("0123456789abcdefABCDEF", text.p[i]))
                return at;
    }
    return at;
}

/* The end of an element: a string, or a hole. */
static size_t element_end(sl_str text, size_t at)
{
    if (at < text.n && text.p[at] == '"')
        return string_end(text, at);
    size_t end = at;
    if (!sl_str_starts(sl_str_sub(text, at, text.n), SL_S(SL_DOCKER_HOLE)))
        return at;
    while (end < text.n && sl_is_word(text.p[end]))
        end++;
    return end;
}

bool sl_dockerfile_list(sl_docker_pieces *out, sl_arena *mem, sl_str text, size_t from)
{
    size_t at = sl_dockerfile_space(text, from + 1);
    if (from >= text.n || text.p[from] != '[')
        return false;
    while (at < text.n && text.p[at] != ']') {
        size_t end = element_end(text, at);
        if (end == at)
            return false;
        *sl_list_add(mem, out) = (sl_docker_piece){at, end, sl_str_sub(text, at, end)};
        at = sl_dockerfile_space(text, end);
        bool is_comma = at < text.n && text.p[at] == ',';
        if (!is_comma)
            break;
        at = sl_dockerfile_space(text, at + 1);
        if (at >= text.n || text.p[at] == ']')
            return false;
    }
    return at < text.n && text.p[at] == ']' && sl_dockerfile_space(text, at + 1) == text.n;
}
