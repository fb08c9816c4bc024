#!/bin/sh
# Golden cases: tests/golden/CASE/ has in/ (files), cmd (a shell line; $SLUICE is the program, the
# current folder a copy of in/), out (stdout) and exit (the status).
# Usage: golden.sh PROGRAM [--update]
set -eu
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
update=${2:-}
cases=$(cd "$(dirname "$0")" && pwd)/golden
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export SLUICE="$program" NO_COLOR=1 HOME="$scratch" XDG_CACHE_HOME="$scratch/cache"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_AUTHOR_DATE='2026-01-01T00:00:00Z'
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
passed=0
failed=0
for folder in "$cases"/*/; do
    name=$(basename "$folder")
    work=$scratch/$name
    mkdir -p "$work"
    [ ! -d "$folder/in" ] || cp -R "$folder/in/." "$work/"
    status=0
    export XDG_CACHE_HOME="$scratch/$name.cache" # results of one case are not another's
    (cd "$work" && sh -c "$(cat "$folder/cmd")") >"$scratch/out" 2>"$scratch/err" || status=$?
    # Times and commit-independent noise do not belong to the expectation.
    sed -E -e 's/"(started_ms|ended_ms|elapsed_ms)": [0-9]+/"\1": 0/' \
        -e 's/"(started|startTimeUtc)": "[^"]*"/"\1": ""/' \
        -e 's/(time|timestamp)="[^"]*"/\1=""/g' "$scratch/out" >"$scratch/plain"
    if [ "$update" = --update ]; then
        cp "$scratch/plain" "$folder/out"
        echo "$status" >"$folder/exit"
        continue
    fi
    if [ "$status" = "$(cat "$folder/exit")" ] && cmp -s "$scratch/plain" "$folder/out"; then
        passed=$((passed + 1))
        continue
    fi
    failed=$((failed + 1))
    echo "golden case $name: exit $status, expected $(cat "$folder/exit")"
    diff -u "$folder/out" "$scratch/plain" | head -n 40 || true
    head -n 20 "$scratch/err"
done
echo "golden: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
