/* How languages write comments and strings: the tables that the lexer runs on. */
#ifndef SLUICE_ENGINE_MATCH_SYNTAX_H
#define SLUICE_ENGINE_MATCH_SYNTAX_H

#include "sluice/str.h"

enum { SL_SYNTAX_COMMENTS = 3, SL_SYNTAX_STRINGS = 9, SL_SYNTAX_PREFIXES = 24 };

/** Traits of a form of string. */
enum {
    SL_STRING_ESCAPES = 1,     /* a backslash quotes the next byte */
    SL_STRING_LINES = 2,       /* goes over line ends */
    SL_STRING_DOUBLED = 4,     /* the closing mark twice is the mark itself */
    SL_STRING_DOLLAR = 8,      /* ${code} */
    SL_STRING_HASH = 16,       /* #{code} */
    SL_STRING_SWIFT = 32,      /* \(code) */
    SL_STRING_BRACE = 64,      /* {code}, {{ is a brace */
    SL_STRING_COMMAND = 128,   /* $(code) */
    SL_STRING_CHARACTER = 256, /* one character, else the mark is no string (lifetimes, symbols) */
    SL_STRING_REPEATED = 512,  /* the opening quote may be repeated; closed by as many */
    SL_STRING_BACKTICK = 1024, /* a backtick quotes the next byte */
    SL_STRING_VALUE = 2048,    /* begins where a value may begin only (YAML's quotes) */
    SL_STRING_PERCENT = 4096,  /* %{code} */
    SL_STRING_RUN = 8192       /* closing takes all quotes that stand there */
};

/** Traits of a language. */
enum {
    SL_SYNTAX_NESTS = 1, /* block comments nest */
    SL_SYNTAX_WORD_COMMENT =
        2, /* a line comment begins a word: after a space or at the line's start */
    SL_SYNTAX_LINE_COMMENT = 4,   /* a line comment stands alone on its line */
    SL_SYNTAX_ESCAPES = 8,        /* a backslash in code quotes the next byte */
    SL_SYNTAX_SLASH_REGEX = 16,   /* /regular expressions/ where a value may stand */
    SL_SYNTAX_PERCENT = 32,       /* Ruby's %w[…] */
    SL_SYNTAX_HEREDOC_SHELL = 64, /* <<WORD, <<-WORD */
    SL_SYNTAX_HEREDOC_RUBY = 128, /* <<~WORD, <<-WORD, <<WORD with a capital */
    SL_SYNTAX_HEREDOC_PHP = 256,  /* <<<WORD */
    SL_SYNTAX_PHP_TAGS = 512,     /* code stands between <?php and ?> */
    SL_SYNTAX_LINE_BLOCKS = 1024, /* block comment marks stand at the line's start (=begin) */
    SL_SYNTAX_LUA_LONG = 2048,    /* [==[ … ]==] */
    SL_SYNTAX_DOLLAR_QUOTE = 4096, /* $' and $" are variables (Ruby, Perl) */
    SL_SYNTAX_DIRECTIVES = 8192    /* a line that begins with # is for the preprocessor */
};

/** A pair of marks. */
typedef struct sl_syntax_block {
    const char *open, *close;
} sl_syntax_block;

/** A form of string; longer opening marks stand before shorter ones. */
typedef struct sl_syntax_string {
    const char *open, *close;
    unsigned traits;
} sl_syntax_string;

/** How a string that follows these letters is read. */
typedef enum sl_prefix_meaning {
    SL_PREFIX_PLAIN,     /* as without */
    SL_PREFIX_BRACES,    /* {code} inside */
    SL_PREFIX_DOLLARS,   /* ${code} inside */
    SL_PREFIX_HASHES,    /* Rust's r#"…"# */
    SL_PREFIX_DELIMITED, /* C++'s R"x(…)x" */
    SL_PREFIX_VERBATIM   /* no escapes at all */
} sl_prefix_meaning;

/** Letters before a quote, in any case. */
typedef struct sl_syntax_prefix {
    const char *word;
    sl_prefix_meaning meaning;
} sl_syntax_prefix;

/** A language. */
typedef struct sl_syntax {
    const char *name;
    unsigned traits;
    const char *line_comments[SL_SYNTAX_COMMENTS];
    sl_syntax_block block_comments[SL_SYNTAX_COMMENTS];
    sl_syntax_string strings[SL_SYNTAX_STRINGS];
    sl_syntax_prefix prefixes[SL_SYNTAX_PREFIXES];
} sl_syntax;

/** The syntax of that name ("python", "c-family" …); NULL when there is none. */
const sl_syntax *sl_syntax_of(sl_str name);

#endif
