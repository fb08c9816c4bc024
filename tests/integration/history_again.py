#!/usr/bin/env python3
"""A scan of a history that was scanned before reads what is new and says what a scan without a cache
says, whatever became of the repository and of the cache between the two.

history_again.py SLUICE
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from planted_history import Repository, line, plant_filler, token

KEY = "a key for the cache of this test"
RULES = """[[rules]]
id = "own-token"
regex = '''own-[a-z0-9]{16}'''
"""


class Scans:
    """Scans one repository with a cache and without, and compares."""

    def __init__(self, sluice, repository, cache):
        self.sluice = sluice
        self.r = repository
        self.cache = pathlib.Path(cache)
        self.key = KEY

    def scan(self, *words):
        done = subprocess.run(
            [self.sluice, "scan", "--only", "secrets", "--fail-on", "none", "--format", "json",
             "--repo", str(self.r.folder)] + list(words),
            stdout=subprocess.PIPE, cwd=self.r.folder, env=os.environ | {"SLUICE_CACHE_KEY": self.key})
        report = json.loads(done.stdout)
        return done.returncode, report

    @staticmethod
    def comparable(status, report):
        """The report without times and without what was known before."""
        def count(counts):
            counts["scanned"] += counts.pop("cached")
        report = json.loads(json.dumps(report))
        for key in ("started", "elapsed_ms"):
            report.pop(key, None)
        for stage in report["stages"]:
            for key in [k for k in stage if k.endswith("_ms")]:
                stage.pop(key)
        count(report["ledger"])
        for source in report["ledger"]["sources"]:
            count(source)
        return {"status": status, **report}

    def same(self, what, *words, history="--history", most=None):
        """Compares; `most`: how many contents may be scanned. The findings."""
        status, report = self.scan(history, "--cache", str(self.cache), *words)
        scanned = report["ledger"]["scanned"]
        got = self.comparable(status, report)
        wanted = self.comparable(*self.scan(history, "--no-cache", *words))
        for key in sorted(wanted.keys() | got.keys()):
            if wanted.get(key) == got.get(key):
                continue
            print(f"{what}: {key} differs")
            if key == "findings":
                known = [json.dumps(f, sort_keys=True) for f in wanted[key]]
                found = [json.dumps(f, sort_keys=True) for f in got[key]]
                print("\n".join("- " + f for f in known if f not in found))
                print("\n".join("+ " + f for f in found if f not in known))
            else:
                print(f"- {json.dumps(wanted.get(key))}\n+ {json.dumps(got.get(key))}")
            sys.exit(1)
        if most is not None and scanned > most:
            sys.exit(f"{what}: {scanned} contents were scanned, not {most} at most")
        return report["findings"]

    def files(self):
        return [f for f in self.cache.iterdir()
                if f.is_file() and f.stat().st_size and not f.name.startswith(".")]


def has(findings, case, **origin):
    """Whether the case's secret was found with this origin; secrets are told by their findings'
    messages nowhere, so that places have to do."""
    return any(all(f.get("origin", {}).get(k) == v for k, v in origin.items())
               for f in findings if case in f["file"] or case in json.dumps(f.get("origin", {})))


def netrc(case):
    """A password that counts in most places, and in those of tests does not."""
    return f"machine git.acme.test login ann password {token(case).replace('-', '')[-12:]}\n"


def start(r):
    """A history with a secret of every kind of place."""
    r.plant("fixture", "tests/fixture.conf", netrc("fixture"))
    r.plant("first", "first.env", line("first"))
    r.plant("removed", "removed.env", line("removed"))
    r.git("rm", "-q", "removed.env")
    r.commit("remove it again")
    r.git("branch", "old")
    r.git("checkout", "-q", "-b", "side")
    r.plant("side", "side/side.env", line("side"))
    r.git("checkout", "-q", "main")
    r.plant("main", "main.env", line("main"))
    r.git("merge", "-q", "--no-edit", "side")
    r.write("a.txt", "a\n")
    r.commit("words " + token("commit message"))
    r.git("tag", "-a", "-m", "about " + token("tag message"), "v1")
    r.write(f"names/{token('file name')}.txt", "nothing\n")
    r.commit("a name")
    r.git("branch", "topic/" + token("ref name"))
    r.git("notes", "add", "-m", line("note"), "HEAD")
    blob = r.git("hash-object", "-w", "--stdin", stdin=line("tagged blob").encode())
    r.git("tag", "blob-tag", blob)
    tree = r.git("mktree", stdin=f"100644 blob {blob}\thung.env\n".encode())
    r.git("update-ref", "refs/trees/one", tree)
    r.git("commit", "-q", "--allow-empty", "-m", "who",
          env={"GIT_AUTHOR_NAME": "Ann " + token("author line")})


def forget(r):
    """Nothing but refs remembers commits."""
    r.git("reflog", "expire", "--expire=now", "--all")
    (r.folder / ".git/ORIG_HEAD").unlink(missing_ok=True)


def changes(r, s, few):
    """One change after the other, as they happen to repositories."""
    commit = r.plant("new", "new.env", line("new"))
    found = s.same("a new commit with a secret", most=few)
    assert has(found, "new.env", commit=commit, at_tip=True)
    s.same("nothing new", most=0)
    r.git("rm", "-q", "new.env")
    r.commit("remove it")
    found = s.same("the secret is removed at the tip", most=few)
    assert has(found, "new.env", commit=commit, at_tip=False)
    r.git("mv", "first.env", "second.env")
    renamed = r.commit("another name")
    assert has(s.same("a file is renamed", most=few), "second.env", commit=renamed)
    r.git("mv", "tests/fixture.conf", "fixture.conf")
    moved = r.commit("no test any more")
    for again in ("a secret moves to where it counts", "it stays there"):
        found = s.same(again, most=few)
        assert has(found, "fixture.conf", commit=moved)
        assert not any(f["file"] == "tests/fixture.conf" for f in found)
    r.git("reset", "-q", "--hard", "HEAD~4")
    forget(r)
    found = s.same("a force-push takes commits away", most=few)
    assert not has(found, "new.env") and not has(found, "second.env")
    r.git("branch", "-q", "-D", "old")
    r.git("checkout", "-q", "--orphan", "lonely")
    r.git("rm", "-rfq", ".")
    r.plant("lonely", "lonely.env", line("lonely"))
    r.git("checkout", "-q", "main")
    assert has(s.same("a branch without parents", most=few), "lonely.env", ref="refs/heads/lonely")
    r.git("branch", "-q", "-D", "lonely")
    forget(r)
    assert not has(s.same("that branch is removed", most=few), "lonely.env")
    r.git("tag", "-a", "-m", "about " + token("second tag"), "v2")
    found = s.same("a tag with a secret in its message", most=few)
    assert has(found, "", ref="refs/tags/v2", object=r.git("rev-parse", "v2^{tag}"))
    r.git("tag", "-d", "v2")
    s.same("the tag is removed", most=few)
    r.git("notes", "add", "-m", line("second note"), "HEAD~2")
    s.same("a note", most=few)
    r.git("update-ref", "-d", "refs/notes/commits")
    forget(r)
    s.same("all notes are removed", most=few)
    r.write("a.txt", line("stash"))
    r.write("untracked.env", line("untracked"))
    r.git("stash", "push", "-q", "-u")
    assert has(s.same("a stash", most=few), "untracked.env", reach="stash")
    r.git("stash", "drop", "-q")
    assert not has(s.same("the stash is dropped", most=few), "untracked.env")
    r.git("branch", "topic/" + token("second ref name"))
    s.same("a ref with a secret in its name", most=few)
    r.write(f"names/{token('second file name')}.txt", "nothing\n")
    r.commit("words " + token("second commit message"))
    s.same("a file and a message with secrets", most=few)
    r.write("copy/main.env", line("main"))
    os.chmod(r.folder / "side/side.env", 0o755)
    r.commit("a copy, and another mode")
    s.same("known contents elsewhere", most=few)
    r.git("revert", "--no-edit", "HEAD")
    r.git("merge", "-q", "-s", "ours", "--no-edit", "topic/" + token("second ref name"))
    s.same("known contents come back", most=few)


def twins(r, s, few):
    """Commits of the same second bring the same content: which is the first must not depend on who
    was seen first."""
    r.git("checkout", "-q", "main")
    date = {"GIT_AUTHOR_DATE": "1600000000 +0000", "GIT_COMMITTER_DATE": "1600000000 +0000"}
    for name in ("z", "a", "m"):
        r.git("checkout", "-q", "-b", "twin-" + name, "main")
        r.write("twin.env", line("twin"))
        r.git("add", "twin.env")
        r.git("commit", "-q", "-m", "twin " + name, env=date)
        r.git("checkout", "-q", "main")
        s.same("twin " + name, most=few)


def hurt(r, s):
    """What is wrong with the cache costs time only."""
    everything = s.scan("--history", "--no-cache")[1]["ledger"]["total"]
    for path in s.files():
        if not path.exists():  # it has become one with another
            continue
        content = path.read_bytes()
        for at in (0, 20, len(content) // 2, len(content) - 1):
            path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
            s.same(f"a flipped byte at {at} of {path.name}")
        for n in (0, 1, 40, len(content) // 3):
            path.write_bytes(content[:n])
            s.same(f"{path.name} ends after {n} bytes")
        s.same(f"{path.name} was written again", most=0)
    s.key = "the key of somebody else altogether"
    s.same("another key")
    s.key = KEY
    s.same("the old key", most=0)
    rules = r.folder.parent / "rules.toml"
    rules.write_text(RULES)
    assert s.same("another rule pack", "--rules", str(rules)) == []
    s.same("the default rule pack", most=0)
    s.same("another option", "--set", "secrets.decode=0")
    for name in ("--history=main~2..main", "--history=^side main"):
        s.same("a range", history=name)
    s.same("with what nothing reaches", "--unreachable")
    assert s.scan("--history", "--cache", str(s.cache))[1]["ledger"]["cached"] == everything


def policy(r, s):
    """Findings that are known are judged as today's policy says."""
    r.write(".sluice.yml", "version: 1\npolicy: {waivers: .sluice-waivers.yml}\nstages: []\n")
    r.write(".sluice-waivers.yml", "version: 1\nwaivers:\n  - {rule: gitlab-pat, path: '*.env', reason: known, "
            "owner: ann, expires: 2999-01-01}\n")
    found = s.same("a waiver", most=0)
    assert any(f["waived"] for f in found)
    os.remove(r.folder / ".sluice.yml")
    r.write(".sluiceignore", "side/\nnames/\n")
    s.same("ignored paths")
    r.plant("ignored", "side/ignored.env", line("ignored"))
    s.same("a new secret at an ignored path")
    os.remove(r.folder / ".sluiceignore")
    assert has(s.same("it is ignored no more"), "side/ignored.env")
    s.same("values are shown", "--reveal")
    r.plant("shown", "shown.env", line("shown"))
    s.same("values of a new commit are shown", "--reveal")
    s.same("values are shown no more", most=9)
    assert not any(f["waived"] for f in s.same("no waiver", most=0))


