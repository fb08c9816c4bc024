/* Whole images, whole and broken, through the stage as a pass runs it. */
#include "tests/support/test.h"

#include <stdio.h>

#include "base/path.h"
#include "engine/rules/ruleset.h"
#include "engine/source/open.h"
#include "engine/work/pass.h"
#include "tests/support/image.h"

typedef struct outcome {
    sl_pass_result result;
    sl_unit_state state;
    sl_str reason;
} outcome;

static outcome scan_with(sl_arena *mem, sl_str path, sl_str max_unpacked)
{
    sl_err e = {0};
    outcome o = {0};
    sl_options *options = NULL;
    sl_ruleset *rules = NULL;
    sl_source *source = NULL;
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("image"));
    assert_ok(sl_options_read(&options, mem, kind->options, SL_S("test"), NULL, &e), &e);
    if (max_unpacked.n)
        assert_ok(sl_options_set(options, SL_S("max_unpacked"), max_unpacked, &e), &e);
    assert_ok(sl_ruleset_load(&rules, mem, kind, &(sl_rules_spec){0}, &e), &e);
    assert_ok(sl_source_image(&source, mem, path, &e), &e);
    const sl_pass_scanner scanner = {kind, options, rules, SL_S("image")};
    const sl_pass_spec spec = {.source = source, .scanners = &scanner, .n_scanners = 1, .jobs = 1};
    assert_ok(sl_pass_run(&o.result, mem, &spec, &e), &e);
    assert_int_equal(o.result.units.n, 1);
    o.state = o.result.units.v[0].state;
    o.reason = o.result.units.v[0].reason;
    sl_source_close(source);
    return o;
}

static outcome scan(sl_arena *mem, const char *path)
{
    return scan_with(mem, sl_str_of(path), (sl_str){0});
}

static bool finds(const outcome *o, const char *rule, const char *file_end)
{
    for (size_t i = 0; i < o->result.findings.n; i++)
        if (sl_str_is(o->result.findings.v[i].rule->id, rule) &&
            sl_str_ends(o->result.findings.v[i].file, sl_str_of(file_end)))
            return true;
    return false;
}

static const char typical[] =
    "{config: {User: root, Env: ['DB_PASSWORD=Tr0ub4dor-9d2c41']}, layers: ["
    "[{path: usr/bin/curl, mode: 0755, text: x},"
    " {path: root/.ssh/id_rsa, text: \"-----BEGIN RSA PRIVATE "
    "KEY-----\\nMIIEfakefakefakefake\\n\"}],"
    "[{path: root/.ssh/.wh.id_rsa}]]}";

/* The layout in `folder` as the shell says: FOLDER is replaced by it. */
static void shell(sl_arena *mem, const char *folder, const char *command)
{
    sl_test_shell(sl_printf(mem, "cd '%s' && %s", folder, command).p);
}

static void assert_typical(const outcome *o)
{
    assert_int_equal(o->state, SL_UNIT_SCANNED);
    assert_true(finds(o, "image-user-root", ""));
    assert_true(finds(o, "image-env-secret", ""));
    assert_true(finds(o, "image-tool-download", "!/usr/bin/curl"));
    assert_true(finds(o, "image-private-key", "!/root/.ssh/id_rsa"));
}

static void images_are_read_in_all_forms(void **state)
{
    static const char *const forms[] = {
        "mv layout image",
        "tar -C layout -cf image .",
        "tar -C layout -czf image .",
        "tar -C layout -cf - . | zstd -q -o image",
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char *folder = sl_test_folder(*state);
        char *layout = sl_dup_z(*state, sl_printf(*state, "%s/layout", folder));
        shell(*state, folder, "mkdir layout");
        sl_test_layout_of(*state, layout, typical);
        shell(*state, folder, forms[i]);

        outcome o = scan(*state, sl_printf(*state, "%s/image", folder).p);

        assert_typical(&o);
        sl_test_folder_end(folder);
    }
}

static void secrets_never_reach_the_findings(void **state)
{
    char *folder = sl_test_folder(*state);
    sl_test_layout_of(*state, folder, typical);

    outcome o = scan(*state, folder);

    for (size_t i = 0; i < o.result.findings.n; i++) {
        const sl_finding *f = &o.result.findings.v[i];
        assert_int_equal(sl_str_find(f->message, SL_S("Tr0ub4dor"), 0), SIZE_MAX);
        assert_int_equal(sl_str_find(f->snippet, SL_S("MIIEfake"), 0), SIZE_MAX);
    }
    sl_test_folder_end(folder);
}

