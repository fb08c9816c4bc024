FROM alpine:3.20 AS build
# ok: docker-multiple-entrypoints
ENTRYPOINT ["x"]
ENTRYPOINT ["y"]
FROM alpine:3.20
# ruleid: docker-multiple-entrypoints
ENTRYPOINT ["a"]
ENTRYPOINT ["b"]
