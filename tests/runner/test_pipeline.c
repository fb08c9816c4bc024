/* Reading pipelines: what is taken, and what every mistake is answered with. */
#include "tests/runner/kinds.h"

#include "runner/pipeline_part.h"

#include <time.h>

static const char *error_with(sl_arena *mem, const char *text, const char *const *files)
{
    sl_err *e = sl_alloc(mem, sizeof *e);
    sl_pipeline *pipeline;
    assert_false(test_pipeline_try(&pipeline, mem, text, files, e));
    assert_int_equal(e->kind, SL_EUSAGE);
    return e->text;
}

static const char *error_of(sl_arena *mem, const char *text)
{
    return error_with(mem, text, NULL);
}

static void every_key_of_a_stage_is_taken(void **state)
{
    const sl_pipeline *p = test_pipeline(
        *state, "version: 1\n"
                "name: shop\n"
                "stages:\n"
                "  - name: build\n"
                "    uses: shell\n"
                "    with: {run: make}\n"
                "    timeout: 10m\n"
                "    retries: 2\n"
                "    allow_failure: true\n"
                "    env: {CI: 1, API_TOKEN: x, HOME_DIR: {from: HOME, secret: true}, EMPTY: ~}\n"
                "  - name: ship\n"
                "    uses: deploy\n"
                "    with: {target: directory}\n"
                "    needs: build\n"
                "    when: {branch: [main, release/*], event: push}\n"
                "    environment: production\n");

    const sl_stage *build = sl_pipeline_stage(p, SL_S("build"));
    const sl_stage *ship = sl_pipeline_stage(p, SL_S("ship"));
    assert_true(sl_str_is(p->name, "shop"));
    assert_true(sl_str_is(sl_options_text(build->options, "run"), "make"));
    assert_int_equal(build->timeout_ms, 600000);
    assert_int_equal(build->retries, 2);
    assert_true(build->allow_failure);
    assert_false(build->has_needs);
    assert_true(sl_str_is(build->env.v[0].value, "1"));
    assert_false(build->env.v[0].is_secret);
    assert_true(build->env.v[1].is_secret);
    assert_true(build->env.v[2].from_host && build->env.v[2].is_secret);
    assert_true(sl_str_is(build->env.v[2].value, "HOME"));
    assert_int_equal(build->env.v[3].value.n, 0);
    assert_int_equal(ship->needs.n, 1);
    assert_int_equal(ship->needs.v[0], 0);
    assert_true(sl_str_is(ship->when.branch.v[1], "release/*"));
    assert_int_equal(ship->when.event.n, 1);
    assert_true(sl_str_is(ship->environment, "production"));
    assert_int_equal(ship->line, 11);
}

static void every_key_of_the_policy_is_taken(void **state)
{
    const sl_pipeline *p = test_pipeline(*state, "version: 1\n"
                                                 "policy:\n"
                                                 "  fail_on: critical\n"
                                                 "  stages: {keys: {fail_on: low}}\n"
                                                 "  mandatory: [keys]\n"
                                                 "  new_only: true\n"
                                                 "  partial: fail\n"
                                                 "  missing: allow\n"
                                                 "  ignores: forbid\n"
                                                 "  waivers: w.yml\n"
                                                 "  baseline: b.json\n"
                                                 "stages: [{name: keys, uses: secrets}]\n");

    const sl_policy *policy = &p->policy;
    assert_int_equal(policy->fail_on, SL_CRITICAL);
    assert_int_equal(policy->stages.v[0].fail_on, SL_LOW);
    assert_true(sl_str_is(policy->mandatory.v[0], "keys"));
    assert_true(policy->new_only && policy->partial_fails && policy->missing_allowed);
    assert_false(policy->ignores_allowed);
    assert_true(sl_str_is(policy->waivers, "w.yml"));
    assert_true(sl_str_is(policy->baseline, "b.json"));
}

static void without_a_policy_high_findings_block(void **state)
{
    const sl_pipeline *p = test_pipeline(*state, "version: 1\nstages: [{name: a, uses: sast}]\n");

    assert_int_equal(p->policy.fail_on, SL_HIGH);
    assert_true(p->policy.ignores_allowed);
    assert_false(p->policy.new_only || p->policy.partial_fails || p->policy.missing_allowed);
    assert_null(p->policy.doc);
}

