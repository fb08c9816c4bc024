/* What the configuration of an image says: user, variables, labels, ports, history. */
#include "stages/image/state.h"

#include <stdlib.h>

bool sl_image_matches_text(sl_image_look *look, const sl_regex *regex, sl_str text, bool fallback)
{
    sl_match match;
    bool found = false;
    sl_err e = {0};
    const sl_regex_search search = {text, 0, SIZE_MAX, true};
    if (!regex)
        return fallback;
    if (!sl_regex_find(regex, look->state->room, &search, &match, &found, &e) &&
        !look->broken->kind)
        *look->broken = e;
    return found;
}

void sl_image_tell(sl_image_look *look, const sl_image_match *match, sl_str detail, sl_str identity)
{
    const sl_rule *rule = sl_ruleset_rule(look->state->rules, match->rule);
    sl_hit hit = {.rule = match->rule, .is_whole = true, .resource = look->where};
    hit.message = detail.n
                      ? sl_printf(look->mem, "%.*s (%.*s)", SL_FMT(rule->message), SL_FMT(detail))
                      : rule->message;
    hit.identity = sl_printf(look->mem, "%.*s %.*s %.*s", SL_FMT(rule->id), SL_FMT(look->where),
                             SL_FMT(identity));
    if (sl_map_put(look->told, sl_sink_mem(look->sink),
                   sl_dup(sl_sink_mem(look->sink), hit.identity), NULL))
        sl_sink_hit(look->sink, &hit);
}

static void check_user(sl_image_look *look, const sl_image_match *m)
{
    sl_str user = look->platform->config.user;
    sl_str name = sl_str_sub(user, 0, sl_str_chr(user, ':'));
    for (size_t i = 0; i < m->texts.n; i++)
        if (sl_str_eq(name, m->texts.v[i]))
            sl_image_tell(look, m,
                          name.n ? sl_printf(look->mem, "User is '%.*s'", SL_FMT(user))
                                 : SL_S("User is not set"),
                          (sl_str){0});
}

static void check_missing(sl_image_look *look, const sl_image_match *m)
{
    const sl_image_platform *p = look->platform;
    sl_str what = m->texts.v[0];
    bool is_there = sl_str_is(what, "healthcheck") && p->config.has_healthcheck;
    for (size_t i = 0; i < p->config.labels.n; i++)
        is_there |= sl_str_eq(p->config.labels.v[i].key, what) && p->config.labels.v[i].value.n;
    for (size_t i = 0; i < p->annotations.n; i++)
        is_there |= sl_str_eq(p->annotations.v[i].key, what) && p->annotations.v[i].value.n;
    if (!is_there)
        sl_image_tell(look, m, (sl_str){0}, what);
}

static void check_pairs(sl_image_look *look, const sl_image_match *m, const sl_image_pairs *pairs,
                        const char *kind)
{
    for (size_t i = 0; i < pairs->n; i++) {
        const sl_image_pair *pair = &pairs->v[i];
        if (pair->value.n && sl_image_matches_text(look, m->name, pair->key, true) &&
            !sl_image_matches_text(look, m->not_name, pair->key, false) &&
            sl_image_matches_text(look, m->value, pair->value, true) &&
            !sl_image_matches_text(look, m->not_value, pair->value, false))
            sl_image_tell(look, m,
                          sl_printf(look->mem, "%s %.*s, a value of %zu bytes", kind,
                                    SL_FMT(pair->key), pair->value.n),
                          pair->key);
    }
}

static void check_variables(sl_image_look *look, const sl_image_match *m)
{
    check_pairs(look, m, &look->platform->config.env, "variable");
}

static void check_labels(sl_image_look *look, const sl_image_match *m)
{
    check_pairs(look, m, &look->platform->config.labels, "label");
}

static void check_history(sl_image_look *look, const sl_image_match *m)
{
    for (size_t i = 0; i < look->platform->config.history.n; i++) {
        sl_str command = look->platform->config.history.v[i].created_by;
        if (sl_image_matches_text(look, m->value, command, true) &&
            !sl_image_matches_text(look, m->not_value, command, false))
            sl_image_tell(
                look, m,
                sl_printf(look->mem, "step %zu of %zu", i + 1, look->platform->config.history.n),
                command);
    }
}

