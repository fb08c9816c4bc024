#!/bin/sh
# pre-commit and commit-msg scan exactly what will be committed.
. "$(dirname "$0")/../support/shell.sh"

# A repository with the hooks in place.
a_gated_repository() {
    a_repository work
    "$SLUICE" hook install pre-commit commit-msg >/dev/null
}

clean_commit_is_silent() {
    a_gated_repository
    echo >>hello.py
    git add hello.py
    passes git commit -q -m "say hello"
    said_nothing
}

clean_commit_is_silent_on_a_terminal() {
    a_gated_repository
    echo >>hello.py
    git add hello.py
    script -qec 'git commit -q -m "say hello"' "$scratch/typescript" </dev/null >"$scratch/said"
    same "$(git log -1 --format=%s)" "say hello"
    # Lines that were taken away again count as nothing.
    tr -d '\r' <"$scratch/said" | sed "s/^.*$(printf '\033')\[K//" >"$scratch/left"
    [ ! -s "$scratch/left" ] || { cat "$scratch/left"; return 1; }
}

first_commit_is_scanned() {
    git init -q work
    cd work
    "$SLUICE" hook install
    a_secret >a.py
    git add a.py
    refused git commit -m x
    said "a.py:1"
    fails git rev-parse -q --verify HEAD
}

blocked_commit_says_what_where_and_how_to_go_on() {
    a_gated_repository
    a_secret >a.py
    git add a.py
    refused git commit -m x
    said "aws-access-key-id"
    said "a.py:1:13"
    said "fix:"
    said "sluice:ignore aws-access-key-id"
    said "git add"
    said "git commit --no-verify"
    value=$(cut -d'"' -f2 a.py)
    fails grep -q "$value" "$scratch/said"
    passes git commit -q --no-verify -m x
}

staged_content_counts_not_the_work_tree() {
    a_gated_repository
    a_secret >a.py
    git add a.py
    echo "clean = 1" >a.py
    refused git commit -m x
    said "a.py:1"
    git add a.py
    a_secret >a.py
    passes git commit -m x
}

part_of_a_file_that_is_staged_counts() {
    a_gated_repository
    seq 1 30 >list.py
    git add list.py
    git commit -q -m list
    { echo "first = 1"; seq 1 30; a_secret; } >list.py
    printf 'y\nn\n' | git add -p list.py
    passes git commit -m "first part"
    printf 'y\n' | git add -p list.py
    refused git commit -m "second part"
    said "list.py:32"
}

intent_to_add_is_not_committed_and_not_scanned() {
    a_gated_repository
    a_secret >a.py
    git add -N a.py
    echo >>hello.py
    git add hello.py
    passes git commit -m x
}

renamed_file_with_an_old_finding_passes() {
    a_repository work
    { a_secret; seq 1 20; } >old.py
    git add old.py
    git commit -q -m "before the gate"
    "$SLUICE" hook install
    git mv old.py new.py
    passes git commit -m move
    a_secret >>new.py
    refused git commit -a -m x
    said "new.py:22"
}

finding_that_was_there_does_not_block() {
    a_repository work
    a_secret >old.py
    git add old.py
    git commit -q -m "before the gate"
    "$SLUICE" hook install
    echo "more = 1" >>old.py
    passes git commit -a -m more
    cat old.py old.py >twice.py
    git add twice.py
    refused git commit -m "a copy is new"
}

policy_of_the_repository_decides() {
    a_repository work
    cat >.sluice.yml <<'END'
version: 1
policy: {fail_on: none}
stages:
  - {name: keys, uses: secrets}
END
    "$SLUICE" hook install
    a_secret >a.py
    git add .
    passes git commit -m x
    sed -i 's/none/high/' .sluice.yml
    a_secret >>a.py
    git add .
    refused git commit -m y
    said "a.py:1"
}

waiver_and_comment_let_a_finding_pass() {
    a_repository work
    cat >.sluice.yml <<'END'
version: 1
policy: {waivers: waivers.yml}
stages:
  - {name: keys, uses: secrets}
END
    cat >waivers.yml <<'END'
version: 1
waivers:
  - {rule: '*', path: tests/, reason: made up for tests, owner: tester}
END
    "$SLUICE" hook install
    mkdir tests
    a_secret >tests/a.py
    git add .
    passes git commit -m x
    said_no_warning
    printf '%s  # sluice:ignore aws-access-key-id an example\n' "$(a_secret)" >b.py
    git add .
    passes git commit -m y
}

said_no_warning() {
    fails grep -q warning "$scratch/said"
}

commit_all_scans_its_own_index() {
    a_gated_repository
    a_secret >>hello.py
    refused git commit -a -m x
    said "hello.py:2"
    git diff --cached --quiet
}

commit_of_one_file_scans_that_file_only() {
    a_gated_repository
    a_secret >staged.py
    git add staged.py
    echo "fine = 1" >>hello.py
    passes git commit -m one hello.py
    a_secret >>hello.py
    git rm -q --cached staged.py
    refused git commit -m two hello.py
    said "hello.py:3"
    refused git commit -m three -i hello.py
    said "hello.py:3"
}

other_index_file_is_honoured() {
    a_gated_repository
    a_secret >a.py
    GIT_INDEX_FILE=.git/other git read-tree HEAD
    GIT_INDEX_FILE=.git/other git add a.py
    refused env GIT_INDEX_FILE=.git/other git commit -m x
    said "a.py:1"
    echo >>hello.py
    git add hello.py
    passes git commit -m y
}

