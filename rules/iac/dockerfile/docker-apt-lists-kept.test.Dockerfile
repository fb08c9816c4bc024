FROM debian:12
# ruleid: docker-apt-lists-kept
RUN apt-get update && apt-get install -y --no-install-recommends curl=7
# ok: docker-apt-lists-kept
RUN apt-get update && apt-get install -y --no-install-recommends curl=7 && rm -rf /var/lib/apt/lists/*
