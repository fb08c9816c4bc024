#!/bin/sh
# Secrets on whole trees with gitleaks' own rules, against `gitleaks dir`: processor time (user +
# system) and peak memory of all processes, in turn, the best of three.
# Usage: bench/secrets-tree.sh CONFIG TREE... (SLUICE and GITLEAKS name the programs)
set -eu
[ $# -ge 2 ] || { sed -n '2,4s/^# //p' "$0"; exit 2; }
python3 - "${SLUICE:-build/release/sluice}" "${GITLEAKS:-gitleaks}" "$@" <<'P'
import os, subprocess, sys, tempfile, time

sluice, gitleaks, config, *trees = sys.argv[1:]


def memory(pid):
    """Bytes in memory of a process and those below it now: the sum, and the largest."""
    rows = []
    try:
        for task in [pid] + [int(c) for c in open(f"/proc/{pid}/task/{pid}/children").read().split()]:
            for line in open(f"/proc/{task}/status"):
                if line.startswith("VmRSS"):
                    rows.append(int(line.split()[1]) * 1024)
    except (OSError, ValueError):
        pass
    return sum(rows), max(rows, default=0)


def run(command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = [0, 0]
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        total, largest = memory(process.pid)
        peak = [max(peak[0], total), max(peak[1], largest)]
        time.sleep(0.002)
    process.returncode = status
    return usage.ru_utime + usage.ru_stime, peak[0] / 2**20, max(peak[1] / 2**20, usage.ru_maxrss / 1024)


def cold(cache, command):
    """With compiled rules and no answers in the cache: as it was after a folder of one file."""
    subprocess.run(["rm", "-rf", cache], check=True)
    subprocess.run(["cp", "-r", cache + ".rules", cache], check=True)
    return run(command)


with tempfile.TemporaryDirectory() as folder:
    cache = os.path.join(folder, "cache")
    os.mkdir(os.path.join(folder, "one"))
    open(os.path.join(folder, "one", "a.txt"), "w").close()
    run([sluice, "scan", os.path.join(folder, "one"), "--only", "secrets", "--rules", config, "-q",
         "--cache", cache + ".rules"])
    for tree in trees:
        ours = [sluice, "scan", tree, "--only", "secrets", "--rules", config, "--ignored", "-q",
                "--cache", cache, "--fail-on", "none"]
        theirs = [gitleaks, "dir", tree, "-c", config, "--no-banner", "-l", "error",
                  "--exit-code", "0"]
        a = min(cold(cache, ours) for _ in range(3))
        b = min(run(theirs) for _ in range(3))
        print(f"{tree}: sluice {a[0]:.2f} s, {a[1]:.0f} MiB in all, {a[2]:.0f} MiB the largest; "
              f"gitleaks {b[0]:.2f} s, {b[1]:.0f} MiB; ratio {b[0] / a[0]:.1f}", flush=True)
P
