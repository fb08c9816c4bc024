#!/bin/sh
# Runs each fuzz target on its corpus for a number of seconds, as many at a time as there are
# processors. Usage: fuzz.sh SECONDS [TARGET...]
set -eu
cd "$(dirname "$0")/.."
seconds=$1
shift
[ $# -gt 0 ] || set -- $(cd fuzz && ls fuzz_*.c | sed 's/\.c$//')
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

one() {
    name=${1#fuzz_}
    mkdir -p "$scratch/$name"
    if ! "build/fuzz/$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
        -artifact_prefix="$scratch/$name-" -verbosity=0 -print_final_stats=0 \
        "$scratch/$name" "fuzz/corpus/$name" >"$scratch/$name.log" 2>&1; then
        tail -n 40 "$scratch/$name.log"
        for input in "$scratch/$name"-*; do
            [ -f "$input" ] && { echo "input: $(basename "$input")"; head -c 2000 "$input" | od -c | head -n 40; }
        done
        echo "fuzz target $1 failed"
        return 1
    fi
    echo "fuzz target $1: clean for $seconds s"
}

failed=0
running=0
pids=
for target; do
    one "$target" &
    pids="$pids $!"
    running=$((running + 1))
    if [ "$running" -ge "$(nproc)" ]; then
        for pid in $pids; do wait "$pid" || failed=1; done
        pids=
        running=0
    fi
done
for pid in $pids; do wait "$pid" || failed=1; done
exit $failed
