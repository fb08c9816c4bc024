/* Checks of structure and checksum that tell a real token from text of its shape. */
#ifndef SLUICE_STAGES_SECRETS_VALIDATORS_H
#define SLUICE_STAGES_SECRETS_VALIDATORS_H

#include "sluice/arena.h"

/** What a check says of a text. */
typedef enum sl_secret_proof {
    SL_PROOF_NONE,      /* it is no such token */
    SL_PROOF_PLAUSIBLE, /* nothing speaks against it */
    SL_PROOF_SURE       /* a checksum or a decoded structure is right */
} sl_secret_proof;

/** A check by the name that rules use (`validate: NAME`). */
typedef struct sl_secret_validator {
    const char *name;
    const char *help; /* what it checks, and where that is documented */
    sl_secret_proof (*check)(sl_arena *mem, sl_str secret);
} sl_secret_validator;

/** The check of that name; NULL when there is none. */
const sl_secret_validator *sl_secret_validator_of(sl_str name);
/** All checks; `*n` gets their number. */
const sl_secret_validator *sl_secret_validators(size_t *n);

#endif
