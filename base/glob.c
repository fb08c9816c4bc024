/* Globs as git reads them (gitignore(5)): one pattern by backtracking to its last star only, so
   that no pattern takes exponential time, and ordered lists where the last match decides. */
#include "base/glob.h"

#include <ctype.h>

/* The state of one match: positions in pattern and text, and where to go on after a mismatch. */
typedef struct match {
    sl_str pattern, text;
    bool is_path;        /* '*', '?' and classes stop at '/' */
    size_t p, t;         /* where we are */
    size_t star, at;     /* behind the last '*' and the text position where that tries next */
    size_t deep, from;   /* the same for the last "**" */
    bool deep_by_folder; /* "**" followed by '/': goes on behind slashes only */
} match;

static bool in_named_class(sl_str name, unsigned char c)
{
    static const struct {
        const char *name;
        int (*holds)(int);
    } classes[] = {{"alnum", isalnum}, {"alpha", isalpha}, {"cntrl", iscntrl},  {"digit", isdigit},
                   {"graph", isgraph}, {"lower", islower}, {"print", isprint},  {"punct", ispunct},
                   {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (sl_str_is(name, classes[i].name))
            return classes[i].holds(c) != 0;
    return c == ' ' || c == '\t';
}

static bool is_class_name(sl_str name)
{
    static const char known[] =
        " alnum alpha blank cntrl digit graph lower print punct space upper "
        "xdigit ";
    char word[16];
    if (name.n == 0 || name.n > 6)
        return false;
    word[0] = ' ';
    memcpy(word + 1, name.p, name.n);
    word[name.n + 1] = ' ';
    return sl_str_find(sl_str_of(known), sl_str_at(word, name.n + 2), 0) != SIZE_MAX;
}

/* Reads one literal character of a class, '\' quoting; false at the pattern's end. */
static bool class_char(sl_str pattern, size_t *p, unsigned char *c)
{
    if (*p < pattern.n && pattern.p[*p] == '\\')
        ++*p;
    if (*p >= pattern.n)
        return false;
    *c = (unsigned char)pattern.p[(*p)++];
    return true;
}

/* "[:alpha:]" at *p: 1 read, 0 not one (an ordinary '['), -1 malformed. */
static int named_class(sl_str pattern, size_t *p, unsigned char c, bool *is_in)
{
    if (*p + 1 >= pattern.n || pattern.p[*p] != '[' || pattern.p[*p + 1] != ':')
        return 0;
    size_t start = *p + 2;
    size_t end = start;
    while (end < pattern.n && pattern.p[end] != ']')
        end++;
    if (end == pattern.n)
        return -1;
    if (end == start || pattern.p[end - 1] != ':')
        return 0;
    sl_str name = sl_str_sub(pattern, start, end - 1);
    if (!is_class_name(name))
        return -1;
    *is_in |= in_named_class(name, c);
    *p = end + 1;
    return 1;
}

/* One item of a class: a named class, a range or a character. `*last` is the lower end that a
   following '-' would take (0: none). */
static bool class_item(sl_str pattern, size_t *p, unsigned char c, unsigned char *last, bool *is_in)
{
    int named = named_class(pattern, p, c, is_in);
    if (named != 0) {
        *last = 0;
        return named > 0;
    }
    bool is_range = pattern.p[*p] == '-' && *last && *p + 1 < pattern.n && pattern.p[*p + 1] != ']';
    unsigned char ch;
    if (is_range)
        ++*p;
    if (!class_char(pattern, p, &ch))
        return false;
    *is_in |= is_range ? c >= *last && c <= ch : c == ch;
    *last = is_range ? 0 : ch;
    return true;
}

/* The class that begins behind '[' at *p; moves behind its ']'. False: no match or malformed. */
static bool class_matches(sl_str pattern, size_t *p, unsigned char c)
{
    bool negated = *p < pattern.n && (pattern.p[*p] == '!' || pattern.p[*p] == '^');
    bool is_in = false;
    unsigned char last = 0;
    *p += negated;
    for (bool first = true; first || *p >= pattern.n || pattern.p[*p] != ']'; first = false)
        if (*p >= pattern.n || !class_item(pattern, p, c, &last, &is_in))
            return false;
    ++*p;
    return is_in != negated;
}

/* Matches one text character with the pattern at m->p and moves both; never at a '*'. */
static bool step(match *m)
{
    if (m->p >= m->pattern.n || m->t >= m->text.n)
        return false;
    unsigned char c = (unsigned char)m->text.p[m->t];
    size_t p = m->p;
    char want = m->pattern.p[p++];
    bool ok;
    if (want == '?') {
        ok = !m->is_path || c != '/';
    } else if (want == '[') {
        ok = class_matches(m->pattern, &p, c) && (!m->is_path || c != '/');
    } else {
        if (want == '\\')
            want = p < m->pattern.n ? m->pattern.p[p++] : 0;
        ok = c == (unsigned char)want && (want || m->pattern.p[p - 1] == 0);
    }
    m->p = p;
    m->t++;
    return ok;
}

/* Takes the run of stars at m->p; true when it matches all the rest of the text. */
static bool take_stars(match *m)
{
    size_t start = m->p;
    while (m->p < m->pattern.n && m->pattern.p[m->p] == '*')
        m->p++;
    sl_str rest = sl_str_sub(m->pattern, m->p, SIZE_MAX);
    bool is_deep = m->p - start > 1 && (start == 0 || m->pattern.p[start - 1] == '/') &&
                   (rest.n == 0 || rest.p[0] == '/' || sl_str_starts(rest, SL_S("\\/")));
    if (m->is_path && !is_deep) {
        m->star = m->p;
        m->at = m->t;
        return false;
    }
    if (rest.n == 0)
        return true;
    m->deep_by_folder = m->is_path && rest.p[0] == '/';
    m->p += m->deep_by_folder;
    m->deep = m->p;
    m->from = m->t;
    m->star = SIZE_MAX;
    return false;
}

/* After a mismatch: one more character for the last star, else more for the last "**". */
static bool go_back(match *m)
{
    if (m->star != SIZE_MAX && m->at < m->text.n && m->text.p[m->at] != '/') {
        m->t = ++m->at;
        m->p = m->star;
        return true;
    }
    if (m->deep == SIZE_MAX)
        return false;
    size_t skip = 0;
    sl_str rest = sl_str_sub(m->text, m->from, SIZE_MAX);
    if (m->deep_by_folder)
        skip = sl_str_chr(rest, '/');
    if (skip >= rest.n)
        return false;
    m->from += skip + 1;
    m->t = m->from;
    m->p = m->deep;
    m->star = SIZE_MAX;
    return true;
}

static bool wild(sl_str pattern, sl_str text, bool is_path)
{
    match m = {
        .pattern = pattern, .text = text, .is_path = is_path, .star = SIZE_MAX, .deep = SIZE_MAX};
    for (;;) {
        if (m.p < pattern.n && pattern.p[m.p] == '*') {
            if (take_stars(&m))
                return true;
            continue;
        }
        if (m.p == pattern.n && m.t == text.n)
            return true;
        if (!step(&m) && !go_back(&m))
            return false;
    }
}

bool sl_glob_match_name(sl_str pattern, sl_str name)
{
    return wild(pattern, name, false);
}

/* One line of an ignore file, taken apart. */
typedef struct pattern {
    sl_str base, text;
    size_t n_plain;   /* leading bytes without any special character */
    bool negated;     /* began with '!' */
    bool folder_only; /* ended with '/' */
    bool by_name;     /* has no '/': compared with the last part of the path */
    bool by_suffix;   /* "*text": only the end is compared */
    bool has_last;    /* the name has to end with the character `last`: most don't */
    char last;
} pattern;

static size_t plain_prefix(sl_str text)
{
    size_t n = 0;
    while (n < text.n && !strchr("*?[\\", text.p[n]))
        n++;
    return n;
}

static pattern pattern_of(sl_str base, sl_str text)
{
    pattern p = {.base = base, .text = text};
    if (p.text.n && p.text.p[p.text.n - 1] == '/') {
        p.folder_only = true;
        p.text.n--;
    }
    p.by_name = sl_str_chr(p.text, '/') == SIZE_MAX;
    if (!p.by_name && p.text.p[0] == '/')
        p.text = sl_str_sub(p.text, 1, SIZE_MAX);
    p.n_plain = plain_prefix(p.text);
    sl_str tail = sl_str_sub(p.text, 1, SIZE_MAX);
    p.by_suffix = p.by_name && p.text.n && p.text.p[0] == '*' && plain_prefix(tail) == tail.n;
    p.has_last = p.text.n > p.by_suffix && (p.by_suffix || (p.by_name && p.n_plain == p.text.n));
    p.last = p.has_last ? p.text.p[p.text.n - 1] : 0;
    return p;
}

/* Compares with the last part of the path. */
static bool name_matches(const pattern *p, sl_str name)
{
    if (p->has_last && (name.n == 0 || name.p[name.n - 1] != p->last))
        return false;
    if (p->by_suffix)
        return sl_str_ends(name, sl_str_sub(p->text, 1, SIZE_MAX));
    return p->n_plain == p->text.n ? sl_str_eq(name, p->text) : wild(p->text, name, false);
}

/* Compares with the path below the ignore file's folder. As git does: behind its plain beginning a
   pattern starts anew, so that "a**" + "/b" crosses folders. */
static bool path_matches(const pattern *p, sl_str path)
{
    bool begins = p->n_plain == 0 || (path.n >= p->n_plain && path.p[0] == p->text.p[0] &&
                                      memcmp(path.p, p->text.p, p->n_plain) == 0);
    return begins && wild(sl_str_sub(p->text, p->n_plain, SIZE_MAX),
                          sl_str_sub(path, p->n_plain, SIZE_MAX), true);
}

/* `name` is the path's last part. */
static bool pattern_matches(const pattern *p, sl_str path, sl_str name, bool is_folder)
{
    if (p->folder_only && !is_folder)
        return false;
    if (p->by_name && !name_matches(p, name))
        return false;
    if (p->base.n) {
        if (path.n <= p->base.n || path.p[p->base.n] != '/' || !sl_str_starts(path, p->base))
            return false;
        path = sl_str_sub(path, p->base.n + 1, SIZE_MAX);
    }
    return p->by_name || path_matches(p, path);
}

static sl_str last_part(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');
    return slash == SIZE_MAX ? path : sl_str_sub(path, slash + 1, SIZE_MAX);
}

bool sl_glob_match(sl_str text, sl_str path)
{
    pattern p = pattern_of((sl_str){0}, text);
    bool is_folder = false;
    while (path.n) {
        if (pattern_matches(&p, path, last_part(path), is_folder))
            return true;
        size_t slash = sl_str_rchr(path, '/');
        path = sl_str_sub(path, 0, slash == SIZE_MAX ? 0 : slash);
        is_folder = true;
    }
    return false;
}

struct sl_ignores {
    sl_arena *mem;
    pattern *v;
    size_t n, cap;
};

sl_ignores *sl_ignores_new(sl_arena *mem)
{
    sl_ignores *ignores = sl_alloc(mem, sizeof *ignores);
    ignores->mem = mem;
    return ignores;
}

/* The line without the blanks at its end; one that '\' quotes stays. */
static sl_str without_trailing_blanks(sl_str line)
{
    size_t end = 0;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == ' ')
            continue;
        if (line.p[i] == '\\' && i + 1 == line.n)
            return line;
        i += line.p[i] == '\\';
        end = i + 1;
    }
    return sl_str_sub(line, 0, end);
}

