#!/bin/sh
# Adopting a repository: what is known blocks no more, what is new does, and no change can extend
# the baseline that it is judged by.
set -eu
sluice=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" NO_COLOR=1 GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
mkdir "$work/repo"
cd "$work/repo"
git -c init.defaultBranch=main init -q
file=.sluice-baseline.json

fail() {
    echo "failed: $1"
    cat "$work/out" "$work/err"
    exit 1
}
# expect STATUS WHAT COMMAND...
expect() {
    wanted=$1
    what=$2
    shift 2
    status=0
    "$@" >"$work/out" 2>"$work/err" || status=$?
    [ "$status" = "$wanted" ] || fail "$what: exit $status, expected $wanted"
}
says() { grep -qF -- "$1" "$work/out" "$work/err" || fail "no word of '$1'"; }

key=AKIAQ3EGRTYWNSP5ZL7D
printf 'k = "%s"\n' $key >a.py
printf 'import os\nos.system("ls " + x)\n' >b.py
printf 'version: 1\nstages:\n  - {name: code, uses: sast}\n  - {name: leaks, uses: secrets}\n' \
    >.sluice.yml

expect 1 "findings block at first" "$sluice" scan
expect 2 "without a name there is no file to write" "$sluice" baseline
says "policy: {baseline: .sluice-baseline.json}"

printf 'policy: {baseline: %s, waivers: w.yml}\n' $file >>.sluice.yml
printf 'version: 1\nwaivers:\n  - {rule: python-os-system-dynamic, path: w.py, reason: r, owner: o}\n' \
    >w.yml
cp b.py w.py
expect 0 "a dry run says what it would add" "$sluice" baseline --dry-run
says "aws-access-key-id a.py:1"
[ ! -e $file ] || fail "a dry run wrote the file"
expect 0 "findings are adopted" "$sluice" baseline
cp $file "$work/first"
! grep -qF $key $file || fail "the secret is in the file"
grep -q '"file":"a.py"' $file || fail "the finding is not in the file"
! grep -q '"file":"w.py"' $file || fail "a waived finding is in the file"
expect 0 "what is known does not block" "$sluice" scan --format json
says '"known": 2'
print=$(sed -n '/aws-access-key-id/,/fingerprint/s/.*"fingerprint": "\(.*\)",*/\1/p' "$work/out")
[ ${#print} = 32 ] || fail "no fingerprint of the secret in the report"
! grep -qF "$print" $file || fail "the fingerprint of the secret is in the file"
expect 0 "adopting again changes nothing" "$sluice" baseline --jobs 1
cmp -s $file "$work/first" || fail "the file changed"

cp a.py copy.py
expect 1 "a new copy of a known secret is new" "$sluice" scan
says "copy.py:1"
rm copy.py
mv a.py moved.py
expect 0 "a file that moved is known" "$sluice" scan
mv moved.py a.py

rm b.py
expect 0 "what is gone is kept" "$sluice" baseline --only secrets
says "1 known finding was not found any more"
grep -q '"file":"b.py"' $file || fail "what was not looked for is gone from the file"
expect 0 "secrets alone prune no code" "$sluice" baseline --only secrets --prune
grep -q '"file":"b.py"' $file || fail "what was not looked for was pruned"
expect 0 "pruning drops what is gone" "$sluice" baseline --prune
says "1 dropped"
! grep -q '"file":"b.py"' $file || fail "what is gone is still in the file"
grep -qF "$(grep '"salt"' "$work/first")" $file || fail "the salt changed"

truncate -s 101M big.bin
cp b.py new.py 2>/dev/null || printf 'import os\nos.system("ls " + x)\n' >new.py
cp $file "$work/before"
expect 3 "an incomplete scan writes nothing" "$sluice" baseline
says "--force"
cmp -s $file "$work/before" || fail "an incomplete scan wrote the file"
expect 3 "nor does it prune, forced or not" "$sluice" baseline --force --prune
cmp -s $file "$work/before" || fail "an incomplete scan pruned the file"
expect 0 "it can be forced" "$sluice" baseline --force
grep -q '"file":"new.py"' $file || fail "forcing wrote nothing"
rm big.bin new.py
cp "$work/before" $file

git add -A
git commit -q -m base
git tag base
printf 'k = "AKIAZ4QWERTZUIOPAS6Q"\n' >evil.py
expect 0 "a change can write what it likes" "$sluice" baseline
git add -A
git commit -q -m evil
expect 0 "and would pass by its own baseline" "$sluice" run
expect 1 "but not by that of the protected ref" "$sluice" run --policy-from base
says "the change would alter $file; the baseline of the protected ref is used"
expect 1 "nor in a scan" "$sluice" scan --policy-from base --only secrets
says "the change would alter $file; the baseline of the protected ref is used"
says "evil.py:1"

sed -i 's/baseline: [^,]*/baseline: ..\/x.json/' .sluice.yml
expect 2 "a file outside of the repository is not written" "$sluice" baseline
mkdir "$work/outside"
ln -s "$work/outside" link
sed -i 's/baseline: [^,]*/baseline: link\/x.json/' .sluice.yml
expect 2 "nor one that a link leads to" "$sluice" baseline
says "a link leads out"
[ -z "$(ls "$work/outside")" ] || fail "the file was written"
expect 0 "a file that the user names is" "$sluice" baseline "$work/outside/mine.json"
says "no scan reads this file yet"
[ -s "$work/outside/mine.json" ] || fail "the named file was not written"
echo '{}' >"$work/outside/other.json"
expect 2 "what is no baseline is not overwritten" "$sluice" baseline "$work/outside/other.json"
[ "$(cat "$work/outside/other.json")" = '{}' ] || fail "it was overwritten"

git init -q "$work/past"
cd "$work/past"
printf 'k = "%s"\n' $key >gone.py
printf 'version: 1\nstages: []\n' >.sluice.yml
git add -A
git commit -q -m one
git rm -q gone.py
printf 'policy: {baseline: %s}\n' $file >>.sluice.yml
git add -A
git commit -q -m two
expect 0 "secrets of the past are adopted" "$sluice" baseline --history --only secrets --no-cache
expect 0 "and block no more" "$sluice" scan --history --only secrets --no-cache
cp $file "$work/past.json"
printf 'k = "%s"\n' $key >again.py
git add again.py
git commit -q -m three
expect 1 "a new copy of them is new" "$sluice" scan --history --only secrets --no-cache
says "again.py"
echo "baseline: all as promised"
