/* Dockerfiles as resources: every instruction, continuations, here-documents, substitution. */
#include "tests/support/test.h"

#include "engine/dockerfile/dockerfile.h"

typedef struct parsed {
    sl_model model;
    sl_docker_notes notes;
} parsed;

static parsed *parse(void **state, const char *text)
{
    sl_arena *mem = *state;
    parsed *p = sl_alloc(mem, sizeof *p);
    p->model = (sl_model){.mem = mem, .file = SL_S("Dockerfile"), .text = sl_str_of(text)};
    sl_err e = {0};
    assert_ok(sl_dockerfile_read(&p->model, &p->notes, &e), &e);
    return p;
}

/* The nth resource of a type. */
static const sl_resource *find(const parsed *p, const char *type, size_t nth)
{
    for (size_t i = 0; i < p->model.n; i++)
        if (sl_str_is(p->model.v[i]->type, type) && nth-- == 0)
            return p->model.v[i];
    return NULL;
}

static const char *text_at(const parsed *p, const char *type, size_t nth, const char *path)
{
    const sl_resource *r = find(p, type, nth);
    const sl_node *node = r ? sl_node_path(r->body, path) : NULL;
    return node ? sl_dup_z(p->model.mem, sl_node_text(node)) : "(absent)";
}

static void a_continued_run_is_split_into_commands_with_their_lines(void **state)
{
    parsed *p = parse(state, "FROM debian:12\n"
                             "RUN apt-get update && \\\n"
                             "    # a comment in between\n"
                             "\n"
                             "    sudo apt-get install -yq 'curl=7' | tee log \\\n"
                             "  ; echo $(wget -O- x)\n");

    assert_string_equal(text_at(p, "command", 0, "sub"), "update");
    assert_string_equal(text_at(p, "command", 1, "name"), "sudo");
    assert_string_equal(text_at(p, "command", 2, "via"), "sudo");
    assert_string_equal(text_at(p, "command", 2, "join"), "and");
    assert_string_equal(text_at(p, "command", 2, "piped"), "true");
    assert_non_null(sl_node_path(find(p, "command", 2)->body, "options.-y"));
    assert_int_equal(find(p, "command", 2)->body->line, 5);
    assert_string_equal(text_at(p, "command", 3, "name"), "tee");
    assert_string_equal(text_at(p, "command", 5, "name"), "wget");
    assert_int_equal(find(p, "command", 5)->body->line, 6);
}

static void arguments_before_the_first_stage_are_replaced_in_from(void **state)
{
    parsed *p = parse(state, "ARG BASE=node\nARG TAG\n"
                             "FROM --platform=linux/amd64 ${BASE}:${TAG:-18} AS Build\n"
                             "FROM ${BASE}:$TAG\n"
                             "FROM build\n");

    assert_string_equal(text_at(p, "from", 0, "image.base"), "node");
    assert_string_equal(text_at(p, "from", 0, "image.tag"), "18");
    assert_string_equal(text_at(p, "from", 0, "platform"), "linux/amd64");
    assert_string_equal(text_at(p, "from", 0, "as"), "Build");
    assert_true(sl_node_is_unknown(sl_node_path(find(p, "from", 1)->body, "image.tag")));
    assert_string_equal(text_at(p, "stage", 2, "base_stage"), "0");
    assert_string_equal(text_at(p, "stage", 2, "final"), "true");
    assert_string_equal(text_at(p, "stage", 0, "final"), "false");
}

static void substitution_knows_every_form(void **state)
{
    parsed *p = parse(state, "FROM scratch\nENV A=one.two.three B= C='x y'\n"
                             "LABEL a=${A#*.} b=${A##*.} c=${A%.*} d=${A%%.*} e=${A/two/2} "
                             "f=${B:-none} g=${B-none} h=${B:+set} i=${A:+set} j=\\$A k='$A' "
                             "l=\"<$C>\" m=${A//t/T}\n");
    static const char *const wanted[] = {
        "two.three", "three", "one.two", "one", "one.2.three", "none",         "",
        "",          "set",   "$A",      "$A",  "<x y>",       "one.Two.Three"};

    const sl_node *pairs = sl_node_get(find(p, "label", 0)->body, "pairs");

    assert_int_equal(pairs->n, 13);
    for (size_t i = 0; i < pairs->n; i++)
        assert_string_equal(sl_dup_z(*state, sl_node_text(sl_node_get(pairs->items[i], "value"))),
                            wanted[i]);
}

