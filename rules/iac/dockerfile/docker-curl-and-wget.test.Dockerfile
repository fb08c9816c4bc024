FROM alpine:3.20
# ruleid: docker-curl-and-wget
RUN curl -o /a https://example.com/a
# ruleid: docker-curl-and-wget
RUN wget -q -O /b https://example.com/b
FROM alpine:3.20
# ok: docker-curl-and-wget
RUN curl -o /a https://example.com/a
