/* Values wait in memory and are written many at a time. The file has a rollback journal, whose
   writes are not synced: a process that is killed leaves a whole file, a machine that loses power
   perhaps a damaged one, which is dropped when it is found. */
#include "engine/cache/answers.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "engine/cache/sqlite.h"

enum {
    APPLICATION = 0x736c7569, /* "slui" */
    WAITING_BYTES = 1 << 20,  /* written when more waits */
    WAITING_MAX = 160 << 20,
    TOUCHED_MAX = 1 << 20,
    STALE_SECONDS = 43200, /* a use is noted when the last that was noted is older */
    PAGE_BYTES = 4096,
    PAGES_MIN = 64,
    SLACK_BYTES = 64 << 10, /* for pages of the tree that are not full */
    PATH_ROOM = 4200
};

#define TABLE                                                                                      \
    "CREATE TABLE entry(name BLOB PRIMARY KEY, used INTEGER NOT NULL, value BLOB NOT NULL)"        \
    " WITHOUT ROWID"

/* What waits: a name, then a value of `n` bytes, or nothing when the entry is to go. */
typedef struct waiting {
    unsigned char name[SL_ANSWERS_NAME];
    uint32_t n;
    uint32_t is_drop;
} waiting;

struct sl_answers {
    sl_sqlite sql;
    sl_answers_spec spec;
    const char *path;
    sqlite3 *db; /* NULL between phases */
    sqlite3_stmt *get;
    bool is_read_only, is_off, is_damaged;
    int64_t now;
    sl_buf waiting, touched;
    sl_err trouble;
};

static bool is_damage(int code)
{
    int kind = code & 0xff;
    return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_FORMAT;
}

static void disconnect(sl_answers *s)
{
    s->sql.finalize(s->get);
    s->get = NULL;
    s->sql.close(s->db);
    s->db = NULL;
}

static bool name_of(char out[PATH_ROOM], const char *path, const char *end)
{
    int n = snprintf(out, PATH_ROOM, "%s%s", path, end);
    return n > 0 && n < PATH_ROOM;
}

static void remove_file(const char *path, const char *end)
{
    char name[PATH_ROOM];
    if (name_of(name, path, end))
        unlink(name);
}

/* What SQLite keeps beside a file. */
static const char *const sides[] = {"-journal", "-wal", "-shm"};
enum { SIDES = sizeof sides / sizeof *sides };

static void drop_file(sl_answers *s)
{
    disconnect(s);
    remove_file(s->path, "");
    for (size_t i = 0; i < SIDES; i++)
        remove_file(s->path, sides[i]);
}

/* Nothing more is asked of the file; what is damaged goes. */
static void give_up(sl_answers *s, int code)
{
    if (!s->is_off)
        sl_fail(&s->trouble, SL_EIO, "%s: %s", s->path,
                is_damage(code) ? "was damaged and has been dropped" : s->sql.errstr(code));
    s->is_off = true;
    if (is_damage(code) && !s->is_read_only)
        drop_file(s);
}

/* A journal that names a super-journal was not left by us, who write one file at a time; SQLite
   might delete the file that it names. (sqlite.org/fileformat.html, the rollback journal) */
static void drop_strange_journal(const sl_answers *s)
{
    static const char magic[8] = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
    char name[PATH_ROOM];
    char end[sizeof magic];
    FILE *file = name_of(name, s->path, sides[0]) ? fopen(name, "re") : NULL;
    if (!file)
        return;
    bool is_strange = fseek(file, -(long)sizeof end, SEEK_END) == 0 &&
                      fread(end, 1, sizeof end, file) == sizeof end &&
                      memcmp(end, magic, sizeof end) == 0;
    fclose(file);
    if (is_strange)
        unlink(name);
}

/* Only files stand beside ours: SQLite would wait for whoever writes to a pipe. */
static int drop_strangers(const sl_answers *s)
{
    char name[PATH_ROOM];
    struct stat st;
    for (size_t i = 0; i < SIDES; i++)
        if (name_of(name, s->path, sides[i]) && lstat(name, &st) == 0 && !S_ISREG(st.st_mode) &&
            unlink(name) != 0)
            return SQLITE_CANTOPEN;
    drop_strange_journal(s);
    return SQLITE_OK;
}

