/* Object databases made by git in scratch folders, read with ours. */
#include "tests/engine/source/fixture.h"

#include "base/digest.h"
#include "base/path.h"
#include "engine/objects/gitfolder.h"
#include "engine/objects/objects.h"

typedef struct world {
    sl_arena *mem;
    char *folder;
} world;

/* Versions of a file, so that packs have chains of deltas, and what lies about loose. */
static const char some_history[] =
    "git init -q r && cd r\n"
    "for i in 1 2 3 4 5 6 7 8; do seq $i 3000 > numbers; seq 1 $i >> numbers\n"
    "git add . && git commit -q -m \"step $i\"; done\n"
    "git tag -a -m 'a tag' v1\n";

static int start(void **state)
{
    world *w = calloc(1, sizeof *w);
    w->mem = sl_arena_new();
    w->folder = scratch(w->mem);
    *state = w;
    return 0;
}

static int end(void **state)
{
    world *w = *state;
    sl_test_folder_end(w->folder);
    sl_arena_free(w->mem);
    free(w);
    return 0;
}

static sl_objects *database(world *w, const char *git, size_t id_bytes)
{
    sl_objects *objects = NULL;
    sl_err e = {0};
    assert_ok(
        sl_objects_open(&objects, w->mem, sl_printf(w->mem, "%s/%s", w->folder, git), id_bytes, &e),
        &e);
    return objects;
}

static sl_id id_of(world *w, const char *command)
{
    sl_id id = {0};
    sl_str hex = sl_str_trim(printed(w->mem, w->folder, command));
    assert_true(sl_id_of_hex(&id, hex, hex.n / 2));
    return id;
}

/* Every object that git lists is read as git reads it; how many there were. */
static size_t compare_all(world *w, sl_objects *objects, const char *repo)
{
    size_t n = 0;
    sl_str list =
        printed(w->mem, w->folder,
                sl_printf(w->mem, "git -C %s cat-file --batch-all-objects --batch-check", repo).p);
    for (sl_str line; sl_str_cut(&list, '\n', &line); n++) {
        sl_id id;
        sl_err e = {0};
        sl_content content;
        size_t blank = sl_str_chr(line, ' ');
        sl_str rest = sl_str_sub(line, blank + 1, SIZE_MAX);
        sl_str type;
        assert_true(sl_id_of_hex(&id, sl_str_sub(line, 0, blank), blank / 2));
        assert_true(sl_str_cut(&rest, ' ', &type));
        assert_ok(sl_objects_get(&content, objects, &id, SL_UNPACKED_MAX, &e), &e);
        assert_true(sl_str_is(type, sl_object_type_name(content.type)));
        sl_str real = printed(w->mem, w->folder,
                              sl_printf(w->mem, "git -C %s cat-file %.*s %.*s", repo, SL_FMT(type),
                                        SL_FMT(sl_str_sub(line, 0, blank)))
                                  .p);
        assert_true(sl_str_eq(real, content.text));
        sl_content_close(&content);
    }
    return n;
}

static void loose_objects_read_as_git_reads_them(void **state)
{
    world *w = *state;
    make(w->mem, w->folder, some_history);

    sl_objects *objects = database(w, "r/.git", SL_SHA1_ID);

    assert_int_equal(compare_all(w, objects, "r"), 25);
    sl_objects_close(objects);
}

static void packs_with_deltas_read_as_git_reads_them(void **state)
{
    world *w = *state;
    make(w->mem, w->folder, some_history);
    make(w->mem, w->folder,
         "cd r && git gc -q --aggressive && test -z \"$(git count-objects | grep -v ^0)\"");

    sl_objects *objects = database(w, "r/.git", SL_SHA1_ID);

    assert_int_equal(sl_objects_packs(objects), 1);
    assert_int_equal(compare_all(w, objects, "r"), 25);
    sl_objects_close(objects);
}

static void deltas_that_name_their_base_by_id_are_read(void **state)
{
    world *w = *state;
    make(w->mem, w->folder, some_history);
    make(w->mem, w->folder,
         "cd r && git -c repack.useDeltaBaseOffset=false repack -adq && git prune-packed -q");

    sl_objects *objects = database(w, "r/.git", SL_SHA1_ID);

    assert_int_equal(compare_all(w, objects, "r"), 25);
    sl_objects_close(objects);
}

