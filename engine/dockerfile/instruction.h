/* One instruction of a Dockerfile as a map of attributes. */
#ifndef SLUICE_ENGINE_DOCKERFILE_INSTRUCTION_H
#define SLUICE_ENGINE_DOCKERFILE_INSTRUCTION_H

#include "engine/dockerfile/arguments.h"

/** True for a keyword that exists, any case. */
bool sl_docker_is_keyword(sl_str keyword);
/** Reads the attributes of `line` into `body`, a map that the caller made at its place. False only
    where a limit is reached; what does not parse is noted in the lines' problems. */
bool sl_docker_instruction_read(sl_docker_context *c, const sl_docker_line *line, sl_node *body);
/** The rest of the line from `from` on as a line of its own (the inside of ONBUILD). */
sl_docker_line sl_docker_line_rest(const sl_docker_line *line, sl_arena *mem, char escape);

#endif
