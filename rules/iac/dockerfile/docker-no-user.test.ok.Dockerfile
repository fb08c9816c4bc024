# ok: docker-no-user
FROM alpine:3.20 AS base
USER 1000
# ok: docker-no-user
FROM base
