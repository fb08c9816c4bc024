FROM alpine:3.20 AS build
FROM alpine:3.20
# ruleid: docker-copy-whole-stage
COPY --from=build / /
# ok: docker-copy-whole-stage
COPY --from=build /out /
