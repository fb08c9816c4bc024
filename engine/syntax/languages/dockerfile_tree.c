/* Dockerfiles as trees. Lines, heredocs and words are those of engine/dockerfile. */
#include "base/loop.h"
#include "engine/dockerfile/instruction.h"
#include "engine/syntax/languages/dockerfile.h"

extern const sl_dialect sl_dialect_bash;

const char *const sl_dockerfile_types[] = {
    "dockerfile",
    "instruction",
    "pair_instruction",
    "keyword",
    "flag",
    "mount",
    "part",
    "mark",
    "docker_word",
    "text",
    "word_list",
    "list_string",
    "pair",
    "port",
    "shell",
    "foreign_shell",
    "any_instruction",
    NULL,
};

typedef struct reader {
    sl_cst *cst;
    sl_arena *mem;
    sl_docker_lines lines;
    uint64_t deadline;
    bool is_foreign; /* SHELL has named one that is not like Bash */
    sl_err *e;
} reader;

/** Reads the arguments of an instruction from byte `from` of its text on. */
typedef bool (*reading)(reader *r, const sl_docker_line *line, size_t from);

static bool read_instruction(reader *r, const sl_docker_line *line, unsigned depth);

static size_t begin(reader *r, sl_dockerfile_type type, size_t start)
{
    return sl_cst_begin(r->cst, r->mem, (uint16_t)type, (uint32_t)start);
}

/* Where bytes [start, end) of the instruction's text are in the file. */
static sl_cst_gap range(const sl_docker_line *line, size_t start, size_t end)
{
    sl_extent at = sl_docker_extent(line, start, end);
    return (sl_cst_gap){(uint32_t)at.start, (uint32_t)at.end};
}

static void leaf(reader *r, sl_dockerfile_type type, sl_cst_gap at)
{
    sl_cst_end(r->cst, begin(r, type, at.start), at.end);
}

static void leaf_of(reader *r, sl_dockerfile_type type, const sl_docker_line *line, size_t start,
                    size_t end)
{
    leaf(r, type, range(line, start, end));
}

static bool not_understood(reader *r, const sl_docker_line *line)
{
    sl_cst_note_gap(r->cst, r->mem, (sl_cst_gap){(uint32_t)line->start, (uint32_t)line->end});
    return true;
}

static bool is_dots(sl_str text)
{
    return sl_str_is(text, SL_DOCKER_HOLE "DOTS");
}

static bool next_word(const reader *r, const sl_docker_line *line, size_t *from,
                      sl_docker_piece *out)
{
    if (!sl_docker_word_next(line->text, r->lines.escape, from, &out->start, &out->end))
        return false;
    out->text = sl_str_sub(line->text, out->start, out->end);
    return true;
}

/* "name=value" or "name", both parts as words, in a node of that type. */
static void read_pair(reader *r, sl_dockerfile_type type, const sl_docker_line *line,
                      const sl_docker_piece *w)
{
    size_t equals = sl_str_chr(w->text, '=');
    size_t node = begin(r, type, range(line, w->start, w->end).start);
    size_t name = equals == SIZE_MAX ? w->end : w->start + equals;
    leaf_of(r, type == SL_DOCKER_PAIR ? SL_DOCKER_WORD : SL_DOCKER_MARK, line, w->start, name);
    if (name + 1 < w->end)
        leaf_of(r, SL_DOCKER_WORD, line, name + 1, w->end);
    else if (name < w->end)
        leaf_of(r, SL_DOCKER_TEXT, line, w->end, w->end);
    sl_cst_end(r->cst, node, range(line, w->start, w->end).end);
}

/* type=cache,target=/x. */
static void read_mount(reader *r, const sl_docker_line *line, size_t start, size_t end)
{
    sl_str all = sl_str_sub(line->text, 0, end);
    size_t node = begin(r, SL_DOCKER_MOUNT, range(line, start, end).start);
    while (start < end) {
        size_t comma = sl_str_find(all, SL_S(","), start);
        size_t stop = comma == SIZE_MAX ? end : comma;
        sl_docker_piece w = {start, stop, sl_str_sub(line->text, start, stop)};
        if (w.text.n && !is_dots(w.text))
            read_pair(r, SL_DOCKER_FLAG, line, &w);
        start = stop + 1;
    }
    sl_cst_end(r->cst, node, range(line, start, end).end);
}

