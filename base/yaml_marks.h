/* Marks of libyaml count characters; positions here count bytes of the document as it came. */
#ifndef SLUICE_BASE_YAML_MARKS_H
#define SLUICE_BASE_YAML_MARKS_H

#include "sluice/str.h"

/** A place in the text: line and column from 1, column and offset in bytes. */
typedef struct sl_yaml_place {
    uint32_t line, column;
    size_t offset;
} sl_yaml_place;

/** Turns marks into places. It remembers where it was, so that marks that come nearly in order cost
    as much as the text is long. */
typedef struct sl_yaml_marks {
    sl_str text;
    enum { SL_YAML_ASCII, SL_YAML_UTF8, SL_YAML_UTF16_LE, SL_YAML_UTF16_BE } encoding;
    size_t first;         /* bytes of the byte order mark */
    size_t index, at;     /* a character's number and its byte */
    size_t line, line_at; /* a line's number and the byte where it begins */
} sl_yaml_marks;

/** Starts over a text, which libyaml has to read from its first byte. */
void sl_yaml_marks_init(sl_yaml_marks *marks, sl_str text);
/** The place of a mark: the number of its character in the text, and its line and column, from 0.
 */
sl_yaml_place sl_yaml_marks_place(sl_yaml_marks *marks, size_t index, size_t line, size_t column);

#endif
