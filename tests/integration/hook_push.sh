#!/bin/sh
# pre-push and pre-receive: a secret in anything that is pushed stops the push. The server is git's
# own http-backend behind a web server on the loopback.
. "$(dirname "$0")/../support/shell.sh"
support=$(cd "$(dirname "$0")/../support" && pwd)

mkdir "$scratch/served"
mkfifo "$scratch/port"
python3 "$support/git_http.py" "$scratch/served" >"$scratch/port" &
servers=$!
read -r port <"$scratch/port"

# A clone of a new bare repository behind the server, with the gate at the far side; one commit is
# there already. The name is that of the test.
a_gated_remote() {
    name=$(basename "$PWD")
    far=$scratch/served/$name.git
    git init -q --bare "$far"
    git -C "$far" config http.receivepack true
    "$SLUICE" hook install --repo "$far" >/dev/null
    a_repository work
    git remote add origin "http://127.0.0.1:$port/$name.git"
    git push -q origin main
}

# A clone whose own gate is before pushes; the remote is a folder.
a_gated_clone() {
    git init -q --bare far.git
    far=$PWD/far.git
    a_repository work
    git remote add origin ../far.git
    git push -q -u origin main
    "$SLUICE" hook install pre-push >/dev/null
}

# Nothing of the blobs and commits named is left at the far side, reachable or not.
is_not_there() {
    for object; do
        fails git -C "$far" cat-file -e "$object"
        fails sh -c 'git -C "$1" rev-list --all --objects | grep "^$2"' - "$far" "$object"
    done
}

clean_push_passes_and_arrives() {
    a_gated_remote
    echo "more = 1" >more.py
    git add .
    git commit -q -m more
    git tag -a v1 -m "version one"
    passes git push origin main v1
    fails grep -i sluice "$scratch/said"
    same "$(git -C "$far" rev-parse main)" "$(git rev-parse main)"
    same "$(git -C "$far" rev-parse v1)" "$(git rev-parse v1)"
}

push_of_a_secret_is_refused_and_nothing_stays() {
    a_gated_remote
    before=$(git rev-parse main)
    a_secret >a.py
    git add .
    git commit -q -m "add a file"
    refused git push origin main
    is_not_there "$(git rev-parse HEAD)" "$(git rev-parse HEAD:a.py)"
    same "$(git -C "$far" rev-parse main)" "$before"
    said "remote: .*aws-access-key-id"
    said "remote: .*a.py:1"
    said "remote: .*$(git rev-parse HEAD)"
    said "remote: .*AKIA\*"
    said "remote: .*Replace the secret"
    said "remote: .*git commit --amend"
    fails grep -q "$(cut -d'"' -f2 a.py)" "$scratch/said"
    fails grep -q no-verify "$scratch/said"
    # The way that it tells works.
    echo "fine = 1" >a.py
    git add a.py
    git commit -q --amend --no-edit
    passes git push origin main
}

secret_that_a_later_commit_took_away_is_found() {
    a_gated_remote
    a_secret >a.py
    git add .
    git commit -q -m "add"
    first=$(git rev-parse HEAD)
    git rm -q a.py
    git commit -q -m "take away"
    echo "more = 1" >more.py
    git add more.py
    git commit -q -m more
    refused git push origin main
    said "$first"
    said "git rebase -i $(echo "$first" | cut -c1-12)^"
    said "git filter-repo"
    is_not_there "$first" "$first:a.py"
    # The way that it tells works.
    GIT_SEQUENCE_EDITOR='sed -i 1,2s/pick/drop/' git rebase -q -i "$first^"
    passes git push origin main
}

secret_in_a_message_or_a_tag_is_found() {
    a_gated_remote
    git commit -q --allow-empty -m "log in with $(a_secret)"
    refused git push origin main
    said "git commit --amend"
    git reset -q --hard HEAD^
    git tag -a v1 -m "made with $(a_secret)"
    refused git push origin v1
    said "v1"
    is_not_there "$(git rev-parse v1)"
}

secret_in_a_new_branch_or_a_bare_blob_is_found() {
    a_gated_remote
    git switch -q -c topic
    a_secret >a.py
    git add .
    git commit -q -m topic
    refused git push origin topic
    said "refs/heads/topic"
    refused git push origin HEAD:refs/heads/renamed HEAD:refs/hidden/place
    blob=$(git rev-parse HEAD:a.py)
    git tag key "$blob"
    refused git push origin key
    git tag folder "HEAD^{tree}"
    refused git push origin folder
    is_not_there "$blob" "$(git rev-parse HEAD)"
    same "$(git -C "$far" for-each-ref --format='%(refname)')" refs/heads/main
}

