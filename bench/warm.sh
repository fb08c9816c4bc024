#!/bin/sh
# A gate over a whole tree of 10,000 files that was scanned before: the work tree, and a run of the
# default pipeline at HEAD. Usage: warm.sh SLUICE
set -eu
sluice=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
mkdir "$HOME"
sh "$here/repository.sh" "$work/repo"
cd "$work/repo"
sleep 2 # stamps settle (engine/cache/stamps.h)
scan="$sluice scan --fail-on none"
run="$sluice run --pipeline sluice:default --fail-on none"
for command in "$scan" "$run"; do
    echo "== $command"
    echo "cold:"
    /usr/bin/time -f "%e s, user %U s, sys %S s, peak %M KiB" $command --no-cache >/dev/null
    $command >/dev/null
    echo "warm:"
    $command | sed -n '/inputs:/p'
    hyperfine -N --warmup 2 --runs 15 "$command" 2>/dev/null | sed -n '/Time\|Range/p'
    /usr/bin/time -f "%e s, user %U s, sys %S s, peak %M KiB" $command >/dev/null
done
"$sluice" cache
