#include <stdio.h>

void make(char *sql, size_t n, const char *name) {
    // ruleid: c-sql-sprintf
    snprintf(sql, n, "SELECT * FROM users WHERE name = '%s'", name);
    // ok: c-sql-sprintf
    snprintf(sql, n, "SELECT * FROM users WHERE name = ?");
    // ok: c-sql-sprintf
    snprintf(sql, n, "select %s", name);
    // ok: c-sql-sprintf
    // snprintf(sql, n, "SELECT * FROM users WHERE name = '%s'", name);
}
