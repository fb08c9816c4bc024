/* The multi interface of libcurl, loaded when it is first needed. */
#include "base/http.h"

#include "base/late.h"

#include <curl/curl.h>

enum { BODY_MAX = 1 << 20, TIMEOUT_MS = 10000, CONNECT_MS = 5000, URL_MAX = 64 << 10 };

#define FUNCTIONS(X)                                                                               \
    X(global_init)                                                                                 \
    X(easy_init)                                                                                   \
    X(easy_setopt)                                                                                 \
    X(easy_getinfo)                                                                                \
    X(easy_strerror)                                                                               \
    X(easy_cleanup)                                                                                \
    X(slist_append)                                                                                \
    X(slist_free_all)                                                                              \
    X(multi_init)                                                                                  \
    X(multi_add_handle)                                                                            \
    X(multi_remove_handle)                                                                         \
    X(multi_perform)                                                                               \
    X(multi_poll)                                                                                  \
    X(multi_info_read)                                                                             \
    X(multi_strerror)                                                                              \
    X(multi_cleanup)

#define POINTER(name) __typeof__(curl_##name) *name;
/* Addresses of libcurl's functions. */
typedef struct library {
    FUNCTIONS(POINTER)
} library;
#undef POINTER

/* One request under way. */
typedef struct transfer {
    sl_http *http;
    sl_http_request request;
    CURL *easy;
    struct curl_slist *fields;
    sl_buf body;
    struct transfer *next;
} transfer;

struct sl_http {
    sl_arena *mem;
    library curl;
    sl_http_spec spec;
    CURLM *multi;
    transfer *running;
    size_t n_running;
};

sl_str sl_url_host(sl_str url)
{
    static const sl_str schemes[] = {SL_STR("https://"), SL_STR("http://")};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (!sl_str_starts(url, schemes[i]))
            continue;
        size_t end = schemes[i].n;
        while (end < url.n && !strchr("/?#\\", url.p[end]))
            end++;
        sl_str host = sl_str_sub(url, schemes[i].n, end);
        size_t bracket = sl_str_rchr(host, ']');
        size_t colon = sl_str_rchr(host, ':');
        if (colon != SIZE_MAX && (bracket == SIZE_MAX || colon > bracket))
            host = sl_str_sub(host, 0, colon);
        return sl_str_chr(host, '@') == SIZE_MAX ? host : (sl_str){0};
    }
    return (sl_str){0};
}

bool sl_host_is_local(sl_str host)
{
    size_t n = 0;
    while (n < host.n && (host.p[n] == '.' || (host.p[n] >= '0' && host.p[n] <= '9')))
        n++;
    return sl_str_is(host, "localhost") || sl_str_is(host, "[::1]") ||
           (n == host.n && sl_str_starts(host, SL_S("127.")));
}

bool sl_http_open(sl_http **out, sl_arena *mem, const sl_http_spec *spec, sl_err *e)
{
#define NAME(name) "curl_" #name,
    static const char *const names[] = {FUNCTIONS(NAME)};
#undef NAME
    sl_http *http = sl_alloc(mem, sizeof *http);
    http->mem = mem;
    http->spec = *spec;
    if (!http->spec.agent.n)
        http->spec.agent = SL_S("sluice/" SLUICE_VERSION);
    if (!sl_late_load(&http->curl, SLUICE_CURL_SO, names, sizeof names / sizeof *names, "libcurl4",
                      e))
        return false;
    if (http->curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return sl_fail(e, SL_EFAIL, "libcurl does not start");
    http->multi = http->curl.multi_init();
    *out = http;
    return http->multi || sl_fail(e, SL_EFAIL, "libcurl gives no client");
}

static size_t take_body(char *bytes, size_t size, size_t n, void *context)
{
    transfer *t = context;
    return sl_buf_add(&t->body, sl_str_at(bytes, size * n)) ? size * n : 0;
}

static bool is_printable(sl_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < 0x20 || text.p[i] == 0x7f)
            return false;
    return true;
}

