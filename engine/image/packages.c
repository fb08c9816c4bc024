/* Paragraphs of "Key: value" lines. A paragraph that is not understood is counted, the others are
   still read. */
#include "engine/image/packages.h"

#include "base/chars.h"
#include "sluice/buf.h"

/* The fields of one paragraph that matter. */
typedef struct paragraph {
    sl_str name, version, architecture, source, status;
    bool has_lines, is_bad;
    size_t line; /* its first */
} paragraph;

/* One database format. */
typedef struct format {
    const char *type, *distribution; /* of its package URLs */
    bool (*line)(paragraph *p, sl_str line);
    void (*finish)(paragraph *p, sl_package *package);
} format;

static sl_str unquoted(sl_str value)
{
    bool is_quoted = value.n >= 2 && (value.p[0] == '"' || value.p[0] == '\'') &&
                     value.p[value.n - 1] == value.p[0];
    return is_quoted ? sl_str_sub(value, 1, value.n - 1) : value;
}

void sl_release_read(sl_release *out, sl_str text)
{
    const struct {
        const char *key;
        sl_str *to;
    } keys[] = {{"ID", &out->id}, {"VERSION_ID", &out->version}, {"PRETTY_NAME", &out->name}};
    sl_str line;
    *out = (sl_release){0};
    while (sl_str_cut(&text, '\n', &line)) {
        size_t equals = sl_str_chr(line, '=');
        for (size_t i = 0; equals != SIZE_MAX && i < sizeof keys / sizeof *keys; i++)
            if (sl_str_is(sl_str_trim(sl_str_sub(line, 0, equals)), keys[i].key))
                *keys[i].to = unquoted(sl_str_trim(sl_str_sub(line, equals + 1, line.n)));
    }
}

static bool is_plain(unsigned char c)
{
    return sl_is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '~' || c == ':';
}

static void add_encoded(sl_buf *out, sl_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (is_plain(c))
            sl_buf_addc(out, (char)c);
        else
            sl_buf_addf(out, "%%%02X", c);
    }
}

static sl_str purl(sl_arena *mem, const format *f, const sl_package *p, const sl_release *release)
{
    enum { PURL_MAX = 1 << 16 };
    sl_buf buf;
    sl_buf_init(&buf, PURL_MAX);
    sl_buf_addf(&buf, "pkg:%s/", f->type);
    add_encoded(&buf, release->id.n ? release->id : sl_str_of(f->distribution));
    sl_buf_addc(&buf, '/');
    add_encoded(&buf, p->name);
    sl_buf_addc(&buf, '@');
    add_encoded(&buf, p->version);
    if (p->architecture.n) {
        sl_buf_addz(&buf, "?arch=");
        add_encoded(&buf, p->architecture);
    }
    if (release->id.n && release->version.n) {
        sl_buf_addz(&buf, p->architecture.n ? "&distro=" : "?distro=");
        add_encoded(&buf, release->id);
        sl_buf_addc(&buf, '-');
        add_encoded(&buf, release->version);
    }
    sl_str text = sl_dup(mem, sl_buf_str(&buf));
    sl_buf_clear(&buf);
    return text;
}

/* A continuation line belongs to a field that was read or passed over. */
static bool dpkg_line(paragraph *p, sl_str line)
{
    const struct {
        const char *key;
        sl_str *to;
    } keys[] = {{"Package", &p->name},
                {"Version", &p->version},
                {"Architecture", &p->architecture},
                {"Source", &p->source},
                {"Status", &p->status}};
    if (line.p[0] == ' ' || line.p[0] == '\t')
        return p->has_lines;
    size_t colon = sl_str_chr(line, ':');
    if (colon == SIZE_MAX || !colon)
        return false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (sl_str_eq_case(sl_str_sub(line, 0, colon), sl_str_of(keys[i].key)))
            *keys[i].to = sl_str_trim(sl_str_sub(line, colon + 1, line.n));
    return true;
}

/* "Source: glibc (2.36-9)"; without a version it is the package's own. */
static void dpkg_finish(paragraph *p, sl_package *package)
{
    size_t open = sl_str_chr(p->source, '(');
    sl_str version = open == SIZE_MAX ? (sl_str){0} : sl_str_sub(p->source, open + 1, p->source.n);
    package->source = sl_str_trim(sl_str_sub(p->source, 0, open));
    package->source_version = sl_str_trim(sl_str_sub(version, 0, sl_str_chr(version, ')')));
}

/* The last word of "install ok installed"; status.d has no such line. */
static bool is_installed(const paragraph *p)
{
    size_t space = sl_str_rchr(p->status, ' ');
    return !p->status.n ||
           sl_str_is(sl_str_sub(p->status, space == SIZE_MAX ? 0 : space + 1, p->status.n),
                     "installed");
}

static bool apk_line(paragraph *p, sl_str line)
{
    if (line.n < 2 || line.p[1] != ':')
        return false;
    sl_str value = sl_str_sub(line, 2, line.n);
    switch (line.p[0]) {
    case 'P':
        p->name = value;
        break;
    case 'V':
        p->version = value;
        break;
    case 'A':
        p->architecture = value;
        break;
    case 'o':
        p->source = value;
        break;
    default: /* files, checksums, dependencies */
        break;
    }
    return true;
}

static void apk_finish(paragraph *p, sl_package *package)
{
    package->source = p->source;
}

static bool end_paragraph(sl_packages *out, sl_arena *mem, const format *f, paragraph *p,
                          const sl_release *release, sl_err *e)
{
    bool is_good = !p->is_bad && p->name.n && (p->version.n || !is_installed(p));
    if (!p->has_lines || (is_good && !is_installed(p)))
        return true;
    if (!is_good) {
        out->first_bad = out->n_bad++ ? out->first_bad : p->line;
        return true;
    }
    if (out->n == SL_PACKAGES_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d packages (limit packages)", SL_PACKAGES_MAX);
    sl_package *package = sl_list_add(mem, out);
    *package =
        (sl_package){.name = p->name, .version = p->version, .architecture = p->architecture};
    f->finish(p, package);
    if (!package->source.n)
        package->source = p->name;
    if (!package->source_version.n)
        package->source_version = p->version;
    package->purl = purl(mem, f, package, release);
    return true;
}

static bool read_all(sl_packages *out, sl_arena *mem, const format *f, sl_str text,
                     const sl_release *release, sl_err *e)
{
    paragraph p = {0};
    sl_str line;
    for (size_t n = 1; sl_str_cut(&text, '\n', &line); n++) {
        if (sl_str_ends(line, SL_S("\r")))
            line.n--;
        if (!line.n) {
            if (!end_paragraph(out, mem, f, &p, release, e))
                return false;
            p = (paragraph){0};
            continue;
        }
        p.line = p.has_lines ? p.line : n;
        p.is_bad |= !f->line(&p, line);
        p.has_lines = true;
    }
    return end_paragraph(out, mem, f, &p, release, e);
}

bool sl_packages_dpkg(sl_packages *out, sl_arena *mem, sl_str text, const sl_release *release,
                      sl_err *e)
{
    static const format dpkg = {"deb", "debian", dpkg_line, dpkg_finish};
    return read_all(out, mem, &dpkg, text, release, e);
}

bool sl_packages_apk(sl_packages *out, sl_arena *mem, sl_str text, const sl_release *release,
                     sl_err *e)
{
    static const format apk = {"apk", "alpine", apk_line, apk_finish};
    return read_all(out, mem, &apk, text, release, e);
}
