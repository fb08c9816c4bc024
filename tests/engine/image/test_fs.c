/* Layers make the file system that a runtime would see. */
#include "tests/support/test.h"

#include "engine/image/layer.h"
#include "engine/image/tar_write.h"

/* A tar archive in memory as a stream. */
typedef struct memory {
    sl_str text;
} memory;

static bool next(void *self, sl_str *chunk, sl_err *e)
{
    memory *m = self;
    (void)e;
    *chunk = sl_str_sub(m->text, 0, 700); /* pieces that respect no block */
    m->text = sl_str_sub(m->text, chunk->n, m->text.n);
    return true;
}

static size_t wants(void *context, const sl_layer_file *file)
{
    (void)context;
    return file->entry->size < 100 ? 100 : 0;
}

/* Notes the content of every file. */
static void *seen(void *context, const sl_layer_file *file)
{
    sl_arena *mem = context;
    sl_str *text = sl_alloc(mem, sizeof *text);
    *text = file->linked ? *(const sl_str *)file->linked->mark : sl_dup(mem, file->text);
    return text;
}

typedef struct image {
    sl_arena *mem;
    sl_fs *fs;
    sl_image_meter meter;
} image;

static image image_new(sl_arena *mem)
{
    return (image){mem, sl_fs_new(mem), {.unpacked_max = UINT64_MAX}};
}

static bool apply_bytes(image *i, sl_str tar, sl_err *e)
{
    memory m = {tar};
    const sl_layer_visitor visitor = {i->mem, wants, seen};
    const sl_layer_work work = {i->mem, NULL, i->fs, &i->meter, &visitor};
    return sl_layer_entries(&work, (sl_chunks){next, NULL, &m}, e);
}

/* An entry to be made. */
typedef struct made {
    sl_tar_type type;
    uint32_t mode;
    const char *path, *link;
    sl_str text;
} made;

static void add(sl_buf *tar, const made *m)
{
    const sl_tar_entry entry = {
        .type = m->type, .mode = m->mode, .path = sl_str_of(m->path), .link = sl_str_of(m->link)};
    assert_true(sl_tar_write(tar, &entry, m->text));
}

static void apply(image *i, const made *entries, size_t n)
{
    sl_err e = {0};
    sl_buf tar;
    sl_buf_init(&tar, 1 << 20);
    for (size_t k = 0; k < n; k++)
        add(&tar, &entries[k]);
    assert_true(sl_tar_write_end(&tar));
    assert_ok(apply_bytes(i, sl_buf_str(&tar), &e), &e);
    sl_buf_clear(&tar);
}

#define layer(image, ...)                                                                          \
    apply((image), (const made[]){__VA_ARGS__}, sizeof((const made[]){__VA_ARGS__}) / sizeof(made))
#define file(name, content)                                                                        \
    {                                                                                              \
        .type = SL_TAR_FILE, .mode = 0644, .path = (name), .text = SL_STR(content)                 \
    }

static void assert_there(const image *i, const char *path, const char *text)
{
    uint32_t node = sl_fs_find(i->fs, sl_str_of(path));
    assert_int_not_equal(node, SL_FS_NONE);
    const sl_fs_note *note = sl_fs_note_of(i->fs, node);
    assert_non_null(note);
    const sl_str *found = note->mark;
    assert_true(sl_str_is(*found, text));
}

static void assert_gone(const image *i, const char *path)
{
    assert_int_equal(sl_fs_find(i->fs, sl_str_of(path)), SL_FS_NONE);
}

static void whiteouts_hide_lower_layers_only(void **state)
{
    image i = image_new(*state);

    layer(&i, file("a/one", "1"), file("a/two", "2"), file("b/deep/x", "x"));
    layer(&i, file("a/three", "3"), file("a/.wh.one", ""), file(".wh.b", ""),
          file("a/.wh.three", ""));

    assert_gone(&i, "a/one");
    assert_gone(&i, "b");
    assert_there(&i, "a/two", "2");
    assert_there(&i, "a/three", "3");
}

static void opaque_folders_keep_what_their_own_layer_adds(void **state)
{
    image i = image_new(*state);

    layer(&i, file("d/old", "1"), file("d/sub/old", "2"));
    layer(&i, file("d/new", "3"), file("d/.wh..wh..opq", ""), file("d/sub/new", "4"));

    assert_gone(&i, "d/old");
    assert_gone(&i, "d/sub/old");
    assert_there(&i, "d/new", "3");
    assert_there(&i, "d/sub/new", "4");
}