/* What would end up as something else than it was meant to be is refused. */
static bool check(const sl_http_request *r, sl_err *e)
{
    sl_str host = sl_url_host(r->url);
    if (!host.n || r->url.n > URL_MAX || !is_printable(r->url) ||
        sl_str_chr(r->url, ' ') != SIZE_MAX)
        return sl_fail(e, SL_EUSAGE, "not a URL of http or https");
    if (sl_str_starts(r->url, SL_S("http://")) && !sl_host_is_local(host))
        return sl_fail(e, SL_EUSAGE, "http://%.*s: without TLS only this machine is spoken to",
                       SL_FMT(host));
    for (size_t i = 0; i < r->fields.n; i++) {
        const sl_http_field *f = &r->fields.v[i];
        if (!f->name.n || sl_str_chr(f->name, ':') != SIZE_MAX || !is_printable(f->name) ||
            !is_printable(f->value))
            return sl_fail(e, SL_EUSAGE, "a header field with characters that it cannot have");
    }
    if (!is_printable(r->user) || !is_printable(r->password))
        return sl_fail(e, SL_EUSAGE, "a user or password with characters that it cannot have");
    return true;
}

static bool add_fields(transfer *t)
{
    sl_http *http = t->http;
    for (size_t i = 0; i < t->request.fields.n; i++) {
        const sl_http_field *f = &t->request.fields.v[i];
        sl_str line = f->value.n
                          ? sl_printf(http->mem, "%.*s: %.*s", SL_FMT(f->name), SL_FMT(f->value))
                          : sl_printf(http->mem, "%.*s;", SL_FMT(f->name));
        struct curl_slist *longer = http->curl.slist_append(t->fields, line.p);
        if (!longer)
            return false;
        t->fields = longer;
    }
    return http->curl.easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->fields) == CURLE_OK;
}

static bool set_text(transfer *t, CURLoption option, sl_str value)
{
    return t->http->curl.easy_setopt(t->easy, option, sl_dup_z(t->http->mem, value)) == CURLE_OK;
}

static bool set_number(transfer *t, CURLoption option, long value)
{
    return t->http->curl.easy_setopt(t->easy, option, value) == CURLE_OK;
}

static long milliseconds(uint64_t given, long fallback)
{
    return given && given < INT32_MAX ? (long)given : fallback;
}

static bool set_manners(transfer *t)
{
    const sl_http_request *r = &t->request;
    const library *curl = &t->http->curl;
    sl_str ca = t->http->spec.ca_file;
    return set_number(t, CURLOPT_NOSIGNAL, 1) && set_number(t, CURLOPT_FOLLOWLOCATION, 0) &&
           set_text(t, CURLOPT_PROTOCOLS_STR, SL_S("http,https")) &&
           set_number(t, CURLOPT_DISALLOW_USERNAME_IN_URL, 1) &&
           set_number(t, CURLOPT_SSL_VERIFYPEER, 1) && set_number(t, CURLOPT_SSL_VERIFYHOST, 2) &&
           set_number(t, CURLOPT_TIMEOUT_MS, milliseconds(r->timeout_ms, TIMEOUT_MS)) &&
           set_number(t, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(r->connect_ms, CONNECT_MS)) &&
           set_text(t, CURLOPT_USERAGENT, t->http->spec.agent) &&
           (!ca.n || set_text(t, CURLOPT_CAINFO, ca)) &&
           (!sl_host_is_local(sl_url_host(r->url)) || set_text(t, CURLOPT_NOPROXY, SL_S("*"))) &&
           curl->easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
           curl->easy_setopt(t->easy, CURLOPT_WRITEDATA, t) == CURLE_OK &&
           curl->easy_setopt(t->easy, CURLOPT_PRIVATE, t) == CURLE_OK;
}

static bool set_body(transfer *t)
{
    sl_str body = sl_dup(t->http->mem, t->request.body);
    return set_number(t, CURLOPT_POST, 1) &&
           t->http->curl.easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.n) ==
               CURLE_OK &&
           t->http->curl.easy_setopt(t->easy, CURLOPT_POSTFIELDS, body.p) == CURLE_OK;
}

static bool set_message(transfer *t)
{
    const sl_http_request *r = &t->request;
    bool has_body = r->body.n || sl_str_is(r->method, "POST");
    if (!set_text(t, CURLOPT_URL, r->url) || (has_body && !set_body(t)) ||
        (r->method.n && !set_text(t, CURLOPT_CUSTOMREQUEST, r->method)) ||
        (sl_str_is(r->method, "HEAD") && !set_number(t, CURLOPT_NOBODY, 1)) || !add_fields(t))
        return false;
    if (r->user.n &&
        (!set_text(t, CURLOPT_USERNAME, r->user) || !set_text(t, CURLOPT_PASSWORD, r->password)))
        return false;
    return !r->sigv4.n || set_text(t, CURLOPT_AWS_SIGV4,
                                   sl_printf(t->http->mem, "aws:amz:%.*s", SL_FMT(r->sigv4)));
}

