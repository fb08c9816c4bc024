/* The tree of a Dockerfile: instructions by our own reader, shell commands by the grammar for Bash.
 */
#ifndef SLUICE_ENGINE_SYNTAX_LANGUAGES_DOCKERFILE_H
#define SLUICE_ENGINE_SYNTAX_LANGUAGES_DOCKERFILE_H

#include "engine/syntax/lower.h"

/** Types of nodes beyond those of Bash, by their place in sl_dockerfile_types. */
typedef enum sl_dockerfile_type {
    SL_DOCKER_FILE,
    SL_DOCKER_INSTRUCTION, /* keyword, flags, then arguments */
    SL_DOCKER_PAIRS,       /* as an instruction, but each of its pairs stands for itself */
    SL_DOCKER_KEYWORD,
    SL_DOCKER_FLAG, /* name, then value or mount */
    SL_DOCKER_MOUNT,
    SL_DOCKER_PART, /* of a name: ":tag", "as alias"; its mark, then its word */
    SL_DOCKER_MARK,
    SL_DOCKER_WORD,
    SL_DOCKER_TEXT, /* as it is written */
    SL_DOCKER_LIST,
    SL_DOCKER_STRING, /* in a list, with its quotes */
    SL_DOCKER_PAIR,
    SL_DOCKER_PORT,    /* number and protocol */
    SL_DOCKER_SHELL,   /* a program of Bash */
    SL_DOCKER_FOREIGN, /* a command for another shell */
    SL_DOCKER_ANY      /* a hole in place of an instruction */
} sl_dockerfile_type;

/** Begins the names that stand for holes of patterns. */
#define SL_DOCKER_HOLE "SL__"

/** A word or an element of a list: bytes [start, end) of an instruction's text. */
typedef struct sl_docker_piece {
    size_t start, end;
    sl_str text;
} sl_docker_piece;

typedef struct sl_docker_pieces {
    sl_docker_piece *v;
    size_t n, cap;
} sl_docker_pieces;

/** The elements of a JSON list of strings that is all of `text` from `from` on; false when it is
    none. */
bool sl_dockerfile_list(sl_docker_pieces *out, sl_arena *mem, sl_str text, size_t from);
/** The first byte from `at` on that is no blank. */
size_t sl_dockerfile_space(sl_str text, size_t at);
/** The names of the types, ended by NULL. */
extern const char *const sl_dockerfile_types[];

/** Parses a Dockerfile, or a pattern for one with names for its holes. */
bool sl_dockerfile_parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e);

#endif
