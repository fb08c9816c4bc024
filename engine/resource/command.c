/* Commands as attribute trees. What is known of single tools (which options take a value, which
   tools run other commands) is in the tables of command_tools.c. */
#include "engine/resource/command.h"

#include "engine/resource/command_tools.h"
#include "engine/resource/resource.h"

enum { NESTING_MAX = 8 };

typedef struct maker {
    const sl_tree *tree;
    sl_node *list;
    const sl_script *script;
    unsigned depth;
    sl_err *e;
} maker;

static size_t place(const maker *m, size_t at)
{
    const sl_script *s = m->script;
    if (!s->origin)
        return s->first + at;
    return at < s->text.n ? s->origin[at] : s->text.n ? s->origin[s->text.n - 1] + 1 : s->first;
}

static sl_extent extent_of(const maker *m, size_t start, size_t end)
{
    size_t from = place(m, start);
    return (sl_extent){from, end > start ? place(m, end - 1) + 1 : from};
}

static sl_node *word_node(const maker *m, const sl_shell_word *word)
{
    sl_node *node = sl_tree_text(m->tree, word->text, extent_of(m, word->start, word->end));
    node->is_quoted = word->is_quoted;
    return node;
}

static sl_node *words_list(const maker *m, const sl_shell_words *words, sl_extent at)
{
    sl_node *list = sl_tree_list(m->tree, at);
    for (size_t i = 0; i < words->n; i++)
        sl_tree_push(m->tree, list, word_node(m, &words->v[i]));
    return list;
}

static void put_option(const maker *m, sl_node *options, sl_str name, sl_node *value)
{
    if (!sl_node_find(options, name))
        sl_tree_put(m->tree, options, name, value);
}

/* "-yq" is also -y and -q; "--force=yes" is --force with a value. */
static void add_option(const maker *m, sl_node *options, const sl_node *word, sl_node *value)
{
    sl_str text = word->text;
    size_t equals = sl_str_chr(text, '=');
    sl_extent at = sl_tree_extent(word);
    if (equals != SIZE_MAX) {
        value = sl_tree_text(m->tree, sl_str_sub(text, equals + 1, text.n), at);
        text = sl_str_sub(text, 0, equals);
    }
    sl_node *none = sl_tree_text(m->tree, (sl_str){0}, at);
    put_option(m, options, text, value ? value : none);
    if (text.n < 3 || text.n > 8 || text.p[1] == '-')
        return;
    for (size_t i = 1; i < text.n; i++)
        put_option(m, options, sl_printf(m->tree->mem, "-%c", text.p[i]), none);
}

/* Sorts the words after the name into options, the sub-command and arguments. */
static void sort_words(const maker *m, sl_node *map, const sl_node *words, size_t first)
{
    sl_extent at = sl_tree_extent(words);
    sl_node *options = sl_tree_map(m->tree, at);
    sl_node *args = sl_tree_list(m->tree, at);
    sl_str name = sl_node_text(sl_node_get(map, "name"));
    sl_node *sub = NULL;
    bool only_args = false;
    for (size_t i = first + 1; i < words->n; i++) {
        sl_node *word = words->items[i];
        bool is_option = !only_args && word->text.n > 1 && word->text.p[0] == '-';
        if (is_option && sl_str_is(word->text, "--")) {
            only_args = true;
        } else if (is_option) {
            bool takes = i + 1 < words->n && sl_tool_takes_value(name, word->text);
            add_option(m, options, word, takes ? words->items[i + 1] : NULL);
            i += takes;
        } else if (!sub) {
            sub = word;
        } else {
            sl_tree_push(m->tree, args, word);
        }
    }
    if (sub)
        sl_tree_put(m->tree, map, SL_S("sub"), sub);
    sl_tree_put(m->tree, map, SL_S("options"), options);
    sl_tree_put(m->tree, map, SL_S("args"), args);
}

static sl_str base_name(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');
    return slash == SIZE_MAX ? path : sl_str_sub(path, slash + 1, path.n);
}

static bool add_words(maker *m, const sl_node *model, const sl_node *words, size_t first,
                      sl_str via);

/* "sh -c TEXT": the text is a script of its own. Its bytes are at those of the word, as near as
   quotes allow. */
static bool add_script(maker *m, const sl_node *word, sl_str via)
{
    if (m->depth == NESTING_MAX)
        return sl_fail(m->e, SL_ETOOBIG, "shells nest deeper than %d", NESTING_MAX);
    size_t *origin = sl_alloc_array(m->tree->mem, word->text.n + 1, sizeof *origin);
    size_t from = word->start + (word->is_quoted && word->start < word->end);
    for (size_t i = 0; i <= word->text.n; i++)
        origin[i] = from + i < word->end ? from + i : word->end ? word->end - 1 : 0;
    (void)via;
    sl_script script = {word->text, origin, from};
    maker inner = {m->tree, m->list, &script, m->depth + 1, m->e};
    sl_shell_commands commands = {0};
    bool ok = sl_shell_split(&commands, m->tree->mem, word->text, m->e);
    for (size_t i = 0; ok && i < commands.n; i++) {
        const sl_shell_command *c = &commands.v[i];
        sl_extent at = extent_of(&inner, c->start, c->end);
        sl_node *extra = sl_tree_map(m->tree, at);
        ok = add_words(&inner, extra, words_list(&inner, &c->words, at), 0, SL_S("sh"));
    }
    return ok;
}

