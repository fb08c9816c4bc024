#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    char command[200], line[100], name[100];
    snprintf(command, sizeof command, "ls %s", argv[1]);
    // ruleid: c-command-from-input
    system(command);
    // ok: c-command-from-input
    system("ls");
    fgets(line, sizeof line, stdin);
    // ruleid: c-format-from-input
    printf(line);
    // ok: c-format-from-input
    printf("%s", line);
    // ruleid: c-copy-from-input
    strcpy(name, getenv("NAME"));
    // ok: c-copy-from-input
    strcpy(name, "root");
    // ruleid: c-library-from-input
    dlopen(getenv("PLUGIN"), 1);
    // ok: c-library-from-input
    dlopen("/usr/lib/app/plugin.so", 1);
    char sql[200];
    sprintf(sql, "SELECT * FROM t WHERE id = %d", atoi(argv[1]));
    // ok: c-sql-from-input
    sqlite3_exec(db, sql, 0, 0, 0);
    // ok: c-copy-from-input
    snprintf(sql, sizeof sql, "SELECT * FROM t WHERE name = '%s'", argv[2]);
    // ruleid: c-sql-from-input
    sqlite3_exec(db, sql, 0, 0, 0);
    return 0;
}

void files(const char *path)
{
    // ruleid: c-file-checked-then-opened
    if (access(path, 2) == 0) {
        FILE *f = fopen(path, "w");
        use(f);
    }
    // ok: c-file-checked-then-opened
    FILE *g = fopen(path, "w");
    use(g);
}

int rights(void)
{
    // ruleid: c-privileges-unchecked
    setuid(1000);
    // ok: c-privileges-unchecked
    if (setuid(1000) != 0)
        abort();
    // ruleid: c-umask-open
    umask(0);
    // ok: c-umask-open
    umask(077);
    return 0;
}

void jail(void)
{
    // ruleid: c-chroot-without-chdir
    chroot("/srv/jail");
}

void jailWell(void)
{
    // ok: c-chroot-without-chdir
    chroot("/srv/jail");
    chdir("/");
}

void tls(void *context, void *rsa)
{
    // ruleid: c-tls-old-method
    SSL_CTX_new(SSLv3_method());
    // ok: c-tls-old-method
    SSL_CTX_new(TLS_method());
    // ruleid: c-openssl-no-verify
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
    // ok: c-openssl-no-verify
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    // ruleid: c-rsa-key-short
    RSA_generate_key_ex(rsa, 1024, e, NULL);
    // ok: c-rsa-key-short
    RSA_generate_key_ex(rsa, 3072, e, NULL);
    // ruleid: c-random-seeded-by-time
    srand(time(NULL));
    // ok: c-random-seeded-by-time
    srand(42);
}

int login(const char *password, const unsigned char *hmac, const unsigned char *given)
{
    // ruleid: c-password-compared-to-literal
    if (strcmp(password, "made-up") == 0)
        return 1;
    // ok: c-password-compared-to-literal
    if (strcmp(password, stored) == 0)
        return 2;
    // ok: c-mac-compared-early-exit
    if (CRYPTO_memcmp(hmac, given, 32) == 0)
        return 3;
    // ruleid: c-mac-compared-early-exit
    return memcmp(hmac, given, 32);
}
