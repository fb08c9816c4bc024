#!/bin/sh
# Findings of the built-in code rules are the same with and without the prefilter, and with one
# worker and eight.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
exec sh "$here/bench/sast-same.sh" "$1" "$here/rules/sast"
