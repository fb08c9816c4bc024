/* Fixtures of the tests of sources: real repositories made by git in scratch folders. */
#ifndef SLUICE_TESTS_SOURCE_FIXTURE_H
#define SLUICE_TESTS_SOURCE_FIXTURE_H

#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/source/open.h"

/* A scratch folder whose own git configuration is used, and nobody else's. */
static inline char *scratch(sl_arena *mem)
{
    char *folder = sl_test_folder(mem);
    setenv("HOME", folder, 1);
    setenv("XDG_CONFIG_HOME", folder, 1);
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    sl_test_shell("git config --global user.name T; git config --global user.email t@example.org\n"
                  "git config --global init.defaultBranch main\n"
                  "git config --global protocol.file.allow always\n"
                  "git config --global advice.detachedHead false\n"
                  "git config --global gc.auto 0");
    return folder;
}

/* Runs a script in the folder. */
static inline void make(sl_arena *mem, const char *folder, const char *script)
{
    sl_test_shell(sl_printf(mem, "cd '%s'\n%s", folder, script).p);
}

/* What a script in the folder prints. */
static inline sl_str printed(sl_arena *mem, const char *folder, const char *script)
{
    sl_str out = {0};
    make(mem, folder, sl_printf(mem, "{ %s\n} > '%s/.printed'", script, folder).p);
    FILE *file = fopen(sl_printf(mem, "%s/.printed", folder).p, "rb");
    assert_non_null(file);
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;) {
        char *all = sl_alloc(mem, out.n + n + 1);
        memcpy(all, out.n ? out.p : "", out.n);
        memcpy(all + out.n, part, n);
        out = sl_str_at(all, out.n + n);
    }
    fclose(file);
    unlink(sl_printf(mem, "%s/.printed", folder).p);
    return out;
}

/* The repository at FOLDER/NAME. */
static inline sl_repo *repo_at(sl_arena *mem, const char *folder, const char *name)
{
    sl_repo *repo = NULL;
    sl_err e = {0};
    assert_ok(sl_repo_open(&repo, sl_printf(mem, "%s/%s", folder, name), &e), &e);
    return repo;
}

static inline sl_commit commit_at(sl_repo *repo, const char *rev)
{
    sl_commit commit;
    sl_err e = {0};
    assert_ok(sl_repo_resolve(&commit, repo, sl_str_of(rev), &e), &e);
    return commit;
}

/* All labels, one a line. */
static inline const char *labels(sl_arena *mem, const sl_source *source)
{
    size_t n = 1;
    for (size_t i = 0; i < source->units.n; i++)
        n += source->units.v[i].label.n + 1;
    char *all = sl_alloc(mem, n);
    char *to = all;
    for (size_t i = 0; i < source->units.n; i++) {
        sl_str label = source->units.v[i].label;
        memcpy(to, label.p, label.n);
        to[label.n] = '\n';
        to += label.n + 1;
    }
    return all;
}

/* The unit with that label. */
static inline const sl_unit *unit_at(const sl_source *source, const char *label)
{
    for (size_t i = 0; i < source->units.n; i++)
        if (sl_str_is(source->units.v[i].label, label))
            return &source->units.v[i];
    fail_msg("no unit %s", label);
    return NULL;
}

/* Reads that unit, at most `max` bytes. */
static inline bool try_read(sl_buf *out, const sl_source *source, const char *label, size_t max,
                            sl_err *e)
{
    sl_buf_init(out, max);
    return source->read(source, (size_t)(unit_at(source, label) - source->units.v), out, e);
}

/* The content of that unit. */
static inline const char *content(sl_arena *mem, const sl_source *source, const char *label)
{
    sl_buf text;
    sl_err e = {0};
    assert_ok(try_read(&text, source, label, 1 << 20, &e), &e);
    char *copy = sl_dup_z(mem, sl_buf_str(&text));
    sl_buf_clear(&text);
    return copy;
}

#endif
