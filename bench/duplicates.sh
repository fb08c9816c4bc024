#!/bin/sh
# Copies in a tree, against jscpd and PMD's CPD on it where they are there: processor time (user +
# system) and peak memory of whole processes, in turn, three times; the ratio to each.
# Usage: bench/duplicates.sh TREE [PROGRAM] [JSCPD] [FOLDER WITH PMD'S JARS] [CPD'S LANGUAGE]
set -eu
tree=$1
program=${2:-build/release/sluice}
jscpd=${3:-jscpd}
jars=${4:-}
language=${5:-cpp}
python3 - "$tree" "$program" "$jscpd" "$jars" "$language" <<'P'
import os, shutil, statistics, subprocess, sys, tempfile
tree, program, jscpd, jars, language = sys.argv[1:]
scratch = tempfile.mkdtemp()
commands = {"sluice": [program, "scan", "--only", "duplicates", "--no-cache", "--format", "sarif", tree]}
if shutil.which(jscpd):
    commands["jscpd"] = [jscpd, "--min-tokens", "50", "--mode", "weak", "--reporters", "json",
                         "--output", scratch, tree]
if jars and shutil.which("java"):
    commands["cpd"] = ["java", "-Xmx3g", "-cp", os.path.join(jars, "*"),
                       "net.sourceforge.pmd.cli.PmdCli", "cpd", "--minimum-tokens", "50", "-l", language,
                       "-f", "xml", "--no-fail-on-violation", "--no-fail-on-error", "-d", tree]
rows = {name: [] for name in commands}
for _ in range(3):
    for name, command in commands.items():
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        if status:
            sys.exit(f"{name} ended with status {os.waitstatus_to_exitcode(status)}")
        rows[name].append((usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
shutil.rmtree(scratch)
ours = statistics.median(cpu for cpu, _ in rows["sluice"])
for name, runs in rows.items():
    cpu = statistics.median(cpu for cpu, _ in runs)
    print(f"{name:8} {cpu:8.2f} s CPU  {max(memory for _, memory in runs):7.1f} MiB  ratio {cpu / ours:.1f}")
P
