#!/usr/bin/env python3
"""Compares what sluice and gitleaks find with the same rules, as (file, line, rule).

gitleaks-compare.py SLUICE [TREE...]

Without trees, a folder of small cases with a configuration of its own is compared. GITLEAKS names
the gitleaks program (else it is looked for in PATH), GITLEAKS_CONFIG the configuration for trees.
Exit status: 0 the same, 1 differences, which are listed, 77 there is no gitleaks to compare with.
"""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

CONFIG = r"""
title = "cases"

[[allowlists]]
description = "for all rules"
paths = ['(^|/)skipped(/|$)', 'skipped\.txt$']
stopwords = ["notasecret"]

[[allowlists]]
targetRules = ["acme-token"]
regexTarget = "line"
regexes = ['harmless']

[[rules]]
id = "acme-token"
description = "token"
regex = '(?i)acme_([a-z0-9]{16})\b'
entropy = 2.5
keywords = ["ACME_"]

[[rules]]
id = "generic-token"
description = "generic"
regex = '''(?i)token[ \t]{0,3}=[ \t]{0,3}["']?([\w-]{10,60})(?:["';\s]|$)'''
entropy = 2
keywords = ["token"]

[[rules]]
id = "broken-line"
description = "begins with a line break"
regex = '\n?\s*begin: ([a-z]+)\s+value: ([a-z0-9]{8,})\n?'
secretGroup = 2

[[rules]]
id = "near"
description = "needs another in three lines"
regex = 'main-[0-9]{6}'
[[rules.required]]
id = "helper"
withinLines = 3

[[rules]]
id = "beside"
description = "needs another in twenty columns"
regex = 'side-[0-9]{6}'
[[rules.required]]
id = "helper"
withinColumns = 20

[[rules]]
id = "helper"
description = "no finding of its own"
regex = 'help-[0-9]{4}'
skipReport = true

[[rules]]
id = "by-path"
description = "a file"
path = '\.keystore$'

[[rules]]
id = "in-path"
description = "only there"
path = '(^|/)conf/'
regex = 'pw:([a-z]{6,})'

[[rules]]
id = "wide-entropy"
description = "characters beyond ASCII"
regex = 'wide="([^"]+)"'
entropy = 2.2

[[rules]]
id = "both"
description = "allowed where all say so"
regex = 'both-[a-z0-9]+'
[[rules.allowlists]]
condition = "AND"
paths = ['tests/']
regexes = ['-ok']
stopwords = ["fine"]

[[rules]]
id = "match-target"
description = "allowed by what was matched"
regex = 'mt:([a-z]{4,})!?'
[[rules.allowlists]]
regexTarget = "match"
regexes = ['!$']
"""

TOKEN = "acme_9f2k4m8q1z7x3c5v"


