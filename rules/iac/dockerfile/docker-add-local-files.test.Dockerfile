FROM alpine:3.20
# ruleid: docker-add-local-files
ADD config.json /etc/app/
# ok: docker-add-local-files
ADD rootfs.tar.xz /
# ok: docker-add-local-files
COPY config.json /etc/app/
# ok: docker-add-local-files
ADD https://example.com/a.bin /a.bin
