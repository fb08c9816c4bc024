#!/bin/sh
# Installing and uninstalling hooks, beside whatever is there.
. "$(dirname "$0")/../support/shell.sh"

# Everything that can be told of the files in a folder.
picture() {
    (cd "$1" && find . ! -name . | sort | while read -r name; do
        stat -c '%n %f %u:%g %Y %N' "$name"
        [ ! -f "$name" ] || sha256sum <"$name"
    done)
}

a_hook() {
    printf '#!/bin/sh\n%s\n' "$2" >"$1"
    chmod 755 "$1"
}

work_tree_gets_three_hooks_and_a_bare_repository_pre_receive() {
    a_repository work
    passes "$SLUICE" hook install
    for hook in pre-commit commit-msg pre-push; do [ -x ".git/hooks/$hook" ]; done
    [ ! -e .git/hooks/pre-receive ]
    git init -q --bare ../bare.git
    passes "$SLUICE" hook install --repo ../bare.git
    [ -x ../bare.git/hooks/pre-receive ]
    [ ! -e ../bare.git/hooks/pre-commit ]
}

a_repository_whose_index_cannot_be_read_gets_none() {
    git init -q --object-format=sha256 work
    cd work
    refused "$SLUICE" hook install
    said "object format sha256"
    [ ! -e .git/hooks/pre-commit ]
}

only_the_named_hooks_are_installed() {
    a_repository work
    passes "$SLUICE" hook install pre-push
    [ -x .git/hooks/pre-push ]
    [ ! -e .git/hooks/pre-commit ]
    refused "$SLUICE" hook install pre-pusch
    said "no hook of sluice"
}

dry_run_changes_nothing() {
    a_repository work
    a_hook .git/hooks/pre-commit 'exit 0'
    before=$(picture .git/hooks)
    passes "$SLUICE" hook install --dry-run
    said "would be installed"
    same "$(picture .git/hooks)" "$before"
    "$SLUICE" hook install
    before=$(picture .git/hooks)
    passes "$SLUICE" hook uninstall -n
    said "would be taken out"
    same "$(picture .git/hooks)" "$before"
}

uninstall_restores_bytes_modes_and_links() {
    a_repository work
    a_hook .git/hooks/pre-commit 'echo one'
    chmod 750 .git/hooks/pre-commit
    printf 'not run\377' >.git/hooks/commit-msg
    chmod 640 .git/hooks/commit-msg
    a_hook push.sh 'exit 0'
    ln -s ../../push.sh .git/hooks/pre-push
    before=$(picture .git/hooks)
    "$SLUICE" hook install
    "$SLUICE" hook install
    "$SLUICE" hook uninstall
    same "$(picture .git/hooks)" "$before"
    passes "$SLUICE" hook uninstall
    said "no hook of sluice"
}

folder_made_for_the_hooks_goes_with_them() {
    a_repository work
    rm -rf .git/hooks
    "$SLUICE" hook install
    [ -x .git/hooks/pre-commit ]
    "$SLUICE" hook install
    "$SLUICE" hook uninstall
    [ ! -e .git/hooks ]
}

installing_again_changes_nothing() {
    a_repository work
    a_hook .git/hooks/pre-commit 'exit 0'
    "$SLUICE" hook install
    before=$(picture .git/hooks)
    passes "$SLUICE" hook install
    said "is installed already"
    same "$(picture .git/hooks)" "$before"
}

hook_of_another_program_place_is_brought_up_to_date() {
    a_repository work
    "$SLUICE" hook install
    sed -i "s|^sluice=.*|sluice='/nowhere/sluice'|" .git/hooks/pre-commit
    passes "$SLUICE" hook status
    said "out of date"
    "$SLUICE" hook install
    grep -qF "sluice='$SLUICE'" .git/hooks/pre-commit
}

kept_hook_decides_with_its_own_status() {
    a_repository work
    a_hook .git/hooks/pre-commit 'echo "args:$#"; exit 7'
    "$SLUICE" hook install
    echo >>hello.py
    refused git commit -a -m x
    said "args:0"
    status=0
    .git/hooks/pre-commit || status=$?
    same "$status" 7
}

kept_pre_commit_runs_before_and_what_it_stages_is_scanned() {
    a_repository work
    a_secret >later.txt
    a_hook .git/hooks/pre-commit 'cp later.txt added.py; git add added.py'
    "$SLUICE" hook install
    echo >>hello.py
    refused git commit -a -m x
    said "added.py:1"
}

kept_commit_msg_gets_the_file() {
    a_repository work
    a_hook .git/hooks/commit-msg 'echo "Signed-by: kept" >>"$1"'
    "$SLUICE" hook install
    echo >>hello.py
    passes git commit -a -m x
    git log -1 --format=%B | grep -q 'Signed-by: kept'
}

kept_pre_push_gets_arguments_and_lines_after_the_gate() {
    a_repository work
    git init -q --bare ../far.git
    git remote add far ../far.git
    a_hook .git/hooks/pre-push 'echo "$1 $2" >../push.arguments; cat >../push.lines'
    "$SLUICE" hook install
    passes git push far main main:refs/heads/other
    same "$(cat ../push.arguments)" "far ../far.git"
    same "$(wc -l <../push.lines)" 2
    grep -q "^refs/heads/main $(git rev-parse main) refs/heads/other 0*$" ../push.lines
    a_hook .git/hooks/pre-push.before-sluice 'exit 3'
    git commit -q --allow-empty -m y
    refused git push far main
}

