/* HTTP: what is asked, what comes back, and what is never done. */
#include "tests/support/server.h"
#include "tests/support/test.h"

#include "base/http.h"

/* A client, a server and the end of one request. */
typedef struct fixture {
    sl_arena *mem;
    sl_test_server *server;
    sl_http *http;
    sl_http_request request;
    bool is_done;
    unsigned status;
    sl_str body;
    sl_err e;
} fixture;

static void done(void *context, const sl_http_answer *answer, const sl_err *e)
{
    fixture *f = context;
    f->is_done = true;
    f->status = answer ? answer->status : 0;
    f->body = answer ? sl_dup(f->mem, answer->body) : (sl_str){0};
    f->e = e ? *e : (sl_err){0};
}

static fixture *fixture_of(sl_arena *mem, const char *path)
{
    sl_err e = {0};
    sl_http_spec spec = {0};
    fixture *f = sl_alloc(mem, sizeof *f);
    f->mem = mem;
    f->server = sl_test_server_start(mem);
    assert_ok(sl_http_open(&f->http, mem, &spec, &e), &e);
    f->request = (sl_http_request){
        .url = sl_test_server_url(f->server, mem, path), .done = done, .context = f};
    return f;
}

static void ask(fixture *f)
{
    sl_err e = {0};
    assert_ok(sl_http_start(f->http, &f->request, &e), &e);
    while (!f->is_done)
        assert_ok(sl_http_step(f->http, 1000, &e), &e);
    assert_int_equal(sl_http_running(f->http), 0);
    sl_http_close(f->http);
    sl_test_server_stop(f->server);
}

static bool has(sl_str text, const char *part)
{
    return sl_str_find(text, sl_str_of(part), 0) != SIZE_MAX;
}

static void a_request_says_what_it_was_given(void **state)
{
    fixture *f = fixture_of(*state, "/echo?x=1");
    *sl_list_add(*state, &f->request.fields) = (sl_http_field){SL_S("X-Key"), SL_S("v 1")};
    *sl_list_add(*state, &f->request.fields) = (sl_http_field){SL_S("X-Empty"), SL_S("")};
    f->request.user = SL_S("me");
    f->request.password = SL_S("pass");

    ask(f);

    assert_int_equal(f->status, 200);
    assert_true(has(f->body, "GET /echo?x=1 HTTP/1.1\r\n"));
    assert_true(has(f->body, "\r\nX-Key: v 1\r\n"));
    assert_true(has(f->body, "\r\nX-Empty:\r\n"));
    assert_true(has(f->body, "\r\nAuthorization: Basic bWU6cGFzcw==\r\n"));
    assert_true(has(f->body, "\r\nUser-Agent: sluice/"));
}

static void a_body_is_posted(void **state)
{
    fixture *f = fixture_of(*state, "/echo");
    f->request.body = SL_S("a=1&b=2");

    ask(f);

    assert_true(has(f->body, "POST /echo "));
    assert_true(has(f->body, "\r\n\r\na=1&b=2"));
}

