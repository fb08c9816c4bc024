#!/bin/sh
# Installs what is needed, builds sluice, and runs the two example gates: the first is shut (exit 1,
# nothing deployed), the second opens (exit 0, deployed).
set -eu
cd "$(dirname "$0")/.."
tools/packages.sh
cmake --preset release
cmake --build --preset release
sluice=$PWD/build/release/sluice
examples=$PWD/build/examples
sh examples/make-repos.sh "$examples"

echo
echo "== a shop with weaknesses: $examples/web-shop"
status=0
"$sluice" run --repo "$examples/web-shop" || status=$?
[ "$status" -eq 1 ] || { echo "expected exit status 1, got $status" >&2; exit 1; }
[ ! -e "$examples/deployed/web-shop" ] || { echo "it was deployed all the same" >&2; exit 1; }

echo
echo "== the same after repair: $examples/web-shop-repaired"
"$sluice" run --repo "$examples/web-shop-repaired"
[ -e "$examples/deployed/web-shop-repaired/current/COMMIT" ] ||
    { echo "it was not deployed" >&2; exit 1; }
echo
echo "deployed: $examples/deployed/web-shop-repaired/current"
echo "sluice is built: $sluice"
