#!/bin/sh
# The layers of DESIGN (an include points down only, stages are strangers to one another) and the
# limits on the size of files and lines. Prints each breach; exit 1 when there is one.
set -eu
cd "$(dirname "$0")/.."
git ls-files '*.c' '*.h' | grep -vE '^(tests|fuzz|bench|examples|tools|rules)/' | xargs env LC_ALL=C awk '
function layer(path) {
    split(path, part, "/")
    if (part[1] == "include" || part[1] == "sluice") return 1
    if (part[1] == "base") return 2
    if (part[1] == "engine") return 3
    if (part[1] == "stages") return 4
    if (part[1] == "runner") return 5
    if (part[1] == "server") return 6
    if (part[1] == "cli") return 7
    return 0
}
function folder(path) { split(path, part, "/"); return part[1] "/" part[2] }
function complain(text) { print FILENAME ":" FNR ": " text; bad = 1 }
FNR == 1 { if (!layer(FILENAME)) complain("belongs to no layer") }
FNR == 601 { complain("file of more than 600 lines") }
{ text = $0; gsub(/[\200-\277]/, "", text) }
length(text) > 100 { complain("line of more than 100 columns") }
/^#include "/ {
    split($0, quote, "\"")
    to = quote[2]
    if (to ~ /\.def$/) next
    if (layer(to) > layer(FILENAME)) complain("includes " to ", which is a higher layer")
    if (layer(FILENAME) == 4 && layer(to) == 4 && folder(to) != folder(FILENAME))
        complain("includes " to "; stages are strangers to one another")
}
END { exit bad }'
if git grep -nE '\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|alloca|atoi|atol|system|popen|tmpnam|mktemp)\(' \
    -- 'base/*.c' 'engine/*.c' 'stages/*.c' 'runner/*.c' 'cli/*.c'; then
    echo "calls that this project does not use" >&2
    exit 1
fi
