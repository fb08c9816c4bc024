/* Where reports go: stdout and files. */
#include "cli/output.h"

#include "base/path.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { REPORT_MAX = 1 << 30 };

bool sl_output(sl_str text, sl_err *e)
{
    return sl_write_all(STDOUT_FILENO, text) || sl_fail_errno(e, "stdout cannot be written");
}

int sl_output_buf(sl_buf *text)
{
    sl_err e = {0};
    bool ok = sl_output(sl_buf_str(text), &e);
    sl_buf_clear(text);
    return ok ? 0 : sl_cli_fail(&e);
}

static bool known_format(const sl_cli *cli, sl_str name, sl_err *e)
{
    if (sl_report_of(name))
        return true;
    size_t n;
    const sl_report *const *reports = sl_reports(&n);
    sl_buf names;
    sl_buf_init(&names, SL_ERR_TEXT / 2);
    for (size_t i = 0; i < n; i++)
        sl_buf_addf(&names, "%s%s", i ? ", " : "", reports[i]->name);
    sl_fail(e, SL_EUSAGE, "%s: unknown format '%.*s'; there are %s", cli->command->name,
            SL_FMT(name), names.p);
    sl_buf_clear(&names);
    return false;
}

bool sl_output_check(const sl_cli *cli, sl_err *e)
{
    if (sl_cli_has(cli, "format") && !known_format(cli, sl_cli_value(cli, "format"), e))
        return false;
    sl_strs outputs = sl_cli_values(cli, "output");
    for (size_t i = 0; i < outputs.n; i++) {
        size_t equals = sl_str_chr(outputs.v[i], '=');
        if (equals == SIZE_MAX || equals + 1 == outputs.v[i].n)
            return sl_fail(e, SL_EUSAGE, "--output is FORMAT=FILE, for example sarif=report.sarif");
        if (!known_format(cli, sl_str_sub(outputs.v[i], 0, equals), e))
            return false;
    }
    return true;
}

sl_report_look sl_output_look(const sl_cli *cli)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    bool is_terminal = isatty(STDOUT_FILENO);
    struct winsize size = {0};
    if (is_terminal)
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    bool is_dumb = term && sl_str_is(sl_str_of(term), "dumb");
    return (sl_report_look){.has_colour = is_terminal && !is_dumb && !(no_colour && *no_colour),
                            .is_quiet = sl_cli_has(cli, "quiet"),
                            .is_guarded = sl_cli_has(cli, "policy-from"),
                            .is_verbose = sl_cli_has(cli, "verbose"),
                            .width = size.ws_col};
}

static bool write_to_file(const sl_cli *cli, sl_str spec, const sl_result *result, sl_err *e)
{
    size_t equals = sl_str_chr(spec, '=');
    sl_report_look look = {.is_verbose = sl_cli_has(cli, "verbose")};
    sl_buf text;
    sl_buf_init(&text, REPORT_MAX);
    bool ok = sl_report_of(sl_str_sub(spec, 0, equals))->write(&text, result, &look, e) &&
              sl_file_write(sl_str_sub(spec, equals + 1, spec.n), sl_buf_str(&text), e);
    sl_buf_clear(&text);
    return ok || sl_fail_more(e, "report %.*s", SL_FMT(spec));
}

static bool write_to_stdout(const sl_cli *cli, const sl_result *result, sl_err *e)
{
    sl_str name = sl_cli_has(cli, "format") ? sl_cli_value(cli, "format") : SL_S("text");
    sl_report_look look = sl_output_look(cli);
    sl_buf text;
    sl_buf_init(&text, REPORT_MAX);
    bool ok = sl_report_of(name)->write(&text, result, &look, e) && sl_output(sl_buf_str(&text), e);
    sl_buf_clear(&text);
    return ok;
}

bool sl_output_reports(const sl_cli *cli, const sl_result *result, sl_err *e)
{
    bool ok = true;
    sl_strs outputs = sl_cli_values(cli, "output");
    for (size_t i = 0; i < outputs.n; i++)
        ok = write_to_file(cli, outputs.v[i], result, ok ? e : NULL) && ok;
    bool is_taken = sl_cli_has(cli, "fix") && !sl_str_is(sl_cli_value(cli, "fix"), "apply");
    return (is_taken || write_to_stdout(cli, result, ok ? e : NULL)) && ok;
}
