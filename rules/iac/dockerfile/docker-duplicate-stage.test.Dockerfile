# ruleid: docker-duplicate-stage
FROM alpine:3.20 AS build
# ruleid: docker-duplicate-stage
FROM alpine:3.20 AS build
# ok: docker-duplicate-stage
FROM alpine:3.20 AS final
