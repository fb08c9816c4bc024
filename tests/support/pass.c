/* The scanner of the fixtures obeys what it reads, which is what hostile input is after. */
#include "tests/support/pass.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/rules/common.h"
#include "engine/rules/compile.h"
#include "engine/rules/layout.h"
#include "engine/rules/ruleset.h"

enum { WORD, SECRET };

typedef struct state {
    sl_arena *mem;
    sl_str stage;
    pass_case *owner;
    bool has_gathered;
} state;

/* One order with its value in the text. */
typedef struct order {
    sl_str text, value;
    size_t at; /* of the value in the text */
    sl_sink *sink;
    const sl_unit *unit;
    sl_err *e;
} order;

static sl_hit hit_of(const order *o, size_t rule)
{
    return (sl_hit){.rule = rule, .start = o->at, .end = o->at + o->value.n};
}

static bool do_hit(const order *o)
{
    sl_hit hit = hit_of(o, WORD);
    sl_sink_hit(o->sink, &hit);
    return true;
}

static bool do_secret(const order *o)
{
    sl_hit hit = hit_of(o, SECRET);
    hit.secret_start = hit.start;
    hit.secret_end = hit.end;
    sl_sink_hit(o->sink, &hit);
    return true;
}

static bool do_whole(const order *o)
{
    sl_sink_hit(o->sink, &(sl_hit){.rule = WORD, .is_whole = true, .message = o->value});
    return true;
}

static bool do_inner(const order *o)
{
    sl_hit hit = {.rule = WORD, .start = 2, .end = 5, .inner = o->value, .text = SL_S("a\nbcd\ne")};
    sl_sink_hit(o->sink, &hit);
    return true;
}

static bool do_outside(const order *o)
{
    sl_sink_hit(o->sink, &(sl_hit){.rule = WORD, .start = 5, .end = o->text.n + 1});
    return true;
}

static bool do_partial(const order *o)
{
    sl_sink_partial(o->sink, o->value);
    return true;
}

static bool do_skip(const order *o)
{
    sl_sink_skip(o->sink, o->value);
    return true;
}

static bool do_fail(const order *o)
{
    return sl_fail(o->e, SL_EFAIL, "%.*s", SL_FMT(o->value));
}

static bool do_fact(const order *o)
{
    sl_sink_fact(o->sink, o->value);
    return true;
}

static bool do_many(const order *o)
{
    sl_hit hit = hit_of(o, WORD);
    int64_t n = 0;
    assert_true(sl_str_int(o->value, &n));
    for (int64_t i = 0; i < n; i++)
        sl_sink_hit(o->sink, &hit);
    return true;
}

/* A fault as the processor makes it, past the sanitizers' handlers. */
static bool do_segv(const order *o)
{
    (void)o;
    signal(SIGSEGV, SIG_DFL);
    char *page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *(volatile char *)page = 1;
    return true;
}

/* As a worker that was taken over: the report will speak of another content. */
static bool do_pretend(const order *o)
{
    ((sl_unit *)(uintptr_t)o->unit)->id.bytes[0] ^= 1;
    return true;
}

static bool do_abort(const order *o)
{
    (void)o;
    signal(SIGABRT, SIG_DFL);
    abort();
}

static bool do_hang(const order *o)
{
    for (volatile const char *p = o->text.p; p;)
        continue;
    return true;
}

static bool do_hog(const order *o)
{
    for (size_t i = 0; i < SIZE_MAX / 2; i++)
        memset(sl_alloc(sl_sink_mem(o->sink), 1 << 20), 1, 1 << 20);
    return true;
}

static bool do_exit(const order *o)
{
    int64_t number = 0;
    if (sl_str_int(o->value, &number))
        _exit((int)number);
    return false;
}

static bool do_open(const order *o)
{
    char path[4096];
    snprintf(path, sizeof path, "%.*s", SL_FMT(o->value));
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return sl_fail_errno(o->e, "%s", path);
    close(fd);
    return true;
}

static bool do_write(const order *o)
{
    char path[4096];
    snprintf(path, sizeof path, "%.*s", SL_FMT(o->value));
    return open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) < 0 && sl_fail_errno(o->e, "%s", path);
}

static bool do_socket(const order *o)
{
    return socket(AF_INET, SOCK_STREAM, 0) < 0 && sl_fail_errno(o->e, "socket");
}

static bool do_exec(const order *o)
{
    execl("/bin/true", "true", (char *)NULL);
    return sl_fail_errno(o->e, "exec");
}

