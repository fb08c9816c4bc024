#!/bin/sh
# Files that say what blocks, in a tree that may be a stranger's: what they name and what they are is
# never a way to another file of the machine.
. "$(dirname "$0")/../support/shell.sh"

a_file_of_ours() {
    printf 'mine: [\nvalue = hidden-from-strangers\n' >"$scratch/ours"
}

# Each of the files as a link to one of ours, and then to the environment of the process.
links_out_of_the_tree_are_not_read() {
    a_repository work
    a_file_of_ours
    export HIDDEN=hidden-from-strangers
    for file in .sluice.yml .sluiceignore .gitleaksignore .gitleaks.toml; do
        for target in "$scratch/ours" ../../ours /proc/self/environ; do
            ln -s "$target" "$file"
            refused "$SLUICE" scan
            said "$file: it is outside of the repository"
            fails grep hidden "$scratch/said"
            rm "$file"
        done
    done
}

files_that_the_policy_names_are_below_the_tree() {
    a_repository work
    a_file_of_ours
    ln -s "$scratch/ours" link.yml
    mkdir folder
    ln -s "$scratch" folder/far
    for key in waivers baseline; do
        for path in link.yml "$scratch/ours" ../../ours folder/far/ours; do
            printf 'version: 1\npolicy: {%s: %s}\nstages: []\n' "$key" "$path" >.sluice.yml
            refused "$SLUICE" scan
            fails grep hidden "$scratch/said"
            fails grep "mine:" "$scratch/said"
        done
    done
    printf 'version: 1\ninclude: [link.yml]\nstages: []\n' >.sluice.yml
    refused "$SLUICE" scan
    fails grep hidden "$scratch/said"
}

links_within_the_tree_are_followed() {
    a_repository work
    mkdir -p ci/more
    printf 'version: 1\npolicy: {fail_on: none, waivers: ci/w.yml}\nstages: []\n' >ci/more/policy.yml
    printf 'version: 1\nwaivers: []\n' >ci/more/waivers.yml
    ln -s more/waivers.yml ci/w.yml
    ln -s ./ci/../ci/more/policy.yml .sluice.yml
    a_secret >a.py
    passes "$SLUICE" scan
    rm ci/more/waivers.yml
    refused "$SLUICE" scan
    said "ci/w.yml"
    ln -sf w.yml ci/w.yml
    refused "$SLUICE" scan
    said "links lead to one another"
}

pipes_are_not_waited_for() {
    a_repository work
    for file in .sluice.yml .sluiceignore .gitleaksignore .gitleaks.toml; do
        mkfifo "$file"
        refused timeout 20 "$SLUICE" scan
        said "$file"
        said "no regular file"
        rm "$file"
    done
}

claims links_out_of_the_tree_are_not_read files_that_the_policy_names_are_below_the_tree \
    links_within_the_tree_are_followed pipes_are_not_waited_for