static void an_error_shows_the_line_with_a_caret(void **state)
{
    assert_string_equal(error_of(*state, "version: 1\nstages:\n  - name: a\n    uses: secrts\n"),
                        ".sluice.yml:4:11: unknown stage 'secrts'; did you mean 'secrets'?\n"
                        "      uses: secrts\n"
                        "            ^");
}

/* Stages are given in flow style from line 2 on; the place is that of the first line of the error.
 */
static const struct {
    const char *text, *error;
} mistakes[] = {
    {"", "1:1: a pipeline is a map with 'version' and 'stages'"},
    {"- a\n", "1:1: a pipeline is a map with 'version' and 'stages'"},
    {"stages: []\n", "1:1: 'version: 1' is missing"},
    {"version: 2\nstages: []\n", "1:10: version '2' is not known; this sluice reads version 1"},
    {"version: '1'\nstages: []\n", "1:10: version '1' is not known; this sluice reads version 1"},
    {"version: 1\n", "1:1: 'stages' is missing: the list of stages"},
    {"version: 1\nstages: {a: b}\n", "2:9: 'stages' is a list, not a map"},
    {"version: 1\nstages:\n", "2:8: 'stages' is a list, not a null"},
    {"version: 1\nstage: []\n", "2:1: unknown key 'stage'; did you mean 'stages'?"},
    {"version: 1\non: push\nstages: []\n",
     "2:1: unknown key 'on'; there are version, name, include, policy, stages"},
    {"version: 1\nname: [a]\nstages: []\n", "2:7: 'name' is a single value, not a list"},
    {"version: 1\nname: a\nname: b\nstages: []\n",
     "3:1: duplicate key 'name'; the first is in line 2, column 1"},
    {"version: 1\nstages: [\n",
     "3:1: did not find expected node content, while parsing a flow node"},
    {"version: 1\nstages: []\n---\nversion: 1\n", "4:1: a second document; a pipeline is one"},
    {"version: 1\nstages: [code]\n",
     "2:10: a stage is a map such as {name: code, uses: sast}, not a text"},
    {"version: 1\nstages: [{uses: sast}]\n", "2:10: a stage needs a 'name'"},
    {"version: 1\nstages: [{name: a}]\n", "2:10: a stage needs 'uses': the kind of the stage"},
    {"version: 1\nstages: [{name: a, uses: sast, need: b}]\n",
     "2:32: unknown key 'need'; did you mean 'needs'?"},
    {"version: 1\nstages: [{name: a, uses: sast, with: {histroy: yes}}]\n",
     "2:39: unknown option 'histroy'; did you mean 'history'?"},
    {"version: 1\nstages: [{name: a, uses: sast, with: {history: maybe}}]\n",
     "2:48: 'history' is true or false, not 'maybe'"},
    {"version: 1\nstages: [{name: a, uses: shell}]\n",
     "2:10: the option 'run' is missing under 'with': the command"},
    {"version: 1\nstages: [{name: a, uses: deploy, with: {target: comand}}]\n",
     "2:49: 'target' cannot be 'comand'; did you mean 'command'?"},
    {"version: 1\nstages: [{name: a, uses: sast}, {name: a, uses: iac}]\n",
     "2:40: a second stage 'a'; the first is in .sluice.yml, line 2, column 10"},
    {"version: 1\nstages: [{name: a, uses: sast, needs: [biuld]}, {name: build, uses: iac}]\n",
     "2:40: unknown stage 'biuld'; did you mean 'build'?"},
    {"version: 1\nstages: [{name: a, uses: sast, needs: a}]\n", "2:39: stage 'a' needs itself"},
    {"version: 1\nstages: [{name: a, uses: sast, needs: {b: c}}]\n",
     "2:39: 'needs' is a list of texts, not a map"},
    {"version: 1\nstages: [{name: a, uses: sast, needs: [[b]]}]\n",
     "2:40: 'needs' is a list of texts, not of lists"},
    {"version: 1\nstages:\n- {name: a, uses: sast, needs: [c]}\n- {name: b, uses: sast, needs: "
     "[a]}\n"
     "- {name: c, uses: sast, needs: [b]}\n",
     "3:32: the needs of stages run in a circle: a -> c -> b -> a"},
    {"version: 1\nstages: [{name: a, uses: sast, allow_failure: yes}]\n",
     "2:47: 'allow_failure' is true or false, not 'yes'"},
    {"version: 1\nstages: [{name: a, uses: sast, timeout: 10}]\n",
     "2:41: 'timeout' is a time such as 500ms, 30s, 10m or 2h, not '10'"},
    {"version: 1\nstages: [{name: a, uses: sast, retries: 1001}]\n",
     "2:41: 'retries' is a whole number from 0 to 1000, not '1001'"},
    {"version: 1\nstages: [{name: a, uses: sast, retries: -1}]\n",
     "2:41: 'retries' is a whole number from 0 to 1000, not '-1'"},
    {"version: 1\nstages: [{name: a, uses: sast, environment: prod}]\n",
     "2:45: only a deploy stage has an environment; this one is 'sast'"},
    {"version: 1\nstages: [{name: a, uses: sast, when: main}]\n",
     "2:38: 'when' is a map of branch, tag, path, event"},
    {"version: 1\nstages: [{name: a, uses: sast, when: {brnch: main}}]\n",
     "2:39: unknown key 'brnch'; did you mean 'branch'?"},
    {"version: 1\nstages: [{name: a, uses: sast, env: [A]}]\n",
     "2:37: 'env' is a map of names to texts"},
    {"version: 1\nstages: [{name: a, uses: sast, env: {1A: b}}]\n",
     "2:38: the name of a variable has letters, digits and '_'"},
    {"version: 1\nstages: [{name: a, uses: sast, env: {A: [b]}}]\n",
     "2:41: a variable is a text or {from: HOST_NAME}"},
    {"version: 1\nstages: [{name: a, uses: sast, env: {A: {form: B}}}]\n",
     "2:42: unknown key 'form'; did you mean 'from'?"},
    {"version: 1\nstages: [{name: a, uses: sast, matrix: []}]\n",
     "2:40: 'matrix' is a map of 1 to 20 lists: NAME: [values]"},
    {"version: 1\nstages: [{name: a, uses: sast, matrix: {A: 1}}]\n",
     "2:44: a matrix needs a list of values for each name"},
    {"version: 1\nstages: [{name: a, uses: sast, matrix: {A: [1, 2, 1]}}]\n",
     "2:51: the value '1' stands twice in the matrix"},
    {"version: 1\nstages: [{name: a, uses: sast, matrix: {A: [[1]]}}]\n",
     "2:45: a value of a matrix is a text"},
    {"version: 1\npolicy: high\nstages: []\n", "2:9: 'policy' is a map, not a text"},
    {"version: 1\npolicy: {fail_on: hihg}\nstages: []\n",
     "2:19: 'fail_on' is critical, high, medium, low, info or none, not 'hihg'"},
    {"version: 1\npolicy: {failon: high}\nstages: []\n",
     "2:10: unknown key 'failon'; did you mean 'fail_on'?"},
    {"version: 1\npolicy: {partial: block}\nstages: []\n",
     "2:19: 'partial' is 'allow' or 'fail', not 'block'"},
    {"version: 1\npolicy: {mandatory: [cod]}\nstages: [{name: code, uses: sast}]\n",
     "2:22: unknown mandatory stage 'cod'; did you mean 'code'?"},
    {"version: 1\npolicy: {stages: {cod: {fail_on: low}}}\nstages: [{name: code, uses: sast}]\n",
     "2:19: unknown stage 'cod'; did you mean 'code'?"},
    {"version: 1\npolicy: {stages: {code: low}}\nstages: [{name: code, uses: sast}]\n",
     "2:25: a map such as {fail_on: high} is expected"},
    {"version: 1\ninclude: sluice:defualt\nstages: []\n",
     "2:10: unknown pipeline 'sluice:defualt'; did you mean 'sluice:default'?"},
    {"version: 1\ninclude: [no.yml]\nstages: []\n",
     "2:11: cannot include 'no.yml': no.yml: not in the commit"},
    {"version: 1\ninclude: ../x.yml\nstages: []\n", "2:10: '../x.yml' leaves the repository"},
    {"version: 1\ninclude: /etc/x.yml\nstages: []\n", "2:10: '/etc/x.yml' leaves the repository"},
    {"version: 1\ninclude: ./.sluice.yml\nstages: []\n", "2:10: '.sluice.yml' includes itself"},
};

