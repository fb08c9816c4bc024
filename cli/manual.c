/* The manual page and the completions, from the same tables as parsing. */
#include "cli/manual.h"

/* Text for troff: backslashes and dashes quoted, lines never begin with a request. */
static void troff(sl_buf *out, const char *text)
{
    bool at_start = true;
    for (; *text; text++) {
        if (at_start && (*text == '.' || *text == '\''))
            sl_buf_addz(out, "\\&");
        if (*text == '\\')
            sl_buf_addz(out, "\\e");
        else if (*text == '-')
            sl_buf_addz(out, "\\-");
        else
            sl_buf_addc(out, *text);
        at_start = *text == '\n';
    }
}

static void option_entry(sl_buf *out, const sl_cli_option *option)
{
    sl_buf_addz(out, ".TP\n");
    if (option->letter)
        sl_buf_addf(out, "\\fB\\-%c\\fR, ", option->letter);
    sl_buf_addz(out, "\\fB\\-\\-");
    troff(out, option->name);
    sl_buf_addz(out, "\\fR");
    if (option->value) {
        bool is_optional = option->value[0] == '['; /* "[RANGE]" is written --name[=RANGE] */
        sl_buf_addz(out, is_optional ? "[=\\fI" : " \\fI");
        troff(out, option->value + is_optional);
        sl_buf_addz(out, "\\fR");
    }
    sl_buf_addc(out, '\n');
    troff(out, option->help);
    sl_buf_addc(out, '\n');
}

static void command_section(sl_buf *out, const sl_command *command)
{
    sl_buf_addf(out, ".SS sluice %s %s\n", command->name, command->arguments);
    troff(out, command->details);
    sl_buf_addz(out, "\n.PP\nOptions:");
    for (size_t i = 0; command->options && command->options[i]; i++) {
        sl_buf_addz(out, " \\fB\\-\\-");
        troff(out, command->options[i]);
        sl_buf_addz(out, "\\fR");
    }
    sl_buf_addz(out, "\n.PP\n.nf\n");
    troff(out, command->examples);
    sl_buf_addz(out, "\n.fi\n");
}

void sl_manual_page(sl_buf *out)
{
    size_t n;
    size_t n_options;
    const sl_command *const *commands = sl_commands(&n);
    const sl_cli_option *options = sl_cli_options(&n_options);
    sl_buf_addz(out, ".TH SLUICE 1 \"\" \"sluice " SLUICE_VERSION "\"\n.SH NAME\n"
                     "sluice \\- the gate that a change has to pass before it is deployed\n"
                     ".SH SYNOPSIS\n.B sluice\n.I COMMAND\n.RI [ OPTION ...]\n.SH COMMANDS\n");
    for (size_t i = 0; i < n; i++)
        command_section(out, commands[i]);
    sl_buf_addz(out, ".SH OPTIONS\n");
    for (size_t i = 0; i < n_options; i++)
        option_entry(out, &options[i]);
    sl_buf_addz(out, ".SH HOOKS\n"
                     "A hook that was there before is kept as HOOK.before\\-sluice and still runs: "
                     "before the gate in pre\\-commit and commit\\-msg, which may change what is "
                     "committed, after it in pre\\-push and pre\\-receive.\n"
                     ".SH EDITORS\n"
                     ".B sluice scan \\-\\-format quickfix\n"
                     "prints FILE:LINE:COLUMN: error|warning|note: MESSAGE [SEVERITY RULE], one "
                     "finding a line, as compilers do: for \\(aqmakeprg\\(aq of Vim, M\\-x compile "
                     "of Emacs, problem matchers of Visual Studio Code.\n"
                     ".B sluice scan \\-\\-format sarif\n"
                     "is for SARIF viewers.\n");
    sl_buf_addz(out, ".SH EXIT STATUS\n"
                     ".TP\n0\npass: the gate is open\n"
                     ".TP\n1\nblocked by findings, or by a command of a stage that failed\n"
                     ".TP\n2\nmisuse: command line, pipeline, policy or rule\n"
                     ".TP\n3\ncould not decide: a failed or incomplete scan\n"
                     ".TP\n130\ninterrupted\n"
                     ".SH FILES\n.TP\n.I .sluice.yml\nthe pipeline of a repository\n"
                     ".TP\n.I .sluice/rules/\nthe repository's own rules\n"
                     ".TP\n.I .sluiceignore\nfiles that no scanner looks at (gitignore syntax)\n");
}