static void index_of_version_1_and_large_offsets_are_read(void **state)
{
    world *w = *state;
    make(w->mem, w->folder, some_history);
    make(w->mem, w->folder,
         "cp -r r large && git -C r -c pack.indexVersion=1 repack -adq\n"
         "cd large && git repack -adq && cd .git/objects/pack && p=$(ls *.pack) && rm -f *.idx\n"
         "git index-pack --index-version=2,0x40 $p >/dev/null");

    sl_objects *first = database(w, "r/.git", SL_SHA1_ID);
    sl_objects *second = database(w, "large/.git", SL_SHA1_ID);

    assert_int_equal(sl_objects_index(first, 0)->version, 1);
    assert_int_equal(compare_all(w, first, "r"), 25);
    assert_true(sl_objects_index(second, 0)->n_large > 20);
    assert_int_equal(compare_all(w, second, "large"), 25);
    sl_objects_close(first);
    sl_objects_close(second);
}

static void repositories_with_sha256_are_read(void **state)
{
    world *w = *state;
    make(
        w->mem, w->folder,
        "git init -q --object-format=sha256 r && cd r && seq 3000 > a && git add . &&\n"
        "git commit -qm 1 && echo more >> a && git commit -qam 2 && git repack -adq && echo x > b\n"
        "git add b");

    sl_objects *objects = database(w, "r/.git", SL_SHA256_ID);

    assert_int_equal(compare_all(w, objects, "r"), 7);
    sl_objects_close(objects);
}

static void format_of_objects_is_told_by_the_configuration(void **state)
{
    static const struct {
        const char *config; /* for printf */
        size_t id_bytes;    /* 0: it is not known */
    } cases[] = {
        {"", SL_SHA1_ID},
        {"[extensions] objectFormat = sha256\\n", SL_SHA256_ID},
        {"[Extensions]\\n\\tOBJECTFORMAT = \"sha256\" ; new\\n", SL_SHA256_ID},
        {"[extensions \"x\"]\\n\\tobjectFormat = sha256\\n", SL_SHA1_ID},
        {"[extensions] partialClone = origin\\n[x] objectFormat = sha256\\n", SL_SHA1_ID},
        {"[extensions] objectFormat = sha3\\n", 0},
        {"[extensions] refStorage = files # as ever\\n", SL_SHA1_ID},
        {"[extensions] refStorage = reftable\\n", 0},
        {"[extensions\\n", 0},
    };
    world *w = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_gitfolder folder;
        make(w->mem, w->folder,
             sl_printf(w->mem, "rm -rf r; git init -q r; printf '%s' >> r/.git/config",
                       cases[i].config)
                 .p);
        bool ok = sl_gitfolder_find(&folder, w->mem, sl_printf(w->mem, "%s/r", w->folder), NULL);

        assert_int_equal(ok ? folder.id_bytes : 0, cases[i].id_bytes);
    }
}

static void alternates_and_the_quarantine_of_a_push_are_part_of_it(void **state)
{
    world *w = *state;
    make(w->mem, w->folder, some_history);
    make(w->mem, w->folder,
         "git clone -q --shared r s && mkdir -p q/pack\n"
         "echo quarantined | GIT_OBJECT_DIRECTORY=$PWD/q "
         "git -C s hash-object -w --stdin > q.id");
    setenv("GIT_OBJECT_DIRECTORY", sl_printf(w->mem, "%s/q", w->folder).p, 1);

    sl_objects *objects = database(w, "s/.git", SL_SHA1_ID);
    unsetenv("GIT_OBJECT_DIRECTORY");

    sl_id quarantined = id_of(w, "cat q.id");
    assert_true(sl_objects_has(objects, &quarantined));
    assert_int_equal(compare_all(w, objects, "s"), 25);
    assert_int_equal(sl_objects_folders(objects)->n, 3);
    sl_objects_close(objects);
}

