/* Looking at one file: its text, or what is inside it, and telling the sink what was found. */
#ifndef SLUICE_STAGES_SECRETS_LOOK_H
#define SLUICE_STAGES_SECRETS_LOOK_H

#include "stages/secrets/scanner.h"

/** One file, or one file inside a unit. */
typedef struct sl_secret_file {
    sl_str path;  /* for rules and allowlists: "a.zip!/b.txt" for one inside */
    sl_str inner; /* its path inside the unit; empty for the unit itself */
    sl_str layer; /* the digest of the image's layer that it is in; else empty */
    sl_str text;
    sl_str around; /* the text that it is a part of, from `at` on; empty: it is all of it */
    size_t at;
} sl_secret_file;

/** True when a rule that looks at the path alone may find something. */
bool sl_secret_minds(sl_secret_scanner *scanner, sl_str path);
/** Finds secrets in the file's text and by its path. What it needs of memory is in `mem`. */
bool sl_secret_look_text(sl_secret_scanner *scanner, sl_arena *mem, const sl_secret_file *file,
                         sl_sink *sink, sl_err *e);
/** Looks at a unit: at the files in it when it is an archive or an image, else at its text. */
bool sl_secret_look(sl_secret_scanner *scanner, const sl_unit *unit, sl_str text, sl_sink *sink,
                    sl_err *e);

#endif
