FROM alpine:3.20
# ruleid: docker-user-not-numeric
USER app
