FROM debian:12
# ruleid: docker-apt-recommends
RUN apt-get install -y curl
# ok: docker-apt-recommends
RUN apt-get install -y --no-install-recommends curl
# ok: docker-apt-recommends
RUN apt-get -o APT::Install-Recommends=false install -y curl
