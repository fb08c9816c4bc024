#!/bin/sh
# Results of code rules must not depend on how they were come by: with and without the pass over
# literals that decides where a rule is tried, and with one worker and eight.
# Usage: sast-same.sh PROGRAM FOLDER: FOLDER has rule files with their fixtures beside them.
set -eu
program=$1
folder=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# 0, 1 and 2 are verdicts on the rules; anything else is a run that did not end.
try() {
    name=$1
    shift
    status=0
    "$program" rules test "$folder" --only sast --output "json=$scratch/$name.json" "$@" \
        >"$scratch/$name.txt" 2>&1 || status=$?
    [ "$status" -le 2 ] || { cat "$scratch/$name.txt"; exit 1; }
    [ -s "$scratch/$name.json" ] || { cat "$scratch/$name.txt"; exit 1; }
}

same() {
    if ! cmp -s "$scratch/$1.json" "$scratch/$2.json"; then
        echo "not the same: $1 and $2"
        diff "$scratch/$1.json" "$scratch/$2.json" | head -n 40
        exit 1
    fi
    echo "same: $1 and $2 ($(grep -c '"reported_lines"' "$scratch/$1.json") pairs of rule and fixture)"
}

try one-worker --jobs 1
try eight-workers --jobs 8
try no-prefilter --jobs 2 --set sast.prefilter=no
same one-worker eight-workers
same one-worker no-prefilter
# Texts alone are no proof that rules ran.
grep -q '"reported_lines"' "$scratch/one-worker.json" || { echo "no rule was tested"; exit 1; }
