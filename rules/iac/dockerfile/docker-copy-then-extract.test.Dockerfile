FROM alpine:3.20
# ruleid: docker-copy-then-extract
COPY app.tar.gz /tmp/
# ok: docker-copy-then-extract
COPY app.txt /tmp/
RUN tar -xzf /tmp/app.tar.gz
