FROM alpine:3.20
# ruleid: docker-expose-ssh
EXPOSE 80 22
# ruleid: docker-expose-ssh
EXPOSE 20-25
# ok: docker-expose-ssh
EXPOSE 2222
