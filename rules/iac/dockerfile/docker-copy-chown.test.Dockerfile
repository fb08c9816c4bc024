FROM alpine:3.20
# ruleid: docker-copy-chown
COPY --chown=app:app src /srv/app
# ok: docker-copy-chown
COPY src /srv/app
