/* Finding the repository around a folder and its ignore rules, in the order that gitignore(5)
   gives them; the little of git's configuration that this needs (git-config(1)). */
#include "engine/source/ground.h"

#include "engine/source/repo.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/path.h"
#include "engine/objects/gitfolder.h"
#include "engine/objects/id.h"
#include "sluice/buf.h"

enum { CONFIG_MAX = 1 << 20, VALUE_MAX = 1 << 14 };

/* What the configuration says; later files and lines win. */
typedef struct settings {
    sl_arena *mem;
    sl_str excludes;
    bool has_excludes;
    bool is_sha256;
} settings;

/* A value being read. */
typedef struct value {
    sl_buf text;
    size_t kept; /* its length without blanks at the end */
    bool is_quoted;
} value;

/* The character behind a '\\'; none for a newline, which goes on with the value. */
static void add_escaped(value *v, char c)
{
    if (c != '\n')
        sl_buf_addc(&v->text, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'b' ? '\b' : c);
    v->kept = v->text.n;
}

static void add_plain(value *v, char c)
{
    bool is_blank = !v->is_quoted && (c == ' ' || c == '\t' || c == '\r');
    if (is_blank && v->text.n == 0)
        return;
    sl_buf_addc(&v->text, c);
    v->kept = is_blank ? v->kept : v->text.n;
}

/* Takes a value off `*rest`, to the end of its line: quotes, escapes, comments, continued lines. */
static void config_value(value *v, sl_str *rest)
{
    size_t i = 0;
    sl_buf_reset(&v->text);
    v->kept = 0;
    v->is_quoted = false;
    for (; i < rest->n && rest->p[i] != '\n'; i++) {
        char c = rest->p[i];
        if (!v->is_quoted && (c == '#' || c == ';'))
            break;
        if (c == '"')
            v->is_quoted = !v->is_quoted;
        else if (c == '\\' && i + 1 < rest->n)
            add_escaped(v, rest->p[++i]);
        else
            add_plain(v, c);
    }
    sl_str line;
    *rest = sl_str_sub(*rest, i, rest->n);
    sl_str_cut(rest, '\n', &line);
    v->text.n = v->kept;
}

static void set(settings *s, sl_str section, sl_str name, sl_str text)
{
    if (sl_str_eq_case(section, SL_S("core")) && sl_str_eq_case(name, SL_S("excludesfile"))) {
        s->excludes = sl_dup(s->mem, text);
        s->has_excludes = true;
    }
    if (sl_str_eq_case(section, SL_S("extensions")) && sl_str_eq_case(name, SL_S("objectformat")))
        s->is_sha256 = sl_str_eq_case(text, SL_S("sha256"));
}

static sl_str skip_blanks(sl_str s)
{
    size_t n = 0;
    while (n < s.n && strchr(" \t\r\n", s.p[n]) && s.p[n])
        n++;
    return sl_str_sub(s, n, s.n);
}

static void read_config(settings *s, sl_str path)
{
    sl_str rest = skip_blanks(sl_gitfolder_text(s->mem, path, CONFIG_MAX));
    sl_str section = {0};
    value v = {0};
    sl_buf_init(&v.text, VALUE_MAX);
    for (; rest.n; rest = skip_blanks(rest)) {
        sl_str line;
        if (rest.p[0] == '[' && sl_str_cut(&rest, ']', &line)) {
            section = sl_str_trim(sl_str_sub(line, 1, line.n));
            continue;
        }
        size_t end = 0;
        while (end < rest.n && !strchr("=\n#;", rest.p[end]))
            end++;
        if (end == rest.n || rest.p[end] != '=') {
            sl_str_cut(&rest, '\n', &line);
            continue;
        }
        sl_str name = sl_str_trim(sl_str_sub(rest, 0, end));
        rest = sl_str_sub(rest, end + 1, rest.n);
        config_value(&v, &rest);
        set(s, section, name, sl_buf_str(&v.text));
    }
    sl_buf_clear(&v.text);
}

/* A path below the user's configuration folder for git; empty without a home. */
static sl_str user_file(sl_arena *mem, const char *name)
{
    sl_str xdg = sl_str_of(getenv("XDG_CONFIG_HOME"));
    sl_str home = sl_str_of(getenv("HOME"));
    if (xdg.n)
        return sl_printf(mem, "%.*s/git/%s", SL_FMT(xdg), name);
    return home.n ? sl_printf(mem, "%.*s/.config/git/%s", SL_FMT(home), name) : home;
}

static void read_settings(settings *s, const sl_ground *ground)
{
    sl_str home = sl_str_of(getenv("HOME"));
    if (!getenv("GIT_CONFIG_NOSYSTEM"))
        read_config(s, SL_S("/etc/gitconfig"));
    if (getenv("GIT_CONFIG_GLOBAL")) {
        read_config(s, sl_str_of(getenv("GIT_CONFIG_GLOBAL")));
    } else {
        read_config(s, user_file(s->mem, "config"));
        if (home.n)
            read_config(s, sl_path_join(s->mem, home, SL_S(".gitconfig")));
    }
    read_config(s, sl_path_join(s->mem, ground->common, SL_S("config")));
    if (!s->has_excludes)
        s->excludes = user_file(s->mem, "ignore");
    else if (home.n && sl_str_starts(s->excludes, SL_S("~/")))
        s->excludes = sl_path_join(s->mem, home, sl_str_sub(s->excludes, 2, SIZE_MAX));
    else if (s->excludes.n)
        s->excludes = sl_path_join(s->mem, ground->top, s->excludes);
}

