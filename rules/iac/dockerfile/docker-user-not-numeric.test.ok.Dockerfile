FROM alpine:3.20
# ok: docker-user-not-numeric
USER 10001
