#!/bin/sh
# What a developer waits for before a commit: 5 staged files of a repository of 10,000, all scanners
# of the default pipeline, beside a peer that looks for secrets only where one is given.
# Usage: precommit.sh SLUICE [GITLEAKS]
set -eu
sluice=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
peer=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
mkdir "$HOME"
sh "$here/repository.sh" "$work/repo"
cd "$work/repo"
for i in 0 1 2 4 7; do
    echo "# one more line, $i" >>"$(git ls-files "*/unit123$i.*")"
done
git add -A
git status --short
"$sluice" scan --staged >/dev/null

measure() { # NAME COMMAND
    printf '%s\n' "== $1"
    hyperfine -N --warmup 3 --runs 40 --export-json "$work/$1.json" "$2" >/dev/null 2>&1
    perf stat -r 20 -x, -e task-clock sh -c "exec $2 >/dev/null 2>&1" 2>"$work/perf" || true
    python3 - "$work/$1.json" "$work/perf" <<'END'
import json, sys
r = json.load(open(sys.argv[1]))["results"][0]
cpu = [l.split(",")[0] for l in open(sys.argv[2]) if "task-clock" in l]
print("median %.1f ms, user+sys %.1f ms, task-clock with its shell %s ms" % (
    r["median"] * 1e3, (r["user"] + r["system"]) * 1e3, cpu[0] if cpu else "?"))
END
    /usr/bin/time -f "peak %M KiB" sh -c "exec $2 >/dev/null 2>&1"
}
measure sluice "$sluice scan --staged"
measure sluice-without-cache "$sluice scan --staged --no-cache"
[ -z "$peer" ] || measure gitleaks "$peer git --pre-commit --staged --no-banner ."
python3 - "$work" <<'END'
import json, os, sys
m = {n: json.load(open(f"{sys.argv[1]}/{n}.json"))["results"][0]["median"]
     for n in ("sluice", "gitleaks") if os.path.exists(f"{sys.argv[1]}/{n}.json")}
if len(m) == 2:
    print("ratio of medians: %.2f" % (m["sluice"] / m["gitleaks"]))
END
