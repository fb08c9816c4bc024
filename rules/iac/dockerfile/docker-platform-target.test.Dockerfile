# ruleid: docker-platform-target
FROM --platform=$TARGETPLATFORM alpine:3.20
# ok: docker-platform-target
FROM --platform=$BUILDPLATFORM alpine:3.20
