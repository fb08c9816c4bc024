FROM debian:12
# ruleid: docker-apt-unpinned
RUN apt-get install -y --no-install-recommends curl
# ok: docker-apt-unpinned
RUN apt-get install -y --no-install-recommends curl=7.88.1-10 -t bookworm
# ok: docker-apt-unpinned
RUN apt-get install -y ./local.deb $PACKAGES
