/* Each question goes through its recipe's URLs until one knows the secret. A host that asks for
   patience, or does not answer, is left in peace. */
#include "engine/verify/ask.h"

#include "base/map.h"

enum { LOST_MAX = 3, ANSWER_MAX = 256 << 10, STEP_MS = 1000, TOO_MANY = 429 };

/* A host with what is known of it. */
typedef struct place {
    sl_str name;
    unsigned n_running, n_lost;
    sl_str off; /* why it is not asked any more; empty: it is */
} place;

/* One question under way. */
typedef struct item {
    struct asking *asking;
    size_t question;
    size_t url; /* of the recipe, being asked or next */
    bool is_ready, is_running, is_done;
    sl_http_request request; /* when ready */
    place *host;
    sl_judgement best;
} item;

typedef struct asking {
    sl_arena *mem;
    const sl_ask_spec *spec;
    sl_http *http;
    item *items;
    sl_map hosts;
    unsigned n_running;
} asking;

bool sl_endpoint_read(sl_endpoint *out, sl_arena *mem, const sl_recipes *recipes, sl_str text,
                      sl_err *e)
{
    size_t equals = sl_str_chr(text, '=');
    if (equals == SIZE_MAX)
        return sl_fail(e, SL_EUSAGE,
                       "--verify-endpoint is PROVIDER=URL, for example "
                       "gitlab=https://gitlab.example.org");
    out->provider = sl_str_sub(text, 0, equals);
    out->url = sl_str_sub(text, equals + 1, text.n);
    while (sl_str_ends(out->url, SL_S("/")))
        out->url.n--;
    sl_str server = sl_url_host(out->url);
    sl_strs names = {0};
    bool is_known = false;
    for (size_t i = 0; i < recipes->n; i++) {
        *sl_list_add(mem, &names) = recipes->v[i].provider;
        is_known = is_known || sl_str_eq(recipes->v[i].provider, out->provider);
    }
    if (!is_known) {
        size_t near = sl_str_nearest(out->provider, names.v, names.n);
        return sl_fail(e, SL_EUSAGE, "--verify-endpoint: there is no check for '%.*s'%s%.*s",
                       SL_FMT(out->provider), near == SIZE_MAX ? "" : "; did you mean ",
                       SL_FMT(near == SIZE_MAX ? (sl_str){0} : names.v[near]));
    }
    if (!server.n || sl_str_chr(out->url, '?') != SIZE_MAX || sl_str_chr(out->url, '#') != SIZE_MAX)
        return sl_fail(e, SL_EUSAGE,
                       "--verify-endpoint %.*s: not a URL such as "
                       "https://host:port/prefix",
                       SL_FMT(text));
    if (!sl_str_starts(out->url, SL_S("https://")) && !sl_host_is_local(server))
        return sl_fail(e, SL_EUSAGE,
                       "--verify-endpoint %.*s: secrets are sent by https:// only, "
                       "but for this machine",
                       SL_FMT(text));
    return true;
}

static const sl_endpoint *endpoint_of(const asking *a, const sl_recipe *recipe)
{
    for (size_t i = 0; i < a->spec->n_endpoints; i++)
        if (sl_str_eq(a->spec->endpoints[i].provider, recipe->provider))
            return &a->spec->endpoints[i];
    return NULL;
}

static const sl_recipe *recipe_of(const item *it)
{
    return it->asking->spec->questions[it->question].recipe;
}

static void end(item *it)
{
    const sl_ask_spec *spec = it->asking->spec;
    it->is_done = true;
    spec->tell(spec->context, it->question, &it->best);
}

/* A server of the user's own may have made it: that one host refuses it proves nothing. */
static void doubt(item *it, sl_judgement *j)
{
    const sl_recipe *recipe = recipe_of(it);
    if (j->state != SL_VERIFIED_INACTIVE || !recipe->is_self_hosted ||
        endpoint_of(it->asking, recipe))
        return;
    j->state = SL_VERIFIED_UNKNOWN;
    j->why = sl_printf(it->asking->mem,
                       "%.*s; revoked, or of another server (--verify-endpoint %.*s=URL)",
                       SL_FMT(j->why), SL_FMT(recipe->provider));
}

