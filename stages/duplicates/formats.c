/* The languages that rules are written for, and others that only copies are looked for in. */
#include "stages/duplicates/formats.h"

/* A format that engine/match/language.c does not know. */
typedef struct format {
    const char *name;
    const char *files; /* extensions and whole names */
    const char *syntax;
} format;

static const format formats[] = {
    {"objectivec", ".m .mm", "c"},
    {"css", ".css", "css"},
    {"scss", ".scss .less .styl", "scss"},
    {"sass", ".sass", "scss"},
    {"tcl", ".tcl .exp .test", "tcl"},
    {"haskell", ".hs .lhs .elm .purs .idr", "haskell"},
    {"erlang", ".erl .hrl", "erlang"},
    {"fsharp", ".fs .fsi .fsx", "ocaml"},
    {"pascal", ".pas .pp .dpr .lpr", "pascal"},
    {"ada", ".ada .adb .ads", "ada"},
    {"vhdl", ".vhd .vhdl", "ada"},
    {"verilog", ".v .vh .sv .svh", "plain-c"},
    {"basic", ".vb .bas .vbs", "basic"},
    {"fortran", ".f .for .f77 .f90 .f95 .f03 .f08", "fortran"},
    {"matlab", ".matlab .octave", "erlang"},
    {"nim", ".nim .nims", "python"},
    {"crystal", ".cr", "ruby"},
    {"zig", ".zig", "plain-c"},
    {"d", ".d .di", "plain-c"},
    {"v", ".vsh", "plain-c"},
    {"haxe", ".hx", "plain-c"},
    {"actionscript", ".as", "plain-c"},
    {"glsl", ".glsl .vert .frag .geom .hlsl .fx .metal .wgsl", "c"},
    {"coffeescript", ".coffee", "python"},
    {"svelte", ".svelte .astro", "markup"},
    {"graphql", ".graphql .gql", "shell"},
    {"cmake", ".cmake CMakeLists.txt", "shell"},
    {"make", ".mk .mak Makefile makefile GNUmakefile", "shell"},
    {"awk", ".awk .gawk", "shell"},
    {"fish", ".fish", "shell"},
    {"nix", ".nix", "shell"},
    {"starlark", ".bzl .star BUILD WORKSPACE", "python"},
    {"cython", ".pyx .pxd .pxi", "python"},
    {"gdscript", ".gd", "python"},
    {"robot", ".robot", "shell"},
    {"gherkin", ".feature", "shell"},
    {"nsis", ".nsi .nsh", "shell"},
    {"cypher", ".cyp .cypher .cql", "plain-c"},
    {"sparql", ".sparql .rq .ttl", "shell"},
    {"plsql", ".pls .plsql", "sql"},
    {"bicep", ".bicep", "plain-c"},
    {"antlr", ".g4", "plain-c"},
    {"squirrel", ".nut", "plain-c"},
    {"livescript", ".ls", "python"},
    {"kdb", ".q", NULL},
    {"qsharp", ".qs .qasm", "plain-c"},
    {"webidl", ".webidl", "plain-c"},
    {"llvm", ".ll", "lisp"},
    {"modelica", ".mo", "plain-c"},
    {"yacc", ".y .yy .l", "c"},
    {"eiffel", ".e", "ada"},
    {"dylan", ".dyl .dylan .intr", "plain-c"},
    {"factor", ".factor", NULL},
    {"forth", ".4th .forth .fth", NULL},
    {"pig", ".pig", "ada"},
    {"sas", ".sas", "css"},
    {"slim", ".slim .haml .pug .jade", NULL},
    {"templates", ".hbs .ejs .jsp .aspx .cshtml .razor .twig .cfm .cfc .soy .vtl .gss", "markup"},
    {"xquery", ".xquery .xy .xq", "markup"},
    {"cobol", ".cob .cbl .cpy", NULL},
    {"prolog", ".pro .prolog", "erlang"},
    {"assembly", ".s .S .asm", "assembly"},
    {"apl", ".apl", NULL},
};

/* Data and documents: copies there are in the nature of things. */
static const char data[] = " yaml json html xml dockerfile proto templates markdown toml text ";
static const format documents[] = {
    {"markdown", ".md .markdown .mdx .textile", "markup"},
    {"toml", ".toml .ini .cfg .conf .properties", "shell"},
    {"text", ".txt .text .rst .adoc .csv .tex .log", NULL},
};

enum {
    N_FORMATS = sizeof formats / sizeof *formats,
    N_DOCUMENTS = sizeof documents / sizeof *documents
};