static void read_flag(reader *r, const sl_docker_line *line, const sl_docker_piece *w)
{
    if (!sl_str_starts(w->text, SL_S("--mount="))) {
        read_pair(r, SL_DOCKER_FLAG, line, w);
        return;
    }
    size_t node = begin(r, SL_DOCKER_FLAG, range(line, w->start, w->end).start);
    leaf_of(r, SL_DOCKER_MARK, line, w->start, w->start + 7);
    read_mount(r, line, w->start + 8, w->end);
    sl_cst_end(r->cst, node, range(line, w->start, w->end).end);
}

/* The flags in front; yields where what follows them begins. */
static size_t read_flags(reader *r, const sl_docker_line *line)
{
    size_t from = 0;
    size_t at = 0;
    sl_docker_piece w;
    while (next_word(r, line, &from, &w) && sl_str_starts(w.text, SL_S("--")) && w.text.n > 2) {
        read_flag(r, line, &w);
        at = from;
    }
    return sl_dockerfile_space(line->text, at);
}

static void read_elements(reader *r, const sl_docker_line *line, const sl_docker_pieces *list)
{
    for (size_t i = 0; i < list->n; i++) {
        bool is_string = list->v[i].text.p[0] == '"';
        leaf_of(r, is_string ? SL_DOCKER_STRING : SL_DOCKER_WORD, line, list->v[i].start,
                list->v[i].end);
    }
}

static bool read_list(reader *r, const sl_docker_line *line, size_t from)
{
    sl_docker_pieces list = {0};
    if (!sl_dockerfile_list(&list, r->mem, line->text, from))
        return false;
    size_t node = begin(r, SL_DOCKER_LIST, range(line, from, line->text.n).start);
    read_elements(r, line, &list);
    sl_cst_end(r->cst, node, line->end);
    return true;
}

/* Commands. */

/* Bytes [start, end) of the file, of which the grammar gets to see `code`. */
static bool read_script(reader *r, sl_str code, size_t start, size_t end)
{
    sl_cst part;
    uint64_t now = sl_now_ms();
    size_t node = begin(r, SL_DOCKER_SHELL, start);
    if (now >= r->deadline)
        return sl_fail(r->e, SL_ETOOBIG, "parsing took too long");
    if (!sl_dialect_parse(&part, r->mem, &sl_dialect_bash, code, (unsigned)(r->deadline - now),
                          r->e) ||
        !sl_cst_append(r->cst, r->mem, &part, (uint32_t)start, r->e))
        return false;
    sl_cst_end(r->cst, node, (uint32_t)end);
    return true;
}

/* The end of the line with a here-document's closing word. */
static size_t heredoc_end(const reader *r, const sl_docker_heredoc *doc)
{
    size_t end = sl_str_find(r->cst->text, SL_S("\n"), doc->end);
    return end == SIZE_MAX ? r->cst->text.n : end;
}

/* The command without what continues its lines, at the places that it has in the file: blanks stand
   for continuations and comments between. Here-documents follow as they are. */
static sl_str flat(const reader *r, const sl_docker_line *line, size_t from, size_t *end)
{
    size_t start = range(line, from, line->text.n).start;
    size_t n = line->heredocs.n;
    *end = n ? heredoc_end(r, &line->heredocs.v[n - 1]) : line->end;
    char *p = sl_alloc(r->mem, *end - start + 1);
    memset(p, ' ', *end - start);
    for (size_t i = from; i < line->text.n; i++)
        p[line->origin[i] - start] = line->text.p[i];
    for (size_t i = line->end; i < *end; i++)
        p[i - start] = r->cst->text.p[i];
    return sl_str_at(p, *end - start);
}

static bool read_shell_form(reader *r, const sl_docker_line *line, size_t from)
{
    size_t end;
    bool is_script = line->heredocs.n && line->heredocs.v[0].at <= from;
    if (r->is_foreign) {
        leaf_of(r, SL_DOCKER_FOREIGN, line, from, line->text.n);
        return true;
    }
    for (size_t i = 0; is_script && i < line->heredocs.n; i++) {
        const sl_docker_heredoc *doc = &line->heredocs.v[i];
        if (!read_script(r, sl_str_sub(r->cst->text, doc->start, doc->end), doc->start, doc->end))
            return false;
    }
    if (is_script)
        return true;
    sl_str code = flat(r, line, from, &end);
    return read_script(r, code, range(line, from, line->text.n).start, end);
}

static bool read_command(reader *r, const sl_docker_line *line, size_t from)
{
    if (from >= line->text.n)
        return not_understood(r, line);
    return read_list(r, line, from) || read_shell_form(r, line, from);
}

