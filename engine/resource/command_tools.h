/* What is known of command-line tools: options that take a value, tools that run commands. */
#ifndef SLUICE_ENGINE_RESOURCE_COMMAND_TOOLS_H
#define SLUICE_ENGINE_RESOURCE_COMMAND_TOOLS_H

#include "sluice/node.h"

/** True when the next word is the value of the option (`option` has no '=' in it). */
bool sl_tool_takes_value(sl_str tool, sl_str option);
/** True for sh, bash and their kin. */
bool sl_tool_is_shell(sl_str tool);
/** The index in `words` of the command that the tool at `first` runs ("sudo -E apt-get …"), or
    SIZE_MAX when it runs none. */
size_t sl_tool_runs(const sl_node *words, size_t first);

#endif
