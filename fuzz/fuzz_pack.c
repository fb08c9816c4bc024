/* Opening packs of any bytes. The digest is set right first, so that what lies behind it is tried.
 */
#include "engine/rules/layout.h"
#include "engine/rules/ruleset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(const sl_pack *pack)
{
    for (size_t i = 0; i < sl_pack_count(pack); i++)
        if (sl_pack_rule(pack, i))
            sl_node_get(sl_pack_rule(pack, i)->doc, "patterns");
    for (size_t i = 0; sl_pack_extra(pack, i); i++)
        sl_node_get(sl_pack_extra(pack, i), "allowlist");
    sl_pack_blob(pack, "patterns.python");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    char *bytes = sl_alloc(mem, size + 1);
    sl_pack_head head;
    sl_pack_head fresh;
    if (size)
        memcpy(bytes, data, size);
    if (size >= sizeof head) {
        memcpy(&head, bytes, sizeof head);
        sl_pack_head_init(&fresh, SL_S("sast"));
        memcpy(&head, &fresh, offsetof(sl_pack_head, source)); /* this build's versions */
        head.size = size;
        sl_sha256(head.body, sl_str_at(bytes + sizeof head, size - sizeof head));
        memcpy(bytes, &head, sizeof head);
    }
    sl_pack *pack;
    if (sl_pack_open(&pack, mem, sl_stage_kind_of(SL_S("sast")), sl_str_at(bytes, size), NULL))
        read_all(pack);
    sl_arena_free(mem);
    return 0;
}
