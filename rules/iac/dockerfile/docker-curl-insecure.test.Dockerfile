FROM debian:12
# ruleid: docker-curl-insecure
RUN curl -fsSLk https://example.com/a -o a
# ok: docker-curl-insecure
RUN curl -fsSL https://example.com/a -o a
