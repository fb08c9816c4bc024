FROM alpine:3.20 AS build
FROM alpine:3.20 AS final
# ruleid: docker-copy-from-self
COPY --from=final /a /a
# ok: docker-copy-from-self
COPY --from=build /a /a