static void every_mistake_is_answered_with_its_place(void **state)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        sl_str text = sl_str_of(error_of(*state, mistakes[i].text));
        sl_str first;
        assert_true(sl_str_cut(&text, '\n', &first));
        sl_str wanted = sl_printf(*state, ".sluice.yml:%s", mistakes[i].error);
        assert_string_equal(sl_dup_z(*state, first), wanted.p);
    }
}

static void a_stage_replaces_an_included_one_in_its_place(void **state)
{
    static const char *const files[] = {
        "ci/base.yml",
        "version: 1\nname: base\npolicy: {fail_on: low}\nstages:\n"
        "- {name: a, uses: sast}\n- {name: m, uses: shell, with: {run: x}, matrix: {V: [1, 2]}}\n"
        "- {name: z, uses: iac, needs: [m]}\n",
        NULL};
    sl_err e = {0};
    sl_pipeline *p;

    assert_ok(test_pipeline_try(&p, *state,
                                "version: 1\ninclude: ./ci/base.yml\nstages:\n"
                                "- {name: m, uses: shell, with: {run: mine}}\n"
                                "- {name: b, uses: secrets}\n",
                                files, &e),
              &e);

    assert_int_equal(p->stages.n, 4);
    assert_true(sl_str_is(p->stages.v[0].name, "a"));
    assert_true(sl_str_is(p->stages.v[1].name, "m"));
    assert_true(sl_str_is(sl_options_text(p->stages.v[1].options, "run"), "mine"));
    assert_true(sl_str_is(p->stages.v[2].name, "z"));
    assert_int_equal(p->stages.v[2].needs.v[0], 1);
    assert_true(sl_str_is(p->stages.v[3].name, "b"));
    assert_true(sl_str_is(p->name, "base"));
    assert_int_equal(p->policy.fail_on, SL_LOW);
}

