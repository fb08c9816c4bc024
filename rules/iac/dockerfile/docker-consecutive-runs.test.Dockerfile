FROM alpine:3.20
# ruleid: docker-consecutive-runs
RUN a
RUN b
RUN c
# ok: docker-consecutive-runs
COPY a /a
RUN d
