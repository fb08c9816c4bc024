# ruleid: bash-eval-variable
eval "$command"
# ruleid: bash-eval-variable
eval $COMMAND
# ok: bash-eval-variable
eval "$(direnv hook bash)"
# ok: bash-eval-variable
run "$command"
# ok: bash-eval-variable
# eval "$command"
