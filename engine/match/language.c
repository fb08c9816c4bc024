/* The table of languages, with the names and extensions that Semgrep uses where it has them. */
#include "engine/match/language.h"

static const sl_language languages[] = {
    {"python", "py python2 python3", ".py .pyi .pyw", "SConstruct SConscript wscript",
     "python python2 python3", "python"},
    {"javascript", "js", ".js .jsx .mjs .cjs", "", "node nodejs", "javascript"},
    {"typescript", "ts", ".ts .tsx .mts .cts", "", "ts-node deno bun", "javascript"},
    {"java", "", ".java", "", "", "java"},
    {"go", "golang", ".go", "", "", "go"},
    {"c", "", ".c .h", "", "", "c"},
    {"cpp", "c++", ".cc .cpp .cxx .c++ .pcc .tpp .h .hh .hpp .hxx .h++ .inl .ipp .cu .cuh", "", "",
     "c"},
    {"csharp", "c# cs", ".cs .csx", "", "dotnet-script", "csharp"},
    {"php", "", ".php .phtml .php3 .php4 .php5 .php7 .phps .inc .tpl", "", "php", "php"},
    {"ruby", "rb", ".rb .rake .gemspec .ru .erb", "Rakefile Gemfile Guardfile Capfile Vagrantfile",
     "ruby jruby", "ruby"},
    {"rust", "", ".rs", "", "rust-script", "rust"},
    {"kotlin", "kt", ".kt .kts .ktm", "", "kotlin", "kotlin"},
    {"scala", "", ".scala .sc .sbt", "", "scala", "scala"},
    {"swift", "", ".swift", "", "swift", "swift"},
    {"bash", "sh shell", ".sh .bash .zsh .ksh .dash .bats .envrc",
     ".bashrc .bash_profile .profile .zshrc", "sh bash zsh ksh dash ash", "shell"},
    {"powershell", "ps1", ".ps1 .psm1 .psd1", "", "pwsh powershell", "powershell"},
    {"perl", "pl", ".pl .pm", "", "perl", "perl"},
    {"yaml", "", ".yml .yaml", "", "", "yaml"},
    {"json", "", ".json .jsonc .json5 .ipynb .webmanifest", ".eslintrc .babelrc", "", "json"},
    {"html", "", ".html .htm .xhtml", "", "", "markup"},
    {"xml", "", ".xml .plist .xsd .xsl .xslt .csproj .config .svg .pom", "", "", "markup"},
    {"vue", "", ".vue", "", "", "markup"},
    {"dockerfile", "docker", ".dockerfile .Dockerfile .containerfile",
     "Dockerfile dockerfile Containerfile", "", "dockerfile"},
    {"terraform", "hcl tf", ".tf .hcl .tfvars .tofu", "", "", "hcl"},
    {"sql", "", ".sql .ddl .dml .pks .pkb", "", "", "sql"},
    {"lua", "", ".lua", "", "lua luajit", "lua"},
    {"solidity", "sol", ".sol", "", "", "c"},
    {"elixir", "ex", ".ex .exs", "", "elixir", "elixir"},
    {"dart", "", ".dart", "", "dart", "dart"},
    {"groovy", "", ".groovy .gradle .gvy", "Jenkinsfile", "groovy", "groovy"},
    {"clojure", "", ".clj .cljs .cljc .edn", "", "clojure bb", "lisp"},
    {"lisp", "", ".lisp .cl .el", "", "", "lisp"},
    {"scheme", "", ".scm .ss .rkt", "", "guile racket", "lisp"},
    {"ocaml", "ml", ".ml .mli", "", "ocaml", "ocaml"},
    {"julia", "", ".jl", "", "julia", "julia"},
    {"r", "", ".r .R", "", "Rscript", "r"},
    {"apex", "", ".cls .trigger .apex", "", "", "java"},
    {"jsonnet", "", ".jsonnet .libsonnet", "", "", "hcl"},
    {"proto", "protobuf proto3", ".proto", "", "", "c"},
    {"cairo", "", ".cairo", "", "", "c"},
    {"hack", "", ".hack .hck .hh", "", "hhvm", "php"},
};

