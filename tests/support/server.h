/* A small HTTP server on a free port of the loopback, in a process of its own. */
#ifndef SLUICE_TESTS_SERVER_H
#define SLUICE_TESTS_SERVER_H

#include "sluice/arena.h"

typedef struct sl_test_server sl_test_server;

/** Starts it. What a request gets is in its path: /echo the request itself; /status/N that status
    and a body that names it; /redirect a redirection to /echo; /big/N so many bytes; /hang nothing;
    /close the end of the connection; /short less than was promised. */
sl_test_server *sl_test_server_start(sl_arena *mem);
/** "http://127.0.0.1:PORT" and the path. */
sl_str sl_test_server_url(const sl_test_server *server, sl_arena *mem, const char *path);
/** Ends it with all of its connections. */
void sl_test_server_stop(sl_test_server *server);

#endif
