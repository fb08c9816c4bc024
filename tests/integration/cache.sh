#!/bin/sh
# The cache from outside: the same findings as without it, whoever wrote to it and however it broke.
set -eu
sluice=$1
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export HOME="$work/home" NO_COLOR=1 GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
unset XDG_CONFIG_HOME XDG_CACHE_HOME SLUICE_CACHE_KEY || true
mkdir -p "$work/home" "$work/repo/src"
cd "$work/repo"
git -c init.defaultBranch=main init -q
store=.git/sluice/answers.db

fail() {
    echo "failed: $1"
    exit 1
}
# findings OPTION...: what a scan finds, on stdout; the counts of the ledger in $work/counts.
findings() {
    status=0
    "$sluice" scan --fail-on none --format json "$@" >"$work/json" 2>"$work/err" || status=$?
    [ "$status" = "${wanted:-0}" ] || { cat "$work/err" "$work/json"; fail "scan $*: exit $status"; }
    sed -n "/^  .findings.: \[/,/^  .ledger./p" "$work/json"
    sed -n '/"ledger"/,/"units"/p' "$work/json" | tr -d ' ,"' >"$work/counts"
}
counted() { sed -n "s/^$1://p" "$work/counts" | head -n 1; }
same() {
    findings "$@" >"$work/now"
    cmp -s "$work/truth" "$work/now" || { diff "$work/truth" "$work/now" | head -n 20; fail "$what"; }
}

# A tree with every kind of thing in it.
key=AKIAQ3EGRTYWNSP5ZL7D
pin=hunter22-Qz81
for i in $(seq 60); do
    printf 'import os\n\n\ndef f%s(x):\n    os.system("ls " + x)\n' "$i" >"src/m$i.py"
    printf 'int main(void) { return %s; }\n' "$i" >"src/c$i.c"
done
printf 'aws = "%s"\nos.system("ls " + aws)\npassword = "%s"\n' $key $pin >src/leak.py
printf 'FROM debian:latest\nRUN apt-get update\n' >Dockerfile
printf 'services:\n  web:\n    image: a:1\n    privileged: true\n' >compose.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - {name: a, image: b}\n' \
    >pod.yaml
