/* Words of Dockerfile instructions: quotes, the escape character and ${…} substitution. */
#ifndef SLUICE_ENGINE_DOCKERFILE_WORDS_H
#define SLUICE_ENGINE_DOCKERFILE_WORDS_H

#include "base/map.h"
#include "sluice/node.h"

/** What a name stands for: a value, or "given at build time". */
typedef struct sl_docker_value {
    sl_str text;
    bool is_known;
} sl_docker_value;

/** The variables that an instruction sees: names to sl_docker_value. */
typedef struct sl_docker_scope {
    sl_arena *mem;
    sl_map names;
    char escape;
} sl_docker_scope;

/** Sets a variable. */
void sl_docker_scope_set(sl_docker_scope *scope, sl_str name, sl_str text, bool is_known);
/** `raw` without quotes and with variables replaced: $x, ${x}, ${x:-word}, ${x-word}, ${x:+word},
    ${x+word}, ${x:?word}, ${x?word}, ${x#pattern}, ${x##pattern}, ${x%pattern}, ${x%%pattern},
    ${x/pattern/word}, ${x//pattern/word}. What is not known stays as written and clears
    `*is_known`; its default counts where it has one. */
sl_str sl_docker_expand(const sl_docker_scope *scope, sl_str raw, bool *is_known);
/** Offsets of the words of `text` from `from` on, split at white space outside of quotes: each
    `next` yields [*start, *end); false at the end. */
bool sl_docker_word_next(sl_str text, char escape, size_t *from, size_t *start, size_t *end);

#endif
