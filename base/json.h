/* JSON (RFC 8259) into document trees with positions, and writing JSON text. */
#ifndef SLUICE_BASE_JSON_H
#define SLUICE_BASE_JSON_H

#include "sluice/buf.h"
#include "sluice/err.h"
#include "sluice/node.h"

/** Reads one JSON text, at most 200 deep; a byte order mark in front is let pass. Of members with
    the same name the last one counts, in the place of the first. A lone surrogate escape
    becomes U+FFFD. Integers that do not fit 64 bits are SL_FLOAT with their text. Errors begin
    "FILE:LINE:COLUMN: ". Text in the tree is copied to `mem` and terminated. */
bool sl_json_read(sl_node **doc, sl_arena *mem, sl_str file, sl_str text, sl_err *e);
/** Appends `s` as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
bool sl_json_text(sl_buf *out, sl_str s);

/** Writes JSON with commas and indentation kept right, at most 63 containers deep; start it as
    `{.out = &buf}`. */
typedef struct sl_json {
    sl_buf *out;
    bool is_compact; /* no line breaks */
    unsigned depth;
    bool has_member[64]; /* a member stands already at this depth */
} sl_json;

/** Opens an object; `key` is NULL in a list or at the top. */
void sl_json_object(sl_json *j, const char *key);
/** Closes the innermost object. */
void sl_json_object_end(sl_json *j);
/** Opens a list; `key` is NULL in a list or at the top. */
void sl_json_list(sl_json *j, const char *key);
/** Closes the innermost list. */
void sl_json_list_end(sl_json *j);
/** A text member. */
void sl_json_str(sl_json *j, const char *key, sl_str value);
/** A text member from a terminated string. */
void sl_json_z(sl_json *j, const char *key, const char *value);
/** An integer member. */
void sl_json_int(sl_json *j, const char *key, int64_t value);
/** A boolean member. */
void sl_json_bool(sl_json *j, const char *key, bool value);
/** A list of texts. */
void sl_json_strs(sl_json *j, const char *key, const sl_strs *values);

#endif
