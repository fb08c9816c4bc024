#!/bin/sh
# What a push brings beside contents and messages: the names of refs, and headers of commits.
. "$(dirname "$0")/../support/shell.sh"

# A fresh token that a name can hold.
a_token() {
    printf 'gl''pat-%s' "$(head -c 400 /dev/urandom | tr -dc 'a-zA-Z2-7' | head -c 20)"
}

# A clone of a new bare repository with the gate, which has one commit already.
a_gated_remote() {
    git init -q --bare far.git
    far=$PWD/far.git
    "$SLUICE" hook install --repo "$far" >/dev/null
    a_repository work
    git remote add origin "$far"
    git push -q origin main
}

secret_in_the_name_of_a_ref_is_found_and_not_told() {
    a_gated_remote
    value=$(a_token)
    refused git push origin "main:refs/heads/$value"
    said "remote: .*git:refs:1:12"
    said "remote: .*in the name of a ref"
    fails grep "remote:.*$value" "$scratch/said"
    fails grep "later commit" "$scratch/said"
    git tag "$value"
    refused git push origin "$value" main:refs/heads/fine
    said "remote: .*git:refs:[12]:"
    same "$(git -C "$far" for-each-ref --format='%(refname)')" refs/heads/main
}

name_with_a_secret_is_not_told_beside_another_finding() {
    a_gated_remote
    value=$(a_token)
    a_secret >a.py
    git add .
    git commit -q -m key
    refused git push origin "HEAD:refs/heads/$value"
    said "a.py:1"
    fails grep "remote:.*$value" "$scratch/said"
}

name_that_is_there_already_stops_nobody() {
    a_gated_remote
    value=$(a_token)
    git -C "$far" update-ref "refs/heads/$value" main
    git commit -q --allow-empty -m more
    passes git push origin "main:refs/heads/$value"
    passes git push origin ":refs/heads/$value"
}

secret_in_a_header_of_a_commit_is_found() {
    a_gated_remote
    git cat-file commit HEAD >plain
    for header in "gpgsig -----BEGIN PGP SIGNATURE-----
 Comment: $(a_secret)
 -----END PGP SIGNATURE-----" "x-note $(a_secret)"; do
        echo "$header" | sed -e '/^committer/r /dev/stdin' plain >headed
        refused git push origin "$(git hash-object -t commit -w headed):refs/heads/odd"
        said "remote: .*git:commit/"
    done
}

push_that_breaks_the_policy_of_the_far_side_is_refused() {
    a_gated_remote
    for file in .sluice.yml .gitleaks.toml; do
        before=$(git rev-parse HEAD)
        echo "version: [" >"$file"
        git add .
        git commit -q -m "a broken file"
        refused git push origin main
        said "remote: .*no other push could pass after this one: .*$file:[12]"
        # Where it decides nothing it harms nobody.
        passes git push origin "main:refs/heads/try$file"
        git reset -q --hard "$before"
    done
    echo "more = 1" >more.py
    git add .
    git commit -q -m more
    passes git push origin main
}

push_of_a_policy_that_can_be_read_passes() {
    a_gated_remote
    printf 'version: 1\npolicy: {fail_on: high, waivers: w.yml}\nstages: []\n' >.sluice.yml
    git add .
    git commit -q -m "a policy that names what is not there"
    refused git push origin main
    said "w.yml"
    printf 'version: 1\nwaivers: []\n' >w.yml
    git add .
    git commit -q --amend -m "a policy"
    passes git push origin main
    passes git push origin main:refs/heads/other
    git rm -q .sluice.yml
    git commit -q -m "none"
    passes git push origin main
}

claims secret_in_the_name_of_a_ref_is_found_and_not_told \
    name_with_a_secret_is_not_told_beside_another_finding \
    name_that_is_there_already_stops_nobody secret_in_a_header_of_a_commit_is_found \
    push_that_breaks_the_policy_of_the_far_side_is_refused push_of_a_policy_that_can_be_read_passes
