FROM alpine:3.20 AS build
FROM alpine:3.20
# ruleid: docker-copy-from-number
COPY --from=0 /a /a
# ok: docker-copy-from-number
COPY --from=build /a /a
