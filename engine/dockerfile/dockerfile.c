/* The whole of a Dockerfile: stages, what is in force where, and the resources for it. */
#include "engine/dockerfile/dockerfile.h"

#include <stdlib.h>

#include "engine/dockerfile/instruction.h"

enum { ONBUILD_DEPTH_MAX = 4 };

typedef struct reader {
    sl_model *model;
    sl_tree tree;
    sl_docker_lines lines;
    sl_docker_scope globals, scope;
    sl_resource *file, *stage;
    sl_node *file_body, *stage_body, *stages;
    struct {
        sl_node **v; /* the bodies of the stages */
        size_t n, cap;
    } bodies;
    sl_map names; /* of stages: to their bodies */
    sl_node *workdir, *user, *shell;
    sl_err *e;
} reader;

static const sl_str platform = SL_STR("dockerfile");

static sl_resource *add(reader *r, sl_str type, sl_node *body, const sl_resource *parent)
{
    sl_resource resource = {
        .platform = platform, .type = type, .body = body, .head = body, .parent = parent};
    if (parent)
        resource.label = parent->label;
    return sl_model_add(r->model, &resource, r->e);
}

static sl_str lowered(reader *r, sl_str word)
{
    sl_str copy = sl_dup(r->model->mem, word);
    char *p = sl_alloc(r->model->mem, word.n + 1);
    for (size_t i = 0; i < word.n; i++)
        p[i] = copy.p[i] >= 'A' && copy.p[i] <= 'Z' ? (char)(copy.p[i] + 32) : copy.p[i];
    return sl_str_at(p, word.n);
}

static void push_to(reader *r, sl_node *map, sl_str key, sl_node *item)
{
    const sl_node *list = sl_node_find(map, key);
    sl_node *own = (sl_node *)(uintptr_t)list;
    if (!own) {
        own = sl_tree_list(&r->tree, sl_tree_extent(item));
        sl_tree_put(&r->tree, map, key, own);
    }
    sl_tree_push(&r->tree, own, item);
}

static void put_state(reader *r, sl_node *body)
{
    const sl_node *index = sl_node_get(r->stage_body, "index");
    if (index)
        sl_tree_put(&r->tree, body, SL_S("@stage"), (sl_node *)(uintptr_t)index);
    if (r->workdir)
        sl_tree_put(&r->tree, body, SL_S("@workdir"), r->workdir);
    if (r->user)
        sl_tree_put(&r->tree, body, SL_S("@user"), r->user);
    if (r->shell)
        sl_tree_put(&r->tree, body, SL_S("@shell"), r->shell);
}

static sl_node *member(const sl_node *map, const char *key)
{
    return (sl_node *)(uintptr_t)sl_node_get(map, key);
}

/* What the instruction changes for those behind it. */
static void take_effect(reader *r, sl_str type, const sl_node *body)
{
    static const char *const lasting[] = {"user", "healthcheck", "cmd", "entrypoint"};
    if (sl_str_is(type, "workdir"))
        r->workdir = member(body, "path");
    if (sl_str_is(type, "user"))
        r->user = member(body, "user");
    if (sl_str_is(type, "shell"))
        r->shell = member(body, "words");
    sl_node *effective = member(r->stage_body, "effective");
    for (size_t i = 0; effective && i < sizeof lasting / sizeof *lasting; i++)
        if (sl_str_is(type, lasting[i]))
            sl_tree_put(&r->tree, effective, type, (sl_node *)(uintptr_t)body);
}

/* The stage that FROM continues: by name, or by number in old files. */
static sl_node *base_stage(reader *r, const sl_node *from)
{
    const sl_node *image = sl_node_get(from, "image");
    sl_str text = sl_node_text(sl_node_get(image, "text"));
    return text.n ? sl_map_get(&r->names, lowered(r, text)) : NULL;
}

static void inherit(reader *r, sl_node *base)
{
    sl_node *effective = sl_tree_copy(&r->tree, sl_node_get(base, "effective"));
    r->workdir = r->user = r->shell = NULL;
    if (!base) {
        sl_node *from = member(r->stage_body, "from");
        effective = sl_tree_map(&r->tree, sl_tree_extent(from));
    } else {
        sl_tree_put(&r->tree, r->stage_body, SL_S("base_stage"), member(base, "index"));
        r->user = member(sl_node_get(effective, "user"), "user");
        r->workdir = member(base, "@workdir");
    }
    sl_tree_put(&r->tree, r->stage_body, SL_S("effective"), effective);
}

