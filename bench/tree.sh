#!/bin/sh
# A whole tree with all scanners against gitleaks alone on it: processor time (user + system) and
# peak memory of whole processes, in turn. Usage: bench/tree.sh TREE [PROGRAM] [GITLEAKS]
set -eu
tree=$1
program=${2:-build/release/sluice}
gitleaks=${3:-gitleaks}
python3 - "$tree" "$program" "$gitleaks" <<'P'
import os, resource, subprocess, sys, statistics
tree, program, gitleaks = sys.argv[1:]
commands = {"sluice scan": [program, "scan", "--fail-on", "none", "--no-cache", "-q", tree],
            "gitleaks dir": [gitleaks, "dir", tree, "--no-banner", "-l", "error", "--exit-code", "0"]}
times = {name: [] for name in commands}
for _ in range(3):
    for name, command in commands.items():
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        times[name].append((usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
for name, rows in times.items():
    print(f"{name:14} {statistics.median(r[0] for r in rows):8.2f} s CPU  {max(r[1] for r in rows):7.1f} MiB")
a, b = (statistics.median(r[0] for r in rows) for rows in times.values())
print(f"ratio {b / a:.1f}")
P
