#!/usr/bin/env python3
"""Secrets in container images: in every layer, deleted files too, in archives, in the configuration.

image-secrets.py SLUICE
"""
import gzip
import hashlib
import io
import json
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


def token(number):
    return f"acme_{number:012d}"


def layer(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def jar():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("app.properties", f"x\ny={token(3)}\n")
    return out.getvalue()


class Layout:
    """An OCI image layout in a folder."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        (self.root / "blobs/sha256").mkdir(parents=True)

    def blob(self, data, kind):
        digest = hashlib.sha256(data).hexdigest()
        (self.root / "blobs/sha256" / digest).write_bytes(data)
        return {"mediaType": kind, "digest": f"sha256:{digest}", "size": len(data)}

    def write(self, layers, config):
        plain = [layer(files) for files in layers]
        config["rootfs"] = {"type": "layers", "diff_ids": [
            "sha256:" + hashlib.sha256(data).hexdigest() for data in plain]}
        oci = "application/vnd.oci.image."
        blobs = [self.blob(gzip.compress(data), oci + "layer.v1.tar+gzip") for data in plain]
        manifest = {"schemaVersion": 2, "layers": blobs, "config": self.blob(
            json.dumps(config).encode(), oci + "config.v1+json")}
        top = self.blob(json.dumps(manifest).encode(), oci + "manifest.v1+json")
        (self.root / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": [top]}))
        (self.root / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
        return [blob["digest"] for blob in blobs]


def scan(sluice, folder, *more):
    done = subprocess.run(
        [sluice, "scan", "--image", "image", "--rules", "rules.toml", "--format", "json",
         "--no-cache", *more], cwd=folder, capture_output=True, check=False)
    report = json.loads(done.stdout)
    return done.returncode, {(f["file"], f["line"]): f for f in report["findings"]
                             if f["stage"] == "secrets"}, report


def pipeline(sluice, folder):
    """A stage of a pipeline looks at the image instead of the commit's files."""
    repo = pathlib.Path(folder) / "repo"
    (repo / ".sluice/rules").mkdir(parents=True)
    (repo / ".sluice/rules/acme.toml").write_text(RULES)
    (repo / ".sluice.yml").write_text(
        "version: 1\nstages: [{name: leaks, uses: secrets, with: {image: " + folder + "/image}}]\n")
    git = ["git", "-C", str(repo), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "m"]):
        subprocess.run(git + words, check=True, capture_output=True)
    done = subprocess.run([sluice, "run", "--repo", str(repo), "--format", "json", "--no-cache"],
                          capture_output=True, check=False)
    report = json.loads(done.stdout)
    files = {f["file"].split("!", 1)[1] for f in report["findings"]}
    assert done.returncode == 1 and {"/etc/app.env", "/config"} <= files, report


def main():
    sluice = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "rules.toml").write_text(RULES, encoding="utf-8")
        layout = Layout(pathlib.Path(folder) / "image")
        digests = layout.write(
            [{"etc/app.env": f"a=1\nkey={token(1)}\n".encode(),
              "srv/kept.txt": token(2).encode(), "srv/app.jar": jar()},
             {"etc/.wh.app.env": b"", "srv/kept.txt": token(4).encode()}],
            {"architecture": "amd64", "os": "linux", "config": {"Env": ["KEY=" + token(5)]},
             "history": [{"created_by": "RUN login " + token(6)}, {"created_by": "COPY x"}]})
        status, found, _ = scan(sluice, folder, "--only", "secrets")
        assert status == 1, status
        assert set(found) == {
            ("image!/etc/app.env", 2), ("image!/srv/kept.txt", 1),
            ("image!/srv/app.jar!/app.properties", 2), ("image!/config", 1),
            ("image!/config", 2)}, set(found)
        assert digests[0] in found["image!/etc/app.env", 2]["message"], found
        assert len([1 for f in scan(sluice, folder, "--only", "secrets")[2]["findings"]
                    if f["file"] == "image!/srv/kept.txt"]) == 2
        _, found, report = scan(sluice, folder)
        assert len(found) == 5 and {s["uses"] for s in report["stages"]} == {"image", "secrets"}
        pipeline(sluice, folder)
        assert not any(token(i) in json.dumps(report) for i in range(1, 7))
    return 0


if __name__ == "__main__":
    sys.exit(main())
