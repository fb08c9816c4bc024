#!/bin/sh
# What a scan of the whole history costs: bench/history.sh REPOSITORY [SLUICE [GITLEAKS]]
# Processor time (user and system, children included) beside that of reading all objects with git,
# and of gitleaks where it is given; and the peak memory of the largest process. Then what a second
# scan costs after one new commit (median wall time of the whole process over ten).
set -eu
repo=$(realpath "$1")
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
again() {
    /usr/bin/env python3 - "$@" <<'PY'
import resource, shutil, statistics, subprocess, sys, time
cache, clone, *words = sys.argv[1:]
walls = []
before = resource.getrusage(resource.RUSAGE_CHILDREN)
for _ in range(10):
    shutil.rmtree(cache)
    shutil.copytree(cache + ".first", cache)
    start = time.monotonic()
    subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=clone)
    walls.append(time.monotonic() - start)
after = resource.getrusage(resource.RUSAGE_CHILDREN)
used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(f"{statistics.median(walls) * 1000:.0f} {used * 100:.0f} {after.ru_maxrss}")
PY
}
# A clone, so that the repository is left as it is; with the same objects.
git clone --quiet --mirror --shared . "$scratch/clone"
cd "$scratch/clone"
export SLUICE_CACHE_KEY="for this measurement only"
first_s=$(measure "$sluice" scan --history --only secrets --cache "$scratch/cache" --format json)
cp -r "$scratch/cache" "$scratch/cache.first"
head=$(git rev-parse HEAD)
blob=$(echo "one more" | git hash-object -w --stdin)
tree=$( (git ls-tree "$head"; printf '100644 blob %s\tone more\n' "$blob") | git mktree)
commit=$(git -c user.name=a -c user.email=a@example.org commit-tree -p "$head" -m "one more" "$tree")
git update-ref "$(git symbolic-ref HEAD)" "$commit"
read -r wall_ms used_ms again_kib <<R
$(again "$scratch/cache" "$scratch/clone" "$sluice" scan --history --only secrets --cache "$scratch/cache" --format json)
R
echo "kept:          ${first_s%% *} s for the first scan, with a cache"
echo "second:        $wall_ms ms, $used_ms ms of processor time, $again_kib KiB"
cd "$repo"
if [ $# -gt 2 ]; then
    read -r their_s their_kib _ <<R
$(measure "$3" git --log-opts=--all --report-path "$scratch/report.json" .)
R
    echo "gitleaks:      $their_s s, $their_kib KiB"
    python3 -c "print(f'ratio:         {$own_s / $their_s:.2f} times gitleaks')"
fi
