#!/usr/bin/env python3
"""What users of gitleaks have in their repositories counts: .gitleaks.toml with what it extends,
.gitleaksignore, reports as baselines, and with --policy-from those of the protected ref alone.

gitleaks-files.py SLUICE
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zlib

RULE = """[[rules]]
id = "{id}"
description = "{id}"
regex = '''{regex}'''
"""
SECRETS = "acme_0123456789ab\nother_0123456789ab\nthird_0123456789ab\n"
PIPELINE = "version: 1\nstages: [{name: s, uses: secrets}]\n"


class Project:
    """A repository in a folder of its own."""

    def __init__(self, sluice, folder):
        self.sluice = sluice
        self.root = pathlib.Path(folder)
        self.git("init", "-q", "-b", "main")
        self.write("a.txt", SECRETS)

    def git(self, *words):
        env = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null")
        name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *name, *words], cwd=self.root, check=True, capture_output=True,
                       env=env)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "m")

    def scan(self, *more):
        where = [] if "--history" in more else ["."]
        done = subprocess.run(
            [self.sluice, "scan", *where, "--only", "secrets", "--no-cache", "--format", "json",
             *more], cwd=self.root, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            return done.returncode, done.stderr.decode(), ""
        report = json.loads(done.stdout)
        found = {f"{f['rule']}:{f['line']}": f for f in report["findings"]
                 if f["file"] == "a.txt"}
        return done.returncode, found, json.dumps(report.get("notices", []))


def rule(name, regex=None):
    return RULE.format(id=name, regex=regex or name + "_[0-9a-f]{12}")


def github_token(body):
    """A token of GitHub's form: its last six characters are a checksum."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    number = zlib.crc32(body.encode())
    check = ""
    for _ in range(6):
        number, rest = divmod(number, 62)
        check = digits[rest] + check
    return "ghp_" + body + check


def states(found):
    return {key: f["standing"] for key, f in found.items()}


def loads_by_itself_and_extends_files(project):
    project.write(".gitleaks.toml", "[extend]\npath = 'conf/base.toml'\n"
                  "disabledRules = ['third']\n" + rule("acme"))
    project.write("conf/base.toml", rule("other") + rule("third")
                  + "[[allowlists]]\nregexes = ['^nothing$']\n")
    status, found, _ = project.scan()
    assert status == 1 and set(found) == {"acme:1", "other:2"}, found


def a_rule_changes_the_one_that_it_extends(project):
    project.write("conf/base.toml", rule("acme", "nothing-here"))
    project.write(".gitleaks.toml", "[extend]\npath = 'conf/base.toml'\n" + rule("acme")
                  + "[[rules.allowlists]]\nregexes = ['^acme_0']\n")
    status, found, _ = project.scan()
    assert status == 0 and not found, found
    project.write(".gitleaks.toml", "[extend]\npath = 'conf/base.toml'\n" + rule("acme"))
    status, found, _ = project.scan()
    assert set(found) == {"acme:1"}, found


def what_cannot_be_extended_is_an_error(project):
    for extend, why in (("path = 'none.toml'", "none.toml"), ("path = '../x.toml'", "extend.path"),
                        ("url = 'https://example.org/x'", "extend.url"),
                        ("path = 'a.toml'\nuseDefault = true", "useDefault")):
        project.write("a.toml", rule("other"))
        project.write(".gitleaks.toml", f"[extend]\n{extend}\n")
        status, text, _ = project.scan()
        assert status == 2 and why in text, (extend, status, text)


def extending_in_a_circle_is_an_error(project):
    project.write("a.toml", "[extend]\npath = 'b.toml'\n" + rule("other"))
    project.write("b.toml", "[extend]\npath = 'a.toml'\n" + rule("third"))
    project.write(".gitleaks.toml", "[extend]\npath = 'a.toml'\n")
    status, text, _ = project.scan()
    assert status == 2 and "deep" in text, (status, text)


