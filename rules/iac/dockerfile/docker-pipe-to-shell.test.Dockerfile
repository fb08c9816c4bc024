FROM debian:12
# ruleid: docker-pipe-to-shell
RUN curl -fsSL https://example.com/install.sh | sh
# ok: docker-pipe-to-shell
RUN curl -fsSL https://example.com/a.tgz | tar -xz
