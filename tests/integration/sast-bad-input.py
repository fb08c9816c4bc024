#!/usr/bin/env python3
"""Bad code and bad rules end in limits, ledger entries and clear messages, never in silence."""
import json
import os
import re
import subprocess
import sys
import tempfile

sluice = os.path.abspath(sys.argv[1])
work = tempfile.mkdtemp(prefix="sluice-bad-")
os.chdir(work)
env = dict(os.environ, NO_COLOR="1", HOME=work, XDG_CACHE_HOME=os.path.join(work, "cache"))
RULE = """rules:
- id: no-eval
  languages: [python, javascript]
  severity: ERROR
  message: eval of $X
  pattern: eval($X)
"""
failures = []


def check(claim, holds, shown=""):
    if not holds:
        failures.append(claim)
        print(f"BROKEN: {claim}\n{str(shown)[:1500]}")


def run(*arguments):
    return subprocess.run([sluice, *arguments], env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=600, check=False)


def scan(name, content, *more, rule=RULE):
    """(exit status, findings, ledger entry or None) of one file"""
    with open(name, "wb") as out:
        out.write(content)
    with open("rule.yml", "w", encoding="utf-8") as out:
        out.write(rule)
    p = run("scan", name, "--only", "sast", "--rules", "rule.yml", "--no-cache", "--format", "json",
            *more)
    try:
        doc = json.loads(p.stdout)
    except ValueError:
        return p.returncode, None, p.stderr.decode("utf-8", "replace")
    units = [u for u in doc["ledger"]["units"] if u["path"] == name]
    return p.returncode, doc["findings"], units[0] if units else None


def places(findings):
    return [(f["line"], f["column"]) for f in findings or []]


# ---- code ----

code, found, unit = scan("deep.py", b"eval(x)\ny = " + b"(" * 100000 + b"1" + b")" * 100000 + b"\n")
check("100,000 nested parentheses are told in the ledger", unit is not None and unit["reason"], unit)
check("what stands beside them is found or the file has failed", places(found) == [(1, 1)] or code == 3,
      (code, found, unit))

code, found, unit = scan("open.py", b"eval(" * 100000)
check("100,000 calls that are never closed are told in the ledger", unit is not None, (code, unit))

code, found, unit = scan("big.js", b"eval(a);" + b"var a=function(b){return b+1};" * 1800000)
check("54 MB on one line fail with the limit's name", code == 3 and unit and unit["state"] == "failed"
      and "16777216" in unit["reason"], (code, unit))

code, found, unit = scan("bom.py", b"\xef\xbb\xbfeval(a)\neval(b)\n")
check("a byte order mark changes nothing", [l for l, _ in places(found)] == [1, 2] and not unit,
      (found, unit))

code, found, unit = scan("utf16.py", "eval(a)\n".encode("utf-16"))
check("UTF-16 is no text that is scanned, and that is told", unit and unit["state"] == "skipped"
      and "binary" in unit["reason"], (code, found, unit))

code, found, unit = scan("nul.py", b"eval(a)\n\0\n")
check("a zero byte makes a file binary, which is told", unit and unit["state"] == "skipped"
      and "binary" in unit["reason"], (code, found, unit))

code, found, unit = scan("late.py", b"eval(a)\n" + b"# x\n" * 4000 + b"'\0'\neval(b)\n")
check("a zero byte far down does not hide what stands around it",
      places(found) == [(1, 1), (4003, 1)], (code, found, unit))

code, found, unit = scan("mixed.py", b"# caf\xe9\ns = '\xff\xfe'; eval(a)\n# \xc3\xa9\neval(b)\n")
check("bytes of several encodings hide nothing", [l for l, _ in places(found)] == [2, 4],
      (found, unit))

code, found, unit = scan("crlf.py", b"x = 1\r\nif x:\r\n\teval(a)\r\n\t\r\neval(b)\r\n")
check("CRLF and tabs: lines and columns are in bytes", places(found) == [(3, 2), (5, 1)], found)

code, found, unit = scan("cr.js", b"x = 1;\reval(a);\n")
check("a lone carriage return does not hide code", len(found or []) == 1, (found, unit))

code, found, unit = scan("empty.py", b"")
check("an empty file is scanned", code == 0 and found == [] and not unit, (code, found, unit))

# ---- half-written code, in every format ----

HALF = b"def f(a):\n    eval(a)\n\nclass (((:\n    x = = 1\n)))\n\ndef g(b):\n    eval(b)\n"
code, found, unit = scan("half.py", HALF)
check("what is understood of half-written code is scanned", (2, 5) in places(found), found)
check("what is not understood is told with its lines", unit and unit["state"] == "partial"
      and "not understood as python" in unit["reason"] and re.search(r"line \d", unit["reason"]), unit)

for fmt in ("text", "json", "sarif", "junit", "markdown", "github", "gitlab"):
    p = run("scan", "half.py", "--only", "sast", "--rules", "rule.yml", "--no-cache", "--format", fmt)
    check(f"{fmt} tells what was not understood", b"not understood as python" in p.stdout,
          p.stdout.decode("utf-8", "replace"))

