#!/bin/sh
# All tests: layers and limits of the sources, unit and integration tests under the address and
# undefined sanitizers (which run every rule's own examples and every fuzz target's corpus), golden
# cases on the release build, and a short run of each fuzz target.
set -eu
cd "$(dirname "$0")/.."
tools/packages.sh
sh tools/check-sources.sh

cmake --preset dev
cmake --build --preset dev
cmake --preset release
cmake --build --preset release
cmake --preset fuzz -DSLUICE_PACKS_FROM="$PWD/build/release"
cmake --build --preset fuzz --target fuzzers

sh tools/fuzz.sh "${FUZZ_SECONDS:-10}"
sh tests/golden.sh build/release/sluice
ctest --preset dev -j "$(nproc)"
