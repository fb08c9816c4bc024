/* HTTP requests through libcurl, several at a time: TLS is verified, redirects are answers and not
   followed, nothing is kept between requests, and http:// is for this machine only. Proxies of the
   environment (https_proxy, no_proxy) are used, which see an encrypted connection. */
#ifndef SLUICE_BASE_HTTP_H
#define SLUICE_BASE_HTTP_H

#include "sluice/arena.h"
#include "sluice/buf.h"

typedef struct sl_http sl_http;

/** A header field. */
typedef struct sl_http_field {
    sl_str name, value;
} sl_http_field;

/** Header fields in their order. */
typedef struct sl_http_fields {
    sl_http_field *v;
    size_t n, cap;
} sl_http_fields;

/** What came back; lives during the call of `done`. */
typedef struct sl_http_answer {
    unsigned status;
    sl_str body;
} sl_http_answer;

/** A request; limits of 0 are the defaults. Everything is copied. */
typedef struct sl_http_request {
    sl_str method; /* empty: GET, or POST with a body */
    sl_str url;
    sl_http_fields fields;
    sl_str body;
    sl_str user, password; /* for Basic, or the key pair of sigv4; an empty user: none */
    sl_str sigv4;          /* "REGION:SERVICE": signed as AWS does (Signature Version 4) */
    size_t body_max;       /* bytes of an answer: 1 MiB; longer is SL_ETOOBIG */
    uint64_t timeout_ms;   /* of the whole: 10 s */
    uint64_t connect_ms;   /* of the connection: 5 s */
    /** Called once: with an answer whatever its status, or with an error and no answer. */
    void (*done)(void *context, const sl_http_answer *answer, const sl_err *e);
    void *context;
} sl_http_request;

/** What all requests share. */
typedef struct sl_http_spec {
    sl_str ca_file; /* PEM, instead of the system's authorities; empty: those */
    sl_str agent;   /* User-Agent; empty: "sluice/VERSION" */
} sl_http_spec;

/** Loads libcurl and opens a client in `mem`. */
bool sl_http_open(sl_http **out, sl_arena *mem, const sl_http_spec *spec, sl_err *e);
/** Starts a request; false (and no `done`) for one that cannot be made. */
bool sl_http_start(sl_http *http, const sl_http_request *request, sl_err *e);
/** Waits for an event, at most `ms`, and calls `done` of what has ended. */
bool sl_http_step(sl_http *http, uint64_t ms, sl_err *e);
/** Requests under way. */
size_t sl_http_running(const sl_http *http);
/** Drops what is under way and closes the client. NULL is fine. */
void sl_http_close(sl_http *http);
/** The host of an http or https URL without its port, "[::1]" with its brackets; empty for others
    and for one with a user in it. */
sl_str sl_url_host(sl_str url);
/** True for names of this machine: localhost, 127.0.0.0/8, [::1]. */
bool sl_host_is_local(sl_str host);

#endif
