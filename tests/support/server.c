/* One process a connection, one answer a process. */
#include "tests/support/server.h"

#include "tests/support/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REQUEST_MAX = 64 << 10 };

struct sl_test_server {
    int pid, port;
};

static void say(int fd, const char *text, size_t n)
{
    while (n) {
        ssize_t done = send(fd, text, n, MSG_NOSIGNAL);
        if (done <= 0)
            _exit(0);
        text += done;
        n -= (size_t)done;
    }
}

static void answer(int fd, int status, const char *fields, const char *body, size_t n)
{
    char head[512];
    int length = snprintf(head, sizeof head, "HTTP/1.1 %d x\r\n%sContent-Length: %zu\r\n\r\n",
                          status, fields, n);
    say(fd, head, (size_t)length);
    say(fd, body, n);
}

/* The whole request: its head and as many bytes as it promises. */
static size_t read_request(int fd, char *text)
{
    size_t n = 0;
    size_t whole = SIZE_MAX;
    while (n < whole && n < REQUEST_MAX - 1) {
        ssize_t got = recv(fd, text + n, REQUEST_MAX - 1 - n, 0);
        if (got <= 0)
            break;
        n += (size_t)got;
        text[n] = 0;
        const char *end = strstr(text, "\r\n\r\n");
        const char *length = strstr(text, "Content-Length: ");
        if (end)
            whole = (size_t)(end + 4 - text) + (length ? strtoul(length + 16, NULL, 10) : 0);
    }
    return n;
}

static void serve(int fd)
{
    static char text[REQUEST_MAX];
    static char filler[1 << 20];
    int number = 0;
    size_t n = read_request(fd, text);
    const char *path = strchr(text, ' ');
    path = path ? path + 1 : "";
    if (strncmp(path, "/echo", 5) == 0)
        answer(fd, 200, "", text, n);
    else if (sscanf(path, "/status/%d", &number) == 1)
        answer(fd, number, "", path, 11);
    else if (strncmp(path, "/redirect", 9) == 0)
        answer(fd, 302, "Location: /echo\r\n", "", 0);
    else if (sscanf(path, "/big/%d", &number) == 1 && (size_t)number <= sizeof filler)
        answer(fd, 200, "", filler, (size_t)number);
    else if (strncmp(path, "/hang", 5) == 0)
        pause();
    else if (strncmp(path, "/short", 6) == 0)
        say(fd, "HTTP/1.1 200 x\r\nContent-Length: 10\r\n\r\nab", 41);
}

_Noreturn static void run(int listener)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setpgid(0, 0);
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0 && fork() == 0) {
            serve(fd);
            _exit(0);
        }
        close(fd);
    }
}

sl_test_server *sl_test_server_start(sl_arena *mem)
{
    sl_test_server *server = sl_alloc(mem, sizeof *server);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 64), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &length), 0);
    server->port = ntohs(at.sin_port);
    server->pid = fork();
    if (server->pid == 0)
        run(fd);
    setpgid(server->pid, server->pid);
    close(fd);
    assert_true(server->pid > 0);
    return server;
}

sl_str sl_test_server_url(const sl_test_server *server, sl_arena *mem, const char *path)
{
    return sl_printf(mem, "http://127.0.0.1:%d%s", server->port, path);
}

void sl_test_server_stop(sl_test_server *server)
{
    kill(-server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
}