/* Active ends it; what one URL does not know the next may; only all together say inactive. */
static void learn(item *it, sl_judgement j)
{
    doubt(it, &j);
    bool is_better = it->best.state == SL_VERIFIED_NOT || j.state == SL_VERIFIED_ACTIVE ||
                     (it->best.state == SL_VERIFIED_INACTIVE && j.state == SL_VERIFIED_UNKNOWN);
    if (is_better)
        it->best = j;
    it->is_ready = false;
    it->url++;
    if (j.state == SL_VERIFIED_ACTIVE || it->url == recipe_of(it)->urls.n ||
        endpoint_of(it->asking, recipe_of(it)))
        end(it);
}

static void learn_nothing(item *it, sl_str why)
{
    learn(it, (sl_judgement){.state = SL_VERIFIED_UNKNOWN, .why = why});
}

static place *host_of(asking *a, sl_str name)
{
    void **slot = sl_map_at(&a->hosts, a->mem, name);
    if (!*slot) {
        place *h = *slot = sl_alloc(a->mem, sizeof *h);
        h->name = name;
    }
    return *slot;
}

/* The path and query of a URL. */
static sl_str path_of(sl_str url)
{
    size_t at = sl_str_find(url, SL_S("://"), 0) + 3;
    while (at < url.n && url.p[at] != '/' && url.p[at] != '?')
        at++;
    return sl_str_sub(url, at, url.n);
}

static bool is_allowed(const sl_recipe *recipe, sl_str url)
{
    sl_str host = sl_url_host(url);
    for (size_t i = 0; i < recipe->hosts.n; i++)
        if (sl_str_starts(url, SL_S("https://")) && sl_str_eq(recipe->hosts.v[i], host) &&
            sl_str_find(url, SL_S(".."), 0) == SIZE_MAX && sl_str_chr(url, '\\') == SIZE_MAX)
            return true;
    return false;
}

/* The URL to ask, whose host is one of the recipe's or the user's; empty for any other. */
static sl_str url_of(const item *it, const sl_bindings *values)
{
    asking *a = it->asking;
    const sl_recipe *recipe = recipe_of(it);
    const sl_endpoint *endpoint = endpoint_of(a, recipe);
    sl_str text = recipe->urls.v[it->url];
    bool is_whole = sl_template_is_whole_url(text);
    sl_str url = sl_template_fill(a->mem, text, values, is_whole ? SL_PLACE_PLAIN : SL_PLACE_URL);
    if (!is_allowed(recipe, url))
        return (sl_str){0};
    if (!endpoint)
        return url;
    return sl_printf(a->mem, "%.*s%.*s", SL_FMT(endpoint->url), SL_FMT(path_of(url)));
}

static sl_bindings values_of(const item *it)
{
    const sl_question *q = &it->asking->spec->questions[it->question];
    sl_bindings values = {0};
    for (size_t i = 0; i < q->values.n; i++)
        *sl_list_add(it->asking->mem, &values) = q->values.v[i];
    if (q->recipe->regions.n)
        *sl_list_add(it->asking->mem, &values) =
            (sl_binding){SL_S("region"), q->recipe->regions.v[it->url]};
    return values;
}

static void done(void *context, const sl_http_answer *answer, const sl_err *e);

static void set_fields(item *it, const sl_bindings *values)
{
    const sl_node *fields = recipe_of(it)->fields;
    sl_arena *mem = it->asking->mem;
    it->request.fields = (sl_http_fields){0};
    for (size_t i = 0; fields && i < fields->n; i++) {
        sl_str value = sl_template_fill(mem, fields->pairs[i].value->text, values, SL_PLACE_PLAIN);
        if (value.n) /* a field of a need that is not there is left out */
            *sl_list_add(mem, &it->request.fields) =
                (sl_http_field){fields->pairs[i].key->text, value};
    }
}