with open("half.py", "wb") as out:
    out.write(b"x = = 1\neval = 2\n")
with open(".sluice.yml", "w", encoding="utf-8") as out:
    out.write("version: 1\npolicy: {partial: fail}\nstages: []\n")
p = run("scan", "half.py", "--only", "sast", "--rules", "rule.yml", "--no-cache")
check("where the policy says so, half-written code shuts the gate", p.returncode == 3,
      p.stdout.decode())
os.remove(".sluice.yml")
p = run("scan", "half.py", "--only", "sast", "--rules", "rule.yml", "--no-cache")
check("else it does not", p.returncode == 0, p.stdout.decode())

# ---- rules ----


def rule_of(body, languages="[python]"):
    return ("rules:\n- id: r\n  languages: " + languages + "\n  severity: ERROR\n  message: m\n" + body)


code, _, why = scan("a.py", b"f(1)\n", rule=rule_of("  pattern-sideways: f(1)\n"))
check("an unknown operator is misuse with its place", code == 2 and "rule.yml:6:" in str(why)
      and "pattern-sideways" in str(why), (code, why))

code, _, why = scan("a.py", b"f(1)\n", rule=rule_of("  patterns:\n  - pattern: f(1)\n  - pattern-upon: g\n"))
check("so is one inside `patterns`", code == 2 and "pattern-upon" in str(why), (code, why))

deep = "  patterns:\n  - pattern: f($X)\n"
for i in range(20):
    pad = "  " * (2 * i + 1)
    deep += (f"{pad}- metavariable-pattern:\n{pad}    metavariable: $X\n{pad}    patterns:\n"
             f"{pad}    - pattern: $X\n")
code, _, why = scan("a.py", b"f(1)\n", rule=rule_of(deep))
check("metavariable-pattern in itself ends at a limit with its name",
      code == 2 and "nest deeper than 32" in str(why), (code, why))

either = "".join(f"      - pattern: f{i}($X, ..., $Y, ..., $X)\n" for i in range(2500))
code, _, why = scan("a.py", b"f1(1)\n", rule=rule_of("  patterns:\n  - pattern-either:\n" + either))
check("too many alternatives are a limit with its name", code == 2 and "more than 2000" in str(why),
      (code, why))

many = "    patterns:\n" + "".join(
    "    - pattern-either:\n      - pattern: $A\n      - pattern: $B\n      - pattern: f(...)\n"
    for _ in range(25))
lines = b"\n".join(b"f(a%d, b%d, g(c%d))" % (i, i, i) for i in range(1500))
code, found, unit = scan("many.py", lines, "--set", "sast.rule_timeout=500ms",
                         rule=rule_of("  " + many.strip() + "\n"))
check("alternatives that multiply end in a limit, not in a hang", found is not None
      and (code == 3 and unit and unit["state"] == "failed" and "rule 'r'" in unit["reason"]
           or code == 1), (code, unit))

dots = rule_of("  pattern: |\n" + "    ...\n    $A\n    ...\n    $B\n" * 2)
lines = b"x = [" + b"f(1, 2), " * 3000 + b"]\n" + b"\n".join(b"g(%d)" % i for i in range(2000))
code, found, unit = scan("dots.py", lines, "--set", "sast.rule_timeout=20ms", rule=dots)
check("a rule that takes too long fails the file, by its name", code == 3 and unit
      and unit["state"] == "failed" and "rule 'r' took more than 20 ms" in unit["reason"],
      (code, unit))
with open("slow.yml", "w", encoding="utf-8") as out:
    out.write(dots + RULE.replace("rules:\n", "").replace("no-eval", "quick"))
with open("dots.py", "ab") as out:
    out.write(b"\neval(q)\n")
p = run("scan", "dots.py", "--only", "sast", "--rules", "slow.yml", "--no-cache", "--format", "json",
        "--set", "sast.rule_timeout=20ms", "--profile=times.json")
check("and what other rules find in it stays",
      [f["rule"] for f in json.loads(p.stdout)["findings"]] == ["quick"], p.stdout[:500])
with open("times.json", encoding="utf-8") as file:
    times = json.load(file)
check("--profile names the rule that took longest first",
      times["rules"][0]["name"] == "r" and times["rules"][0]["microseconds"] >= 20000
      and times["files"][0]["name"] == "dots.py", times)
check("and says it to people", b"ms  r (1 files" in p.stderr, p.stderr)
p = run("scan", "dots.py", "--only", "sast", "--rules", "slow.yml", "--no-cache", "--format", "json",
        "--set", "sast.file_timeout=20ms")
units = json.loads(p.stdout)["ledger"]["units"]
check("a file that takes too long has failed, and says from which rule on",
      p.returncode == 3 and "file_timeout" in units[0]["reason"], units)

subprocess.run(["rm", "-rf", work], check=False)
print(f"{len(failures)} broken" if failures else "all as they should be")
sys.exit(1 if failures else 0)
