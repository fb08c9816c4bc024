/* The arguments of Dockerfile instructions as nodes: words, lists, pairs, ports. */
#ifndef SLUICE_ENGINE_DOCKERFILE_ARGUMENTS_H
#define SLUICE_ENGINE_DOCKERFILE_ARGUMENTS_H

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

/** An instruction being read: `at` is where its arguments begin, behind the flags. */
typedef struct sl_docker_args {
    sl_docker_context *c;
    const sl_docker_line *line;
    size_t at;
} sl_docker_args;

/** Bytes [start, end) of the instruction's text, in the file. */
sl_extent sl_docker_extent(const sl_docker_line *line, size_t start, size_t end);
/** Notes that something is not understood. Always true: reading goes on. */
bool sl_docker_complain(sl_docker_args *a, const char *what);
/** Bytes [start, end) of the text, expanded; unknown when a variable in it is. */
sl_node *sl_docker_word(sl_docker_args *a, size_t start, size_t end);
/** The words from `from` on. */
sl_node *sl_docker_words(sl_docker_args *a, size_t from);
/** The JSON list of texts that the arguments are; NULL when they are none. */
sl_node *sl_docker_exec_form(sl_docker_args *a);
/** "name=value" words: maps of `name` and `value`. Where values are needed, "name value" is the old
    form of one pair; elsewhere a name alone has no `value`. */
sl_node *sl_docker_pairs(sl_docker_args *a, bool needs_values);
/** "8080", "8000-8010/udp": `port`, `end`, `protocol`; unknown as the word is. */
sl_node *sl_docker_port(sl_docker_args *a, sl_node *word);
/** "type=secret,id=x": a map. */
sl_node *sl_docker_mount(sl_docker_args *a, const sl_node *value);
/** The node without its promise to leave it alone: it stands in two trees. */
sl_node *sl_docker_keep(const sl_node *node);

#endif