def the_default_is_ours(project):
    token = github_token("aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1")
    project.write("a.txt", SECRETS + f"key = '{token}'\n")
    project.write(".gitleaks.toml", "[extend]\nuseDefault = true\n" + rule("acme"))
    _, found, _ = project.scan()
    assert "acme:1" in found and any(key.endswith(":4") for key in found), found
    project.write(".gitleaks.toml", rule("acme"))
    _, found, _ = project.scan()
    assert set(found) == {"acme:1"}, found
    project.write(".gitleaks.toml", "[[allowlists]]\npaths = ['^b']\n")
    _, found, _ = project.scan()
    assert any(key.endswith(":4") for key in found), found
    project.write(".gitleaks.toml", "[[allowlists]]\npaths = ['^a']\n")
    _, found, _ = project.scan()
    assert not found, found
    project.write("a.txt", SECRETS)


def fingerprints_ignore_findings(project):
    project.write(".gitleaks.toml", rule("acme") + rule("other") + rule("third"))
    project.write(".gitleaksignore", "# a comment\na.txt:acme:1\nnot a fingerprint\n"
                  "a.txt:other:9\n")
    status, found, notices = project.scan()
    assert states(found) == {"acme:1": "ignored", "other:2": "open", "third:3": "open"}, found
    assert status == 1 and ".gitleaksignore:3" in notices, notices


def reports_are_baselines(project):
    project.write(".gitleaksignore", "")
    project.write(".sluice.yml", "version: 1\npolicy: {baseline: report.json}\n"
                  "stages: [{name: s, uses: secrets}]\n")
    known = {"RuleID": "acme", "File": "a.txt", "StartLine": 7, "Secret": "acme_0123456789ab"}
    placed = {"RuleID": "other", "File": "a.txt", "StartLine": 2, "Secret": "REDACTED"}
    project.write("report.json", json.dumps([known, placed]))
    status, found, _ = project.scan()
    assert states(found) == {"acme:1": "known", "other:2": "known", "third:3": "open"}, found
    project.write("a.txt", SECRETS + SECRETS)
    status, found, _ = project.scan()
    assert list(states(found).values()).count("known") == 2 and status == 1, states(found)
    project.write("report.json", "[{}]")
    status, text, _ = project.scan()
    assert status == 2 and "report.json:1:2" in text, text
    project.write("a.txt", SECRETS)
    project.write("report.json", "[]")


def a_change_cannot_accept_its_own(project):
    project.write(".sluice.yml", PIPELINE)
    project.write(".gitleaksignore", "a.txt:acme:1\n")
    project.commit()
    project.git("checkout", "-q", "-b", "change")
    project.write(".gitleaksignore", "a.txt:acme:1\na.txt:other:2\n")
    project.write(".gitleaks.toml", rule("acme"))
    project.commit()
    _, found, _ = project.scan()
    assert set(found) == {"acme:1"}, found
    _, found, notices = project.scan("--policy-from", "main")
    assert states(found) == {"acme:1": "ignored", "other:2": "open", "third:3": "open"}, found
    assert ".gitleaksignore" in notices and ".gitleaks.toml" in notices, notices


def commits_are_accepted_in_a_history(project):
    project.git("checkout", "-q", "main")
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=project.root, check=True,
                          capture_output=True, text=True).stdout.strip()
    project.write(".gitleaksignore", f"{head}:a.txt:other:2\n")
    project.write(".gitleaks.toml", rule("acme") + "[[rules.allowlists]]\ncommits = ['" + head
                  + "']\n" + rule("other") + rule("third") + "[[rules.allowlists]]\n"
                  "condition = 'AND'\npaths = ['elsewhere']\ncommits = ['" + head + "']\n")
    _, found, _ = project.scan("--history")
    assert states(found) == {"other:2": "ignored", "third:3": "open"}, states(found)


def main():
    sluice = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        project = Project(sluice, folder)
        for claim in (loads_by_itself_and_extends_files, a_rule_changes_the_one_that_it_extends,
                      what_cannot_be_extended_is_an_error, extending_in_a_circle_is_an_error,
                      the_default_is_ours, fingerprints_ignore_findings, reports_are_baselines,
                      a_change_cannot_accept_its_own, commits_are_accepted_in_a_history):
            print(claim.__name__, flush=True)
            claim(project)
    return 0


if __name__ == "__main__":
    sys.exit(main())