/* What the command runs in its turn. */
static bool add_inner(maker *m, const sl_node *model, const sl_node *words, size_t first)
{
    sl_str name = base_name(words->items[first]->text);
    if (sl_tool_is_shell(name)) {
        for (size_t i = first + 1; i + 1 < words->n; i++) {
            sl_str word = words->items[i]->text;
            if (word.n > 1 && word.p[0] == '-' && word.p[1] != '-' &&
                sl_str_chr(word, 'c') != SIZE_MAX)
                return add_script(m, words->items[i + 1], name);
        }
        return true;
    }
    size_t inner = sl_tool_runs(words, first);
    return inner == SIZE_MAX || inner >= words->n || add_words(m, model, words, inner, name);
}

static bool add_words(maker *m, const sl_node *model, const sl_node *words, size_t first,
                      sl_str via)
{
    if (first > NESTING_MAX * 8u || first >= words->n)
        return true;
    const sl_tree *tree = m->tree;
    sl_extent at = {words->items[first]->start, words->items[words->n - 1]->end};
    if (at.end < at.start)
        at.end = words->items[first]->end;
    sl_node *map = sl_tree_map(tree, at);
    for (size_t i = 0; i < model->n; i++)
        sl_tree_put(tree, map, model->pairs[i].key->text, model->pairs[i].value);
    sl_extent name_at = sl_tree_extent(words->items[first]);
    sl_str name = base_name(words->items[first]->text);
    sl_tree_put(tree, map, SL_S("name"), sl_tree_text(tree, name, name_at));
    sl_node *own = sl_tree_list(tree, at);
    for (size_t i = first; i < words->n; i++)
        sl_tree_push(tree, own, words->items[i]);
    sl_tree_put(tree, map, SL_S("words"), own);
    sort_words(m, map, words, first);
    if (via.n)
        sl_tree_put(tree, map, SL_S("via"), sl_tree_text(tree, via, at));
    sl_tree_put(tree, map, SL_S("index"), sl_tree_int(tree, (int64_t)m->list->n, at));
    sl_tree_push(tree, m->list, map);
    return add_inner(m, model, words, first);
}

static void put_joins(const maker *m, sl_node *map, const sl_shell_command *c, sl_extent at)
{
    static const char *const joins[] = {"", "and", "or", "pipe"};
    const sl_tree *tree = m->tree;
    sl_tree_put(tree, map, SL_S("join"), sl_tree_text(tree, sl_str_of(joins[c->join]), at));
    sl_tree_put(tree, map, SL_S("piped"), sl_tree_bool(tree, c->is_piped, at));
    sl_tree_put(tree, map, SL_S("input"), sl_tree_bool(tree, c->join == SL_JOIN_PIPE, at));
    if (c->redirects.n)
        sl_tree_put(tree, map, SL_S("redirects"), words_list(m, &c->redirects, at));
    sl_node *assigns = sl_tree_map(tree, at);
    for (size_t i = 0; i < c->assignments.n; i++) {
        sl_node *word = word_node(m, &c->assignments.v[i]);
        size_t equals = sl_str_chr(word->text, '=');
        sl_node *value = sl_tree_text(tree, sl_str_sub(word->text, equals + 1, word->text.n),
                                      sl_tree_extent(word));
        sl_tree_put(tree, assigns, sl_str_sub(word->text, 0, equals), value);
    }
    sl_tree_put(tree, map, SL_S("assigns"), assigns);
}

bool sl_commands_read(const sl_tree *tree, sl_node *list, const sl_script *script, sl_err *e)
{
    maker m = {tree, list, script, 0, e};
    sl_shell_commands commands = {0};
    bool ok = sl_shell_split(&commands, tree->mem, script->text, e);
    bool all = true;
    for (size_t i = 0; i < commands.n; i++) {
        const sl_shell_command *c = &commands.v[i];
        sl_extent at = extent_of(&m, c->start, c->end);
        sl_node *model = sl_tree_map(tree, at);
        put_joins(&m, model, c, at);
        all = add_words(&m, model, words_list(&m, &c->words, at), 0, (sl_str){0}) && all;
    }
    return ok && all;
}

bool sl_commands_of_words(const sl_tree *tree, sl_node *list, const sl_node *words, sl_err *e)
{
    sl_script nothing = {0};
    maker m = {tree, list, &nothing, 0, e};
    if (words->kind != SL_SEQ || !words->n)
        return true;
    for (size_t i = 0; i < words->n; i++)
        if (words->items[i]->kind >= SL_SEQ)
            return true;
    sl_node *model = sl_tree_map(tree, sl_tree_extent(words));
    return add_words(&m, model, words, 0, (sl_str){0});
}
