/* Dockerfiles as resources. */
#ifndef SLUICE_ENGINE_DOCKERFILE_H
#define SLUICE_ENGINE_DOCKERFILE_H

#include "engine/resource/resource.h"

/** The largest Dockerfile that is read. */
enum { SL_DOCKERFILE_BYTES_MAX = 2 << 20 };

/** What was not understood, by line. */
typedef struct sl_docker_note {
    size_t line;
    sl_str what;
} sl_docker_note;

typedef struct sl_docker_notes {
    sl_docker_note *v;
    size_t n, cap;
} sl_docker_notes;

/** Reads model->text as a Dockerfile and adds its resources, all of platform "dockerfile":

    file     the whole: `instructions`, `stages`, `args` (before the first FROM), `final` (the last
             stage), `escape`, `syntax`
    stage    one FROM and what follows: `name` (absent without AS), `index`, `final`, `shipped`
             (the last stage, and those that it continues), `from`, `base_stage` (the index of the
             stage that it continues), `instructions`, and a list for
             each keyword in lower case (`run`, `copy`, `user` …); `effective` holds the last
   `user`, `healthcheck`, `cmd` and `entrypoint`, those of the stages it continues included from …
   workdir one resource per instruction, typed by its keyword: `keyword`, `text`, `flags`, `form`
             ("shell" or "exec"), `words`, `onbuild`, `@stage` (its number), `@workdir`, `@user` and
             `@shell` (what is in force there), `@repeats` (how many of the keyword begin here in a
             row), and what the keyword brings:
             from: `image` (see image_name.h), `platform`, `as`, `stage` · run: `commands`, `mounts`
             · cmd, entrypoint: `commands` · shell: `words` · copy, add: `sources`, `destination`,
             `heredocs` · env, label, arg: `pairs` (`name`, `value`, and in `@refers`
             the variables in the value) · expose: `ports` (`port`,
             `end`, `protocol`) · user: `user`, `group` · workdir: `path` · volume: `paths` ·
             stopsignal: `signal` · maintainer: `name` · healthcheck: `none`, `commands` · onbuild:
             `inner` (the keyword); the inner instruction is a resource as well
    command  one simple command of a RUN (see command.h); its variant is its name

    What is no instruction, or an instruction that does not parse, goes to `notes`. */
bool sl_dockerfile_read(sl_model *model, sl_docker_notes *notes, sl_err *e);

#endif
