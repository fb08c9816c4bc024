/* Package databases become packages with their sources and URLs. */
#include "tests/support/test.h"

#include "engine/image/packages.h"

static const sl_release bookworm = {SL_STR("debian"), SL_STR("12"), SL_STR("")};

static void dpkg_packages_have_sources_and_urls(void **state)
{
    sl_err e = {0};
    sl_packages p = {0};
    sl_str text = SL_S("Package: bash\nStatus: install ok installed\nArchitecture: amd64\n"
                       "Source: bash (5.2.15-2)\nVersion: 5.2.15-2+b2\nDescription: x\n more\n\n"
                       "Package: wget\nStatus: deinstall ok config-files\nVersion: 1.21\n\n"
                       "Package: zlib1g\nVersion: 1:1.2.13\nSource: zlib\n");

    assert_ok(sl_packages_dpkg(&p, *state, text, &bookworm, &e), &e);

    assert_int_equal(p.n, 2);
    assert_int_equal(p.n_bad, 0);
    assert_true(
        sl_str_is(p.v[0].purl, "pkg:deb/debian/bash@5.2.15-2%2Bb2?arch=amd64&distro=debian-12"));
    assert_true(sl_str_is(p.v[0].source_version, "5.2.15-2"));
    assert_true(sl_str_is(p.v[1].purl, "pkg:deb/debian/zlib1g@1:1.2.13?distro=debian-12"));
    assert_true(sl_str_is(p.v[1].source, "zlib"));
    assert_true(sl_str_is(p.v[1].source_version, "1:1.2.13"));
}

static void apk_packages_have_origins(void **state)
{
    sl_err e = {0};
    sl_packages p = {0};
    const sl_release alpine = {SL_STR("alpine"), SL_STR("3.18.4"), SL_STR("")};
    sl_str text = SL_S("C:Q1abc=\nP:libcrypto3\nV:3.1.3-r0\nA:x86_64\no:openssl\nF:lib\nR:x\n\n"
                       "P:musl\nV:1.2.4-r1\nA:x86_64\n\n");

    assert_ok(sl_packages_apk(&p, *state, text, &alpine, &e), &e);

    assert_int_equal(p.n, 2);
    assert_true(sl_str_is(p.v[0].purl,
                          "pkg:apk/alpine/libcrypto3@3.1.3-r0?arch=x86_64&distro=alpine-3.18.4"));
    assert_true(sl_str_is(p.v[0].source, "openssl"));
    assert_true(sl_str_is(p.v[1].source, "musl"));
}

static void bad_paragraphs_are_counted_and_others_read(void **state)
{
    sl_err e = {0};
    sl_packages p = {0};
    sl_str text = SL_S("Package: a\nVersion: 1\n\nrubbish\n\nPackage: b\n\nPackage: c\nVersion: 3");

    assert_ok(sl_packages_dpkg(&p, *state, text, &bookworm, &e), &e);

    assert_int_equal(p.n, 2);
    assert_int_equal(p.n_bad, 2);
    assert_int_equal(p.first_bad, 4);
}

static void os_release_is_read_with_and_without_quotes(void **state)
{
    (void)state;
    sl_release r;

    sl_release_read(&r,
                    SL_S("# comment\nID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME='Debian 12'\nX"));

    assert_true(sl_str_is(r.id, "debian"));
    assert_true(sl_str_is(r.version, "12"));
    assert_true(sl_str_is(r.name, "Debian 12"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(dpkg_packages_have_sources_and_urls),
        sl_test(apk_packages_have_origins),
        sl_test(bad_paragraphs_are_counted_and_others_read),
        sl_test(os_release_is_read_with_and_without_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