hook_that_is_not_executable_is_kept_and_not_run() {
    a_repository work
    printf '#!/bin/sh\nexit 9\n' >.git/hooks/pre-commit
    passes "$SLUICE" hook install
    said "not executable"
    echo >>hello.py
    passes git commit -a -m x
}

linked_work_trees_share_their_hooks() {
    a_repository work
    git worktree add -q ../linked -b side
    cd ../linked
    passes "$SLUICE" hook install
    [ -x ../work/.git/hooks/pre-commit ]
    a_secret >a.py
    git add a.py
    refused git commit -m x
    said "a.py:1"
    cd ../work
    a_secret >b.py
    git add b.py
    refused git commit -m x
    said "b.py:1"
}

local_hooks_path_is_honoured() {
    a_repository work
    git config core.hooksPath .githooks
    mkdir sub
    cd sub
    passes "$SLUICE" hook install
    said "part of the work tree"
    cd ..
    [ -x .githooks/pre-commit ]
    [ ! -e .git/hooks/pre-commit ]
    a_secret >a.py
    git add a.py
    refused git commit -m x
    "$SLUICE" hook uninstall
    [ ! -e .githooks ]
}

hooks_path_that_switches_hooks_off_is_told() {
    a_repository work
    git config core.hooksPath /dev/null
    refused "$SLUICE" hook install
    said "core.hooksPath of the local git configuration is /dev/null, which is no folder"
    refused "$SLUICE" hook status
    said "git runs no hooks here"
}

global_hooks_path_needs_a_word() {
    a_repository work
    mkdir "$HOME/shared-hooks"
    git config --global core.hooksPath "~/shared-hooks"
    refused "$SLUICE" hook install
    said "every repository"
    same "$(ls "$HOME/shared-hooks")" ""
    passes "$SLUICE" hook install --global
    [ -x "$HOME/shared-hooks/pre-commit" ]
    refused "$SLUICE" hook uninstall
    passes "$SLUICE" hook uninstall --global
    git config --global --unset core.hooksPath
    rmdir "$HOME/shared-hooks"
}

managers_are_told_and_not_written_over() {
    a_repository work
    a_hook .git/hooks/pre-commit 'exec lefthook run pre-commit "$@"'
    before=$(picture .git/hooks)
    refused "$SLUICE" hook install
    said "lefthook.yml"
    same "$(picture .git/hooks)" "$before"
    passes "$SLUICE" hook install --force
    rm .git/hooks/pre-commit*
    "$SLUICE" hook uninstall
    mkdir -p .husky/_
    git config core.hooksPath .husky/_
    refused "$SLUICE" hook install
    said "husky"
    git config --unset core.hooksPath
    rm -r .husky
    echo 'repos: []' >.pre-commit-config.yaml
    passes "$SLUICE" hook install
    said "there is a .pre-commit-config.yaml here"
}

hook_written_over_ours_is_left_alone() {
    a_repository work
    a_hook .git/hooks/pre-commit 'echo first'
    "$SLUICE" hook install
    a_hook .git/hooks/pre-commit 'echo second'
    refused "$SLUICE" hook install
    said "written by something else"
    passes "$SLUICE" hook uninstall
    said "left alone"
    grep -q second .git/hooks/pre-commit
    grep -q first .git/hooks/pre-commit.before-sluice
}

nothing_is_half_done_when_writing_fails() {
    a_repository work
    a_hook .git/hooks/pre-commit 'exit 0'
    before=$(picture .git/hooks)
    # Files may not grow: what is written ends in an error, as on a full disk.
    refused sh -c 'trap "" XFSZ; ulimit -f 0; exec "$0" hook install' "$SLUICE"
    same "$(picture .git/hooks)" "$before"
    mkdir .git/hooks/commit-msg
    refused "$SLUICE" hook install
    said "is a folder"
    rmdir .git/hooks/commit-msg
    same "$(picture .git/hooks)" "$before"
}

missing_program_is_no_silent_pass() {
    a_repository work
    cp "$SLUICE" ../mine
    ../mine hook install
    rm ../mine
    echo >>hello.py
    refused env PATH=/usr/bin:/bin git commit -a -m x
    said "lets nothing through"
    said "no-verify"
    mkdir ../bin
    ln -s "$SLUICE" ../bin/sluice
    passes env PATH="$(cd ../bin && pwd):/usr/bin:/bin" git commit -a -m x
}

path_with_quotes_and_blanks_works() {
    mkdir "it's a \$place"
    cd "it's a \$place"
    cp "$SLUICE" "slu'ice"
    a_repository work
    "../slu'ice" hook install
    a_secret >a.py
    git add a.py
    refused git commit -m x
    said "a.py:1"
}

claims work_tree_gets_three_hooks_and_a_bare_repository_pre_receive \
    a_repository_whose_index_cannot_be_read_gets_none \
    only_the_named_hooks_are_installed dry_run_changes_nothing \
    uninstall_restores_bytes_modes_and_links folder_made_for_the_hooks_goes_with_them \
    installing_again_changes_nothing hook_of_another_program_place_is_brought_up_to_date \
    kept_hook_decides_with_its_own_status kept_pre_commit_runs_before_and_what_it_stages_is_scanned \
    kept_commit_msg_gets_the_file kept_pre_push_gets_arguments_and_lines_after_the_gate \
    hook_that_is_not_executable_is_kept_and_not_run linked_work_trees_share_their_hooks \
    local_hooks_path_is_honoured hooks_path_that_switches_hooks_off_is_told \
    global_hooks_path_needs_a_word \
    managers_are_told_and_not_written_over hook_written_over_ours_is_left_alone \
    nothing_is_half_done_when_writing_fails missing_program_is_no_silent_pass \
    path_with_quotes_and_blanks_works