static void end_stage(reader *r)
{
    if (r->stage_body && r->workdir)
        sl_tree_put(&r->tree, r->stage_body, SL_S("@workdir"), r->workdir);
}

static bool begin_stage(reader *r, sl_node *from)
{
    end_stage(r);
    sl_node *base = base_stage(r, from);
    size_t index = r->bodies.n;
    sl_extent at = sl_tree_extent(from);
    r->scope = (sl_docker_scope){.mem = r->model->mem, .escape = r->lines.escape};
    r->stage_body = sl_tree_map(&r->tree, at);
    sl_tree_put(&r->tree, r->stage_body, SL_S("from"), from);
    sl_tree_put(&r->tree, r->stage_body, SL_S("index"), sl_tree_int(&r->tree, (int64_t)index, at));
    r->stage = add(r, SL_S("stage"), r->stage_body, r->file);
    if (!r->stage)
        return false;
    const sl_node *as = sl_node_get(from, "as");
    r->stage->label = sl_printf(r->model->mem, "stage %zu", index);
    if (as) {
        sl_str name = lowered(r, as->text);
        sl_tree_put(&r->tree, r->stage_body, SL_S("name"), (sl_node *)(uintptr_t)as);
        r->stage->name = as->text;
        r->stage->label = sl_printf(r->model->mem, "stage %.*s", SL_FMT(as->text));
        if (!sl_map_has(&r->names, name))
            sl_map_put(&r->names, r->model->mem, name, r->stage_body);
    }
    if (base) {
        sl_tree_put(&r->tree, from, SL_S("stage"), member(base, "index"));
    }
    inherit(r, base);
    sl_tree_push(&r->tree, r->stages, r->stage_body);
    *sl_list_add(r->model->mem, &r->bodies) = r->stage_body;
    return true;
}

static bool add_commands(reader *r, const sl_node *body, const sl_resource *run)
{
    const sl_node *commands = sl_node_get(body, "commands");
    for (size_t i = 0; commands && i < commands->n; i++) {
        sl_resource *command = add(r, SL_S("command"), commands->items[i], run);
        if (!command)
            return false;
        command->variant = sl_node_text(sl_node_get(commands->items[i], "name"));
        command->name = command->variant;
        if (r->stage_body)
            sl_tree_put(&r->tree, commands->items[i], SL_S("@stage"),
                        member(r->stage_body, "index"));
    }
    return true;
}

static bool read_line(reader *r, const sl_docker_line *line, unsigned onbuild);

/* Lists the instruction and makes it and its commands resources. */
static bool place(reader *r, sl_str type, sl_node *body, bool is_onbuild)
{
    const sl_resource *parent = r->stage ? r->stage : r->file;
    push_to(r, r->file_body, SL_S("instructions"), body);
    if (r->stage_body && !is_onbuild) {
        push_to(r, r->stage_body, SL_S("instructions"), body);
        if (!sl_str_is(type, "from")) /* a stage has one, and it is no list */
            push_to(r, r->stage_body, type, body);
        take_effect(r, type, body);
    }
    if (!r->stage_body && sl_str_is(type, "arg"))
        push_to(r, r->file_body, SL_S("args"), body);
    const sl_resource *self = add(r, type, body, parent);
    return self && (!sl_str_is(type, "run") || add_commands(r, body, self));
}

static bool read_line(reader *r, const sl_docker_line *line, unsigned onbuild)
{
    if (!sl_docker_is_keyword(line->keyword)) {
        sl_str what =
            sl_printf(r->model->mem, "'%.*s' is no instruction",
                      (int)(line->keyword.n > 40 ? 40 : line->keyword.n), line->keyword.p);
        sl_docker_problem(&r->lines, r->model->mem, line->start, what);
        return true;
    }
    sl_str type = lowered(r, line->keyword);
    bool is_from = sl_str_is(type, "from");
    bool in_stage = r->stage && !is_from;
    sl_docker_context c = {&r->tree, &r->lines, in_stage ? &r->scope : &r->globals,
                           in_stage ? &r->globals : NULL, r->e};
    sl_node *body = sl_tree_map(&r->tree, (sl_extent){line->start, line->end});
    put_state(r, body);
    if (onbuild)
        sl_tree_put(&r->tree, body, SL_S("onbuild"),
                    sl_tree_bool(&r->tree, true, (sl_extent){line->start, line->keyword_end}));
    if (!sl_docker_instruction_read(&c, line, body) ||
        (is_from && !onbuild && !begin_stage(r, body)) || !place(r, type, body, onbuild > 0))
        return false;
    if (!sl_str_is(type, "onbuild") || onbuild >= ONBUILD_DEPTH_MAX || !line->text.n)
        return true;
    sl_docker_line inner = sl_docker_line_rest(line, r->model->mem, r->lines.escape);
    return read_line(r, &inner, onbuild + 1);
}

