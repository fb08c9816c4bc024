#!/bin/sh
# What a scan of the whole history costs: bench/history.sh REPOSITORY [SLUICE [GITLEAKS]]
# Processor time (user and system, children included) beside that of reading all objects with git,
# and of gitleaks where it is given; and the peak memory of the largest process.
set -eu
repo=$1
sluice=$(realpath "${2:-build/release/sluice}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Runs a command; prints its processor seconds and the peak memory of its largest process in KiB.
measure() {
    /usr/bin/env python3 - "$@" <<'PY'
import os, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss} {done.returncode}")
PY
}

cd "$repo"
git cat-file --batch-all-objects --batch --unordered > /dev/null
read -r cat_s cat_kib _ <<R
$(measure git cat-file --batch-all-objects --batch --unordered)
R
read -r own_s own_kib own_status <<R
$(measure "$sluice" scan --history --only secrets --no-cache --format json)
R
echo "git cat-file:  $cat_s s, $cat_kib KiB"
echo "sluice:        $own_s s, $own_kib KiB, exit $own_status"
python3 -c "print(f'ratio:         {$own_s / $cat_s:.2f} times cat-file')"
if [ $# -gt 2 ]; then
    read -r their_s their_kib _ <<R
$(measure "$3" git --log-opts=--all --report-path "$scratch/report.json" .)
R
    echo "gitleaks:      $their_s s, $their_kib KiB"
    python3 -c "print(f'ratio:         {$own_s / $their_s:.2f} times gitleaks')"
fi
