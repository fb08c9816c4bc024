#!/usr/bin/env python3
"""A shallow clone has not the whole history: a scan of it says so until the rest is fetched. A range
that ends before the border is whole.

shallow_history.py SLUICE
"""
import os
import sys
import tempfile

from planted_history import Repository, line, scan

WORDS = "the clone is shallow"


def expect(what, sluice, folder, history, is_told, finds):
    report = scan(sluice, folder, "--fail-on", "none", history)[1]
    told = [n for n in report["notices"] if n["text"].startswith(WORDS)]
    found = any(f["file"] == "old.env" for f in report["findings"])
    if [n["level"] for n in told] != ["warning"] * is_told:
        sys.exit(f"{what}: the notices are {report['notices']}")
    if found != finds:
        sys.exit(f"{what}: what was removed long ago was {'' if found else 'not '}found")


def main():
    sluice = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/r")
        r = Repository(folder + "/r")
        r.plant("old", "old.env", line("old"))
        r.git("rm", "-q", "old.env")
        for i in range(4):
            r.write("a.txt", f"{i}\n")
            r.commit(f"step {i}")
        r.git("clone", "-q", "--depth", "3", f"file://{folder}/r", f"{folder}/clone")
        clone = folder + "/clone"
        expect("the repository", sluice, r.folder, "--history", False, True)
        expect("a shallow clone", sluice, clone, "--history", True, False)
        expect("all that HEAD reaches", sluice, clone, "--history=HEAD", True, False)
        expect("a range of a shallow clone", sluice, clone, "--history=HEAD~1..HEAD", False, False)
        r.git("-C", clone, "fetch", "-q", "--unshallow")
        expect("the rest was fetched", sluice, clone, "--history", False, True)
    print("a shallow clone is told from a whole one")


main()
