/* What the files say of the system as a whole: its release, its accounts, its base image. */
#include "base/glob.h"
#include "stages/image/state.h"

/* "docker.io/library/debian:12@sha256:…" is debian:12. */
static sl_str plain_name(sl_str name)
{
    static const char *const prefixes[] = {"docker.io/library/", "docker.io/", "library/"};
    name = sl_str_sub(name, 0, sl_str_chr(name, '@'));
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (sl_str_starts(name, sl_str_of(prefixes[i])))
            return sl_str_sub(name, strlen(prefixes[i]), name.n);
    return name;
}

static sl_str said_base(const sl_image_look *look)
{
    static const char key[] = "org.opencontainers.image.base.name";
    sl_str name = sl_image_pairs_get(&look->platform->annotations, key);
    return name.n ? name : sl_image_pairs_get(&look->platform->config.labels, key);
}

sl_str sl_image_base(const sl_image_look *look)
{
    return plain_name(said_base(look));
}

static bool in_bases(const sl_strs *bases, sl_str name)
{
    for (size_t i = 0; i < bases->n; i++)
        if (sl_glob_match_name(plain_name(bases->v[i]), name))
            return true;
    return false;
}

/* Where the image does not name its base, its release stands for it: "debian:12". */
static void check_allowed_base(sl_image_look *look, const sl_image_match *m)
{
    sl_release release;
    sl_strs bases = sl_options_list(look->state->options, "bases");
    sl_str base = sl_image_base(look);
    sl_image_release(look, &release);
    bool is_derived = !base.n && release.id.n;
    if (is_derived)
        base = sl_printf(look->mem, "%.*s:%.*s", SL_FMT(release.id), SL_FMT(release.version));
    if (!bases.n || (base.n && in_bases(&bases, base)))
        return;
    sl_image_tell(look, m,
                  base.n ? sl_printf(look->mem, "%.*s%s", SL_FMT(base),
                                     is_derived ? ", by its os-release" : "")
                         : SL_S("neither a label nor os-release names it"),
                  base);
}

static void check_base(sl_image_look *look, const sl_image_match *m)
{
    sl_str said = said_base(look);
    sl_str base = plain_name(said);
    size_t slash = sl_str_rchr(base, '/');
    sl_str last = sl_str_sub(base, slash == SIZE_MAX ? 0 : slash + 1, base.n);
    bool is_loose = sl_str_chr(last, ':') == SIZE_MAX || sl_str_ends(last, SL_S(":latest"));
    if (sl_str_is(m->texts.v[0], "beyond"))
        check_allowed_base(look, m);
    else if (base.n && is_loose && sl_str_chr(said, '@') == SIZE_MAX)
        sl_image_tell(look, m, base, base);
}

static void check_release(sl_image_look *look, const sl_image_match *m)
{
    sl_release release;
    sl_image_release(look, &release);
    for (size_t i = 0; i < look->state->support.n; i++) {
        const sl_image_support *s = &look->state->support.v[i];
        bool is_it = sl_str_eq(s->id, release.id) && sl_str_starts(release.version, s->version) &&
                     (release.version.n == s->version.n || release.version.p[s->version.n] == '.');
        if (is_it && sl_str_cmp(s->ends, sl_str_of(look->state->today)) < 0)
            sl_image_tell(look, m,
                          sl_printf(look->mem, "%.*s %.*s, until %.*s", SL_FMT(release.id),
                                    SL_FMT(release.version), SL_FMT(s->ends)),
                          s->version);
    }
}

static bool is_hash(sl_str password)
{
    bool is_crypt = password.n > 3 && password.p[0] == '$';
    return is_crypt || (password.n == 13 && sl_str_chr(password, '*') == SIZE_MAX &&
                        sl_str_chr(password, '!') == SIZE_MAX);
}

/* Lines of "name:password:…" of shadow(5) and passwd(5). */
static void check_accounts(sl_image_look *look, const sl_image_match *m, sl_str file)
{
    bool wants_hash = sl_str_is(m->texts.v[0], "hash");
    sl_str text = sl_image_kept(look, file, NULL);
    sl_str line;
    while (sl_str_cut(&text, '\n', &line)) {
        sl_str rest = line;
        sl_str name, password;
        bool is_line = sl_str_cut(&rest, ':', &name) && sl_str_chr(rest, ':') != SIZE_MAX;
        if (!is_line || !name.n || name.p[0] == '#')
            continue;
        password = sl_str_sub(rest, 0, sl_str_chr(rest, ':'));
        if (wants_hash ? is_hash(password) : !password.n)
            sl_image_tell(look, m,
                          sl_printf(look->mem, "account %.*s in /%.*s", SL_FMT(name), SL_FMT(file)),
                          name);
    }
}

void sl_image_check_system(sl_image_look *look)
{
    for (size_t i = 0; i < look->state->matches.n; i++) {
        const sl_image_match *m = &look->state->matches.v[i];
        if (m->subject == SL_IMAGE_BASE)
            check_base(look, m);
        if (m->subject == SL_IMAGE_RELEASE)
            check_release(look, m);
        if (m->subject != SL_IMAGE_ACCOUNT)
            continue;
        check_accounts(look, m, SL_S("etc/shadow"));
        check_accounts(look, m, SL_S("etc/passwd"));
    }
}
