/* The stage kind `iac`: infrastructure files become resources, checks judge the resources. */
#include "stages/iac/iac.h"

#include "engine/check/checks.h"
#include "sluice/stage.h"

static const sl_option_spec options[] = {{0}};

typedef struct state {
    sl_checks *checks;
} state;

static bool iac_open(void **out, const sl_scan_setup *setup, sl_err *e)
{
    state *s = sl_alloc(setup->mem, sizeof *s);
    *out = s;
    return sl_checks_open(&s->checks, setup->mem, setup->rules, e);
}

static bool iac_wants(const void *self, const sl_unit *unit)
{
    (void)self;
    return unit->kind == SL_UNIT_FILE && sl_iac_format_of(unit->path) != SL_IAC_NONE;
}

static bool iac_scan(void *self, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    const state *s = self;
    sl_model model = {.mem = sl_sink_mem(sink), .file = unit->label, .text = text};
    bool is_dockerfile = sl_iac_format_of(unit->path) == SL_IAC_DOCKERFILE;
    bool ok = is_dockerfile ? sl_iac_read_dockerfile(&model, sink, e)
                            : sl_iac_read_documents(&model, sink, e);
    return ok && sl_checks_run(s->checks, &model, sink, e);
}

static void iac_close(void *self)
{
    const state *s = self;
    sl_checks_close(s->checks);
}

static const sl_scanner scanner = {
    .open = iac_open, .wants = iac_wants, .scan = iac_scan, .close = iac_close};

static const sl_rule_kind rules = {
    .read = sl_checks_read_rule, .compile = sl_checks_compile, .claims = sl_checks_claim};

const sl_stage_kind sl_stage_iac = {
    .name = "iac",
    .summary = "check Dockerfiles, Kubernetes manifests and compose files",
    .traits = SL_SCANS,
    .options = options,
    .scanner = &scanner,
    .rules = &rules,
};