static void the_outermost_policy_counts_as_a_whole(void **state)
{
    sl_err e = {0};
    sl_pipeline *p;

    assert_ok(test_pipeline_try(&p, *state,
                                "version: 1\ninclude: [sluice:serverless]\n"
                                "policy: {fail_on: critical}\nstages: []\n",
                                NULL, &e),
              &e);

    assert_int_equal(p->policy.fail_on, SL_CRITICAL);
    assert_int_equal(p->policy.mandatory.n, 0);
    assert_int_equal(p->policy.stages.n, 0);
    assert_true(sl_str_is(p->policy.file, ".sluice.yml"));
}

static void a_file_that_two_others_include_counts_once(void **state)
{
    static const char *const files[] = {"a.yml", "version: 1\ninclude: [c.yml]\nstages: []\n",
                                        "b.yml", "version: 1\ninclude: [./c.yml]\nstages: []\n",
                                        "c.yml", "version: 1\nstages: [{name: c, uses: sast}]\n",
                                        NULL};
    sl_err e = {0};
    sl_pipeline *p;

    assert_ok(test_pipeline_try(&p, *state,
                                "version: 1\ninclude: [a.yml, b.yml, sluice:default]\nstages: []\n",
                                files, &e),
              &e);

    assert_int_equal(p->stages.n, 4);
}

static void an_error_in_an_included_file_is_shown_there(void **state)
{
    static const char *const files[] = {
        "ci/a.yml", "version: 1\nstages:\n- {name: a, uses: sast, needs: [nope]}\n", NULL};

    const char *error = error_with(*state, "version: 1\ninclude: ci/a.yml\nstages: []\n", files);

    assert_string_equal(error, "ci/a.yml:3:33: unknown stage 'nope'; there is a\n"
                               "  - {name: a, uses: sast, needs: [nope]}\n"
                               "                                  ^");
}

static void includes_end_somewhere(void **state)
{
    static const char *const circle[] = {"a.yml", "version: 1\ninclude: b.yml\nstages: []\n",
                                         "b.yml", "version: 1\ninclude: a.yml\nstages: []\n", NULL};
    sl_arena *mem = *state;
    const char *chain[25] = {0};
    for (int i = 0; i < 12; i++) {
        chain[2 * i] = sl_printf(mem, "%d.yml", i).p;
        chain[2 * i + 1] = sl_printf(mem, "version: 1\ninclude: %d.yml\nstages: []\n", i + 1).p;
    }

    const char *a = error_with(mem, "version: 1\ninclude: a.yml\nstages: []\n", circle);
    const char *b = error_with(mem, "version: 1\ninclude: 0.yml\nstages: []\n", chain);

    assert_non_null(strstr(a, "b.yml:2:10: 'a.yml' includes itself"));
    assert_non_null(strstr(b, "7.yml:2:10: includes are nested more than 8 deep"));
}

