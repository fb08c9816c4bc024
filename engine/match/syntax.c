/* Comments and strings of the languages that rules are written for. */
#include "engine/match/syntax.h"

enum {
    ESC = SL_STRING_ESCAPES,
    LINES = SL_STRING_LINES,
    CHARACTER = SL_STRING_ESCAPES | SL_STRING_CHARACTER,
};

#define C_COMMENTS .line_comments = {"//"}, .block_comments = {{"/*", "*/"}}
#define QUOTES                                                                                     \
    {"\"", "\"", ESC},                                                                             \
    {                                                                                              \
        "'", "'", ESC                                                                              \
    }

static const sl_syntax syntaxes[] = {
    {
        .name = "python",
        .line_comments = {"#"},
        .strings = {{"\"\"\"", "\"\"\"", ESC | LINES}, {"'''", "'''", ESC | LINES}, QUOTES},
        .prefixes = {{"f", SL_PREFIX_BRACES},
                     {"fr", SL_PREFIX_BRACES},
                     {"rf", SL_PREFIX_BRACES},
                     {"t", SL_PREFIX_BRACES},
                     {"tr", SL_PREFIX_BRACES},
                     {"rt", SL_PREFIX_BRACES}},
    },
    {
        .name = "javascript",
        .traits = SL_SYNTAX_SLASH_REGEX,
        C_COMMENTS,
        .strings = {QUOTES, {"`", "`", ESC | LINES | SL_STRING_DOLLAR}},
    },
    {
        .name = "java",
        C_COMMENTS,
        .strings = {{"\"\"\"", "\"\"\"", ESC | LINES}, QUOTES},
    },
    {
        .name = "c",
        .traits = SL_SYNTAX_DIRECTIVES,
        C_COMMENTS,
        .strings = {QUOTES},
        .prefixes = {{"R", SL_PREFIX_DELIMITED},
                     {"LR", SL_PREFIX_DELIMITED},
                     {"uR", SL_PREFIX_DELIMITED},
                     {"UR", SL_PREFIX_DELIMITED},
                     {"u8R", SL_PREFIX_DELIMITED}},
    },
    {
        .name = "go",
        C_COMMENTS,
        .strings = {QUOTES, {"`", "`", LINES}},
    },
    {
        .name = "csharp",
        .traits = SL_SYNTAX_DIRECTIVES,
        C_COMMENTS,
        .strings = {{"$$\"\"\"", "\"\"\"", LINES | SL_STRING_REPEATED},
                    {"$\"\"\"", "\"\"\"", LINES | SL_STRING_REPEATED | SL_STRING_BRACE},
                    {"\"\"\"", "\"\"\"", LINES | SL_STRING_REPEATED},
                    {"$@\"", "\"", LINES | SL_STRING_DOUBLED | SL_STRING_BRACE},
                    {"@$\"", "\"", LINES | SL_STRING_DOUBLED | SL_STRING_BRACE},
                    {"@\"", "\"", LINES | SL_STRING_DOUBLED},
                    {"$\"", "\"", ESC | SL_STRING_BRACE},
                    QUOTES},
    },
    {
        .name = "php",
        .traits = SL_SYNTAX_PHP_TAGS | SL_SYNTAX_HEREDOC_PHP,
        .line_comments = {"//", "#"},
        .block_comments = {{"/*", "*/"}},
        .strings = {{"\"", "\"", ESC | LINES}, {"'", "'", ESC | LINES}, {"`", "`", ESC | LINES}},
    },
    {
        .name = "ruby",
        .traits = SL_SYNTAX_SLASH_REGEX | SL_SYNTAX_PERCENT | SL_SYNTAX_HEREDOC_RUBY |
                  SL_SYNTAX_LINE_BLOCKS | SL_SYNTAX_DOLLAR_QUOTE,
        .line_comments = {"#"},
        .block_comments = {{"=begin", "=end"}},
        .strings = {{"\"", "\"", ESC | LINES | SL_STRING_HASH},
                    {"'", "'", ESC | LINES},
                    {"`", "`", ESC | LINES | SL_STRING_HASH}},
    },
    {
        .name = "rust",
        .traits = SL_SYNTAX_NESTS,
        C_COMMENTS,
        .strings = {{"\"", "\"", ESC | LINES}, {"'", "'", CHARACTER}},
        .prefixes = {{"r", SL_PREFIX_HASHES}, {"br", SL_PREFIX_HASHES}, {"cr", SL_PREFIX_HASHES}},
    },
    {
        .name = "kotlin",
        .traits = SL_SYNTAX_NESTS,
        C_COMMENTS,
        .strings = {{"\"\"\"", "\"\"\"", LINES | SL_STRING_DOLLAR | SL_STRING_RUN},
                    {"\"", "\"", ESC | SL_STRING_DOLLAR},
                    {"'", "'", ESC}},
    },
    {
        .name = "scala",
        .traits = SL_SYNTAX_NESTS,
        C_COMMENTS,
        .strings = {{"\"\"\"", "\"\"\"", LINES | SL_STRING_RUN},
                    {"\"", "\"", ESC},
                    {"'", "'", CHARACTER}},
        .prefixes = {{"s", SL_PREFIX_DOLLARS},
                     {"f", SL_PREFIX_DOLLARS},
                     {"sql", SL_PREFIX_DOLLARS},
                     {"raw", SL_PREFIX_DOLLARS},
                     {"q", SL_PREFIX_DOLLARS}},
    },
    {
        .name = "swift",
        .traits = SL_SYNTAX_NESTS,
        C_COMMENTS,
        .strings = {{"##\"", "\"##", LINES},
                    {"#\"\"\"", "\"\"\"#", LINES},
                    {"#\"", "\"#", 0},
                    {"\"\"\"", "\"\"\"", ESC | LINES | SL_STRING_SWIFT},
                    {"\"", "\"", ESC | SL_STRING_SWIFT}},
    },
    {
        .name = "shell",
        .traits = SL_SYNTAX_WORD_COMMENT | SL_SYNTAX_ESCAPES | SL_SYNTAX_HEREDOC_SHELL,
        .line_comments = {"#"},
        .strings = {{"$'", "'", ESC | LINES},
                    {"\"", "\"", ESC | LINES | SL_STRING_COMMAND},
                    {"'", "'", LINES}},
    },
    {
        .name = "powershell",
        .line_comments = {"#"},
        .block_comments = {{"<#", "#>"}},
        .strings = {{"@\"", "\"@", LINES | SL_STRING_COMMAND},
                    {"@'", "'@", LINES},
                    {"\"", "\"",
                     LINES | SL_STRING_BACKTICK | SL_STRING_DOUBLED | SL_STRING_COMMAND},
                    {"'", "'", LINES | SL_STRING_DOUBLED}},
    },
    {
        .name = "perl",
        .traits = SL_SYNTAX_WORD_COMMENT | SL_SYNTAX_ESCAPES | SL_SYNTAX_HEREDOC_RUBY |
                  SL_SYNTAX_LINE_BLOCKS | SL_SYNTAX_DOLLAR_QUOTE,
        .line_comments = {"#"},
        .block_comments = {{"=pod", "=cut"}, {"=head1", "=cut"}},
        .strings = {{"\"", "\"", ESC | LINES}, {"'", "'", ESC | LINES}},
    },
    {
        .name = "yaml",
        .traits = SL_SYNTAX_WORD_COMMENT,
        .line_comments = {"#"},
        .strings = {{"\"", "\"", ESC | LINES | SL_STRING_VALUE},
                    {"'", "'", LINES | SL_STRING_DOUBLED | SL_STRING_VALUE}},
    },
    {
        .name = "json",
        C_COMMENTS,
        .strings = {{"\"", "\"", ESC}},
    },
    {
        .name = "markup",
        .block_comments = {{"<!--", "-->"}},
    },
    {
        .name = "dockerfile",
        .traits = SL_SYNTAX_LINE_COMMENT | SL_SYNTAX_ESCAPES | SL_SYNTAX_HEREDOC_SHELL,
        .line_comments = {"#"},
        .strings = {{"\"", "\"", ESC}, {"'", "'", 0}},
    },
    {
        .name = "hcl",
        .traits = SL_SYNTAX_HEREDOC_SHELL,
        .line_comments = {"#", "//"},
        .block_comments = {{"/*", "*/"}},
        .strings = {{"\"", "\"", ESC | SL_STRING_DOLLAR | SL_STRING_PERCENT}},
    },
    {
        .name = "sql",
        .traits = SL_SYNTAX_NESTS,
        .line_comments = {"--"},
        .block_comments = {{"/*", "*/"}},
        .strings = {{"'", "'", LINES | SL_STRING_DOUBLED}, {"\"", "\"", LINES | SL_STRING_DOUBLED}},
    },
    {
        .name = "lua",
        .traits = SL_SYNTAX_LUA_LONG,
        .line_comments = {"--"},
        .strings = {QUOTES},
    },
    {
        .name = "elixir",
        .line_comments = {"#"},
        .strings = {{"\"\"\"", "\"\"\"", ESC | LINES | SL_STRING_HASH},
                    {"'''", "'''", ESC | LINES | SL_STRING_HASH},
                    {"\"", "\"", ESC | LINES | SL_STRING_HASH},
                    {"'", "'", ESC | LINES | SL_STRING_HASH}},
    },
    {
        .name = "dart",
        .traits = SL_SYNTAX_NESTS,
        C_COMMENTS,
        .strings = {{"\"\"\"", "\"\"\"", ESC | LINES | SL_STRING_DOLLAR},
                    {"'''", "'''", ESC | LINES | SL_STRING_DOLLAR},
                    {"\"", "\"", ESC | SL_STRING_DOLLAR},
                    {"'", "'", ESC | SL_STRING_DOLLAR}},
        .prefixes = {{"r", SL_PREFIX_VERBATIM}},
    },
    {
        .name = "groovy",
        .traits = SL_SYNTAX_SLASH_REGEX,
        C_COMMENTS,
        .strings = {{"\"\"\"", "\"\"\"", ESC | LINES | SL_STRING_DOLLAR},
                    {"'''", "'''", ESC | LINES},
                    {"\"", "\"", ESC | SL_STRING_DOLLAR},
                    {"'", "'", ESC}},
    },
    {
        .name = "lisp",
        .traits = SL_SYNTAX_NESTS | SL_SYNTAX_ESCAPES,
        .line_comments = {";"},
        .block_comments = {{"#|", "|#"}},
        .strings = {{"\"", "\"", ESC | LINES}},
    },
    {
        .name = "ocaml",
        .traits = SL_SYNTAX_NESTS,
        .block_comments = {{"(*", "*)"}},
        .strings = {{"{|", "|}", LINES}, {"\"", "\"", ESC | LINES}, {"'", "'", CHARACTER}},
    },
    {
        .name = "julia",
        .traits = SL_SYNTAX_NESTS,
        .line_comments = {"#"},
        .block_comments = {{"#=", "=#"}},
        .strings = {{"\"\"\"", "\"\"\"", ESC | LINES | SL_STRING_COMMAND},
                    {"\"", "\"", ESC | LINES | SL_STRING_COMMAND},
                    {"`", "`", ESC | LINES | SL_STRING_COMMAND},
                    {"'", "'", CHARACTER}},
    },
    {
        .name = "r",
        .line_comments = {"#"},
        .strings = {{"\"", "\"", ESC | LINES}, {"'", "'", ESC | LINES}},
    },
    {
        .name = "plain-c",
        C_COMMENTS,
        .strings = {QUOTES, {"`", "`", LINES}},
    },
    {
        .name = "css",
        .block_comments = {{"/*", "*/"}},
        .strings = {QUOTES},
    },
    {
        .name = "scss",
        C_COMMENTS,
        .strings = {QUOTES},
    },
    {
        .name = "tcl",
        .traits = SL_SYNTAX_WORD_COMMENT | SL_SYNTAX_ESCAPES,
        .line_comments = {"#"},
        .strings = {{"\"", "\"", ESC | LINES | SL_STRING_VALUE}},
    },
    {
        .name = "haskell",
        .traits = SL_SYNTAX_NESTS,
        .line_comments = {"--"},
        .block_comments = {{"{-", "-}"}},
        .strings = {{"\"", "\"", ESC}, {"'", "'", CHARACTER}},
    },
    {
        .name = "erlang",
        .line_comments = {"%"},
        .strings = {{"\"", "\"", ESC | LINES}, {"'", "'", ESC}},
    },
    {
        .name = "pascal",
        .line_comments = {"//"},
        .block_comments = {{"{", "}"}, {"(*", "*)"}},
        .strings = {{"'", "'", SL_STRING_DOUBLED}},
    },
    {
        .name = "ada",
        .line_comments = {"--"},
        .strings = {{"\"", "\"", SL_STRING_DOUBLED}, {"'", "'", SL_STRING_CHARACTER}},
    },
    {
        .name = "basic",
        .line_comments = {"'"},
        .strings = {{"\"", "\"", SL_STRING_DOUBLED}},
    },
    {
        .name = "fortran",
        .line_comments = {"!"},
        .strings = {{"\"", "\"", SL_STRING_DOUBLED}, {"'", "'", SL_STRING_DOUBLED}},
    },
    {
        .name = "assembly",
        .line_comments = {";", "//"},
        .block_comments = {{"/*", "*/"}},
        .strings = {{"\"", "\"", ESC}},
    },
};

const sl_syntax *sl_syntax_of(sl_str name)
{
    for (size_t i = 0; i < sizeof syntaxes / sizeof *syntaxes; i++)
        if (sl_str_is(name, syntaxes[i].name))
            return &syntaxes[i];
    return NULL;
}