static void add_names(sl_clone_formats *f, sl_arena *mem, const format *one)
{
    sl_str rest = sl_str_of(one->files);
    for (sl_str word; sl_str_cut(&rest, ' ', &word);)
        sl_map_put(&f->extra, mem, word, (void *)(uintptr_t)one);
}

static sl_strs known_names(sl_arena *mem)
{
    sl_strs names = {0};
    for (size_t i = 0; sl_language_at(i); i++)
        *sl_list_add(mem, &names) = sl_str_of(sl_language_at(i)->name);
    for (size_t i = 0; i < N_FORMATS; i++)
        *sl_list_add(mem, &names) = sl_str_of(formats[i].name);
    for (size_t i = 0; i < N_DOCUMENTS; i++)
        *sl_list_add(mem, &names) = sl_str_of(documents[i].name);
    *sl_list_add(mem, &names) = SL_S("all");
    return names;
}

static bool has_name(const sl_strs *list, sl_str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (sl_str_eq(list->v[i], name))
            return true;
    return false;
}

bool sl_clone_formats_init(sl_clone_formats *f, sl_arena *mem, const sl_strs *wanted, sl_err *e)
{
    sl_strs names = known_names(mem);
    *f = (sl_clone_formats){.wants_all = has_name(wanted, SL_S("all"))};
    sl_language_names_init(&f->names, mem);
    for (size_t i = 0; i < N_FORMATS; i++)
        add_names(f, mem, &formats[i]);
    for (size_t i = 0; i < N_DOCUMENTS; i++)
        add_names(f, mem, &documents[i]);
    for (size_t i = 0; i < wanted->n; i++) {
        size_t language = sl_language_index(wanted->v[i]);
        sl_str name =
            language == SIZE_MAX ? wanted->v[i] : sl_str_of(sl_language_at(language)->name);
        size_t near = sl_str_nearest(name, names.v, names.n);
        if (!has_name(&names, name))
            return sl_fail(e, SL_EUSAGE, "languages: there is no language '%.*s'%s%.*s%s",
                           SL_FMT(name), near == SIZE_MAX ? "" : "; did you mean '",
                           near == SIZE_MAX ? 0 : (int)names.v[near].n,
                           near == SIZE_MAX ? "" : names.v[near].p, near == SIZE_MAX ? "" : "'?");
        *sl_list_add(mem, &f->wanted) = name;
    }
    return true;
}

static bool is_data(const char *name)
{
    sl_str rest = SL_S(data);
    for (sl_str word; sl_str_cut(&rest, ' ', &word);)
        if (sl_str_is(word, name))
            return true;
    return false;
}

static bool is_wanted(const sl_clone_formats *f, const char *name)
{
    if (f->wants_all)
        return true;
    return f->wanted.n ? has_name(&f->wanted, sl_str_of(name)) : !is_data(name);
}

static sl_str name_of(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');
    return slash == SIZE_MAX ? path : sl_str_sub(path, slash + 1, path.n);
}

static const format *extra_of(const sl_clone_formats *f, sl_str path)
{
    sl_str name = name_of(path);
    const format *found = sl_map_get(&f->extra, name);
    size_t dot = sl_str_rchr(name, '.');
    if (!found && dot != SIZE_MAX)
        found = sl_map_get(&f->extra, sl_str_sub(name, dot, name.n));
    return found;
}

/* The first wanted language of a set; NULL. */
static const sl_language *first_wanted(const sl_clone_formats *f, sl_languages set)
{
    for (size_t i = 0; sl_language_at(i); i++)
        if ((set >> i & 1) && is_wanted(f, sl_language_at(i)->name))
            return sl_language_at(i);
    return NULL;
}

bool sl_clone_formats_want(const sl_clone_formats *f, sl_str path)
{
    sl_languages set = sl_languages_of_path(&f->names, path);
    const format *extra = extra_of(f, path);
    if (set)
        return first_wanted(f, set) != NULL;
    if (extra)
        return is_wanted(f, extra->name);
    return sl_str_chr(name_of(path), '.') == SIZE_MAX;
}

bool sl_clone_formats_of(const sl_clone_formats *f, sl_str path, sl_str text,
                         const sl_syntax **syntax)
{
    sl_languages set = sl_languages_of_path(&f->names, path);
    const format *extra = extra_of(f, path);
    if (!set && !extra)
        set = sl_languages_of_script(text);
    const sl_language *language = first_wanted(f, set);
    const char *name = language ? language->syntax : !set && extra ? extra->syntax : NULL;
    *syntax = name ? sl_syntax_of(sl_str_of(name)) : NULL;
    return language || (!set && extra && is_wanted(f, extra->name));
}
