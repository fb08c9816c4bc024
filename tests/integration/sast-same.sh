#!/bin/sh
# Findings of built-in code rules are the same with and without the prefilter, and with one worker
# and eight; of one language, since sanitizers make it slow. bench/sast-same.sh does so with all.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
exec sh "$here/bench/sast-same.sh" "$1" "$here/rules/sast/go"
