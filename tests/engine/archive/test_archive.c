/* Archives give up their files, nested ones too, within limits; what is damaged is told. */
#include "tests/support/test.h"

#include "base/path.h"
#include "engine/archive/archive.h"
#include "engine/image/tar_write.h"

/* What a walk saw: "PATH=BYTES\n" for each file, "~PATH=BYTES\n" for the rest of an archive, "!
   WHAT\n" for what could not be read. */
typedef struct seen {
    sl_arena *mem;
    sl_str text;
} seen;

static const sl_archive_limits usual = {4, 100, 1 << 20, 250};

static bool on_file(void *context, sl_str path, sl_str bytes, sl_err *e)
{
    seen *s = context;
    (void)e;
    s->text = sl_printf(s->mem, "%.*s%.*s=%.*s\n", SL_FMT(s->text), SL_FMT(path), SL_FMT(bytes));
    return true;
}

static bool on_rest(void *context, const sl_archive_rest *rest, sl_err *e)
{
    seen *s = context;
    (void)e;
    assert_true(rest->from < rest->to && rest->to <= rest->bytes.n);
    char *bytes = sl_alloc(s->mem, rest->to - rest->from);
    for (size_t i = rest->from; i < rest->to; i++)
        bytes[i - rest->from] = rest->bytes.p[i] ? rest->bytes.p[i] : '.';
    s->text = sl_printf(s->mem, "%.*s~%.*s=%.*s\n", SL_FMT(s->text), SL_FMT(rest->path),
                        SL_FMT(sl_str_at(bytes, rest->to - rest->from)));
    return true;
}

static void on_partial(void *context, sl_str what)
{
    seen *s = context;
    s->text = sl_printf(s->mem, "%.*s! %.*s\n", SL_FMT(s->text), SL_FMT(what));
}

static const char *walk(sl_arena *mem, const char *name, sl_str bytes, sl_archive_limits limits)
{
    sl_err e = {0};
    seen s = {mem, {"", 0}};
    const sl_archive_visitor visitor = {&s, on_file, on_rest, on_partial};
    if (!sl_archive_walk(sl_str_of(name), bytes, &limits, &visitor, &e))
        return sl_printf(mem, "%.*sfailed: %s", SL_FMT(s.text), e.text).p;
    return s.text.p;
}

/* A tar archive of one file. */
static sl_str tar_of(sl_arena *mem, const char *path, sl_str content)
{
    enum { MAX = 8 << 20 };
    sl_buf out;
    const sl_tar_entry entry = {.type = SL_TAR_FILE, .path = sl_str_of(path), .mode = 0644};
    sl_buf_init(&out, MAX);
    assert_true(sl_tar_write(&out, &entry, content) && sl_tar_write_end(&out));
    sl_str copy = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return copy;
}

/* The output of a shell command that packs "hello" in files a.txt and dir/b.txt. */
static sl_str packed(sl_arena *mem, const char *command)
{
    enum { MAX = 1 << 20 };
    sl_err e = {0};
    sl_buf out;
    char *folder = sl_test_folder(mem);
    sl_test_shell(sl_printf(mem,
                            "cd '%s' && mkdir dir && printf hello > a.txt && "
                            "printf hello > dir/b.txt && (%s) > out",
                            folder, command)
                      .p);
    sl_buf_init(&out, MAX);
    assert_ok(sl_file_read(&out, sl_printf(mem, "%s/out", folder), &e), &e);
    sl_str copy = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    sl_test_folder_end(folder);
    return copy;
}

