/* Instructions taken apart: flags, forms and arguments, keyword by keyword. */
#include "engine/dockerfile/instruction.h"

#include "engine/resource/command.h"
#include "engine/resource/image_name.h"
#include "engine/resource/resource.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* "--name=value" at the front, as often as it stands there; yields where the rest begins. */
static size_t read_flags(sl_docker_args *a, sl_node *body)
{
    const sl_docker_line *line = a->line;
    sl_node *flags = sl_tree_map(a->c->tree, sl_docker_extent(line, 0, 0));
    sl_node *mounts = sl_tree_list(a->c->tree, sl_docker_extent(line, 0, 0));
    size_t from = 0;
    size_t at = 0;
    size_t start, end;
    while (sl_docker_word_next(line->text, a->c->lines->escape, &from, &start, &end)) {
        sl_str word = sl_str_sub(line->text, start, end);
        if (!sl_str_starts(word, SL_S("--")) || word.n == 2)
            break;
        size_t equals = sl_str_chr(word, '=');
        sl_str name = sl_str_sub(word, 2, equals);
        size_t value = equals == SIZE_MAX ? end : start + equals + 1;
        sl_node *node = sl_docker_word(a, value, end);
        sl_tree_put(a->c->tree, flags, name, node);
        if (sl_str_is(name, "mount"))
            sl_tree_push(a->c->tree, mounts, sl_docker_mount(a, node));
        at = from;
    }
    while (at < line->text.n && is_space(line->text.p[at]))
        at++;
    sl_tree_put(a->c->tree, body, SL_S("flags"), flags);
    if (mounts->n)
        sl_tree_put(a->c->tree, body, SL_S("mounts"), mounts);
    return at;
}

static bool read_from(sl_docker_args *a, sl_node *body)
{
    const sl_tree *tree = a->c->tree;
    sl_node *words = sl_docker_words(a, a->at);
    const sl_node *platform = sl_node_find(sl_node_get(body, "flags"), SL_S("platform"));
    if (platform)
        sl_tree_put(tree, body, SL_S("platform"), sl_docker_keep(platform));
    if (!words->n)
        return sl_docker_complain(a, "FROM without an image");
    if (words->n != 1 && !(words->n == 3 && sl_str_eq_case(words->items[1]->text, SL_S("as"))))
        sl_docker_complain(a, "FROM takes IMAGE or IMAGE AS NAME");
    sl_tree_put(tree, body, SL_S("image"), sl_image_name_node(tree, words->items[0]));
    if (words->n >= 3)
        sl_tree_put(tree, body, SL_S("as"), words->items[2]);
    return true;
}

/* The bodies of here-documents: a script of its own where the words in front of it are not a
   command, or are a shell. */
static bool heredoc_commands(sl_docker_args *a, sl_node *commands)
{
    const sl_docker_line *line = a->line;
    bool ok = true;
    for (size_t i = 0; i < line->heredocs.n; i++) {
        const sl_docker_heredoc *doc = &line->heredocs.v[i];
        sl_script script = {.text = sl_str_sub(a->c->tree->text, doc->start, doc->end),
                            .first = doc->start};
        if (sl_str_starts(script.text, SL_S("#!")) &&
            sl_str_find(sl_str_sub(script.text, 0, sl_str_chr(script.text, '\n')), SL_S("sh"), 0) ==
                SIZE_MAX)
            continue;
        ok = sl_commands_read(a->c->tree, commands, &script, NULL) && ok;
    }
    return ok;
}

static bool heredoc_is_script(const sl_docker_args *a, const sl_node *commands)
{
    if (!a->line->heredocs.n)
        return false;
    sl_str name = commands->n ? sl_node_text(sl_node_get(commands->items[0], "name")) : (sl_str){0};
    return !name.n || sl_str_is(name, "sh") || sl_str_is(name, "bash") || sl_str_is(name, "ash");
}

/* RUN, CMD, ENTRYPOINT and the command of HEALTHCHECK. */
static bool read_command(sl_docker_args *a, sl_node *body)
{
    const sl_tree *tree = a->c->tree;
    const sl_docker_line *line = a->line;
    sl_extent at = sl_docker_extent(line, a->at, line->text.n);
    sl_node *commands = sl_tree_list(tree, at);
    sl_node *words = sl_docker_exec_form(a);
    sl_tree_put(tree, body, SL_S("form"),
                sl_tree_text(tree, words ? SL_S("exec") : SL_S("shell"), at));
    bool ok = true;
    if (words) {
        sl_tree_put(tree, body, SL_S("words"), words);
        ok = sl_commands_of_words(tree, commands, words, NULL);
    } else {
        sl_script script = {sl_str_sub(line->text, a->at, line->text.n), line->origin + a->at, 0};
        if (script.text.n)
            ok = sl_commands_read(tree, commands, &script, NULL);
        if (heredoc_is_script(a, commands))
            ok = heredoc_commands(a, commands) && ok;
    }
    sl_tree_put(tree, body, SL_S("commands"), commands);
    return ok || sl_docker_complain(a, "a shell command is too long or nests too deep");
}