enum { N_LANGUAGES = sizeof languages / sizeof *languages };
_Static_assert(N_LANGUAGES <= 64, "a set of languages is 64 bits");

const sl_language *sl_language_at(size_t i)
{
    return i < N_LANGUAGES ? &languages[i] : NULL;
}

static bool has_word(const char *words, sl_str word)
{
    sl_str rest = sl_str_of(words);
    sl_str one;
    while (word.n && sl_str_cut(&rest, ' ', &one))
        if (sl_str_eq_case(one, word))
            return true;
    return false;
}

size_t sl_language_index(sl_str name)
{
    for (size_t i = 0; i < N_LANGUAGES; i++)
        if (sl_str_eq_case(name, sl_str_of(languages[i].name)) ||
            has_word(languages[i].names, name))
            return i;
    return SIZE_MAX;
}

static void add_names(sl_language_names *names, sl_arena *mem, const char *words, size_t language)
{
    sl_str rest = sl_str_of(words);
    sl_str word;
    while (sl_str_cut(&rest, ' ', &word)) {
        sl_languages **set = (sl_languages **)sl_map_at(&names->sets, mem, word);
        if (!*set)
            *set = sl_alloc(mem, sizeof **set);
        **set |= (sl_languages)1 << language;
    }
}

void sl_language_names_init(sl_language_names *names, sl_arena *mem)
{
    *names = (sl_language_names){0};
    for (size_t i = 0; i < N_LANGUAGES; i++) {
        add_names(names, mem, languages[i].extensions, i);
        add_names(names, mem, languages[i].files, i);
    }
}

static sl_languages set_of(const sl_language_names *names, sl_str name)
{
    const sl_languages *set = name.n ? sl_map_get(&names->sets, name) : NULL;
    return set ? *set : 0;
}

sl_languages sl_languages_of_path(const sl_language_names *names, sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');
    sl_str name = slash == SIZE_MAX ? path : sl_str_sub(path, slash + 1, path.n);
    size_t dot = sl_str_rchr(name, '.');
    sl_languages set = set_of(names, name);
    if (!set && dot != SIZE_MAX && dot > 0)
        set = set_of(names, sl_str_sub(name, dot, name.n));
    if (!set && sl_str_starts(name, SL_S("Dockerfile.")))
        set = set_of(names, SL_S("Dockerfile"));
    return set;
}

/* "#!/usr/bin/env -S python3 -u" and "#!/bin/sh -e" name the program. */
static sl_str program_of(sl_str line)
{
    sl_str rest = sl_str_trim(sl_str_sub(line, 2, line.n));
    sl_str word;
    while (sl_str_cut(&rest, ' ', &word)) {
        size_t slash = sl_str_rchr(word, '/');
        sl_str name = slash == SIZE_MAX ? word : sl_str_sub(word, slash + 1, word.n);
        bool is_passed = !name.n || sl_str_is(name, "env") || name.p[0] == '-' ||
                         sl_str_chr(name, '=') != SIZE_MAX;
        if (!is_passed)
            return name;
    }
    return (sl_str){0};
}

sl_languages sl_languages_of_script(sl_str text)
{
    sl_str line;
    if (!sl_str_starts(text, SL_S("#!")) || !sl_str_cut(&text, '\n', &line))
        return 0;
    sl_str program = program_of(line);
    size_t n = program.n; /* python3.11 is python */
    while (n && ((program.p[n - 1] >= '0' && program.p[n - 1] <= '9') || program.p[n - 1] == '.'))
        n--;
    program.n = n;
    sl_languages set = 0;
    for (size_t i = 0; i < N_LANGUAGES; i++)
        if (has_word(languages[i].programs, program))
            set |= (sl_languages)1 << i;
    return set;
}

const sl_syntax *sl_languages_syntax(sl_languages set)
{
    for (size_t i = 0; i < N_LANGUAGES; i++)
        if ((set >> i & 1) && languages[i].syntax)
            return sl_syntax_of(sl_str_of(languages[i].syntax));
    return NULL;
}
