/* Looking through a history: which texts hold nothing that could be a secret, whatever their path.
 */
#ifndef SLUICE_STAGES_SECRETS_SCREEN_H
#define SLUICE_STAGES_SECRETS_SCREEN_H

#include "stages/secrets/scanner.h"

/** sl_scanner.screen. */
bool sl_secret_screen(sl_secret_scanner *scanner, const sl_screening *what, sl_screened *out,
                      sl_err *e);

#endif
