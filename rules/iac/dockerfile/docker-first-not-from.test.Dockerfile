# ruleid: docker-first-not-from
RUN make
FROM alpine:3.20
