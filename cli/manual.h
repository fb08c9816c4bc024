/* What is made from the tables: help, the manual page, completions. */
#ifndef SLUICE_CLI_MANUAL_H
#define SLUICE_CLI_MANUAL_H

#include "cli/cli.h"
#include "sluice/buf.h"

/** The overview of all commands. */
void sl_help_overview(sl_buf *out);
/** Help of one command: usage, details, options, examples. */
void sl_help_command(sl_buf *out, const sl_command *command);
/** The manual page sluice(1) in troff with the man macros. */
void sl_manual_page(sl_buf *out);
/** The completion script for "bash", "zsh" or "fish"; false for another shell. */
bool sl_completion(sl_buf *out, sl_str shell);

#endif
