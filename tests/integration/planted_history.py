#!/usr/bin/env python3
"""A repository with a secret in every place where git can keep one: each is found in one scan, with
the first commit that has it.

planted_history.py SLUICE
"""
import base64
import bz2
import gzip
import hashlib
import io
import json
import os
import pathlib
import random
import string
import struct
import subprocess
import sys
import tarfile
import tempfile
import urllib.parse
import zipfile

RULE = "gitlab-pat"
CHARACTERS = string.ascii_letters + string.digits


def token(case):
    """A token of the test: made up, another one for each case."""
    dice = random.Random("planted " + case)
    return "gl" + "pat-" + "".join(dice.choice(CHARACTERS) for _ in range(20))


def fingerprint(value):
    """What sluice calls the secret in its reports (engine/work/sink.c)."""
    parts = [RULE.encode(), f"{RULE} {value}".encode(), b"", b""]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(struct.pack("<Q", len(part)) + part)
    return digest.hexdigest()[:32]


def line(case):
    return f'TOKEN="{token(case)}"\n'


def encoded(case, encode, times=1):
    value = token(case).encode()
    for _ in range(times):
        value = encode(value)
    return f'value = "{value.decode()}"\n'


def zip_of(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def tar_of(name, content):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


class Repository:
    """Plants secrets, and remembers where each is to be found."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.clock = 1700000000
        self.wanted = {}
        self.git("init", "-q", "-b", "main")

    def git(self, *words, stdin=None, env=None):
        self.clock += 60
        date = f"{self.clock} +0100"
        own = {"GIT_AUTHOR_NAME": "Ann Author", "GIT_AUTHOR_EMAIL": "ann@example.org",
               "GIT_COMMITTER_NAME": "Carl", "GIT_COMMITTER_EMAIL": "carl@example.org",
               "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date,
               "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(self.folder),
               "GIT_CONFIG_GLOBAL": "/dev/null", "PATH": os.environ["PATH"]}
        done = subprocess.run(
            ["git", "-c", "gc.auto=0", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"]
            + list(words), cwd=self.folder, input=stdin, env=own | (env or {}),
            stdout=subprocess.PIPE, check=True)
        return done.stdout.decode(errors="replace").strip()

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, message, *names):
        self.git("add", "-f", *(names or ["-A"]))
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def want(self, case, file, **origin):
        """`file` None: any; origin: commit, reach, at_tip, ref, author."""
        self.wanted[case] = (file, origin)

    def plant(self, case, name, content, **more):
        """Commits a file with the secret of the case."""
        self.write(name, content)
        commit = self.commit(f"add {name}", name)
        self.want(case, name, commit=commit, author="Ann Author", **more)
        return commit


def plant_files(r):
    r.plant("tree", "config/tree.env", line("tree"), at_tip=True, reach="branch")
    r.plant("removed", "removed.env", line("removed"), at_tip=False)
    r.git("rm", "-q", "removed.env")
    r.commit("remove it again")
    r.plant("renamed", "old-name.env", line("renamed"), at_tip=False)
    r.git("mv", "old-name.env", "new-name.env")
    renamed = r.commit("another name")
    r.renamed = renamed
    r.plant("edited", "edited.env", line("edited"), at_tip=True)
    for i in range(5):
        r.write("edited.env", f"# edit {i}\n" * (i + 1) + line("edited"))
        r.commit(f"edit {i}")
    r.plant("long line", "long.js", "x=1;" * 500000 + line("long line") + "y=2;" * 500000)
    filler = "".join(f"{i * 7919 % 1000003} some words of filler\n" for i in range(400000))
    r.plant("big file", "big.txt", filler + line("big file") + filler[:1000])
    r.plant("base64", "e/base64", encoded("base64", base64.b64encode))
    r.plant("base64 twice", "e/twice", encoded("base64 twice", base64.b64encode, 2))
    r.plant("hex", "e/hex", encoded("hex", base64.b16encode).lower().replace("VALUE", "value"))
    r.plant("percent", "e/percent",
            "q=" + "".join(f"%{c:02X}" for c in token("percent").encode()) + "\n")
    r.plant("escapes", "e/escapes.json",
            '{"a": "' + "".join(f"\\u{ord(c):04x}" for c in token("escapes")) + '"}\n')
    r.plant("zip", "a/one.zip", zip_of("inner.env", line("zip")))
    r.plant("tar.gz", "a/one.tar.gz", tar_of("inner.env", line("tar.gz").encode()))
    r.plant("gz", "a/log.gz", gzip.compress(line("gz").encode()))
    r.plant("nested", "a/nested.zip",
            zip_of("deep/one.tar.gz", tar_of("inner.env", line("nested").encode())))
    r.plant("UTF-16 LE", "u/le.txt", b"\xff\xfe" + line("UTF-16 LE").encode("utf-16-le"))
    r.plant("UTF-16 BE", "u/be.txt", b"\xfe\xff" + line("UTF-16 BE").encode("utf-16-be"))
    r.plant("binary", "b/data.bin", b"\0\1\2\0" * 50 + line("binary").encode() + b"\0\3\0" * 50)
    r.write(".gitattributes", "no.diff -diff\n")
    r.commit("attributes", ".gitattributes")
    r.plant("-diff", "no.diff", line("-diff"))
    os.symlink("/nowhere/" + token("symlink"), r.folder / "link")
    r.want("symlink", "link", commit=r.commit("a link", "link"))


def plant_branches(r):
    r.git("checkout", "-q", "-b", "side")
    r.plant("other branch", "side.env", line("other branch"), reach="branch",
            at_tip=True)
    r.write("shared.txt", "side\n")
    r.commit("side's shared")
    r.git("checkout", "-q", "main")
    r.write("shared.txt", "main\n")
    r.commit("main's shared")
    r.git("merge", "-q", "-s", "ours", "--no-commit", "side")
    r.write("evil.env", line("merge"))
    r.want("merge", "evil.env", commit=r.commit("merge side"), at_tip=True)
    r.git("checkout", "-q", "--orphan", "lonely")
    r.git("rm", "-rfq", ".")
    r.plant("orphan", "orphan.env", line("orphan"), ref="refs/heads/lonely")
    r.git("checkout", "-q", "main")
    r.git("notes", "add", "-m", line("notes"), "HEAD")
    r.want("notes", None, commit=r.git("rev-parse", "refs/notes/commits"), reach="note")


def plant_words(r):
    r.write("a.txt", "a\n")
    r.want("commit message", None, commit=r.commit("words " + token("commit message")))
    r.git("tag", "-a", "-m", "about " + token("tag message"), "v1")
    r.want("tag message", None, object=r.git("rev-parse", "v1^{tag}"), ref="refs/tags/v1")
    r.write("a.txt", "b\n")
    r.git("add", "a.txt")
    r.git("commit", "-q", "-m", "who", env={"GIT_AUTHOR_NAME": "Ann " + token("author line")})
    r.want("author line", None, commit=r.git("rev-parse", "HEAD"))
    name = f"names/{token('file name')}.txt"
    r.write(name, "nothing\n")
    r.want("file name", None, commit=r.commit("a name", name))
    r.git("branch", "topic/" + token("ref name"))
    r.want("ref name", None)
    blob = r.git("hash-object", "-w", "--stdin", stdin=line("tagged blob").encode())
    r.git("tag", "blob-tag", blob)
    r.want("tagged blob", "refs/tags/blob-tag", object=blob, reach="tag")


def plant_hidden(r):
    r.write("a.txt", "stash " + line("stash"))
    r.write("untracked.env", line("untracked in stash"))
    r.git("stash", "push", "-q", "-u", "-m", "later")
    r.want("stash", "a.txt", commit=r.git("rev-parse", "stash@{0}"), reach="stash")
    r.want("untracked in stash", "untracked.env", commit=r.git("rev-parse", "stash@{0}^3"),
           reach="stash")
    r.plant("reflog", "reflog.env", line("reflog"), reach="reflog")
    r.git("reset", "-q", "--hard", "HEAD~1")
    blob = r.git("hash-object", "-w", "--stdin", stdin=line("unreachable").encode())
    tree = r.git("mktree", stdin=f"100644 blob {blob}\tlost.env\n".encode())
    commit = r.git("commit-tree", "-m", "lost", tree)
    r.want("unreachable", "lost.env", commit=commit, reach="unreachable")
    blob = r.git("hash-object", "-w", "--stdin", stdin=line("dangling tree").encode())
    r.git("mktree", stdin=f"100644 blob {blob}\thung.env\n".encode())
    r.want("dangling tree", "hung.env", object=blob, reach="unreachable")
    blob = r.git("hash-object", "-w", "--stdin", stdin=line("dangling blob").encode())
    r.want("dangling blob", "git:blob/" + blob, object=blob, reach="unreachable")
    blob = r.git("hash-object", "-w", "--stdin", stdin=line("called a submodule").encode())
    row = b"160000 sub\0" + bytes.fromhex(blob)
    tree = r.git("hash-object", "-t", "tree", "--literally", "-w", "--stdin", stdin=row)
    r.git("update-ref", "refs/heads/gitlink", r.git("commit-tree", "-m", "gitlink", tree))
    r.want("called a submodule", "git:blob/" + blob, object=blob, reach="unreachable")
    r.git("worktree", "add", "-q", "--detach", "../other")
    other = str(r.folder.parent / "other")
    pathlib.Path(other, "elsewhere.env").write_text(line("work tree"))
    r.git("-C", other, "add", "elsewhere.env")
    r.git("-C", other, "commit", "-q", "-m", "detached")
    r.want("work tree", "elsewhere.env", commit=r.git("-C", other, "rev-parse", "HEAD"))


def plant_headers(r):
    """Where only a hand-made commit or tag has words."""
    tree = r.git("mktree", stdin=b"")
    head = r.git("rev-parse", "HEAD")
    person = "<o@example.org> 1700000000 +0100"
    cases = {
        "signature": ("O", "gpgsig -----BEGIN PGP SIGNATURE-----\n Comment: {}\n"
                           " -----END PGP SIGNATURE-----\n"),
        "merged tag": ("O", f"mergetag object {head}\n type commit\n tag v\n"
                            f" tagger T {person}\n \n about {{}}\n"),
        "own header": ("O", "x-note {}\n"),
        "encoding": ("O", "encoding {}\n"),
        "committer": ("O {}", ""),
    }
    for case, (name, header) in cases.items():
        text = f"tree {tree}\nauthor O {person}\ncommitter {name} {person}\n{header}\nwords\n"
        commit = r.git("hash-object", "-t", "commit", "-w", "--stdin",
                       stdin=text.format(token(case)).encode())
        r.git("update-ref", "refs/heads/odd/" + case.replace(" ", "-"), commit)
        r.want(case, None, commit=commit, reach="branch")
    inner = r.git("mktag", stdin=f"object {head}\ntype commit\ntag inner\ntagger T {person}\n\n"
                                 f"about {token('inner tag')}\n".encode())
    outer = r.git("mktag", stdin=f"object {inner}\ntype tag\ntag outer\ntagger T {person}\n\n"
                                 "words\n".encode())
    r.git("update-ref", "refs/tags/outer", outer)
    r.want("inner tag", None, object=inner, ref="refs/tags/outer")


def blob_of(r, case):
    return r.git("hash-object", "-w", "--stdin", stdin=line(case).encode())


def plant_refs(r):
    """What other refs than branches lead to, and names that are not those of files."""
    tree = r.git("mktree", stdin=f"100644 blob {blob_of(r, 'tagged tree')}\tin.env\n".encode())
    r.git("tag", "-a", "-m", "a tree", "tree-tag", tree)
    r.want("tagged tree", "in.env", reach="tag")
    first = r.git("rev-parse", "HEAD:a.txt")
    r.git("replace", first, blob_of(r, "replacement"))
    r.want("replacement", "refs/replace/" + first, reach="ref")
    r.git("notes", "--ref", "review", "add", "-m", line("old note"), "HEAD")
    r.want("old note", None, commit=r.git("rev-parse", "refs/notes/review"), reach="note")
    r.git("notes", "--ref", "review", "remove", "HEAD")
    tree = r.git("mktree", stdin=f"100644 blob {blob_of(r, 'packed ref')}\tpacked.env\n".encode())
    commit = r.git("commit-tree", "-m", "packed", tree)
    r.git("update-ref", "refs/heads/packed", commit)
    r.git("update-ref", "refs/packed/" + token("packed name"), commit)
    r.git("pack-refs", "--all")
    r.want("packed ref", "packed.env", commit=commit, reach="branch")
    r.want("packed name", None)
    module = "modules/" + token("module")
    r.git("update-index", "--add", "--cacheinfo", f"160000,{commit},{module}")
    r.git("commit", "-q", "-m", "a module")
    r.want("module", None, commit=r.git("rev-parse", "HEAD"))
    r.git("rm", "-q", "--cached", module)
    folder = f"one/two/{token('folder name')}/three/file.txt"
    r.write(folder, "nothing\n")
    r.want("folder name", None, commit=r.commit("a folder", folder))
    r.plant("deep", "a1/b2/c3/d4/e5/f6/g7/deep.env", line("deep"), at_tip=True)
    r.plant("module address", ".gitmodules", '[submodule "x"]\n\tpath = x\n\turl = '
            f"https://oauth2:{token('module address')}@example.org/x\n")


def plant_present(r):
    r.write("staged.env", line("index"))
    r.git("add", "staged.env")
    r.want("index", "staged.env")
    r.write(".git/info/exclude", "ignored/\n")
    r.write("ignored/secret.env", line("ignored"))
    r.want("ignored", "ignored/secret.env")


def plant_filler(r, n, branch="filler"):
    """A branch of many commits without secrets: the history is then looked through first."""
    stream = []
    for i in range(n):
        text = "".join(f"line {k} of {branch} {i if k % 97 == i % 97 else 0}\n" for k in range(400))
        stream.append(f"commit refs/heads/{branch}\ncommitter F <f@example.org> {r.clock + i} +0000\n"
                      f"data 5\nstep\n\nM 100644 inline {branch}.txt\ndata {len(text)}\n{text}\n")
    r.git("fast-import", "--quiet", stdin="".join(stream).encode())


def scan(sluice, folder, *words):
    out = pathlib.Path(folder).parent / "report.json"
    done = subprocess.run([sluice, "scan", "--only", "secrets", "--no-cache", "--format", "json",
                           "--repo", str(folder), "--output", f"text={out}.txt"] + list(words),
                          stdout=out.open("wb"), cwd=folder)
    return done.returncode, json.loads(out.read_text())


def check(case, file, origin, found):
    """What is wrong with the findings of a case; None when nothing is."""
    if not found:
        return "not found"
    if file and file not in [f["file"].split("!/")[0] for f in found]:
        return f"found in {[f['file'] for f in found]}, not in {file}"
    if file:
        found = [f for f in found if f["file"].split("!/")[0] == file]
    for key, value in origin.items():
        if value not in [f.get("origin", {}).get(key) for f in found]:
            return f"{key} is {[f.get('origin', {}).get(key) for f in found]}, not {value}"
    return None


def main():
    sluice = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/r")
        r = Repository(folder + "/r")
        for plant in (plant_files, plant_branches, plant_words, plant_headers, plant_refs,
                      plant_hidden, plant_present):
            plant(r)
        for state in ("loose", "packed", "large"):
            if state == "large":
                plant_filler(r, 1200)
            if state != "loose":
                r.git("repack", "-adkq")
            words = ["--history", "--unreachable", "--staged", "--ignored"]
            status, report = scan(sluice, r.folder, *words)
            by_print = {}
            for f in report["findings"]:
                by_print.setdefault(f["fingerprint"], []).append(f)
            wrong = []
            for case, (file, origin) in r.wanted.items():
                problem = check(case, file, origin, by_print.get(fingerprint(token(case)), []))
                if problem:
                    wrong.append(f"{case}: {problem}")
            text = json.dumps(report)
            wrong += [f"{case}: shown in the report" for case in r.wanted if token(case) in text]
            if status != 1:
                wrong.append(f"exit status {status}: {report['why']}")
            edited = [f for f in by_print.get(fingerprint(token("edited")), [])]
            if len(edited) != 1 or edited[0]["origin"]["objects"] < 5:
                wrong.append(f"edited: {len(edited)} findings")
            new = [f["origin"]["commit"] for f in by_print.get(fingerprint(token("renamed")), [])
                   if f["file"] == "new-name.env"]
            if new != [r.renamed]:
                wrong.append(f"renamed: the new name came with {new}")
            whole = scan(sluice, r.folder, "--set", "secrets.screen=no", *words)[1]
            if whole["findings"] != report["findings"]:
                wrong.append("contents scanned as a whole have other findings")
            if wrong:
                print(f"{state}\n" + "\n".join(wrong))
                sys.exit(1)
            print(f"{len(r.wanted)} of {len(r.wanted)} found, each with its first commit")


if __name__ == "__main__":
    main()
