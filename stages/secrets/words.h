/* Words that people write where a secret would stand, and words as such. */
#ifndef SLUICE_STAGES_SECRETS_WORDS_H
#define SLUICE_STAGES_SECRETS_WORDS_H

#include "sluice/str.h"

/** True when most of the text is words of a language or of identifiers ("my-service_accountName"),
    judged by their letters: vowels among consonants, one case each. */
bool sl_is_wordy(sl_str text);
/** True for a template or a word that asks for the real value: "${PASS}", "changeme", "your-…". */
bool sl_is_stand_in(sl_str text);
/** True for what stands in documentation and examples for a password: "password", "changeme",
    "your-password" … */
bool sl_is_stock_password(sl_str text);

#endif
