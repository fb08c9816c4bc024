FROM alpine:3.20
# ok: docker-user-root
USER root
RUN adduser -D app
# ok: docker-user-root
USER app
