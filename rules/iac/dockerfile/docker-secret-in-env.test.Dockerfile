FROM alpine:3.20
# ruleid: docker-secret-in-env
ENV DB_PASSWORD=hunter2hunter2
# ruleid: docker-secret-in-env
ARG GITHUB_TOKEN
# ok: docker-secret-in-env
ENV DB_PASSWORD_FILE=/run/secrets/db
# ok: docker-secret-in-env
ARG VERSION=1.2
