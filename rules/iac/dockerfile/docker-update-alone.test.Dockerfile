FROM debian:12
# ruleid: docker-update-alone
RUN apt-get update
RUN apt-get install -y curl
FROM debian:12
# ok: docker-update-alone
RUN apt-get update && apt-get install -y curl
FROM alpine:3.20
# ok: docker-update-alone
RUN apk update

