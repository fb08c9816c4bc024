FROM debian:12
# ruleid: docker-wget-insecure
RUN wget -q --no-check-certificate https://example.com/a
# ok: docker-wget-insecure
RUN wget -q https://example.com/a
