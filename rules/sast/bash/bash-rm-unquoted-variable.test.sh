# ruleid: bash-rm-unquoted-variable
rm -rf $1
# ruleid: bash-rm-unquoted-variable
rm -r -f -- $*
# ok: bash-rm-unquoted-variable
rm -rf "$1"
# ok: bash-rm-unquoted-variable
rm -rf -- "$@"
# ok: bash-rm-unquoted-variable
rm -f $1.tmp
