#!/usr/bin/env python3
"""The same rules on the same tree by sluice and by Semgrep, in turn: wall time and peak memory.

Usage: sast-speed.py SLUICE SEMGREP RULES TREE [RUNS]

RULES is a folder of Semgrep rule files. Those that sluice refuses are left out for both, and counted.
Both look at the same files: Semgrep leaves tests out unless the tree has a .semgrepignore, so an
empty one stands there for the run where there is none. Nothing is cached: sluice compiles the rules
in each run. Peak memory is that of all processes of a program together, looked at every few
milliseconds."""
import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time


def rss_of_tree(root):
    """KiB of the process and all below it, by /proc."""
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            with open(f"/proc/{pid}/statm") as file:
                total += int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children") as file:
                    waiting += file.read().split()
        except (OSError, IndexError, ValueError):
            pass
    return total


def measure(command, folder):
    """Seconds on the wall, seconds of processor, KiB of all processes at their peak, exit status."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = [0]

    def watch():
        while process.poll() is None:
            peak[0] = max(peak[0], rss_of_tree(process.pid))
            time.sleep(0.005)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = process.communicate()
    watcher.join()
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, peak[0], process.returncode, errors.decode(errors="replace")


def rule_files(folder):
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            if name.endswith((".yaml", ".yml")) and not name.endswith((".test.yaml", ".test.yml")):
                with open(path, encoding="utf-8", errors="replace") as file:
                    if any(line.rstrip() == "rules:" for line in file):
                        yield path


@contextlib.contextmanager
def nothing_ignored(tree):
    path = f"{tree}/.semgrepignore"
    has_own = os.path.exists(path)
    if not has_own:
        with open(path, "w", encoding="utf-8"):
            pass
    try:
        yield
    finally:
        if not has_own:
            os.unlink(path)


def main():
    sluice, semgrep, rules, tree = (os.path.abspath(a) for a in sys.argv[1:5])
    runs = int(sys.argv[5]) if len(sys.argv) > 5 else 3
    with tempfile.TemporaryDirectory() as scratch, nothing_ignored(tree):
        own, empty = f"{scratch}/rules", f"{scratch}/empty"
        os.mkdir(own)
        os.mkdir(empty)
        with open(f"{empty}/nothing.txt", "w", encoding="utf-8"):
            pass
        taken = refused = 0
        for n, path in enumerate(sorted(rule_files(rules))):
            done = subprocess.run([sluice, "scan", "--no-cache", "--only", "sast", "--rules", path, empty],
                                  capture_output=True, check=False)
            refused += done.returncode == 2
            if done.returncode != 2:
                shutil.copy(path, f"{own}/{n}.yaml")
                taken += 1
        commands = {
            "sluice": [sluice, "scan", "--no-cache", "--only", "sast", "--rules", own, "--fail-on", "none",
                       "--output", f"json={scratch}/sluice.json", tree],
            "semgrep": [semgrep, "scan", "--metrics", "off", "--disable-version-check", "--no-git-ignore",
                        "--jobs", "2", "--config", own, "--json", "--output", f"{scratch}/semgrep.json", tree],
        }
        best = {}
        for _ in range(runs):
            for name, command in commands.items():
                got = measure(command, tree)
                if name == "semgrep" and got[3] not in (0, 1):
                    sys.exit(f"{name} ended with {got[3]}: {got[4][-400:]}")
                if name == "sluice" and got[3] not in (0, 1, 3):
                    sys.exit(f"{name} ended with {got[3]}: {got[4][-400:]}")
                best[name] = min(best.get(name, got), got)
        with open(f"{scratch}/semgrep.json", encoding="utf-8") as file:
            theirs = len(json.load(file)["results"])
        with open(f"{scratch}/sluice.json", encoding="utf-8") as file:
            ours = len(json.load(file)["findings"])
        print(f"{os.path.basename(rules)} rules on {os.path.basename(tree)}: {taken} files of rules, {refused} refused")
        for name, found in (("sluice", ours), ("semgrep", theirs)):
            wall, cpu, peak = best[name][:3]
            print(f"  {name:8} {wall:8.2f} s wall {cpu:8.2f} s cpu {peak / 1024:7.0f} MiB {found:6} findings")
        print(f"  ratio    {best['sluice'][0] / best['semgrep'][0]:.3f} of the time, "
              f"{best['sluice'][2] / best['semgrep'][2]:.3f} of the memory")


main()
