/* The archive of an example, taken apart by tar. */
#include "tests/support/image.h"

#include "base/path.h"
#include "base/yaml.h"
#include "stages/image/example.h"
#include "tests/support/test.h"

enum { ARCHIVE_MAX = 64 << 20 };

void sl_test_layout_of(sl_arena *mem, const char *folder, const char *yaml)
{
    sl_err e = {0};
    sl_buf archive;
    sl_node *doc = NULL;
    sl_buf_init(&archive, ARCHIVE_MAX);
    assert_ok(sl_yaml_read_one(&doc, mem, SL_S("image"), sl_str_of(yaml), &e), &e);
    assert_ok(sl_image_example_write(&archive, mem, doc, &e), &e);
    assert_ok(sl_file_write(sl_printf(mem, "%s/archive", folder), sl_buf_str(&archive), &e), &e);
    sl_test_shell(
        sl_printf(mem, "cd '%s' && tar -xf archive && rm archive && chmod -R u+w .", folder).p);
    sl_buf_clear(&archive);
}
