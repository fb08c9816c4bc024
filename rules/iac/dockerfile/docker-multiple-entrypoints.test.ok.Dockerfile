FROM alpine:3.20
# ok: docker-multiple-entrypoints
ENTRYPOINT ["c"]
