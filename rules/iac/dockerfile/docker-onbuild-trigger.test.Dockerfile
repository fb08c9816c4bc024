FROM alpine:3.20
# ruleid: docker-onbuild-trigger
ONBUILD FROM debian:12
# ok: docker-onbuild-trigger
ONBUILD COPY . /srv
