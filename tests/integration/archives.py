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
}
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
    return done.returncode, {(f["file"], f["line"]) for f in report["findings"]}, states


def main():
    sluice = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        tree.mkdir()
        (pathlib.Path(folder) / "rules.toml").write_text(RULES, encoding="utf-8")
        for name, content in FILES.items():
            (tree / name).write_bytes(content)
        status, found, states = scan(sluice, folder)
        assert found == {(name, 2) for name in FOUND}, found ^ {(name, 2) for name in FOUND}
        assert status == 3, status
        assert states["locked.zip"] == ("partial", "1 encrypted entry not read"), states
        assert states["logo.c"][0] == "partial", states
        assert states["bomb.gz"][0] == "failed" and "archive_ratio" in states["bomb.gz"][1], states
        (tree / "bomb.gz").unlink()
        status, found, states = scan(sluice, folder, "--set", "secrets.archive_depth=0")
        assert found == {("plain.txt", 2)}, found
        assert status == 1 and not states, (status, states)
    return 0


if __name__ == "__main__":
    sys.exit(main())
