/* Copying a tree into a release. */
#ifndef SLUICE_STAGES_DEPLOY_COPY_H
#define SLUICE_STAGES_DEPLOY_COPY_H

#include "sluice/err.h"
#include "sluice/str.h"

/** Copies the folder `from` to the new folder `to`: files (synced), folders and links that stay
    inside; everything ends up without write permission. Other kinds of files are an error. */
bool sl_folder_copy(sl_str from, sl_str to, sl_err *e);

#endif
