#!/bin/sh
# Makes a repository of 10,000 files in 500 folders: code of several languages, manifests and texts
# that look like somebody's. Usage: repository.sh FOLDER
set -eu
folder=$1
mkdir -p "$folder"
cd "$folder"
awk 'BEGIN {
    split("py js go java c rb sh yaml tf md", ends, " ")
    srand(7)
    for (i = 0; i < 10000; i++) {
        end = ends[i % 10 + 1]
        dir = sprintf("part%02d/area%02d", i % 25, int(i / 25) % 20)
        if (!(dir in made)) { made[dir] = 1; system("mkdir -p " dir) }
        file = sprintf("%s/%s%d.%s", dir, "unit", i, end)
        n = 20 + int(rand() * 80)
        for (k = 0; k < n; k++) {
            a = int(rand() * 1000); b = int(rand() * 1000)
            if (end == "py") printf "def f%d_%d(x, y):\n    return x * %d + y\n\n", i, k, b > file
            else if (end == "js") printf "export function f%d_%d(x) { return x + %d; }\n", i, k, b > file
            else if (end == "go") printf "func f%d_%d(x int) int { return x + %d }\n", i, k, b > file
            else if (end == "java") printf "    int f%d_%d(int x) { return x + %d; }\n", i, k, b > file
            else if (end == "c") printf "int f%d_%d(int x) { return x + %d; }\n", i, k, b > file
            else if (end == "rb") printf "def f%d_%d(x)\n  x + %d\nend\n", i, k, b > file
            else if (end == "sh") printf "echo \"step %d of %d\"\n", k, b > file
            else if (end == "yaml") printf "key%d_%d: value %d\n", i, k, b > file
            else if (end == "tf") printf "variable \"v%d_%d\" {\n  default = %d\n}\n", i, k, b > file
            else printf "Line %d of the text says %d and %d.\n", k, a, b > file
        }
        close(file)
    }
}'
git -c init.defaultBranch=main init -q
git config gc.auto 0
git -c core.safecrlf=false add -A
git -c user.name=bench -c user.email=bench@example.org commit -qm 'all of it'
git gc -q
