/* Tables about command-line tools. */
#include "engine/resource/command_tools.h"

#include "sluice/arena.h"

/* Options with a value, separated by spaces; a tool may have several rows. */
static const struct {
    const char *tools, *options;
} values[] = {
    {" apt-get apt aptitude ", " -t --target-release --default-release -o --option -c "
                               "--config-file -a --host-architecture "},
    {" apk ", " -X --repository -t --virtual -p --root --arch --keys-dir --repositories-file "
              "--wait --cache-dir --cache-max-age --progress-fd "},
    {" pip pip2 pip3 ", " -r --requirement -c --constraint -e --editable -i --index-url "
                        "--extra-index-url -f --find-links -t --target --prefix --root "
                        "--src --platform --python-version --implementation --abi --proxy "
                        "--retries --timeout --trusted-host --cert --client-cert --cache-dir "
                        "--log --progress-bar --global-option --install-option --no-binary "
                        "--only-binary --upgrade-strategy --config-settings -d --dest "},
    {" yum dnf microdnf tdnf ", " -c --config -x --exclude --enablerepo --disablerepo --repo "
                                "--repoid --setopt --releasever --installroot -d -e "
                                "--disableplugin --enableplugin --forcearch --comment "},
    {" zypper ", " -c --config -R --root --repo -r --from -p --plus-repo -t --type "
                 "--releasever -C --catalog --plus-content "},
    {" npm yarn pnpm ", " --prefix --registry -w --workspace --cache --loglevel --omit --include "
                        "--tag --userconfig --cwd -C --dir --filter --network-timeout "
                        "--cache-folder --modules-folder "},
    {" gem ", " -v --version -i --install-dir -n --bindir --platform -P --trust-policy --source "
              "-s -p --http-proxy -g --file "},
    {" curl ", " -o --output -H --header -d --data --data-binary -X --request -u --user -A "
               "--user-agent -e --referer --retry --retry-delay --retry-max-time -m --max-time "
               "--connect-timeout --cacert --cert --key -x --proxy -b --cookie -c --cookie-jar "
               "-F --form -T --upload-file -w --write-out --url -K --config -C --create-dirs "
               "--resolve --ciphers -E "},
    {" wget ", " -O --output-document -o --output-file -P --directory-prefix -t --tries -T "
               "--timeout --header --user --password --ca-certificate -U --user-agent -a "
               "--append-output --progress -i --input-file -e --execute -w --wait -Q -l "},
    {" go ", " -o -p -ldflags -gcflags -tags -mod -modfile -C -overlay -buildmode "},
    {" useradd adduser ", " -u --uid -g --gid --ingroup -G --groups -d --home -h --home-dir -s "
                          "--shell -c --comment -k --skel -b -e -f -K -p --password "},
    {" git ", " -C -c -b --branch --depth --git-dir --work-tree -o --origin "},
    {" chmod chown ", " --reference "},
    {" cargo ", " --version --vers --git --branch --tag --rev --path --root --features --target "
                "-p --package -j "},
};

/* Tools that run the command in their arguments; options with a value of their own. */
static const struct {
    const char *tool, *options;
    unsigned skip; /* operands in front of the command */
} runners[] = {
    {"sudo", " -u -g -h -p -C -r -t -U -D --user --group --host ", 0},
    {"doas", " -u -C ", 0},
    {"env", " -u --unset -C --chdir -S ", 0},
    {"exec", " -a ", 0},
    {"nohup", " ", 0},
    {"command", " ", 0},
    {"builtin", " ", 0},
    {"time", " -o -f ", 0},
    {"nice", " -n --adjustment ", 0},
    {"ionice", " -c -n -p ", 0},
    {"timeout", " -s -k --signal --kill-after ", 1},
    {"xargs", " -n -I -L -P -d -E -s -a --max-args --max-procs --replace --delimiter ", 0},
    {"gosu", " ", 1},
    {"su-exec", " ", 1},
    {"setpriv", " --reuid --regid --groups ", 0},
    {"chroot", " ", 1},
    {"eatmydata", " ", 0},
    {"retry", " -t -d ", 0},
    {"tini", " -e ", 0},
    {"dumb-init", " -r ", 0},
    {"stdbuf", " -i -o -e ", 0},
};

/* True when the list, written with spaces round each name, has the name. */
static bool lists(const char *list, sl_str name)
{
    sl_str rest = sl_str_of(list);
    sl_str one;
    while (sl_str_cut(&rest, ' ', &one))
        if (one.n && sl_str_eq(one, name))
            return true;
    return false;
}

bool sl_tool_takes_value(sl_str tool, sl_str option)
{
    if (sl_str_chr(option, '=') != SIZE_MAX)
        return false;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (lists(values[i].tools, tool))
            return lists(values[i].options, option);
    return false;
}

bool sl_tool_is_shell(sl_str tool)
{
    return lists(" sh bash ash dash zsh ksh busybox ", tool);
}

static sl_str name_of(const sl_node *words, size_t i)
{
    sl_str word = words->items[i]->text;
    size_t slash = sl_str_rchr(word, '/');
    return slash == SIZE_MAX ? word : sl_str_sub(word, slash + 1, word.n);
}

/* "python3 -m pip install …" runs pip. */
static size_t module_of(const sl_node *words, size_t first)
{
    for (size_t i = first + 1; i + 1 < words->n; i++) {
        sl_str word = words->items[i]->text;
        if (sl_str_is(word, "-m"))
            return i + 1;
        if (!word.n || word.p[0] != '-')
            break;
    }
    return SIZE_MAX;
}

static bool is_assignment(sl_str word)
{
    return word.n && word.p[0] != '=' && sl_str_chr(word, '=') != SIZE_MAX;
}

size_t sl_tool_runs(const sl_node *words, size_t first)
{
    sl_str name = name_of(words, first);
    if (sl_str_starts(name, SL_S("python")))
        return module_of(words, first);
    size_t r = 0;
    while (r < sizeof runners / sizeof *runners && !sl_str_is(name, runners[r].tool))
        r++;
    if (r == sizeof runners / sizeof *runners)
        return SIZE_MAX;
    unsigned skip = runners[r].skip;
    for (size_t i = first + 1; i < words->n; i++) {
        sl_str word = words->items[i]->text;
        if (word.n && word.p[0] == '-')
            i += lists(runners[r].options, word);
        else if (skip)
            skip--;
        else if (!is_assignment(word))
            return i;
    }
    return SIZE_MAX;
}