static void here_documents_are_scripts_or_files(void **state)
{
    parsed *p = parse(state, "# syntax=docker/dockerfile:1\nFROM alpine:3.20\n"
                             "RUN <<EOF\napk add curl\necho FROM nowhere\nEOF\n"
                             "RUN <<-A cat <<'B' > x\n\tfirst\n\tA\nRUN second\nB\n"
                             "COPY <<one.txt <<two.txt /dest/\n1\none.txt\n2\ntwo.txt\n"
                             "USER nobody\n");

    assert_string_equal(text_at(p, "command", 0, "name"), "apk");
    assert_string_equal(text_at(p, "command", 0, "args"), "");
    assert_int_equal(find(p, "command", 0)->body->line, 4);
    assert_string_equal(text_at(p, "copy", 0, "heredocs"), "2");
    assert_string_equal(text_at(p, "copy", 0, "destination"), "/dest/");
    assert_string_equal(text_at(p, "user", 0, "user"), "nobody");
    assert_string_equal(text_at(p, "file", 0, "syntax"), "docker/dockerfile:1");
    assert_null(find(p, "run", 2));
    assert_int_equal(p->notes.n, 0);
}

static void the_escape_directive_changes_continuations(void **state)
{
    parsed *p = parse(state, "\xef\xbb\xbf# escape=`\r\nFROM mcr.microsoft.com/windows:1\r\n"
                             "COPY a `\r\n  c:\\dir\\\r\nWORKDIR c:\\x\r\n");

    assert_string_equal(text_at(p, "copy", 0, "destination"), "c:\\dir\\");
    assert_string_equal(text_at(p, "workdir", 0, "path"), "c:\\x");
    assert_string_equal(text_at(p, "from", 0, "image.registry"), "mcr.microsoft.com");
}

static void flags_ports_users_and_forms_are_taken_apart(void **state)
{
    parsed *p = parse(
        state, "FROM a@sha256:00\n"
               "COPY --from=build --chown=1:2 --chmod=755 --link --parents --exclude=*.md a b /c/\n"
               "ADD [\"one file\", \"/x\"]\n"
               "EXPOSE 80 8000-8010/udp $PORT\n"
               "USER app:group\nSTOPSIGNAL SIGTERM\nVOLUME [\"/data\"]\nMAINTAINER me <me@x>\n"
               "HEALTHCHECK --interval=5s CMD [\"curl\", \"-f\", \"x\"]\n"
               "ENTRYPOINT [\"/bin/app\"]\nCMD run it\nSHELL [\"/bin/bash\", \"-c\"]\n"
               "RUN --mount=type=secret,id=k --network=none x\nENV old style value\n"
               "ONBUILD RUN make\n");

    assert_string_equal(text_at(p, "copy", 0, "flags.chown"), "1:2");
    assert_string_equal(text_at(p, "copy", 0, "flags.exclude"), "*.md");
    assert_string_equal(text_at(p, "add", 0, "destination"), "/x");
    const sl_node *ports = sl_node_get(find(p, "expose", 0)->body, "ports");
    assert_int_equal(sl_node_get(ports->items[1], "end")->integer, 8010);
    assert_true(sl_node_is_unknown(ports->items[2]));
    assert_string_equal(text_at(p, "user", 0, "group"), "group");
    assert_string_equal(text_at(p, "stopsignal", 0, "signal"), "SIGTERM");
    assert_string_equal(text_at(p, "maintainer", 0, "name"), "me <me@x>");
    assert_string_equal(text_at(p, "healthcheck", 0, "form"), "exec");
    assert_string_equal(text_at(p, "entrypoint", 0, "form"), "exec");
    assert_string_equal(text_at(p, "cmd", 0, "form"), "shell");
    assert_string_equal(text_at(p, "run", 0, "flags.network"), "none");
    assert_string_equal(text_at(p, "run", 1, "onbuild"), "true");
    const sl_node *old = sl_node_get(find(p, "env", 0)->body, "pairs")->items[0];
    assert_string_equal(sl_dup_z(*state, sl_node_text(sl_node_get(old, "value"))), "style value");
    assert_string_equal(text_at(p, "from", 0, "image.digest"), "sha256:00");
}

static void what_is_in_force_is_inherited_from_the_base_stage(void **state)
{
    parsed *p = parse(state, "FROM a AS base\nUSER app\nWORKDIR /srv\nFROM base\nCOPY x y\n");

    assert_string_equal(text_at(p, "stage", 1, "effective.user.user"), "app");
    assert_string_equal(text_at(p, "copy", 0, "@workdir"), "/srv");
}

static void what_is_not_understood_is_noted_with_its_line(void **state)
{
    parsed *p = parse(state, "FROM a\nRUN x\nBOGUS y\nRUN <<EOF\nnever closed\n");

    assert_int_equal(p->notes.n, 3);
    assert_int_equal(p->notes.v[0].line, 3);
    assert_int_equal(p->notes.v[1].line, 4);
    assert_int_equal(p->notes.v[2].line, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_continued_run_is_split_into_commands_with_their_lines),
        sl_test(arguments_before_the_first_stage_are_replaced_in_from),
        sl_test(substitution_knows_every_form),
        sl_test(here_documents_are_scripts_or_files),
        sl_test(the_escape_directive_changes_continuations),
        sl_test(flags_ports_users_and_forms_are_taken_apart),
        sl_test(what_is_in_force_is_inherited_from_the_base_stage),
        sl_test(what_is_not_understood_is_noted_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
