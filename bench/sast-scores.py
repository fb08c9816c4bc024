#!/usr/bin/env python3
"""Scores the code rules' engine on annotated cases and rewrites the table of docs/sast-scores.md.

sast-scores.py PROGRAM CASES [--check]

CASES is a folder with eval.py, an index dev.txt and the cases themselves in cases/ (annotated tests
of Semgrep's rule language); default $SLUICE_SAST_CASES. The cases belong to others and stay where
they are. With --check nothing is written, and the exit status is 1 when the table is another.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOC = ROOT / "docs" / "sast-scores.md"
BEGIN, END = "<!-- table: bench/sast-scores.py -->\n", "<!-- end of table -->\n"


def score(program, cases):
    """the evaluator's result over all cases, by one run of `rules test`"""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run(
            [sys.executable, str(cases / "eval.py"), "--index", str(cases / "dev.txt"), "--cases",
             str(cases / "cases"), "--mode", "tree", "--jobs", "1", "--json", out.name, "--cmd",
             f"'{program}' rules test {{root}} --only sast --output json={{out}}"],
            stdout=subprocess.DEVNULL, check=True)
        return json.load(out)


def row(name, t):
    rules, passed, _, _, expected, hit, false = t[:7]
    share = f"{100 * passed / rules:.1f} %" if rules else ""
    return f"| {name} | {rules} | {passed} | {share} | {hit} of {expected} | {false} |\n"


def table(result):
    head = "| | rules | passed | | lines found | found where nothing is |\n|---|--:|--:|--:|--:|--:|\n"
    text = head + row("all", result["total"])
    for what in ("suite", "mode", "language"):
        text += f"\nBy {what}:\n\n" + head
        for name, t in sorted(result[what].items(), key=lambda x: (-x[1][0], x[0])):
            text += row(name, t)
    return text


def main():
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    given = arguments[1] if len(arguments) > 1 else os.environ.get("SLUICE_SAST_CASES", "")
    if not arguments or not given:
        sys.exit(__doc__)
    made = table(score(os.path.abspath(arguments[0]), pathlib.Path(given)))
    text = DOC.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    whole = before + BEGIN + "\n" + made + "\n" + END + after
    if "--check" in sys.argv:
        sys.exit(0 if whole == text else "docs/sast-scores.md is not what the program scores")
    DOC.write_text(whole, encoding="utf-8")
    print(made)


main()
