# What the shell tests share. A test is a function whose name is the claim; it runs in a subshell with
# a fresh current folder, and fails at the first command that does. Usage:
#   tests/integration/NAME.sh PROGRAM
set -eu
SLUICE=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
scratch=$(mktemp -d)
servers=
ended() {
    for pid in $servers; do kill "$pid" 2>/dev/null || :; done
    chmod -R u+w "$scratch"
    rm -rf "$scratch"
}
trap ended EXIT
trap 'exit 130' INT TERM

# Nobody's configuration but this one, and no variables of a git that may have started us.
unset $(git rev-parse --local-env-vars) GIT_EDITOR VISUAL EDITOR
export HOME="$scratch/home" XDG_CONFIG_HOME="$scratch/home" XDG_CACHE_HOME="$scratch/home/cache"
export GIT_CONFIG_NOSYSTEM=1 NO_COLOR=1 GIT_TERMINAL_PROMPT=0
mkdir -p "$HOME"
git config --global user.name Tester
git config --global user.email tester@example.org
git config --global init.defaultBranch main
git config --global advice.detachedHead false
git config --global protocol.file.allow always
git config --global gc.auto 0

# A fresh credential in a line of Python: the same in no two calls, and in no file of the project.
a_secret() {
    printf 'password = "AKIA%s"\n' "$(head -c 400 /dev/urandom | tr -dc 'A-Z2-7' | head -c 16)"
}

# A new repository that is the current folder, with one commit.
a_repository() {
    git init -q "$1"
    cd "$1"
    echo "print('hello')" >hello.py
    git add hello.py
    git commit -q -m start
}

# The command has to fail; what it says goes to the file `said`.
refused() {
    if "$@" >"$scratch/said" 2>&1; then
        echo "this should have been refused: $*"
        cat "$scratch/said"
        return 1
    fi
}

# The command has to succeed; what it says goes to the file `said`.
passes() {
    "$@" >"$scratch/said" 2>&1 || {
        echo "this should have passed: $*"
        cat "$scratch/said"
        return 1
    }
}

# The command has to fail; a plain '!' would let the test go on when it does not.
fails() {
    if "$@"; then
        echo "this should have failed: $*"
        return 1
    fi
}

said() {
    grep -qe "$1" "$scratch/said" || {
        echo "'$1' is not in what was said:"
        cat "$scratch/said"
        return 1
    }
}

said_nothing() {
    [ ! -s "$scratch/said" ] || {
        echo "there was something to say:"
        cat "$scratch/said"
        return 1
    }
}

same() {
    [ "$1" = "$2" ] || {
        echo "expected '$2', got '$1'"
        return 1
    }
}

# Runs the tests named; exit 1 when one fails.
claims() {
    failed=0
    for claim; do
        mkdir -p "$scratch/$claim"
        # Not in a condition: the shell would then go on after a command that fails.
        set +e
        (
            set -ex
            cd "$scratch/$claim"
            "$claim"
        ) >"$scratch/$claim.log" 2>&1
        status=$?
        set -e
        if [ "$status" -ne 0 ]; then
            failed=$((failed + 1))
            echo "broken promise: $claim"
            tail -n 40 "$scratch/$claim.log"
        fi
    done
    echo "$# promises, $failed broken"
    [ "$failed" -eq 0 ]
}