static void broken_images_fail_with_the_blob_that_is_broken(void **state)
{
    /* the largest blob is a layer */
    static const struct {
        const char *command, *reason;
    } cases[] = {
        {"f=$(ls -S blobs/sha256/* | head -1); truncate -s 700 $f", "blob sha256:"},
        {"f=$(ls -S blobs/sha256/* | head -1); printf X | dd status=none of=$f bs=1 seek=1000 "
         "conv=notrunc",
         "does not match its digest"},
        {"rm $(ls -S blobs/sha256/* | head -1)", "it is missing"},
        {"f=$(ls -S blobs/sha256/* | tail -1); rm $f", "missing"},
        {"rm index.json", "it is no image"},
        {"echo '{\"manifests\": [' > index.json", "index.json:"},
        {"echo '{\"manifests\": [{\"digest\": \"sha256:../../../etc/passwd\"}]}' > index.json",
         "is no digest"},
        {"echo '{\"manifests\": {}}' > index.json", "no list of manifests"},
        {"echo '{\"manifests\": []}' > index.json", "no image in it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *folder = sl_test_folder(*state);
        sl_test_layout_of(*state, folder, typical);
        shell(*state, folder, cases[i].command);

        outcome o = scan(*state, folder);

        assert_int_equal(o.state, SL_UNIT_FAILED);
        if (sl_str_find(o.reason, sl_str_of(cases[i].reason), 0) == SIZE_MAX)
            print_error("case %zu: %.*s\n", i, SL_FMT(o.reason));
        assert_int_not_equal(sl_str_find(o.reason, sl_str_of(cases[i].reason), 0), SIZE_MAX);
        sl_test_folder_end(folder);
    }
}

static void truncated_archives_fail(void **state)
{
    static const char *const forms[] = {"tar -C layout -cf image . && truncate -s 2000 image",
                                        "tar -C layout -czf image . && truncate -s 300 image",
                                        "head -c 5000 /dev/urandom > image", ": > image"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char *folder = sl_test_folder(*state);
        char *layout = sl_dup_z(*state, sl_printf(*state, "%s/layout", folder));
        shell(*state, folder, "mkdir layout");
        sl_test_layout_of(*state, layout, typical);
        shell(*state, folder, forms[i]);

        outcome o = scan(*state, sl_printf(*state, "%s/image", folder).p);

        assert_int_equal(o.state, SL_UNIT_FAILED);
        assert_true(o.reason.n > 0);
        sl_test_folder_end(folder);
    }
}

static void images_that_unpack_to_too_much_fail_with_the_limit(void **state)
{
    char *folder = sl_test_folder(*state);
    sl_test_layout_of(*state, folder, typical);

    outcome o = scan_with(*state, sl_str_of(folder), SL_S("2k"));

    assert_int_equal(o.state, SL_UNIT_FAILED);
    assert_int_not_equal(sl_str_find(o.reason, SL_S("limit max_unpacked"), 0), SIZE_MAX);
    sl_test_folder_end(folder);
}

/* Facts as the parent gets them. */
static sl_strs facts; /* of this test: a scanner's functions know their own state only */
static sl_arena *facts_mem;

static bool gather(void *state, const sl_unit *unit, sl_str fact, sl_err *e)
{
    *sl_list_add(facts_mem, &facts) = sl_dup(facts_mem, fact);
    return sl_stage_kind_of(SL_S("image"))->scanner->gather(state, unit, fact, e);
}

static void the_inventory_is_of_the_merged_file_system(void **state)
{
    sl_err e = {0};
    sl_arena *mem = *state;
    sl_options *options = NULL;
    sl_ruleset *rules = NULL;
    sl_source *source = NULL;
    sl_pass_result result = {0};
    char *folder = sl_test_folder(mem);
    sl_stage_kind kind = *sl_stage_kind_of(SL_S("image"));
    sl_scanner scanner = *kind.scanner;
    facts = (sl_strs){0};
    facts_mem = mem;
    scanner.gather = gather;
    kind.scanner = &scanner;
    sl_test_layout_of(
        mem, folder,
        "{layers: [[{path: usr/lib/os-release, text: \"ID=debian\\nVERSION_ID=12\\n\"},"
        " {path: etc/os-release, type: link, to: ../usr/lib/os-release},"
        " {path: var/lib/dpkg/status, text: \"Package: old\\nVersion: 1\\n\"}],"
        "[{path: var/lib/dpkg/status, text: \"Package: new\\nVersion: 2\\nSource: src\\n\"},"
        " {path: var/lib/dpkg/status.d/tz, text: \"Package: tzdata\\nVersion: 3\\n\"},"
        " {path: var/lib/dpkg/status.d/tz.md5sums, text: \"00  x\\n\"}]]}");
    assert_ok(sl_options_read(&options, mem, kind.options, SL_S("test"), NULL, &e), &e);
    assert_ok(sl_ruleset_load(&rules, mem, &kind, &(sl_rules_spec){0}, &e), &e);
    assert_ok(sl_source_image(&source, mem, sl_str_of(folder), &e), &e);
    const sl_pass_scanner part = {&kind, options, rules, SL_S("image")};
    const sl_pass_spec spec = {.source = source, .scanners = &part, .n_scanners = 1, .jobs = 1};

    assert_ok(sl_pass_run(&result, mem, &spec, &e), &e);

    assert_int_equal(facts.n, 2);
    assert_true(sl_str_is(facts.v[0], "pkg:deb/debian/new@2?distro=debian-12\tnew\t2\tsrc@2\t2"));
    assert_true(
        sl_str_is(facts.v[1], "pkg:deb/debian/tzdata@3?distro=debian-12\ttzdata\t3\ttzdata@3\t2"));
    sl_source_close(source);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(images_are_read_in_all_forms),
        sl_test(secrets_never_reach_the_findings),
        sl_test(broken_images_fail_with_the_blob_that_is_broken),
        sl_test(truncated_archives_fail),
        sl_test(the_inventory_is_of_the_merged_file_system),
        sl_test(images_that_unpack_to_too_much_fail_with_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
