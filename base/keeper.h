/* A keeper: a small process between sluice and a command, which sees to it that nothing the command
   started outlives it, not even what left its process group or session. */
#ifndef SLUICE_BASE_KEEPER_H
#define SLUICE_BASE_KEEPER_H

#include <stdbool.h>

/** Signals that a keeper takes: end the command's group in peace, or all its descendants at once.
 */
enum { SL_KEEPER_END = 15 /* SIGTERM */, SL_KEEPER_KILL = 10 /* SIGUSR1 */ };

/** In a process that was just forked: makes it a keeper, which has no descriptors, ends with all
   its descendants when its parent ends, and forks the command. Returns in that child, with its own
    process group, default signals and the descriptors as they were, to start the program; the
   keeper itself never returns and ends the way the child ended. False: no child could be made. */
bool sl_keeper_fork(int parent);

#endif