static void check_volumes(sl_image_look *look, const sl_image_match *m)
{
    const sl_strs *volumes = &look->platform->config.volumes;
    for (size_t i = 0; i < volumes->n; i++)
        if (sl_image_matches_text(look, m->value, volumes->v[i], true))
            sl_image_tell(look, m, sl_printf(look->mem, "volume %.*s", SL_FMT(volumes->v[i])),
                          volumes->v[i]);
}

/* Ports with their protocol; "22" is tcp. */
typedef struct range {
    int64_t from, to;
    sl_str protocol;
} range;

static bool read_range(range *out, sl_str text)
{
    size_t slash = sl_str_chr(text, '/');
    sl_str ports = sl_str_sub(text, 0, slash);
    size_t dash = sl_str_chr(ports, '-');
    out->protocol = slash == SIZE_MAX ? SL_S("tcp") : sl_str_sub(text, slash + 1, text.n);
    if (!sl_str_int(sl_str_sub(ports, 0, dash), &out->from))
        return false;
    out->to = out->from;
    return dash == SIZE_MAX || sl_str_int(sl_str_sub(ports, dash + 1, ports.n), &out->to);
}

/* True when a listed range takes in all of `ports`, or with `any` some of it. */
static bool in_list(const sl_strs *list, const range *ports, bool any)
{
    for (size_t i = 0; i < list->n; i++) {
        range r;
        if (!read_range(&r, list->v[i]) || !sl_str_eq_case(r.protocol, ports->protocol))
            continue;
        if (any ? r.from <= ports->to && ports->from <= r.to
                : r.from <= ports->from && ports->to <= r.to)
            return true;
    }
    return false;
}

static void check_ports(sl_image_look *look, const sl_image_match *m)
{
    const sl_strs *ports = &look->platform->config.ports;
    sl_strs allowed = sl_options_list(look->state->options, "ports");
    bool beyond = sl_str_is(m->texts.v[0], "beyond");
    for (size_t i = 0; i < ports->n; i++) {
        range r;
        bool is_range = read_range(&r, ports->v[i]);
        bool is_fine = is_range && in_list(&allowed, &r, false) &&
                       (beyond || sl_options_given(look->state->options, "ports"));
        if (!is_fine && (beyond || (is_range && in_list(&m->texts, &r, true))))
            sl_image_tell(look, m, sl_printf(look->mem, "port %.*s", SL_FMT(ports->v[i])),
                          ports->v[i]);
    }
}

/* Docker writes the shell form as ["/bin/sh", "-c", "…"]. */
static void check_command(sl_image_look *look, const sl_image_match *m)
{
    const sl_image_config *c = &look->platform->config;
    bool is_entry = c->entrypoint.n > 0;
    const sl_strs *words = is_entry ? &c->entrypoint : &c->command;
    if (words->n >= 3 && sl_str_ends(words->v[0], SL_S("sh")) && sl_str_is(words->v[1], "-c"))
        sl_image_tell(look, m, is_entry ? SL_S("ENTRYPOINT") : SL_S("CMD"), (sl_str){0});
}

static void check_created(sl_image_look *look, const sl_image_match *m)
{
    sl_str created = look->platform->config.created;
    if (created.n && sl_str_cmp(created, m->texts.v[0]) < 0)
        sl_image_tell(look, m, created, (sl_str){0});
}

void sl_image_check_settings(sl_image_look *look)
{
    static void (*const checks[SL_IMAGE_SUBJECTS])(sl_image_look *, const sl_image_match *) = {
        [SL_IMAGE_USER] = check_user,          [SL_IMAGE_MISSING] = check_missing,
        [SL_IMAGE_VARIABLE] = check_variables, [SL_IMAGE_LABEL] = check_labels,
        [SL_IMAGE_HISTORY] = check_history,    [SL_IMAGE_PORTS] = check_ports,
        [SL_IMAGE_COMMAND] = check_command,    [SL_IMAGE_CREATED] = check_created,
        [SL_IMAGE_VOLUME] = check_volumes,
    };
    for (size_t i = 0; i < look->state->matches.n; i++) {
        const sl_image_match *m = &look->state->matches.v[i];
        if (checks[m->subject])
            checks[m->subject](look, m);
    }
}
