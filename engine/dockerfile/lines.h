/* The lines of a Dockerfile: parser directives, continuations, comments and here-documents resolved
   (Dockerfile reference of BuildKit 1.7+). What an instruction means is not known here. */
#ifndef SLUICE_ENGINE_DOCKERFILE_LINES_H
#define SLUICE_ENGINE_DOCKERFILE_LINES_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** A here-document: its lines are [start, end) of the file. */
typedef struct sl_docker_heredoc {
    sl_str name;
    bool is_quoted;   /* no variables are replaced in it */
    bool strips_tabs; /* "<<-" */
    size_t at;        /* where its word begins in the instruction's text */
    size_t start, end;
} sl_docker_heredoc;

/** One instruction: keyword and text, with continuations joined. */
typedef struct sl_docker_line {
    sl_str keyword;       /* as written */
    sl_str text;          /* what follows it, trimmed */
    const size_t *origin; /* text.n + 1 offsets in the file, one a byte and one for the end */
    size_t start, end;    /* keyword to the end of the text, in the file */
    size_t keyword_end;
    struct {
        sl_docker_heredoc *v;
        size_t n, cap;
    } heredocs;
} sl_docker_line;

/** The instructions of a file. */
typedef struct sl_docker_lines {
    sl_docker_line *v;
    size_t n, cap;
    char escape;          /* '\\' or '`' */
    sl_str syntax, check; /* the other directives, empty where absent */
    struct {
        size_t at;
        sl_str what;
    } * problems; /* what was not understood, by offset */
    size_t n_problems, cap_problems;
} sl_docker_lines;

/** Most instructions of one file. */
enum { SL_DOCKER_LINES_MAX = 50000 };

/** Reads the lines of `text`; SL_ETOOBIG past SL_DOCKER_LINES_MAX. */
bool sl_docker_lines_read(sl_docker_lines *out, sl_arena *mem, sl_str text, sl_err *e);
/** Notes something that was not understood. */
void sl_docker_problem(sl_docker_lines *lines, sl_arena *mem, size_t at, sl_str what);
/** Finds here-document words in an instruction's text; their bodies are not looked for. */
void sl_docker_heredocs_find(sl_docker_line *line, sl_arena *mem, char escape);

#endif