static int by_offset(const void *a, const void *b)
{
    const sl_docker_note *x = a;
    const sl_docker_note *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

/* The first of several RUN, COPY or ADD in a row learns how many there are. */
static void count_repeats(reader *r, const sl_node *instructions)
{
    size_t first = 0;
    for (size_t i = 1; instructions && i <= instructions->n; i++) {
        sl_str word = sl_node_text(sl_node_get(instructions->items[first], "keyword"));
        if (i < instructions->n &&
            sl_str_eq(word, sl_node_text(sl_node_get(instructions->items[i], "keyword"))))
            continue;
        sl_node *item = instructions->items[first];
        sl_tree_put(&r->tree, item, SL_S("@repeats"),
                    sl_tree_int(&r->tree, (int64_t)(i - first), sl_tree_extent(item)));
        first = i;
    }
}

/* The last stage and those that it continues are what is run. */
static void mark_shipped(reader *r)
{
    size_t i = r->bodies.n - 1;
    for (size_t left = r->bodies.n; left; left--) {
        sl_node *body = r->bodies.v[i];
        const sl_node *base = sl_node_get(body, "base_stage");
        sl_tree_put(&r->tree, body, SL_S("shipped"),
                    sl_tree_bool(&r->tree, true, sl_tree_extent(body)));
        if (!base || (size_t)base->integer >= i)
            return;
        i = (size_t)base->integer;
    }
}

static void finish(reader *r, sl_docker_notes *notes)
{
    end_stage(r);
    mark_shipped(r);
    for (size_t i = 0; i < r->bodies.n; i++) {
        sl_node *body = r->bodies.v[i];
        bool is_last = i + 1 == r->bodies.n;
        count_repeats(r, sl_node_get(body, "instructions"));
        sl_tree_put(&r->tree, body, SL_S("final"),
                    sl_tree_bool(&r->tree, is_last, sl_tree_extent(body)));
        if (is_last)
            sl_tree_put(&r->tree, r->file_body, SL_S("final"), body);
    }
    for (size_t i = 0; i < r->lines.n_problems; i++)
        *sl_list_add(r->model->mem, notes) = (sl_docker_note){
            sl_tree_line(&r->tree, r->lines.problems[i].at), r->lines.problems[i].what};
    if (notes->n > 1)
        qsort(notes->v, notes->n, sizeof *notes->v, by_offset);
}

static bool begin_file(reader *r)
{
    size_t start = r->lines.n ? r->lines.v[0].start : 0;
    size_t end = r->lines.n ? r->lines.v[0].end : 0;
    sl_extent at = {start, end};
    r->file_body = sl_tree_map(&r->tree, at);
    r->stages = sl_tree_list(&r->tree, at);
    sl_tree_put(&r->tree, r->file_body, SL_S("stages"), r->stages);
    sl_tree_put(&r->tree, r->file_body, SL_S("escape"),
                sl_tree_text(&r->tree, sl_str_at(&r->lines.escape, 1), at));
    if (r->lines.syntax.n)
        sl_tree_put(&r->tree, r->file_body, SL_S("syntax"),
                    sl_tree_text(&r->tree, r->lines.syntax, at));
    r->file = add(r, SL_S("file"), r->file_body, NULL);
    return r->file != NULL;
}

bool sl_dockerfile_read(sl_model *model, sl_docker_notes *notes, sl_err *e)
{
    if (model->text.n > SL_DOCKERFILE_BYTES_MAX)
        return sl_fail(e, SL_ETOOBIG, "%.*s: a Dockerfile of %zu bytes, at most %d are read",
                       SL_FMT(model->file), model->text.n, SL_DOCKERFILE_BYTES_MAX);
    reader *r = sl_alloc(model->mem, sizeof *r);
    r->model = model;
    r->e = e;
    sl_tree_init(&r->tree, model->mem, model->text);
    if (!sl_docker_lines_read(&r->lines, model->mem, model->text, e))
        return sl_fail_more(e, "%.*s", SL_FMT(model->file));
    r->globals = (sl_docker_scope){.mem = model->mem, .escape = r->lines.escape};
    if (!begin_file(r))
        return false;
    for (size_t i = 0; i < r->lines.n; i++)
        if (!read_line(r, &r->lines.v[i], 0))
            return false;
    finish(r, notes);
    return true;
}
