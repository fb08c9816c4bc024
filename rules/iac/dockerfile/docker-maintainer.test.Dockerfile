FROM alpine:3.20
# ruleid: docker-maintainer
MAINTAINER team@example.com
# ok: docker-maintainer
LABEL org.opencontainers.image.authors="team@example.com"
