FROM alpine:3.20 AS build
FROM alpine:3.20
# ruleid: docker-copy-from-unknown
COPY --from=biuld /a /a
# ok: docker-copy-from-unknown
COPY --from=build /a /a
# ok: docker-copy-from-unknown
COPY --from=nginx:1.27 /a /a
