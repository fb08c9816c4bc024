FROM alpine:3.20 AS build
# ok: docker-user-root
USER root
FROM alpine:3.20
# ok: docker-user-root
USER root
RUN adduser -D app
# ruleid: docker-user-root
USER 0:0