static void add_line(sl_ignores *ignores, sl_str base, sl_str line)
{
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    if (line.n == 0 || line.p[0] == '#')
        return;
    line = without_trailing_blanks(line);
    bool negated = line.n && line.p[0] == '!';
    pattern p = pattern_of(base, sl_str_sub(line, negated, SIZE_MAX));
    p.negated = negated;
    if (p.text.n)
        *sl_list_add(ignores->mem, ignores) = p;
}

void sl_ignores_add(sl_ignores *ignores, sl_str base, sl_str text)
{
    sl_str rest = sl_dup(ignores->mem, text);
    sl_str line;
    base = sl_dup(ignores->mem, base);
    if (sl_str_starts(rest, SL_S("\xef\xbb\xbf")))
        rest = sl_str_sub(rest, 3, SIZE_MAX);
    while (sl_str_cut(&rest, '\n', &line))
        add_line(ignores, base, line);
}

size_t sl_ignores_count(const sl_ignores *ignores)
{
    return ignores->n;
}

void sl_ignores_drop(sl_ignores *ignores, size_t count)
{
    if (count < ignores->n)
        ignores->n = count;
}

bool sl_ignores_match(const sl_ignores *ignores, sl_str path, bool is_folder)
{
    sl_str name = last_part(path);
    for (size_t i = ignores->n; i-- > 0;)
        if (pattern_matches(&ignores->v[i], path, name, is_folder))
            return !ignores->v[i].negated;
    return false;
}
