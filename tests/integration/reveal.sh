#!/bin/sh
# Values of secrets: in no report unless they are asked for, and then only where they belong, with a
# word of warning in every format.
set -eu
sluice=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" NO_COLOR=1 GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
mkdir "$work/tree"
cd "$work/tree"

fail() {
    echo "failed: $1"
    cat "$work/out" "$work/err"
    exit 1
}
scan() {
    status=0
    "$sluice" scan "$@" >"$work/out" 2>"$work/err" || status=$?
    [ $status = 1 ] || fail "scan $*: exit $status, expected 1"
}

plain=AKIAQ3EGRTYWNSP5ZL7D
hidden=AKIAZ4QWERTZUIOPAS6Q
printf 'os.system("deploy --key %s " + x)\n' $plain >a.py
printf 'x = "%s"\n' "$(printf 'aws_key = %s end of it' $hidden | base64 -w 0)" >b.txt

for format in text json sarif junit markdown github gitlab; do
    scan --format $format -v
    ! grep -qE "$plain|$hidden" "$work/out" "$work/err" || fail "$format shows a secret unasked"
    scan --format $format --reveal
    grep -qi 'secrets are shown as they are' "$work/out" || fail "$format does not warn"
done
for format in text json sarif; do
    scan --format $format --reveal
    grep -q $plain "$work/out" || fail "$format does not show the secret"
    grep -q $hidden "$work/out" || fail "$format does not show the decoded secret"
done
# Not in the findings of other kinds, whose snippets show the same line.
scan --format json --reveal
[ "$(grep -c $plain "$work/out")" = 2 ] || fail "the secret stands elsewhere than in snippet, secret"
# What was revealed once is not revealed again unasked: nothing was kept.
scan --format json
! grep -qE "$plain|$hidden" "$work/out" || fail "a value was kept"
! grep -rqE "$plain|$hidden" "$work" --include='*' --exclude-dir=tree --exclude=out --exclude=err ||
    fail "a value was written to a file"
status=0
GIT_QUARANTINE_PATH=/x "$sluice" scan --reveal >"$work/out" 2>"$work/err" || status=$?
[ $status = 2 ] || fail "a server's hook may reveal secrets"
scan --reveal --output sarif="$work/out.sarif"
grep -q 'sarif reports are made to be uploaded' "$work/err" || fail "no warning of uploads"
echo "reveal: all as promised"