static void bash(sl_buf *out, const sl_command *const *commands, size_t n)
{
    sl_buf_addz(out, "# bash completion for sluice\n_sluice() {\n"
                     "    local cur=${COMP_WORDS[COMP_CWORD]} words=\n"
                     "    if [ \"$COMP_CWORD\" -eq 1 ]; then words=\"");
    for (size_t i = 0; i < n; i++)
        sl_buf_addf(out, "%s%s", i ? " " : "", commands[i]->name);
    sl_buf_addz(out, "\"\n    else case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < n; i++) {
        sl_buf_addf(out, "        %s) words=\"--help", commands[i]->name);
        for (size_t k = 0; commands[i]->options && commands[i]->options[k]; k++)
            sl_buf_addf(out, " --%s", commands[i]->options[k]);
        sl_buf_addz(out, "\";;\n");
    }
    sl_buf_addz(out, "        esac\n    fi\n"
                     "    case $cur in\n"
                     "        -*) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\");;\n"
                     "        *) if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                     "               mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
                     "           else mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); fi;;\n"
                     "    esac\n}\ncomplete -o filenames -F _sluice sluice\n");
}

/* Text inside single quotes of a shell. */
static void quoted(sl_buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            sl_buf_addz(out, "'\\''");
        else if (*text == '[' || *text == ']' || *text == ':')
            sl_buf_addf(out, "\\%c", *text);
        else
            sl_buf_addc(out, *text);
    }
}

static void zsh_option(sl_buf *out, const sl_cli_option *o)
{
    bool is_optional = o->value && o->value[0] == '[';
    sl_buf_addf(out, " '%s--%s%s[", o->is_many ? "*" : "", o->name,
                is_optional ? "=-"
                : o->value  ? "="
                            : "");
    quoted(out, o->help);
    sl_buf_addf(out, "]%s'", is_optional ? "::value:" : o->value ? ":value:_files" : "");
}

static void zsh(sl_buf *out, const sl_command *const *commands, size_t n)
{
    sl_buf_addz(out, "#compdef sluice\n_sluice() {\n    local -a commands=(\n");
    for (size_t i = 0; i < n; i++) {
        sl_buf_addf(out, "        '%s:", commands[i]->name);
        quoted(out, commands[i]->summary);
        sl_buf_addz(out, "'\n");
    }
    sl_buf_addz(out,
                "    )\n    if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
                "    case $words[2] in\n");
    for (size_t i = 0; i < n; i++) {
        sl_buf_addf(out, "        %s) _arguments '*:file:_files'", commands[i]->name);
        for (size_t k = 0; commands[i]->options && commands[i]->options[k]; k++)
            zsh_option(out, sl_cli_option_of(sl_str_of(commands[i]->options[k])));
        sl_buf_addz(out, ";;\n");
    }
    sl_buf_addz(out, "    esac\n}\n_sluice \"$@\"\n");
}

static void fish(sl_buf *out, const sl_command *const *commands, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sl_buf_addf(out, "complete -c sluice -n __fish_use_subcommand -a %s -d '",
                    commands[i]->name);
        quoted(out, commands[i]->summary);
        sl_buf_addz(out, "'\n");
        for (size_t k = 0; commands[i]->options && commands[i]->options[k]; k++) {
            const sl_cli_option *o = sl_cli_option_of(sl_str_of(commands[i]->options[k]));
            sl_buf_addf(out, "complete -c sluice -n '__fish_seen_subcommand_from %s' -l %s%s -d '",
                        commands[i]->name, o->name, o->value && o->value[0] != '[' ? " -r" : "");
            quoted(out, o->help);
            sl_buf_addz(out, "'\n");
        }
    }
}

bool sl_completion(sl_buf *out, sl_str shell)
{
    static const struct {
        const char *name;
        void (*write)(sl_buf *out, const sl_command *const *commands, size_t n);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    size_t n;
    const sl_command *const *commands = sl_commands(&n);
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (!sl_str_is(shell, shells[i].name))
            continue;
        shells[i].write(out, commands, n);
        return true;
    }
    return false;
}
