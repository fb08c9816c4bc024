# ruleid: docker-image-latest
FROM alpine:latest
# ok: docker-image-latest
FROM alpine:3.20
# ok: docker-image-latest
FROM alpine:latest@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5
