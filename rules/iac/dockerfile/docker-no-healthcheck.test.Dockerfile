# ruleid: docker-no-healthcheck
FROM alpine:3.20
CMD ["app"]