static bool is_git_folder(sl_arena *mem, sl_str path)
{
    return sl_path_exists(sl_path_join(mem, path, SL_S("HEAD"))) &&
           (sl_path_exists(sl_path_join(mem, path, SL_S("objects"))) ||
            sl_path_exists(sl_path_join(mem, path, SL_S("commondir"))));
}

/* The git folder of a work tree whose top may be `folder`; empty when it is none. */
static sl_str git_folder_at(sl_arena *mem, sl_str folder)
{
    const sl_str mark = SL_STR("gitdir:");
    sl_str git = sl_path_join(mem, folder, SL_S(".git"));
    if (!sl_path_is_folder(git)) {
        sl_str line = sl_str_trim(sl_gitfolder_text(mem, git, VALUE_MAX));
        if (!sl_str_starts(line, mark))
            return (sl_str){0};
        git = sl_path_join(mem, folder, sl_str_trim(sl_str_sub(line, mark.n, SIZE_MAX)));
    }
    return is_git_folder(mem, git) ? git : (sl_str){0};
}

/* The folder that a git folder shares with those of other work trees. */
static sl_str common_of(sl_arena *mem, sl_str git)
{
    sl_str common =
        sl_str_trim(sl_gitfolder_text(mem, sl_path_join(mem, git, SL_S("commondir")), VALUE_MAX));
    return common.n ? sl_path_join(mem, git, common) : git;
}

static bool find_top(sl_ground *ground, sl_arena *mem, sl_str folder)
{
    for (sl_str at = folder; at.n; at = at.n > 1 ? sl_path_parent(at) : (sl_str){0}) {
        ground->git_folder = git_folder_at(mem, at);
        if (!ground->git_folder.n)
            continue;
        ground->top = sl_dup(mem, at);
        ground->below = sl_str_sub(folder, at.n + (at.n > 1), SIZE_MAX);
        ground->common = common_of(mem, ground->git_folder);
        return true;
    }
    return false;
}

/* Adds an ignore file that the user or the repository's owner wrote. */
static bool add_file(sl_ground *ground, sl_str path, sl_err *e)
{
    sl_buf text;
    sl_err why = {0};
    sl_buf_init(&text, SL_IGNORE_FILE_MAX);
    if (sl_file_read(&text, path, &why))
        sl_ignores_add(ground->ignores, (sl_str){0}, sl_buf_str(&text));
    sl_buf_clear(&text);
    return why.kind != SL_ETOOBIG || sl_fail(e, why.kind, "%s", why.text);
}

bool sl_ground_add(sl_ground *ground, sl_place *top, sl_str folder, sl_err *e)
{
    char path[SL_PLACE_PATH_MAX];
    sl_buf text;
    sl_err why = {0};
    int n = snprintf(path, sizeof path, "%.*s%s.gitignore", SL_FMT(folder), folder.n ? "/" : "");
    if (n < 0 || (size_t)n >= sizeof path)
        return sl_fail(e, SL_ETOOBIG, "a path of %d bytes", n);
    sl_buf_init(&text, SL_IGNORE_FILE_MAX);
    if (sl_place_read(&text, top, sl_str_of(path), &why))
        sl_ignores_add(ground->ignores, folder, sl_buf_str(&text));
    sl_buf_clear(&text);
    return why.kind != SL_ETOOBIG || sl_fail(e, why.kind, "ignore patterns: %s", why.text);
}

/* The .gitignore files of the folders from the top down to the one above `below`. */
static bool add_files_above(sl_ground *ground, sl_err *e)
{
    sl_place top;
    bool ok = sl_place_open(&top, ground->top, e);
    for (size_t i = 0; ok && i < ground->below.n; i++)
        if (i == 0 || ground->below.p[i] == '/')
            ok = sl_ground_add(ground, &top, sl_str_sub(ground->below, 0, i), e);
    sl_place_close(&top);
    return ok;
}

sl_str sl_repo_common_around(sl_arena *mem, sl_str folder)
{
    sl_ground ground = {0};
    if (find_top(&ground, mem, folder))
        return ground.common;
    for (sl_str at = folder; at.n; at = at.n > 1 ? sl_path_parent(at) : (sl_str){0})
        if (is_git_folder(mem, at)) /* a bare one */
            return common_of(mem, at);
    return (sl_str){0};
}

bool sl_ground_find(sl_ground *out, sl_arena *mem, sl_str folder, sl_err *e)
{
    settings s = {.mem = mem};
    *out = (sl_ground){.ignores = sl_ignores_new(mem)};
    if (!find_top(out, mem, folder))
        return true;
    read_settings(&s, out);
    sl_str own = sl_path_join(mem, out->common, SL_S("info/exclude"));
    sl_str index = sl_path_join(mem, out->git_folder, SL_S("index"));
    if (s.excludes.n && !add_file(out, s.excludes, e))
        return false;
    return add_file(out, own, e) && add_files_above(out, e) &&
           sl_index_file_load(&out->index, mem, index, s.is_sha256 ? SL_SHA256_ID : SL_SHA1_ID, e);
}