forced_push_is_looked_at() {
    a_gated_remote
    a_secret >a.py
    git add .
    git commit -q --amend -m "rewritten"
    refused git push -f origin main
    is_not_there "$(git rev-parse HEAD)"
}

what_is_there_already_does_not_stop_others() {
    a_gated_remote
    rm "$far/hooks/pre-receive"
    a_secret >old.py
    git add .
    git commit -q -m "before the gate"
    git push -q origin main
    "$SLUICE" hook install --repo "$far"
    echo "more = 1" >more.py
    git add .
    git commit -q -m more
    passes git push origin main
    passes git push origin main:refs/heads/copy
}

deleted_refs_pass() {
    a_gated_remote
    git push -q origin main:refs/heads/side
    passes git push origin :side
    fails git -C "$far" rev-parse -q --verify refs/heads/side
}

first_push_is_looked_at() {
    far=$PWD/first.git
    git init -q --bare "$far"
    "$SLUICE" hook install --repo "$far"
    a_repository work
    a_secret >a.py
    git add .
    git commit -q -m second
    refused git push "$far" main
    said "a.py:1"
    same "$(git -C "$far" for-each-ref)" ""
    git reset -q --hard HEAD^
    passes git push "$far" main
}

push_cannot_open_its_own_gate() {
    a_gated_remote
    cat >.sluice.yml <<'END'
version: 1
policy: {fail_on: high}
stages:
  - {name: keys, uses: secrets}
END
    git add .
    git commit -q -m policy
    passes git push origin main
    sed -i 's/high/none/' .sluice.yml
    printf '%s  # sluice:ignore aws-access-key-id trust me\n' "$(a_secret)" >a.py
    echo '*.py' >.sluiceignore
    git add .
    git commit -q -m "open the gate"
    refused git push origin main
    said "a.py:1"
    said ".sluice.yml"
    is_not_there "$(git rev-parse HEAD:a.py)"
    # The policy alone may pass, and counts from the next push on.
    git rm -q a.py .sluiceignore
    git commit -q --amend -m "open the gate"
    passes git push origin main
    a_secret >a.py
    git add .
    git commit -q -m key
    passes git push origin main
}

policy_of_the_far_side_is_the_one_before_the_push() {
    a_gated_remote
    a_secret >a.py
    git add .
    git commit -q -m key
    refused git push origin main
    said "a waiver of [0-9a-f]*, which the protected branch has to have first"
    git reset -q --hard HEAD^
    cat >.sluice.yml <<'END'
version: 1
policy: {waivers: waivers.yml}
stages:
  - {name: keys, uses: secrets}
END
    printf 'version: 1\nwaivers:\n  - {rule: "*", path: a.py, reason: made up, owner: me}\n' \
        >waivers.yml
    git add .
    git commit -q -m waiver
    passes git push origin main
    a_secret >a.py
    git add .
    git commit -q -m key
    passes git push origin main
}

hook_that_was_there_reads_the_same_lines() {
    a_gated_remote
    printf '#!/bin/sh\ncat >>"%s/received"\n[ ! -e "%s/no" ]\n' "$PWD" "$PWD" \
        >"$far/hooks/pre-receive.before-sluice"
    chmod +x "$far/hooks/pre-receive.before-sluice"
    git commit -q --allow-empty -m x
    passes git push origin main main:refs/heads/two
    same "$(grep -c "$(git rev-parse main) refs/heads/" received)" 2
    git commit -q --allow-empty -m y
    touch no
    refused git push origin main
}

many_refs_at_once_are_one_look() {
    a_gated_remote
    for i in $(seq 1 600); do echo "create refs/heads/b$i HEAD"; done | git update-ref --stdin
    passes git push origin 'refs/heads/b*:refs/heads/b*'
    same "$(git -C "$far" for-each-ref | wc -l)" 601
}

pre_push_looks_at_what_the_remote_lacks() {
    a_gated_clone
    echo "more = 1" >more.py
    git add .
    git commit -q -m more
    passes git push -q
    said_nothing
    a_secret >a.py
    git add .
    git commit -q -m key
    git rm -q a.py
    git commit -q -m "no key"
    refused git push
    said "$(git rev-parse HEAD^)"
    said "a.py:1"
    said "git rebase -i"
    said "git push --no-verify"
    same "$(git -C "$far" rev-parse main)" "$(git rev-parse HEAD~2)"
    refused git push origin HEAD:refs/heads/elsewhere
    git tag v1
    refused git push origin v1
    passes git push origin HEAD~2:refs/heads/clean
    passes git push origin :clean
    passes git push --no-verify
    # What the remote has cannot be held back any more.
    git commit -q --allow-empty -m next
    passes git push
}

