#!/bin/sh
# A part of a tree is judged as it is within the whole: what names files by their path means paths
# from the top of the work tree, wherever a scan starts.
. "$(dirname "$0")/../support/shell.sh"

# A repository with credentials in a.py, d/a.py and d/b.py.
a_repository_with_secrets() {
    a_repository work
    mkdir d
    a_secret >a.py
    a_secret >d/a.py
    a_secret >d/b.py
    git add .
    git commit -q -m secrets
}

# The files whose findings block, in one line.
blocking() {
    "$SLUICE" scan --only secrets --format quickfix "$@" >"$scratch/lines" || :
    sed -n 's/:[0-9].*//p' "$scratch/lines" | sort -u | tr '\n' ' ' | sed 's/ $//'
}

files_are_reported_by_the_paths_given() {
    a_repository_with_secrets
    same "$(blocking)" "a.py d/a.py d/b.py"
    same "$(blocking d)" "a.py b.py"
    same "$(blocking d/b.py ./a.py)" "./a.py d/b.py"
    same "$(blocking "$PWD/d/b.py")" "$PWD/d/b.py"
    cd d
    same "$(blocking)" "a.py b.py"
    same "$(blocking ../a.py)" "../a.py"
    same "$(blocking .. b.py)" "../a.py ../d/a.py b.py"
}

sluiceignore_names_paths_from_the_top() {
    a_repository_with_secrets
    printf '/a.py\n/d/b.py\n' >.sluiceignore
    same "$(blocking)" "d/a.py"
    same "$(blocking d)" "a.py"
    same "$(blocking "$PWD/d")" "a.py"
    same "$(blocking d/a.py d/b.py)" "d/a.py"
    cd d
    same "$(blocking)" "a.py"
    same "$(blocking a.py b.py)" "a.py"
}

waivers_name_paths_from_the_top() {
    a_repository_with_secrets
    printf 'version: 1\npolicy: {waivers: waivers.yml}\nstages: []\n' >.sluice.yml
    cat >waivers.yml <<'END'
version: 1
waivers:
  - {rule: '*', path: /a.py, reason: made up for tests, owner: tester}
  - {rule: '*', path: 'd/b*', reason: made up for tests, owner: tester}
END
    same "$(blocking)" "d/a.py"
    same "$(blocking d)" "a.py"
    same "$(blocking "$PWD/d/b.py" d/a.py)" "d/a.py"
    cd d
    same "$(blocking)" "a.py"
    same "$(blocking ../a.py b.py)" ""
}

fingerprints_of_gitleaks_name_paths_from_the_top() {
    a_repository_with_secrets
    printf 'a.py:aws-access-token:1\nd/b.py:aws-access-token:1\n' >.gitleaksignore
    same "$(blocking)" "d/a.py"
    same "$(blocking d)" "a.py"
    cd d
    same "$(blocking b.py ../a.py)" ""
}

files_inside_archives_are_waived_by_their_path() {
    a_repository work
    mkdir d
    a_secret >key.py
    python3 -m zipfile -c d/in.zip key.py
    rm key.py
    printf 'version: 1\npolicy: {waivers: waivers.yml}\nstages: []\n' >.sluice.yml
    printf 'version: 1\nwaivers:\n  - {rule: "*", path: "/d/in.zip!/key.py", reason: x y, owner: me}\n' \
        >waivers.yml
    same "$(blocking)" ""
    same "$(blocking d)" ""
    sed -i 's/key/kex/' waivers.yml
    same "$(blocking d)" "in.zip!/key.py"
}

rules_for_paths_see_them_from_the_top() {
    a_repository work
    mkdir -p src/gen gen
    cat >../rules.yml <<'END'
rules:
  - id: own
    languages: [python]
    severity: ERROR
    message: m
    pattern: danger(...)
    paths: {exclude: [/gen/, /src/gen/]}
END
    echo "danger(1)" | tee gen/a.py src/gen/a.py >src/a.py
    mkdir src/gen/gen
    echo "danger(2)" >src/b.py
    passes "$SLUICE" scan --only sast --rules ../rules.yml --format json --fail-on none src
    same "$(grep -c '"rule": "own"' "$scratch/said")" 2
    cd src
    passes "$SLUICE" scan --only sast --rules ../../rules.yml --format json --fail-on none gen
    same "$(grep -c '"rule": "own"' "$scratch/said" || :)" 0
}

copy_of_what_the_base_has_elsewhere_is_new_in_a_part_too() {
    a_repository_with_secrets
    cp a.py d/c.py
    git add .
    printf 'version: 1\npolicy: {new_only: true}\nstages: []\n' >.sluice.yml
    same "$(blocking --base HEAD)" "d/c.py"
    same "$(blocking --base HEAD d)" "c.py"
    git mv d/b.py d/moved.py
    same "$(blocking --base HEAD d)" "c.py"
}

fixes_are_made_where_the_files_are() {
    a_repository work
    mkdir d
    cat >../rules.yml <<'END'
rules:
  - {id: own, languages: [python], severity: ERROR, message: m, pattern: danger(), fix: safe()}
END
    echo "danger()" | tee a.py >d/a.py
    "$SLUICE" scan --only sast --rules ../rules.yml --fail-on none --fix=apply d
    same "$(cat a.py d/a.py | tr '\n' ' ')" "danger() safe() "
    echo "danger()" >d/a.py
    cd d
    "$SLUICE" scan --only sast --rules ../../rules.yml --fail-on none --fix=apply ../a.py
    same "$(cat ../a.py a.py | tr '\n' ' ')" "safe() danger() "
}

claims files_are_reported_by_the_paths_given sluiceignore_names_paths_from_the_top \
    waivers_name_paths_from_the_top fingerprints_of_gitleaks_name_paths_from_the_top \
    files_inside_archives_are_waived_by_their_path rules_for_paths_see_them_from_the_top \
    copy_of_what_the_base_has_elsewhere_is_new_in_a_part_too fixes_are_made_where_the_files_are