static bool read_shell(sl_docker_args *a, sl_node *body)
{
    sl_node *words = sl_docker_exec_form(a);
    if (!words)
        return sl_docker_complain(a, "SHELL takes a JSON list");
    sl_tree_put(a->c->tree, body, SL_S("words"), words);
    return true;
}

static bool read_copy(sl_docker_args *a, sl_node *body)
{
    const sl_tree *tree = a->c->tree;
    sl_node *words = sl_docker_exec_form(a);
    if (!words)
        words = sl_docker_words(a, a->at);
    sl_node *sources = sl_tree_list(tree, sl_tree_extent(words));
    for (size_t i = 0; i + 1 < words->n; i++)
        sl_tree_push(tree, sources, words->items[i]);
    sl_tree_put(tree, body, SL_S("words"), words);
    sl_tree_put(tree, body, SL_S("sources"), sources);
    size_t n = a->line->heredocs.n;
    sl_tree_put(tree, body, SL_S("heredocs"), sl_tree_int(tree, (int64_t)n, sl_tree_extent(words)));
    if (words->n < 2)
        return sl_docker_complain(a, "COPY and ADD take a source and a destination");
    sl_tree_put(tree, body, SL_S("destination"), words->items[words->n - 1]);
    return true;
}

static bool read_pairs(sl_docker_args *a, sl_node *body)
{
    bool is_env = sl_str_eq_case(a->line->keyword, SL_S("ENV"));
    sl_node *pairs = sl_docker_pairs(a, true);
    sl_tree_put(a->c->tree, body, SL_S("pairs"), pairs);
    for (size_t i = 0; is_env && i < pairs->n; i++) {
        const sl_node *value = sl_node_get(pairs->items[i], "value");
        sl_docker_scope_set(a->c->scope, sl_node_text(sl_node_get(pairs->items[i], "name")),
                            sl_node_text(value), !sl_node_is_unknown(value));
    }
    return true;
}

static bool read_args(sl_docker_args *a, sl_node *body)
{
    sl_node *pairs = sl_docker_pairs(a, false);
    sl_tree_put(a->c->tree, body, SL_S("pairs"), pairs);
    for (size_t i = 0; i < pairs->n; i++) {
        sl_str name = sl_node_text(sl_node_get(pairs->items[i], "name"));
        const sl_node *value = sl_node_get(pairs->items[i], "value");
        const sl_docker_value *global =
            a->c->globals ? sl_map_get(&a->c->globals->names, name) : NULL;
        if (value)
            sl_docker_scope_set(a->c->scope, name, value->text, !sl_node_is_unknown(value));
        else if (global)
            sl_docker_scope_set(a->c->scope, name, global->text, global->is_known);
        else
            sl_docker_scope_set(a->c->scope, name, (sl_str){0}, false);
    }
    return true;
}

static bool read_expose(sl_docker_args *a, sl_node *body)
{
    sl_node *words = sl_docker_words(a, a->at);
    sl_node *ports = sl_tree_list(a->c->tree, sl_tree_extent(words));
    for (size_t i = 0; i < words->n; i++)
        sl_tree_push(a->c->tree, ports, sl_docker_port(a, words->items[i]));
    sl_tree_put(a->c->tree, body, SL_S("ports"), ports);
    return words->n || sl_docker_complain(a, "EXPOSE without a port");
}

static bool read_user(sl_docker_args *a, sl_node *body)
{
    sl_node *whole = sl_docker_word(a, a->at, a->line->text.n);
    size_t colon = sl_node_is_unknown(whole) ? SIZE_MAX : sl_str_chr(whole->text, ':');
    sl_node *user = sl_docker_keep(whole);
    if (colon != SIZE_MAX) {
        sl_str group = sl_str_sub(whole->text, colon + 1, whole->text.n);
        user = sl_tree_text(a->c->tree, sl_str_sub(whole->text, 0, colon), sl_tree_extent(whole));
        sl_tree_put(a->c->tree, body, SL_S("group"),
                    sl_tree_text(a->c->tree, group, sl_tree_extent(whole)));
    }
    sl_tree_put(a->c->tree, body, SL_S("user"), user);
    return whole->text.n || sl_docker_complain(a, "USER without a name");
}

/* WORKDIR, STOPSIGNAL and MAINTAINER: all of the text is one value. */
static bool read_value(sl_docker_args *a, sl_node *body)
{
    bool is_workdir = sl_str_eq_case(a->line->keyword, SL_S("WORKDIR"));
    bool is_signal = sl_str_eq_case(a->line->keyword, SL_S("STOPSIGNAL"));
    sl_tree_put(a->c->tree, body,
                is_workdir  ? SL_S("path")
                : is_signal ? SL_S("signal")
                            : SL_S("name"),
                sl_docker_word(a, a->at, a->line->text.n));
    return a->line->text.n || sl_docker_complain(a, "the instruction lacks its argument");
}