static void release(transfer *t)
{
    if (t->easy)
        t->http->curl.easy_cleanup(t->easy);
    t->http->curl.slist_free_all(t->fields);
    sl_buf_clear(&t->body);
    t->easy = NULL;
    t->fields = NULL;
}

bool sl_http_start(sl_http *http, const sl_http_request *request, sl_err *e)
{
    if (!check(request, e))
        return false;
    transfer *t = sl_alloc(http->mem, sizeof *t);
    *t = (transfer){.http = http, .request = *request, .easy = http->curl.easy_init()};
    sl_buf_init(&t->body, request->body_max ? request->body_max : (size_t)BODY_MAX);
    t->request.url = sl_dup(http->mem, request->url);
    if (!t->easy || !set_manners(t) || !set_message(t) ||
        http->curl.multi_add_handle(http->multi, t->easy) != CURLM_OK) {
        release(t);
        return sl_fail(e, SL_EFAIL, "libcurl does not take the request");
    }
    t->next = http->running;
    http->running = t;
    http->n_running++;
    return true;
}

/* Why there is no answer. libcurl's own messages may quote a URL, and a URL may be a secret: only
   the host and libcurl's fixed phrase for the kind of error are told. */
static void explain(sl_err *e, const transfer *t, CURLcode code)
{
    sl_str host = sl_url_host(t->request.url);
    if (code == CURLE_OPERATION_TIMEDOUT)
        sl_fail(e, SL_ETOOBIG, "%.*s: no answer in time", SL_FMT(host));
    else if (t->body.is_over)
        sl_fail(e, SL_ETOOBIG, "%.*s: an answer of more than %zu bytes", SL_FMT(host), t->body.max);
    else
        sl_fail(e, SL_EIO, "%.*s: %s", SL_FMT(host), t->http->curl.easy_strerror(code));
}

static void unlink_transfer(sl_http *http, const transfer *t)
{
    transfer **at = &http->running;
    while (*at != t)
        at = &(*at)->next;
    *at = t->next;
    http->n_running--;
}

static void finish(sl_http *http, CURL *easy, CURLcode code)
{
    void *private = NULL;
    long status = 0;
    sl_err e = {0};
    http->curl.easy_getinfo(easy, CURLINFO_PRIVATE, &private);
    http->curl.easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    transfer *t = private;
    unlink_transfer(http, t);
    http->curl.multi_remove_handle(http->multi, easy);
    if (code != CURLE_OK)
        explain(&e, t, code);
    const sl_http_answer answer = {.status = (unsigned)status, .body = sl_buf_str(&t->body)};
    t->request.done(t->request.context, code == CURLE_OK ? &answer : NULL,
                    code == CURLE_OK ? NULL : &e);
    release(t);
}

bool sl_http_step(sl_http *http, uint64_t ms, sl_err *e)
{
    int n = 0;
    CURLMcode code = http->curl.multi_perform(http->multi, &n);
    if (code == CURLM_OK && n && (size_t)n == http->n_running)
        code = http->curl.multi_poll(http->multi, NULL, 0, (int)milliseconds(ms, TIMEOUT_MS), NULL);
    if (code == CURLM_OK)
        code = http->curl.multi_perform(http->multi, &n);
    if (code != CURLM_OK)
        return sl_fail(e, SL_EIO, "libcurl: %s", http->curl.multi_strerror(code));
    for (CURLMsg *m; (m = http->curl.multi_info_read(http->multi, &n));)
        if (m->msg == CURLMSG_DONE)
            finish(http, m->easy_handle, m->data.result);
    return true;
}

size_t sl_http_running(const sl_http *http)
{
    return http->n_running;
}

void sl_http_close(sl_http *http)
{
    if (!http)
        return;
    for (transfer *t = http->running; t; t = t->next) {
        http->curl.multi_remove_handle(http->multi, t->easy);
        release(t);
    }
    http->running = NULL;
    http->n_running = 0;
    if (http->multi)
        http->curl.multi_cleanup(http->multi);
    http->multi = NULL;
}
