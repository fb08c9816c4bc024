# ruleid: bash-predictable-temp-file
TMP=/tmp/report.$$
# ruleid: bash-predictable-temp-file
ls > /tmp/list-$RANDOM.txt
# ok: bash-predictable-temp-file
TMP=$(mktemp)
# ok: bash-predictable-temp-file
TMP="$(mktemp -d)/report.$$"
# ok: bash-predictable-temp-file
# TMP=/tmp/report.$$
