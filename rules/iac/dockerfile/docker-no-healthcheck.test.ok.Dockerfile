# ok: docker-no-healthcheck
FROM alpine:3.20
HEALTHCHECK CMD ["app", "--check"]
