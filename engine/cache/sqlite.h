/* SQLite, loaded late: the functions in use and a few shorthands. For this folder only. */
#ifndef SLUICE_ENGINE_CACHE_SQLITE_H
#define SLUICE_ENGINE_CACHE_SQLITE_H

#include <sqlite3.h>

#include "sluice/err.h"
#include "sluice/str.h"

/** The functions in use, without their prefix sqlite3_. */
#define SL_SQLITE_FUNCTIONS(X)                                                                     \
    X(open_v2)                                                                                     \
    X(close)                                                                                       \
    X(exec)                                                                                        \
    X(prepare_v2)                                                                                  \
    X(step)                                                                                        \
    X(reset)                                                                                       \
    X(finalize)                                                                                    \
    X(bind_blob)                                                                                   \
    X(bind_int64)                                                                                  \
    X(column_blob)                                                                                 \
    X(column_bytes)                                                                                \
    X(column_int64)                                                                                \
    X(column_type)                                                                                 \
    X(column_text)                                                                                 \
    X(errmsg)                                                                                      \
    X(errcode)                                                                                     \
    X(errstr)                                                                                      \
    X(busy_timeout)                                                                                \
    X(db_config)                                                                                   \
    X(limit)

#define SL_SQLITE_POINTER(name) __typeof__(sqlite3_##name) *name;
/** Addresses of SQLite's functions. */
typedef struct sl_sqlite {
    SL_SQLITE_FUNCTIONS(SL_SQLITE_POINTER)
} sl_sqlite;
#undef SL_SQLITE_POINTER

/** Loads the library. */
bool sl_sqlite_load(sl_sqlite *sql, sl_err *e);
/** Opens the file as one that strangers may have written: no triggers, views, extensions or
    memory maps, and values of at most `value_max` bytes. A second is waited for other processes.
    SQLite's result code; `*db` has to be closed in any case. */
int sl_sqlite_open(sqlite3 **db, const sl_sqlite *sql, const char *path, bool read_only,
                   size_t value_max);
/** Runs statements without results; SQLite's result code. */
int sl_sqlite_do(const sl_sqlite *sql, sqlite3 *db, const char *text);
/** The number that a statement gives; SQLite's result code (SQLITE_OK). */
int sl_sqlite_number(int64_t *out, const sl_sqlite *sql, sqlite3 *db, const char *text);

#endif