static void a_matrix_makes_a_stage_of_each_combination(void **state)
{
    const sl_pipeline *p = test_pipeline(
        *state, "version: 1\nstages:\n"
                "- name: t\n  uses: shell\n  with: {run: make}\n  env: {OS: mine, X: y}\n"
                "  matrix: {OS: [deb, alp], V: [1, 2]}\n"
                "- {name: z, uses: iac, needs: [t]}\n"
                "- {name: y, uses: iac, needs: ['t (OS=alp, V=1)']}\n");

    assert_int_equal(p->stages.n, 6);
    assert_true(sl_str_is(p->stages.v[0].name, "t (OS=deb, V=1)"));
    assert_true(sl_str_is(p->stages.v[1].name, "t (OS=deb, V=2)"));
    assert_true(sl_str_is(p->stages.v[2].name, "t (OS=alp, V=1)"));
    assert_int_equal(p->stages.v[2].env.n, 3);
    assert_true(sl_str_is(p->stages.v[2].env.v[0].name, "X"));
    assert_true(sl_str_is(p->stages.v[2].env.v[1].value, "alp"));
    assert_int_equal(p->stages.v[4].needs.n, 4);
    assert_int_equal(p->stages.v[5].needs.n, 1);
    assert_int_equal(p->stages.v[5].needs.v[0], 2);
    assert_true(sl_stage_is_named(&p->stages.v[2], SL_S("t")));
}

static void a_matrix_has_a_limit(void **state)
{
    sl_str text = SL_S("version: 1\nstages:\n- name: t\n  uses: sast\n  matrix:\n");
    for (char c = 'A'; c < 'J'; c++)
        text = sl_printf(*state, "%.*s    %c: [1, 2]\n", SL_FMT(text), c);

    assert_non_null(strstr(error_of(*state, text.p),
                           ".sluice.yml:6:5: the matrix has more than 256 combinations"));
}

static void anchors_and_merge_keys_work(void **state)
{
    const sl_pipeline *p =
        test_pipeline(*state, "version: 1\nstages:\n"
                              "  - &build {name: a, uses: shell, with: {run: make}, timeout: 1m}\n"
                              "  - {<<: *build, name: b, timeout: 2m}\n");

    assert_true(sl_str_is(p->stages.v[1].name, "b"));
    assert_true(sl_str_is(sl_options_text(p->stages.v[1].options, "run"), "make"));
    assert_int_equal(p->stages.v[1].timeout_ms, 120000);
}