def at_once(r, s):
    """Several processes with one cache."""
    for i in range(3):
        r.plant(f"at once {i}", f"once{i}.env", line(f"at once {i}"))
        words = [s.sluice, "scan", "--history", "--only", "secrets", "--fail-on", "none", "--format",
                 "json", "--cache", str(s.cache)]
        many = [subprocess.Popen(words, stdout=subprocess.DEVNULL, cwd=r.folder,
                                 env=os.environ | {"SLUICE_CACHE_KEY": KEY}) for _ in range(4)]
        assert all(one.wait() == 0 for one in many)
        s.same("after several at once", most=0)


def much(r, s):
    """So much is new that it is looked through in the order of the packs, and that what is remembered
    is written as a whole."""
    before = sum(f.stat().st_size for f in s.files())
    plant_filler(r, 2600, "more")
    r.plant("beside much", "beside.env", line("beside much"))
    r.git("repack", "-adkq")
    assert has(s.same("much that is new"), "beside.env", at_tip=True)
    assert sum(f.stat().st_size for f in s.files()) > before + 50000
    s.same("after much that was new", most=0)
    for i in range(3):
        r.plant(f"after much {i}", f"after{i}.env", line(f"after much {i}"))
        r.git("repack", "-dkq")
        s.same(f"packed at once {i}", most=4)
    s.same("after all that", most=0)


