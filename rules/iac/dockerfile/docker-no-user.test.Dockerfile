FROM alpine:3.20 AS build
# ruleid: docker-no-user
FROM alpine:3.20
COPY --from=build /a /a