def cases():
    """Names and contents of the files that are compared."""
    b64 = base64.b64encode(("key " + TOKEN).encode()).decode()
    twice = base64.b64encode(b64.encode()).decode()
    url = base64.urlsafe_b64encode(("x>?>" + TOKEN + "~~~").encode()).decode().rstrip("=")
    yield "plain.txt", f"a\nb {TOKEN} c\n"
    yield "twice.txt", f"{TOKEN} {TOKEN}\n{TOKEN}\n"
    yield "last.txt", f"x\n\n{TOKEN}"
    yield "crlf.txt", f"one\r\ntwo {TOKEN}\r\n"
    yield "low.txt", "acme_aaaaaaaaaaaaaaaa\n"
    yield "stop.txt", "token = 'notasecret-12345'\n"
    yield "allow.txt", f"{TOKEN} # gitleaks:allow\n# gitleaks:allow\n{TOKEN}\n"
    yield "harmless.txt", f"harmless {TOKEN}\nharmful {TOKEN}\n"
    yield "skipped/a.txt", TOKEN + "\n"
    yield "b/skipped.txt", TOKEN + "\n"
    yield "generic.txt", f"token = '{TOKEN}'\ntoken = 'q8-w7e6r5t4y3u2'\n"
    yield "broken.txt", "x\n\n\n  begin: abc\n  value: 12345678\n\nbegin: abc value: abcdefgh\n"
    yield "broken-first.txt", "\nbegin: abc value: abcdefgh\n"
    yield "near.txt", "main-123456\n\nhelp-1234\n" + "\n" * 9 + "main-654321\n"
    yield "beside.txt", "x\nside-123456 help-1234\nside-123456" + " " * 40 + "help-1234\n"
    yield "store.keystore", "\x01\x02\n"
    yield "conf/a.yml", "pw:abcdefg\n"
    yield "other/a.yml", "pw:abcdefg\n"
    yield "wide.txt", 'wide="äöüßäöüß"\nwide="àéîõüçñøåœæß"\n'
    yield "latin.bin", b'wide="\xe4\xf6\xfc\xdf\xe4\xf6"\n' + TOKEN.encode() + b"\xe4\n"
    yield "tests/both.txt", "both-ok-fine\nboth-ok-1\nboth-2-fine\n"
    yield "both.txt", "both-ok-fine\n"
    yield "mt.txt", "mt:abcd!\nmt:abcd\n"
    yield "base64.txt", f"x\nv: {b64}\n"
    yield "base64-lines.yml", f"  CERT: {b64}\n  OTHER_NAME: {b64}\n  LAST: x\n"
    yield "base64-twice.txt", f"v={twice}\nOTHER_NAME={twice}\n"
    yield "base64-url.txt", f"v: '{url}'\n"
    yield "hex.txt", "v: " + ("key " + TOKEN + " end").encode().hex() + "\n"
    yield "percent.txt", "u=" + "".join(f"%{ord(c):02X}" for c in TOKEN) + "&b=1\n"
    yield "percent-some.txt", "u=" + TOKEN.replace("_", "%5F") + "&b=%20\n"
    yield "escape.txt", "u=" + "".join(f"\\u{ord(c):04x}" for c in TOKEN) + "\n"
    yield "zero.bin", b"abc\0def\n" + TOKEN.encode() + b"\n"
    yield "program.bin", b"\x7fELF\2\1\1\0" + b"\0" * 64 + TOKEN.encode() + b"\n"
    yield "report.pdf", b"%PDF-1.4\n" + TOKEN.encode() + b"\n"
    yield "long.js", "x" * 40000 + f" {TOKEN} " + "y" * 40000
    yield "empty.txt", ""


def write(folder):
    for name, content in cases():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def by_gitleaks(program, tree, config):
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.json")
        done = subprocess.run(
            [program, "dir", ".", "-c", config, "-f", "json", "-r", report, "--no-banner",
             "--log-level", "error", "--exit-code", "0", "-i", folder],
            cwd=tree, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"gitleaks failed on {tree}: {done.stderr}")
        with open(report, encoding="utf-8", errors="surrogateescape") as file:
            found = json.load(file)
    return {(f["File"], f["StartLine"], f["RuleID"]) for f in found}


def by_sluice(program, tree, config):
    done = subprocess.run(
        [program, "scan", ".", "--only", "secrets", "--ignored", "--no-cache", "--rules", config,
         "--set", "secrets.archive_depth=0",
         "--format", "json"],
        cwd=tree, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"sluice failed on {tree} ({done.returncode}): {done.stderr.decode()}")
    report = json.loads(done.stdout)
    return {(f["file"], f.get("line") or 0, f["rule"]) for f in report["findings"]
            if f.get("standing", "open") in ("open", "known")}


def compare(gitleaks, sluice, tree, config):
    theirs = by_gitleaks(gitleaks, tree, config)
    ours = by_sluice(sluice, tree, config)
    print(f"{tree}: gitleaks {len(theirs)}, sluice {len(ours)}")
    for name, some in (("only gitleaks", theirs - ours), ("only sluice", ours - theirs)):
        for file, line, rule in sorted(some):
            print(f"  {name}: {file}:{line} {rule}")
    return theirs == ours and len(theirs) > 0


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sluice = os.path.abspath(sys.argv[1])
    gitleaks = os.environ.get("GITLEAKS") or shutil.which("gitleaks")
    if not gitleaks:
        print("skipped: there is no gitleaks to compare with (set GITLEAKS or put it in PATH)")
        return 77
    if len(sys.argv) > 2:
        config = os.environ.get("GITLEAKS_CONFIG")
        if not config:
            sys.exit("GITLEAKS_CONFIG names the configuration for trees")
        same = [compare(gitleaks, sluice, tree, os.path.abspath(config)) for tree in sys.argv[2:]]
        return 0 if all(same) else 1
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        write(tree)
        config = pathlib.Path(folder) / "cases.toml"
        config.write_text(CONFIG, encoding="utf-8")
        return 0 if compare(gitleaks, sluice, str(tree), str(config)) else 1


if __name__ == "__main__":
    sys.exit(main())