static bool read_volume(sl_docker_args *a, sl_node *body)
{
    sl_node *paths = sl_docker_exec_form(a);
    sl_tree_put(a->c->tree, body, SL_S("paths"), paths ? paths : sl_docker_words(a, a->at));
    return true;
}

static bool read_healthcheck(sl_docker_args *a, sl_node *body)
{
    sl_str rest = sl_str_sub(a->line->text, a->at, a->line->text.n);
    sl_str first = rest;
    sl_str_cut(&rest, ' ', &first);
    first = sl_str_trim(first);
    bool is_none = sl_str_eq_case(first, SL_S("NONE"));
    sl_tree_put(
        a->c->tree, body, SL_S("none"),
        sl_tree_bool(a->c->tree, is_none, sl_docker_extent(a->line, a->at, a->line->text.n)));
    if (is_none)
        return true;
    if (!sl_str_eq_case(first, SL_S("CMD")))
        return sl_docker_complain(a, "HEALTHCHECK takes NONE or CMD");
    a->at += first.n;
    while (a->at < a->line->text.n && is_space(a->line->text.p[a->at]))
        a->at++;
    return read_command(a, body);
}

static bool read_onbuild(sl_docker_args *a, sl_node *body)
{
    size_t from = 0;
    size_t start, end;
    if (!sl_docker_word_next(a->line->text, a->c->lines->escape, &from, &start, &end))
        return sl_docker_complain(a, "ONBUILD without an instruction");
    sl_tree_put(a->c->tree, body, SL_S("inner"),
                sl_tree_text(a->c->tree, sl_str_sub(a->line->text, start, end),
                             sl_docker_extent(a->line, start, end)));
    return true;
}

static const struct {
    const char *keyword;
    bool has_flags;
    bool (*read)(sl_docker_args *a, sl_node *body);
} keywords[] = {
    {"FROM", true, read_from},
    {"RUN", true, read_command},
    {"CMD", false, read_command},
    {"ENTRYPOINT", false, read_command},
    {"SHELL", false, read_shell},
    {"COPY", true, read_copy},
    {"ADD", true, read_copy},
    {"ENV", false, read_pairs},
    {"LABEL", false, read_pairs},
    {"ARG", false, read_args},
    {"EXPOSE", false, read_expose},
    {"USER", false, read_user},
    {"WORKDIR", false, read_value},
    {"STOPSIGNAL", false, read_value},
    {"MAINTAINER", false, read_value},
    {"VOLUME", false, read_volume},
    {"HEALTHCHECK", true, read_healthcheck},
    {"ONBUILD", false, read_onbuild},
};

static size_t keyword_index(sl_str keyword)
{
    size_t i = 0;
    while (i < sizeof keywords / sizeof *keywords &&
           !sl_str_eq_case(keyword, sl_str_of(keywords[i].keyword)))
        i++;
    return i;
}

bool sl_docker_is_keyword(sl_str keyword)
{
    return keyword_index(keyword) < sizeof keywords / sizeof *keywords;
}

bool sl_docker_instruction_read(sl_docker_context *c, const sl_docker_line *line, sl_node *body)
{
    size_t k = keyword_index(line->keyword);
    if (k == sizeof keywords / sizeof *keywords)
        return true;
    sl_docker_args a = {.c = c, .line = line};
    sl_extent at = sl_docker_extent(line, 0, line->text.n);
    sl_tree_put(c->tree, body, SL_S("keyword"),
                sl_tree_text(c->tree, sl_str_of(keywords[k].keyword),
                             (sl_extent){line->start, line->keyword_end}));
    sl_tree_put(c->tree, body, SL_S("text"), sl_tree_text(c->tree, line->text, at));
    if (keywords[k].has_flags)
        a.at = read_flags(&a, body);
    keywords[k].read(&a, body);
    return true;
}

sl_docker_line sl_docker_line_rest(const sl_docker_line *line, sl_arena *mem, char escape)
{
    size_t from = 0;
    size_t start = 0;
    size_t end = 0;
    sl_docker_line rest = *line;
    sl_docker_word_next(line->text, escape, &from, &start, &end);
    rest.keyword = sl_str_sub(line->text, start, end);
    rest.start = sl_docker_extent(line, start, end).start;
    rest.keyword_end = sl_docker_extent(line, start, end).end;
    while (end < line->text.n && is_space(line->text.p[end]))
        end++;
    rest.text = sl_str_sub(line->text, end, line->text.n);
    rest.origin = line->origin + end;
    (void)mem;
    return rest;
}
