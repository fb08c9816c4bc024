/* The kind of stage that finds credentials in files. */
#include "stages/secrets/compile.h"
#include "stages/secrets/content/image.h"
#include "stages/secrets/look.h"
#include "stages/secrets/screen.h"

static const char *const verified_choices[] = {"any", "unless-inactive", "only", NULL};

static const sl_option_spec options[] = {
    {"decode", SL_OPT_COUNT, "3",
     "how often base64, hex, percent signs, escapes and UTF-16 inside one another are decoded",
     false, NULL},
    {"archive_depth", SL_OPT_COUNT, "4", "how deep archives in archives are opened; 0: none is",
     false, NULL},
    {"archive_entries", SL_OPT_COUNT, "50000", "files and folders that one archive may hold", false,
     NULL},
    {"archive_bytes", SL_OPT_SIZE, "512M", "bytes that one archive may unpack to", false, NULL},
    {"archive_ratio", SL_OPT_COUNT, "250",
     "how many times its size an archive may unpack to, past 32 MiB", false, NULL},
    {"verified", SL_OPT_TEXT, "any",
     "what --verify makes of findings: any (all count), unless-inactive (what does not work any "
     "more is info), only (so is what no provider can be asked about)",
     false, verified_choices},
    {"image", SL_OPT_TEXT, NULL,
     "a container image, all layers of which are looked at instead of the commit's files", false,
     NULL},
    {"image_bytes", SL_OPT_SIZE, "20G", "bytes that an image may unpack to", false, NULL},
    {"screen", SL_OPT_BOOL, "yes",
     "look through a large history first, around what changed; no: scan every content as a whole",
     false, NULL},
    {0},
};

static bool read_archive_limits(sl_archive_limits *out, const sl_options *given, sl_err *e)
{
    *out = (sl_archive_limits){.depth = sl_options_number(given, "archive_depth"),
                               .entries = sl_options_number(given, "archive_entries"),
                               .bytes = sl_options_number(given, "archive_bytes"),
                               .ratio = sl_options_number(given, "archive_ratio")};
    if (out->depth > SL_ARCHIVE_DEPTH_MAX)
        return sl_fail(e, SL_EUSAGE, "archive_depth: %llu is more than %d",
                       (unsigned long long)out->depth, SL_ARCHIVE_DEPTH_MAX);
    return out->ratio > 0 || sl_fail(e, SL_EUSAGE, "archive_ratio: at least 1");
}

static bool open_scanner(void **state, const sl_scan_setup *setup, sl_err *e)
{
    sl_secret_scanner *scanner = sl_alloc(setup->mem, sizeof *scanner);
    uint64_t depth = sl_options_number(setup->options, "decode");
    if (depth > SL_SECRET_DEPTH_MAX)
        return sl_fail(e, SL_EUSAGE, "decode: %llu is more than %d", (unsigned long long)depth,
                       SL_SECRET_DEPTH_MAX);
    scanner->depth = (size_t)depth;
    scanner->is_screening = sl_options_bool(setup->options, "screen");
    scanner->image_bytes = sl_options_number(setup->options, "image_bytes");
    *state = scanner;
    return read_archive_limits(&scanner->archives, setup->options, e) &&
           sl_secret_scanner_open(scanner, setup, e);
}

/* In a worker the library could no longer be loaded; most trees have no use for it. */
static bool wants(const void *state, const sl_unit *unit)
{
    const sl_secret_scanner *scanner = state;
    if (unit->kind == SL_UNIT_IMAGE) {
        sl_secret_image_prepare(NULL);
        if (scanner->archives.depth)
            sl_archive_prepare(NULL);
        return true;
    }
    if (unit->kind == SL_UNIT_FILE && scanner->archives.depth && sl_archive_is_name(unit->path))
        sl_archive_prepare(NULL);
    return unit->kind == SL_UNIT_FILE || unit->kind == SL_UNIT_SYMLINK;
}

static bool scan(void *state, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    return sl_secret_look(state, unit, text, sink, e);
}

static bool screen(void *state, const sl_screening *what, sl_screened *out, sl_err *e)
{
    return sl_secret_screen(state, what, out, e);
}

static bool minds(void *state, sl_str path)
{
    return sl_secret_minds(state, path);
}

static void close_scanner(void *state)
{
    sl_secret_scanner_close(state);
}

static const sl_scanner scanner_of_secrets = {
    .open = open_scanner,
    .wants = wants,
    .scan = scan,
    .screen = screen,
    .minds = minds,
    .close = close_scanner,
};

static const sl_rule_kind rules_of_secrets = {.read = sl_secrets_read,
                                              .compile = sl_secrets_compile,
                                              .claims = sl_secrets_claims,
                                              .accepts = sl_secrets_accepts,
                                              .examples = sl_secrets_examples};

const sl_stage_kind sl_stage_secrets = {.name = "secrets",
                                        .summary = "find credentials in files",
                                        .traits = SL_SCANS | SL_SEES_HISTORY | SL_SEES_IMAGES,
                                        .options = options,
                                        .scanner = &scanner_of_secrets,
                                        .rules = &rules_of_secrets};