static void kinds_are_told_by_bytes(void **state)
{
    static const struct {
        sl_str bytes;
        sl_archive_kind kind;
    } cases[] = {
        {SL_STR("PK\3\4...."), SL_ARCHIVE_FILES}, {SL_STR("\x1f\x8b\b..."), SL_ARCHIVE_STREAM},
        {SL_STR("BZh is how"), SL_ARCHIVE_NONE},  {SL_STR("BZh91AY&SY.."), SL_ARCHIVE_STREAM},
        {SL_STR("PKPK"), SL_ARCHIVE_NONE},        {SL_STR(""), SL_ARCHIVE_NONE},
        {SL_STR("!<arch>\nx"), SL_ARCHIVE_FILES},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(sl_archive_kind_of(cases[i].bytes), cases[i].kind);
    assert_int_equal(sl_archive_kind_of(tar_of(*state, "a", SL_S("x"))), SL_ARCHIVE_FILES);
}

static void names_tell_what_may_be_an_archive(void **state)
{
    assert_true(sl_archive_is_name(SL_S("a/B.JAR")));
    assert_true(sl_archive_is_name(SL_S("a/blob")));
    assert_true(sl_archive_is_name(SL_S("a/db.bak")));
    assert_false(sl_archive_is_name(SL_S("a/Makefile")));
    assert_false(sl_archive_is_name(SL_S("zip.c")));
    assert_string_equal(sl_archive_stem(SL_S("x/a.sql.gz"), *state).p, "a.sql");
    assert_string_equal(sl_archive_stem(SL_S("a.tgz"), *state).p, "a.tar");
}

static void every_packing_gives_the_same_files(void **state)
{
    static const char *const commands[] = {
        "tar -c a.txt dir/b.txt",
        "tar -c a.txt dir/b.txt | gzip",
        "tar -c a.txt dir/b.txt | gzip | gzip",
        "tar -c a.txt dir/b.txt | python3 -c 'import sys,bz2; "
        "sys.stdout.buffer.write(bz2.compress(sys.stdin.buffer.read()))'",
        "tar -c a.txt dir/b.txt | python3 -c 'import sys,lzma; "
        "sys.stdout.buffer.write(lzma.compress(sys.stdin.buffer.read()))'",
        "python3 -c 'import zipfile; z=zipfile.ZipFile(\"z\",\"w\",zipfile.ZIP_DEFLATED); "
        "z.write(\"a.txt\"); z.write(\"dir/b.txt\"); z.close()'; cat z",
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        assert_string_equal(walk(*state, "x", packed(*state, commands[i]), usual),
                            "a.txt=hello\ndir/b.txt=hello\n");
}

static void a_stream_alone_is_called_without_its_end(void **state)
{
    sl_str bytes = packed(*state, "gzip < a.txt");

    assert_string_equal(walk(*state, "dump.sql.gz", bytes, usual), "dump.sql=hello\n");
}

static void archives_in_archives_are_opened_to_a_depth(void **state)
{
    sl_str inner = tar_of(*state, "c.txt", SL_S("x"));
    sl_str middle = tar_of(*state, "b.tar", inner);
    sl_str outer = tar_of(*state, "a.tar", middle);
    sl_archive_limits flat = usual;
    flat.depth = 2;

    assert_string_equal(walk(*state, "o.tar", outer, usual), "a.tar!/b.tar!/c.txt=x\n");
    assert_string_equal(walk(*state, "o.tar", outer, flat),
                        "failed: a.tar!/b.tar: archives nest deeper than 2 (limit archive_depth)");
}

static void limits_end_a_walk_with_their_name(void **state)
{
    sl_archive_limits few = usual;
    sl_archive_limits small = usual;
    sl_archive_limits dense = usual;
    few.entries = 1;
    small.bytes = 4;
    dense.bytes = (uint64_t)1 << 30;
    sl_str two = packed(*state, "tar -c a.txt dir/b.txt");
    sl_str bomb = packed(*state, "head -c 64000000 /dev/zero | gzip");

    assert_string_equal(walk(*state, "t", two, few),
                        "a.txt=hello\nfailed: more than 1 entries (limit archive_entries)");
    assert_string_equal(walk(*state, "t", two, small),
                        "failed: a.txt: it unpacks to more than 4 bytes (limit archive_bytes)");
    assert_string_equal(
        walk(*state, "t.gz", bomb, dense),
        "failed: t: it unpacks to more than 250 times its size (limit archive_ratio)");
}

static void what_is_damaged_is_told_and_the_rest_is_read(void **state)
{
    sl_str whole = packed(*state, "tar -c a.txt dir/b.txt");
    const char *found = walk(*state, "t.tar", sl_str_sub(whole, 0, 1026 + 512), usual);

    assert_non_null(strstr(found, "a.txt=hello\n"));
    assert_non_null(strstr(found, "! dir/b.txt: "));
}

static void a_damaged_head_is_told_and_those_behind_it_are_read(void **state)
{
    sl_str whole = packed(*state, "cp a.txt c.txt; tar -c a.txt dir/b.txt c.txt");
    char *bytes = sl_alloc(*state, whole.n);
    memcpy(bytes, whole.p, whole.n);
    bytes[1024] = 'D'; /* the name in the second head, which its sum covers */
    const char *found = walk(*state, "t.tar", sl_str_at(bytes, whole.n), usual);

    assert_non_null(strstr(found, "a.txt=hello\n! "));
    assert_non_null(strstr(found, "\nc.txt=hello\n~="));
}

static void what_is_no_archive_within_is_given_as_it_stands(void **state)
{
    sl_str text = SL_S("070707, the seventh of July: hello\n");
    const char *found = walk(*state, "t.tar", tar_of(*state, "days.txt", text), usual);

    assert_non_null(strstr(found, "days.txt=070707, the seventh of July: hello\n"));
    assert_non_null(strstr(found, "! "));
}

/* A zip archive that Python writes to the file z; `script` has it as `a`. */
#define ZIP(script)                                                                                \
    "python3 -c 'import struct, zipfile\n"                                                         \
    "a = zipfile.ZipFile(\"z\", \"w\", zipfile.ZIP_DEFLATED)\n"                                    \
    "i = zipfile.ZipInfo(\"i\")\n" script "\na.close()'; "

static void words_about_an_archive_are_told(void **state)
{
    static const struct {
        const char *command, *seen;
    } cases[] = {
        {ZIP("a.write(\"a.txt\"); a.comment = b\"the comment\"") "cat z",
         "a.txt=hello\n~=the comment\n"},
        {ZIP("i.comment = b\"its comment\"; a.writestr(i, \"x\")") "cat z", "i=x\n~=its comment\n"},
        {ZIP("i.extra = struct.pack(\"<HH\", 0x9999, 9) + b\"the field\"; "
             "a.writestr(i, \"x\")") "cat z",
         "i=x\n~=the field\n"},
        {ZIP("a.write(\"a.txt\")") "cat z; printf 'after the end'",
         "a.txt=hello\n~=after the end\n"},
        {ZIP("a.write(\"a.txt\")") "printf 'before it\\n'; cat z", "a.txt=hello\n~=before it\n\n"},
        {ZIP("a.write(\"a.txt\")") "cat z > run; printf 'before it\\n' | cat - z > run; tar -c run",
         "run!/a.txt=hello\n~run=before it\n\n"},
        {ZIP("a.comment = b\"the comment\"") "cat z", "~=the comment\n"},
        {ZIP("a.write(\"a.txt\")") "cat z; printf 'PK\\5\\6 is how a list ends'",
         "a.txt=hello\n~=PK\5\6 is how a list ends\n"},
        {ZIP("a.open(i, \"w\", force_zip64=True).write(b\"x\"); a.comment = b\"wide one\"") "cat z",
         "i=x\n~=wide one\n"},
        {ZIP("zipfile.ZIP64_LIMIT = zipfile.ZIP_FILECOUNT_LIMIT = 0; a.write(\"a.txt\"); "
             "a.comment = b\"wider one\"") "cat z",
         "a.txt=hello\n~=wider one\n"},
        {ZIP("zipfile.ZIP64_LIMIT = zipfile.ZIP_FILECOUNT_LIMIT = 0; a.write(\"a.txt\")") "echo "
                                                                                          "'before "
                                                                                          "it' | "
                                                                                          "cat - z",
         "a.txt=hello\n~=before it\n\n"},
        {"python3 -c 'import sys, zipfile; a = zipfile.ZipFile(sys.stdout.buffer, \"w\"); "
         "a.write(\"a.txt\"); a.write(\"dir/b.txt\"); a.close()' | cat",
         "a.txt=hello\ndir/b.txt=hello\n"},
        {ZIP("a.write(\"a.txt\")") "gzip -n < z", "content!/a.txt=hello\n"},
        {"gzip < a.txt; printf 'after the end'", "content=hello\n~=after the end\n"},
        {"gzip -n < a.txt; head -c 64 /dev/zero", "content=hello\n"},
        {"cp a.txt name.of.it; gzip -c name.of.it", "content=hello\n~=name.of.it\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(walk(*state, "x", packed(*state, cases[i].command), usual),
                            cases[i].seen);
}

static void what_a_list_has_lost_is_told(void **state)
{
    sl_str bytes = packed(*state, ZIP("a.writestr(\"lost\", \"goodbye\", zipfile.ZIP_STORED)\n"
                                      "a.write(\"a.txt\"); a.filelist.pop(0)") "cat z");
    const char *found = walk(*state, "z.zip", bytes, usual);

    assert_true(sl_str_starts(sl_str_of(found), SL_S("a.txt=hello\n~=PK\3\4")));
    assert_true(sl_str_ends(sl_str_of(found), SL_S("lostgoodbye\n")));
}

static void encrypted_entries_are_told(void **state)
{
    /* A zip archive of one entry whose general purpose bit 0 is set. */
    sl_str bytes = packed(*state, "python3 -c 'import zipfile; z=zipfile.ZipFile(\"z\",\"w\"); "
                                  "z.write(\"a.txt\"); z.close(); d=bytearray(open(\"z\",\"rb\")"
                                  ".read()); d[6]|=1; d[d.find(b\"PK\\1\\2\")+8]|=1; "
                                  "open(\"z\",\"wb\").write(d)'; cat z");

    assert_string_equal(walk(*state, "z.zip", bytes, usual), "! 1 encrypted entry not read\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(kinds_are_told_by_bytes),
        sl_test(names_tell_what_may_be_an_archive),
        sl_test(every_packing_gives_the_same_files),
        sl_test(a_stream_alone_is_called_without_its_end),
        sl_test(archives_in_archives_are_opened_to_a_depth),
        sl_test(limits_end_a_walk_with_their_name),
        sl_test(what_is_damaged_is_told_and_the_rest_is_read),
        sl_test(a_damaged_head_is_told_and_those_behind_it_are_read),
        sl_test(what_is_no_archive_within_is_given_as_it_stands),
        sl_test(words_about_an_archive_are_told),
        sl_test(what_a_list_has_lost_is_told),
        sl_test(encrypted_entries_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
