/* `sluice explain RULE --why FILE:LINE`. */
#ifndef SLUICE_CLI_WHY_H
#define SLUICE_CLI_WHY_H

#include "cli/cli.h"
#include "sluice/buf.h"
#include "sluice/stage.h"

/** Appends why `rule` does or does not find something at --why, in --format. */
bool sl_cli_why(sl_buf *out, sl_cli *cli, const sl_stage_kind *kind, const sl_rule *rule,
                sl_err *e);

#endif
