FROM alpine:3.20
# ruleid: docker-copy-without-workdir
COPY a b
WORKDIR /srv
# ok: docker-copy-without-workdir
COPY a b
