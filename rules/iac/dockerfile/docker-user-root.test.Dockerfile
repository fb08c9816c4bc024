FROM alpine:3.20 AS build
# ok: docker-user-root
USER root
FROM alpine:3.20
RUN adduser -D app
# ruleid: docker-user-root
USER 0:0
