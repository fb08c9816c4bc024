FROM alpine:3.20
# ruleid: docker-workdir-system
WORKDIR /etc
# ok: docker-workdir-system
WORKDIR /srv/app