static bool read_shell(reader *r, const sl_docker_line *line, size_t from)
{
    sl_docker_pieces list = {0};
    if (!sl_dockerfile_list(&list, r->mem, line->text, from))
        return not_understood(r, line);
    if (list.n && list.v[0].text.p[0] == '"') {
        sl_str name = sl_str_sub(list.v[0].text, 1, list.v[0].text.n - 1);
        r->is_foreign = !sl_str_ends(name, SL_S("sh")) || sl_str_ends(name, SL_S("pwsh"));
    }
    return read_list(r, line, from);
}

/* Names. */

static void read_part(reader *r, const sl_docker_line *line, size_t mark, size_t start, size_t end)
{
    size_t node = begin(r, SL_DOCKER_PART, range(line, mark, end).start);
    leaf_of(r, SL_DOCKER_MARK, line, mark, start);
    leaf_of(r, SL_DOCKER_WORD, line, sl_dockerfile_space(line->text, start), end);
    sl_cst_end(r->cst, node, range(line, mark, end).end);
}

/* The last `mark` of bytes [start, end) that is in no ${…}, not before a slash; SIZE_MAX. */
static size_t last_mark(sl_str text, size_t start, size_t end, char mark)
{
    size_t found = SIZE_MAX;
    unsigned depth = 0;
    for (size_t i = start; i < end; i++) {
        char c = text.p[i];
        depth += c == '{';
        depth -= c == '}' && depth;
        if (c == '/' && !depth && mark == ':')
            found = SIZE_MAX;
        if (c == mark && !depth)
            found = i;
    }
    return found;
}

static bool read_from(reader *r, const sl_docker_line *line, size_t from)
{
    sl_docker_piece image;
    sl_docker_piece as;
    sl_docker_piece name;
    if (!next_word(r, line, &from, &image))
        return not_understood(r, line);
    size_t at = last_mark(line->text, image.start, image.end, '@');
    size_t stop = at == SIZE_MAX ? image.end : at;
    size_t colon = last_mark(line->text, image.start, stop, ':');
    leaf_of(r, SL_DOCKER_WORD, line, image.start, colon == SIZE_MAX ? stop : colon);
    if (colon != SIZE_MAX)
        read_part(r, line, colon, colon + 1, stop);
    if (at != SIZE_MAX)
        read_part(r, line, at, at + 1, image.end);
    if (!next_word(r, line, &from, &as) || is_dots(as.text))
        return true;
    if (!sl_str_eq_case(as.text, SL_S("AS")) || !next_word(r, line, &from, &name))
        return not_understood(r, line);
    read_part(r, line, as.start, as.end, name.end);
    return true;
}

static bool read_user(reader *r, const sl_docker_line *line, size_t from)
{
    size_t end = line->text.n;
    if (from >= end)
        return not_understood(r, line);
    size_t colon = last_mark(line->text, from, end, ':');
    leaf_of(r, SL_DOCKER_WORD, line, from, colon == SIZE_MAX ? end : colon);
    if (colon != SIZE_MAX)
        read_part(r, line, colon, colon + 1, end);
    return true;
}

/* All of the text is one value. */
static bool read_value(reader *r, const sl_docker_line *line, size_t from)
{
    if (from >= line->text.n)
        return not_understood(r, line);
    leaf_of(r, SL_DOCKER_WORD, line, from, line->text.n);
    return true;
}

static bool read_text(reader *r, const sl_docker_line *line, size_t from)
{
    if (from >= line->text.n)
        return not_understood(r, line);
    leaf_of(r, SL_DOCKER_TEXT, line, from, line->text.n);
    return true;
}

static bool is_equals_pair(sl_str text)
{
    return sl_str_chr(text, '=') != SIZE_MAX;
}

/* name=value …; "name value" is the old form of one pair, unless the pattern has more to it. */
static bool read_pairs(reader *r, const sl_docker_line *line, size_t from)
{
    size_t next = from;
    sl_docker_piece first;
    sl_docker_piece w;
    if (!next_word(r, line, &next, &first))
        return not_understood(r, line);
    size_t value = sl_dockerfile_space(line->text, next);
    bool is_old = !is_equals_pair(first.text) && !is_dots(first.text) && value < line->text.n &&
                  !is_dots(sl_str_sub(line->text, value, line->text.n));
    if (is_old) {
        size_t node = begin(r, SL_DOCKER_PAIR, range(line, first.start, first.end).start);
        leaf_of(r, SL_DOCKER_WORD, line, first.start, first.end);
        leaf_of(r, SL_DOCKER_WORD, line, value, line->text.n);
        sl_cst_end(r->cst, node, line->end);
        return true;
    }
    while (next_word(r, line, &from, &w)) {
        if (is_dots(w.text))
            leaf_of(r, SL_DOCKER_WORD, line, w.start, w.end);
        else
            read_pair(r, SL_DOCKER_PAIR, line, &w);
    }
    return true;
}

