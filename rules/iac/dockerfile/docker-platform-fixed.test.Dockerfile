# ruleid: docker-platform-fixed
FROM --platform=linux/arm64 alpine:3.20
# ok: docker-platform-fixed
FROM --platform=$BUILDPLATFORM alpine:3.20