/* The one table is as we made it, and there is nothing else. */
static int check_schema(sl_answers *s)
{
    sqlite3_stmt *rows = NULL;
    int64_t n = 0;
    int64_t format = 0;
    int64_t application = 0;
    int code = sl_sqlite_number(&application, &s->sql, s->db, "PRAGMA application_id");
    if (code == SQLITE_OK)
        code = sl_sqlite_number(&format, &s->sql, s->db, "PRAGMA user_version");
    if (code == SQLITE_OK)
        code = s->sql.prepare_v2(s->db, "SELECT sql FROM sqlite_schema", -1, &rows, NULL);
    bool ok = code == SQLITE_OK && application == APPLICATION && format == s->spec.format;
    while (code == SQLITE_OK && s->sql.step(rows) == SQLITE_ROW) {
        const char *text = (const char *)s->sql.column_text(rows, 0);
        ok = ok && ++n == 1 && text && strcmp(text, TABLE) == 0;
    }
    s->sql.finalize(rows);
    if (code != SQLITE_OK)
        return code;
    return ok && n == 1 ? SQLITE_OK : SQLITE_CORRUPT;
}

/* Two processes may find the file missing: the second waits here and finds it made. */
static int make_table(sl_answers *s)
{
    char text[256];
    int64_t n = 0;
    int code = sl_sqlite_do(&s->sql, s->db, "BEGIN IMMEDIATE");
    if (code == SQLITE_OK)
        code = sl_sqlite_number(&n, &s->sql, s->db, "SELECT count(*) FROM sqlite_schema");
    if (code == SQLITE_OK && n == 0) {
        snprintf(text, sizeof text, TABLE "; PRAGMA application_id=%d; PRAGMA user_version=%u",
                 APPLICATION, s->spec.format);
        code = sl_sqlite_do(&s->sql, s->db, text);
    }
    if (code == SQLITE_OK)
        return sl_sqlite_do(&s->sql, s->db, "COMMIT");
    sl_sqlite_do(&s->sql, s->db, "ROLLBACK");
    return code;
}

static int set_up(sl_answers *s)
{
    char text[64];
    int64_t pages = 0;
    uint64_t most = s->spec.bytes_max / PAGE_BYTES;
    int code = sl_sqlite_number(&pages, &s->sql, s->db, "PRAGMA page_count");
    if (code != SQLITE_OK)
        return code;
    if (!s->is_read_only) {
        snprintf(text, sizeof text, "PRAGMA max_page_count=%llu",
                 (unsigned long long)(most > PAGES_MIN ? most : PAGES_MIN));
        code = sl_sqlite_do(&s->sql, s->db, "PRAGMA journal_mode=TRUNCATE");
        if (code == SQLITE_OK && pages == 0)
            code = make_table(s);
        if (code == SQLITE_OK)
            code = sl_sqlite_do(&s->sql, s->db, text);
    }
    if (code == SQLITE_OK)
        code = sl_sqlite_do(&s->sql, s->db, "BEGIN");
    if (code == SQLITE_OK)
        code = check_schema(s);
    if (code == SQLITE_OK)
        code = s->sql.prepare_v2(s->db, "SELECT value, used FROM entry WHERE name=?1", -1, &s->get,
                                 NULL);
    return code;
}

/* Opens the file and begins to read it. SQLite's result code. */
static int connect(sl_answers *s)
{
    int code = SQLITE_OK;
    for (int attempt = 0; attempt < 2; attempt++) {
        code = drop_strangers(s);
        if (code != SQLITE_OK)
            return code;
        code = sl_sqlite_open(&s->db, &s->sql, s->path, s->is_read_only, s->spec.value_max);
        if (code == SQLITE_OK)
            code = set_up(s);
        if (code == SQLITE_OK)
            return code;
        disconnect(s);
        if (!is_damage(code) || s->is_read_only)
            return code;
        drop_file(s);
    }
    return code;
}

static bool is_ready(sl_answers *s)
{
    if (s->is_off || s->db)
        return !s->is_off;
    int code = connect(s);
    if (code != SQLITE_OK)
        give_up(s, code);
    return !s->is_off;
}

