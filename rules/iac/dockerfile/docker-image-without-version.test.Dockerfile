# ruleid: docker-image-without-version
FROM alpine AS base
# ok: docker-image-without-version
FROM base
# ok: docker-image-without-version
FROM alpine:3.20
# ok: docker-image-without-version
FROM scratch