amended_commit_is_scanned() {
    a_gated_repository
    a_secret >a.py
    git add a.py
    refused git commit --amend --no-edit
    said "a.py:1"
}

merge_is_scanned_as_it_will_be() {
    a_gated_repository
    git switch -q -c side
    echo "side = 1" >hello.py
    git commit -q -a -m side
    git switch -q main
    echo "main = 1" >hello.py
    git commit -q -a -m main
    fails git merge -q side
    refused git commit -m "with the conflict"
    a_secret >hello.py
    git add hello.py
    refused git commit --no-edit
    said "hello.py:1"
    echo "both = 1" >hello.py
    git add hello.py
    passes git commit --no-edit
    same "$(git rev-list --parents -1 HEAD | wc -w)" 3
}

finding_of_a_merged_branch_is_not_new() {
    a_repository work
    git switch -q -c side
    a_secret >side.py
    echo "side = 1" >hello.py
    git add .
    git commit -q -m "side, before the gate"
    git switch -q main
    echo "main = 1" >hello.py
    git commit -q -a -m main
    "$SLUICE" hook install
    fails git merge -q side
    echo "both = 1" >hello.py
    git add .
    passes git commit --no-edit
    a_secret >>side.py
    refused git commit -a -m x
    said "side.py:2"
}

submodule_and_link_are_no_obstacle() {
    a_repository other
    cd ..
    a_gated_repository
    git submodule --quiet add ../other module
    ln -s hello.py link
    git add .
    passes git commit -m x
}

repository_apart_from_its_work_tree_is_found() {
    git init -q --bare dotfiles.git
    mkdir tree
    "$SLUICE" hook install --repo dotfiles.git pre-commit
    a_secret >tree/a.py
    git --git-dir="$PWD/dotfiles.git" --work-tree="$PWD/tree" -C tree add a.py
    refused git --git-dir="$PWD/dotfiles.git" --work-tree="$PWD/tree" commit -m x
    said "a.py:1"
    refused git --git-dir=dotfiles.git --work-tree=tree commit -m x
    said "a.py:1"
}

hook_started_by_hand_from_a_subfolder_works() {
    a_gated_repository
    mkdir sub
    a_secret >sub/a.py
    git add .
    cd sub
    refused "$SLUICE" hook run pre-commit
    said "sub/a.py:1"
    refused "$SLUICE" hook run pre-commit --format json
    said '"verdict": "fail"'
}

broken_pipeline_blocks_with_its_place() {
    a_gated_repository
    printf 'version: 1\nstages:\n  - {name: a, usess: secrets}\n' >.sluice.yml
    git add .
    refused git commit -m x
    said ".sluice.yml:3"
    said "no-verify"
}

secret_in_the_message_is_found() {
    a_gated_repository
    echo >>hello.py
    refused git commit -a -m "use $(a_secret)"
    said "COMMIT_EDITMSG:1"
    said "git commit -e -F"
    same "$(git rev-list --count HEAD)" 1
    refused git commit -a -m "# $(a_secret)"
}

lines_that_git_drops_are_not_the_message() {
    a_gated_repository
    echo >>hello.py
    a_secret >secret
    printf '#!/bin/sh\n{ echo hello; sed "s/^/# /" "%s"; cat "$1"; } >x; cat x >"$1"; rm x\n' \
        "$PWD/secret" >../editor
    chmod +x ../editor
    passes env GIT_EDITOR="$(pwd)/../editor" git commit -a
    fails sh -c "git log -1 --format=%B | grep -q password"
    # A removed secret stands in the diff that --verbose shows below the scissors.
    cat secret >>hello.py
    git commit -q --no-verify -a -m secret
    echo "print('hello')" >hello.py
    printf '#!/bin/sh\n{ echo bye; cat "$1"; } >x; cat x >"$1"; rm x\n' >../editor
    passes env GIT_EDITOR="$(pwd)/../editor" git commit -v -a
    echo >>hello.py
    git config core.commentChar ';'
    printf '#!/bin/sh\n{ sed "s/^/# /" "%s"; cat "$1"; } >x; cat x >"$1"; rm x\n' \
        "$PWD/secret" >../editor
    refused env GIT_EDITOR="$(pwd)/../editor" git commit -a
    said "COMMIT_EDITMSG:1"
    git config core.commentChar '#'
    git config commit.cleanup whitespace
    refused env GIT_EDITOR="$(pwd)/../editor" git commit -a
}

claims clean_commit_is_silent clean_commit_is_silent_on_a_terminal first_commit_is_scanned \
    blocked_commit_says_what_where_and_how_to_go_on staged_content_counts_not_the_work_tree \
    part_of_a_file_that_is_staged_counts intent_to_add_is_not_committed_and_not_scanned \
    renamed_file_with_an_old_finding_passes finding_that_was_there_does_not_block \
    policy_of_the_repository_decides waiver_and_comment_let_a_finding_pass \
    commit_all_scans_its_own_index commit_of_one_file_scans_that_file_only \
    other_index_file_is_honoured amended_commit_is_scanned merge_is_scanned_as_it_will_be \
    finding_of_a_merged_branch_is_not_new submodule_and_link_are_no_obstacle \
    repository_apart_from_its_work_tree_is_found hook_started_by_hand_from_a_subfolder_works \
    broken_pipeline_blocks_with_its_place secret_in_the_message_is_found \
    lines_that_git_drops_are_not_the_message
