/* sluice cache: where the cache is and what it holds, whether it is what was written, and its end.
 */
#include "base/json.h"
#include "base/path.h"
#include "cli/output.h"
#include "engine/cache/place.h"
#include "engine/cache/cache.h"
#include "engine/source/repo.h"
#include "sluice/result.h"

#include <stdio.h>

/* The cache that the command is about. */
typedef struct about {
    sl_cli *cli;
    sl_str folder;
    sl_cache *cache;
} about;

static bool find_folder(about *a, sl_err *e)
{
    sl_cli *cli = a->cli;
    sl_str here;
    sl_str repo = sl_cli_value(cli, "repo");
    a->folder = sl_cli_value(cli, "cache");
    if (a->folder.n)
        return true;
    if (!sl_path_real(&here, cli->mem, repo.n ? repo : SL_S("."), e))
        return false;
    a->folder = sl_cache_place(cli->mem, sl_repo_common_around(cli->mem, here));
    if (sl_path_real(&here, cli->mem, a->folder, NULL)) /* that of a linked work tree leads there */
        a->folder = here;
    return a->folder.n ||
           sl_fail(e, SL_EUSAGE, "there is no folder for a cache here; name one with --cache");
}

static uint64_t mebibytes(uint64_t bytes)
{
    return (bytes + (1 << 20) - 1) >> 20;
}

static int show_status(about *a, sl_err *e)
{
    sl_cache_figures f;
    if (!sl_cache_count(&f, a->cache, e))
        return sl_cli_fail(e);
    if (sl_cli_has(a->cli, "json")) {
        sl_buf out;
        sl_buf_init(&out, 1 << 16);
        sl_json j = {.out = &out};
        sl_json_object(&j, NULL);
        sl_json_str(&j, "folder", a->folder);
        sl_json_int(&j, "entries", (int64_t)f.n_entries);
        sl_json_int(&j, "foreign", (int64_t)f.n_foreign);
        sl_json_int(&j, "bytes", (int64_t)f.bytes);
        sl_json_int(&j, "bytes_max", (int64_t)f.bytes_max);
        sl_json_int(&j, "hits", (int64_t)f.n_hits);
        sl_json_int(&j, "misses", (int64_t)f.n_misses);
        sl_json_object_end(&j);
        printf("%.*s\n", SL_FMT(sl_buf_str(&out)));
        sl_buf_clear(&out);
        return SL_EXIT_PASS;
    }
    printf("folder   %.*s\n", SL_FMT(a->folder));
    printf("entries  %llu", (unsigned long long)f.n_entries);
    if (f.n_foreign)
        printf(" (%llu of another key)", (unsigned long long)f.n_foreign);
    printf("\nsize     %llu MiB of at most %llu MiB\n", (unsigned long long)mebibytes(f.bytes),
           (unsigned long long)mebibytes(f.bytes_max));
    uint64_t asked = f.n_hits + f.n_misses;
    if (asked)
        printf("lookups  %llu, of which %llu %% were answered\n", (unsigned long long)asked,
               (unsigned long long)(f.n_hits * 100 / asked));
    return SL_EXIT_PASS;
}

static int verify(about *a, sl_err *e)
{
    uint64_t n = 0;
    if (!sl_cache_verify(&n, a->cache, e))
        return sl_cli_fail(e);
    if (!n)
        printf("every entry is what was written\n");
    else
        printf("%llu %s not what was written; %s\n", (unsigned long long)n,
               n == 1 ? "entry is" : "entries are",
               sl_cache_is_read_only(a->cache) ? "never believed, and not dropped, since nothing "
                                                 "can be written there"
                                               : "dropped");
    return n ? SL_EXIT_BLOCKED : SL_EXIT_PASS;
}

static int clear(about *a, sl_err *e)
{
    if (!sl_cache_clear(a->cache, e))
        return sl_cli_fail(e);
    printf("the cache in %.*s is empty\n", SL_FMT(a->folder));
    return SL_EXIT_PASS;
}

static int run(sl_cli *cli)
{
    static const struct {
        const char *name;
        int (*call)(about *a, sl_err *e);
    } verbs[] = {{"status", show_status}, {"verify", verify}, {"clear", clear}};
    about a = {.cli = cli};
    sl_err e = {0};
    sl_str verb = cli->arguments.n ? cli->arguments.v[0] : SL_S("status");
    size_t i = 0;
    while (i < sizeof verbs / sizeof *verbs && !sl_str_is(verb, verbs[i].name))
        i++;
    if (i == sizeof verbs / sizeof *verbs || cli->arguments.n > 1) {
        sl_fail(&e, SL_EUSAGE, "cache: 'status', 'verify' or 'clear', not '%.*s'", SL_FMT(verb));
        return sl_cli_fail(&e);
    }
    if (!find_folder(&a, &e) ||
        !sl_cache_open(&a.cache, cli->mem, &(sl_cache_spec){.folder = a.folder}, &e))
        return sl_cli_fail(&e);
    int status = verbs[i].call(&a, &e);
    sl_cache_close(a.cache);
    return status;
}

const sl_command sl_command_cache = {
    .name = "cache",
    .summary = "look at, check or empty the cache of results",
    .arguments = "[status|verify|clear]",
    .options = (const char *const[]){"cache", "repo", "json", NULL},
    .details =
        "Results are kept by content in `sluice/` of the repository's git folder, outside of a\n"
        "repository in the user's cache folder, or where --cache says. `verify` checks every\n"
        "entry against its seal and drops what is not what was written; its exit status is 1\n"
        "when there was any.",
    .examples = "sluice cache                       # where it is and what it holds\n"
                "sluice cache verify --cache .cache # check one that came from elsewhere\n"
                "sluice cache clear                 # start anew",
    .run = run,
};
