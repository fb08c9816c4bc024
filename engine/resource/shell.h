/* Shell text split into simple commands (POSIX Shell Command Language, with what bash adds that
   people write in RUN lines). Nothing is expanded or run: a splitter, not a shell. */
#ifndef SLUICE_ENGINE_RESOURCE_SHELL_H
#define SLUICE_ENGINE_RESOURCE_SHELL_H

#include "engine/resource/shell_word.h"
#include "sluice/err.h"

/** What joins a command to the one before it. */
typedef enum sl_shell_join {
    SL_JOIN_NONE, /* the first one, or after ';', '&' or a line end */
    SL_JOIN_AND,
    SL_JOIN_OR,
    SL_JOIN_PIPE
} sl_shell_join;

/** A simple command. */
typedef struct sl_shell_command {
    sl_shell_words words;       /* the name and its arguments; at least one */
    sl_shell_words assignments; /* "A=b" in front of it */
    sl_shell_words redirects;   /* the targets of '<' and '>' */
    sl_shell_join join;
    bool is_piped; /* its output goes into a pipe */
    size_t start, end;
} sl_shell_command;

/** Commands by where they start. */
typedef struct sl_shell_commands {
    sl_shell_command *v;
    size_t n, cap;
} sl_shell_commands;

/** Splits `text`. Commands in "$(…)", backquotes, groups and compound commands are all there.
    SL_ETOOBIG when it nests too deep or has too many words; what was read until then is in `out`.
    Quotes that are not closed end at the end of the text. */
bool sl_shell_split(sl_shell_commands *out, sl_arena *mem, sl_str text, sl_err *e);

#endif
