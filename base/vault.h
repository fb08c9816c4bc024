/* Memory for values that must not leave the process: locked where the system lets us, left out of
   core dumps, not inherited by children, wiped at the end. While a vault is open the process itself
   cannot be dumped or traced by its user's other processes. */
#ifndef SLUICE_BASE_VAULT_H
#define SLUICE_BASE_VAULT_H

#include "sluice/err.h"
#include "sluice/str.h"

enum { SL_VAULT_MAX = 64 << 20 }; /* bytes of one vault */

typedef struct sl_vault sl_vault;

/** An empty vault. */
bool sl_vault_open(sl_vault **out, sl_err *e);
/** A terminated copy of the value, which lives as long as the vault; the empty view when the vault
    is full. */
sl_str sl_vault_keep(sl_vault *vault, sl_str value);
/** Whether children that are forked from now on have the values too. */
void sl_vault_share(sl_vault *vault, bool is_shared);
/** Wipes and releases everything. NULL is fine. */
void sl_vault_close(sl_vault *vault);

#endif