/* Makes the request for the next URL; false when there is none to be made, which is learned. */
static bool prepare(item *it)
{
    asking *a = it->asking;
    const sl_recipe *recipe = recipe_of(it);
    sl_bindings values = values_of(it);
    sl_str url = url_of(it, &values);
    if (!url.n) {
        learn_nothing(it, SL_S("not asked: the secret leads to a host that is not the provider's"));
        return false;
    }
    it->request = (sl_http_request){
        .method = recipe->method,
        .url = url,
        .body = sl_template_fill(a->mem, recipe->body, &values, SL_PLACE_BODY),
        .user = sl_template_fill(a->mem, recipe->user, &values, SL_PLACE_PLAIN),
        .password = sl_template_fill(a->mem, recipe->password, &values, SL_PLACE_PLAIN),
        .body_max = ANSWER_MAX,
        .timeout_ms = a->spec->request_ms,
        .done = done,
        .context = it};
    if (recipe->service.n)
        it->request.sigv4 = sl_printf(a->mem, "%.*s:%.*s", SL_FMT(recipe->regions.v[it->url]),
                                      SL_FMT(recipe->service));
    set_fields(it, &values);
    it->host = host_of(a, sl_url_host(url));
    it->is_ready = true;
    return true;
}

static void done(void *context, const sl_http_answer *answer, const sl_err *e)
{
    item *it = context;
    asking *a = it->asking;
    place *h = it->host;
    sl_judgement j;
    it->is_running = false;
    h->n_running--;
    a->n_running--;
    if (answer) {
        h->n_lost = 0;
        sl_judge(&j, a->mem, recipe_of(it), h->name, answer);
        if (answer->status == TOO_MANY)
            h->off = sl_dup(a->mem, j.why);
        learn(it, j);
        return;
    }
    sl_str why = sl_dup(a->mem, sl_str_of(e->text));
    if (++h->n_lost == LOST_MAX)
        h->off = why;
    learn_nothing(it, why);
}

static void start(item *it)
{
    asking *a = it->asking;
    sl_err e = {0};
    if (it->host->off.n) {
        learn_nothing(it, sl_printf(a->mem, "not asked: %.*s", SL_FMT(it->host->off)));
        return;
    }
    if (!sl_http_start(a->http, &it->request, &e)) {
        learn_nothing(it, sl_printf(a->mem, "not asked: %s", e.text));
        return;
    }
    it->is_running = true;
    it->host->n_running++;
    a->n_running++;
}

/* Starts what may start; true when something is left to wait for or to start. */
static bool start_some(asking *a)
{
    bool is_left = false;
    for (size_t i = 0; i < a->spec->n; i++) {
        item *it = &a->items[i];
        bool may = !it->is_done && !it->is_running && a->n_running < SL_ASK_AT_ONCE &&
                   (it->is_ready || prepare(it));
        if (may && it->host->n_running < SL_ASK_HOST_AT_ONCE)
            start(it);
        is_left = is_left || !it->is_done;
    }
    return is_left;
}

static void give_up(asking *a, const sl_err *e)
{
    for (size_t i = 0; i < a->spec->n; i++)
        if (!a->items[i].is_done) {
            a->items[i].best = (sl_judgement){.state = SL_VERIFIED_UNKNOWN,
                                              .why = sl_dup(a->mem, sl_str_of(e->text))};
            end(&a->items[i]);
        }
}

void sl_ask(sl_arena *mem, const sl_ask_spec *spec)
{
    asking a = {.mem = mem, .spec = spec};
    sl_err e = {0};
    const sl_http_spec http = {.ca_file = spec->ca_file};
    a.items = sl_alloc_array(mem, spec->n + 1, sizeof *a.items);
    for (size_t i = 0; i < spec->n; i++)
        a.items[i] = (item){.asking = &a, .question = i};
    bool ok = sl_http_open(&a.http, mem, &http, &e);
    while (ok && start_some(&a))
        ok = !a.n_running || sl_http_step(a.http, STEP_MS, &e);
    if (!ok)
        give_up(&a, &e);
    sl_http_close(a.http);
}
