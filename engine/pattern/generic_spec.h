/* A pattern for texts of any kind with the options of its rule, as both ways to read it have it. */
#ifndef SLUICE_ENGINE_PATTERN_GENERIC_SPEC_H
#define SLUICE_ENGINE_PATTERN_GENERIC_SPEC_H

#include "sluice/str.h"

/** Comments that are no part of a text. */
typedef enum sl_comment_style {
    SL_COMMENTS_KEPT,
    SL_COMMENTS_C,
    SL_COMMENTS_CPP,
    SL_COMMENTS_SHELL
} sl_comment_style;

/** A pattern and the options of its rule. */
typedef struct sl_generic_spec {
    sl_str pattern;
    uint32_t span; /* lines that an ellipsis may pass */
    sl_comment_style comments;
    bool ignores_case;
    bool is_alien;                /* read as alien.h has it: then */
    bool is_single_line;          /* only "...." goes over ends of lines */
    sl_strs word_characters;      /* that words have besides letters, digits and "_" */
    sl_strs braces, extra_braces; /* opener and closer in turn, instead of or beside () [] {} */
} sl_generic_spec;

#endif