static void a_missing_object_is_said_to_be_missing(void **state)
{
    world *w = *state;
    sl_content content;
    sl_err e = {0};
    sl_id id = sl_git_blob_id(SL_S("nowhere"));
    make(w->mem, w->folder, some_history);

    sl_objects *objects = database(w, "r/.git", SL_SHA1_ID);

    assert_false(sl_objects_get(&content, objects, &id, 100, &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_non_null(strstr(e.text, "is missing from the repository"));
    assert_false(sl_objects_has(objects, &id));
    sl_objects_close(objects);
}

static void a_large_blob_is_refused_and_a_commit_is_no_blob(void **state)
{
    world *w = *state;
    sl_buf out;
    sl_err e = {0};
    make(w->mem, w->folder, some_history);
    make(w->mem, w->folder, "cd r && git gc -q");
    sl_id blob = id_of(w, "git -C r rev-parse HEAD~3:numbers");
    sl_id commit = id_of(w, "git -C r rev-parse HEAD");
    sl_objects *objects = database(w, "r/.git", SL_SHA1_ID);

    sl_buf_init(&out, 1000);
    assert_false(sl_objects_read(&out, objects, &blob, &e));
    assert_int_equal(e.kind, SL_ETOOBIG);
    assert_false(sl_objects_read(&out, objects, &commit, &e));
    assert_int_equal(e.kind, SL_EPARSE);
    assert_int_equal(out.n, 0);

    sl_buf_clear(&out);
    sl_objects_close(objects);
}

static void damage_is_the_error_of_one_object(void **state)
{
    world *w = *state;
    sl_content content;
    size_t n_bad = 0;
    make(w->mem, w->folder, some_history);
    make(w->mem, w->folder,
         "cd r && git gc -q && p=$(ls .git/objects/pack/*.pack) && chmod u+w $p &&\n"
         "size=$(stat -c %s $p) && printf '\\377\\377\\377' | dd of=$p bs=1 seek=$((size / 2)) "
         "conv=notrunc 2>/dev/null");

    sl_objects *objects = database(w, "r/.git", SL_SHA1_ID);
    const sl_packindex *index = sl_objects_index(objects, 0);
    for (size_t i = 0; i < index->n; i++) {
        sl_err e = {0};
        sl_id id = sl_id_at(sl_packindex_id(index, i), SL_SHA1_ID);
        bool ok = sl_objects_get(&content, objects, &id, SL_UNPACKED_MAX, &e);
        n_bad += !ok;
        if (ok)
            sl_content_close(&content);
        else
            assert_int_equal(e.kind, SL_EPARSE);
    }

    assert_in_range(n_bad, 1, index->n - 1);
    sl_objects_close(objects);
}

static void abbreviated_ids_are_found_in_packs_and_loose(void **state)
{
    world *w = *state;
    sl_id found;
    make(w->mem, w->folder, some_history);
    make(w->mem, w->folder, "cd r && git gc -q && echo loose | git hash-object -w --stdin > ../id");
    sl_id packed = id_of(w, "git -C r rev-parse HEAD");
    sl_id loose = id_of(w, "cat id");
    sl_objects *objects = database(w, "r/.git", SL_SHA1_ID);
    char hex[65];

    sl_id_hex(hex, &packed);
    assert_int_equal(sl_objects_prefix(&found, objects, sl_str_at(hex, 11)), 1);
    assert_true(sl_id_eq(&found, &packed));
    sl_id_hex(hex, &loose);
    assert_int_equal(sl_objects_prefix(&found, objects, sl_str_at(hex, 12)), 1);
    assert_true(sl_id_eq(&found, &loose));
    assert_int_equal(sl_objects_prefix(&found, objects, SL_S("zzzz")), 0);
    assert_int_equal(sl_objects_prefix(&found, objects, SL_S("0000000")), 0);
    sl_objects_close(objects);
}

#define test(function) cmocka_unit_test_setup_teardown(function, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(loose_objects_read_as_git_reads_them),
        test(packs_with_deltas_read_as_git_reads_them),
        test(deltas_that_name_their_base_by_id_are_read),
        test(index_of_version_1_and_large_offsets_are_read),
        test(repositories_with_sha256_are_read),
        test(format_of_objects_is_told_by_the_configuration),
        test(alternates_and_the_quarantine_of_a_push_are_part_of_it),
        test(a_missing_object_is_said_to_be_missing),
        test(a_large_blob_is_refused_and_a_commit_is_no_blob),
        test(damage_is_the_error_of_one_object),
        test(abbreviated_ids_are_found_in_packs_and_loose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
