FROM alpine:3.20
# ruleid: docker-apk-unpinned
RUN apk add --no-cache curl
# ok: docker-apk-unpinned
RUN apk add --no-cache --virtual .build curl=8.9.1-r1 "gcc~=13"
