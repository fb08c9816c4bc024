#!/usr/bin/env python3
"""Secrets inside archives are found by the program as it ships, within its sandbox.

archives.py SLUICE
"""
import bz2
import gzip
import io
import json
import lzma
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile

RULES = """[[rules]]
id = "acme"
description = "a token of the test"
regex = '''acme_([a-z0-9]{12})'''
"""
TEXT = b"first line\nkey = acme_0123456789ab\n"


def zip_of(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def tar_of(name, content, mode):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def encrypted(data):
    data = bytearray(data)
    data[6] |= 1
    data[data.find(b"PK\1\2") + 8] |= 1
    return bytes(data)


def commented(archive_comment, file_comment):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("a.txt")
        entry.comment = file_comment
        archive.writestr(entry, b"nothing\n" * 9)
        archive.comment = archive_comment
    return out.getvalue()


def gzip_with_comment(comment):
    plain = gzip.compress(b"nothing\n" * 9)
    return plain[:3] + b"\x10" + plain[4:10] + comment + b"\0" + plain[10:]


FILES = {
    "a.zip": zip_of("dir/a.txt", TEXT),
    "b.docx": zip_of("word/document.xml", TEXT),
    "c.tar.gz": tar_of("c.txt", TEXT, "w:gz"),
    "d.tgz": tar_of("lib/e.jar", zip_of("f.properties", TEXT), "w:gz"),
    "g.sql.gz": gzip.compress(TEXT),
    "h.txt.bz2": bz2.compress(TEXT),
    "i.tar.xz": tar_of("i.txt", TEXT, "w:xz"),
    "j.xz": lzma.compress(TEXT),
    "k.tar": tar_of("k.txt", TEXT, "w:"),
    "locked.zip": encrypted(zip_of("l.txt", TEXT)),
    "bomb.gz": gzip.compress(b"\0" * (100 << 20)),
    "plain.txt": TEXT,
    "blob": zip_of("in.txt", TEXT),
    "logo.c": zip_of("in.txt", TEXT),
    "m.zip": commented(TEXT, b"nothing"),
    "n.jar": commented(b"nothing", TEXT),
    "o.zip": zip_of("in.txt", b"nothing") + b"\n" + TEXT,
    "p.run": b"#!/bin/sh\n" + TEXT[11:] + zip_of("in.txt", b"nothing"),
    "q.gz": gzip_with_comment(TEXT),
    "r.tgz": tar_of("in.txt", b"nothing", "w:gz") + b"\n" + TEXT,
    "s.bz2": bz2.compress(b"nothing") + b"\n" + TEXT,
    "t.tar": tar_of("in.zip", commented(TEXT, b""), "w:"),
    "u.zip": encrypted(commented(TEXT, b"")),
}
RESTS = {"m.zip", "n.jar", "o.zip", "p.run", "q.gz", "r.tgz", "s.bz2", "t.tar!/in.zip", "u.zip"}
FOUND = {
    "a.zip!/dir/a.txt", "b.docx!/word/document.xml", "c.tar.gz!/c.txt",
    "d.tgz!/lib/e.jar!/f.properties", "g.sql.gz!/g.sql", "h.txt.bz2!/h.txt", "i.tar.xz!/i.txt",
    "j.xz!/j", "k.tar!/k.txt", "plain.txt",
    "blob!/in.txt",
}


def scan(sluice, folder, *more):
    done = subprocess.run(
        [sluice, "scan", "tree", "--only", "secrets", "--rules", "rules.toml", "--format", "json",
         "--no-cache", *more], cwd=folder, capture_output=True, check=False)
    report = json.loads(done.stdout)
    states = {u["path"]: (u["state"], u["reason"]) for u in report["ledger"]["units"]}
    found = sorted((f["file"], f["line"]) for f in report["findings"])
    assert len(found) == len(set(found)), found
    return done.returncode, set(found), states


def main():
    sluice = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        tree.mkdir()
        (pathlib.Path(folder) / "rules.toml").write_text(RULES, encoding="utf-8")
        for name, content in FILES.items():
            (tree / name).write_bytes(content)
        status, found, states = scan(sluice, folder)
        assert {name for name, _ in found} == FOUND | RESTS, {name for name, _ in found} ^ (FOUND | RESTS)
        assert {(name, 2) for name in FOUND} <= found, found
        assert status == 3, status
        assert states["locked.zip"] == ("partial", "1 encrypted entry not read"), states
        assert states["logo.c"][0] == "partial", states
        assert states["bomb.gz"][0] == "failed" and "archive_ratio" in states["bomb.gz"][1], states
        (tree / "bomb.gz").unlink()
        status, found, states = scan(sluice, folder, "--set", "secrets.archive_depth=0")
        assert ("plain.txt", 2) in found and not any("!/" in name for name, _ in found), found
        assert status == 1 and not states, (status, states)
    return 0


if __name__ == "__main__":
    sys.exit(main())
