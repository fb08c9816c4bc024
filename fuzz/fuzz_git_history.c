/* Commits, tags and trees as raw texts. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/history/catalogue.h"
#include "engine/objects/commit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_str text = sl_str_at((const char *)data, size);
    sl_commit_text commit;
    sl_tag_text tag;
    sl_tree_row row;
    sl_id parent;
    if (sl_commit_read(&commit, text, SL_SHA1_ID, NULL)) {
        while (sl_commit_parent(&parent, &commit))
            continue;
        sl_signature s = sl_signature_read(commit.author);
        sl_signature_date(mem, &s);
    }
    if (sl_tag_read(&tag, text, SL_SHA1_ID, NULL))
        sl_signature_read(tag.tagger);
    sl_str words = sl_commit_words(mem, text);
    if (words.n > text.n + 1)
        abort();
    for (sl_str rest = text; rest.n && sl_tree_row_at(&row, rest, SL_SHA1_ID);
         rest = sl_str_sub(rest, row.n, SIZE_MAX))
        if (!row.n || row.n > rest.n)
            abort();
    sl_arena_free(mem);
    return 0;
}