pre_push_to_an_address_looks_at_what_it_has_not_told() {
    a_gated_clone
    a_secret >a.py
    git add .
    git commit -q -m key
    git init -q --bare ../other.git
    refused git push ../other.git main
    said "a.py:1"
    git push -q --no-verify ../other.git main
    git commit -q --allow-empty -m next
    passes git push ../other.git main
    refused git push origin main
}

# A remote behind a new bare repository; its refs are kept below refs/remotes/KEPT.
a_remote() {
    git init -q --bare "../$2.git"
    git config "remote.$1.url" "../$2.git"
    git config "remote.$1.fetch" "+refs/heads/*:refs/remotes/${3:-$1}/*"
}

pre_push_knows_the_refs_of_that_remote_only() {
    a_gated_clone
    a_remote team first
    a_remote team/side second
    a_remote team2 third
    a_secret >a.py
    git add .
    git commit -q -m key
    git push -q --no-verify team/side main
    git push -q --no-verify team2 main
    git rev-parse refs/remotes/team/side/main refs/remotes/team2/main
    refused git push team main
    said "a.py:1"
    git push -q --no-verify team main
    passes git push team main:refs/heads/next
}

pre_push_knows_a_remote_by_where_its_refs_are_kept() {
    a_gated_clone
    a_remote up first elsewhere
    a_secret >a.py
    git add .
    git commit -q -m key
    git push -q --no-verify up main
    passes git push up main:refs/heads/next
    # What two remotes keep in one place may be the other's.
    a_remote down second elsewhere
    refused git push down main
    said "a.py:1"
}

pre_push_from_a_linked_work_tree_and_of_another_branch() {
    a_gated_clone
    git worktree add -q ../linked -b side
    cd ../linked
    a_secret >a.py
    git add .
    git commit -q -m key
    refused git push origin side
    cd ../work
    refused git push origin side
    passes git push origin main
}

push_to_a_folder_with_a_colon_in_its_path_is_looked_at() {
    git init -q --bare "odd:far.git"
    far=$PWD/odd:far.git
    "$SLUICE" hook install --repo "$far" >/dev/null
    a_repository work
    passes git push "file://$far" main
    a_secret >a.py
    git add .
    git commit -q -m key
    refused git push "file://$far" main
    said "a.py:1"
}

framework_that_keeps_the_lines_is_understood() {
    a_gated_clone
    a_secret >a.py
    git add .
    git commit -q -m key
    refused env PRE_COMMIT_TO_REF="$(git rev-parse HEAD)" PRE_COMMIT_REMOTE_NAME=origin \
        PRE_COMMIT_FROM_REF="$(git rev-parse HEAD^)" PRE_COMMIT_REMOTE_BRANCH=refs/heads/main \
        "$SLUICE" hook run pre-push </dev/null
    said "a.py:1"
    refused env PRE_COMMIT_LOCAL_BRANCH=refs/heads/main PRE_COMMIT_REMOTE_NAME=origin \
        "$SLUICE" hook run pre-push </dev/null
    passes env PRE_COMMIT_TO_REF="$(git rev-parse HEAD^)" PRE_COMMIT_REMOTE_NAME=origin \
        "$SLUICE" hook run pre-push </dev/null
}

claims clean_push_passes_and_arrives push_of_a_secret_is_refused_and_nothing_stays \
    secret_that_a_later_commit_took_away_is_found secret_in_a_message_or_a_tag_is_found \
    secret_in_a_new_branch_or_a_bare_blob_is_found forced_push_is_looked_at \
    what_is_there_already_does_not_stop_others deleted_refs_pass first_push_is_looked_at \
    push_cannot_open_its_own_gate \
    policy_of_the_far_side_is_the_one_before_the_push hook_that_was_there_reads_the_same_lines \
    many_refs_at_once_are_one_look pre_push_looks_at_what_the_remote_lacks \
    pre_push_to_an_address_looks_at_what_it_has_not_told \
    pre_push_knows_the_refs_of_that_remote_only \
    pre_push_knows_a_remote_by_where_its_refs_are_kept \
    pre_push_from_a_linked_work_tree_and_of_another_branch \
    push_to_a_folder_with_a_colon_in_its_path_is_looked_at \
    framework_that_keeps_the_lines_is_understood
