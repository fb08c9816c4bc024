FROM alpine:3.20
# ruleid: docker-secret-file-copied
COPY id_rsa /root/.ssh/id_rsa
# ruleid: docker-secret-file-copied
COPY .env /srv/
# ok: docker-secret-file-copied
COPY id_rsa.pub /root/.ssh/
