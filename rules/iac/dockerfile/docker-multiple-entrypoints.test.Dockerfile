FROM alpine:3.20
# ruleid: docker-multiple-entrypoints
ENTRYPOINT ["a"]
ENTRYPOINT ["b"]
FROM alpine:3.20
# ok: docker-multiple-entrypoints
ENTRYPOINT ["c"]
