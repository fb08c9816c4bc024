/* Kubernetes manifests and compose files of any bytes, from YAML to resources. */
#include "base/yaml.h"
#include "stages/iac/iac.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_err e = {0};
    sl_documents docs = {0};
    sl_model model = {.mem = sl_arena_new(),
                      .file = SL_S("compose.yaml"),
                      .text = sl_str_at((const char *)data, size)};
    sl_tree tree;
    sl_tree_init(&tree, model.mem, model.text);
    sl_yaml_read(&docs, model.mem, model.file, model.text, NULL, &e);
    for (size_t i = 0; i < docs.n; i++) {
        bool is_ours = false;
        bool ok = sl_kubernetes_read(&model, &tree, docs.v[i], &is_ours, &e);
        if (ok && !is_ours)
            sl_compose_read(&model, &tree, docs.v[i], true, &is_ours, &e);
    }
    sl_arena_free(model.mem);
    return 0;
}
