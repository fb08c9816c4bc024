FROM alpine:3.20
# ruleid: docker-copy-many-to-file
COPY a.txt b.txt dest
# ok: docker-copy-many-to-file
COPY a.txt b.txt dest/
# ok: docker-copy-many-to-file
COPY a.txt dest
