/* Edits of a text: parts of it are replaced, all at once. */
#ifndef SLUICE_BASE_EDIT_H
#define SLUICE_BASE_EDIT_H

#include "sluice/buf.h"

/** One edit: bytes [start, end) become `text`. */
typedef struct sl_edit {
    size_t start, end;
    sl_str text;
    bool is_left_out; /* set when edits are chosen: it gives way to another */
} sl_edit;

/** Edits. */
typedef struct sl_edits {
    sl_edit *v;
    size_t n, cap;
} sl_edits;

/** An edit that takes a text away and leaves nothing but white space in its lines takes these, too.
 */
void sl_edit_take_lines(sl_edit *edit, sl_str text);
/** Sorts by place and says which are left out: one that overlaps an earlier one, or says the same
    as it. Of edits that begin at one byte the first that was added wins. Returns how many overlap
    and say something else. */
size_t sl_edits_choose(sl_edits *edits, size_t n_bytes);
/** Appends `text` with the chosen edits made. */
bool sl_edits_apply(sl_buf *out, sl_str text, const sl_edits *edits);

#endif