def by_chance(r, s, rounds):
    """Changes in an order that nobody thought of."""
    dice = random.Random("by chance")
    branches = ["main"]
    for i in range(rounds):
        deed = dice.randrange(8)
        name = dice.choice(branches)
        r.git("checkout", "-q", "-f", name)
        if deed == 0:
            branches.append(f"chance-{i}")
            r.git("checkout", "-q", "-b", branches[-1])
        elif deed == 1 and len(branches) > 2 and name != "main":
            r.git("checkout", "-q", "-f", "--detach")
            r.git("branch", "-q", "-D", name)
            branches.remove(name)
            forget(r)
        elif deed == 2:
            r.git("merge", "-q", "--no-edit", "-X", "ours", dice.choice(branches))
        elif deed == 3 and r.git("rev-list", "--count", "--first-parent", "HEAD") > "3":
            r.git("reset", "-q", "--hard", "HEAD~1")
        elif deed == 4:
            r.git("gc", "-q", "--prune=now")
        else:
            case = f"chance {dice.randrange(12)}"
            place = f"chance/{dice.randrange(4)}.env"
            r.write(place, line(case) + f"# {dice.randrange(3)}\n")
            r.git("add", place)
            r.git("commit", "-q", "--allow-empty", "-m", case)
        s.same(f"by chance {i} ({deed})")


def main():
    sluice = os.path.abspath(sys.argv[1])
    for state in ("small", "large"):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(folder + "/r")
            r = Repository(folder + "/r")
            s = Scans(sluice, r, folder + "/cache")
            start(r)
            if state == "large":
                plant_filler(r, 2100)
                r.git("repack", "-adkq")
            s.same("the first scan")
            s.same("the second scan", most=0)
            changes(r, s, 12)
            twins(r, s, 8)
            r.git("gc", "-q", "--prune=now")
            s.same("the repository is packed anew")
            s.same("nothing new since", most=0)
            policy(r, s)
            at_once(r, s)
            if state == "large":
                much(r, s)
            by_chance(r, s, 40 if state == "small" else 12)
            hurt(r, s)
            for path in s.files():
                content = path.read_bytes()
                assert not any(token(case).encode() in content for case in ("first", "new", "main", "shown"))
            print(f"{state}: a second scan says what a first one says")


main()
