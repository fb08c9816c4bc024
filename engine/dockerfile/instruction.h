/* One instruction of a Dockerfile as a map of attributes. */
#ifndef SLUICE_ENGINE_DOCKERFILE_INSTRUCTION_H
#define SLUICE_ENGINE_DOCKERFILE_INSTRUCTION_H

#include "engine/dockerfile/lines.h"
#include "engine/dockerfile/words.h"
#include "engine/resource/tree.h"

/** What an instruction is read with. */
typedef struct sl_docker_context {
    const sl_tree *tree;
    sl_docker_lines *lines;
    sl_docker_scope *scope;         /* ENV and ARG add to it */
    const sl_docker_scope *globals; /* arguments in front of the first FROM */
    sl_err *e;
} sl_docker_context;

/** True for a keyword that exists, any case. */
bool sl_docker_is_keyword(sl_str keyword);
/** Reads the attributes of `line` into `body`, a map that the caller made at its place. False only
    where a limit is reached; what does not parse is noted in the lines' problems. */
bool sl_docker_instruction_read(sl_docker_context *c, const sl_docker_line *line, sl_node *body);
/** The rest of the line from `from` on as a line of its own (the inside of ONBUILD). */
sl_docker_line sl_docker_line_rest(const sl_docker_line *line, sl_arena *mem, char escape);
/** Bytes [start, end) of the instruction's text, in the file. */
sl_extent sl_docker_extent(const sl_docker_line *line, size_t start, size_t end);

#endif
