FROM alpine:3.20
# ruleid: docker-apk-cache-kept
RUN apk add curl=8.9
# ok: docker-apk-cache-kept
RUN apk add --no-cache curl=8.9
