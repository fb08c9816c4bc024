#!/bin/sh
# Makes the example repositories below the folder given (default: build/examples):
#   web-shop            a shop with real weaknesses: the gate shuts, nothing is deployed
#   web-shop-repaired   the same after repair: the gate opens, the shop is deployed
#   serverless          functions with their template
# Same input, same commits: dates and names are fixed.
set -eu

out=${1:-build/examples}
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$out"
mkdir -p "$out"
out=$(cd "$out" && pwd)

export GIT_AUTHOR_NAME=example GIT_AUTHOR_EMAIL=example@example.org
export GIT_COMMITTER_NAME=example GIT_COMMITTER_EMAIL=example@example.org
export GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null

# start NAME SOURCE...: a new repository with the files of the source folders, later ones on top.
start() {
    repo=$out/$1
    shift
    mkdir -p "$repo"
    for source in "$@"; do cp -R "$here/$source/." "$repo/"; done
    git -C "$repo" -c init.defaultBranch=main init -q
    # Releases go beside the repositories: deployed/NAME.
    sed -i "s#@DEPLOYED@#$out/deployed/$(basename "$repo")#" "$repo/.sluice.yml"
}

finish() {
    git -C "$repo" add -A
    git -C "$repo" commit -q -m "$1"
}

# put_blob LAYOUT FILE: moves the file in as a blob; prints its digest and size.
put_blob() {
    digest=$(sha256sum "$2" | cut -d' ' -f1)
    size=$(wc -c <"$2" | tr -d ' ')
    mv "$2" "$1/blobs/sha256/$digest"
    printf '%s %s\n' "$digest" "$size"
}

# make_image LAYOUT ROOTFS CONFIG: an OCI image layout with one layer from the folder ROOTFS.
# CONFIG is the "config" object of the image.
make_image() {
    layout=$1
    mkdir -p "$layout/blobs/sha256"
    tar -C "$2" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=ustar \
        -cf "$layout/layer.tar" .
    diff=$(sha256sum "$layout/layer.tar" | cut -d' ' -f1)
    gzip -n "$layout/layer.tar"
    layer=$(put_blob "$layout" "$layout/layer.tar.gz")
    printf '{"architecture":"amd64","os":"linux","created":"2026-01-01T00:00:00Z","config":%s,"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created":"2026-01-01T00:00:00Z","created_by":"COPY . /"}]}' \
        "$3" "$diff" >"$layout/config.json"
    config=$(put_blob "$layout" "$layout/config.json")
    printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:%s","size":%s}]}' \
        "${config% *}" "${config#* }" "${layer% *}" "${layer#* }" >"$layout/manifest.json"
    manifest=$(put_blob "$layout" "$layout/manifest.json")
    printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"platform":{"architecture":"amd64","os":"linux"}}]}' \
        "${manifest% *}" "${manifest#* }" >"$layout/index.json"
    printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
}

# The root file system of an image: what a Debian base and the shop's own files leave in it.
make_rootfs() {
    root=$1
    mkdir -p "$root/etc" "$root/app" "$root/usr/bin" "$root/var/lib/dpkg"
    printf 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n' \
        >"$root/etc/os-release"
    printf 'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.36-9+deb12u10\n\n' \
        >"$root/var/lib/dpkg/status"
    cp "$repo/shop/app.py" "$root/app/app.py"
}

start web-shop web-shop
# A key as it would stand there by mistake; put together here, so that this file holds none.
printf 'AWS_ACCESS_KEY_ID = "%s%s"\nAWS_SECRET_ACCESS_KEY = "%s/%s"\n' \
    AKIA Z3QSQ6XV7TPLK2NB 'q8Wn3Lz0TfVb6RyKp4Xs' 'dH2mJc9GaEuN7iYo5Bt' >>"$repo/shop/settings.py"
work=$(mktemp -d)
make_rootfs "$work/root"
printf '#!/bin/sh\n' >"$work/root/usr/bin/curl"
printf '#!/bin/sh\n' >"$work/root/usr/bin/passwd"
chmod 755 "$work/root/usr/bin/curl"
chmod 4755 "$work/root/usr/bin/passwd"
make_image "$repo/image" "$work/root" \
    '{"Env":["PATH=/usr/bin","DB_PASSWORD=hunter2-Zr81"],"Cmd":["python3","/app/app.py"],"ExposedPorts":{"22/tcp":{},"8080/tcp":{}}}'
rm -rf "$work"
finish "A shop that is not ready to be deployed"

start web-shop-repaired web-shop web-shop-repaired
work=$(mktemp -d)
make_rootfs "$work/root"
make_image "$repo/image" "$work/root" \
    '{"User":"10001","Env":["PATH=/usr/bin"],"Cmd":["python3","/app/app.py"],"ExposedPorts":{"8080/tcp":{}},"Healthcheck":{"Test":["CMD","python3","/app/health.py"]},"Labels":{"org.opencontainers.image.source":"https://example.org/web-shop","org.opencontainers.image.base.name":"debian:12"}}'
rm -rf "$work"
finish "The shop after repair"

start serverless serverless
finish "Functions with their template"

echo "examples: $out"