printf '#!/bin/sh\neval "$1"\n' >run.sh
chmod +x run.sh
ln -s src/leak.py link
printf '\0\1\2%s\0' $key >binary
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 1\n' 7 >big.bin
printf 'x = 1  # sluice:ignore all\n' >"src/a b%20c.py"
: >empty
touch -d '1 hour ago' src/* ./*
git add -A
git commit -qm all

what="nothing is cached without a cache"
findings --no-cache >"$work/truth"
total=$(counted total)
[ ! -e .git/sluice ] || fail "$what"
grep -q aws-access-key-id "$work/truth" || fail "the tree has no findings"

what="a first run with a cache finds the same"
same
[ "$(counted cached)" = 0 ] || fail "$what: something was cached"
what="a second run finds the same"
same
[ "$(counted scanned)" -le 1 ] || fail "$what: $(counted scanned) were scanned"
[ "$(($(counted cached) + $(counted skipped) + $(counted scanned)))" = "$total" ] || fail "$what"
what="any number of workers finds the same"
same --jobs 1
same --jobs 8
what="a commit is known by what was scanned on disk"
same --ref HEAD
[ "$(counted cached)" -gt 100 ] || fail "$what: $(counted cached) were"
what="a linked work tree has the cache of the repository"
git worktree add -q "$work/linked"
(cd "$work/linked" && same && [ "$(counted cached)" -gt 100 ]) || fail "$what"
(cd "$work/linked" && "$sluice" cache | grep -q "^folder   $work/repo/.git/sluice$") || fail "$what: where"
what="the list of all inputs says cached"
findings --ledger all >/dev/null
grep -q '"state": "cached"' "$work/json" || fail "$what"

what="no value, path or message stands in the cache in clear"
for word in $key hunter22 src/ leak.py aws os.system sha256:; do
    ! grep -qaF -- "$word" "$store" || fail "$what: $word"
done

what="a change of a file is seen, whatever its times say"
cp -p src/m1.py "$work/old"
sed 's/ls /ps /' src/m1.py >"$work/new"
cat "$work/new" >src/m1.py
touch -r "$work/old" src/m1.py
findings --no-cache >"$work/truth"
grep -q '"ps ' "$work/truth" || fail "$what: the change is not in the findings"
same
same
what="a file that gets another's content is another file"
cat src/c1.c >src/m2.py
findings --no-cache >"$work/truth"
same
what="a file put in the place of another is seen"
mv src/c2.c src/m3.py
findings --no-cache >"$work/truth"
same

what="rules of today judge"
printf 'rules:\n- {id: own, languages: [c], severity: ERROR, message: m, pattern-regex: return 1}\n' \
    >"$work/own.yml"
findings --no-cache --rules "$work/own.yml" >"$work/truth"
same --rules "$work/own.yml"
same --rules "$work/own.yml"
findings --no-cache >"$work/truth"
same
what="another engine or option is another question"
findings --no-cache --set secrets.decode=0 >"$work/truth"
same --set secrets.decode=0
findings --no-cache >"$work/truth"

what="policy of today judges what was cached"
printf 'version: 1\nstages: []\npolicy: {fail_on: low}\n' >.sluice.yml
status=0
"$sluice" scan >/dev/null 2>&1 || status=$?
[ "$status" = 1 ] || fail "$what: exit $status"
rm .sluice.yml

what="verify finds nothing wrong"
"$sluice" cache verify >/dev/null || fail "$what"
"$sluice" cache | grep -q 'were answered' || fail "status tells of lookups"
what="a stranger's bytes are never believed"
# Every byte of ten is turned, but for the pages that hold the table's structure.
"$sluice" cache status --json >"$work/before"
size=$(stat -c %s "$store")
i=9000
while [ $i -lt "$size" ]; do
    printf '\252' | dd of="$store" bs=1 seek=$i conv=notrunc 2>/dev/null
    i=$((i + 4001))
done
same
same
status=0
"$sluice" cache verify >"$work/verify" 2>&1 || status=$?
[ "$status" = 0 ] || [ "$status" = 1 ] || fail "verify: exit $status"
"$sluice" cache verify >/dev/null || fail "verify drops what is wrong"
what="a cache under another key is a stranger's"
SLUICE_CACHE_KEY="another key altogether" same
SLUICE_CACHE_KEY="another key altogether" same
same
what="a key that is too short is told, and costs the cache only"
SLUICE_CACHE_KEY=short same
grep -q 'shorter than 16' "$work/json" || fail "$what: not told"
what="a truncated cache"
head -c 5000 "$store" >"$work/part"
cat "$work/part" >"$store"
same
what="a cache that is no database"
yes | head -c 100000 >"$store"
same
same
what="a cache of another version"
printf '\0\0\0\143' | dd of="$store" bs=1 seek=60 conv=notrunc 2>/dev/null
same
same
what="a folder in the place of the cache"
rm -rf .git/sluice
mkdir -p $store
same
grep -q 'nothing is cached' "$work/json" || fail "$what: not told"
rm -rf .git/sluice
what="a file in the place of the cache's folder"
: >.git/sluice
same
rm .git/sluice
what="a disk that is full (a limit on the size of files)"
(ulimit -f 40 && "$sluice" scan --fail-on none --format json 2>/dev/null) | cat >"$work/json"
sed -n "/^  .findings.: \[/,/^  .ledger./p" "$work/json" | cmp -s "$work/truth" - || fail "$what"
grep -Eq 'the cache is left alone|nothing is cached' "$work/json" || fail "$what: not told"
what="two at once"
rm -rf .git/sluice
for i in 1 2 3; do
    "$sluice" scan --fail-on none --format json >"$work/json$i" 2>/dev/null &
    eval "p$i=$!"
done
wait "$p1" && wait "$p2" && wait "$p3" || fail "$what: exit status"
for i in 1 2 3; do
    sed -n "/^  .findings.: \[/,/^  .ledger./p" "$work/json$i" | cmp -s "$work/truth" - || fail "$what: run $i"
done
same
what="one that is killed"
for i in 1 2 3 4 5 6; do
    rm -rf .git/sluice
    timeout -s KILL 0.0"$i"5 "$sluice" scan --fail-on none >/dev/null 2>&1 || true
    same
    "$sluice" cache verify >/dev/null || fail "$what: verify"
done

what="clear empties"
"$sluice" cache clear >/dev/null
"$sluice" cache | grep -q '^entries  0' || fail "$what"
what="a cache elsewhere"
same --cache "$work/elsewhere"
[ -e "$work/elsewhere/answers.db" ] || fail "$what"
same --cache "$work/elsewhere"
[ "$(counted cached)" -gt 100 ] || fail "$what"
what="a cache in the work tree is none of its files"
same --cache .answers
total=$(counted total)
same --cache .answers
[ "$(counted total)" = "$total" ] || fail "$what: $(counted total) inputs, not $total"
! git status --porcelain | grep -q answers || fail "$what: git would commit it"
what="a folder that was there is nobody's to hide"
mkdir "$work/mine"
same --cache "$work/mine"
[ ! -e "$work/mine/.gitignore" ] || fail "$what"
what="a bare repository has its own"
git clone -q --bare . "$work/bare.git"
(cd "$work/bare.git" && findings --history >/dev/null && [ -e sluice/answers.db ]) || fail "$what"
what="outside of a repository the user's cache folder is used"
cp -r src "$work/plain"
(cd "$work/plain" && findings >/dev/null && [ -e "$HOME/.cache/sluice/answers.db" ]) || fail "$what"
echo "cache: all as it should be"
