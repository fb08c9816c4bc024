FROM alpine:3.20
# ruleid: docker-port-out-of-range
EXPOSE 80 70000/tcp
# ok: docker-port-out-of-range
EXPOSE 65535