/* Every descriptor that is left, by number. */
static bool do_descriptors(const order *o)
{
    sl_str list = {0};
    for (int fd = 3; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            list = sl_printf(sl_sink_mem(o->sink), "%.*s%d ", SL_FMT(list), fd);
    sl_sink_hit(o->sink, &(sl_hit){.rule = WORD, .is_whole = true, .message = list});
    return true;
}

/* Writes to every socket that it can find: what a taken-over worker would do. */
static bool do_garbage(const order *o)
{
    for (int fd = 3; fd < 1024; fd++)
        send(fd, o->text.p, o->text.n, MSG_NOSIGNAL);
    return true;
}

static const struct {
    const char *word;
    bool (*act)(const order *order);
} orders[] = {
    {"HIT", do_hit},         {"SECRET", do_secret},   {"WHOLE", do_whole}, {"INNER", do_inner},
    {"OUTSIDE", do_outside}, {"PARTIAL", do_partial}, {"SKIP", do_skip},   {"FAIL", do_fail},
    {"FACT", do_fact},       {"MANY", do_many},       {"SEGV", do_segv},   {"ABORT", do_abort},
    {"HANG", do_hang},       {"HOG", do_hog},         {"EXIT", do_exit},   {"OPEN", do_open},
    {"WRITE", do_write},     {"SOCKET", do_socket},   {"EXEC", do_exec},   {"FDS", do_descriptors},
    {"GARBAGE", do_garbage}, {"PRETEND", do_pretend},
};

static bool obey(const state *s, order *o, sl_str line)
{
    sl_str stage = sl_printf(s->mem, "%.*s:", SL_FMT(s->stage));
    if (sl_str_starts(line, stage))
        line = sl_str_sub(line, stage.n, line.n);
    size_t blank = sl_str_chr(line, ' ');
    sl_str word = sl_str_sub(line, 0, blank);
    o->value =
        blank == SIZE_MAX ? sl_str_sub(line, line.n, line.n) : sl_str_sub(line, blank + 1, line.n);
    size_t end = sl_str_find(o->value, SL_S("  "), 0); /* what follows two blanks is a comment */
    o->value = sl_str_sub(o->value, 0, end);
    o->at = (size_t)(o->value.p - o->text.p);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (sl_str_is(word, orders[i].word))
            return orders[i].act(o);
    return true;
}

static bool scan(void *self, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    order o = {.text = text, .sink = sink, .unit = unit, .e = e};
    sl_str rest = text;
    sl_str line;
    while (sl_str_cut(&rest, '\n', &line))
        if (!obey(self, &o, line))
            return false;
    return true;
}

static bool open_state(void **out, const sl_scan_setup *setup, sl_err *e)
{
    (void)e;
    state *s = sl_alloc(setup->mem, sizeof *s);
    s->mem = setup->mem;
    s->stage = setup->stage;
    s->owner = (pass_case *)(uintptr_t)setup->options;
    *out = s;
    return true;
}

static bool wants(const void *self, const sl_unit *unit)
{
    (void)self;
    return sl_str_ends(unit->path, SL_S(".txt"));
}

static bool gather(void *self, const sl_unit *unit, sl_str fact, sl_err *e)
{
    state *s = self;
    if (sl_str_is(fact, "bad"))
        return sl_fail(e, SL_EPARSE, "a bad fact");
    s->has_gathered = true;
    *sl_list_add(s->mem, &s->owner->gathered) =
        sl_printf(s->mem, "%.*s %.*s", SL_FMT(unit->path), SL_FMT(fact));
    return true;
}

/* Points at the tenth byte of each unit that gave a fact; for the fact "ghost" at a file that is
   no unit. */
static bool finish(void *self, sl_sink *sink, sl_err *e)
{
    const state *s = self;
    (void)e;
    for (size_t i = 0; s->has_gathered && i < s->owner->gathered.n; i++) {
        sl_str path = s->owner->gathered.v[i];
        if (sl_str_ends(path, SL_S(" ghost"))) {
            sl_sink_hit(sink, &(sl_hit){.rule = WORD, .inner = SL_S("ghost.txt")});
            continue;
        }
        path = sl_str_sub(path, 0, sl_str_chr(path, ' '));
        sl_sink_hit(sink, &(sl_hit){.rule = WORD, .start = 9, .end = 10, .inner = path});
    }
    return true;
}

static const sl_scanner scanner = {
    .open = open_state, .wants = wants, .scan = scan, .gather = gather, .finish = finish};

static bool read_rule(sl_rule *rule, sl_arena *mem, sl_err *e)
{
    return sl_rule_read_common(rule, mem, e);
}

static const sl_rule_kind rules = {.read = read_rule};
static const sl_stage_kind sast = {
    .name = "sast", .summary = "test", .traits = SL_SCANS, .scanner = &scanner, .rules = &rules};
static const sl_stage_kind secrets = {
    .name = "secrets", .summary = "test", .traits = SL_SCANS, .scanner = &scanner, .rules = &rules};

static bool read_text(const sl_source *source, size_t i, sl_buf *out, sl_err *e)
{
    const pass_case *c = source->self;
    if (sl_str_is(sl_str_of(c->texts[i]), "UNREADABLE"))
        return sl_fail(e, SL_EIO, "the disk is gone");
    return sl_buf_addz(out, c->texts[i]) ||
           sl_fail(e, SL_ETOOBIG, "content of %zu bytes", strlen(c->texts[i]));
}

/* The pack of a kind, compiled when it is asked for the first time. */
sl_str pass_pack(sl_str kind)
{
    static _Alignas(SL_PACK_ALIGN) char packs[2][16384];
    static size_t sizes[2];
    static bool is_compiling;
    size_t i = sl_str_is(kind, "secrets");
    sl_rule_file file = {
        .path = SL_S("test.yml"),
        .text = SL_S("rules:\n"
                     "  - {id: word, severity: high, message: a word}\n"
                     "  - {id: secret, severity: critical, message: a secret}\n"),
    };
    if (is_compiling)
        return (sl_str){0};
    if (!sizes[i]) {
        sl_buf bytes;
        sl_err e = {0};
        sl_buf_init(&bytes, sizeof packs[i]);
        is_compiling = true;
        assert_ok(sl_pack_compile(&bytes, i ? &secrets : &sast, &file, 1, &e), &e);
        is_compiling = false;
        memcpy(packs[i], bytes.p, bytes.n);
        sizes[i] = bytes.n;
        sl_buf_clear(&bytes);
    }
    return sl_str_at(packs[i], sizes[i]);
}

static const sl_ruleset *load_rules(sl_arena *mem, const sl_stage_kind *kind)
{
    sl_ruleset *set = NULL;
    sl_err e = {0};
    sl_rules_spec spec = {0};
    assert_ok(sl_ruleset_load(&set, mem, kind, &spec, &e), &e);
    assert_int_equal(sl_ruleset_count(set), 2);
    return set;
}

pass_case *pass_of(sl_arena *mem, const char *const *texts, size_t n)
{
    pass_case *c = sl_alloc(mem, sizeof *c);
    const sl_options *owner = (const sl_options *)(const void *)c;
    c->texts = texts;
    c->source = (sl_source){.kind = "memory", .self = c, .read = read_text};
    for (size_t i = 0; i < n; i++) {
        sl_str path = sl_printf(mem, "%04zu.txt", i);
        *sl_list_add(mem, &c->source.units) =
            (sl_unit){.path = path, .label = path, .mode = 0100644, .size = strlen(texts[i])};
    }
    c->scanners[0] = (sl_pass_scanner){
        .kind = &sast, .options = owner, .rules = load_rules(mem, &sast), .stage = SL_S("code")};
    c->scanners[1] = (sl_pass_scanner){.kind = &secrets,
                                       .options = owner,
                                       .rules = load_rules(mem, &secrets),
                                       .stage = SL_S("leaks")};
    c->spec =
        (sl_pass_spec){.source = &c->source, .scanners = c->scanners, .n_scanners = 2, .jobs = 2};
    return c;
}

void pass_run(pass_case *c, sl_arena *mem)
{
    assert_ok(sl_pass_run(&c->result, mem, &c->spec, &c->e), &c->e);
}

sl_str pass_text(sl_arena *mem, const pass_case *c)
{
    sl_str text = {0};
    for (size_t i = 0; i < c->result.units.n; i++) {
        const sl_unit_result *u = &c->result.units.v[i];
        text = sl_printf(mem, "%.*s%zu/%zd %s %.*s\n", SL_FMT(text), u->unit, (ssize_t)u->scanner,
                         sl_unit_state_name(u->state), SL_FMT(u->reason));
    }
    for (size_t i = 0; i < c->result.findings.n; i++) {
        const sl_finding *f = &c->result.findings.v[i];
        text = sl_printf(mem, "%.*s%.*s:%u:%u-%u:%u %.*s %.*s %s \"%.*s\"\n", SL_FMT(text),
                         SL_FMT(f->file), f->region.line, f->region.column, f->region.end_line,
                         f->region.end_column, SL_FMT(f->rule->id), SL_FMT(f->message),
                         f->fingerprint, SL_FMT(f->snippet));
    }
    return text;
}

const sl_unit_result *pass_state(const pass_case *c, size_t unit, size_t scanner_index)
{
    for (size_t i = 0; i < c->result.units.n; i++)
        if (c->result.units.v[i].unit == unit && c->result.units.v[i].scanner == scanner_index)
            return &c->result.units.v[i];
    fail_msg("unit %zu has no state for scanner %zd", unit, (ssize_t)scanner_index);
    return NULL;
}
