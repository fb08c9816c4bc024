/* Jupyter notebooks (nbformat 3 and 4): the text of their cells and outputs as one text, and the
   file without its pictures. */
#ifndef SLUICE_STAGES_SECRETS_CONTENT_NOTEBOOK_H
#define SLUICE_STAGES_SECRETS_CONTENT_NOTEBOOK_H

#include "stages/secrets/content/decode.h"

/** True when the name is that of a notebook. */
bool sl_secret_is_notebook(sl_str path);
/** Reads the notebook `file->text`: `cells`, a level below `file`, gets the lines of its cells and
    the text of its outputs, and in `file->text` everything that is a picture, sound or film becomes
    blanks. False when it is no notebook; nothing has changed then. */
bool sl_secret_notebook(sl_secret_level *cells, sl_secret_level *file, sl_arena *mem, sl_str path);

#endif
