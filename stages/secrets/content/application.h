/* Which files gitleaks takes for programs, archives and the like, and passes over. */
#ifndef SLUICE_STAGES_SECRETS_CONTENT_APPLICATION_H
#define SLUICE_STAGES_SECRETS_CONTENT_APPLICATION_H

#include "sluice/str.h"

/** True when the first bytes are those of a format whose media type is application/…. */
bool sl_secret_is_application(sl_str text);

#endif
