#!/usr/bin/env python3
"""One pattern on one tree, by sluice and by ast-grep in turn: the best wall time of several runs.

Usage: sast-single.py SLUICE AST_GREP LANGUAGE PATTERN TREE [RUNS]"""
import json
import os
import subprocess
import sys
import tempfile
import time


def main():
    sluice, ast_grep, language, pattern, tree = sys.argv[1:6]
    runs = int(sys.argv[6]) if len(sys.argv) > 6 else 7
    with tempfile.TemporaryDirectory() as scratch:
        rule = {"id": "one", "languages": [language], "severity": "INFO", "message": "m", "pattern": pattern}
        with open(f"{scratch}/rule.yaml", "w", encoding="utf-8") as file:
            json.dump({"rules": [rule]}, file)
        theirs = pattern.replace("...", "$$$")
        commands = {
            "sluice": [os.path.abspath(sluice), "scan", "--no-cache", "--only", "sast", "--rules",
                       f"{scratch}/rule.yaml", "--fail-on", "none", "--format", "json", tree],
            "ast-grep": [os.path.abspath(ast_grep), "run", "--pattern", theirs, "--lang", language,
                         "--json=compact", tree],
        }
        best, found = {}, {}
        for _ in range(runs):
            for name, command in commands.items():
                start = time.monotonic()
                done = subprocess.run(command, capture_output=True, check=False)
                wall = time.monotonic() - start
                best[name] = min(best.get(name, wall), wall)
                report = json.loads(done.stdout)
                found[name] = len(report["findings"] if name == "sluice" else report)
        print(f"{language} {pattern!r} on {os.path.basename(tree)}:")
        for name, wall in best.items():
            print(f"  {name:8} {wall * 1000:8.1f} ms {found[name]:6} matches")
        print(f"  ratio    {best['sluice'] / best['ast-grep']:.2f}")


main()
