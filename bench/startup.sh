#!/bin/sh
# Start-up: `sluice scan` of one small file against `git status` of the same repository, medians of
# whole processes. Needs hyperfine. Usage: bench/startup.sh [PROGRAM]
set -eu
program=$(cd "$(dirname "${1:-build/release/sluice}")" && pwd)/$(basename "${1:-build/release/sluice}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
git -c init.defaultBranch=main init -q
printf 'print("hello")\n' >small.py
git add small.py
git -c user.name=bench -c user.email=bench@example.org commit -q -m one
hyperfine -N --warmup 5 --runs 50 --export-json result.json 'git status' "$program scan small.py"
python3 - <<'P'
import json
git, sluice = (r["median"] for r in json.load(open("result.json"))["results"])
print(f"git status {git * 1000:.2f} ms, sluice scan {sluice * 1000:.2f} ms, ratio {sluice / git:.2f}")
P