static void a_request_is_signed_as_aws_does(void **state)
{
    fixture *f = fixture_of(*state, "/echo");
    f->request.user = SL_S("AKIDEXAMPLE");
    f->request.password = SL_S("secretofthekey");
    f->request.sigv4 = SL_S("us-east-1:sts");
    f->request.body = SL_S("Action=GetCallerIdentity&Version=2011-06-15");

    ask(f);

    assert_true(has(f->body, "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    assert_true(has(f->body, "/us-east-1/sts/aws4_request, SignedHeaders="));
    assert_false(has(f->body, "secretofthekey"));
}

static void every_status_is_an_answer(void **state)
{
    fixture *f = fixture_of(*state, "/status/503");

    ask(f);

    assert_int_equal(f->status, 503);
    assert_int_equal(f->e.kind, SL_OK);
}

static void a_redirect_is_not_followed(void **state)
{
    fixture *f = fixture_of(*state, "/redirect");

    ask(f);

    assert_int_equal(f->status, 302);
    assert_int_equal(f->body.n, 0);
}

static void an_answer_has_a_limit(void **state)
{
    fixture *f = fixture_of(*state, "/big/5000");
    f->request.body_max = 4999;

    ask(f);

    assert_int_equal(f->status, 0);
    assert_int_equal(f->e.kind, SL_ETOOBIG);
    assert_string_equal(f->e.text, "127.0.0.1: an answer of more than 4999 bytes");
}

static void an_answer_of_just_the_limit_is_taken(void **state)
{
    fixture *f = fixture_of(*state, "/big/5000");
    f->request.body_max = 5000;

    ask(f);

    assert_int_equal(f->body.n, 5000);
}

static void waiting_has_an_end(void **state)
{
    fixture *f = fixture_of(*state, "/hang");
    f->request.timeout_ms = 50;

    ask(f);

    assert_int_equal(f->e.kind, SL_ETOOBIG);
    assert_string_equal(f->e.text, "127.0.0.1: no answer in time");
}

static void half_an_answer_is_none(void **state)
{
    fixture *f = fixture_of(*state, "/short");

    ask(f);

    assert_int_equal(f->status, 0);
    assert_int_equal(f->e.kind, SL_EIO);
}

static void an_error_does_not_quote_the_url(void **state)
{
    fixture *f = fixture_of(*state, "/close/bot123:secret");

    ask(f);

    assert_int_equal(f->e.kind, SL_EIO);
    assert_false(has(sl_str_of(f->e.text), "secret"));
}

static void several_requests_run_at_once(void **state)
{
    sl_err e = {0};
    fixture *f = fixture_of(*state, "/hang");
    fixture other = {.mem = *state};
    sl_http_request quick = {
        .url = sl_test_server_url(f->server, *state, "/echo"), .done = done, .context = &other};
    f->request.timeout_ms = 60000;
    assert_ok(sl_http_start(f->http, &f->request, &e), &e);
    assert_ok(sl_http_start(f->http, &quick, &e), &e);

    while (!other.is_done)
        assert_ok(sl_http_step(f->http, 1000, &e), &e);

    assert_int_equal(other.status, 200);
    assert_int_equal(sl_http_running(f->http), 1);
    sl_http_close(f->http);
    sl_test_server_stop(f->server);
}

static void what_would_be_something_else_is_refused(void **state)
{
    static const struct {
        const char *url, *name, *value;
    } cases[] = {
        {"http://example.org/", "A", "b"},           {"ftp://127.0.0.1/", "A", "b"},
        {"https://a@example.org/", "A", "b"},        {"https://example.org/ x", "A", "b"},
        {"https://example.org/\nx", "A", "b"},       {"https:///x", "A", "b"},
        {"https://example.org/", "A", "b\r\nC: d"},  {"https://example.org/", "A: b\r\nC", "d"},
        {"http://127.0.0.1.example.org/", "A", "b"},
    };
    fixture *f = fixture_of(*state, "/echo");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_err e = {0};
        sl_http_field field = {sl_str_of(cases[i].name), sl_str_of(cases[i].value)};
        sl_http_request r = {.url = sl_str_of(cases[i].url),
                             .fields = {.v = &field, .n = 1},
                             .done = done,
                             .context = f};

        assert_false(sl_http_start(f->http, &r, &e));

        assert_int_equal(e.kind, SL_EUSAGE);
    }
    assert_int_equal(sl_http_running(f->http), 0);
    sl_http_close(f->http);
    sl_test_server_stop(f->server);
}

static void a_host_is_read_from_its_url(void **state)
{
    static const struct {
        const char *url, *host;
        bool is_local;
    } cases[] = {
        {"https://api.example.org/x", "api.example.org", false},
        {"https://api.example.org:8443?x", "api.example.org", false},
        {"https://api.example.org\\@evil.org/", "api.example.org", false},
        {"https://api.example.org@evil.org/", "", false},
        {"http://127.0.0.1:80/", "127.0.0.1", true},
        {"http://127.0.0.1.evil.org/", "127.0.0.1.evil.org", false},
        {"http://[::1]:80/", "[::1]", true},
        {"http://localhost", "localhost", true},
        {"file:///etc/passwd", "", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str host = sl_url_host(sl_str_of(cases[i].url));

        assert_true(sl_str_is(host, cases[i].host));
        assert_int_equal(sl_host_is_local(host), cases[i].is_local);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_request_says_what_it_was_given),
        sl_test(a_body_is_posted),
        sl_test(a_request_is_signed_as_aws_does),
        sl_test(every_status_is_an_answer),
        sl_test(a_redirect_is_not_followed),
        sl_test(an_answer_has_a_limit),
        sl_test(an_answer_of_just_the_limit_is_taken),
        sl_test(waiting_has_an_end),
        sl_test(half_an_answer_is_none),
        sl_test(an_error_does_not_quote_the_url),
        sl_test(several_requests_run_at_once),
        sl_test(what_would_be_something_else_is_refused),
        sl_test(a_host_is_read_from_its_url),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
