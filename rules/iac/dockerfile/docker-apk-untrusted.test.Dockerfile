FROM alpine:3.20
# ruleid: docker-apk-untrusted
RUN apk add --no-cache --allow-untrusted /a.apk
# ok: docker-apk-untrusted
RUN apk add --no-cache curl=8
