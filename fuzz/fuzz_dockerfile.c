/* Dockerfiles of any bytes: every resource lies inside the text. */
#include <stdlib.h>

#include "engine/dockerfile/dockerfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_err e = {0};
    sl_docker_notes notes = {0};
    sl_model model = {.mem = sl_arena_new(),
                      .file = SL_S("Dockerfile"),
                      .text = sl_str_at((const char *)data, size)};
    sl_dockerfile_read(&model, &notes, &e);
    for (size_t i = 0; i < notes.n; i++)
        if (!notes.v[i].line || notes.v[i].line > size + 1)
            abort();
    sl_arena_free(model.mem);
    return 0;
}