bool sl_answers_open(sl_answers **out, sl_arena *mem, const sl_answers_spec *spec, sl_err *e)
{
    sl_answers *s = sl_alloc(mem, sizeof *s);
    s->spec = *spec;
    s->path = sl_dup_z(mem, spec->path);
    s->now = (int64_t)time(NULL);
    s->is_read_only = access(sl_dup_z(mem, sl_path_parent(spec->path)), W_OK) != 0 ||
                      (sl_path_exists(spec->path) && access(s->path, W_OK) != 0);
    sl_buf_init(&s->waiting, WAITING_MAX);
    sl_buf_init(&s->touched, TOUCHED_MAX);
    *out = NULL;
    if (!sl_sqlite_load(&s->sql, e))
        return false;
    if (s->is_read_only && !sl_path_exists(spec->path))
        return sl_fail(e, SL_EDENIED, "%.*s: the folder cannot be written to",
                       SL_FMT(sl_path_parent(spec->path)));
    int code = connect(s);
    if (code != SQLITE_OK)
        return sl_fail(e, SL_EIO, "%s: %s", s->path, s->sql.errstr(code));
    *out = s;
    return true;
}

void sl_answers_close(sl_answers *s)
{
    if (!s)
        return;
    if (s->db)
        disconnect(s);
    sl_buf_clear(&s->waiting);
    sl_buf_clear(&s->touched);
}

sl_str sl_answers_trouble(const sl_answers *s)
{
    return sl_str_of(s->trouble.text);
}

bool sl_answers_get(sl_answers *s, const unsigned char name[SL_ANSWERS_NAME], sl_str *value)
{
    if (!is_ready(s))
        return false;
    s->sql.reset(s->get);
    s->sql.bind_blob(s->get, 1, name, SL_ANSWERS_NAME, SQLITE_STATIC);
    int code = s->sql.step(s->get);
    if (code != SQLITE_ROW) {
        if (code != SQLITE_DONE)
            give_up(s, code);
        return false;
    }
    if (s->sql.column_type(s->get, 0) != SQLITE_BLOB)
        return false;
    value->n = (size_t)s->sql.column_bytes(s->get, 0);
    value->p = s->sql.column_blob(s->get, 0);
    if (s->sql.column_int64(s->get, 1) < s->now - STALE_SECONDS)
        sl_buf_add(&s->touched, sl_str_at((const char *)name, SL_ANSWERS_NAME));
    return value->p != NULL;
}

static void wait(sl_answers *s, const unsigned char name[SL_ANSWERS_NAME], sl_str value,
                 bool is_drop)
{
    waiting head = {.n = (uint32_t)value.n, .is_drop = is_drop};
    memcpy(head.name, name, SL_ANSWERS_NAME);
    if (s->is_off || s->is_read_only || value.n > s->spec.value_max)
        return;
    size_t start = s->waiting.n;
    if (!sl_buf_add(&s->waiting, sl_str_at((const char *)&head, sizeof head)) ||
        !sl_buf_add(&s->waiting, value)) {
        s->waiting.n = start;
        s->waiting.is_over = false;
    }
}

void sl_answers_put(sl_answers *s, const unsigned char name[SL_ANSWERS_NAME], sl_str value)
{
    if (s->waiting.n > WAITING_BYTES)
        sl_answers_settle(s);
    wait(s, name, value, false);
}

void sl_answers_drop(sl_answers *s, const unsigned char name[SL_ANSWERS_NAME])
{
    wait(s, name, (sl_str){0}, true);
}

bool sl_answers_is_read_only(const sl_answers *s)
{
    return s->is_read_only;
}

bool sl_answers_is_waiting(const sl_answers *s)
{
    return s->waiting.n > 0;
}

static int bytes_in_use(uint64_t *out, sl_answers *s)
{
    int64_t pages = 0;
    int64_t unused = 0;
    int code = sl_sqlite_number(&pages, &s->sql, s->db, "PRAGMA page_count");
    if (code == SQLITE_OK)
        code = sl_sqlite_number(&unused, &s->sql, s->db, "PRAGMA freelist_count");
    *out = (uint64_t)(pages > unused ? pages - unused : 0) * PAGE_BYTES;
    return code;
}

/* The border between what goes and what stays. */
typedef struct border {
    int64_t from, to; /* seconds: what was used before `from` goes */
    int64_t wanted;   /* bytes that have to go of what was used between the two */
    unsigned char last[SL_ANSWERS_NAME]; /* of that, names up to this one go */
} border;

enum { SPANS = 256, ROW_BYTES = 40 };