static void hidden_files_are_remembered_with_their_layers(void **state)
{
    image i = image_new(*state);

    layer(&i, file("root/.ssh/id_rsa", "key"));
    layer(&i, file("other", "x"));
    layer(&i, file("root/.wh..ssh", ""));

    const sl_fs_note *note = &sl_fs_notes_of(i.fs)->v[0];
    assert_true(sl_str_is(note->path, "root/.ssh/id_rsa"));
    assert_true(note->is_gone);
    assert_int_equal(note->layer, 0);
    assert_int_equal(note->gone_in, 2);
}

static void a_file_replaces_a_folder_and_the_other_way_round(void **state)
{
    image i = image_new(*state);

    layer(&i, file("a/x", "1"), file("b", "2"));
    layer(&i, file("a", "3"), file("b/y", "4"));

    assert_there(&i, "a", "3");
    assert_gone(&i, "a/x");
    assert_there(&i, "b/y", "4");
}

static void links_in_parents_are_followed_inside_the_root(void **state)
{
    image i = image_new(*state);

    layer(&i, {.type = SL_TAR_FOLDER, .mode = 0755, .path = "usr/bin"},
          {.type = SL_TAR_LINK, .mode = 0777, .path = "bin", .link = "usr/bin"},
          {.type = SL_TAR_LINK, .mode = 0777, .path = "out", .link = "../../../../tmp"});
    layer(&i, file("bin/tool", "1"), file("out/escaped", "2"), file("../../up", "3"));

    assert_there(&i, "usr/bin/tool", "1");
    assert_there(&i, "tmp/escaped", "2");
    assert_there(&i, "up", "3");
}

static void loops_of_links_end(void **state)
{
    image i = image_new(*state);

    layer(&i, {.type = SL_TAR_LINK, .mode = 0777, .path = "a", .link = "b"},
          {.type = SL_TAR_LINK, .mode = 0777, .path = "b", .link = "a"},
          {.type = SL_TAR_LINK, .mode = 0777, .path = "self", .link = "."},
          file("self/self/self/y", "2"));

    assert_there(&i, "y", "2");
    assert_int_equal(sl_fs_follow(i.fs, sl_fs_find(i.fs, SL_S("a"))), SL_FS_NONE);
    layer(&i, file("a/x", "1"));
    assert_there(&i, "a/x", "1");
}

static void hard_links_are_what_they_link_to(void **state)
{
    image i = image_new(*state);

    layer(&i, {.type = SL_TAR_FILE, .mode = 04755, .path = "bin/tool", .text = SL_STR("t")},
          {.type = SL_TAR_HARD_LINK, .mode = 0644, .path = "bin/tool2", .link = "bin/tool"});

    assert_there(&i, "bin/tool2", "t");
    assert_int_equal(sl_fs_at(i.fs, sl_fs_find(i.fs, SL_S("bin/tool2")))->mode, 04755);
}

static void truncated_and_corrupt_archives_are_errors(void **state)
{
    sl_buf tar;
    sl_buf_init(&tar, 1 << 20);
    add(&tar, &(made)file("a", "some content"));
    assert_true(sl_tar_write_end(&tar));
    const size_t cuts[] = {100, 600, 520};

    for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++) {
        sl_err e = {0};
        image i = image_new(*state);
        assert_false(apply_bytes(&i, sl_str_at(tar.p, cuts[k]), &e));
        assert_int_equal(e.kind, SL_EPARSE);
    }
    sl_err e = {0};
    image i = image_new(*state);
    tar.p[10] ^= 1;
    assert_false(apply_bytes(&i, sl_buf_str(&tar), &e));
    assert_string_equal(e.text, "it is no tar archive");
    sl_buf_clear(&tar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(whiteouts_hide_lower_layers_only),
        sl_test(opaque_folders_keep_what_their_own_layer_adds),
        sl_test(hidden_files_are_remembered_with_their_layers),
        sl_test(a_file_replaces_a_folder_and_the_other_way_round),
        sl_test(links_in_parents_are_followed_inside_the_root),
        sl_test(loops_of_links_end),
        sl_test(hard_links_are_what_they_link_to),
        sl_test(truncated_and_corrupt_archives_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
