# ruleid: docker-reserved-stage-name
FROM alpine:3.20 AS scratch
# ok: docker-reserved-stage-name
FROM alpine:3.20 AS base