/* Bytes by the time of their last use, in equal spans of time: which span has the border. */
static int find_span(border *b, sl_answers *s)
{
    sqlite3_stmt *rows = NULL;
    int64_t first = 0;
    int64_t last = 0;
    int64_t bytes[SPANS] = {0};
    int64_t total = 0;
    int code = sl_sqlite_number(&first, &s->sql, s->db, "SELECT min(used) FROM entry");
    if (code == SQLITE_OK)
        code = sl_sqlite_number(&last, &s->sql, s->db, "SELECT max(used) FROM entry");
    if (code == SQLITE_OK && (first < 0 || last > INT32_MAX * (int64_t)SPANS))
        code = SQLITE_CORRUPT; /* no time that we wrote */
    int64_t width = (last - first) / SPANS + 1;
    if (code == SQLITE_OK)
        code = s->sql.prepare_v2(s->db, "SELECT used, length(value) FROM entry", -1, &rows, NULL);
    if (code == SQLITE_OK)
        while ((code = s->sql.step(rows)) == SQLITE_ROW) {
            int64_t n = s->sql.column_int64(rows, 1) + ROW_BYTES;
            int64_t at = (s->sql.column_int64(rows, 0) - first) / width;
            bytes[at < 0 || at >= SPANS ? 0 : at] += n; /* what is no time goes first */
            total += n;
        }
    s->sql.finalize(rows);
    size_t i = 0;
    b->wanted = total / 4;
    while (i + 1 < SPANS && bytes[i] < b->wanted)
        b->wanted -= bytes[i++];
    b->from = first + (int64_t)i * width;
    b->to = b->from + width;
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* In the span that has the border the first by name go. */
static int find_last(border *b, sl_answers *s)
{
    sqlite3_stmt *rows = NULL;
    int code = s->sql.prepare_v2(
        s->db, "SELECT name, length(value) FROM entry WHERE used>=?1 AND used<?2", -1, &rows, NULL);
    if (code != SQLITE_OK)
        return code;
    s->sql.bind_int64(rows, 1, b->from);
    s->sql.bind_int64(rows, 2, b->to);
    while (b->wanted > 0 && (code = s->sql.step(rows)) == SQLITE_ROW) {
        if (s->sql.column_bytes(rows, 0) == SL_ANSWERS_NAME)
            memcpy(b->last, s->sql.column_blob(rows, 0), SL_ANSWERS_NAME);
        b->wanted -= s->sql.column_int64(rows, 1) + ROW_BYTES;
    }
    s->sql.finalize(rows);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

/* Makes room: the quarter that was not used for longest goes. Within a transaction. */
static int evict(sl_answers *s)
{
    border b = {0};
    sqlite3_stmt *del = NULL;
    int code = find_span(&b, s);
    if (code == SQLITE_OK)
        code = find_last(&b, s);
    if (code == SQLITE_OK)
        code = s->sql.prepare_v2(s->db, "DELETE FROM entry WHERE used<?1 OR (used<?2 AND name<=?3)",
                                 -1, &del, NULL);
    if (code == SQLITE_OK) {
        s->sql.bind_int64(del, 1, b.from);
        s->sql.bind_int64(del, 2, b.to);
        s->sql.bind_blob(del, 3, b.last, SL_ANSWERS_NAME, SQLITE_STATIC);
        code = s->sql.step(del);
    }
    s->sql.finalize(del);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int make_room(sl_answers *s)
{
    uint64_t bytes = 0;
    int code = bytes_in_use(&bytes, s);
    if (code == SQLITE_OK &&
        bytes + s->waiting.n + s->waiting.n / 4 + SLACK_BYTES > s->spec.bytes_max)
        code = evict(s);
    return code;
}

static int write_waiting(sl_answers *s, sqlite3_stmt *put, sqlite3_stmt *drop)
{
    sl_str rest = sl_buf_str(&s->waiting);
    int code = SQLITE_DONE;
    while (code == SQLITE_DONE && rest.n >= sizeof(waiting)) {
        waiting head;
        memcpy(&head, rest.p, sizeof head);
        sqlite3_stmt *use = head.is_drop ? drop : put;
        s->sql.bind_blob(use, 1, head.name, SL_ANSWERS_NAME, SQLITE_STATIC);
        if (!head.is_drop) {
            s->sql.bind_int64(use, 2, s->now);
            s->sql.bind_blob(use, 3, rest.p + sizeof head, (int)head.n, SQLITE_STATIC);
        }
        code = s->sql.step(use);
        s->sql.reset(use);
        rest = sl_str_sub(rest, sizeof head + head.n, rest.n);
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int write_touched(sl_answers *s, sqlite3_stmt *touch)
{
    uint64_t bytes = 0;
    int code = bytes_in_use(&bytes, s);
    if (code != SQLITE_OK || bytes < s->spec.bytes_max / 2)
        return code; /* nothing will have to go soon */
    code = SQLITE_DONE;
    for (size_t at = 0; code == SQLITE_DONE && at < s->touched.n; at += SL_ANSWERS_NAME) {
        s->sql.bind_blob(touch, 1, s->touched.p + at, SL_ANSWERS_NAME, SQLITE_STATIC);
        s->sql.bind_int64(touch, 2, s->now);
        code = s->sql.step(touch);
        s->sql.reset(touch);
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* Everything that waits in one transaction. */
static int write_all(sl_answers *s)
{
    static const char *const texts[] = {"INSERT OR REPLACE INTO entry VALUES(?1,?2,?3)",
                                        "DELETE FROM entry WHERE name=?1",
                                        "UPDATE entry SET used=?2 WHERE name=?1"};
    sqlite3_stmt *statements[3] = {NULL};
    s->sql.reset(s->get);
    int code = sl_sqlite_do(&s->sql, s->db, "COMMIT");
    if (code == SQLITE_OK)
        code = sl_sqlite_do(&s->sql, s->db, "BEGIN IMMEDIATE");
    for (size_t i = 0; code == SQLITE_OK && i < 3; i++)
        code = s->sql.prepare_v2(s->db, texts[i], -1, &statements[i], NULL);
    if (code == SQLITE_OK)
        code = make_room(s);
    if (code == SQLITE_OK)
        code = write_touched(s, statements[2]);
    if (code == SQLITE_OK)
        code = write_waiting(s, statements[0], statements[1]);
    for (size_t i = 0; i < 3; i++)
        s->sql.finalize(statements[i]);
    if (code == SQLITE_OK)
        code = sl_sqlite_do(&s->sql, s->db, "COMMIT");
    if (code != SQLITE_OK)
        sl_sqlite_do(&s->sql, s->db, "ROLLBACK");
    return code;
}

void sl_answers_settle(sl_answers *s)
{
    bool has_work = s->waiting.n || s->touched.n;
    if (has_work && !s->is_read_only && is_ready(s)) {
        int code = write_all(s);
        if (code != SQLITE_OK)
            give_up(s, code);
    }
    if (s->db)
        disconnect(s);
    sl_buf_reset(&s->waiting);
    sl_buf_reset(&s->touched);
}

static bool has_failed(const sl_answers *s, sl_err *e)
{
    if (s->is_off)
        sl_fail(e, SL_EIO, "%s", s->trouble.text);
    return s->is_off;
}

bool sl_answers_each(sl_answers *s, void (*call)(void *context, sl_str name, sl_str value),
                     void *context, sl_err *e)
{
    sqlite3_stmt *rows = NULL;
    if (!is_ready(s))
        return !has_failed(s, e);
    int code = s->sql.prepare_v2(s->db, "SELECT name, value FROM entry", -1, &rows, NULL);
    if (code == SQLITE_OK)
        while ((code = s->sql.step(rows)) == SQLITE_ROW) {
            sl_str name = {s->sql.column_blob(rows, 0), (size_t)s->sql.column_bytes(rows, 0)};
            sl_str value = {s->sql.column_blob(rows, 1), (size_t)s->sql.column_bytes(rows, 1)};
            if (name.n != SL_ANSWERS_NAME)
                break; /* none of ours is so named */
            call(context, name, value);
        }
    s->sql.finalize(rows);
    code = code == SQLITE_ROW ? SQLITE_CORRUPT : code;
    if (code != SQLITE_DONE)
        give_up(s, code);
    return !has_failed(s, e);
}

bool sl_answers_bytes(uint64_t *out, sl_answers *s, sl_err *e)
{
    int code = is_ready(s) ? bytes_in_use(out, s) : SQLITE_ERROR;
    if (code != SQLITE_OK)
        give_up(s, code);
    return !has_failed(s, e);
}

bool sl_answers_clear(sl_answers *s, sl_err *e)
{
    sl_buf_reset(&s->waiting);
    sl_buf_reset(&s->touched);
    if (s->is_read_only)
        return sl_fail(e, SL_EDENIED, "%s: cannot be written to", s->path);
    if (!is_ready(s))
        return !has_failed(s, e);
    s->sql.reset(s->get);
    int code = sl_sqlite_do(&s->sql, s->db, "COMMIT; DELETE FROM entry; VACUUM");
    if (code != SQLITE_OK)
        give_up(s, code);
    else
        disconnect(s);
    return !has_failed(s, e);
}