static void an_alias_bomb_is_refused_at_once(void **state)
{
    sl_str text = SL_S("version: 1\nname: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++)
        text =
            sl_printf(*state, "%.*sk%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n",
                      SL_FMT(text), i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    clock_t before = clock();

    const char *error = error_of(*state, text.p);

    assert_non_null(strstr(error, "more than 200000 nodes (aliases followed)"));
    assert_true(clock() - before < CLOCKS_PER_SEC / 2);
}

static void words_of_yaml_1_1_are_no_surprise(void **state)
{
    const sl_pipeline *p = test_pipeline(
        *state, "version: 1\nname: no\nstages:\n"
                "- {name: on, uses: shell, with: {run: 0755}, env: {ANSWER: yes, MODE: 0644}}\n"
                "- {name: off, uses: secrets, with: {history: on}, needs: [on]}\n");

    assert_true(sl_str_is(p->name, "no"));
    assert_true(sl_str_is(p->stages.v[0].name, "on"));
    assert_true(sl_str_is(sl_options_text(p->stages.v[0].options, "run"), "0755"));
    assert_true(sl_str_is(p->stages.v[0].env.v[0].value, "yes"));
    assert_true(sl_str_is(p->stages.v[0].env.v[1].value, "0644"));
    assert_true(sl_options_bool(p->stages.v[1].options, "history"));
}

static void names_that_look_secret_are_masked(void **state)
{
    (void)state;
    static const char *const secret[] = {"API_TOKEN", "db_password", "AWS_SECRET_ACCESS_KEY",
                                         "SSHKEY", "Passphrase"};
    static const char *const plain[] = {"HOME", "CI", "TOKE", "PATH"};

    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        assert_true(sl_name_is_secret(sl_str_of(secret[i])));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_false(sl_name_is_secret(sl_str_of(plain[i])));
}

static void an_error_shows_no_secret_of_its_line(void **state)
{
    const char *error = error_of(*state, "version: 1\nstages:\n- name: a\n  uses: shell\n"
                                         "  env: {API_TOKEN: \"s3cr3t, x\", KEY: s3cr3t, 1X: y}\n");

    assert_string_equal(error,
                        ".sluice.yml:5:46: the name of a variable has letters, digits and '_'\n"
                        "    env: {API_TOKEN: \"*********\", KEY: ******, 1X: y}\n"
                        "                                               ^");
}

static void an_error_cannot_steer_the_terminal(void **state)
{
    const char *error = error_of(*state, "version: 1\n\"\\e[2Jx\\n\": 1\nstages: []\n");

    assert_null(strchr(error, '\x1b'));
    assert_non_null(strstr(error, ".sluice.yml:2:1: unknown key '?[2Jx?'; there are"));
}

static void of_a_long_line_the_part_around_the_caret_is_shown(void **state)
{
    sl_str text = SL_S("version: 1\nstages: [");
    for (int i = 0; i < 60; i++)
        text = sl_printf(*state, "%.*s{name: s\xc3\xa9%d, uses: sast}, ", SL_FMT(text), i);
    text = sl_printf(*state, "%.*s{name: last, uses: sats}]\n", SL_FMT(text));

    const char *error = error_of(*state, text.p);

    const char *line = strchr(error, '\n') + 1;
    const char *caret = strrchr(error, '\n') + 1;
    size_t n_accents = 0;
    for (const char *c = line; c < caret; c++)
        n_accents += *c == '\xc3';
    assert_memory_equal(line + strlen(caret) - 1 + n_accents, "sats", 4);
}

static void many_stages_are_refused(void **state)
{
    sl_str text = SL_S("version: 1\nstages:\n");
    for (int i = 0; i < 5; i++)
        text =
            sl_printf(*state,
                      "%.*s- {name: s%d, uses: sast, matrix: {A: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, "
                      "10, 11, 12, 13, 14], B: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, "
                      "15]}}\n",
                      SL_FMT(text), i);

    assert_non_null(strstr(error_of(*state, text.p), ".sluice.yml:7:3: more than 1000 stages"));
}

static bool broken_disk(void *context, sl_buf *out, sl_str path, sl_err *e)
{
    (void)context;
    (void)out;
    return sl_fail(e, SL_EIO, "%.*s: Input/output error", SL_FMT(path));
}

static void an_included_file_that_cannot_be_read_is_no_misuse(void **state)
{
    const sl_include_reader reader = {broken_disk, NULL};
    sl_err e = {0};
    sl_pipeline *p;

    assert_false(sl_pipeline_read(&p, *state, SL_S("p.yml"),
                                  SL_S("version: 1\ninclude: a.yml\nstages: []\n"), &reader, &e));

    assert_int_equal(e.kind, SL_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(every_key_of_a_stage_is_taken),
        sl_test(every_key_of_the_policy_is_taken),
        sl_test(without_a_policy_high_findings_block),
        sl_test(an_error_shows_the_line_with_a_caret),
        sl_test(every_mistake_is_answered_with_its_place),
        sl_test(a_stage_replaces_an_included_one_in_its_place),
        sl_test(the_outermost_policy_counts_as_a_whole),
        sl_test(a_file_that_two_others_include_counts_once),
        sl_test(an_error_in_an_included_file_is_shown_there),
        sl_test(includes_end_somewhere),
        sl_test(a_matrix_makes_a_stage_of_each_combination),
        sl_test(a_matrix_has_a_limit),
        sl_test(anchors_and_merge_keys_work),
        sl_test(an_alias_bomb_is_refused_at_once),
        sl_test(words_of_yaml_1_1_are_no_surprise),
        sl_test(names_that_look_secret_are_masked),
        sl_test(an_error_shows_no_secret_of_its_line),
        sl_test(an_error_cannot_steer_the_terminal),
        sl_test(of_a_long_line_the_part_around_the_caret_is_shown),
        sl_test(many_stages_are_refused),
        sl_test(an_included_file_that_cannot_be_read_is_no_misuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
