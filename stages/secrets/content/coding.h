/* The codings that are taken off. */
#ifndef SLUICE_STAGES_SECRETS_CONTENT_CODING_H
#define SLUICE_STAGES_SECRETS_CONTENT_CODING_H

/** A coding. */
typedef enum sl_secret_coding {
    SL_CODING_NONE, /* copied from the text above as it stands */
    SL_CODING_BASE64,
    SL_CODING_HEX,
    SL_CODING_PERCENT,
    SL_CODING_ESCAPE,
    SL_CODING_UTF16,
    SL_CODING_STRING /* a string of a notebook, unescaped */
} sl_secret_coding;

/** "base64", "hex" …; for messages. */
const char *sl_secret_coding_name(sl_secret_coding coding);

#endif
