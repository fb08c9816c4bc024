#!/bin/sh
# That nothing is missed by looking through a large history around what changed: every content
# scanned as a whole has to give the same findings.
# Usage: history-same.sh REPOSITORY [SLUICE [OPTION...]]
set -eu
repo=$1
sluice=$(realpath "${2:-build/release/sluice}")
shift
[ $# -eq 0 ] || shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$repo"
for screen in yes no; do
    status=0
    "$sluice" scan --history --only secrets --no-cache --set "secrets.screen=$screen" \
        --output "json=$scratch/$screen.json" "$@" > "$scratch/$screen.txt" 2>&1 || status=$?
    [ "$status" -le 1 ] || [ "$status" -eq 3 ] || { cat "$scratch/$screen.txt"; exit 1; }
done
python3 - "$scratch" <<'PY'
import json, sys

def findings(name):
    with open(f"{sys.argv[1]}/{name}.json") as file:
        found = json.load(file)["findings"]
    return sorted(json.dumps(one, sort_keys=True) for one in found)

screened, whole = findings("yes"), findings("no")
for one in sorted(set(screened) ^ set(whole)):
    print("only around changes:" if one in screened else "only as a whole:", one)
print(f"{len(screened)} findings around changes, {len(whole)} in whole contents:",
      "the same" if screened == whole else "NOT the same")
sys.exit(screened != whole)
PY