static bool read_args(reader *r, const sl_docker_line *line, size_t from)
{
    sl_docker_piece w;
    bool is_empty = true;
    while (next_word(r, line, &from, &w)) {
        is_empty = false;
        if (is_dots(w.text))
            leaf_of(r, SL_DOCKER_WORD, line, w.start, w.end);
        else
            read_pair(r, SL_DOCKER_PAIR, line, &w);
    }
    return !is_empty || not_understood(r, line);
}

/* Words. */

static bool read_words(reader *r, const sl_docker_line *line, size_t from)
{
    sl_docker_piece w;
    if (sl_dockerfile_space(line->text, from) >= line->text.n)
        return not_understood(r, line);
    while (next_word(r, line, &from, &w))
        leaf_of(r, SL_DOCKER_WORD, line, w.start, w.end);
    return true;
}

static const sl_docker_heredoc *heredoc_at(const sl_docker_line *line, size_t at)
{
    for (size_t i = 0; i < line->heredocs.n; i++)
        if (line->heredocs.v[i].at == at)
            return &line->heredocs.v[i];
    return NULL;
}

/* Sources and destination: the elements of a list are as good as words. */
static bool read_copy(reader *r, const sl_docker_line *line, size_t from)
{
    sl_docker_pieces list = {0};
    sl_docker_piece w;
    if (sl_dockerfile_list(&list, r->mem, line->text, from)) {
        read_elements(r, line, &list);
        return true;
    }
    bool is_empty = true;
    while (next_word(r, line, &from, &w)) {
        const sl_docker_heredoc *doc = heredoc_at(line, w.start);
        is_empty = false;
        if (doc)
            leaf(r, SL_DOCKER_TEXT, (sl_cst_gap){(uint32_t)doc->start, (uint32_t)doc->end});
        else
            leaf_of(r, SL_DOCKER_WORD, line, w.start, w.end);
    }
    return !is_empty || not_understood(r, line);
}

static bool read_volume(reader *r, const sl_docker_line *line, size_t from)
{
    return read_list(r, line, from) || read_words(r, line, from);
}

static bool read_expose(reader *r, const sl_docker_line *line, size_t from)
{
    sl_docker_piece w;
    bool is_empty = true;
    while (next_word(r, line, &from, &w)) {
        size_t slash = last_mark(line->text, w.start, w.end, '/');
        size_t node;
        is_empty = false;
        if (slash == SIZE_MAX) {
            leaf_of(r, SL_DOCKER_WORD, line, w.start, w.end);
            continue;
        }
        node = begin(r, SL_DOCKER_PORT, range(line, w.start, w.end).start);
        leaf_of(r, SL_DOCKER_WORD, line, w.start, slash);
        leaf_of(r, SL_DOCKER_WORD, line, slash, w.end);
        sl_cst_end(r->cst, node, range(line, w.start, w.end).end);
    }
    return !is_empty || not_understood(r, line);
}

/* Nested instructions. */

static sl_docker_line rest_of(const reader *r, const sl_docker_line *line, size_t from)
{
    sl_docker_line rest = *line;
    rest.text = sl_str_sub(line->text, from, line->text.n);
    rest.origin = line->origin + from;
    return sl_docker_line_rest(&rest, r->mem, r->lines.escape);
}

static bool read_healthcheck(reader *r, const sl_docker_line *line, size_t from)
{
    size_t next = from;
    sl_docker_piece w;
    bool had_dots = false;
    while (next_word(r, line, &next, &w)) {
        if (sl_str_eq_case(w.text, SL_S("CMD"))) {
            sl_docker_line inner = rest_of(r, line, w.start);
            return read_instruction(r, &inner, 1);
        }
        if (!is_dots(w.text))
            break;
        had_dots = true;
        from = next;
    }
    bool is_lone = w.end == line->text.n || (had_dots && from >= line->text.n);
    if (!is_lone || line->text.n == 0)
        return not_understood(r, line);
    leaf_of(r, SL_DOCKER_WORD, line, w.start, w.end);
    return true;
}

