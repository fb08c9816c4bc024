FROM alpine:3.20
# ruleid: docker-workdir-relative
WORKDIR app
# ok: docker-workdir-relative
WORKDIR /srv/app
# ok: docker-workdir-relative
WORKDIR ${HOME}/x
