# ruleid: bash-eval-argument
eval "$1"
# ruleid: bash-eval-argument
eval $@
# ruleid: bash-eval-argument
eval "$*"
# ok: bash-eval-argument
eval "$(ssh-agent -s)"
# ok: bash-eval-argument
"$@"
# ok: bash-eval-argument
# eval "$1"