static bool read_onbuild(reader *r, const sl_docker_line *line, size_t from)
{
    sl_docker_line inner = rest_of(r, line, from);
    return read_instruction(r, &inner, 1);
}

static const struct {
    const char *name;
    bool has_flags;
    sl_dockerfile_type type;
    reading read;
} keywords[] = {
    {"FROM", true, SL_DOCKER_INSTRUCTION, read_from},
    {"RUN", true, SL_DOCKER_INSTRUCTION, read_command},
    {"CMD", false, SL_DOCKER_INSTRUCTION, read_command},
    {"ENTRYPOINT", false, SL_DOCKER_INSTRUCTION, read_command},
    {"SHELL", false, SL_DOCKER_INSTRUCTION, read_shell},
    {"COPY", true, SL_DOCKER_INSTRUCTION, read_copy},
    {"ADD", true, SL_DOCKER_INSTRUCTION, read_copy},
    {"ENV", false, SL_DOCKER_INSTRUCTION, read_pairs},
    {"LABEL", false, SL_DOCKER_PAIRS, read_pairs},
    {"ARG", false, SL_DOCKER_PAIRS, read_args},
    {"EXPOSE", false, SL_DOCKER_INSTRUCTION, read_expose},
    {"USER", false, SL_DOCKER_INSTRUCTION, read_user},
    {"WORKDIR", false, SL_DOCKER_INSTRUCTION, read_value},
    {"STOPSIGNAL", false, SL_DOCKER_INSTRUCTION, read_value},
    {"MAINTAINER", false, SL_DOCKER_INSTRUCTION, read_text},
    {"VOLUME", false, SL_DOCKER_INSTRUCTION, read_volume},
    {"HEALTHCHECK", true, SL_DOCKER_INSTRUCTION, read_healthcheck},
    {"ONBUILD", false, SL_DOCKER_INSTRUCTION, read_onbuild},
};

enum { N_KEYWORDS = sizeof keywords / sizeof *keywords, DEPTH_MAX = 2 };

/* Where the instruction ends, its here-documents with it. */
static size_t end_of(const reader *r, const sl_docker_line *line)
{
    size_t n = line->heredocs.n;
    return n ? heredoc_end(r, &line->heredocs.v[n - 1]) : line->end;
}

static bool read_instruction(reader *r, const sl_docker_line *line, unsigned depth)
{
    size_t k = 0;
    while (k < N_KEYWORDS && !sl_str_eq_case(line->keyword, sl_str_of(keywords[k].name)))
        k++;
    if (k == N_KEYWORDS && sl_str_starts(line->keyword, SL_S(SL_DOCKER_HOLE)) && !line->text.n) {
        leaf(r, SL_DOCKER_ANY, (sl_cst_gap){(uint32_t)line->start, (uint32_t)line->end});
        return true;
    }
    if (k == N_KEYWORDS || depth > DEPTH_MAX)
        return not_understood(r, line);
    size_t node = begin(r, keywords[k].type, line->start);
    leaf(r, SL_DOCKER_KEYWORD, (sl_cst_gap){(uint32_t)line->start, (uint32_t)line->keyword_end});
    size_t from = keywords[k].has_flags ? read_flags(r, line) : 0;
    if (!keywords[k].read(r, line, from))
        return false;
    sl_cst_end(r->cst, node, (uint32_t)end_of(r, line));
    return true;
}

bool sl_dockerfile_parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e)
{
    *out =
        (sl_cst){.grammar = sl_grammar(SL_S("bash")), .types = sl_dockerfile_types, .text = text};
    reader r = {.cst = out, .mem = mem, .deadline = sl_now_ms() + ms, .e = e};
    if (text.n > SL_CST_BYTES_MAX)
        return sl_fail(e, SL_ETOOBIG, "%zu bytes of code; at most %d are parsed", text.n,
                       SL_CST_BYTES_MAX);
    if (!sl_docker_lines_read(&r.lines, mem, text, e))
        return false;
    size_t root = begin(&r, SL_DOCKER_FILE, 0);
    for (size_t i = 0; i < r.lines.n; i++) {
        if (sl_str_eq_case(r.lines.v[i].keyword, SL_S("FROM")))
            r.is_foreign = false;
        if (!read_instruction(&r, &r.lines.v[i], 0))
            return false;
    }
    sl_cst_end(out, root, (uint32_t)text.n);
    return true;
}
