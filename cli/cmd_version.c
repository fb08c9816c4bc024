/* sluice version: the version and what this build can do. */
#include "base/json.h"
#include "cli/output.h"
#include "engine/rules/ruleset.h"

enum { VERSION_MAX = 1 << 16 };

static size_t count_rules(const sl_stage_kind *kind, sl_arena *mem)
{
    sl_pack *pack;
    sl_str bytes = sl_builtin_pack(sl_str_of(kind->name));
    if (!bytes.n || !sl_pack_open(&pack, mem, kind, bytes, NULL))
        return 0;
    return sl_pack_count(pack);
}

static void write_json(sl_buf *out, sl_arena *mem)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    sl_json j = {.out = out};
    sl_json_object(&j, NULL);
    sl_json_z(&j, "version", SLUICE_VERSION);
    sl_json_object(&j, "rules");
    for (size_t i = 0; i < n; i++)
        if (kinds[i]->rules)
            sl_json_int(&j, kinds[i]->name, (int64_t)count_rules(kinds[i], mem));
    sl_json_object_end(&j);
    sl_json_object_end(&j);
    sl_buf_addc(out, '\n');
}

static int run(sl_cli *cli)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    sl_buf out;
    sl_buf_init(&out, VERSION_MAX);
    if (sl_cli_has(cli, "json")) {
        write_json(&out, cli->mem);
        return sl_output_buf(&out);
    }
    sl_buf_addz(&out, "sluice " SLUICE_VERSION "\n");
    for (size_t i = 0; i < n; i++)
        if (kinds[i]->rules)
            sl_buf_addf(&out, "%s: %zu built-in rules\n", kinds[i]->name,
                        count_rules(kinds[i], cli->mem));
    return sl_output_buf(&out);
}

const sl_command sl_command_version = {
    .name = "version",
    .summary = "print the version and the number of built-in rules",
    .arguments = "",
    .options = (const char *const[]){"json", NULL},
    .details = "Prints the version of the program and how many rules of each kind are built in.",
    .examples = "sluice version          # for people\nsluice version --json   # for programs",
    .run = run,
};
