/* Loading SQLite and opening files with it. */
#include "engine/cache/sqlite.h"

#include "base/late.h"

enum { BUSY_MS = 1000, SQL_MAX = 1024, COLUMNS_MAX = 8, EXPRESSION_MAX = 20 };

bool sl_sqlite_load(sl_sqlite *sql, sl_err *e)
{
#define NAME(name) "sqlite3_" #name,
    static const char *const names[] = {SL_SQLITE_FUNCTIONS(NAME)};
#undef NAME
    return sl_late_load(sql, SLUICE_SQLITE_SO, names, sizeof names / sizeof *names, "libsqlite3-0",
                        e);
}

int sl_sqlite_do(const sl_sqlite *sql, sqlite3 *db, const char *text)
{
    return sql->exec(db, text, NULL, NULL, NULL);
}

int sl_sqlite_number(int64_t *out, const sl_sqlite *sql, sqlite3 *db, const char *text)
{
    sqlite3_stmt *statement = NULL;
    int code = sql->prepare_v2(db, text, -1, &statement, NULL);
    *out = 0;
    if (code == SQLITE_OK)
        code = sql->step(statement);
    if (code == SQLITE_ROW) {
        *out = sql->column_int64(statement, 0);
        code = SQLITE_OK;
    }
    sql->finalize(statement);
    return code;
}

static void harden(const sl_sqlite *sql, sqlite3 *db, size_t value_max)
{
    sql->db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sql->db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sql->db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sql->db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sql->db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sql->limit(db, SQLITE_LIMIT_LENGTH, (int)value_max + SQL_MAX);
    sql->limit(db, SQLITE_LIMIT_SQL_LENGTH, SQL_MAX);
    sql->limit(db, SQLITE_LIMIT_COLUMN, COLUMNS_MAX);
    sql->limit(db, SQLITE_LIMIT_EXPR_DEPTH, EXPRESSION_MAX);
    sql->limit(db, SQLITE_LIMIT_ATTACHED, 1);
    sql->limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 0);
}

int sl_sqlite_open(sqlite3 **db, const sl_sqlite *sql, const char *path, bool read_only,
                   size_t value_max)
{
    int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code = sql->open_v2(path, db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL);
    if (code != SQLITE_OK)
        return code;
    sql->busy_timeout(*db, BUSY_MS);
    harden(sql, *db, value_max);
    return sl_sqlite_do(sql, *db,
                        "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA synchronous=OFF;"
                        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384");
}
