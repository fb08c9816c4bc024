FROM debian:12
# ruleid: docker-insecure-download
RUN wget -q http://example.com/a.tgz
# ok: docker-insecure-download
RUN wget -q https://example.com/a.tgz
# ok: docker-insecure-download
RUN curl -f http://localhost:8080/
