FROM alpine:3.20
# ruleid: docker-multiple-healthchecks
HEALTHCHECK CMD a
HEALTHCHECK CMD b
FROM alpine:3.20
# ok: docker-multiple-healthchecks
HEALTHCHECK CMD c
