#!/bin/sh
# Installs what packages.txt lists and this machine lacks. Needs root only when something is missing.
# A row `PACKAGE COMMAND` is satisfied by the command too, wherever it came from (Debian's npm would
# push out a Node.js from elsewhere).
set -eu
list=$(cd "$(dirname "$0")/.." && pwd)/packages.txt
missing=
while read -r package command; do
    case $package in '' | '#'*) continue ;; esac
    if [ -n "$command" ] && command -v "$command" >/dev/null; then continue; fi
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done <"$list"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "packages are missing; as root: apt-get install --no-install-recommends$missing" >&2
    exit 2
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
# shellcheck disable=SC2086
apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=600 $missing
